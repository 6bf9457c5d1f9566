"""Text normalisation before scoring: the same for references and for what a program wrote.

Whisper's English normaliser (case, punctuation, contractions, fillers, British spelling, number words)
and then every digit on its own, so that "1 2 3", "123", "1-2-3" and "one two three" are one text, and a
wrong digit in a card number is one error and not a wrong word.
"""

import functools
import re

from whisper_normalizer.english import EnglishTextNormalizer

_CLOCK = re.compile(r"\b(a|p) m\b")  # "8:30 a.m." and "eight thirty am"
_LETTERED_DIGIT = {"one": "1", "oh": "0"}


@functools.lru_cache(maxsize=1)
def _whisper_normalizer():
    return EnglishTextNormalizer()


def normalize(text):
    """Returns the list of words to score."""
    words = []
    for word in _CLOCK.sub(r"\1m", _whisper_normalizer()(text)).split():
        word = _LETTERED_DIGIT.get(word, word)
        words.extend(word if word.isdecimal() else [word])
    return words
