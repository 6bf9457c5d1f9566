// Which paragraphs of a long text are in sight. Heights are guessed until one was drawn and measured.

export interface Layout {
  // Where each paragraph begins; one more for the end of the last.
  tops: number[];
}

export function layOut(heights: readonly number[]): Layout {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return { tops };
}

export function heightOf({ tops }: Layout): number {
  return tops.at(-1) ?? 0;
}

// Paragraphs of [first, last) that touch what is between `top` and `bottom`.
export function inSight({ tops }: Layout, top: number, bottom: number) {
  const count = tops.length - 1;
  return {
    first: Math.min(Math.max(0, indexAfter(tops, top) - 1), Math.max(0, count - 1)),
    last: Math.min(count, indexAfter(tops, bottom)),
  };
}

// How far the text must be scrolled so that what is in sight stays where it is, when the paragraphs
// get other heights.
export function keptScroll(before: Layout, after: Layout, top: number): number {
  const { first } = inSight(before, top, top);
  return top + (after.tops[first] ?? 0) - (before.tops[first] ?? 0);
}

// The first index whose top is below `position`.
function indexAfter(tops: readonly number[], position: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
