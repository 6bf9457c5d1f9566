"""Tests of tools/eval. Run with: tools/with-venv eval tests/tools/eval_test.py"""

import json
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / "tools"
sys.path[:0] = [str(TOOLS / folder) for folder in ("eval", "eval/peers", "train_pii")]

import numpy  # noqa: E402

import accuracy_document  # noqa: E402
import asr_scores  # noqa: E402
import digit_strings  # noqa: E402
import entity_types  # noqa: E402
import eval_asr  # noqa: E402
import eval_pii  # noqa: E402
import find as peers_find  # noqa: E402
import intervals  # noqa: E402
import pii_types  # noqa: E402
import presidio_research  # noqa: E402
import sounds  # noqa: E402
import tacet_program  # noqa: E402
import text_norm  # noqa: E402
import word_error  # noqa: E402


def errors(reference, hypothesis):
    return word_error.align(text_norm.normalize(reference), text_norm.normalize(hypothesis)).errors


class TextNormTest(unittest.TestCase):
    def test_digits_are_alike_however_they_are_written(self):
        for text in ("123", "1 2 3", "1-2-3", "1, 2, 3.", "one two three", "One, two, three"):
            self.assertEqual(text_norm.normalize(text), ["1", "2", "3"], text)

    def test_oh_and_double_are_digits(self):
        self.assertEqual(text_norm.normalize("nine oh two double one"), list("90211"))

    def test_contractions_fillers_and_titles_are_alike(self):
        self.assertEqual(errors("I'm Mr. Smith", "uh, I am mister Smith"), 0)

    def test_times_of_day_are_alike(self):
        self.assertEqual(errors("8:30 a.m.", "eight thirty AM"), 0)

    def test_other_words_stay_different(self):
        self.assertEqual(errors("send the file", "sent a file"), 2)

    def test_a_wrong_digit_is_one_error(self):
        self.assertEqual(errors("4111111111111111", "4111111111111112"), 1)


class WordErrorTest(unittest.TestCase):
    def test_counts_each_kind_of_error(self):
        alignment = word_error.align("a b c d".split(), "a x c d e".split())
        self.assertEqual((alignment.substitutions, alignment.deletions, alignment.insertions), (1, 0, 1))
        self.assertEqual(alignment.matches, [(0, 0), (2, 2), (3, 3)])

    def test_empty_sides_are_all_missing_or_all_added(self):
        self.assertEqual(word_error.align(["a", "b"], []).deletions, 2)
        self.assertEqual(word_error.align([], ["a"]).insertions, 1)

    def test_blocks_hold_every_error_and_every_word(self):
        alignment = word_error.align(["w"] * 45, ["w"] * 30 + ["x"] * 20)
        block_errors, block_words = word_error.blocks(alignment)
        self.assertEqual(sum(block_errors), alignment.errors)
        self.assertEqual(block_words, [20, 20, 5])

    def test_the_interval_is_around_the_rate_and_repeats(self):
        alignments = [word_error.align(["a"] * 20, ["a"] * 18 + ["b"] * (2 * (index % 2)))
                      for index in range(20)]
        score = word_error.score(alignments)
        self.assertEqual(score.rate, 0.1)
        self.assertLessEqual(score.interval[0], score.rate)
        self.assertGreaterEqual(score.interval[1], score.rate)
        self.assertEqual(score, word_error.score(alignments))


class IntervalsTest(unittest.TestCase):
    def test_wilson_gives_the_published_values(self):
        # Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for hits, count, low, high in ((81, 263, .2553, .3662), (15, 148, .0624, .1605),
                                       (0, 20, 0, .1611), (1, 29, .0061, .1718)):
            found = intervals.wilson(hits, count)
            self.assertAlmostEqual(found[0], low, places=4)
            self.assertAlmostEqual(found[1], high, places=4)

    def test_nothing_counted_says_nothing(self):
        self.assertEqual(intervals.wilson(0, 0), (0.0, 1.0))


def words(*entries):
    return [tacet_program.Word(text, start, end, confidence) for text, start, end, confidence in entries]


class AsrScoresTest(unittest.TestCase):
    def test_a_number_is_right_only_as_a_whole(self):
        said = words(("call", 0, 1, .9), ("2065550142", 1, 2, .8))
        self.assertEqual(asr_scores.correctness("call two oh six 5550142", said), [(.9, True), (.8, True)])
        self.assertEqual(asr_scores.correctness("call two oh six 5550143", said), [(.9, True), (.8, False)])

    def test_edges_are_compared_of_equal_words_only(self):
        reference = words(("Hey", 0.1, 0.4, 1), ("there", 0.4, 0.9, 1), ("you", 0.9, 1.2, 1))
        said = words(("hey", 0.15, 0.4, 1), ("dear", 0.4, 0.9, 1), ("you", 0.9, 1.3, 1))
        found = asr_scores.edge_errors(reference, said)
        numpy.testing.assert_allclose(found, [0.05, 0, 0, 0.1], atol=1e-9)
        earlier = words(("you", 0.8, 1.1, 1))
        numpy.testing.assert_allclose(asr_scores.edge_errors(reference, earlier), [-0.1, -0.1])

    def test_calibration_error_is_the_weighted_distance(self):
        judged = [(0.95, True)] * 9 + [(0.95, False)] + [(0.55, True)] * 10
        found = asr_scores.calibration(judged)
        self.assertAlmostEqual(found.error, 0.5 * 0.05 + 0.5 * 0.45)
        self.assertEqual([row[2] for row in found.rows], [10, 10])

    def test_a_confidence_of_one_is_in_the_last_bin(self):
        self.assertEqual(asr_scores.calibration([(1.0, True)]).rows[0][:2], (0.9, 1.0))


class PresidioResearchTest(unittest.TestCase):
    def test_types_are_mapped_and_places_stay_open(self):
        found, = presidio_research.dialogues([{"full_text": "Ana in Rome\nat ACME", "spans": [
            {"entity_type": "ORGANIZATION", "start_position": 15, "end_position": 19},
            {"entity_type": "GPE", "start_position": 7, "end_position": 11},
            {"entity_type": "PERSON", "start_position": 0, "end_position": 3}]}])
        turn, = found.turns
        self.assertEqual(turn.text, "Ana in Rome at ACME")
        self.assertEqual([(span.start, span.end, span.type) for span in turn.spans],
                         [(0, 3, "NAME"), (7, 11, "UNKNOWN")])
        self.assertIn("SSN", turn.known)
        self.assertNotIn("PIN", turn.known)


def figure(value, count=100):
    return {"hits": round(value * count), "count": count, "value": value, "low": value - 0.01,
            "high": value + 0.01}


def figures(recall, false_spans=0.5):
    names = ("recall_any_type", "recall_same_type", "touched", "precision")
    shares = {name: figure(recall) for name in names}
    falsely = {"value": false_spans, "low": 0.1, "high": 2.0}
    talk = shares | {"dialogues": 10, "words": 2000, "false_spans": 1, "false_per_thousand_words": falsely}
    return {"types": {"NAME": shares},
            "groups": {row[1]: shares for row in accuracy_document.TARGETS} | {"all": shares},
            "sources": {"ordinary_talk": talk}, "ordinary": ["ordinary_talk"], "whole": talk,
            "calibration_error": {"value": 0.02, "low": 0.01, "high": 0.03}, "leaks": []}


class AccuracyDocumentTest(unittest.TestCase):
    def document(self, report):
        marked = f"# A\n{accuracy_document.BEGIN}\nold\n{accuracy_document.END}\nrest\n"
        return accuracy_document.replaced(marked, report)

    def test_only_the_marked_part_changes(self):
        text = self.document({"text": {"fused": figures(0.98)}})
        self.assertTrue(text.startswith("# A\n") and text.endswith("rest\n"))
        self.assertNotIn("old", text)
        self.assertEqual(accuracy_document.replaced(text, {"text": {"fused": figures(0.98)}}), text)

    def test_what_misses_its_target_says_so(self):
        text = self.document({"text": {"fused": figures(0.96, false_spans=1.6)}})
        name = next(line for line in text.splitlines() if line.startswith("| NAME | 100"))
        self.assertIn("96.0 % [95.0, 97.0] | 97 % | **below target**", name)
        self.assertIn("| 1.60 [0.10, 2.00] | 1.5 | **below target** |", text)
        self.assertIn("| 0 | 0 | met |", text)
        self.assertNotIn("below target", self.document({"text": {"fused": figures(0.995)}}))

    def test_finders_stand_side_by_side(self):
        text = self.document({"text": {"fused": figures(0.98), "rampart": figures(0.5)}})
        self.assertIn("|  | Tacet | Rampart |", text)
        self.assertIn("| EMAIL | 98.0 % [97.0, 99.0] | 50.0 % [49.0, 51.0] |", text)

    def test_a_document_without_marks_is_refused(self):
        with self.assertRaises(ValueError):
            accuracy_document.replaced("# A\n", {})


class PeersTest(unittest.TestCase):
    def test_finds_are_cut_at_the_ends_of_turns(self):
        turns = peers_find.by_turns(["Call 555", "0142 now"], [(5, 13, "PHONE", 0.4), (14, 17, "NAME", 1)])
        self.assertEqual(turns, [
            {"entities": [{"start": 5, "end": 8, "type": "PHONE", "confidence": 0.4}]},
            {"entities": [{"start": 0, "end": 4, "type": "PHONE", "confidence": 0.4},
                          {"start": 5, "end": 8, "type": "NAME", "confidence": 1}]}])

    def test_types_are_ours(self):
        for table in (entity_types.PRESIDIO, entity_types.RAMPART):
            self.assertLessEqual(set(table.values()), set(pii_types.TYPES))


class HeardWordsTest(unittest.TestCase):
    def test_dialogues_that_were_not_heard_are_all_errors(self):
        with tempfile.TemporaryDirectory() as folder:
            manifest, heard = Path(folder) / "manifest.jsonl", Path(folder) / "heard.jsonl"
            spoken = [{"text": "call me", "dialogue": "a"}, {"text": "four one one", "dialogue": "a"},
                      {"text": "thank you", "dialogue": "b"}]
            manifest.write_text(json.dumps({"words": spoken}) + "\n")
            heard.write_text(json.dumps({"id": "a-heard", "turns": [{"text": "Call me 415."}]}) + "\n")
            score = eval_pii.word_errors(manifest, heard)
            self.assertEqual((score.errors, score.words), (3, 7))


class MadeTest(unittest.TestCase):
    def test_a_file_is_made_again_only_when_its_sources_change(self):
        with tempfile.TemporaryDirectory() as folder:
            source, made = Path(folder) / "source", Path(folder) / "made"
            source.write_text("1")
            count = []
            make = lambda path: (count.append(1), path.write_text(source.read_text()))
            for text in ("1", "1", "2"):
                source.write_text(text)
                self.assertEqual(eval_pii.made(made, [source, "option"], make).read_text(), text)
            self.assertEqual(len(count), 2)


class SoundsTest(unittest.TestCase):
    def test_join_says_where_each_clip_is(self):
        clip = numpy.full(800, 0.5, numpy.float32)
        samples, times = sounds.join([clip, clip], [0.1, 0.2, 0.1], 8000, noise_level=0)
        self.assertEqual(times, [(0.1, 0.2), (0.4, 0.5)])
        self.assertEqual(len(samples), 4800)
        self.assertTrue((samples[800:1600] == 0.5).all() and (samples[1600:3200] == 0).all())

    def test_written_files_read_back(self):
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            sounds.write_wav(file.name, numpy.array([0, 0.5, -1, 2], numpy.float32), 8000)
            samples, rate = sounds.read_wav(file.name)
        numpy.testing.assert_allclose(samples, [0, 0.5, -1, 1], atol=1e-3)
        self.assertEqual(rate, 8000)

    def test_sounds_without_speech_repeat_and_are_in_range(self):
        first, second = sounds.without_speech(8000, 2), sounds.without_speech(8000, 2)
        for name, samples in first.items():
            numpy.testing.assert_array_equal(samples, second[name], name)
            self.assertLessEqual(float(numpy.abs(samples).max()), 1.0, name)
            self.assertEqual(len(samples), 16000, name)


class DigitStringsTest(unittest.TestCase):
    def test_cards_pass_luhn_and_other_numbers_keep_their_rules(self):
        generator = numpy.random.default_rng(7)
        for _ in range(50):
            card = digit_strings.card_number(generator)
            doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(card)]
            self.assertEqual(sum(value - 9 if value > 9 else value for value in doubled) % 10, 0)
            self.assertEqual(len(card), 16)
            self.assertRegex(digit_strings.phone_number(generator), r"^[2-9]\d\d55501\d\d$")
            self.assertRegex(digit_strings.social_security_number(generator),
                             r"^(?!666)[1-6]\d\d(?!00)\d\d(?!0000)\d{4}$")

    def test_a_string_is_where_it_says(self):
        with tempfile.TemporaryDirectory() as folder:
            rows = ["file\tspeaker\tdigit\ttake"]
            for digit in "12":
                sounds.write_wav(Path(folder) / f"{digit}.wav", numpy.full(800, 0.3, numpy.float32), 8000)
                rows.append(f"{digit}.wav\tana\t{digit}\t0")
            (Path(folder) / "manifest.tsv").write_text("\n".join(rows) + "\n")
            speaker = digit_strings.DigitSpeaker(Path(folder))
            said = speaker.say("ana", "1221", 3, lead=numpy.full(4000, 0.2, numpy.float32))
            loud = numpy.flatnonzero(numpy.abs(said.samples) > 0.05) / 8000
        digits = loud[loud > 0.5 + 0.5 + 0.1]
        self.assertAlmostEqual(digits[0], said.start, places=2)
        self.assertAlmostEqual(digits[-1], said.end, places=2)


class ProgramTest(unittest.TestCase):
    """The scripts on a stand-in for the program."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.script = Path(self.folder.name) / "script.json"
        self.answer({})
        for name, value in {"FAKE_TACET_SCRIPT": str(self.script), "TACET": str(HERE / "fake_tacet.py"),
                            "TACET_SHARED_DATA": self.folder.name}.items():
            patch = mock.patch.dict(os.environ, {name: value})
            patch.start()
            self.addCleanup(patch.stop)

    def answer(self, script):
        self.script.write_text(json.dumps(script))

    def run_script(self, module, *arguments):
        out = Path(self.folder.name) / "report.json"
        with mock.patch.object(sys, "argv", ["script", *arguments, "--json", str(out)]), \
                mock.patch("sys.stdout") as stdout:
            module.main()
        printed = "".join(call.args[0] for call in stdout.write.call_args_list)
        return json.loads(out.read_text()), printed

    def test_documents_come_back_with_their_words(self):
        self.answer({"words": {"a.wav": [["Hi", "0.1", "0.5", "0.9"]]}})
        run = tacet_program.transcribe("a.wav", redaction="redacted_and_unredacted")
        self.assertEqual(tacet_program.words(run.document), words(("Hi", 0.1, 0.5, 0.9)))
        self.assertTrue(run.redacted["isRedacted"])
        self.assertIsNone(tacet_program.transcribe("a.wav", redaction="redacted").document)

    def test_a_failing_program_is_an_error_with_its_message(self):
        self.answer({"fail": ["a.wav"]})
        with self.assertRaisesRegex(tacet_program.TacetError, "not a recording"):
            tacet_program.transcribe("a.wav")

    def test_texts_come_back_with_their_entities_in_order(self):
        text = "Zoë Ané called"
        self.answer({"pii": {text: [{"type": "NAME", "confidence": 0.9, "start": 0, "end": 7}]}})
        none, (span,) = tacet_program.detect_pii([("Who is it?", ["Hello."]), text])
        self.assertEqual(none, [])
        self.assertEqual(text[span["start"]:span["end"]], "Zoë Ané")

    def test_clips_are_scored_against_their_references(self):
        clips = Path(self.folder.name) / "speech" / "short_clips"
        clips.mkdir(parents=True)
        (clips / "references.tsv").write_text("file\treference\na.wav\tone two three four\n")
        self.answer({"words": {"a.wav": [["1235", "0.1", "0.9", "0.8"]]}})
        report, printed = self.run_script(eval_asr, "--only", "clips,digits")
        self.assertEqual((report["clips"]["errors"], report["clips"]["words"]), (1, 4))
        self.assertIn("digits: SKIPPED", printed)

    def test_invented_words_are_reported(self):
        self.answer({"words": {"music_8000.wav": [["Thanks", "0.1", "0.9", "0.8"]]}})
        report, printed = self.run_script(eval_asr, "--only", "invention")
        self.assertEqual(report["invention"]["invented"], {"music_8000": "Thanks"})
        self.assertIn("1 of 32", printed)

    def test_single_digits_and_short_sounds_are_parts_of_their_own(self):
        wav = Path(self.folder.name) / "speech" / "fsdd_digits_8k" / "wav"
        wav.mkdir(parents=True)
        for name in ("4_ana_0.wav", "5_ana_0.wav", "6_ana_0.wav"):
            (wav / name).touch()
        self.answer({"words": {"4_ana_0.wav": [["Four", "0.1", "0.2", "0.8"]],
                               "5_ana_0.wav": [["Bye", "0.1", "0.2", "0.8"]],
                               "music_8000_1.wav": [["You", "0.1", "0.2", "0.8"]]}})
        report, printed = self.run_script(eval_asr, "--only", "single,short_sounds")
        self.assertEqual((report["single"]["right"], report["single"]["empty"]), (1, ["6_ana_0.wav"]))
        self.assertIn("1 of 96 short sounds", printed)

    def test_parts_without_their_data_or_model_say_so(self):
        report, printed = self.run_script(eval_pii, "--only", "alone,written", "--models", self.folder.name)
        self.assertEqual(list(report), ["made_with"])
        self.assertIn("fused: SKIPPED", printed)
        self.assertIn("written: SKIPPED", printed)


if __name__ == "__main__":
    unittest.main()
