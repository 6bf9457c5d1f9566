// What the service would find wrong with an entry: tacet/api/vocabulary_content.cc has the rules.
import type { Row } from './content.ts';

const MAX_PHRASE_BYTES = 256;

// undefined: nothing.
export function phraseFault(phrase: string, languageCode: string): string | undefined {
  if (!phrase) return 'Enter a word.';
  if (new TextEncoder().encode(phrase).length > MAX_PHRASE_BYTES) {
    return 'This is longer than 256 characters.';
  }
  if (/\s/.test(phrase)) return 'No spaces: write a hyphen between words.';
  if (/\d/.test(phrase)) return 'No digits: write numbers as words.';
  const isEnglish = languageCode.startsWith('en-');
  const taken = isEnglish ? /^[A-Za-z'.-]+$/ : /^(?:[A-Za-z'.-]|[^\0-\x7f\ufeff])+$/;
  if (taken.test(phrase)) return undefined;
  return isEnglish
    ? "English words have letters, ', - and . alone."
    : "Words have letters, ', - and . alone.";
}

export function rowFault(row: Row, languageCode: string): string | undefined {
  const fault = phraseFault(row.phrase, languageCode);
  if (fault) return `Phrase: ${fault}`;
  if (row.soundsLike && row.ipa) return 'Give SoundsLike or IPA, not both.';
  if (Object.values(row).some((value) => /[\t\n\r]/.test(value))) {
    return 'No TABs and line ends in a field.';
  }
  return undefined;
}

// Of the first row that has one, for the field that the rows come from.
export function rowsFault(rows: readonly Row[], languageCode: string): string | undefined {
  if (rows.length === 0) return 'There is no entry in it.';
  for (const [index, row] of rows.entries()) {
    const fault = rowFault(row, languageCode);
    if (fault) return `Entry ${index + 1} (${row.phrase || 'empty'}): ${fault}`;
  }
  return undefined;
}
