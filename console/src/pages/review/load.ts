// What a review begins with: the list of redactions, and the redacted document that they are in.
import type { RedactionList } from '../../api/review.ts';
import { makeDocument } from '../../review/document.ts';
import { makeReview, type Review } from '../../review/spans.ts';
import type { Session } from '../../session/session.ts';
import { isRedacted, parseTranscript, type Transcript } from '../../transcription/transcript.ts';
import { documentsOf, readDocument } from '../job-details/documents.ts';

export interface LoadedReview {
  review: Review;
  list: RedactionList;
}

// Between two requests somebody may publish: the list is of one version, the document of the next.
const ATTEMPTS = 3;

export async function loadReview(
  session: Session,
  name: string,
  signal: AbortSignal,
): Promise<LoadedReview> {
  for (let attempt = 1; ; attempt += 1) {
    // First: it says best why a job cannot be reviewed.
    const input = { TranscriptionJobName: name };
    const list = await session.review.call('ListRedactions', input, signal);
    const transcript = await loadTranscript(session, name, signal);
    if (belongTogether(list, transcript)) {
      const document = makeDocument(transcript);
      const canReveal = list.CanReveal ?? false;
      return { review: makeReview(list.Version, list.Redactions, canReveal, document), list };
    }
    if (attempt === ATTEMPTS) {
      throw new Error('The transcript is not the one that the redactions are of. Try again.');
    }
  }
}

async function loadTranscript(
  session: Session,
  name: string,
  signal: AbortSignal,
): Promise<Transcript> {
  const { TranscriptionJob: job = {} } = await session.transcribe.call(
    'GetTranscriptionJob',
    { TranscriptionJobName: name },
    signal,
  );
  const documents = documentsOf(job, session.config.serviceBucket);
  const redacted = documents.find(({ kind }) => kind === 'redacted');
  if (!redacted) throw new Error('The job has no redacted transcript.');
  return parseTranscript(await readDocument(redacted, session, signal));
}

function belongTogether({ Redactions }: RedactionList, { items }: Transcript): boolean {
  return (
    Redactions.every(({ Item }) => items[Item] && isRedacted(items[Item])) &&
    items.filter(isRedacted).length === Redactions.length
  );
}
