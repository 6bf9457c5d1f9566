"""Transcribes a recording without the personal information in it, and prints the redacted transcript.

usage: redacted_transcript.py JOB_NAME MEDIA_URI [redacted|redacted_and_unredacted]
"""

import json
import sys
import time
import urllib.request

import boto3


def start(transcribe, job_name, media_uri, redaction_output):
    transcribe.start_transcription_job(
        TranscriptionJobName=job_name,
        Media={"MediaFileUri": media_uri},
        LanguageCode="en-US",
        ContentRedaction={"RedactionType": "PII", "RedactionOutput": redaction_output},
    )


def wait(transcribe, job_name):
    while True:
        job = transcribe.get_transcription_job(TranscriptionJobName=job_name)["TranscriptionJob"]
        status = job["TranscriptionJobStatus"]
        if status == "COMPLETED":
            return job
        if status == "FAILED":
            sys.exit(f"{job_name}: {job['FailureReason']}")
        print(f"{job_name}: {status}", file=sys.stderr)
        time.sleep(2)


def print_transcript(kind, uri):
    with urllib.request.urlopen(uri) as answer:
        document = json.load(answer)
    print(f"{kind}: {document['results']['transcripts'][0]['transcript']}")


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__.strip())
    job_name, media_uri = sys.argv[1:3]
    redaction_output = sys.argv[3] if len(sys.argv) == 4 else "redacted"

    transcribe = boto3.client("transcribe")
    start(transcribe, job_name, media_uri, redaction_output)
    transcript = wait(transcribe, job_name)["Transcript"]
    print_transcript("redacted", transcript["RedactedTranscriptFileUri"])
    if "TranscriptFileUri" in transcript:
        print_transcript("unredacted", transcript["TranscriptFileUri"])


if __name__ == "__main__":
    main()
