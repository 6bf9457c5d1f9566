import { describe, expect, it } from 'vitest';
import { CALL, sampleReview, type SampleWord } from '../test/review.ts';
import { carryOver, keepDecisions } from './carry-over.ts';
import { accept, add, extend, isRefused, reject, retype, type Outcome } from './operations.ts';
import { areSame, spansOf, type Spans } from './spans.ts';

const { review, spans } = sampleReview();
const after = (outcome: Outcome): Spans => {
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return outcome.spans;
};
const places = (all: Spans) =>
  all.map(({ id, start, type, decision }) => [id, start, type, decision]);
// The call as somebody else published it: each word with what was changed.
const published = (change: (word: SampleWord, index: number) => Partial<SampleWord>) =>
  sampleReview(CALL.map((word, index) => ({ ...word, ...change(word, index) }))).review;
const other = published((_word, index) => (index === 8 ? { type: 'ADDRESS' } : {}));

describe('edits upon another version', () => {
  it('keep what the other has, and the decisions', () => {
    const edited = after(reject(review, after(accept(review, spans, 0)), 1));
    const { spans: carried, lost } = carryOver(review, edited, other);
    expect(lost).toEqual([]);
    expect(places(carried)).toEqual([
      ['2', 1000, 'NAME', 'accepted'],
      ['5', 3500, 'PHONE', 'rejected'],
      ['7', 6500, 'DATE_TIME', 'open'],
      ['8', 8000, 'ADDRESS', 'open'],
    ]);
  });

  it('keep new types, new bounds and new redactions', () => {
    const wide = after(extend(review, spans, 0, 'start'));
    const renamed = after(retype(review, wide, 2, 'AGE'));
    const edited = after(add(review, renamed, 3, 3, 'PIN'));
    const { spans: carried, lost } = carryOver(review, edited, other);
    expect(lost).toEqual([]);
    expect(places(carried)).toEqual([
      ['2', 500, 'NAME', 'accepted'],
      [undefined, 3000, 'PIN', 'accepted'],
      ['5', 3500, 'PHONE', 'open'],
      ['7', 6500, 'AGE', 'accepted'],
      ['8', 8000, 'ADDRESS', 'open'],
    ]);
  });

  it('keep what was joined', () => {
    const edited = after(add(review, spans, 4, 6, 'NAME'));
    const { spans: carried, lost } = carryOver(review, edited, other);
    expect(lost).toEqual([]);
    expect(places(carried)).toEqual([
      ['2', 1000, 'NAME', 'open'],
      ['5', 3500, 'NAME', 'accepted'],
      ['8', 8000, 'ADDRESS', 'open'],
    ]);
  });

  it('are told where the other version leaves no place for them', () => {
    const changed = published((_word, index) => (index === 5 ? { type: 'PIN' } : {}));
    const edited = after(add(review, after(reject(review, spans, 1)), 7, 7, 'NAME'));
    expect(places(carryOver(review, edited, changed).lost)).toEqual([
      ['5', 3500, 'PHONE', 'rejected'],
    ]);
    expect(places(carryOver(review, edited, other).lost)).toEqual([
      [undefined, 8000, 'NAME', 'accepted'],
    ]);
  });

  it('are none where somebody else did the same', () => {
    const same = published((word) =>
      word.type === 'PHONE'
        ? { type: 'PIN' }
        : word.type === 'NAME'
          ? { type: '', text: 'Rosa' }
          : {},
    );
    const edited = after(retype(review, after(reject(review, spans, 0)), 1, 'PIN'));
    const { spans: carried, lost } = carryOver(review, edited, same);
    expect(lost).toEqual([]);
    expect(areSame(carried, spansOf(same))).toBe(true);
  });
});

it('without edits, the other version is as it is', () => {
  expect(carryOver(review, spans, other)).toEqual({ spans: spansOf(other), lost: [] });
});

it('what was accepted stays so in what was published', () => {
  const edited = after(retype(review, after(accept(review, spans, 0)), 2, 'AGE'));
  const next = published((word) => (word.type === 'DATE_TIME' ? { type: 'AGE' } : {}));
  expect(keepDecisions(edited, next).map(({ decision }) => decision)).toEqual([
    'accepted',
    'open',
    'accepted',
  ]);
});
