"""Confidence intervals: Wilson's for shares, a block bootstrap for ratios."""

import math

import numpy

_Z95 = 1.959964


def wilson(hits, count):
    """The 95 % interval of a share; (0, 1) when nothing was counted."""
    if count == 0:
        return 0.0, 1.0
    share = hits / count
    spread = _Z95 * math.sqrt(share * (1 - share) / count + _Z95**2 / (4 * count**2))
    centre, scale = share + _Z95**2 / (2 * count), 1 + _Z95**2 / count
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def bootstrap_ratio(parts, wholes, rounds=2000, seed=1):
    """The 95 % percentile interval of sum(parts) / sum(wholes), drawing blocks with replacement.

    The draw is seeded: the same blocks give the same interval.
    """
    parts, wholes = numpy.asarray(parts, float), numpy.asarray(wholes, float)
    if wholes.sum() == 0:
        return 0.0, 0.0
    draws = numpy.random.default_rng(seed).integers(0, len(parts), (rounds, len(parts)))
    sums = wholes[draws].sum(axis=1)
    ratios = parts[draws].sum(axis=1)[sums > 0] / sums[sums > 0]
    low, high = numpy.percentile(ratios, [2.5, 97.5])
    return float(low), float(high)


def percent(value, interval=None):
    text = f"{100 * value:.1f} %"
    return text if interval is None else f"{text} [{100 * interval[0]:.1f}, {100 * interval[1]:.1f}]"
