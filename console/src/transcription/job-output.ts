// Where a finished job's documents lie.
import type { TranscriptionJob } from '../api/model.ts';
import type { S3Location } from '../api/s3-uri.ts';

export interface JobOutput extends S3Location {
  // In a bucket of somebody's own, not the service's: the address is not signed.
  isCustomers: boolean;
}

// '<endpoint>/<bucket>/<key>', with or without a signature.
export function locationOf(uri: string): S3Location | undefined {
  if (!URL.canParse(uri)) return undefined;
  const [bucket = '', ...key] = new URL(uri).pathname.slice(1).split('/').map(decoded);
  return bucket && key.length > 0 ? { bucket, key: key.join('/') } : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

// The object of either transcript; undefined while there is none.
export function outputOf(
  { Transcript: transcript }: Pick<TranscriptionJob, 'Transcript'>,
  serviceBucket: string,
): JobOutput | undefined {
  const uri = transcript?.TranscriptFileUri ?? transcript?.RedactedTranscriptFileUri;
  const location = uri ? locationOf(uri) : undefined;
  return location && { ...location, isCustomers: location.bucket !== serviceBucket };
}
