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
  Origin: 'DETECTED' | 'REVIEWER';
  // Of the redacted document's items.
  FirstItem: number;
  LastItem: number;
}

export interface RedactionVersion {
  Version: number;
  CreatedBy: string;
  CreationTime: number;
  Key: string;
}

export interface RedactionList {
  TranscriptionJobName: string;
  Version: number;
  // Only for who may hear the recording.
  MediaFileUri?: string;
  CanReveal?: boolean;
  Redactions: Redaction[];
  Versions: RedactionVersion[];
}

export interface PublishedSpan {
  StartTime: number;
  EndTime: number;
  Type: string;
  RedactionId?: string;
}

interface ReviewOperations {
  GetIdentity: { input: Record<string, never>; output: Identity };
  ListRedactions: { input: { TranscriptionJobName: string }; output: RedactionList };
  RevealRedaction: {
    input: { TranscriptionJobName: string; RedactionId: string; Version: number };
    output: { Text: string };
  };
  PublishRedactions: {
    input: { TranscriptionJobName: string; Version: number; Redactions: PublishedSpan[] };
    output: { Version: number };
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
