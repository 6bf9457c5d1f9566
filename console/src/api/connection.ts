// How a signed request gets to the service and what comes back; knows nothing of operations.
import { ApiError, isAbort, noAnswer } from './errors.ts';
import type { Signer } from './sigv4.ts';

export interface Connection {
  signer: Signer;
  region: string;
  // Where the service answers: 'https://tacet.example'. The console is served from there too.
  origin: string;
  // The server's time: it refuses requests whose date is far from its own clock's.
  now: () => Date;
  fetch: typeof fetch;
}

export interface Outgoing {
  service: 'transcribe' | 's3';
  method: string;
  url: URL;
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  signal?: AbortSignal | undefined;
}

export async function send(connection: Connection, outgoing: Outgoing): Promise<Response> {
  const headers = await signedHeaders(connection, outgoing);
  try {
    return await connection.fetch(outgoing.url, {
      method: outgoing.method,
      headers,
      body: outgoing.body ?? null,
      signal: outgoing.signal ?? null,
      cache: 'no-store',
      credentials: 'omit',
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw noAnswer();
  }
}

export function signedHeaders(
  { signer, region, now }: Connection,
  { service, method, url, headers, body }: Outgoing,
): Promise<Record<string, string>> {
  return signer.sign(
    { method, url, now: now(), ...(headers && { headers }), ...(body && { body }) },
    { region, service },
  );
}

interface JsonErrorBody {
  __type?: string;
  Message?: string;
  message?: string;
}

// An operation of AWS JSON 1.1: `target` is 'Transcribe.GetTranscriptionJob'.
export async function callJson(
  connection: Connection,
  target: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await send(connection, {
    service: 'transcribe',
    method: 'POST',
    url: new URL('/', connection.origin),
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': target },
    body: new TextEncoder().encode(JSON.stringify(input)),
    signal,
  });
  const text = await response.text();
  const body = parseJson(text);
  if (response.ok) return body ?? {};
  const { __type, Message, message } = (body ?? {}) as JsonErrorBody;
  throw new ApiError(
    __type?.replace(/^.*#/, '') ?? `HTTP${response.status}`,
    Message ?? message ?? `The service answered with status ${response.status}.`,
    response.status,
    response.headers.get('x-amzn-RequestId') ?? '',
  );
}

function parseJson(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // a proxy's page in between
  }
}
