// Asks before changes that were not saved are left behind.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useState } from 'react';
import { leaveNow, useLeaveGuard } from '../../routing/leaving.ts';

export function LeaveGuard({ held }: { held: boolean }) {
  const [leaving, setLeaving] = useState<{ leave: () => void }>();
  useLeaveGuard(
    held,
    useCallback((leave) => setLeaving({ leave }), []),
  );
  if (!leaving) return null;
  const stay = () => setLeaving(undefined);
  return (
    <Modal
      visible
      onDismiss={stay}
      header="Leave without saving?"
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={stay}>
              Stay
            </Button>
            <Button variant="primary" onClick={() => leaveNow(leaving.leave)}>
              Leave
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      What you have changed will be lost.
    </Modal>
  );
}
