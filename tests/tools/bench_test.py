"""Tests of tools/bench. Run with: tools/with-venv eval tests/tools/bench_test.py"""

import argparse
import os
import sys
import unittest
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools" / "bench"))

import bench  # noqa: E402
import recordings  # noqa: E402


def recording(name, seconds, reference=None):
    return recordings.Recording(name, Path(f"{name}.wav"), seconds, reference)


def run(wall, text="", peak=100.0):
    return bench.Measurement(wall, wall, peak, text)


class MeasureTest(unittest.TestCase):
    def test_counts_the_time_and_memory_of_the_command_alone(self):
        held = bytearray(300 << 20)  # of this process: must not show up
        held[::4096] = b"x" * len(held[::4096])
        wall, cpu, peak = bench.measure([sys.executable, "-c", "import time; x = b'x' * (64 << 20);"
                                         "time.sleep(0.2)"])
        self.assertGreater(wall, 0.2)
        self.assertLess(cpu, wall)
        self.assertGreater(peak, 64)
        self.assertLess(peak, 200)

    def test_a_failing_command_stops_the_run_with_its_message(self):
        with self.assertRaisesRegex(SystemExit, "exit 3.*\n.*broken"):
            bench.measure([sys.executable, "-c",
                           "import sys; print('broken', file=sys.stderr); sys.exit(3)"])


class CompareTest(unittest.TestCase):
    def test_a_batch_size_is_tried_only_where_it_can_matter(self):
        arguments = argparse.Namespace(batch_sizes=[16, 8])
        self.assertEqual(bench.batch_sizes(arguments, recording("short", 60)), [8])
        self.assertEqual(bench.batch_sizes(arguments, recording("long", 600)), [8, 16])

    def test_the_better_batch_size_stands_for_faster_whisper(self):
        result = bench.compare(recording("a", 100), [run(2), run(4), run(3)],
                               {8: [run(9), run(9), run(9)], 16: [run(6), run(5), run(12)]})
        self.assertEqual(result["batch_size"], 16)
        self.assertEqual(result["speed_ratio_median"], 2)
        self.assertEqual(result["speed_ratio_min"], 2.5)
        self.assertEqual(result["tacet"]["real_time_factor_median"], 0.03)
        self.assertEqual(result["tacet"]["real_time_factor_min"], 0.02)

    def test_word_errors_are_counted_where_there_is_a_reference(self):
        result = bench.compare(recording("a", 10, "call 1 2 3"), [run(1, "Call one two three.")],
                               {8: [run(1, "call 1 2 4")]})
        self.assertEqual(result["tacet"]["word_error_rate"], 0)
        self.assertEqual(result["faster_whisper"]["word_error_rate"], 0.25)
        self.assertNotIn("word_error_rate",
                         bench.compare(recording("a", 10), [run(1)], {8: [run(1)]})["tacet"])

    def test_the_largest_peak_is_reported(self):
        result = bench.compare(recording("a", 10), [run(1, peak=50), run(1, peak=70)], {8: [run(1)]})
        self.assertEqual(result["tacet"]["peak_mib"], 70)

    def test_the_cost_of_more_audio_leaves_the_start_out(self):
        results = [bench.compare(recording(name, seconds), [run(1 + 0.02 * seconds)],
                                 {8: [run(3 + 0.05 * seconds)]})
                   for name, seconds in (("lca_first", 100), ("lca_all", 700))]
        found = list(bench.marginal(results))
        self.assertEqual(len(found), 1)
        self.assertAlmostEqual(found[0]["tacet"], 0.02)
        self.assertAlmostEqual(found[0]["faster_whisper"], 0.05)


class TacetRunTest(unittest.TestCase):
    def test_the_text_is_read_from_the_document(self):
        script = HERE / "fake_tacet_call.json"
        arguments = argparse.Namespace(program=HERE / "fake_tacet.py", model="base", threads=1)
        with mock.patch.dict(os.environ, {"FAKE_TACET_SCRIPT": str(script)}):
            measured = bench.run_tacet(arguments, recording("call", 1))
        self.assertEqual(measured.text, "Hello there")
        self.assertGreater(measured.peak_mib, 1)


if __name__ == "__main__":
    unittest.main()
