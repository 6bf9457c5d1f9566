// What a finished job has written, and how it is read.
import type { SubtitleFormat, TranscriptionJob } from '../../api/model.ts';
import { readAddress } from '../../api/read-address.ts';
import type { S3Location } from '../../api/s3-uri.ts';
import { saveAs, saveText } from '../../components/save-as.ts';
import type { Session } from '../../session/session.ts';
import { locationOf } from '../../transcription/job-output.ts';

export interface JobDocument {
  job: string;
  kind: 'redacted' | 'unredacted' | SubtitleFormat;
  title: string; // 'redacted transcript'
  // As the job names it: signed in the service's bucket, plain in one of somebody's own.
  uri: string;
  fileName: string;
  // In a bucket of somebody's own.
  location?: S3Location;
}

// Redacted before unredacted. Who may read the redacted side alone is not told of more.
export function documentsOf(job: TranscriptionJob, serviceBucket: string): JobDocument[] {
  const name = job.TranscriptionJobName ?? 'transcript';
  const documents: JobDocument[] = [];
  const add = (
    kind: JobDocument['kind'],
    title: string,
    uri: string | undefined,
    fileName: string,
  ) => {
    if (!uri) return;
    const location = locationOf(uri);
    const isCustomers = location && location.bucket !== serviceBucket;
    documents.push({ job: name, kind, title, uri, fileName, ...(isCustomers && { location }) });
  };
  const { RedactedTranscriptFileUri: redacted, TranscriptFileUri: whole } = job.Transcript ?? {};
  add('redacted', 'redacted transcript', redacted, `redacted-${name}.json`);
  const title = job.ContentRedaction ? 'unredacted transcript' : 'transcript';
  add('unredacted', title, whole, `${name}.json`);
  for (const uri of job.Subtitles?.SubtitleFileUris ?? []) {
    // The order of the addresses is not that of the formats.
    const format = /\.srt(\?|$)/.test(uri) ? 'srt' : 'vtt';
    add(format, `subtitles (${format.toUpperCase()})`, uri, `${name}.${format}`);
  }
  return documents;
}

export function isTranscript({ kind }: JobDocument): boolean {
  return kind === 'redacted' || kind === 'unredacted';
}

type Readers = Pick<Session, 's3' | 'review' | 'config'>;

// What lies in a bucket of another S3 service comes through this one: its keys do not open those.
function isElsewhere({ location }: JobDocument, { config }: Readers): boolean {
  return location !== undefined && config.objectStore === 's3';
}

export async function readDocument(
  document: JobDocument,
  session: Readers,
  signal?: AbortSignal,
): Promise<string> {
  const { job, kind, uri, location } = document;
  const { s3, review } = session;
  if (isElsewhere(document, session)) {
    const input = { TranscriptionJobName: job, Redacted: kind === 'redacted' };
    return (await review.call('GetTranscript', input, signal)).Transcript;
  }
  if (location) return (await s3.getObject(location.bucket, location.key, signal)).text();
  return readAddress(uri, signal);
}

// Gives the user the document as a file, by an address that needs no key where there is one.
export async function saveDocument(document: JobDocument, session: Readers): Promise<void> {
  const { uri, location, fileName } = document;
  if (isElsewhere(document, session)) {
    saveText(await readDocument(document, session), fileName, 'application/json');
  } else {
    const address = location ? session.s3.presignGet(location.bucket, location.key) : uri;
    saveAs(await address, fileName);
  }
}
