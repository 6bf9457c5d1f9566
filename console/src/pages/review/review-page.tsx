// Review: hear and read what was redacted in a job, correct it, and publish it.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useCallback } from 'react';
import { messageOf } from '../../api/errors.ts';
import { usePolling } from '../../polling/use-polling.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import type { PageProps } from '../routes.ts';
import { EDIT_HELP, READ_HELP } from './help.tsx';
import { loadReview } from './load.ts';
import { Workspace } from './workspace.tsx';

// What is edited must not change under the editor's hands: the service tells when it is published.
const never = () => undefined;

export default function ReviewPage({ params }: Pick<PageProps, 'params'>) {
  const { name = '' } = params;
  const session = useSession();
  usePageHelp(canWrite(session.role) ? EDIT_HELP : READ_HELP);
  const load = useCallback(
    (signal: AbortSignal) => loadReview(session, name, signal),
    [session, name],
  );
  const { data, error, loading, refresh } = usePolling(load, never);

  if (data) return <Workspace name={name} loaded={data} />;
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Review {name}</Header>
      {loading || error === undefined ? (
        <Spinner size="large" />
      ) : (
        <Alert
          type="error"
          header="This job cannot be reviewed"
          action={<Button onClick={refresh}>Try again</Button>}
        >
          {messageOf(error)}
        </Alert>
      )}
    </SpaceBetween>
  );
}
