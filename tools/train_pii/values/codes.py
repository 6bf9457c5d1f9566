"""Codes of letters and digits: of banks, vehicles and documents; keys and addresses of machines."""

import string

from . import speech
from .base import Code, Value, cut
from .numbers import random_digits

LETTERS = string.ascii_uppercase
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def pattern(rng, shape):
    """A code of a shape: A any letter, 9 any digit; others stand for themselves."""
    return "".join(rng.choice(LETTERS) if sign == "A" else rng.choice(string.digits) if sign == "9" else sign
                   for sign in shape)


# Country, digits of the bank code and account; letters where the bank code has them.
IBANS = [("DE", "9" * 18), ("GB", "AAAA" + "9" * 14), ("FR", "9" * 23), ("ES", "9" * 20),
         ("IT", "A" + "9" * 22), ("NL", "AAAA" + "9" * 10), ("BE", "9" * 12), ("CH", "9" * 17),
         ("AT", "9" * 16), ("IE", "AAAA" + "9" * 14), ("PT", "9" * 21), ("PL", "9" * 24), ("SE", "9" * 20),
         ("DK", "9" * 14), ("NO", "9" * 11), ("LU", "9" * 16), ("AE", "9" * 19), ("SA", "9" * 20),
         ("TR", "9" * 22), ("GR", "9" * 23)]


def iban_check(country, account):
    number = "".join(str(int(sign, 36)) for sign in account + country + "00")
    return f"{98 - int(number) % 97:02}"


class Iban(Code):
    def __init__(self, ctx):
        rng = ctx.rng
        country, shape = rng.choice(IBANS)
        account = pattern(rng, shape)
        check = iban_check(country, account) if rng.random() < 0.9 else f"{rng.randint(2, 98):02}"
        number = country + check + account
        super().__init__(ctx, [number[at:at + 4] for at in range(0, len(number), 4)])


class Swift(Code):
    def __init__(self, ctx):
        rng = ctx.rng
        bank = rng.choice(ctx.lists.swift_banks) if rng.random() < 0.4 else pattern(rng, "AAAA")
        country = rng.choice(["US", "GB", "DE", "FR", "NL", "CH", "CA", "AU", "IN", "SG", "ES", "IT", "HK",
                              "JP", "IE"])
        place = rng.choice(LETTERS) + rng.choice(LETTERS + string.digits)
        branch = rng.choice(["", "", "X" * 3, pattern(rng, "999"), pattern(rng, "AAA")])
        super().__init__(ctx, [bank, country, place, branch])


VIN_VALUES = dict(zip("ABCDEFGH", range(1, 9))) | dict(zip("JKLMN", range(1, 6))) | {"P": 7, "R": 9} | \
    dict(zip("STUVWXYZ", range(2, 10))) | {digit: int(digit) for digit in string.digits}
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vin_check(vin):
    rest = sum(VIN_VALUES[sign] * weight for sign, weight in zip(vin, VIN_WEIGHTS)) % 11
    return "X" if rest == 10 else str(rest)


class Vin(Code):
    def __init__(self, ctx):
        rng = ctx.rng
        start = rng.choice(["1HG", "1FA", "1FT", "2T1", "3VW", "4T1", "5YJ", "JTD", "JHM", "WBA", "KMH",
                            "1G1", "5NP", "WVW", "KNA", "2HG", "SAL", "YV1"])
        start += "".join(rng.choice(VIN_LETTERS + string.digits) for _ in range(5))
        end = rng.choice("ABCDEFGHJKLMNPRSTVWXY123456789") + rng.choice(VIN_LETTERS + string.digits) + \
            random_digits(rng, 6, "0123456789")
        check = vin_check(start + "0" + end) if rng.random() < 0.9 else rng.choice(string.digits)
        vin = start + check + end
        super().__init__(ctx, rng.choice([[vin[:3], vin[3:8], vin[8:11], vin[11:]],
                                          [vin[:4], vin[4:8], vin[8:12], vin[12:]]]))


class Plate(Code):
    def __init__(self, ctx):
        shape = ctx.choice(["9AAA999", "AAA 9999", "AAA 999", "AA9 9AA", "999 AAA", "AAAA 999", "A99 99A",
                            "AA99 AAA", "AAA-9999", "999-AAA", "AB 99 AA", "9AA A99", "AA 99999"])
        super().__init__(ctx, pattern(ctx.rng, shape).replace("-", " ").split())

    def form_default(self, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        if mode == "digits" and len(self.groups) > 1 and self.ctx.rng.random() < 0.5:
            return self.ctx.choice([" ", "-", ""]).join(self.groups)
        return self.say(self.groups, mode)


class DriverId(Code):
    def __init__(self, ctx):
        shape = ctx.choice(["A9999999", "A9999999", "999999999", "99999999", "A999 9999 9999",
                            "A999 999 99 999 9", "AA999999", "999 999 999", "A99999999", "AA99 999999",
                            "A9999 99999 99999", "9999999", "AAA99 9999", "S99999999", "999AA9999",
                            "A99 9999 9999"])
        super().__init__(ctx, pattern(ctx.rng, shape).split())


class Passport(Code):
    def __init__(self, ctx):
        shape = ctx.choice(["999999999", "999999999", "A99999999", "A99999999", "AA999999", "AA9999999",
                            "A9999999", "999999", "P9999999", "99AA99999", "C99999999"])
        number = pattern(ctx.rng, shape)
        start = len(number) - len(number.lstrip(LETTERS)) if number[0] in LETTERS else 0
        super().__init__(ctx, [number[:start]] + ([number[start:]] if ctx.rng.random() < 0.4 else
                                                  cut(number[start:], 2 if len(number) < 8 else 3)))


class Written(Value):
    """A value that is one written string; said with its symbols, or spelled."""

    def __init__(self, ctx, written):
        super().__init__(ctx)
        self.written = written

    def spoken(self, written, mode):
        return speech.symbols(written, self.ctx, case=True, spell=0.15, digits="digits" if mode == "mixed"
                              else mode)

    def cut(self):
        middle = max(1, len(self.written) // 2)
        for at in range(middle, len(self.written)):
            if not self.written[at].isalnum():
                return self.written[:at], self.written[at:]
        return self.written[:middle], self.written[middle:]

    def say(self, written, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        return written if mode == "digits" else self.spoken(written, None if mode == "mixed" else mode)

    def form_default(self, mode):
        return self.say(self.written, mode)

    form_full = form_readback = form_groups = form_default

    def form_first_half(self, mode):
        return self.say(self.cut()[0], mode)

    def form_second_half(self, mode):
        return self.say(self.cut()[1], mode)

    def form_last4(self, mode):
        return speech.code(["".join(filter(str.isalnum, self.written))[-4:].upper()], self.ctx, mode)

    def form_spelled(self, mode):
        between = self.ctx.rng.choices([" ", ", ", "-"], [50, 40, 10])[0]
        said = []
        for sign in self.written:
            if sign.isdigit():
                said.append(sign if mode != "words" and self.ctx.style.pick(self.ctx.rng) == "digits" else
                            speech.UNITS[int(sign)])
            elif sign.isalpha():
                said.append(sign if sign.islower() or self.ctx.rng.random() < 0.5 else f"capital {sign}")
            else:
                said.append(self.ctx.choice(speech.SYMBOLS.get(sign, [sign])))
        return between.join(said)


class Separated(Written):
    """Groups with a sign between them, which is part of neither half."""

    def cut(self):
        first, second = super().cut()
        return first, second.lstrip(":.- ") or second


class Mac(Separated):
    def __init__(self, ctx):
        pairs = [f"{ctx.rng.randint(0, 255):02X}" for _ in range(6)]
        self.pairs = pairs
        text = ctx.rng.choices([":", "-", " ", "."], [60, 25, 10, 5])[0].join(pairs)
        super().__init__(ctx, text if ctx.rng.random() < 0.7 else text.lower())

    def say(self, written, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        if mode == "digits":
            return written
        pairs = written.upper().replace("-", ":").replace(" ", ":").replace(".", ":").strip(":").split(":")
        pairs = [pair for pair in pairs if pair]
        if self.ctx.rng.random() < 0.5:
            return speech.code(pairs, self.ctx, mode)
        between = self.ctx.choice([" ", " colon ", ", ", " dash "])
        return between.join(speech.quiet_code(pair, self.ctx, mode) for pair in pairs)


class Ip(Separated):
    def __init__(self, ctx):
        rng = ctx.rng
        start = rng.choice(["10", "192.168", "172.16", str(rng.randint(11, 223)),
                            str(rng.randint(11, 223))]).split(".")
        text = ".".join(start + [str(rng.randint(0, 255)) for _ in range(4 - len(start))])
        if rng.random() < 0.1:
            text = ":".join(["2001", "db8"] + [f"{rng.randint(0, 65535):x}" for _ in range(6)])
        super().__init__(ctx, text)

    def say(self, written, mode):
        rng = self.ctx.rng
        mode = mode or self.ctx.style.pick(rng)
        if mode == "digits":
            return rng.choices([written, written.replace(".", " dot "), written.replace(".", " ")],
                               [75, 20, 5])[0]
        if ":" in written:
            return super().say(written, mode)
        point = rng.choices([" dot ", " point ", ", "], [85, 10, 5])[0]
        zero, style = rng.choice(["zero", "oh"]), rng.choice(["digit", "pairs", "pairs"])
        said = []
        for number in written.strip(".").split("."):
            if mode == "mixed" and rng.random() < 0.5:
                said.append(number)
            elif style == "pairs" and rng.random() < 0.15:
                said.append(speech.cardinal(int(number), rng))
            else:
                said.append(speech.join_words(speech.say_digits(number, rng, zero, style), " "))
        return point.join(said)


class AccessKey(Code):
    def __init__(self, ctx):
        key = ctx.choice(["AKIA", "AKIA", "ASIA"]) + "".join(ctx.choice(LETTERS + "234567")
                                                             for _ in range(16))
        super().__init__(ctx, [key[at:at + 4] for at in range(0, 20, 4)])


class SecretKey(Written):
    def __init__(self, ctx):
        super().__init__(ctx, "".join(ctx.choice(string.ascii_letters + string.digits + "/+")
                                      for _ in range(40)))

    def say(self, written, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        if mode == "digits" or self.ctx.rng.random() < 0.4:
            return written
        return self.form_spelled(mode) if written == self.written else super().say(written, mode)
