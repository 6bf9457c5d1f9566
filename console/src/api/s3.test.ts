// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { fakeConnection, type Received } from '../test/connection.ts';
import { S3Client } from './s3.ts';

const xml = (body: string, status = 200) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>${body}`, { status });

async function client(answer: (request: Received) => Response) {
  const { connection, received } = await fakeConnection(answer);
  return { s3: new S3Client(connection), received };
}

it('lists buckets', async () => {
  const { s3, received } = await client(() =>
    xml(
      '<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>x</ID></Owner>' +
        '<Buckets><Bucket><Name>recordings</Name><CreationDate>2024-02-29T10:00:00.000Z</CreationDate>' +
        '</Bucket></Buckets></ListAllMyBucketsResult>',
    ),
  );
  expect(await s3.listBuckets()).toEqual([
    { name: 'recordings', created: new Date('2024-02-29T10:00:00Z') },
  ]);
  expect(received[0]?.url.pathname).toBe('/');
  expect(received[0]?.headers.get('x-amz-content-sha256')).toMatch(/^[0-9a-f]{64}$/);
});

it('lists a folder: its folders, its objects, and where to go on', async () => {
  const { s3, received } = await client(() =>
    xml(
      '<ListBucketResult><Name>b</Name><Prefix>in/</Prefix><IsTruncated>true</IsTruncated>' +
        '<Contents><Key>in/a &amp; b.wav</Key><Size>12</Size>' +
        '<LastModified>2024-02-29T10:00:00.000Z</LastModified></Contents>' +
        '<CommonPrefixes><Prefix>in/deep/</Prefix></CommonPrefixes>' +
        '<NextContinuationToken>more</NextContinuationToken></ListBucketResult>',
    ),
  );
  expect(await s3.listFolder('b', 'in/', 'token+1')).toEqual({
    folders: ['in/deep/'],
    objects: [{ key: 'in/a & b.wav', size: 12, lastModified: new Date('2024-02-29T10:00:00Z') }],
    nextToken: 'more',
  });
  expect(received[0]?.url.search).toBe(
    '?list-type=2&delimiter=%2F&max-keys=100&prefix=in%2F&continuation-token=token%2B1',
  );
});

it('goes through all objects of a folder, page after page', async () => {
  const page = (key: string, next: string) =>
    xml(
      `<ListBucketResult><Contents><Key>${key}</Key><Size>1</Size></Contents>${next}` +
        '</ListBucketResult>',
    );
  const { s3, received } = await client(({ url }) =>
    url.searchParams.has('continuation-token')
      ? page('in/deep/b.wav', '')
      : page('in/a.wav', '<NextContinuationToken>t</NextContinuationToken>'),
  );
  const keys: string[] = [];
  for await (const { key } of s3.objectsUnder('b', 'in/')) keys.push(key);
  expect(keys).toEqual(['in/a.wav', 'in/deep/b.wav']);
  expect(received.map(({ url }) => url.searchParams.has('delimiter'))).toEqual([false, false]);
});

it('asks for a key with letters of all kinds', async () => {
  const { s3, received } = await client(() => new Response('text'));
  await s3.getObject('b', "a b/ü+(1)'.json");
  expect(received[0]?.url.pathname).toBe('/b/a%20b/%C3%BC%2B%281%29%27.json');
});

it('never asks for another object than the one that was named', async () => {
  const { s3, received } = await client(() => new Response('text'));
  await expect(s3.getObject('b', 'a/../../other/x')).rejects.toMatchObject({ code: 'InvalidURI' });
  expect(received).toEqual([]);
});

it('an error is what the service said', async () => {
  const { s3 } = await client(() =>
    xml(
      '<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message>' +
        '<RequestId>r-2</RequestId></Error>',
      404,
    ),
  );
  await expect(s3.listFolder('b', '')).rejects.toMatchObject({
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist',
    status: 404,
    requestId: 'r-2',
  });
});

it('an upload that fails while its parts are joined has failed, though the status is 200', async () => {
  const { s3, received } = await client(() =>
    xml('<Error><Code>InternalError</Code><Message>Try again</Message></Error>'),
  );
  const parts = [{ number: 1, etag: '"aa"' }];
  await expect(s3.completeMultipartUpload('b', 'k', 'u 1', parts)).rejects.toMatchObject({
    code: 'InternalError',
  });
  expect(received[0]?.url.search).toBe('?uploadId=u%201');
  expect(received[0]?.body).toContain('<PartNumber>1</PartNumber><ETag>"aa"</ETag>');
});

it('links expire and name their key', async () => {
  const { s3 } = await client(() => new Response(''));
  const link = new URL(await s3.presignGet('b', 'a b.wav', 60));
  expect(link.pathname).toBe('/b/a%20b.wav');
  expect(link.searchParams.get('X-Amz-Expires')).toBe('60');
});
