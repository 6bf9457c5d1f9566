#!/usr/bin/env python3
"""Tests of tools/train_pii/thresholds.py. Standard library only."""

import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "train_pii"))

import thresholds  # noqa: E402
from dialogue import Span  # noqa: E402


def find(start, end, kind, score, source="tagger"):
    return {"start": start, "end": end, "type": kind, "score": score, "source": source}


class TableTest(unittest.TestCase):
    def rows(self, answers, labels):
        return {kind: (count, row) for kind, count, row in thresholds.table(answers, labels, 1000, [0.4, 0.8])}

    def test_a_label_counts_where_finds_at_the_level_lie_over_most_of_it(self):
        answers = [[find(0, 6, "NAME", 0.5)], [find(0, 4, "AGE", 0.9)], [find(0, 2, "NAME", 0.9)]]
        rows = self.rows(answers, [[Span(0, 10, "NAME")], [Span(0, 4, "NAME")], [Span(0, 4, "NAME")]])
        count, ((low, _), (high, _)) = rows["NAME"]
        self.assertEqual(count, 3)
        self.assertAlmostEqual(low, 2 / 3)
        self.assertAlmostEqual(high, 1 / 3)

    def test_only_finds_that_touch_no_label_are_false(self):
        answers = [[find(0, 6, "NAME", 0.5), find(9, 12, "AGE", 0.9), find(20, 24, "AGE", 0.9)]]
        rows = self.rows(answers, [[Span(10, 14, "DATE_TIME")]])
        self.assertEqual([rate for _, rate in rows["NAME"][1]], [1, 0])
        self.assertEqual([rate for _, rate in rows["AGE"][1]], [1, 1])

    def test_the_finds_of_rules_do_not_depend_on_the_level(self):
        rows = self.rows([[find(0, 4, "PIN", 0.2, "rules")]], [[Span(0, 4, "PIN")]])
        self.assertEqual([share for share, _ in rows["PIN"][1]], [1, 1])


if __name__ == "__main__":
    unittest.main()
