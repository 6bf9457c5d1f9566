"""Values of every entity type, in every spoken and written form that a recogniser writes.

    ctx = Context(rng, Lists(folder))       # what the values of one dialogue share
    value = make("PHONE", ctx)              # or make("!order_number", ctx)
    value.text("first_half")                # a surface; the forms of one value agree with each other

Surfaces may hold stretches that are no part of the value: `speech.parts` tells them apart.

Forms, besides the default (a mixture of what people say):
- NAME: full, first, last, middle, initial; word, word_last (that are words of the language); spelled (the
  surname's letters), first_spelled, full_spelled
- ADDRESS: full, street, house, road, unit, city, state, city_state, zip, street_city, residence (where a
  person lives: a city, with its state at times), first_half (street), second_half (city, state, zip);
  site (street, never a box), box, route (rural), cross (an intersection), floor, building, complex, area,
  county; abroad, abroad_street, abroad_city, postcode (of Canada, Britain or Australia); bare (street without its
  kind), unsure, corner, marker (on a highway), number, number_letter, house_name, village, place, room,
  room_number, place_room, spot, world, world_city, country: see whereabouts.py
- PHONE: first_half (all but the last four), second_half, last4, ext, groups, readback, spelled
- CREDIT_DEBIT_EXPIRY: month, year
- DATE_TIME: date, month_day, month_year, month, year, weekday, day ("14th"), weekday_day ("Monday the 5th"),
  clock, hour ("3", behind "at"), birth
- AGE: full ("67 years old"), number, adjective ("3-year-old"), half ("four and a half"), months,
  months_adjective
- EMAIL: spelled, readback, first_half or local (before the at), second_half, domain
- all others: first_half, second_half, last4, part1 to part4, groups (a pause between them), spelled, readback
  (without stumbles); negatives made of digits and letters have these too.
A mode may stand beside a form or alone, "last4:words": digits, words, mixed. Unknown forms: ValueError.
part1..partN cut the value into as many parts as `part_count` says, the highest that a template uses.
"""

from . import negatives
from .base import Context, Style  # noqa: F401
from .codes import AccessKey, DriverId, Iban, Ip, Mac, Passport, Plate, SecretKey, Swift, Vin
from .dates import Age, DateTime
from .lists import Lists  # noqa: F401
from .numbers import Account, Card, Cvv, Expiry, HealthNumber, Itin, Phone, Pin, Routing, Sin, Ssn
from .online import Email, Password, Url, Username
from .people import Name
from .places import Address

MAKERS = {
    "ADDRESS": Address, "AGE": Age, "AWS_ACCESS_KEY": AccessKey, "AWS_SECRET_KEY": SecretKey,
    "BANK_ACCOUNT_NUMBER": Account, "BANK_ROUTING": Routing, "CA_HEALTH_NUMBER": HealthNumber,
    "CA_SOCIAL_INSURANCE_NUMBER": Sin, "CREDIT_DEBIT_CVV": Cvv, "CREDIT_DEBIT_EXPIRY": Expiry,
    "CREDIT_DEBIT_NUMBER": Card, "DATE_TIME": DateTime, "DRIVER_ID": DriverId, "EMAIL": Email,
    "INTERNATIONAL_BANK_ACCOUNT_NUMBER": Iban, "IP_ADDRESS": Ip, "LICENSE_PLATE": Plate, "MAC_ADDRESS": Mac,
    "NAME": Name, "PASSPORT_NUMBER": Passport, "PASSWORD": Password, "PHONE": Phone, "PIN": Pin, "SSN": Ssn,
    "SWIFT_CODE": Swift, "URL": Url, "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER": Itin, "USERNAME": Username,
    "VEHICLE_IDENTIFICATION_NUMBER": Vin,
}


def make(kind, ctx):
    """A new value of an entity type, or of a negative kind ("!order_number")."""
    if kind in MAKERS:
        return MAKERS[kind](ctx)
    name = kind.lstrip("!")
    if name in negatives.SHAPES:
        return negatives.Number(ctx, name)
    if name in negatives.PLAIN:
        return negatives.Plain(ctx, name)
    raise ValueError(f"no kind of value '{kind}'")
