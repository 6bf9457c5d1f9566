import { describe, expect, it, vi } from 'vitest';
import { noAnswer, ApiError } from './errors.ts';
import type { PutOptions, S3Client, SentPart } from './s3.ts';
import { PART_BYTES, upload } from './upload.ts';

// What of an S3Client an upload uses; `fault` may throw before a request is answered.
function fakeS3(fault: (request: string) => void = () => undefined) {
  const requests: string[] = [];
  const sizes: number[] = [];
  const take = (request: string) => {
    requests.push(request);
    fault(request);
  };
  const receive = (body: Blob, { onProgress, signal }: PutOptions) => {
    signal?.throwIfAborted();
    onProgress?.(body.size / 2);
    onProgress?.(body.size);
    sizes.push(body.size);
  };
  const s3 = {
    putObject: vi.fn(
      async (_bucket: string, _key: string, body: Blob, options: PutOptions = {}) => {
        take('put');
        receive(body, options);
      },
    ),
    createMultipartUpload: vi.fn(async () => {
      take('create');
      return 'id';
    }),
    uploadPart: async (
      _bucket: string,
      _key: string,
      id: string,
      number: number,
      body: Blob,
      options: PutOptions = {},
    ): Promise<SentPart> => {
      take(`part ${number} of ${id}`);
      receive(body, options);
      return { number, etag: `"${number}"` };
    },
    completeMultipartUpload: vi.fn(async () => take('complete')),
    abortMultipartUpload: vi.fn(async () => take('abort')),
  };
  return { s3: s3 as unknown as S3Client, fake: s3, requests, sizes };
}

const file = (bytes: number) => new Blob([new Uint8Array(bytes)], { type: 'audio/wav' });
const to = { bucket: 'b', key: 'k' };

describe('upload', () => {
  it('sends a small file whole', async () => {
    const { s3, requests, fake } = fakeS3();
    await upload(s3, { ...to, file: file(10) });
    expect(requests).toEqual(['put']);
    expect(fake.putObject.mock.calls[0]?.[3]?.contentType).toBe('audio/wav');
  });

  it('sends a large file in parts and joins them', async () => {
    const { s3, fake, requests, sizes } = fakeS3();
    const progress: number[] = [];
    const size = 2 * PART_BYTES + 5;
    await upload(s3, { ...to, file: file(size), onProgress: (sent) => progress.push(sent) });
    expect(requests).toEqual([
      'create',
      'part 1 of id',
      'part 2 of id',
      'part 3 of id',
      'complete',
    ]);
    expect(sizes).toEqual([PART_BYTES, PART_BYTES, 5]);
    expect(fake.completeMultipartUpload).toHaveBeenCalledWith('b', 'k', 'id', [
      { number: 1, etag: '"1"' },
      { number: 2, etag: '"2"' },
      { number: 3, etag: '"3"' },
    ]);
    expect(progress.at(-1)).toBe(size);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('tries a part again when there was no answer, and progress never goes back', async () => {
    let faults = 2;
    const { s3, requests } = fakeS3((request) => {
      if (request === 'part 2 of id' && faults-- > 0) throw noAnswer();
    });
    await upload(s3, { ...to, file: file(PART_BYTES + 1) });
    expect(requests.filter((request) => request === 'part 2 of id')).toHaveLength(3);
    expect(requests.at(-1)).toBe('complete');
  });

  it('gives up after three tries and removes what it sent', async () => {
    const { s3, requests } = fakeS3((request) => {
      if (request.startsWith('part')) throw noAnswer();
    });
    await expect(upload(s3, { ...to, file: file(PART_BYTES + 1) })).rejects.toThrow(
      /did not answer/,
    );
    expect(requests.slice(1)).toEqual(['part 1 of id', 'part 1 of id', 'part 1 of id', 'abort']);
  });

  it('does not repeat what was refused', async () => {
    const { s3, requests } = fakeS3(() => {
      throw new ApiError('AccessDenied', 'Access denied', 403);
    });
    await expect(upload(s3, { ...to, file: file(10) })).rejects.toThrow('Access denied');
    expect(requests).toEqual(['put']);
  });

  it('cancelled, it removes the parts that were sent', async () => {
    const controller = new AbortController();
    const { s3, requests } = fakeS3((request) => {
      if (request === 'part 2 of id') controller.abort();
    });
    const sent = upload(s3, { ...to, file: file(3 * PART_BYTES), signal: controller.signal });
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).toEqual(['create', 'part 1 of id', 'part 2 of id', 'abort']);
  });
});
