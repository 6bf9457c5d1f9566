import { describe, expect, it } from 'vitest';
import {
  MAX_BYTES,
  isPlain,
  isTable,
  parseList,
  parseRows,
  plainRow,
  readFile,
  writeList,
  writeTable,
} from './content.ts';

const TABLE =
  'Phrase\tSoundsLike\tIPA\tDisplayAs\nLos-Angeles\t\t\tLos Angeles\nF.B.I.\teff-bee-eye\t\tFBI\n';

describe('a list', () => {
  it('is split at commas and line ends, without the space around entries', () => {
    expect(parseList('\ufeffuh, um ,\r\n like\r\n\n,so')).toEqual(['uh', 'um', 'like', 'so']);
  });

  it('becomes rows of phrases alone, and a list again', () => {
    const rows = parseRows('one\ntwo');
    expect(rows).toEqual([plainRow('one'), plainRow('two')]);
    expect(isPlain(rows)).toBe(true);
    expect(writeList(rows)).toBe('one\ntwo\n');
  });

  it('has no TAB in its first line', () => {
    expect(isTable('one\ntwo\tthree')).toBe(false);
    expect(isTable('\ufeffPhrase\tIPA')).toBe(true);
  });
});

describe('a table', () => {
  it('is read and written', () => {
    const rows = parseRows(TABLE);
    expect(rows).toEqual([
      { phrase: 'Los-Angeles', soundsLike: '', ipa: '', displayAs: 'Los Angeles' },
      { phrase: 'F.B.I.', soundsLike: 'eff-bee-eye', ipa: '', displayAs: 'FBI' },
    ]);
    expect(isPlain(rows)).toBe(false);
    expect(writeTable(rows)).toBe(TABLE);
  });

  it('may have its columns in any order, short lines and empty ones', () => {
    expect(parseRows('DisplayAs\tPhrase\tIPA\tSoundsLike\nA B\ta-b\n\n')).toEqual([
      { phrase: 'a-b', soundsLike: '', ipa: '', displayAs: 'A B' },
    ]);
  });

  it.each([
    ['Phrase\tIPA\nx\t', /must name the columns/],
    ['Phrase\tPhrase\tIPA\tDisplayAs\nx\t', /must name the columns/],
    [TABLE.replaceAll('\n', '\r\n'), /carriage returns/],
    [`${TABLE}a\tb\tc\td\te\n`, /Line 4 has more than 4 fields/],
  ])('%j is refused', (text, why) => expect(() => parseRows(text)).toThrow(why));
});

describe('a file', () => {
  it('is text in UTF-8', async () => {
    expect(await readFile(new Blob(['grün']))).toBe('grün');
    await expect(readFile(new Blob([Uint8Array.of(0x67, 0xfc)]))).rejects.toThrow(/not UTF-8/);
  });

  it('has a size that the service takes', async () => {
    expect(await readFile(new Blob(['a'.repeat(MAX_BYTES)]))).toHaveLength(MAX_BYTES);
    const tooLarge = new Blob(['a'.repeat(MAX_BYTES + 1)]);
    await expect(readFile(tooLarge)).rejects.toThrow(/larger than 50 KB/);
  });
});
