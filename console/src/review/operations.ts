// What a reviewer can do to redactions. Each operation gives the new spans, or says why it cannot be
// done: the service would refuse it, or it would mean nothing.
import { clockText } from '../transcription/transcript.ts';
import {
  baseOf,
  inOrder,
  isHiding,
  wordsOf,
  type BaseRedaction,
  type Review,
  type Span,
  type Spans,
} from './spans.ts';

export type Edge = 'start' | 'end';

export interface Done {
  spans: Spans;
  // 'Reject NAME at 0:12.30'
  what: string;
  // The span to go on with.
  key: number | undefined;
}

export interface Refused {
  refused: string;
}

export type Outcome = Done | Refused;

export function isRefused(outcome: Outcome): outcome is Refused {
  return 'refused' in outcome;
}

// What is hidden has words whose times nobody knows here, so its edges move by time.
export const STEP = 100;

export const NOT_KEPT =
  'This job kept no unredacted transcript, so what is hidden cannot be shown again. Run the job ' +
  'again with “Include unredacted transcript in job output” to do that.';
const NO_SPAN = 'Select a redaction first.';
const NO_WORDS = 'There is no word here that could be hidden.';

const find = (spans: Spans, key: number | undefined) => spans.find((span) => span.key === key);

export function describe(span: Pick<Span, 'start' | 'type'>): string {
  return `${span.type} at ${clockText(span.start / 1000)}`;
}

function replace(spans: Spans, changed: Span): Span[] {
  return inOrder(spans.map((span) => (span.key === changed.key ? changed : span)));
}

// The service refuses a list that would show what was never kept.
function checked(review: Review, done: Done): Outcome {
  if (review.canReveal) return done;
  const base = [...review.base.values()].sort((a, b) => a.start - b.start);
  const hiding = done.spans.filter(isHiding);
  let latestEnd = -1;
  let next = 0;
  for (const { start, end } of base) {
    for (let span = hiding[next]; span && span.start <= start; span = hiding[next]) {
      latestEnd = Math.max(latestEnd, span.end);
      next += 1;
    }
    if (latestEnd < end) return { refused: NOT_KEPT };
  }
  return done;
}

// Accepts, or takes the decision back.
export function accept(_review: Review, spans: Spans, key: number | undefined): Outcome {
  const span = find(spans, key);
  if (!span) return { refused: NO_SPAN };
  const accepted = span.decision === 'accepted';
  return {
    spans: replace(spans, { ...span, decision: accepted ? 'open' : 'accepted' }),
    what: `${accepted ? 'Reopen' : 'Accept'} ${describe(span)}`,
    key,
  };
}

// Rejects, or redacts again. One that nobody has published yet is gone.
export function reject(review: Review, spans: Spans, key: number | undefined): Outcome {
  const span = find(spans, key);
  if (!span) return { refused: NO_SPAN };
  if (span.id === undefined) {
    const left = spans.filter((each) => each !== span);
    return checked(review, { spans: left, what: `Remove ${describe(span)}`, key: undefined });
  }
  const rejected = span.decision === 'rejected';
  return checked(review, {
    spans: replace(spans, { ...span, decision: rejected ? 'open' : 'rejected' }),
    what: `${rejected ? 'Restore' : 'Reject'} ${describe(span)}`,
    key,
  });
}

export function retype(
  _review: Review,
  spans: Spans,
  key: number | undefined,
  type: string,
): Outcome {
  const span = find(spans, key);
  if (!span) return { refused: NO_SPAN };
  return {
    spans: replace(spans, { ...span, type, decision: 'accepted' }),
    what: `Change ${describe(span)} to ${type}`,
    key,
  };
}

// One span from the first to the last of `joined`. It stands for the first redaction among them.
function join(spans: Spans, span: Span, joined: Span[]): Span[] {
  const all = [span, ...joined];
  const id = span.id ?? joined.find((each) => each.id !== undefined)?.id;
  const whole: Span = {
    ...span,
    ...(id !== undefined && { id }),
    start: Math.min(...all.map(({ start }) => start)),
    end: Math.max(...all.map(({ end }) => end)),
    decision: 'accepted',
  };
  const keys = new Set(all.map(({ key }) => key));
  return inOrder([...spans.filter(({ key }) => !keys.has(key)), whole]);
}

// Those that have words of [first, last], but for `key`.
function spansAt(review: Review, spans: Spans, first: number, last: number, key?: number): Span[] {
  return spans.filter((span) => {
    const range = span.key === key ? undefined : wordsOf(review, span);
    return range !== undefined && range.first <= last && range.last >= first;
  });
}

// By one word. Where another redaction has that word, both become one.
export function extend(review: Review, spans: Spans, key: number | undefined, edge: Edge): Outcome {
  const span = find(spans, key);
  if (!span) return { refused: NO_SPAN };
  const { words } = review.document;
  const range = wordsOf(review, span);
  if (!range) return { refused: NO_WORDS };
  const what = `Extend ${describe(span)}`;
  const own = words[edge === 'start' ? range.first : range.last];
  // First back to where it was made shorter.
  if (own?.isHidden && edge === 'start' && span.start > own.start) {
    const start = Math.max(own.start, span.start - STEP);
    return { spans: replace(spans, { ...span, start, decision: 'accepted' }), what, key };
  }
  if (own?.isHidden && edge === 'end' && span.end < own.end) {
    const end = Math.min(own.end, span.end + STEP);
    return { spans: replace(spans, { ...span, end, decision: 'accepted' }), what, key };
  }
  const index = edge === 'start' ? range.first - 1 : range.last + 1;
  const word = words[index];
  if (!word) return { refused: `There is no word ${edge === 'start' ? 'before' : 'after'} it.` };
  const bounds = {
    ...span,
    start: Math.min(span.start, word.start),
    end: Math.max(span.end, word.end),
  };
  const joined = spansAt(review, spans, index, index, key);
  return { spans: join(spans, bounds, joined), what, key };
}

// By one word where words are shown, by a step of time where they are hidden.
export function shrink(review: Review, spans: Spans, key: number | undefined, edge: Edge): Outcome {
  const span = find(spans, key);
  if (!span) return { refused: NO_SPAN };
  const { words, find: findWords } = review.document;
  const range = wordsOf(review, span);
  if (!range) return { refused: NO_WORDS };
  const changed = (part: Partial<Span>): Outcome =>
    checked(review, {
      spans: replace(spans, { ...span, ...part, decision: 'accepted' }),
      what: `Shorten ${describe(span)}`,
      key,
    });
  const atStart = edge === 'start';
  if (words[atStart ? range.first : range.last]?.isHidden) {
    if (!review.canReveal) return { refused: NOT_KEPT };
    if (span.end - span.start < 2 * STEP) {
      return { refused: 'It cannot be shorter. Reject it to show its words.' };
    }
    return changed(atStart ? { start: span.start + STEP } : { end: span.end - STEP });
  }
  // Words of two channels may overlap: the next edge that leaves a word out.
  for (
    let index = atStart ? range.first + 1 : range.last - 1;
    index >= range.first && index <= range.last;
    index += atStart ? 1 : -1
  ) {
    const word = words[index];
    const start = atStart && word ? word.start : span.start;
    const end = !atStart && word ? word.end : span.end;
    const left = start < end ? findWords(start, end) : undefined;
    if (left && (atStart ? left.first > range.first : left.last < range.last)) {
      return changed({ start, end });
    }
  }
  return { refused: 'It holds one word. Reject it to show that.' };
}

// Hides the words from `first` to `last`. Redactions that have some of them become part of it.
export function add(
  review: Review,
  spans: Spans,
  first: number,
  last: number,
  type: string,
): Outcome {
  const chosen = review.document.words.slice(first, last + 1);
  if (chosen.length === 0) return { refused: 'Select the words to hide first.' };
  const key = 1 + Math.max(-1, ...spans.map((span) => span.key));
  const span: Span = {
    key,
    start: Math.min(...chosen.map(({ start }) => start)),
    end: Math.max(...chosen.map(({ end }) => end)),
    type,
    decision: 'accepted',
  };
  const joined = spansAt(review, spans, first, last);
  return { spans: join(spans, span, joined), what: `Add ${describe(span)}`, key };
}

// As it was in the version that is reviewed.
export function reset(review: Review, spans: Spans, key: number | undefined): Outcome {
  const span = find(spans, key);
  const base = span && baseOf(review, span);
  if (!base) return { refused: NO_SPAN };
  const { start, end, type } = base;
  return checked(review, {
    spans: replace(spans, { ...span, start, end, type, decision: 'open' }),
    what: `Reset ${describe(span)}`,
    key,
  });
}

// An earlier version's redactions in the place of all that there are.
export function takeOver(
  review: Review,
  spans: Spans,
  earlier: readonly BaseRedaction[],
  version: number,
): Outcome {
  let nextKey = 1 + Math.max(-1, ...spans.map(({ key }) => key));
  const left = new Map(
    [...review.base.values()].map((base) => [`${base.start}-${base.end}`, base]),
  );
  const taken = earlier.map(({ start, end, type }): Span => {
    const place = `${start}-${end}`;
    const id = left.get(place)?.id;
    left.delete(place);
    return {
      key: nextKey++,
      ...(id !== undefined && { id }),
      start,
      end,
      type,
      decision: 'accepted',
    };
  });
  for (const { id, start, end, type } of left.values()) {
    taken.push({ key: nextKey++, id, start, end, type, decision: 'rejected' });
  }
  const what = `Go back to version ${version}`;
  return checked(review, { spans: inOrder(taken), what, key: undefined });
}
