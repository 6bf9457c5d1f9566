#!/usr/bin/env python3
"""The target TacetReview by signed requests, as the web console sends them: what was redacted in the
shipped recording is listed, revealed and published anew.

usage: tests/conformance/review_test.py
Needs the models; exits with 77 (skipped) without them.
"""

import base64
import contextlib
import json
import sys
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from aws_connection import AwsConnection, Refused
from service import SERVICE_BUCKET, Service, clip, have_model

# The longest that a reviewer waits for a new document (s).
PUBLISH_SECONDS = 5
service = None
connections = {}


def setUpModule():
    """One job of each mode in the service bucket, and one of each in a customer's."""
    global service
    service = Service(speech=True).start()
    admin = connect("admin")
    for bucket in ("media", "results"):
        admin.put(f"/{bucket}")
    # Five redactions are in it.
    admin.put("/media/call.wav", clip(service.folder / "call.wav", seconds=36).read_bytes())
    for output in ("redacted", "redacted_and_unredacted"):
        for place, members in (("inside", {}), ("outside", {"OutputBucketName": "results"})):
            name = f"{place}-{output}"
            admin.transcribe("StartTranscriptionJob", TranscriptionJobName=name, LanguageCode="en-US",
                             Media={"MediaFileUri": "s3://media/call.wav"},
                             ContentRedaction={"RedactionType": "PII", "RedactionOutput": output}, **members)
    deadline = time.monotonic() + 600
    for job in admin.transcribe("ListTranscriptionJobs")["TranscriptionJobSummaries"]:
        while (state := status(job["TranscriptionJobName"])) != "COMPLETED":
            if state == "FAILED" or time.monotonic() > deadline:
                raise RuntimeError(f"{job['TranscriptionJobName']}: {state}")
            time.sleep(0.2)


def tearDownModule():
    for connection in connections.values():
        connection.close()
    service.stop()
    service.remove()


def connect(role):
    """The connection of a key of this role."""
    if role not in connections:
        connections[role] = AwsConnection(service.port, *service.key(role))
    return connections[role]


def get_job(name):
    return connect("admin").transcribe("GetTranscriptionJob", TranscriptionJobName=name)["TranscriptionJob"]


def status(name):
    return get_job(name)["TranscriptionJobStatus"]


def review(operation, role="submit", **members):
    return connect(role).review(operation, **members)


def document(name, which="RedactedTranscriptFileUri"):
    """(text of the document, its address without the signature)."""
    uri = get_job(name)["Transcript"][which]
    parts = urllib.parse.urlsplit(uri)
    if parts.query:
        with urllib.request.urlopen(uri) as answer:
            text = answer.read().decode()
    else:
        text = connect("submit").get(parts.path).decode()
    return text, parts.path


def items(text):
    return json.loads(text)["results"]["items"]


def spans(listed):
    return [{name: entry[name] for name in ("RedactionId", "StartTime", "EndTime", "Type")}
            for entry in listed["Redactions"]]


class ReviewTestCase(unittest.TestCase):
    def refused(self, code, operation, role="submit", **members):
        with self.assertRaises(Refused) as raised:
            review(operation, role, **members)
        self.assertLess(raised.exception.status, 500)
        answer = json.loads(raised.exception.body)
        self.assertEqual(answer["__type"], code, answer)
        return answer["Message"]

    def publish(self, name, version, redactions):
        started = time.monotonic()
        answer = review("PublishRedactions", TranscriptionJobName=name, Version=version, Redactions=redactions)
        self.assertLess(time.monotonic() - started, PUBLISH_SECONDS)
        self.assertEqual(answer, {"TranscriptionJobName": name, "Version": version + 1})


class IdentityTest(ReviewTestCase):
    def test_says_who_the_key_is(self):
        for role in ("admin", "submit", "read-redacted"):
            self.assertEqual(review("GetIdentity", role), {"AccessKeyId": service.key(role)[0], "Role": role})

    def test_refuses_what_is_not_signed_or_not_known(self):
        request = urllib.request.Request(service.endpoint, b"{}", {"X-Amz-Target": "TacetReview.GetIdentity"})
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(request)
        with raised.exception as answer:
            self.assertEqual(answer.code, 403)
            self.assertEqual(json.loads(answer.read())["__type"], "MissingAuthenticationToken")
        self.refused("UnknownOperationException", "ListNothing")


class RoleTest(ReviewTestCase):
    def test_a_read_redacted_key_lists_and_nothing_else(self):
        name = "inside-redacted_and_unredacted"
        listed = review("ListRedactions", "read-redacted", TranscriptionJobName=name)
        self.assertEqual(set(listed), {"TranscriptionJobName", "Version", "Redactions", "Versions"})
        self.refused("AccessDeniedException", "RevealRedaction", "read-redacted", TranscriptionJobName=name,
                     RedactionId=listed["Redactions"][0]["RedactionId"], Version=listed["Version"])
        self.refused("AccessDeniedException", "PublishRedactions", "read-redacted", TranscriptionJobName=name,
                     Version=listed["Version"], Redactions=[])
        for operation, members in (("GetTranscript", {"Redacted": False}), ("GetWaveform", {}), ("GetMediaUrl", {})):
            self.refused("AccessDeniedException", operation, "read-redacted", TranscriptionJobName=name, **members)

    def test_a_kept_version_is_closed_to_it(self):
        name = "outside-redacted_and_unredacted"
        listed = review("ListRedactions", TranscriptionJobName=name)
        self.publish(name, listed["Version"], spans(listed))
        versions = review("ListRedactions", TranscriptionJobName=name)["Versions"]
        reader = connect("read-redacted")
        self.assertIn(b"[PII]", reader.get(f"/results/{versions[0]['Key']}"))
        with self.assertRaises(Refused) as raised:
            reader.get(f"/results/{versions[1]['Key']}")
        self.assertEqual(raised.exception.status, 403)
        self.assertIn(b"[PII]", connect("submit").get(f"/results/{versions[1]['Key']}"))


class ReadTest(ReviewTestCase):
    def test_documents_come_as_they_are_stored(self):
        for name in ("inside-redacted_and_unredacted", "outside-redacted_and_unredacted"):
            for redacted, which in ((True, "RedactedTranscriptFileUri"), (False, "TranscriptFileUri")):
                answer = review("GetTranscript", TranscriptionJobName=name, Redacted=redacted)
                self.assertEqual(answer, {"Transcript": document(name, which)[0]})
        self.assertIn("[PII]", review("GetTranscript", "read-redacted", TranscriptionJobName=name,
                                      Redacted=True)["Transcript"])

    def test_the_waveform_is_loud_where_somebody_speaks(self):
        for name in ("inside-redacted", "outside-redacted"):
            answer = review("GetWaveform", TranscriptionJobName=name)
            peaks, rate = base64.b64decode(answer["Peaks"]), answer["PeaksPerSecond"]
            self.assertAlmostEqual(len(peaks) / rate, 36, delta=0.1)
            for entry in review("ListRedactions", TranscriptionJobName=name)["Redactions"]:
                said = peaks[int(entry["StartTime"] * rate):int(entry["EndTime"] * rate)]
                self.assertGreater(max(said), sorted(peaks)[len(peaks) // 10])

    def test_a_recording_in_the_own_store_is_read_with_the_own_key(self):
        said = self.refused("BadRequestException", "GetMediaUrl", TranscriptionJobName="inside-redacted")
        self.assertIn("Your own access key opens the recording", said)


class BothDocumentsTest(ReviewTestCase):
    """RedactionOutput redacted_and_unredacted."""

    def test_lists_reveals_takes_back_and_adds(self):
        for place in ("inside", "outside"):
            with self.subTest(place):
                self.review_both(f"{place}-redacted_and_unredacted")

    def review_both(self, name):
        before, address = document(name)
        whole, _ = document(name, "TranscriptFileUri")
        listed = review("ListRedactions", TranscriptionJobName=name)
        version = listed["Version"]
        self.assertEqual(listed["MediaFileUri"], "s3://media/call.wav")
        self.assertTrue(listed["CanReveal"])
        self.assertGreater(len(listed["Redactions"]), 2)
        for entry in listed["Redactions"]:
            item = items(before)[entry["Item"]]
            self.assertEqual(item["alternatives"][0]["content"], "[PII]")
            self.assertEqual(float(item["start_time"]), entry["StartTime"])
            self.assertEqual(float(item["end_time"]), entry["EndTime"])
            self.assertEqual(item["alternatives"][0]["redactions"][0]["type"], entry["Type"])
            self.assertEqual(entry["Origin"], "DETECTED")

        texts = [review("RevealRedaction", TranscriptionJobName=name, RedactionId=entry["RedactionId"],
                        Version=version)["Text"] for entry in listed["Redactions"]]
        self.assertTrue(all(texts))
        for text in texts:
            self.assertIn(text, json.loads(whole)["results"]["transcripts"][0]["transcript"])

        # The first is taken back, the first plain word is added.
        word = next(item for item in items(before) if item["type"] == "pronunciation"
                    and "redactions" not in item["alternatives"][0])
        added = {"StartTime": float(word["start_time"]), "EndTime": float(word["end_time"]), "Type": "USERNAME"}
        self.publish(name, version, [added, *spans(listed)[1:]])
        after, same_address = document(name)
        self.assertEqual(address, same_address)
        transcript = json.loads(after)["results"]["transcripts"][0]["transcript"]
        self.assertIn(texts[0], transcript)
        self.assertTrue(json.loads(after)["isRedacted"])
        self.assertEqual([item["id"] for item in items(after)], list(range(len(items(after)))))
        self.assertEqual(document(name, "TranscriptFileUri")[0], whole)

        now = review("ListRedactions", TranscriptionJobName=name)
        self.assertEqual([entry["Type"] for entry in now["Redactions"] if entry["Origin"] == "REVIEWER"],
                         ["USERNAME"])
        self.assertEqual(now["Versions"][0]["CreatedBy"], service.key("submit")[0])
        old = review("ListRedactions", TranscriptionJobName=name, Version=version)
        self.assertEqual(spans(old), spans(listed))
        self.assertIn("at version", self.refused("ConflictException", "PublishRedactions", Version=version,
                                                 TranscriptionJobName=name, Redactions=[]))
        # Back to what it was. What was taken back meanwhile is the reviewer's now, who is sure.
        self.publish(name, version + 1, [{key: entry[key] for key in ("StartTime", "EndTime", "Type")}
                                         for entry in old["Redactions"]])
        restored = items(document(name)[0])
        restored[listed["Redactions"][0]["Item"]]["alternatives"][0]["redactions"][0]["confidence"] = (
            items(before)[listed["Redactions"][0]["Item"]]["alternatives"][0]["redactions"][0]["confidence"])
        self.assertEqual(restored, items(before))
        self.never_written(texts)

    def never_written(self, texts):
        """Not in the log or the audit log, and who did what is in the latter."""
        audit = (service.data / "audit.log").read_text()
        for action in ("redaction.revealed", "redactions.published"):
            self.assertIn(f'"{action}"', audit)
        for text in texts:
            # A text such as "Texas" is no word of a log; a digit or two may be.
            if len(text) > 4:
                self.assertNotIn(text, audit)
                self.assertNotIn(text, service.log_text())


class RedactedOnlyTest(ReviewTestCase):
    """RedactionOutput redacted: what was hidden cannot be shown, more can be hidden."""

    def test_reveals_nothing_and_only_adds(self):
        for place in ("inside", "outside"):
            with self.subTest(place):
                self.review_redacted(f"{place}-redacted")

    def review_redacted(self, name):
        before, address = document(name)
        listed = review("ListRedactions", TranscriptionJobName=name)
        self.assertFalse(listed["CanReveal"])
        first = listed["Redactions"][0]
        self.assertIn("kept no unredacted transcript", self.refused(
            "BadRequestException", "RevealRedaction", TranscriptionJobName=name, Version=1,
            RedactionId=first["RedactionId"]))
        self.assertIn("can't be taken back", self.refused(
            "BadRequestException", "PublishRedactions", TranscriptionJobName=name, Version=1,
            Redactions=spans(listed)[1:]))
        self.publish(name, 1, spans(listed))
        self.assertEqual(document(name)[0], before)

        # The word after the first redaction goes with it.
        word = next(item for item in items(before)[first["Item"] + 1:] if item["type"] == "pronunciation")
        grown = spans(listed)
        grown[0]["EndTime"] = float(word["end_time"])
        self.publish(name, 2, grown)
        after, same_address = document(name)
        self.assertEqual(address, same_address)
        self.assertLess(len(items(after)), len(items(before)) + 1)
        self.assertNotIn({"start_time": word["start_time"], "content": word["alternatives"][0]["content"]},
                         [{"start_time": item.get("start_time"), "content": item["alternatives"][0]["content"]}
                          for item in items(after)])
        self.assertEqual([entry["Version"] for entry in
                          review("ListRedactions", TranscriptionJobName=name)["Versions"]], [3, 2, 1])


class ServiceBucketTest(ReviewTestCase):
    def test_versions_go_with_their_job(self):
        admin = connect("admin")
        admin.transcribe("StartTranscriptionJob", TranscriptionJobName="passing", LanguageCode="en-US",
                         Media={"MediaFileUri": "s3://media/call.wav"},
                         ContentRedaction={"RedactionType": "PII", "RedactionOutput": "redacted"})
        deadline = time.monotonic() + 300
        while status("passing") != "COMPLETED":
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.2)
        self.publish("passing", 1, spans(review("ListRedactions", TranscriptionJobName="passing")))
        records = [file for file in (service.data / "objects" / "buckets" / SERVICE_BUCKET).rglob("*")
                   if file.is_file() and b"/passing/" in file.read_bytes()]
        self.assertEqual(len(records), 3)  # two versions and the waveform
        admin.transcribe("DeleteTranscriptionJob", TranscriptionJobName="passing")
        self.assertEqual([file for file in records if file.exists()], [])


class ConsoleTest(unittest.TestCase):
    def test_is_where_browsers_look(self):
        status_code, body = service.get("/console/")
        self.assertIn(status_code, (200, 404))
        self.assertIn(b"<html", body)
        with contextlib.closing(service.connect()) as peer:
            peer.request("GET", "/", headers={"Accept": "text/html,*/*;q=0.8"})
            answer = peer.getresponse()
            answer.read()
            self.assertEqual((answer.status, answer.headers["Location"]), (302, "/console/"))
        self.assertEqual(service.get("/")[0], 403)


if __name__ == "__main__":
    if not have_model():
        print("skipped: the models are not there")
        sys.exit(77)
    unittest.main()
