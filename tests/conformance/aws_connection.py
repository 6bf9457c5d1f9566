"""A client of the Transcribe API and of S3 that costs next to nothing: one keep-alive socket, SigV4 by
hand. For tests that send thousands of requests or cut them off; standard library only.
"""

import hashlib
import hmac
import json
import socket
import time

REGION = "us-east-1"


class Refused(Exception):
    def __init__(self, status, body):
        super().__init__(f"HTTP {status}: {body[:300]!r}")
        self.status, self.body = status, body


class AwsConnection:
    """Not thread-safe; one for each thread."""

    def __init__(self, port, key_id, secret, timeout=30):
        self.port, self.key_id, self.secret, self.timeout = port, key_id, secret, timeout
        self.peer, self.buffer, self.keys = None, b"", {}

    def close(self):
        if self.peer is not None:
            self.peer.close()
        self.peer, self.buffer = None, b""

    def payload_hash(self, body):
        return hashlib.sha256(body).hexdigest()

    def signed(self, service, method, path, body, query="", extra=()):
        """The head of a signed request."""
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        scope = f"{date[:8]}/{REGION}/{service}/aws4_request"
        if scope not in self.keys:
            key = f"AWS4{self.secret}".encode()
            for part in scope.split("/"):
                key = hmac.digest(key, part.encode(), "sha256")
            self.keys[scope] = key
        digest = self.payload_hash(body)
        headers = sorted([("host", f"127.0.0.1:{self.port}"), ("x-amz-content-sha256", digest),
                          ("x-amz-date", date), *extra])
        names = ";".join(name for name, _ in headers)
        canonical = "\n".join([method, path, query, *(f"{name}:{value}" for name, value in headers), "", names,
                               digest])
        text = f"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.digest(self.keys[scope], text.encode(), "sha256").hex()
        lines = [f"{method} {path}{'?' + query if query else ''} HTTP/1.1",
                 *(f"{name}: {value}" for name, value in headers), f"content-length: {len(body)}",
                 f"authorization: AWS4-HMAC-SHA256 Credential={self.key_id}/{scope}, "
                 f"SignedHeaders={names}, Signature={signature}", "", ""]
        return "\r\n".join(lines).encode()

    def exchange(self, request):
        """Sends the bytes and reads one answer: (status, body). ConnectionError when it is cut off."""
        if self.peer is None:
            self.peer = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
            self.peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.peer.sendall(request)
            while (end := self.buffer.find(b"\r\n\r\n")) < 0:
                self.read_more()
            head = self.buffer[:end].decode("latin-1").lower()
            at = head.find("content-length:")
            length = int(head[at + 15:].split("\r\n", 1)[0]) if at >= 0 else 0
            while len(self.buffer) < end + 4 + length:
                self.read_more()
        except OSError:
            self.close()
            raise
        body = self.buffer[end + 4:end + 4 + length]
        self.buffer = self.buffer[end + 4 + length:]
        if "connection: close" in head:
            self.close()
        return int(head[9:12]), body

    def read_more(self):
        data = self.peer.recv(65536)
        if not data:
            raise ConnectionError("cut off")
        self.buffer += data

    def transcribe(self, operation, **members):
        """Refused carries the answer's status and body."""
        return self.call(f"Transcribe.{operation}", members)

    def review(self, operation, **members):
        """The same for Tacet's own operations beside Amazon's: docs/review-api.md."""
        return self.call(f"TacetReview.{operation}", members)

    def call(self, target, members):
        body = json.dumps(members).encode()
        head = self.signed("transcribe", "POST", "/", body, extra=(
            ("content-type", "application/x-amz-json-1.1"), ("x-amz-target", target)))
        status, answer = self.exchange(head + body)
        if status != 200:
            raise Refused(status, answer)
        return json.loads(answer or b"{}")

    def put(self, path, body=b""):
        """PUT of a bucket (/name) or object (/name/key); the key's characters must need no escape."""
        status, answer = self.exchange(self.signed("s3", "PUT", path, body) + body)
        if status != 200:
            raise Refused(status, answer)

    def get(self, path, query=""):
        status, answer = self.exchange(self.signed("s3", "GET", path, b"", query))
        if status != 200:
            raise Refused(status, answer)
        return answer
