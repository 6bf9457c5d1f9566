// Transcribes a recording without the personal information in it, and prints the redacted transcript.
//
// usage: node redacted_transcript.js JOB_NAME MEDIA_URI [redacted|redacted_and_unredacted]

import { setTimeout } from "node:timers/promises";
import {
  GetTranscriptionJobCommand,
  StartTranscriptionJobCommand,
  TranscribeClient,
} from "@aws-sdk/client-transcribe";

async function start(client, jobName, mediaUri, redactionOutput) {
  await client.send(
    new StartTranscriptionJobCommand({
      TranscriptionJobName: jobName,
      Media: { MediaFileUri: mediaUri },
      LanguageCode: "en-US",
      ContentRedaction: { RedactionType: "PII", RedactionOutput: redactionOutput },
    }),
  );
}

async function wait(client, jobName) {
  for (;;) {
    const { TranscriptionJob: job } = await client.send(
      new GetTranscriptionJobCommand({ TranscriptionJobName: jobName }),
    );
    if (job.TranscriptionJobStatus === "COMPLETED") return job;
    if (job.TranscriptionJobStatus === "FAILED") throw new Error(job.FailureReason);
    console.error(`${jobName}: ${job.TranscriptionJobStatus} since ${job.StartTime?.toISOString()}`);
    await setTimeout(2000);
  }
}

async function printTranscript(kind, uri) {
  const answer = await fetch(uri);
  if (!answer.ok) throw new Error(`HTTP ${answer.status} for the ${kind} transcript`);
  const document = await answer.json();
  console.log(`${kind}: ${document.results.transcripts[0].transcript}`);
}

const [jobName, mediaUri, redactionOutput = "redacted"] = process.argv.slice(2);
if (!mediaUri) {
  console.error("usage: node redacted_transcript.js JOB_NAME MEDIA_URI [REDACTION_OUTPUT]");
  process.exit(2);
}
const client = new TranscribeClient();
await start(client, jobName, mediaUri, redactionOutput);
const { Transcript: transcript } = await wait(client, jobName);
await printTranscript("redacted", transcript.RedactedTranscriptFileUri);
if (transcript.TranscriptFileUri) await printTranscript("unredacted", transcript.TranscriptFileUri);
