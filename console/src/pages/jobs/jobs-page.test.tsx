// @vitest-environment jsdom
import createWrapper from '@cloudscape-design/components/test-utils/dom';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeSession, renderPage, type Answers } from '../../test/session.tsx';
import JobsPage from './jobs-page.tsx';

const job = (name: string, more = {}) => ({
  TranscriptionJobName: name,
  CreationTime: 1_700_000_000,
  LanguageCode: 'en-US',
  TranscriptionJobStatus: 'COMPLETED',
  OutputLocationType: 'SERVICE_BUCKET',
  ...more,
});

async function open(answers: Answers, options: Parameters<typeof fakeSession>[1] = {}) {
  const { session, calls } = await fakeSession(answers, options);
  const { container } = renderPage(session, <JobsPage />);
  const table = () => createWrapper(container).findTable()!;
  return { calls, table, container };
}

it('shows the jobs with the columns of the console', async () => {
  const failed = job('second', { TranscriptionJobStatus: 'FAILED', FailureReason: 'No sound.' });
  const { table } = await open({
    ListTranscriptionJobs: () => ({ TranscriptionJobSummaries: [job('first'), failed] }),
  });
  await screen.findByText('first');
  const headers = table()
    .findColumnHeaders()
    .slice(1)
    .map((header) => header.getElement().textContent);
  expect(headers).toEqual([
    'Name',
    'Language',
    'Language settings',
    'Status',
    'Created',
    'Expires',
    'Output location',
  ]);
  const cells = (row: number) =>
    [2, 3, 4, 5, 8].map((column) => table().findBodyCell(row, column)?.getElement().textContent);
  expect(cells(1)).toEqual([
    'first',
    'English (United States)',
    'Specific language',
    'Complete',
    'Service-managed S3 bucket',
  ]);
  expect(cells(2)[3]).toBe('Failed');
});

it('filters and pages on the server', async () => {
  const { calls, container } = await open({
    ListTranscriptionJobs: ({ NextToken }: { NextToken?: string }) =>
      NextToken
        ? { TranscriptionJobSummaries: [job('last')] }
        : { TranscriptionJobSummaries: [job('newest')], NextToken: 'more' },
  });
  await screen.findByText('newest');
  const page = createWrapper(container);
  act(() => page.findPagination()!.findNextPageButton().click());
  await screen.findByText('last');
  expect(calls.at(-1)?.input).toEqual({ MaxResults: 50, NextToken: 'more' });
  expect(page.findPagination()!.findCurrentPage().getElement().textContent).toBe('2');

  act(() => page.findSelect()!.openDropdown());
  act(() => page.findSelect()!.selectOptionByValue('FAILED'));
  await waitFor(() => expect(calls.at(-1)?.input).toEqual({ MaxResults: 50, Status: 'FAILED' }));
  const search = screen.getByRole('searchbox', { name: 'Find jobs by name' });
  fireEvent.change(search, { target: { value: 'call' } });
  await waitFor(() =>
    expect(calls.at(-1)?.input).toEqual({
      MaxResults: 50,
      Status: 'FAILED',
      JobNameContains: 'call',
    }),
  );
  await screen.findByText('newest');
  expect(page.findPagination()!.findCurrentPage().getElement().textContent).toBe('1');
});

it('asks before it deletes, and says when a job is stopped by it', async () => {
  const jobs = [job('first', { TranscriptionJobStatus: 'IN_PROGRESS' })];
  const { calls, table } = await open({
    ListTranscriptionJobs: () => ({ TranscriptionJobSummaries: jobs }),
    DeleteTranscriptionJob: () => {
      jobs.pop();
      return {};
    },
  });
  await screen.findByText('first');
  act(() => table().findRowSelectionArea(1)!.click());
  act(() => screen.getByRole('button', { name: 'Delete' }).click());
  const dialog = within(screen.getByRole('dialog', { name: 'Delete job' }));
  dialog.getByText(/will be stopped/);
  expect(calls.map(({ operation }) => operation)).not.toContain('DeleteTranscriptionJob');
  await act(async () => dialog.getByRole('button', { name: 'Delete' }).click());
  await screen.findByText('Job first was deleted.');
  expect(calls.find(({ operation }) => operation === 'DeleteTranscriptionJob')?.input).toEqual({
    TranscriptionJobName: 'first',
  });
  await screen.findByText('Your first job');
});

it('an error is shown, not an empty service', async () => {
  await open({
    ListTranscriptionJobs: () => ({ code: 'LimitExceededException', message: 'Slow.' }),
  });
  await screen.findByText('Slow.');
  expect(screen.queryByText('Your first job')).toBeNull();
});

it('an empty service shows how to begin, with the real address', async () => {
  await open({ ListTranscriptionJobs: () => ({}) });
  await screen.findByRole('button', { name: 'Run the sample' });
  expect(screen.getByLabelText('commands for AWS CLI').textContent).toContain(
    'export AWS_ENDPOINT_URL=https://tacet.example\n',
  );
});

it('who may only read sees nothing that changes anything', async () => {
  const { table } = await open(
    { ListTranscriptionJobs: () => ({ TranscriptionJobSummaries: [job('first')] }) },
    { role: 'read-redacted' },
  );
  await screen.findByText('first');
  for (const name of ['Delete', 'Copy', 'Create job']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  expect(table().findRowSelectionArea(1)).toBeNull();
});
