"""Tests of the labelling of real conversations, on sentences and word lists of our own."""

import collections
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools" / "train_pii"))

import dialogue  # noqa: E402
from sources import corpus, cut, labelled, people, slots, star, when  # noqa: E402


class FewLists:
    """Word lists of a few names."""

    given = common_given = {"rosa", "jim", "anna", "will", "karim"}
    last = common_last = {"diaz", "lopez", "smith", "will"}
    not_names = {"austin", "pandora"}
    towns = {"san rafael"}
    zipf, capital = {}, collections.Counter()
    lower = collections.Counter({"will": 90, "okay": 5, "thanks": 9, "so": 9, "is": 9, "the": 9, "then": 3})

    def ordinary(self, word):
        return self.lower[word] >= 2

    def strong_given(self, word):
        return word in self.common_given and not self.ordinary(word) and word not in self.not_names


def said(text, spans):
    return [(text[start:end], kind) for start, end, kind in spans]


def named(text, **options):
    return said(text, people.People(FewLists(), **options).label([text])[0])


class PeopleTest(unittest.TestCase):
    def test_full_names_and_address(self):
        self.assertEqual(named("Then Rosa Diaz came."), [("Rosa Diaz", "NAME")])
        self.assertEqual(named("Okay. Thanks, Jim."), [("Jim", "NAME")])

    def test_titles_are_outside(self):
        self.assertEqual(named("I saw Dr. Lopez there."), [("Lopez", "NAME")])

    def test_ordinary_words_places_and_organisations_are_nothing(self):
        for text in ("Will is the word.", "We went to San Rafael.", "So the Rosa Diaz Foundation paid."):
            self.assertEqual(named(text), [], text)

    def test_a_full_name_makes_its_parts_sure(self):
        spans = people.People(FewLists()).label(["It was Anna Lopez.", "So Lopez said no."])
        self.assertEqual(said("So Lopez said no.", spans[1]), [("Lopez", "NAME")])

    def test_a_lone_surname_is_not_known(self):
        self.assertEqual(named("So it was Lopez again."), [("Lopez", "UNKNOWN")])


class WhenTest(unittest.TestCase):
    def check(self, text, *expected):
        self.assertEqual(said(text, when.find(text)), list(expected), text)

    def test_dates_and_times(self):
        self.check("On March 3rd, 2021 at 3:30 pm", ("March 3rd, 2021", "DATE_TIME"), ("3:30 pm", "DATE_TIME"))
        self.check("see you Tuesday at five o'clock", ("Tuesday", "DATE_TIME"), ("five o'clock", "DATE_TIME"))
        self.check("it was in 1985.", ("1985", "DATE_TIME"))

    def test_durations_and_relative_words_are_nothing(self):
        self.check("today, for two weeks, last week, 20 minutes, $2,000 or 45%")
        self.check("You may go, we march on.")

    def test_ages(self):
        self.check("I'm 67 years old.", ("67 years old", "AGE"))
        self.check("She has a three-year-old son", ("three-year-old", "AGE"))
        self.check("I took it for 6 years.")

    def test_addresses_of_the_net(self):
        self.check("write to ana@example.com", ("ana@example.com", "EMAIL"))
        self.check("call 206-555-0142", ("206-555-0142", "PHONE"))
        self.check("at www.example.com.", ("www.example.com", "URL"))


class CorpusTest(unittest.TestCase):
    def test_marks_go_and_spaces_are_those_of_writing(self):
        self.assertEqual(corpus.clean("Yeah , it 's {vocalsound} \\[laughs\\] the A_P_I , OK ?"),
                         "Yeah, it's the API, OK?")
        self.assertEqual(corpus.clean("{disfmarker} ."), "")


class LabelledTest(unittest.TestCase):
    def test_titles_and_genitives_are_cut_off(self):
        text = "Mr. Rosa Diaz's car"
        start, end = labelled.without_title(text, 0, 15)
        self.assertEqual(text[start:end], "Rosa Diaz")

    def test_bank_answers(self):
        row = {"turns": [{"speaker": "agent", "text": "Can you tell me your account number, please?"},
                         {"speaker": "user", "text": "It is 85731890 and my PIN is 7402"}]}
        self.assertEqual(said(row["turns"][1]["text"], star.label(row, FewLists(), set())[1]),
                         [("85731890", "BANK_ACCOUNT_NUMBER"), ("7402", "PIN")])


class CutTest(unittest.TestCase):
    def test_long_turns_keep_their_words_and_spans(self):
        text = " ".join(f"Word{number}." if number % 9 == 0 else f"word{number}" for number in range(300))
        at = text.index("word100")
        turn = dialogue.Turn(text, [dialogue.Span(at, at + len("word100 word101"), "NAME")])
        parts = cut.turns(turn)
        self.assertEqual(" ".join(part.text for part in parts), text)
        self.assertTrue(all(len(part.text.split()) <= cut.LONGEST_TURN for part in parts))
        self.assertEqual([part.text[span.start:span.end] for part in parts for span in part.spans],
                         ["word100 word101"])


class SlotsTest(unittest.TestCase):
    def test_edits_move_spans(self):
        turn = dialogue.Turn("I told Rosa on Monday", [dialogue.Span(7, 11, "NAME"), dialogue.Span(15, 21, "DATE_TIME")])
        new = slots.edit(turn, [(7, 11, "Karim Smith", "NAME")])
        self.assertEqual([(new.text[span.start:span.end], span.type) for span in new.spans],
                         [("Karim Smith", "NAME"), ("Monday", "DATE_TIME")])

    def test_a_template_stands_between_real_turns(self):
        real = dialogue.Dialogue("r", "s", [dialogue.Turn("one two"), dialogue.Turn("three")])
        filled = dialogue.Dialogue("f", "t", [dialogue.Turn("It's Rosa", [dialogue.Span(5, 9, "NAME")])])
        made = slots.splice(real, filled, random.Random(1))
        dialogue.check(made)
        self.assertEqual(len(made.turns), 3)
        self.assertIn("it's rosa", [turn.text for turn in made.turns])


if __name__ == "__main__":
    unittest.main()
