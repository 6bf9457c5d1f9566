import { expect, it } from 'vitest';
import { plainRow } from './content.ts';
import { phraseFault, rowFault, rowsFault } from './faults.ts';

it.each(["it's", 'Los-Angeles', 'F.B.I.', 'a'.repeat(256)])('%s is an English word', (word) =>
  expect(phraseFault(word, 'en-US')).toBeUndefined(),
);

it.each([
  ['', /Enter a word/],
  ['two words', /hyphen/],
  ['a\tb', /hyphen/],
  ['B2B', /digits/],
  ['grün', /English words/],
  ['a_b', /English words/],
  ['a'.repeat(257), /longer/],
])('%j is none', (word, why) => expect(phraseFault(word, 'en-US')).toMatch(why));

it('other languages have other letters, and bytes count', () => {
  expect(phraseFault('grün', 'de-DE')).toBeUndefined();
  expect(phraseFault('東京', 'ja-JP')).toBeUndefined();
  expect(phraseFault('a_b', 'de-DE')).toMatch(/letters/);
  expect(phraseFault('ü'.repeat(129), 'de-DE')).toMatch(/longer/);
  expect(phraseFault('a\ufeff', 'de-DE')).toBeDefined();
});

it('a row says how it sounds in one way', () => {
  const row = { ...plainRow('word'), soundsLike: 'wurd', displayAs: 'My Word 2' };
  expect(rowFault(row, 'en-US')).toBeUndefined();
  expect(rowFault({ ...row, ipa: 'wɜːd' }, 'en-US')).toMatch(/not both/);
  expect(rowFault({ ...row, displayAs: 'a\nb' }, 'en-US')).toMatch(/line ends/);
});

it('of many rows the first bad one is named', () => {
  expect(rowsFault([plainRow('a'), plainRow('b')], 'en-US')).toBeUndefined();
  expect(rowsFault([plainRow('a'), plainRow('b c'), plainRow('')], 'en-US')).toMatch(
    /^Entry 2 \(b c\): Phrase: No spaces/,
  );
  expect(rowsFault([], 'en-US')).toMatch(/no entry/);
});
