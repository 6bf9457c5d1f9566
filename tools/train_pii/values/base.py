"""What every maker of values shares: the context of a dialogue, and the value with its forms."""

import dataclasses
import random

from . import speech


@dataclasses.dataclass
class Style:
    """How one dialogue writes its numbers: the chance of digits, of words and of a mixture."""
    digits: float = 0.55
    words: float = 0.3

    @staticmethod
    def draw(rng):
        """Most recognisers keep to one way within a recording; some change."""
        return rng.choices([Style(1.0, 0.0), Style(0.8, 0.12), Style(0.04, 0.94), Style(0.25, 0.35)],
                           [40, 20, 25, 15])[0]

    def pick(self, rng):
        draw = rng.random()
        return "digits" if draw < self.digits else "words" if draw < self.digits + self.words else "mixed"


@dataclasses.dataclass
class Context:
    """What the values of a dialogue are drawn from. `noise`: the share of values with a stumble."""
    rng: random.Random
    lists: object
    style: Style = dataclasses.field(default_factory=Style)
    noise: float = 0.12
    person: object = None  # the Name whom e-mail addresses and user names are made of

    def choice(self, items):
        return self.rng.choice(items)


class Value:
    """One value; `text` gives its surface in a form. Forms of the same value agree."""

    FORMS = ("digits", "words")

    def __init__(self, ctx):
        self.ctx = ctx
        self.part_count = None  # how many parts (part1, ...) the template cuts the value into

    def text(self, form=None):
        """The surface in `form`: its name, a number mode (digits, words, mixed), or both ("last4:words")."""
        name, mode = "default", None
        for word in (form or "default").split(":"):
            if word in ("digits", "words", "mixed"):
                mode = word
            else:
                name = word
        how = getattr(self, f"form_{name}", None)
        if how is None:
            raise ValueError(f"{type(self).__name__} has no form '{name}'")
        if name == "readback":
            noise, self.ctx.noise = self.ctx.noise, 0.0
            try:
                return how(mode)
            finally:
                self.ctx.noise = noise
        return how(mode)


def cut(text, count):
    """The text in `count` parts of nearly the same length, longer ones first."""
    size, more = divmod(len(text), count)
    parts, at = [], 0
    for number in range(count):
        end = at + size + (number < more)
        parts.append(text[at:end])
        at = end
    return parts


class Code(Value):
    """A number or code in its usual groups. `groups`: a list of strings of digits and capital letters."""

    def __init__(self, ctx, groups, pairs=True):
        super().__init__(ctx)
        self.groups = [group for group in groups if group]
        self.chars = "".join(self.groups)
        self.pairs = pairs

    def say(self, groups, mode=None):
        groups = [group for group in groups if group]
        if "".join(groups).isdigit():
            return speech.number(groups, self.ctx, mode, self.pairs)
        return speech.code(groups, self.ctx, mode)

    def form_default(self, mode):
        return self.say(self.groups, mode)

    form_full = form_default

    def form_readback(self, mode):
        return self.say(self.groups, mode)

    def form_groups(self, mode):
        """With a pause after each group."""
        between = self.ctx.rng.choices([", ", ". ", "... "], [80, 12, 8])[0]
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        said = []
        for group in self.groups:
            group_mode = self.ctx.choice(["digits", "words"]) if mode == "mixed" else mode
            said.append(group if group_mode == "digits" else self.quiet([group], group_mode))
        return speech.join_groups(said, between)

    def quiet(self, groups, mode):
        noise, self.ctx.noise = self.ctx.noise, 0.0
        try:
            return self.say(groups, mode)
        finally:
            self.ctx.noise = noise

    def form_spelled(self, mode):
        """One character at a time."""
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        if mode == "digits":
            return self.ctx.rng.choices([" ", "-", ", "], [50, 30, 20])[0].join(self.chars)
        return self.say(list(self.chars), mode)

    def form_last4(self, mode):
        return self.say([self.chars[-4:]], mode)

    def form_first_half(self, mode):
        return self.say(self.halves()[0], mode)

    def form_second_half(self, mode):
        return self.say(self.halves()[1], mode)

    def halves(self):
        """The groups before and after the border nearest to the middle."""
        if len(self.groups) == 1:
            return [[part] for part in cut(self.chars, 2)]
        best, done = 1, 0
        nearest = len(self.chars)
        for number, group in enumerate(self.groups[:-1], 1):
            done += len(group)
            if abs(2 * done - len(self.chars)) < nearest:
                nearest, best = abs(2 * done - len(self.chars)), number
        return self.groups[:best], self.groups[best:]

    def part(self, number, mode):
        count = self.part_count or max(number, min(len(self.groups), 4))
        groups = self.groups if len(self.groups) == count else cut(self.chars, count)
        if number > len(groups) or not groups[number - 1]:
            raise ValueError(f"{type(self).__name__} has no form 'part{number}'")
        return self.say([groups[number - 1]], mode)

    def form_part1(self, mode):
        return self.part(1, mode)

    def form_part2(self, mode):
        return self.part(2, mode)

    def form_part3(self, mode):
        return self.part(3, mode)

    def form_part4(self, mode):
        return self.part(4, mode)
