import { expect, it } from 'vitest';
import { viewAt } from './timeline.ts';

const before = { from: 10, to: 20 };

it('stands still while the time is in it', () => {
  expect(viewAt(15, 10, 100, before)).toBe(before);
});

it('goes on with the time, and never beyond the recording', () => {
  expect(viewAt(21, 10, 100, before)).toEqual({ from: 20, to: 30 });
  expect(viewAt(0, 10, 100, before)).toEqual({ from: 0, to: 10 });
  expect(viewAt(99, 10, 100, before)).toEqual({ from: 90, to: 100 });
});

it('of another length is another', () => {
  expect(viewAt(15, 4, 100, before)).toEqual({ from: 14.6, to: 18.6 });
  expect(viewAt(15, Infinity, 100, before)).toEqual({ from: 0, to: 100 });
});
