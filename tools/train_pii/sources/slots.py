"""Puts personal information into real conversations, and other words of the same sort into their place.

The conversation around stays as it is, so that what is learnt is the information and not its surroundings.
"""

import re

from dialogue import Dialogue, Span, Turn

_BEFORE = ["Thanks, {}. ", "Thank you, {}. ", "Okay, {}. ", "So, {}, ", "Hi, {}. ", "Hey {}, ", "{}, ", "{}? ", "Yeah, {}. ",
           "Well, {}, ", "Um, {}, ", "Alright {}. ", "Good morning, {}. ", "Sorry, {}. ", "This is {}. ", "My name's {}. ",
           "I'm {}. ", "{} here. ", "I asked {} about that. ", "It's {} again. ", "Like {} said, ", "{} and {} were there. ",
           "You should ask {}. ", "I was with {} then. ", "Did you speak to {}? ", "Dr. {} told me. ", "Doctor {} said so. ",
           "Mr. {} called. ", "my son {} knows. ", "My wife {} drove me. ", "I talked to {} yesterday. "]
_AFTER = [" Thanks, {}.", " Right, {}?", " Okay, {}?", " {}, what do you think?", " Is that right, {}?", " Bye, {}.",
          " Over to you, {}.", " {} told me that.", " That's what {} said.", " Go ahead, {}.", " I'll let {} know.",
          " {} can help with that.", " And {} agreed.", " Ask for {}.", " Say hi to {}."]


class Names:
    """Draws names: half by how common they are in the United States, half evenly over many origins."""

    def __init__(self, lists):
        self.lists = lists
        self.origins = list(lists.origins.values())
        self.given = [name for name in lists.given_names[:6000] if not lists.ordinary(name.lower())]

    def pair(self, rng):
        if rng.random() < 0.5:
            at = min(int(rng.expovariate(1 / 900)), len(self.given) - 1)
            last = min(int(rng.expovariate(1 / 3000)), len(self.lists.surnames) - 1)
            return self.given[at], self.lists.surnames[last]
        given, last = rng.choice(self.origins)
        return rng.choice(given), rng.choice(last)

    def draw(self, rng, surname=False):
        given, last = self.pair(rng)
        if surname:
            return last if rng.random() < 0.8 else f"{given} {last}"
        return given if rng.random() < 0.6 else f"{given} {last}"


def edit(turn, edits):
    """The turn with (start, end, text, type or None) put in place; spans that an edit cuts must not exist."""
    out, spans, at = "", [], 0
    moved = []
    for start, end, text, kind in sorted(edits, key=lambda one: one[:2]):
        out += turn.text[at:start]
        moved.append((start, end, len(out) + len(text) - end))
        if kind:
            spans.append(Span(len(out), len(out) + len(text), kind))
        out += text
        at = end
    out += turn.text[at:]
    for span in turn.spans:
        if any(start < span.end and span.start < end for start, end, _ in moved):
            continue
        shift = 0
        for start, end, by in moved:
            if end <= span.start:
                shift = by
        spans.append(Span(span.start + shift, span.end + shift, span.type))
    return Turn(out, sorted(spans, key=lambda span: span.start), turn.known)


def small(dialogue):
    """Whether the dialogue is written without capitals."""
    return not any(re.search(r"[A-HJ-Z]", turn.text) for turn in dialogue.turns)


def like(turn, lower):
    """A turn in small letters where its new surroundings are."""
    text = turn.text.lower() if lower else turn.text
    return Turn(text if len(text) == len(turn.text) else turn.text,
                [Span(span.start, span.end, span.type) for span in turn.spans], turn.known)


def splice(real, filled, rng):
    """The turns of a filled template, in one run, between those of a real conversation."""
    at, lower = rng.randint(0, len(real.turns)), small(real)
    turns = real.turns[:at] + [like(turn, lower) for turn in filled.turns] + real.turns[at:]
    return Dialogue(f"{real.id}+slots", "slotted", turns)


def call_by_name(real, names, rng):
    """Some turns with somebody's name before or behind them, as speakers say it."""
    lower, turns = small(real), list(real.turns)
    for at in rng.sample(range(len(turns)), min(len(turns), rng.randint(1, 4))):
        turn = turns[at]
        ahead = rng.random() < 0.6
        pattern = rng.choice(_BEFORE if ahead else _AFTER)
        text, spans = "", []
        for number, piece in enumerate(pattern.split("{}")):
            if number:
                said = names.draw(rng, surname=bool(re.search(r"(?:Dr\.|Doctor|Mr\.) $", text)))
                spans.append(Span(len(text), len(text) + len(said), "NAME"))
                text += said
            text += piece
        extra = like(Turn(text, spans), lower)
        if ahead:
            shift = len(extra.text)
            turns[at] = Turn(extra.text + turn.text, extra.spans + [Span(s.start + shift, s.end + shift, s.type)
                                                                   for s in turn.spans], turn.known)
        else:
            shift = len(turn.text)
            turns[at] = Turn(turn.text + extra.text, turn.spans + [Span(s.start + shift, s.end + shift, s.type)
                                                                  for s in extra.spans], turn.known)
    return Dialogue(f"{real.id}+names", "named", turns)


def rename(real, names, lists, rng):
    """Every name of the dialogue replaced by another, the same word always by the same."""
    new = {}

    def other(match):
        word, low = match.group(), match.group().lower()
        if low not in new:
            given, last = names.pair(rng)
            new[low] = last if low in lists.last and low not in lists.common_given else given
        return new[low].lower() if word.islower() else new[low]

    turns = [edit(turn, [(span.start, span.end,
                          re.sub(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*", other, turn.text[span.start:span.end]), "NAME")
                         for span in turn.spans if span.type == "NAME"]) for turn in real.turns]
    return Dialogue(f"{real.id}+renamed", "renamed", turns)
