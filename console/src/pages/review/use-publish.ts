// Publishing, and what follows when it cannot be done as it was meant.
import { useState } from 'react';
import { ApiError, messageOf } from '../../api/errors.ts';
import { carryOver, keepDecisions } from '../../review/carry-over.ts';
import { describe } from '../../review/operations.ts';
import { spansOf, toPublish, type Span, type Spans } from '../../review/spans.ts';
import { useSession } from '../../session/session.ts';
import { useNotify, useNotifyFailure } from '../../shell/notices.tsx';
import { loadReview, type LoadedReview } from './load.ts';

// Of PublishRedactions.
const MOST_SPANS = 10_000;

export interface Continued {
  loaded: LoadedReview;
  // As in the version that was loaded, but for decisions that need no publishing.
  saved: Spans;
  // With edits that were made again.
  edited: Spans;
}

interface Options {
  name: string;
  current: LoadedReview;
  spans: Spans;
  onContinue: (continued: Continued) => void;
  // The service names the place in the list that it refuses.
  onRefused: (span: Span) => void;
}

export function usePublish({ name, current, spans, onContinue, onRefused }: Options) {
  const session = useSession();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const [dialog, setDialog] = useState<'publish' | 'conflict'>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const load = () => loadReview(session, name, new AbortController().signal);
  const show = (next: typeof dialog) => {
    setDialog(next);
    setFailure(undefined);
    setBusy(false);
  };

  const publish = async () => {
    const list = toPublish(spans);
    if (list.length > MOST_SPANS) {
      setFailure(`There are ${list.length} redactions; at most 10,000 can be published.`);
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const { Version: version } = await session.review.call('PublishRedactions', {
        TranscriptionJobName: name,
        Version: current.review.version,
        Redactions: list,
      });
      notify({ type: 'success', content: `Version ${version} was published.` });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'ConflictException') {
        show('conflict');
        return;
      }
      const place = /^Redactions\.(\d+)/.exec(messageOf(error))?.[1];
      const refused = spans.filter(({ decision }) => decision !== 'rejected')[Number(place) - 1];
      if (refused) onRefused(refused);
      const what = refused ? ` This is ${describe(refused)}, which is selected now.` : '';
      setFailure(messageOf(error) + what);
      setBusy(false);
      return;
    }
    try {
      const loaded = await load();
      const saved = keepDecisions(spans, loaded.review);
      onContinue({ loaded, saved, edited: saved });
    } catch (error) {
      onContinue({ loaded: current, saved: spans, edited: spans });
      notifyFailure('What was published could not be loaded. Reload the page', error);
    }
    show(undefined);
  };

  const reload = async (keepEdits: boolean) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const loaded = await load();
      const saved = spansOf(loaded.review);
      if (!keepEdits) {
        onContinue({ loaded, saved, edited: saved });
      } else {
        const { spans: edited, lost } = carryOver(current.review, spans, loaded.review);
        onContinue({ loaded, saved, edited });
        const content = `Not kept: ${lost.map(describe).join(', ')}.`;
        if (lost.length > 0)
          notify({ type: 'warning', header: 'Some edits have no place', content });
        else
          notify({ type: 'info', content: 'Your edits were made again upon the newer version.' });
      }
      show(undefined);
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };

  return {
    dialog,
    busy,
    failure,
    ask: () => show('publish'),
    close: () => show(undefined),
    publish: () => void publish(),
    reload: (keepEdits: boolean) => void reload(keepEdits),
  };
}
