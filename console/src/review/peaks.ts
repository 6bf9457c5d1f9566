// How loud a recording is over time, for its waveform.

export const PEAKS_PER_SECOND = 50;
// Peaks that are computed in one go, which takes a few milliseconds.
const CHUNK = 5_000;

// The loudest sample, of all channels, in each fiftieth of a second: 0 to 1. Gives way to whatever
// else the page does, by `pause`.
export async function computePeaks(
  channels: readonly Float32Array[],
  sampleRate: number,
  pause: () => Promise<void>,
  signal: AbortSignal,
): Promise<Float32Array> {
  const length = channels[0]?.length ?? 0;
  const size = sampleRate / PEAKS_PER_SECOND;
  const peaks = new Float32Array(Math.ceil(length / size));
  for (let index = 0; index < peaks.length; index += 1) {
    if (index % CHUNK === 0) {
      await pause();
      signal.throwIfAborted();
    }
    const begin = Math.floor(index * size);
    const end = Math.min(length, Math.floor((index + 1) * size));
    let peak = 0;
    for (const channel of channels) {
      for (let sample = begin; sample < end; sample += 1) {
        const value = Math.abs(channel[sample] ?? 0);
        if (value > peak) peak = value;
      }
    }
    peaks[index] = Math.min(1, peak);
  }
  return peaks;
}

// The loudest of the peaks in [from, to) seconds.
export function peakBetween(peaks: Float32Array, from: number, to: number): number {
  const begin = Math.max(0, Math.floor(from * PEAKS_PER_SECOND));
  const end = Math.min(peaks.length, Math.max(begin + 1, Math.ceil(to * PEAKS_PER_SECOND)));
  let peak = 0;
  for (let index = begin; index < end; index += 1) peak = Math.max(peak, peaks[index] ?? 0);
  return peak;
}
