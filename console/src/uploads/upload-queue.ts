// Files on their way into buckets, whatever page is shown. Knows nothing of React.
import { isAbort, messageOf } from '../api/errors.ts';
import type { S3Client } from '../api/s3.ts';
import type { S3Location } from '../api/s3-uri.ts';
import { upload } from '../api/upload.ts';

export interface FileToUpload {
  file: File;
  // Below the folder that is uploaded to: 'a.wav', 'may/a.wav'.
  path: string;
}

export interface UploadItem extends FileToUpload {
  id: number;
  target: S3Location;
  // 'present': an object has this name already, and nobody has said that it may be replaced.
  state: 'waiting' | 'sending' | 'done' | 'failed' | 'present';
  mayReplace?: boolean;
  sent: number;
  error?: string;
}

// More would share one line, and each take longer to arrive.
const AT_A_TIME = 2;

export function isUnderWay({ state }: UploadItem): boolean {
  return state === 'waiting' || state === 'sending';
}

export class UploadQueue {
  readonly #s3: S3Client;
  readonly #upload: typeof upload;
  readonly #listeners = new Set<() => void>();
  readonly #controllers = new Map<number, AbortController>();
  #items: readonly UploadItem[] = [];
  #nextId = 0;

  constructor(s3: S3Client, send = upload) {
    this.#s3 = s3;
    this.#upload = send;
  }

  // Another array whenever something has changed.
  readonly items = (): readonly UploadItem[] => this.#items;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  add(files: readonly FileToUpload[], { bucket, key }: S3Location): void {
    const added = files.map(({ file, path }): UploadItem => ({
      id: this.#nextId++,
      file,
      path,
      target: { bucket, key: key + path },
      state: 'waiting',
      sent: 0,
    }));
    // What was done before is another batch.
    const kept = this.#items.some(isUnderWay) ? this.#items : [];
    this.#set([...kept, ...added]);
    this.#sendNext();
  }

  // Without a trace: nobody needs to be told what was done at their wish.
  cancel(id: number): void {
    this.#controllers.get(id)?.abort();
    this.#set(this.#items.filter((item) => item.id !== id));
    this.#sendNext();
  }

  retry(id: number): void {
    this.#change(id, { state: 'waiting', sent: 0 });
    this.#sendNext();
  }

  replace(id: number): void {
    this.#change(id, { state: 'waiting', mayReplace: true });
    this.#sendNext();
  }

  clear(): void {
    for (const controller of this.#controllers.values()) controller.abort();
    this.#set([]);
  }

  #sendNext(): void {
    for (const item of this.#items) {
      if (this.#controllers.size >= AT_A_TIME) return;
      if (item.state === 'waiting') void this.#send(item);
    }
  }

  async #send({ id, file, target, mayReplace }: UploadItem): Promise<void> {
    const controller = new AbortController();
    this.#controllers.set(id, controller);
    this.#change(id, { state: 'sending' });
    try {
      if (!mayReplace && (await this.#s3.hasObject(target.bucket, target.key, controller.signal))) {
        this.#change(id, { state: 'present' });
      } else {
        await this.#upload(this.#s3, {
          ...target,
          file,
          signal: controller.signal,
          onProgress: (sent) => this.#change(id, { sent }),
        });
        this.#change(id, { state: 'done', sent: file.size });
      }
    } catch (error) {
      if (!isAbort(error)) this.#change(id, { state: 'failed', error: messageOf(error) });
    }
    this.#controllers.delete(id);
    this.#sendNext();
  }

  #change(id: number, change: Partial<UploadItem>): void {
    this.#set(this.#items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  #set(items: readonly UploadItem[]): void {
    this.#items = items;
    for (const changed of this.#listeners) changed();
  }
}
