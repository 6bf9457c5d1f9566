import { expect, it, vi } from 'vitest';
import { ApiError } from '../../api/errors.ts';
import { runSample } from './sample.ts';

function clients({ buckets = [] as string[], taken = [] as string[] } = {}) {
  const s3 = {
    listBuckets: vi.fn(async () => buckets.map((name) => ({ name, created: new Date(0) }))),
    createBucket: vi.fn(async () => undefined),
    putObject: vi.fn(async () => undefined),
  };
  const transcribe = {
    call: vi.fn(async (_operation: string, input: { TranscriptionJobName: string }) => {
      if (taken.includes(input.TranscriptionJobName)) {
        throw new ApiError('ConflictException', 'The name is in use.', 400);
      }
      return {};
    }),
  };
  return { s3, transcribe, session: { s3, transcribe } as never };
}
const load = async () => new Blob(['sound']);

it('puts the recording in a new bucket and starts a job on it', async () => {
  const { s3, transcribe, session } = clients();
  expect(await runSample(session, load)).toBe('sample-call');
  expect(s3.createBucket).toHaveBeenCalledWith('tacet-samples');
  expect(s3.putObject).toHaveBeenCalledWith('tacet-samples', 'call.wav', expect.any(Blob), {
    contentType: 'audio/wav',
  });
  expect(transcribe.call).toHaveBeenCalledWith('StartTranscriptionJob', {
    TranscriptionJobName: 'sample-call',
    LanguageCode: 'en-US',
    Media: { MediaFileUri: 's3://tacet-samples/call.wav' },
    ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted_and_unredacted' },
  });
});

it('takes the bucket that is there, and another name when the first is in use', async () => {
  const { s3, session } = clients({
    buckets: ['tacet-samples'],
    taken: ['sample-call', 'sample-call-2'],
  });
  expect(await runSample(session, load)).toBe('sample-call-3');
  expect(s3.createBucket).not.toHaveBeenCalled();
});

it('another refusal is the user’s to see', async () => {
  const { transcribe, session } = clients();
  transcribe.call.mockRejectedValue(new ApiError('LimitExceededException', 'Too many jobs.', 400));
  await expect(runSample(session, load)).rejects.toThrow('Too many jobs.');
  expect(transcribe.call).toHaveBeenCalledTimes(1);
});
