"""Fills dialogue templates with values: labelled dialogues with exact spans.

    python3 tools/train_pii/fill.py --templates DIR --gazetteers DIR --count N --seed S --output FILE

Templates: a turn a line, `A: ` (agent) or `C: ` (customer) before it; a blank line between dialogues; `#`
starts a comment line. Slots: `{TYPE}`, `{TYPE:form}`, `{TYPE#1:form}` (the value number 1 of the type
again), and `{!kind}` for values that are no personal information, with `#1` and `:form` as above. Types,
kinds and forms: the package `values`. `[this|that]` picks one wording ("[|please]": perhaps none); slots
may stand in it.

Without --gazetteers the values come from a small built-in sample.
"""

import argparse
import pathlib
import random
import re
import sys

import articles
import dialogue
import values
from values import people, speech

SLOT = re.compile(r"\{(!?)([A-Z_a-z0-9]+)(#\w+)?(?::([a-z0-9_:]+))?\}")
CHOICE = re.compile(r"\[([^\[\]|]*(?:\|[^\[\]|]*)+)\]")
TURN = re.compile(r"([A-Z])(?:gent|ustomer)?:\s*(.*)")
# Of these the first letter's case is part of the value.
CASED = {"EMAIL", "URL", "USERNAME", "PASSWORD", "AWS_SECRET_KEY", "MAC_ADDRESS", "IP_ADDRESS"}
JOINED = 0.15  # the share of dialogues made of two or three templates


class Template:
    """One dialogue with slots. `turns`: (speaker, text)."""

    def __init__(self, name, turns):
        self.name = name
        self.turns = turns
        self.parts = {}
        # Written in lower case throughout, the values are too.
        letters = "".join(SLOT.sub("", text) for _, text in turns)
        self.lower = letters.islower()
        for _, text in turns:
            rest = SLOT.sub("", text)
            if "{" in rest or "}" in rest:
                raise ValueError(f"{name}: bad slot in: {text}")
            for found in SLOT.finditer(text):
                kind, number, form = slot(found)
                if kind not in values.MAKERS and kind.lstrip("!") not in values.negatives.KINDS:
                    raise ValueError(f"{name}: no kind of value '{kind}'")
                cut = re.search(r"part(\d)", form or "")
                if cut:
                    key = (kind, number)
                    self.parts[key] = max(self.parts.get(key, 0), int(cut.group(1)))


def slot(found):
    negative, kind, number, form = found.groups()
    return negative + kind, number, form


def parse(text, name="templates"):
    """The templates of a file's text."""
    templates, turns, first = [], [], 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        line = line.strip()
        if line.startswith("#"):
            continue
        if not line:
            if turns:
                templates.append(Template(f"{name}:{first}", turns))
            turns = []
            continue
        found = TURN.fullmatch(line)
        if not found:
            raise ValueError(f"{name}:{number}: neither a turn nor a comment: {line}")
        first = first if turns else number
        turns.append(found.groups())
    return templates


def read(folder):
    """The templates of a folder's .txt files, in the order of their names."""
    templates = []
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        templates += parse(path.read_text(encoding="utf-8"), path.name)
    if not templates:
        raise ValueError(f"no templates in {folder}")
    return templates


def split(templates):
    """(those to train on, those held out)."""
    kept = dialogue.held_out([item.name for item in templates])
    return ([item for item in templates if item.name not in kept],
            [item for item in templates if item.name in kept])


class Filler:
    """Fills the templates of one dialogue: values by number, and one person."""

    def __init__(self, ctx):
        self.ctx = ctx
        self.known = {}
        self.person_free = True

    def value(self, template, speaker, kind, number):
        key = (kind, number)
        if number is not None and key in self.known:
            return self.known[key]
        # The name that e-mail addresses are made of: the first of number 1, or the customer's own.
        own = kind == "NAME" and self.person_free and (number == "#1" or (number is None and speaker == "C"))
        value = self.ctx.person if own else values.make(kind, self.ctx)
        self.person_free = self.person_free and not own
        if key in template.parts:
            value.part_count = template.parts[key]
        if number is not None:
            self.known[key] = value
        return value

    def turn(self, template, speaker, text):
        rng = self.ctx.rng
        text = CHOICE.sub(lambda found: rng.choice(found.group(1).split("|")), text)
        text = re.sub(r" +(?=[.,?!](?:\s|$))", "", text)  # before a stop that an empty choice has left alone
        out, spans, at = "", [], 0
        for found in SLOT.finditer(text):
            out += text[at:found.start()]
            kind, number, form = slot(found)
            try:
                surface = self.value(template, speaker, kind, number).text(form)
            except ValueError as error:
                raise ValueError(f"{template.name}: {found.group()}: {error}") from error
            surface = sentence_case(surface, out, kind, rng)
            at = found.end()
            # A value that ends in a full stop at the end of a sentence has one only.
            if surface[-1] == "." and text[at:at + 1] == ".":
                at += 1
            for stretch, inside in speech.parts(surface):
                if inside and kind in values.MAKERS:
                    spans.append(dialogue.Span(len(out), len(out) + len(stretch), kind))
                out += stretch
        turn = tidy(out + text[at:], spans)
        articles.take_in(turn.text, turn.spans)
        return turn

    def fill(self, template):
        """The turns of a template; of a longer call the next part is about another person mostly."""
        if self.known or not self.person_free:
            self.known, self.person_free = {}, True
            if self.ctx.rng.random() < 0.6:
                self.ctx.person = people.Name(self.ctx)
        turns = [self.turn(template, speaker, text) for speaker, text in template.turns]
        if template.lower:
            for turn in turns:
                # Letters whose other case has another length would move the spans.
                turn.text = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in turn.text)
        return turns


def tidy(text, spans):
    """A turn without white space at its ends or doubled by an empty choice."""
    if text == text.strip() and "  " not in text:
        return dialogue.Turn(text, spans)
    places, out = [], ""
    for sign in text:
        places.append(len(out))
        if sign != " " or (out and out[-1] != " "):
            out += sign
    places.append(len(out))
    for span in spans:
        span.start, span.end = places[span.start], places[span.end]
    return dialogue.Turn(out.rstrip(), spans)


def sentence_case(surface, before, kind, rng):
    """A spoken value at the start of a sentence begins with a capital letter."""
    if before.strip() and before.rstrip()[-1] not in ".?!":
        return surface
    if kind in CASED and (rng.random() < 0.5 or " " not in surface):
        return surface
    return surface[0].upper() + surface[1:]


def fill(templates, count, seed, gazetteers=None, lists=None, style=None):
    """Yields `count` dialogues. The same arguments give the same dialogues.

    `style` is how all of them write their numbers; None: each in a way of its own.
    """
    lists = lists or values.Lists(gazetteers)
    rng = random.Random(seed)
    order = []
    for number in range(count):
        if not order:  # every template once before any comes again
            order = rng.sample(range(len(templates)), len(templates))
        ctx = values.Context(rng, lists, style or values.Style.draw(rng))
        ctx.person = people.Name(ctx)
        filler = Filler(ctx)
        chosen = [order.pop()]
        if rng.random() < JOINED:
            chosen += rng.choices(range(len(templates)), k=rng.choice([1, 1, 2]))
        turns = [turn for index in chosen for turn in filler.fill(templates[index])]
        made = dialogue.Dialogue(f"template-{seed}-{number}", "templates", turns)
        dialogue.check(made)
        yield made


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--templates", required=True)
    parser.add_argument("--gazetteers")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--as-said", action="store_true", help="numbers in words, for synthetic voices")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--for-training", action="store_true", help="without the templates that are held out")
    part.add_argument("--held-out", action="store_true", help="only those")
    parser.add_argument("--output")
    options = parser.parse_args()
    templates = read(options.templates)
    if options.for_training or options.held_out:
        templates = split(templates)[1 if options.held_out else 0]
    made = fill(templates, options.count, options.seed, options.gazetteers,
                style=values.Style(digits=0, words=1) if options.as_said else None)
    if not options.output:
        dialogue.write(made, sys.stdout)
        return
    with open(options.output, "w", encoding="utf-8") as file:
        dialogue.write(made, file)


if __name__ == "__main__":
    main()
