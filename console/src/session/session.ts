// Who is signed in. Lives in memory alone: a reloaded page asks again.
import { createContext, useContext } from 'react';
import type { Connection } from '../api/connection.ts';
import { ApiError } from '../api/errors.ts';
import { ReviewClient, type Role } from '../api/review.ts';
import { S3Client } from '../api/s3.ts';
import { Signer } from '../api/sigv4.ts';
import { TranscribeClient } from '../api/transcribe.ts';
import type { LoadedConfig, ConsoleConfig } from './config.ts';

export interface Session {
  accessKeyId: string;
  role: Role;
  config: ConsoleConfig;
  transcribe: TranscribeClient;
  review: ReviewClient;
  s3: S3Client;
}

const BAD_KEY = ['InvalidClientTokenId', 'InvalidSignatureException', 'IncompleteSignature'];

// Rejects with an ApiError whose message can be shown.
export async function signIn(
  { config, clockOffsetMs }: LoadedConfig,
  accessKeyId: string,
  secretAccessKey: string,
  fetchFrom: typeof fetch = (...request) => fetch(...request),
): Promise<Session> {
  const connection: Connection = {
    signer: await Signer.create(accessKeyId, secretAccessKey),
    region: config.region,
    origin: window.location.origin,
    now: () => new Date(Date.now() + clockOffsetMs),
    fetch: fetchFrom,
  };
  const review = new ReviewClient(connection);
  try {
    const { Role: role } = await review.call('GetIdentity', {});
    return {
      accessKeyId,
      role,
      config,
      transcribe: new TranscribeClient(connection),
      review,
      s3: new S3Client(connection),
    };
  } catch (error) {
    if (error instanceof ApiError && BAD_KEY.includes(error.code)) {
      // Which of the two is wrong is nobody's business.
      const text = 'The access key ID or the secret access key is not correct.';
      throw new ApiError(error.code, text, error.status, error.requestId);
    }
    throw error;
  }
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('A page was shown to nobody.');
  return session;
}

// May the user start, change and delete things, and see what was not redacted? The server decides
// again for each request; this keeps what it would refuse out of sight.
export function canWrite(role: Role): boolean {
  return role !== 'read-redacted';
}
