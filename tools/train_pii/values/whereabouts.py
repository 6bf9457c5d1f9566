"""Where somebody can be found besides a street's address: rooms, named houses, corners, highways, the world."""

from . import speech, world
from .base import Value

HOUSES = ["Inn", "Hall", "Hotel", "Lodge", "House", "Manor", "Suites", "Motel", "Marina", "Dormitory", "Hospital",
          "Care Home", "Residence", "Elms", "Oaks", "RV Park", "Shelter", "Guest House", "Senior Living", "Pines",
          "Barracks", "Center", "Wing", "Nursing Home"]
COTTAGES = ["Cottage", "House", "Lodge", "Farm", "Barn", "Croft", "Bungalow", "Grange", "View", "Villa"]
COTTAGE_NAMES = ["Rose", "Ivy", "Holly", "Orchard", "Hawthorn", "Honeysuckle", "Primrose", "Willow", "Brook", "Mill",
                 "Hill", "Fern", "Laurel", "Sea", "Church", "Heather", "Cherry Tree", "Corner", "Rowan", "Ash", "Kiln"]
OLD_HOUSES = ["Mill", "Rectory", "Forge", "Vicarage", "School House", "Bakery", "Dairy", "Post Office", "Stables",
              "Chapel", "Coach House", "Granary", "Railway Cottage", "Smithy", "Boat House", "Malt House"]
VILLAGE_FIRST = ["Bally", "Kil", "Knock", "Inver", "Llan", "Pen", "Tre", "Aber", "Dun", "Car", "Ash", "Wal", "Hart",
                 "Thorn", "Win", "Stan", "Brad", "Whit", "Glen", "Bur"]
VILLAGE_LAST = ["more", "derry", "bridge", "ford", "ton", "well", "by", "dale", "lea", "combe", "field", "worth",
                "mure", "loch", "gavan", "nagar", "hurst", "stead", "wick", "nock"]
VILLAGE_BEFORE = ["Great", "Little", "Upper", "Lower", "Nether", "East", "West"]
ROOMS = ["room", "room", "room", "Room", "Rm", "bed", "ward", "suite", "unit", "bunk", "apartment"]
SPOTS = ["slip", "lot", "space", "pad", "berth", "site", "pitch", "trailer", "Lot", "Slip", "Space", "number", "plot"]
SIDES = ["northeast", "northwest", "southeast", "southwest", "north", "south", "east", "west"]
HIGHWAYS = ["I-", "I ", "Interstate ", "interstate ", "Highway ", "Route ", "US ", "State Route ", "Highway "]
WONDERING = ["uh, what is it, ", "um, ", "uh ", "I think it's ", "what do they call it, ", "hold on, ",
             "um i want to say ", "is it ", "uh, yeah, ", "let me think, "]


class Whereabouts(Value):
    """Forms of an Address that say where somebody is without its whole address. Needs the rest of an Address."""

    def settle(self):
        """Draws what the forms are made of, once: they agree with each other."""
        rng, lists = self.ctx.rng, self.ctx.lists
        self.world_city, self.world_country = rng.choice(world.PLACES)
        self.stay = f"{rng.choice([self.named, rng.choice(lists.streets)])} {rng.choice(HOUSES)}"
        self.cottage = rng.choice([f"{rng.choice(COTTAGE_NAMES)} {rng.choice(COTTAGES)}"] * 2
                                  + [f"The Old {rng.choice(OLD_HOUSES)}"])
        village = rng.choice(VILLAGE_FIRST) + rng.choice(VILLAGE_LAST)
        self.village = f"{rng.choice(VILLAGE_BEFORE)} {village}" if rng.random() < 0.2 else village
        self.room = str(rng.choice([rng.randint(1, 40), rng.randint(100, 999), rng.randint(1000, 2450)]))
        self.door = (rng.randint(1, 99), rng.choice("AABBCDEF"))
        self.exit, self.mile, self.interstate = (str(rng.randint(1, high)) for high in (380, 420, 99))

    def counted(self, number, mode):
        """A number that counts rooms, miles or exits: "318", "three eighteen"."""
        if mode == "digits":
            return number
        return speech.join_words(speech.say_digits(number, self.ctx.rng, "oh", self.ctx.choice(
            ["pairs", "pairs", "digit"])), " ") if len(number) > 2 else speech.under_hundred(int(number))

    def shown(self, mode):
        """Digits or words: what a mixture comes to."""
        mode = self.mode(mode)
        return self.ctx.choice(["digits", "words"]) if mode == "mixed" else mode

    def without_kind(self, road):
        """A said road without its "Street"."""
        return road.removesuffix(self.road[2]).strip()

    def name_of_road(self, mode):
        return self.without_kind(self.form_road(mode))

    def form_bare(self, mode):
        """House number and street without "Street"."""
        mode = self.shown(mode)
        letter = f" {self.door[1]}" if self.door[0] % 8 == 0 else ""
        return f"{self.house_text(mode)}{letter} {self.name_of_road(mode)}"

    def form_unsure(self, mode):
        """A street said with a search for its name, or after a wrong house number."""
        mode, rng = self.shown(mode), self.ctx.rng
        house, road = self.house_text(mode), rng.choice([self.form_road, self.name_of_road])(mode)
        if rng.random() < 0.5:
            return f"{house}{rng.choice([', ', ' '])}{rng.choice(WONDERING)}{road}"
        wrong = self.counted(speech.wrong(self.house, rng), mode) if len(self.house) > 1 else "twelve"
        return f"{wrong}, {rng.choice(speech.CORRECTIONS)}, {house} {road}"

    def form_room_number(self, mode):
        return self.counted(self.room, self.shown(mode))

    def form_room(self, mode):
        return f"{self.ctx.choice(ROOMS)} {self.form_room_number(mode)}"

    def form_spot(self, mode):
        return f"{self.ctx.choice(SPOTS)} {self.counted(self.room[:2], self.shown(mode))}"

    def form_place(self, mode):
        """A building with a name where people stay."""
        return self.stay

    def form_place_room(self, mode):
        return f"{self.stay}{self.ctx.choice([', ', ' '])}{self.form_room(mode)}"

    def form_house_name(self, mode):
        return self.cottage

    def form_village(self, mode):
        return self.village

    def form_number(self, mode):
        """A house by "number nine"."""
        number = self.counted(str(self.door[0]), self.shown(mode))
        return f"{'No.' if number.isdigit() and self.ctx.rng.random() < 0.2 else 'number'} {number}"

    def form_number_letter(self, mode):
        mode = self.shown(mode)
        between = "" if mode == "digits" and self.ctx.rng.random() < 0.7 else " "
        return f"{self.counted(str(self.door[0]), mode)}{between}{self.door[1]}"

    def form_corner(self, mode):
        """An intersection as callers say it, with what they hesitate at and the side of it."""
        mode, rng = self.shown(mode), self.ctx.rng
        link = rng.choice([" and ", " and ", " at ", ", at, uh, ", " and, um, ", " and uh "])
        road = rng.choice([self.form_road, self.name_of_road, self.name_of_road])(mode)
        return f"{road}{link}{self.crossing}" + (
            f", {rng.choice(['', 'the '])}{rng.choice(SIDES)} {rng.choice(['corner', 'corner', 'side'])}"
            if rng.random() < 0.15 else "")

    def form_marker(self, mode):
        """Where on a highway somebody is."""
        mode, rng = self.shown(mode), self.ctx.rng
        road = rng.choice(HIGHWAYS)
        road = ("Interstate " if road == "I-" and mode != "digits" else road) + self.counted(self.interstate, mode)
        miles = f"{rng.choice(['mile marker', 'mile', 'mile post'])} {self.counted(self.mile, mode)}"
        way_out = f"exit {self.counted(self.exit, mode)}"
        link = rng.choice([" at ", " near ", ", ", " by ", " "])
        return rng.choice([miles, way_out, f"{road}{link}{way_out}", f"{road}{link}{miles}", road])

    def form_world_city(self, mode):
        return self.world_city

    def form_country(self, mode):
        return self.world_country

    def form_world(self, mode):
        """A city anywhere, at times with its country."""
        return self.world_city + self.ctx.rng.choices(
            ["", f", {self.world_country}", f" in {self.world_country}"], [70, 24, 6])[0]
