import { expect, it } from 'vitest';
import { ApiError } from '../api/errors.ts';
import type { S3Client } from '../api/s3.ts';
import type { Upload } from '../api/upload.ts';
import { UploadQueue } from './upload-queue.ts';

// Uploads that the test ends.
function start(...present: string[]) {
  const running = new Map<string, { upload: Upload; done: () => void; fail: (e: Error) => void }>();
  const s3 = { hasObject: async (_bucket: string, key: string) => present.includes(key) };
  const queue = new UploadQueue(s3 as unknown as S3Client, (_s3, upload) => {
    return new Promise<void>((done, fail) => {
      running.set(upload.key, { upload, done, fail });
      const stop = () => fail(new DOMException('Cancelled.', 'AbortError'));
      upload.signal?.addEventListener('abort', stop);
    }).finally(() => running.delete(upload.key));
  });
  const states = () => queue.items().map(({ target, state }) => `${target.key} ${state}`);
  return { queue, running, states };
}

const files = (...paths: string[]) =>
  paths.map((path) => ({ file: new File(['12345678'], 'its name'), path }));
const to = { bucket: 'b', key: 'in/' };
const settle = () => new Promise((resolve) => setTimeout(resolve));

it('sends two at a time, into the folder', async () => {
  const { queue, running, states } = start();
  queue.add(files('a', 'b', 'c'), to);
  expect(states()).toEqual(['in/a sending', 'in/b sending', 'in/c waiting']);
  await settle();
  running.get('in/b')!.done();
  await settle();
  expect(states()).toEqual(['in/a sending', 'in/b done', 'in/c sending']);
});

it('tells how far each is, and tells it to whoever listens', async () => {
  const { queue, running } = start();
  let told = 0;
  const stop = queue.subscribe(() => (told += 1));
  queue.add(files('a'), to);
  await settle();
  const before = told;
  running.get('in/a')!.upload.onProgress?.(5);
  expect(queue.items()[0]?.sent).toBe(5);
  expect(told).toBe(before + 1);
  stop();
  running.get('in/a')!.upload.onProgress?.(6);
  expect(told).toBe(before + 1);
});

it('a cancelled one is stopped and makes room', async () => {
  const { queue, running, states } = start();
  queue.add(files('a', 'b', 'c'), to);
  await settle();
  const { signal } = running.get('in/a')!.upload;
  queue.cancel(queue.items()[0]!.id);
  await settle();
  expect(signal?.aborted).toBe(true);
  expect(states()).toEqual(['in/b sending', 'in/c sending']);
});

it('one that failed says why, lets the others go on, and can be tried again', async () => {
  const { queue, running, states } = start();
  queue.add(files('a'), to);
  await settle();
  running.get('in/a')!.fail(new ApiError('AccessDenied', 'Access denied.', 403));
  await settle();
  expect(queue.items()[0]).toMatchObject({ state: 'failed', error: 'Access denied.' });
  queue.retry(queue.items()[0]!.id);
  expect(states()).toEqual(['in/a sending']);
  await settle();
  running.get('in/a')!.done();
  await settle();
  expect(states()).toEqual(['in/a done']);
});

it('what was done before is gone when more is added, what is under way is not', async () => {
  const { queue, running, states } = start();
  queue.add(files('a'), to);
  queue.add(files('b'), to);
  expect(states()).toEqual(['in/a sending', 'in/b sending']);
  await settle();
  running.get('in/a')!.done();
  running.get('in/b')!.done();
  await settle();
  queue.add(files('c'), to);
  expect(states()).toEqual(['in/c sending']);
});

it('cleared, nothing goes on', async () => {
  const { queue, running, states } = start();
  queue.add(files('a', 'b', 'c'), to);
  await settle();
  queue.clear();
  await settle();
  expect(states()).toEqual([]);
  expect(running.size).toBe(0);
});

it('an object is replaced only when the user says so', async () => {
  const { queue, running, states } = start('in/a');
  queue.add(files('a', 'b'), to);
  await settle();
  expect(states()).toEqual(['in/a present', 'in/b sending']);
  expect([...running.keys()]).toEqual(['in/b']);
  queue.replace(queue.items()[0]!.id);
  await settle();
  running.get('in/a')!.done();
  await settle();
  expect(states()).toEqual(['in/a done', 'in/b sending']);
});
