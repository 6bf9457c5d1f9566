"""The article before a day is part of the date: "on the 5th of May" has the span "the 5th of May".

Values and patterns begin at the day itself; here their spans get the article, so that it is decided once.
"""

import re

_DAY = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ]\w+|"
    r"thirtieth|thirty[- ]first)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![\w'-])the $", re.IGNORECASE)


def take_in(text, spans):
    """Widens each DATE_TIME span that begins with a day over the "the" before it. Spans are changed in place."""
    end = 0
    for span in spans:
        if span.type == "DATE_TIME" and _DAY.match(text, span.start):
            article = _ARTICLE.search(text, end, span.start)
            if article:
                span.start = article.start()
        end = span.end
