// Custom vocabularies and vocabulary filters: two kinds of one thing, which differ in the names of
// their members and in that only a vocabulary has a state.
import type { LanguageCode, Tag, VocabularyState } from '../api/model.ts';
import type { ResourceType, TranscribeClient } from '../api/transcribe.ts';

export interface Vocabulary {
  name: string;
  languageCode: LanguageCode;
  modified: number | undefined;
  state?: VocabularyState | undefined;
  failureReason?: string | undefined;
  // Not for who may read the redacted side alone.
  downloadUri?: string | undefined;
}

export interface VocabularyPage {
  vocabularies: Vocabulary[];
  nextToken?: string;
}

export type Contents = { entries: string[] } | { uri: string };

interface NewVocabulary {
  name: string;
  languageCode: LanguageCode;
  contents: Contents;
  tags: Tag[];
}

type Changed = Omit<NewVocabulary, 'tags'>;

export interface VocabularyKind {
  // 'vocabulary', 'vocabulary filter': within a sentence.
  noun: string;
  plural: string;
  resource: ResourceType;
  // First segments of addresses.
  path: string;
  createPath: string;
  hasTable: boolean;
  list: (
    client: TranscribeClient,
    nameContains: string,
    token: string | undefined,
    signal: AbortSignal,
  ) => Promise<VocabularyPage>;
  get: (client: TranscribeClient, name: string, signal: AbortSignal) => Promise<Vocabulary>;
  // The answer tells whether the contents are good.
  create: (client: TranscribeClient, vocabulary: NewVocabulary) => Promise<Answer>;
  update: (client: TranscribeClient, vocabulary: Changed) => Promise<Answer>;
  remove: (client: TranscribeClient, name: string) => Promise<void>;
}

interface Answer {
  failureReason?: string | undefined;
}

interface Summary {
  LanguageCode?: LanguageCode;
  LastModifiedTime?: number;
  VocabularyState?: VocabularyState;
  FailureReason?: string;
  DownloadUri?: string;
}

function vocabularyOf(name: string | undefined, summary: Summary): Vocabulary {
  return {
    name: name ?? '',
    languageCode: summary.LanguageCode ?? 'en-US',
    modified: summary.LastModifiedTime,
    state: summary.VocabularyState,
    failureReason: summary.FailureReason,
    downloadUri: summary.DownloadUri,
  };
}

function pageOf(vocabularies: Vocabulary[], nextToken: string | undefined): VocabularyPage {
  return { vocabularies, ...(nextToken && { nextToken }) };
}

const PAGE_SIZE = 50;

function listInput(nameContains: string, token: string | undefined) {
  return {
    MaxResults: PAGE_SIZE,
    ...(nameContains && { NameContains: nameContains }),
    ...(token && { NextToken: token }),
  };
}

function tagsInput(tags: Tag[]) {
  return tags.length > 0 ? { Tags: tags } : {};
}

function phrases(contents: Contents) {
  return 'uri' in contents ? { VocabularyFileUri: contents.uri } : { Phrases: contents.entries };
}

function words(contents: Contents) {
  return 'uri' in contents
    ? { VocabularyFilterFileUri: contents.uri }
    : { Words: contents.entries };
}

export const VOCABULARY: VocabularyKind = {
  noun: 'vocabulary',
  plural: 'vocabularies',
  resource: 'vocabulary',
  path: 'vocabularies',
  createPath: 'create-vocabulary',
  hasTable: true,
  async list(client, nameContains, token, signal) {
    const answer = await client.call('ListVocabularies', listInput(nameContains, token), signal);
    const found = answer.Vocabularies ?? [];
    return pageOf(
      found.map((each) => vocabularyOf(each.VocabularyName, each)),
      answer.NextToken,
    );
  },
  async get(client, name, signal) {
    const answer = await client.call('GetVocabulary', { VocabularyName: name }, signal);
    return vocabularyOf(answer.VocabularyName, answer);
  },
  async create(client, { name, languageCode, contents, tags }) {
    const { FailureReason: failureReason } = await client.call('CreateVocabulary', {
      VocabularyName: name,
      LanguageCode: languageCode,
      ...phrases(contents),
      ...tagsInput(tags),
    });
    return { failureReason };
  },
  async update(client, { name, languageCode, contents }) {
    await client.call('UpdateVocabulary', {
      VocabularyName: name,
      LanguageCode: languageCode,
      ...phrases(contents),
    });
    return {};
  },
  async remove(client, name) {
    await client.call('DeleteVocabulary', { VocabularyName: name });
  },
};

export const FILTER: VocabularyKind = {
  noun: 'vocabulary filter',
  plural: 'vocabulary filters',
  resource: 'vocabulary-filter',
  path: 'vocabulary-filters',
  createPath: 'create-vocabulary-filter',
  hasTable: false,
  async list(client, nameContains, token, signal) {
    const input = listInput(nameContains, token);
    const answer = await client.call('ListVocabularyFilters', input, signal);
    const found = answer.VocabularyFilters ?? [];
    return pageOf(
      found.map((each) => vocabularyOf(each.VocabularyFilterName, each)),
      answer.NextToken,
    );
  },
  async get(client, name, signal) {
    const input = { VocabularyFilterName: name };
    const answer = await client.call('GetVocabularyFilter', input, signal);
    return vocabularyOf(answer.VocabularyFilterName, answer);
  },
  async create(client, { name, languageCode, contents, tags }) {
    await client.call('CreateVocabularyFilter', {
      VocabularyFilterName: name,
      LanguageCode: languageCode,
      ...words(contents),
      ...tagsInput(tags),
    });
    return {};
  },
  async update(client, { name, contents }) {
    await client.call('UpdateVocabularyFilter', {
      VocabularyFilterName: name,
      ...words(contents),
    });
    return {};
  },
  async remove(client, name) {
    await client.call('DeleteVocabularyFilter', { VocabularyFilterName: name });
  },
};
