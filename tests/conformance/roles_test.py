#!/usr/bin/env python3
"""What a key of each role can reach, by every route that leads to a transcript or its media.

usage: tools/with-venv tests/conformance tests/conformance/roles_test.py
"""

import json
import subprocess
import unittest
import urllib.error
import urllib.parse
import urllib.request

from botocore.exceptions import ClientError

from service import SCRIPT_SECRETS, SERVICE_BUCKET, TACET, Service, clip

BOTH = {"RedactionType": "PII", "RedactionOutput": "redacted_and_unredacted"}
service = media = None


def setUpModule():
    """One job in the service bucket, and one in a customer's."""
    global service, media
    service = Service().start()
    media = service.put_clip()
    service.client("s3").create_bucket(Bucket="results")
    for name, members in (("inside", {}), ("outside", {"OutputBucketName": "results"})):
        job = service.run_job(name, media, ContentRedaction=BOTH, **members)
        assert job["TranscriptionJobStatus"] == "COMPLETED", job


def tearDownModule():
    service.stop()
    service.remove()


def keys(*arguments):
    """What `tacet keys` says."""
    return subprocess.run([TACET, "keys", *arguments, "--data-dir", service.data], capture_output=True, text=True,
                          check=True).stdout


def make_key():
    made = json.loads(keys("create", "--role", "admin", "--format", "json"))
    return made["accessKeyId"], made["secretAccessKey"]


def fetch(url, method="GET", data=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method, data=data)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


class RoleTestCase(unittest.TestCase):
    def assert_denied(self, call, **arguments):
        with self.assertRaises(ClientError, msg=f"{call} {arguments}") as refused:
            call(**arguments)
        answer = refused.exception.response
        self.assertIn(answer["Error"]["Code"], ("AccessDenied", "AccessDeniedException", "403"))
        for secret in SCRIPT_SECRETS:
            self.assertNotIn(secret, json.dumps(answer, default=str))


class ReadRedactedTest(RoleTestCase):
    @classmethod
    def setUpClass(cls):
        cls.s3 = service.client("s3", "read-redacted")
        cls.transcribe = service.client("transcribe", "read-redacted")

    def test_sees_jobs_but_not_the_way_to_the_unredacted_transcript(self):
        for name in ("inside", "outside"):
            job = self.transcribe.get_transcription_job(TranscriptionJobName=name)["TranscriptionJob"]
            self.assertEqual(list(job["Transcript"]), ["RedactedTranscriptFileUri"], name)
        self.assertEqual(len(self.transcribe.list_transcription_jobs()["TranscriptionJobSummaries"]), 2)
        uri = self.transcribe.get_transcription_job(
            TranscriptionJobName="inside")["TranscriptionJob"]["Transcript"]["RedactedTranscriptFileUri"]
        status, body = fetch(uri)
        self.assertEqual(status, 200)
        self.assertIn(b"[PII]", body)
        # The address of the unredacted twin differs by the file's name alone; its signature does not fit.
        self.assertEqual(fetch(uri.replace("redacted-asrOutput", "asrOutput"))[0], 403)

    def test_reads_redacted_transcripts_of_a_bucket_and_nothing_beside(self):
        got = self.s3.get_object(Bucket="results", Key="redacted-outside.json")["Body"].read()
        self.assertIn(b"[PII]", got)
        self.s3.head_object(Bucket="results", Key="redacted-outside.json")
        for bucket, key in (("results", "outside.json"), ("media", "clip.wav"), ("media", "missing"),
                            ("results", ".write_access_check_file.temp"), (SERVICE_BUCKET, "anything")):
            self.assert_denied(self.s3.get_object, Bucket=bucket, Key=key)
            self.assert_denied(self.s3.get_object, Bucket=bucket, Key=key, Range="bytes=0-3")
            self.assert_denied(self.s3.head_object, Bucket=bucket, Key=key)
        listed = self.s3.list_objects_v2(Bucket="results")
        self.assertEqual([entry["Key"] for entry in listed["Contents"]], ["redacted-outside.json"])
        try:
            self.assertEqual(self.s3.list_objects_v2(Bucket="media")["KeyCount"], 0)
        except ClientError as refused:
            self.assertEqual(refused.response["Error"]["Code"], "AccessDenied")

    def test_a_presigned_address_gives_no_more_than_its_key(self):
        for version in ("s3", "s3v4"):
            signer = service.client("s3", "read-redacted", signature_version=version)
            sign = lambda call, key, bucket="results": signer.generate_presigned_url(
                call, Params={"Bucket": bucket, "Key": key})
            self.assertEqual(fetch(sign("get_object", "redacted-outside.json"))[0], 200)
            for url in (sign("get_object", "outside.json"), sign("get_object", "clip.wav", "media")):
                status, body = fetch(url)
                self.assertEqual(status, 403)
                self.assertIn(b"AccessDenied", body)
            self.assertEqual(fetch(sign("put_object", "planted"), "PUT", b"x")[0], 403)
            self.assertEqual(fetch(sign("head_object", "outside.json"), "HEAD")[0], 403)
            self.assertEqual(fetch(sign("delete_object", "redacted-outside.json"), "DELETE")[0], 403)

    def test_changes_nothing(self):
        source = {"Bucket": "results", "Key": "outside.json"}
        for call, arguments in (
                (self.s3.put_object, {"Bucket": "results", "Key": "new", "Body": b"x"}),
                (self.s3.put_object, {"Bucket": "results", "Key": "redacted-outside.json", "Body": b"x"}),
                (self.s3.copy_object, {"Bucket": "results", "Key": "redacted-copy.json", "CopySource": source}),
                (self.s3.copy_object, {"Bucket": "results", "Key": "redacted-outside.json", "CopySource": source}),
                (self.s3.delete_object, {"Bucket": "results", "Key": "redacted-outside.json"}),
                (self.s3.delete_objects, {"Bucket": "results", "Delete": {"Objects": [{"Key": "outside.json"}]}}),
                (self.s3.create_multipart_upload, {"Bucket": "results", "Key": "new"}),
                (self.s3.create_bucket, {"Bucket": "new-bucket"}),
                (self.s3.delete_bucket, {"Bucket": "results"}),
                (self.transcribe.start_transcription_job,
                 {"TranscriptionJobName": "new", "Media": {"MediaFileUri": media}, "LanguageCode": "en-US"}),
                (self.transcribe.delete_transcription_job, {"TranscriptionJobName": "inside"}),
                (self.transcribe.create_vocabulary,
                 {"VocabularyName": "v", "LanguageCode": "en-US", "Phrases": ["x"]}),
                (self.transcribe.create_vocabulary_filter,
                 {"VocabularyFilterName": "f", "LanguageCode": "en-US", "Words": ["x"]}),
                (self.transcribe.tag_resource,
                 {"ResourceArn": "arn:aws:transcribe:us-east-1:000000000000:transcription-job/inside",
                  "Tags": [{"Key": "a", "Value": "b"}]})):
            self.assert_denied(call, **arguments)
        self.assertEqual(service.client("s3").get_object(
            Bucket="results", Key="redacted-outside.json")["Body"].read()[:1], b"{")

    def test_a_copy_of_an_unredacted_transcript_stays_closed(self):
        admin = service.client("s3")
        source = {"Bucket": "results", "Key": "outside.json"}
        admin.copy_object(Bucket="results", Key="redacted-looks.json", CopySource=source)
        admin.copy_object(Bucket="results", Key="redacted-replaced.json", CopySource=source,
                          MetadataDirective="REPLACE", ContentType="application/json")
        admin.put_object(Bucket="results", Key="redacted-uploaded.json", Body=b'{"isRedacted":true}')
        for key in ("redacted-looks.json", "redacted-replaced.json", "redacted-uploaded.json"):
            self.assert_denied(self.s3.get_object, Bucket="results", Key=key)


class SubmitTest(RoleTestCase):
    def test_does_its_work_but_removes_no_bucket(self):
        s3, transcribe = service.client("s3", "submit"), service.client("transcribe", "submit")
        s3.create_bucket(Bucket="of-submit")
        s3.upload_file(str(clip(service.folder / "submit.wav")), "of-submit", "a.wav")
        job = service.run_job("of-submit", "s3://of-submit/a.wav", "submit", ContentRedaction=BOTH)
        for uri in job["Transcript"].values():
            self.assertEqual(fetch(uri)[0], 200)
        transcribe.delete_transcription_job(TranscriptionJobName="of-submit")
        s3.delete_object(Bucket="of-submit", Key="a.wav")
        self.assert_denied(s3.delete_bucket, Bucket="of-submit")
        service.client("s3").delete_bucket(Bucket="of-submit")


class AuditTest(RoleTestCase):
    def test_each_read_of_what_is_not_redacted_is_written_down(self):
        def lines():
            return [line for file in service.data.rglob("*audit*") if file.is_file()
                    for line in file.read_text().splitlines()]

        before = len(lines())
        key_id = service.key("submit")[0]
        s3 = service.client("s3", "submit")
        s3.get_object(Bucket="results", Key="outside.json")["Body"].read()
        s3.get_object(Bucket="results", Key="redacted-outside.json")["Body"].read()
        job = service.client("transcribe", "submit").get_transcription_job(
            TranscriptionJobName="inside")["TranscriptionJob"]["Transcript"]
        fetch(job["TranscriptFileUri"])
        fetch(job["RedactedTranscriptFileUri"])
        new = lines()[before:]
        self.assertTrue(any("outside.json" in line and key_id in line for line in new), new)
        self.assertTrue(any("asrOutput.json" in line for line in new), new)
        self.assertFalse([line for line in new if "redacted-" in line], new)
        for line in new:
            self.assertNotIn("Signature", line)


class RevokedTest(RoleTestCase):
    def test_a_revoked_key_ends_at_once(self):
        service.keys["passing"] = key = make_key()
        s3 = service.client("s3", "passing")
        s3.list_buckets()
        url = s3.generate_presigned_url("get_object", Params={"Bucket": "media", "Key": "clip.wav"})
        self.assertEqual(fetch(url)[0], 200)
        listed = keys("list")
        self.assertIn(key[0], listed)
        self.assertNotIn(key[1], listed)
        keys("revoke", key[0])
        with self.assertRaises(ClientError) as refused:
            s3.list_buckets()
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidAccessKeyId")
        self.assertEqual(fetch(url)[0], 403)
        secret = service.key()[1].encode()
        for file in service.data.rglob("*"):
            if file.is_file() and secret in file.read_bytes():
                self.assertEqual(file.stat().st_mode & 0o077, 0, file)


if __name__ == "__main__":
    unittest.main()
