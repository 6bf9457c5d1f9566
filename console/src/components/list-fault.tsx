// Why a list is not, or no longer, as it is at the service.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { messageOf } from '../api/errors.ts';

interface Props {
  header?: string;
  error: unknown;
  onRetry: () => void;
}

export function ListFault({ error, onRetry, header }: Props) {
  return (
    <Alert
      type="error"
      header={header ?? 'The list could not be brought up to date'}
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      {messageOf(error)}
    </Alert>
  );
}
