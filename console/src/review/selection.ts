// The words that are selected, from where the selection began to where it is moved, and the keys that
// move it.
import { firstIndex, type ReviewDocument, type WordRange } from './document.ts';

export interface Selection {
  anchor: number; // index of a word
  cursor: number;
}

export function rangeOf({ anchor, cursor }: Selection): WordRange {
  return { first: Math.min(anchor, cursor), last: Math.max(anchor, cursor) };
}

export function paragraphAt({ paragraphs }: ReviewDocument, word: number): number {
  return Math.max(0, firstIndex(paragraphs, ({ first }) => first > word) - 1);
}

export interface MoveKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

// Where the cursor goes; undefined: the key does not move it.
export function moved(
  document: ReviewDocument,
  cursor: number,
  { key, ctrlKey, metaKey }: MoveKey,
): number | undefined {
  const { words, paragraphs } = document;
  const last = words.length - 1;
  const index = paragraphAt(document, cursor);
  const paragraph = paragraphs[index];
  const within = (word: number) => Math.min(last, Math.max(0, word));
  switch (key) {
    case 'ArrowLeft':
      return within(cursor - 1);
    case 'ArrowRight':
      return within(cursor + 1);
    case 'ArrowUp':
      // First to the beginning of this one.
      return paragraph && paragraph.first < cursor
        ? paragraph.first
        : within(paragraphs[index - 1]?.first ?? 0);
    case 'ArrowDown':
      return within(paragraphs[index + 1]?.first ?? last);
    case 'Home':
      return ctrlKey || metaKey ? 0 : within(paragraph?.first ?? 0);
    case 'End':
      return ctrlKey || metaKey ? last : within((paragraph?.last ?? 1) - 1);
    default:
      return undefined;
  }
}
