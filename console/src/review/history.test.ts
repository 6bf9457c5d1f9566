import { expect, it } from 'vitest';
import { sampleReview } from '../test/review.ts';
import { perform, redo, startHistory, undo } from './history.ts';
import { isRefused, reject, type Done } from './operations.ts';

const { review, spans } = sampleReview();
const rejecting = (all: typeof spans, key: number): Done => {
  const outcome = reject(review, all, key);
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return outcome;
};

it('undoes and does again, step by step', () => {
  const start = startHistory(spans);
  const first = perform(start, rejecting(spans, 0));
  const second = perform(first, rejecting([...first.spans], 1));
  expect(undo(second).spans).toBe(first.spans);
  expect(undo(undo(second)).spans).toBe(spans);
  expect(redo(undo(undo(second))).spans).toBe(first.spans);
  expect(redo(redo(undo(undo(second)))).spans).toBe(second.spans);
});

it('has nothing to undo before, and nothing to do again after another step', () => {
  const start = startHistory(spans);
  expect(undo(start)).toEqual(start);
  const first = perform(start, rejecting(spans, 0));
  const other = perform(undo(first), rejecting(spans, 1));
  expect(redo(other)).toEqual(other);
});

it('forgets the oldest of very many steps', () => {
  let history = startHistory(spans);
  for (let step = 0; step < 1200; step += 1) {
    history = perform(history, rejecting([...history.spans], 0));
  }
  expect(history.done).toHaveLength(1000);
  expect(undo(history).done).toHaveLength(999);
});
