#!/usr/bin/env python3
"""Sends again, byte for byte, what real clients were recorded to send; and boto3 in its other protocol.

usage: tools/with-venv tests/conformance tests/conformance/replay_test.py
The recordings lie beside the checkout, in ../shared/data/wire_captures; what needs them is skipped
without them. A recording is of another day and key, so its date, key, host and signatures are made
new; lines, header order, chunk borders and bodies stay.
"""

import hashlib
import hmac
import http.client
import re
import socket
import unittest
from datetime import datetime, timezone

from service import REGION, ROOT, Service

CAPTURES = ROOT.parent / "shared" / "data" / "wire_captures"
EMPTY = hashlib.sha256(b"").hexdigest()
service = None


def setUpModule():
    global service
    service = Service().start()
    service.put_clip(key="in/a.wav")


def tearDownModule():
    service.stop()
    service.remove()


def requests(data):
    """(start line, [(name, value)], body) of each whole request of a recording."""
    for block in data.split(b"=== request\n")[1:]:
        block = block[:block.rindex(b"\n=== end")]
        head = re.split(rb"\r?\n\r?\n", block, maxsplit=1)
        lines = head[0].decode().replace("\r\n", "\n").split("\n")
        headers = [tuple(line.split(": ", 1)) if ": " in line else (line.rstrip(":"), "") for line in lines[1:]]
        # Where the listener waited for the head alone, and where the recording leaves bytes out.
        body = head[1].removeprefix(b"[listener sent 100 Continue here]\n")
        if b" bytes cut]..." not in body:
            yield lines[0], headers, body


class Signer:
    """SigV4 anew over the headers that the recorded client signed."""

    def __init__(self, key, secret, scope_service):
        self.date = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        self.scope = f"{self.date[:8]}/{REGION}/{scope_service}/aws4_request"
        self.credential = f"{key}/{self.scope}"
        derived = f"AWS4{secret}".encode()
        for part in self.scope.split("/"):
            derived = hmac.new(derived, part.encode(), hashlib.sha256).digest()
        self.key = derived

    def sign(self, kind, *lines):
        text = "\n".join([kind, self.date, self.scope, *lines])
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()

    def request(self, method, target, headers, signed, payload_hash):
        path, _, query = target.partition("?")
        pairs = sorted(tuple(pair.partition("=")[::2]) for pair in query.split("&") if pair)
        values = {}
        for name, value in headers:
            values.setdefault(name.lower(), []).append(" ".join(value.split()))
        canonical = "\n".join([method, path, "&".join(f"{name}={value}" for name, value in pairs),
                               *(f"{name}:{','.join(values[name])}" for name in signed), "", ";".join(signed),
                               payload_hash])
        return self.sign("AWS4-HMAC-SHA256", hashlib.sha256(canonical.encode()).hexdigest())


def chunks(body):
    """(size as written, signature or None, data) of each aws-chunk, and the trailer's lines."""
    found = []
    while True:
        line, body = body.split(b"\r\n", 1)
        size, _, signature = line.partition(b";chunk-signature=")
        length = int(size, 16)
        found.append((size, signature or None, body[:length]))
        body = body[length + 2:] if length else body
        if not length:
            return found, body


def resign_chunks(body, signer, seed):
    parts, trailer = chunks(body)
    previous, out = seed, b""
    for size, signature, data in parts:
        if signature:
            previous = signer.sign("AWS4-HMAC-SHA256-PAYLOAD", previous, EMPTY, hashlib.sha256(data).hexdigest())
            out += size + b";chunk-signature=" + previous.encode() + b"\r\n" + data
        else:
            out += size + b"\r\n" + data
        out += b"\r\n" if data else b""
    if b"x-amz-trailer-signature:" in trailer:
        fields = trailer[:trailer.index(b"x-amz-trailer-signature:")]
        lines = b"".join(line.strip() + b"\n" for line in fields.splitlines() if line.strip())
        made = signer.sign("AWS4-HMAC-SHA256-TRAILER", previous, hashlib.sha256(lines).hexdigest())
        trailer = re.sub(rb"(x-amz-trailer-signature:)[0-9a-f]{64}", rb"\g<1>" + made.encode(), trailer)
    return out + trailer


def unchunk_http(body):
    """The body inside HTTP's own chunked coding, and the sizes of its chunks."""
    out, sizes = b"", []
    while True:
        line, body = body.split(b"\r\n", 1)
        size = int(line, 16)
        if not size:
            return out, sizes
        out, body = out + body[:size], body[size + 2:]
        sizes.append(size)


def rechunk_http(body, sizes):
    out = b""
    for size in sizes:
        out += b"%x\r\n" % size + body[:size] + b"\r\n"
        body = body[size:]
    return out + b"0\r\n\r\n"


def renew(start, headers, body):
    """The bytes of the request, signed by our key for now; None for one that is not to be replayed."""
    method, target, _ = start.split(" ")
    named = {name.lower(): value for name, value in headers}
    authorization = named.get("authorization")
    if authorization is None:
        return None  # presigned
    scope_service = re.search(r"/([a-z0-9]+)/aws4_request", authorization).group(1)
    signed = re.search(r"SignedHeaders=([^,]+)", authorization).group(1).split(";")
    signer = Signer(*service.key(), scope_service)
    fresh = {"host": f"127.0.0.1:{service.port}", "x-amz-date": signer.date}
    headers = [(name, fresh.get(name.lower(), value)) for name, value in headers]
    payload = named.get("x-amz-content-sha256") or hashlib.sha256(body).hexdigest()
    signature = signer.request(method, target, headers, signed, payload)
    if payload.startswith("STREAMING-AWS4"):
        chunked = "chunked" in named.get("transfer-encoding", "")
        inner, sizes = unchunk_http(body) if chunked else (body, [])
        inner = resign_chunks(inner, signer, signature)
        body = rechunk_http(inner, sizes) if chunked else inner
    renewed = re.sub(r"Credential=[^,]+", f"Credential={signer.credential}", authorization)
    renewed = re.sub(r"Signature=[0-9a-f]+", f"Signature={signature}", renewed)
    lines = [start] + [f"{name}: {renewed if name.lower() == 'authorization' else value}"
                       for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n", body


def send(head, body):
    """(status, body) of the answer; waits for 100 Continue where the head asks for it."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as peer:
        peer.sendall(head)
        if b"100-continue" in head.lower():
            interim = peer.recv(4096)
            assert interim.startswith(b"HTTP/1.1 100"), interim
        peer.sendall(body)
        answer = http.client.HTTPResponse(peer)
        answer.begin()
        return answer.status, answer.read()


@unittest.skipUnless(CAPTURES.is_dir(), f"no {CAPTURES}")
class ReplayTest(unittest.TestCase):
    def test_each_recorded_request_is_answered(self):
        s3 = service.client("s3")
        count = 0
        for file in sorted(CAPTURES.glob("*.txt")):
            for number, (start, headers, body) in enumerate(requests(file.read_bytes())):
                renewed = renew(start, headers, body)
                if renewed is None:
                    continue
                head, body = renewed
                method, target, _ = start.split(" ")
                with self.subTest(file=file.name, number=number, request=start):
                    status, answer = send(head, body)
                    if "uploadId=" in target:  # of an upload that is not there
                        self.assertIn(b"<Code>NoSuchUpload</Code>", answer)
                        continue
                    again = b"ConflictException" in answer and status == 400  # the same job name
                    self.assertTrue(status == 200 or again, f"{status} {answer[:400]}")
                    count += 1
                    if method == "PUT":
                        key = target.split("?")[0].split("/", 2)[2]
                        got = s3.get_object(Bucket="media", Key=key)["Body"].read()
                        self.assertEqual(len(got), 1201)
                        self.assertIn(got, body)
        self.assertGreater(count, 20)


class CborTest(unittest.TestCase):
    def test_boto3_in_the_cbor_protocol(self):
        import boto3
        from botocore.config import Config
        from botocore.exceptions import ClientError
        from botocore.loaders import Loader

        real = Loader.load_service_model

        def cbor_only(loader, name, kind, *arguments, **options):
            model = real(loader, name, kind, *arguments, **options)
            if name == "transcribe" and kind == "service-2":
                model = {**model, "metadata": {**model["metadata"], "protocols": ["smithy-rpc-v2-cbor"]}}
            return model

        Loader.load_service_model = cbor_only
        try:
            key_id, secret = service.key()
            client = boto3.session.Session().client(
                "transcribe", endpoint_url=service.endpoint, region_name=REGION, aws_access_key_id=key_id,
                aws_secret_access_key=secret, config=Config(retries={"max_attempts": 1},
                                                            parameter_validation=False))
        finally:
            Loader.load_service_model = real
        urls = []
        client.meta.events.register("before-send.transcribe", lambda request, **_: urls.append(request.url))
        redaction = {"RedactionType": "PII", "RedactionOutput": "redacted"}
        job = client.start_transcription_job(
            TranscriptionJobName="cbor", Media={"MediaFileUri": "s3://media/in/a.wav"}, LanguageCode="en-US",
            ContentRedaction=redaction, MediaSampleRateHertz=8000)["TranscriptionJob"]
        self.assertEqual(urls, [f"{service.endpoint}/service/Transcribe/operation/StartTranscriptionJob"])
        self.assertEqual((job["MediaSampleRateHertz"], job["ContentRedaction"]), (8000, redaction))
        self.assertLess(abs((job["CreationTime"] - datetime.now(timezone.utc)).total_seconds()), 10)
        service.wait_job("cbor")
        got = client.get_transcription_job(TranscriptionJobName="cbor")["TranscriptionJob"]
        json_got = service.client("transcribe").get_transcription_job(TranscriptionJobName="cbor")["TranscriptionJob"]
        got.pop("Transcript")
        json_got.pop("Transcript")
        self.assertEqual(got, json_got)
        self.assertEqual(len(client.list_transcription_jobs(JobNameContains="cbor")["TranscriptionJobSummaries"]), 1)
        with self.assertRaises(ClientError) as refused:
            client.get_transcription_job(TranscriptionJobName="missing")
        answer = refused.exception.response
        self.assertEqual((answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]),
                         ("BadRequestException", 400))
        self.assertEqual(answer["Error"]["Message"],
                         "The requested job couldn't be found. Check the job name and try your request again.")
        with self.assertRaises(ClientError) as refused:
            client.start_transcription_job(TranscriptionJobName="a b", LanguageCode="en-US",
                                           Media={"MediaFileUri": "s3://media/in/a.wav"})
        self.assertIn("transcriptionJobName", refused.exception.response["Error"]["Message"])
        client.delete_transcription_job(TranscriptionJobName="cbor")


if __name__ == "__main__":
    unittest.main()
