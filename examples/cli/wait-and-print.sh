#!/bin/sh
# Waits for a job to end and prints the address of its redacted transcript.
# usage: wait-and-print.sh JOB_NAME
set -eu

aws transcribe wait transcription-job-completed --transcription-job-name "$1"
aws transcribe get-transcription-job --transcription-job-name "$1" --output text \
  --query TranscriptionJob.Transcript.RedactedTranscriptFileUri
