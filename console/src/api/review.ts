// The operations that AWS has no counterpart of, under the target TacetReview.
import { callJson, type Connection } from './connection.ts';

export type Role = 'admin' | 'submit' | 'read-redacted';

export interface Identity {
  AccessKeyId: string;
  Role: Role;
}

export interface Redaction {
  RedactionId: string;
  StartTime: number; // seconds
  EndTime: number;
  Type: string;
  Confidence: number;
  // Unknown when the version that the job wrote is gone.
  Origin?: 'DETECTED' | 'REVIEWER';
  // Its index among the redacted document's items.
  Item: number;
}

export interface RedactionVersion {
  Version: number;
  CreatedBy?: string; // of what the job wrote: nobody
  CreationTime: number;
  Key: string;
}

export interface RedactionList {
  TranscriptionJobName: string;
  // The one that is listed, not always the newest.
  Version: number;
  // Only for who may hear the recording.
  MediaFileUri?: string;
  CanReveal?: boolean;
  Redactions: Redaction[];
  Versions: RedactionVersion[]; // newest first
}

export interface PublishedSpan {
  StartTime: number;
  EndTime: number;
  Type: string;
  RedactionId?: string;
}

interface ReviewOperations {
  GetIdentity: { input: Record<string, never>; output: Identity };
  GetMediaUrl: {
    input: { TranscriptionJobName: string };
    output: { Url: string; ExpirationTime: number };
  };
  GetTranscript: {
    input: { TranscriptionJobName: string; Redacted: boolean };
    output: { Transcript: string };
  };
  GetWaveform: {
    input: { TranscriptionJobName: string };
    output: { TranscriptionJobName: string; PeaksPerSecond: number; Peaks: string };
  };
  ListRedactions: {
    input: { TranscriptionJobName: string; Version?: number };
    output: RedactionList;
  };
  RevealRedaction: {
    input: { TranscriptionJobName: string; RedactionId: string; Version: number };
    output: { Text: string };
  };
  PublishRedactions: {
    input: { TranscriptionJobName: string; Version: number; Redactions: PublishedSpan[] };
    output: { TranscriptionJobName: string; Version: number };
  };
}

export class ReviewClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async call<Name extends keyof ReviewOperations>(
    operation: Name,
    input: ReviewOperations[Name]['input'],
    signal?: AbortSignal,
  ): Promise<ReviewOperations[Name]['output']> {
    const output = await callJson(this.#connection, `TacetReview.${operation}`, input, signal);
    return output as ReviewOperations[Name]['output'];
  }
}
