"""The mixture of all sources: LIMITS windows of each (fewer where a source has fewer), then COPIES."""

import os
import pathlib
import random

import articles
import fill
from dialogue import Dialogue, Span, Turn, check

from . import corpus, cut, hard, labelled, slots, star, when, where
from .lists import Lists
from .people import People

# Windows by source. Conversational speech weighs most; what is written or of one line weighs little.
LIMITS = {
    "osce_interviews": 3500, "qmsum": 7000, "star": 4500, "taskmaster": 3000, "mts_dialog": 2200, "casino": 800,
    "changelog_podcasts": 5000, "earnings22": 2500, "apollo13": 900, "clinc150": 2200, "dstc11_insurance": 260,
    "topical_chat": 1800, "bitext_support": 700, "snips": 1200, "gum": 600, "uner_ewt": 800, "hr_multiwoz": 900,
}
# Utterances that stand alone are put together, so many in a dialogue.
SINGLE = {"clinc150": (2, 6), "dstc11_insurance": (2, 5), "bitext_support": (3, 10), "snips": (2, 6)}
# Their texts are full of films, bands and figures.
WORKS = {"taskmaster", "topical_chat", "snips"}
# Whose capitals can be trusted when words are counted.
COUNTED = ("osce_interviews", "qmsum", "changelog_podcasts", "mts_dialog", "topical_chat", "earnings22", "gum", "star",
           "apollo13", "hr_multiwoz", "uner_ewt")
_GOLD = {"uner_ewt": labelled.uner_ewt, "gum": labelled.gum, "snips": labelled.snips,
         "bitext_support": labelled.bitext, "hr_multiwoz": labelled.hr_multiwoz,
         "earnings22": labelled.earnings22}
# Sources whose own labels say all there is about persons.
_NAMES_KNOWN = {"uner_ewt", "bitext_support"}
# Call signs and crew of the flight; "Houston" is always the station.
_CREW = ("Jim", "Jack", "Fred", "Joe", "Vance", "Deke", "Ken", "Swigert", "Haise")

# What a meeting's speakers are called instead of by their names.
_ROLES = {"Professor", "Project", "Manager", "User", "Interface", "Industrial", "Designer", "Marketing", "Grad", "PhD",
          "Postdoc", "Undergrad", "Ad", "Read", "Break", "Speaker"}

NEVER = {"apollo13": {"roger", "houston", "aquarius", "odyssey"}, "star": star.STREETS}


# Of these no copies with things put in are made.
WRITTEN = {"snips", "gum", "uner_ewt", "bitext_support"}
# Changed copies, as a share of the windows they are drawn from: templates put in, names put in, names
# exchanged, words of hard kinds put in.
COPIES = {"slotted": 0.3, "named": 0.2, "renamed": 0.7, "hard": 0.2}


class Labeller:
    """Labels the dialogues of one text folder."""

    def __init__(self, text_dir):
        self.text_dir = text_dir
        self.lists = Lists(text_dir)
        for source in COUNTED:
            for row in corpus.read(text_dir, source):
                self.lists.count(corpus.clean(turn["text"]) for turn in row["turns"])
        self.places = where.Places(self.lists)
        self.pool = star.names(corpus.read(text_dir, "star"), self.lists)

    def rows(self, source):
        rows = corpus.read(self.text_dir, source)
        if source not in corpus.LABELLED:
            for row in rows:
                turns = [{"speaker": turn["speaker"], "text": corpus.clean(turn["text"])} for turn in row["turns"]]
                row["turns"] = [turn for turn in turns if turn["text"]]
                yield row
        else:
            yield from rows

    def dialogues(self, source):
        """Every dialogue of a source with its labels."""
        for number, row in enumerate(self.rows(source)):
            texts = [turn["text"] for turn in row["turns"]]
            gold = _GOLD[source](row, self.lists) if source in _GOLD else [[] for _ in texts]
            if source == "star":
                gold = star.label(row, self.lists, self.pool)
            people = [[] for _ in texts]
            if source not in _NAMES_KNOWN:
                people = People(self.lists, self.known_names(source, row), source in WORKS,
                                NEVER.get(source, ())).label(texts)
            if source == "gum":  # A mention that its annotators did not take for a person is none.
                people = [[(a, b, "UNKNOWN") for a, b, _ in spans] for spans in people]
            turns = []
            for text, first, second in zip(texts, gold, people):
                spans = labelled.merge(len(text), first, when.find(text), self.places.find(text), second)
                turn = Turn(text, [Span(*span) for span in spans])
                articles.take_in(turn.text, turn.spans)
                turns.append(turn)
            made = Dialogue(f"{source}-{number}", source, [turn for turn in turns if turn.text])
            check(made)
            yield made

    def known_names(self, source, row):
        if source in ("changelog_podcasts", "qmsum"):
            speakers = {turn["speaker"] for turn in row["turns"]}
            words = {word for speaker in speakers for word in corpus.speaker_name(speaker)}
            if source == "qmsum":
                words = {word for word in words
                         if word.lower() in self.lists.given or word.lower() in self.lists.last}
            return words - _ROLES
        return _CREW if source == "apollo13" else ()


def windows(labeller, source, limit, rng):
    """At most `limit` windows of a source, drawn over all of it."""
    made = []
    if source in SINGLE:
        low, high = SINGLE[source]
        single = list(labeller.dialogues(source))
        rng.shuffle(single)
        while single:
            some = [single.pop() for _ in range(min(len(single), rng.randint(low, high)))]
            made.append(Dialogue(some[0].id, source, [turn for one in some for turn in one.turns]))
    else:
        for dialogue in labeller.dialogues(source):
            made += cut.windows(dialogue, rng)
    return made if len(made) <= limit else [made[at] for at in sorted(rng.sample(range(len(made)), limit))]


def templates(text_dir, count, seed):
    """Dialogues filled from the templates beside this package, without those that are held out."""
    folder = pathlib.Path(__file__).resolve().parent.parent / "templates"
    lists = fill.values.Lists(os.path.join(text_dir, "gazetteers"))
    trained, _ = fill.split(fill.read(folder))
    return list(fill.fill(trained, count, seed, lists=lists))


def build(text_dir, seed, limits=None, filled=None, settle=None):
    """Yields the mixture: the windows of every source, then changed copies of windows drawn from them.

    `limits`: windows by source (LIMITS). `filled`: dialogues of templates to put in; without it they are
    made of all templates; an empty list for none. For the copies see COPIES. `settle`: what makes of a source's
    windows those with fewer doubts (doubts.py).
    """
    limits = LIMITS if limits is None else limits
    labeller = Labeller(text_dir)
    real = []
    for source, limit in limits.items():
        made = windows(labeller, source, limit, random.Random(f"{seed} {source}"))
        made = settle(made) if settle else made
        real += made
        yield from made
    base = [dialogue for dialogue in real if dialogue.source not in WRITTEN]
    if not base:
        return
    rng = random.Random(f"{seed} copies")
    names, terms = slots.Names(labeller.lists), hard.Terms(labeller.lists)
    if filled is None:
        filled = templates(text_dir, int(COPIES["slotted"] * len(base)), seed)
    for one in rng.sample(filled, min(len(filled), int(COPIES["slotted"] * len(base)))):
        short = rng.choice(base)
        yield slots.splice(Dialogue(short.id, short.source, short.turns[:rng.randint(2, 8)]), one, rng)
    for one in rng.sample(base, int(COPIES["named"] * len(base))):
        yield slots.call_by_name(one, names, rng)
    with_names = [one for one in real if any(span.type == "NAME" for turn in one.turns for span in turn.spans)]
    for one in rng.sample(with_names, int(COPIES["renamed"] * len(with_names))):
        yield slots.rename(one, names, labeller.lists, rng)
    for one in rng.sample(base, int(COPIES["hard"] * len(base))):
        yield rng.random() < 0.5 and hard.replaced(one, terms, rng) or hard.carriers(one, terms, rng)
