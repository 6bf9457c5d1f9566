"""Values of the tagger's training text: the forms of a value agree, and say what is written."""

import random
import re
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools/train_pii"))

import pii_types  # noqa: E402
import values  # noqa: E402
from values import codes, numbers, people, speech  # noqa: E402

DIGITS = {word: str(digit) for digit, word in enumerate(speech.UNITS)} | {"oh": "0"}
SMALL = {word: str(number) for number, word in enumerate(speech.TEENS, 10)} | {
    word: f"{tens}0" for tens, word in enumerate(speech.TENS) if word}
NATO = {word.lower(): letter for letter, word in speech.NATO.items()}
TOKEN = re.compile("|".join([rf"(?:{'|'.join(speech.TENS[2:])})-(?:{'|'.join(speech.UNITS[1:])})\b", "x-ray",
                             r"[a-z]+", r"\d"]), re.IGNORECASE)


def read(text):
    """The digits and capital letters that a surface says: the other way round of the maker."""
    text = re.sub(r"(?<=\b[A-Za-z])(?: as in| for| like in| like) [A-Za-z-]+", "", text)
    signs, times = "", 1
    for token in TOKEN.findall(text):
        if len(token) > 1 and token.isupper():
            signs += token
            continue
        token = token.lower()
        if token in ("double", "triple"):
            times = 2 if token == "double" else 3
            continue
        if token == "hundred":
            signs += "00"
        elif token == "thousand":
            signs += "000"
        elif token in NATO:
            signs += NATO[token]
        elif token in DIGITS or token in SMALL or len(token) == 1:
            signs += (DIGITS.get(token) or SMALL.get(token) or token.upper()) * times
        elif "-" in token:
            tens, unit = token.split("-")
            signs += SMALL[tens][0] + DIGITS[unit]
        elif token != "dash":
            raise ValueError(f"'{token}' in '{text}'")
        times = 1
    return signs


def written(name):
    """The letters of a name as they are spelled."""
    return re.sub("[^A-Z]", "", people.without_accents(name).upper())


def context(seed, noise=0.0):
    rng = random.Random(seed)
    ctx = values.Context(rng, LISTS, values.Style.draw(rng), noise)
    ctx.person = values.make("NAME", ctx)
    return ctx


LISTS = values.Lists()
CODED = [kind for kind, maker in values.MAKERS.items() if issubclass(maker, values.base.Code)]
# Their default surface has words besides the number, an extension at times.
FORMS = ["groups", "readback", "spelled", "default"]


class CodesTest(unittest.TestCase):
    def each(self, noise=0.0, count=120):
        for kind in CODED + ["!order_number", "!booking_code", "!claim_number", "!serial_number"]:
            for seed in range(count):
                ctx = context(f"{kind}{seed}", noise)
                yield kind, ctx, values.make(kind, ctx)

    def said(self, kind, text):
        if kind == "PHONE":
            text = re.split(r",? ext\. |,? extension | x(?=\d)", text)[0].replace("plus ", "")
        return read(text)

    def test_every_form_says_what_is_written(self):
        for kind, ctx, value in self.each():
            for form in FORMS:
                for mode in ("digits", "words", "mixed"):
                    text = value.text(f"{form}:{mode}")
                    chars = re.sub(r"[^0-9A-Z]", "", value.chars)
                    self.assertEqual(self.said(kind, text), chars, (kind, text))

    def test_words_hold_no_digits_and_digits_no_words(self):
        for kind, _, value in self.each(count=40):
            self.assertNotRegex(value.text("default:words"), r"\d")
            if value.chars.isdigit():
                text = re.sub("ext.*|x", "", value.text("default:digits"))
                self.assertNotRegex(text, "[a-z]")

    def test_halves_and_parts_make_the_whole(self):
        for kind, ctx, value in self.each():
            chars = re.sub(r"[^0-9A-Z]", "", value.chars)
            self.assertEqual(read(value.text("first_half")) + read(value.text("second_half")), chars, kind)
            self.assertEqual(read(value.text("last4")), value.chars[-4:], kind)
            for count in (2, 3, 4):
                if len(value.chars) < count:
                    continue
                value.part_count = count
                said = [read(value.text(f"part{number}")) for number in range(1, count + 1)]
                self.assertEqual("".join(said), chars, kind)
                self.assertTrue(all(said))

    def test_stumbles_keep_the_value_in_order(self):
        stumbled = 0
        for kind, _, value in self.each(noise=1.0):
            text = value.text("default")
            inside = " ".join(stretch for stretch, inside in speech.parts(text) if inside)
            for phrase in sorted(speech.CORRECTIONS + speech.FILLERS, key=len, reverse=True):
                inside = re.sub(rf"(?<=[ ,]){phrase}(?=[ ,])", "", inside)
            left = iter(self.said(kind, inside.replace("I mean", "")))
            chars = re.sub(r"[^0-9A-Z]", "", value.chars)
            self.assertTrue(all(sign in left for sign in chars), (kind, text))
            stumbled += any(phrase in text for phrase in speech.CORRECTIONS + speech.FILLERS + speech.BREAKS)
        self.assertGreater(stumbled, 1000)

    def test_read_backs_do_not_stumble(self):
        for kind, _, value in self.each(noise=1.0, count=60):
            self.assertEqual(self.said(kind, value.text("readback")), re.sub(r"[^0-9A-Z]", "", value.chars))

    def test_unknown_form_is_named(self):
        for kind in pii_types.TYPES:
            with self.assertRaisesRegex(ValueError, "sideways"):
                values.make(kind, context(1)).text("sideways")


class SpeechTest(unittest.TestCase):
    def test_cardinals_and_ordinals(self):
        self.assertEqual(speech.cardinal(0), "zero")
        self.assertEqual(speech.cardinal(40), "forty")
        self.assertEqual(speech.cardinal(2115), "two thousand one hundred fifteen")
        self.assertEqual([speech.ordinal(number) for number in (1, 12, 20, 23, 31)],
                         ["first", "twelfth", "twentieth", "twenty-third", "thirty-first"])
        self.assertEqual([speech.ordinal_digits(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22)],
                         ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"])

    def test_groups_of_digits_in_pairs(self):
        rng = random.Random(1)
        said = {group: " ".join(speech.say_digits(group, rng, "oh", "pairs")) for group in
                ("2100", "900", "456", "1234", "4000", "0142", "10")}
        self.assertEqual(said, {"2100": "twenty-one hundred", "900": "nine hundred", "456": "four fifty-six",
                                "1234": "twelve thirty-four", "4000": "four thousand",
                                "0142": "oh one forty-two", "10": "ten"})
        self.assertEqual(speech.say_digits("55222", rng, "oh", "double"), ["double five", "triple two"])

    def test_words_stay_apart(self):
        self.assertEqual(speech.join_words(["twenty", "five"], " "), "twenty, five")
        self.assertEqual(speech.join_words(["twenty", "fifty-one"], " "), "twenty fifty-one")

    def test_parts(self):
        text = f"four one{speech.BREAK_ON}, let me see, {speech.BREAK_OFF}two"
        self.assertEqual(list(speech.parts(text)),
                         [("four one", True), (", let me see, ", False), ("two", True)])


class CheckDigitsTest(unittest.TestCase):
    def test_known_numbers(self):
        self.assertEqual(numbers.luhn_digit("411111111111111"), "1")
        self.assertEqual(numbers.aba_digit("02100002"), "1")
        self.assertEqual(codes.iban_check("GB", "WEST12345698765432"), "82")
        self.assertEqual(codes.vin_check("1M8GDM9AXKP042788"), "X")

    def test_most_are_right_and_some_are_wrong(self):
        def right(kind, holds):
            return sum(holds(values.make(kind, context(seed)).chars) for seed in range(1000))

        for kind, holds in (
                ("CREDIT_DEBIT_NUMBER", lambda text: numbers.luhn_digit(text[:-1]) == text[-1]),
                ("CA_SOCIAL_INSURANCE_NUMBER", lambda text: numbers.luhn_digit(text[:-1]) == text[-1]),
                ("BANK_ROUTING", lambda text: numbers.aba_digit(text[:-1]) == text[-1]),
                ("VEHICLE_IDENTIFICATION_NUMBER", lambda text: codes.vin_check(text) == text[8]),
                ("INTERNATIONAL_BANK_ACCOUNT_NUMBER",
                 lambda text: codes.iban_check(text[:2], text[4:]) == text[2:4])):
            self.assertTrue(850 < right(kind, holds) < 980, kind)


class OthersTest(unittest.TestCase):
    def test_names_agree(self):
        for seed in range(300):
            name = values.make("NAME", context(seed))
            self.assertIn(name.text("last"), name.text("full"))
            self.assertEqual(read(name.text("spelled")), written(name.last_name))
            self.assertEqual(read(name.text("full_spelled")),
                             written(name.first_name + name.last_name))

    def test_accents_are_not_spelled(self):
        name = values.make("NAME", context(1))
        name.last_name = "Núñez"
        self.assertEqual(read(name.text("spelled")), "NUNEZ")

    def test_addresses_agree(self):
        for seed in range(300):
            address = values.make("ADDRESS", context(seed))
            self.assertIn(address.text("city"), address.text("city_state"))
            self.assertIn(address.text("city"), address.text("full"))
            self.assertEqual(read(address.text("zip:words")), address.zip.replace(" ", ""))
            if not address.box:
                self.assertIn(address.house, address.text("street:digits"))

    def test_special_forms_of_addresses(self):
        for seed in range(300):
            address = values.make("ADDRESS", context(seed))
            self.assertTrue(address.text("site:digits").startswith(address.house + " "))
            self.assertEqual(address.text("box:digits").split()[-1], address.box_number)
            self.assertRegex(address.text("cross"), f" (?:and|&|at) {address.crossing}")
            self.assertNotRegex(address.text("site:words"), r"\d")
            self.assertRegex(address.text("floor"), " floor$")
            foreign = address.abroad()
            self.assertIn(foreign.country, ("Canada", "UK", "Australia"))
            self.assertIn(foreign.city, address.text("abroad"))
            self.assertIn(foreign.city, address.text("abroad_city"))
            self.assertEqual(read(address.text("postcode:words")), foreign.zip.replace(" ", ""))
            if address.country == "USA":
                self.assertRegex(address.zip, r"^\d{5}$")

    def test_whereabouts_agree_with_the_address(self):
        for seed in range(300):
            address = values.make("ADDRESS", context(seed))
            name = address.text("road:digits").removesuffix(address.road[2]).strip()
            self.assertTrue(address.text("bare:digits").startswith(f"{address.house} "))
            self.assertTrue(address.text("bare:digits").endswith(name))
            self.assertIn(name, address.text("unsure:digits"))
            self.assertRegex(address.text("unsure:digits"), rf"\b{address.house}\b")
            self.assertIn(address.crossing, address.text("corner"))
            self.assertIn(address.text("room_number:digits"), address.text("room:digits"))
            self.assertTrue(address.text("place_room").startswith(address.text("place")))
            self.assertTrue(address.text("world").startswith(address.text("world_city")))
            self.assertEqual(address.text("number:digits").split()[1], re.sub(
                r"\D", "", address.text("number_letter:digits")))
            for form in ("marker", "bare", "room", "spot", "number", "number_letter"):
                self.assertNotRegex(address.text(f"{form}:words"), r"\d", form)

    def test_bare_numbers_of_ordinary_talk_are_said_in_words(self):
        for kind in ("code", "reading", "price", "coordinates"):
            for seed in range(200):
                ctx = context(seed)
                ctx.style = values.Style(0.0, 1.0)
                self.assertNotRegex(values.make(f"!{kind}", ctx).text(), r"\d", kind)

    def test_expiry_and_dates_agree(self):
        for seed in range(300):
            expiry = values.make("CREDIT_DEBIT_EXPIRY", context(seed))
            self.assertRegex(expiry.text("default:digits"), f"{expiry.full_year % 100:02}$")
            date = values.make("DATE_TIME", context(seed))
            self.assertEqual(date.text("weekday"), date.day.strftime("%A"))
            self.assertIn(str(date.birthday.year % 100), date.text("birth:digits"))

    def test_email_spelled_is_the_written_one(self):
        for seed in range(300):
            email = values.make("EMAIL", context(seed))
            said = re.split(r",? at |@", email.text("spelled"))[0].lower()
            for sign, word in (("dot", "."), ("period", "."), ("point", "."), ("underscore", "_"),
                               ("hyphen", "-"), ("dash", "-")):
                said = re.sub(rf"\b{sign}\b", "", said)
            self.assertEqual(read(said), re.sub("[^a-z0-9]", "", email.local).upper())



class GazetteersTest(unittest.TestCase):
    TABLES = {
        "names/given_names_us_2020.tsv": ("name count pct_female pct_white pct_black pct_asian_pacific "
                                          "pct_hispanic",
                                          ["Zelda|900|99|25|25|25|25"]),
        "names/surnames_us_2020.tsv": ("name count pct_white pct_black pct_asian_pacific pct_hispanic",
                                       ["ZIMMER|900|25|25|25|25"]),
        "names/names_by_origin.tsv": ("name kind origin faker_locale",
                                      [f"Zo{letter}|{kind}|Zulu|zu_ZA"
                                       for letter in "abcdefghijklmnopqrstuvwxyz"
                                       for kind in ("given_f", "surname")]),
        "places/street_names.tsv": ("name list", ["Zinnia|x", "1st|x"]),
        "places/street_suffixes_usps.tsv": ("name abbreviation", ["ALLEY|ALY"]),
        "places/us_states.tsv": ("state code", ["Ohio|OH"]),
        "places/us_zip_codes.tsv": ("zip city state_code", ["45402|Zanesville|OH", "00601|Adjuntas|PR"]),
        "places/us_cities.tsv": ("city state_code county", ["Zoar|OH|x"]),
        "places/countries_nationalities.tsv": ("term category", ["Zambia|country", "Zambian|nationality",
                                                                 "Zulu|language"]),
        "common/english_word_frequency.tsv": ("word zipf",
                                              [f"w{'abcdefghij'[number % 10]}{'x' * (number % 5)}|1"
                                                            for number in range(400)]),
        "common/hard_negative_terms.tsv": ("term category", [
            f"Z {kind} (1999)|{kind}" for kind in ("popular-movies", "tv_shows", "occupation",
                                                   "birds_north_america", "dogs", "cats", "objects",
                                                   "clothing", "instruments")]),
        "common/foods.tsv": ("term category", ["zucchini|x"]),
        "common/car_makes_models.tsv": ("make model first_year last_year", ["Zen|Z1|1|2"]),
        "medical/drugs.tsv": ("name canonical kind", ["zoloft|x|brand"]),
        "medical/medical_terms.tsv": ("term category", ["zoster|disease", "Zinc|drug"]),
        "organisations/companies.tsv": ("name list", ["Zions|sp500", "Z Hospital|hospital",
                                                      "Z College|university_mimesis"]),
        "organisations/brands_products.tsv": ("name", ["Zoom"]),
    }

    def test_values_come_from_the_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, (header, rows) in self.TABLES.items():
                path = Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                lines = [header.replace(" ", "\t"), *(row.replace("|", "\t") for row in rows)]
                path.write_text("\n".join(lines) + "\n")
            lists = values.Lists(folder)
        rng = random.Random(1)
        names = {lists.given(rng, lists.name_group(rng)) for _ in range(200)}
        self.assertTrue(names > {"Zelda"} and all(name[0] == "Z" for name in names))
        self.assertEqual(lists.surname(rng, "white"), "Zimmer")
        self.assertEqual((lists.places, lists.streets), ([("Zanesville", "OH", "45402")], ["Zinnia"]))
        self.assertEqual((lists.films[0], lists.conditions), ("Z popular-movies", ["zoster"]))
        ctx = values.Context(rng, lists)
        for kind in [*values.MAKERS, *values.negatives.KINDS]:
            self.assertTrue(values.make(kind, ctx).text())

    def test_no_folder(self):
        with self.assertRaises(FileNotFoundError):
            values.Lists("/nonexistent")


if __name__ == "__main__":
    unittest.main()
