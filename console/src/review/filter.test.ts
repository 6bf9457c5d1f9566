import { expect, it } from 'vitest';
import { sampleReview } from '../test/review.ts';
import { EVERYTHING, filterSpans, neighbour } from './filter.ts';

const { review, spans } = sampleReview();
const types = (filter: Partial<typeof EVERYTHING>) =>
  filterSpans(review, spans, { ...EVERYTHING, ...filter }).map(({ type }) => type);

it('filters by type, by confidence and by decision', () => {
  expect(types({})).toEqual(['NAME', 'PHONE', 'DATE_TIME']);
  expect(types({ type: 'NAME' })).toEqual(['NAME']);
  expect(types({ below: 0.9 })).toEqual(['PHONE']);
  expect(types({ decision: 'accepted' })).toEqual([]);
});

it('goes to the next one and the one before, round about', () => {
  expect(neighbour(spans, 0, 0, 1)?.key).toBe(1);
  expect(neighbour(spans, 2, 0, 1)?.key).toBe(0);
  expect(neighbour(spans, 0, 0, -1)?.key).toBe(2);
});

it('begins where the recording is', () => {
  expect(neighbour(spans, undefined, 2000, 1)?.key).toBe(1);
  expect(neighbour(spans, undefined, 2000, -1)?.key).toBe(0);
  expect(neighbour(spans, undefined, 9000, 1)?.key).toBe(0);
  expect(neighbour([], undefined, 0, 1)).toBeUndefined();
});
