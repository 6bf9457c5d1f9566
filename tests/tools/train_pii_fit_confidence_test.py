#!/usr/bin/env python3
"""Tests of tools/train_pii/fit_confidence.py. Standard library only."""

import contextlib
import io
import json
import random
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "train_pii"))

import dialogue  # noqa: E402
import fit_confidence  # noqa: E402

POLICY = ROOT / "tacet" / "pii" / "policy" / "recall-first.json"


def finds(count, share, seed=1):
    """Finds whose scores are uniform and right with the probability share(score)."""
    generator = random.Random(seed)
    scores = [generator.random() for _ in range(count)]
    return [(score, score, generator.random() < share(score)) for score in scores]


class FitTest(unittest.TestCase):
    def test_probabilities_follow_the_share_of_right_finds(self):
        points = fit_confidence.fit(finds(6000, lambda score: 0.2 + 0.6 * score))
        for score in (0.2, 0.5, 0.8):
            self.assertAlmostEqual(fit_confidence.probability(points, score), 0.2 + 0.6 * score, delta=0.06)

    def test_points_rise_whatever_chance_does(self):
        for seed in range(20):
            points = fit_confidence.fit(finds(500, lambda _: 0.5, seed))
            self.assertEqual(points, sorted(points))
            self.assertEqual(len({score for score, _ in points}), len(points))
            self.assertTrue(all(0 < probability < 1 for _, probability in points))

    def test_few_finds_fit_nothing(self):
        self.assertIsNone(fit_confidence.fit(finds(50, lambda _: 0.5)))

    def test_scores_that_are_all_the_same_give_one_point(self):
        points = fit_confidence.fit([(0.9, 0.9, number % 4 > 0) for number in range(400)])
        self.assertEqual([point[0] for point in points], [0.9])
        self.assertAlmostEqual(points[0][1], 0.75, delta=0.01)

    def test_the_calibration_error_is_the_mean_distance(self):
        self.assertAlmostEqual(fit_confidence.calibration_error([(1.0, True), (0.95, True)]), 0.025)
        self.assertAlmostEqual(fit_confidence.calibration_error([(0.9, False)] * 10), 0.9)

    def test_a_turn_is_looked_at_with_its_confidences_and_the_turns_before(self):
        turns = [dialogue.Turn("hi there"), dialogue.Turn("a fawny", confidences=[0.9, 0.4])]
        rows, _ = fit_confidence.rows_of([dialogue.Dialogue("a", "speech", turns)])
        self.assertIsNone(rows[0]["confidences"])
        self.assertEqual(rows[1], {"id": 1, "text": "a fawny", "confidences": [0.9, 0.4], "prev": ["hi there"]})

    def test_a_find_is_right_over_a_label_of_its_type(self):
        spans = [dialogue.Span(5, 15, "NAME")]
        self.assertTrue(fit_confidence.is_right({"start": 5, "end": 14, "type": "NAME"}, spans))
        self.assertFalse(fit_confidence.is_right({"start": 5, "end": 14, "type": "PHONE"}, spans))
        self.assertFalse(fit_confidence.is_right({"start": 0, "end": 9, "type": "NAME"}, spans))

    def test_a_refitted_policy_keeps_its_layout_and_other_fields(self):
        policy = json.loads(POLICY.read_text())
        self.assertEqual(fit_confidence.write(policy), POLICY.read_text())
        with contextlib.redirect_stderr(io.StringIO()) as messages:
            fit_confidence.refit(policy, {"tagger": finds(4000, lambda score: score / 2), "both": []})
        self.assertIn("both: only 0 finds", messages.getvalue())
        self.assertNotEqual(policy["calibration"]["tagger"], [[0, 0], [1, 1]])
        self.assertEqual(json.loads(fit_confidence.write(policy)), policy)


if __name__ == "__main__":
    unittest.main()
