// The vocabulary filters, of which a job can use one of its language.
import { useCallback } from 'react';
import type { VocabularyFilterInfo } from '../../api/model.ts';
import { usePolling } from '../../polling/use-polling.ts';
import { useSession } from '../../session/session.ts';

export function useFilters() {
  const { transcribe } = useSession();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const filters: VocabularyFilterInfo[] = [];
      let token: string | undefined;
      do {
        const input = { MaxResults: 100, ...(token && { NextToken: token }) };
        const answer = await transcribe.call('ListVocabularyFilters', input, signal);
        filters.push(...(answer.VocabularyFilters ?? []));
        token = answer.NextToken;
      } while (token);
      return filters;
    },
    [transcribe],
  );
  return usePolling(load, () => undefined);
}
