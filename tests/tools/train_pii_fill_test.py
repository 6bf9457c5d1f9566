"""Filling of templates and what is done to dialogues afterwards: spans are exact, seeds decide all."""

import io
import random
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools/train_pii"))

import augment  # noqa: E402
import articles  # noqa: E402
import dialogue  # noqa: E402
import fill  # noqa: E402
import pii_types  # noqa: E402
import values  # noqa: E402
from values import negatives, speech  # noqa: E402

SAMPLES = Path(__file__).parent / "train_pii_templates"
NOTHING = dict.fromkeys(augment.RATES, 0.0)
AS_IS = {"as it is": 1.0}


def rows(dialogues):
    file = io.StringIO()
    dialogue.write(dialogues, file)
    return file.getvalue()


def filled(text, count=1, seed=1):
    return list(fill.fill(fill.parse(text), count, seed))


def labelled(made):
    return [(span.type, turn.text[span.start:span.end]) for turn in made.turns for span in turn.spans]


def bare(text):
    """What is left of a text through changes of case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


class ParseTest(unittest.TestCase):
    def test_turns_comments_and_borders(self):
        templates = fill.parse("# one\nA: Hello.\nC: Hi, {NAME}.\n\n\nC: Bye.\n", "file")
        self.assertEqual([template.name for template in templates], ["file:2", "file:6"])
        self.assertEqual(templates[0].turns, [("A", "Hello."), ("C", "Hi, {NAME}.")])

    def test_mistakes_are_named(self):
        for text, words in (("A: {NAMES}", "NAMES"), ("A: {!nothing}", "nothing"), ("hello", "neither"),
                            ("A: {NAME", "bad slot"), ("A: {NAME-1}", "bad slot")):
            with self.assertRaisesRegex(ValueError, words):
                fill.parse(text)
        with self.assertRaisesRegex(ValueError, "templates:1: {SSN:upwards}.*upwards"):
            filled("A: {SSN:upwards}")


class ArticleTest(unittest.TestCase):
    def test_the_article_before_a_day_is_part_of_the_date(self):
        for text, said, wanted in (("on the 5th of May", "5th of May", "the 5th of May"),
                                   ("the twenty-second", "twenty-second", "the twenty-second"),
                                   ("The 3rd?", "3rd", "The 3rd"),
                                   ("the March 4th meeting", "March 4th", "March 4th"),
                                   ("bathe 3rd", "3rd", "3rd")):
            start = text.index(said)
            spans = [dialogue.Span(start, start + len(said), "DATE_TIME")]
            articles.take_in(text, spans)
            self.assertEqual(text[spans[0].start:spans[0].end], wanted)

    def test_only_dates_have_it(self):
        spans = [dialogue.Span(4, 7, "ADDRESS")]
        articles.take_in("the 5th", spans)
        self.assertEqual(spans[0].start, 4)


class FillTest(unittest.TestCase):
    def test_every_type_and_kind(self):
        for kind in pii_types.TYPES:
            for made in filled(f"A: This is {{{kind}}}, thanks.", 50):
                found = labelled(made)
                self.assertTrue(found)
                self.assertEqual({label for label, _ in found}, {kind})
                for turn in made.turns:
                    self.assertTrue(turn.text.startswith("This is ") and turn.text.endswith(", thanks."))
                    first, last = turn.spans[0].start, turn.spans[-1].end
                    self.assertEqual(turn.text[:first], "This is ")
                    # How a word is written may be said after it.
                    self.assertRegex(turn.text[last:], r"^(, (all|one|no) [a-z ]+)?, thanks\.$")
        for kind in negatives.KINDS:
            for made in filled(f"A: This is {{!{kind}}}, thanks.", 20):
                self.assertEqual(labelled(made), [])
                self.assertGreater(len(made.turns[0].text), len("This is , thanks."))

    def test_random_fills_hold(self):
        templates = fill.read(SAMPLES)
        for made in fill.fill(templates, 2000, 3):
            for turn in made.turns:
                self.assertNotRegex(turn.text, r"[\x00-\x1f{}|\[\]]|  |^ | $")
                for span in turn.spans:
                    text = turn.text[span.start:span.end]
                    self.assertEqual(text, text.strip())
                    # A span begins and ends at the border of a word.
                    self.assertFalse(turn.text[span.start - 1:span.start].isalnum() and span.start)
                    self.assertFalse(turn.text[span.end:span.end + 1].isalnum())

    def test_seeds(self):
        templates = fill.read(SAMPLES)
        self.assertEqual(rows(fill.fill(templates, 50, 5)), rows(fill.fill(templates, 50, 5)))
        self.assertNotEqual(rows(fill.fill(templates, 50, 5)), rows(fill.fill(templates, 50, 6)))

    def test_numbered_values_are_one_value(self):
        for made in filled("A: {NAME#1:first} {NAME#1:last}, {NAME#1:first}, {!order_number#1:last4:digits}."
                           "\nC: {NAME#2:first}?", 100):
            first, last, again = [text for _, text in labelled(made)][:3]
            self.assertEqual(first.lower(), again.lower())
            self.assertNotEqual(first, last)

    def test_parts_are_those_that_the_template_uses(self):
        for made in filled("C: {BANK_ACCOUNT_NUMBER#1:part1:digits}; {BANK_ACCOUNT_NUMBER#1:part2:digits}.\n"
                           "A: {BANK_ACCOUNT_NUMBER#1:readback:digits}", 100):
            if len(made.turns) == 2:
                said = re.sub(r"\D", "", made.turns[0].text)
                read = re.sub(r"\D", "", made.turns[1].text)
                left = iter(said)  # corrections and restarts add digits
                self.assertTrue(all(digit in left for digit in read), (said, read))

    def test_break_is_outside_the_spans(self):
        surface = f"four one{speech.BREAK_ON}, let me see, {speech.BREAK_OFF}two two"
        template = fill.parse("A: It's {SSN#1}.")[0]
        filler = fill.Filler(values.Context(random.Random(1), values.Lists()))
        filler.known[("SSN", "#1")] = type("Fixed", (), {"text": lambda self, form: surface})()
        turn = filler.turn(template, *template.turns[0])
        self.assertEqual(turn.text, "It's four one, let me see, two two.")
        self.assertEqual(labelled(dialogue.Dialogue("", "", [turn])),
                         [("SSN", "four one"), ("SSN", "two two")])

    def test_choices(self):
        texts = {turn.text for made in filled("A: [Hi|Hello {!app}] there [now|].", 200)
                 for turn in made.turns}
        self.assertIn("Hi there now.", texts)
        self.assertIn("Hi there.", texts)
        self.assertTrue(any(re.fullmatch(r"Hello \S.* there\.", text) for text in texts))

    def test_lower_case_template_is_lower_case(self):
        for made in filled("C: nothing\nA: {NAME}", 30):
            self.assertTrue(all(turn.text == turn.text.lower() for turn in made.turns))


class EditTest(unittest.TestCase):
    turn = dialogue.Turn("ask Ana Diaz now", [dialogue.Span(4, 12, "NAME")])

    def edited(self, *edits):
        turn = augment.edit(self.turn, list(edits))
        return turn.text, [turn.text[span.start:span.end] for span in turn.spans]

    def test_at_the_borders_of_a_span(self):
        self.assertEqual(self.edited((4, 4, "um ")), ("ask um Ana Diaz now", ["Ana Diaz"]))
        self.assertEqual(self.edited((12, 12, ", um")), ("ask Ana Diaz, um now", ["Ana Diaz"]))
        self.assertEqual(self.edited((7, 7, ", um")), ("ask Ana, um Diaz now", ["Ana, um Diaz"]))
        self.assertEqual(self.edited((11, 12, "")), ("ask Ana Dia now", ["Ana Dia"]))
        self.assertEqual(self.edited((4, 8, "")), ("ask Diaz now", ["Diaz"]))
        self.assertEqual(self.edited((0, 3, "tell"), (13, 16, "")), ("tell Ana Diaz ", ["Ana Diaz"]))
        self.assertEqual(self.edited((4, 12, "")), ("ask  now", []))


class AugmentTest(unittest.TestCase):
    def setUp(self):
        self.made = list(fill.fill(fill.read(SAMPLES), 300, 11))

    def each(self, rates=None, surfaces=None):
        for number, made in enumerate(self.made):
            yield made, augment.augment(made, random.Random(number), {**NOTHING, **(rates or {})},
                                        surfaces or AS_IS)

    def test_nothing_changes_nothing(self):
        for made, changed in self.each():
            self.assertEqual(rows([made]), rows([changed]))

    def test_surfaces_keep_the_words_of_spans(self):
        for surface in augment.SURFACES:
            for made, changed in self.each(surfaces={surface: 1.0}):
                self.assertEqual([(kind, bare(text)) for kind, text in labelled(made)],
                                 [(kind, bare(text)) for kind, text in labelled(changed)])
                text = "".join(turn.text for turn in changed.turns)
                if surface.startswith("lower"):
                    self.assertEqual(text, text.lower())
                if surface.startswith("upper"):
                    self.assertEqual(text, text.upper())
                if surface in ("no punctuation", "lower case without punctuation"):
                    self.assertNotRegex(text, r"[,.?!;](\s|$)")

    def test_fillers_only_add(self):
        added = inside = 0
        for made, changed in self.each({"fillers": 1.0}):
            for turn, new in zip(made.turns, changed.turns):
                self.assertEqual(len(turn.spans), len(new.spans))
                left = iter(new.text)
                self.assertTrue(all(sign in left for sign in turn.text))
                added += new.text != turn.text
                for span, other in zip(turn.spans, new.spans):
                    old, text = turn.text[span.start:span.end], new.text[other.start:other.end]
                    inside += old != text
                    self.assertEqual((old[0], old[-1]), (text[0], text[-1]))
                    self.assertNotRegex(text, "you know|I mean,") if "I mean" not in old else None
        self.assertGreater(added, 300)
        self.assertGreater(inside, 30)

    def test_splits_and_merges_keep_all_text(self):
        for rates in ({"split": 1.0}, {"merge": 1.0}, {"split": 1.0, "merge": 1.0}):
            for made, changed in self.each(rates):
                self.assertEqual(" ".join(turn.text for turn in made.turns),
                                 " ".join(turn.text for turn in changed.turns))
                self.assertEqual(bare("".join(text for _, text in labelled(made))),
                                 bare("".join(text for _, text in labelled(changed))))

    def test_contractions_and_numbers_keep_spans(self):
        for rates in ({"contractions": 1.0}, {"numbers": 1.0}):
            changes = 0
            for made, changed in self.each(rates):
                self.assertEqual([(kind, bare(text)) for kind, text in labelled(made)],
                                 [(kind, bare(text)) for kind, text in labelled(changed)])
                changes += rows([made]) != rows([changed])
            self.assertGreater(changes, 50)

    def test_misheard_words_are_those_of_values(self):
        changes = 0
        for made, changed in self.each({"misheard": 1.0}):
            self.assertEqual([kind for kind, _ in labelled(made)], [kind for kind, _ in labelled(changed)])
            for turn, new in zip(made.turns, changed.turns):
                outside = [re.sub(r"\s+", " ", "".join(
                    sign for at, sign in enumerate(each.text)
                    if not any(span.start <= at < span.end for span in each.spans))) for each in (turn, new)]
                self.assertEqual(*outside)
                changes += turn.text != new.text
        self.assertGreater(changes, 30)

    def test_repeats_leave_the_first_word_of_a_value_inside(self):
        for made, changed in self.each({"repeats": 1.0}):
            for (_, old), (_, new) in zip(labelled(made), labelled(changed)):
                self.assertEqual((old.split()[0], old.split()[-1]), (new.split()[0], new.split()[-1]))

    def test_all_together_and_seeds(self):
        def changed(more):
            return rows(augment.augment(made, random.Random(number + more))
                        for number, made in enumerate(self.made))

        first, again, other = changed(0), changed(0), changed(1)
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)
        for made in dialogue.read(io.StringIO(first)):
            for turn in made.turns:
                for span in turn.spans:
                    text = turn.text[span.start:span.end]
                    self.assertEqual(text, text.strip())
                    self.assertTrue(text)

    def test_what_is_known_of_a_turn_stays(self):
        turn = dialogue.Turn("I am here, you know, for my bike.", [], ["NAME"])
        made = dialogue.Dialogue("1", "s", [turn, dialogue.Turn("Yes, it is there for you now.")])
        for seed in range(50):
            changed = augment.augment(made, random.Random(seed), dict.fromkeys(NOTHING, 1.0))
            self.assertEqual([turn.known for turn in changed.turns][0], ["NAME"])
            self.assertIsNone(changed.turns[-1].known)


if __name__ == "__main__":
    unittest.main()
