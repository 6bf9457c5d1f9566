#!/usr/bin/env python3
"""Kills the real service at random moments, starts it again, and holds it to its word.

usage: TACET_KILLS=20 tests/chaos/crash_test.py
After all kills: every job whose start was answered has ended exactly once, COMPLETED, with the same
bytes as a job that was never disturbed; every object whose upload was answered is whole; nothing lies
about in temporary folders. The seed is printed; TACET_SEED repeats its moments.
"""

import http.client
import os
import random
import sys
import threading
import time
import unittest
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "conformance"))
from aws_connection import AwsConnection, Refused  # noqa: E402
from service import SERVICE_BUCKET, Service, clip  # noqa: E402

KILLS = int(os.environ.get("TACET_KILLS", "20"))
SEED = int(os.environ.get("TACET_SEED", str(random.SystemRandom().randrange(1 << 32))))
BOTH = {"RedactionType": "PII", "RedactionOutput": "redacted_and_unredacted"}
CUT_OFF = (OSError, http.client.HTTPException)


class Submitter(threading.Thread):
    """Starts jobs and uploads objects until told to stop, and remembers what was answered."""

    def __init__(self, service, index, seed):
        super().__init__(daemon=True)
        self.service, self.index, self.random = service, index, random.Random(seed)
        self.ending = threading.Event()
        self.jobs, self.unknown, self.objects, self.problems = [], [], {}, []

    def run(self):
        connection = AwsConnection(self.service.port, *self.service.key(), timeout=10)
        number = 0
        while not self.ending.is_set():
            number += 1
            name = f"job-{self.index}-{number:05}"
            try:
                if number % 3 == 0:
                    body = self.random.randbytes(self.random.randrange(1, 300_000))
                    path = f"/uploads/{name}"
                    self.objects[path] = (None, body)
                    connection.put(path, body)
                    self.objects[path] = (True, body)
                else:
                    members = {"OutputBucketName": "results"} if number % 2 else {}
                    connection.transcribe("StartTranscriptionJob", TranscriptionJobName=name, LanguageCode="en-US",
                                          Media={"MediaFileUri": "s3://media/clip.wav"}, ContentRedaction=BOTH,
                                          **members)
                    self.jobs.append(name)
            except Refused as refused:
                # While it stops or is full it may say so; it must not say anything else.
                if refused.status < 500 and b"LimitExceeded" not in refused.body:
                    self.problems.append(f"{name}: {refused}")
            except CUT_OFF:
                self.unknown.append(name)
                time.sleep(0.02)
            time.sleep(0.01)
        connection.close()


class CrashTest(unittest.TestCase):
    def test_no_job_is_lost_or_done_twice(self):
        print(f"seed {SEED}, {KILLS} kills", file=sys.stderr)
        moments = random.Random(SEED)
        # Enough attempts that no job runs out of them by kills alone.
        service = Service({"workers.count": 2, "workers.max_attempts": 100, "workers.lease_seconds": 3,
                           "jobs.concurrent": 100_000, "log.requests": False})
        service.start()
        self.addCleanup(service.remove)
        setup = AwsConnection(service.port, *service.key())
        for bucket in ("/media", "/results", "/uploads"):
            setup.put(bucket)
        setup.put("/media/clip.wav", clip(service.folder / "clip.wav", seconds=3).read_bytes())
        setup.transcribe("StartTranscriptionJob", TranscriptionJobName="calm", LanguageCode="en-US",
                         Media={"MediaFileUri": "s3://media/clip.wav"}, ContentRedaction=BOTH,
                         OutputBucketName="results")
        self.wait_for_end(service, ["calm"])
        calm = [setup.get(f"/results/{prefix}calm.json") for prefix in ("", "redacted-")]
        setup.close()

        submitters = [Submitter(service, index, SEED + index) for index in range(2)]
        for submitter in submitters:
            submitter.start()
        restarts = []
        for kill in range(KILLS):
            time.sleep(moments.uniform(0, 0.6))
            service.kill()
            began = time.monotonic()
            service.start()
            restarts.append(time.monotonic() - began)
            self.assertIsNone(service.process.poll())
            if kill % 5 == 0:
                time.sleep(1.0)  # a longer life now and then, in which jobs end
        for submitter in submitters:
            submitter.ending.set()
            submitter.join(timeout=60)
            self.assertEqual(submitter.problems, [])
        jobs = [name for submitter in submitters for name in submitter.jobs]
        unknown = [name for submitter in submitters for name in submitter.unknown]
        print(f"{len(jobs)} jobs answered, {len(unknown)} requests cut off, restart "
              f"{max(restarts):.2f} s at most", file=sys.stderr)
        self.assertGreater(len(jobs), KILLS)

        ended = self.wait_for_end(service, jobs)
        connection = AwsConnection(service.port, *service.key())
        listed = self.listed(connection)
        self.assertEqual(len(listed), len(set(listed)))
        self.assertLessEqual(set(jobs), set(listed))
        self.assertLessEqual(set(listed), {"calm", *jobs, *unknown})
        inside = 0
        for name in listed:
            job = ended.get(name) or self.wait_for_end(service, [name])[name]
            self.assertEqual(job["TranscriptionJobStatus"], "COMPLETED", job)
            for member, prefix, expected in (("TranscriptFileUri", "", calm[0]),
                                             ("RedactedTranscriptFileUri", "redacted-", calm[1])):
                uri = job["Transcript"][member]
                if "/results/" in uri:
                    got = connection.get(f"/results/{prefix}{name}.json")
                else:
                    inside += not prefix
                    status, got = service.get(uri.split(str(service.port), 1)[1])
                    self.assertEqual(status, 200)
                self.assertEqual(got, expected.replace(b'"calm"', f'"{name}"'.encode()), name)
        self.check_results(connection, listed)
        self.check_objects(connection, submitters)
        connection.close()
        service.stop()
        self.check_leftovers(service, results=2 * inside + len(listed))  # documents and waveforms

    def wait_for_end(self, service, names):
        connection = AwsConnection(service.port, *service.key())
        deadline, ended = time.monotonic() + 120 + len(names) / 5, {}
        for name in names:
            while True:
                job = connection.transcribe("GetTranscriptionJob", TranscriptionJobName=name)["TranscriptionJob"]
                if job["TranscriptionJobStatus"] in ("COMPLETED", "FAILED"):
                    ended[name] = job
                    break
                self.assertLess(time.monotonic(), deadline, f"{name} does not end")
                time.sleep(0.05)
        connection.close()
        return ended

    def listed(self, connection):
        names, token = [], {}
        while True:
            page = connection.transcribe("ListTranscriptionJobs", MaxResults=100, **token)
            names += [entry["TranscriptionJobName"] for entry in page["TranscriptionJobSummaries"]]
            if "NextToken" not in page:
                return names
            token = {"NextToken": page["NextToken"]}

    def check_results(self, connection, listed):
        """In the customer's bucket stands what the jobs named, and no half-written or second thing."""
        keys, token = [], ""
        while True:
            page = connection.get("/results", f"{token}list-type=2").decode()
            keys += [part.split("</Key>")[0] for part in page.split("<Key>")[1:]]
            if "<NextContinuationToken>" not in page:
                break
            value = page.split("<NextContinuationToken>")[1].split("<")[0]
            token = f"continuation-token={urllib.parse.quote(value, safe='')}&"
        names = {key.removeprefix("redacted-").removesuffix(".json") for key in keys
                 if not key.endswith(".write_access_check_file.temp")}
        self.assertLessEqual(names, set(listed))

    def check_objects(self, connection, submitters):
        for submitter in submitters:
            for path, (answered, body) in submitter.objects.items():
                try:
                    self.assertEqual(connection.get(path), body, path)
                except Refused as refused:
                    self.assertFalse(answered, f"{path}: {refused}")
                    self.assertEqual(refused.status, 404)

    def check_leftovers(self, service, results):
        """Nothing half-written, and not one blob or result of ours more than is named: see
        directory_object_store.h for the layout."""
        store = service.data / "objects"
        files = lambda folder: [file for file in folder.rglob("*") if file.is_file()]
        self.assertEqual(files(service.data / "tmp") + files(store / "tmp") + files(store / "uploads"), [])
        records = files(store / "buckets")
        objects = [file for file in records if file.parent.name == "objects"]
        self.assertEqual(len(files(store / "blobs")), len(objects))
        self.assertEqual(len(files(store / "buckets" / SERVICE_BUCKET / "objects")), results)


if __name__ == "__main__":
    unittest.main()
