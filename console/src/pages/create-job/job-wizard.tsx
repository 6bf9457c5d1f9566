import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';
import Wizard from '@cloudscape-design/components/wizard';
import { useEffect, useRef, useState } from 'react';
import { ApiError, messageOf } from '../../api/errors.ts';
import { LeaveGuard } from '../../components/leave-guard.tsx';
import { askToLeave, leaveNow } from '../../routing/leaving.ts';
import { href, navigate } from '../../routing/router.ts';
import { useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';
import { ConfigureStep } from './configure-step.tsx';
import { DetailsStep } from './details-step.tsx';
import { stepOf, type Errors, type Field, type JobForm } from './form.ts';
import { requestOf } from './request.ts';
import { errorsOf, fieldOf } from './validate.ts';

const STEPS = ['Specify job details', 'Configure job'];

// An answer of the service that refuses the job.
interface Refusal {
  message: string;
  field: Field | undefined;
}

interface Props {
  initial: JobForm;
  // Taken up again at the step in which it was left.
  isDraft?: boolean;
}

export function JobWizard({ initial, isDraft = false }: Props) {
  const { transcribe, config } = useSession();
  const notify = useNotify();
  const [first] = useState(initial);
  const [form, setForm] = useState(first);
  const [step, setStep] = useState(isDraft ? 1 : 0);
  // Errors are shown of a step that the user wanted to leave.
  const [checked, setChecked] = useState<readonly number[]>([]);
  const [attempts, setAttempts] = useState(0);
  const [tagsValid, setTagsValid] = useState(true);
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const tags = useRef<TagEditorProps.Ref>(null);
  const content = useRef<HTMLDivElement>(null);

  const found = errorsOf(form, config.serviceBucket);
  const isBad = (wanted: number) =>
    (Object.keys(found) as Field[]).some((field) => stepOf(field) === wanted) ||
    (wanted === 0 && !tagsValid);
  const shown: Errors = {};
  for (const [field, error] of Object.entries(found) as [Field, string][]) {
    if (checked.includes(stepOf(field))) shown[field] = error;
  }
  if (refusal?.field) shown[refusal.field] ??= refusal.message;

  // The first field with an error, once it is drawn as such.
  useEffect(() => {
    if (attempts === 0) return;
    const invalid = content.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (invalid) invalid.focus();
    else tags.current?.focus();
  }, [attempts]);

  const change = (part: Partial<JobForm>) => {
    setForm((before) => ({ ...before, ...part }));
    setRefusal((before) => (before?.field && before.field in part ? undefined : before));
  };
  // May the user go on from this step?
  const check = (wanted: number): boolean => {
    setChecked((before) => [...before, wanted]);
    if (!isBad(wanted)) return true;
    setAttempts((count) => count + 1);
    return false;
  };
  const leave = () => navigate(href(['jobs']));
  const submit = async () => {
    if (!check(1)) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      await transcribe.call('StartTranscriptionJob', requestOf(form));
      notify({ type: 'success', content: `Job ${form.name} was created.` });
      leaveNow(leave);
    } catch (error) {
      const field = error instanceof ApiError ? fieldOf(error) : undefined;
      setRefusal({ message: messageOf(error), field });
      setBusy(false);
    }
  };

  const elsewhere = refusal?.field !== undefined && stepOf(refusal.field) !== step;
  const errorText = refusal && (
    <SpaceBetween size="xs">
      <span>{refusal.message}</span>
      {elsewhere && (
        <Button variant="inline-link" onClick={() => setStep(stepOf(refusal.field!))}>
          Change it in step {stepOf(refusal.field!) + 1}, {STEPS[stepOf(refusal.field!)]}
        </Button>
      )}
    </SpaceBetween>
  );
  const fields = { form, errors: shown, change };

  return (
    <div ref={content}>
      <Wizard
        activeStepIndex={step}
        submitButtonText="Create job"
        isLoadingNextStep={busy}
        i18nStrings={{ submitButtonLoadingAnnouncement: 'Creating the job' }}
        onNavigate={({ detail }) => {
          const forward = detail.requestedStepIndex > step;
          if (!forward || check(step)) setStep(detail.requestedStepIndex);
        }}
        onCancel={() => askToLeave(leave)}
        onSubmit={() => void submit()}
        steps={[
          {
            title: STEPS[0]!,
            content: <DetailsStep {...fields} tagsRef={tags} onTagsValid={setTagsValid} />,
            errorText: step === 0 && errorText,
          },
          {
            title: STEPS[1]!,
            isOptional: true,
            content: <ConfigureStep {...fields} />,
            errorText: step === 1 && errorText,
          },
        ]}
      />
      <LeaveGuard held={isDraft || form !== first} header="Leave without creating the job?">
        What you have entered will be lost.
      </LeaveGuard>
    </div>
  );
}
