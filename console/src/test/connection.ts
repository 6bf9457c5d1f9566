// A connection whose service is a function of the test.
import type { Connection } from '../api/connection.ts';
import { Signer } from '../api/sigv4.ts';

export interface Received {
  method: string;
  url: URL;
  headers: Headers;
  body: string;
}

export async function fakeConnection(
  answer: (request: Received) => Response | Promise<Response>,
): Promise<{ connection: Connection; received: Received[] }> {
  const received: Received[] = [];
  const fakeFetch: typeof fetch = async (input, init) => {
    init?.signal?.throwIfAborted();
    const body = ArrayBuffer.isView(init?.body) ? new TextDecoder().decode(init.body) : '';
    const request = {
      method: init?.method ?? 'GET',
      url: new URL(input instanceof Request ? input.url : input),
      headers: new Headers(init?.headers),
      body,
    };
    received.push(request);
    return answer(request);
  };
  const connection: Connection = {
    signer: await Signer.create('AKIDEXAMPLE', 'not-a-secret'),
    region: 'us-east-1',
    origin: 'http://127.0.0.1:9320',
    now: () => new Date('2024-02-29T12:00:00Z'),
    fetch: fakeFetch,
  };
  return { connection, received };
}

export function jsonAnswer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'x-amzn-RequestId': 'r-1' } });
}
