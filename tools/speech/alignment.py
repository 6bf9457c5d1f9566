"""Where the pieces of a turn stand in the sound of the whole turn.

A turn that is spoken in one breath sounds as speech does; its pieces spoken alone have known borders. Both
say the same, mostly in one voice, so that dynamic time warping of one onto the other finds the borders in the
first.
"""

import numpy

_HOP_SECONDS = 0.02
_FRAME_SECONDS = 0.04
_BANDS = 24
_LOUDEST_TO_FAINTEST = 1e-5  # of the power of a band; fainter is silence
_PAUSE_SECONDS = 0.04  # between the pieces, for the pauses of the whole turn to go to


def piece_times(whole, pieces, rate):
    """(start, end) in seconds of each of `pieces` in `whole`, in order and without overlap.

    `whole` and every piece are samples at `rate`, without silence around them.
    """
    pause = numpy.zeros(round(_PAUSE_SECONDS * rate), numpy.float32)
    parts, borders, at = [], [], 0
    for piece in pieces:
        if parts:
            parts.append(pause)
            at += len(pause)
        borders.append((at, at + len(piece)))
        parts.append(piece)
        at += len(piece)
    first, last = _warp(_bands(numpy.concatenate(parts), rate), _bands(whole, rate))
    hop, seconds = _HOP_SECONDS * rate, len(whole) / rate
    times, before = [], 0.0
    for begin, end in borders:
        start = max(before, first[min(round(begin / hop), len(first) - 1)] * _HOP_SECONDS)
        before = max(start, min(seconds, (last[max(0, min(round(end / hop), len(last)) - 1)] + 1) * _HOP_SECONDS))
        times.append((start, before))
    return times


def _bands(samples, rate):
    """Logarithms of the power in bands of equal width on the mel scale, [frame][band], and how they change."""
    hop, size = round(_HOP_SECONDS * rate), round(_FRAME_SECONDS * rate)
    count = max(1, -(-len(samples) // hop))
    padded = numpy.pad(samples, (size // 2, size + hop))
    frames = numpy.stack([padded[i * hop:i * hop + size] for i in range(count)]) * numpy.hanning(size)
    power = numpy.abs(numpy.fft.rfft(frames)) ** 2
    mel = 2595 * numpy.log10(1 + numpy.fft.rfftfreq(size, 1 / rate) / 700)
    edges = numpy.linspace(0, mel[-1], _BANDS + 2)
    rise = (mel - edges[:-2, None]) / (edges[1] - edges[0])
    weights = numpy.clip(numpy.minimum(rise, 2 - rise), 0, None)
    bands = power @ weights.T
    return numpy.log(bands + _LOUDEST_TO_FAINTEST * bands.max(initial=1e-9))


def _warp(reference, sound):
    """For each frame of `reference` the first and the last frame of `sound` that it stands for."""
    cost = numpy.sqrt(((reference ** 2).sum(1)[:, None] + (sound ** 2).sum(1)[None] -
                       2 * reference @ sound.T).clip(0)).astype(numpy.float32)
    total = numpy.empty_like(cost)
    total[0] = numpy.cumsum(cost[0])
    for row in range(1, len(cost)):
        above = total[row - 1]
        entered = numpy.minimum(above, numpy.concatenate([[numpy.inf], above[:-1]]))
        # Going on along the row from the best place to enter it, for all places at once.
        along = numpy.cumsum(cost[row], dtype=numpy.float64)
        total[row] = along + numpy.minimum.accumulate(entered - (along - cost[row]))
    row, column = len(cost) - 1, cost.shape[1] - 1
    first, last = [0] * len(cost), [0] * len(cost)
    last[row] = column
    while row > 0 or column > 0:
        steps = [(total[row - 1, column - 1], row - 1, column - 1) if row and column else None,
                 (total[row - 1, column], row - 1, column) if row else None,
                 (total[row, column - 1], row, column - 1) if column else None]
        _, to, column_to = min(step for step in steps if step)
        if to != row:
            first[row] = column
            last[to] = column_to
        row, column = to, column_to
    first[0] = 0
    return first, last
