#!/bin/sh
# The main job on a real recording: a minute of a telephone call, transcribed and redacted.
# usage: tools/demo.sh OUTPUT_DIR
set -eu
cd "$(dirname "$0")/.."
output=$1
recording=examples/call.wav

cat >&2 <<TEXT
[demo] $recording: a minute of a real telephone call (examples/README.md)
[demo] build/tacet transcribe $recording --redact pii --redaction-output redacted_and_unredacted \\
[demo]     --job-name demo --output-dir $output
TEXT
transcript=$(build/tacet transcribe "$recording" --redact pii \
  --redaction-output redacted_and_unredacted --job-name demo --output-dir "$output")
cat <<TEXT

The redacted transcript:

$transcript

The documents, in the shape of Amazon Transcribe's:
  $output/redacted-demo.json   personal information is [PII]
  $output/demo.json            the unredacted twin
TEXT
