import { expect, it } from 'vitest';
import { folderOf, formatS3Uri, lastPart, parseS3Uri } from './s3-uri.ts';

it.each([
  ['s3://bucket/a/b c.wav', { bucket: 'bucket', key: 'a/b c.wav' }],
  ['s3://bucket', { bucket: 'bucket', key: '' }],
  [' s3://bucket/in/ ', { bucket: 'bucket', key: 'in/' }],
  ['s3:///key', undefined],
  ['https://bucket/key', undefined],
  ['', undefined],
])('parseS3Uri(%j)', (uri, expected) => {
  expect(parseS3Uri(uri)).toEqual(expected);
});

it('formatS3Uri is the other way', () => {
  expect(formatS3Uri({ bucket: 'b', key: 'a/b.wav' })).toBe('s3://b/a/b.wav');
});

it('names of a path', () => {
  expect(lastPart('a/b/c.wav')).toBe('c.wav');
  expect(lastPart('a/b/')).toBe('b');
  expect(folderOf('a/b/c.wav')).toBe('a/b/');
  expect(folderOf('a/b/')).toBe('a/');
  expect(folderOf('c.wav')).toBe('');
});
