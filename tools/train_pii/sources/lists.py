"""Word lists and the counts by which a capitalised word is taken for a name or not."""

import collections
import csv
import os
import re
import subprocess

MONTHS = ("january february march april may june july august september october november december").split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

# Words after or within a run of capitalised words that make it an organisation, a place or a work.
ORGANISATION_WORDS = set("""university college school institute street avenue road lane drive boulevard park
center centre inc corp llc ltd limited company group bank hospital foundation award awards prize theater
theatre theaters cinema cinemas hotel hotels county city cup bowl show news times house church airport bridge river
lake mount mountain studio studios records pictures entertainment conference conf law code act committee
council department agency association society club league team stadium arena museum library press journal
magazine radio tv network channel capital partners holdings international industries technologies labs
motors airlines systems solutions software services securities bay beach island islands valley hills
square court hall tower line station syndrome disease test scale method curve hospitals clinic
pharmacy restaurant cafe bar grill pizza market store stores shop mall plaza game games series
movie film book album song band orchestra festival cathedral castle palace forest creek springs
fest podcast report review reviews principle theorem model effect field fields government assembly
unit party commission authority union health care community project programme program""".split())

TITLES = set("""mr mrs ms miss mister dr doctor prof professor president sir senator captain uncle aunt auntie
judge justice governor mayor congressman congresswoman king queen prince princess lord lady father sister
brother pastor reverend rabbi minister secretary chancellor commissioner sergeant officer detective general
colonel major lieutenant chairman chairwoman speaker pope saint st coach dame ambassador nurse""".split())
# Titles that are as often part of a film's or a figure's name.
TITLES_OF_WORKS = {"doctor", "captain", "king", "queen", "prince", "princess", "lord", "lady", "pope", "saint",
                   "st", "dr", "mister", "mr", "general", "major", "sister", "father"}

# Given names and surnames that name a place, a product or something else at least as often.
DOUBTFUL = set("""austin houston dallas phoenix charlotte madison jackson lincoln washington paris london florence
sydney victoria chelsea brooklyn georgia virginia carolina dakota montana india china israel jordan chad kenya
orlando savannah denver boston alexandria columbia cheyenne aurora berlin milan vienna geneva valencia
catalina asia america britain england ireland scotland holland france germany york chester lancaster windsor
cambridge oxford bristol kent essex devon trinity bethlehem jerusalem memphis raleigh cleveland dover
alexa siri cortana mercedes tesla ford lincoln porsche ferrari bentley jenkins julia ruby java pascal ada
travis jasper amber crystal jade pearl opal scarlet violet rose lily daisy iris ivy olive basil ginger
rosemary sage hazel cherry candy honey summer autumn winter dawn eve noel easter christian christ jesus god
allah buddha mohammed moses satan zeus apollo venus mars jupiter mercury neptune saturn pluto odyssey
aquarius houston lovell gemini clancy marvel disney potter batman superman spiderman joker thor loki
simba aladdin dumbo kubernetes docker linux apache maven angular ember elixir phoenix grafana
kafka cassandra mongo heroku netlify marshall harley davidson wendy arby macy denny wells fargo morgan
chase stanley goldman barclay lloyd hilton marriott hyatt gillette kellogg heinz hershey levi calvin klein
armani gucci prada dior chanel versace adidas reebok puma nike nokia sony philips siemens bosch
parkinson parkinsons alzheimer alzheimers crohn crohns graves hodgkin tylenol advil motrin aspirin lipitor zoloft
prozac xanax norco percocet lasix coumadin plavix celebrex zocor apple amazon google microsoft
english french german spanish welsh irish scottish norman roman saxon dean guy bishop king prince duke earl
baron major marshal judge pope abbott monk knight page cook baker taylor mason hunter fisher carter cooper
van de la del von di da du le bin al el mac mc bollinger nasdaq bloomberg victor delta alpha sierra oscar
romeo juliet charlie foxtrot tango whiskey yankee zulu echo bravo golf kilo lima mike november papa quebec
hotel uniform wales africa europe texas scotland cardiff swansea newport emma star mario android""".split())


def _rows(path):
    if path.endswith(".zst"):
        text = subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout.decode()
    else:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


class Lists:
    """The word lists of a text folder. Every set holds lower-case words."""

    def __init__(self, text_dir):
        self.folder = os.path.join(text_dir, "gazetteers")
        census = [row["name"] for row in self.rows("names/given_names_us_2020.tsv")]
        peak = [row["name"] for row in self.rows("names/given_names_ssa_peak.tsv")]
        surnames = [row["name"] for row in self.rows("names/surnames_us_2020.tsv.zst")]
        origins = [(row["name"], row["kind"], row["origin"]) for row in self.rows("names/names_by_origin.tsv")]
        other_given = [name for name, kind, _ in origins if kind.startswith("given")]
        other_last = [name for name, kind, _ in origins if not kind.startswith("given")]
        self.given_names = [name.title() if name.isupper() else name for name in census]
        self.surnames = [name.title() if name.isupper() else name for name in surnames]
        self.origins = collections.defaultdict(lambda: ([], []))
        for name, kind, origin in origins:
            if re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", name):
                self.origins[origin][0 if kind.startswith("given") else 1].append(name)
        self.origins = {key: pair for key, pair in sorted(self.origins.items()) if pair[0] and pair[1]}
        self.given = {name.lower() for name in census + peak + other_given}
        self.common_given = {name.lower() for name in census[:4000]} | {name.lower() for name in peak[:1500]}
        self.last = {name.lower() for name in surnames + other_last}
        self.common_last = {name.lower() for name in surnames[:8000]}
        self.zipf = {row["word"]: float(row["zipf"]) for row in self.rows("common/english_word_frequency.tsv")}
        self.not_names = set(DOUBTFUL) | set(MONTHS) | set(WEEKDAYS)
        for path, column in (("organisations/companies.tsv", "name"), ("organisations/brands_products.tsv", "name"),
                             ("places/countries_nationalities.tsv", "term"), ("places/us_states.tsv", "state"),
                             ("medical/drugs.tsv", "name"), ("common/foods.tsv", "term"),
                             ("common/car_makes_models.tsv", "make")):
            self.not_names.update(row[column].lower() for row in self.rows(path) if " " not in row[column])
        # Of words that are in those lists and are common given names too, few are meant as brands.
        self.not_names -= {name.lower() for name in census[:600]} - DOUBTFUL
        self.towns = {row["city"].lower() for row in self.rows("places/us_cities.tsv")}
        self.lower, self.capital = collections.Counter(), collections.Counter()

    def rows(self, path):
        return _rows(os.path.join(self.folder, path))

    def column(self, path, column):
        return [row[column] for row in self.rows(path)]

    def count(self, texts):
        """Counts how often a word is written small and, within a sentence, with a capital."""
        for text in texts:
            for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text):
                word = re.sub(r"['’]s$", "", match.group())
                if word[0].islower():
                    self.lower[word.lower()] += 1
                elif not sentence_start(text, match.start()):
                    self.capital[word.lower()] += 1

    def ordinary(self, word):
        """Whether a word is written small often enough for its capital to say little."""
        small = self.lower[word]
        return small >= 2 and small > 0.12 * self.capital[word]

    def strong_given(self, word):
        return word in self.common_given and word not in self.not_names and not self.ordinary(word)


def sentence_start(text, at):
    """Whether a word at this place is written with a capital whatever it is."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".?!…:;\"“”'‘([-–—*"
