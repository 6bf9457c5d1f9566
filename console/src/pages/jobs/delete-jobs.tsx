import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import type { TranscriptionJobSummary } from '../../api/model.ts';
import { TaskDialog } from '../../components/dialog.tsx';
import { useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';
import { isUnfinished } from '../../transcription/job-text.ts';

interface Props {
  jobs: TranscriptionJobSummary[];
  onClose: () => void;
  // How many are gone: not all, when one was refused.
  onDeleted: (count: number) => void;
}

export function DeleteJobs({ jobs, onClose, onDeleted }: Props) {
  const { transcribe } = useSession();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const names = jobs.map((job) => job.TranscriptionJobName ?? '');
  const one = names.length === 1;
  const running = jobs.some((job) => isUnfinished(job.TranscriptionJobStatus));

  // One after the other: what was deleted before a refusal is told truly.
  const remove = async () => {
    setBusy(true);
    let deleted = 0;
    try {
      for (const name of names) {
        await transcribe.call('DeleteTranscriptionJob', { TranscriptionJobName: name });
        deleted += 1;
      }
      const what = one ? `Job ${names[0]} was deleted.` : `${deleted} jobs were deleted.`;
      notify({ type: 'success', content: what });
    } catch (error) {
      const header = `Job ${names[deleted]} could not be deleted`;
      const before = deleted > 0 ? ` ${deleted} of ${names.length} were deleted before.` : '';
      notify({ type: 'error', header, content: messageOf(error) + before });
    }
    setBusy(false);
    onClose();
    onDeleted(deleted);
  };

  return (
    <TaskDialog
      header={one ? 'Delete job' : `Delete ${names.length} jobs`}
      action="Delete"
      busy={busy}
      onAction={() => void remove()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box>
          {one ? (
            <>
              Delete <b>{names[0]}</b> for good? Its results in the service-managed bucket go with
              it.
            </>
          ) : (
            <>
              Delete these jobs for good? Their results in the service-managed bucket go with them.
            </>
          )}{' '}
          What was written to a bucket of your own stays.
        </Box>
        {!one && (
          <ul>
            {names.slice(0, 20).map((name) => (
              <li key={name}>{name}</li>
            ))}
            {names.length > 20 && <li>and {names.length - 20} more</li>}
          </ul>
        )}
        {running && (
          <Alert type="warning">
            {one ? 'This job is not finished. It' : 'Some of these jobs are not finished. They'}{' '}
            will be stopped.
          </Alert>
        )}
      </SpaceBetween>
    </TaskDialog>
  );
}
