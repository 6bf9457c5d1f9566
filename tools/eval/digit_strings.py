"""Spoken digit strings with known contents and times, joined from single digits of one speaker."""

import collections
import csv
import dataclasses

import numpy

import sounds

RATE = 8000


@dataclasses.dataclass
class DigitString:
    speaker: str
    digits: str
    samples: numpy.ndarray
    start: float  # of the first digit, in seconds
    end: float    # of the last digit


class DigitSpeaker:
    """Reads the Free Spoken Digit Dataset's test part and speaks digit strings from it."""

    def __init__(self, folder):
        self._takes = collections.defaultdict(list)
        with (folder / "manifest.tsv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                samples, rate = sounds.read_wav(folder / row["file"])
                if rate != RATE:
                    raise ValueError(f"{row['file']}: not {RATE} Hz")
                self._takes[row["speaker"], row["digit"]].append(samples)
        self.speakers = sorted({speaker for speaker, _ in self._takes})

    def say(self, speaker, digits, seed, lead=None):
        """`digits` with gaps of 150 to 300 ms, after 0.5 s of silence or the samples `lead`."""
        generator = numpy.random.default_rng(seed)
        clips = []
        for digit in digits:
            takes = self._takes[speaker, digit]
            clips.append(_levelled(takes[generator.integers(len(takes))]))
        gaps = [0.5, *generator.uniform(0.15, 0.3, len(digits) - 1), 0.7]
        if lead is not None:
            clips.insert(0, _levelled(lead))
            gaps.insert(1, 0.35)
        samples, times = sounds.join(clips, gaps, RATE, seed=seed)
        first = 0 if lead is None else 1
        return DigitString(speaker, digits, samples, times[first][0], times[-1][1])


def _levelled(samples):
    """Single recordings differ in loudness; one caller's digits do not."""
    return samples * (0.08 / max(1e-6, float(numpy.sqrt(numpy.mean(samples**2)))))


def random_digits(length, generator):
    return "".join(map(str, generator.integers(0, 10, length)))


def card_number(generator, length=16):
    """A number with a valid Luhn check digit and a first digit that cards have."""
    body = "4" + random_digits(length - 2, generator)
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def phone_number(generator):
    """A North American number: area and exchange codes start with 2 to 9; 555-01xx is for fiction."""
    return f"{generator.choice([206, 312, 415, 503, 617, 702])}55501{random_digits(2, generator)}"


def social_security_number(generator):
    """Nine digits in the ranges that are issued (area not 000, 666, 9xx; no group or serial of zeros)."""
    area = generator.integers(100, 650)
    return f"{area}{generator.integers(10, 100)}{generator.integers(1000, 10000)}"
