// The jobs that match a filter, page by page.
import { useCallback, useState } from 'react';
import type { TranscriptionJobStatus } from '../../api/model.ts';
import { listJobs, type JobsPage, type TranscribeClient } from '../../api/transcribe.ts';
import { useTokenPages } from '../../polling/use-token-pages.ts';
import { isUnfinished } from '../../transcription/job-text.ts';

export interface JobsFilter {
  nameContains: string;
  status?: TranscriptionJobStatus | undefined;
}

export const PAGE_SIZE = 50;
const UNFINISHED_MS = 2_000;
// Other people start jobs too.
const IDLE_MS = 15_000;

// When to look again at a page.
export function nextLook(page: JobsPage | undefined): number {
  const moving = page?.jobs.some((job) => isUnfinished(job.TranscriptionJobStatus));
  return moving ? UNFINISHED_MS : IDLE_MS;
}

export function useJobsList(client: TranscribeClient) {
  const [filter, setFilter] = useState<JobsFilter>({ nameContains: '' });
  const { nameContains, status } = filter;

  const load = useCallback(
    (token: string | undefined, signal: AbortSignal) => {
      const request = {
        MaxResults: PAGE_SIZE,
        ...(nameContains && { JobNameContains: nameContains }),
        ...(status && { Status: status }),
        ...(token && { NextToken: token }),
      };
      return listJobs(client, request, signal);
    },
    [client, nameContains, status],
  );
  const pages = useTokenPages(load, nextLook);
  const changeFilter = (change: Partial<JobsFilter>) => setFilter({ ...filter, ...change });

  return {
    ...pages,
    filter,
    changeFilter,
    isFiltered: Boolean(nameContains || status),
    jobs: pages.data?.jobs ?? [],
  };
}
