// The fields of Create vocabulary, what is wrong with them, and which one an answer is about.
import { textError } from '../../api/check.ts';
import { CONSTRAINTS } from '../../api/constraints.ts';
import type { LanguageCode, Tag } from '../../api/model.ts';
import { parseS3Uri } from '../../api/s3-uri.ts';

export interface CreateForm {
  name: string;
  languageCode: LanguageCode;
  source: 'file' | 's3';
  file: File | undefined;
  uri: string;
  tags: Tag[];
}

export type Field = 'name' | 'languageCode' | 'file' | 'uri' | 'tags';
export type Errors = Partial<Record<Field, string>>;

export const EMPTY: CreateForm = {
  name: '',
  languageCode: 'en-US',
  source: 'file',
  file: undefined,
  uri: '',
  tags: [],
};

export function errorsOf(form: CreateForm): Errors {
  const errors: Errors = {};
  const shape = 'Use letters A to Z, digits, ".", "_" and "-" alone; no spaces.';
  const name = textError(form.name, CONSTRAINTS.VocabularyName, 'a name', shape);
  if (name) errors.name = name;
  if (form.source === 'file' && !form.file) errors.file = 'Choose a file.';
  if (form.source === 's3') {
    const location = parseS3Uri(form.uri);
    if (!location?.key || location.key.endsWith('/')) {
      errors.uri = 'Enter the address of a file, such as s3://bucket/folder/words.txt.';
    }
  }
  return errors;
}

const ABOUT: [RegExp, 'name' | 'languageCode' | 'tags' | 'contents'][] = [
  [/vocabulary (filter )?name|at 'vocabulary(Filter)?Name'/i, 'name'],
  [/language code|at 'languageCode'/i, 'languageCode'],
  [/at 'tags|tag key|\btags\b/i, 'tags'],
  [/URI|\bfile\b|Entry \d|Line \d|Phrases|Words|\btable\b/, 'contents'],
];

// undefined: of none, so it is said of the whole form.
export function fieldOf(message: string, source: CreateForm['source']): Field | undefined {
  const about = ABOUT.find(([pattern]) => pattern.test(message))?.[1];
  if (about !== 'contents') return about;
  return source === 's3' ? 'uri' : 'file';
}
