// Step 2: what is done with the words.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { messageOf } from '../../api/errors.ts';
import type { VocabularyFilterMethod } from '../../api/model.ts';
import { leaveNow } from '../../routing/leaving.ts';
import { navigate } from '../../routing/router.ts';
import { useSession } from '../../session/session.ts';
import { InfoLink } from '../../shell/help.tsx';
import { canRedact, languageName } from '../../transcription/languages.ts';
import { keepDraft } from './draft.ts';
import type { FieldsProps } from './fields.ts';
import { FILTER_HELP, REDACTION_HELP } from './help.tsx';
import { NOT_SUPPORTED } from './not-supported.ts';
import { PiiTypesField } from './pii-types-field.tsx';
import { Switch } from './switch.tsx';
import { useFilters } from './use-filters.ts';

export function ConfigureStep(fields: FieldsProps) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Audio settings</Header>}>
        <SpaceBetween size="l">
          <Switch
            label="Audio identification"
            description={NOT_SUPPORTED.audioIdentification}
            checked={false}
            disabled
          />
          <Switch
            label="Alternative results"
            description={NOT_SUPPORTED.alternativeResults}
            checked={false}
            disabled
          />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Content removal</Header>}>
        <SpaceBetween size="l">
          <Redaction {...fields} />
          <Filtering {...fields} />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Customization</Header>}>
        <Switch
          label="Custom vocabulary"
          description={NOT_SUPPORTED.customVocabulary}
          checked={false}
          disabled
        />
      </Container>
    </SpaceBetween>
  );
}

function Redaction({ form, errors, change }: FieldsProps) {
  const possible = canRedact(form.languageCode);
  const on = form.redact && possible;
  return (
    <SpaceBetween size="l">
      <Switch
        label="PII redaction"
        info={<InfoLink topic={REDACTION_HELP} />}
        description={
          possible
            ? 'Replaces personal information by [PII]. It is a prediction and may miss some.'
            : `Not available in ${languageName(form.languageCode)}: choose English (United States).`
        }
        errorText={errors.redact}
        checked={on}
        disabled={!possible}
        onChange={(redact) => change({ redact })}
      />
      {on && (
        <SpaceBetween size="l">
          <PiiTypesField
            selected={form.piiTypes}
            errorText={errors.piiTypes}
            onChange={(piiTypes) => change({ piiTypes })}
          />
          <Checkbox
            checked={form.includeUnredacted}
            description="Everything that was said, beside it. A reviewer needs it to take a redaction back."
            onChange={({ detail }) => change({ includeUnredacted: detail.checked })}
          >
            Include unredacted transcript in job output
          </Checkbox>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function Filtering({ form, errors, change }: FieldsProps) {
  return (
    <SpaceBetween size="l">
      <Switch
        label="Vocabulary filtering"
        info={<InfoLink topic={FILTER_HELP} />}
        description="Masks, removes or tags the words of a list of yours."
        checked={form.filter}
        onChange={(filter) => change({ filter })}
      />
      {form.filter && (
        <SpaceBetween size="l">
          <FilterSelection form={form} errors={errors} change={change} />
          <FormField label="Vocabulary filtering method">
            <RadioGroup
              value={form.filterMethod}
              items={[
                {
                  value: 'mask',
                  label: 'Mask vocabulary',
                  description: 'Each word becomes ***: "*** it is late".',
                },
                {
                  value: 'remove',
                  label: 'Remove vocabulary',
                  description: 'Each word goes: "it is late".',
                },
                {
                  value: 'tag',
                  label: 'Tag vocabulary',
                  description: 'The words stay, and the transcript marks them: "heck it is late".',
                },
              ]}
              onChange={({ detail }) =>
                change({ filterMethod: detail.value as VocabularyFilterMethod })
              }
            />
          </FormField>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function FilterSelection({ form, errors, change }: FieldsProps) {
  const session = useSession();
  const { data, error, loading, refresh } = useFilters();
  const language = languageName(form.languageCode);
  const options = (data ?? [])
    .filter(({ LanguageCode }) => LanguageCode === form.languageCode)
    .map(({ VocabularyFilterName }) => ({ value: VocabularyFilterName ?? '' }));
  return (
    <FormField
      label="Filter selection"
      description={
        <>
          A filter in the job’s language, {language}.{' '}
          <Button
            variant="inline-link"
            onClick={() => leaveNow(() => navigate(keepDraft(session, form)))}
          >
            Create vocabulary filter
          </Button>
        </>
      }
      errorText={errors.filterName}
    >
      <Select
        options={options}
        selectedOption={form.filterName ? { value: form.filterName } : null}
        placeholder="Choose a filter"
        ariaRequired
        filteringType="auto"
        filteringAriaLabel="Find a filter"
        statusType={loading ? 'loading' : error !== undefined ? 'error' : 'finished'}
        loadingText="Loading filters"
        errorText={`The filters could not be loaded. ${error === undefined ? '' : messageOf(error)}`}
        recoveryText="Try again"
        onLoadItems={() => error !== undefined && refresh()}
        empty={`There is no filter in ${language}.`}
        onChange={({ detail }) => change({ filterName: detail.selectedOption.value ?? '' })}
      />
    </FormField>
  );
}
