import { describe, expect, it } from 'vitest';
import { heightOf, inSight, keptScroll, layOut } from './windowing.ts';

const layout = layOut([10, 20, 30, 40]);

it('knows the whole height', () => {
  expect(heightOf(layout)).toBe(100);
  expect(heightOf(layOut([]))).toBe(0);
});

describe('inSight', () => {
  it.each([
    [0, 5, 0, 1],
    [0, 10, 0, 2],
    [9, 11, 0, 2],
    [10, 29, 1, 2],
    [35, 95, 2, 4],
    [95, 500, 3, 4],
    [500, 600, 3, 4],
  ])('from %d to %d', (top, bottom, first, last) =>
    expect(inSight(layout, top, bottom)).toEqual({ first, last }),
  );

  it('of no paragraphs is nothing', () => {
    expect(inSight(layOut([]), 0, 100)).toEqual({ first: 0, last: 0 });
  });
});

it('what is in sight stays when what is above gets another height', () => {
  expect(keptScroll(layout, layOut([25, 20, 30, 40]), 35)).toBe(50);
  expect(keptScroll(layout, layOut([10, 20, 30, 99]), 35)).toBe(35);
});
