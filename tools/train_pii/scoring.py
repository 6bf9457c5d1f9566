"""Scores of the tagger on held-out windows, by type and by source."""

import collections

import numpy
import torch

import model
import pii_types
import windows

_TYPE_COUNT = len(pii_types.TYPES)


def word_types(window, scores, least=0.5):
    """For each word of a window the number of its type, or -1: probabilities averaged over its pieces."""
    probabilities = torch.softmax(torch.as_tensor(scores, dtype=torch.float32), -1).numpy()
    words = numpy.array(window.words)
    inside = words >= 0
    count = len(window.text)
    sums = numpy.zeros((count, probabilities.shape[1]))
    numpy.add.at(sums, words[inside], probabilities[inside])
    pieces = numpy.bincount(words[inside], minlength=count)
    means = sums / numpy.maximum(pieces, 1)[:, None]
    types = means[:, 1:].reshape(count, _TYPE_COUNT, 2).sum(-1)
    # Something personal of an unclear type counts as its likeliest type.
    return numpy.where(types.sum(1) >= least, types.argmax(1), -1)


def gold(window):
    """(types, spans): the type of each word (-1 nothing, -2 not known), and the labelled spans of words."""
    types = [-1] * len(window.text)
    spans = []
    for place, (label, word) in enumerate(zip(window.labels, window.words)):
        if word < 0 or place < window.first:
            continue
        if label == windows.IGNORED or label >= windows.HIDDEN:
            types[word] = -2
        elif label > 0:
            kind = (label - 1) // 2
            if label % 2 == 1:
                spans.append([kind, word, word])
            elif spans:
                spans[-1][2] = word
            types[word] = kind
    return types, spans


class Tally:
    """Counts over many windows."""

    def __init__(self):
        self.words = collections.Counter()
        self.false = collections.Counter()
        self.false_by_type = collections.Counter()
        self.gold = collections.Counter()
        self.any = collections.Counter()
        self.same = collections.Counter()
        self.examples = []

    def add(self, window, scores):
        found = word_types(window, scores)
        types, spans = gold(window)
        start = min((word for word in window.words[window.first:] if word >= 0), default=len(types))
        self.words[window.source] += sum(1 for kind in types[start:] if kind != -2)
        for kind, low, high in spans:
            name = pii_types.TYPES[kind]
            self.gold[name] += 1
            self.any[name] += all(found[word] >= 0 for word in range(low, high + 1))
            right = all(found[word] == kind for word in range(low, high + 1))
            self.same[name] += right
            if not right:
                self.examples.append(("missed", window.source, name, self.around(window, found, low, high)))
        low = start
        while low < len(types):
            high = low
            while high + 1 < len(types) and found[low] >= 0 and found[high + 1] == found[low]:
                high += 1
            if found[low] >= 0 and all(kind == -1 for kind in types[low:high + 1]):
                name = pii_types.TYPES[found[low]]
                self.false[window.source] += 1
                self.false_by_type[name] += 1
                self.examples.append(("false", window.source, name, self.around(window, found, low, high)))
            low = high + 1

    @staticmethod
    def around(window, found, low, high):
        text = window.text
        return f"{' '.join(text[max(0, low - 8):low])} >>{' '.join(text[low:high + 1])}<< " \
               f"{' '.join(text[high + 1:high + 5])} " \
               f"[{' '.join(pii_types.TYPES[kind] if kind >= 0 else '-' for kind in found[low:high + 1])}]"

    def report(self):
        lines = [f"{'type':40} {'spans':>6} {'any':>6} {'same':>6} {'false':>6}"]
        for name in pii_types.TYPES:
            if self.gold[name] or self.false_by_type[name]:
                total = max(self.gold[name], 1)
                lines.append(f"{name:40} {self.gold[name]:6} {self.any[name] / total:6.1%} "
                             f"{self.same[name] / total:6.1%} {self.false_by_type[name]:6}")
        lines.append(f"{'source':40} {'words':>8} {'false spans per 1,000':>22}")
        for name, words in sorted(self.words.items()):
            lines.append(f"{name:40} {words:8} {1000 * self.false[name] / max(words, 1):22.2f}")
        return "\n".join(lines)

    def summary(self):
        total = max(sum(self.gold.values()), 1)
        words = max(sum(self.words.values()), 1)
        return {"any": sum(self.any.values()) / total, "same": sum(self.same.values()) / total,
                "false_per_1000": 1000 * sum(self.false.values()) / words}


def predict(tagger, rows, budget=8192):
    """Scores of each window, in order."""
    order = sorted(range(len(rows)), key=lambda number: len(rows[number].ids))
    result = [None] * len(rows)
    at = 0
    while at < len(order):
        batch = [order[at]]
        while at + len(batch) < len(order) and \
                (len(batch) + 1) * len(rows[order[at + len(batch)]].ids) <= budget:
            batch.append(order[at + len(batch)])
        length = max(len(rows[number].ids) for number in batch)
        ids = torch.zeros(len(batch), length, dtype=torch.int64)
        mask = torch.zeros_like(ids)
        for line, number in enumerate(batch):
            row = rows[number].ids
            ids[line, :len(row)] = torch.tensor(row)
            mask[line, :len(row)] = 1
        with torch.no_grad(), model.fast():
            scores = tagger(ids, mask).float()
        for line, number in enumerate(batch):
            result[number] = scores[line, :len(rows[number].ids)].numpy()
        at += len(batch)
    return result


def score(tagger, rows):
    was_training = tagger.training
    tagger.eval()
    tally = Tally()
    for row, scores in zip(rows, predict(tagger, rows)):
        tally.add(row, scores)
    tagger.train(was_training)
    return tally
