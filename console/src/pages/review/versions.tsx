// The published versions of a job's redactions.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RedactionVersion } from '../../api/review.ts';
import { isRefused, type Outcome } from '../../review/operations.ts';
import { timeText } from '../../transcription/job-text.ts';

interface SelectProps {
  versions: RedactionVersion[];
  shown: number;
  onShow: (version: number) => void;
}

export function VersionSelect({ versions, shown, onShow }: SelectProps) {
  const options = versions.map(({ Version, CreatedBy, CreationTime }, index) => ({
    value: String(Version),
    label: `Version ${Version}${index === 0 ? ' (newest)' : ''}`,
    description: `${CreatedBy ? `Published by ${CreatedBy}` : 'Made by the job'}, ${timeText(CreationTime)}`,
  }));
  return (
    <Select
      ariaLabel="Version"
      options={options}
      expandToViewport
      selectedOption={
        options.find(({ value }) => value === String(shown)) ?? {
          value: String(shown),
          label: `Version ${shown}`,
        }
      }
      onChange={({ detail }) => onShow(Number(detail.selectedOption.value))}
    />
  );
}

interface NoteProps {
  version: number;
  // Of going back to it; undefined for who may not.
  outcome: Outcome | undefined;
  onTakeOver: () => void;
  onBack: () => void;
}

export function EarlierVersionNote({ version, outcome, onTakeOver, onBack }: NoteProps) {
  const refused = outcome && isRefused(outcome) ? outcome.refused : undefined;
  return (
    <Alert
      type="info"
      header={`Redactions of version ${version}`}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {outcome && (
            <Button
              disabled={refused !== undefined}
              {...(refused !== undefined && { disabledReason: refused })}
              onClick={onTakeOver}
            >
              Go back to these redactions
            </Button>
          )}
          <Button onClick={onBack}>Show the newest version</Button>
        </SpaceBetween>
      }
    >
      They are shown in the words of the newest version, where what that hides stays hidden.
    </Alert>
  );
}
