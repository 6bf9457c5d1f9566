"""Tests of tools/eval/dialogue_markup.py and of the dialogues in tests/accuracy/pii/ and tools/train_pii/by_hand/."""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "eval"))

import dialogue_markup  # noqa: E402  (puts tools/train_pii on the path)
import dialogue  # noqa: E402
import pii_types  # noqa: E402


def read(text):
    return dialogue_markup.read_markup(text, "here")


def labels(turn):
    return [(turn.text[span.start:span.end], span.type) for span in turn.spans]


class ReadTest(unittest.TestCase):
    def test_spans_count_code_points_of_the_text_without_markup(self):
        turn = read("C: Ça va, {NAME|Zoë 😀 Brandão}? On {DATE_TIME|May 3rd}.\n")[0].dialogue.turns[0]
        self.assertEqual(turn.text, "Ça va, Zoë 😀 Brandão? On May 3rd.")
        self.assertEqual([(span.start, span.end) for span in turn.spans], [(7, 20), (25, 32)])
        self.assertEqual(labels(turn), [("Zoë 😀 Brandão", "NAME"), ("May 3rd", "DATE_TIME")])

    def test_a_blank_line_ends_a_dialogue_and_a_comment_does_not(self):
        first, second = read("# about\nA: Hi.\n# still the same\nC: Hello.\n\n\nC: {NAME|Ana}\nA: Yes?\n")
        self.assertEqual([first.dialogue.id, second.dialogue.id], ["here-1", "here-2"])
        self.assertEqual([first.line, second.line], [2, 7])
        self.assertEqual(first.speakers, ["A", "C"])
        self.assertEqual(second.speakers, ["C", "A"])
        self.assertEqual([turn.text for turn in first.dialogue.turns], ["Hi.", "Hello."])

    def test_labels_may_touch_punctuation_and_other_characters_of_a_value(self):
        turn = read("C: ({PASSWORD|a!b#7}), {NAME|Ana}'s {URL|x.com/a-b}\n")[0].dialogue.turns[0]
        self.assertEqual(labels(turn), [("a!b#7", "PASSWORD"), ("Ana", "NAME"), ("x.com/a-b", "URL")])

    def test_every_fault_is_told_with_its_line(self):
        for text, fault in (
                ("C: {NAM|Ana}", "here:1: unknown type: 'NAM'"),
                ("A: Hi.\nC: {NAME|}", "here:2: a label without surface: NAME"),
                ("C: {NAME| }", "a label without surface"),
                ("C: {NAME|Ana", "a label without end"),
                ("C: Ana}", "stray brace"),
                ("C: {Ana}", "stray brace"),
                ("C: {NAME|Ana {NAME|Diaz}}", "a label within a label"),
                ("C: {NAME|Ana }", "space or punctuation at an end of a surface"),
                ("C: {NAME|Ana,} hi", "space or punctuation at an end of a surface"),
                ("C: x{NAME|Ana}", "starts or ends within a word"),
                ("C: {NAME|Ana}s", "starts or ends within a word"),
                ("C: {NAME|Ana}{NAME|Diaz}", "starts or ends within a word"),
                ("C:", "a turn without text"),
                ("C: one  two", "spaces at an end or doubled"),
                ("C: one ", "spaces at an end or doubled"),
                ("B: Hi.", "neither turn nor comment"),
                ("Hi.", "neither turn nor comment")):
            with self.subTest(text), self.assertRaises(dialogue_markup.MarkupError) as raised:
                read(text)
            self.assertIn(fault, str(raised.exception))

    def test_all_faults_of_a_file_come_at_once(self):
        with self.assertRaises(dialogue_markup.MarkupError) as raised:
            read("C: {NAM|Ana}\nA: fine\nC: so}")
        self.assertEqual([line.split(" ")[0] for line in str(raised.exception).splitlines()],
                         ["here:1:", "here:3:"])


class CommandTest(unittest.TestCase):
    def run_on(self, text, *options):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "calls.txt"
            path.write_text(text, encoding="utf-8")
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                dialogue_markup.main([*options, str(path)])
        return out.getvalue()

    def test_writes_what_the_trainer_s_reader_reads(self):
        lines = self.run_on("A: Zoë?\nC: {NAME|Zoë}.\n")
        self.assertEqual(json.loads(lines), {"id": "calls-1", "source": "calls", "turns": [
            {"text": "Zoë?", "spans": []},
            {"text": "Zoë.", "spans": [{"start": 0, "end": 3, "type": "NAME"}]}]})
        again = list(dialogue.read(lines.splitlines()))
        self.assertEqual([labels(turn) for turn in again[0].turns], [[], [("Zoë", "NAME")]])

    def test_speakers_are_written_on_request(self):
        row = json.loads(self.run_on("A: Zoë?\nC: {NAME|Zoë}.\n", "--speakers"))
        self.assertEqual([turn["speaker"] for turn in row["turns"]], ["A", "C"])
        self.assertEqual(row["turns"][1]["spans"], [{"start": 0, "end": 3, "type": "NAME"}])

    def test_counts(self):
        counts = self.run_on("A: Your name?\nC: {NAME|Ana Diaz}, {AGE|9}.\n\nC: {NAME|Bo}\n", "--counts")
        rows = [line.split() for line in counts.splitlines()]
        self.assertIn(["all", "2", "3", "6", "3"], rows)
        self.assertIn(["NAME", "2"], rows)
        self.assertIn(["AGE", "1"], rows)
        self.assertIn(["SSN", "0"], rows)

    def test_a_faulty_file_gives_no_dialogue(self):
        with self.assertRaisesRegex(SystemExit, "calls:1: stray brace"):
            self.run_on("C: }\n")


class DialoguesTest(unittest.TestCase):
    """The files themselves, by what the accuracy figures rest on."""

    @classmethod
    def setUpClass(cls):
        paths = sorted((ROOT / "tests" / "accuracy" / "pii").glob("*.txt"))
        cls.files = {path.stem: dialogue_markup.read_file(path) for path in paths}
        cls.counts = {name: dialogue_markup.count(marked) for name, marked in cls.files.items()}

    def test_every_type_is_there_often_enough_to_be_measured(self):
        types = dialogue_markup.count([one for marked in self.files.values() for one in marked])["types"]
        for kind in pii_types.TYPES:
            self.assertGreaterEqual(types[kind], 15, kind)
        for kind in ("PHONE", "SSN", "CREDIT_DEBIT_NUMBER", "BANK_ACCOUNT_NUMBER", "BANK_ROUTING",
                     "CREDIT_DEBIT_CVV", "CREDIT_DEBIT_EXPIRY", "PIN", "EMAIL"):
            self.assertGreaterEqual(types[kind], 60, kind)

    def test_ordinary_talk_holds_nothing_but_dates_and_ages(self):
        self.assertGreaterEqual(self.counts["ordinary_talk"]["words"], 7500)
        self.assertLessEqual(set(self.counts["ordinary_talk"]["types"]), {"DATE_TIME", "AGE"})

    def test_what_is_to_be_spoken_is_written_in_words(self):
        self.assertGreaterEqual(self.counts["spoken"]["dialogues"], 150)
        for one in self.files["spoken"]:
            for turn in one.dialogue.turns:
                self.assertRegex(turn.text, r"\A[A-Za-z ,.?!'-]+\Z", one.dialogue.id)

    def test_no_dialogue_is_there_twice(self):
        seen = {}
        for marked in self.files.values():
            for one in marked:
                text = "\n".join(turn.text for turn in one.dialogue.turns)
                self.assertNotIn(text, seen, f"{one.dialogue.id} is {seen.get(text)}")
                seen[text] = one.dialogue.id

    def test_what_is_chosen_on_is_not_what_is_measured_on(self):
        measured = {turn.text for marked in self.files.values() for one in marked for turn in one.dialogue.turns}
        folder = ROOT / "tools" / "train_pii" / "by_hand"
        chosen = {path.stem: dialogue_markup.read_file(path) for path in folder.glob("*.txt")}
        self.assertEqual(set(chosen), {"address", "ordinary_talk"})
        self.assertGreaterEqual(dialogue_markup.count(chosen["address"])["types"]["ADDRESS"], 400)
        self.assertLessEqual(set(dialogue_markup.count(chosen["ordinary_talk"])["types"]), {"DATE_TIME", "AGE"})
        for marked in chosen.values():
            for one in marked:
                for turn in one.dialogue.turns:  # short questions are asked alike
                    alike = turn.text.count(" ") >= 12 and turn.text in measured
                    self.assertFalse(alike, one.dialogue.id)


if __name__ == "__main__":
    unittest.main()
