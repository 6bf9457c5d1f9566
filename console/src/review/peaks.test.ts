import { expect, it } from 'vitest';
import { parsePeaks, peakBetween, secondsOf } from './peaks.ts';

// 0, 127, 255, 10 of a second each.
const PEAKS = parsePeaks(1, 'AH//Cg==');

it('has a byte for each piece of time', () => {
  expect([...PEAKS.loudness]).toEqual([0, 127, 255, 10]);
  expect(secondsOf(PEAKS)).toBe(4);
  expect(secondsOf(parsePeaks(50, 'AH//Cg=='))).toBeCloseTo(0.08);
});

it('tells the loudest of a stretch, and of the piece that a shorter one is in', () => {
  expect(peakBetween(PEAKS, 0, 2)).toBe(127);
  expect(peakBetween(PEAKS, 2.2, 2.3)).toBe(255);
  expect(peakBetween(PEAKS, 3, 9)).toBe(10);
  expect(peakBetween(PEAKS, -1, 0.5)).toBe(0);
  expect(peakBetween(PEAKS, 5, 6)).toBe(0);
});

it('knows the height of the picture', () => {
  expect(PEAKS.loudest).toBe(255);
  expect(parsePeaks(50, 'IBQA').loudest).toBe(32);
  expect(parsePeaks(50, 'AQI=').loudest).toBe(16);
  expect(parsePeaks(50, '').loudest).toBe(16);
});
