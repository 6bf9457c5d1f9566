"""Names of people, spelled at times, and misspelt as a recogniser would."""

import unicodedata

from . import speech
from .base import Value

# How a recogniser writes a name it does not know: letters that sound alike.
SOUNDS = [("ph", "f"), ("f", "ph"), ("ie", "y"), ("y", "ie"), ("y", "i"), ("c", "k"), ("k", "c"),
          ("ee", "ea"), ("ea", "ee"), ("tt", "t"), ("ll", "l"), ("nn", "n"), ("n", "nn"), ("s", "ss"),
          ("z", "s"), ("sh", "sch"), ("ai", "ay"), ("ey", "y"), ("ou", "u"), ("u", "oo"), ("oo", "u"),
          ("ck", "k"), ("h", ""), ("w", "v"), ("x", "cks"), ("que", "k"), ("dg", "j"), ("aa", "a"),
          ("o", "oh"), ("i", "e"), ("e", "a")]

# Names that are words of the language too.
WORDS = """Will May Mark Art Grace Bill Pat Frank Rose Hope Faith Joy Dawn Jack Rob Sue Drew Chase
Grant Hunter Summer Bob Ray Rich Gene Dean Dale Cliff Miles Iris Ivy Olive Violet Heather Robin
Carol Penny Ginger Sandy Angel Chance Christian Melody Jade Amber Ruby Pearl Crystal Autumn Brook
Reed Cash Guy Nick Skip Chuck Lance Victor Wade Josh Randy Harry Daisy Lily Holly Jasmine Star
Stormy Rusty Sky Colt Earnest Max Norm Barb Peg Gale Herb""".split()
SURNAME_WORDS = """Hill Baker Young King Price White Brown Cook Rice Bush Wood Stone Long Short
Fields Banks Rivers Waters Day Moon Best Love Strong Church Fox Wolf Bird Lake Knight Bishop Pope
Case Gold Black Green Little Sharp Street Park Page Bell Cross English Winters Summers Glass Bacon
Berry Power Marsh Nail Bond Law Noble Swan""".split()


def misspell(name, rng):
    """The name with one sound written otherwise."""
    places = [(old, new) for old, new in SOUNDS if old in name[1:]]
    if not places or len(name) < 4:
        return name
    old, new = rng.choice(places)
    at = rng.choice([at for at in range(1, len(name)) if name.startswith(old, at)])
    return name[:at] + new + name[at + len(old):]


def without_accents(text):
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def only_letters(text):
    return "".join(sign for sign in without_accents(text) if sign.isalpha())


class Name(Value):
    def __init__(self, ctx):
        super().__init__(ctx)
        rng, lists = ctx.rng, ctx.lists
        group = lists.name_group(rng)
        self.first_name = lists.given(rng, group)
        self.last_name = lists.surname(rng, group if rng.random() < 0.75 else lists.name_group(rng))
        draw = rng.random()
        if draw < 0.05:
            self.last_name += rng.choice(["-", "-", " "]) + lists.surname(rng, group)
        elif draw < 0.085 and len(self.last_name) > 3 and " " not in self.last_name:
            self.last_name = rng.choice(["O'", "Mc", "Mac", "van ", "van der ", "de ", "de la ", "Del ",
                                         "Di ", "von ", "Al-", "St. ", "D'", "Van "]) + self.last_name
        if rng.random() < 0.04:
            other = lists.given(rng, group)
            self.first_name += rng.choice([" ", "-"]) + other
        if rng.random() < 0.06:
            self.first_name = misspell(self.first_name, rng)
        if rng.random() < 0.08:
            self.last_name = misspell(self.last_name, rng)
        if rng.random() < 0.6:  # as English text mostly has them
            self.first_name = without_accents(self.first_name)
            self.last_name = without_accents(self.last_name)
        self.middle_name = lists.given(rng, group)
        self.suffix = rng.choice(["Junior", "Jr.", "Senior", "Jr", "the Third", "III"])
        self.word_first, self.word_last = rng.choice(WORDS), rng.choice(SURNAME_WORDS)

    def form_default(self, mode):
        kind = self.ctx.rng.choices(["full", "first", "last"], [56, 34, 10])[0]
        return getattr(self, f"form_{kind}")(mode)

    def form_full(self, mode):
        rng = self.ctx.rng
        draw = rng.random()
        if draw < 0.04:
            return f"{self.first_name} {self.middle_name} {self.last_name}"
        if draw < 0.09:
            return f"{self.first_name} {self.middle_name[0]}{rng.choice(['.', ''])} {self.last_name}"
        if draw < 0.105:
            return f"{self.first_name} {self.last_name}{rng.choice([', ', ' '])}{self.suffix}"
        if draw < 0.115:
            return f"{self.first_name[0]}. {self.last_name}"
        if draw < 0.125:
            return f"{self.first_name[0]}{self.middle_name[0]} {self.last_name}"
        if draw < 0.135:
            return f"{self.last_name}, {self.first_name}"
        if draw < 0.145 and self.ctx.noise:
            return f"{self.first_name}, {rng.choice(speech.FILLERS)}, {self.last_name}"
        return f"{self.first_name} {self.last_name}"

    form_readback = form_full

    def form_first(self, mode):
        return self.first_name

    def form_last(self, mode):
        return self.last_name

    def form_word(self, mode):
        """A first name that is an ordinary word."""
        return self.word_first

    def form_word_last(self, mode):
        """A surname that is an ordinary word."""
        return self.word_last

    form_first_half = form_first
    form_second_half = form_last

    def form_middle(self, mode):
        return self.middle_name

    def form_initial(self, mode):
        return self.middle_name[0] + self.ctx.choice(["", "", "."])

    def form_spelled(self, mode):
        """The surname's letters; no sign but letters is said."""
        return speech.letters(only_letters(self.last_name), self.ctx)

    def form_first_spelled(self, mode):
        return speech.letters(only_letters(self.first_name), self.ctx)

    def form_full_spelled(self, mode):
        return self.form_first_spelled(mode) + self.ctx.choice([", ", " ", ". "]) + self.form_spelled(mode)
