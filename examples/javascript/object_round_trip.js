// Puts a file into a bucket and gets it back.
//
// usage: node object_round_trip.js FILE BUCKET KEY COPY

import { createReadStream, createWriteStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const [file, bucket, key, copy] = process.argv.slice(2);
if (!copy) {
  console.error("usage: node object_round_trip.js FILE BUCKET KEY COPY");
  process.exit(2);
}
const client = new S3Client();

// From memory first, then as a stream: the SDK sends the two in different ways.
await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: await readFile(file) }));
const put = await client.send(
  new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: createReadStream(file),
    ContentLength: (await stat(file)).size,
  }),
);
const got = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
await pipeline(got.Body, createWriteStream(copy));
console.log(`${put.ETag} ${got.ContentLength}`);
