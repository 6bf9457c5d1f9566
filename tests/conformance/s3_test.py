#!/usr/bin/env python3
"""The embedded S3 endpoint as boto3 uses it.

usage: tools/with-venv ENVIRONMENT tests/conformance/s3_test.py [--tls]
ENVIRONMENT is tests/conformance, where the SDK has its C runtime and prefers CRC64NVME, or
examples/python, where it computes CRC32. Over TLS it sends its checksums as trailers.
"""

import base64
import contextlib
import hashlib
import io
import os
import re
import socket
import sys
import unittest
import urllib.parse
import zlib
from datetime import datetime, timedelta, timezone
from unittest import mock

from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from service import Service

MIB = 1024 * 1024
TLS = "--tls" in sys.argv
service = None


def setUpModule():
    global service
    service = Service(tls=TLS).start()


def tearDownModule():
    service.stop()
    service.remove()


def fetch(url, method="GET", data=None, headers=None):
    """(status, body) of a URL opened by a client that knows nothing of AWS."""
    parts = urllib.parse.urlsplit(url)
    with contextlib.closing(service.connect()) as peer:
        peer.request(method, f"{parts.path}?{parts.query}", body=data,
                     headers={"Host": parts.netloc, **(headers or {})})
        answer = peer.getresponse()
        return answer.status, answer.read()


@contextlib.contextmanager
def signing_at(moment):
    """Signs as if it were `moment`, with and without the SDK's C runtime."""
    clock = lambda remove_tzinfo=True: moment.replace(tzinfo=None) if remove_tzinfo else moment
    with contextlib.ExitStack() as patches:
        patches.enter_context(mock.patch("botocore.auth.get_current_datetime", clock))
        patches.enter_context(mock.patch("botocore.auth.time.time", moment.timestamp))
        with contextlib.suppress(ImportError):
            import botocore.crt.auth
            patches.enter_context(mock.patch("botocore.crt.auth.get_current_datetime", clock))
        yield


class S3TestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.s3 = service.client("s3")
        cls.bucket = cls.__name__.lower()
        cls.s3.create_bucket(Bucket=cls.bucket)

    def assert_refused(self, code, status, call, **arguments):
        with self.assertRaises(ClientError) as refused:
            call(**arguments)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], status)
        return refused.exception.response

    def put(self, key, body=b"text", **arguments):
        return self.s3.put_object(Bucket=self.bucket, Key=key, Body=body, **arguments)

    def get(self, key, **arguments):
        return self.s3.get_object(Bucket=self.bucket, Key=key, **arguments)


class BucketTest(S3TestCase):
    def test_life_of_a_bucket(self):
        self.s3.create_bucket(Bucket="one-more")
        self.assertIn("one-more", [entry["Name"] for entry in self.s3.list_buckets()["Buckets"]])
        self.s3.head_bucket(Bucket="one-more")
        self.assertIn(self.s3.get_bucket_location(Bucket="one-more")["LocationConstraint"], (None, ""))
        self.s3.put_object(Bucket="one-more", Key="key", Body=b"x")
        self.assert_refused("BucketNotEmpty", 409, self.s3.delete_bucket, Bucket="one-more")
        self.s3.delete_object(Bucket="one-more", Key="key")
        self.s3.delete_bucket(Bucket="one-more")
        self.assert_refused("404", 404, self.s3.head_bucket, Bucket="one-more")
        self.assert_refused("NoSuchBucket", 404, self.s3.list_objects_v2, Bucket="one-more")

    def test_names_that_cannot_be(self):
        self.assert_refused("InvalidBucketName", 400, self.s3.create_bucket, Bucket="Upper")
        self.assert_refused("InvalidBucketName", 400, self.s3.create_bucket, Bucket="a..b")

    def test_a_missing_bucket_or_key_is_named(self):
        answer = self.assert_refused("NoSuchBucket", 404, self.s3.put_object, Bucket="nowhere", Key="k", Body=b"")
        self.assertEqual(answer["Error"]["BucketName"], "nowhere")
        answer = self.assert_refused("NoSuchKey", 404, self.get, key="missing")
        self.assertEqual(answer["Error"]["Key"], "missing")
        self.assert_refused("404", 404, self.s3.head_object, Bucket=self.bucket, Key="missing")


class ObjectTest(S3TestCase):
    def test_what_is_put_comes_back(self):
        for key in ("plain", "with space", "a+b&c=d;e", "ümlaut/日本", "per%20cent", "a//b/./c", "q?x#y"):
            put = self.put(key, key.encode(), ContentType="text/plain", Metadata={"note": key.encode().hex()},
                           CacheControl="no-store", ContentDisposition="attachment")
            self.assertEqual(put["ETag"], f'"{hashlib.md5(key.encode()).hexdigest()}"')
            got = self.get(key)
            self.assertEqual(got["Body"].read(), key.encode())
            for name, value in (("ETag", put["ETag"]), ("ContentType", "text/plain"),
                                ("CacheControl", "no-store"), ("ContentDisposition", "attachment"),
                                ("Metadata", {"note": key.encode().hex()}), ("ContentLength", len(key.encode()))):
                self.assertEqual(got[name], value, key)
            self.assertLess(abs(got["LastModified"] - datetime.now(timezone.utc)), timedelta(minutes=1))
            head = self.s3.head_object(Bucket=self.bucket, Key=key)
            self.assertEqual(head["ETag"], put["ETag"])

    def test_ranges(self):
        self.put("digits", b"0123456789")
        for given, body, shown in (("bytes=0-3", b"0123", "bytes 0-3/10"), ("bytes=7-", b"789", "bytes 7-9/10"),
                                   ("bytes=-2", b"89", "bytes 8-9/10"), ("bytes=5-99", b"56789", "bytes 5-9/10")):
            got = self.get("digits", Range=given)
            self.assertEqual((got["Body"].read(), got["ContentRange"]), (body, shown))
            self.assertEqual(got["ResponseMetadata"]["HTTPStatusCode"], 206)
        self.assert_refused("InvalidRange", 416, self.get, key="digits", Range="bytes=10-")

    def test_conditions(self):
        etag = self.put("conditions")["ETag"]
        past = datetime.now(timezone.utc) - timedelta(hours=1)
        self.assertEqual(self.get("conditions", IfMatch=etag)["Body"].read(), b"text")
        self.assert_refused("PreconditionFailed", 412, self.get, key="conditions", IfMatch='"other"')
        self.assert_refused("304", 304, self.get, key="conditions", IfNoneMatch=etag)
        self.assert_refused("304", 304, self.get, key="conditions",
                            IfModifiedSince=datetime.now(timezone.utc) + timedelta(seconds=2))
        self.assert_refused("PreconditionFailed", 412, self.get, key="conditions", IfUnmodifiedSince=past)
        self.assertEqual(self.get("conditions", IfModifiedSince=past)["Body"].read(), b"text")
        self.assert_refused("PreconditionFailed", 412, self.put, key="conditions", IfNoneMatch="*")
        self.put("conditions-new", IfNoneMatch="*")
        self.put("conditions", b"newer", IfMatch=etag)
        self.assert_refused("PreconditionFailed", 412, self.put, key="conditions", IfMatch=etag)

    def test_copies(self):
        self.put("source", b"copied", ContentType="text/x", Metadata={"a": "b"})
        source = {"Bucket": self.bucket, "Key": "source"}
        done = self.s3.copy_object(Bucket=self.bucket, Key="to here+ü", CopySource=source)
        self.assertEqual(done["CopyObjectResult"]["ETag"], f'"{hashlib.md5(b"copied").hexdigest()}"')
        got = self.get("to here+ü")
        self.assertEqual((got["Body"].read(), got["ContentType"], got["Metadata"]),
                         (b"copied", "text/x", {"a": "b"}))
        self.s3.copy_object(Bucket=self.bucket, Key="replaced", CopySource=source, ContentType="text/y",
                            Metadata={"c": "d"}, MetadataDirective="REPLACE")
        got = self.get("replaced")
        self.assertEqual((got["ContentType"], got["Metadata"]), ("text/y", {"c": "d"}))
        self.assert_refused("NoSuchKey", 404, self.s3.copy_object, Bucket=self.bucket, Key="x",
                            CopySource={"Bucket": self.bucket, "Key": "missing"})
        self.assert_refused("PreconditionFailed", 412, self.s3.copy_object, Bucket=self.bucket, Key="x",
                            CopySource=source, CopySourceIfMatch='"other"')

    def test_deletes(self):
        self.put("gone")
        self.s3.delete_object(Bucket=self.bucket, Key="gone")
        self.s3.delete_object(Bucket=self.bucket, Key="gone")  # as S3: no error
        self.assert_refused("NoSuchKey", 404, self.get, key="gone")
        keys = [f"many/{number} &<ü>" for number in range(12)]
        for key in keys:
            self.put(key)
        done = self.s3.delete_objects(Bucket=self.bucket, Delete={
            "Objects": [{"Key": key} for key in keys + ["many/never-there"]]})
        self.assertEqual(sorted(entry["Key"] for entry in done["Deleted"]), sorted(keys + ["many/never-there"]))
        self.assertNotIn("Errors", done)
        quiet = self.s3.delete_objects(Bucket=self.bucket,
                                       Delete={"Objects": [{"Key": "many/x"}], "Quiet": True})
        self.assertNotIn("Deleted", quiet)

    def test_checksums_of_each_kind(self):
        kinds = [("SHA256", base64.b64encode(hashlib.sha256(b"text").digest()).decode()),
                 ("SHA1", base64.b64encode(hashlib.sha1(b"text").digest()).decode()),
                 ("CRC32", base64.b64encode(zlib.crc32(b"text").to_bytes(4, "big")).decode())]
        for algorithm, value in kinds:
            put = self.put(algorithm, ChecksumAlgorithm=algorithm)
            self.assertEqual(put[f"Checksum{algorithm}"], value)
            got = self.get(algorithm, ChecksumMode="ENABLED")
            self.assertEqual(got[f"Checksum{algorithm}"], value)
            self.assertEqual(got["Body"].read(), b"text")
        self.assert_refused("BadDigest", 400, self.put, key="wrong",
                            ChecksumSHA256=base64.b64encode(bytes(32)).decode())
        self.assert_refused("BadDigest", 400, self.put, key="wrong",
                            ContentMD5=base64.b64encode(bytes(16)).decode())
        self.assert_refused("NoSuchKey", 404, self.get, key="wrong")

    def test_checksums_that_need_the_c_runtime(self):
        try:
            import awscrt  # noqa: F401
        except ImportError:
            self.skipTest("this environment has no awscrt")
        for algorithm in ("CRC64NVME", "CRC32C"):
            put = self.put(algorithm, os.urandom(100_000), ChecksumAlgorithm=algorithm)
            got = self.get(algorithm, ChecksumMode="ENABLED")
            self.assertEqual(got[f"Checksum{algorithm}"], put[f"Checksum{algorithm}"])
            got["Body"].read()  # checked against the checksum by the SDK

    def test_a_body_of_unknown_length(self):
        class Stream(io.RawIOBase):
            """Not seekable, so that the SDK sends a trailing checksum or an unsigned payload."""
            def __init__(self):
                self.left = 3 * MIB

            def readable(self):
                return True

            def read(self, size=-1):
                size = self.left if size < 0 else min(size, self.left)
                self.left -= size
                return b"z" * size

        self.s3.upload_fileobj(Stream(), self.bucket, "stream")
        self.assertEqual(self.get("stream")["Body"].read(), b"z" * (3 * MIB))

    def test_damaged_bytes_on_disk_are_not_served(self):
        marker = os.urandom(16) * 1024
        self.put("damaged", marker)
        found = [file for file in service.data.rglob("*") if file.is_file() and marker in file.read_bytes()]
        self.assertEqual(len(found), 1)
        data = bytearray(found[0].read_bytes())
        at = data.find(marker)
        data[at + 5] ^= 1
        found[0].write_bytes(data)
        with self.assertRaises(Exception):
            self.get("damaged")["Body"].read()


class ListTest(S3TestCase):
    def test_pages_prefixes_and_delimiters(self):
        keys = sorted([f"a/{n:03}" for n in range(30)] + [f"b/{n}/x" for n in range(5)] + ["a", "c", "z+ ü&"])
        for key in keys:
            self.put(key)
        pages = list(self.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, PaginationConfig={"PageSize": 7}))
        self.assertEqual([entry["Key"] for page in pages for entry in page["Contents"]], keys)
        self.assertEqual([len(page["Contents"]) for page in pages], [7, 7, 7, 7, 7, 3])
        self.assertTrue(pages[0]["IsTruncated"])
        self.assertFalse(pages[-1]["IsTruncated"])
        top = self.s3.list_objects_v2(Bucket=self.bucket, Delimiter="/")
        self.assertEqual([entry["Prefix"] for entry in top["CommonPrefixes"]], ["a/", "b/"])
        self.assertEqual([entry["Key"] for entry in top["Contents"]], ["a", "c", "z+ ü&"])
        self.assertEqual(top["KeyCount"], 5)
        below = self.s3.list_objects_v2(Bucket=self.bucket, Prefix="b/", Delimiter="/")
        self.assertEqual([entry["Prefix"] for entry in below["CommonPrefixes"]], [f"b/{n}/" for n in range(5)])
        after = self.s3.list_objects_v2(Bucket=self.bucket, StartAfter="b/3/x")
        self.assertEqual([entry["Key"] for entry in after["Contents"]], ["b/4/x", "c", "z+ ü&"])
        self.assertEqual(self.s3.list_objects_v2(Bucket=self.bucket, MaxKeys=0)["KeyCount"], 0)
        old = self.s3.list_objects(Bucket=self.bucket, MaxKeys=3)
        self.assertEqual([entry["Key"] for entry in old["Contents"]], keys[:3])
        self.assert_refused("InvalidArgument", 400, self.s3.list_objects_v2, Bucket=self.bucket,
                            ContinuationToken="not-one-of-ours")


class MultipartTest(S3TestCase):
    def test_a_large_file_up_and_down(self):
        data = os.urandom(20 * MIB + 7)
        self.s3.upload_fileobj(io.BytesIO(data), self.bucket, "large")
        head = self.s3.head_object(Bucket=self.bucket, Key="large")
        self.assertEqual(head["ContentLength"], len(data))
        self.assertRegex(head["ETag"], r'^"[0-9a-f]{32}-3"$')
        sink = io.BytesIO()
        self.s3.download_fileobj(self.bucket, "large", sink)
        self.assertEqual(sink.getvalue(), data)
        self.s3.copy({"Bucket": self.bucket, "Key": "large"}, self.bucket, "large-copy",
                     Config=TransferConfig(multipart_threshold=8 * MIB))
        self.assertEqual(self.s3.head_object(Bucket=self.bucket, Key="large-copy")["ContentLength"], len(data))

    def test_parts_by_hand(self):
        upload = self.s3.create_multipart_upload(Bucket=self.bucket, Key="by hand", ContentType="text/plain")
        of = {"Bucket": self.bucket, "Key": "by hand", "UploadId": upload["UploadId"]}
        bodies = [b"1" * (5 * MIB), b"2" * (5 * MIB), b"3"]
        parts = [{"PartNumber": number, "ETag": self.s3.upload_part(PartNumber=number, Body=body, **of)["ETag"]}
                 for number, body in enumerate(bodies, 1)]
        self.s3.upload_part(PartNumber=9, Body=b"left out", **of)
        listed = self.s3.list_parts(**of)["Parts"]
        self.assertEqual([(part["PartNumber"], part["Size"]) for part in listed],
                         [(1, 5 * MIB), (2, 5 * MIB), (3, 1), (9, 8)])
        self.assertEqual([entry["Key"] for entry in
                          self.s3.list_multipart_uploads(Bucket=self.bucket)["Uploads"]], ["by hand"])
        self.assert_refused("InvalidPartOrder", 400, self.s3.complete_multipart_upload,
                            MultipartUpload={"Parts": parts[::-1]}, **of)
        self.assert_refused("InvalidPart", 400, self.s3.complete_multipart_upload,
                            MultipartUpload={"Parts": [{**parts[0], "ETag": '"0"'}]}, **of)
        self.assert_refused("EntityTooSmall", 400, self.s3.complete_multipart_upload,
                            MultipartUpload={"Parts": [parts[2], {"PartNumber": 9, "ETag": listed[3]["ETag"]}]},
                            **of)
        done = self.s3.complete_multipart_upload(MultipartUpload={"Parts": parts}, **of)
        digest = hashlib.md5(b"".join(hashlib.md5(body).digest() for body in bodies)).hexdigest()
        self.assertEqual(done["ETag"], f'"{digest}-3"')
        got = self.get("by hand")
        self.assertEqual(got["ContentType"], "text/plain")
        self.assertEqual(got["Body"].read(), b"".join(bodies))
        self.assert_refused("NoSuchUpload", 404, self.s3.list_parts, **of)

    def test_an_aborted_upload_leaves_nothing(self):
        upload = self.s3.create_multipart_upload(Bucket=self.bucket, Key="aborted")
        of = {"Bucket": self.bucket, "Key": "aborted", "UploadId": upload["UploadId"]}
        marker = os.urandom(32) * 64
        self.s3.upload_part(PartNumber=1, Body=marker, **of)
        self.s3.abort_multipart_upload(**of)
        self.assert_refused("NoSuchUpload", 404, self.s3.upload_part, PartNumber=1, Body=b"x", **of)
        self.assertFalse([file for file in service.data.rglob("*")
                          if file.is_file() and marker in file.read_bytes()])


class PresignedTest(S3TestCase):
    def test_both_signature_versions(self):
        for version in ("s3", "s3v4"):
            signer = service.client("s3", signature_version=version)
            named = {"Bucket": self.bucket, "Key": f"signed {version}+ü"}
            put = signer.generate_presigned_url("put_object", Params=named)
            get = signer.generate_presigned_url("get_object", Params=named)
            head = signer.generate_presigned_url("head_object", Params=named)
            self.assertEqual("X-Amz-Algorithm" in put, version == "s3v4", put)
            self.assertEqual(fetch(put, "PUT", b"by a signed address")[0], 200)
            self.assertEqual(fetch(get), (200, b"by a signed address"))
            self.assertEqual(fetch(get, headers={"Range": "bytes=3-3"}), (206, b"a"))
            self.assertEqual(fetch(head, "HEAD")[0], 200)
            # For another method, object or time it is worth nothing.
            self.assertEqual(fetch(get, "PUT", b"overwritten")[0], 403)
            self.assertEqual(fetch(get.replace("signed%20", "zigned%20"))[0], 403)
            longer = re.sub(r"Expires=(\d+)", lambda found: f"Expires={int(found[1]) + 1}", get)
            self.assertEqual(fetch(longer)[0], 403)
            shown = signer.generate_presigned_url("get_object", Params={
                **named, "ResponseContentType": "text/x", "ResponseContentDisposition": "inline"})
            with contextlib.closing(service.connect()) as peer:
                peer.request("GET", shown.split(str(service.port), 1)[1])
                answer = peer.getresponse()
                self.assertEqual((answer.headers["Content-Type"], answer.headers["Content-Disposition"]),
                                 ("text/x", "inline"))

    def test_an_expired_address_is_refused(self):
        for version in ("s3", "s3v4"):
            signer = service.client("s3", signature_version=version)
            with signing_at(datetime.now(timezone.utc) - timedelta(minutes=10)):
                url = signer.generate_presigned_url("get_object", ExpiresIn=300,
                                                    Params={"Bucket": self.bucket, "Key": "expired"})
            status, body = fetch(url)
            self.assertEqual(status, 403, version)
            self.assertIn(b"AccessDenied", body)
            self.assertIn(b"expired", body)

    def test_no_signature_opens_nothing(self):
        self.put("closed")
        status, body = fetch(f"{service.endpoint}/{self.bucket}/closed")
        self.assertEqual(status, 403)
        self.assertIn(b"<Code>AccessDenied</Code>", body)


class AddressingTest(S3TestCase):
    def test_the_bucket_in_the_host_name(self):
        real = socket.getaddrinfo

        def resolve(host, *arguments, **options):
            """Browsers and systemd know that *.localhost is this machine; glibc alone does not."""
            name = host.decode() if isinstance(host, bytes) else host
            return real("127.0.0.1" if name.endswith(".localhost") else host, *arguments, **options)

        with mock.patch("socket.getaddrinfo", resolve):
            endpoint = service.endpoint.replace("127.0.0.1", "localhost")
            s3 = service.client("s3", endpoint=endpoint,
                                s3={"addressing_style": "virtual"})
            hosts = []
            s3.meta.events.register("before-send.s3", lambda request, **_: hosts.append(request.url))
            s3.create_bucket(Bucket="virtual")
            s3.put_object(Bucket="virtual", Key="a/b ü", Body=b"virtual")
            self.assertEqual(s3.get_object(Bucket="virtual", Key="a/b ü")["Body"].read(), b"virtual")
            self.assertEqual(s3.list_objects_v2(Bucket="virtual")["KeyCount"], 1)
            self.assertIn(f"//virtual.localhost:{service.port}/a/b", hosts[1])
            for version in ("s3", "s3v4"):
                signer = service.client("s3", endpoint=endpoint,
                                        signature_version=version, s3={"addressing_style": "virtual"})
                url = signer.generate_presigned_url("get_object", Params={"Bucket": "virtual", "Key": "a/b ü"})
                self.assertIn("virtual.localhost", url)
                self.assertEqual(fetch(url), (200, b"virtual"), version)


class SignatureTest(S3TestCase):
    def test_wrong_keys_and_altered_requests(self):
        import boto3
        from botocore.config import Config
        key_id, secret = service.key()
        for given, code in (((key_id, secret[:-1] + ("a" if secret[-1] != "a" else "b")), "SignatureDoesNotMatch"),
                            (("AKIAUNKNOWNUNKNOWN99", secret), "InvalidAccessKeyId")):
            s3 = boto3.client("s3", endpoint_url=service.endpoint, region_name="us-east-1",
                              verify=str(service.certificate) if TLS else None,
                              aws_access_key_id=given[0], aws_secret_access_key=given[1],
                              config=Config(retries={"max_attempts": 1}))
            self.assert_refused(code, 403, s3.list_buckets)
        s3 = service.client("s3")

        def alter(request, **_):
            request.url = request.url.replace("signed-key", "other-key")

        s3.meta.events.register("before-send.s3", alter)
        self.assert_refused("SignatureDoesNotMatch", 403, s3.put_object, Bucket=self.bucket, Key="signed-key",
                            Body=b"x")

    def test_a_wrong_clock_is_named(self):
        s3 = service.client("s3")
        with signing_at(datetime.now(timezone.utc) - timedelta(minutes=20)):
            self.assert_refused("RequestTimeTooSkewed", 403, s3.list_buckets)


if __name__ == "__main__":
    sys.argv = [argument for argument in sys.argv if argument != "--tls"]
    unittest.main()
