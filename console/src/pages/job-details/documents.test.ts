import { afterEach, describe, expect, it, vi } from 'vitest';
import { documentsOf, readDocument } from './documents.ts';

const BUCKET = 'aws-transcribe-us-east-1-prod';
const signed = (file: string) =>
  `https://tacet.example/${BUCKET}/1/call/0d0f/${file}?X-Amz-Signature=1`;

afterEach(() => vi.unstubAllGlobals());

describe('documentsOf', () => {
  it('has the redacted transcript first, and subtitles by their names', () => {
    const documents = documentsOf(
      {
        TranscriptionJobName: 'call',
        ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted_and_unredacted' },
        Transcript: {
          TranscriptFileUri: signed('asrOutput.json'),
          RedactedTranscriptFileUri: signed('redacted-asrOutput.json'),
        },
        Subtitles: {
          Formats: ['vtt', 'srt'],
          SubtitleFileUris: [signed('srtSubtitles.srt'), signed('vttSubtitles.vtt')],
        },
      },
      BUCKET,
    );
    expect(documents.map(({ kind, title, fileName }) => [kind, title, fileName])).toEqual([
      ['redacted', 'redacted transcript', 'redacted-call.json'],
      ['unredacted', 'unredacted transcript', 'call.json'],
      ['srt', 'subtitles (SRT)', 'call.srt'],
      ['vtt', 'subtitles (VTT)', 'call.vtt'],
    ]);
    expect(documents.every(({ location }) => location === undefined)).toBe(true);
  });

  it('knows where in a bucket of somebody’s own a transcript lies', () => {
    const Transcript = { TranscriptFileUri: 'https://tacet.example/results/a%20b/call.json' };
    expect(documentsOf({ TranscriptionJobName: 'call', Transcript }, BUCKET)).toMatchObject([
      { title: 'transcript', location: { bucket: 'results', key: 'a b/call.json' } },
    ]);
  });

  it('a job that is not complete has none', () => {
    expect(documentsOf({ Transcript: {} }, BUCKET)).toEqual([]);
  });
});

describe('readDocument', () => {
  const { signal } = new AbortController();
  const document = { kind: 'unredacted', title: 'transcript', fileName: 'call.json' } as const;

  it('reads a signed address without a key, and never from a cache', async () => {
    const fetched = vi.fn(async (..._request: unknown[]) => new Response('{}'));
    vi.stubGlobal('fetch', fetched);
    const s3 = { getObject: vi.fn() };
    const uri = signed('asrOutput.json');
    expect(await readDocument({ ...document, uri }, { s3: s3 as never }, signal)).toBe('{}');
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', cache: 'no-store' });
    expect(s3.getObject).not.toHaveBeenCalled();
  });

  it('tells a refusal', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 403 }));
    const uri = signed('asrOutput.json');
    await expect(readDocument({ ...document, uri }, {} as never, signal)).rejects.toMatchObject({
      status: 403,
    });
  });

  it('reads somebody’s own bucket with the key that is signed in', async () => {
    const s3 = { getObject: vi.fn(async () => new Response('{"a":1}')) };
    const location = { bucket: 'results', key: 'call.json' };
    const own = { ...document, uri: 'https://tacet.example/results/call.json', location };
    expect(await readDocument(own, { s3: s3 as never }, signal)).toBe('{"a":1}');
    expect(s3.getObject).toHaveBeenCalledWith('results', 'call.json', signal);
  });
});
