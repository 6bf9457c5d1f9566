import Link from '@cloudscape-design/components/link';
import Popover from '@cloudscape-design/components/popover';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { TranscriptionJobSummary } from '../../api/model.ts';
import { follow, href } from '../../routing/router.ts';
import {
  STATUS_TEXT,
  STATUS_TYPE,
  expiryOf,
  languageSettingsText,
  languageText,
  outputText,
  timeText,
} from '../../transcription/job-text.ts';

function Status({ job }: { job: TranscriptionJobSummary }) {
  const status = job.TranscriptionJobStatus;
  if (!status) return '-';
  const indicator = (
    <StatusIndicator type={STATUS_TYPE[status]}>{STATUS_TEXT[status]}</StatusIndicator>
  );
  if (!job.FailureReason) return indicator;
  return (
    <Popover header="Failure reason" content={job.FailureReason} dismissAriaLabel="Close">
      {indicator}
    </Popover>
  );
}

function Name({ job }: { job: TranscriptionJobSummary }) {
  const name = job.TranscriptionJobName ?? '';
  return (
    <Link href={href(['jobs', name])} onFollow={follow}>
      {name}
    </Link>
  );
}

export function jobColumns(
  retentionDays: number,
): TableProps.ColumnDefinition<TranscriptionJobSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      cell: (job) => <Name job={job} />,
      isRowHeader: true,
      minWidth: 160,
      width: 260,
    },
    { id: 'language', header: 'Language', cell: languageText, minWidth: 120, width: 200 },
    {
      id: 'language-settings',
      header: 'Language settings',
      cell: languageSettingsText,
      minWidth: 120,
      width: 180,
    },
    {
      id: 'status',
      header: 'Status',
      cell: (job) => <Status job={job} />,
      minWidth: 110,
      width: 140,
      hasDynamicContent: true,
    },
    {
      id: 'created',
      header: 'Created',
      cell: (job) => timeText(job.CreationTime),
      minWidth: 120,
      width: 210,
    },
    {
      id: 'expires',
      header: 'Expires',
      cell: (job) => timeText(expiryOf(job, retentionDays)),
      minWidth: 120,
      width: 210,
    },
    {
      id: 'output',
      header: 'Output location',
      cell: (job) => outputText(job.OutputLocationType),
      minWidth: 140,
    },
  ];
}
