"""Word error rate with an interval, and the alignment that the other scores need."""

import dataclasses

import jiwer

import intervals

# Words are drawn in blocks for the bootstrap because errors come in runs.
_BLOCK_WORDS = 20


@dataclasses.dataclass
class Alignment:
    """One text against its reference, both as lists of normalised words."""
    reference: list
    hypothesis: list
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0
    matches: list = dataclasses.field(default_factory=list)  # (reference index, hypothesis index)
    errors_at: list = dataclasses.field(default_factory=list)  # reference index of each error

    @property
    def errors(self):
        return self.substitutions + self.deletions + self.insertions


def align(reference, hypothesis):
    alignment = Alignment(reference, hypothesis)
    if not reference or not hypothesis:
        alignment.deletions, alignment.insertions = len(reference), len(hypothesis)
        alignment.errors_at = list(range(len(reference))) + [0] * len(hypothesis)
        return alignment
    keep = jiwer.Compose([jiwer.Strip(), jiwer.ReduceToListOfListOfWords()])
    output = jiwer.process_words(" ".join(reference), " ".join(hypothesis),
                                 reference_transform=keep, hypothesis_transform=keep)
    alignment.substitutions = output.substitutions
    alignment.deletions = output.deletions
    alignment.insertions = output.insertions
    for chunk in output.alignments[0]:
        if chunk.type == "equal":
            alignment.matches.extend(zip(range(chunk.ref_start_idx, chunk.ref_end_idx),
                                         range(chunk.hyp_start_idx, chunk.hyp_end_idx)))
        elif chunk.type == "insert":
            count = chunk.hyp_end_idx - chunk.hyp_start_idx
            alignment.errors_at.extend([min(chunk.ref_start_idx, len(reference) - 1)] * count)
        else:
            alignment.errors_at.extend(range(chunk.ref_start_idx, chunk.ref_end_idx))
    return alignment


def blocks(alignment):
    """Errors and reference words of each block of up to 20 reference words."""
    count = max(1, -(-len(alignment.reference) // _BLOCK_WORDS))
    errors, words = [0] * count, [0] * count
    for index in range(len(alignment.reference)):
        words[index // _BLOCK_WORDS] += 1
    for index in alignment.errors_at:
        errors[index // _BLOCK_WORDS] += 1
    return errors, words


@dataclasses.dataclass
class Score:
    errors: int
    words: int
    rate: float
    interval: tuple

    def __str__(self):
        return f"{intervals.percent(self.rate, self.interval)} ({self.errors}/{self.words})"


def score(alignments):
    """The word error rate over several texts; its interval is by bootstrap over blocks."""
    errors, words = [], []
    for alignment in alignments:
        block_errors, block_words = blocks(alignment)
        errors.extend(block_errors)
        words.extend(block_words)
    total, count = sum(errors), sum(words)
    return Score(total, count, total / count if count else float(total > 0),
                 intervals.bootstrap_ratio(errors, words))
