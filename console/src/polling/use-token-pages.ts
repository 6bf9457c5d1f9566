// A listing page by page. The service gives out a token for the page after, so a page can be gone to
// once the one before it was seen.
import { useCallback, useState } from 'react';
import { usePolling } from './use-polling.ts';

interface TokenPage {
  nextToken?: string;
}

// As usePolling; `load` gets no token for the first page. Another `load` has other pages.
export function useTokenPages<Page extends TokenPage>(
  load: (token: string | undefined, signal: AbortSignal) => Promise<Page>,
  nextMs: (latest: Page | undefined) => number | undefined,
) {
  const [visited, setVisited] = useState<Visited>({ load, tokens: [undefined], page: 1 });
  const { tokens, page } =
    visited.load === load ? visited : { tokens: [undefined] as Visited['tokens'], page: 1 };
  const token = tokens[page - 1];
  const loadPage = useCallback((signal: AbortSignal) => load(token, signal), [load, token]);
  const polled = usePolling(loadPage, nextMs);
  const nextToken = polled.data?.nextToken;

  const goTo = (wanted: number) => {
    if (wanted <= tokens.length) {
      setVisited({ load, tokens, page: wanted });
    } else if (nextToken && wanted === page + 1) {
      setVisited({ load, tokens: [...tokens, nextToken], page: wanted });
    }
  };
  return {
    ...polled,
    page,
    pagesKnown: tokens.length,
    hasMore: Boolean(nextToken) && page === tokens.length,
    goTo,
  };
}

interface Visited {
  load: unknown;
  // Of each page that can be gone to: the first needs none.
  tokens: (string | undefined)[];
  page: number;
}
