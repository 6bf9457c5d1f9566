// @vitest-environment jsdom
import createWrapper from '@cloudscape-design/components/test-utils/dom';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { fakeSession, renderPage, type Answers } from '../../test/session.tsx';
import CreateJobPage from './create-job-page.tsx';
import { draftOf } from './draft.ts';

beforeEach(() => {
  window.location.hash = '#/create-job';
});

async function open(
  answers: Answers = {},
  query = '',
  options: Parameters<typeof fakeSession>[1] = {},
) {
  const { session, calls } = await fakeSession(answers, options);
  const { container } = renderPage(session, <CreateJobPage query={new URLSearchParams(query)} />);
  const page = createWrapper(container);
  const started = () =>
    calls
      .filter(({ operation }) => operation === 'StartTranscriptionJob')
      .map(({ input }) => input);
  return { session, calls, started, page };
}

// By text alone: the form has so many controls that finding them by role takes seconds.
const everything = () => createWrapper();
const textOf = (found: { getElement: () => HTMLElement } | null) =>
  found?.getElement().textContent ?? '';

function click(name: string) {
  const found = everything().findAllButtons();
  return act(async () => found.find((each) => textOf(each) === name)!.click());
}

function box(name: string) {
  const toggle = field(name)?.findControl()?.findToggle();
  if (toggle) return toggle.findNativeInput();
  const all = everything().findAllCheckboxes();
  return all.find((each) => textOf(each.findLabel()).startsWith(name))!.findNativeInput();
}
const tick = (name: string) => act(async () => box(name).click());

function radio(name: string) {
  const all = everything()
    .findAllRadioGroups()
    .flatMap((group) => group.findButtons());
  return all.find((each) => textOf(each.findLabel()).startsWith(name))!.findNativeInput();
}
const choose = (name: string) => act(async () => radio(name).click());

function field(label: string) {
  const fields = everything().findAllFormFields();
  return fields.find((each) => textOf(each.findLabel()) === label);
}
const input = (label: string) => field(label)!.findControl()!.findInput()!.findNativeInput();
const type = (label: string, value: string) =>
  fireEvent.change(input(label).getElement(), { target: { value } });

function fill(name = 'call-1') {
  type('Name', name);
  type('Input file location on S3', 's3://recordings/call.wav');
}

it('creates a job and goes back to the list with a notice', async () => {
  const { started } = await open({ StartTranscriptionJob: () => ({}) });
  fill();
  await click('Next');
  await tick('PII redaction');
  await tick('Name');
  await click('Create job');
  await screen.findByText('Job call-1 was created.');
  expect(window.location.hash).toBe('#/jobs');
  expect(started()).toEqual([
    {
      TranscriptionJobName: 'call-1',
      LanguageCode: 'en-US',
      Media: { MediaFileUri: 's3://recordings/call.wav' },
      ContentRedaction: {
        RedactionType: 'PII',
        RedactionOutput: 'redacted',
        PiiEntityTypes: expect.not.arrayContaining(['NAME']),
      },
    },
  ]);
});

it('says at the fields what is wrong, and goes to the first of them', async () => {
  await open();
  type('Name', 'a b');
  expect(screen.queryByText(/no spaces/)).toBeNull();
  await click('Next');
  await screen.findByText(/no spaces/);
  screen.getByText('Enter where the recording lies.');
  const name = input('Name').getElement();
  expect(document.activeElement).toBe(name);
  type('Name', 'a-b');
  expect(screen.queryByText(/no spaces/)).toBeNull();
  expect(screen.queryByText('Content removal')).toBeNull();
});

it('a filter can be made on the way, and what was entered is kept', async () => {
  const { session } = await open();
  fill();
  await click('Next');
  await tick('Vocabulary filtering');
  await click('Create vocabulary filter');
  expect(window.location.hash).toBe('#/create-vocabulary-filter?for=create-job&language=en-US');
  const form = draftOf(session, new URLSearchParams('draft=&filter=words'));
  expect(form).toMatchObject({ name: 'call-1', filter: true, filterName: 'words' });
});

it('a tag without a key is told at its field', async () => {
  const { page } = await open();
  fill();
  await click('Add new tag');
  const row = () => page.findTagEditor()!.findRow(1)!;
  const value = row().findField(2)!.findControl()!.findAutosuggest()!;
  act(() => value.setInputValue('red'));
  act(() => row().findField(1)!.findControl()!.findAutosuggest()!.blur());
  await click('Next');
  expect(screen.queryByText('Content removal')).toBeNull();
  expect(row().findField(1)!.findError()).not.toBeNull();
});

it('every field reaches the request', async () => {
  const { started, page } = await open({
    ListVocabularyFilters: () => ({
      VocabularyFilters: [
        { VocabularyFilterName: 'rude', LanguageCode: 'en-US' },
        { VocabularyFilterName: 'grob', LanguageCode: 'de-DE' },
      ],
    }),
    StartTranscriptionJob: () => ({}),
  });
  fill();
  await tick('Add to job queue');
  type('Access role', 'arn:aws:iam::000000000000:role/transcribe');
  act(() => page.findAllSelects()[1]!.openDropdown());
  act(() => page.findAllSelects()[1]!.selectOptionByValue('wav'));
  type('Sample rate (Hz)', '16000');
  await choose('Customer specified S3 bucket');
  type('Output destination', 's3://results/today/');
  await click('Add new tag');
  const row = page.findTagEditor()!.findRow(1)!;
  act(() => row.findField(1)!.findControl()!.findAutosuggest()!.setInputValue('team'));
  await click('Next');
  await tick('PII redaction');
  await tick('Select all');
  await tick('US Social Security number');
  await tick('Include unredacted transcript in job output');
  await tick('Vocabulary filtering');
  const filters = () => page.findSelect()!;
  act(() => filters().openDropdown());
  await screen.findByText('rude');
  expect(filters().findDropdown().findOptions()).toHaveLength(1);
  act(() => filters().selectOption(1));
  await choose('Tag vocabulary');
  await click('Create job');
  await waitFor(() => expect(started()).toHaveLength(1));
  expect(started()[0]).toEqual({
    TranscriptionJobName: 'call-1',
    LanguageCode: 'en-US',
    Media: { MediaFileUri: 's3://recordings/call.wav' },
    MediaFormat: 'wav',
    MediaSampleRateHertz: 16_000,
    OutputBucketName: 'results',
    OutputKey: 'today/',
    Settings: { VocabularyFilterName: 'rude', VocabularyFilterMethod: 'tag' },
    JobExecutionSettings: {
      AllowDeferredExecution: true,
      DataAccessRoleArn: 'arn:aws:iam::000000000000:role/transcribe',
    },
    ContentRedaction: {
      RedactionType: 'PII',
      RedactionOutput: 'redacted_and_unredacted',
      PiiEntityTypes: ['SSN'],
    },
    Tags: [{ Key: 'team', Value: '' }],
  });
});

it('another language switches redaction off and says why', async () => {
  const { page } = await open();
  fill();
  act(() => page.findSelect()!.openDropdown());
  act(() => page.findSelect()!.selectOptionByValue('de-DE'));
  await click('Next');
  const toggle = box('PII redaction').getElement();
  expect(toggle.disabled).toBe(true);
  screen.getByText(/Not available in German \(Germany\)/);
});

it('what the service does not do is shown with the reason', async () => {
  await open();
  const automatic = radio('Automatic language identification').getElement();
  expect(automatic.disabled).toBe(true);
  expect(screen.getAllByText(/does not identify languages/)).not.toHaveLength(0);
});

it('a refusal stays on the page, names the field and leads to it', async () => {
  const message = 'The requested job name already exists. Use a different job name.';
  await open({ StartTranscriptionJob: () => ({ code: 'ConflictException', message }) });
  fill();
  await click('Next');
  await click('Create job');
  expect(await screen.findAllByText(message)).not.toHaveLength(0);
  await click('Change it in step 1, Specify job details');
  const name = input('Name').getElement();
  expect(name.getAttribute('aria-invalid')).toBe('true');
  type('Name', 'call-2');
  expect(screen.queryByText(message)).toBeNull();
  expect(window.location.hash).toBe('#/create-job');
});

it('opens with the settings of the job to copy, under another name', async () => {
  const { started, calls } = await open(
    {
      GetTranscriptionJob: () => ({
        TranscriptionJob: {
          TranscriptionJobName: 'call-1',
          TranscriptionJobStatus: 'COMPLETED',
          LanguageCode: 'en-US',
          MediaFormat: 'wav',
          Media: { MediaFileUri: 's3://recordings/old.wav' },
          Transcript: {
            RedactedTranscriptFileUri: 'https://tacet.example/results/redacted-call-1.json',
          },
          ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted' },
        },
      }),
      ListTagsForResource: () => ({ Tags: [{ Key: 'team', Value: 'a' }] }),
      StartTranscriptionJob: () => ({}),
    },
    'copy=call-1',
  );
  await screen.findByText('Job settings');
  expect(input('Name').getElement().value).toBe('call-2');
  expect(calls.find(({ operation }) => operation === 'ListTagsForResource')?.input).toEqual({
    ResourceArn: 'arn:aws:transcribe:us-east-1:000000000000:transcription-job/call-1',
  });
  await click('Next');
  await click('Create job');
  await waitFor(() => expect(started()).toHaveLength(1));
  expect(started()[0]).toEqual({
    TranscriptionJobName: 'call-2',
    LanguageCode: 'en-US',
    Media: { MediaFileUri: 's3://recordings/old.wav' },
    OutputBucketName: 'results',
    ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted' },
    Tags: [{ Key: 'team', Value: 'a' }],
  });
});

it('a copy of a job that is gone can begin empty', async () => {
  await open(
    {
      GetTranscriptionJob: () => ({ code: 'BadRequestException', message: 'Not found.' }),
      ListTagsForResource: () => ({ code: 'NotFoundException', message: 'Not found.' }),
    },
    'copy=gone',
  );
  await screen.findByText('Not found.');
  await click('Start with an empty form');
  expect(input('Name').getElement().value).toBe('');
});

it('a recording can be browsed for, or be chosen before the page opens', async () => {
  const s3 = {
    listBuckets: async () => [{ name: 'recordings', created: new Date(0) }],
    listFolder: async () => ({
      folders: [],
      objects: [{ key: 'b.wav', size: 1, lastModified: new Date(0) }],
    }),
  };
  await open({}, 'media=s3%3A%2F%2Frecordings%2Fa.wav', { s3 });
  const media = () => input('Input file location on S3').getElement().value;
  expect(media()).toBe('s3://recordings/a.wav');
  await click('Browse S3');
  const bucket = await screen.findByText('recordings');
  await act(async () => bucket.click());
  const object = await screen.findByLabelText('Select b.wav', { selector: 'input' });
  await act(async () => object.click());
  await click('Choose');
  expect(media()).toBe('s3://recordings/b.wav');
});

it('asks before what was entered is lost', async () => {
  await open();
  fill();
  await click('Cancel');
  screen.getByText('Leave without creating the job?');
  expect(window.location.hash).toBe('#/create-job');
  await click('Leave');
  expect(window.location.hash).toBe('#/jobs');
});

it('a form that nobody touched is left without a question', async () => {
  await open();
  await click('Cancel');
  expect(window.location.hash).toBe('#/jobs');
});

it('who may only read gets no form', async () => {
  const { page } = await open({}, '', { role: 'read-redacted' });
  expect(page.findWizard()).toBeNull();
  screen.getByText('This key may not create jobs');
});
