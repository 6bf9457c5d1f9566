// The form as a request, and a job as the form that asks for the same.
import type {
  ContentRedaction,
  LanguageCode,
  StartTranscriptionJobRequest,
  Tag,
  TranscriptionJob,
} from '../../api/model.ts';
import { folderOf, formatS3Uri, parseS3Uri } from '../../api/s3-uri.ts';
import { CONSTRAINTS } from '../../api/constraints.ts';
import { outputOf } from '../../transcription/job-output.ts';
import { canRedact } from '../../transcription/languages.ts';
import { PII_TYPES, type OnePiiType } from '../../transcription/pii-types.ts';
import { emptyForm, type JobForm } from './form.ts';

// Of a form without errors. What is switched off, or cannot be had in the language, is left out.
export function requestOf(form: JobForm): StartTranscriptionJobRequest {
  const output = form.output === 'customer' ? parseS3Uri(form.outputUri) : undefined;
  const tags = form.tags.filter(({ Key, Value }) => Key || Value);
  return {
    TranscriptionJobName: form.name,
    LanguageCode: form.languageCode,
    Media: { MediaFileUri: form.mediaUri.trim() },
    ...(form.mediaFormat && { MediaFormat: form.mediaFormat }),
    ...(form.sampleRate && { MediaSampleRateHertz: Number(form.sampleRate) }),
    ...(output && { OutputBucketName: output.bucket }),
    ...(output?.key && { OutputKey: output.key }),
    ...(form.filter && {
      Settings: {
        VocabularyFilterName: form.filterName,
        VocabularyFilterMethod: form.filterMethod,
      },
    }),
    ...(form.addToQueue && {
      JobExecutionSettings: {
        AllowDeferredExecution: true,
        DataAccessRoleArn: form.dataAccessRoleArn.trim(),
      },
    }),
    ...(form.redact && canRedact(form.languageCode) && { ContentRedaction: redactionOf(form) }),
    ...(tags.length > 0 && { Tags: tags }),
  };
}

function redactionOf({ includeUnredacted, piiTypes }: JobForm): ContentRedaction {
  return {
    RedactionType: 'PII',
    RedactionOutput: includeUnredacted ? 'redacted_and_unredacted' : 'redacted',
    ...(piiTypes.length < PII_TYPES.length && { PiiEntityTypes: piiTypes }),
  };
}

interface Place {
  languages: readonly LanguageCode[];
  serviceBucket: string;
}

// The name is the job's own, which no second job can have.
export function formOf(job: TranscriptionJob, tags: Tag[], place: Place): JobForm {
  const empty = emptyForm(place.languages);
  const redaction = job.ContentRedaction;
  const output = outputOf(job, place.serviceBucket);
  // Of a finished job these are what was detected, which another recording need not share.
  const asSent = job.TranscriptionJobStatus !== 'COMPLETED';
  return {
    ...empty,
    name: job.TranscriptionJobName ?? '',
    languageCode: job.LanguageCode ?? empty.languageCode,
    addToQueue: job.JobExecutionSettings?.AllowDeferredExecution ?? false,
    dataAccessRoleArn: job.JobExecutionSettings?.DataAccessRoleArn ?? '',
    mediaUri: job.Media?.MediaFileUri ?? '',
    mediaFormat: (asSent && job.MediaFormat) || '',
    sampleRate: asSent && job.MediaSampleRateHertz ? String(job.MediaSampleRateHertz) : '',
    output: output?.isCustomers ? 'customer' : 'service',
    outputUri: output?.isCustomers ? formatS3Uri({ ...output, key: folderOf(output.key) }) : '',
    tags,
    redact: redaction !== undefined,
    piiTypes: typesOf(redaction),
    includeUnredacted: redaction?.RedactionOutput === 'redacted_and_unredacted',
    filter: job.Settings?.VocabularyFilterName !== undefined,
    filterName: job.Settings?.VocabularyFilterName ?? '',
    filterMethod: job.Settings?.VocabularyFilterMethod ?? empty.filterMethod,
  };
}

function typesOf(redaction: ContentRedaction | undefined): OnePiiType[] {
  const asked = redaction?.PiiEntityTypes ?? [];
  if (asked.length === 0 || asked.includes('ALL')) return PII_TYPES;
  return PII_TYPES.filter((type) => asked.includes(type));
}

// 'call' is 'call-2', 'call-2' is 'call-3'.
export function nextName(name: string): string {
  const [, stem = name, number = '1'] = /^(.*?)-(\d{1,6})$/s.exec(name) ?? [];
  const ending = `-${Number(number) + 1}`;
  return stem.slice(0, CONSTRAINTS.TranscriptionJobName.max - ending.length) + ending;
}
