"""What a telephone line and a room do to speech: band, codec, noise, level."""

import sys
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "eval"))

import sounds  # noqa: E402
import voices  # noqa: E402

TELEPHONE_RATE = 8000
_BAND_HERTZ = (300, 3400)  # ITU-T G.712
_MU = 255                  # ITU-T G.711


def through(samples, rate, generator):
    """The samples at `rate` after a line drawn from `generator` (numpy's): 8000 is a telephone."""
    samples = samples * 10 ** (generator.uniform(-14, 0) / 20)
    if rate == TELEPHONE_RATE:
        samples = _band(samples, voices.RATE, *_BAND_HERTZ)
    samples = sounds.resample(samples, voices.RATE, rate)
    level = numpy.sqrt(numpy.mean(samples ** 2)) if len(samples) else 0
    decibels = generator.uniform(12, 40)
    noise = generator.normal(0, 1, len(samples))
    if generator.random() < 0.5:  # a room's noise has more of the low tones
        noise = numpy.convolve(noise, numpy.ones(8) / numpy.sqrt(8), "same")
    samples = samples + level * 10 ** (-decibels / 20) * noise
    if rate == TELEPHONE_RATE:
        samples = _companded(numpy.clip(samples, -1, 1))
    return samples.astype(numpy.float32)


def _band(samples, rate, low, high):
    spectrum = numpy.fft.rfft(samples)
    frequencies = numpy.fft.rfftfreq(len(samples), 1 / rate)
    # Soft edges: a wall in the spectrum rings.
    shape = 1 / (1 + (low / numpy.maximum(frequencies, 1)) ** 6) / (1 + (frequencies / high) ** 12)
    return numpy.fft.irfft(spectrum * shape, len(samples))


def _companded(samples):
    magnitude = numpy.log1p(_MU * numpy.abs(samples)) / numpy.log1p(_MU)
    steps = numpy.round(magnitude * 127) / 127
    return numpy.sign(samples) * numpy.expm1(steps * numpy.log1p(_MU)) / _MU
