"""The real service in a process of its own, with a data directory that goes away with it.

    with Service() as service:
        s3 = service.client("s3")

`Service.client` needs boto3; the rest is standard library.
"""

import atexit
import contextlib
import ctypes
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import wave
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TACET = os.environ.get("TACET", str(ROOT / "build" / "tacet"))
MODELS = Path(os.environ.get("TACET_MODELS_DIR", ROOT / "build" / "models"))
CALL = ROOT / "examples" / "call.wav"
REGION = "us-east-1"
ACCOUNT = "000000000000"
SERVICE_BUCKET = f"aws-transcribe-{REGION}-prod"

# What the scripted recogniser hears, and what of it is personal.
SCRIPT = "Hello, my name is Maria Lopez. You can reach me at 415-555-0132. Thank you."
SCRIPT_SECRETS = ("Maria", "Lopez", "5550132")


def have_model():
    return all((MODELS / part).is_file() for part in ("base/model.bin", "pii/tagger.onnx"))


def clip(path, seconds=6.0, start=0.0):
    """Cuts a piece out of the example call."""
    with wave.open(str(CALL)) as source, wave.open(str(path), "wb") as target:
        target.setparams(source.getparams())
        source.setpos(int(start * source.getframerate()))
        target.writeframes(source.readframes(int(seconds * source.getframerate())))
    return Path(path)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def toml(settings):
    """A TOML text of settings named as `section.name`."""
    lines, last = [], ""
    for name, value in sorted(settings.items(), key=lambda item: ("." in item[0], item[0])):
        section, _, key = name.rpartition(".")
        if section != last:
            lines.append(f"[{section}]")
            last = section
        text = str(value).lower() if isinstance(value, bool) else value
        lines.append(f'{key} = "{text}"' if isinstance(value, str) else f"{key} = {text}")
    return "\n".join(lines) + "\n"


def end_with_parent():
    """A test that is killed leaves no service behind: PR_SET_PDEATHSIG of prctl(2)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Service:
    """`settings` are those of the configuration file. The engine is the scripted one unless
    `speech` is given. With `tls` it has a certificate that `certificate` alone vouches for."""

    def __init__(self, settings=None, speech=False, script=SCRIPT, environment=None, tls=False):
        self.folder = Path(tempfile.mkdtemp(prefix="tacet-service-"))
        atexit.register(self.remove)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.port = free_port()
        self.endpoint = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.certificate = self.folder / "certificate.pem" if tls else None
        self.environment = environment or {}
        self.process = None
        self.keys = {}
        self.settings = {"listen": f"127.0.0.1:{self.port}", "data_dir": str(self.data)}
        if speech:
            self.settings["recognition.models_dir"] = str(MODELS)
        else:
            (self.folder / "script.txt").write_text(script + "\n")
            self.settings["recognition.engine"] = "scripted"
            self.settings["redaction.pii_model"] = "none"  # the script is found by rules
            self.settings["recognition.script_file"] = str(self.folder / "script.txt")
        if tls:
            key = self.folder / "key.pem"
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "2", "-subj",
                            "/CN=tacet test", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:*.localhost",
                            "-keyout", key, "-out", self.certificate], check=True, capture_output=True)
            self.settings.update({"tls.certificate_file": str(self.certificate), "tls.key_file": str(key)})
        self.settings.update(settings or {})

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        self.remove()

    def start(self, wait=60):
        config = self.folder / "tacet.toml"
        config.write_text(toml(self.settings))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([TACET, "serve", "--config", config], stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL, preexec_fn=end_with_parent,
                                            env={**os.environ, **self.environment})
        deadline = time.monotonic() + wait
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the service did not start:\n{self.log_text()[-4000:]}")
            time.sleep(0.02)
        return self

    def ready(self):
        try:
            return self.get("/readyz")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def get(self, path, headers=None):
        """A plain GET without a signature: (status, body)."""
        with contextlib.closing(self.connect()) as peer:
            peer.request("GET", path, headers=headers or {})
            answer = peer.getresponse()
            return answer.status, answer.read()

    def connect(self):
        if not self.certificate:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        trust = ssl.create_default_context(cafile=self.certificate)
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=trust)

    def stop(self, expect=0):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self.process = None
        if code != expect:
            raise RuntimeError(f"the service exited with {code}:\n{self.log_text()[-4000:]}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process = None

    def remove(self):
        if self.process is not None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def key(self, role="admin"):
        """(access key id, secret) of the one key of this role that the service knows."""
        if role not in self.keys:
            made = subprocess.run([TACET, "keys", "create", "--role", role, "--format", "json",
                                   "--data-dir", self.data], capture_output=True, text=True)
            if made.returncode != 0:
                raise RuntimeError(f"tacet keys create: {made.stderr}")
            key = json.loads(made.stdout)
            self.keys[role] = (key["accessKeyId"], key["secretAccessKey"])
        return self.keys[role]

    def client_environment(self, role="admin"):
        """What an AWS program is told by: the endpoint, and a key."""
        key_id, secret = self.key(role)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        if self.certificate:
            kept.update({"AWS_CA_BUNDLE": str(self.certificate), "SSL_CERT_FILE": str(self.certificate),
                         "NODE_EXTRA_CA_CERTS": str(self.certificate)})
        return {**kept, "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": REGION,
                "AWS_DEFAULT_REGION": REGION, "AWS_ACCESS_KEY_ID": key_id,
                "AWS_SECRET_ACCESS_KEY": secret, "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}

    def client(self, name, role="admin", endpoint=None, **config):
        """A boto3 client."""
        import boto3
        from botocore.config import Config
        key_id, secret = self.key(role)
        retries = config.pop("retries", {"max_attempts": 1})
        return boto3.client(name, endpoint_url=endpoint or self.endpoint, region_name=REGION,
                            verify=str(self.certificate) if self.certificate else None,
                            aws_access_key_id=key_id, aws_secret_access_key=secret,
                            config=Config(retries=retries, **config))

    def put_clip(self, bucket="media", key="clip.wav", seconds=6.0):
        """Puts a piece of the example call into a bucket; its s3:// address."""
        s3 = self.client("s3")
        if bucket not in [entry["Name"] for entry in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(Bucket=bucket)
        s3.upload_file(str(clip(self.folder / "clip.wav", seconds)), bucket, key)
        return f"s3://{bucket}/{key}"

    def run_job(self, name, media, role="admin", **members):
        """Starts a job and waits for its end; the job as Get answers it."""
        transcribe = self.client("transcribe", role)
        transcribe.start_transcription_job(TranscriptionJobName=name, Media={"MediaFileUri": media},
                                           **{"LanguageCode": "en-US", **members})
        return self.wait_job(name, role)

    def wait_job(self, name, role="admin", seconds=120):
        transcribe = self.client("transcribe", role)
        deadline = time.monotonic() + seconds
        while True:
            job = transcribe.get_transcription_job(TranscriptionJobName=name)["TranscriptionJob"]
            if job["TranscriptionJobStatus"] in ("COMPLETED", "FAILED"):
                return job
            if time.monotonic() > deadline:
                raise RuntimeError(f"the job {name} is still {job['TranscriptionJobStatus']}")
            time.sleep(0.05)
