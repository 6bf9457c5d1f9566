// A review: the redactions of one version of a job's transcript, as somebody changes them.
import type { PublishedSpan, Redaction } from '../api/review.ts';
import { milliseconds, type ReviewDocument } from './document.ts';

export interface Span {
  // Names it as long as it is edited, whatever becomes of it.
  key: number;
  // Of the redaction that it was made from, in the reviewed version.
  id?: string;
  start: number; // milliseconds
  end: number;
  type: string;
  decision: 'open' | 'accepted' | 'rejected';
}

export interface BaseRedaction {
  id: string;
  start: number;
  end: number;
  type: string;
  confidence: number;
  // Whether the job found it or a reviewer marked it; unknown when the job's own version is gone.
  origin: Redaction['Origin'];
}

// What stays the same while spans change.
export interface Review {
  version: number;
  // The job kept an unredacted transcript: whatever is hidden can be shown again.
  canReveal: boolean;
  document: ReviewDocument;
  base: ReadonlyMap<string, BaseRedaction>;
}

// In the order of time.
export type Spans = readonly Span[];

// A place that somebody chose is certain, as the service sees it.
const REVIEWERS_CONFIDENCE = 1;

export function makeReview(
  version: number,
  redactions: readonly Redaction[],
  canReveal: boolean,
  document: ReviewDocument,
): Review {
  const base = new Map(
    redactions.map((redaction) => [
      redaction.RedactionId,
      {
        id: redaction.RedactionId,
        start: milliseconds(redaction.StartTime),
        end: milliseconds(redaction.EndTime),
        type: redaction.Type,
        confidence: redaction.Confidence,
        origin: redaction.Origin,
      },
    ]),
  );
  return { version, canReveal, document, base };
}

export function spansOf(review: Review): Span[] {
  return inOrder(
    [...review.base.values()].map(({ id, start, end, type }, key) => ({
      key,
      id,
      start,
      end,
      type,
      decision: 'open' as const,
    })),
  );
}

export function inOrder(spans: Span[]): Span[] {
  return spans.sort((a, b) => a.start - b.start || a.end - b.end || a.key - b.key);
}

export function isHiding(span: Span): boolean {
  return span.decision !== 'rejected';
}

type Place = Pick<Span, 'start' | 'end' | 'type'>;

export function samePlace(a: Place, b: Place): boolean {
  return a.start === b.start && a.end === b.end && a.type === b.type;
}

export function baseOf(review: Review, span: Span): BaseRedaction | undefined {
  return span.id === undefined ? undefined : review.base.get(span.id);
}

export function isChanged(review: Review, span: Span): boolean {
  const base = baseOf(review, span);
  return !base || !samePlace(base, span);
}

// As it will be once published.
export function confidenceOf(review: Review, span: Span): number {
  const base = baseOf(review, span);
  return base && samePlace(base, span) ? base.confidence : REVIEWERS_CONFIDENCE;
}

export function originOf(review: Review, span: Span): Redaction['Origin'] {
  return isChanged(review, span) ? 'REVIEWER' : baseOf(review, span)?.origin;
}

export interface Summary {
  unchanged: number;
  changed: number;
  added: number;
  takenBack: number;
  // Of those that stay: nobody has decided on them.
  open: number;
}

export function summaryOf(review: Review, spans: Spans): Summary {
  const hiding = spans.filter(isHiding);
  const changed = hiding.filter((span) => isChanged(review, span));
  const kept = new Set(hiding.map(({ id }) => id));
  return {
    unchanged: hiding.length - changed.length,
    changed: changed.filter(({ id }) => id !== undefined).length,
    added: changed.filter(({ id }) => id === undefined).length,
    takenBack: [...review.base.keys()].filter((id) => !kept.has(id)).length,
    open: hiding.filter(({ decision }) => decision === 'open').length,
  };
}

// Whether what was decided in one is what was decided in the other.
export function areSame(a: Spans, b: Spans): boolean {
  return (
    a.length === b.length &&
    a.every((span, index) => {
      const other = b[index];
      return (
        other !== undefined &&
        samePlace(span, other) &&
        span.id === other.id &&
        span.decision === other.decision
      );
    })
  );
}

// The whole new list.
export function toPublish(spans: Spans): PublishedSpan[] {
  return spans.filter(isHiding).map(({ id, start, end, type }) => ({
    StartTime: start / 1000,
    EndTime: end / 1000,
    Type: type,
    ...(id !== undefined && { RedactionId: id }),
  }));
}

// Of each word, the index of the span that hides it, or of the one that no longer does: else -1.
// Where spans overlap, the one that is surer has the word, and any before one that was rejected.
export function ownersOf(review: Review, spans: Spans): Int32Array {
  const owners = new Int32Array(review.document.words.length).fill(-1);
  const strength = new Float64Array(owners.length).fill(-2);
  for (const [index, span] of spans.entries()) {
    const range = wordsOf(review, span);
    if (!range) continue;
    const own = isHiding(span) ? confidenceOf(review, span) : -1;
    for (let word = range.first; word <= range.last; word += 1) {
      if (own > (strength[word] ?? 0)) {
        owners[word] = index;
        strength[word] = own;
      }
    }
  }
  return owners;
}

// The words of a span. One that was made shorter within words that nobody sees stays with them.
export function wordsOf(review: Review, span: Span) {
  const { find } = review.document;
  const base = baseOf(review, span);
  return find(span.start, span.end) ?? (base && find(base.start, base.end));
}
