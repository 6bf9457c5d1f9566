// One vocabulary, or one vocabulary filter.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useCallback, useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import { readAddress } from '../../api/read-address.ts';
import { resourceArn, type TranscribeClient } from '../../api/transcribe.ts';
import { usePolling } from '../../polling/use-polling.ts';
import { leaveNow } from '../../routing/leaving.ts';
import { href, navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import { timeText } from '../../transcription/job-text.ts';
import { languageLabel } from '../../transcription/languages.ts';
import { parseRows, type Row } from '../../vocabulary/content.ts';
import {
  FILTER,
  VOCABULARY,
  type Vocabulary,
  type VocabularyKind,
} from '../../vocabulary/kinds.ts';
import { TagsPanel } from '../job-details/tags-panel.tsx';
import type { PageProps } from '../routes.ts';
import { DeleteVocabularies } from './delete-vocabularies.tsx';
import { Editor } from './editor.tsx';
import { textOf } from './kind-text.tsx';
import { State } from './state.tsx';

export const OneVocabulary = ({ params }: PageProps) => (
  <VocabularyPage kind={VOCABULARY} name={params.name ?? ''} />
);
export const OneFilter = ({ params }: PageProps) => (
  <VocabularyPage kind={FILTER} name={params.name ?? ''} />
);

interface Loaded {
  vocabulary: Vocabulary;
  // undefined: not told, to this key or of these contents.
  rows: Row[] | undefined;
  // Of this answer, by which an editor of the former one is told.
  number: number;
}

const PENDING_MS = 2_000;
let answers = 0;

async function loadVocabulary(
  kind: VocabularyKind,
  client: TranscribeClient,
  name: string,
  signal: AbortSignal,
): Promise<Loaded> {
  const vocabulary = await kind.get(client, name, signal);
  const uri = vocabulary.downloadUri;
  const rows = uri ? parseRows(await readAddress(uri, signal)) : undefined;
  return { vocabulary, rows, number: answers++ };
}

function VocabularyPage({ kind, name }: { kind: VocabularyKind; name: string }) {
  const text = textOf(kind);
  usePageHelp(text.help);
  const { transcribe, role, config } = useSession();
  const [deleting, setDeleting] = useState(false);
  const load = useCallback(
    (signal: AbortSignal) => loadVocabulary(kind, transcribe, name, signal),
    [kind, transcribe, name],
  );
  // Nothing else changes it under the hands of who edits it.
  const { data, error, refresh } = usePolling(load, (latest) =>
    latest?.vocabulary.state === 'PENDING' ? PENDING_MS : undefined,
  );

  if (error !== undefined) {
    return (
      <Alert
        type="error"
        header={`${name} could not be loaded`}
        action={<Button onClick={refresh}>Try again</Button>}
      >
        {messageOf(error)}
      </Alert>
    );
  }
  if (!data) return <Spinner size="large" />;
  const { vocabulary, rows, number } = data;
  return (
    <SpaceBetween size="l">
      {vocabulary.state === 'FAILED' && (
        <Alert type="error" header="Failure reason">
          {vocabulary.failureReason}
          {canWrite(role) && ' Enter its contents below, or replace them by a file.'}
        </Alert>
      )}
      {text.notice && <Alert type="info">{text.notice}</Alert>}
      <Header
        variant="h1"
        actions={canWrite(role) && <Button onClick={() => setDeleting(true)}>Delete</Button>}
      >
        {vocabulary.name}
      </Header>
      <Details kind={kind} vocabulary={vocabulary} />
      {canWrite(role) && vocabulary.state !== 'PENDING' && (
        <Editor
          key={number}
          kind={kind}
          vocabulary={vocabulary}
          saved={rows ?? []}
          onSaved={refresh}
        />
      )}
      <TagsPanel arn={resourceArn(config, kind.resource, name)} />
      {deleting && (
        <DeleteVocabularies
          kind={kind}
          names={[name]}
          onClose={() => setDeleting(false)}
          onDeleted={(count) => count > 0 && leaveNow(() => navigate(href([kind.path])))}
        />
      )}
    </SpaceBetween>
  );
}

function Details({ kind, vocabulary }: { kind: VocabularyKind; vocabulary: Vocabulary }) {
  const state = { label: 'Status', value: <State vocabulary={vocabulary} /> };
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Language', value: languageLabel(vocabulary.languageCode) },
          ...(kind === VOCABULARY ? [state] : []),
          { label: 'Last changed', value: timeText(vocabulary.modified) },
        ]}
      />
    </Container>
  );
}
