// What is seen before the first job: how to make it.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { Snippet } from '../../components/snippet.tsx';
import { href, navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { useNotify, useNotifyFailure } from '../../shell/notices.tsx';
import { COMMANDS } from './commands.ts';
import { runSample } from './sample.ts';

export function EmptyService({ onStarted }: { onStarted: () => void }) {
  const session = useSession();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const [busy, setBusy] = useState(false);

  if (!canWrite(session.role)) {
    return (
      <Box textAlign="center" color="inherit">
        <b>No jobs</b>
        <Box color="inherit">Jobs are shown here once somebody has created one.</Box>
      </Box>
    );
  }

  const run = async () => {
    setBusy(true);
    try {
      const name = await runSample(session);
      notify({ type: 'success', content: `Job ${name} was created. It takes about a minute.` });
      onStarted();
    } catch (error) {
      notifyFailure('The sample could not be run', error);
      setBusy(false);
    }
  };
  const external = session.config.objectStore === 's3';
  const place = { ...session.config, accessKeyId: session.accessKeyId };

  return (
    <Box textAlign="left" padding={{ vertical: 'l', horizontal: 's' }} color="inherit">
      <SpaceBetween size="l">
        <div>
          <Box variant="h2">Your first job</Box>
          <Box variant="p">
            Run a sample, a minute of a telephone call in which a caller gives and spells her name,
            or start a job for a recording of your own.
          </Box>
        </div>
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            loading={busy}
            disabled={external}
            disabledReason="Recordings lie in another S3 service here; put one there first."
            onClick={() => void run()}
          >
            Run the sample
          </Button>
          <Button onClick={() => navigate(href(['create-job']))}>Create job</Button>
        </SpaceBetween>
        <div>
          <Box variant="h3">The same with AWS&apos;s tools</Box>
          <Tabs
            ariaLabel="Tools"
            tabs={COMMANDS.map(({ id, label, text }) => ({
              id,
              label,
              content: <Snippet text={text(place)} label={`commands for ${label}`} />,
            }))}
          />
        </div>
      </SpaceBetween>
    </Box>
  );
}
