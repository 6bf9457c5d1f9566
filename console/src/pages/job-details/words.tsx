// Running text whose words tell their time and confidence when they are pointed at. The words are
// one stop of the Tab key; the arrow keys go through them.
import Badge from '@cloudscape-design/components/badge';
import Tooltip from '@cloudscape-design/components/tooltip';
import { memo, useCallback, useId, useRef, useState, type KeyboardEvent } from 'react';
import { piiTypeName } from '../../transcription/pii-types.ts';
import {
  clockText,
  gapBefore,
  isRedacted,
  type TranscriptItem,
} from '../../transcription/transcript.ts';

interface Props {
  items: readonly TranscriptItem[];
  label: string;
}

function percent(confidence: number | undefined): string {
  return confidence === undefined ? 'unknown' : `${Number((confidence * 100).toFixed(2))} %`;
}

export function detailsOf(item: TranscriptItem): string[] {
  const lines = item.redactions.map(
    ({ type, confidence }) => `${piiTypeName(type)}: ${percent(confidence)} certain`,
  );
  if (!isRedacted(item)) lines.push(`Confidence: ${percent(item.confidence)}`);
  if (item.start !== undefined && item.end !== undefined) {
    lines.push(`Time: ${clockText(item.start)} to ${clockText(item.end)}`);
  }
  if (item.isFiltered) lines.push('Matches the vocabulary filter');
  return lines;
}

export function Words({ items, label }: Props) {
  const [shown, setShown] = useState<number>(); // whose details are
  const [current, setCurrent] = useState(0); // that the Tab key comes to
  const text = useRef<HTMLParagraphElement>(null);
  const detailsId = useId();

  const elementOf = useCallback(
    (place: number | undefined) =>
      text.current?.querySelector<HTMLElement>(`[data-place="${place}"]`) ?? null,
    [],
  );
  const placeOf = (target: EventTarget): number | undefined => {
    const word = (target as HTMLElement).closest<HTMLElement>('[data-place]');
    return word ? Number(word.dataset.place) : undefined;
  };
  const go = (event: KeyboardEvent) => {
    const from = placeOf(event.target);
    if (from === undefined) return;
    const places = [...items.keys()].filter((place) => items[place]?.kind === 'pronunciation');
    const at = places.indexOf(from);
    const to = {
      ArrowRight: places[at + 1],
      ArrowLeft: places[at - 1],
      Home: places[0],
      End: places.at(-1),
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(to);
    elementOf(to)?.focus();
  };

  const item = shown === undefined ? undefined : items[shown];
  const first = items.findIndex(({ kind }) => kind === 'pronunciation');
  return (
    <>
      <p
        ref={text}
        className="words"
        aria-label={label}
        onMouseOver={(event) => setShown(placeOf(event.target))}
        onMouseLeave={() => setShown(undefined)}
        onFocus={(event) => setShown(placeOf(event.target))}
        onBlur={() => setShown(undefined)}
        onKeyDown={go}
      >
        <Spans
          items={items}
          tabStop={items[current]?.kind === 'pronunciation' ? current : first}
          detailsId={detailsId}
        />
      </p>
      {item && (
        <Tooltip
          key={shown}
          getTrack={() => elementOf(shown)}
          onEscape={() => setShown(undefined)}
          content={
            <div id={detailsId}>
              {detailsOf(item).map((line) => (
                <div key={line}>{line}</div>
              ))}
            </div>
          }
        />
      )}
    </>
  );
}

interface SpansProps {
  items: readonly TranscriptItem[];
  tabStop: number;
  detailsId: string;
}

// A thousand elements, which pointing at one of them does not draw again.
const Spans = memo(function Spans({ items, tabStop, detailsId }: SpansProps) {
  return items.map((item, place) => {
    if (item.kind === 'punctuation') return item.content;
    const stop = place === tabStop;
    return [
      gapBefore(item),
      <span
        key={place}
        className="word"
        data-place={place}
        tabIndex={stop ? 0 : -1}
        aria-describedby={stop ? detailsId : undefined}
      >
        {isRedacted(item) ? <Badge color="severity-medium">{item.content}</Badge> : item.content}
      </span>,
    ];
  });
});
