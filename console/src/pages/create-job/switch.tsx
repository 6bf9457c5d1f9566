import FormField from '@cloudscape-design/components/form-field';
import Toggle from '@cloudscape-design/components/toggle';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  description: string;
  info?: ReactNode;
  errorText?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  onChange?: (checked: boolean) => void;
}

// A toggle with its name and explanation above it, as other fields have them.
export function Switch({ label, description, info, errorText, ...toggle }: Props) {
  return (
    <FormField stretch label={label} description={description} info={info} errorText={errorText}>
      <Toggle
        checked={toggle.checked}
        disabled={toggle.disabled ?? false}
        onChange={({ detail }) => toggle.onChange?.(detail.checked)}
      />
    </FormField>
  );
}
