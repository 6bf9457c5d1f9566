// The recording that is shipped with the console, put in a bucket and redacted.
import sampleUrl from '../../../../examples/call.wav?url';
import { ApiError } from '../../api/errors.ts';
import type { Session } from '../../session/session.ts';

export const SAMPLE_BUCKET = 'tacet-samples';
const KEY = 'call.wav';
const NAMES_TRIED = 20;

type Clients = Pick<Session, 's3' | 'transcribe'>;

// Returns the name of the job, which is in progress then.
export async function runSample(
  { s3, transcribe }: Clients,
  load: () => Promise<Blob> = fetchSample,
): Promise<string> {
  const recording = await load();
  const buckets = await s3.listBuckets();
  if (!buckets.some(({ name }) => name === SAMPLE_BUCKET)) await s3.createBucket(SAMPLE_BUCKET);
  await s3.putObject(SAMPLE_BUCKET, KEY, recording, { contentType: 'audio/wav' });
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'sample-call' : `sample-call-${number}`;
    try {
      await transcribe.call('StartTranscriptionJob', {
        TranscriptionJobName: name,
        LanguageCode: 'en-US',
        Media: { MediaFileUri: `s3://${SAMPLE_BUCKET}/${KEY}` },
        // Both, so that review can show what was taken out.
        ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted_and_unredacted' },
      });
      return name;
    } catch (error) {
      const taken = error instanceof ApiError && error.code === 'ConflictException';
      if (!taken || number === NAMES_TRIED) throw error;
    }
  }
}

async function fetchSample(): Promise<Blob> {
  const response = await fetch(sampleUrl, { credentials: 'omit' });
  if (!response.ok) {
    const text = `The sample recording could not be loaded: status ${response.status}.`;
    throw new ApiError(`HTTP${response.status}`, text, response.status);
  }
  return response.blob();
}
