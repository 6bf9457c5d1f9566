#!/usr/bin/env python3
"""Whole jobs over a real S3 server of somebody else's, SeaweedFS: media and results lie there.

usage: tests/integration/external_s3_test.py
Exits with 77 (skipped) where SeaweedFS cannot be installed.
"""

import json
import os
import secrets
import signal
import sys
import time
import unittest
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "conformance")]
import s3_peer_test  # noqa: E402
import transcript_shape  # noqa: E402
from aws_connection import AwsConnection, Refused  # noqa: E402
from service import SERVICE_BUCKET, Service, clip  # noqa: E402

BOTH = {"RedactionType": "PII", "RedactionOutput": "redacted_and_unredacted"}


class ExternalS3Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        weed = s3_peer_test.weed_program()
        key_id, cls.secret = "OTHERKEY" + secrets.token_hex(4), secrets.token_hex(20)
        cls.service = Service()
        cls.addClassCleanup(cls.service.remove)
        folder = cls.service.folder / "weed"
        folder.mkdir()
        cls.weed, port = s3_peer_test.start(weed, folder, key_id, cls.secret)
        cls.addClassCleanup(cls.weed.wait)
        cls.addClassCleanup(cls.weed.kill)
        cls.endpoint = f"http://127.0.0.1:{port}"
        cls.store = AwsConnection(port, key_id, cls.secret)
        cls.addClassCleanup(cls.store.close)
        cls.put_when_there("/media/in/clip.wav", clip(cls.service.folder / "clip.wav").read_bytes())

        secret_file = cls.service.folder / "secret"
        secret_file.write_text(cls.secret)
        secret_file.chmod(0o600)
        cls.service.settings.update({
            "store.kind": "s3", "store.endpoint": cls.endpoint, "store.access_key_id": key_id,
            "store.secret_access_key_file": str(secret_file)})
        cls.service.start()
        cls.aws = AwsConnection(cls.service.port, *cls.service.key("submit"))
        cls.addClassCleanup(cls.aws.close)

    @classmethod
    def put_when_there(cls, path, body, seconds=60):
        """The bucket comes a moment after the server."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return cls.store.put(path, body)
            except (Refused, OSError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def start(self, name, **members):
        members = {"Media": {"MediaFileUri": "s3://media/in/clip.wav"}, **members}
        self.aws.transcribe("StartTranscriptionJob", TranscriptionJobName=name, LanguageCode="en-US", **members)

    def run_job(self, name, **members):
        self.start(name, **members)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            job = self.aws.transcribe("GetTranscriptionJob", TranscriptionJobName=name)["TranscriptionJob"]
            if job["TranscriptionJobStatus"] in ("COMPLETED", "FAILED"):
                return job
            time.sleep(0.05)
        self.fail(f"{name} does not end")

    def test_results_stand_in_the_other_store(self):
        job = self.run_job("outside", ContentRedaction=BOTH, OutputBucketName="media", OutputKey="out/")
        self.assertEqual(job["TranscriptionJobStatus"], "COMPLETED", job)
        self.assertEqual(job["Transcript"], {
            "TranscriptFileUri": f"{self.endpoint}/media/out/outside.json",
            "RedactedTranscriptFileUri": f"{self.endpoint}/media/out/redacted-outside.json"})
        for name, redacted in (("outside.json", False), ("redacted-outside.json", True)):
            document = json.loads(self.store.get(f"/media/out/{name}"))
            self.assertEqual(transcript_shape.problems(document), [])
            self.assertIs(document["isRedacted"], redacted)
        self.aws.transcribe("DeleteTranscriptionJob", TranscriptionJobName="outside")
        self.store.get("/media/out/outside.json")  # the customer's stays

    def test_a_review_is_published_there(self):
        self.run_job("reviewed", ContentRedaction=BOTH, OutputBucketName="media", OutputKey="review/")
        before = self.store.get("/media/review/redacted-reviewed.json")
        listed = self.aws.review("ListRedactions", TranscriptionJobName="reviewed")
        spans = [{name: entry[name] for name in ("StartTime", "EndTime", "Type")} for entry in listed["Redactions"]]
        self.assertGreater(len(spans), 1)
        first = listed["Redactions"][0]["RedactionId"]
        self.assertTrue(self.aws.review("RevealRedaction", TranscriptionJobName="reviewed", Version=1,
                                        RedactionId=first)["Text"])
        for version, kept in ((1, spans[1:]), (2, spans)):
            self.assertEqual(self.aws.review("PublishRedactions", TranscriptionJobName="reviewed", Version=version,
                                             Redactions=kept)["Version"], version + 1)
        self.assertEqual(self.store.get("/media/review/redacted-reviewed.v1.json"), before)
        after = json.loads(self.store.get("/media/review/redacted-reviewed.json"))
        self.assertEqual(after["results"]["transcripts"], json.loads(before)["results"]["transcripts"])
        listed = self.aws.review("ListRedactions", TranscriptionJobName="reviewed")
        self.assertEqual([entry["Version"] for entry in listed["Versions"]], [3, 2, 1])
        self.assertEqual(listed["Versions"][0]["CreatedBy"], self.service.key("submit")[0])
        with self.assertRaises(Refused) as refused:
            self.aws.review("PublishRedactions", TranscriptionJobName="reviewed", Version=2, Redactions=[])
        self.assertIn(b"ConflictException", refused.exception.body)

    def test_a_key_of_the_service_reads_and_hears_what_lies_there(self):
        self.run_job("heard", ContentRedaction=BOTH, OutputBucketName="media", OutputKey="heard/")
        for redacted, name in ((True, "redacted-heard.json"), (False, "heard.json")):
            answer = self.aws.review("GetTranscript", TranscriptionJobName="heard", Redacted=redacted)
            self.assertEqual(answer["Transcript"].encode(), self.store.get(f"/media/heard/{name}"))
        url = self.aws.review("GetMediaUrl", TranscriptionJobName="heard")["Url"]
        self.assertTrue(url.startswith(f"{self.endpoint}/media/in/clip.wav?"), url.split("?")[0])
        with urllib.request.urlopen(url) as answer:
            self.assertEqual(answer.read(), (self.service.folder / "clip.wav").read_bytes())
        self.assertTrue(self.aws.review("GetWaveform", TranscriptionJobName="heard")["Peaks"])

    def test_the_service_bucket_stays_inside(self):
        job = self.run_job("inside", ContentRedaction={"RedactionType": "PII", "RedactionOutput": "redacted"})
        uri = job["Transcript"]["RedactedTranscriptFileUri"]
        self.assertTrue(uri.startswith(f"{self.service.endpoint}/{SERVICE_BUCKET}/"), uri.split("?")[0])
        status, body = self.service.get(uri.removeprefix(self.service.endpoint))
        self.assertEqual(status, 200)
        self.assertIn(b"[PII]", body)
        self.assertNotIn(SERVICE_BUCKET.encode(), self.store.get("/media", "list-type=2"))

    def test_the_own_endpoint_serves_no_buckets_of_the_other(self):
        for call in (lambda: self.aws.get("/media/in/clip.wav"), lambda: self.aws.put("/media/new", b"x"),
                     lambda: self.aws.put("/bucket")):
            with self.assertRaises(Refused) as refused:
                call()
            self.assertIn(refused.exception.status, (403, 404, 501))

    def test_media_that_are_not_there(self):
        # HEAD has no body, so that a bucket and a key that are missing look alike.
        for uri in ("s3://media/missing.wav", "s3://no-such-bucket/a.wav"):
            with self.assertRaises(Refused) as refused:
                self.start("missing", Media={"MediaFileUri": uri})
            self.assertEqual(refused.exception.status, 400)
            self.assertIn(b"doesn't point to an S3 object", refused.exception.body)

    def test_a_store_that_does_not_answer_is_waited_for(self):
        os.kill(self.weed.pid, signal.SIGSTOP)
        try:
            with self.assertRaises((Refused, OSError)) as refused:
                self.start("unreachable")
        finally:
            os.kill(self.weed.pid, signal.SIGCONT)
            self.aws.close()
        if isinstance(refused.exception, Refused):
            self.assertEqual(refused.exception.status, 500)
            self.assertIn(b"InternalFailureException", refused.exception.body)
        self.assertEqual(self.run_job("reached")["TranscriptionJobStatus"], "COMPLETED")

    def test_its_secret_is_not_written_down(self):
        self.assertNotIn(self.secret, self.service.log_text())
        for file in self.service.data.rglob("*"):
            if file.is_file():
                self.assertNotIn(self.secret.encode(), file.read_bytes(), file.name)


if __name__ == "__main__":
    unittest.main()
