// Create vocabulary, and Create vocabulary filter.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TagEditor, { type TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { CONSTRAINTS } from '../../api/constraints.ts';
import { messageOf } from '../../api/errors.ts';
import type { LanguageCode } from '../../api/model.ts';
import { S3Picker } from '../../components/browse-s3/s3-picker.tsx';
import { href, navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import { useNotify } from '../../shell/notices.tsx';
import { byName, languageLabel } from '../../transcription/languages.ts';
import {
  ContentError,
  parseList,
  parseRows,
  plainRow,
  readFile,
} from '../../vocabulary/content.ts';
import { rowsFault } from '../../vocabulary/faults.ts';
import { FILTER, VOCABULARY, type VocabularyKind } from '../../vocabulary/kinds.ts';
import { sendRows } from '../../vocabulary/send.ts';
import { draftAddress } from '../create-job/draft.ts';
import type { PageProps } from '../routes.ts';
import { EMPTY, errorsOf, fieldOf, type CreateForm, type Errors } from './create-form.ts';
import { textOf } from './kind-text.tsx';

export const CreateVocabulary = () => <CreatePage kind={VOCABULARY} />;

// `?for=create-job`: the way back leads to the job's form that was left for this.
export function CreateVocabularyFilter({ query }: Pick<PageProps, 'query'>) {
  const language = query.get('language');
  const wanted = LANGUAGES.find(({ value }) => value === language)?.value;
  if (query.get('for') !== 'create-job') return <CreatePage kind={FILTER} />;
  const back = (made?: CreateForm) =>
    draftAddress(made && made.languageCode === language ? made.name : undefined);
  return <CreatePage kind={FILTER} {...(wanted && { language: wanted })} back={back} />;
}

interface Props {
  kind: VocabularyKind;
  language?: LanguageCode;
  // The address of the page that follows; nothing was made when the user cancels.
  back?: (made?: CreateForm) => string;
}

function CreatePage(props: Props) {
  const { kind } = props;
  usePageHelp(textOf(kind).help);
  const { role } = useSession();
  if (!canWrite(role)) {
    return (
      <Alert type="warning" header={`This key may not create ${kind.plural}`}>
        Sign in with a key that may submit jobs.
      </Alert>
    );
  }
  return <Fields {...props} />;
}

const LANGUAGES = byName(CONSTRAINTS.LanguageCode.values).map((value) => ({
  value,
  label: languageLabel(value),
}));

function Fields({ kind, language = 'en-US', back = () => href([kind.path]) }: Props) {
  const session = useSession();
  const notify = useNotify();
  const text = textOf(kind);
  const [form, setForm] = useState<CreateForm>({ ...EMPTY, languageCode: language });
  const [attempts, setAttempts] = useState(0);
  const [tagsValid, setTagsValid] = useState(true);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const [browsing, setBrowsing] = useState(false);
  const tags = useRef<TagEditorProps.Ref>(null);
  const fields = useRef<HTMLFormElement>(null);

  const found = errorsOf(form);
  const errors: Errors = attempts > 0 ? { ...found } : {};
  const refused = refusal ? fieldOf(refusal, form.source) : undefined;
  if (refused) errors[refused] ??= refusal;

  // The first field with an error, once it is drawn as such.
  useEffect(() => {
    if (attempts === 0) return;
    const invalid = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (invalid) invalid.focus();
    else tags.current?.focus();
  }, [attempts]);

  const change = (part: Partial<CreateForm>) => {
    setForm((before) => ({ ...before, ...part }));
    setRefusal('');
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal('');
    if (Object.keys(found).length > 0 || !tagsValid) {
      setAttempts((count) => count + 1);
      return;
    }
    setBusy(true);
    try {
      const { failureReason } = await create(kind, session, form);
      if (failureReason) {
        const header = `${form.name} was created, but its contents are not valid`;
        notify({ type: 'warning', header, content: failureReason });
      } else {
        notify({ type: 'success', content: `${form.name} was created.` });
      }
      navigate(back(form));
    } catch (error) {
      setRefusal(messageOf(error));
      setBusy(false);
      setAttempts((count) => count + 1);
    }
  };

  return (
    <form ref={fields} onSubmit={(event) => void submit(event)}>
      <Form
        header={<Header variant="h1">{text.create}</Header>}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant="link"
              formAction="none"
              disabled={busy}
              onClick={() => navigate(back())}
            >
              Cancel
            </Button>
            <Button variant="primary" formAction="submit" loading={busy}>
              {text.create}
            </Button>
          </SpaceBetween>
        }
        errorText={!refused && refusal}
      >
        <SpaceBetween size="l">
          {text.notice && <Alert type="info">{text.notice}</Alert>}
          <Container header={<Header variant="h2">Settings</Header>}>
            <SpaceBetween size="l">
              <FormField
                label="Name"
                constraintText="Up to 200 letters, digits, periods, underscores and hyphens."
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
              <FormField
                label="Language"
                description="That of the recordings in which its words are spoken."
                errorText={errors.languageCode}
              >
                <Select
                  options={LANGUAGES}
                  selectedOption={{
                    value: form.languageCode,
                    label: languageLabel(form.languageCode),
                  }}
                  filteringType="auto"
                  filteringAriaLabel="Find a language"
                  ariaRequired
                  onChange={({ detail }) =>
                    change({ languageCode: detail.selectedOption.value as LanguageCode })
                  }
                />
              </FormField>
              <FormField label="Vocabulary input source">
                <RadioGroup
                  value={form.source}
                  items={[
                    { value: 'file', label: 'File upload' },
                    { value: 's3', label: 'S3 location' },
                  ]}
                  onChange={({ detail }) =>
                    change({ source: detail.value as CreateForm['source'] })
                  }
                />
              </FormField>
              {form.source === 'file' ? (
                <FormField
                  label="File"
                  description={
                    kind.hasTable
                      ? 'A table with TABs, or a list with commas or line ends between the phrases.'
                      : 'Words with commas or line ends between them.'
                  }
                >
                  <FileUpload
                    accept=".txt,.tsv,.csv,text/plain"
                    value={form.file ? [form.file] : []}
                    onChange={({ detail }) => change({ file: detail.value[0] })}
                    showFileSize
                    constraintText="Text in UTF-8, 50 KB at most."
                    errorText={errors.file}
                    i18nStrings={{
                      uploadButtonText: () => 'Choose file',
                      dropzoneText: () => 'Drop the file here',
                      removeFileAriaLabel: () => 'Remove the file',
                      limitShowFewer: 'Show fewer files',
                      limitShowMore: 'Show more files',
                      errorIconAriaLabel: 'Error',
                    }}
                  />
                </FormField>
              ) : (
                <FormField
                  stretch
                  label="S3 location"
                  constraintText="s3://bucket/folder/words.txt. Text in UTF-8, 50 KB at most."
                  errorText={errors.uri}
                  secondaryControl={
                    <Button iconName="search" formAction="none" onClick={() => setBrowsing(true)}>
                      Browse S3
                    </Button>
                  }
                >
                  <Input
                    value={form.uri}
                    ariaRequired
                    spellcheck={false}
                    placeholder="s3://bucket/folder/words.txt"
                    onChange={({ detail }) => change({ uri: detail.value.trim() })}
                  />
                </FormField>
              )}
            </SpaceBetween>
          </Container>
          <Container
            header={
              <Header variant="h2">
                Tags - <i>optional</i>
              </Header>
            }
          >
            <FormField stretch errorText={errors.tags}>
              <TagEditor
                ref={tags}
                tags={form.tags.map(({ Key, Value }) => ({
                  key: Key,
                  value: Value,
                  existing: false,
                }))}
                onChange={({ detail }) => {
                  change({
                    tags: detail.tags.map(({ key, value }) => ({ Key: key, Value: value })),
                  });
                  setTagsValid(detail.valid);
                }}
              />
            </FormField>
          </Container>
        </SpaceBetween>
      </Form>
      {browsing && (
        <S3Picker
          title="Choose a file"
          choose="object"
          onDismiss={() => setBrowsing(false)}
          onChosen={(uri) => {
            change({ uri });
            setBrowsing(false);
          }}
        />
      )}
    </form>
  );
}

async function create(
  kind: VocabularyKind,
  session: ReturnType<typeof useSession>,
  { name, languageCode, source, file, uri, tags }: CreateForm,
) {
  const { transcribe } = session;
  const fresh = { name, languageCode, tags };
  if (source === 's3' || !file) return kind.create(transcribe, { ...fresh, contents: { uri } });
  const text = await readFile(file);
  const rows = kind.hasTable ? parseRows(text) : parseList(text).map(plainRow);
  const fault = rowsFault(rows, languageCode);
  if (fault) throw new ContentError(fault);
  return sendRows(session, name, rows, (contents) =>
    kind.create(transcribe, { ...fresh, contents }),
  );
}
