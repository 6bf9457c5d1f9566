"""Dates, clock times and ages in every spoken and written form."""

import datetime

from . import speech
from .base import Value
from .numbers import MONTHS

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def year_words(year, rng):
    if 2000 <= year < 2010:
        rest = f" {'and ' if rng.random() < 0.2 else ''}{speech.UNITS[year % 10]}" if year % 10 else ""
        return f"two thousand{rest}"
    if year >= 2010 and rng.random() < 0.25:
        return f"two thousand {'and ' if rng.random() < 0.3 else ''}{speech.under_hundred(year % 100)}"
    if year % 100 < 10:
        rest = f"oh {speech.UNITS[year % 10]}" if year % 10 else "hundred"
        return f"{speech.under_hundred(year // 100)} {rest}"
    return f"{speech.under_hundred(year // 100)} {speech.under_hundred(year % 100)}"


class DateTime(Value):
    def __init__(self, ctx):
        super().__init__(ctx)
        rng = ctx.rng
        self.day = datetime.date(2014, 1, 1) + datetime.timedelta(days=rng.randrange(5200))
        self.birthday = datetime.date(1932, 1, 1) + datetime.timedelta(days=rng.randrange(32000))
        self.hour = rng.choices(range(24), [1] * 6 + [2, 4, 8, 9, 10, 9, 8, 8, 9, 9, 8, 7, 5, 4, 3, 3, 2,
                                                      2])[0]
        self.minute = rng.choices([0, 30, 15, 45, rng.randrange(60), 5 * rng.randrange(12)],
                                  [40, 25, 8, 8, 12, 7])[0]

    def mode(self, mode):
        return mode or self.ctx.style.pick(self.ctx.rng)

    def said_day(self, day, mode):
        if mode == "digits":
            return self.ctx.rng.choices([speech.ordinal_digits(day), str(day)], [55, 45])[0]
        if mode == "mixed":
            return self.ctx.choice([speech.ordinal_digits(day), speech.ordinal(day)])
        return speech.ordinal(day) if self.ctx.rng.random() < 0.85 else speech.under_hundred(day)

    def said_year(self, year, mode):
        if mode == "digits":
            return str(year)
        if mode == "mixed" and self.ctx.rng.random() < 0.6:
            return self.ctx.choice([str(year), str(year), str(year)[2:]])
        if self.ctx.rng.random() < 0.2 and year % 100 > 9:
            return speech.under_hundred(year % 100)
        return year_words(year, self.ctx.rng)

    def day_of(self, date, mode, year):
        """The date with or without its year."""
        rng = self.ctx.rng
        mode = self.mode(mode)
        month = MONTHS[date.month - 1]
        if mode == "digits" and rng.random() < (0.35 if year else 0.15):
            short = f"{date.year % 100:02}"
            if not year:
                return rng.choice([f"{date.month}/{date.day}", f"{date.month:02}/{date.day:02}"])
            return rng.choice([f"{date.month:02}/{date.day:02}/{short}",
                               f"{date.month}/{date.day}/{date.year}",
                               f"{date.month:02}/{date.day:02}/{date.year}",
                               f"{date.month}/{date.day}/{short}", f"{date.month}-{date.day}-{date.year}",
                               f"{date.year}-{date.month:02}-{date.day:02}",
                               f"{date.month:02}-{date.day:02}-{short}",
                               f"{date.day:02}/{date.month:02}/{date.year}",
                               f"{date.month:02}, {date.day:02}, {short}", f"{date.month} {date.day} {short}",
                               f"{date.month:02} {date.day:02} {date.year}"])
        if mode == "words" and rng.random() < 0.15 and year:
            said = [speech.under_hundred(date.month) if date.month > 9 or rng.random() < 0.6 else
                    f"oh {speech.UNITS[date.month]}",
                    speech.under_hundred(date.day) if date.day > 9 or rng.random() < 0.6 else
                    f"oh {speech.UNITS[date.day]}",
                    speech.under_hundred(date.year % 100) if rng.random() < 0.5 and date.year % 100 > 9 else
                    year_words(date.year, rng)]
            return rng.choice([", ",
                               " slash "]).join(said) if rng.random() < 0.5 else speech.join_groups(said, " ")
        day = self.said_day(date.day, mode)
        if rng.random() < 0.3:
            article = "the " if rng.random() < 0.6 and not day.isdigit() else ""
            text = f"{article}{day}{'' if day.isdigit() else ' of'} {month}"
        else:
            if rng.random() < 0.04:
                month = month[:3] + rng.choice(["", "."])
            text = f"{month} {'the ' if rng.random() < 0.12 and not day.isdigit() else ''}{day}"
        if not year:
            return text
        link = ", " if rng.random() < (0.75 if text[-1].isdigit() else 0.35) else rng.choice([" ", " ", ", "])
        stop = f"{rng.choice(speech.FILLERS)}, " if rng.random() < self.ctx.noise / 3 else ""
        return f"{text}{', ' if stop else link}{stop}{self.said_year(date.year, mode)}"

    def form_date(self, mode):
        rng = self.ctx.rng
        text = self.day_of(self.day, mode, rng.random() < 0.55)
        if rng.random() < 0.15:
            text = f"{WEEKDAYS[self.day.weekday()]}{', ' if rng.random() < 0.75 else ' '}{text}"
        return text

    form_full = form_readback = form_date

    def form_day(self, mode):
        """A day without its month, to stand behind "the": "14th", "twenty-second"."""
        mode = self.mode(mode)
        if mode == "mixed":
            mode = self.ctx.choice(["digits", "words"])
        return speech.ordinal_digits(self.day.day) if mode == "digits" else speech.ordinal(self.day.day)

    def form_weekday_day(self, mode):
        """With its day: "Monday the 5th", "Monday, March 5th"."""
        weekday = WEEKDAYS[self.day.weekday()]
        if self.ctx.rng.random() < 0.7:
            return f"{weekday}{self.ctx.choice([' the ', ' the ', ', the '])}{self.form_day(mode)}"
        month_day = speech.plain(self.day_of(self.day, mode, False))
        return f"{weekday}{self.ctx.choice([', ', ', ', ' '])}{month_day}"

    def form_month_day(self, mode):
        return self.day_of(self.day, mode, False)

    form_first_half = form_month_day

    def form_birth(self, mode):
        return self.day_of(self.birthday, mode, True)

    def form_weekday(self, mode):
        return WEEKDAYS[self.day.weekday()]

    def form_month(self, mode):
        return MONTHS[self.day.month - 1]

    def form_year(self, mode):
        mode = self.mode(mode)
        return str(self.day.year) if mode == "digits" else year_words(self.day.year, self.ctx.rng)

    form_second_half = form_year

    def form_month_year(self, mode):
        link = self.ctx.rng.choices([" ", " of ", ", "], [80, 15, 5])[0]
        return f"{MONTHS[self.day.month - 1]}{link}{self.form_year(mode)}"

    def form_clock(self, mode):
        rng, hour, minute = self.ctx.rng, self.hour, self.minute
        mode = self.mode(mode)
        twelve = hour % 12 or 12
        half = rng.choice([" a.m.", " AM", "am", " am", " a.m"] if hour < 12
                          else [" p.m.", " PM", "pm", " pm", " p.m"])
        part = " in the morning" if hour < 12 else " in the afternoon" if hour < 18 else \
            rng.choice([" in the evening", " at night"])
        if minute == 0 and hour in (0, 12) and rng.random() < 0.5:
            return "midnight" if hour == 0 else rng.choice(["noon", "noon", "midday"])
        if minute % 5 == 0 and minute not in (0, 15, 30, 45) and rng.random() < 0.25:
            spoken = mode != "digits" or rng.random() < 0.5
            near, side = (minute, rng.choice(["past", "past", "after"])) if minute < 30 else \
                (60 - minute, rng.choice(["to", "to", "of", "till"]))
            nearest = twelve if minute < 30 else twelve % 12 + 1
            return " ".join([speech.under_hundred(near), side, speech.under_hundred(nearest)] if spoken else
                            [str(near), side, str(nearest)])
        if minute in (15, 30, 45) and rng.random() < 0.12:
            spoken = mode != "digits" or rng.random() < 0.3
            next_hour = twelve % 12 + 1
            shown = speech.under_hundred(next_hour if minute == 45 else twelve) if spoken else \
                str(next_hour if minute == 45 else twelve)
            return {15: "quarter past ", 30: "half past ",
                    45: rng.choice(["quarter to ", "quarter of "])}[minute] + shown
        tail = rng.choices([half, "", part], [58, 25, 17])[0]
        if mode == "digits" or (mode == "mixed" and rng.random() < 0.6):
            if minute == 0 and rng.random() < 0.55:
                return f"{twelve}{tail or rng.choice([chr(32) + 'o' + chr(39) + 'clock', half])}"
            if hour > 12 and rng.random() < 0.06:
                return f"{hour}:{minute:02}"
            return f"{twelve}{'.' if rng.random() < 0.07 else ':'}{minute:02}{tail}"
        tail = f" {tail.strip()}" if tail else ""
        if minute == 0:
            return speech.under_hundred(twelve) + (tail if rng.random() < 0.6 and tail else " o'clock")
        said = f"oh {speech.UNITS[minute]}" if minute < 10 else speech.under_hundred(minute)
        return f"{speech.under_hundred(twelve)} {said}{tail}"

    def form_hour(self, mode):
        """Without its half of the day, to stand behind "at", "by" or "between": "3", "four thirty"."""
        rng, twelve = self.ctx.rng, self.hour % 12 or 12
        digits = self.mode(mode) == "digits" or rng.random() < 0.2
        minute = rng.choice([0, 0, 0, 30, 30, 15, 45])
        if digits:
            return f"{twelve}:{minute:02}" if minute else str(twelve)
        return speech.under_hundred(twelve) + (f" {speech.under_hundred(minute)}" if minute else "")

    def form_default(self, mode):
        kind = self.ctx.rng.choices(["date", "weekday", "clock", "month_day", "birth", "year", "month_year"],
                                    [34, 10, 22, 14, 10, 4, 6])[0]
        return getattr(self, f"form_{kind}")(mode)

    def form_groups(self, mode):
        return self.form_birth(mode)

    def form_spelled(self, mode):
        return self.day_of(self.day, "words", True)

    def form_last4(self, mode):
        return self.form_year(mode)


class Age(Value):
    def __init__(self, ctx):
        super().__init__(ctx)
        self.years = ctx.rng.choices([ctx.rng.randint(18, 99), ctx.rng.randint(1, 17)], [80, 20])[0]

    def bare(self, mode):
        mode = mode or self.ctx.style.pick(self.ctx.rng)
        return str(self.years) if mode == "digits" else speech.cardinal(self.years)

    def form_number(self, mode):
        return self.bare(mode)

    form_short = form_first_half = form_second_half = form_last4 = form_number

    def form_default(self, mode):
        rng = self.ctx.rng
        draw = rng.random()
        if draw < 0.4:
            return self.bare(mode)
        if draw < 0.45 and self.years >= 20:
            # A decade alone says too little; with its third it does.
            decade = f"{self.years // 10 * 10}s" if mode == "digits" else DECADES[self.years // 10]
            return rng.choice(["early ", "late ", "mid ", "mid-"]) + decade
        return self.form_full(mode)

    def form_full(self, mode):
        """With its unit: "67 years old", "3-year-old"."""
        rng, number = self.ctx.rng, self.bare(mode)
        if self.years < 3 and rng.random() < 0.5:
            months = rng.randint(2, 23)
            number = str(months) if number.isdigit() else speech.under_hundred(months)
            return rng.choice([f"{number} months old", f"{number}-month-old", f"{number} month old"])
        plural = "year" if self.years == 1 else "years"
        return rng.choices([f"{number} {plural} old", f"{number}-year-old", f"{number} year old",
                            f"{number} {plural} of age", f"{number} yr old"], [60, 18, 12, 8, 2])[0]

    def form_adjective(self, mode):
        """Before a noun: "a 3-year-old", "67 year old"."""
        return self.bare(mode) + self.ctx.choice(["-year-old", "-year-old", " year old"])

    def form_months(self, mode):
        """A small child's: "8 months old"."""
        return self.small(mode)[0]

    def form_months_adjective(self, mode):
        """Before a noun: "a three-week-old"."""
        return self.small(mode)[1]

    def small(self, mode):
        rng = self.ctx.rng
        unit, number = rng.choices([("month", rng.randint(2, 23)), ("week", rng.randint(2, 12)),
                                    ("day", rng.randint(2, 12))], [80, 15, 5])[0]
        mode = mode or self.ctx.style.pick(rng)
        said = str(number) if mode == "digits" else speech.under_hundred(number)
        return f"{said} {unit}s old", f"{said}{rng.choice([f'-{unit}-old', f' {unit} old'])}"

    def form_half(self, mode):
        """A child's with a half: "four and a half", "6 and a half years old"."""
        rng = self.ctx.rng
        mode, years = mode or self.ctx.style.pick(rng), rng.randint(2, 11)
        said = str(years) if mode == "digits" else speech.under_hundred(years)
        half = " 1/2" if mode == "digits" and rng.random() < 0.2 else " and a half"
        return said + half + rng.choice(["", "", " years old"])

    form_readback = form_groups = form_spelled = form_full


DECADES = ["", "", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
           "nineties"]
