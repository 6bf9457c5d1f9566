// What the wizard's fields hold, and which step each is on.
import type { LanguageCode, MediaFormat, Tag, VocabularyFilterMethod } from '../../api/model.ts';
import { PII_TYPES, type OnePiiType } from '../../transcription/pii-types.ts';

export interface JobForm {
  name: string;
  languageCode: LanguageCode;
  addToQueue: boolean;
  dataAccessRoleArn: string;
  mediaUri: string;
  mediaFormat: MediaFormat | ''; // '': detected
  sampleRate: string; // '': detected
  output: 'service' | 'customer';
  outputUri: string;
  tags: Tag[];
  redact: boolean;
  piiTypes: OnePiiType[];
  includeUnredacted: boolean;
  filter: boolean;
  filterName: string;
  filterMethod: VocabularyFilterMethod;
}

export type Field = keyof JobForm;

export type Errors = Partial<Record<Field, string>>;

// Those that belong to the second step.
const CONFIGURATION: readonly Field[] = [
  'redact',
  'piiTypes',
  'includeUnredacted',
  'filter',
  'filterName',
  'filterMethod',
];

export function stepOf(field: Field): number {
  return CONFIGURATION.includes(field) ? 1 : 0;
}

export function emptyForm(languages: readonly LanguageCode[]): JobForm {
  return {
    name: '',
    languageCode: languages.includes('en-US') ? 'en-US' : (languages[0] ?? 'en-US'),
    addToQueue: false,
    dataAccessRoleArn: '',
    mediaUri: '',
    mediaFormat: '',
    sampleRate: '',
    output: 'service',
    outputUri: '',
    tags: [],
    redact: false,
    piiTypes: PII_TYPES,
    includeUnredacted: false,
    filter: false,
    filterName: '',
    filterMethod: 'mask',
  };
}
