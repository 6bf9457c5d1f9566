// Objects and whole folders, deleted once the user has seen how many that are.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import type { S3Client } from '../../api/s3.ts';
import type { Entry } from '../../components/browse-s3/entries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { usePolling } from '../../polling/use-polling.ts';
import { useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';

interface Props {
  entries: Entry[];
  onClose: () => void;
  // Some are gone, if not all.
  onDeleted: () => void;
}

async function keysOf(s3: S3Client, entries: Entry[], signal: AbortSignal): Promise<string[]> {
  const keys: string[] = [];
  for (const { kind, location } of entries) {
    if (kind === 'object') {
      keys.push(location.key);
      continue;
    }
    for await (const { key } of s3.objectsUnder(location.bucket, location.key, signal)) {
      keys.push(key);
    }
  }
  return keys;
}

export function DeleteObjects({ entries, onClose, onDeleted }: Props) {
  const { s3 } = useSession();
  const notify = useNotify();
  const load = useCallback((signal: AbortSignal) => keysOf(s3, entries, signal), [s3, entries]);
  const { data: keys, error, refresh } = usePolling(load, () => undefined);
  const [deleted, setDeleted] = useState<number>();
  const stopped = useRef(false);
  // Another page is no wish to delete the rest.
  useEffect(() => () => void (stopped.current = true), []);
  const busy = deleted !== undefined;
  const bucket = entries[0]?.location.bucket ?? '';

  const remove = async (all: string[]) => {
    let count = 0;
    setDeleted(0);
    try {
      for (const key of all) {
        if (stopped.current) break;
        await s3.deleteObject(bucket, key);
        count += 1;
        setDeleted(count);
      }
      notify({ type: 'success', content: `${objectsText(count)} deleted.` });
    } catch (refused) {
      const before = count > 0 ? ` ${objectsText(count)} deleted before.` : '';
      const header = `${all[count]} could not be deleted`;
      notify({ type: 'error', header, content: messageOf(refused) + before });
    }
    onClose();
    onDeleted();
  };
  const stop = () => {
    if (busy) stopped.current = true;
    else onClose();
  };

  return (
    <Dialog
      header={
        entries.length === 1 ? `Delete ${entries[0]?.name}` : `Delete ${entries.length} items`
      }
      onClose={stop}
      secondary={
        <Button variant="link" onClick={stop}>
          {busy ? 'Stop' : 'Cancel'}
        </Button>
      }
      primary={
        <Button
          variant="primary"
          loading={busy}
          disabled={!keys?.length}
          onClick={() => keys && void remove(keys)}
        >
          Delete
        </Button>
      }
    >
      {error !== undefined ? (
        <Alert
          type="error"
          header="What is in the folders could not be listed"
          action={<Button onClick={refresh}>Try again</Button>}
        >
          {messageOf(error)}
        </Alert>
      ) : keys === undefined ? (
        <StatusIndicator type="loading">Counting what is in the folders</StatusIndicator>
      ) : busy ? (
        <ProgressBar
          label="Deleted"
          value={(100 * deleted) / keys.length}
          additionalInfo={`${deleted} of ${keys.length}`}
        />
      ) : (
        <SpaceBetween size="m">
          <Box>
            Delete {keys.length === 1 ? 'this object' : `these ${keys.length} objects`} for good? It
            cannot be undone.
          </Box>
          <ul>
            {keys.slice(0, 20).map((key) => (
              <li key={key}>{key}</li>
            ))}
            {keys.length > 20 && <li>and {keys.length - 20} more</li>}
          </ul>
        </SpaceBetween>
      )}
    </Dialog>
  );
}

function objectsText(count: number): string {
  return count === 1 ? '1 object was' : `${count} objects were`;
}
