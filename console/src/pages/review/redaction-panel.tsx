// The selected redaction, or the selected words, and what can be done with them.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Ref } from 'react';
import type { WordRange } from '../../review/document.ts';
import { isRefused, type Outcome } from '../../review/operations.ts';
import { confidenceOf, isChanged, originOf, type Review, type Span } from '../../review/spans.ts';
import { PII_GROUPS, piiTypeName } from '../../transcription/pii-types.ts';
import { clockText } from '../../transcription/transcript.ts';
import type { Command } from './shortcuts.ts';
import { percent } from './tones.tsx';

interface Props {
  review: Review;
  span: Span | undefined;
  words: WordRange | undefined;
  canEdit: boolean;
  // Whether the recording can be heard, and what is hidden be revealed.
  canHear: boolean;
  canReveal: boolean;
  revealed: string | undefined;
  isRevealing: boolean;
  // What an operation would come to, for those that cannot be done.
  outcomeOf: (command: Command) => Outcome | undefined;
  run: (command: Command) => void;
  onType: (type: string) => void;
  onReset: () => void;
  // Of words that are to be redacted.
  newType: string;
  onNewType: (type: string) => void;
  typeField: Ref<SelectProps.Ref>;
}

const TYPE_OPTIONS: SelectProps.OptionGroup[] = PII_GROUPS.map(({ name, types }) => ({
  label: name,
  options: Object.entries(types).map(([value, label]) => ({ value, label, labelTag: value })),
}));

function typeOption(value: string): SelectProps.Option {
  return { value, label: piiTypeName(value), labelTag: value };
}

interface TypeFieldProps {
  ref: Ref<SelectProps.Ref>;
  label: string;
  value: string;
  onChange: (type: string) => void;
}

function TypeField({ ref, label, value, onChange }: TypeFieldProps) {
  return (
    <FormField label="Type">
      <Select
        ref={ref}
        filteringType="auto"
        ariaLabel={label}
        options={TYPE_OPTIONS}
        selectedOption={typeOption(value)}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? value)}
      />
    </FormField>
  );
}

export function RedactionPanel(props: Props) {
  const { span, words } = props;
  return (
    <Container header={<Header variant="h2">{span ? 'Selected redaction' : 'Selection'}</Header>}>
      {span ? (
        <Selected {...props} span={span} />
      ) : words && props.canEdit ? (
        <NewRedaction {...props} words={words} />
      ) : (
        <Box color="text-body-secondary">
          Select a redaction in the list, in the text or with N and P
          {props.canEdit && '; or select words in the text to redact them'}.
        </Box>
      )}
    </Container>
  );
}

function ActionButton({
  command,
  label,
  props,
}: {
  command: Command;
  label: string;
  props: Props;
}) {
  const outcome = props.outcomeOf(command);
  const refused = outcome && isRefused(outcome) ? outcome.refused : undefined;
  return (
    <Button
      disabled={refused !== undefined}
      {...(refused !== undefined && { disabledReason: refused })}
      onClick={() => props.run(command)}
    >
      {label}
    </Button>
  );
}

const ORIGIN = { DETECTED: 'Found by the service', REVIEWER: 'Marked by a reviewer' };

function rejectLabel({ id, decision }: Span): string {
  if (id === undefined) return 'Remove';
  return decision === 'rejected' ? 'Redact again' : 'Reject';
}

function Selected(props: Props & { span: Span }) {
  const { review, span, canEdit } = props;
  const origin = originOf(review, span);
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: 'Time',
            value: `${clockText(span.start / 1000)} to ${clockText(span.end / 1000)}`,
          },
          { label: 'Confidence', value: percent(confidenceOf(review, span)) },
          ...(canEdit ? [] : [{ label: 'Type', value: piiTypeName(span.type) }]),
          { label: 'Origin', value: origin ? ORIGIN[origin] : 'Not known' },
        ]}
      />
      {canEdit && (
        <TypeField
          ref={props.typeField}
          label="Type of the selected redaction"
          value={span.type}
          onChange={props.onType}
        />
      )}
      <SpaceBetween direction="horizontal" size="xs">
        {props.canHear && <Button onClick={() => props.run('hear')}>Hear</Button>}
        {props.canReveal && span.id !== undefined && (
          <Button loading={props.isRevealing} onClick={() => props.run('reveal')}>
            {props.revealed === undefined ? 'Reveal' : 'Hide'}
          </Button>
        )}
        {canEdit && (
          <ActionButton
            command="accept"
            label={span.decision === 'accepted' ? 'Reopen' : 'Accept'}
            props={props}
          />
        )}
        {canEdit && <ActionButton command="reject" label={rejectLabel(span)} props={props} />}
      </SpaceBetween>
      {props.canReveal && span.id !== undefined && props.revealed === undefined && (
        <Box color="text-body-secondary" fontSize="body-s">
          Revealing its words is written to the audit log.
        </Box>
      )}
      {props.revealed !== undefined && (
        <Alert type="warning" header="Unredacted text">
          <Box variant="code">{props.revealed}</Box>
        </Alert>
      )}
      {canEdit && (
        <SpaceBetween direction="horizontal" size="xs">
          <ActionButton command="extend-start" label="Begin earlier" props={props} />
          <ActionButton command="shrink-start" label="Begin later" props={props} />
          <ActionButton command="shrink-end" label="End earlier" props={props} />
          <ActionButton command="extend-end" label="End later" props={props} />
          {span.id !== undefined && isChanged(review, span) && (
            <Button onClick={props.onReset}>Reset</Button>
          )}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function NewRedaction({ review, words, ...props }: Props & { words: WordRange }) {
  const { words: all } = review.document;
  const start = all[words.first]?.start ?? 0;
  const end = all[words.last]?.end ?? 0;
  const count = words.last - words.first + 1;
  return (
    <SpaceBetween size="m">
      <Box>
        {count === 1 ? 'One word' : `${count} words`}, {clockText(start / 1000)} to{' '}
        {clockText(end / 1000)}
      </Box>
      <TypeField
        ref={props.typeField}
        label="Type of the new redaction"
        value={props.newType}
        onChange={props.onNewType}
      />
      <SpaceBetween direction="horizontal" size="xs">
        {props.canHear && <Button onClick={() => props.run('hear')}>Hear</Button>}
        <Button onClick={() => props.run('add')}>Redact</Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}
