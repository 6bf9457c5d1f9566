// Transcription preview: what the job has written, to read and to download.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useCallback, useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import type { TranscriptionJob } from '../../api/model.ts';
import { Snippet } from '../../components/snippet.tsx';
import { usePolling } from '../../polling/use-polling.ts';
import { useSession } from '../../session/session.ts';
import { useNotifyFailure } from '../../shell/notices.tsx';
import { STATUS_TEXT, STATUS_TYPE, isUnfinished } from '../../transcription/job-text.ts';
import { parseTranscript } from '../../transcription/transcript.ts';
import {
  documentsOf,
  isTranscript,
  readDocument,
  saveDocument,
  type JobDocument,
} from './documents.ts';
import { TranscriptView } from './transcript-view.tsx';

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function PreviewPanel({ job }: { job: TranscriptionJob }) {
  const { config } = useSession();
  const documents = documentsOf(job, config.serviceBucket);
  const status = job.TranscriptionJobStatus ?? 'QUEUED';
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            documents.some(({ location }) => location) && config.objectStore === 'embedded'
              ? 'Read from your bucket with the key that you signed in with.'
              : 'Point at a word to see its time and how certain it is.'
          }
          actions={documents.length > 0 && <Download documents={documents} job={job} />}
        >
          Transcription preview
        </Header>
      }
    >
      {documents.length === 0 ? (
        <StatusIndicator type={STATUS_TYPE[status]}>
          {isUnfinished(status)
            ? `${STATUS_TEXT[status]}. The transcript is shown here once the job is complete.`
            : 'There is no transcript.'}
        </StatusIndicator>
      ) : (
        <Preview documents={documents} />
      )}
    </Container>
  );
}

function Download({ documents, job }: { documents: JobDocument[]; job: TranscriptionJob }) {
  const session = useSession();
  const notifyFailure = useNotifyFailure();
  // Signed addresses last for minutes, and this page may be open for hours.
  const download = async (kind: string) => {
    try {
      const now = await session.transcribe.call('GetTranscriptionJob', {
        TranscriptionJobName: job.TranscriptionJobName ?? '',
      });
      const wanted = documentsOf(now.TranscriptionJob ?? {}, session.config.serviceBucket).find(
        (document) => document.kind === kind,
      );
      if (!wanted) throw new Error('The job does not have this document any more.');
      await saveDocument(wanted, session);
    } catch (error) {
      notifyFailure('The document could not be downloaded', error);
    }
  };
  return (
    <ButtonDropdown
      items={documents.map(({ kind, title }) => ({ id: kind, text: `Download ${title}` }))}
      onItemClick={({ detail }) => void download(detail.id)}
    >
      Download
    </ButtonDropdown>
  );
}

function Preview({ documents }: { documents: JobDocument[] }) {
  const transcripts = documents.filter(isTranscript);
  const [kind, setKind] = useState(transcripts[0]?.kind);
  const [tab, setTab] = useState('text');
  const shown = transcripts.find((each) => each.kind === kind) ?? transcripts[0];
  return (
    <SpaceBetween size="m">
      {transcripts.length > 1 && (
        <SegmentedControl
          label="Transcript to show"
          selectedId={shown?.kind ?? null}
          options={transcripts.map((each) => ({ id: each.kind, text: sentence(each.title) }))}
          onChange={({ detail }) => setKind(detail.selectedId as JobDocument['kind'])}
        />
      )}
      {shown && (
        <Views
          key={shown.kind} // nothing of the one stands below the name of the other
          document={shown}
          subtitles={documents.filter((each) => !isTranscript(each))}
          tab={tab}
          onTab={setTab}
        />
      )}
    </SpaceBetween>
  );
}

interface ViewsProps {
  document: JobDocument;
  subtitles: JobDocument[];
  tab: string;
  onTab: (tab: string) => void;
}

function Views({ document, subtitles, tab, onTab }: ViewsProps) {
  const loaded = useDocument(document, parseTranscript);
  const [part, setPart] = useState(1);
  const transcript = (bySpeaker: boolean) =>
    loaded.data ? (
      <TranscriptView transcript={loaded.data} bySpeaker={bySpeaker} part={part} onPart={setPart} />
    ) : (
      <Waiting {...loaded} />
    );
  return (
    <Tabs
      ariaLabel="Transcription preview"
      activeTabId={tab}
      onChange={({ detail }) => onTab(detail.activeTabId)}
      tabs={[
        { id: 'text', label: 'Text', content: transcript(false) },
        { id: 'speakers', label: 'Audio identification', content: transcript(true) },
        ...(subtitles.length > 0
          ? [{ id: 'subtitles', label: 'Subtitles', content: <Subtitles files={subtitles} /> }]
          : []),
      ]}
    />
  );
}

// A document as it is when this is drawn; only what the user looks at is asked for, as reads of
// unredacted documents are in the audit log.
function useDocument<T>(document: JobDocument, parse: (text: string) => T) {
  const session = useSession();
  const load = useCallback(
    async (signal: AbortSignal) => parse(await readDocument(document, session, signal)),
    [document.uri, session, parse],
  );
  return usePolling(load, () => undefined);
}

interface Loaded {
  error: unknown;
  refresh: () => void;
}

function Waiting({ error, refresh }: Loaded) {
  if (error === undefined) return <Spinner />;
  return (
    <Alert
      type="error"
      header="The document could not be shown"
      action={<Button onClick={refresh}>Try again</Button>}
    >
      {messageOf(error)}
    </Alert>
  );
}

const asItIs = (text: string) => text;

function Subtitles({ files }: { files: JobDocument[] }) {
  const [kind, setKind] = useState(files[0]?.kind);
  const shown = files.find((file) => file.kind === kind) ?? files[0]!;
  return (
    <SpaceBetween size="m">
      <SegmentedControl
        label="Subtitle file format"
        selectedId={shown.kind}
        options={files.map((file) => ({ id: file.kind, text: file.kind.toUpperCase() }))}
        onChange={({ detail }) => setKind(detail.selectedId as JobDocument['kind'])}
      />
      <SubtitleText key={shown.kind} document={shown} />
    </SpaceBetween>
  );
}

function SubtitleText({ document }: { document: JobDocument }) {
  const loaded = useDocument(document, asItIs);
  if (loaded.data === undefined) return <Waiting {...loaded} />;
  return <Snippet text={loaded.data} label={document.title} />;
}
