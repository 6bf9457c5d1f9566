"""Makes labelled dialogues look as recognisers and speakers leave them. Spans stay exact.

    python3 tools/train_pii/augment.py --input FILE --output FILE [--seed S]

What happens to a dialogue, in this order, each with the chance that RATES gives:
- split, merge: a turn is cut in two at a pause, within a value too; two turns become one
- contractions: "I am" and "I'm", "going to" and "gonna"
- fillers: um, uh between words, also inside values; "you know", "like" only outside them
- repeats: words said twice or begun and begun again
- misheard: number words and letters of values written as words that sound the same ("for", "to", "O")
- numbers: commas, full stops, hyphens and spaces between the digits of a number, commas between its words
- one surface for the whole dialogue, of SURFACES
"""

import argparse
import dataclasses
import random
import re

import dialogue

RATES = {"split": 0.2, "merge": 0.12, "contractions": 0.25, "fillers": 0.3, "repeats": 0.2, "misheard": 0.06,
         "numbers": 0.15}
# The share of gaps, words or places changed in a dialogue to which it happens.
FILLER_SHARE, REPEAT_SHARE, MISHEARD_SHARE, NUMBER_SHARE = 0.05, 0.03, 0.25, 0.3
SURFACES = {
    "as it is": 0.42, "lower case without punctuation": 0.2, "lower case": 0.1, "upper case": 0.03,
    "upper case without punctuation": 0.03, "no final punctuation": 0.08, "punctuation lost": 0.1,
    "no punctuation": 0.04,
}

FILLERS = ["um", "uh", "uh", "er", "uhm", "mm"]
PHRASES = ["you know", "like", "I mean", "well", "so", "okay"]
SHORT = {"i am": "I'm", "it is": "it's", "that is": "that's", "do not": "don't", "can not": "can't",
         "i will": "I'll", "what is": "what's", "you are": "you're", "we are": "we're",
         "is not": "isn't", "i would": "I'd", "does not": "doesn't", "did not": "didn't", "let us": "let's",
         "going to": "gonna", "want to": "wanna", "got to": "gotta", "cannot": "can't", "they are": "they're",
         "name is": "name's", "number is": "number's", "there is": "there's", "will not": "won't"}
LONG = {short.lower(): long for long, short in SHORT.items() if long != "cannot"}
CONTRACTION = re.compile(r"\b(" + "|".join(sorted([*SHORT, *LONG], key=len, reverse=True)) + r")\b", re.I)
GAP = re.compile(r"(?<=\S) (?=\S)")
WORD = re.compile(r"(?<!\S)[A-Za-z']{1,}(?=\s|$)")
BETWEEN_DIGITS = re.compile(r"(?<=\d)(?: |-|, |\. )(?=\d)")
NUMBER_WORD = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
BETWEEN_WORDS = re.compile(rf"(?<=[a-z])(?:, | )(?=(?i:{NUMBER_WORD})\b)")
LONG_RUN = re.compile(r"(?<![\d,.])\d(?=\d{3}(?![\d,.]\d|\d))")
# These lose their shape when the signs between their digits change.
SHAPED = {"DATE_TIME", "AGE", "IP_ADDRESS", "URL", "EMAIL", "CREDIT_DEBIT_EXPIRY", "MAC_ADDRESS"}
ALIKE = {"four": ["for", "fore"], "two": ["to", "too"], "eight": ["ate"], "one": ["won"],
         "oh": ["O", "o", "0"], "zero": ["0"], "six": ["sick", "sex"], "nine": ["9", "line"],
         "five": ["fife"], "B": ["be"], "C": ["see"], "R": ["are"], "U": ["you"], "Y": ["why"], "T": ["tea"],
         "P": ["pee"], "Q": ["queue"], "J": ["Jay"], "A": ["eight", "a"], "I": ["eye"], "O": ["oh"],
         "double": ["double-"], "K": ["Kay"], "N": ["and", "en"], "M": ["em"], "dot": [".", "dock"],
         "at": ["@"]}
HEARD = re.compile(r"(?<![\w@.'-])(?:" + "|".join(ALIKE) + r")(?![\w@.'-])")
WORDED = {"ADDRESS", "AGE", "DATE_TIME"}  # mostly words, of which "at" and "a" are no letters
MARKS = re.compile(r"[,.?!;:]+(?=\s|$)|(?<!\S)\"|\"(?!\S)")
HALF_DAY = re.compile(r"\b([AaPp])\.([Mm])\b\.?")
HYPHEN = re.compile(r"(?<=[a-z]{2})-(?=[a-z]{2})", re.I)


def edit(turn, edits):
    """The turn with its edits (start, end, text) done. What is put in at a span's border stays outside it."""
    edits = sorted(edits)
    text, at = "", 0
    for start, end, new in edits:
        if start < at:
            raise ValueError("edits overlap")
        text += turn.text[at:start] + new
        at = end
    text += turn.text[at:]
    spans = []
    for span in turn.spans:
        start, end = place(span.start, edits, True), place(span.end, edits, False)
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append(dialogue.Span(start, end, span.type))
    return dialogue.Turn(text, spans, turn.known)


def place(old, edits, is_start):
    """Where the border of a span comes to stand."""
    shift = 0
    for start, end, new in edits:
        if end < old or (end == old and (is_start or start < end)):
            shift += len(new) - (end - start)
        elif start < old:
            return start + shift + min(len(new), old - start)
    return old + shift


def span_over(turn, start, end):
    """The span that the place touches, or None."""
    for span in turn.spans:
        if span.start < end and start < span.end:
            return span
    return None


def gap_inside(turn, at):
    return any(span.start < at < span.end for span in turn.spans)


def split(turn, rng):
    """The turn cut in two at a pause: mostly after a comma or stop, at times inside a value."""
    gaps = [found.start() for found in GAP.finditer(turn.text)]
    pauses = [gap for gap in gaps if turn.text[gap - 1] in ",.?!;"]
    inside = [gap for gap in gaps if gap_inside(turn, gap)]
    draw = rng.random()
    choices = inside if inside and draw < 0.35 else pauses if pauses and draw < 0.9 else gaps
    if len(gaps) < 4 or not choices:
        return [turn]
    gap = rng.choice(choices)
    stop = len(turn.text[:gap].rstrip(",.?!; "))  # a comma at the cut is no part of a value
    halves = []
    for low, high, last in ((0, gap, stop), (gap + 1, len(turn.text), len(turn.text))):
        spans = [dialogue.Span(max(span.start, low) - low,
                               (span.end if span.end <= high else last) - low, span.type)
                 for span in turn.spans if span.start < last and low < span.end]
        halves.append(edit(dialogue.Turn(turn.text[low:high], spans, turn.known), []))
    return halves


def merge(first, second):
    moved = len(first.text) + 1
    spans = [*first.spans, *(dialogue.Span(span.start + moved, span.end + moved, span.type)
                             for span in second.spans)]
    return dialogue.Turn(f"{first.text} {second.text}", spans, first.known)


def cut_turns(turns, rng, rates):
    if rng.random() < rates["split"]:
        at = rng.randrange(len(turns))
        turns = [*turns[:at], *split(turns[at], rng), *turns[at + 1:]]
    if rng.random() < rates["merge"] and len(turns) > 1:
        at = rng.randrange(len(turns) - 1)
        if turns[at].known == turns[at + 1].known:
            turns = [*turns[:at], merge(turns[at], turns[at + 1]), *turns[at + 2:]]
    return turns


def contract(turn, rng):
    edits = []
    for found in CONTRACTION.finditer(turn.text):
        old = found.group()
        new = SHORT.get(old.lower()) or LONG[old.lower()]
        if rng.random() < 0.5 and not span_over(turn, found.start(), found.end()):
            first = new[0].upper() if old[0].isupper() else new[0]
            edits.append((found.start(), found.end(), first + new[1:]))
    return edit(turn, edits)


def add_fillers(turn, rng):
    edits = []
    for found in GAP.finditer(turn.text):
        at = found.start()
        if rng.random() >= FILLER_SHARE:
            continue
        filler = rng.choice(FILLERS if gap_inside(turn, at) or rng.random() < 0.6 else PHRASES)
        before = "" if turn.text[at - 1] in ",.?!;:" or rng.random() < 0.25 else ","
        edits.append((at, at, f"{before} {filler}{',' if rng.random() < 0.75 else ''}"))
    return edit(turn, edits)


def add_repeats(turn, rng):
    """Repeats outside of values, and of words inside them (not of the first, which would stand outside)."""
    edits = []
    for found in WORD.finditer(turn.text):
        at = found.start()
        span = span_over(turn, at, found.end())
        if rng.random() >= (REPEAT_SHARE / 2 if span else REPEAT_SHARE) or (span and at == span.start):
            continue
        word = found.group()
        if len(word) > 4 and rng.random() < 0.3:
            edits.append((at, at, f"{word[:rng.randint(2, len(word) - 2)]}- "))
        else:
            edits.append((at, at, f"{word}{rng.choice([',', '', ''])} "))
    return edit(turn, edits)


def mishear(turn, rng):
    """Words of numbers and letters of codes as others of the same sound, in values of these only."""
    edits = []
    for found in HEARD.finditer(turn.text):
        span = span_over(turn, found.start(), found.end())
        if span and span.type not in WORDED and rng.random() < MISHEARD_SHARE:
            edits.append((found.start(), found.end(), rng.choice(ALIKE[found.group()])))
    return edit(turn, edits)


def change_numbers(turn, rng):
    edits = []
    between = rng.choice([" ", "-", ", ", ". ", ", ", ""])
    comma = rng.choice([", ", " "])
    for pattern, new in ((BETWEEN_DIGITS, between), (BETWEEN_WORDS, comma), (LONG_RUN, None)):
        for found in pattern.finditer(turn.text):
            span = span_over(turn, found.start(), found.end())
            share = NUMBER_SHARE if new is not None else NUMBER_SHARE / 4
            if rng.random() < share and not (span and span.type in SHAPED):
                if new is None:
                    edits.append((found.end(), found.end(), ","))
                elif not span or (span.start < found.start() and found.end() < span.end):
                    edits.append((found.start(), found.end(), new))
    return edit(turn, edits)


def without_marks(turn, share, rng, hyphens=False):
    """The turn less a share of its punctuation; signs inside of words stay."""
    edits = [(found.start(), found.end(), found.group(1) + found.group(2))
             for found in HALF_DAY.finditer(turn.text)] if share == 1 else []
    taken = [(start, end) for start, end, _ in edits]
    for found in MARKS.finditer(turn.text):
        free = all(found.end() <= start or end <= found.start() for start, end in taken)
        if free and (share == 1 or rng.random() < share):
            edits.append((found.start(), found.end(), ""))
    if hyphens:
        edits += [(found.start(), found.end(), " ") for found in HYPHEN.finditer(turn.text)]
    return edit(turn, edits)


def cased(turn, change):
    """Another case; letters whose other case has another length keep theirs."""
    text = "".join(change(sign) if len(change(sign)) == 1 else sign for sign in turn.text)
    return dialogue.Turn(text, turn.spans, turn.known)


def surfaced(turns, surface, rng):
    hyphens = rng.random() < 0.35
    changed = []
    for turn in turns:
        if surface.endswith("punctuation") and not surface.startswith("no final"):
            turn = without_marks(turn, 1, rng, hyphens)
        elif surface == "punctuation lost":
            turn = without_marks(turn, 0.4, rng)
        elif surface == "no final punctuation" and re.search(r"[.?!]$", turn.text):
            turn = edit(turn, [(len(turn.text) - 1, len(turn.text), "")])
        if surface.startswith("lower"):
            turn = cased(turn, str.lower)
        elif surface.startswith("upper"):
            turn = cased(turn, str.upper)
        changed.append(turn)
    return changed


def augment(made, rng, rates=None, surfaces=None):
    """A changed copy of the dialogue; `rates` and `surfaces` change RATES and SURFACES where given."""
    rates = {**RATES, **(rates or {})}
    surfaces = surfaces or SURFACES
    turns = cut_turns([dataclasses.replace(turn) for turn in made.turns], rng, rates)
    for rate, change in (("contractions", contract), ("fillers", add_fillers), ("repeats", add_repeats),
                         ("misheard", mishear),
                         ("numbers", change_numbers)):
        if rng.random() < rates[rate]:
            turns = [change(turn, rng) for turn in turns]
    surface = rng.choices(list(surfaces), list(surfaces.values()))[0]
    turns = [turn for turn in surfaced(turns, surface, rng) if turn.text.strip()]
    changed = dialogue.Dialogue(made.id, made.source, turns)
    dialogue.check(changed)
    return changed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with open(options.input, encoding="utf-8") as source, \
            open(options.output, "w", encoding="utf-8") as target:
        dialogue.write((augment(made, rng) for made in dialogue.read(source)), target)


if __name__ == "__main__":
    main()
