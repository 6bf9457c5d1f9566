import { expect, it } from 'vitest';
import { sampleReview, type SampleWord } from '../test/review.ts';
import { moved, paragraphAt, rangeOf } from './selection.ts';

const said = (speaker: string, from: number): SampleWord[] =>
  [0, 1, 2].map((index) => ({ text: 'so', from: from + index, to: from + index + 1, speaker }));
const { document } = sampleReview([...said('spk_0', 0), ...said('spk_1', 3)]).review;
const press = (cursor: number, key: string, ctrlKey = false) =>
  moved(document, cursor, { key, ctrlKey, metaKey: false });

it('a selection is from its first to its last word', () => {
  expect(rangeOf({ anchor: 5, cursor: 2 })).toEqual({ first: 2, last: 5 });
});

it('knows the paragraph of a word', () => {
  expect([0, 2, 3, 5].map((word) => paragraphAt(document, word))).toEqual([0, 0, 1, 1]);
});

it.each([
  [1, 'ArrowLeft', 0],
  [0, 'ArrowLeft', 0],
  [5, 'ArrowRight', 5],
  [1, 'ArrowDown', 3],
  [4, 'ArrowDown', 5],
  [4, 'ArrowUp', 3],
  [3, 'ArrowUp', 0],
  [4, 'Home', 3],
  [1, 'End', 2],
  [1, 'x', undefined],
])('from word %d, %s goes to %s', (cursor, key, word) => expect(press(cursor, key)).toBe(word));

it('goes to both ends of the transcript', () => {
  expect(press(4, 'Home', true)).toBe(0);
  expect(press(1, 'End', true)).toBe(5);
});
