// @vitest-environment jsdom
import createWrapper from '@cloudscape-design/components/test-utils/dom';
import { act, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeSession, renderPage, type Answers } from '../../test/session.tsx';
import { CreateVocabulary, CreateVocabularyFilter } from './create-page.tsx';
import { CustomVocabulary, VocabularyFilters } from './list-page.tsx';
import { OneFilter, OneVocabulary } from './vocabulary-page.tsx';

const URI = 'https://tacet.example/signed';
const props = { params: { name: 'terms' }, query: new URLSearchParams() };
const info = {
  VocabularyName: 'terms',
  LanguageCode: 'en-US',
  LastModifiedTime: 1_700_000_000,
  VocabularyState: 'READY',
};
const noTags = { ListTagsForResource: () => ({ Tags: [] }) };
const TABLE = 'Phrase\tSoundsLike\tIPA\tDisplayAs\nLos-Angeles\t\t\tLos Angeles\nF.B.I.\t\t\t\n';

async function open(
  page: ReactElement,
  answers: Answers,
  options: Parameters<typeof fakeSession>[1] = {},
) {
  const { session, calls } = await fakeSession(answers, options);
  const { container } = renderPage(session, page);
  const inputs = (operation: string) =>
    calls.filter((call) => call.operation === operation).map(({ input }) => input);
  return { calls, inputs, wrapper: createWrapper(container) };
}

function contentIs(text: string) {
  vi.stubGlobal('fetch', async (address: string) =>
    address === URI ? new Response(text) : new Response('', { status: 404 }),
  );
}

const press = (text: string) =>
  act(async () => screen.getAllByText(text).at(-1)!.closest('button')!.click());

beforeEach(() => {
  window.location.hash = '';
});

it('vocabularies are listed with their states, and it is said that jobs do not use them', async () => {
  const { wrapper } = await open(<CustomVocabulary />, {
    ListVocabularies: () => ({
      Vocabularies: [info, { ...info, VocabularyName: 'bad', VocabularyState: 'FAILED' }],
    }),
  });
  await screen.findByText('terms');
  const table = wrapper.findTable()!;
  const cells = [2, 3, 4].map((column) => table.findBodyCell(1, column)!.getElement().textContent);
  expect(cells).toEqual(['terms', 'English (United States)', 'Ready']);
  expect(table.findBodyCell(2, 4)!.getElement().textContent).toBe('Failed');
  screen.getByText(/transcription jobs do not use them yet/);
});

it('filters have no state and are deleted once that was confirmed', async () => {
  const { wrapper, inputs } = await open(<VocabularyFilters />, {
    ListVocabularyFilters: () => ({
      VocabularyFilters: [{ VocabularyFilterName: 'words', LanguageCode: 'de-DE' }],
    }),
    DeleteVocabularyFilter: () => ({}),
  });
  await screen.findByText('words');
  expect(screen.queryByText('Status')).toBeNull();
  expect(screen.queryByText(/do not use them yet/)).toBeNull();
  await act(async () => wrapper.findTable()!.findRowSelectionArea(1)!.click());
  await press('Delete');
  expect(inputs('DeleteVocabularyFilter')).toEqual([]);
  await press('Delete');
  await screen.findByText('words was deleted.');
  expect(inputs('DeleteVocabularyFilter')).toEqual([{ VocabularyFilterName: 'words' }]);
});

it('who may only read sees vocabularies, and nothing that changes or holds them', async () => {
  const read = { role: 'read-redacted' } as const;
  await open(<CustomVocabulary />, { ListVocabularies: () => ({ Vocabularies: [info] }) }, read);
  await screen.findByText('terms');
  await open(<OneVocabulary {...props} />, { GetVocabulary: () => info, ...noTags }, read);
  await screen.findByText('Details');
  for (const name of ['Delete', 'Create vocabulary', 'View and edit vocabulary']) {
    expect(screen.queryByText(name)).toBeNull();
  }
});

function chooseFile(wrapper: Awaited<ReturnType<typeof open>>['wrapper'], text: string) {
  const input = wrapper.findFileUpload()!.findNativeInput().getElement() as HTMLInputElement;
  Object.defineProperty(input, 'files', { value: [new File([text], 'a.txt')] });
  return act(async () => void input.dispatchEvent(new Event('change', { bubbles: true })));
}

it('a list from a file is sent as phrases', async () => {
  const { wrapper, inputs } = await open(<CreateVocabulary />, { CreateVocabulary: () => info });
  act(() => wrapper.findInput()!.setInputValue('terms'));
  await chooseFile(wrapper, 'Los-Angeles, F.B.I.\n');
  await press('Create vocabulary');
  await screen.findByText('terms was created.');
  expect(inputs('CreateVocabulary')).toEqual([
    { VocabularyName: 'terms', LanguageCode: 'en-US', Phrases: ['Los-Angeles', 'F.B.I.'] },
  ]);
  expect(window.location.hash).toBe('#/vocabularies');
});

it('what is wrong is told at its field, and nothing is sent', async () => {
  const { wrapper, calls } = await open(<CreateVocabulary />, {});
  await press('Create vocabulary');
  const errors = () =>
    wrapper.findAllFormFields().map((each) => each.findError()?.getElement().textContent);
  expect(errors()).toContain('Enter a name.');
  screen.getByText('Choose a file.');
  act(() => wrapper.findInput()!.setInputValue('terms'));
  await chooseFile(wrapper, 'fine\nno good');
  await press('Create vocabulary');
  await screen.findByText(/^Entry 2 \(no good\): .*hyphen/);
  expect(calls).toEqual([]);
});

it('a filter from a bucket; a refusal is told at the field that it names', async () => {
  let answer: unknown = {
    code: 'BadRequestException',
    message: "The S3 URI that you provided can't be accessed.",
  };
  const { wrapper, inputs } = await open(<CreateVocabularyFilter query={new URLSearchParams()} />, {
    CreateVocabularyFilter: () => answer,
  });
  act(() => wrapper.findInput()!.setInputValue('words'));
  await act(async () => screen.getByText('S3 location').click());
  act(() => wrapper.findAllInputs()[1]!.setInputValue('s3://b/words.txt'));
  await press('Create vocabulary filter');
  await screen.findByText(/^The S3 URI/);
  const uri = wrapper.findAllInputs()[1]!.findNativeInput().getElement();
  expect(uri.getAttribute('aria-invalid')).toBe('true');
  answer = {};
  await press('Create vocabulary filter');
  await screen.findByText('words was created.');
  expect(inputs('CreateVocabularyFilter')[1]).toEqual({
    VocabularyFilterName: 'words',
    LanguageCode: 'en-US',
    VocabularyFilterFileUri: 's3://b/words.txt',
  });
});

it('a filter that a job needs has the language of the job, and leads back to it', async () => {
  const query = new URLSearchParams({ for: 'create-job', language: 'de-DE' });
  const { wrapper, inputs } = await open(<CreateVocabularyFilter query={query} />, {
    CreateVocabularyFilter: () => ({}),
  });
  act(() => wrapper.findInput()!.setInputValue('words'));
  await act(async () => screen.getByText('S3 location').click());
  act(() => wrapper.findAllInputs()[1]!.setInputValue('s3://b/words.txt'));
  await press('Create vocabulary filter');
  await screen.findByText('words was created.');
  expect(inputs('CreateVocabularyFilter')[0]).toMatchObject({ LanguageCode: 'de-DE' });
  expect(window.location.hash).toBe('#/create-job?draft=&filter=words');
});

it('a vocabulary that failed says why above all, and can be filled anew', async () => {
  const failed = { ...info, VocabularyState: 'FAILED', FailureReason: 'Line 2 isn’t valid.' };
  await open(<OneVocabulary {...props} />, { GetVocabulary: () => failed, ...noTags });
  await screen.findByText(/Line 2 isn’t valid/);
  screen.getByText('Add row');
});

it('rows are searched, edited and saved; a table goes through a bucket', async () => {
  contentIs(TABLE);
  const did: string[] = [];
  const s3 = {
    listBuckets: async () => [{ name: 'tacet-vocabularies', created: new Date() }],
    putObject: async (_bucket: string, _key: string, body: Blob) =>
      void did.push(await body.text()),
    deleteObject: async () => void did.push('deleted'),
  };
  const { wrapper, inputs } = await open(
    <OneVocabulary {...props} />,
    {
      GetVocabulary: () => ({ ...info, DownloadUri: URI }),
      UpdateVocabulary: () => info,
      ...noTags,
    },
    { s3 },
  );
  await screen.findByText('Los-Angeles');
  const table = wrapper.findTable()!;
  const cell = (row: number, column: number) =>
    table.findBodyCell(row, column)!.getElement().textContent;
  expect(cell(1, 2)).toContain('Los-Angeles');
  expect(cell(2, 5)).toContain('-');
  act(() => wrapper.findTextFilter()!.findInput().setInputValue('angel'));
  expect(table.findRows()).toHaveLength(1);
  act(() => wrapper.findTextFilter()!.findInput().setInputValue(''));

  await act(async () => table.findEditCellButton(2, 5)!.click());
  act(() =>
    table.findBodyCell(2, 5)!.findFormField()!.findControl()!.findInput()!.setInputValue('FBI'),
  );
  await act(async () => table.findEditingCellSaveButton()!.click());
  expect(cell(2, 6)).toBe('Changed');
  await press('Save changes');
  await screen.findByText('terms was saved.');
  expect(did).toEqual([TABLE.replace('F.B.I.\t\t\t', 'F.B.I.\t\t\tFBI'), 'deleted']);
  expect(inputs('UpdateVocabulary')).toEqual([
    {
      VocabularyName: 'terms',
      LanguageCode: 'en-US',
      VocabularyFileUri: expect.stringMatching(/^s3:\/\/tacet-vocabularies\/terms-/),
    },
  ]);
});

it('a new row without a word is not saved, and can be taken back', async () => {
  contentIs('uh\num\n');
  const { wrapper, inputs } = await open(<OneFilter {...props} />, {
    GetVocabularyFilter: () => ({
      VocabularyFilterName: 'terms',
      LanguageCode: 'en-US',
      DownloadUri: URI,
    }),
    UpdateVocabularyFilter: () => ({}),
    ...noTags,
  });
  await screen.findByText('uh');
  const table = wrapper.findTable()!;
  await press('Add row');
  expect(table.findRows()).toHaveLength(3);
  await press('Save changes');
  await screen.findByText(/^Entry 1 \(empty\)/);
  expect(table.findRows()).toHaveLength(1);
  await press('Reset vocabulary filter');
  act(() => wrapper.findSelect()!.openDropdown());
  act(() => wrapper.findSelect()!.selectOptionByValue('all'));
  expect(table.findRows()).toHaveLength(2);

  await act(async () => table.findRowSelectionArea(1)!.click());
  await press('Delete');
  await press('Save changes');
  await screen.findByText('terms was saved.');
  expect(inputs('UpdateVocabularyFilter')).toEqual([
    { VocabularyFilterName: 'terms', Words: ['um'] },
  ]);
});
