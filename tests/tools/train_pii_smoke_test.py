"""The whole way of tools/train_pii/build.py in small: it trains, is stopped, goes on, exports what it says.

Run in the environment of tools/train_pii. No text folder: this repository's templates, and the hand-written
conversations of tools/train_pii/sample.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "train_pii"
MARKUP = ROOT / "tools" / "eval" / "dialogue_markup.py"
STEPS = 16  # 11 of the wide network, 5 of the narrowed one


class SmokeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.sample = self.folder / "sample.jsonl"
        with open(self.sample, "w", encoding="utf-8") as file:
            subprocess.run([sys.executable, str(MARKUP), str(TOOL / "sample" / "conversations.txt")],
                           stdout=file, check=True)

    def build(self, *options):
        command = [sys.executable, "-u", str(TOOL / "build.py"), "--work", str(self.folder / "work"),
                   "--out", str(self.folder / "out"), "--extra", str(self.sample), "--steps", str(STEPS),
                   "--batch", "1024", "--held-out", "60", "--version", "smoke", "--least-equal", "0.9",
                   "--inner", "768", "--weights", '{"templates": 0.9, "*": 0.1}', *options]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"})

    def test_train_interrupt_resume_export(self):
        first = self.build("--fresh", "--save-minutes", "0")
        checkpoint = self.folder / "work" / "checkpoint.pt"
        deadline = time.monotonic() + 300
        while not checkpoint.is_file() and first.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        first.kill()
        said, _ = first.communicate()
        self.assertTrue(checkpoint.is_file(), said)

        second = self.build()
        said, _ = second.communicate(timeout=600)
        self.assertEqual(second.returncode, 0, said)
        self.assertRegex(said, r"going on after step [1-9]")
        self.assertIn("export:", said)

        out = self.folder / "out"
        description = json.loads((out / "tagger.json").read_text())
        self.assertEqual(description["version"], "smoke")
        self.assertEqual((len(description["tags"]), description["max_length"]), (59, 192))
        for name, digest in description["files"].items():
            self.assertEqual(hashlib.sha256((out / name).read_bytes()).hexdigest(), digest, name)
        self.assertLess((out / "tagger.onnx").stat().st_size, 16e6)  # wide: 19e6
        self.assertIn("Rampart", (out / "MODEL_CARD.md").read_text())
        self.assertIn("Attribution 4.0", (out / "LICENSE").read_text())

        # From Rampart's weights even these few steps find most names; an untrained layer of tags finds none.
        name = re.search(r"^NAME +\d+ +([\d.]+)%", said, re.MULTILINE)
        self.assertIsNotNone(name, said)
        self.assertGreater(float(name.group(1)), 30.0)

    def test_what_cannot_be_is_refused(self):
        for options, fault in ((["--inner", "2000"], "--inner: from 1 to 1536"), (["--inner", "0"], "--inner"),
                               (["--steps", "1"], "--steps: at least 2"),
                               (["--earlier", "nowhere"], "holds no tagger.onnx")):
            said, _ = (refused := self.build(*options)).communicate(timeout=120)
            self.assertEqual(refused.returncode, 2, said)
            self.assertIn(fault, said)

    def test_what_is_kept_out_of_training_can_be_had(self):
        out = self.folder / "kept"
        subprocess.run([sys.executable, str(TOOL / "kept.py"), "--output", str(out), "--count", "30",
                        "--extra", str(self.sample), "--work", str(self.folder)], check=True)
        self.assertEqual(len((out / "templates.jsonl").read_text().splitlines()), 30)
        whole = self.sample.read_text().splitlines()
        kept = (out / "conversations.jsonl").read_text().splitlines()
        self.assertTrue(0 < len(kept) < len(whole))
        self.assertTrue(set(kept) <= set(whole))


if __name__ == "__main__":
    unittest.main()
