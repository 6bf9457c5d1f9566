#!/bin/sh
# The main job as a user does it: starts the service, puts a real recording in a bucket with the AWS
# command line, starts a redaction job, waits, and prints the redacted transcript. Stops the service.
# usage: tools/demo.sh FOLDER
set -eu
cd "$(dirname "$0")/.."
folder=$1
recording=examples/call.wav

say() { echo "[demo] $*" >&2; }
# Shows a command as the user would type it, then runs it.
aws() {
  echo "  aws $*" >> "$folder/commands.txt"
  say "aws $*"
  tools/with-venv awscli -m awscli "$@"
}

rm -rf "$folder"
mkdir -p "$folder"
tools/with-venv awscli -c 'pass'

say "starting the service: build/tacet serve --data-dir $folder/data"
build/tacet serve --data-dir "$folder/data" --listen 127.0.0.1:0 \
  --address-file "$folder/address" > "$folder/serve.log" 2>&1 &
service=$!
trap 'kill $service 2> /dev/null || true; wait $service 2> /dev/null || true' EXIT
waited=0
until [ -s "$folder/address" ]; do
  kill -0 $service 2> /dev/null || { cat "$folder/serve.log" >&2; exit 1; }
  [ $waited -lt 600 ] || { say "the service was not ready within a minute"; exit 1; }
  waited=$((waited + 1))
  sleep 0.1
done
AWS_ENDPOINT_URL=$(cat "$folder/address")
say "the service listens on $AWS_ENDPOINT_URL; its web console is $AWS_ENDPOINT_URL/console/"

say "build/tacet keys create --data-dir $folder/data --description demo"
key=$(build/tacet keys create --data-dir "$folder/data" --description demo --format json)
AWS_ACCESS_KEY_ID=$(echo "$key" | sed -n 's/.*"accessKeyId": *"\([^"]*\)".*/\1/p')
AWS_SECRET_ACCESS_KEY=$(echo "$key" | sed -n 's/.*"secretAccessKey": *"\([^"]*\)".*/\1/p')
AWS_DEFAULT_REGION=us-east-1
# The caller's own AWS settings must not reach this service, nor this key AWS.
AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
unset AWS_PROFILE AWS_SESSION_TOKEN || true
export AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION AWS_CONFIG_FILE \
  AWS_SHARED_CREDENTIALS_FILE

say "$recording: a minute of a real telephone call (examples/README.md)"
aws s3 mb s3://recordings >&2
aws s3 cp --no-progress "$recording" s3://recordings/call.wav >&2
aws transcribe start-transcription-job --transcription-job-name demo --language-code en-US \
  --media MediaFileUri=s3://recordings/call.wav --output-bucket-name recordings \
  --content-redaction RedactionType=PII,RedactionOutput=redacted_and_unredacted > "$folder/start.json"
status=IN_PROGRESS
while [ "$status" != COMPLETED ]; do
  [ "$status" != FAILED ] || { cat "$folder/job.json" >&2; exit 1; }
  sleep 2
  tools/with-venv awscli -m awscli transcribe get-transcription-job \
    --transcription-job-name demo > "$folder/job.json"
  status=$(sed -n 's/.*"TranscriptionJobStatus": *"\([A-Z_]*\)".*/\1/p' "$folder/job.json")
  say "job demo: $status"
done
echo "  aws transcribe get-transcription-job --transcription-job-name demo" >> "$folder/commands.txt"
aws s3 cp --no-progress s3://recordings/redacted-demo.json "$folder/redacted-demo.json" >&2
aws s3 cp --no-progress s3://recordings/demo.json "$folder/demo.json" >&2

cat <<TEXT

The redacted transcript:

$(python3 -c 'import json, sys, textwrap
for segment in json.load(open(sys.argv[1]))["results"]["audio_segments"]:
    print(textwrap.fill(segment["transcript"], 100))' "$folder/redacted-demo.json")

The documents, in the shape of Amazon Transcribe's:
  $folder/redacted-demo.json   personal information is [PII]
  $folder/demo.json            the unredacted twin

What was typed, with AWS_ENDPOINT_URL=$AWS_ENDPOINT_URL and a key of \`build/tacet keys create\`:
$(cat "$folder/commands.txt")

The service that answered has stopped. To look at this job in the web console:
  build/tacet serve --data-dir $folder/data
  http://127.0.0.1:9320/console/, with the access key ID $AWS_ACCESS_KEY_ID
  and the secret access key $AWS_SECRET_ACCESS_KEY
For data of your own: make serve
TEXT
