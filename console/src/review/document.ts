// A redacted transcript as its review needs it: words with their times, in paragraphs that are short
// enough to be drawn one by one. Times are whole milliseconds, as the service counts them.
import { gapBefore, isRedacted, turnsOf, type Transcript } from '../transcription/transcript.ts';

export interface Word {
  start: number;
  end: number;
  text: string;
  // Punctuation behind it, which no redaction of this word covers.
  after: string;
  // It stands for words that nobody sees here.
  isHidden: boolean;
}

// Words of [first, last).
export interface Paragraph {
  first: number;
  last: number;
  // Who speaks, where it is somebody else than before.
  label: string | undefined;
}

// From the first to the last word, included.
export interface WordRange {
  first: number;
  last: number;
}

export interface ReviewDocument {
  words: readonly Word[];
  paragraphs: readonly Paragraph[];
  // Which words a span of time means to the service.
  find: (start: number, end: number) => WordRange | undefined;
}

// A paragraph ends with a sentence once it has this many words, and in the middle of one at the most.
const ENOUGH_WORDS = 40;
const MOST_WORDS = 120;

export function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}

export function makeDocument(transcript: Transcript): ReviewDocument {
  const words: Word[] = [];
  // Of each item, the index of the word that comes next: where a turn begins.
  const wordAt: number[] = [];
  for (const item of transcript.items) {
    wordAt.push(words.length);
    if (item.kind === 'pronunciation') {
      words.push({
        start: milliseconds(item.start ?? 0),
        end: milliseconds(item.end ?? 0),
        text: item.content,
        after: '',
        isHidden: isRedacted(item),
      });
    } else {
      const word = words.at(-1);
      if (word) word.after += gapBefore(item) + item.content;
    }
  }
  wordAt.push(words.length);
  const paragraphs = turnsOf(transcript.items).flatMap(({ label, first, last }) =>
    paragraphsOf(words, wordAt[first] ?? 0, wordAt[last] ?? 0, label),
  );
  return { words, paragraphs, find: wordFinder(words) };
}

function paragraphsOf(
  words: readonly Word[],
  first: number,
  last: number,
  label: string | undefined,
): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let begin = first;
  for (let index = first; index < last; index += 1) {
    const count = index + 1 - begin;
    const endsSentence = /[.?!]/.test(words[index]?.after ?? '');
    if ((count >= ENOUGH_WORDS && endsSentence) || count >= MOST_WORDS || index + 1 === last) {
      paragraphs.push({
        first: begin,
        last: index + 1,
        label: begin === first ? label : undefined,
      });
      begin = index + 1;
    }
  }
  return paragraphs;
}

// The rule of docs/review-api.md: the words that the span overlaps by more than half, or begins or
// ends with, and all between the first and the last. Words of two channels may overlap, so what lies
// in a span is looked for between bounds that only grow.
function wordFinder(words: readonly Word[]) {
  const latestEnd: number[] = [];
  for (const { end } of words) latestEnd.push(Math.max(latestEnd.at(-1) ?? end, end));
  const earliestStart: number[] = new Array<number>(words.length);
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const start = words[index]?.start ?? 0;
    earliestStart[index] = Math.min(earliestStart[index + 1] ?? start, start);
  }
  return (start: number, end: number): WordRange | undefined => {
    const begin = firstIndex(latestEnd, (value) => value >= start);
    const stop = firstIndex(earliestStart, (value) => value > end);
    let range: WordRange | undefined;
    for (let index = begin; index < stop; index += 1) {
      const word = words[index];
      if (word && covers(word, start, end)) range = { first: range?.first ?? index, last: index };
    }
    return range;
  };
}

function covers(word: Word, start: number, end: number): boolean {
  const duration = word.end - word.start;
  if (duration === 0) return start <= word.start && word.start <= end;
  const overlap = Math.min(word.end, end) - Math.max(word.start, start);
  return 2 * overlap > duration || (start < end && (word.start === start || word.end === end));
}

// The first index whose value passes, of values that pass from some place on; their number if none.
export function firstIndex<T>(values: readonly T[], passes: (value: T) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(values[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
