// The words behind one redaction: asked for one by one, never kept.
import { useCallback, useEffect, useState } from 'react';
import { useSession } from '../../session/session.ts';
import { useNotifyFailure } from '../../shell/notices.tsx';
import type { Span } from '../../review/spans.ts';

export interface Revealed {
  key: number;
  text: string;
}

// `selectedKey`: with another one selected, the words are hidden again.
export function useReveal(name: string, version: number, selectedKey: number | undefined) {
  const { review } = useSession();
  const notifyFailure = useNotifyFailure();
  const [revealed, setRevealed] = useState<Revealed>();
  const [waitsFor, setWaitsFor] = useState<number>();

  const hide = useCallback(() => {
    setRevealed(undefined);
    setWaitsFor(undefined);
  }, []);
  useEffect(() => hide, [hide, selectedKey, version]);
  useEffect(() => {
    const left = () => document.hidden && hide();
    document.addEventListener('visibilitychange', left);
    return () => document.removeEventListener('visibilitychange', left);
  }, [hide]);

  const reveal = async ({ key, id }: Span) => {
    if (id === undefined) return;
    setWaitsFor(key);
    try {
      const input = { TranscriptionJobName: name, RedactionId: id, Version: version };
      const { Text } = await review.call('RevealRedaction', input);
      setRevealed({ key, text: Text });
    } catch (error) {
      notifyFailure('The words could not be revealed', error);
    }
    setWaitsFor(undefined);
  };
  return {
    // An answer that came late is of another redaction.
    revealed: revealed?.key === selectedKey ? revealed : undefined,
    isRevealing: waitsFor !== undefined && waitsFor === selectedKey,
    reveal: (span: Span) => void reveal(span),
    hide,
  };
}
