// Which part of a recording is drawn.

export interface View {
  from: number; // seconds
  to: number;
}

// Of `length` seconds with `time` in it: the one before as long as that will do, so that the picture
// stands still while the recording goes on.
export function viewAt(time: number, length: number, duration: number, before: View): View {
  const shown = Math.min(length, duration);
  const isSame = Math.abs(before.to - before.from - shown) < 0.001;
  if (isSame && before.from <= time && time <= before.to) return before;
  // A little of what came before stays in sight.
  const from = Math.max(0, Math.min(time - shown / 10, duration - shown));
  return { from, to: from + shown };
}
