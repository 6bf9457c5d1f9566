// Job details: one job's settings, transcript and tags.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useCallback, useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import type { TranscriptionJob } from '../../api/model.ts';
import { resourceArn } from '../../api/transcribe.ts';
import { usePolling } from '../../polling/use-polling.ts';
import { href, navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import { isUnfinished } from '../../transcription/job-text.ts';
import { DeleteJobs } from '../jobs/delete-jobs.tsx';
import { hasPage, type PageProps } from '../routes.ts';
import { HELP } from './help.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { TagsPanel } from './tags-panel.tsx';

const UNFINISHED_MS = 2_000;

export default function JobPage({ params }: Pick<PageProps, 'params'>) {
  usePageHelp(HELP);
  const { transcribe, config } = useSession();
  const name = params.name ?? '';
  const load = useCallback(
    async (signal: AbortSignal) => {
      const input = { TranscriptionJobName: name };
      const answer = await transcribe.call('GetTranscriptionJob', input, signal);
      return answer.TranscriptionJob ?? {};
    },
    [transcribe, name],
  );
  const {
    data: job,
    error,
    refresh,
  } = usePolling(load, (latest) =>
    isUnfinished(latest?.TranscriptionJobStatus) ? UNFINISHED_MS : undefined,
  );
  return (
    <SpaceBetween size="l">
      {error !== undefined && (
        <Alert
          type="error"
          header={`Job ${name} could not be ${job ? 'brought up to date' : 'loaded'}`}
          action={<Button onClick={refresh}>Try again</Button>}
        >
          {messageOf(error)}
        </Alert>
      )}
      {!job && error === undefined && <Spinner size="large" />}
      {job && (
        <SpaceBetween size="l">
          <JobHeader job={job} name={name} />
          {job.FailureReason && (
            <Alert type="error" header="Failure reason">
              {job.FailureReason}
            </Alert>
          )}
          <SettingsPanel job={job} />
          <PreviewPanel job={job} />
          <TagsPanel arn={resourceArn(config, 'transcription-job', name)} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function JobHeader({ job, name }: { job: TranscriptionJob; name: string }) {
  const { role } = useSession();
  const [deleting, setDeleting] = useState(false);
  const isReviewable =
    job.TranscriptionJobStatus === 'COMPLETED' && job.ContentRedaction !== undefined;
  return (
    <>
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {canWrite(role) && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setDeleting(true)}>Delete</Button>
                <Button onClick={() => navigate(href(['create-job'], { copy: name }))}>Copy</Button>
              </SpaceBetween>
            )}
            {isReviewable && hasPage('jobs/:name/review') && (
              <Button variant="primary" onClick={() => navigate(href(['jobs', name, 'review']))}>
                Review
              </Button>
            )}
          </SpaceBetween>
        }
      >
        {name}
      </Header>
      {deleting && (
        <DeleteJobs
          jobs={[job]}
          onClose={() => setDeleting(false)}
          onDeleted={(count) => count > 0 && navigate(href(['jobs']))}
        />
      )}
    </>
  );
}
