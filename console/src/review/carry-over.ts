// Edits of one version, made again upon another: somebody else published in between, or an earlier
// version is to be the newest again.
import { add, isRefused, reject, type Outcome } from './operations.ts';
import {
  baseOf,
  inOrder,
  isChanged,
  isHiding,
  samePlace,
  spansOf,
  type Review,
  type Span,
  type Spans,
} from './spans.ts';

export interface CarriedOver {
  spans: Spans;
  // What the other version has no place for.
  lost: Span[];
}

const overlaps = (a: Pick<Span, 'start' | 'end'>, b: Pick<Span, 'start' | 'end'>) =>
  a.start < b.end && b.start < a.end;

export function carryOver(from: Review, edited: Spans, to: Review): CarriedOver {
  let spans: Spans = spansOf(to);
  const lost: Span[] = [];
  const put = (outcome: Outcome, span: Span) => {
    if (isRefused(outcome)) lost.push(span);
    else spans = outcome.spans;
  };
  // Redactions that were joined to others, which have their places.
  const kept = new Set(edited.map(({ id }) => id));
  const joined = [...from.base.values()].filter(({ id }) => !kept.has(id));

  for (const span of edited) {
    const before = baseOf(from, span);
    const there = before && spans.find((each) => samePlace(each, before));
    if (before && !there) {
      if (isTouchedSpan(from, span) && !isAsWished(spans, span, before)) lost.push(span);
    } else if (there && !isHiding(span)) {
      put(reject(to, spans, there.key), span);
    } else if (there) {
      const { start, end, type, decision } = span;
      const inTheWay = spans.filter((each) => each !== there && overlaps(each, span));
      if (inTheWay.every((each) => joined.some((one) => samePlace(one, each)))) {
        const rest = spans.filter((each) => each !== there && !inTheWay.includes(each));
        spans = inOrder([...rest, { ...there, start, end, type, decision }]);
      } else {
        lost.push(span);
      }
    } else if (!spans.some((each) => samePlace(each, span))) {
      const range = to.document.find(span.start, span.end);
      if (!range || spans.some((each) => overlaps(each, span))) lost.push(span);
      else put(add(to, spans, range.first, range.last, span.type), span);
    }
  }
  return { spans, lost };
}

function isTouchedSpan(from: Review, span: Span): boolean {
  return !isHiding(span) || isChanged(from, span);
}

// Somebody else did the same.
function isAsWished(spans: Spans, span: Span, before: Pick<Span, 'start' | 'end'>): boolean {
  if (isHiding(span)) return spans.some((each) => samePlace(each, span));
  return !spans.some((each) => overlaps(each, before));
}

// After publishing: what was looked at needs no second look.
export function keepDecisions(edited: Spans, to: Review): Span[] {
  const accepted = edited.filter(({ decision }) => decision === 'accepted');
  const placeText = ({ start, end, type }: Span) => `${start}-${end}-${type}`;
  const places = new Set(accepted.map(placeText));
  return spansOf(to).map((span) =>
    places.has(placeText(span)) ? { ...span, decision: 'accepted' as const } : span,
  );
}
