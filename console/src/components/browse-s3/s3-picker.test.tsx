// @vitest-environment jsdom
import createWrapper from '@cloudscape-design/components/test-utils/dom';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ApiError } from '../../api/errors.ts';
import { fakeSession, renderPage } from '../../test/session.tsx';
import { S3Picker } from './s3-picker.tsx';

const lastModified = new Date('2024-02-29T10:00:00Z');

async function open(choose: 'object' | 'folder', more = {}, config = {}) {
  const s3 = {
    listBuckets: vi.fn(async () => [{ name: 'recordings', created: lastModified }]),
    listFolder: vi.fn(async (_bucket: string, prefix: string) =>
      prefix === ''
        ? { folders: ['in/'], objects: [] }
        : { folders: [], objects: [{ key: 'in/a.wav', size: 2048, lastModified }] },
    ),
    ...more,
  };
  const { session } = await fakeSession({}, { s3, config });
  const onChosen = vi.fn();
  const picker = (
    <S3Picker title="Browse S3" choose={choose} onChosen={onChosen} onDismiss={vi.fn()} />
  );
  renderPage(session, picker);
  return { s3, onChosen };
}

const click = async (found: Promise<HTMLElement>) => {
  const element = await found;
  await act(async () => element.click());
};
const choose = () => screen.getByText('Choose').closest('button')!;

it('goes from buckets to an object and chooses it', async () => {
  const { s3, onChosen } = await open('object');
  await click(screen.findByText('recordings'));
  await click(screen.findByText('in/'));
  await screen.findByText('2.0 KB');
  expect(choose().disabled).toBe(true);
  await click(screen.findByLabelText('Select a.wav', { selector: 'input' }));
  act(() => choose().click());
  expect(onChosen).toHaveBeenCalledWith('s3://recordings/in/a.wav');
  expect(s3.listFolder).toHaveBeenLastCalledWith('recordings', 'in/', undefined, expect.anything());
});

it('chooses the folder that is open, and goes back up', async () => {
  const { onChosen } = await open('folder');
  await click(screen.findByText('recordings'));
  await click(screen.findByText('in/'));
  await screen.findByText('a.wav');
  act(() => choose().click());
  expect(onChosen).toHaveBeenLastCalledWith('s3://recordings/in/');
  const crumbs = createWrapper().findModal()!.findContent().findBreadcrumbGroup()!;
  act(() => crumbs.findBreadcrumbLink(2)!.click());
  await click(screen.findByLabelText('Select in/', { selector: 'input' }));
  act(() => choose().click());
  expect(onChosen).toHaveBeenLastCalledWith('s3://recordings/in/');
});

it('looks for names in the store, not on the page', async () => {
  const { s3 } = await open('object');
  await click(screen.findByText('recordings'));
  const search = await screen.findByLabelText('Find names that begin with');
  fireEvent.change(search, { target: { value: 'zz' } });
  await waitFor(() =>
    expect(s3.listFolder).toHaveBeenLastCalledWith(
      'recordings',
      'zz',
      undefined,
      expect.anything(),
    ),
  );
});

it('says why the store cannot be listed, and tries again', async () => {
  let fault: Error | undefined = new ApiError('AccessDenied', 'Access denied.', 403);
  await open('object', {
    listBuckets: async () => {
      if (fault) throw fault;
      return [{ name: 'recordings', created: lastModified }];
    },
  });
  await screen.findByText('Access denied.');
  fault = undefined;
  await click(screen.findByText('Try again'));
  await screen.findByText('recordings');
});

it('buckets of another service are not asked for', async () => {
  const { s3 } = await open(
    'object',
    {},
    { objectStore: 's3', objectEndpoint: 'https://s3.example' },
  );
  await screen.findByText(/another S3 service at https:\/\/s3.example/);
  expect(s3.listBuckets).not.toHaveBeenCalled();
});
