// What is asked before something cannot be taken back.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Dialog, TaskDialog } from '../../components/dialog.tsx';
import type { Summary } from '../../review/spans.ts';

interface PublishProps {
  summary: Summary;
  busy: boolean;
  failure: string | undefined;
  onPublish: () => void;
  onClose: () => void;
}

export function PublishDialog({ summary, busy, failure, onPublish, onClose }: PublishProps) {
  const { unchanged, changed, added, takenBack, open } = summary;
  return (
    <TaskDialog
      header="Publish redactions"
      action="Publish"
      busy={busy}
      onAction={onPublish}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box>
          The job&apos;s redacted transcript is written anew; the one of now is kept as a version.
          The change is written to the audit log.
        </Box>
        <ul>
          <li>{unchanged} unchanged</li>
          <li>{changed} changed</li>
          <li>{added} added</li>
          <li>{takenBack} taken back</li>
        </ul>
        {takenBack + changed > 0 && (
          <Alert type="warning">
            Words that are no longer redacted can be read by everybody who may read redacted
            transcripts.
          </Alert>
        )}
        {open > 0 && <Box>Nobody has decided on {open} of them yet; they stay redacted.</Box>}
        {failure && (
          <Alert type="error" header="It was not published">
            {failure}
          </Alert>
        )}
      </SpaceBetween>
    </TaskDialog>
  );
}

interface ConflictProps {
  busy: boolean;
  failure: string | undefined;
  onReload: (keepEdits: boolean) => void;
  onClose: () => void;
}

export function ConflictDialog({ busy, failure, onReload, onClose }: ConflictProps) {
  return (
    <Dialog
      header="Somebody else has published"
      onClose={() => !busy && onClose()}
      secondary={
        <Button variant="link" disabled={busy} onClick={() => onReload(false)}>
          Reload without my edits
        </Button>
      }
      primary={
        <Button variant="primary" loading={busy} onClick={() => onReload(true)}>
          Reload and keep my edits
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Box>
          There is a newer version than the one that you edited, so yours was not published. Your
          edits can be made again upon the newer one where it has a place for them.
        </Box>
        {failure && <Alert type="error">{failure}</Alert>}
      </SpaceBetween>
    </Dialog>
  );
}
