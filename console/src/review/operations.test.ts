import { describe, expect, it } from 'vitest';
import { CALL, sampleReview } from '../test/review.ts';
import {
  NOT_KEPT,
  accept,
  add,
  extend,
  isRefused,
  reject,
  reset,
  retype,
  shrink,
  takeOver,
  type Outcome,
} from './operations.ts';
import type { Span, Spans } from './spans.ts';

const { review, spans } = sampleReview();
const kept = sampleReview(CALL, false).review;

const after = (outcome: Outcome): Spans => {
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return outcome.spans;
};
const by = (all: Spans, key: number): Span => all.find((span) => span.key === key)!;
const NAME = 0;
const PHONE = 1;
const DATE = 2;

describe('a decision', () => {
  it('is made and taken back', () => {
    const accepted = after(accept(review, spans, NAME));
    expect(by(accepted, NAME).decision).toBe('accepted');
    expect(after(accept(review, accepted, NAME))).toEqual(spans);
    const rejected = after(reject(review, spans, NAME));
    expect(by(rejected, NAME).decision).toBe('rejected');
    expect(after(reject(review, rejected, NAME))).toEqual(spans);
  });

  it('needs a redaction', () => {
    for (const operation of [accept, reject]) {
      expect(operation(review, spans, undefined)).toHaveProperty('refused');
    }
  });

  it('says what it was', () => {
    expect(reject(review, spans, PHONE)).toMatchObject({ what: 'Reject PHONE at 0:03.50' });
  });

  it('on a new redaction removes it', () => {
    const added = after(add(review, spans, 0, 0, 'NAME'));
    expect(after(reject(review, added, 3))).toEqual(spans);
  });
});

describe('extend', () => {
  it('takes the next word', () => {
    expect(by(after(extend(review, spans, NAME, 'end')), NAME)).toMatchObject({
      start: 1000,
      end: 3500,
      type: 'NAME',
      decision: 'accepted',
    });
    expect(by(after(extend(review, spans, NAME, 'start')), NAME)).toMatchObject({ start: 500 });
  });

  it('joins the redaction that has the next word', () => {
    const wide = after(extend(review, spans, PHONE, 'end'));
    const joined = after(extend(review, wide, PHONE, 'end'));
    expect(joined.map(({ id, start, end }) => [id, start, end])).toEqual([
      ['2', 1000, 2000],
      ['5', 3500, 8000],
    ]);
  });

  it('ends where the text does', () => {
    const all = after(add(review, spans, 0, 7, 'NAME'));
    const key = all[0]!.key;
    expect(all).toHaveLength(1);
    for (const edge of ['start', 'end'] as const) {
      expect(extend(review, all, key, edge)).toHaveProperty('refused');
    }
  });
});

describe('shrink', () => {
  it('undoes what was extended, word by word', () => {
    for (const edge of ['start', 'end'] as const) {
      const wide = after(extend(review, spans, DATE, edge));
      expect(by(after(shrink(review, wide, DATE, edge)), DATE)).toMatchObject({
        start: 6500,
        end: 8000,
      });
    }
  });

  it('goes by time where the words are hidden, and extend the same way back', () => {
    const narrow = after(shrink(review, spans, PHONE, 'end'));
    expect(by(narrow, PHONE)).toMatchObject({ start: 3500, end: 5900 });
    expect(by(after(extend(review, narrow, PHONE, 'end')), PHONE)).toMatchObject({ end: 6000 });
    const late = after(shrink(review, spans, PHONE, 'start'));
    expect(by(late, PHONE)).toMatchObject({ start: 3600, end: 6000 });
    expect(by(after(extend(review, late, PHONE, 'start')), PHONE)).toMatchObject({ start: 3500 });
  });

  it('leaves something', () => {
    let narrow: Spans = spans;
    let outcome: Outcome = shrink(review, narrow, NAME, 'end');
    while (!isRefused(outcome)) {
      narrow = outcome.spans;
      outcome = shrink(review, narrow, NAME, 'end');
    }
    expect(by(narrow, NAME)).toMatchObject({ start: 1000, end: 1100 });
    const one = after(add(review, spans, 0, 0, 'NAME'));
    expect(shrink(review, one, 3, 'end')).toHaveProperty('refused');
  });

  it('leaves out a word that another, longer one overlaps', () => {
    const both = sampleReview([
      { text: 'so', from: 0, to: 1 },
      { text: 'well', from: 1, to: 5 },
      { text: 'no', from: 2, to: 3 },
    ]);
    const all = after(add(both.review, [], 0, 2, 'NAME'));
    expect(after(shrink(both.review, all, 0, 'end'))).toMatchObject([{ start: 0, end: 1000 }]);
  });
});

describe('add', () => {
  it('hides the words that were selected', () => {
    const added = after(add(review, spans, 0, 1, 'ADDRESS'));
    expect(added[0]).toEqual({
      key: 3,
      start: 0,
      end: 1000,
      type: 'ADDRESS',
      decision: 'accepted',
    });
  });

  it('takes redactions in that have some of them, rejected ones too', () => {
    const rejected = after(reject(review, spans, PHONE));
    const added = after(add(review, rejected, 3, 5, 'PHONE'));
    expect(added.map(({ id, start, end }) => [id, start, end])).toEqual([
      ['2', 1000, 2000],
      ['5', 3000, 6500],
      ['7', 6500, 8000],
    ]);
  });

  it('needs words', () => {
    expect(add(review, spans, 3, 2, 'NAME')).toHaveProperty('refused');
  });
});

describe('a job that kept no unredacted transcript', () => {
  it('shows nothing again', () => {
    const refused = { refused: NOT_KEPT };
    expect(reject(kept, spans, NAME)).toEqual(refused);
    expect(shrink(kept, spans, NAME, 'end')).toEqual(refused);
    expect(shrink(kept, spans, NAME, 'start')).toEqual(refused);
  });

  it('takes what hides more, or the same as another type', () => {
    const wide = after(extend(kept, spans, NAME, 'end'));
    expect(after(shrink(kept, wide, NAME, 'end'))).toMatchObject([
      { start: 1000, end: 2000 },
      { id: '5' },
      { id: '7' },
    ]);
    expect(isRefused(retype(kept, spans, NAME, 'AGE'))).toBe(false);
    expect(isRefused(add(kept, spans, 0, 7, 'NAME'))).toBe(false);
    expect(isRefused(accept(kept, spans, NAME))).toBe(false);
  });

  it('refuses to remove what took another in', () => {
    const added = after(add(kept, spans, 3, 7, 'NAME'));
    expect(reject(kept, added, 3)).toEqual({ refused: NOT_KEPT });
  });
});

it('reset brings back what the version had', () => {
  const edited = after(retype(review, after(extend(review, spans, NAME, 'end')), NAME, 'AGE'));
  expect(after(reset(review, edited, NAME))).toEqual(spans);
});

describe('takeOver', () => {
  const earlier = [
    { id: '2', start: 1000, end: 2000, type: 'AGE', confidence: 0.5, origin: 'DETECTED' as const },
    { id: '8', start: 8000, end: 9000, type: 'NAME', confidence: 0.5, origin: 'DETECTED' as const },
  ];

  it('has what that version hid, and rejects the rest', () => {
    const taken = after(takeOver(review, spans, earlier, 1));
    expect(taken.map(({ id, type, decision }) => [id, type, decision])).toEqual([
      ['2', 'AGE', 'accepted'],
      ['5', 'PHONE', 'rejected'],
      ['7', 'DATE_TIME', 'rejected'],
      [undefined, 'NAME', 'accepted'],
    ]);
    expect(new Set(taken.map(({ key }) => key)).size).toBe(4);
  });

  it('is refused where it would show what was not kept', () => {
    expect(takeOver(kept, spans, earlier, 1)).toEqual({ refused: NOT_KEPT });
  });
});
