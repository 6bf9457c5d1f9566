"""Addresses: of the United States mostly, at times of Canada, Britain, India and Australia."""

import string

from . import speech
from .whereabouts import Whereabouts

ABROAD = {
    "Canada": ("Toronto,Ontario Ottawa,Ontario Vancouver,British_Columbia Calgary,Alberta "
               "Montreal,Quebec Halifax,Nova_Scotia Winnipeg,Manitoba Mississauga,Ontario "
               "Regina,Saskatchewan Surrey,British_Columbia"),
    "UK": ("London,England Leeds,West_Yorkshire Manchester,England Bristol,England Cardiff,Wales "
           "Glasgow,Scotland Norwich,Norfolk Reading,Berkshire Belfast,Northern_Ireland "
           "Brighton,East_Sussex York,North_Yorkshire"),
    "India": ("Mumbai,Maharashtra Pune,Maharashtra Bengaluru,Karnataka Chennai,Tamil_Nadu "
              "Hyderabad,Telangana Kolkata,West_Bengal Jaipur,Rajasthan Kochi,Kerala "
              "Lucknow,Uttar_Pradesh Ahmedabad,Gujarat"),
    "Australia": ("Sydney,New_South_Wales Melbourne,Victoria Brisbane,Queensland "
                  "Perth,Western_Australia Adelaide,South_Australia Hobart,Tasmania Geelong,Victoria "
                  "Newcastle,New_South_Wales"),
}
ABROAD = {country: [tuple(place.replace("_", " ").split(",")) for place in places.split()]
          for country, places in ABROAD.items()}
UK_SUFFIXES = ["Road", "Street", "Lane", "Close", "Avenue", "Gardens", "Crescent", "Terrace", "Mews", "Grove"]
DIRECTIONS = ["North", "South", "East", "West", "N", "S", "E", "W", "Northwest", "Southeast", "NW", "SE",
              "N.", "W."]
COMPLEXES = ["Apartments", "Towers", "Court", "Village", "Plaza", "Building", "House", "Manor", "Gardens",
             "Mobile Home Park", "Condominiums", "Business Park"]
AREAS = ["Heights", "Park", "Hills", "Village", "Estates", "Woods", "Point", "Creek", "Gardens", "Hill"]


class Address(Whereabouts):
    def __init__(self, ctx, country=None):
        super().__init__(ctx)
        rng, lists = ctx.rng, ctx.lists
        self.country = country or rng.choices(["USA", *ABROAD], [86, 5, 5, 2, 2])[0]
        self.foreign = None
        self.house = str(rng.choices([rng.randint(1, 99), rng.randint(100, 999), rng.randint(1000, 9999),
                                      rng.randint(10000, 39999), rng.randint(1, 99) * 100],
                                     [18, 32, 34, 8, 8])[0])
        suffix, short = rng.choice(lists.suffixes if rng.random() < 0.25 else lists.common_suffixes)
        road = rng.choice(lists.streets)
        if rng.random() < 0.12 and self.country == "USA":
            road = NUMBERED
            self.road_number = rng.randint(1, 180)
        direction = f"{rng.choice(DIRECTIONS)} " if rng.random() < 0.15 and self.country == "USA" else ""
        if self.country in ("UK", "India"):
            suffix, direction = rng.choice(UK_SUFFIXES), ""
        elif rng.random() < 0.12:
            suffix = short.capitalize() + rng.choice(["", "."])
        self.road = (direction, road, suffix)
        if self.country == "USA":
            self.city, self.state_code, self.zip = rng.choice(lists.places)
            self.state = lists.states.get(self.state_code, self.state_code)
        else:
            self.city, self.state = rng.choice(ABROAD[self.country])
            self.state_code = {"Ontario": "ON", "Alberta": "AB", "Quebec": "QC"}.get(self.state, self.state)
            self.zip = postcode(self.country, rng)
        kind = rng.choices(["Apartment", "Apt", "Apt.", "Unit", "Suite", "Suite #", "#", "Flat", "Floor",
                            "Lot", "Building", "Room", "apartment", "unit"],
                           [28, 12, 6, 18, 10, 3, 5, 2, 2, 2, 2, 1, 6, 3])[0]
        if self.country == "UK":
            kind = "Flat"
        number = str(rng.choice([rng.randint(1, 12), rng.randint(1, 40), rng.randint(101, 999),
                                 rng.randint(1, 30) * 100]))
        letter = rng.choice("ABCDEFGH")
        self.unit = (kind, rng.choices([number, letter, f"{rng.randint(1, 9)}{letter}",
                                        f"{letter}{number[:2]}"],
                                       [60, 16, 20, 4])[0])
        self.box_number = str(rng.randint(10, 9999))
        self.box = self.box_number if rng.random() < 0.05 else None
        self.storey = rng.choices([rng.randint(1, 4), rng.randint(2, 12), rng.randint(13, 48)],
                                  [50, 38, 12])[0]
        self.crossing = rng.choice(lists.streets)
        # What a complex, a quarter or a county is called: not "H Gardens", nor by three words.
        self.named = min(rng.choices(lists.streets, k=3), key=lambda name: (len(name) < 3, name.count(" ")))
        self.complex = f"{self.named} {rng.choice(COMPLEXES)}"
        quarters = [f"{self.named} {rng.choice(AREAS)}"] * 3
        self.quarter = rng.choice([*quarters, f"{rng.choice(DIRECTIONS[:4])} {self.named}"])
        self.route = (rng.choice(["Rural Route", "Rural Route", "RR", "Route", "HC", "Star Route"]),
                      str(rng.randint(1, 9)), str(rng.randint(2, 480)))
        self.highway = (rng.choice(["County Road", "County Road", "Highway", "State Route", "Farm Road", "CR",
                                    "State Highway", "County Line Road"]), str(rng.randint(2, 699)))
        self.settle()

    def mode(self, mode):
        return mode or self.ctx.style.pick(self.ctx.rng)

    def house_text(self, mode):
        rng = self.ctx.rng
        mode = self.mode(mode)
        if mode == "digits" or (mode == "mixed" and rng.random() < 0.7):
            return self.house
        number = int(self.house)
        if len(self.house) == 3 and rng.random() < 0.2:
            return speech.cardinal(number, rng)
        zero = rng.choice(["oh", "oh", "zero"])
        return speech.join_words(speech.say_digits(self.house, rng, zero, rng.choices(
            ["pairs", "digit", "double"], [70, 22, 8])[0]),
                                 " ") if number >= 100 else speech.under_hundred(number)

    def form_box(self, mode):
        mode, box = self.mode(mode), self.box_number
        said = box if mode == "digits" else speech.join_words(
            speech.say_digits(box, self.ctx.rng, "oh", self.ctx.choice(["digit", "pairs"])), " ")
        return self.ctx.choice(["P.O. Box ", "PO Box ", "P O box ", "post office box "]) + said

    def form_road(self, mode):
        mode = self.mode(mode)
        direction, road, suffix = self.road
        if road is NUMBERED:
            road = self.numbered_road(mode)
        return f"{direction}{road} {suffix}"

    def numbered_road(self, mode):
        """How a street is called by its number: "5th", "Forty-second", "One hundred and third"."""
        number, rng = self.road_number, self.ctx.rng
        if mode == "digits":
            return speech.ordinal_digits(number)
        hundreds, rest = divmod(number, 100)
        if not hundreds:
            return speech.ordinal(number).capitalize()
        if not rest:
            return "One hundredth"
        link = rng.choice([" ", f" hundred{rng.choice([' ', ' and '])}"]) if rest >= 10 else " hundred and "
        return f"One{link}{speech.ordinal(rest)}"

    def form_site(self, mode):
        """The street of a house that stands somewhere: never a post office box."""
        mode = self.mode(mode)
        return f"{self.house_text(mode)} {self.form_road(mode)}"

    def form_street(self, mode):
        return self.form_box(mode) if self.box else self.form_site(mode)

    form_first_half = form_street

    def form_cross(self, mode):
        """An intersection: "Oak and Maple", "5th Avenue and Elm Street"."""
        road = self.form_road(mode)
        link = self.ctx.rng.choices([" and ", " & ", " at "], [88, 6, 6])[0]
        if self.ctx.rng.random() < 0.45:
            return f"{self.without_kind(road)}{link}{self.crossing}"
        suffix = self.ctx.choice(self.ctx.lists.common_suffixes)[0]
        return f"{road}{link}{self.crossing} {suffix}"

    def form_route(self, mode):
        """The address of a house in the country: a rural route with its box, or a numbered road."""
        mode = self.mode(mode)

        def said(number):
            return number if mode == "digits" else \
                speech.join_words(speech.say_digits(number, self.ctx.rng, "oh", "pairs"), " ")

        if int(self.house) % 2:
            kind, number = self.highway
            return f"{self.house_text(mode)} {kind}" + \
                ("" if kind == "County Line Road" else f" {said(number)}")
        kind, number, box = self.route
        if mode != "digits" and kind == "RR":
            kind = "R R"
        return f"{kind} {said(number)}{self.ctx.choice([' Box', ', Box', ' box'])} {said(box)}"

    def form_floor(self, mode):
        ordinal = speech.ordinal_digits if self.mode(mode) == "digits" else speech.ordinal
        return f"{ordinal(self.storey)} floor"

    def form_building(self, mode):
        """A building by its number or letter: "Building C", "tower two"."""
        kind = self.ctx.choice(["Building", "Building", "building", "Block", "Tower", "Bldg", "tower"])
        number = self.unit[1][:2]
        if self.mode(mode) != "digits":
            number = speech.quiet_code(number, self.ctx, "words")
        return f"{kind} {number}"

    def form_complex(self, mode):
        return self.complex

    def form_area(self, mode):
        """A quarter of a town."""
        return self.quarter

    def form_county(self, mode):
        return f"{self.named} County"

    def abroad(self):
        """The same person's address in Canada, Britain or Australia."""
        if not self.foreign:
            self.foreign = self if self.country in ("Canada", "UK", "Australia") else \
                Address(self.ctx, self.ctx.rng.choices(["Canada", "UK", "Australia"], [35, 45, 20])[0])
        return self.foreign

    def form_abroad(self, mode):
        return self.abroad().form_full(mode)

    def form_abroad_street(self, mode):
        return self.abroad().form_site(mode)

    def form_abroad_city(self, mode):
        return self.abroad().form_residence(mode)

    def form_postcode(self, mode):
        return self.abroad().form_zip(mode)

    def form_house(self, mode):
        return self.house_text(mode)

    def form_unit(self, mode):
        kind, number = self.unit
        mode = self.mode(mode)
        if mode != "digits":
            kind = {"Apt": "apartment", "Apt.": "apartment", "#": "number", "Suite #": "suite number"}.get(
                kind, kind.lower() if self.ctx.rng.random() < 0.6 else kind)
            number = speech.quiet_code(number, self.ctx, "words")
        elif self.ctx.rng.random() < 0.2:
            number = number.lower()
        return kind + ("" if kind.endswith("#") else " ") + number

    def form_city(self, mode):
        return self.city

    def form_state(self, mode):
        return self.state_code if self.ctx.rng.random() < 0.12 else self.state

    def form_city_state(self, mode):
        rng = self.ctx.rng
        return self.city + rng.choices([", ", " ", ". "], [75, 22, 3])[0] + self.form_state(mode)

    def form_zip(self, mode):
        rng = self.ctx.rng
        mode = self.mode(mode)
        if not self.zip.isdigit():
            return speech.code(self.zip.split(), self.ctx, mode) if mode != "digits" else \
                rng.choices([self.zip, self.zip.replace(" ", "")], [80, 20])[0]
        if mode == "digits" and rng.random() < 0.85:
            return self.zip + (f"-{rng.randint(1000, 9999)}" if rng.random() < 0.03 and len(self.zip) == 5
                               else "")
        groups = [self.zip] if rng.random() < 0.6 or len(self.zip) < 5 else [self.zip[:3], self.zip[3:]]
        return speech.number(groups, self.ctx, mode)

    def form_street_city(self, mode):
        return self.followed(self.form_street(mode)) + self.city

    def followed(self, text):
        """The text with what stands between it and the city: no second stop after "Ave."."""
        between = self.ctx.rng.choices([", ", " ", ". ", " in "], [75, 18, 4, 3])[0]
        return text.removesuffix(".") + between if between == ". " else text + between

    def form_residence(self, mode):
        return self.form_city_state(mode) if self.ctx.rng.random() < 0.5 else self.city

    def form_second_half(self, mode):
        return f"{self.form_city_state(mode)}{self.ctx.choice([' ', ', '])}{self.form_zip(mode)}"

    def form_full(self, mode):
        rng = self.ctx.rng
        if self.country in ("UK", "India") and rng.random() < 0.7:
            text = self.form_street(mode)
            if rng.random() < 0.25:
                text = f"{self.form_unit(mode)}, {text}"
            return ", ".join([text, self.city] + ([self.state] if rng.random() < 0.3 else []) +
                             [self.form_zip(mode)])
        text = self.form_street(mode)
        if rng.random() < 0.3 and not self.box:
            inner = rng.choices([self.form_unit, self.form_floor, self.form_building], [86, 9, 5])[0]
            text += rng.choices([", ", " "], [80, 20])[0] + inner(mode)
        text = self.followed(text) + self.form_city_state(mode)
        if rng.random() < 0.75:
            text += rng.choices([" ", ", ", ". "], [60, 37, 3])[0] + self.form_zip(mode)
        if rng.random() < 0.03 and self.country != "USA":
            text += f", {self.country}"
        return text

    form_groups = form_readback = form_full

    def form_default(self, mode):
        kind = self.ctx.rng.choices(["full", "street", "street_city", "city_state", "zip"],
                                    [55, 20, 12, 8, 5])[0]
        return getattr(self, f"form_{kind}")(mode)

    def form_spelled(self, mode):
        """The street's name in letters."""
        road = self.road[1] if self.road[1] is not NUMBERED else self.city
        return speech.letters("".join(sign for sign in road if sign.isalpha()), self.ctx)

    def form_last4(self, mode):
        return speech.code([self.zip.replace(" ", "")[-4:]], self.ctx, mode)


NUMBERED = object()  # a street named by a number


def postcode(country, rng):
    letter = lambda: rng.choice(string.ascii_uppercase)  # noqa: E731
    if country == "Canada":
        area, local = rng.choice("KLMNPTVXBCHGJRS"), letter()
        digits = [rng.randint(0, 9) for _ in range(3)]
        return f"{area}{digits[0]}{letter()} {digits[1]}{local}{digits[2]}"
    if country == "UK":
        area = rng.choice(["SW", "N", "E", "LS", "M", "BS", "CF", "G", "NR", "RG", "BT", "BN", "YO", "SE",
                           "NW"])
        return f"{area}{rng.randint(1, 29)} {rng.randint(1, 9)}{letter()}{letter()}"
    if country == "India":
        return f"{rng.randint(1, 8)}{rng.randint(0, 99999):05}"
    return f"{rng.randint(2, 7)}{rng.randint(0, 999):03}"
