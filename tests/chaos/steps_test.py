#!/usr/bin/env python3
"""Kills the real service right after each step of a job, starts it again, and expects the same bytes.

usage: tests/chaos/steps_test.py
The steps are those that a worker logs: see tacet/pipeline/worker.h.
"""

import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "conformance"))
from aws_connection import AwsConnection  # noqa: E402
from service import Service, clip  # noqa: E402

BOTH = {"RedactionType": "PII", "RedactionOutput": "redacted_and_unredacted"}
STEPS = ("claimed", "fetched", "transcribed", "wrote_waveform", "wrote_redacted", "wrote_transcript", "completed")


class StepsTest(unittest.TestCase):
    def setUp(self):
        self.service = Service({"workers.lease_seconds": 3, "log.level": "debug", "log.requests": False})
        self.addCleanup(self.service.remove)
        self.service.start()
        connection = self.connect()
        for bucket in ("/media", "/results"):
            connection.put(bucket)
        connection.put("/media/clip.wav", clip(self.service.folder / "clip.wav", seconds=3).read_bytes())
        self.start_job(connection, "calm")
        self.wait_for_end(connection, "calm")
        self.calm = self.documents(connection, "calm")
        connection.close()

    def connect(self):
        return AwsConnection(self.service.port, *self.service.key())

    def start_job(self, connection, name):
        connection.transcribe("StartTranscriptionJob", TranscriptionJobName=name, LanguageCode="en-US",
                              Media={"MediaFileUri": "s3://media/clip.wav"}, ContentRedaction=BOTH,
                              OutputBucketName="results")

    def wait_for_end(self, connection, name):
        deadline = time.monotonic() + 60
        while True:
            job = connection.transcribe("GetTranscriptionJob", TranscriptionJobName=name)["TranscriptionJob"]
            if job["TranscriptionJobStatus"] in ("COMPLETED", "FAILED"):
                self.assertEqual(job["TranscriptionJobStatus"], "COMPLETED", job)
                return
            self.assertLess(time.monotonic(), deadline, f"{name} does not end")
            time.sleep(0.02)

    def documents(self, connection, name):
        return [connection.get(f"/results/{prefix}{name}.json").replace(f'"{name}"'.encode(), b'"calm"')
                for prefix in ("", "redacted-")]

    def wait_for_step(self, name, step):
        wanted = f'"event":"job.step","job":"{name}","step":"{step}"'
        deadline = time.monotonic() + 60
        while wanted not in self.service.log_text():
            self.assertLess(time.monotonic(), deadline, f"{name} never came to {step}")
            time.sleep(0.001)

    def test_a_kill_after_any_step_loses_and_doubles_nothing(self):
        for step in STEPS:
            with self.subTest(step=step):
                connection = self.connect()
                name = f"after-{step}"
                self.start_job(connection, name)
                self.wait_for_step(name, step)
                self.service.kill()
                connection.close()
                self.service.start()
                connection = self.connect()
                self.wait_for_end(connection, name)
                self.assertEqual(self.documents(connection, name), self.calm)
                listed = connection.transcribe("ListTranscriptionJobs", MaxResults=100)["TranscriptionJobSummaries"]
                self.assertEqual([job["TranscriptionJobName"] for job in listed].count(name), 1)
                connection.close()
        self.service.stop()
        self.assertEqual([file for file in (self.service.data / "tmp").rglob("*") if file.is_file()], [])


if __name__ == "__main__":
    unittest.main()
