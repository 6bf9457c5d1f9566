#!/usr/bin/env python3
"""tools/train_pii/sources/doubts.py: what two taggers agree on settles what the lists left in doubt."""

import sys
import unittest
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "train_pii"))

import dialogue  # noqa: E402
import rampart  # noqa: E402
import windows  # noqa: E402
from sources import doubts  # noqa: E402

ENCODER = windows.Encoder(rampart.vocabulary_file())


def one(*turns):
    """A dialogue of (text, what is in doubt...)."""
    return dialogue.Dialogue("d", "test", [
        dialogue.Turn(text, [dialogue.Span(text.index(value), text.index(value) + len(value), dialogue.UNKNOWN)
                             for value in values]) for text, *values in turns])


class Scripted:
    """A judge that takes some words for names, some for something else, and the others for nothing."""
    names = [1]

    def __init__(self, names=(), others=()):
        self.tags = {**dict.fromkeys(names, 1), **dict.fromkeys(others, 2)}

    def scores(self, rows):
        for row in rows:
            said = [row.text[word] if word >= 0 else "" for word in row.words]
            yield numpy.array([numpy.eye(3)[self.tags.get(word.strip(".,?"), 0)] * 20 for word in said])


class DoubtsTest(unittest.TestCase):
    def settled(self, dialogue_, *judges):
        (made,), counts = doubts.settled([dialogue_], judges, ENCODER)
        dialogue.check(made)
        return [[(turn.text[span.start:span.end], span.type) for span in turn.spans] for turn in made.turns], counts

    def test_only_what_both_are_sure_of_is_settled(self):
        said = one(("Ask Brian Gong about the Mercado, Anna.", "Brian Gong", "Mercado", "Anna"),
                   ("Slack is down.", "Slack"))
        spans, counts = self.settled(said, Scripted({"Brian", "Gong", "Anna"}), Scripted({"Brian", "Gong"}, {"Slack"}))
        self.assertEqual(spans, [[("Brian Gong", "NAME"), ("Anna", "UNKNOWN")], [("Slack", "UNKNOWN")]])
        self.assertEqual(counts, {"NAME": 1, None: 1, "UNKNOWN": 2})

    def test_half_a_name_stays_in_doubt(self):
        spans, _ = self.settled(one(("It's Brian Gong.", "Brian Gong")),
                                Scripted({"Brian"}), Scripted({"Brian", "Gong"}))
        self.assertEqual(spans, [[("Brian Gong", "UNKNOWN")]])

    def test_dates_numbers_and_labels_are_left_alone(self):
        said = one(("We close in May, account B 12, Rosa.", "May", "B 12"))
        said.turns[0].spans.append(dialogue.Span(31, 35, "NAME"))
        spans, counts = self.settled(said, Scripted(), Scripted())
        self.assertEqual(spans, [[("May", "UNKNOWN"), ("B 12", "UNKNOWN"), ("Rosa", "NAME")]])
        self.assertFalse(counts)

    def test_what_has_no_word_pieces_leaves_all_in_doubt(self):
        said = one(("\u200b Slack is down.", "Slack"))
        self.assertEqual(self.settled(said, Scripted(), Scripted())[0], [[("Slack", "UNKNOWN")]])

    def test_words_are_found_in_later_windows(self):
        turns = [(f"And then we talked about number {number} for a good while, you know.",) for number in range(40)]
        said = one(*turns, ("That was Brian Gong.", "Brian Gong"), *turns, ("Then came Mercado.", "Mercado"))
        spans, _ = self.settled(said, *[Scripted({"Brian", "Gong"})] * 2)
        self.assertEqual([found for found in spans if found], [[("Brian Gong", "NAME")]])

    def test_the_real_ones_know_a_caller_from_a_milk(self):
        said = one(("Hello, my name is Brian Gong, I called before.", "Brian Gong"),
                   ("I'd like a mocha with Almond milk.", "Almond"))
        spans, _ = self.settled(said, doubts.Earlier(ROOT / "models" / "pii"), doubts.Rampart())
        self.assertEqual(spans, [[("Brian Gong", "NAME")], []])


if __name__ == "__main__":
    unittest.main()
