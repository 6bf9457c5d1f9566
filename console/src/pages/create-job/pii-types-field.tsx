// The kinds of personal information, in groups, with a box for all of them.
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { PII_GROUPS, PII_TYPES, type OnePiiType } from '../../transcription/pii-types.ts';

interface Props {
  selected: OnePiiType[];
  errorText: string | undefined;
  onChange: (selected: OnePiiType[]) => void;
}

export function PiiTypesField({ selected, errorText, onChange }: Props) {
  // In one order, whatever was clicked first.
  const set = (types: OnePiiType[], on: boolean) =>
    onChange(PII_TYPES.filter((type) => (types.includes(type) ? on : selected.includes(type))));
  const all = selected.length === PII_TYPES.length;
  return (
    <FormField
      stretch
      label="PII types"
      description={`${selected.length} of ${PII_TYPES.length} selected. Others stay in the text.`}
      errorText={errorText}
    >
      <SpaceBetween size="m">
        <Checkbox
          checked={all}
          indeterminate={!all && selected.length > 0}
          onChange={({ detail }) => set(PII_TYPES, detail.checked)}
        >
          Select all
        </Checkbox>
        {PII_GROUPS.map(({ name, types }) => (
          <div key={name} role="group" aria-label={name}>
            <Box variant="awsui-key-label">{name}</Box>
            <div className="choices">
              {(Object.entries(types) as [OnePiiType, string][]).map(([type, label]) => (
                <Checkbox
                  key={type}
                  checked={selected.includes(type)}
                  onChange={({ detail }) => set([type], detail.checked)}
                >
                  {label}
                </Checkbox>
              ))}
            </div>
          </div>
        ))}
      </SpaceBetween>
    </FormField>
  );
}
