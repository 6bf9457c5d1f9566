import { expect, it } from 'vitest';
import { sampleReview } from '../test/review.ts';
import { spokenWord } from './spoken.ts';

it.each([
  [0, 0],
  [499, 0],
  [500, 1],
  [1999, 2],
  [2500, -1],
  [9000, -1],
])('at %d ms, word %d is spoken', (time, word) => {
  expect(spokenWord(sampleReview().review.document.words, time)).toBe(word);
});
