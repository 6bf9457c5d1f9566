import { expect, it, vi } from 'vitest';
import type { S3Client } from '../api/s3.ts';
import type { Session } from '../session/session.ts';
import { plainRow } from './content.ts';
import type { Contents } from './kinds.ts';
import { TABLES_BUCKET, sendRows } from './send.ts';

function fakeStore(objectStore: 'embedded' | 's3' = 'embedded') {
  const did: string[] = [];
  const s3 = {
    listBuckets: async () => [],
    createBucket: async (bucket: string) => void did.push(`bucket ${bucket}`),
    putObject: async (_bucket: string, _key: string, body: Blob) =>
      void did.push(`put ${await body.text()}`),
    deleteObject: async (bucket: string) => void did.push(`delete from ${bucket}`),
  } as Partial<S3Client> as S3Client;
  return { did, session: { s3, config: { objectStore } as Session['config'] } };
}

const TABLE = [{ ...plainRow('a-b'), displayAs: 'A B' }];
const WRITTEN = 'Phrase\tSoundsLike\tIPA\tDisplayAs\na-b\t\t\tA B\n';

it('phrases alone are in the request', async () => {
  const { session, did } = fakeStore();
  const send = vi.fn(async (_contents: Contents) => 'sent');
  expect(await sendRows(session, 'n', [plainRow('a'), plainRow('b')], send)).toBe('sent');
  expect(send).toHaveBeenCalledWith({ entries: ['a', 'b'] });
  expect(did).toEqual([]);
});

it('a table goes through a bucket, where nothing of it stays', async () => {
  const { session, did } = fakeStore();
  await sendRows(session, 'n', TABLE, async (contents) => {
    expect(contents).toEqual({
      uri: expect.stringMatching(/^s3:\/\/tacet-vocabularies\/n-.*\.txt$/),
    });
    did.push('sent');
  });
  expect(did).toEqual([
    `bucket ${TABLES_BUCKET}`,
    `put ${WRITTEN}`,
    'sent',
    `delete from ${TABLES_BUCKET}`,
  ]);
});

it('nor when it was refused', async () => {
  const { session, did } = fakeStore();
  const refuse = () => Promise.reject(new Error('No.'));
  await expect(sendRows(session, 'n', TABLE, refuse)).rejects.toThrow('No.');
  expect(did.at(-1)).toBe(`delete from ${TABLES_BUCKET}`);
});

it('without a store that the key opens, a table cannot be sent', async () => {
  const { session } = fakeStore('s3');
  const send = vi.fn(async (_contents: Contents) => undefined);
  await expect(sendRows(session, 'n', TABLE, send)).rejects.toThrow(/another S3 service/);
  await sendRows(session, 'n', [plainRow('a')], send);
  expect(send).toHaveBeenCalledTimes(1);
});

it('more than the service takes is not sent', async () => {
  const { session } = fakeStore();
  const rows = Array.from({ length: 300 }, () => plainRow('a'.repeat(200)));
  await expect(sendRows(session, 'n', rows, async () => undefined)).rejects.toThrow(/50 KB/);
});
