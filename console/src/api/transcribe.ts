// Amazon Transcribe's operations.
import { callJson, type Connection } from './connection.ts';
import type { ListTranscriptionJobsRequest, Operations, TranscriptionJobSummary } from './model.ts';

export class TranscribeClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async call<Name extends keyof Operations>(
    operation: Name,
    input: Operations[Name]['input'],
    signal?: AbortSignal,
  ): Promise<Operations[Name]['output']> {
    const output = await callJson(this.#connection, `Transcribe.${operation}`, input, signal);
    return output as Operations[Name]['output'];
  }
}

export interface JobsPage {
  jobs: TranscriptionJobSummary[];
  nextToken?: string;
}

// A page of jobs. AWS may answer a filtered listing with an empty page and a token to go on with; a
// user would take that for the end, so the tokens are followed until there is something to show.
export async function listJobs(
  client: TranscribeClient,
  request: ListTranscriptionJobsRequest,
  signal?: AbortSignal,
): Promise<JobsPage> {
  let token = request.NextToken;
  for (;;) {
    const answer = await client.call(
      'ListTranscriptionJobs',
      { ...request, ...(token && { NextToken: token }) },
      signal,
    );
    const jobs = answer.TranscriptionJobSummaries ?? [];
    token = answer.NextToken;
    if (jobs.length > 0 || !token) return { jobs, ...(token && { nextToken: token }) };
  }
}

export type ResourceType = 'transcription-job' | 'vocabulary' | 'vocabulary-filter';

// What tags are attached to.
export function resourceArn(
  { region, accountId }: { region: string; accountId: string },
  type: ResourceType,
  name: string,
): string {
  return `arn:aws:transcribe:${region}:${accountId}:${type}/${name}`;
}
