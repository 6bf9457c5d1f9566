import { expect, it } from 'vitest';
import { sampleReview } from '../test/review.ts';
import { add, isRefused, reject, retype, type Outcome } from './operations.ts';
import {
  areSame,
  confidenceOf,
  originOf,
  ownersOf,
  summaryOf,
  toPublish,
  type Spans,
} from './spans.ts';

const after = (outcome: Outcome): Spans => {
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return outcome.spans;
};
const { review, spans } = sampleReview();

it('an untouched review publishes what there is', () => {
  expect(toPublish(spans)).toEqual([
    { StartTime: 1, EndTime: 2, Type: 'NAME', RedactionId: '2' },
    { StartTime: 3.5, EndTime: 6, Type: 'PHONE', RedactionId: '5' },
    { StartTime: 6.5, EndTime: 8, Type: 'DATE_TIME', RedactionId: '7' },
  ]);
});

it('what is rejected is left out, what is new has no id', () => {
  const rejected = after(reject(review, spans, 0));
  const edited = after(add(review, rejected, 7, 7, 'ADDRESS'));
  expect(toPublish(edited).map(({ Type, RedactionId }) => [Type, RedactionId])).toEqual([
    ['PHONE', '5'],
    ['DATE_TIME', '7'],
    ['ADDRESS', undefined],
  ]);
  expect(summaryOf(review, edited)).toEqual({
    unchanged: 2,
    changed: 0,
    added: 1,
    takenBack: 1,
    open: 2,
  });
});

it('what a reviewer changed is certain, until it is as it was', () => {
  const renamed = after(retype(review, spans, 1, 'PIN'));
  expect(confidenceOf(review, renamed[1]!)).toBe(1);
  expect(originOf(review, renamed[1]!)).toBe('REVIEWER');
  const back = after(retype(review, renamed, 1, 'PHONE'));
  expect(confidenceOf(review, back[1]!)).toBe(0.6);
  expect(originOf(review, back[1]!)).toBe('DETECTED');
  expect(summaryOf(review, renamed)).toMatchObject({ changed: 1, takenBack: 0 });
});

it('tells which span has each word', () => {
  expect([...ownersOf(review, spans)]).toEqual([-1, -1, 0, -1, 1, -1, 2, -1]);
});

it('the surer of two spans has the word, and any before a rejected one', () => {
  const overlapping: Spans = [
    ...spans.map((span) => ({ ...span, decision: 'rejected' as const })),
    { key: 9, start: 3500, end: 6000, type: 'PIN', decision: 'accepted' },
  ];
  expect([...ownersOf(review, overlapping)]).toEqual([-1, -1, 0, -1, 3, -1, 2, -1]);
  const twice: Spans = [
    spans[1]!,
    { key: 9, start: 3000, end: 6000, type: 'PIN', decision: 'accepted' },
  ];
  expect([...ownersOf(review, twice)].slice(3, 5)).toEqual([1, 1]);
});

it('a decision, a type and bounds make a difference', () => {
  const [first, ...rest] = spans;
  expect(areSame(spans, [{ ...first!, key: 7 }, ...rest])).toBe(true);
  expect(areSame(spans, rest)).toBe(false);
  for (const change of [{ decision: 'accepted' as const }, { type: 'AGE' }, { end: 1900 }]) {
    expect(areSame(spans, [{ ...first!, ...change }, ...rest])).toBe(false);
  }
});
