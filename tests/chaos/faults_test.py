#!/usr/bin/env python3
"""Cut and slow connections, damaged bytes and a full disk: the real service goes on, and says so.

usage: tests/chaos/faults_test.py
"""

import os
import socket
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "conformance"))
from aws_connection import AwsConnection, Refused  # noqa: E402
from service import Service, clip  # noqa: E402

MIB = 1024 * 1024


def connection(service):
    return AwsConnection(service.port, *service.key())


def descriptors(service):
    return len(os.listdir(f"/proc/{service.process.pid}/fd"))


def memory_mib(service):
    for line in Path(f"/proc/{service.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


class FaultTestCase(unittest.TestCase):
    SETTINGS = {}

    def setUp(self):
        self.service = Service(self.SETTINGS)
        self.addCleanup(self.service.remove)
        self.prepare()
        self.service.start()
        self.aws = connection(self.service)
        self.addCleanup(self.aws.close)
        self.aws.put("/media")

    def prepare(self):
        pass

    def files(self, needle):
        return [file for file in self.service.data.rglob("*") if file.is_file() and needle in file.read_bytes()]


class ConnectionTest(FaultTestCase):
    SETTINGS = {"http.header_timeout_seconds": 1, "http.stall_timeout_seconds": 1, "log.requests": False}

    def test_uploads_that_are_cut_off_leave_nothing(self):
        self.aws.put("/media/settled", b"x")
        before = descriptors(self.service)
        marker = os.urandom(24) * 8192
        for number in range(40):
            head = self.aws.signed("s3", "PUT", "/media/cut", marker)
            with socket.create_connection(("127.0.0.1", self.service.port)) as peer:
                peer.sendall(head + marker[:len(marker) * number // 40])
        with self.assertRaises(Refused) as refused:
            self.aws.get("/media/cut")
        self.assertEqual(refused.exception.status, 404)
        self.assertTrue(wait_until(lambda: not self.files(marker[:48])), self.files(marker[:48]))
        self.assertTrue(wait_until(lambda: descriptors(self.service) <= before + 2))

    def test_a_head_or_body_that_does_not_come_is_not_waited_for(self):
        head = self.aws.signed("s3", "PUT", "/media/slow", b"x" * 1000)
        for sent in (head[:40], head, head + b"x" * 10):
            with socket.create_connection(("127.0.0.1", self.service.port), timeout=15) as peer:
                began = time.monotonic()
                peer.sendall(sent)
                while peer.recv(4096):
                    pass
                self.assertLess(time.monotonic() - began, 8)

    def test_many_slow_clients_do_not_hold_up_a_quick_one(self):
        head = self.aws.signed("s3", "PUT", "/media/slow", b"x" * 1000)
        peers = []
        for number in range(150):
            peer = socket.create_connection(("127.0.0.1", self.service.port))
            peer.sendall(head[:100 + number])
            peers.append(peer)
        times = []
        for _ in range(50):
            began = time.monotonic()
            self.aws.put("/media/quick", b"y" * 1000)
            times.append(time.monotonic() - began)
        for peer in peers:
            peer.close()
        self.assertLess(sorted(times)[45], 0.5)

    def test_a_reader_that_does_not_read_costs_no_memory(self):
        self.aws.put("/media/large", os.urandom(64 * MIB))
        before = memory_mib(self.service)
        peers = []
        for _ in range(8):
            peer = socket.socket()
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            peer.connect(("127.0.0.1", self.service.port))
            peer.sendall(self.aws.signed("s3", "GET", "/media/large", b""))
            peer.recv(100)
            peers.append(peer)
        self.assertLess(memory_mib(self.service), before + 100)
        for peer in peers:
            peer.close()

    def test_requests_in_a_row_on_one_connection_after_a_refused_one(self):
        for _ in range(20):
            with self.assertRaises(Refused):
                self.aws.put("/no-such-bucket/key", b"z" * 100_000)
            self.aws.put("/media/after", b"fine")
            self.assertEqual(self.aws.get("/media/after"), b"fine")


class DamageTest(FaultTestCase):
    def test_damaged_media_fail_the_job_and_are_not_served(self):
        body = clip(self.service.folder / "clip.wav", seconds=3).read_bytes()
        self.aws.put("/media/clip.wav", body)
        (stored,) = self.files(body[:4000])
        data = bytearray(stored.read_bytes())
        data[len(data) // 2] ^= 0x40
        stored.write_bytes(data)
        with self.assertRaises((Refused, OSError)):
            self.aws.get("/media/clip.wav")
        self.aws.close()
        self.aws.transcribe("StartTranscriptionJob", TranscriptionJobName="damaged", LanguageCode="en-US",
                            Media={"MediaFileUri": "s3://media/clip.wav"})

        def ended():
            job = self.aws.transcribe("GetTranscriptionJob", TranscriptionJobName="damaged")["TranscriptionJob"]
            return job if job["TranscriptionJobStatus"] in ("FAILED", "COMPLETED") else None

        self.assertTrue(wait_until(ended, 60))
        self.assertEqual(ended()["TranscriptionJobStatus"], "FAILED")
        self.assertTrue(ended()["FailureReason"])


class FullDiskTest(FaultTestCase):
    SIZE = 24 * MIB

    def prepare(self):
        self.service.data.mkdir(mode=0o700)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.SIZE},mode=0700", "tmpfs",
                                  self.service.data], capture_output=True, text=True)
        if mounted.returncode != 0:
            self.skipTest(f"no small file system to fill: {mounted.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", self.service.data])

    def test_a_full_disk_refuses_and_recovers(self):
        body = clip(self.service.folder / "clip.wav", seconds=3).read_bytes()
        self.aws.put("/media/clip.wav", body)
        rest = open(self.service.data / "rest", "wb", buffering=0)
        self.addCleanup(rest.close)
        filled = []
        with self.assertRaises(Refused) as refused:
            for number in range(100):
                self.aws.put(f"/media/fill-{number}", os.urandom(MIB))
                filled.append(number)
        self.assertGreaterEqual(refused.exception.status, 500)
        self.assertGreater(len(filled), 5)
        # To the last byte, so that jobs cannot be written down either.
        with self.assertRaises(OSError):
            while True:
                rest.write(b"0" * 4096)
        try:
            self.start("during")
            during = True
        except Refused as full:
            self.assertIn(full.status, (400, 500, 503))
            self.assertIn(b"Exception", full.body)
            during = False
        # A read that cannot be written to the audit log does not happen.
        with self.assertRaises(Refused) as refused:
            self.aws.get("/media/clip.wav")
        self.assertEqual(refused.exception.status, 500)
        self.assertIn(b"clip.wav", self.aws.get("/media", "list-type=2"))
        self.assertIsNone(self.service.process.poll())

        rest.truncate(0)
        for number in filled:
            status, _ = self.aws.exchange(self.aws.signed("s3", "DELETE", f"/media/fill-{number}", b""))
            self.assertEqual(status, 204)
        self.start("after")
        for name in ["after"] + ["during"] * during:
            self.assertTrue(wait_until(lambda: self.status(name) in ("COMPLETED", "FAILED"), 90), name)
        self.assertEqual(self.status("after"), "COMPLETED")
        self.assertEqual(self.aws.get("/media/clip.wav"), body)
        self.aws.put("/media/again", os.urandom(MIB))

    def start(self, name):
        self.aws.transcribe("StartTranscriptionJob", TranscriptionJobName=name, LanguageCode="en-US",
                            Media={"MediaFileUri": "s3://media/clip.wav"})

    def status(self, name):
        return self.aws.transcribe("GetTranscriptionJob", TranscriptionJobName=name)[
            "TranscriptionJob"]["TranscriptionJobStatus"]


class SmugglingTest(FaultTestCase):
    """One message must not be two: https://www.rfc-editor.org/rfc/rfc9112#section-6.3"""

    def test_two_ways_to_say_where_a_body_ends_are_refused(self):
        for fields in (b"content-length: 5\r\ncontent-length: 6", b"content-length: 5\r\ntransfer-encoding: chunked",
                       b"transfer-encoding: chunked, identity", b"transfer-encoding: xchunked",
                       b"content-length: +5", b"content-length: 5, 6", b"content-length : 5",
                       b"transfer-encoding:\x0bchunked", b"x: y\r\n folded: z"):
            with self.subTest(fields=fields), \
                    socket.create_connection(("127.0.0.1", self.service.port), timeout=15) as peer:
                peer.sendall(b"POST / HTTP/1.1\r\nhost: a\r\n" + fields + b"\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n"
                             b"host: a\r\n\r\n")
                answer = b""
                try:
                    while part := peer.recv(4096):
                        answer += part
                        if answer.count(b"HTTP/1.1 ") > 1:
                            break
                except (TimeoutError, ConnectionResetError):
                    pass
                self.assertEqual(answer.count(b"HTTP/1.1 "), 1, answer)
                self.assertTrue(answer.startswith(b"HTTP/1.1 4") or answer.startswith(b"HTTP/1.1 501"), answer[:80])
        self.assertEqual(self.service.get("/healthz")[0], 200)


if __name__ == "__main__":
    unittest.main()
