"""Words that look like personal information and are none: put for words of their kind, and into own sentences."""

import re

from dialogue import Dialogue, Turn

from . import slots

# A kind: (file, column, condition on another column).
KINDS = {
    "drug": ("medical/drugs.tsv", "name", None), "food": ("common/foods.tsv", "term", None),
    "company": ("organisations/companies.tsv", "name", None),
    "brand": ("organisations/brands_products.tsv", "name", None),
    "country": ("places/countries_nationalities.tsv", "term", ("category", {"country", "countries"})),
    "city": ("places/us_cities.tsv", "city", None), "county": ("places/us_counties.tsv", "county", None),
    "street": ("places/street_names.tsv", "name", None), "car": ("common/car_makes_models.tsv", "model", None),
    "medical": ("medical/medical_terms.tsv", "term", None),
    "film": ("common/hard_negative_terms.tsv", "term", ("category", {"popular-movies", "tv_shows"})),
    "job": ("common/hard_negative_terms.tsv", "term", ("category", {"occupation", "obsolete-occupations", "industries"})),
    "animal": ("common/hard_negative_terms.tsv", "term", ("category", {"dogs", "cats", "horses",
                                                                     "birds_north_america"})),
    "plant": ("common/hard_negative_terms.tsv", "term", ("category", {"plants", "flowers", "fabrics", "gemstones"})),
    "subject": ("common/hard_negative_terms.tsv", "term", ("category", {"academic_subjects", "genres", "religions",
                                                                      "board_games", "instruments"})),
}

CARRIERS = """
I've been taking {drug} for about two weeks.|My doctor put me on {drug} and {drug}.|Is {drug} the same as {drug}?
Any allergies to {drug}?|No, just {drug} in the morning.|They stopped the {drug} because of my stomach.
Um, I think it's called {drug}.|Have you tried {drug} or {drug}?|{drug}, twice a day.|I ran out of {drug}.
He was diagnosed with {medical} a while ago.|Do you have a history of {medical}?|It's not {medical}, is it?
We need to rule out {medical}.|They talked about {medical} and {medical}.|My chart says {medical}.
Can I get the {food} please?|I had {food} for dinner.|Do you have {food} today?|I don't eat {food} or {food}.
I'd like {food} with a side of {food}.|We always order {food}.|Oh, {food} is my favourite.|{food}? Never heard of it.
I bring extra {food} and some water.|We're out of {food}, sorry.|How much is the {food}?
I work at {company}.|{company} sent me a bill.|We bought it from {company}.|The {company} app keeps crashing.
She used to be at {company} and then {company}.|{company} stock went up.|I'm calling from {company}.
I ordered it from {company} and it never came.|We compete with {company}.|Welcome to {company}, how can I help?
Thank you for calling {company}.|Our partners are {company} and {company}.|{company} announced its results.
We use {brand} for that.|Do you support {brand}?|I switched from {brand} to {brand}.|{brand} was down again.
It runs on {brand}.|I logged in with {brand}.|My {brand} stopped working.|Have you tried {brand}?
We're flying to {country} next month.|{country} won the match.|I saw a film about {country}.|Prices in {country} are up.
How's the weather in {country}?|We opened an office in {country}.|The delegation from {country} arrived.
Did you watch {country} against {country}?|The news from {country} was bad.|Sales in {country} and {country} grew.
How's the weather in {city}?|We drove through {city}.|There's a game in {city} this weekend.|The flight stops in {city}.
I heard {city} is nice.|Book me a hotel in {city}.|Is there a train to {city}?|Our {city} office is closed.
What's on in {city}?|{city} is expensive.|The plant in {city} shut down.|How far is {city} from {city}?
The election in {county} County was close.|{county} County has a new sheriff.|There was a fire in {county} County.
Traffic on {street} Street is awful.|They closed {street} Avenue.|Turn left on {street} Road.|The {street} Street bridge.
The bus goes along {street} Avenue.|Is there parking near {street} Street?|They're digging up {street} Road again.
I drive a {car}.|The {car} needs new brakes.|I'm looking at the {car} or the {car}.|We rented a {car}.|My old {car} died.
How much to insure a {car}?|She hit a parked {car}.|The {car} is in the shop.
Two tickets for {film} please.|Have you seen {film}?|{film} is sold out.|I loved {film}.|Is {film} still playing?
We watched {film} last night.|{film} or {film}?|I fell asleep during {film}.|What's {film} about?
I'm a {job}.|My brother works as a {job}.|We need a {job}.|She retired as a {job}.|He trained to be a {job}.
We have a {animal} at home.|Is that a {animal}?|The {animal} got out.|I want to insure my {animal}.
We planted {plant}.|The {plant} is lovely.|It's made of {plant}.|Do you sell {plant}?
I studied {subject}.|She's into {subject}.|Do you like {subject}?|We talked about {subject}.
Will you be there?|You may be right.|Mark my words.|I like art.|That's a bill I can't pay.|Give me grace.|We'll march on.
It was a rose, I think.|Let's be frank.|I'll have a jack and coke.|Pat it dry.|Drew a blank there.|It's a joy.
The sun will rise in the east.|Will that be cash or card?|May I ask why?|Don't mark it yet.|Art class was fun.
There's hope.|Just a dash of sage.|It rang a bell.|She may grant it.|Sue them, then.|Chase bank charged me.
My credit was good.|I'll pay in cash, dear.|Good faith, you know.|The price went down.|A long way off.|Peg it there.
My PIN doesn't work.|What's my account number?|I forgot my password.|Where's my card?|My address changed.
I don't remember my username.|Do you need my social?|What's the routing number for?|I changed my email.
""".strip()
CARRIERS = [line for line in CARRIERS.replace("\n", "|").split("|") if line]
# Whose words are replaced within real turns.
_REPLACED = ("drug", "food", "country", "city", "company")
_PART = re.compile(r"[^\W\d_]+")


class Terms:
    def __init__(self, lists):
        self.terms, self.single = {}, {}
        for kind, (path, column, condition) in KINDS.items():
            rows = lists.rows(path)
            found = [row[column] for row in rows if not condition or row[condition[0]] in condition[1]]
            self.terms[kind] = sorted({term for term in found if term and len(term) < 40 and len(term.split()) < 6
                                       and "@" not in term})
            self.terms[kind] = self.terms[kind] or ["thing"]
        for kind in _REPLACED:
            for term in self.terms[kind]:
                low = term.lower()
                rare = lists.zipf.get(low, 0) < 4.2 or kind in ("country",)
                if _PART.fullmatch(term) and rare and not lists.strong_given(low):
                    self.single.setdefault(low, kind)

    def draw(self, kind, rng):
        return rng.choice(self.terms[kind])

    def sentence(self, rng):
        return re.sub(r"\{(\w+)\}", lambda match: self.draw(match.group(1), rng), rng.choice(CARRIERS))


def carriers(real, terms, rng):
    """Own sentences as turns of their own between real ones."""
    turns, lower = list(real.turns), slots.small(real)
    for _ in range(rng.randint(1, 3)):
        text = terms.sentence(rng)
        text = text[0].upper() + text[1:]
        turns.insert(rng.randint(0, len(turns)), Turn(text.lower() if lower or rng.random() < 0.2 else text))
    return Dialogue(f"{real.id}+hard", "hard", turns)


def replaced(real, terms, rng):
    """Drugs, foods, towns and firms of the dialogue replaced by others of their kind; None if it has none."""
    turns, count = [], 0
    for turn in real.turns:
        edits = []
        for match in _PART.finditer(turn.text):
            kind = terms.single.get(match.group().lower())
            if not kind or (kind in ("city", "company", "country") and match.group().islower()):
                continue
            if any(span.start < match.end() and match.start() < span.end for span in turn.spans):
                continue
            term = terms.draw(kind, rng)
            edits.append((match.start(), match.end(), term.lower() if match.group().islower() else term, None))
        count += len(edits)
        turns.append(slots.edit(turn, edits))
    return Dialogue(f"{real.id}+replaced", "hard", turns) if count else None
