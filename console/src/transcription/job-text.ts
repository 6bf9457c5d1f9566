// What jobs are called on the pages.
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { TranscriptionJobStatus, TranscriptionJobSummary } from '../api/model.ts';
import { languageName } from './languages.ts';

export const STATUS_TEXT: Record<TranscriptionJobStatus, string> = {
  QUEUED: 'Queued',
  IN_PROGRESS: 'In progress',
  COMPLETED: 'Complete',
  FAILED: 'Failed',
};

export const STATUS_TYPE: Record<TranscriptionJobStatus, StatusIndicatorProps.Type> = {
  QUEUED: 'pending',
  IN_PROGRESS: 'in-progress',
  COMPLETED: 'success',
  FAILED: 'error',
};

export function isUnfinished(status: TranscriptionJobStatus | undefined): boolean {
  return status === 'QUEUED' || status === 'IN_PROGRESS';
}

type Languages = Pick<
  TranscriptionJobSummary,
  'LanguageCode' | 'LanguageCodes' | 'IdentifyLanguage' | 'IdentifyMultipleLanguages'
>;

export function languageText(job: Languages): string {
  if (job.LanguageCode) return languageName(job.LanguageCode);
  const several = job.LanguageCodes?.flatMap(({ LanguageCode }) =>
    LanguageCode ? [languageName(LanguageCode)] : [],
  );
  return several?.join(', ') || 'identifying...';
}

export function languageSettingsText(job: Languages): string {
  if (job.IdentifyMultipleLanguages) return 'Automatic multiple languages identification';
  return job.IdentifyLanguage ? 'Automatic language identification' : 'Specific language';
}

export function outputText(type: TranscriptionJobSummary['OutputLocationType']): string {
  if (!type) return '-';
  return type === 'CUSTOMER_BUCKET' ? 'Customer specified S3 bucket' : 'Service-managed S3 bucket';
}

// Seconds since 1970.
export function timeText(seconds: number | undefined): string {
  return dateText(seconds === undefined ? undefined : new Date(seconds * 1000));
}

// In the user's own time zone.
export function dateText(date: Date | undefined): string {
  return date?.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium' }) ?? '-';
}

// The service removes a job so many days after its end; one that failed early has only a beginning.
export function expiryOf(
  job: Pick<TranscriptionJobSummary, 'CreationTime' | 'CompletionTime' | 'TranscriptionJobStatus'>,
  days: number,
): number | undefined {
  const end = job.CompletionTime ?? job.CreationTime;
  if (days === 0 || end === undefined || isUnfinished(job.TranscriptionJobStatus)) return undefined;
  return end + days * 86_400;
}
