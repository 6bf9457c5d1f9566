// What has happened, at the top of every page until somebody closes it.
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { messageOf } from '../api/errors.ts';

export interface Notice {
  type: 'success' | 'error' | 'info' | 'warning';
  header?: string;
  content?: ReactNode;
}

interface Notices {
  items: FlashbarProps.MessageDefinition[];
  notify: (notice: Notice) => void;
}

const NoticesContext = createContext<Notices>({ items: [], notify: () => undefined });

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
  const next = useRef(0);
  const notify = useCallback((notice: Notice) => {
    const id = String(next.current++);
    const onDismiss = () => setItems((all) => all.filter((item) => item.id !== id));
    setItems((all) => [
      { ...notice, id, dismissible: true, dismissLabel: 'Close', onDismiss },
      ...all,
    ]);
  }, []);
  const value = useMemo(() => ({ items, notify }), [items, notify]);
  return <NoticesContext value={value}>{children}</NoticesContext>;
}

export function NoticeBar() {
  return <Flashbar items={useContext(NoticesContext).items} stackItems />;
}

export function useNotify(): (notice: Notice) => void {
  return useContext(NoticesContext).notify;
}

// For an action that failed: notifyFailure('Could not delete the job', error).
export function useNotifyFailure(): (header: string, error: unknown) => void {
  const notify = useNotify();
  return useCallback(
    (header, error) => notify({ type: 'error', header, content: messageOf(error) }),
    [notify],
  );
}
