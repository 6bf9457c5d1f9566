// Draws only the paragraphs in sight of a long text that scrolls in a box of its own.
import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import { heightOf, inSight, keptScroll, layOut } from '../../review/windowing.ts';

// Pixels above and below the box that are drawn as well.
const MARGIN = 600;
// Of a box that has no size yet.
const SOME_HEIGHT = 600;

export interface Windowing {
  first: number;
  last: number;
  // Of what is not drawn.
  above: number;
  below: number;
  onScroll: () => void;
  // Brings the paragraph near the middle of the box.
  show: (paragraph: number) => void;
}

// `content` holds the elements of the paragraphs in sight, and nothing else. `guess` says how high a
// paragraph may be in a box of some width.
export function useWindowing(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  count: number,
  guess: (paragraph: number, width: number) => number,
): Windowing {
  const [heights, setHeights] = useState<{ width: number; of: number[] }>(() => ({
    width: 0,
    of: Array.from({ length: count }, (_, index) => guess(index, 800)),
  }));
  const layout = useMemo(() => layOut(heights.of), [heights]);
  const [sight, setSight] = useState({ first: 0, last: Math.min(count, 10) });

  const look = useCallback(() => {
    const top = box.current?.scrollTop ?? 0;
    const height = box.current?.clientHeight || SOME_HEIGHT;
    const next = inSight(layout, top - MARGIN, top + height + MARGIN);
    setSight((now) => (now.first === next.first && now.last === next.last ? now : next));
  }, [box, layout]);

  // Before the browser paints: what was drawn for the first time takes its real place.
  useLayoutEffect(() => {
    const drawn = content.current?.children;
    const width = box.current?.clientWidth ?? 0;
    if (!drawn || width === 0) return look();
    const isOtherWidth = heights.width !== 0 && heights.width !== width;
    const of = isOtherWidth
      ? heights.of.map((_, index) => guess(index, width))
      : heights.of.slice();
    let differs = heights.width !== width;
    for (let index = sight.first; index < sight.last; index += 1) {
      const height = drawn[index - sight.first]?.getBoundingClientRect().height;
      if (height === undefined || Math.abs(height - (of[index] ?? 0)) < 0.5) continue;
      of[index] = height;
      differs = true;
    }
    if (!differs) return look();
    const top = box.current?.scrollTop ?? 0;
    const kept = keptScroll(layout, layOut(of), top);
    setHeights({ width, of });
    if (box.current && Math.abs(kept - top) >= 1) box.current.scrollTop = kept;
  });

  // Other widths change every height.
  useLayoutEffect(() => {
    if (!box.current || typeof ResizeObserver === 'undefined') return undefined;
    const resized = new ResizeObserver(() => setHeights((now) => ({ ...now })));
    resized.observe(box.current);
    return () => resized.disconnect();
  }, [box]);

  const show = useCallback(
    (paragraph: number) => {
      if (!box.current) return;
      const third = (box.current.clientHeight || SOME_HEIGHT) / 3;
      box.current.scrollTop = Math.max(0, (layout.tops[paragraph] ?? 0) - third);
      look();
    },
    [box, layout, look],
  );

  const last = Math.min(sight.last, count);
  return {
    first: sight.first,
    last,
    above: layout.tops[sight.first] ?? 0,
    below: heightOf(layout) - (layout.tops[last] ?? 0),
    onScroll: look,
    show,
  };
}
