"""Tests of tests/integration/compare_shapes.py and check_media.py. Standard library only."""

import copy
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
INTEGRATION = HERE.parent / "integration"
sys.path.insert(0, str(INTEGRATION))

import check_media  # noqa: E402
import transcript_shape  # noqa: E402

WORD = {"id": 0, "type": "pronunciation", "alternatives": [{"confidence": "0.998", "content": "Hello"}],
        "start_time": "0.35", "end_time": "0.79"}
STOP = {"id": 1, "type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]}
HIDDEN = {"id": 2, "type": "pronunciation", "alternatives": [{"content": "[PII]", "redactions": [
    {"confidence": "0.9998", "type": "NAME", "category": "PII"}]}],
    "start_time": "0.91", "end_time": "12.0"}


def right():
    return copy.deepcopy({
        "jobName": "call", "accountId": "111122223333", "isRedacted": True, "status": "COMPLETED",
        "results": {"transcripts": [{"transcript": "Hello. [PII]"}], "items": [WORD, STOP, HIDDEN],
                    "audio_segments": [
                        {"id": 0, "transcript": "Hello.", "start_time": "0.319", "end_time": "0.8",
                         "items": [0, 1]},
                        {"id": 1, "transcript": "[PII]", "start_time": "0.9", "end_time": "12.01",
                         "items": [2]}]}})


class TranscriptShapeTest(unittest.TestCase):
    def expect(self, text, change):
        document = right()
        change(document, document["results"])
        found = transcript_shape.problems(document)
        self.assertTrue(any(text in problem for problem in found), found)

    def test_a_right_document_has_no_problems(self):
        self.assertEqual(transcript_shape.problems(right()), [])

    def test_an_empty_document_has_no_problems(self):
        document = right()
        document["results"] = {"transcripts": [{"transcript": ""}], "items": [], "audio_segments": []}
        self.assertEqual(transcript_shape.problems(document), [])

    def test_keys_must_be_known_present_and_in_order(self):
        self.expect("unknown key extra", lambda d, r: d.update(extra=1))
        self.expect("no key accountId", lambda d, r: d.pop("accountId"))
        self.expect("keys in the order", lambda d, r: d.update(jobName=d.pop("jobName")))

    def test_times_and_confidences_are_strings_as_aws_writes_them(self):
        for wrong in (0.35, "0.350", "0.3501", ".35", "0", "00.35", "3e-1", "-0.1"):
            self.expect("time", lambda d, r, w=wrong: r["items"][0].update(start_time=w))
        for wrong in (0.9, "1.1", "0.9981", "1", "0.90"):
            self.expect("confidence",
                        lambda d, r, w=wrong: r["items"][0]["alternatives"][0].update(confidence=w))

    def test_ids_are_numbers_from_zero(self):
        self.expect("not a number", lambda d, r: r["items"][0].update(id="0"))
        self.expect("ids are not", lambda d, r: r["items"][2].update(id=3))

    def test_times_go_forward_and_do_not_overlap(self):
        self.expect("ends at", lambda d, r: r["items"][0].update(end_time="0.35"))
        self.expect("the end of the word before", lambda d, r: r["items"][2].update(start_time="0.78"))
        self.expect("outside the segment", lambda d, r: r["items"][2].update(end_time="12.02"))
        self.expect("the one before ends",
                    lambda d, r: r["audio_segments"][0].update(end_time="0.95"))

    def test_every_item_is_in_one_segment(self):
        self.expect("exactly one segment", lambda d, r: r["audio_segments"][0].update(items=[0]))
        self.expect("exactly one segment", lambda d, r: r["audio_segments"][1].update(items=[1, 2]))

    def test_transcripts_are_the_items_joined(self):
        self.expect("transcripts: not the items",
                    lambda d, r: r["transcripts"][0].update(transcript="Hello . [PII]"))
        self.expect("its transcript", lambda d, r: r["audio_segments"][0].update(transcript="Hello"))

    def test_redactions_need_the_tag_and_the_flag(self):
        self.expect("isRedacted is not true", lambda d, r: d.update(isRedacted=False))
        self.expect("the content is not [PII]",
                    lambda d, r: r["items"][2]["alternatives"][0].update(content="[NAME]"))
        self.expect("unknown key confidence", lambda d, r: r["items"][2]["alternatives"][0].update(
            confidence="0.9"))

    def test_punctuation_has_no_times(self):
        self.expect("unknown key start_time", lambda d, r: r["items"][1].update(start_time="0.8"))

    def test_bytes_are_one_line_without_white_space(self):
        dense = json.dumps(right(), separators=(",", ":"))
        self.assertEqual(transcript_shape.byte_problems(dense.encode()), [])
        for wrong in (dense + "\n", json.dumps(right()), "{", dense.replace("call", "\\u0063all")):
            self.assertNotEqual(transcript_shape.byte_problems(wrong.encode()), [], wrong[:30])

    def test_a_pair_differs_in_redactions_only(self):
        redacted, plain = right(), right()
        plain["isRedacted"] = False
        plain["results"]["items"][2]["alternatives"] = [{"confidence": "0.9", "content": "Ana"}]
        self.assertEqual(transcript_shape.pair_problems(plain, redacted), [])
        plain["results"]["items"][0]["alternatives"][0]["content"] = "Hallo"
        self.assertNotEqual(transcript_shape.pair_problems(plain, redacted), [])


class ScriptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_script(self, name, *arguments, script=None):
        (self.folder / "script.json").write_text(json.dumps(script or {}))
        environment = {**os.environ, "FAKE_TACET_SCRIPT": str(self.folder / "script.json")}
        return subprocess.run([sys.executable, str(INTEGRATION / name), *map(str, arguments)],
                              env=environment, capture_output=True, text=True, check=False)

    def test_exit_codes_tell_same_from_different_from_absent(self):
        document = self.folder / "call.json"
        document.write_text(json.dumps(right(), separators=(",", ":")))
        self.assertEqual(self.run_script("compare_shapes.py", document).returncode, 0)
        document.write_text(json.dumps(right(), separators=(",", ":")) + "\n")
        self.assertEqual(self.run_script("compare_shapes.py", document).returncode, 1)
        done = self.run_script("compare_shapes.py", "--aws", self.folder / "none.json")
        self.assertEqual((done.returncode, "SKIPPED" in done.stdout), (77, True))

    def test_media_fails_without_words_with_wrong_words_and_on_errors(self):
        for name in ("a.wav", "b.mp3", "silence.ogg", "jfk.flac", "broken.amr"):
            (self.folder / name).touch()
        good = [["Hello", "0.1", "0.5", "0.9"]]
        done = self.run_script("check_media.py", self.folder, "--program", HERE / "fake_tacet.py",
                               script={"words": {"a.wav": good, "jfk.flac": good}, "fail": ["broken.amr"]})
        self.assertEqual(done.returncode, 1)
        lines = {line.split()[0]: line for line in done.stdout.splitlines()}
        self.assertTrue(lines["a.wav"].endswith("ok"), done.stdout)
        self.assertTrue(lines["silence.ogg"].endswith("ok"), done.stdout)
        self.assertIn("no words", lines["b.mp3"])
        self.assertIn("ask not what", lines["jfk.flac"])
        self.assertIn("not a recording", lines["broken.amr"])
        self.assertIn("2 passed, 3 failed", done.stdout)

    def test_media_is_skipped_visibly_without_the_folder(self):
        done = self.run_script("check_media.py", self.folder / "none")
        self.assertEqual((done.returncode, "SKIPPED" in done.stdout), (77, True))

    def test_large_folders_are_sampled_evenly(self):
        for number in range(10):
            (self.folder / f"{number}.wav").touch()
        chosen = [path.name for path in check_media.recordings(self.folder, 4)]
        self.assertEqual(chosen, ["0.wav", "3.wav", "6.wav", "9.wav"])
        self.assertEqual(len(list(check_media.recordings(self.folder, 0))), 10)
        (self.folder / "3.wav").write_bytes(bytes(2001))
        self.assertEqual(len(list(check_media.recordings(self.folder, 0, most_kb=2))), 9)


if __name__ == "__main__":
    unittest.main()
