#!/usr/bin/env python3
"""Hostile names, bodies and sizes against the real service.

usage: tests/chaos/hostile_test.py
"""

import base64
import hashlib
import json
import os
import socket
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "conformance"))
from aws_connection import AwsConnection, Refused  # noqa: E402
from service import Service  # noqa: E402

MIB = 1024 * 1024


class HostileTestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service({"log.requests": False})
        cls.addClassCleanup(cls.service.remove)
        cls.service.start()
        cls.aws = AwsConnection(cls.service.port, *cls.service.key())
        cls.addClassCleanup(cls.aws.close)
        cls.aws.put("/media")

    def memory_mib(self, name="VmRSS"):
        for line in Path(f"/proc/{self.service.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
        raise AssertionError(f"no {name}")


class NameTest(HostileTestCase):
    def test_names_that_climb_stay_names(self):
        outside = self.service.folder / "outside"
        before = {file for file in self.service.folder.rglob("*") if self.service.data not in file.parents}
        for key in ("../outside", "..%2F..%2Foutside", "%2e%2e/%2e%2e/outside", "a/../../outside", "./outside",
                    "/etc/passwd", "..", ".", "a/..", "%5c..%5coutside", "C:%5coutside", "a%0Ab", "%7F",
                    "objects/../../access-keys.json", "tmp/x", "con", "a" * 255 + "/" + "b" * 255, "a/" * 400 + "b"):
            body = os.urandom(16)
            try:
                self.aws.put(f"/media/{key}", body)
            except Refused as refused:
                self.assertIn(refused.status, (400, 403), key)
                continue
            # What is taken is a name like another, and comes back under it.
            self.assertEqual(self.aws.get(f"/media/{key}"), body, key)
        self.assertFalse(outside.exists())
        after = {file for file in self.service.folder.rglob("*") if self.service.data not in file.parents}
        self.assertEqual(after, before)
        for bucket in ("..", ".", "%2e%2e", "a%2Fb", "..%2F..", "tmp%00x", "-", "a" * 64, "%c3%bc"):
            status, _ = self.aws.exchange(self.aws.signed("s3", "PUT", f"/{bucket}", b""))
            self.assertIn(status // 100, (3, 4), bucket)
        for name in ("access-keys.json", "tacet.db", "audit.log"):
            for path in (f"/media/../{name}", f"/media/%2e%2e/{name}", f"/{name}", f"/media/..%2f{name}"):
                with self.assertRaises(Refused) as refused:
                    self.aws.get(path)
                self.assertIn(refused.exception.status, (400, 403, 404), path)

    def test_media_and_output_names_that_climb(self):
        for uri in ("s3://media/../access-keys.json", "s3://../data/tacet.db", "s3:///etc/passwd", "s3://media/",
                    "file:///etc/passwd", "http://127.0.0.1:1/x", "https://example.com/a.wav", "s3://media"):
            with self.assertRaises(Refused) as refused:
                self.aws.transcribe("StartTranscriptionJob", TranscriptionJobName="climbs", LanguageCode="en-US",
                                    Media={"MediaFileUri": uri})
            self.assertEqual(refused.exception.status, 400, uri)
        for name in ("..", ".", "a/b", "../x"):
            with self.assertRaises(Refused) as refused:
                self.aws.transcribe("StartTranscriptionJob", TranscriptionJobName=name, LanguageCode="en-US",
                                    Media={"MediaFileUri": "s3://media/x.wav"})
            self.assertEqual(refused.exception.status, 400, name)


class BodyTest(HostileTestCase):
    def call(self, body):
        head = self.aws.signed("transcribe", "POST", "/", body, extra=(
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "Transcribe.StartTranscriptionJob")))
        try:
            return self.aws.exchange(head + body)
        except OSError:
            return None, b""

    def test_malformed_and_oversized_json(self):
        deep = b'{"a":' * 100_000
        for body in (b"", b"null", b"[]", b"{", b'"' + b"x" * 1000, deep, b"[" * 200_000, b'{"a":1e999999}',
                     b'{"TranscriptionJobName":"\\ud800"}', b"{\"TranscriptionJobName\":\"\xff\xfe\"}",
                     b'{"a":1,"a":2}', b"{" + b" " * 900_000 + b"}", b'{"Media":{"MediaFileUri":"' + b"s" * 500_000 +
                     b'"}}', b'{"TranscriptionJobName":"a"' + b',"TranscriptionJobName":"a"' * 1000 + b"}"):
            began = time.monotonic()
            status, answer = self.call(body)
            self.assertLess(time.monotonic() - began, 5)
            self.assertEqual(status, 400, (body[:40], answer[:200]))
            self.assertLess(len(answer), 20_000)
            self.assertIn("__type", json.loads(answer))
        status, _ = self.call(b" " * (4 * MIB))
        self.assertIn(status, (400, 403, 413, None))
        self.assertEqual(self.service.get("/healthz")[0], 200)

    def test_xml_that_grows_or_nests(self):
        bomb = (b'<!DOCTYPE a [<!ENTITY x "' + b"y" * 1000 + b'"><!ENTITY z "' + b"&x;" * 1000 + b'">]><Delete><Object>'
                b"<Key>&z;</Key></Object></Delete>")
        nest = b"<Delete>" + b"<Object>" * 50_000
        outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&x;</Key></Object></Delete>'
        many = b"<Delete>" + b"<Object><Key>k</Key></Object>" * 1001 + b"</Delete>"
        for body in (bomb, nest, outside, many, b"", b"<", b"<Delete/>"):
            head = self.aws.signed("s3", "POST", "/media", body, "delete=",
                                   extra=(("content-md5", base64.b64encode(hashlib.md5(body).digest()).decode()),))
            status, answer = self.aws.exchange(head + body)
            self.assertEqual(status, 400, body[:40])
            self.assertNotIn(b"root:", answer)


class SizeTest(HostileTestCase):
    SIZE = 512 * MIB

    def test_a_large_upload_in_flat_memory(self):
        """Half a gigabyte in one PUT, unsigned as over TLS; read back whole."""
        block = os.urandom(MIB)
        before = self.memory_mib()
        unsigned = UnsignedConnection(self.service.port, *self.service.key())
        head = unsigned.signed("s3", "PUT", "/media/large", b"").decode()
        head = head.replace("content-length: 0", f"content-length: {self.SIZE}").encode()
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=60) as peer:
            peer.sendall(head)
            most = 0.0
            for number in range(self.SIZE // MIB):
                peer.sendall(block)
                if number % 64 == 0:
                    most = max(most, self.memory_mib())
            answer = peer.recv(4096)
        self.assertTrue(answer.startswith(b"HTTP/1.1 200"), answer[:200])
        self.assertLess(most, before + 48)
        read, digest = 0, hashlib.sha256()
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=60) as peer:
            peer.sendall(self.aws.signed("s3", "GET", "/media/large", b""))
            data = peer.recv(65536)
            data = data[data.index(b"\r\n\r\n") + 4:]
            while True:
                read += len(data)
                digest.update(data)
                if read >= self.SIZE:
                    break
                data = peer.recv(MIB)
                self.assertTrue(data)
        expected = hashlib.sha256()
        for _ in range(self.SIZE // MIB):
            expected.update(block)
        self.assertEqual(digest.digest(), expected.digest())
        self.assertLess(self.memory_mib("VmHWM"), before + 48)


class UnsignedConnection(AwsConnection):
    """Signs the head alone."""

    def payload_hash(self, body):
        return "UNSIGNED-PAYLOAD"


if __name__ == "__main__":
    unittest.main()
