#!/usr/bin/env python3
"""The Transcribe API as boto3 sees it: answers and errors, rule by rule.

usage: tools/with-venv tests/conformance tests/conformance/transcribe_test.py
"""

import json
import unittest
import urllib.parse
import urllib.request
from datetime import datetime, timezone

from botocore.exceptions import ClientError

from service import ACCOUNT, REGION, SCRIPT_SECRETS, SERVICE_BUCKET, Service

PII = {"RedactionType": "PII", "RedactionOutput": "redacted"}
BOTH = {"RedactionType": "PII", "RedactionOutput": "redacted_and_unredacted"}
service = media = None


def setUpModule():
    global service, media
    service = Service().start()
    media = service.put_clip(seconds=8)


def tearDownModule():
    service.stop()
    service.remove()


class TranscribeTestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.transcribe = service.client("transcribe", parameter_validation=False)
        cls.s3 = service.client("s3")

    def refused(self, code, message, operation, status=400, **members):
        """Calls and expects this error; `message` None = any."""
        with self.assertRaises(ClientError) as raised:
            getattr(self.transcribe, operation)(**members)
        answer = raised.exception.response
        self.assertEqual(answer["Error"]["Code"], code, answer)
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], status)
        self.assertEqual(answer["Message"], answer["Error"]["Message"])
        if message is not None:
            self.assertEqual(answer["Error"]["Message"], message)
        return answer["Error"]["Message"]

    def start(self, name, **members):
        members = {"Media": {"MediaFileUri": media}, "LanguageCode": "en-US", **members}
        return self.transcribe.start_transcription_job(TranscriptionJobName=name, **members)["TranscriptionJob"]

    def start_refused(self, message, code="BadRequestException", **members):
        members = {"TranscriptionJobName": "refused", "Media": {"MediaFileUri": media},
                   "LanguageCode": "en-US", **members}
        members = {name: value for name, value in members.items() if value is not None}
        return self.refused(code, message, "start_transcription_job", **members)


class StartTest(TranscribeTestCase):
    def test_answers_at_once_with_what_was_asked(self):
        before = datetime.now(timezone.utc)
        job = self.start("echo", ContentRedaction={**PII, "PiiEntityTypes": ["NAME", "PHONE"]},
                         MediaFormat="wav", MediaSampleRateHertz=8000, OutputBucketName="media",
                         OutputKey="out/", Tags=[{"Key": "team", "Value": ""}])
        self.assertLess(abs((job.pop("CreationTime") - before).total_seconds()), 5)
        self.assertLess(abs((job.pop("StartTime") - before).total_seconds()), 5)
        self.assertEqual(job, {
            "TranscriptionJobName": "echo", "TranscriptionJobStatus": "IN_PROGRESS", "LanguageCode": "en-US",
            "MediaSampleRateHertz": 8000, "MediaFormat": "wav", "Media": {"MediaFileUri": media},
            "ContentRedaction": {**PII, "PiiEntityTypes": ["NAME", "PHONE"]},
            "Tags": [{"Key": "team", "Value": ""}]})

    def test_refuses_a_missing_or_unknown_language(self):
        self.start_refused("The language code is missing. Either add a language code or turn on language "
                           "identification.", LanguageCode=None)
        message = self.start_refused(None, LanguageCode="non-existent")
        self.assertRegex(message, r"^1 validation error detected: Value 'non-existent' at 'languageCode' failed "
                         r"to satisfy constraint: Member must satisfy enum value set: \[[a-zA-Z, -]*en-US[^\]]*\]$")

    def test_refuses_a_name_in_use(self):
        self.start("taken")
        self.start_refused("The requested job name already exists. Use a different job name.",
                           "ConflictException", TranscriptionJobName="taken")

    def test_refuses_media_that_is_not_there(self):
        missing = ("The URI that you provided doesn't point to an S3 object. Make sure that the object exists "
                   "and try your request again.")
        self.start_refused(missing, Media={"MediaFileUri": "s3://media/missing.wav"})
        self.start_refused("The S3 URI that you provided can't be accessed. Make sure that you have read "
                           "permission and try your request again.",
                           Media={"MediaFileUri": "s3://no-such-bucket/missing.wav"})

    def test_constraints_name_the_value_the_path_and_the_rule(self):
        constraint = "1 validation error detected: Value {} failed to satisfy constraint: {}".format
        pattern = "Member must satisfy regular expression pattern: ^[0-9a-zA-Z._-]+"
        for message, members in (
                (constraint("'a b' at 'transcriptionJobName'", pattern), {"TranscriptionJobName": "a b"}),
                (constraint(f"'{'n' * 201}' at 'transcriptionJobName'",
                            "Member must have length less than or equal to 200"),
                 {"TranscriptionJobName": "n" * 201}),
                (constraint("null at 'transcriptionJobName'", "Member must not be null"),
                 {"TranscriptionJobName": None}),
                (constraint("null at 'media.mediaFileUri'", "Member must not be null"), {"Media": {}}),
                (constraint("'7999' at 'mediaSampleRateHertz'",
                            "Member must have value greater than or equal to 8000"),
                 {"MediaSampleRateHertz": 7999}),
                (constraint("'48001' at 'mediaSampleRateHertz'",
                            "Member must have value less than or equal to 48000"),
                 {"MediaSampleRateHertz": 48001}),
                (constraint("'31' at 'settings.maxSpeakerLabels'",
                            "Member must have value less than or equal to 30"),
                 {"Settings": {"MaxSpeakerLabels": 31}}),
                (constraint("'PHI' at 'contentRedaction.redactionType'",
                            "Member must satisfy enum value set: [PII]"),
                 {"ContentRedaction": {**PII, "RedactionType": "PHI"}}),
                (constraint("null at 'contentRedaction.redactionOutput'", "Member must not be null"),
                 {"ContentRedaction": {"RedactionType": "PII"}})):
            with self.subTest(members=str(members)[:60]):
                self.start_refused(message, **members)
        two = self.start_refused(None, MediaSampleRateHertz=1, MediaFormat="aiff")
        self.assertTrue(two.startswith("2 validation errors detected: Value '"), two)
        self.assertEqual(two.count("; Value '"), 1)

    def test_combinations_that_do_not_go_together(self):
        for words, members in (
                ("OutputBucketName", {"OutputKey": "a"}),
                ("OutputBucketName", {"OutputEncryptionKMSKeyId": "alias/key"}),
                ("VocabularyFilterMethod", {"Settings": {"VocabularyFilterName": "f"}}),
                ("VocabularyFilterName", {"Settings": {"VocabularyFilterMethod": "mask"}}),
                ("MaxSpeakerLabels", {"Settings": {"ShowSpeakerLabels": True}}),
                ("MaxAlternatives", {"Settings": {"ShowAlternatives": True}}),
                ("DataAccessRoleArn", {"JobExecutionSettings": {"AllowDeferredExecution": True}}),
                ("LanguageOptions", {"LanguageOptions": ["en-US", "de-DE"]}),
                ("IdentifyLanguage", {"IdentifyLanguage": True}),
                ("en-GB", {"LanguageCode": "en-GB", "ContentRedaction": PII})):
            with self.subTest(members=str(members)):
                self.assertIn(words, self.start_refused(None, **members))

    def test_nothing_is_ignored(self):
        """Above all not a request for redaction that stands in the wrong place."""
        body = {"TranscriptionJobName": "ignored", "Media": {"MediaFileUri": media}, "LanguageCode": "en-US"}
        for extra in ({"contentRedaction": PII}, {"Settings": {"ContentRedaction": PII}},
                      {"ContentRedaction": {**PII, "Extra": 1}}, {"Anything": None}):
            with self.subTest(extra=str(extra)):
                status, answer = raw_call("StartTranscriptionJob", json.dumps({**body, **extra}))
                self.assertEqual((status, answer["__type"]), (400, "BadRequestException"))
        self.refused("BadRequestException", None, "get_transcription_job", TranscriptionJobName="ignored")

    def test_features_that_are_not_there_are_named(self):
        for member, members in (
                ("Subtitles", {"Subtitles": {"Formats": ["srt"]}}),
                ("ToxicityDetection", {"ToxicityDetection": [{"ToxicityCategories": ["ALL"]}]}),
                ("ShowSpeakerLabels", {"Settings": {"ShowSpeakerLabels": True, "MaxSpeakerLabels": 2}}),
                ("ChannelIdentification", {"Settings": {"ChannelIdentification": True}}),
                ("ShowAlternatives", {"Settings": {"ShowAlternatives": True, "MaxAlternatives": 2}}),
                ("ModelSettings", {"ModelSettings": {"LanguageModelName": "m"}}),
                ("OutputEncryptionKMSKeyId", {"OutputBucketName": "media",
                                              "OutputEncryptionKMSKeyId": "alias/key"})):
            with self.subTest(member=member):
                self.assertIn(member, self.start_refused(None, **members))


class ResultTest(TranscribeTestCase):
    def document(self, uri):
        with urllib.request.urlopen(uri) as answer:
            return json.load(answer)

    def test_a_redacted_job_has_no_other_transcript(self):
        job = service.run_job("redacted", media, ContentRedaction=PII)
        self.assertEqual(job["TranscriptionJobStatus"], "COMPLETED", job)
        self.assertEqual(list(job["Transcript"]), ["RedactedTranscriptFileUri"])
        self.assertEqual((job["MediaFormat"], job["MediaSampleRateHertz"]), ("wav", 8000))
        self.assertEqual(job["Settings"], {"ChannelIdentification": False, "ShowAlternatives": False})
        self.assertLessEqual(job["CreationTime"], job["StartTime"])
        self.assertLessEqual(job["StartTime"], job["CompletionTime"])
        self.assertNotIn("Tags", job)
        uri = urllib.parse.urlsplit(job["Transcript"]["RedactedTranscriptFileUri"])
        self.assertRegex(uri.path, rf"^/{SERVICE_BUCKET}/{ACCOUNT}/redacted/[0-9a-f-]+/redacted-asrOutput\.json$")
        document = self.document(uri.geturl())
        self.assertEqual((document["jobName"], document["accountId"], document["isRedacted"], document["status"]),
                         ("redacted", ACCOUNT, True, "COMPLETED"))
        text = document["results"]["transcripts"][0]["transcript"]
        self.assertEqual(text.count("[PII]"), 2, text)
        for secret in SCRIPT_SECRETS:
            self.assertNotIn(secret, json.dumps(document))

    def test_both_transcripts(self):
        job = service.run_job("both", media, ContentRedaction=BOTH)
        redacted = self.document(job["Transcript"]["RedactedTranscriptFileUri"])
        plain = self.document(job["Transcript"]["TranscriptFileUri"])
        self.assertIn("[PII]", json.dumps(redacted))
        self.assertIs(plain["isRedacted"], False)
        for secret in SCRIPT_SECRETS:
            self.assertIn(secret, json.dumps(plain))

    def test_where_the_output_of_ones_own_bucket_stands(self):
        for name, members, keys in (
                ("own-1", {}, ["own-1.json"]),
                ("own-2", {"OutputKey": "folder/"}, ["folder/own-2.json"]),
                ("own-3", {"OutputKey": "folder"}, ["folder/own-3.json"]),
                ("own-4", {"OutputKey": "folder/name.json"}, ["folder/name.json"]),
                ("own-5", {"ContentRedaction": PII}, ["redacted-own-5.json"]),
                ("own-6", {"ContentRedaction": BOTH, "OutputKey": "b/name.json"},
                 ["b/name.json", "b/redacted-name.json"])):
            bucket = f"bucket-{name}"
            self.s3.create_bucket(Bucket=bucket)
            job = service.run_job(name, media, OutputBucketName=bucket, **members)
            self.assertEqual(job["TranscriptionJobStatus"], "COMPLETED", job)
            objects = [entry["Key"] for entry in self.s3.list_objects_v2(Bucket=bucket)["Contents"]
                       if not entry["Key"].endswith(".write_access_check_file.temp")]
            self.assertEqual(objects, keys)
            uris = sorted(job["Transcript"].values())
            self.assertEqual([uri.split(f"/{bucket}/")[1] for uri in uris], keys)
            for key in keys:
                got = self.s3.get_object(Bucket=bucket, Key=key)
                self.assertEqual(json.loads(got["Body"].read())["jobName"], name)
        self.transcribe.delete_transcription_job(TranscriptionJobName="own-1")
        self.s3.head_object(Bucket="bucket-own-1", Key="own-1.json")  # the customer's stays

    def test_service_bucket_results_open_only_by_the_address_of_get(self):
        job = service.run_job("closed", media)
        uri = job["Transcript"]["TranscriptFileUri"]
        key = urllib.parse.urlsplit(uri).path.split("/", 2)[2]
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(uri).query))
        self.assertEqual(query["X-Amz-Expires"], "900")
        for call in (lambda: self.s3.get_object(Bucket=SERVICE_BUCKET, Key=key),
                     lambda: self.s3.list_objects_v2(Bucket=SERVICE_BUCKET),
                     lambda: self.s3.put_object(Bucket=SERVICE_BUCKET, Key=key, Body=b"forged"),
                     lambda: self.s3.delete_object(Bucket=SERVICE_BUCKET, Key=key),
                     lambda: self.s3.copy_object(Bucket="media", Key="stolen",
                                                 CopySource={"Bucket": SERVICE_BUCKET, "Key": key})):
            with self.assertRaises(ClientError) as refused:
                call()
            self.assertEqual(refused.exception.response["Error"]["Code"], "AccessDenied")
        self.assertNotIn(SERVICE_BUCKET, [entry["Name"] for entry in self.s3.list_buckets()["Buckets"]])
        for altered in (uri.replace("X-Amz-Expires=900", "X-Amz-Expires=90000"),
                        uri.replace("/closed/", "/redacted/"), uri.split("?")[0],
                        self.s3.generate_presigned_url("get_object", Params={"Bucket": SERVICE_BUCKET, "Key": key})):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(altered)
            self.assertEqual(refused.exception.code, 403)
            refused.exception.close()
        self.transcribe.delete_transcription_job(TranscriptionJobName="closed")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(uri)
        refused.exception.close()

    def test_media_that_fail_say_why(self):
        self.s3.put_object(Bucket="media", Key="text.wav", Body=b"words, but no sound " * 50)
        job = service.run_job("not-media", "s3://media/text.wav")
        self.assertEqual(job["TranscriptionJobStatus"], "FAILED")
        self.assertEqual(job["FailureReason"].split(".")[0], "Unsupported media format")
        self.assertEqual(job["Transcript"], {})
        self.assertNotIn("MediaFormat", job)
        job = service.run_job("wrong-rate", media, MediaSampleRateHertz=16000)
        self.assertEqual(job["FailureReason"],
                         "The sample rate provided does not match the detected sample rate.")
        job = service.run_job("wrong-format", media, MediaFormat="flac")
        self.assertEqual(job["FailureReason"],
                         "The media format provided does not match the detected media format.")

    def test_the_waiter_of_the_sdk(self):
        self.start("waited")
        service.client("transcribe").get_waiter("transcription_job_completed").wait(
            TranscriptionJobName="waited", WaiterConfig={"Delay": 1, "MaxAttempts": 60})

    def test_a_vocabulary_filter_is_applied(self):
        self.transcribe.create_vocabulary_filter(VocabularyFilterName="polite", LanguageCode="en-US",
                                                 Words=["hello", "thank"])
        job = service.run_job("filtered", media, Settings={"VocabularyFilterName": "polite",
                                                           "VocabularyFilterMethod": "mask"})
        self.assertEqual(job["Settings"]["VocabularyFilterMethod"], "mask")
        text = self.document(job["Transcript"]["TranscriptFileUri"])["results"]["transcripts"][0]["transcript"]
        self.assertTrue(text.startswith("***, my name"), text)
        self.assertIn("*** you", text)


class ListTest(TranscribeTestCase):
    def test_pages_filters_and_order(self):
        names = [f"page-{number:02}" for number in range(13)]
        for name in names:
            self.start(name)
        for name in names:
            service.wait_job(name)
        seen, token, sizes = [], {}, []
        while True:
            page = self.transcribe.list_transcription_jobs(JobNameContains="PAGE-", **token)
            self.assertNotIn("Status", page)
            seen += [entry["TranscriptionJobName"] for entry in page["TranscriptionJobSummaries"]]
            sizes.append(len(page["TranscriptionJobSummaries"]))
            if "NextToken" not in page:
                break
            token = {"NextToken": page["NextToken"]}
        self.assertEqual(seen, names[::-1])
        self.assertEqual(sizes, [5, 5, 3])
        page = self.transcribe.list_transcription_jobs(Status="FAILED", JobNameContains="page", MaxResults=100)
        self.assertEqual((page["Status"], page["TranscriptionJobSummaries"]), ("FAILED", []))
        entry = self.transcribe.list_transcription_jobs(JobNameContains="page-12")["TranscriptionJobSummaries"][0]
        self.assertEqual(sorted(entry), ["CompletionTime", "CreationTime", "LanguageCode", "OutputLocationType",
                                         "StartTime", "TranscriptionJobName", "TranscriptionJobStatus"])
        self.refused("BadRequestException",
                     "The NextToken that you provided isn't valid. Check the token and try your request again.",
                     "list_transcription_jobs", NextToken="not-one-of-ours")
        self.refused("BadRequestException", "1 validation error detected: Value '101' at 'maxResults' failed to "
                     "satisfy constraint: Member must have value less than or equal to 100",
                     "list_transcription_jobs", MaxResults=101)


class MissingTest(TranscribeTestCase):
    def test_what_is_not_there(self):
        job = "The requested job couldn't be found. Check the job name and try your request again."
        vocabulary = ("The requested vocabulary couldn't be found. Check the vocabulary name and try your "
                      "request again.")
        words = ("The requested vocabulary filter couldn't be found. Check the vocabulary filter name and try "
                 "your request again.")
        for message, operation, member in (
                (job, "get_transcription_job", "TranscriptionJobName"),
                (job, "delete_transcription_job", "TranscriptionJobName"),
                (vocabulary, "get_vocabulary", "VocabularyName"),
                (vocabulary, "delete_vocabulary", "VocabularyName"),
                (words, "get_vocabulary_filter", "VocabularyFilterName"),
                (words, "delete_vocabulary_filter", "VocabularyFilterName")):
            with self.subTest(operation=operation):
                self.refused("BadRequestException", message, operation, **{member: "missing"})
        self.refused("BadRequestException", words, "update_vocabulary_filter", VocabularyFilterName="missing",
                     Words=["x"])
        arn = f"arn:aws:transcribe:{REGION}:{ACCOUNT}:transcription-job/missing"
        self.refused("NotFoundException", None, "list_tags_for_resource", ResourceArn=arn)
        self.start_refused(words, Settings={"VocabularyFilterName": "missing", "VocabularyFilterMethod": "mask"})


class VocabularyTest(TranscribeTestCase):
    def test_life_of_a_vocabulary(self):
        made = self.transcribe.create_vocabulary(VocabularyName="words", LanguageCode="en-US",
                                                 Phrases=["Tacet", "Los-Angeles"])
        self.assertEqual((made["VocabularyName"], made["LanguageCode"]), ("words", "en-US"))
        self.assertIn(made["VocabularyState"], ("PENDING", "READY"))
        service.client("transcribe").get_waiter("vocabulary_ready").wait(
            VocabularyName="words", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        self.refused("ConflictException",
                     "The requested vocabulary name already exists. Use a different vocabulary name.",
                     "create_vocabulary", VocabularyName="words", LanguageCode="en-US", Phrases=["x"])
        neither = "Either Phrases or VocabularyFileUri field should be provided."
        self.refused("BadRequestException", neither, "create_vocabulary", VocabularyName="none",
                     LanguageCode="en-US")
        self.refused("BadRequestException", neither, "create_vocabulary", VocabularyName="none",
                     LanguageCode="en-US", Phrases=["x"], VocabularyFileUri="s3://media/x.txt")
        listed = self.transcribe.list_vocabularies(NameContains="WORD")["Vocabularies"]
        self.assertEqual([entry["VocabularyName"] for entry in listed], ["words"])
        with urllib.request.urlopen(self.transcribe.get_vocabulary(VocabularyName="words")["DownloadUri"]) as got:
            self.assertIn(b"Los-Angeles", got.read())
        self.transcribe.update_vocabulary(VocabularyName="words", LanguageCode="en-US", Phrases=["Other"])
        self.transcribe.delete_vocabulary(VocabularyName="words")
        self.refused("BadRequestException", None, "get_vocabulary", VocabularyName="words")

    def test_life_of_a_vocabulary_filter(self):
        self.s3.put_object(Bucket="media", Key="filter.txt", Body="um\nuh\n".encode())
        self.transcribe.create_vocabulary_filter(VocabularyFilterName="filler", LanguageCode="en-US",
                                                 VocabularyFilterFileUri="s3://media/filter.txt")
        self.refused("ConflictException",
                     "The requested vocabulary filter name already exists. Use a different vocabulary filter name.",
                     "create_vocabulary_filter", VocabularyFilterName="filler", LanguageCode="en-US", Words=["x"])
        got = self.transcribe.get_vocabulary_filter(VocabularyFilterName="filler")
        with urllib.request.urlopen(got["DownloadUri"]) as answer:
            self.assertEqual(answer.read().split(), [b"um", b"uh"])
        self.transcribe.update_vocabulary_filter(VocabularyFilterName="filler", Words=["er"])
        with urllib.request.urlopen(self.transcribe.get_vocabulary_filter(
                VocabularyFilterName="filler")["DownloadUri"]) as answer:
            self.assertEqual(answer.read().split(), [b"er"])
        self.transcribe.delete_vocabulary_filter(VocabularyFilterName="filler")


class TagTest(TranscribeTestCase):
    def test_tags_of_a_job(self):
        self.start("tagged", Tags=[{"Key": "team", "Value": "a"}, {"Key": "cost", "Value": "1"}])
        arn = f"arn:aws:transcribe:{REGION}:{ACCOUNT}:transcription-job/tagged"
        self.transcribe.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "b"}])
        self.transcribe.untag_resource(ResourceArn=arn, TagKeys=["cost", "absent"])
        got = self.transcribe.list_tags_for_resource(ResourceArn=arn)
        self.assertEqual((got["ResourceArn"], got["Tags"]), (arn, [{"Key": "team", "Value": "b"}]))
        self.refused("BadRequestException", None, "tag_resource", ResourceArn=arn,
                     Tags=[{"Key": "aws:mine", "Value": ""}])
        self.refused("BadRequestException", None, "tag_resource", ResourceArn=arn,
                     Tags=[{"Key": f"key-{number}", "Value": ""} for number in range(51)])


class RefusedTest(TranscribeTestCase):
    def test_operations_that_are_not_there_say_so(self):
        for operation, members in (
                ("list_call_analytics_jobs", {}), ("list_language_models", {}), ("list_medical_vocabularies", {}),
                ("list_medical_transcription_jobs", {}), ("list_medical_scribe_jobs", {}),
                ("list_call_analytics_categories", {}),
                ("get_call_analytics_job", {"CallAnalyticsJobName": "x"})):
            with self.subTest(operation=operation):
                message = self.refused("BadRequestException", None, operation, **members)
                self.assertRegex(message, "support")

    def test_malformed_requests(self):
        self.assertEqual(raw_call("NoSuchOperation", "{}")[1]["__type"], "UnknownOperationException")
        for body in ("{", "[]", '{"TranscriptionJobName": 1}', '{"MaxResults": 1.5}', "\xff"):
            status, answer = raw_call("ListTranscriptionJobs", body)
            self.assertEqual(status, 400)
            self.assertIn(answer["__type"], ("SerializationException", "BadRequestException"), body)

    def test_signatures(self):
        import boto3
        from botocore.config import Config
        for given, codes in ((("AKIAUNKNOWNUNKNOWN99", "s" * 40),
                              ("UnrecognizedClientException", "InvalidClientTokenId")),
                             ((service.key()[0], "s" * 40), ("InvalidSignatureException",))):
            client = boto3.client("transcribe", endpoint_url=service.endpoint, region_name=REGION,
                                  aws_access_key_id=given[0], aws_secret_access_key=given[1],
                                  config=Config(retries={"max_attempts": 1}))
            with self.assertRaises(ClientError) as refused:
                client.list_transcription_jobs()
            self.assertIn(refused.exception.response["Error"]["Code"], codes)
        request = urllib.request.Request(service.endpoint, data=b"{}", headers={
            "X-Amz-Target": "Transcribe.ListTranscriptionJobs", "Content-Type": "application/x-amz-json-1.1"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        self.assertEqual(refused.exception.code, 403)
        self.assertIn(b"MissingAuthenticationToken", refused.exception.read())
        refused.exception.close()


def raw_call(operation, body):
    """A signed call with any body: (status, answer)."""
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    request = AWSRequest("POST", service.endpoint + "/", data=body.encode("latin-1"), headers={
        "X-Amz-Target": f"Transcribe.{operation}", "Content-Type": "application/x-amz-json-1.1"})
    SigV4Auth(Credentials(*service.key()), "transcribe", REGION).add_auth(request)
    plain = urllib.request.Request(service.endpoint + "/", data=request.data, headers=dict(request.headers))
    try:
        with urllib.request.urlopen(plain) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


if __name__ == "__main__":
    unittest.main()
