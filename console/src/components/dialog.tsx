// The frame of every dialog: what it says, and its two buttons at the bottom right.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface DialogProps {
  header: string;
  size?: ModalProps.Size;
  // Buttons: the way out, and what the dialog is for. (SpaceBetween would not look into a fragment.)
  secondary: ReactNode;
  primary: ReactNode;
  children: ReactNode;
  onClose: () => void;
}

export function Dialog({ header, size, secondary, primary, children, onClose }: DialogProps) {
  return (
    <Modal
      visible
      {...(size && { size })}
      header={header}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {secondary}
            {primary}
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}

interface TaskDialogProps {
  header: string;
  size?: ModalProps.Size;
  // What it does: 'Delete'. While it is being done the dialog cannot be closed.
  action: string;
  busy: boolean;
  children: ReactNode;
  onAction: () => void;
  onClose: () => void;
}

export function TaskDialog({ action, busy, onAction, onClose, ...dialog }: TaskDialogProps) {
  return (
    <Dialog
      {...dialog}
      onClose={() => !busy && onClose()}
      secondary={
        <Button variant="link" disabled={busy} onClick={onClose}>
          Cancel
        </Button>
      }
      primary={
        <Button variant="primary" loading={busy} onClick={onAction}>
          {action}
        </Button>
      }
    />
  );
}

interface LeaveDialogProps {
  header: string;
  // What would be lost.
  children: ReactNode;
  onLeave: () => void;
  onStay: () => void;
}

export function LeaveDialog({ header, children, onLeave, onStay }: LeaveDialogProps) {
  return (
    <Dialog
      header={header}
      onClose={onStay}
      secondary={
        <Button variant="link" onClick={onStay}>
          Stay
        </Button>
      }
      primary={
        <Button variant="primary" onClick={onLeave}>
          Leave
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}
