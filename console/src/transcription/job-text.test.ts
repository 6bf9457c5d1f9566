import { describe, expect, it } from 'vitest';
import { expiryOf, languageSettingsText, languageText, outputText } from './job-text.ts';
import { byName, canRedact, languageLabel, languageName } from './languages.ts';

describe('names of languages', () => {
  it.each([
    ['en-US', 'English (United States)'],
    ['en-AB', 'English (Scotland)'],
    ['de-CH', 'German (Switzerland)'],
  ])('%s is %s', (code, name) => expect(languageName(code)).toBe(name));

  it('a label has the code', () => expect(languageLabel('fr-CA')).toBe('French (Canada), fr-CA'));

  it('are sorted by name, not code', () => {
    expect(byName(['de-DE', 'ca-ES', 'en-US'])).toEqual(['ca-ES', 'en-US', 'de-DE']);
  });

  it('only American English is redacted', () => {
    expect(canRedact('en-US')).toBe(true);
    expect(canRedact('en-GB')).toBe(false);
  });
});

describe('a job’s language', () => {
  it.each([
    [{ LanguageCode: 'en-US' }, 'English (United States)', 'Specific language'],
    [{ IdentifyLanguage: true }, 'identifying...', 'Automatic language identification'],
    [
      { IdentifyMultipleLanguages: true, LanguageCodes: [{ LanguageCode: 'fr-FR' }] },
      'French (France)',
      'Automatic multiple languages identification',
    ],
  ] as const)('%j', (job, language, settings) => {
    expect(languageText(job as never)).toBe(language);
    expect(languageSettingsText(job as never)).toBe(settings);
  });
});

it('where the output lies', () => {
  expect(outputText('SERVICE_BUCKET')).toBe('Service-managed S3 bucket');
  expect(outputText('CUSTOMER_BUCKET')).toBe('Customer specified S3 bucket');
  expect(outputText(undefined)).toBe('-');
});

describe('expiryOf', () => {
  const day = 24 * 3600;
  it('counts from the end, or from the beginning where there was no end', () => {
    const done = {
      CreationTime: 1_000,
      CompletionTime: 5_000,
      TranscriptionJobStatus: 'COMPLETED',
    };
    expect(expiryOf(done as never, 90)).toBe(5_000 + 90 * day);
    const failed = { CreationTime: 1_000, TranscriptionJobStatus: 'FAILED' };
    expect(expiryOf(failed as never, 90)).toBe(1_000 + 90 * day);
  });

  it('knows none of a job that goes on, nor where nothing is removed', () => {
    const running = { CreationTime: 1_000, TranscriptionJobStatus: 'IN_PROGRESS' };
    expect(expiryOf(running as never, 90)).toBeUndefined();
    const done = { CompletionTime: 5_000, TranscriptionJobStatus: 'COMPLETED' };
    expect(expiryOf(done as never, 0)).toBeUndefined();
  });
});
