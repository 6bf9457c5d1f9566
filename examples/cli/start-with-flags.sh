#!/bin/sh
# Starts a redaction job with flags.
# usage: start-with-flags.sh JOB_NAME MEDIA_URI OUTPUT_BUCKET
set -eu

aws transcribe start-transcription-job \
  --transcription-job-name "$1" \
  --media MediaFileUri="$2" \
  --output-bucket-name "$3" \
  --output-key my-output-files/ \
  --language-code en-US \
  --content-redaction RedactionType=PII,RedactionOutput=redacted_and_unredacted,PiiEntityTypes=NAME,ADDRESS,PHONE,SSN
