// What is wrong with the fields, said so that it can be put right; and which field an answer of the
// service is about.
import { lengthOf, matches, textError } from '../../api/check.ts';
import { CONSTRAINTS } from '../../api/constraints.ts';
import type { ApiError } from '../../api/errors.ts';
import { parseS3Uri } from '../../api/s3-uri.ts';
import { canRedact } from '../../transcription/languages.ts';
import type { Errors, Field, JobForm } from './form.ts';

export function errorsOf(form: JobForm, serviceBucket: string): Errors {
  const errors: Errors = {};
  const note = (field: Field, error: string | undefined) => {
    if (error) errors[field] = error;
  };
  note('name', nameError(form.name));
  note('mediaUri', mediaError(form.mediaUri.trim()));
  note('sampleRate', rateError(form.sampleRate));
  if (form.output === 'customer') note('outputUri', outputError(form.outputUri, serviceBucket));
  if (form.addToQueue) note('dataAccessRoleArn', roleError(form.dataAccessRoleArn.trim()));
  if (form.redact && canRedact(form.languageCode) && form.piiTypes.length === 0) {
    note('piiTypes', 'Select at least one type, or switch PII redaction off.');
  }
  if (form.filter && !form.filterName) {
    note('filterName', 'Choose a filter, or switch vocabulary filtering off.');
  }
  return errors;
}

function nameError(name: string): string | undefined {
  if (name === '.' || name === '..') return 'A job cannot have this name. Choose another one.';
  const shape = 'Use letters A to Z, digits, ".", "_" and "-" alone; no spaces.';
  return textError(name, CONSTRAINTS.TranscriptionJobName, 'a name', shape);
}

function mediaError(uri: string): string | undefined {
  const shape = 'Enter the address of an object, such as s3://bucket/folder/call.wav.';
  const error = textError(uri, CONSTRAINTS.Uri, 'where the recording lies', shape);
  if (error || !uri.startsWith('s3:')) return error;
  const location = parseS3Uri(uri);
  if (!location) return shape;
  if (!location.key || location.key.endsWith('/')) {
    return 'This is a folder. Enter the address of one object in it.';
  }
  return undefined;
}

function rateError(text: string): string | undefined {
  const { min, max } = CONSTRAINTS.MediaSampleRateHertz;
  const isRate = /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
  return text === '' || isRate ? undefined : `Enter a whole number from ${min} to ${max}.`;
}

function outputError(uri: string, serviceBucket: string): string | undefined {
  if (!uri.trim()) return 'Enter where the transcript is to go, such as s3://bucket/folder/.';
  const location = parseS3Uri(uri);
  const { OutputBucketName, OutputKey } = CONSTRAINTS;
  if (!location || !matches(location.bucket, OutputBucketName)) {
    return 'Enter a bucket and, if you like, a folder: s3://bucket/folder/.';
  }
  if (location.bucket === serviceBucket) {
    return 'This bucket is the service’s own. Choose Service-managed S3 bucket for it.';
  }
  if (lengthOf(location.key) > OutputKey.max) {
    return `What follows the bucket can have at most ${OutputKey.max} characters.`;
  }
  if (location.key && !matches(location.key, OutputKey)) {
    return "After the bucket use letters A to Z, digits and - _ . ! * ' ( ) / alone.";
  }
  return undefined;
}

function roleError(arn: string): string | undefined {
  const shape = 'Enter the ARN of a role, such as arn:aws:iam::000000000000:role/transcribe.';
  const error = textError(arn, CONSTRAINTS.DataAccessRoleArn, 'the ARN of a role', shape);
  return error && arn ? shape : error;
}

// The service names a member by its path, as AWS does, or says what it is about.
const ABOUT: [RegExp, Field][] = [
  [/job name|at 'transcriptionJobName'/i, 'name'],
  [/OutputBucketName|OutputKey|at 'output(BucketName|Key)'/, 'outputUri'],
  [/vocabulary filter|at 'settings\.vocabularyFilter/i, 'filterName'],
  [/contentRedaction|Content redaction/, 'redact'],
  [/language code|at 'languageCode'/i, 'languageCode'],
  [/DataAccessRoleArn|at 'jobExecutionSettings/i, 'dataAccessRoleArn'],
  [/at 'mediaFormat'/, 'mediaFormat'],
  [/at 'mediaSampleRateHertz'/, 'sampleRate'],
  [/at 'tags|tag key|\btags\b/i, 'tags'],
  [/\b(S3 )?URI that you provided|input file|at 'media\./, 'mediaUri'],
];

export function fieldOf({ message }: ApiError): Field | undefined {
  return ABOUT.find(([about]) => about.test(message))?.[1];
}
