"""Labels dates, times, ages, addresses of the net, e-mail addresses and telephone numbers in real text.

What is surely one gets its type, what may be one is UNKNOWN; the rest is nothing.
"""

import re

from .lists import MONTHS, WEEKDAYS

_MONTH = r"(?:" + "|".join(MONTHS) + r"|jan\.?|feb\.?|mar\.|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
_DAY_NAME = r"(?:" + "|".join(WEEKDAYS) + ")"
_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_U = "(?:" + "|".join(_UNITS) + ")"
_TEEN = "(?:" + "|".join(_TEENS) + ")"
_TY = "(?:" + "|".join(_TENS) + ")"
_BELOW_100 = rf"(?:{_TY}(?:[- ]{_U})?|{_TEEN}|{_U})"
_ORDINAL_WORD = (r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|"
                 r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
                 r"twentieth|thirtieth")
_DAY = rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?|(?:{_ORDINAL_WORD}))"
_YEAR = (r"(?:(?:1[6-9]|20)\d\d|nineteen[- ](?:oh[- ]" + _U + "|" + _TY + "(?:[- ]" + _U + ")?|" + _TEEN + r")|"
         r"two thousand(?: and)?(?: " + _BELOW_100 + r")?|twenty[- ](?:twenty(?:[- ]" + _U + ")?|" + _TEEN + "))")
_CLOCK_WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_AM = r"(?:[ap]\.\s?m\.|[ap]\.?\s?m\b)"
_B, _E = r"(?<![\w$€£.,/:-])", r"(?![\w%]|[.,:/-]\d)"

_AGE_NUMBER = rf"(?:\d{{1,2}}|10[1-9]|{_BELOW_100})"
_RELATIVE = (r"(?:son|daughter|kids?|child|children|boys?|girls?|man|woman|mother|father|mom|"
           r"dad|brother|sister|baby|patient|wife|husband|uncle|aunt|grand\w+|lady|gentleman|female|male|kiddo|"
           r"student|people)")
_PERSON = rf"(?:who|i|he|she|you|{_RELATIVE})"

# (type, pattern): the first that matches a place has it. A group "value" is the span, else the whole match.
_RULES = [(kind, re.compile(pattern, re.I)) for kind, pattern in [
    ("EMAIL", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("EMAIL", r"\b[\w.]+(?: (?:dot|underscore|dash) \w+)* at \w+ dot (?:com|org|net|edu|io|fm|gov)\b"),
    ("URL", r"(?:https?://|www\.)[^\s\"<>)]*[^\s\"<>).,;:!?]"),
    ("URL", r"\bwww dot \w+(?: dot \w+)+\b"),
    ("URL", r"(?<![\w@.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|fm|dev|ai|edu|gov|co|tv|us|me)"
            r"(?:/[^\s\"<>)]*[^\s\"<>).,;:!?])?(?![\w@-])"),
    ("UNKNOWN", r"\b(?:\w+ )?\w+ dot (?:com|org|net|edu|io|fm|dev|ai|gov|co)\b(?:(?: slash|/)\s?\w+)*"),
    ("USERNAME", r"(?<![\w.])@[A-Za-z]\w{2,}"),
    ("PHONE", _B + r"(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)"),
    ("PHONE", _B + r"1?-?(?:800|888|877|866)-[\dA-Z]{3}-?[\dA-Z]{4}\b"),
    ("PHONE", r"(?<=call )\d{3}-\d{4}(?!\d)"),
    ("UNKNOWN", _B + r"\d{3}-\d{4}(?!\d)"),
    ("DATE_TIME", _B + r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])/(?:\d{4}|\d\d)" + _E),
    ("DATE_TIME", _B + r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])" + _E),
    ("DATE_TIME", rf"\b{_MONTH},? (?:the )?{_DAY}\b(?!(?:st|nd|rd|th)?\s*(?:%|percent|years?|million|billion|quarter))"
                  rf"(?:,? (?:of )?{_YEAR}\b)?"),
    ("DATE_TIME", rf"\b{_DAY} (?:day )?(?:of )?{_MONTH}\b(?:,? {_YEAR}\b)?"),
    ("DATE_TIME", rf"\b{_MONTH},?(?: of)? {_YEAR}" + _E),
    ("UNKNOWN", rf"\b{_DAY_NAME}s\b|\b(?:mon|tues?|wed|thurs?|fri)\.? (?=\d)"),
    ("DATE_TIME", rf"\b{_DAY_NAME}\b(?:,? the {_DAY}\b)?"),
    ("AGE", r"\b(?:i(?:'m| am| was)|he(?:'s| is| was)|she(?:'s| is| was)|you(?:'re| are)|who(?:'s| is| was)|when i was"
            rf"|turn(?:ed|ing)?|turns|aged?|age of|the age of|ages)(?: (?:about|around|only|just|now|like|uh|um),?)* "
            rf"(?P<value>{_AGE_NUMBER}[- ]years?(?:[- ]olds?| of age)?)\b"),
    ("AGE", rf"\b(?:(?:i|he|she|you|we|who)(?:'m|'s|'re| am| is| was| are| were)|{_RELATIVE})\b[^.?!]{{0,30}}?\b(?P<value>"
            rf"{_AGE_NUMBER}[- ]?(?:years?|months?|weeks?)[- ]olds?)\b"),
    ("AGE", rf"\b(?P<value>{_AGE_NUMBER}[- ](?:years?|months?|weeks?)[- ]olds?)\b(?=[- ](?:\w+[- ]){{0,4}}?{_PERSON}\b)"),
    ("AGE", rf"\b(?:age(?:d| of)?|turn(?:ed|s|ing)) (?P<value>(?:[2-9]|[1-9]\d|{_TY}(?:[- ]{_U})?|{_TEEN}))"
            r"(?=[.,?!](?!\d)|$| (?:and|when|now|this|last|next|years?|on)\b)"),
    ("UNKNOWN", rf"\b{_AGE_NUMBER}[- ]?(?:years?|months?|weeks?|y)[- /]?olds?\b|\b{_AGE_NUMBER} years of age\b"),
    ("UNKNOWN", r"\b(?:i'm|i am|he's|she's|he is|she is|i was|he was|she was|you're|to be|when i turned)"
                rf"(?: (?:about|around|only|just|like|almost))? (?P<value>(?:\d\d|{_TY}(?:[- ]{_U})?|{_TEEN}))"
                r"(?=[.,?!](?!\d)|$| (?:and|or|when|now|so)\b)"),
    ("UNKNOWN", r"\b(?:early |mid |late |mid-)?(?:(?:19|20)?[1-9]0'?s|'[1-9]0s|twenties|thirties|forties|fifties|sixties"
                r"|seventies|eighties|nineties)\b"),
    ("DATE_TIME", _B + rf"(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?{_AM})?" + r"(?![\d:]|[.,]\d)"),
    ("DATE_TIME", _B + rf"(?:1[0-2]|0?[1-9])\s?{_AM}(?![\w])"),
    ("DATE_TIME", rf"\b{_CLOCK_WORD}(?:[- ](?:oh[- ])?(?:{_BELOW_100}))?\s{_AM}(?![\w])"),
    ("DATE_TIME", rf"\b(?:\d{{1,2}}|{_CLOCK_WORD}) o'? ?clock\b"),
    ("DATE_TIME", rf"\b(?:half past|(?:a )?quarter (?:past|to|after|of|till)) (?:1[0-2]|[1-9]|{_CLOCK_WORD})\b"),
    ("DATE_TIME", rf"\b(?:at|around|until|till|by|before|after) (?P<value>{_CLOCK_WORD}[- ]"
                  r"(?:fifteen|thirty|forty[- ]five|ten|twenty|twenty[- ]five|forty|fifty))\b(?![- ](?:\w+ )?"
                  r"(?:percent|dollars|people|minutes|thousand|million|hundred))"),
    ("UNKNOWN", _B + r"\d+:\d\d(?::\d\d)*\b"),
    ("UNKNOWN", r"\b(?:noon|midnight|christmas(?: eve| day)?|easter|thanksgiving|new year'?s(?: eve| day)?|halloween"
                r"|valentine'?s day)\b"),
    ("DATE_TIME", r"\b(?:in|since|of|by|year|from|until|till|before|after|during|back in|through|early|late|mid|fiscal|"
                  r"calendar|fy|q[1-4]|quarter|half|end of|and|to|between|h[12]|spring|summer|fall|autumn|winter|around"
                  rf"|the|for|about|circa),? (?P<value>(?:19|20)\d\d)(?=[.,?!;:)]?(?:$|\s(?!(?:people|dollars|miles|feet|"
                  r"hours|times|calories|pounds|percent|students|items|lines|words|employees|days|years|of\b|different"
                  r"|degrees|stores|units|kilometers|euros|users|meters|km|mg|hp|psi))|'))"),
    ("UNKNOWN", _B + r"(?:1[6-9]|20)\d\d(?:'s|s)?" + r"(?![\d%]|[.,]\d)"),
    ("DATE_TIME", r"\b(?:in|since|of|until|from|year|back in|by) (?P<value>nineteen[- ](?:oh[- ]" + _U + "|" + _TY
                  + "(?:[- ]" + _U + ")?|" + _TEEN + r")|twenty[- ](?:twenty(?:[- ]" + _U + r")?|(?:ten|eleven|twelve|"
                  r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)))\b(?! (?:percent|dollars|minutes|years))"),
    ("UNKNOWN", r"\b(?:nineteen|twenty)[- ](?:twenty(?:[- ]" + _U + ")?|" + _TEEN + "|oh[- ]" + _U + "|(?:thirty|forty|"
                r"fifty|sixty|seventy|eighty|ninety)(?:[- ]" + _U + r")?)\b|\btwo thousand(?: and)? " + _BELOW_100 + r"\b"),
    ("UNKNOWN", rf"\b(?:on )?the (?P<value>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL_WORD})(?=[.,?!](?!\d)|$| (?:at|and|to|or|in) )"),
    ("UNKNOWN", r"\b(?:at|around|until|till|by|before|after|from|between) (?P<value>(?:1[0-2]|[1-9]|" + _CLOCK_WORD
                + r")(?:[- ](?:fifteen|thirty|forty[- ]five|ish))?)(?=[.,?!](?!\d)|$| (?:and|to|in the|on|tomorrow|tonight|today|or|"
                r"for|instead)\b)"),
    ("UNKNOWN", r"\b(?:" + "|".join(month for month in MONTHS if month not in ("march", "may")) + r")\b"),
    ("UNKNOWN", r"\b(?:in|of|since|until|by|this|last|next|from|to|early|late|mid) (?P<value>March|May)\b"),
    ("UNKNOWN", _B + r"\d{1,2}/\d{1,2}(?:/\d{2,4})?" + _E),
]]
# Of these one at least is in every text that holds anything.
_HINT = re.compile(r"[\d@]|www|\w\.\w|\bdot\b|day\b|days\b|clock|past|quarter|\bolds?\b|\bage[ds]?\b|\bturn|noon|"
                   r"midnight|christmas|easter|new year|hallow|thanksg|valent|"
                   + "|".join(MONTHS + _TENS + _TEENS + ["thousand", "[ap]\\.? ?m\\b", "twenties", "(?:thir|for|fif|six|seven|"
                   "eigh|nine)ties", "(?:first|second|third|th)\\b"])
                   + rf"|\b(?:at|around|until|till|by|before|after|from|between) {_CLOCK_WORD}\b", re.I)


def find(text):
    """The (start, end, type) of a text, in order, not overlapping."""
    taken, found = bytearray(len(text)), []
    if not _HINT.search(text):
        return found
    digits, at_or_dot = any(sign.isdigit() for sign in text), "@" in text or "." in text or " dot " in text.lower()
    aged = re.search(r"\bolds?\b|\bof age|years? young", text, re.I)
    for kind, pattern in _RULES:
        # What a rule needs at least: the rules are slow on long texts.
        if kind in ("EMAIL", "URL", "USERNAME") and not at_or_dot or kind == "PHONE" and not digits \
                or kind == "AGE" and not aged and "turn" not in text and "age" not in text:
            continue
        for match in pattern.finditer(text):
            group = "value" if "value" in pattern.groupindex else 0
            start, end = match.span(group)
            if any(taken[start:end]):
                continue
            said = match.group(group)
            if kind == "URL" and not said.lower().startswith(("http", "www")) and (said[0].isupper()):
                kind_here = "UNKNOWN"  # As often the name of a company.
            elif kind == "URL" and said.endswith(".NET"):
                continue
            elif kind == "USERNAME" and not re.search(r"twitter|instagram|mastodon|handle|follow|tiktok|user ?name",
                                                      text[max(0, start - 60):end + 40], re.I):
                kind_here = "UNKNOWN"
            elif kind == "DATE_TIME" and re.match(r"(?:may|march)\b", said) and not re.match(
                    r"(?:may|march),? (?:the )?(?:\d|\w+(?:th|st|nd|rd|ieth)\b)", said):
                continue  # "may two of us", "may second": the verb.
            elif kind == "DATE_TIME" and re.match(r"may (?:first|second|third)\b", said):
                kind_here = "UNKNOWN"
            else:
                kind_here = kind
            taken[start:end] = b"\1" * (end - start)
            found.append((start, end, kind_here))
    return sorted(found)
