import { expect, it } from 'vitest';
import { fakeConnection, jsonAnswer } from '../test/connection.ts';
import { TranscribeClient, listJobs, resourceArn } from './transcribe.ts';

it('sends AWS JSON 1.1, signed', async () => {
  const { connection, received } = await fakeConnection(() => jsonAnswer({}));
  await new TranscribeClient(connection).call('DeleteTranscriptionJob', {
    TranscriptionJobName: 'first',
  });
  const request = received[0];
  expect(request?.url.href).toBe('http://127.0.0.1:9320/');
  expect(request?.method).toBe('POST');
  expect(request?.headers.get('x-amz-target')).toBe('Transcribe.DeleteTranscriptionJob');
  expect(request?.headers.get('content-type')).toBe('application/x-amz-json-1.1');
  expect(request?.headers.get('authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20240229\/us-east-1\/transcribe\/aws4_request, /,
  );
  expect(JSON.parse(request?.body ?? '')).toEqual({ TranscriptionJobName: 'first' });
});

it('an operation without output answers an empty object', async () => {
  const { connection } = await fakeConnection(() => new Response(''));
  const client = new TranscribeClient(connection);
  expect(await client.call('DeleteTranscriptionJob', { TranscriptionJobName: 'a' })).toEqual({});
});

it.each([
  [
    jsonAnswer({ __type: 'ConflictException', Message: 'The name is in use.' }, 400),
    { code: 'ConflictException', message: 'The name is in use.', status: 400, requestId: 'r-1' },
  ],
  [
    jsonAnswer({ __type: 'com.amazonaws.transcribe#BadRequestException', message: 'No.' }, 400),
    { code: 'BadRequestException', message: 'No.' },
  ],
  [
    new Response('<html>Bad gateway</html>', { status: 502 }),
    { code: 'HTTP502', message: 'The service answered with status 502.' },
  ],
])('an error is what the service said: %#', async (answer, expected) => {
  const { connection } = await fakeConnection(() => answer);
  const call = new TranscribeClient(connection).call('ListVocabularies', {});
  await expect(call).rejects.toMatchObject({ name: 'ApiError', ...expected });
});

it('says so when there is no answer', async () => {
  const { connection } = await fakeConnection(() => Promise.reject(new TypeError('refused')));
  const call = new TranscribeClient(connection).call('ListVocabularies', {});
  await expect(call).rejects.toMatchObject({ code: 'NoAnswer', status: 0 });
});

it('a request that was given up is no error of the service', async () => {
  const { connection } = await fakeConnection(() => jsonAnswer({}));
  const call = new TranscribeClient(connection).call('ListVocabularies', {}, AbortSignal.abort());
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

it('listJobs goes on past empty pages that have a token', async () => {
  const job = { TranscriptionJobName: 'late' };
  const pages = [
    { NextToken: 'a' },
    { NextToken: 'b' },
    { TranscriptionJobSummaries: [job], NextToken: 'c' },
  ];
  const { connection, received } = await fakeConnection(() => jsonAnswer(pages.shift()));
  const page = await listJobs(new TranscribeClient(connection), {
    Status: 'FAILED',
    MaxResults: 50,
  });
  expect(page).toEqual({ jobs: [job], nextToken: 'c' });
  expect(received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { Status: 'FAILED', MaxResults: 50 },
    { Status: 'FAILED', MaxResults: 50, NextToken: 'a' },
    { Status: 'FAILED', MaxResults: 50, NextToken: 'b' },
  ]);
});

it('listJobs ends at an empty page without a token', async () => {
  const { connection } = await fakeConnection(() => jsonAnswer({ TranscriptionJobSummaries: [] }));
  expect(await listJobs(new TranscribeClient(connection), {})).toEqual({ jobs: [] });
});

it('a resource is named in the form of the service', () => {
  const place = { region: 'eu-west-1', accountId: '123456789012' };
  expect(resourceArn(place, 'vocabulary-filter', 'first')).toBe(
    'arn:aws:transcribe:eu-west-1:123456789012:vocabulary-filter/first',
  );
});
