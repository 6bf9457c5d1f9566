// Transcription jobs: what there is, how far it is, and what can be done with it.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import type { TranscriptionJobStatus, TranscriptionJobSummary } from '../../api/model.ts';
import { ListFault } from '../../components/list-fault.tsx';
import { TokenPagination } from '../../components/token-pagination.tsx';
import { href, navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import { STATUS_TEXT } from '../../transcription/job-text.ts';
import { jobColumns } from './columns.tsx';
import { DeleteJobs } from './delete-jobs.tsx';
import { EmptyService } from './empty-service.tsx';
import { HELP } from './help.tsx';
import { useJobsList } from './use-jobs-list.ts';

const STATUSES = [
  { value: '', label: 'Any status' },
  ...Object.entries(STATUS_TEXT).map(([value, label]) => ({ value, label })),
];

export default function JobsPage() {
  usePageHelp(HELP);
  const { transcribe, role, config } = useSession();
  const list = useJobsList(transcribe);
  const [typed, setTyped] = useState('');
  const [selected, setSelected] = useState<TranscriptionJobSummary[]>([]);
  const [deleting, setDeleting] = useState<TranscriptionJobSummary[]>([]);

  const { filter, jobs } = list;
  const isEmptyService =
    list.data !== undefined && !list.isFiltered && list.page === 1 && jobs.length === 0;
  // A selected job may be gone, or shown with another state.
  const present = jobs.filter(({ TranscriptionJobName: name }) =>
    selected.some((job) => job.TranscriptionJobName === name),
  );
  const copy = () =>
    navigate(href(['create-job'], { copy: present[0]?.TranscriptionJobName ?? '' }));

  return (
    <SpaceBetween size="l">
      {list.error !== undefined && <ListFault error={list.error} onRetry={list.refresh} />}
      <Table
        variant="full-page"
        stickyHeader
        resizableColumns
        enableKeyboardNavigation
        items={jobs}
        trackBy="TranscriptionJobName"
        columnDefinitions={jobColumns(config.retentionDays)}
        loading={list.loading && !isEmptyService}
        loadingText="Loading jobs"
        {...(canWrite(role) && { selectionType: 'multi' as const })}
        selectedItems={present}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: 'Transcription jobs',
          selectionGroupLabel: 'Selection of jobs',
          allItemsSelectionLabel: () => 'Select all jobs of this page',
          itemSelectionLabel: (_data, job) => `Select ${job.TranscriptionJobName}`,
        }}
        header={
          <Header
            variant="awsui-h1-sticky"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button iconName="refresh" ariaLabel="Refresh" onClick={list.refresh} />
                {canWrite(role) && (
                  <SpaceBetween direction="horizontal" size="xs">
                    <Button disabled={present.length === 0} onClick={() => setDeleting(present)}>
                      Delete
                    </Button>
                    <Button disabled={present.length !== 1} onClick={copy}>
                      Copy
                    </Button>
                    <Button variant="primary" onClick={() => navigate(href(['create-job']))}>
                      Create job
                    </Button>
                  </SpaceBetween>
                )}
              </SpaceBetween>
            }
          >
            Transcription jobs
          </Header>
        }
        filter={
          <div className="jobs-filter">
            <TextFilter
              filteringText={typed}
              filteringPlaceholder="Find jobs by name"
              filteringAriaLabel="Find jobs by name"
              filteringClearAriaLabel="Clear the name"
              onChange={({ detail }) => setTyped(detail.filteringText)}
              onDelayedChange={({ detail }) =>
                list.changeFilter({ nameContains: detail.filteringText.trim() })
              }
            />
            <Select
              inlineLabelText="Status"
              ariaLabel="Status"
              options={STATUSES}
              selectedOption={STATUSES.find(({ value }) => value === (filter.status ?? ''))!}
              onChange={({ detail }) =>
                list.changeFilter({
                  status: (detail.selectedOption.value || undefined) as
                    TranscriptionJobStatus | undefined,
                })
              }
            />
          </div>
        }
        pagination={<TokenPagination pages={list} />}
        empty={
          isEmptyService ? (
            <EmptyService onStarted={list.refresh} />
          ) : (
            <Box textAlign="center" color="inherit">
              <b>No matches</b>
              <Box padding={{ bottom: 's' }} color="inherit">
                No job has this name and status.
              </Box>
              <Button
                onClick={() => {
                  setTyped('');
                  list.changeFilter({ nameContains: '', status: undefined });
                }}
              >
                Clear filters
              </Button>
            </Box>
          )
        }
      />
      {deleting.length > 0 && (
        <DeleteJobs
          jobs={deleting}
          onClose={() => setDeleting([])}
          onDeleted={() => {
            setSelected([]);
            list.refresh();
          }}
        />
      )}
    </SpaceBetween>
  );
}
