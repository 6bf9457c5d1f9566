import { describe, expect, it } from 'vitest';
import { CALL, sampleJson, sampleReview, type SampleWord } from '../test/review.ts';
import { parseTranscript } from '../transcription/transcript.ts';
import { makeDocument } from './document.ts';

const documentOf = (words: SampleWord[]) => makeDocument(parseTranscript(sampleJson(words)));
const said = (count: number, more: Partial<SampleWord> = {}): SampleWord[] =>
  Array.from({ length: count }, (_, index) => ({
    text: 'so',
    from: index,
    to: index + 1,
    ...more,
  }));

describe('makeDocument', () => {
  it('gives each word the punctuation behind it', () => {
    const { words } = documentOf(CALL);
    expect(words.map(({ text, after }) => text + after).join(' ')).toBe(
      'This is [PII]. Call [PII] on [PII] please',
    );
    expect(words[2]).toMatchObject({ start: 1000, end: 2000, isHidden: true });
    expect(words[3]?.isHidden).toBe(false);
  });

  it('has a paragraph for each turn, with who speaks', () => {
    const { paragraphs } = documentOf([
      ...said(2, { speaker: 'spk_0' }),
      { text: '.', from: 0, to: 0 },
      ...said(1, { speaker: 'spk_1' }),
    ]);
    // The mark is of nobody, so it is a turn of its own; it has no word.
    expect(paragraphs).toEqual([
      { first: 0, last: 2, label: 'spk_0' },
      { first: 2, last: 3, label: 'spk_1' },
    ]);
  });

  it('ends a long paragraph with a sentence, else anywhere', () => {
    const stop = { text: '.', from: 0, to: 0 };
    const { paragraphs } = documentOf([...said(10), stop, ...said(40), stop, ...said(130)]);
    expect(paragraphs.map(({ first, last }) => last - first)).toEqual([50, 120, 10]);
  });

  it('takes a document without words', () => {
    expect(documentOf([])).toMatchObject({ words: [], paragraphs: [] });
  });
});

// As `tacet/review/review_spans_test.cc` has it.
describe('find', () => {
  const { review } = sampleReview();
  const { find } = review.document;

  it.each([
    ['its own times', 0, 500, { first: 0, last: 0 }],
    ['more than half of two words', 200, 800, { first: 0, last: 1 }],
    ['less than half, but the same beginning', 500, 600, { first: 1, last: 1 }],
    ['less than half, but the same end', 900, 1000, { first: 1, last: 1 }],
    ['less than half', 100, 300, undefined],
    ['a pause', 2100, 2900, undefined],
    ['all between', 0, 9000, { first: 0, last: 7 }],
    ['nothing beyond the end', 9500, 9900, undefined],
  ])('%s', (_what, start, end, range) => expect(find(start, end)).toEqual(range));

  it('finds words of two channels that speak at once', () => {
    const { find: findIn } = documentOf([
      { text: 'well', from: 0, to: 5 },
      { text: 'no', from: 1, to: 2 },
      { text: 'yes', from: 4, to: 6 },
    ]);
    expect(findIn(1000, 2000)).toEqual({ first: 1, last: 1 });
    expect(findIn(0, 5000)).toEqual({ first: 0, last: 1 });
    expect(findIn(0, 6000)).toEqual({ first: 0, last: 2 });
  });
});
