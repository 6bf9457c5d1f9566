// The service as any other client uses it: to prepare what a page shows, and to look at what it did.
import { signedHeaders, type Connection } from '../../../console/src/api/connection.ts';
import type { StartTranscriptionJobRequest } from '../../../console/src/api/model.ts';
import { ReviewClient, type Role } from '../../../console/src/api/review.ts';
import { Signer } from '../../../console/src/api/sigv4.ts';
import { TranscribeClient } from '../../../console/src/api/transcribe.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT, type Service } from './service.ts';

export class Client {
  readonly transcribe: TranscribeClient;
  readonly review: ReviewClient;
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.transcribe = new TranscribeClient(connection);
    this.review = new ReviewClient(connection);
  }

  static async of(service: Service, role: Role = 'admin'): Promise<Client> {
    const { id, secret } = await service.key(role);
    return new Client({
      signer: await Signer.create(id, secret),
      region: 'us-east-1',
      origin: service.endpoint,
      now: () => new Date(),
      fetch,
    });
  }

  // `path`: 'bucket' or 'bucket/key', of characters that need no escape.
  async s3(method: 'GET' | 'PUT', path: string, bytes?: Uint8Array): Promise<Response> {
    const url = new URL(`/${path}`, this.#connection.origin);
    const body = bytes && new Uint8Array(bytes);
    const outgoing = { service: 's3' as const, method, url, ...(body && { body }) };
    const headers = await signedHeaders(this.#connection, outgoing);
    return fetch(url, { method, headers, body: body ?? null });
  }

  async put(path: string, bytes?: Uint8Array): Promise<void> {
    const answer = await this.s3('PUT', path, bytes);
    if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
  }

  // Of media/clip.wav, unless `more` says another.
  async start(name: string, more: Partial<StartTranscriptionJobRequest> = {}): Promise<void> {
    await this.transcribe.call('StartTranscriptionJob', {
      TranscriptionJobName: name,
      LanguageCode: 'en-US',
      Media: { MediaFileUri: 's3://media/clip.wav' },
      ...more,
    });
  }

  async ended(name: string, seconds = 180) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const answer = await this.transcribe.call('GetTranscriptionJob', {
        TranscriptionJobName: name,
      });
      const job = answer.TranscriptionJob ?? {};
      const status = job.TranscriptionJobStatus;
      if (status === 'COMPLETED' || status === 'FAILED') return job;
      if (Date.now() > deadline) throw new Error(`The job ${name} is still ${status}.`);
      await pause(100);
    }
  }
}

const CALL = join(ROOT, 'examples/call.wav');

// The first seconds of the example call.
export async function clip(seconds: number): Promise<Uint8Array> {
  const whole = await readFile(CALL);
  const bytesPerSecond = whole.readUInt32LE(28);
  const start = whole.indexOf('data') + 8;
  const data = whole.subarray(start, start + seconds * bytesPerSecond);
  const head = Buffer.from(whole.subarray(0, start));
  head.writeUInt32LE(start - 8 + data.length, 4);
  head.writeUInt32LE(data.length, start - 4);
  return Buffer.concat([head, data]);
}

// 8 kHz of 8 bits.
export function silence(seconds: number): Uint8Array {
  return recording(seconds, () => undefined);
}

// Silent but for what `fill` writes: a byte a sample, 0x80 in the middle.
export function recording(
  seconds: number,
  fill: (samples: Uint8Array, rate: number) => void,
): Uint8Array {
  const rate = 8000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + seconds * rate, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // PCM
  head.writeUInt16LE(1, 22); // channel
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(seconds * rate, 40);
  const samples = Buffer.alloc(seconds * rate, 0x80);
  fill(samples, rate);
  return Buffer.concat([head, samples]);
}
