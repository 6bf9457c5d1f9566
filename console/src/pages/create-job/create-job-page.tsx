// Create job: an empty form, one for a recording that was chosen elsewhere (?media=), that of a job to
// be done again (?copy=), or one that was left to make a filter (?draft).
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useCallback, useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import { resourceArn } from '../../api/transcribe.ts';
import { usePolling } from '../../polling/use-polling.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import type { PageProps } from '../routes.ts';
import { outputOf } from '../../transcription/job-output.ts';
import { draftOf } from './draft.ts';
import { emptyForm, type JobForm } from './form.ts';
import { HELP } from './help.tsx';
import { JobWizard } from './job-wizard.tsx';
import { formOf, nextName } from './request.ts';

export default function CreateJobPage({ query }: Pick<PageProps, 'query'>) {
  usePageHelp(HELP);
  const session = useSession();
  const { role, config } = session;
  const [fresh, setFresh] = useState<JobForm>();
  const draft = draftOf(session, query);
  const copied = query.get('copy');
  if (!canWrite(role)) {
    return (
      <Alert type="warning" header="This key may not create jobs">
        Sign in with a key that may submit jobs.
      </Alert>
    );
  }
  if (copied && !fresh) {
    return <CopyOf name={copied} onEmpty={() => setFresh(emptyForm(config.languages))} />;
  }
  if (draft) return <JobWizard initial={draft} isDraft />;
  const mediaUri = query.get('media') ?? '';
  return <JobWizard initial={fresh ?? { ...emptyForm(config.languages), mediaUri }} />;
}

function CopyOf({ name, onEmpty }: { name: string; onEmpty: () => void }) {
  const { transcribe, config } = useSession();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const arn = resourceArn(config, 'transcription-job', name);
      const [got, tagged] = await Promise.all([
        transcribe.call('GetTranscriptionJob', { TranscriptionJobName: name }, signal),
        transcribe.call('ListTagsForResource', { ResourceArn: arn }, signal),
      ]);
      const job = got.TranscriptionJob ?? {};
      const form = formOf(job, tagged.Tags ?? [], config);
      return {
        form: { ...form, name: nextName(form.name) },
        knowsOutput: outputOf(job, config.serviceBucket) !== undefined,
      };
    },
    [transcribe, config, name],
  );
  const { data, error } = usePolling(load, () => undefined);
  if (data) {
    return (
      <SpaceBetween size="l">
        <Alert type="info">
          These are the settings of job <b>{name}</b>.
          {!data.knowsOutput &&
            ' Where its results were to go is not told of a job that is not complete: see to Output data.'}
        </Alert>
        <JobWizard initial={data.form} />
      </SpaceBetween>
    );
  }
  if (error !== undefined) {
    return (
      <Alert
        type="error"
        header={`The settings of job ${name} could not be loaded`}
        action={<Button onClick={onEmpty}>Start with an empty form</Button>}
      >
        {messageOf(error)}
      </Alert>
    );
  }
  return <Spinner size="large" />;
}
