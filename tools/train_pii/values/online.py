"""E-mail addresses, web addresses, user names and passwords, written and said."""

import re
import unicodedata

from . import speech
from .base import Value
from .codes import Written
from .people import Name

DOMAINS = ["gmail.com"] * 14 + ["yahoo.com"] * 6 + ["hotmail.com"] * 5 + ["outlook.com"] * 5
DOMAINS += ["icloud.com"] * 4 + [
    "aol.com", "aol.com", "comcast.net", "proton.me", "protonmail.com", "live.com", "msn.com", "me.com",
    "verizon.net", "sbcglobal.net", "att.net", "mail.com", "yahoo.co.uk", "btinternet.com", "rogers.ca",
    "bigpond.com"]
TRADES = ["law", "design", "group", "consulting", "photo", "homes", ""]
SHOPS = ["shop", "online", "tech", "labs", "store", "hub"]
ENDINGS = ["com"] * 10 + ["org", "org", "net", "net", "co", "io", "edu", "gov", "co.uk", "ca", "com.au", "us",
                          "info"]


def simple(text):
    """The letters a to z of a name; accents are dropped as people do in addresses."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", text).lower())


def own_name(ctx):
    """The name that an address is made of: the dialogue's person mostly."""
    person = ctx.person if ctx.person and ctx.rng.random() < 0.75 else Name(ctx)
    return simple(person.first_name) or "sam", simple(person.last_name) or "smith"


def nick(ctx):
    """What people call themselves online: names, initials, words, numbers."""
    rng = ctx.rng
    first, last = own_name(ctx)
    digits = str(rng.choice([rng.randint(1, 99), rng.randint(1950, 2015), rng.randint(100, 999)]))
    words = ctx.lists.words
    return rng.choice([f"{first}{last}", f"{first}.{last}", f"{first[0]}{last}", f"{first[0]}.{last}",
                       f"{first}_{last}", f"{first}{digits}", f"{first}.{last}{digits}", f"{last}.{first}",
                       f"{last}{first[0]}", f"{first}-{last}", f"{first}{last[0]}",
                       f"{rng.choice(words)}{digits}", f"{first}{last}{digits}",
                       f"{rng.choice(words)}{rng.choice(['', '.', '_', '-'])}{rng.choice(words)}",
                       f"{rng.choice(words)}_{digits}", f"the{first}{last}", f"{first[0]}{last}{digits}",
                       f"{first[0]}{rng.choice('abcdefghjklmnprstw')}{last}"])


def host(ctx):
    rng = ctx.rng
    words = ctx.lists.words
    name = rng.choice([simple(rng.choice(ctx.lists.surnames_plain)) + rng.choice(TRADES),
                       rng.choice(words) + rng.choice(words), f"{rng.choice(words)}-{rng.choice(words)}",
                       rng.choice(words) + rng.choice(SHOPS)])
    return f"{name}.{rng.choice(ENDINGS)}"


def remark(ctx):
    """What is said after a word about its writing; no part of it."""
    if ctx.rng.random() < 0.9:
        return ""
    said = ctx.choice(["all lowercase", "all one word", "one word", "all lower case", "no spaces",
                       "no capitals"])
    return f"{speech.BREAK_ON}, {said}{speech.BREAK_OFF}"


class Email(Value):
    def __init__(self, ctx):
        super().__init__(ctx)
        self.local = nick(ctx)
        self.domain = ctx.choice(DOMAINS) if ctx.rng.random() < 0.72 else host(ctx)

    def said_domain(self, spell=0.0):
        rng = self.ctx.rng
        domain = self.domain
        if rng.random() < 0.3:
            domain = "".join(word.capitalize() if word in ("gmail", "yahoo", "hotmail", "outlook", "aol")
                             else word
                             for word in re.split(r"(\.)", domain))
        text = speech.symbols(domain, self.ctx, spell=spell).replace("period", "dot").replace("point", "dot")
        return text.replace("gmail", "g mail") if rng.random() < 0.03 else text

    def said_local(self, spell=0.0, mode=None):
        """The local part in words: names run together are said one by one at times."""
        local = self.local
        if self.ctx.person and self.ctx.rng.random() < 0.6:
            first, last = simple(self.ctx.person.first_name), simple(self.ctx.person.last_name)
            if local.startswith(first + last) and last:
                tail = local[len(first + last):]
                text = f"{first} {last}" + (f" {speech.symbols(tail, self.ctx, digits=mode)}" if tail else "")
                if self.ctx.rng.random() < 0.3:
                    text = " ".join(word.capitalize() if word in (first, last) else word
                                    for word in text.split(" "))
                return text
        return speech.symbols(local, self.ctx, spell=spell, digits=mode)

    def remark(self):
        rng = self.ctx.rng
        return rng.choices(["", ", all lowercase,", ", all one word,", ", one word,", ", all lower case,",
                            " all one word", ", no spaces,"], [86, 3, 4, 3, 1, 2, 1])[0]

    def form_default(self, mode):
        rng = self.ctx.rng
        mode = mode or self.ctx.style.pick(rng)
        if mode == "digits" and rng.random() < 0.8:
            text = f"{self.local}@{self.domain}"
            draw = rng.random()
            if draw < 0.08:
                return re.sub(r"(?<![a-z])[a-z]", lambda found: found.group().upper(),
                              self.local) + "@" + self.domain
            return text.replace("@", " @ ") if draw < 0.1 else text
        at = rng.choices([" at ", " At ", " @ ", ", at "], [90, 3, 2, 5])[0]
        if mode != "words" and rng.random() < 0.5:
            domain = rng.choice([self.domain, self.domain, self.said_domain()])
            return self.local + at + domain
        local = self.said_local(0.25, "words" if mode == "words" else None)
        if rng.random() < self.ctx.noise / 2:
            local += f", {rng.choice(speech.FILLERS)},"
        remark = self.remark()
        return local + remark + at.lstrip(",") + self.said_domain(0.1 if self.domain not in DOMAINS else 0.0)

    form_full = form_default

    def form_readback(self, mode):
        return self.form_default(mode)

    def form_spelled(self, mode):
        """The local part in letters."""
        how = self.ctx.choice(["space", "hyphen", "comma", "some", "as in", "space", "hyphen"])
        said = []
        for run in re.findall(r"\d+|[a-z]+|[^a-z\d]", self.local):
            if run.isalpha():
                text = speech.letters(run, self.ctx, how)
                said.append(text.lower() if self.ctx.rng.random() < 0.4 else text)
            else:
                said.append(speech.symbols(run, self.ctx, digits=mode))
        return speech.join_groups(said, " ") + self.ctx.choice([" at ", ", at ", "@",
                                                                " at "]) + self.said_domain()

    form_groups = form_spelled

    def form_first_half(self, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        return self.local if mode == "digits" else self.said_local(0.2, mode if mode == "words" else None)

    form_local = form_first_half

    def form_domain(self, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        return self.domain if mode == "digits" else self.said_domain()

    def form_second_half(self, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        if mode == "digits":
            return self.ctx.choice([f"@{self.domain}", self.domain, f"at {self.domain}"])
        return self.ctx.choice(["at ", ""]) + self.said_domain()


class Url(Written):
    def __init__(self, ctx):
        rng = ctx.rng
        text = rng.choices(["", "www.", "https://", "https://www.", "http://"],
                           [45, 38, 8, 5, 4])[0] + host(ctx)
        if rng.random() < 0.35:
            text += "/" + rng.choice(ctx.lists.words) + rng.choice(["", "", f"/{rng.choice(ctx.lists.words)}",
                                                                    f"-{rng.choice(ctx.lists.words)}",
                                                                    str(rng.randint(1, 2030))])
        super().__init__(ctx, text)

    def spoken(self, written, mode):
        rng = self.ctx.rng
        lead = ""
        if "://" in written:
            scheme, written = written.split("://", 1)
            lead = rng.choice([f"{scheme} colon slash slash ", f"{' '.join(scheme)} colon slash slash ",
                               f"{scheme}:// "])
        if written.startswith("www."):
            written = written[4:]
            lead += rng.choice(["www dot ", "w w w dot ", "www.", "WWW dot ", "triple w dot ", "www "])
        return lead + speech.symbols(written, self.ctx, spell=0.08, digits=mode).replace(
            "period", "dot").replace("point", "dot")


class Username(Written):
    def __init__(self, ctx):
        text = nick(ctx)
        if ctx.rng.random() < 0.1:
            text = text[0].upper() + text[1:]
        super().__init__(ctx, "@" + text if ctx.rng.random() < 0.06 else text)

    def spoken(self, written, mode):
        text = speech.symbols(written, self.ctx, case=True, spell=0.2, digits=mode)
        return text + remark(self.ctx)


class Password(Written):
    def __init__(self, ctx):
        rng = ctx.rng
        words = ctx.lists.words
        word, other = rng.choice(words), rng.choice(words)
        first, _ = own_name(ctx)
        digits = str(rng.choice([rng.randint(0, 99), rng.randint(100, 9999), rng.randint(1950, 2024)]))
        sign = rng.choice("!!!@#$*&%_-?.")
        letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
        super().__init__(ctx, rng.choice([
            f"{word.capitalize()}{digits}{sign}", f"{word}{digits}",
            f"{word.capitalize()}{other.capitalize()}{digits}", f"{word}{sign}{other}{digits}",
            f"{first.capitalize()}{digits}{sign}", f"{word}-{other}-{rng.choice(words)}",
            f"{word} {other} {rng.choice(words)}", "".join(rng.choice(letters)
                                                           for _ in range(rng.randint(8, 12))),
            f"{sign}{word.capitalize()}{digits}", f"{word}_{digits}", f"{word}{other}",
            f"{word.upper()}{digits}", f"{word.capitalize()}{sign}{digits}"]))

    def spoken(self, written, mode):
        text = speech.symbols(written, self.ctx, case=True, spell=0.1, digits=mode)
        return text + remark(self.ctx) if written.islower() else text
