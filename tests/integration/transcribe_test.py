#!/usr/bin/env python3
"""Runs the real program on real recordings, as a person would.

usage: TACET=path/to/tacet TACET_MODELS_DIR=... tests/integration/transcribe_test.py
Exits with 77 (skipped) where the speech models are not pulled.
"""

import array
import json
import math
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import wave
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TACET = os.environ.get("TACET", str(ROOT / "build" / "tacet"))
GERMAN = ROOT / "tests" / "golden" / "german_speech" / "numbers.ogg"
EMAIL = ROOT / "tests" / "golden" / "english_speech" / "email.ogg"

sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("integration", "conformance")]
import compare_shapes  # noqa: E402
import transcript_shape  # noqa: E402
from service import CALL, clip  # noqa: E402


def tacet(*arguments, **options):
    return subprocess.run([TACET, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                          **options)


def write_wav(path, samples, rate=16000):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array.array("h", samples).tobytes())


def transcribe_both(media, job, out):
    """The run that writes both documents; they are job.json and redacted-job.json in `out`."""
    run = tacet("transcribe", media, "--redact", "pii", "--redaction-output", "redacted_and_unredacted",
                "--job-name", job, "--output-dir", out)
    assert run.returncode == 0, run.stderr
    return run


def transcript(document):
    return document["results"]["transcripts"][0]["transcript"]


class TranscribeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = Path(cls.folder.name)
        cls.both = transcribe_both(CALL, "both", cls.out)
        cls.redacted_document = json.loads((cls.out / "redacted-both.json").read_text())
        # Two names are said in it.
        cls.short = clip(cls.out / "short.wav", seconds=16)
        transcribe_both(cls.short, "short", cls.out)
        cls.short_plain = json.loads((cls.out / "short.json").read_text())
        cls.short_redacted = json.loads((cls.out / "redacted-short.json").read_text())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_documents_have_the_services_shape(self):
        for job in ("both", "short"):
            for name in (f"{job}.json", f"redacted-{job}.json"):
                self.assertEqual(compare_shapes.check_document(self.out / name), [])
                self.assertEqual(json.loads((self.out / name).read_text())["jobName"], job)
        self.assertEqual(transcript_shape.pair_problems(self.short_plain, self.short_redacted), [])

    def test_the_callers_name_is_redacted_however_she_says_it(self):
        self.assertTrue(self.redacted_document["isRedacted"])
        self.assertFalse(json.loads((self.out / "both.json").read_text())["isRedacted"])
        types = [redaction["type"]
                 for item in self.redacted_document["results"]["items"]
                 for redaction in item["alternatives"][0].get("redactions", [])]
        self.assertIn("NAME", types)
        self.assertIn("[PII]", transcript(self.redacted_document))

    def test_standard_output_is_the_redacted_transcript(self):
        self.assertEqual(" ".join(self.both.stdout.split()), transcript(self.redacted_document))

    def test_redacted_alone_writes_and_says_nothing_unredacted(self):
        hidden = self.hidden_words()
        self.assertTrue(hidden)
        with tempfile.TemporaryDirectory() as out, tempfile.TemporaryDirectory() as scratch:
            run = tacet("transcribe", self.short, "--redact", "pii", "--job-name", "job", "--output-dir",
                        out, env={**os.environ, "TMPDIR": scratch})
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(os.listdir(out), ["redacted-job.json"])
            self.assertEqual(os.listdir(scratch), [])
            self.assertEqual(compare_shapes.check_document(Path(out) / "redacted-job.json"), [])
            self.assertTrue(json.loads((Path(out) / "redacted-job.json").read_text())["isRedacted"])
            everything = (Path(out) / "redacted-job.json").read_text() + run.stdout + run.stderr
        for word in hidden:
            self.assertNotRegex(everything, rf"\b{re.escape(word)}\b")

    def hidden_words(self):
        """Words that stand in the unredacted document and nowhere in the redacted one."""
        def words(document):
            return {item["alternatives"][0]["content"] for item in document["results"]["items"]
                    if item["type"] == "pronunciation"}
        return words(self.short_plain) - words(self.short_redacted)

    def test_the_same_recording_gives_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as out:
            transcribe_both(self.short, "short", out)
            for name in ("short.json", "redacted-short.json"):
                self.assertEqual((Path(out) / name).read_bytes(), (self.out / name).read_bytes())

    def test_only_the_wanted_types_are_redacted(self):
        with tempfile.TemporaryDirectory() as out:
            run = tacet("transcribe", self.short, "--redact", "pii", "--pii-entity-types", "SSN",
                        "--output-dir", out, "--format", "json")
            self.assertEqual(run.returncode, 0, run.stderr)
            document = json.loads(run.stdout)
            self.assertEqual((Path(out) / "redacted-short.json").read_text(), run.stdout.rstrip("\n"))
        self.assertEqual(transcript(document), transcript(self.short_plain))
        self.assertTrue(document["isRedacted"])

    def test_progress_goes_to_standard_error(self):
        self.assertIn("100 %", self.both.stderr)

    def test_without_redaction_the_document_does_not_speak_of_it(self):
        with tempfile.TemporaryDirectory() as out:
            run = tacet("transcribe", self.short, "--output-dir", out)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(os.listdir(out), ["short.json"])
            self.assertEqual(compare_shapes.check_document(Path(out) / "short.json"), [])
            self.assertNotIn("isRedacted", json.loads((Path(out) / "short.json").read_text()))

    def test_recordings_without_speech_give_empty_transcripts(self):
        rate = 16000
        tone = [int(8000 * math.sin(2 * math.pi * 440 * i / rate)) for i in range(rate * 5)]
        redact = ["--redact", "pii", "--redaction-output"]
        for name, samples, options, written in (
                ("tone", tone, [], ["tone.json"]),
                ("silence", [0] * rate * 5, [], ["silence.json"]),
                ("silence", [0] * rate * 5, [*redact, "redacted"], ["redacted-silence.json"]),
                ("silence", [0] * rate * 5, [*redact, "redacted_and_unredacted"],
                 ["redacted-silence.json", "silence.json"])):
            with self.subTest(name, options=options), tempfile.TemporaryDirectory() as folder:
                media, out = Path(folder) / f"{name}.wav", Path(folder) / "out"
                write_wav(media, samples)
                run = tacet("transcribe", media, *options, "--output-dir", out)
                self.assertEqual(run.returncode, 0, run.stderr)
                self.assertEqual(sorted(os.listdir(out)), written)
                for document in written:
                    self.assertEqual(compare_shapes.check_document(out / document), [])
                    content = json.loads((out / document).read_text())
                    self.assertEqual(content["jobName"], name)
                    self.assertEqual(content.get("isRedacted"),
                                     document.startswith("redacted-") if options else None)
                    self.assertEqual(content["results"], {"transcripts": [{"transcript": ""}], "items": [],
                                                              "audio_segments": []})

    def test_an_email_address_is_written_and_redacted_as_one(self):
        with tempfile.TemporaryDirectory() as out:
            transcribe_both(EMAIL, "email", out)
            redacted, unredacted = (json.loads((Path(out) / name).read_text())
                                    for name in ("redacted-email.json", "email.json"))
            self.assertRegex(transcript(unredacted), r"(?i)\bmy email is \S+@example\.com\b.* send it there")
            self.assertRegex(transcript(redacted), r"(?i)\bmy email is \[PII\]\W* send it there")
            self.assertIn("EMAIL", {redaction["type"] for item in redacted["results"]["items"]
                                    for redaction in item["alternatives"][0].get("redactions", [])})

    def test_german_is_transcribed_with_german_numbers(self):
        with tempfile.TemporaryDirectory() as out:
            run = tacet("transcribe", GERMAN, "--language-code", "de-DE", "--output-dir", out)
            self.assertEqual(run.returncode, 0, run.stderr)
            # Words between the numbers differ with the processor: one without bf16 computes in f32.
            for said in ("Guten Morgen.", "Am 23 Mai haben", " 55 ", "für 10 € verkauft"):
                self.assertIn(said, run.stdout)
            self.assertEqual(compare_shapes.check_document(Path(out) / "numbers.json"), [])

    def test_an_interrupt_stops_it_and_leaves_no_document(self):
        with tempfile.TemporaryDirectory() as out:
            process = subprocess.Popen([TACET, "transcribe", str(CALL), "--output-dir", out],
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(0.7)  # the models load; any moment will do
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
            self.assertIn(process.returncode, (130, -signal.SIGINT))
            self.assertEqual(os.listdir(out), [])


class RefusalTest(unittest.TestCase):
    def assert_refused(self, run, code, *words):
        self.assertEqual(run.returncode, code, run.stderr)
        self.assertEqual(run.stdout, "")
        lines = [line for line in run.stderr.splitlines() if line.startswith("tacet:")]
        self.assertEqual(len(lines), 1, run.stderr)
        for word in words:
            self.assertIn(word, lines[0])

    def test_media_that_cannot_be_used(self):
        with tempfile.TemporaryDirectory() as out:
            (Path(out) / "empty.wav").touch()
            (Path(out) / "text.wav").write_text("These are words, but no sound. " * 50)
            for name in ("empty.wav", "text.wav", "missing.wav"):
                run = tacet("transcribe", Path(out) / name, "--output-dir", out)
                self.assert_refused(run, 3, name)
            run = tacet("transcribe", out, "--output-dir", out)
            self.assert_refused(run, 3)

    def test_a_truncated_recording_is_no_shorter_recording(self):
        with tempfile.TemporaryDirectory() as out:
            cut = Path(out) / "cut.wav"
            cut.write_bytes(CALL.read_bytes()[:200_000])
            run = tacet("transcribe", cut, "--output-dir", out)
            self.assert_refused(run, 3, "cut.wav")
            self.assertEqual(os.listdir(out), ["cut.wav"])

    def test_a_model_that_is_not_there(self):
        with tempfile.TemporaryDirectory() as out:
            self.assert_refused(tacet("transcribe", CALL, "--output-dir", out, "--model", "huge"), 3,
                                "huge")
            self.assert_refused(tacet("transcribe", CALL, "--output-dir", out, "--model", out), 3)

    def test_an_output_folder_that_cannot_be_written(self):
        with tempfile.TemporaryDirectory() as out:
            (Path(out) / "file").touch()
            run = tacet("transcribe", CALL, "--output-dir", Path(out) / "file" / "below")
            self.assert_refused(run, 4, "file/below")

    def test_wrong_options_name_themselves(self):
        for arguments, word in (([], "MEDIA"), ([CALL, "--redact", "phi"], "--redact"),
                                ([CALL, "--pii-entity-types", "NAME"], "--redact pii"),
                                ([CALL, "--language-code", "xx"], "--language-code"),
                                ([GERMAN, "--language-code", "de-DE", "--redact", "pii"],
                                 "Content redaction isn't supported for the language code de-DE"),
                                ([CALL, "--no-such-option"], "--no-such-option")):
            run = tacet("transcribe", *arguments)
            self.assertEqual(run.returncode, 2, run.stderr)
            self.assertIn(word, run.stderr)

    def test_help_and_version(self):
        for arguments in (["--help"], ["transcribe", "--help"], ["models", "--help"],
                          ["models", "pull", "--help"], ["pii", "--help"]):
            run = tacet(*arguments)
            self.assertEqual(run.returncode, 0)
            self.assertIn("--help", run.stdout)
        self.assertRegex(tacet("--version").stdout, r"^tacet \d+\.\d+\.\d+\n$")


class PiiTest(unittest.TestCase):
    TEXT = "Hi, who is this?\nMy name is Maria López, my number is 415-555-0132."

    def test_people_get_a_table(self):
        run = tacet("pii", input=self.TEXT)
        self.assertEqual(run.returncode, 0, run.stderr)
        rows = [line.split(maxsplit=3) for line in run.stdout.splitlines()]
        self.assertEqual([(kind, place, words) for kind, _, place, words in rows],
                         [("NAME", "2:12", "Maria López"), ("PHONE", "2:38", "415-555-0132")])

    def test_redaction_keeps_the_rest(self):
        run = tacet("pii", "--redact", input=self.TEXT)
        self.assertEqual(run.stdout, "Hi, who is this?\nMy name is [PII], my number is [PII].")

    def test_lines_are_answered_in_order_with_places_in_code_points(self):
        texts = ["Zoë is fine. My name is Maria López.", "Hello.", "É: call me at 415-555-0132."]
        ids = [7, {"a": [1]}, None]
        run = tacet("pii", "--jsonl", input="".join(
            json.dumps({"id": id, "text": text}) + "\n" for id, text in zip(ids, texts)))
        self.assertEqual(run.returncode, 0, run.stderr)
        answers = list(map(json.loads, run.stdout.splitlines()))
        self.assertEqual([answer["id"] for answer in answers], ids)
        found = [[text[e["start"]:e["end"]] for e in answer["entities"]]
                 for text, answer in zip(texts, answers)]
        self.assertIn("Maria López", found[0])
        self.assertEqual(found[1:], [[], ["415-555-0132"]])
        self.assertEqual(set(answers[2]["entities"][0]), {"start", "end", "type", "confidence"})

    def test_the_turns_before_a_text_say_what_a_number_is(self):
        text = "It's 4821."
        prev = ["Can I have the last four of your social?"]
        run = tacet("pii", "--jsonl", input="".join(
            json.dumps({"id": 1, "text": text, "prev": prev}) + "\n" for prev in (prev, prev[0])))
        for line in run.stdout.splitlines():
            (entity,) = json.loads(line)["entities"]
            self.assertEqual((entity["type"], text[entity["start"]:entity["end"]]), ("SSN", "4821"))

    def test_whoever_sends_one_line_gets_its_answer(self):
        with subprocess.Popen([TACET, "pii", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True, bufsize=1) as process:
            for number in range(3):
                process.stdin.write(json.dumps({"id": number, "text": "I am Maria Lopez."}) + "\n")
                self.assertEqual(json.loads(process.stdout.readline())["id"], number)
            process.stdin.close()
            self.assertEqual(process.wait(timeout=60), 0)

    def test_only_the_wanted_types_are_found(self):
        run = tacet("pii", "--pii-entity-types", "PHONE", "--redact", input=self.TEXT)
        self.assertIn("Maria López, my number is [PII]", run.stdout)

    def test_names_the_line_that_is_wrong_and_answers_those_before(self):
        for wrong in ('["no"]', '{"text": 3}', '{"text": "a", "prev": [1]}', "{", ""):
            run = tacet("pii", "--jsonl", input='{"text": "Hello."}\n' + wrong + "\n")
            self.assertEqual(run.returncode, 2)
            self.assertIn("line 2 ", run.stderr)
            self.assertEqual(json.loads(run.stdout), {"id": None, "entities": []})

    def test_a_missing_model_or_policy_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            for arguments, word in ((["--pii-model", folder], folder),
                                    (["--models-dir", folder], "pii"),
                                    (["--pii-policy", folder + "/none.json"], "none.json")):
                run = tacet("pii", *arguments, input="Hello.")
                self.assertEqual(run.returncode, 3, run.stderr)
                self.assertIn(word, run.stderr)
                self.assertEqual(len(run.stderr.splitlines()), 1)
            policy = Path(folder) / "policy.json"
            policy.write_text("{}")
            run = tacet("pii", "--pii-policy", policy, input="Hello.")
            self.assertEqual(run.returncode, 3)
            self.assertIn("version is missing", run.stderr)


if __name__ == "__main__":
    models = Path(os.environ.get("TACET_MODELS_DIR", ROOT / "build" / "models"))
    for part in ("base/model.bin", "pii/tagger.onnx"):
        if not (models / part).is_file():
            print(f"skipped: no {part} in {models}; run `make build`")
            sys.exit(77)
    unittest.main()
