// How loud a recording is over time, for its waveform.

export interface Peaks {
  perSecond: number;
  // Of the loudest sample in each piece of time: 0 to 255, full scale.
  loudness: Uint8Array;
  // What counts as the whole height of the picture, so that a quiet call can be seen too.
  loudest: number;
}

// A recording that is quieter than a sixteenth of full scale stays a thin line.
const QUIETEST_LOUDEST = 16;

// `base64` holds a byte for each piece of time.
export function parsePeaks(perSecond: number, base64: string): Peaks {
  const loudness = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  const loudest = loudness.reduce((most, value) => Math.max(most, value), QUIETEST_LOUDEST);
  return { perSecond, loudness, loudest };
}

export function secondsOf({ perSecond, loudness }: Peaks): number {
  return loudness.length / perSecond;
}

// The loudest in [from, to) seconds.
export function peakBetween({ perSecond, loudness }: Peaks, from: number, to: number): number {
  const begin = Math.max(0, Math.floor(from * perSecond));
  const end = Math.min(loudness.length, Math.max(begin + 1, Math.ceil(to * perSecond)));
  let peak = 0;
  for (let index = begin; index < end; index += 1) peak = Math.max(peak, loudness[index] ?? 0);
  return peak;
}
