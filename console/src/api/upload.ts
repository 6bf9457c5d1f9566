// A file into a bucket: whole when it is small, else in parts, so that a fault costs one part.
import { ApiError, isAbort } from './errors.ts';
import type { S3Client, SentPart } from './s3.ts';

export const PART_BYTES = 8 * 1024 * 1024;
const TRIES = 3;

export interface Upload {
  bucket: string;
  key: string;
  file: Blob;
  signal?: AbortSignal;
  // Never goes down.
  onProgress?: (sent: number) => void;
}

// Rejects with AbortError when `signal` stops it; what was sent so far is then removed again.
export async function upload(s3: S3Client, { bucket, key, file, signal, onProgress }: Upload) {
  const contentType = file.type || 'application/octet-stream';
  let told = 0;
  const tell = (sent: number) => {
    told = Math.max(told, Math.min(sent, file.size));
    onProgress?.(told);
  };
  const put = { contentType, ...(signal && { signal }) };
  if (file.size <= PART_BYTES) {
    await withRetries(() => s3.putObject(bucket, key, file, { ...put, onProgress: tell }));
    return;
  }
  const uploadId = await s3.createMultipartUpload(bucket, key, contentType);
  try {
    const parts: SentPart[] = [];
    for (let start = 0; start < file.size; start += PART_BYTES) {
      const part = file.slice(start, start + PART_BYTES);
      const options = {
        ...(signal && { signal }),
        onProgress: (sent: number) => tell(start + sent),
      };
      parts.push(
        await withRetries(() =>
          s3.uploadPart(bucket, key, uploadId, parts.length + 1, part, options),
        ),
      );
    }
    signal?.throwIfAborted();
    await s3.completeMultipartUpload(bucket, key, uploadId, parts);
  } catch (error) {
    // What failed matters to the user; the janitor of the store finds what could not be removed.
    await s3.abortMultipartUpload(bucket, key, uploadId).catch(() => undefined);
    throw error;
  }
}

// Again at once when there was no answer or a fault inside the service: a refusal stays one.
async function withRetries<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const passing = error instanceof ApiError && (error.status === 0 || error.status >= 500);
      if (isAbort(error) || !passing || attempt === TRIES) throw error;
    }
  }
}
