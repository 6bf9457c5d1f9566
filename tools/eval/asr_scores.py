"""Scores of recognised words against references: word times and word confidence."""

import dataclasses

import numpy

import text_norm
import word_error


def _tokens(words):
    """Each word's normalised words, and for every one of these the index of the word it is from.

    Words are normalised one by one, so that a number keeps its own times.
    """
    tokens, owners = [], []
    for index, word in enumerate(words):
        for token in text_norm.normalize(word.text):
            tokens.append(token)
            owners.append(index)
    return tokens, owners


def correctness(reference_text, words):
    """For each word with anything to score: (confidence, whether all of it matched the reference)."""
    tokens, owners = _tokens(words)
    alignment = word_error.align(text_norm.normalize(reference_text), tokens)
    matched = {hypothesis for _, hypothesis in alignment.matches}
    right = {}
    for position, owner in enumerate(owners):
        right[owner] = right.get(owner, True) and position in matched
    return [(words[owner].confidence, value) for owner, value in sorted(right.items())]


def edge_errors(reference_words, words):
    """Differences in seconds of the starts and ends of the words that both sides have alike.

    Positive: `words` has the edge later. `reference_words` have text, start and end. A number counts when all its digits match one word of
    the other side.
    """
    reference_tokens, reference_owners = _tokens(reference_words)
    tokens, owners = _tokens(words)
    alignment = word_error.align(reference_tokens, tokens)
    partners = {}
    for left, right in alignment.matches:
        partners.setdefault(reference_owners[left], set()).add(owners[right])
    errors = []
    for index, found in partners.items():
        if len(found) != 1:
            continue
        expected, word = reference_words[index], words[found.pop()]
        if text_norm.normalize(expected.text) == text_norm.normalize(word.text):
            errors += [word.start - expected.start, word.end - expected.end]
    return errors


@dataclasses.dataclass
class Calibration:
    error: float  # expected calibration error, in [0, 1]
    rows: list    # (low, high, count, mean confidence, share right)


def calibration(judged, bins=10):
    """Expected calibration error over bins of equal width; `judged` is (confidence, right) pairs."""
    confidence = numpy.array([entry[0] for entry in judged], float)
    right = numpy.array([entry[1] for entry in judged], float)
    index = numpy.minimum((confidence * bins).astype(int), bins - 1)
    rows, error = [], 0.0
    for number in range(bins):
        chosen = index == number
        count = int(chosen.sum())
        if count:
            mean, share = float(confidence[chosen].mean()), float(right[chosen].mean())
            rows.append((number / bins, (number + 1) / bins, count, mean, share))
            error += count / len(judged) * abs(mean - share)
    return Calibration(error, rows)
