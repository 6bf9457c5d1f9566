// @vitest-environment jsdom
import createWrapper from '@cloudscape-design/components/test-utils/dom';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeSession, renderPage, type Answers } from '../../test/session.tsx';
import JobPage from './job-page.tsx';

const BUCKET = 'aws-transcribe-us-east-1-prod';
const signed = (file: string) => `https://tacet.example/${BUCKET}/1/${file}?X-Amz-Signature=1`;

const COMPLETED = {
  TranscriptionJobName: 'call-1',
  TranscriptionJobStatus: 'COMPLETED',
  LanguageCode: 'en-US',
  MediaFormat: 'wav',
  MediaSampleRateHertz: 8_000,
  Media: { MediaFileUri: 's3://recordings/call.wav' },
  Settings: { ChannelIdentification: false, ShowAlternatives: false },
  ContentRedaction: {
    RedactionType: 'PII',
    RedactionOutput: 'redacted_and_unredacted',
    PiiEntityTypes: ['NAME', 'SSN'],
  },
  Transcript: {
    TranscriptFileUri: signed('asrOutput.json'),
    RedactedTranscriptFileUri: signed('redacted-asrOutput.json'),
  },
};
const REDACTED_ONLY = {
  ...COMPLETED,
  Transcript: { RedactedTranscriptFileUri: COMPLETED.Transcript.RedactedTranscriptFileUri },
};

const word = (content: string, start: number, more = {}) => ({
  type: 'pronunciation',
  alternatives: [{ confidence: '0.962', content }],
  start_time: String(start),
  end_time: String(start + 1),
  ...more,
});
const pii = (start: number) => ({
  ...word('', start),
  alternatives: [{ content: '[PII]', redactions: [{ confidence: '0.9998', type: 'NAME' }] }],
});
const transcript = (items: object[]) => JSON.stringify({ results: { items } });

let files: Record<string, string>;
let asked: string[];

beforeEach(() => {
  window.location.hash = '#/jobs/call-1';
  asked = [];
  files = {
    'redacted-asrOutput.json': transcript([word('I', 0), word('am', 1), pii(2)]),
    'asrOutput.json': transcript([word('I', 0), word('am', 1), word('Rosa', 2)]),
  };
  vi.stubGlobal('fetch', async (url: string) => {
    const name = new URL(url).pathname.replace(/.*\//, '');
    asked.push(name);
    return new Response(files[name], { status: files[name] === undefined ? 404 : 200 });
  });
});
afterEach(() => vi.unstubAllGlobals());

async function open(
  job: object,
  answers: Answers = {},
  options: Parameters<typeof fakeSession>[1] = {},
) {
  const { session, calls } = await fakeSession(
    {
      GetTranscriptionJob: () => ({ TranscriptionJob: job }),
      ListTagsForResource: () => ({ Tags: [{ Key: 'team', Value: 'a' }] }),
      ...answers,
    },
    options,
  );
  const { container } = renderPage(session, <JobPage params={{ name: 'call-1' }} />);
  return { calls, container };
}

const shownText = () => document.querySelector('.words')?.textContent;
const words = () => [...document.querySelectorAll<HTMLElement>('.word')];
it('shows the settings, and the redacted transcript first', async () => {
  await open(COMPLETED);
  await waitFor(() => expect(shownText()).toBe('I am [PII]'));
  for (const text of ['WAV', '8000 Hz', 'Name, US Social Security number', 'Included']) {
    screen.getByText(text);
  }
  expect(asked).toEqual(['redacted-asrOutput.json']);

  await act(async () =>
    screen.getByText('Unredacted transcript', { selector: 'button *' }).click(),
  );
  await waitFor(() => expect(shownText()).toBe('I am Rosa'));
});

it('tells of a word its time and how certain it is', async () => {
  await open(COMPLETED);
  await waitFor(() => expect(words()).toHaveLength(3));
  fireEvent.mouseOver(words()[1]!);
  expect(screen.getByText('Confidence: 96.2 %')).toBeDefined();
  screen.getByText('Time: 0:01.00 to 0:02.00');
  fireEvent.mouseLeave(document.querySelector('.words')!);
  expect(screen.queryByText('Confidence: 96.2 %')).toBeNull();
});

it('goes through the words with the arrow keys', async () => {
  await open(COMPLETED);
  await waitFor(() => expect(words()).toHaveLength(3));
  const stops = () => words().map((each) => each.tabIndex);
  expect(stops()).toEqual([0, -1, -1]);
  act(() => words()[0]!.focus());
  fireEvent.keyDown(words()[0]!, { key: 'ArrowLeft' });
  expect(document.activeElement).toBe(words()[0]);
  fireEvent.keyDown(words()[0]!, { key: 'End' });
  expect(document.activeElement).toBe(words()[2]);
  expect(stops()).toEqual([-1, -1, 0]);
  const described = document.getElementById(words()[2]!.getAttribute('aria-describedby')!);
  expect(described?.textContent).toBe('Name: 99.98 % certainTime: 0:02.00 to 0:03.00');
});

it('draws a long transcript a part at a time', async () => {
  const items = Array.from({ length: 45_000 }, (_, index) => word(`w${index}`, index));
  files['redacted-asrOutput.json'] = transcript(items);
  const { container } = await open(REDACTED_ONLY);
  await waitFor(() => expect(shownText()).toMatch(/^w0 w1 /));
  expect(shownText()!.length).toBeLessThanOrEqual(5_000);
  const shown = words().length;
  act(() => createWrapper(container).findPagination()!.findNextPageButton().click());
  expect(words()[0]?.textContent).toBe(`w${shown}`);
});

it('names who speaks', async () => {
  const speaker = (label: string) => ({ speaker_label: label });
  files['redacted-asrOutput.json'] = transcript([
    word('Hello', 0, speaker('spk_0')),
    word('Yes', 1, speaker('spk_1')),
  ]);
  const { container } = await open(REDACTED_ONLY);
  await waitFor(() => expect(shownText()).toBe('Hello Yes'));
  act(() => createWrapper(container).findTabs()!.findTabLinkById('speakers')!.click());
  screen.getByText('Speaker 0:');
  screen.getByText('Speaker 1:');
});

it('a document that cannot be read is told', async () => {
  files = {};
  await open(REDACTED_ONLY);
  await screen.findByText(/answered with status 404/);
});

it('reads a transcript in somebody’s own bucket with the key', async () => {
  const getObject = vi.fn(async () => new Response(transcript([word('Hello', 0)])));
  const Transcript = { RedactedTranscriptFileUri: 'https://tacet.example/results/a.json' };
  await open({ ...COMPLETED, Transcript }, {}, { s3: { getObject } as never });
  await waitFor(() => expect(shownText()).toBe('Hello'));
  expect(getObject).toHaveBeenCalledWith('results', 'a.json', expect.anything());
  screen.getByText('s3://results/a.json');
});

it('a transcript in another S3 service is read through this one, and saved', async () => {
  const Transcript = { RedactedTranscriptFileUri: 'https://s3.example/results/a.json' };
  const answers = { GetTranscript: () => ({ Transcript: transcript([word('Hello', 0)]) }) };
  const { calls, container } = await open({ ...COMPLETED, Transcript }, answers, {
    config: { objectStore: 's3' },
  });
  await waitFor(() => expect(shownText()).toBe('Hello'));
  const saved: string[] = [];
  URL.createObjectURL = vi.fn(() => 'blob:1');
  URL.revokeObjectURL = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(`${this.download} ${this.href}`);
  });
  const menu = createWrapper(container).findButtonDropdown()!;
  act(() => menu.openDropdown());
  act(() => menu.findItemById('redacted')!.click());
  await waitFor(() => expect(saved).toEqual(['redacted-call-1.json blob:1']));
  const reads = calls.filter(({ operation }) => operation === 'GetTranscript');
  expect(reads.map(({ input }) => input)).toEqual(
    [1, 2].map(() => ({ TranscriptionJobName: 'call-1', Redacted: true })),
  );
});

it('downloads what the menu names, by an address signed anew', async () => {
  const { calls, container } = await open(COMPLETED);
  await screen.findByText('Download');
  const links: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    links.push(`${this.download} ${this.href}`);
  });
  const menu = createWrapper(container).findButtonDropdown()!;
  act(() => menu.openDropdown());
  expect(menu.findItems().map((item) => item.getElement().textContent)).toEqual([
    'Download redacted transcript',
    'Download unredacted transcript',
  ]);
  const gets = () => calls.filter(({ operation }) => operation === 'GetTranscriptionJob').length;
  const before = gets();
  act(() => menu.findItemById('redacted')!.click());
  await waitFor(() => expect(links).toHaveLength(1));
  expect(gets()).toBe(before + 1);
  expect(links).toEqual([`redacted-call-1.json ${signed('redacted-asrOutput.json')}`]);
});

it('follows a job to its end', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let job: object = { ...COMPLETED, TranscriptionJobStatus: 'IN_PROGRESS', Transcript: {} };
  await open({}, { GetTranscriptionJob: () => ({ TranscriptionJob: job }) });
  await screen.findByText(/shown here once the job is complete/);
  job = COMPLETED;
  await act(async () => vi.advanceTimersByTimeAsync(2_000));
  await waitFor(() => expect(shownText()).toBe('I am [PII]'));
  vi.useRealTimers();
});

it('says why a job failed', async () => {
  const FailureReason = 'Invalid sample rate for audio file.';
  const { container } = await open({
    ...COMPLETED,
    TranscriptionJobStatus: 'FAILED',
    Transcript: {},
    FailureReason,
  });
  await screen.findByText('There is no transcript.');
  const alert = createWrapper(container).findAlert()!;
  expect(alert.findHeader()!.getElement().textContent).toBe('Failure reason');
  expect(alert.findContent().getElement().textContent).toBe(FailureReason);
});

it('changes tags', async () => {
  const tags = {
    ResourceArn: 'arn:aws:transcribe:us-east-1:000000000000:transcription-job/call-1',
  };
  const { calls } = await open(COMPLETED, { TagResource: () => ({}), UntagResource: () => ({}) });
  await screen.findByText('team');
  act(() => screen.getByText('Manage tags').click());
  const editor = () => createWrapper().findModal()!.findContent().findTagEditor()!;
  await act(async () => editor().findRow(1)!.findRemoveButton()!.click());
  await act(async () => editor().findAddButton().click());
  const field = (row: number, column: number) =>
    editor().findRow(row)!.findField(column)!.findControl()!.findAutosuggest()!;
  act(() => field(2, 1).setInputValue('project'));
  act(() => field(2, 2).setInputValue('b'));
  await act(async () => screen.getByText('Save changes').click());
  await screen.findByText('The tags were saved.');
  const sent = calls.filter(({ operation }) => /^(Unt|T)agResource/.test(operation));
  expect(sent).toEqual([
    { operation: 'UntagResource', input: { ...tags, TagKeys: ['team'] } },
    { operation: 'TagResource', input: { ...tags, Tags: [{ Key: 'project', Value: 'b' }] } },
  ]);
});

it('deletes the job and goes to the list, but stays when that is refused', async () => {
  let refuse = true;
  await open(COMPLETED, {
    DeleteTranscriptionJob: () =>
      refuse ? { code: 'LimitExceededException', message: 'Slow.' } : {},
  });
  await screen.findByText('Copy');
  const remove = async () => {
    act(() => screen.getByText('Delete').click());
    const dialog = within(createWrapper().findModal()!.getElement());
    await act(async () => dialog.getByText('Delete').click());
  };
  await remove();
  await screen.findByText('Slow.');
  expect(window.location.hash).toBe('#/jobs/call-1');
  refuse = false;
  await remove();
  await waitFor(() => expect(window.location.hash).toBe('#/jobs'));
});

it('copies the job to a new one', async () => {
  await open(COMPLETED);
  const copy = await screen.findByText('Copy');
  act(() => copy.click());
  expect(window.location.hash).toBe('#/create-job?copy=call-1');
});

it('who reads the redacted side alone sees no more', async () => {
  const { container } = await open(REDACTED_ONLY, {}, { role: 'read-redacted' });
  await waitFor(() => expect(shownText()).toBe('I am [PII]'));
  for (const name of ['Delete', 'Copy', 'Manage tags']) expect(screen.queryByText(name)).toBeNull();
  act(() => createWrapper(container).findButtonDropdown()!.openDropdown());
  expect(container.textContent).not.toMatch(/unredacted/i);
});

it('a job that is not there is told', async () => {
  await open(
    {},
    { GetTranscriptionJob: () => ({ code: 'BadRequestException', message: 'None.' }) },
  );
  await screen.findByText('Job call-1 could not be loaded');
});
