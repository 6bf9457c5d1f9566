import { expect, it, vi } from 'vitest';
import { PEAKS_PER_SECOND, computePeaks, peakBetween } from './peaks.ts';

const RATE = 8000;
const soon = () => Promise.resolve();

it('has the loudest sample of all channels in each piece of time', async () => {
  const left = new Float32Array(RATE);
  const right = new Float32Array(RATE);
  left[10] = 0.25;
  right[RATE - 1] = -0.75;
  const peaks = await computePeaks([left, right], RATE, soon, new AbortController().signal);
  expect(peaks).toHaveLength(PEAKS_PER_SECOND);
  expect(peaks[0]).toBe(0.25);
  expect(peaks[1]).toBe(0);
  expect(peaks.at(-1)).toBe(0.75);
  expect(peakBetween(peaks, 0, 0.5)).toBe(0.25);
  expect(peakBetween(peaks, 0.5, 2)).toBe(0.75);
  expect(peakBetween(peaks, 5, 6)).toBe(0);
});

it('gives way now and then, and ends when nobody waits for it', async () => {
  const long = new Float32Array(RATE * 250); // 12,500 peaks
  const pause = vi.fn(soon);
  await computePeaks([long], RATE, pause, new AbortController().signal);
  expect(pause).toHaveBeenCalledTimes(3);
  const aborted = AbortSignal.abort();
  await expect(computePeaks([long], RATE, soon, aborted)).rejects.toThrow();
});
