"""How numbers and letters are said, and how a recogniser writes what was said.

Surfaces are plain strings. A stretch between BREAK_ON and BREAK_OFF stands inside a value without being
part of it ("four one one one, let me see, two two"): `parts` tells the two apart.
"""

import re

BREAK_ON, BREAK_OFF = "\x01", "\x02"

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
         "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NATO = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa "
    "Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu").split()))
# What callers say after "as in"; first names, towns and everyday words.
AS_IN = {letter: words.split() for letter, words in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    "apple Adam alpha Anna", "boy Bravo Bob ball", "cat Charlie car Charles", "dog David Delta Denver",
    "Edward egg echo elephant", "Frank fox Foxtrot father", "George girl golf goat", "Henry house hotel hat",
    "India ice igloo Isaac", "John Jack jelly Juliet", "king kite Kilo Kevin", "Larry Lima lion love",
    "Mary Mike mother Michael", "Nancy November nice Nathan", "Oscar orange ocean octopus",
    "Peter Papa Paul pizza", "queen Quebec quiet quick", "Robert Romeo rabbit red", "Sam sugar Sierra snake",
    "Tom tango tiger Thomas", "umbrella uncle uniform union", "Victor violin Vincent victory",
    "William whiskey water Walter", "X-ray xylophone", "yellow Yankee young yes", "zebra Zulu zero Zach"))}
FILLERS = ["uh", "um", "er", "uhm"]
CORRECTIONS = ["no wait", "sorry", "no", "I mean", "no, sorry", "scratch that", "excuse me", "wait, no",
               "correction", "actually"]
BREAKS = ["let me see", "hold on", "okay", "yeah", "let me check", "one second", "just a second",
          "you got that", "and then"]
SYMBOLS = {".": ["dot", "dot", "period", "point"], "_": ["underscore"], "-": ["dash", "hyphen", "dash"],
           "+": ["plus"], "/": ["slash", "slash", "forward slash"], "@": ["at", "at", "at", "at sign"],
           ":": ["colon"], "!": ["exclamation point", "exclamation mark", "bang"], "$": ["dollar sign"],
           "#": ["hash", "pound sign", "number sign", "hashtag"], "*": ["star", "asterisk"],
           "&": ["ampersand", "and sign"], "%": ["percent sign", "percent"], "?": ["question mark"],
           "=": ["equals", "equal sign"], "'": ["apostrophe"]}


def parts(surface):
    """Yields (text, is part of the value) for the stretches of a surface."""
    for text in re.split(f"({BREAK_ON}.*?{BREAK_OFF})", surface):
        if text:
            broken = text[0] == BREAK_ON
            yield text.strip(BREAK_ON + BREAK_OFF), not broken


def plain(surface):
    return surface.replace(BREAK_ON, "").replace(BREAK_OFF, "")


def under_hundred(number):
    """0 to 99 as a cardinal: "five", "fifteen", "fifty", "fifty-six"."""
    if number < 10:
        return UNITS[number]
    if number < 20:
        return TEENS[number - 10]
    return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")


def cardinal(number, rng=None):
    """Up to 999,999 in words; "a hundred and five" where `rng` says so."""
    if number < 100:
        return under_hundred(number)
    if number < 1000:
        rest = number % 100
        link = " and " if rng and rng.random() < 0.3 else " "
        return f"{UNITS[number // 100]} hundred" + (link + under_hundred(rest) if rest else "")
    rest = number % 1000
    return f"{cardinal(number // 1000, rng)} thousand" + (f" {cardinal(rest, rng)}" if rest else "")


ORDINALS = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}


def ordinal(number):
    """1 to 99: "third", "twenty-first", "thirtieth"."""
    if number in ORDINALS:
        return ORDINALS[number]
    if number < 20:
        return under_hundred(number) + "th"
    if number % 10 == 0:
        return TENS[number // 10][:-1] + "ieth"
    return f"{TENS[number // 10]}-{ordinal(number % 10)}"


def ordinal_digits(number):
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def pair(text, zero):
    """Two digits as people say them in a longer number: "fifty-six", "oh six", "oh oh"."""
    return [zero, zero if text[1] == "0" else UNITS[int(text[1])]] if text[0] == "0" else \
        [under_hundred(int(text))]


def say_digits(group, rng, zero, style):
    """The words of a group of digits, in the style: digit, double or pairs."""
    count = len(group)
    if style == "pairs" and count > 1:
        if count == 3 and group[1:] == "00" and group[0] != "0":
            return [f"{UNITS[int(group[0])]} hundred"]
        if count == 4 and group[1:] == "000" and group[0] != "0":
            return [f"{UNITS[int(group[0])]} thousand"]
        if count == 4 and group[2:] == "00" and group[0] != "0" and group[1] != "0":
            return [f"{under_hundred(int(group[:2]))} hundred"]
        words = [zero if group[0] == "0" else UNITS[int(group[0])]] if count % 2 else []
        for start in range(count % 2, count, 2):
            words += pair(group[start:start + 2], zero)
        return words
    words = []
    at = 0
    while at < count:
        run = 1
        while at + run < count and group[at + run] == group[at] and run < 3:
            run += 1
        word = zero if group[at] == "0" else UNITS[int(group[at])]
        if style == "double" and run > 1:
            words.append(f"{'double' if run == 2 else 'triple'} {word}")
            at += run
        else:
            words.append(word)
            at += 1
    return words


def join_words(words, between):
    """Joins number words so that they can be told apart again: not "twenty" and "five" as "twenty five"."""
    text = words[0]
    for last, word in zip(words, words[1:]):
        text += (", " if confusable(last, word) else between) + word
    return text


def confusable(last, word):
    tail, head = last.split()[-1].split("-")[-1], word.split()[0].split("-")[0]
    if tail in TENS and tail:
        return head in UNITS[1:]
    return tail in ("hundred", "thousand") and head in UNITS + TEENS + TENS


def wrong(group, rng):
    """The group with one character misspoken."""
    at = rng.randrange(len(group))
    letters = "0123456789" if group[at].isdigit() else "ABCDEFGHJKLMNPRSTUVWXYZ"
    other = rng.choice([letter for letter in letters if letter != group[at]])
    return group[:at] + other + group[at + 1:]


def stumble(groups, say, between, ctx):
    """Joins the said groups, now and then with a filler, a restart, a correction or a break in them."""
    rng = ctx.rng
    if rng.random() >= ctx.noise:
        return join_groups([say(group) for group in groups], between)
    if len(groups) == 1 and len(groups[0]) > 3:
        half = len(groups[0]) // 2
        groups = [groups[0][:half], groups[0][half:]]
    kind = rng.choices(["filler", "correction", "restart", "break"], [50, 25, 10, 15])[0]
    at = rng.randrange(1, len(groups)) if len(groups) > 1 else 0
    said = [say(group) for group in groups]
    if kind == "correction" or at == 0:
        said[at] = f"{say(wrong(groups[at], rng))}, {rng.choice(CORRECTIONS)}, {said[at]}"
        return join_groups(said, between)
    head, tail = join_groups(said[:at], between), join_groups(said[at:], between)
    if kind == "filler":
        comma = ", " if rng.random() < 0.7 else " "
        return f"{head}{comma}{rng.choice(FILLERS)}{comma}{tail}"
    if kind == "restart":
        cut = groups[at][:max(1, len(groups[at]) // 2)]
        return f"{head}, {say(cut)}, {tail}"
    comma = rng.choice([",", ",", ".", "..."])
    return f"{head}{BREAK_ON}{comma} {rng.choice(BREAKS)}, {BREAK_OFF}{tail}"


def join_groups(said, between):
    text = said[0]
    for last, group in zip(said, said[1:]):
        last_word, word = last.split()[-1], group.split()[0]
        text += (", " if between == " " and confusable(last_word, word) else between) + group
    return text


def regroup(text, rng, low=1, high=4):
    """The text cut at odd places, as recognisers do."""
    groups = []
    while text:
        size = rng.randint(low, high)
        groups.append(text[:size])
        text = text[size:]
    return groups


def number(groups, ctx, mode=None, pairs=True):
    """A surface of a number given in its usual groups of digits. `mode`: digits, words, mixed or None."""
    rng = ctx.rng
    mode = mode or ctx.style.pick(rng)
    zero = "oh" if rng.random() < 0.55 else "zero"
    style = rng.choices(["digit", "double", "pairs"], [55, 20, 25 if pairs else 0])[0]
    inner = rng.choices([" ", ", ", "-"], [80, 10, 10 if style == "digit" else 0])[0]
    if mode == "digits":
        return written_number(groups, ctx)
    if rng.random() < 0.12:
        groups = regroup("".join(groups), rng, 2, 4)
    between = rng.choices([" ", ", ", ". ", " dash ", "... "], [40, 46, 6, 4, 2])[0]
    if inner == ", " and between == " ":
        between = ", "

    def words(group):
        return join_words(say_digits(group, rng, zero, style), inner)

    if mode == "words":
        return stumble(groups, words, between, ctx)
    if len(groups) == 1 and len(groups[0]) > 3:
        half = rng.randint(1, len(groups[0]) - 2)
        groups = [groups[0][:half], groups[0][half:]]
    return stumble(groups, lambda group: group if rng.random() < 0.5 else words(group), between, ctx)


def written_number(groups, ctx):
    rng = ctx.rng
    how = rng.choices(["usual", "plain", "odd", "single"], [60, 20, 13, 7])[0]
    between = rng.choices(["-", " ", ", ", ".", ". "], [42, 32, 16, 6, 4])[0]
    if how == "plain":
        between = ""
    elif how == "odd":
        groups = regroup("".join(groups), rng)
    elif how == "single":
        groups = list("".join(groups))
    if between == "" and rng.random() < ctx.noise:
        between = " "
    if between == "":
        return "".join(groups)
    return stumble(groups, lambda group: group, between, ctx)


def letters(text, ctx, how=None):
    """Letters spelled out: "S M I T H", "S-M-I-T-H", "S as in Sam, M as in Mary", "Sierra Mike"."""
    rng = ctx.rng
    text = text.upper()
    how = how or rng.choices(["space", "hyphen", "comma", "dot", "as in", "some", "nato", "period"],
                             [30, 26, 14, 3, 9, 8, 6, 4])[0]
    if rng.random() < 0.12:
        text = text.lower()
    if how in ("space", "hyphen", "comma", "dot", "period"):
        between = {"space": " ", "hyphen": "-", "comma": ", ", "dot": ".", "period": ". "}[how]
        said, at = [], 0
        while at < len(text):
            if at + 1 < len(text) and text[at] == text[at + 1] and text[at].isalpha() and rng.random() < 0.25:
                said.append(f"double {text[at]}")
                at += 2
            else:
                said.append(text[at])
                at += 1
        if len(said) > 3 and rng.random() < ctx.noise / 2:
            at = rng.randrange(1, len(said))
            filler = f" {rng.choice(FILLERS)} " if how == "space" else f", {rng.choice(FILLERS)}, "
            return between.join(said[:at]) + filler + between.join(said[at:])
        return between.join(said)
    if how == "nato":
        return rng.choice([" ", ", "]).join(NATO.get(letter.upper(), letter) for letter in text)
    link = rng.choices([" as in ", " for ", " like in ", " like "], [75, 15, 5, 5])[0]
    said = []
    for letter in text:
        word = rng.choice(AS_IN[letter.upper()]) if letter.upper() in AS_IN else None
        said.append(f"{letter}{link}{word}" if word and (how == "as in" or rng.random() < 0.3) else letter)
    return ", ".join(said)


def code(groups, ctx, mode=None):
    """A surface of a code of letters and digits given in its usual groups."""
    rng = ctx.rng
    mode = mode or ctx.style.pick(rng)
    if mode == "digits":
        how = rng.choices(["plain", "usual", "single", "odd"], [45, 30, 15, 10])[0]
        if how == "plain" or len("".join(groups)) < 4:
            return "".join(groups)
        if how == "odd":
            groups = regroup("".join(groups), rng, 2, 4)
        between = rng.choices([" ", "-", ", "], [60, 30, 10])[0]
        if how == "single":
            groups = list("".join(groups))
        return stumble(groups, lambda group: group, between, ctx)
    zero = "oh" if rng.random() < 0.3 else "zero"
    how = rng.choices(["space", "comma", "as in", "nato", "some"], [50, 20, 8, 12, 10])[0]
    style = rng.choices(["digit", "double", "pairs"], [70, 15, 15])[0]
    separate = ", " if how in ("comma", "as in", "some") else " "

    def say(group):
        said = []
        for run in re.findall(r"\d+|[^\d]+", group):
            if not run[0].isdigit():
                said.append(letters(run, ctx, how))
            elif mode == "mixed" and rng.random() < 0.6:
                said.append(run if rng.random() < 0.5 else separate.join(run))
            else:
                said.append(join_words(say_digits(run, rng, zero, style), separate))
        return join_groups(said, separate)

    return stumble(groups, say, separate if rng.random() < 0.6 else ", ", ctx)


def quiet_code(text, ctx, mode):
    """A short code without stumbles."""
    noise, ctx.noise = ctx.noise, 0.0
    try:
        return code([text], ctx, mode)
    finally:
        ctx.noise = noise


def symbols(text, ctx, case=False, spell=0.0, digits=None):
    """Written text with its symbols said: "john.smith_4" as "john dot smith underscore four"."""
    rng = ctx.rng
    said = []
    for run in re.findall(r"\d+|[A-Za-z]+|[^A-Za-z\d\s]", text):
        if run[0].isdigit():
            if digits == "digits" or (digits is None and rng.random() < 0.5):
                said.append(run)
            else:
                said.append(join_words(say_digits(run, rng, rng.choice(["zero", "oh"]), rng.choice(
                    ["digit", "pairs", "double"])), " "))
        elif not run[0].isalpha():
            said.append(rng.choice(SYMBOLS.get(run, [run])))
        elif len(run) > 1 and rng.random() < spell:
            said.append(letters(run, ctx, rng.choice(["space", "hyphen", "comma", "some"])))
        elif case and not run.islower():
            said.append(say_case(run, rng))
        else:
            said.append(run)
    return join_groups(said, " ")


def say_case(run, rng):
    """Letters with their case said: "capital B u n n y", "capital Bunny"."""
    if run[1:].islower() or len(run) == 1:
        if len(run) <= 3 or rng.random() < 0.3:
            spelled = [f"{rng.choice(['capital', 'uppercase', 'big'])} {run[0]}"] + list(run[1:])
            return rng.choice([" ", ", "]).join(spelled)
        return f"{rng.choice(['capital', 'uppercase', 'cap'])} {run[0]} {run[1:]}" \
            if rng.random() < 0.3 else f"capital {run}"
    if run.isupper():
        return f"{rng.choice(['all caps', 'capital', 'uppercase'])} {' '.join(run)}"
    return " ".join(f"capital {letter}" if letter.isupper() else letter for letter in run)
