// The transcript of a review: drawn where it is in sight, words lit as they are spoken, words selected
// by mouse or by keyboard.
import { useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import type { KeyboardEvent, PointerEvent, Ref } from 'react';
import { milliseconds } from '../../review/document.ts';
import type { Player } from '../../review/player.ts';
import { moved, paragraphAt, rangeOf, type Selection } from '../../review/selection.ts';
import { spokenWord } from '../../review/spoken.ts';
import { ParagraphView, wordId, type Marks } from './paragraph-view.tsx';
import { usePlayer } from './use-player.ts';
import { useWindowing } from './use-windowing.ts';

export interface TranscriptHandle {
  show: (word: number) => void;
  focus: () => void;
}

interface Props {
  marks: Marks;
  player: Player;
  selection: Selection | undefined;
  onSelection: (selection: Selection | undefined) => void;
  // A word was clicked, or Enter pressed on it.
  onHear: (word: number) => void;
  handle: Ref<TranscriptHandle>;
}

// About what a line takes, until a paragraph was measured.
const LINE_HEIGHT = 28;
const CHARACTER_WIDTH = 7.5;

export function TranscriptPane({ marks, player, selection, onSelection, onHear, handle }: Props) {
  const { document } = marks.review;
  const { words, paragraphs } = document;
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const guess = useCallback(
    (index: number, width: number) => {
      const { first = 0, last = 0 } = paragraphs[index] ?? {};
      const characters = words
        .slice(first, last)
        .reduce((sum, word) => sum + word.text.length + 1, 0);
      return LINE_HEIGHT * (2 + Math.ceil((characters * CHARACTER_WIDTH) / Math.max(200, width)));
    },
    [words, paragraphs],
  );
  const windowing = useWindowing(box, content, paragraphs.length, guess);
  const spoken = usePlayer(player, ({ time, duration }) =>
    duration > 0 ? spokenWord(words, milliseconds(time)) : -1,
  );
  const isPlaying = usePlayer(player, (each) => each.isPlaying);

  // The word that is to be in sight, which its paragraph may not be yet.
  const wanted = useRef<number>(undefined);
  const { show: showParagraph } = windowing;
  const show = useCallback(
    (word: number) => {
      wanted.current = word;
      if (!window.document.getElementById(wordId(word))) showParagraph(paragraphAt(document, word));
      bring(box.current, wanted);
    },
    [document, showParagraph],
  );
  useEffect(() => bring(box.current, wanted));
  useImperativeHandle(handle, () => ({ show, focus: () => box.current?.focus() }), [show]);
  // Who scrolls while it plays wants to look elsewhere, until it is played anew.
  const follows = useRef(true);
  useEffect(() => {
    follows.current = true;
  }, [isPlaying]);
  useEffect(() => {
    if (isPlaying && spoken >= 0 && follows.current) show(spoken);
  }, [isPlaying, spoken, show]);
  const stopFollowing = () => {
    follows.current = false;
  };

  const dragged = useRef<{ from: number; moved: boolean }>(undefined);
  const wordUnder = (event: PointerEvent) => {
    const { word } = (event.target as Element).closest<HTMLElement>('[data-word]')?.dataset ?? {};
    return word === undefined ? undefined : Number(word);
  };
  const press = (event: PointerEvent) => {
    const word = wordUnder(event);
    if (word === undefined || event.button !== 0) return;
    const from = event.shiftKey && selection ? selection.anchor : word;
    dragged.current = { from, moved: event.shiftKey };
    onSelection({ anchor: from, cursor: word });
  };
  const drag = (event: PointerEvent) => {
    const word = wordUnder(event);
    if (!dragged.current || event.buttons !== 1 || word === undefined) return;
    if (word === dragged.current.from && !dragged.current.moved) return;
    dragged.current.moved = true;
    if (word !== selection?.cursor) onSelection({ anchor: dragged.current.from, cursor: word });
  };
  const release = (event: PointerEvent) => {
    const word = wordUnder(event);
    const wasClick = dragged.current && !dragged.current.moved;
    dragged.current = undefined;
    if (wasClick && word !== undefined) onHear(word);
  };

  const key = (event: KeyboardEvent) => {
    const cursor = selection?.cursor ?? (spoken >= 0 ? spoken : 0);
    const target = moved(document, cursor, event);
    if (target !== undefined && !event.altKey) {
      event.preventDefault();
      const anchor = event.shiftKey ? (selection?.anchor ?? cursor) : target;
      onSelection({ anchor, cursor: target });
      show(target);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onHear(cursor);
    } else if (event.key === ' ') {
      event.preventDefault();
      player.toggle();
    } else if (event.key === 'Escape') {
      onSelection(undefined);
    }
  };

  const selected = selection && rangeOf(selection);
  const shown = paragraphs.slice(windowing.first, windowing.last);
  const isDrawn =
    selection !== undefined &&
    selection.cursor >= (shown[0]?.first ?? 0) &&
    selection.cursor < (shown.at(-1)?.last ?? 0);
  return (
    <div
      ref={box}
      className="review-text"
      role="application"
      aria-label="Transcript"
      aria-roledescription="transcript"
      aria-activedescendant={isDrawn ? wordId(selection.cursor) : undefined}
      tabIndex={0}
      onScroll={windowing.onScroll}
      onWheel={stopFollowing}
      onTouchMove={stopFollowing}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={release}
      onKeyDown={key}
    >
      <div style={{ height: windowing.above }} />
      <div ref={content}>
        {shown.map((paragraph) => {
          const has = (word: number) => paragraph.first <= word && word < paragraph.last;
          const part =
            selected && selected.first < paragraph.last && selected.last >= paragraph.first
              ? selected
              : undefined;
          return (
            <ParagraphView
              key={paragraph.first}
              paragraph={paragraph}
              marks={marks}
              selection={part}
              cursor={selection && has(selection.cursor) ? selection.cursor : undefined}
              spoken={has(spoken) ? spoken : undefined}
            />
          );
        })}
      </div>
      <div style={{ height: windowing.below }} />
    </div>
  );
}

// Scrolls as little as it must, when the word is drawn.
function bring(box: HTMLElement | null, wanted: { current: number | undefined }): void {
  if (!box || wanted.current === undefined) return;
  const word = window.document.getElementById(wordId(wanted.current));
  if (!word) return;
  wanted.current = undefined;
  const outer = box.getBoundingClientRect();
  const inner = word.getBoundingClientRect();
  const room = Math.min(60, outer.height / 4);
  if (inner.top < outer.top + room) box.scrollTop -= outer.top + room - inner.top;
  else if (inner.bottom > outer.bottom - room) box.scrollTop += inner.bottom - outer.bottom + room;
}
