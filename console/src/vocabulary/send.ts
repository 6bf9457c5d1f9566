// How rows get to the service. The API takes a table from a bucket only, a list in the request too.
import type { S3Client } from '../api/s3.ts';
import { formatS3Uri } from '../api/s3-uri.ts';
import type { Session } from '../session/session.ts';
import { ContentError, MAX_BYTES, isPlain, writeList, writeTable, type Row } from './content.ts';
import type { Contents } from './kinds.ts';

// The console's own, for as long as a request takes.
export const TABLES_BUCKET = 'tacet-vocabularies';

export async function sendRows<T>(
  { s3, config }: Pick<Session, 's3' | 'config'>,
  name: string,
  rows: readonly Row[],
  send: (contents: Contents) => Promise<T>,
): Promise<T> {
  const plain = isPlain(rows);
  const text = new Blob([plain ? writeList(rows) : writeTable(rows)], { type: 'text/plain' });
  if (text.size > MAX_BYTES) {
    throw new ContentError('All entries together are larger than 50 KB. Take some out.');
  }
  if (plain) return send({ entries: rows.map(({ phrase }) => phrase) });
  if (config.objectStore !== 'embedded') {
    throw new ContentError(
      'SoundsLike, IPA and DisplayAs come to the service in a file of a bucket. Buckets are in ' +
        'another S3 service here: put the file there, and create a vocabulary from its S3 location.',
    );
  }
  return sendThroughBucket(s3, name, text, send);
}

async function sendThroughBucket<T>(
  s3: S3Client,
  name: string,
  text: Blob,
  send: (contents: Contents) => Promise<T>,
): Promise<T> {
  const buckets = await s3.listBuckets();
  if (!buckets.some((bucket) => bucket.name === TABLES_BUCKET))
    await s3.createBucket(TABLES_BUCKET);
  // Two people may send at a time.
  const place = { bucket: TABLES_BUCKET, key: `${name}-${crypto.randomUUID()}.txt` };
  await s3.putObject(place.bucket, place.key, text, { contentType: text.type });
  try {
    return await send({ uri: formatS3Uri(place) });
  } finally {
    // The service keeps a copy; what is left here would only be litter.
    await s3.deleteObject(place.bucket, place.key).catch(() => undefined);
  }
}
