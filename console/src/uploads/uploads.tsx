// The uploads of the session: they go on while the user is on other pages.
import { Suspense, createContext, lazy, useContext, useEffect, useState } from 'react';
import { useSyncExternalStore, type ReactNode } from 'react';
import type { S3Client } from '../api/s3.ts';
import { UploadQueue, isUnderWay } from './upload-queue.ts';

// Loaded with the first upload.
const UploadBar = lazy(() => import('./upload-bar.tsx'));

const QueueContext = createContext<UploadQueue | undefined>(undefined);

export function UploadsProvider({ s3, children }: { s3: S3Client; children: ReactNode }) {
  const [queue] = useState(() => new UploadQueue(s3));
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.items().some(isUnderWay)) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      queue.clear();
    };
  }, [queue]);
  return <QueueContext value={queue}>{children}</QueueContext>;
}

export function useUploads() {
  const queue = useContext(QueueContext);
  if (!queue) throw new Error('No UploadsProvider is around this component.');
  return { queue, items: useSyncExternalStore(queue.subscribe, queue.items) };
}

export function UploadNotice() {
  const { items } = useUploads();
  if (items.length === 0) return null;
  return (
    <Suspense>
      <UploadBar />
    </Suspense>
  );
}
