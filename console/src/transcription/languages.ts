// Names of languages, and what the service does in them.
import type { LanguageCode } from '../api/model.ts';

// Amazon's own codes of regions that have none.
const NAMES: Partial<Record<string, string>> = {
  'en-AB': 'English (Scotland)',
  'en-WL': 'English (Wales)',
  'cy-WL': 'Welsh (Wales)',
};

const display = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

export function languageName(code: string): string {
  return NAMES[code] ?? display.of(code) ?? code;
}

// With the code, by which the documentation names it: 'English (United States), en-US'.
export function languageLabel(code: string): string {
  return `${languageName(code)}, ${code}`;
}

export function byName(codes: readonly LanguageCode[]): LanguageCode[] {
  return [...codes].sort((a, b) => languageName(a).localeCompare(languageName(b), 'en'));
}

// docs/compatibility.md: redaction is for American English alone.
export function canRedact(code: string): boolean {
  return code === 'en-US';
}
