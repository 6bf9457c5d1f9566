// The jobs that match a filter, page by page. The service gives out pages with a token for the
// next one, so a page can be gone to once the one before it was seen.
import { useCallback, useState } from 'react';
import type { TranscriptionJobStatus } from '../../api/model.ts';
import { listJobs, type JobsPage, type TranscribeClient } from '../../api/transcribe.ts';
import { usePolling } from '../../polling/use-polling.ts';
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
  // Of each page that can be gone to: the first needs none.
  const [tokens, setTokens] = useState<(string | undefined)[]>([undefined]);
  const [page, setPage] = useState(1);
  const { nameContains, status } = filter;

  const load = useCallback(
    async (signal: AbortSignal) => {
      const token = tokens[page - 1];
      const request = {
        MaxResults: PAGE_SIZE,
        ...(nameContains && { JobNameContains: nameContains }),
        ...(status && { Status: status }),
        ...(token && { NextToken: token }),
      };
      return listJobs(client, request, signal);
    },
    // Tokens of later pages change nothing of this one.
    [client, nameContains, status, page, tokens[page - 1]],
  );
  const polled = usePolling(load, nextLook);
  const nextToken = polled.data?.nextToken;

  const goTo = (wanted: number) => {
    if (wanted <= tokens.length) {
      setPage(wanted);
    } else if (nextToken && wanted === page + 1) {
      setTokens([...tokens, nextToken]);
      setPage(wanted);
    }
  };
  // Another filter has other pages.
  const changeFilter = (change: Partial<JobsFilter>) => {
    setFilter({ ...filter, ...change });
    setTokens([undefined]);
    setPage(1);
  };

  return {
    ...polled,
    filter,
    changeFilter,
    isFiltered: Boolean(nameContains || status),
    jobs: polled.data?.jobs ?? [],
    page,
    pagesKnown: tokens.length,
    hasMore: Boolean(nextToken) && page === tokens.length,
    goTo,
  };
}
