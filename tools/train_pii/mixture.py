"""The training set as an endless, seeded sequence of batches, drawn from several sources by weight.

Work is done in rounds: round number and seed determine its windows and their order, so that an interrupted
training goes on with the batches it would have seen.
"""

import collections
import multiprocessing
import os
import queue as queues
import random

import numpy

import augment
import dialogue
import fill
import heard
import windows

ROUND_DIALOGUES = 2000
SEGMENT_WORDS = 220


def whole_name(name):
    """The name of the conversation that a dialogue ("qmsum-7/3") was cut from: never split by holding out."""
    return name.split("/")[0]


def segments(whole):
    """Cuts a long dialogue into runs of turns of about SEGMENT_WORDS words: what sources are drawn by."""
    run, words = [], 0
    for turn in whole.turns:
        run.append(turn)
        words += turn.text.count(" ") + 1
        if words >= SEGMENT_WORDS:
            yield dialogue.Dialogue(whole.id, whole.source, run)
            run, words = [], 0
    if run:
        yield dialogue.Dialogue(whole.id, whole.source, run)


class Mixture:
    """Sources of dialogues, each with a weight: its share of the drawn dialogues.

    A source "a" has the dialogues of source "a" and "a/b" alike. Sources that `weights` does not name share
    the weight of "*" by their size.
    """

    def __init__(self, templates, lists, files, weights):
        self.lists = lists
        self.templates, self.kept_templates = fill.split(templates)
        found = collections.defaultdict(list)
        for path in files:
            with open(path, encoding="utf-8") as file:
                for whole in dialogue.read(file):
                    found[whole.source.split("/")[0]].append(whole)
        self.pools, self.kept = {}, {}
        for name, dialogues in found.items():
            kept = dialogue.held_out({whole_name(whole.id) for whole in dialogues})
            self.kept[name] = [whole for whole in dialogues if whole_name(whole.id) in kept]
            self.pools[name] = [part for whole in dialogues if whole_name(whole.id) not in kept
                                for part in segments(whole)]
        self.heard = heard.Heard(self.pools.get("speech", []), lists.common)
        self.weights = self.shares(weights)

    def shares(self, weights):
        named = {name: weights[name] for name in self.pools if name in weights}
        others = [name for name in self.pools if name not in weights]
        total = max(sum(len(self.pools[name]) for name in others), 1)
        rest = {name: weights.get("*", 0) * len(self.pools[name]) / total for name in others}
        if self.templates:
            named["templates"] = weights.get("templates", 1.0)
        return {name: share for name, share in {**named, **rest}.items() if share > 0}

    def draw(self, seed, number):
        """The dialogues of a round, as a speech recogniser might have written them."""
        rng = random.Random(f"{seed}/{number}")
        names = rng.choices(list(self.weights), list(self.weights.values()), k=ROUND_DIALOGUES)
        filled = fill.fill(self.templates, names.count("templates"), rng.randrange(1 << 40), lists=self.lists)
        for name in names:
            chosen = (self.heard.replace(next(filled), rng) if name == "templates"
                      else rng.choice(self.pools[name]))
            yield augment.augment(chosen, rng)

    def held_out_windows(self, encoder, templates=400, words=6000, seed=7):
        """Windows of what is never trained on, plain and as a recogniser writes: at most `words` a source."""
        rng = random.Random(seed)
        rows = []
        sources = {name: list(found) for name, found in self.kept.items()}
        if self.kept_templates:
            sources["templates"] = list(fill.fill(self.kept_templates, templates, seed, lists=self.lists))
        for name, found in sorted(sources.items()):
            rng.shuffle(found)
            limit = words * 4 if name == "templates" else words
            seen = 0
            for whole in found:
                if seen >= limit:
                    break
                for part in segments(whole) if name != "templates" else [whole]:
                    changed = augment.augment(part, rng)
                    new = windows.of_dialogue(changed, encoder)
                    rows += new
                    seen += sum(len(row.text) for row in new)
                    if seen >= limit:
                        break
        for row in rows:
            row.source = row.source.split("/")[0]
        return rows


def batches(rows, budget, rng):
    """Groups windows of like length into batches of at most `budget` word pieces with padding; shuffled."""
    order = sorted(rows, key=lambda row: len(row.ids) + rng.random() * 8)
    result, batch, longest = [], [], 0
    for row in order:
        longest = max(longest, len(row.ids))
        if batch and longest * (len(batch) + 1) > budget:
            result.append(batch)
            batch, longest = [], len(row.ids)
        batch.append(row)
    if batch:
        result.append(batch)
    rng.shuffle(result)
    return [pad(batch) for batch in result]


def pad(rows):
    """(ids, mask, labels) as arrays."""
    length = max(len(row.ids) for row in rows)
    ids = numpy.zeros((len(rows), length), dtype=numpy.int64)
    mask = numpy.zeros_like(ids)
    labels = numpy.full_like(ids, windows.IGNORED)
    for line, row in enumerate(rows):
        ids[line, :len(row.ids)] = row.ids
        mask[line, :len(row.ids)] = 1
        labels[line, :len(row.ids)] = row.labels
    return ids, mask, labels


def round_batches(mixture, encoder, seed, number, budget):
    rng = random.Random(f"{seed}/{number}/windows")
    return batches(list(windows.stream(mixture.draw(seed, number), encoder, rng)), budget, rng)


def _produce(queue, mixture, vocabulary, seed, number, skip, budget):
    os.nice(3)
    parent = os.getppid()

    def put(item):
        while os.getppid() == parent:  # an interrupted training leaves no process behind
            try:
                return queue.put(item, timeout=5)
            except queues.Full:
                pass
        os._exit(1)

    encoder = windows.Encoder(vocabulary)
    try:
        while True:
            made = round_batches(mixture, encoder, seed, number, budget)
            for place, batch in enumerate(made):
                if place >= skip:
                    put((number, place + 1, batch))
            number, skip = number + 1, 0
    except Exception as error:  # told to the training, which would wait for ever
        put(f"{type(error).__name__}: {error}")


class Producer:
    """Makes batches in a process of its own. Iterating gives (round, batches seen of it, batch)."""

    def __init__(self, mixture, vocabulary, seed, number, skip, budget):
        context = multiprocessing.get_context("fork")
        self.queue = context.Queue(maxsize=64)
        self.process = context.Process(target=_produce, daemon=True, args=(
            self.queue, mixture, vocabulary, seed, number, skip, budget))
        self.process.start()

    def __iter__(self):
        while True:
            item = self.queue.get()
            if isinstance(item, str):
                raise RuntimeError(f"no more batches: {item}")
            yield item

    def close(self):
        self.process.terminate()
        self.process.join()
