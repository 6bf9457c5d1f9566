import Popover from '@cloudscape-design/components/popover';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { VocabularyState } from '../../api/model.ts';
import type { Vocabulary } from '../../vocabulary/kinds.ts';

const STATES = {
  PENDING: { type: 'pending', text: 'Pending' },
  READY: { type: 'success', text: 'Ready' },
  FAILED: { type: 'error', text: 'Failed' },
} as const satisfies Record<VocabularyState, unknown>;

export function State({ vocabulary }: { vocabulary: Vocabulary }) {
  if (!vocabulary.state) return '-';
  const { type, text } = STATES[vocabulary.state];
  const indicator = <StatusIndicator type={type}>{text}</StatusIndicator>;
  if (!vocabulary.failureReason) return indicator;
  return (
    <Popover header="Failure reason" content={vocabulary.failureReason} dismissAriaLabel="Close">
      {indicator}
    </Popover>
  );
}
