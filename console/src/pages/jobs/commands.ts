// The same job with AWS's own clients, for this service's address.
export interface Place {
  endpoint: string;
  region: string;
  accessKeyId: string;
}

// In single quotes, as a shell takes any text.
function shellQuoted(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function settings({ endpoint, region, accessKeyId }: Place): string {
  return [
    `export AWS_ENDPOINT_URL=${shellQuoted(endpoint)}`,
    `export AWS_DEFAULT_REGION=${shellQuoted(region)} AWS_REGION=${shellQuoted(region)}`,
    `export AWS_ACCESS_KEY_ID=${shellQuoted(accessKeyId)}`,
    'export AWS_SECRET_ACCESS_KEY=...',
  ].join('\n');
}

function cli(place: Place): string {
  return `${settings(place)}
aws s3 mb s3://recordings
aws s3 cp call.wav s3://recordings/call.wav
aws transcribe start-transcription-job \\
    --transcription-job-name my-first-job --language-code en-US \\
    --media MediaFileUri=s3://recordings/call.wav \\
    --content-redaction RedactionType=PII,RedactionOutput=redacted_and_unredacted
aws transcribe get-transcription-job --transcription-job-name my-first-job
`;
}

function python({ endpoint, region, accessKeyId }: Place): string {
  return `import getpass

import boto3

session = boto3.Session(
    aws_access_key_id=${JSON.stringify(accessKeyId)},
    aws_secret_access_key=getpass.getpass("Secret access key: "),
    region_name=${JSON.stringify(region)},
)
endpoint = ${JSON.stringify(endpoint)}
s3 = session.client("s3", endpoint_url=endpoint)
s3.create_bucket(Bucket="recordings")
s3.upload_file("call.wav", "recordings", "call.wav")

transcribe = session.client("transcribe", endpoint_url=endpoint)
transcribe.start_transcription_job(
    TranscriptionJobName="my-first-job",
    LanguageCode="en-US",
    Media={"MediaFileUri": "s3://recordings/call.wav"},
    ContentRedaction={"RedactionType": "PII", "RedactionOutput": "redacted_and_unredacted"},
)
transcribe.get_waiter("transcription_job_completed").wait(TranscriptionJobName="my-first-job")
job = transcribe.get_transcription_job(TranscriptionJobName="my-first-job")["TranscriptionJob"]
print(job["Transcript"]["RedactedTranscriptFileUri"])
`;
}

function javascript(place: Place): string {
  return `// ${settings(place).replaceAll('\n', '\n// ')}
import { readFile } from "node:fs/promises";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { StartTranscriptionJobCommand, TranscribeClient } from "@aws-sdk/client-transcribe";

const s3 = new S3Client({ forcePathStyle: true });
await s3.send(new CreateBucketCommand({ Bucket: "recordings" }));
const Body = await readFile("call.wav");
await s3.send(new PutObjectCommand({ Bucket: "recordings", Key: "call.wav", Body }));

const transcribe = new TranscribeClient();
const answer = await transcribe.send(
  new StartTranscriptionJobCommand({
    TranscriptionJobName: "my-first-job",
    LanguageCode: "en-US",
    Media: { MediaFileUri: "s3://recordings/call.wav" },
    ContentRedaction: { RedactionType: "PII", RedactionOutput: "redacted_and_unredacted" },
  }),
);
console.log(answer.TranscriptionJob);
`;
}

export const COMMANDS = [
  { id: 'cli', label: 'AWS CLI', text: cli },
  { id: 'python', label: 'Python (boto3)', text: python },
  { id: 'javascript', label: 'JavaScript', text: javascript },
];
