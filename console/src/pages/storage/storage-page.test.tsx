// @vitest-environment jsdom
import createWrapper from '@cloudscape-design/components/test-utils/dom';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/errors.ts';
import type { S3Client } from '../../api/s3.ts';
import { fakeSession, renderPage } from '../../test/session.tsx';
import { UploadNotice, UploadsProvider } from '../../uploads/uploads.tsx';
import StoragePage from './storage-page.tsx';

const date = new Date('2024-02-29T10:00:00Z');

// A store of one bucket, as far as the page uses it.
function fakeStore(...names: string[]) {
  const keys = new Set(names);
  const summary = (key: string) => ({ key, size: 2048, lastModified: date });
  return {
    listBuckets: vi.fn(async () => [{ name: 'recordings', created: date }]),
    listFolder: vi.fn(async (_bucket: string, prefix: string) => {
      const rest = [...keys].filter((key) => key.startsWith(prefix));
      const inFolder = (key: string) => key.slice(prefix.length).includes('/');
      const folders = rest.filter(inFolder).map((key) => key.replace(/(?<=\/).*/s, ''));
      return {
        folders: [...new Set(folders)],
        objects: rest.filter((key) => !inFolder(key)).map(summary),
      };
    }),
    async *objectsUnder(_bucket: string, prefix: string) {
      for (const key of keys) if (key.startsWith(prefix)) yield summary(key);
    },
    hasObject: async (_bucket: string, key: string) => keys.has(key),
    deleteObject: vi.fn(async (_bucket: string, key: string) => void keys.delete(key)),
    putObject: vi.fn(async (_bucket: string, key: string) => void keys.add(key)),
    createBucket: vi.fn(async () => undefined),
    deleteBucket: vi.fn(async () => {
      throw new ApiError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
    }),
  };
}

type Options = NonNullable<Parameters<typeof fakeSession>[1]>;

async function open(bucket: string, store: Partial<S3Client>, options: Options = {}) {
  const { session } = await fakeSession({}, { s3: store, ...options });
  const { container } = renderPage(
    session,
    <UploadsProvider s3={session.s3}>
      <UploadNotice />
      <StoragePage
        params={bucket ? { bucket } : {}}
        query={new URLSearchParams(window.location.hash.split('?')[1])}
      />
    </UploadsProvider>,
  );
  return { container, table: () => createWrapper(container).findTable()! };
}

const press = (text: string) => act(async () => screen.getByText(text).closest('button')!.click());
const select = async (row: number, table: ReturnType<Awaited<ReturnType<typeof open>>['table']>) =>
  act(async () => table.findRowSelectionArea(row)!.click());
const confirm = () =>
  act(async () => {
    const buttons = createWrapper().findModal()!.findFooter()!.findAllButtons();
    buttons.at(-1)!.click();
  });

beforeEach(() => {
  window.location.hash = '';
});

it('shows buckets, and creates one with a name that S3 takes', async () => {
  const store = fakeStore();
  await open('', store);
  await screen.findByText('recordings');
  await press('Create bucket');
  const name = createWrapper().findModal()!.findContent().findInput()!;
  act(() => name.setInputValue('Recordings'));
  await confirm();
  await screen.findByText(/Use lower-case letters/);
  act(() => name.setInputValue('recordings'));
  await confirm();
  await screen.findByText(/There is such a bucket already/);
  expect(store.createBucket).not.toHaveBeenCalled();
  act(() => name.setInputValue('notes'));
  await confirm();
  await screen.findByText('Bucket notes was created.');
  expect(store.createBucket).toHaveBeenCalledWith('notes');
});

it('a bucket that is not empty stays, and the dialog says what to do', async () => {
  const { table } = await open('', fakeStore());
  await screen.findByText('recordings');
  await select(1, table());
  await press('Delete');
  await confirm();
  await screen.findByText(/Open it and delete its objects first/);
});

it('opens folders at their own address', async () => {
  await open('recordings', fakeStore('in/a.wav', 'b.wav'));
  const folder = await screen.findByText('in/');
  act(() => folder.click());
  expect(window.location.hash).toBe('#/storage/recordings?prefix=in%2F');
});

it('deletes what is selected, with all that is in folders, once it was counted', async () => {
  const store = fakeStore('in/a.wav', 'in/deep/b.wav', 'c.wav');
  const { table } = await open('recordings', store);
  await screen.findByText('c.wav');
  await select(1, table());
  await press('Delete');
  await screen.findByText('in/deep/b.wav');
  expect(store.deleteObject).not.toHaveBeenCalled();
  await confirm();
  await screen.findByText('2 objects were deleted.');
  await waitFor(() => expect(screen.queryByText('in/')).toBeNull());
  screen.getByText('c.wav');
});

it('uploads into the open folder, shows how far it is and then the file', async () => {
  window.location.hash = '#/storage/recordings?prefix=in%2F';
  const store = fakeStore('in/a.wav');
  const { container } = await open('recordings', store);
  await screen.findByText('a.wav');
  const input = container.querySelector<HTMLInputElement>('input[type=file]')!;
  await act(async () =>
    fireEvent.change(input, { target: { files: [new File(['x'], 'new.wav')] } }),
  );
  expect(store.putObject.mock.calls[0]?.slice(0, 2)).toEqual(['recordings', 'in/new.wav']);
  await screen.findByText('1 file was uploaded');
  await screen.findByText('new.wav');
});

it('an object is not replaced unasked', async () => {
  const store = fakeStore('a.wav');
  const { container } = await open('recordings', store);
  await screen.findByText('a.wav');
  const input = container.querySelector<HTMLInputElement>('input[type=file]')!;
  await act(async () => fireEvent.change(input, { target: { files: [new File(['x'], 'a.wav')] } }));
  await screen.findByText('1 of 1 file would replace an object');
  expect(store.putObject).not.toHaveBeenCalled();
  await press('Replace');
  await screen.findByText('1 file was uploaded');
  expect(store.putObject).toHaveBeenCalledTimes(1);
});

it('a selected file leads to the job that transcribes it', async () => {
  const { table } = await open('recordings', fakeStore('a.wav'));
  await screen.findByText('a.wav');
  await select(1, table());
  await press('Transcribe this file');
  expect(window.location.hash).toBe('#/create-job?media=s3%3A%2F%2Frecordings%2Fa.wav');
});

it('who may only read redacted transcripts names the bucket and sees nothing that changes it', async () => {
  const store = fakeStore('a.json');
  const { container } = await open('', store, { role: 'read-redacted' });
  expect(store.listBuckets).not.toHaveBeenCalled();
  act(() => createWrapper(container).findInput()!.setInputValue('recordings'));
  await press('Open');
  expect(window.location.hash).toBe('#/storage/recordings');
  await open('recordings', store, { role: 'read-redacted' });
  await screen.findByText('a.json');
  for (const name of ['Delete', 'Upload', 'Transcribe this file']) {
    expect(screen.queryByText(name)).toBeNull();
  }
  screen.getByText('Download');
});

it('only an administrator is offered to delete buckets', async () => {
  const { table } = await open('', fakeStore(), { role: 'submit' });
  await screen.findByText('recordings');
  expect(screen.queryByText('Delete')).toBeNull();
  expect(table().findRowSelectionArea(1)).toBeNull();
});
