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
  const document = {
    job: 'call',
    kind: 'unredacted',
    title: 'transcript',
    fileName: 'call.json',
  } as const;
  const embedded = { config: { objectStore: 'embedded' } };
  const readers = (parts: object) => ({ ...embedded, ...parts }) as never;

  it('reads a signed address without a key, and never from a cache', async () => {
    const fetched = vi.fn(async (..._request: unknown[]) => new Response('{}'));
    vi.stubGlobal('fetch', fetched);
    const s3 = { getObject: vi.fn() };
    const uri = signed('asrOutput.json');
    expect(await readDocument({ ...document, uri }, readers({ s3 }), signal)).toBe('{}');
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', cache: 'no-store' });
    expect(s3.getObject).not.toHaveBeenCalled();
  });

  it('tells a refusal', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 403 }));
    const uri = signed('asrOutput.json');
    await expect(readDocument({ ...document, uri }, readers({}), signal)).rejects.toMatchObject({
      status: 403,
    });
  });

  it('reads somebody’s own bucket with the key that is signed in', async () => {
    const s3 = { getObject: vi.fn(async () => new Response('{"a":1}')) };
    const location = { bucket: 'results', key: 'call.json' };
    const own = { ...document, uri: 'https://tacet.example/results/call.json', location };
    expect(await readDocument(own, readers({ s3 }), signal)).toBe('{"a":1}');
    expect(s3.getObject).toHaveBeenCalledWith('results', 'call.json', signal);
  });

  it('reads a bucket of another S3 service through this one', async () => {
    const review = { call: vi.fn(async () => ({ Transcript: '{"a":1}' })) };
    const location = { bucket: 'results', key: 'call.json' };
    const uri = 'https://s3.example/results/call.json';
    const session = readers({ review, config: { objectStore: 's3' } });
    for (const kind of ['unredacted', 'redacted'] as const) {
      const away = { ...document, kind, uri, location };
      expect(await readDocument(away, session, signal)).toBe('{"a":1}');
      const input = { TranscriptionJobName: 'call', Redacted: kind === 'redacted' };
      expect(review.call).toHaveBeenLastCalledWith('GetTranscript', input, signal);
    }
  });
});
