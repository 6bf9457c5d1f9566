// The word that is heard at a time of the recording.
import { firstIndex, type Word } from './document.ts';

// The last word that began before `time` (ms), as long as it lasts; else -1. Words come in the order
// of their beginnings.
export function spokenWord(words: readonly Word[], time: number): number {
  const index = firstIndex(words, (word) => word.start > time) - 1;
  return index >= 0 && time < (words[index]?.end ?? 0) ? index : -1;
}
