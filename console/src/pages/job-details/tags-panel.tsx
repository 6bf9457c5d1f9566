// Tags of a resource, and the dialog that changes them.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TagEditor, { type TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { useCallback, useRef, useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import type { Tag } from '../../api/model.ts';
import { TaskDialog } from '../../components/dialog.tsx';
import { usePolling } from '../../polling/use-polling.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';
import { tagChanges } from './tag-changes.ts';

export function TagsPanel({ arn }: { arn: string }) {
  const { transcribe, role } = useSession();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const answer = await transcribe.call('ListTagsForResource', { ResourceArn: arn }, signal);
      return answer.Tags ?? [];
    },
    [transcribe, arn],
  );
  const { data, error, loading, refresh } = usePolling(load, () => undefined);
  const [managing, setManaging] = useState(false);
  return (
    <>
      <Table
        variant="container"
        items={data ?? []}
        trackBy="Key"
        loading={loading && data === undefined}
        loadingText="Loading tags"
        ariaLabels={{ tableLabel: 'Tags' }}
        columnDefinitions={[
          { id: 'key', header: 'Key', cell: ({ Key }) => Key, isRowHeader: true },
          { id: 'value', header: 'Value', cell: ({ Value }) => Value || '-' },
        ]}
        header={
          <Header
            variant="h2"
            {...(data && { counter: `(${data.length})` })}
            actions={
              canWrite(role) && (
                <Button disabled={data === undefined} onClick={() => setManaging(true)}>
                  Manage tags
                </Button>
              )
            }
          >
            Tags
          </Header>
        }
        empty={
          error === undefined ? (
            'No tags'
          ) : (
            <Alert type="error" action={<Button onClick={refresh}>Try again</Button>}>
              {messageOf(error)}
            </Alert>
          )
        }
      />
      {managing && data && (
        <ManageTags arn={arn} tags={data} onClose={() => setManaging(false)} onChanged={refresh} />
      )}
    </>
  );
}

interface ManageProps {
  arn: string;
  tags: Tag[];
  onClose: () => void;
  onChanged: () => void;
}

function ManageTags({ arn, tags, onClose, onChanged }: ManageProps) {
  const { transcribe } = useSession();
  const notify = useNotify();
  const [edited, setEdited] = useState<readonly TagEditorProps.Tag[]>(() =>
    tags.map(({ Key, Value }) => ({ key: Key, value: Value, existing: true })),
  );
  const [valid, setValid] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const editor = useRef<TagEditorProps.Ref>(null);

  const save = async () => {
    if (!valid) {
      editor.current?.focus();
      return;
    }
    setBusy(true);
    setFailure(undefined);
    const { removed, put } = tagChanges(tags, edited);
    try {
      // What goes makes room for what comes: there are 50 at most.
      if (removed.length > 0) {
        await transcribe.call('UntagResource', { ResourceArn: arn, TagKeys: removed });
      }
      if (put.length > 0) await transcribe.call('TagResource', { ResourceArn: arn, Tags: put });
      notify({ type: 'success', content: 'The tags were saved.' });
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
    onChanged();
  };

  return (
    <TaskDialog
      header="Manage tags"
      size="large"
      action="Save changes"
      busy={busy}
      onAction={() => void save()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {failure && (
          <Alert type="error" header="The tags could not be saved">
            {failure}
          </Alert>
        )}
        <TagEditor
          ref={editor}
          tags={edited}
          onChange={({ detail }) => {
            setEdited(detail.tags);
            setValid(detail.valid);
          }}
        />
      </SpaceBetween>
    </TaskDialog>
  );
}
