"""tools/speech: labels go with the sound, and a line changes neither length nor who is who."""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools" / folder) for folder in ("speech", "train_pii", "eval")]

import alignment  # noqa: E402
import dialogue  # noqa: E402
import line  # noqa: E402
import recognise  # noqa: E402
import sounds  # noqa: E402
import speak  # noqa: E402
import voices  # noqa: E402


def item(content, start=None, end=None, confidence=0.9):
    alternatives = [{"confidence": str(confidence), "content": content}]
    if start is None:
        return {"type": "punctuation", "alternatives": alternatives}
    return {"type": "pronunciation", "alternatives": alternatives, "start_time": str(start),
            "end_time": str(end)}


def word(text, label, start, end, owner="a"):
    return {"text": text, "type": label, "start": start, "end": end, "turn": 0, "dialogue": owner}


def document(*segments):
    items, audio = [], []
    for segment in segments:
        audio.append({"items": list(range(len(items), len(items) + len(segment)))})
        items += segment
    return {"results": {"items": items, "audio_segments": audio}}


class PiecesTest(unittest.TestCase):
    def test_a_turn_is_cut_at_the_borders_of_its_labels(self):
        turn = dialogue.Turn("Hi, I'm Ana, in Rome.", [dialogue.Span(8, 11, "NAME")])
        self.assertEqual(speak.pieces(turn), [("Hi, I'm", None), ("Ana", "NAME"), (", in Rome.", None)])

    def test_marks_alone_are_not_spoken(self):
        turn = dialogue.Turn("Ana.", [dialogue.Span(0, 3, "NAME")])
        self.assertEqual(speak.pieces(turn), [("Ana.", "NAME")])


class AlignmentTest(unittest.TestCase):
    RATE = 16000

    def sound(self, hertz, seconds):
        time = numpy.arange(round(seconds * self.RATE)) / self.RATE
        return (0.3 * numpy.sin(2 * numpy.pi * hertz * time)).astype(numpy.float32)

    def times(self, lengths, whole):
        """Of pieces that sound differently, each so long when alone."""
        pieces = [self.sound(400 * 2 ** number, seconds) for number, seconds in enumerate(lengths)]
        return alignment.piece_times(whole, pieces, self.RATE)

    def test_borders_are_found_in_a_whole_of_another_speed(self):
        said = [(400, 0.9), (800, 0.3), (1600, 0.5)]
        whole = numpy.concatenate([self.sound(*each) for each in said])
        found = self.times([0.6, 0.5, 0.8], whole)
        for (start, end), wanted in zip(found, [(0, 0.9), (0.9, 1.2), (1.2, 1.7)]):
            self.assertAlmostEqual(start, wanted[0], delta=0.05)
            self.assertAlmostEqual(end, wanted[1], delta=0.05)

    def test_borders_are_those_of_the_voice_itself(self):
        if voices.missing():
            self.skipTest(f"not installed: {voices.missing()}")
        parts = ["My name is", "Anna Lopez", "and I live in", "Springfield", "with my sister."]
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder) / "a.wav"
            told = subprocess.run(["festival", "--pipe"], check=True, capture_output=True, text=True, input=f"""
                (voice_kal_diphone)
                (set! said (utt.synth (Utterance Text "{' '.join(parts)}")))
                (utt.save.wave said "{sound}" 'riff)
                (mapcar (lambda (word) (format t "%f " (item.feat word "word_end")))
                        (utt.relation.items said 'Word))""").stdout
            samples, rate = sounds.read_wav(sound)
        self.assertEqual(rate, self.RATE)
        ends = [float(each) for each in told.split()]
        pieces = voices.speak(voices.Voice("festival", "kal_diphone"), parts)
        found = alignment.piece_times(samples, pieces, rate)
        word = 0
        for part, (_, end) in zip(parts[:-1], found):  # silence follows the last
            word += len(part.split())
            self.assertAlmostEqual(end, ends[word - 1], delta=0.12, msg=part)

    def test_a_pause_belongs_to_no_piece(self):
        whole = numpy.concatenate([self.sound(400, 0.5), numpy.zeros(8000, numpy.float32), self.sound(800, 0.5)])
        first, second = self.times([0.4, 0.4], whole)
        self.assertAlmostEqual(first[1], 0.5, delta=0.1)
        self.assertAlmostEqual(second[0], 1.0, delta=0.1)

    def test_a_single_piece_is_the_whole(self):
        whole = self.sound(400, 0.5)
        self.assertEqual(alignment.piece_times(whole, [whole], self.RATE), [(0.0, 0.5)])

    def test_times_are_in_order_however_unlike_the_sounds_are(self):
        noise = numpy.random.default_rng(1).normal(0, 0.1, 4000).astype(numpy.float32)
        found = self.times([0.5, 0.01, 0.3, 0.2], noise)
        flat = [time for pair in found for time in pair]
        self.assertEqual(flat, sorted(flat))
        self.assertLessEqual(flat[-1], 0.25)


class HeardTest(unittest.TestCase):
    def heard(self, words, *segments):
        return recognise.heard(document(*segments), words)

    def test_a_word_has_the_label_of_the_sound_it_was_heard_in(self):
        words = [word("I'm", None, 0, 1), word("Ana Lopez", "NAME", 1.1, 2), word("hi", None, 2.2, 3)]
        found, = self.heard(words, [item("I'm", 0.1, 0.9), item("Anna", 1.0, 1.4), item("Lopes", 1.4, 2.1),
                                    item("."), item("Hi", 2.3, 2.9)])
        self.assertEqual(found.turns[0].text, "I'm Anna Lopes. Hi")
        self.assertEqual(found.turns[0].spans, [dialogue.Span(4, 14, "NAME")])

    def test_every_word_has_its_confidence(self):
        words = [word("I'm", None, 0, 1), word("Ana", "NAME", 1.1, 2)]
        found, = self.heard(words, [item("I'm", 0.1, 0.9), item(","), item("Anna", 1.0, 1.4, confidence=0.4), item(".")])
        self.assertEqual(found.turns[0].confidences, [0.9, 0.4])

    def test_neighbours_of_one_type_stay_two(self):
        words = [word("Ana", "NAME", 0, 1), word("Bo", "NAME", 1.1, 2)]
        found, = self.heard(words, [item("Ana", 0, 1), item("Bo", 1.1, 2)])
        self.assertEqual(found.turns[0].spans, [dialogue.Span(0, 3, "NAME"), dialogue.Span(4, 6, "NAME")])

    def test_a_word_over_a_border_is_unknown(self):
        words = [word("number", None, 0, 1), word("555", "PHONE", 1, 2)]
        found, = self.heard(words, [item("number555", 0.1, 1.9)])
        self.assertEqual(found.turns[0].spans, [dialogue.Span(0, 9, dialogue.UNKNOWN)])

    def test_a_word_next_to_a_border_goes_where_its_letters_are(self):
        words = [word("my number is", None, 0, 1), word("415 0199", "PHONE", 1.1, 3),
                 word("or call the office", None, 3.1, 4.5)]
        found, = self.heard(words, [item("my", 0, 0.4), item("number", 0.4, 0.8), item("is", 1.0, 1.3),
                                    item("4150199", 1.3, 2.6), item("or", 2.6, 3.1), item("call", 3.2, 3.5)])
        self.assertEqual(found.turns[0].text, "my number is 4150199 or call")
        self.assertEqual(found.turns[0].spans, [dialogue.Span(13, 20, "PHONE")])

    def test_a_word_within_a_stretch_stays_whatever_its_letters(self):
        words = [word("is", None, 0, 1), word("Oak Street is", "ADDRESS", 1.1, 3)]
        found, = self.heard(words, [item("is", 0, 0.9), item("oak", 1.1, 1.5), item("is", 2.0, 2.6)])
        self.assertEqual(found.turns[0].spans, [dialogue.Span(3, 9, "ADDRESS")])

    def test_dialogues_of_one_recording_part_again(self):
        words = [word("one", None, 0, 1, "a"), word("two", None, 3, 4, "b")]
        found = self.heard(words, [item("one", 0, 1)], [item("two", 3, 4)])
        self.assertEqual([(each.id, each.turns[0].text) for each in found],
                         [("a-heard", "one"), ("b-heard", "two")])

    def test_a_recording_is_recognised_once_until_it_is_another(self):
        words = [word("one", None, 0, 1)]
        calls = []

        def transcribe(media):
            calls.append(media)
            return document([item("one", 0, 1)])

        with tempfile.TemporaryDirectory() as folder:
            media = Path(folder) / "r.wav"
            media.write_bytes(b"sound")
            first = recognise.heard_lines(media, words, transcribe)
            self.assertEqual(json.loads(first)["turns"][0]["text"], "one")
            self.assertEqual(recognise.heard_lines(media, words, transcribe), first)
            self.assertEqual(calls, [media])
            os.utime(media)  # spoken anew
            recognise.heard_lines(media, words, transcribe)
            self.assertEqual(len(calls), 2)


class LineTest(unittest.TestCase):
    def test_a_telephone_takes_the_high_tones_and_keeps_the_length(self):
        time = numpy.arange(voices.RATE) / voices.RATE
        for hertz, passes in ((1000, True), (5000, False)):
            tone = 0.5 * numpy.sin(2 * numpy.pi * hertz * time)
            heard = line.through(tone, 8000, numpy.random.default_rng(1))
            self.assertEqual(len(heard), 8000)
            self.assertEqual(numpy.abs(heard).max() > 0.05, passes)

    def test_one_seed_is_one_sound(self):
        tone = numpy.sin(numpy.arange(voices.RATE) / 5)
        first, second = (line.through(tone, 16000, numpy.random.default_rng(7)) for _ in range(2))
        self.assertTrue((first == second).all())


class SpeakTest(unittest.TestCase):
    def test_labels_stand_where_they_are_said_in_a_turn(self):
        if voices.missing():
            self.skipTest(f"not installed: {voices.missing()}")
        turns = [dialogue.Turn("My name is Ana Lopez, hello.", [dialogue.Span(11, 20, "NAME")]),
                 dialogue.Turn("...", []), dialogue.Turn("Thank you.", [])]
        samples, words = speak.speak([dialogue.Dialogue("a", "", turns)], voices.EVALUATION_MACHINES, 8000, 1)
        self.assertEqual([(each["text"], each["type"], each["turn"]) for each in words],
                         [("My name is", None, 0), ("Ana Lopez", "NAME", 0), (", hello.", None, 0),
                          ("Thank you.", None, 2)])
        times = [time for each in words for time in (each["start"], each["end"])]
        self.assertEqual(times, sorted(times))
        self.assertGreater(words[1]["end"] - words[1]["start"], 0.3)
        self.assertLess(words[2]["start"] - words[1]["end"], 0.5)  # one breath
        self.assertGreater(words[3]["start"] - words[2]["end"], 0.39)  # another turn
        self.assertLess(times[-1], len(samples) / 8000)


    def test_a_recording_is_made_once_until_it_is_another(self):
        if voices.missing():
            self.skipTest(f"not installed: {voices.missing()}")
        group = [dialogue.Dialogue("a", "", [dialogue.Turn("Hello there.", [])])]
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder) / "r.wav"
            job = ["r", group, voices.EVALUATION_MACHINES, 8000, 1, Path(folder)]
            first = speak.record(job)
            self.assertEqual([each["text"] for each in first[0]["words"]], ["Hello there."])
            sound.write_bytes(b"kept")
            self.assertEqual(speak.record(job), first)
            self.assertEqual(sound.read_bytes(), b"kept")
            job[4] = 2
            speak.record(job)
            self.assertGreater(sound.stat().st_size, 8000)


class VoicesTest(unittest.TestCase):
    def test_letters_and_no_are_said_as_such(self):
        said = {"He said no. Yes, no problem.": "He said [no](/nˈO/). Yes, no problem.",
                "A, N, n, a dot b": "[A](/ˈA/), N, n, [A](/ˈA/) dot b",
                "C-A-T is a cat. I, a man": "C-[A](/ˈA/)-T is a cat. I, a man"}
        for text, wanted in said.items():
            self.assertEqual(voices._plain(text), wanted)

    def test_no_voice_both_trains_and_measures(self):
        measuring = {*voices.EVALUATION, *voices.EVALUATION_MACHINES}
        self.assertFalse(set(voices.TRAINING) & measuring)

    def test_every_voice_speaks(self):
        if voices.missing():
            self.skipTest(f"not installed: {voices.missing()}")
        for voice in itertools.chain(*voices.GROUPS.values()):
            if voice.engine == "kokoro":
                continue  # of the environment of training speech alone
            samples, = voices.speak(voice, ["Hello, my number is five."])
            self.assertGreater(len(samples), voices.RATE // 2, voice)


if __name__ == "__main__":
    unittest.main()
