// The entries of a place, as they are searched and paged through.
import { useCallback, useState } from 'react';
import { useTokenPages } from '../../polling/use-token-pages.ts';
import { useSession } from '../../session/session.ts';
import { listEntries, type Entry, type Place } from './entries.ts';

const NONE: Entry[] = [];

export function useEntries(place: Place) {
  const { s3 } = useSession();
  const [search, setSearch] = useState('');
  const bucket = place?.bucket;
  const prefix = place?.key ?? '';
  const load = useCallback(
    (token: string | undefined, signal: AbortSignal) =>
      listEntries(
        s3,
        bucket === undefined ? undefined : { bucket, key: prefix },
        search,
        token,
        signal,
      ),
    [s3, bucket, prefix, search],
  );
  const pages = useTokenPages(load, () => undefined);
  return { ...pages, entries: pages.data?.entries ?? NONE, search, setSearch };
}
