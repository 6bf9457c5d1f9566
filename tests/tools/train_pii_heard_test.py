#!/usr/bin/env python3
"""Tests of tools/train_pii/heard.py. Standard library only."""

import random
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "train_pii"))

import dialogue  # noqa: E402
import heard  # noqa: E402


def one(text, *values):
    spans = [dialogue.Span(text.index(value), text.index(value) + len(value), kind) for value, kind in values]
    return dialogue.Dialogue("d", "speech", [dialogue.Turn(text, spans)])


SPOKEN = [one("My name is Rosad El, okay.", ("Rosad El,", "NAME")),
          one("It is 4 1, 1 1 and", ("4 1, 1 1", "PIN"), ("and", "NAME")),
          one("What was it? Unclear.", ("Unclear", dialogue.UNKNOWN))]


class HeardTest(unittest.TestCase):
    def replaced(self, made, common=frozenset({"and", "the"})):
        """Every outcome of many draws, as (text, the text of each span with its type)."""
        values = heard.Heard(SPOKEN, common)
        outcomes = set()
        for seed in range(200):
            turn = values.replace(made, random.Random(seed)).turns[0]
            outcomes.add((turn.text, tuple((turn.text[span.start:span.end], span.type) for span in turn.spans)))
        return outcomes

    def test_a_value_becomes_one_of_its_type_and_length_and_the_span_goes_with_it(self):
        made = one("I am Ann Lee, here.", ("Ann Lee", "NAME"))
        self.assertEqual(self.replaced(made), {
            ("I am Ann Lee, here.", (("Ann Lee", "NAME"),)),
            ("I am Rosad El, here.", (("Rosad El", "NAME"),))})

    def test_other_types_and_lengths_stay(self):
        for made in (one("I am Ann.", ("Ann", "NAME")), one("In Oak Town.", ("Oak Town", "ADDRESS"))):
            self.assertEqual(len(self.replaced(made)), 1)

    def test_frequent_words_alone_are_no_value(self):
        made = one("I am Ann.", ("Ann", "NAME"))
        self.assertIn("I am and.", {text for text, _ in self.replaced(made, frozenset())})
        self.assertNotIn("I am and.", {text for text, _ in self.replaced(made)})

    def test_nothing_heard_changes_nothing(self):
        made = one("I am Ann Lee.", ("Ann Lee", "NAME"))
        self.assertIs(heard.Heard([]).replace(made, random.Random(1)), made)


if __name__ == "__main__":
    unittest.main()
