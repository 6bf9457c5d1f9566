"""tests/accuracy/pii_gate.py: worse figures fail, better ones and chance do not."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "accuracy"))

import pii_gate  # noqa: E402


def share(value, count=100):
    return {"value": value, "low": value - 0.05, "high": value + 0.05, "count": count}


def measured(recall=0.9, false_spans=1.0, leaks=0):
    group = {"recall_any_type": share(recall), "recall_same_type": share(0.8), "precision": share(0.95)}
    few = {name: share(0.9, 29) for name in group}
    talk = {"false_per_thousand_words": {"value": false_spans, "low": 0.5, "high": 2.0}}
    return {"groups": {"NAME": group, "EMAIL": few}, "ordinary": ["ordinary_talk"],
            "sources": {"ordinary_talk": talk}, "calibration_error": {"value": 0.03, "high": 0.04},
            "leaks": [{}] * leaks}


class PiiGateTest(unittest.TestCase):
    def setUp(self):
        self.floors = pii_gate.new_floors(measured())

    def breaches(self, *arguments, **keywords):
        return list(pii_gate.breaches(measured(*arguments, **keywords), self.floors))

    def test_floors_are_at_the_ends_of_the_intervals(self):
        self.assertAlmostEqual(self.floors["NAME: recall_any_type"], 0.85)
        self.assertAlmostEqual(self.floors["ordinary_talk: false spans per 1,000 words"], 2.0)
        self.assertEqual(self.floors["digit runs left"], 0)
        self.assertNotIn("EMAIL: precision", self.floors)

    def test_the_same_and_better_pass(self):
        self.assertEqual(self.breaches(), [])
        self.assertEqual(self.breaches(recall=0.99, false_spans=0), [])
        self.assertEqual(self.breaches(recall=0.86, false_spans=1.9), [])

    def test_each_kind_of_worse_fails(self):
        self.assertIn("NAME: recall_any_type: 0.8400", self.breaches(recall=0.84)[0])
        self.assertIn("at most 2.0000", self.breaches(false_spans=2.1)[0])
        self.assertIn("digit runs left", self.breaches(leaks=1)[0])

    def test_a_figure_that_is_gone_fails(self):
        gone = measured()
        gone["groups"].pop("NAME")
        self.assertIn("NAME: precision: not measured", list(pii_gate.breaches(gone, self.floors)))


if __name__ == "__main__":
    unittest.main()
