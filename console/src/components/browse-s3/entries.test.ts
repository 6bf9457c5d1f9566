import { expect, it, vi } from 'vitest';
import type { S3Client } from '../../api/s3.ts';
import { listEntries, placesTo } from './entries.ts';
import { sizeText } from './size-text.ts';

const date = new Date('2024-02-29T10:00:00Z');

function bucketsNamed(...names: string[]): S3Client {
  const listBuckets = async () => names.map((name) => ({ name, created: date }));
  return { listBuckets } as Partial<S3Client> as S3Client;
}

it('above all are the buckets, looked for by a part of the name', async () => {
  const s3 = bucketsNamed('calls-2024', 'notes', 'old-calls');
  const { entries } = await listEntries(s3, undefined, 'Calls');
  expect(entries).toEqual([
    {
      kind: 'bucket',
      name: 'calls-2024',
      location: { bucket: 'calls-2024', key: '' },
      uri: 's3://calls-2024/',
      date,
    },
    expect.objectContaining({ name: 'old-calls' }),
  ]);
});

it('many buckets come in pages', async () => {
  const s3 = bucketsNamed(...Array.from({ length: 150 }, (_, index) => `b${index}`));
  const first = await listEntries(s3, undefined, '');
  expect(first.entries).toHaveLength(100);
  const second = await listEntries(s3, undefined, '', first.nextToken);
  expect(second.entries.map(({ name }) => name).at(0)).toBe('b100');
  expect(second.entries).toHaveLength(50);
  expect(second.nextToken).toBeUndefined();
});

it('a folder has folders and objects, not its own mark', async () => {
  const listFolder = vi.fn(async () => ({
    folders: ['in/deep/'],
    objects: ['in/', 'in/a.wav'].map((key) => ({ key, size: 12, lastModified: date })),
    nextToken: 'more',
  }));
  const s3 = { listFolder } as Partial<S3Client> as S3Client;
  const page = await listEntries(s3, { bucket: 'b', key: 'in/' }, 'a', 'token');
  expect(listFolder).toHaveBeenCalledWith('b', 'in/a', 'token', undefined);
  expect(page.entries.map(({ kind, name, uri }) => [kind, name, uri])).toEqual([
    ['folder', 'deep/', 's3://b/in/deep/'],
    ['object', 'a.wav', 's3://b/in/a.wav'],
  ]);
  expect(page.nextToken).toBe('more');
});

it('the way to a place goes through every folder', () => {
  expect(placesTo(undefined).map(({ text }) => text)).toEqual(['Buckets']);
  expect(placesTo({ bucket: 'b', key: 'x/y/' })).toEqual([
    { text: 'Buckets', place: undefined },
    { text: 'b', place: { bucket: 'b', key: '' } },
    { text: 'x', place: { bucket: 'b', key: 'x/' } },
    { text: 'y', place: { bucket: 'b', key: 'x/y/' } },
  ]);
});

it.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1.0 KB'],
  [1024 * 1024 - 1, '1.0 MB'],
  [1.5 * 1024 ** 3, '1.5 GB'],
])('%d is %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));
