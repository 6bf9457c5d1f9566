// The text of a vocabulary or filter, and the rows that a person edits.
// docs/compatibility-api.md says what the service accepts.

export interface Row {
  phrase: string;
  soundsLike: string;
  ipa: string;
  displayAs: string;
}

export const MAX_BYTES = 50 * 1024;

const COLUMNS = {
  Phrase: 'phrase',
  SoundsLike: 'soundsLike',
  IPA: 'ipa',
  DisplayAs: 'displayAs',
} as const satisfies Record<string, keyof Row>;

type Column = keyof typeof COLUMNS;

// What is wrong with the whole of a text, in words for the field that it came from.
export class ContentError extends Error {
  override readonly name = 'ContentError';
}

// As the service tells them apart.
export function isTable(text: string): boolean {
  return /^[^\n]*\t/.test(withoutMark(text));
}

export function plainRow(phrase: string): Row {
  return { phrase, soundsLike: '', ipa: '', displayAs: '' };
}

// May all of it be said in a list?
export function isPlain(rows: readonly Row[]): boolean {
  return rows.every(({ soundsLike, ipa, displayAs }) => !soundsLike && !ipa && !displayAs);
}

// The entries of a list: split at commas and line ends.
export function parseList(text: string): string[] {
  return withoutMark(text)
    .split(/[,\n]/)
    .map((entry) => entry.replace(/^[ \t\r]+|[ \t\r]+$/g, ''))
    .filter(Boolean);
}

export function parseRows(text: string): Row[] {
  return isTable(text) ? parseTable(withoutMark(text)) : parseList(text).map(plainRow);
}

function parseTable(text: string): Row[] {
  if (text.includes('\r')) {
    throw new ContentError(
      'The table has carriage returns. Save it with line feeds (Unix line ends) alone.',
    );
  }
  const [header = '', ...lines] = text.split('\n');
  const names = header.split('\t');
  const known = Object.keys(COLUMNS);
  if (names.length !== known.length || !known.every((name) => names.includes(name))) {
    throw new ContentError(
      'The first line of a table must name the columns Phrase, SoundsLike, IPA and DisplayAs, ' +
        'with a TAB between them.',
    );
  }
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    if (!line) continue;
    const fields = line.split('\t');
    if (fields.length > names.length) {
      throw new ContentError(`Line ${index + 2} has more than 4 fields.`);
    }
    const row = plainRow('');
    for (const [place, name] of names.entries()) {
      row[COLUMNS[name as Column]] = fields[place] ?? '';
    }
    rows.push(row);
  }
  return rows;
}

export function writeTable(rows: readonly Row[]): string {
  const fields = Object.values(COLUMNS);
  const lines = rows.map((row) => fields.map((field) => row[field]).join('\t'));
  return [Object.keys(COLUMNS).join('\t'), ...lines, ''].join('\n');
}

export function writeList(rows: readonly Row[]): string {
  return rows.map(({ phrase }) => `${phrase}\n`).join('');
}

// What a file says; a table's bytes are kept by whoever sends it on.
export async function readFile(file: Blob): Promise<string> {
  if (file.size > MAX_BYTES) throw new ContentError('The file is larger than 50 KB.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new ContentError('The file is not UTF-8. Save it as UTF-8 text.');
  }
}

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}
