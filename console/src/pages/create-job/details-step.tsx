// Step 1: which recording, and where the transcript goes.
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TagEditor, { type TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { useState, type ReactNode, type Ref } from 'react';
import { CONSTRAINTS } from '../../api/constraints.ts';
import type { LanguageCode, MediaFormat } from '../../api/model.ts';
import { S3UriField } from '../../components/s3-uri-field.tsx';
import { useSession } from '../../session/session.ts';
import { InfoLink } from '../../shell/help.tsx';
import { byName, languageLabel } from '../../transcription/languages.ts';
import type { FieldsProps } from './fields.ts';
import type { JobForm } from './form.ts';
import { OUTPUT_HELP } from './help.tsx';
import { NOT_SUPPORTED } from './not-supported.ts';
import { Switch } from './switch.tsx';

interface Props extends FieldsProps {
  tagsRef: Ref<TagEditorProps.Ref>;
  onTagsValid: (valid: boolean) => void;
}

export function DetailsStep({ tagsRef, onTagsValid, ...fields }: Props) {
  return (
    <SpaceBetween size="l">
      <JobSettings {...fields} />
      <InputData {...fields} />
      <OutputData {...fields} />
      <Container
        header={
          <Header
            variant="h2"
            description="Labels by which you find and group jobs. They must not hold personal information."
          >
            Tags - <i>optional</i>
          </Header>
        }
      >
        <FormField stretch errorText={fields.errors.tags}>
          <TagEditor
            ref={tagsRef}
            tags={fields.form.tags.map(({ Key, Value }) => ({
              key: Key,
              value: Value,
              existing: false,
            }))}
            onChange={({ detail }) => {
              fields.change({
                tags: detail.tags.map(({ key, value }) => ({ Key: key, Value: value })),
              });
              onTagsValid(detail.valid);
            }}
          />
        </FormField>
      </Container>
    </SpaceBetween>
  );
}

function JobSettings({ form, errors, change }: FieldsProps) {
  const { config } = useSession();
  const languages = byName(config.languages).map((code) => ({
    value: code,
    label: languageLabel(code),
  }));
  return (
    <Container header={<Header variant="h2">Job settings</Header>}>
      <SpaceBetween size="l">
        <FormField
          label="Name"
          description="It names the transcript, too."
          constraintText="Up to 200 letters, digits, periods, underscores and hyphens. No job has it yet."
          errorText={errors.name}
        >
          <Input
            value={form.name}
            ariaRequired
            spellcheck={false}
            autoFocus
            onChange={({ detail }) => change({ name: detail.value })}
          />
        </FormField>
        <FormField label="Language settings">
          <RadioGroup
            value="specific"
            items={[
              {
                value: 'specific',
                label: 'Specific language',
                description: 'All that is said is in the language that you choose.',
              },
              {
                value: 'automatic',
                label: 'Automatic language identification',
                description: NOT_SUPPORTED.languageIdentification,
                disabled: true,
              },
              {
                value: 'multiple',
                label: 'Automatic multiple languages identification',
                description: NOT_SUPPORTED.languageIdentification,
                disabled: true,
              },
            ]}
          />
        </FormField>
        <FormField label="Language" errorText={errors.languageCode}>
          <Select
            options={languages}
            selectedOption={{ value: form.languageCode, label: languageLabel(form.languageCode) }}
            filteringType="auto"
            filteringAriaLabel="Find a language"
            ariaRequired
            onChange={({ detail }) =>
              // A filter is of one language.
              change({
                languageCode: detail.selectedOption.value as LanguageCode,
                filterName: '',
              })
            }
          />
        </FormField>
        <FormField label="Model type">
          <RadioGroup
            value="general"
            items={[
              { value: 'general', label: 'General model' },
              {
                value: 'custom',
                label: 'Custom language model',
                description: NOT_SUPPORTED.customLanguageModel,
                disabled: true,
              },
            ]}
          />
        </FormField>
        <Additional startsOpen={form.addToQueue} hasError={Boolean(errors.dataAccessRoleArn)}>
          <SpaceBetween size="m">
            <Checkbox
              checked={form.addToQueue}
              description="When as many jobs run as may at a time, this one waits instead of being refused."
              onChange={({ detail }) => change({ addToQueue: detail.checked })}
            >
              Add to job queue
            </Checkbox>
            {form.addToQueue && (
              <FormField
                label="Access role"
                description="The API asks for one. It is kept with the job and grants nothing here."
                constraintText="The ARN of a role: arn:aws:iam::000000000000:role/transcribe"
                errorText={errors.dataAccessRoleArn}
              >
                <Input
                  value={form.dataAccessRoleArn}
                  ariaRequired
                  spellcheck={false}
                  onChange={({ detail }) => change({ dataAccessRoleArn: detail.value })}
                />
              </FormField>
            )}
          </SpaceBetween>
        </Additional>
      </SpaceBetween>
    </Container>
  );
}

interface AdditionalProps {
  startsOpen: boolean;
  // Which nobody must have to look for.
  hasError: boolean;
  children: ReactNode;
}

function Additional({ startsOpen, hasError, children }: AdditionalProps) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <ExpandableSection
      headerText="Additional settings"
      expanded={open || hasError}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {children}
    </ExpandableSection>
  );
}

const DETECTED = { value: '', label: 'Detect it' };
const FORMATS = [
  DETECTED,
  ...CONSTRAINTS.MediaFormat.values.map((value) => ({ value, label: value.toUpperCase() })),
];

function InputData({ form, errors, change }: FieldsProps) {
  return (
    <Container header={<Header variant="h2">Input data</Header>}>
      <SpaceBetween size="l">
        <S3UriField
          label="Input file location on S3"
          description="One recording: AMR, FLAC, M4A, MP3, MP4, Ogg, WebM or WAV."
          constraintText="s3://bucket/folder/call.wav. Up to 4 hours and 2 GB."
          errorText={errors.mediaUri}
          value={form.mediaUri}
          placeholder="s3://bucket/folder/call.wav"
          choose="object"
          onChange={(mediaUri) => change({ mediaUri })}
          pickerTitle="Choose a recording"
        />
        <Additional
          startsOpen={Boolean(form.mediaFormat || form.sampleRate)}
          hasError={Boolean(errors.mediaFormat || errors.sampleRate)}
        >
          <SpaceBetween size="m">
            <FormField
              label="Media format"
              description="A recording of another format makes the job fail."
              errorText={errors.mediaFormat}
            >
              <Select
                options={FORMATS}
                selectedOption={FORMATS.find(({ value }) => value === form.mediaFormat) ?? DETECTED}
                onChange={({ detail }) =>
                  change({ mediaFormat: detail.selectedOption.value as MediaFormat | '' })
                }
              />
            </FormField>
            <FormField
              label="Sample rate (Hz)"
              description="A recording of another rate makes the job fail."
              constraintText="8000 to 48000. Leave it empty to have it detected."
              errorText={errors.sampleRate}
            >
              <Input
                value={form.sampleRate}
                inputMode="numeric"
                onChange={({ detail }) => change({ sampleRate: detail.value.trim() })}
              />
            </FormField>
          </SpaceBetween>
        </Additional>
      </SpaceBetween>
    </Container>
  );
}

function OutputData({ form, errors, change }: FieldsProps) {
  const isCustomers = form.output === 'customer';
  return (
    <Container header={<Header variant="h2">Output data</Header>}>
      <SpaceBetween size="l">
        <FormField label="Output data location type" info={<InfoLink topic={OUTPUT_HELP} />}>
          <RadioGroup
            value={form.output}
            items={[
              {
                value: 'service',
                label: 'Service-managed S3 bucket',
                description: 'Results are shown and downloaded here, and deleted with the job.',
              },
              {
                value: 'customer',
                label: 'Customer specified S3 bucket',
                description: 'Results stay in your bucket, and are shown here from there.',
              },
            ]}
            onChange={({ detail }) => change({ output: detail.value as JobForm['output'] })}
          />
        </FormField>
        {isCustomers && (
          <SpaceBetween size="l">
            <S3UriField
              label="Output destination"
              constraintText="s3://bucket/folder/, or with a name for the transcript: s3://bucket/a.json."
              errorText={errors.outputUri}
              value={form.outputUri}
              placeholder="s3://bucket/folder/"
              choose="folder"
              onChange={(outputUri) => change({ outputUri })}
              pickerTitle="Choose a bucket or folder"
            />
            <Switch
              label="Encryption"
              description={NOT_SUPPORTED.encryption}
              checked={false}
              disabled
            />
          </SpaceBetween>
        )}
        <FormField label="Subtitle file format" description={NOT_SUPPORTED.subtitles}>
          <Checkbox checked={false} disabled>
            SRT (SubRip)
          </Checkbox>
          <Checkbox checked={false} disabled>
            VTT (WebVTT)
          </Checkbox>
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
