// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import createWrapper from '@cloudscape-design/components/test-utils/dom';
import { beforeEach, expect, it } from 'vitest';
import type { Role } from '../../api/review.ts';
import { CALL, sampleJson, sampleRedactions, type SampleWord } from '../../test/review.ts';
import { fakeSession, renderPage, type Answers } from '../../test/session.tsx';
import ReviewPage from './review-page.tsx';

interface Options {
  role?: Role;
  canReveal?: boolean;
  answers?: Answers;
  objectStore?: 'embedded' | 's3';
}

// A job whose versions are `versions`, the newest first.
async function open(
  versions: SampleWord[][],
  { role, canReveal = true, answers, objectStore = 'embedded' }: Options = {},
) {
  const isReader = role === 'read-redacted';
  const newest = () => versions.length;
  const wordsOf = (version: number) => versions[versions.length - version] ?? [];
  const { session, calls } = await fakeSession(
    {
      ListRedactions: ({ Version = newest() }: { Version?: number }) => ({
        TranscriptionJobName: 'call',
        Version,
        ...(!isReader && { MediaFileUri: 's3://media/call.wav', CanReveal: canReveal }),
        Redactions: sampleRedactions(wordsOf(Version)),
        Versions: versions.map((_words, index) => ({
          Version: newest() - index,
          CreationTime: 1_700_000_000,
          Key: 'redacted-call.json',
          ...(index < newest() - 1 && { CreatedBy: 'AKIDREVIEWER' }),
        })),
      }),
      GetTranscriptionJob: () => ({
        TranscriptionJob: {
          TranscriptionJobName: 'call',
          Transcript: {
            RedactedTranscriptFileUri: 'https://tacet.example/results/redacted-call.json',
          },
        },
      }),
      GetWaveform: () => ({ TranscriptionJobName: 'call', PeaksPerSecond: 1, Peaks: 'AH//Cg==' }),
      ...answers,
    },
    {
      config: { objectStore },
      ...(role && { role }),
      s3: {
        getObject: async () => new Response(sampleJson(wordsOf(newest()))),
        presignGet: async () => 'https://tacet.example/media/call.wav?X-Amz-Signature=1',
      },
    },
  );
  const { container } = renderPage(session, <ReviewPage params={{ name: 'call' }} />);
  await screen.findByText('please');
  // Another one after each load.
  const text = () => screen.getByRole('application', { name: 'Transcript', hidden: true });
  const table = () => createWrapper(container).findTable()!;
  const press = (...keys: string[]) => {
    for (const key of keys) {
      const [, control, plain = ''] = /^(Ctrl\+)?(.+)$/.exec(key) ?? [];
      act(() => void fireEvent.keyDown(text(), { key: plain, ctrlKey: control !== undefined }));
    }
  };
  const marks = () => [...text().querySelectorAll('mark')].map((mark) => mark.textContent);
  const published = () =>
    calls.findLast(({ operation }) => operation === 'PublishRedactions')?.input;
  return { calls, text, table, press, marks, published, container };
}

const button = (name: string) => screen.getByRole('button', { name });
const click = (name: string) => act(async () => button(name).click());

beforeEach(() => {
  // Not in jsdom.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  HTMLCanvasElement.prototype.getContext = () => null;
  window.history.replaceState(null, '', '#');
});

it('shows the words with what is redacted in them, and the list of that', async () => {
  const { text, marks, table } = await open([CALL]);
  expect(text().textContent).toContain('This is [PII] NAME 99%. Call [PII] PHONE 60% on');
  expect(marks()).toEqual(['[PII] NAME 99%', '[PII] PHONE 60%', '[PII] DATE_TIME 99%']);
  const cells = [2, 3, 4, 5].map(
    (column) => table().findBodyCell(2, column)?.getElement().textContent,
  );
  expect(cells).toEqual(['0:03.50', 'PHONE', '60%', 'Open']);
});

it('publishes what was accepted, rejected, extended and added by keyboard', async () => {
  const versions = [CALL];
  const { press, marks, published } = await open(versions, {
    answers: {
      PublishRedactions: () => {
        versions.unshift(
          CALL.map((word, index) => (index === 8 ? { ...word, type: 'ADDRESS' } : word)),
        );
        return { TranscriptionJobName: 'call', Version: 2 };
      },
    },
  });
  press('n', 'a', 'n', 'r', 'n', 'n', '[');
  press('Ctrl+End', 'm');
  expect(marks()).toEqual([
    'is [PII] NAME 100% ✓',
    '[PII] PHONE rejected',
    '[PII] DATE_TIME 99%',
    'please NAME 100% ✓',
  ]);
  press('Ctrl+z', 'm', 'Ctrl+Enter');
  const dialog = within(await screen.findByRole('dialog', { name: 'Publish redactions' }));
  for (const line of ['1 unchanged', '1 changed', '1 added', '1 taken back'])
    dialog.getByText(line);
  await act(async () => dialog.getByRole('button', { name: 'Publish' }).click());
  await screen.findByText('Version 2 was published.');
  expect(published()).toEqual({
    TranscriptionJobName: 'call',
    Version: 1,
    Redactions: [
      { StartTime: 0.5, EndTime: 2, Type: 'NAME', RedactionId: '2' },
      { StartTime: 6.5, EndTime: 8, Type: 'DATE_TIME', RedactionId: '7' },
      { StartTime: 8, EndTime: 9, Type: 'NAME' },
    ],
  });
  await waitFor(() => expect(marks()).toContain('[PII] ADDRESS 99%'));
  expect(button('Publish').hasAttribute('disabled')).toBe(true);
});

it('filters the list, and goes only through what it shows', async () => {
  const { press, table, container } = await open([CALL]);
  const [, confidence] = createWrapper(container)
    .findAllSelects()
    .filter((select) => select.getElement().closest('.review-filter'));
  act(() => confidence!.openDropdown());
  act(() => confidence!.selectOptionByValue('0.9'));
  expect(table().findRows()).toHaveLength(1);
  press('n', 'a');
  await screen.findByText('Accept PHONE at 0:03.50');
});

it('reveals one redaction at a time, and hides it again', async () => {
  const { press, marks, calls } = await open([CALL], {
    answers: {
      RevealRedaction: ({ RedactionId }: { RedactionId: string }) => ({
        Text: RedactionId === '2' ? 'Rosa' : '555',
      }),
    },
  });
  press('n');
  screen.getByText('Revealing its words is written to the audit log.');
  await click('Reveal');
  await screen.findByText('Unredacted text');
  expect(marks()[0]).toBe('Rosa NAME 99%');
  expect(calls.at(-1)).toEqual({
    operation: 'RevealRedaction',
    input: { TranscriptionJobName: 'call', RedactionId: '2', Version: 1 },
  });
  press('n');
  expect(document.body.textContent).not.toContain('Rosa');
  press('v');
  await screen.findByText('555', { selector: 'code' });
  press('v');
  expect(document.body.textContent).not.toContain('555');
});

it('of a job that kept no unredacted transcript, nothing can be shown again', async () => {
  const { press, marks } = await open([CALL], { canReveal: false });
  press('n');
  expect(screen.queryByRole('button', { name: 'Reveal' })).toBeNull();
  expect(button('Reject').getAttribute('aria-disabled')).toBe('true');
  press('r');
  await screen.findByText(/kept no unredacted transcript/, { selector: '.review-said *' });
  expect(marks()[0]).toBe('[PII] NAME 99%');
});

it('keeps edits when somebody else has published', async () => {
  const versions = [CALL];
  let conflicts = 1;
  const { press, marks, published } = await open(versions, {
    answers: {
      PublishRedactions: () => {
        if (conflicts-- === 0) return { TranscriptionJobName: 'call', Version: 3 };
        versions.unshift(
          CALL.map((word, index) => (index === 8 ? { ...word, type: 'AGE' } : word)),
        );
        return { code: 'ConflictException', message: 'The version is not the current one.' };
      },
    },
  });
  press('n', 'r', 'Ctrl+Enter');
  const dialog = within(await screen.findByRole('dialog', { name: 'Publish redactions' }));
  await act(async () => dialog.getByRole('button', { name: 'Publish' }).click());
  await screen.findByText('Somebody else has published');
  await click('Reload and keep my edits');
  await waitFor(() =>
    expect(marks()).toEqual([
      '[PII] NAME rejected',
      '[PII] PHONE 60%',
      '[PII] DATE_TIME 99%',
      '[PII] AGE 99%',
    ]),
  );
  press('Ctrl+Enter');
  const again = within(await screen.findByRole('dialog', { name: 'Publish redactions' }));
  await act(async () => again.getByRole('button', { name: 'Publish' }).click());
  await waitFor(() => expect(published()).toMatchObject({ Version: 2 }));
  expect((published()?.Redactions as unknown[]).length).toBe(3);
});

it('a list that the service refuses names the redaction', async () => {
  const message = 'Redactions.2 covers no word. A span must hold more than half of a word.';
  const { press } = await open([CALL], {
    answers: { PublishRedactions: () => ({ code: 'BadRequestException', message }) },
  });
  press('n', 'r', 'Ctrl+Enter');
  const dialog = within(await screen.findByRole('dialog', { name: 'Publish redactions' }));
  await act(async () => dialog.getByRole('button', { name: 'Publish' }).click());
  await dialog.findByText(/This is DATE_TIME at 0:06.50/);
});

it('shows an earlier version, and goes back to it', async () => {
  const now = CALL.map(({ type, ...word }, index) =>
    index === 2 ? { ...word, text: 'Rosa' } : { ...word, ...(type && { type }) },
  );
  const { marks, container } = await open([now, CALL]);
  expect(marks()).toEqual(['[PII] PHONE 60%', '[PII] DATE_TIME 99%']);
  const [version] = createWrapper(container).findAllSelects();
  act(() => version!.openDropdown());
  await act(async () => version!.selectOptionByValue('1', { expandToViewport: true }));
  await screen.findByText('Redactions of version 1');
  expect(marks()[0]).toBe('Rosa NAME 99%');
  expect(screen.queryByRole('button', { name: 'Publish' })).toBeNull();
  await click('Go back to these redactions');
  expect(marks()[0]).toBe('Rosa NAME 100% ✓');
  await click('Undo');
  expect(marks()).toEqual(['[PII] PHONE 60%', '[PII] DATE_TIME 99%']);
});

it('who reads redacted transcripts sees nothing of the other side', async () => {
  const { press, container, calls } = await open([CALL], { role: 'read-redacted' });
  press('n', 'r', 'v', 'm', 'Ctrl+Enter');
  screen.getByText('Selected redaction');
  const names = ['Reveal', 'Hear', 'Play', 'Accept', 'Reject', 'Redact', 'Undo', 'Publish'];
  for (const name of names) expect(screen.queryByRole('button', { name })).toBeNull();
  expect(container.querySelector('audio, canvas')).toBeNull();
  expect(container.textContent).not.toMatch(/unredacted|audit/i);
  expect(calls.map(({ operation }) => operation)).toEqual([
    'ListRedactions',
    'GetTranscriptionJob',
  ]);
});

const sound = (container: HTMLElement) => container.querySelector('audio');

it('a recording in another S3 service is heard by a link of this one', async () => {
  const Url = 'https://s3.example/media/call.wav?X-Amz-Signature=2';
  const { container } = await open([CALL], {
    objectStore: 's3',
    answers: {
      GetMediaUrl: () => ({ Url, ExpirationTime: 1_700_003_600 }),
      GetTranscript: () => ({ Transcript: sampleJson(CALL) }),
    },
  });
  await waitFor(() => expect(sound(container)?.src).toBe(Url));
});

it('shows the waveform of a recording that cannot be heard', async () => {
  const { container } = await open([CALL]);
  await waitFor(() => expect(sound(container)?.src).toContain('X-Amz-Signature=1'));
  act(() => void fireEvent.error(sound(container)!));
  screen.getByText('The recording is gone, or this browser cannot play its format.');
  const slider = await screen.findByRole('slider', { name: 'Position in the recording' });
  expect(slider.getAttribute('aria-valuemax')).toBe('4'); // seconds of the waveform
});

it('says why there is no waveform', async () => {
  const message = 'The job kept no waveform. Run it again to have one.';
  await open([CALL], {
    answers: { GetWaveform: () => ({ code: 'BadRequestException', message }) },
  });
  await screen.findByText(message);
});

it('asks before unpublished changes are left', async () => {
  const { press } = await open([CALL]);
  const unload = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(unload()).toBe(false);
  press('n', 'a');
  expect(unload()).toBe(true);
  press('Ctrl+z');
  expect(unload()).toBe(false);
});

it('says why a job cannot be reviewed', async () => {
  const message = 'The job was run without ContentRedaction.';
  const { session } = await fakeSession({
    ListRedactions: () => ({ code: 'BadRequestException', message }),
  });
  renderPage(session, <ReviewPage params={{ name: 'call' }} />);
  await screen.findByText(message);
});
