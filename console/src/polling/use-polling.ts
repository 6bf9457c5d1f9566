// What the server says, and says again: the one way in which a page stays up to date.
import { useCallback, useEffect, useRef, useState } from 'react';
import { isAbort } from '../api/errors.ts';

export interface Polled<T> {
  data: T | undefined;
  // Of the newest request; the last good data stays beside it.
  error: unknown;
  // A request that the user waits for, not one in the background.
  loading: boolean;
  refresh: () => void;
}

interface State<T> {
  data?: T | undefined;
  error?: unknown;
  loading: boolean;
}

// Calls `load` at once and whenever it is another function, so it belongs into useCallback. After
// each answer `nextMs` says in how long to ask again, undefined: not at all. Nobody looks at a
// hidden page, so it asks when it is shown again. An older answer never replaces a newer one.
export function usePolling<T>(
  load: (signal: AbortSignal) => Promise<T>,
  nextMs: (latest: T | undefined) => number | undefined,
): Polled<T> {
  const [state, setState] = useState<State<T>>({ loading: true });
  const next = useRef(nextMs);
  next.current = nextMs;
  const latest = useRef<T>(undefined);
  const [generation, setGeneration] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting = false; // for the page to be shown

    const ask = async () => {
      try {
        latest.current = await load(controller.signal);
        if (controller.signal.aborted) return;
        setState({ data: latest.current, loading: false });
      } catch (error) {
        if (controller.signal.aborted || isAbort(error)) return;
        setState(({ data }) => ({ data, error, loading: false }));
      }
      plan();
    };
    const plan = () => {
      const delay = next.current(latest.current);
      if (delay === undefined) return;
      timer = setTimeout(() => {
        if (document.hidden) waiting = true;
        else void ask();
      }, delay);
    };
    const shown = () => {
      if (document.hidden || !waiting) return;
      waiting = false;
      void ask();
    };

    setState(({ data }) => ({ data, loading: true }));
    document.addEventListener('visibilitychange', shown);
    void ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [load, generation]);

  const refresh = useCallback(() => setGeneration((count) => count + 1), []);
  return { data: state.data, error: state.error, loading: state.loading, refresh };
}
