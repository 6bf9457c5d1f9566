import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ApiError, messageOf } from '../../api/errors.ts';
import { TaskDialog } from '../../components/dialog.tsx';
import { useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';

interface Props {
  bucket: string;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteBucket({ bucket, onClose, onDeleted }: Props) {
  const { s3 } = useSession();
  const notify = useNotify();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const remove = async () => {
    setBusy(true);
    try {
      await s3.deleteBucket(bucket);
      notify({ type: 'success', content: `Bucket ${bucket} was deleted.` });
      onClose();
      onDeleted();
    } catch (refused) {
      const isFull = refused instanceof ApiError && refused.code === 'BucketNotEmpty';
      setError(
        isFull ? 'It is not empty. Open it and delete its objects first.' : messageOf(refused),
      );
      setBusy(false);
    }
  };

  return (
    <TaskDialog
      header="Delete bucket"
      action="Delete"
      busy={busy}
      onAction={() => void remove()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {error && (
          <Alert type="error" header="The bucket could not be deleted">
            {error}
          </Alert>
        )}
        <Box>
          Delete <b>{bucket}</b> for good? Only an empty bucket can be deleted. Jobs that write to
          it fail afterwards.
        </Box>
      </SpaceBetween>
    </TaskDialog>
  );
}
