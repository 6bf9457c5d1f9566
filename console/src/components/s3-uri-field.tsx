// A field for an address in the store, typed or browsed for.
import Button from '@cloudscape-design/components/button';
import FormField, { type FormFieldProps } from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { S3Picker } from './browse-s3/s3-picker.tsx';

interface Props extends Pick<
  FormFieldProps,
  'label' | 'description' | 'constraintText' | 'errorText'
> {
  value: string;
  placeholder: string;
  choose: 'object' | 'folder';
  pickerTitle: string;
  onChange: (value: string) => void;
}

export function S3UriField({ value, placeholder, choose, pickerTitle, onChange, ...field }: Props) {
  const [browsing, setBrowsing] = useState(false);
  return (
    <div>
      <FormField
        stretch
        {...field}
        secondaryControl={
          <Button formAction="none" onClick={() => setBrowsing(true)}>
            Browse S3
          </Button>
        }
      >
        <Input
          value={value}
          ariaRequired
          spellcheck={false}
          placeholder={placeholder}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </FormField>
      {/* Outside the field, whose name and error its controls would take for theirs. */}
      {browsing && (
        <S3Picker
          title={pickerTitle}
          choose={choose}
          onChosen={(uri) => {
            setBrowsing(false);
            onChange(uri);
          }}
          onDismiss={() => setBrowsing(false)}
        />
      )}
    </div>
  );
}
