#!/usr/bin/env python3
"""Looks for what must stay secret in everything that the service wrote: files, log and metrics.

usage: tests/integration/canary_test.py
Secret are the personal words that a recording's speaker says, in a run whose result is redacted; access
keys' secrets, outside the file of keys; signatures; and the content of uploads, outside the objects.
Exits with 77 (skipped) without a speech model.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
from aws_connection import AwsConnection, Refused  # noqa: E402
from service import MODELS, TACET, Service, clip, have_model  # noqa: E402


def personal_words(recording):
    """The words of the recording that redaction takes away and that stand nowhere else in it."""
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([TACET, "transcribe", recording, "--redact", "pii", "--redaction-output",
                        "redacted_and_unredacted", "--job-name", "j", "--output-dir", out, "--models-dir", MODELS],
                       check=True, capture_output=True)
        texts = [json.loads((Path(out) / name).read_text())["results"]["transcripts"][0]["transcript"]
                 for name in ("j.json", "redacted-j.json")]
    plain, redacted = (set(re.findall(r"[A-Za-z0-9'-]{4,}", text)) for text in texts)
    return plain - redacted


class CanaryTest(unittest.TestCase):
    def setUp(self):
        self.service = Service({"log.level": "debug"}, speech=True,
                               environment={"TACET_ACCESS_KEY_ID": "AKIACANARY0000000000",
                                            "TACET_SECRET_ACCESS_KEY": "canary/secret/of/the/environment/0000000"})
        self.addCleanup(self.service.remove)
        self.service.start()

    def test_nothing_secret_is_left_behind(self):
        recording = clip(self.service.folder / "call.wav", seconds=36)
        words = personal_words(recording)
        self.assertGreaterEqual(len(words), 2)
        aws = AwsConnection(self.service.port, *self.service.key("submit"))
        self.addCleanup(aws.close)
        for bucket in ("/media", "/results"):
            aws.put(bucket)
        aws.put("/media/call.wav", recording.read_bytes())
        aws.put("/media/notes.txt", b"CANARY-UPLOAD-" + os.urandom(12).hex().encode())
        redaction = {"RedactionType": "PII", "RedactionOutput": "redacted"}
        for name, members in (("inside", {}), ("outside", {"OutputBucketName": "results"})):
            aws.transcribe("StartTranscriptionJob", TranscriptionJobName=name, LanguageCode="en-US",
                           Media={"MediaFileUri": "s3://media/call.wav"}, ContentRedaction=redaction, **members)
        jobs = {name: self.wait(aws, name) for name in ("inside", "outside")}
        uri = jobs["inside"]["Transcript"]["RedactedTranscriptFileUri"]
        with urllib.request.urlopen(uri) as answer:
            self.assertIn(b"[PII]", answer.read())
        self.refused_requests(aws)
        secrets = {word.encode(): "a personal word" for word in words}
        for _, secret in self.service.keys.values():
            secrets[secret.encode()] = "the secret of a key"
        secrets[b"canary/secret/of/the/environment/0000000"] = "the secret of the first key"
        secrets[urllib.parse.parse_qs(urllib.parse.urlsplit(uri).query)["X-Amz-Signature"][0].encode()] = \
            "a signature"
        secrets[b"CANARY-SIGNATURE"] = "a signature that was sent"
        secrets[b"CANARY-UPLOAD-"] = "the content of an upload"

        places = {"log": self.service.log.read_bytes(), "metrics": self.service.get("/metrics")[1]}
        self.assertIn(b"tacet", places["metrics"])
        self.service.stop()
        for file in self.service.data.rglob("*"):
            if file.is_file():
                places[str(file.relative_to(self.service.data))] = file.read_bytes()
        self.assertGreater(len(places), 8)
        self.check(places, secrets)

    def check(self, places, secrets):
        found = []
        for place, data in places.items():
            for secret, what in secrets.items():
                if secret not in data:
                    continue
                if what.startswith("the secret of") and "key" in Path(place).name:
                    self.assertEqual((self.service.data / place).stat().st_mode & 0o077, 0)
                    continue
                if what == "the content of an upload" and data.count(secret) == 1 and "object" in place:
                    continue
                found.append(f"{place}: {what}")
        self.assertEqual(found, [])

    def test_a_crash_leaves_no_memory_image(self):
        limits = Path(f"/proc/{self.service.process.pid}/limits").read_text()
        soft = re.search(r"Max core file size\s+(\S+)", limits).group(1)
        self.assertEqual(soft, "0")

    def wait(self, aws, name):
        while True:
            job = aws.transcribe("GetTranscriptionJob", TranscriptionJobName=name)["TranscriptionJob"]
            if job["TranscriptionJobStatus"] == "COMPLETED":
                return job
            self.assertNotEqual(job["TranscriptionJobStatus"], "FAILED", job)
            time.sleep(0.2)

    def refused_requests(self, aws):
        """Requests that fail in the ways whose messages could quote too much."""
        for call in (lambda: aws.get("/media/missing"),
                     lambda: aws.transcribe("StartTranscriptionJob", TranscriptionJobName="x y")):
            with self.assertRaises(Refused):
                call()
        head = aws.signed("s3", "GET", "/media/notes.txt", b"")
        head = re.sub(rb"Signature=[0-9a-f]{16}", b"Signature=CANARY-SIGNATURE", head)
        self.assertEqual(aws.exchange(head)[0] // 100, 4)
        self.assertEqual(self.service.get("/media/notes.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a"
                                          "&X-Amz-Signature=CANARY-SIGNATURE")[0] // 100, 4)


if __name__ == "__main__":
    if not have_model():
        print("skipped: no speech model; run `make build`")
        sys.exit(77)
    unittest.main()
