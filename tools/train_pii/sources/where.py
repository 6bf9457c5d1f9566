"""Finds where somebody lives, and street addresses, in real text. Other places are nothing."""

import re

_SUFFIX = (r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|place|pl|way|parkway|pkwy|circle|"
           r"terrace|highway|hwy|square|suite)\b\.?")
_STREET = re.compile(rf"\b\d{{1,5}} (?:[NSEW]\.? |north |south |east |west )?(?:[A-Z0-9][\w.']* ){{1,3}}{_SUFFIX}"
                     r"(?:,? (?:#|apt\.?|apartment|suite|unit|ste\.?|floor) ?\w+)?(?:,? [A-Z][a-z]+(?: [A-Z][a-z]+)?,? "
                     r"[A-Z]{2}\b(?: \d{5})?)?", re.I)
_ZIP = re.compile(r"\b(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?, )[A-Z]{2} \d{5}(?:-\d{4})?\b")
_RUN = r"[A-Z][\w'-]*(?:,? [A-Z][\w'-]*){0,3}"
_LIVES = re.compile(rf"\b(?:[Ii]|[Ww]e) (?:(?:currently|now|still|actually|used to|do) )?(?:live|lived) in (?P<value>{_RUN})")
_MAYBE = re.compile(rf"\b(?:(?:(?:live|lives|lived|living|reside|resides|based|born|raised|grew up) (?:\w+ )?(?:in|at|on|near)|"
                    rf"(?:I'm|I am|we're|you're|he's|she's|are you|is|am) (?:\w+ )?from|come from|comes from|"
                    rf"move to|moved to|moving to|deliver(?:y|ed)? to|ship(?:ped|ping)? to|home in|house in)"
                    rf" (?:the )?)(?P<value>{_RUN})")
_MAYBE_SMALL = re.compile(r"\b(?:live|living|reside|deliver(?:ed)? to|ship(?:ped)? to|moved? to|moving to|"
                          r"(?:i'm|i am|im) from) (?:in |at )?(?P<value>(?!my |the |a |an |this |that |it |me |you |us |your |"
                          r"in |with |there |here |on |at )\w+(?: \w+)?)", re.I)


class Places:
    def __init__(self, lists):
        self.cities = {row["city"].lower() for row in lists.rows("places/us_cities.tsv")}
        self.states = {row["state"].lower() for row in lists.rows("places/us_states.tsv")}
        self.ordinary = {word for word, zipf in lists.zipf.items() if zipf > 4.6 or lists.ordinary(word)}
        self.codes = {row["code"] for row in lists.rows("places/us_states.tsv")}

    def known(self, said):
        return all(part.lower() in self.cities or part.lower() in self.states or part in self.codes
                   for part in said.split(", "))

    def find(self, text):
        found, taken = [], bytearray(len(text))
        for pattern in (_STREET, _ZIP, _LIVES, _MAYBE, _MAYBE_SMALL):
            for match in pattern.finditer(text):
                group = "value" if "value" in pattern.groupindex else 0
                start, end = match.span(group)
                said = match.group(group)
                if any(taken[start:end]):
                    continue
                if pattern is _MAYBE_SMALL:
                    words = said.split()
                    whole = len(words) == 2 and said.lower() in self.cities | self.states
                    if not whole and (words[0].lower() not in self.cities | self.states
                                      or words[0].lower() in self.ordinary):
                        continue
                    end = end if whole else start + len(words[0])
                taken[start:end] = b"\1" * (end - start)
                sure = pattern is _LIVES and self.known(said)
                found.append((start, end, "ADDRESS" if sure else "UNKNOWN"))
        return sorted(found)
