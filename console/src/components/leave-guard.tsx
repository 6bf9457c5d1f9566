// Asks before something that would be lost is left behind.
import { useCallback, useState, type ReactNode } from 'react';
import { leaveNow, useLeaveGuard } from '../routing/leaving.ts';
import { LeaveDialog } from './dialog.tsx';

interface Props {
  held: boolean;
  header: string;
  // What would be lost.
  children: ReactNode;
}

export function LeaveGuard({ held, header, children }: Props) {
  const [leaving, setLeaving] = useState<{ leave: () => void }>();
  useLeaveGuard(
    held,
    useCallback((leave) => setLeaving({ leave }), []),
  );
  if (!leaving) return null;
  return (
    <LeaveDialog
      header={header}
      onLeave={() => leaveNow(leaving.leave)}
      onStay={() => setLeaving(undefined)}
    >
      {children}
    </LeaveDialog>
  );
}
