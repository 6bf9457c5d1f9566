"""The word lists that values are drawn from: the gazetteers' folder, or the built-in sample.

The folder is that of the training text's `gazetteers`: tab-separated files with a header; one of them packed
with zstd. Lists keep the files' order, so that the same seed gives the same values.
"""

import csv
import io
import itertools
import pathlib
import string
import subprocess

from . import sample

GROUPS = ["white", "black", "asian_pacific", "hispanic"]


def table(path):
    """The rows of a list; packed with zstd where only NAME.zst is there."""
    packed = path.with_name(path.name + ".zst")
    if not path.exists() and packed.exists():
        path = packed
    if path is packed:
        text = subprocess.run(["zstd", "-dc", str(path)], check=True, capture_output=True).stdout.decode()
    else:
        text = path.read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


class Names:
    """Names of one group with the weight of each."""

    def __init__(self, names, weights=None):
        self.names = names
        self.weights = list(itertools.accumulate(weights)) if weights else None

    def draw(self, rng):
        return rng.choices(self.names,
                           cum_weights=self.weights)[0] if self.weights else rng.choice(self.names)


class Lists:
    def __init__(self, folder=None):
        self.swift_banks = sample.BANKS
        self.common_suffixes = sample.SUFFIXES
        self.songs, self.books, self.teams, self.apps = sample.SONGS, sample.BOOKS, sample.TEAMS, sample.APPS
        self.departments, self.streets_talked = sample.DEPARTMENTS, sample.STREETS_TALKED
        if folder:
            self.load(pathlib.Path(folder))
        else:
            self.load_sample()

    def load_sample(self):
        self.given_names = {"all": Names(sample.GIVEN)}
        self.surnames = {"all": Names(sample.SURNAMES)}
        self.groups, self.group_weights = ["all"], [1]
        self.surnames_plain = sample.SURNAMES
        self.streets, self.suffixes, self.places, self.states = (
            sample.STREETS, sample.SUFFIXES, sample.PLACES, sample.STATES)
        self.common = set()
        self.words, self.drugs, self.conditions = sample.WORDS, sample.DRUGS, sample.CONDITIONS
        self.companies, self.brands, self.foods = sample.COMPANIES, sample.BRANDS, sample.FOODS
        self.countries, self.nationalities, self.languages = (
            sample.COUNTRIES, sample.NATIONALITIES, sample.LANGUAGES)
        self.films, self.jobs, self.hospitals, self.schools = (
            sample.FILMS, sample.JOBS, sample.HOSPITALS, sample.SCHOOLS)
        self.cars, self.products, self.animals = sample.CARS, sample.PRODUCTS, sample.ANIMALS
        self.cities = [city for city, _, _ in self.places]

    def load(self, folder):
        self.load_names(folder / "names")
        self.load_places(folder / "places")
        words = [row["word"] for row in table(folder / "common/english_word_frequency.tsv")]
        self.common = set(words[:300])
        self.words = [word for word in words[300:6000] if 3 < len(word) < 9 and word.isalpha()]
        self.load_things(folder)

    def load_names(self, folder):
        self.given_names, self.surnames = {}, {}
        for kept, file in ((self.given_names, "given_names_us_2020.tsv"),
                           (self.surnames, "surnames_us_2020.tsv")):
            rows = table(folder / file)
            for group in GROUPS:
                # The share of the name's bearers in the group; the root keeps rare names in play.
                counts = [(row["name"].title() if row["name"].isupper() else row["name"],
                           float(row["count"]) * float(row[f"pct_{group}"] or 0) / 100) for row in rows]
                counts = [(name, count ** 0.6) for name, count in counts if count >= 20 and len(name) > 1]
                kept[group] = Names([name for name, _ in counts], [weight for _, weight in counts])
        self.surnames_plain = self.surnames["white"].names[:5000]
        origins = {}
        for row in table(folder / "names_by_origin.tsv"):
            name = row["name"].strip()
            if len(name) > 1 and all(sign.isalpha() or sign in " '-" for sign in name):
                given, surnames = origins.setdefault(row["origin"], ([], []))
                (surnames if row["kind"] == "surname" else given).append(name)
        self.groups, self.group_weights = list(GROUPS), [30, 12, 13, 15]
        for origin, (given, surnames) in origins.items():
            if len(given) >= 20:
                self.given_names[origin] = Names(given)
                self.surnames[origin] = Names(surnames) if len(surnames) >= 20 else self.surnames["white"]
                self.groups.append(origin)
                self.group_weights.append(0)
        share = 30 / max(1, len(self.groups) - len(GROUPS))
        self.group_weights = [weight or share for weight in self.group_weights]

    def load_places(self, folder):
        self.streets = [row["name"] for row in table(folder / "street_names.tsv")
                        if not row["name"][0].isdigit()]
        self.suffixes = [(row["name"].title(), row["abbreviation"]) for row in
                         table(folder / "street_suffixes_usps.tsv")]
        self.states = {row["code"]: row["state"] for row in table(folder / "us_states.tsv")}
        self.places = [(row["city"], row["state_code"], row["zip"])
                       for row in table(folder / "us_zip_codes.tsv")
                       if row["state_code"] in self.states]
        self.cities = [row["city"] for row in table(folder / "us_cities.tsv")]
        terms = table(folder / "countries_nationalities.tsv")
        by = {}
        for row in terms:
            by.setdefault(row["category"], []).append(row["term"])
        self.countries, self.nationalities, self.languages = by["country"], by["nationality"], by["language"]

    def load_things(self, folder):
        by = {}
        for row in table(folder / "common/hard_negative_terms.tsv"):
            by.setdefault(row["category"], []).append(row["term"])
        self.films = [title.split(" (")[0] for title in by["popular-movies"] + by["tv_shows"]]
        self.jobs = by["occupation"]
        self.animals = by["birds_north_america"] + by["dogs"] + by["cats"]
        self.products = sample.PRODUCTS * 20 + by["objects"] + by["clothing"] + by["instruments"]
        self.drugs = [row["name"] for row in table(folder / "medical/drugs.tsv") if len(row["name"]) < 30]
        self.conditions = [row["term"] for row in table(folder / "medical/medical_terms.tsv")
                           if row["category"] in ("diagnosis", "disease", "symptom")
                           and len(row["term"]) < 40
                           and not any(sign.isdigit() for sign in row["term"])]
        kinds = {}
        for row in table(folder / "organisations/companies.tsv"):
            kinds.setdefault(row["list"], []).append(row["name"])
        self.hospitals = kinds["hospital"]
        self.schools = kinds["university_mimesis"] + sample.SCHOOLS * 5
        self.companies = [name for kind, names in kinds.items() if kind not in ("hospital",
                                                                                "university_mimesis")
                          for name in names]
        self.brands = [row["name"] for row in table(folder / "organisations/brands_products.tsv")]
        self.foods = [row["term"] for row in table(folder / "common/foods.tsv")
                      if len(row["term"]) < 35 and all(sign in string.printable for sign in row["term"])]
        self.cars = [f"{row['make']} {row['model']}" for row in table(folder / "common/car_makes_models.tsv")]

    def name_group(self, rng):
        return rng.choices(self.groups, self.group_weights)[0]

    def given(self, rng, group):
        return self.given_names[group].draw(rng)

    def surname(self, rng, group):
        return self.surnames[group].draw(rng)
