"""Fits the temperature by which scores are divided before they become probabilities."""

import numpy
import onnxruntime

import pii_types

GRID = [round(0.5 + 0.05 * step, 2) for step in range(51)]


def session(path):
    """Reads a model for one thread: several that wait for each other are slow on a busy machine."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def labelled_scores(path, rows):
    """Scores and tags of every word piece whose tag is known, one array each."""
    reader = session(path)
    scores, tags = [], []
    for row in rows:
        labels = numpy.array(row.labels)
        known = (labels >= 0) & (labels < len(pii_types.TAGS))
        if not known.any():
            continue
        ids = numpy.array([row.ids], dtype=numpy.int64)
        found = reader.run(None, {"input_ids": ids, "attention_mask": numpy.ones_like(ids)})[0][0]
        scores.append(found[known])
        tags.append(labels[known])
    return numpy.concatenate(scores).astype(numpy.float64), numpy.concatenate(tags)


def surprise(scores, tags, temperature):
    """Mean negative logarithm of the probability of the right tag."""
    scaled = scores / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    return float((numpy.log(numpy.exp(scaled).sum(axis=1)) - scaled[numpy.arange(len(tags)), tags]).mean())


def fit(path, rows):
    """The temperature that makes the held-out windows' tags least surprising."""
    if not any(0 <= label < len(pii_types.TAGS) for row in rows for label in row.labels):
        return 1.0
    scores, tags = labelled_scores(path, rows)
    return min(GRID, key=lambda temperature: surprise(scores, tags, temperature))


