// Job details: what was asked for, and what became of it.
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Settings, TranscriptionJob } from '../../api/model.ts';
import { folderOf, formatS3Uri } from '../../api/s3-uri.ts';
import { storageAddress } from '../../components/browse-s3/storage-address.ts';
import { follow } from '../../routing/router.ts';
import { canWrite, useSession, type Session } from '../../session/session.ts';
import { outputOf } from '../../transcription/job-output.ts';
import {
  STATUS_TEXT,
  STATUS_TYPE,
  expiryOf,
  isUnfinished,
  languageSettingsText,
  languageText,
  timeText,
} from '../../transcription/job-text.ts';
import { piiTypeName } from '../../transcription/pii-types.ts';

const FILTER_METHODS = {
  mask: 'Mask vocabulary',
  remove: 'Remove vocabulary',
  tag: 'Tag vocabulary',
};

export function SettingsPanel({ job }: { job: TranscriptionJob }) {
  const session = useSession();
  const items = settingsOf(job, session).map(([label, value]) => ({ label, value }));
  return (
    <Container header={<Header variant="h2">Job details</Header>}>
      <KeyValuePairs columns={3} minColumnWidth={220} items={items} />
    </Container>
  );
}

function settingsOf(job: TranscriptionJob, { config, role }: Session): [string, ReactNode][] {
  const status = job.TranscriptionJobStatus;
  const settings = job.Settings ?? {};
  const redaction = job.ContentRedaction;
  const unredacted = redaction?.RedactionOutput === 'redacted_and_unredacted';
  return [
    ['Name', job.TranscriptionJobName ?? '-'],
    [
      'Status',
      status ? (
        <StatusIndicator type={STATUS_TYPE[status]}>{STATUS_TEXT[status]}</StatusIndicator>
      ) : (
        '-'
      ),
    ],
    ['Output data location', outputText(job, config.serviceBucket)],
    ['Language', languageText(job)],
    ['Language settings', languageSettingsText(job)],
    ['Model type', job.ModelSettings?.LanguageModelName ?? 'General model'],
    ['Created', timeText(job.CreationTime)],
    ['Started', timeText(job.StartTime)],
    ['Ended', timeText(job.CompletionTime)],
    ['Expires', timeText(expiryOf(job, config.retentionDays))],
    ['Input file location', job.Media?.MediaFileUri ?? '-'],
    ['Input format', job.MediaFormat?.toUpperCase() ?? '-'],
    ['Sample rate', job.MediaSampleRateHertz ? `${job.MediaSampleRateHertz} Hz` : '-'],
    ['Audio identification', audioText(settings)],
    [
      'Alternative results',
      settings.ShowAlternatives ? `Up to ${settings.MaxAlternatives}` : 'Off',
    ],
    ['Custom vocabulary', settings.VocabularyName ?? '-'],
    ['Vocabulary filter', settings.VocabularyFilterName ?? '-'],
    [
      'Vocabulary filtering method',
      settings.VocabularyFilterMethod ? FILTER_METHODS[settings.VocabularyFilterMethod] : '-',
    ],
    ['PII redaction', redaction ? 'On' : 'Off'],
    ...(redaction ? ([['PII types', typesText(job)]] as [string, ReactNode][]) : []),
    ...(redaction && canWrite(role)
      ? ([['Unredacted transcript', unredacted ? 'Included' : 'Not kept']] as [string, ReactNode][])
      : []),
    ['Subtitle file format', subtitlesText(job)],
    ['Job queue', queueText(job)],
  ];
}

function outputText(job: TranscriptionJob, serviceBucket: string): ReactNode {
  const output = outputOf(job, serviceBucket);
  if (!output) return isUnfinished(job.TranscriptionJobStatus) ? 'Shown once it is complete' : '-';
  if (!output.isCustomers) return 'Service-managed S3 bucket';
  const folder = { bucket: output.bucket, key: folderOf(output.key) };
  return (
    <Link href={storageAddress(folder)} onFollow={follow}>
      {formatS3Uri(output)}
    </Link>
  );
}

function audioText({
  ShowSpeakerLabels,
  MaxSpeakerLabels,
  ChannelIdentification,
}: Settings): string {
  const kinds = [
    ...(ChannelIdentification ? ['Channel identification'] : []),
    ...(ShowSpeakerLabels ? [`Speaker partitioning, up to ${MaxSpeakerLabels} speakers`] : []),
  ];
  return kinds.join('; ') || 'Off';
}

function typesText({ ContentRedaction: redaction }: TranscriptionJob): string {
  const types = redaction?.PiiEntityTypes ?? [];
  if (types.length === 0 || types.includes('ALL')) return 'All';
  return types.map(piiTypeName).join(', ');
}

function subtitlesText({ Subtitles: subtitles }: TranscriptionJob): string {
  const formats = subtitles?.Formats?.map((format) => format.toUpperCase()) ?? [];
  return formats.length > 0
    ? `${formats.join(', ')}, from index ${subtitles?.OutputStartIndex ?? 0}`
    : '-';
}

function queueText({ JobExecutionSettings: execution }: TranscriptionJob): string {
  if (!execution?.AllowDeferredExecution) return 'Not added';
  return `Added, with ${execution.DataAccessRoleArn}`;
}
