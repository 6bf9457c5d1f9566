#!/usr/bin/env python3
"""Runs the programs of examples/ against the real service, with real recognition.

usage: tools/with-venv tests/conformance tests/conformance/sdk_test.py LANGUAGE
LANGUAGE is python, javascript, java, go or rust. Exits with 77 (skipped) without a speech model.
"""

import os
import subprocess
import sys
import unittest
from pathlib import Path

import sdks
from service import CALL, Service, have_model

PROGRAMS = {
    "python": ("redacted_transcript.py", None),
    "javascript": ("redacted_transcript.js", "object_round_trip.js"),
    "java": ("RedactedTranscript", "ObjectRoundTrip"),
    "go": ("redacted_transcript", "object_round_trip"),
    "rust": ("redacted-transcript", None),
}
LANGUAGE = sys.argv.pop(1) if len(sys.argv) > 1 else ""
service = None


def setUpModule():
    global service
    service = Service(speech=True).start()


def tearDownModule():
    service.stop()
    service.remove()


def java_trust(at):
    """Java reads no PEM file of certificates; one that its own tool made."""
    store = at.folder / "trust.p12"
    if not store.exists():
        subprocess.run(["keytool", "-importcert", "-noprompt", "-alias", "tacet", "-file", at.certificate,
                        "-keystore", store, "-storetype", "PKCS12", "-storepass", "changeit"], check=True,
                       capture_output=True)
    return store


class ProgramTest(unittest.TestCase):
    def run_program(self, program, *arguments, at=None):
        at = at or service
        environment = at.client_environment("submit")
        if at.certificate and LANGUAGE == "java":
            environment["JAVA_TOOL_OPTIONS"] = (f"-Djavax.net.ssl.trustStore={java_trust(at)} "
                                                "-Djavax.net.ssl.trustStorePassword=changeit")
        prepare = sdks.LANGUAGES[LANGUAGE]
        return subprocess.run([*prepare(program), *arguments], capture_output=True, text=True, env=environment,
                              timeout=300)

    def transcripts(self, run):
        """The lines `redacted: ...` and `unredacted: ...` of a program."""
        self.assertEqual(run.returncode, 0, run.stderr + service.log_text()[-3000:])
        return dict(line.split(": ", 1) for line in run.stdout.splitlines())

    def test_redacted(self):
        media = service.put_clip()
        printed = self.transcripts(self.run_program(PROGRAMS[LANGUAGE][0], f"{LANGUAGE}-1", media))
        self.assertEqual(list(printed), ["redacted"])
        self.assertIn("Thank you for calling", printed["redacted"])
        self.assertIn("[PII]", printed["redacted"])

    def test_redacted_and_unredacted(self):
        media = service.put_clip()
        run = self.run_program(PROGRAMS[LANGUAGE][0], f"{LANGUAGE}-2", media, "redacted_and_unredacted")
        printed = self.transcripts(run)
        self.assertEqual(list(printed), ["redacted", "unredacted"])
        self.assertNotIn("[PII]", printed["unredacted"])
        pieces = printed["redacted"].split("[PII]")
        self.assertGreater(len(pieces), 1)
        # The twin is the same text with something else in the place of each [PII].
        rest = printed["unredacted"]
        for piece in pieces:
            self.assertIn(piece, rest)
            rest = rest.split(piece, 1)[1]

    def test_errors_have_the_code_and_message_of_aws(self):
        media = service.put_clip()
        run = self.run_program(PROGRAMS[LANGUAGE][0], f"{LANGUAGE}-3", media)
        self.assertEqual(run.returncode, 0, run.stderr)
        again = self.run_program(PROGRAMS[LANGUAGE][0], f"{LANGUAGE}-3", media)
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("The requested job name already exists. Use a different job name.", again.stderr)
        self.assertRegex(again.stderr, "Conflict")
        gone = self.run_program(PROGRAMS[LANGUAGE][0], f"{LANGUAGE}-4", "s3://media/not-there.wav")
        self.assertNotEqual(gone.returncode, 0)
        self.assertIn("doesn't point to an S3 object", gone.stderr)
        self.assertRegex(gone.stderr, "BadRequest")

    def test_objects_come_back_as_they_were(self):
        self.round_trip(service)
        run = self.run_program(PROGRAMS[LANGUAGE][1], CALL, "no-such-bucket", "key", service.folder / "copy")
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(run.stderr, "NoSuchBucket|does not exist")

    def test_objects_over_tls(self):
        """Where the SDKs send bodies unsigned and their checksums as trailers."""
        with Service(tls=True) as secure:
            self.round_trip(secure)

    def round_trip(self, at):
        program = PROGRAMS[LANGUAGE][1]
        if program is None:
            self.skipTest("the folder has no program for objects")
        at.client("s3").create_bucket(Bucket="files")
        large, empty, copy = (at.folder / name for name in ("large", "empty", "copy"))
        large.write_bytes(os.urandom(9 * 1024 * 1024 + 13))
        empty.touch()
        for file in (CALL, large, empty):
            copy.unlink(missing_ok=True)
            run = self.run_program(program, file, "files", f"in a+b/ü&%25/{file.name}", copy, at=at)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(copy.read_bytes(), Path(file).read_bytes(), file.name)
            self.assertEqual(run.stdout.split()[-1], str(file.stat().st_size))


if __name__ == "__main__":
    if LANGUAGE not in PROGRAMS:
        sys.exit(__doc__.strip())
    if not have_model():
        print("skipped: no speech model; run `make build`")
        sys.exit(77)
    unittest.main()
