// Which redactions the reviewer wants to see, and the way from one to the next.
import { confidenceOf, type Review, type Span, type Spans } from './spans.ts';

export interface SpanFilter {
  type: string; // '' = every
  // Only those that the service was less sure of: 1 = all.
  below: number;
  decision: Span['decision'] | '';
}

export const EVERYTHING: SpanFilter = { type: '', below: 1, decision: '' };

// Less sure than this is marked: somebody should look at it.
export const LOW_CONFIDENCE = 0.9;

export function filterSpans(review: Review, spans: Spans, filter: SpanFilter): Span[] {
  return spans.filter(
    (span) =>
      (!filter.type || span.type === filter.type) &&
      (!filter.decision || span.decision === filter.decision) &&
      (filter.below >= 1 || confidenceOf(review, span) < filter.below),
  );
}

// The next one behind `key`, or behind the time `from` when none is selected; round about at the end.
export function neighbour(
  spans: Spans,
  key: number | undefined,
  from: number,
  step: 1 | -1,
): Span | undefined {
  const current = spans.findIndex((span) => span.key === key);
  if (current >= 0) return spans.at((current + step) % spans.length);
  if (step > 0) return spans.find((span) => span.start >= from) ?? spans[0];
  return spans.findLast((span) => span.end <= from) ?? spans.at(-1);
}
