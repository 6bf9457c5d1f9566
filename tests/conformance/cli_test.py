#!/usr/bin/env python3
"""Runs the AWS CLI and the scripts of examples/cli against the real service, with real recognition.

usage: tools/with-venv tests/conformance tests/conformance/cli_test.py
Exits with 77 (skipped) without a speech model.
"""

import json
import os
import subprocess
import sys
import unittest
import urllib.error
import urllib.request

import sdks
from service import CALL, ROOT, SERVICE_BUCKET, Service, clip, have_model

sys.path.insert(0, str(ROOT / "tests" / "integration"))
import transcript_shape  # noqa: E402

SCRIPTS = ROOT / "examples" / "cli"
service = None


def setUpModule():
    global service
    service = Service(speech=True).start()


def tearDownModule():
    service.stop()
    service.remove()


def environment(role="submit"):
    settings = service.client_environment(role)
    settings["PATH"] = f"{sdks.command_line()}:{settings['PATH']}"
    return settings


class CommandLineTest(unittest.TestCase):
    def run_ok(self, *command, role="submit"):
        run = subprocess.run(command, capture_output=True, text=True, env=environment(role), timeout=300)
        self.assertEqual(run.returncode, 0, f"{command}: {run.stderr}{service.log_text()[-3000:]}")
        return run.stdout

    def run_refused(self, *command, role="submit"):
        run = subprocess.run(command, capture_output=True, text=True, env=environment(role), timeout=300)
        self.assertNotEqual(run.returncode, 0, run.stdout)
        return run.stderr

    def aws(self, *arguments, **options):
        return self.run_ok("aws", *arguments, **options)

    @classmethod
    def setUpClass(cls):
        file = clip(service.folder / "call.wav")
        for command in (["s3", "mb", "s3://amzn-s3-demo-bucket"],
                        ["s3", "cp", file, "s3://amzn-s3-demo-bucket/my-input-files/call.wav"]):
            subprocess.run(["aws", *command], env=environment(), check=True, capture_output=True)

    def assert_document(self, document, redacted):
        self.assertEqual(transcript_shape.problems(document), [])
        self.assertEqual(document["isRedacted"], redacted)
        text = document["results"]["transcripts"][0]["transcript"]
        self.assertEqual("[PII]" in text, redacted)
        self.assertIn("Thank you for calling", text)

    def test_a_job_from_flags_into_a_bucket_of_ones_own(self):
        started = json.loads(self.run_ok(SCRIPTS / "start-with-flags.sh", "flags",
                                         "s3://amzn-s3-demo-bucket/my-input-files/call.wav",
                                         "amzn-s3-demo-bucket"))["TranscriptionJob"]
        self.assertEqual(started["TranscriptionJobStatus"], "IN_PROGRESS")
        self.assertEqual(started["ContentRedaction"],
                         {"RedactionType": "PII", "RedactionOutput": "redacted_and_unredacted",
                          "PiiEntityTypes": ["NAME", "ADDRESS", "PHONE", "SSN"]})
        uri = self.run_ok(SCRIPTS / "wait-and-print.sh", "flags").strip()
        self.assertTrue(uri.endswith("/amzn-s3-demo-bucket/my-output-files/redacted-flags.json"), uri)
        for name, redacted in (("redacted-flags.json", True), ("flags.json", False)):
            copy = service.folder / name
            self.aws("s3", "cp", f"s3://amzn-s3-demo-bucket/my-output-files/{name}", copy)
            self.assert_document(json.loads(copy.read_text()), redacted)
        # An object of one's own is no public one: its address alone opens nothing.
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(uri)
        self.assertEqual(refused.exception.code, 403)
        refused.exception.close()
        again = self.run_refused(SCRIPTS / "start-with-flags.sh", "flags",
                                 "s3://amzn-s3-demo-bucket/my-input-files/call.wav", "amzn-s3-demo-bucket")
        self.assertIn("(ConflictException) when calling the StartTranscriptionJob operation: "
                      "The requested job name already exists. Use a different job name.", again)

    def test_a_job_from_a_json_file_into_the_service_bucket(self):
        started = json.loads(self.run_ok(SCRIPTS / "start-with-json.sh"))["TranscriptionJob"]
        self.assertEqual(started["TranscriptionJobName"], "my-first-redaction-job")
        uri = self.run_ok(SCRIPTS / "wait-and-print.sh", "my-first-redaction-job").strip()
        self.assertIn(f"/{SERVICE_BUCKET}/", uri)
        with urllib.request.urlopen(uri) as answer:
            self.assert_document(json.load(answer), True)
        job = json.loads(self.aws("transcribe", "get-transcription-job", "--transcription-job-name",
                                  "my-first-redaction-job"))["TranscriptionJob"]
        self.assertNotIn("TranscriptFileUri", job["Transcript"])
        listed = json.loads(self.aws("transcribe", "list-transcription-jobs", "--job-name-contains",
                                     "FIRST"))["TranscriptionJobSummaries"]
        self.assertEqual([entry["OutputLocationType"] for entry in listed], ["SERVICE_BUCKET"])
        self.assertEqual(self.aws("transcribe", "delete-transcription-job", "--transcription-job-name",
                                  "my-first-redaction-job"), "")
        gone = self.run_refused("aws", "transcribe", "get-transcription-job", "--transcription-job-name",
                                "my-first-redaction-job")
        self.assertIn("(BadRequestException)", gone)
        self.assertIn("The requested job couldn't be found.", gone)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(uri)
        self.assertEqual(refused.exception.code, 404)
        refused.exception.close()

    def test_the_high_level_s3_commands(self):
        self.aws("s3", "mb", "s3://files")
        tree = service.folder / "tree"
        (tree / "a b").mkdir(parents=True)
        (tree / "a b" / "ü+%.txt").write_text("text")
        (tree / "large.bin").write_bytes(os.urandom(20 * 1024 * 1024 + 5))
        self.aws("s3", "sync", tree, "s3://files/tree")
        self.assertEqual(self.aws("s3", "sync", tree, "s3://files/tree"), "")
        listed = self.aws("s3", "ls", "s3://files/tree/")
        self.assertIn("PRE a b/", listed)
        self.assertIn("20971525 large.bin", listed)
        self.aws("s3", "cp", "s3://files/tree/large.bin", "s3://files/copy.bin")
        self.aws("s3", "mv", "s3://files/tree/a b/ü+%.txt", "s3://files/moved.txt")
        self.aws("s3", "cp", "s3://files/copy.bin", service.folder / "copy.bin")
        self.assertEqual((service.folder / "copy.bin").read_bytes(), (tree / "large.bin").read_bytes())
        signed = self.aws("s3", "presign", "s3://files/moved.txt").strip()
        with urllib.request.urlopen(signed) as answer:
            self.assertEqual(answer.read(), b"text")
        with urllib.request.urlopen(signed) as answer:  # a signed address is no one-time ticket
            self.assertEqual(answer.read(), b"text")
        piped = subprocess.run(["aws", "s3", "cp", "-", "s3://files/piped"], input=CALL.read_bytes(),
                               env=environment(), capture_output=True)
        self.assertEqual(piped.returncode, 0, piped.stderr)
        self.assertIn(str(CALL.stat().st_size), self.aws("s3", "ls", "s3://files/piped"))
        self.assertIn("AccessDenied", self.run_refused("aws", "s3", "rb", "--force", "s3://files"))
        self.aws("s3", "rb", "--force", "s3://files", role="admin")
        self.assertNotIn("files", self.aws("s3", "ls"))


if __name__ == "__main__":
    if not have_model():
        print("skipped: no speech model; run `make build`")
        sys.exit(77)
    os.environ["PATH"] = f"{sdks.command_line()}:{os.environ['PATH']}"
    unittest.main()
