"""The training templates: all can be filled, every type is there often, nothing personal stands in the open."""

import pathlib
import random
import re
import sys
import unittest

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tools/train_pii"
sys.path.insert(0, str(FOLDER))

import fill  # noqa: E402
import pii_types  # noqa: E402
import values  # noqa: E402
from values import people  # noqa: E402

# Unlabelled, these would teach the tagger to pass over dates and ages.
DATES = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|october|november|december"
                   r"|o'clock|\d+ ?[ap]\.?m\.?|\d+ years? old)\b", re.IGNORECASE)


def kinds(template):
    return {found.group(2) for _, text in template.turns for found in fill.SLOT.finditer(text)
            if not found.group(1)}


class TemplateSetTest(unittest.TestCase):
    def setUp(self):
        self.templates = fill.read(FOLDER / "templates")

    def test_all_types_occur_often(self):
        self.assertGreaterEqual(len(self.templates), 1000)
        for kind in pii_types.TYPES:
            count = sum(kind in kinds(template) for template in self.templates)
            self.assertGreaterEqual(count, 25, kind)

    def test_many_hold_nothing_personal(self):
        self.assertGreaterEqual(sum(not kinds(template) for template in self.templates), 200)

    def test_no_date_or_age_outside_a_slot(self):
        for template in self.templates:
            for _, text in template.turns:
                self.assertIsNone(DATES.search(fill.SLOT.sub(" ", text)), f"{template.name}: {text}")

    def test_each_fills_and_labels_its_types(self):
        lists = values.Lists(None)
        for number, template in enumerate(self.templates):
            rng = random.Random(number)
            ctx = values.Context(rng, lists, values.Style.draw(rng))
            ctx.person = people.Name(ctx)
            turns = fill.Filler(ctx).fill(template)
            self.assertEqual(len(turns), len(template.turns))
            found = {span.type for turn in turns for span in turn.spans}
            self.assertEqual(found, kinds(template), template.name)

    def test_no_dialogue_twice(self):
        texts = [tuple(template.turns) for template in self.templates]
        self.assertEqual(len(texts), len(set(texts)))


if __name__ == "__main__":
    unittest.main()
