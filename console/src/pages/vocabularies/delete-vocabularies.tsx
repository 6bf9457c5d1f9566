import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import { TaskDialog } from '../../components/dialog.tsx';
import { useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';
import { FILTER, type VocabularyKind } from '../../vocabulary/kinds.ts';

interface Props {
  kind: VocabularyKind;
  names: string[];
  onClose: () => void;
  // How many are gone: not all, when one was refused.
  onDeleted: (count: number) => void;
}

export function DeleteVocabularies({ kind, names, onClose, onDeleted }: Props) {
  const { transcribe } = useSession();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);

  const remove = async () => {
    setBusy(true);
    let deleted = 0;
    try {
      for (const name of names) {
        await kind.remove(transcribe, name);
        deleted += 1;
      }
      const what = names.length === 1 ? `${names[0]} was` : `${deleted} ${kind.plural} were`;
      notify({ type: 'success', content: `${what} deleted.` });
    } catch (error) {
      const header = `${names[deleted]} could not be deleted`;
      const before = deleted > 0 ? ` ${deleted} of ${names.length} were deleted before.` : '';
      notify({ type: 'error', header, content: messageOf(error) + before });
    }
    onClose();
    onDeleted(deleted);
  };

  return (
    <TaskDialog
      header={names.length === 1 ? `Delete ${kind.noun}` : `Delete ${names.length} ${kind.plural}`}
      action="Delete"
      busy={busy}
      onAction={() => void remove()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box>
          Delete for good?
          {kind === FILTER && ' A job that is to use it and has not run yet fails.'}
        </Box>
        <ul>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </SpaceBetween>
    </TaskDialog>
  );
}
