import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/errors.ts';
import type { StartTranscriptionJobRequest } from '../../api/model.ts';
import { PII_TYPES } from '../../transcription/pii-types.ts';
import { emptyForm, stepOf, type JobForm } from './form.ts';
import { formOf, nextName, requestOf } from './request.ts';
import { errorsOf, fieldOf } from './validate.ts';

const SERVICE_BUCKET = 'aws-transcribe-us-east-1-prod';
const LANGUAGES = ['de-DE', 'en-US'] as const;

const filled = (change: Partial<JobForm> = {}): JobForm => ({
  ...emptyForm(LANGUAGES),
  name: 'call-1',
  mediaUri: 's3://recordings/call.wav',
  ...change,
});
const errors = (change: Partial<JobForm>) => errorsOf(filled(change), SERVICE_BUCKET);

describe('requestOf', () => {
  it('asks for no more than what was chosen', () => {
    expect(requestOf(filled())).toEqual({
      TranscriptionJobName: 'call-1',
      LanguageCode: 'en-US',
      Media: { MediaFileUri: 's3://recordings/call.wav' },
    });
  });

  it('has every field', () => {
    const form = filled({
      addToQueue: true,
      dataAccessRoleArn: ' arn:aws:iam::000000000000:role/transcribe ',
      mediaFormat: 'wav',
      sampleRate: '16000',
      output: 'customer',
      outputUri: 's3://results/today/',
      tags: [
        { Key: 'team', Value: 'a' },
        { Key: '', Value: '' },
      ],
      redact: true,
      piiTypes: ['NAME', 'SSN'],
      includeUnredacted: true,
      filter: true,
      filterName: 'rude',
      filterMethod: 'tag',
    });
    expect(requestOf(form)).toEqual({
      TranscriptionJobName: 'call-1',
      LanguageCode: 'en-US',
      Media: { MediaFileUri: 's3://recordings/call.wav' },
      MediaFormat: 'wav',
      MediaSampleRateHertz: 16_000,
      OutputBucketName: 'results',
      OutputKey: 'today/',
      Settings: { VocabularyFilterName: 'rude', VocabularyFilterMethod: 'tag' },
      JobExecutionSettings: {
        AllowDeferredExecution: true,
        DataAccessRoleArn: 'arn:aws:iam::000000000000:role/transcribe',
      },
      ContentRedaction: {
        RedactionType: 'PII',
        RedactionOutput: 'redacted_and_unredacted',
        PiiEntityTypes: ['NAME', 'SSN'],
      },
      Tags: [{ Key: 'team', Value: 'a' }],
    });
  });

  it('names no types when all are wanted, and keeps to the redacted transcript', () => {
    expect(requestOf(filled({ redact: true })).ContentRedaction).toEqual({
      RedactionType: 'PII',
      RedactionOutput: 'redacted',
    });
  });

  it('leaves redaction out where the language has none', () => {
    const form = filled({ redact: true, languageCode: 'de-DE' });
    expect(requestOf(form)).not.toHaveProperty('ContentRedaction');
  });

  it('leaves out what belongs to a choice that was taken back', () => {
    const form = filled({
      outputUri: 's3://results',
      dataAccessRoleArn: 'arn',
      filterName: 'rude',
    });
    expect(Object.keys(requestOf(form))).toEqual(['TranscriptionJobName', 'LanguageCode', 'Media']);
  });

  it('a bucket alone has no key', () => {
    const request = requestOf(filled({ output: 'customer', outputUri: 's3://results' }));
    expect(request.OutputBucketName).toBe('results');
    expect(request).not.toHaveProperty('OutputKey');
  });
});

describe('formOf', () => {
  const request: StartTranscriptionJobRequest = {
    TranscriptionJobName: 'call-1',
    LanguageCode: 'de-DE',
    Media: { MediaFileUri: 's3://recordings/call.wav' },
    MediaFormat: 'wav',
    MediaSampleRateHertz: 8_000,
    Settings: { VocabularyFilterName: 'rude', VocabularyFilterMethod: 'remove' },
    JobExecutionSettings: {
      AllowDeferredExecution: true,
      DataAccessRoleArn: 'arn:aws:iam::1:role/a',
    },
    Tags: [{ Key: 'team', Value: '' }],
  };
  const place = { languages: LANGUAGES, serviceBucket: SERVICE_BUCKET };
  const again = ({ Tags, ...job }: StartTranscriptionJobRequest, more = {}) =>
    requestOf(formOf({ ...job, ...more }, Tags ?? [], place));

  it('is the inverse of requestOf', () => {
    expect(again(request)).toEqual(request);
    const redaction: StartTranscriptionJobRequest = {
      TranscriptionJobName: 'call-1',
      LanguageCode: 'en-US',
      Media: { MediaFileUri: 's3://recordings/call.wav' },
      ContentRedaction: {
        RedactionType: 'PII',
        RedactionOutput: 'redacted_and_unredacted',
        PiiEntityTypes: ['SSN', 'AGE'],
      },
    };
    const result = again(redaction);
    expect(result.ContentRedaction?.PiiEntityTypes?.sort()).toEqual(['AGE', 'SSN']);
    expect({ ...result, ContentRedaction: redaction.ContentRedaction }).toEqual(redaction);
  });

  it('leaves to the service what it had detected', () => {
    const result = again(request, { TranscriptionJobStatus: 'COMPLETED' });
    expect(result).not.toHaveProperty('MediaFormat');
    expect(result).not.toHaveProperty('MediaSampleRateHertz');
  });

  it('takes the output’s folder from a finished job’s documents', () => {
    const uri = 'https://tacet.example/results/to%20day/redacted-call-1.json';
    const job = { ...request, Transcript: { RedactedTranscriptFileUri: uri } };
    expect(formOf(job, [], place)).toMatchObject({
      output: 'customer',
      outputUri: 's3://results/to day/',
    });
    const own = `https://tacet.example/${SERVICE_BUCKET}/1/call-1/asrOutput.json?X-Amz-Signature=1`;
    expect(formOf({ ...request, Transcript: { TranscriptFileUri: own } }, [], place)).toMatchObject(
      {
        output: 'service',
        outputUri: '',
      },
    );
  });

  it.each([[[]], [['ALL', 'NAME']], [undefined]] as const)('types %j are all types', (types) => {
    const ContentRedaction = { RedactionType: 'PII', RedactionOutput: 'redacted' } as const;
    const job = { ...request, ContentRedaction: { ...ContentRedaction, PiiEntityTypes: types } };
    expect(formOf(job as never, [], place).piiTypes).toEqual(PII_TYPES);
  });
});

it.each([
  ['call', 'call-2'],
  ['call-2', 'call-3'],
  ['call-9', 'call-10'],
  ['a'.repeat(200), `${'a'.repeat(198)}-2`],
])('%s is followed by %s', (name, next) => expect(nextName(name)).toBe(next));

describe('errorsOf', () => {
  it('a filled form has none', () => expect(errors({})).toEqual({}));

  it.each([
    ['', /Enter a name/],
    ['a b', /letters/],
    ['é', /letters/],
    ['a'.repeat(201), /at most 200 characters; this has 201/],
    ['..', /another/],
  ])('name %j', (name, error) => expect(errors({ name }).name).toMatch(error));

  it.each([
    ['', /Enter where/],
    ['call.wav', /address of an object/],
    ['s3://', /address of an object/],
    ['s3://bucket', /folder/],
    ['s3://bucket/calls/', /folder/],
    [`s3://bucket/${'a'.repeat(2000)}`, /at most 2000/],
  ])('recording %j', (mediaUri, error) => expect(errors({ mediaUri }).mediaUri).toMatch(error));

  it('a recording may be named as AWS’s addresses name it', () => {
    const mediaUri = 'https://s3.us-east-1.amazonaws.com/recordings/call.wav';
    expect(errors({ mediaUri })).toEqual({});
  });

  it.each(['7999', '48001', '16000.5', 'x'])('sample rate %s', (sampleRate) =>
    expect(errors({ sampleRate }).sampleRate).toMatch('8000 to 48000'),
  );

  it.each([
    ['', /Enter where/],
    ['results/a', /bucket and/],
    ['s3://Results/', /bucket and/],
    [`s3://${SERVICE_BUCKET}/a/`, /service’s own/],
    ['s3://results/a b', /After the bucket/],
    [`s3://results/${'a'.repeat(1025)}`, /at most 1024/],
  ])('output %j', (outputUri, error) => {
    expect(errors({ output: 'customer', outputUri }).outputUri).toMatch(error);
    expect(errors({ output: 'service', outputUri })).toEqual({});
  });

  it('a job in the queue needs a role', () => {
    expect(errors({ addToQueue: true }).dataAccessRoleArn).toMatch('Enter the ARN');
    const short = { addToQueue: true, dataAccessRoleArn: 'role' };
    expect(errors(short).dataAccessRoleArn).toMatch('arn:aws:iam');
  });

  it('what is switched on needs a choice', () => {
    expect(errors({ redact: true, piiTypes: [] }).piiTypes).toMatch('at least one');
    expect(errors({ redact: true, piiTypes: [], languageCode: 'de-DE' })).toEqual({});
    expect(errors({ filter: true }).filterName).toMatch('Choose a filter');
  });
});

// The service's own messages.
it.each([
  ['The requested job name already exists. Use a different job name.', 'name'],
  [
    "1 validation error detected: Value 'a b' at 'transcriptionJobName' failed to satisfy constraint: x",
    'name',
  ],
  [
    "The URI that you provided doesn't point to an S3 object. Make sure that the object exists.",
    'mediaUri',
  ],
  [
    "The S3 URI that you provided can't be accessed. Make sure that you have read permission.",
    'mediaUri',
  ],
  ['The input file that you specified exceeds the maximum size of 2048.00 Mb.', 'mediaUri'],
  ["The S3 bucket that you specified in OutputBucketName can't be written to.", 'outputUri'],
  ["The requested vocabulary filter couldn't be found. Check the name.", 'filterName'],
  ["Content redaction isn't supported for the language code en-GB.", 'redact'],
  ["This service doesn't support the language code ja-JP for transcription jobs.", 'languageCode'],
  ['You have too many jobs.', undefined],
])('%s', (message, field) => {
  expect(fieldOf(new ApiError('BadRequestException', message, 400))).toBe(field);
});

it('every field is on one of the two steps', () => {
  expect(stepOf('name')).toBe(0);
  expect(stepOf('filterName')).toBe(1);
});
