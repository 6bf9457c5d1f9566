#!/bin/sh
# Starts the redaction job that a JSON file describes.
# usage: start-with-json.sh [FILE]
set -eu

aws transcribe start-transcription-job --cli-input-json "file://${1:-$(dirname "$0")/redaction-job.json}"
