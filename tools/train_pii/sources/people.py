"""Finds the names of persons in real text that nobody labelled.

A name that is near certain (given name and surname of the lists, a word of introduction or address before
it, a speaker of the same recording) is NAME; what may be one is UNKNOWN; everything else is nothing.
"""

import re

from .lists import ORGANISATION_WORDS, TITLES, TITLES_OF_WORKS, sentence_start

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INTRODUCES = re.compile(r"\b(?:my name is|name's|my name's|i'm called|call me|full name is|her name is|his name is|"
                         r"names? (?:is|was|are)|named)\s*:?\s*$", re.I)
_ADDRESSES = re.compile(r"\b(?:this is|thanks|thank you|hi|hello|hey|welcome|bye|goodbye|sorry|good (?:morning|evening|"
                        r"afternoon|day)|congratulations|i'm|i am|ask|tell|told|asked|with|from)(?:,| so much,| again,"
                        r"| very much,| to| back,)?\s*$", re.I)
_SURE_ADDRESS = re.compile(r"\b(?:thanks|thank you|hi|hello|hey|welcome|bye|good (?:morning|evening|afternoon)|"
                           r"yes|yeah|okay|ok|so|no|right|well|sorry)(?: so much| very much| again| back)?,\s*$", re.I)


# First words of names of places.
_OF_PLACES = {"san", "santa", "santo", "los", "las", "el", "fort", "port", "new", "mount", "st", "saint", "north", "south",
              "east", "west", "lake", "mato", "rio", "costa", "cape", "the", "puerto", "hong", "sri"}


class Word:
    __slots__ = ("start", "end", "text", "low", "capital", "first")

    def __init__(self, text, match):
        said = re.sub(r"['’]s$|['’]$", "", match.group())
        self.start, self.end = match.start(), match.start() + len(said)
        self.text, self.low = said, said.lower()
        self.capital = said[:1].isupper() and not (len(said) > 1 and said.isupper())
        self.first = sentence_start(text, match.start())


class People:
    """`works`: the source speaks much of films and bands, whose names are no names of persons.
    `known`: words of names that are sure in this dialogue; `never`: words that are none in this source."""

    def __init__(self, lists, known=(), works=False, never=()):
        self.lists, self.works, self.never = lists, works, frozenset(never)
        self.known = {word.lower() for word in known}
        self.found = set()

    def might_be(self, low):
        return (low in self.lists.given or low in self.lists.last or low in self.known) \
            and not self.lists.ordinary(low)

    def label(self, texts):
        """The spans of each turn. Twice over the dialogue: a full name makes its parts known."""
        for text in texts:
            for start, end, kind in self.find(text):
                if kind == "NAME" and " " in text[start:end]:
                    self.found.update(word.low for word in map(lambda m: Word(text, m),
                                                               _WORD.finditer(text[start:end])))
        self.found = {word for word in self.found if word not in self.lists.not_names
                      and not self.lists.ordinary(word)}
        return [self.find(text) for text in texts]

    def find(self, text):
        words = [Word(text, match) for match in _WORD.finditer(text)]
        found = []
        capitals = sum(word.capital for word in words if word.low != "i" and not word.first)
        if words and not capitals and not any(word.capital for word in words if word.low != "i"):
            return self.find_small(text, words)
        at = 0
        while at < len(words):
            if not words[at].capital:
                at += 1
                continue
            to = at + 1
            while to < len(words) and words[to].capital and re.fullmatch(
                    r"(?:\.? |-)", text[words[to - 1].end:words[to].start]) \
                    and (text[words[to - 1].end] != "." or len(words[to - 1].text) == 1
                         or words[to - 1].low in TITLES):
                to += 1
            found += self.run(text, words, at, to)
            at = to
        return found

    def run(self, text, words, at, to):
        """What a run of capitalised words is."""
        lists = self.lists
        if to < len(words) and words[to].low in ORGANISATION_WORDS and text[words[to - 1].end:words[to].start] == " " \
                and words[to].low not in {"show", "test", "report", "game", "care", "field", "model", "house", "book"}:
            follows = True
        else:
            follows = False
        titled = False
        while at < to and (words[at].low in TITLES or words[at].low == "i"
                           or (words[at].first and lists.ordinary(words[at].low)
                               and not self.named(text, words[at]))):
            titled = words[at].low in TITLES and (words[at].low not in TITLES_OF_WORKS or not self.works)
            at += 1
        run = words[at:to]
        if not run or any(word.low in self.never for word in run):
            return []
        said = text[run[0].start:run[-1].end].lower()
        if len(run) > 1 and (run[0].low in _OF_PLACES or said in lists.towns or said in lists.not_names):
            return []
        polite = titled and words[at - 1].low in {"mr", "mrs", "ms", "miss", "professor", "dr", "doctor"} and not self.works
        span = (run[0].start, run[-1].end)
        if any(word.low in ORGANISATION_WORDS for word in run[1:]) or (follows and len(run) > 1):
            return []
        before = text[max(0, run[0].start - 40):run[0].start]
        plausible = [self.might_be(word.low) or word.low in self.found for word in run]
        sure = [word.low in self.known or word.low in self.found for word in run]
        if len(run) == 1:
            return self.single(text, run[0], titled, before, follows, polite)
        if len(run) > 4:
            return [(word.start, word.end, "UNKNOWN") for word, maybe in zip(run, plausible) if maybe]
        given = run[0].low in lists.given and not lists.ordinary(run[0].low)
        last = run[-1].low in lists.last and not (lists.ordinary(run[-1].low) and not (
            lists.strong_given(run[0].low) and run[-1].low in lists.common_last))
        doubtful = [word.low in lists.not_names for word in run]
        if all(sure) or (_INTRODUCES.search(before) and any(plausible)):
            return [span + ("NAME",)]
        if given and last and all(plausible[1:-1] or [True]) and not doubtful[0] \
                and not (doubtful[-1] and not lists.strong_given(run[0].low)) and not self.works_name(run, before):
            return [span + ("NAME",)]
        if (titled and all(plausible) or polite) and not any(doubtful) \
                and not all(lists.ordinary(word.low) for word in run):
            return [span + ("NAME",)]
        if lists.strong_given(run[0].low) and len(run) == 2 and not doubtful[-1] and not self.works \
                and run[-1].low not in lists.zipf and not lists.ordinary(run[-1].low):
            return [span + ("NAME",)]
        if any(plausible) and not all(lists.ordinary(word.low) for word in run):
            if any(maybe and word.low not in lists.not_names for word, maybe in zip(run, plausible)) or all(plausible):
                return [span + ("UNKNOWN",)]
        return []

    def works_name(self, run, before):
        """Names of fictional persons and films in talk of films: left out of the loss."""
        return self.works and (run[0].low in {"harry", "mary", "peter", "james", "bruce", "tony", "wonder", "star",
                                              "captain", "john", "forrest"}
                               and run[-1].low in {"potter", "poppins", "pan", "bond", "wayne", "stark", "woman",
                                                   "wick", "gump", "rabbit"})

    def named(self, text, word):
        """An ordinary word at the start of a sentence that is a name of this dialogue ("Will, ...")."""
        return word.low in self.known and text[word.end:word.end + 1] in {",", "?", "."}

    def single(self, text, word, titled, before, follows, polite):
        lists, low, place = self.lists, word.low, (word.start, word.end)
        if len(word.text) < 2 or lists.ordinary(low) and not (low in self.known and not word.first) \
                and not (titled and low in lists.common_last) and not _INTRODUCES.search(before):
            return []
        if follows:
            return []
        listed = low in lists.given or low in lists.last
        doubtful = low in lists.not_names
        if low in self.known or low in self.found:
            return [place + ("NAME" if not doubtful or low in self.known else "UNKNOWN",)]
        if _INTRODUCES.search(before):
            strict = re.search(r"\b(?:my|full|her|his) name(?: is|'s)\s*$", before, re.I)
            return [place + ("NAME" if listed and strict and not doubtful else "UNKNOWN",)]
        if (titled and listed or polite) and not doubtful:
            return [place + ("NAME",)]
        if not lists.strong_given(low) and low in lists.towns and re.search(
                r"\b(?:in|at|to|from|near|across|around|of)\s$", before):
            return []
        if lists.strong_given(low) and not self.works:
            return [place + ("NAME",)]
        if lists.strong_given(low) and (_SURE_ADDRESS.search(before)):
            return [place + ("NAME",)]
        if low in lists.given and not doubtful and _SURE_ADDRESS.search(before) and not self.works:
            return [place + ("NAME",)]
        if titled or low in lists.given and not doubtful or low in lists.common_last and not doubtful:
            return [place + ("UNKNOWN",)]
        if not doubtful and listed and lists.zipf.get(low, 0) < 4.0:
            return [place + ("UNKNOWN",)]
        if not listed and not doubtful and _SURE_ADDRESS.search(before) and text[word.end:word.end + 1] in {".", ",", "!"} \
                and not lists.lower[low]:
            return [place + ("UNKNOWN",)]
        if doubtful and listed and lists.capital[low] and _SURE_ADDRESS.search(before):
            return [place + ("UNKNOWN",)]
        return []

    def find_small(self, text, words):
        """In text without capitals only a clear given name is taken, and mostly only as doubtful."""
        found, lists = [], self.lists
        for number, word in enumerate(words):
            low = word.low
            introduced = re.search(r"\b(?:my|full|her|his) name(?: is|'s)\s*$", text[:word.start], re.I)
            if introduced and low in lists.given and not lists.ordinary(low):
                end = word.end
                if number + 1 < len(words) and words[number + 1].low in lists.last \
                        and not lists.ordinary(words[number + 1].low) and text[end:end + 1] == " ":
                    end = words[number + 1].end
                found.append((word.start, end, "NAME"))
            elif found and word.start < found[-1][1]:
                continue
            elif lists.strong_given(low) or low in self.known and not lists.ordinary(low):
                end = word.end
                if number + 1 < len(words) and words[number + 1].low in lists.last \
                        and not lists.ordinary(words[number + 1].low) and text[end:end + 1] == " ":
                    end = words[number + 1].end
                found.append((word.start, end, "UNKNOWN"))
            elif introduced and low not in {"not", "the", "a"} and not lists.ordinary(low):
                found.append((word.start, word.end, "UNKNOWN"))
        return found
