"""Values that are no personal information, which look like some: `{!kind}` of the templates."""

import string

from . import speech, things
from .base import Code
from .codes import pattern

# Shapes of the numbers of business: A any letter, 9 any digit, spaces between the usual groups.
SHAPES = {
    "order_number": ["999999999", "9999 9999", "AA 999999", "999 9999999 9999999", "99999", "#9999999",
                     "A99 9999 999"],
    "claim_number": ["AA 999999", "99 9999 999A", "9999999999", "A 999 999 999", "CLM 99999",
                     "999 99 9999 9"],
    "booking_code": ["AAAAAA", "A9A9AA", "AA99AA", "9AAAA9", "AAA 999"],
    "policy_number": ["AAA 9999999", "999 999 999", "99 AA 9999", "HO 9999999", "9999999999", "A99 999 999"],
    "ticket_number": ["999999", "INC 9999999", "9999", "999 9999999999", "TKT 99999", "AAA 9999"],
    "tracking_number": ["1Z 999 AA9 99 9999 9999", "9400 9999 9999 9999 9999 99", "999999999999",
                        "AA 999 999 999 US"],
    "member_number": ["999999999", "AAA 999 999", "9999 9999", "A99999999", "9999999999 99"],
    "customer_number": ["9999999", "C 99999", "999 999", "99999999", "AA99999"],
    "reference_number": ["999999999", "AA9999AA", "9999 9999", "REF 99999", "99AA99", "999 999 9999"],
    "invoice_number": ["INV 99999", "9999999", "2099 999", "A 9999", "999999"],
    "model_number": ["AA 9999", "A9 99", "999A", "AAA 99 A", "XPS 99", "AA999A9", "9999"],
    "serial_number": ["AA9A 99A9 9999", "SN 99999999", "999999999999", "A99 999999", "9A9AAA99999",
                      "AAA 9999 9999"],
    "part_number": ["AA 9999 99", "99 9999", "W9 999 999", "9999999", "A9A9 9999 AA", "999 9999A"],
    "batch_number": ["A9999", "99A999", "999999", "AA 99 9999", "L9 9999", "99 999A"],
    "error_code": ["E99", "999", "9999", "ERR 99", "F9 E9", "AA 999", "U 9999", "99 99"],
    "meter_reading": ["99999", "99999", "9999", "999999", "9 9999"],
    "one_time_code": ["999999", "999 999", "9999", "99999999", "A 999999"],
    "prescription_number": ["9999999", "RX 9999999", "999 9999", "C9999999", "99 999999"],
    "employee_number": ["99999", "E 99999", "999999", "9999", "AA 9999"],
    "case_number": ["99999999", "9999 99999", "C 999999", "99 CV 9999", "CS 9999999", "999 999"],
    "confirmation_number": ["AAA999", "99999999", "A9A9A9", "9999 9999 99", "AA 99999", "999999"],
    "port": ["443", "8080", "22", "8443", "3389", "9999", "25", "5060"],
    "flight_number": ["AA 999", "DL 9999", "UA 999", "BA 99", "A9 999"],
}
DOSES = [5, 10, 20, 25, 40, 50, 75, 100, 250, 325, 500, 850]
DRUG_UNITS = ["milligrams", "mg", "milliliters", "micrograms", "units", "tablets", "pills", "drops", "puffs"]
UNITS = ["inches", "feet", "pounds", "miles", "gallons", "gigabytes", "ounces", "kilos", "meters",
         "centimeters", "kilometers", "square feet", "megabits", "volts", "watts", "yards", "acres", "liters",
         "cups", "grams"]
TIMES = ["minutes", "hours", "days", "weeks", "months", "years", "seconds", "business days"]
ITEMS = ["boxes", "copies", "people", "seats", "units", "bags", "chairs", "items", "guests", "shirts",
         "cartons", "tickets", "pieces", "bottles", "employees", "rooms"]
NAMED_FIRMS = ["{last} & Sons", "{last} Insurance", "{last} and {other}", "{last} Motors", "{first}'s Pizza",
               "{last} Realty", "{last} Plumbing", "the {first} {last} Foundation", "{last} Law Group",
               "{first}'s Diner", "{last} Brothers", "{last} Ford", "{last}, {other} and Associates",
               "{last} Auto Repair", "Uncle {first}'s", "{last} Bank"]
NAMED_PLACES = ["{last} Park", "{last} Memorial Hospital", "{first} {last} High School",
                "St. {first}'s Church", "Fort {last}", "Lake {last}", "Port {last}", "{last} Library",
                "{last} Airport", "Mount {last}", "{last} Hall", "the {last} Bridge", "{last} Stadium",
                "{last} County", "{last} Elementary", "{last} Beach"]
NAME_WORDS = ("will may mark art grace bill pat frank rose hope faith joy dawn jack rob sue drew "
              "chase grant hunter summer bob ray rich gene dean page hill baker young king price "
              "white brown cook rice bush wood").split()
LANDMARKS = ["the Eiffel Tower", "Times Square", "Central Park", "the Golden Gate Bridge",
             "the Grand Canyon", "Niagara Falls", "the White House", "Buckingham Palace", "Mount Rushmore",
             "Trafalgar Square", "Madison Square Garden", "the Empire State Building", "Yellowstone",
             "Capitol Hill", "Big Ben", "Pike Place Market", "the Alamo", "Fenway Park",
             "the Las Vegas Strip", "the Brooklyn Bridge"]
AIRPORTS = ["O'Hare", "JFK", "Heathrow", "LAX", "Denver International", "Logan", "LaGuardia", "Dulles",
            "Sea-Tac", "Newark", "Gatwick", "Atlanta", "Charlotte", "Midway", "San Francisco International",
            "Schiphol", "Phoenix Sky Harbor", "Dallas Fort Worth"]
PLACE_DISHES = ["Denver omelette", "Philadelphia cream cheese", "New York strip", "Boston cream pie",
                "Buffalo wings", "Texas toast", "California roll", "Kansas City barbecue",
                "Idaho potatoes", "Manhattan clam chowder", "Brussels sprouts", "Hawaiian pizza",
                "Nashville hot chicken", "Chicago deep dish", "Kentucky bourbon", "Long Island iced tea",
                "Philly cheesesteak", "Maryland crab cakes", "Cuban sandwich", "Yorkshire pudding",
                "London broil", "Vermont maple syrup"]
PLACE_FIRMS = ["the New York Times", "Texas Instruments", "the Boston Globe", "Bank of Montreal",
               "Alaska Airlines", "the University of Michigan", "Boston College", "Kentucky Fried Chicken",
               "Nationwide of Ohio", "Oxford University Press", "the Chicago Tribune", "Arizona State",
               "Florida Power and Light", "Virginia Tech", "the Washington Post",
               "Tennessee Valley Authority", "Texas Roadhouse", "the Bank of England", "Penn State",
               "the Houston Chronicle", "Georgia Tech", "Dakota Growers", "California Pizza Kitchen",
               "the London School of Economics"]
CITY_TEAMS = ["the Chicago Bulls", "the Dallas Cowboys", "the Boston Red Sox", "the Miami Heat", "Green Bay",
              "the Denver Broncos", "Kansas City", "the Toronto Raptors", "the Seattle Seahawks",
              "Liverpool", "the Utah Jazz", "Ohio State", "the Houston Astros", "the Philadelphia Eagles",
              "Barcelona", "the Detroit Lions", "Alabama", "the Tampa Bay Lightning"]
MONTH_WORDS = ["may", "may", "march", "august", "May", "March"]


def said(number, ctx):
    """A cardinal in the dialogue's style."""
    mode = ctx.style.pick(ctx.rng)
    if mode == "words" or (mode == "mixed" and ctx.rng.random() < 0.4):
        return speech.cardinal(number, ctx.rng)
    return f"{number:,}" if ctx.rng.random() < 0.7 else str(number)


def amount(ctx):
    rng = ctx.rng
    whole = rng.choices([rng.randint(1, 99), rng.randint(100, 999), rng.randint(1000, 99999),
                         50 * rng.randint(1, 60)],
                        [40, 30, 15, 15])[0]
    cents = rng.choice([0, 0, 99, 50, rng.randint(1, 99)])
    if ctx.style.pick(rng) != "words":
        sign = rng.choices(["$", "£", "€"], [92, 4, 4])[0]
        return rng.choice([f"{sign}{whole:,}.{cents:02}" if cents else f"{sign}{whole:,}", f"{sign}{whole:,}",
                           f"{whole:,} dollars", f"{sign}{whole}.{cents:02}"])
    unit = "dollar" if whole == 1 else rng.choice(["dollars", "dollars", "bucks", "euros"])
    text = f"{speech.cardinal(whole, rng)} {unit}"
    if not cents:
        return text
    return rng.choice([f"{text} and {speech.under_hundred(cents)} cents",
                       f"{speech.cardinal(whole, rng)} {speech.under_hundred(cents)}"])


class Number(Code):
    """A number of business in the forms of any other number."""

    def __init__(self, ctx, kind):
        shape = pattern(ctx.rng, ctx.choice(SHAPES[kind])).split()
        super().__init__(ctx, shape)


def plain_kinds():
    """The kinds of one surface: from the context to the text."""
    def pick(attribute):
        return lambda ctx: ctx.choice(getattr(ctx.lists, attribute))

    def named(shapes):
        def make(ctx):
            group = ctx.lists.name_group(ctx.rng)
            return ctx.choice(shapes).format(first=ctx.lists.given(ctx.rng, group),
                                             last=ctx.lists.surname(ctx.rng, group),
                                             other=ctx.lists.surname(ctx.rng, group))
        return make

    def counted(low, high, units):
        return lambda ctx: f"{said(ctx.rng.randint(low, high), ctx)} {ctx.choice(units)}"

    def temperature(ctx):
        number = said(ctx.rng.randint(2, 110), ctx)
        return number + ctx.choice([" degrees", "°F", "°C", " degrees Fahrenheit", " degrees Celsius"]
                                   if number[0].isdigit() else [" degrees", " below zero"])

    def pressure(ctx):
        top, low = ctx.rng.randint(95, 190), ctx.rng.randint(55, 110)
        if ctx.style.pick(ctx.rng) == "words":
            said_top = " ".join(speech.say_digits(str(top), ctx.rng, "oh", "pairs"))
            return f"{said_top} over {speech.cardinal(low)}"
        return f"{top}{ctx.choice(['/', ' over '])}{low}"

    def version(ctx):
        numbers = [str(ctx.rng.randint(0, 17)) for _ in range(ctx.rng.randint(2, 3))]
        if ctx.style.pick(ctx.rng) == "words":
            return ctx.choice([" point ", " dot "]).join(speech.under_hundred(int(number))
                                                         for number in numbers)
        return ".".join(numbers)

    def score(ctx):
        one, two = ctx.rng.randint(0, 9), ctx.rng.randint(0, 40)
        mark = ctx.choice(["-", " to ", " ", " nil " if two == 0 else " to "])
        return f"{said(one, ctx)}{mark}{said(two, ctx)}"

    def percent(ctx):
        number = said(ctx.rng.randint(1, 100), ctx)
        if number[0].isdigit():
            return number + ctx.choice(["%", "%", " percent", f".{ctx.rng.randint(1, 9)}%"])
        return number + ctx.choice([" percent", " percent",
                                    f" point {speech.UNITS[ctx.rng.randint(1, 9)]} percent"])

    def letter_number(ctx):
        letter = ctx.choice([ctx.choice(string.ascii_uppercase[:8]), ""])
        number = said(ctx.rng.randint(1, 60), ctx)
        return letter + (number if number.isdigit() or not letter else f" {number}")

    def room(ctx):
        number = str(ctx.rng.choice([ctx.rng.randint(1, 40), ctx.rng.randint(100, 2500)]))
        return speech.number([number], ctx) if len(number) > 2 else said(int(number), ctx)

    def count(ctx):
        low, high = ctx.choice([(2, 20), (2, 99), (100, 999), (1000, 90000)])
        number = ctx.rng.randint(low, high)
        return said(number if number < 1000 or ctx.rng.random() < 0.4 else number // 100 * 100, ctx)

    def lottery(ctx):
        numbers = sorted(ctx.rng.sample(range(1, 70), ctx.choice([5, 6, 6])))
        digits = ctx.style.pick(ctx.rng) != "words"
        between = ctx.choice([", ", ", ", " "]) if digits else ", "
        return between.join(str(number) if digits else speech.under_hundred(number) for number in numbers)

    def city_state(ctx):
        city, code, _ = ctx.choice(ctx.lists.places)
        return city + ctx.choice([", ", ", ", " "]) + ctx.lists.states.get(code, code)

    def menu(ctx):
        return ctx.choice(["press ", "option ", "extension ", "dial ", "line "]) + \
            said(ctx.rng.randint(0, 9), ctx)

    return {
        "amount": amount, "percent": percent, "quantity": counted(2, 500, ITEMS),
        "measurement": counted(1, 900, UNITS), "duration": counted(2, 90, TIMES),
        "temperature": temperature, "blood_pressure": pressure,
        "dosage": lambda ctx: f"{said(ctx.choice(DOSES), ctx)} {ctx.choice(DRUG_UNITS)}",
        "drug": pick("drugs"), "condition": pick("conditions"), "company": pick("companies"),
        "brand": pick("brands"), "company_with_name": named(NAMED_FIRMS),
        "place_with_name": named(NAMED_PLACES), "product": pick("products"), "food": pick("foods"),
        "city": pick("cities"), "country": pick("countries"), "language": pick("languages"),
        "nationality": pick("nationalities"), "film": pick("films"), "song": pick("songs"),
        "book": pick("books"), "team": pick("teams"), "room_number": room, "gate": letter_number,
        "version": version, "score": score, "extension_menu": menu,
        "street_only_talk": pick("streets_talked"), "street_like": pick("streets_talked"),
        "job": pick("jobs"), "department": pick("departments"), "school": pick("schools"),
        "app": pick("apps"), "hospital": pick("hospitals"), "car": pick("cars"), "animal": pick("animals"),
        "given_name_word": lambda ctx: ctx.choice(NAME_WORDS),
        "count": count, "lottery": lottery, "city_state": city_state,
        "landmark": lambda ctx: ctx.choice(LANDMARKS),
        "airport": lambda ctx: ctx.choice(AIRPORTS), "city_team": lambda ctx: ctx.choice(CITY_TEAMS),
        "place_dish": lambda ctx: ctx.choice(PLACE_DISHES),
        "place_firm": lambda ctx: ctx.choice(PLACE_FIRMS),
        "month_word": lambda ctx: ctx.choice(MONTH_WORDS),
        "state": lambda ctx: ctx.choice(sorted(ctx.lists.states.values())),
    }


PLAIN = {**plain_kinds(), **things.KINDS}
KINDS = sorted([*PLAIN, *SHAPES])


class Plain:
    """A negative of one surface: the same in every form."""

    def __init__(self, ctx, kind):
        self.surface = PLAIN[kind](ctx)

    def text(self, form=None):
        if form:
            raise ValueError(f"the kind has no form '{form}'")
        return self.surface
