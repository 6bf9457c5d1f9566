#!/usr/bin/env python3
"""Compares answers, key by key, with those that LocalStack's authors recorded from AWS.

usage: tools/with-venv tests/conformance tests/conformance/snapshots_test.py
The recordings lie beside the checkout, in ../shared/data/speech/localstack_aws_samples; exits with 77
(skipped) without them. Values are compared where AWS's are wordings or facts of the same recording.
"""

import json
import sys
import unittest

from botocore.exceptions import ClientError

from service import ROOT, Service

SAMPLES = ROOT.parent / "shared" / "data" / "speech" / "localstack_aws_samples"
SNAPSHOT = SAMPLES / "aws" / "test_transcribe.snapshot.json"
# Compared by presence alone: names, times and addresses of another account.
ANY = {"CreationTime", "StartTime", "CompletionTime", "TranscriptionJobName", "MediaFileUri",
       "TranscriptFileUri"}
service = media = None


def setUpModule():
    global service, media
    service = Service().start()
    s3 = service.client("s3")
    s3.create_bucket(Bucket="media")
    s3.upload_file(str(SAMPLES / "audio" / "en-gb.wav"), "media", "test-clip.wav")
    media = "s3://media/test-clip.wav"


def tearDownModule():
    service.stop()
    service.remove()


def recorded(test, name):
    tests = json.loads(SNAPSHOT.read_text())
    return tests[f"tests/aws/services/transcribe/test_transcribe.py::TestTranscribe::{test}"]["recorded-content"][name]


class SnapshotTest(unittest.TestCase):
    def setUp(self):
        self.transcribe = service.client("transcribe", parameter_validation=False)

    def compare(self, answer, snapshot, where="answer"):
        if isinstance(snapshot, dict) and isinstance(answer, dict):
            self.assertEqual(set(answer), set(snapshot), where)
            for name, value in snapshot.items():
                if name == "ResponseMetadata":
                    self.assertEqual(answer[name]["HTTPStatusCode"], value["HTTPStatusCode"], where)
                elif name not in ANY:
                    self.compare(answer[name], value, f"{where}.{name}")
        else:
            self.assertEqual(answer, snapshot, where)

    def error(self, operation, **members):
        with self.assertRaises(ClientError) as raised:
            getattr(self.transcribe, operation)(**members)
        return raised.exception.response

    def start(self, name, **members):
        return self.transcribe.start_transcription_job(
            TranscriptionJobName=name, Media={"MediaFileUri": media}, LanguageCode="en-GB", **members)

    def test_a_job_from_start_to_end(self):
        s3 = service.client("s3")
        for number, (case, members) in enumerate((
                ("None-None", {}),
                ("test-output-bucket-2-None", {"OutputBucketName": "test-output-bucket-2"}),
                ("test-output-bucket-3-test-output",
                 {"OutputBucketName": "test-output-bucket-3", "OutputKey": "test-output"}),
                ("test-output-bucket-4-test-output.json",
                 {"OutputBucketName": "test-output-bucket-4", "OutputKey": "test-output.json"}),
                ("test-output-bucket-5-test-files/test-output.json",
                 {"OutputBucketName": "test-output-bucket-5", "OutputKey": "test-files/test-output.json"}),
                ("test-output-bucket-6-test-files/test-output",
                 {"OutputBucketName": "test-output-bucket-6", "OutputKey": "test-files/test-output"}))):
            if members:
                s3.create_bucket(Bucket=members["OutputBucketName"])
            test, name = f"test_transcribe_start_job[{case}]", f"start-{number}"
            self.compare(self.start(name, **members), recorded(test, "response-start-job"))
            service.wait_job(name)
            got = self.transcribe.get_transcription_job(TranscriptionJobName=name)
            self.compare(got, recorded(test, "response-get-transcribe-job"))
            done = self.transcribe.delete_transcription_job(TranscriptionJobName=name)
            self.compare(done, recorded(test, "delete-transcription-job"))

    def test_a_running_job(self):
        self.start("running")
        # The recorded answers are of a running job; of one that has ended already they are no measure.
        listed = self.transcribe.list_transcription_jobs(Status="IN_PROGRESS")
        got = self.transcribe.get_transcription_job(TranscriptionJobName="running")
        if got["TranscriptionJob"]["TranscriptionJobStatus"] == "IN_PROGRESS":
            self.compare(got, recorded("test_get_transcription_job", "GetJob"))
        self.assertEqual(listed["Status"], "IN_PROGRESS")

    def test_a_job_that_is_not_there(self):
        get = self.error("get_transcription_job", TranscriptionJobName="missing")
        self.compare(get, recorded("test_get_transcription_job", "GetError"))
        delete = self.error("delete_transcription_job", TranscriptionJobName="missing")
        self.compare(delete, recorded("test_failing_deletion", "MissingLanguageCode"))

    def test_a_name_in_use(self):
        self.start("same")
        self.compare(self.error("start_transcription_job", TranscriptionJobName="same", LanguageCode="en-GB",
                                Media={"MediaFileUri": media}),
                     recorded("test_transcribe_start_job_same_name", "same-transcription-job-name"))

    def test_languages_that_cannot_be(self):
        self.compare(self.error("start_transcription_job", TranscriptionJobName="x",
                                Media={"MediaFileUri": media}),
                     recorded("test_failing_start_transcription_job", "MissingLanguageCode"))
        ours = self.error("start_transcription_job", TranscriptionJobName="x", LanguageCode="non-existent",
                          Media={"MediaFileUri": media})
        theirs = recorded("test_failing_start_transcription_job", "MalformedLanguageCode")
        # The list of languages has grown since, and is in no order.
        for answer in (ours, theirs):
            answer["Message"] = answer["Message"].split("[")[0]
            answer["Error"]["Message"] = answer["Error"]["Message"].split("[")[0]
        self.compare(ours, theirs)

    def test_a_job_that_is_too_long(self):
        import subprocess
        long = service.folder / "long.flac"
        subprocess.run(["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t",
                        "14401", long], check=True)
        service.client("s3").upload_file(str(long), "media", "long.flac")
        self.transcribe.start_transcription_job(TranscriptionJobName="long", LanguageCode="en-GB",
                                                Media={"MediaFileUri": "s3://media/long.flac"})
        service.wait_job("long")
        got = self.transcribe.get_transcription_job(TranscriptionJobName="long")
        self.compare(got, recorded("test_transcribe_error_invalid_length", "TranscribeErrorInvalidLength"))


if __name__ == "__main__":
    if not SNAPSHOT.is_file():
        print(f"skipped: no {SNAPSHOT}")
        sys.exit(77)
    unittest.main()
