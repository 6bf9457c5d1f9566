"""Values made of digits: telephone, bank, card, tax and health numbers, PINs.

Most check digits are right; some are wrong, as misheard numbers are.
"""

from . import speech
from .base import Code, Value


def random_digits(rng, count, first="123456789"):
    """Digits, now and then with the repeats and zeros that people say as "double five" or "hundred"."""
    text = rng.choice(first)
    while len(text) < count:
        draw = rng.random()
        text += text[-1] if draw < 0.12 else "0" if draw < 0.2 else rng.choice("0123456789")
    return text


def luhn_digit(text):
    total = 0
    for place, digit in enumerate(reversed(text)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def aba_digit(text):
    return str(-sum(int(digit) * weight for digit, weight in zip(text, (3, 7, 1, 3, 7, 1, 3, 7))) % 10)


def checked(rng, text, digit):
    """The text with its check digit, wrong once in ten."""
    return text + (digit(text) if rng.random() < 0.9 else rng.choice("0123456789"))


class Ssn(Code):
    def __init__(self, ctx):
        rng = ctx.rng
        area = rng.randint(1, 899)
        super().__init__(ctx, [f"{666 + 1 if area == 666 else area:03}", f"{rng.randint(1, 99):02}",
                               f"{rng.randint(0, 9999):04}"])


class Itin(Code):
    def __init__(self, ctx):
        rng = ctx.rng
        super().__init__(ctx, [f"9{rng.randint(0, 99):02}",
                               f"{rng.choice([50, 70, 80, 90]) + rng.randint(0, 9)}",
                               f"{rng.randint(0, 9999):04}"])


class Sin(Code):
    def __init__(self, ctx):
        number = checked(ctx.rng, random_digits(ctx.rng, 8, "12345679"), luhn_digit)
        super().__init__(ctx, [number[:3], number[3:6], number[6:]])


class HealthNumber(Code):
    def __init__(self, ctx):
        number = checked(ctx.rng, random_digits(ctx.rng, 9), luhn_digit)
        groups = [number[:4], number[4:7], number[7:]] if ctx.rng.random() < 0.7 else \
            [number[:3], number[3:6], number[6:]]
        # An Ontario card's version code.
        if ctx.rng.random() < 0.15:
            groups.append("".join(ctx.rng.choice("ABCDEFGHJKLMNPQRSTVWXYZ") for _ in range(2)))
        super().__init__(ctx, groups)


class Card(Code):
    """13 to 16 digits, 15 of American Express; Luhn's digit at the end."""

    def __init__(self, ctx):
        rng = ctx.rng
        brand = rng.choices(["visa", "master", "amex", "discover", "old"], [42, 30, 14, 10, 4])[0]
        start = {"visa": "4", "master": rng.choice(["51", "52", "53", "54", "55", "22", "27"]),
                 "amex": rng.choice(["34", "37"]), "discover": rng.choice(["6011", "65"]), "old": "4"}[brand]
        length = {"amex": 15, "old": 13}.get(brand, 16)
        number = start + random_digits(rng, length - 1 - len(start), "0123456789")
        number = checked(rng, number, luhn_digit)
        if brand == "amex":
            groups = [number[:4], number[4:10], number[10:]]
        else:
            groups = [number[at:at + 4] for at in range(0, length, 4)]
        super().__init__(ctx, groups)


class Account(Code):
    def __init__(self, ctx):
        rng = ctx.rng
        length = rng.choices([6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17],
                             [3, 4, 10, 14, 24, 10, 22, 4, 4, 3, 2])[0]
        number = random_digits(rng, length, "0123456789")
        size = 4 if length % 4 == 0 else 3 if length % 3 == 0 else rng.choice([3, 4])
        groups = [number[at:at + size] for at in range(0, length, size)]
        if len(groups[-1]) == 1:
            groups[-2:] = [groups[-2] + groups[-1]]
        super().__init__(ctx, groups)


class Routing(Code):
    def __init__(self, ctx):
        rng = ctx.rng
        start = f"{rng.choice([*range(1, 13), *range(21, 33)]):02}"
        number = checked(rng, start + random_digits(rng, 6, "0123456789"), aba_digit)
        groups = [number[:3], number[3:6], number[6:]] if rng.random() < 0.7 else \
            [number[:4], number[4:8], number[8:]] if rng.random() < 0.5 else [number]
        super().__init__(ctx, groups)


class Cvv(Code):
    def __init__(self, ctx):
        super().__init__(ctx, ["".join(ctx.choice("0123456789") for _ in range(3 if ctx.rng.random() < 0.85
                                                                               else 4))])


class Pin(Code):
    def __init__(self, ctx):
        length = ctx.rng.choices([4, 5, 6], [82, 5, 13])[0]
        super().__init__(ctx, [random_digits(ctx.rng, length, "0123456789")])


class Expiry(Value):
    """Month and year of a card: "04/27", "April 2027", "oh four twenty-seven"."""

    def __init__(self, ctx):
        super().__init__(ctx)
        self.number = ctx.rng.randint(1, 12)
        self.full_year = ctx.rng.randint(2022, 2036)

    def form_default(self, mode):
        rng, month, year = self.ctx.rng, self.number, self.full_year
        mode = mode or self.ctx.style.pick(rng)
        short = f"{year % 100:02}"
        named = MONTHS[month - 1]
        if mode == "digits":
            return rng.choice([f"{month:02}/{short}", f"{month:02}/{short}", f"{month:02}/{year}",
                               f"{month}/{short}", f"{named} {year}", f"{month:02} {short}",
                               f"{month:02}-{short}", f"{named} of {year}", f"{month:02}{short}",
                               f"{month:02}, {short}", f"{month:02} slash {short}", f"{month} {year}",
                               f"{named[:3]} {year}", f"{named} {short}", f"{month:02}, {year}",
                               f"{named}, {year}", f"{month} of {short}"])
        zero = rng.choice(["oh", "zero", "oh"])
        said = f"{zero} {speech.UNITS[month]}" if month < 10 else speech.under_hundred(month)
        months = [said, said, speech.under_hundred(month), named]
        years = [speech.under_hundred(year % 100), f"twenty {speech.under_hundred(year % 100)}",
                 speech.join_words([speech.UNITS[int(digit)] for digit in short], " ")]
        if mode == "mixed":
            months, years = [said, named, f"{month:02}", str(month)], years[:2] + [short, str(year)]
        month, year = rng.choice(months), rng.choice(years)
        link = rng.choices([" ", ", ", " slash ", " of ", " and "],
                           [55, 15, 12, 14 if month == named else 4, 1])[0]
        text = month + (", " if link == " " and speech.confusable(month, year) else link) + year
        if rng.random() < self.ctx.noise / 2:
            text = f"{month}, {rng.choice(speech.FILLERS)}, {year}"
        return text

    form_full = form_readback = form_groups = form_default

    def form_month(self, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        if self.ctx.rng.random() < 0.45:
            return MONTHS[self.number - 1]
        if mode == "digits":
            return self.ctx.choice([f"{self.number:02}", str(self.number)])
        return self.ctx.choice([speech.under_hundred(self.number)] +
                               [f"oh {speech.UNITS[self.number % 10]}"] * (self.number < 10))

    def form_year(self, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        short = self.full_year % 100
        if mode == "digits":
            return self.ctx.choice([f"{short:02}", str(self.full_year), f"20{short:02}"])
        return self.ctx.choice([speech.under_hundred(short), f"twenty {speech.under_hundred(short)}",
                                f"two thousand {speech.under_hundred(short)}"])

    form_first_half = form_month
    form_second_half = form_year


MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]


class Phone(Code):
    """Ten US digits mostly; seven, with country code, British, Indian, Australian at times."""

    def __init__(self, ctx):
        rng = ctx.rng
        kind = rng.choices(["us", "seven", "toll free", "country", "uk", "india", "australia"],
                           [64, 8, 5, 8, 6, 4, 5])[0]
        area = str(rng.randint(201, 989))
        local = [f"555" if rng.random() < 0.25 else str(rng.randint(200, 999)), f"{rng.randint(0, 9999):04}"]
        if rng.random() < 0.15:
            local[1] = rng.choice("123456789") + rng.choice(["00", "000", "55"])[:3].ljust(3, "0")
        groups = {"us": [area] + local, "seven": local, "country": ["1", area] + local,
                  "toll free": [rng.choice(["800", "888", "877", "866"])] + local,
                  "uk": rng.choice([["07" + random_digits(rng, 3, "3456789"),
                                     random_digits(rng, 6, "0123456789")],
                                    ["020", random_digits(rng, 4, "78"), random_digits(rng, 4)]]),
                  "india": [random_digits(rng, 5, "6789"), random_digits(rng, 5, "0123456789")],
                  "australia": ["04" + random_digits(rng, 2, "0123456789"), random_digits(rng, 3),
                                random_digits(rng, 3)]}[kind]
        self.kind = kind
        self.extension = str(rng.randint(10, 9999))
        super().__init__(ctx, groups)

    def form_default(self, mode):
        rng = self.ctx.rng
        mode = mode or self.ctx.style.pick(rng)
        if mode == "digits" and self.kind in ("us", "country", "toll free") and rng.random() < 0.35:
            area, first, last = self.groups[-3:]
            lead = "" if self.kind != "country" else rng.choice(["+1 ", "1-", "1 ", "+1-"])
            return lead + rng.choice([f"({area}) {first}-{last}", f"({area}) {first} {last}",
                                      f"{area}-{first}-{last}", f"{area}.{first}.{last}",
                                      f"{area}, {first}, {last}", f"{area} {first}-{last}"])
        if self.kind == "country" and mode != "digits" and rng.random() < 0.3:
            return f"plus one {self.say(self.groups[1:], mode)}"
        text = self.say(self.groups, mode)
        if rng.random() < 0.04:
            leads = [" extension ", ", extension ", " ext. "] + [" x"] * (mode == "digits")
            text += rng.choice(leads) + self.form_ext(mode)
        return text

    form_full = form_default

    def form_ext(self, mode):
        return self.say([self.extension], mode)

    def form_first_half(self, mode):
        """The area code, at times with the exchange."""
        return self.say(self.halves()[0], mode)

    def halves(self):
        return (self.groups[:-1], self.groups[-1:]) if len(self.groups) > 1 else super().halves()
