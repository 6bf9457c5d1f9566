// Spans with what was done to them, to be undone and done again.
import type { Done } from './operations.ts';
import type { Spans } from './spans.ts';

interface Step {
  before: Spans;
  after: Spans;
  what: string;
  key: number | undefined;
}

export interface History {
  spans: Spans;
  done: readonly Step[];
  undone: readonly Step[];
}

const MOST_STEPS = 1000;

export function startHistory(spans: Spans): History {
  return { spans, done: [], undone: [] };
}

export function perform(history: History, { spans, what, key }: Done): History {
  const step = { before: history.spans, after: spans, what, key };
  return { spans, done: [...history.done.slice(1 - MOST_STEPS), step], undone: [] };
}

export function undo({ spans, done, undone }: History): History {
  const step = done.at(-1);
  if (!step) return { spans, done, undone };
  return { spans: step.before, done: done.slice(0, -1), undone: [...undone, step] };
}

export function redo({ spans, done, undone }: History): History {
  const step = undone.at(-1);
  if (!step) return { spans, done, undone };
  return { spans: step.after, done: [...done, step], undone: undone.slice(0, -1) };
}
