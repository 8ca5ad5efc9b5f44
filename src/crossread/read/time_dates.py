"""Rules for calendar dates: days, months, years, quarters, seasons, holidays.

A value whose words leave a part open takes it from the viewpoint, or keeps it open ("XXXX-09-20").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from crossread.amounts import read_number
from crossread.calendar import day_of_week_near, nearest_year, week_of
from crossread.read.time_grammar import code_of, words_of
from crossread.read.time_values import Match, Value, Viewpoint, group
from crossread.tables import table

__all__ = [
    "calendar_day",
    "century",
    "decade",
    "holiday",
    "iso_day",
    "month",
    "month_and_year",
    "month_of_relative_year",
    "slashed",
    "week_around",
    "year",
    "year_in_words",
]


def calendar_day(match: Match, at: Viewpoint) -> Value | None:
    """ "September 21, 2023", "21st of September", "4 FEB 90"."""
    month, day = int(code_of("months", group(match, "month")) or 0), day_number(match["day"])
    if day is None:
        return None
    return year_month_day(group(match, "year"), month, day, at)


def day_number(written: str) -> int | None:
    if written[0].isdigit():
        return int(re.sub(r"\D", "", written))
    number = table("times")["ordinals"].get(words_of(written).replace(" ", "-"))
    return int(number) if number else None


def year_month_day(written: str | None, month: int, day: int, at: Viewpoint) -> Value | None:
    if written:
        year = int(re.sub(r"\D", "", written))
        if year < 100:
            year += 2000 if year < 50 else 1900
        return Value("DATE", f"{year:04d}-{month:02d}-{day:02d}", True) if _valid(year, month, day) else None
    if not _valid(2000, month, day):
        return None
    near = at.day and nearest_year(at.day, month, day, at.direction)
    return Value("DATE", f"{near:04d}-{month:02d}-{day:02d}" if near else f"XXXX-{month:02d}-{day:02d}")


def _valid(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def iso_day(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001 - every rule has one form
    """ "2023-09-21"."""
    year, month, day = int(group(match, "year")), int(group(match, "month")), int(match["day"])
    return Value("DATE", f"{year:04d}-{month:02d}-{day:02d}", True) if _valid(year, month, day) else None


def slashed(match: Match, at: Viewpoint) -> Value | None:
    """Read 21/09/2023 and 9/21/2023; where both orders are dates only the anchor's own neighbourhood decides."""
    first, second, year = int(match["a"]), int(match["b"]), int(group(match, "year"))
    options = [(month, day) for month, day in ((second, first), (first, second)) if _valid(year, month, day)]
    if match["dot"] == ".":
        options = options[:1]
    if len(set(options)) == 2 and at.day:
        near = [option for option in options if abs(date(year, *option) - at.day) <= timedelta(days=10)]
        options = near if len(near) == 1 else options
    if not options:
        return None
    if len(set(options)) == 2:
        return Value("DATE", f"{year:04d}-XX-XX", True)
    return Value("DATE", f"{year:04d}-{options[0][0]:02d}-{options[0][1]:02d}", True)


def month_and_year(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "September 2023", "early Sept. of 2023"."""
    month = int(code_of("months", group(match, "month")) or 0)
    return Value("DATE", f"{int(match['year']):04d}-{month:02d}", True)


def month(match: Match, at: Viewpoint) -> Value | None:
    """ "in September", "last May": the latest one, unless the words look ahead."""
    month = int(code_of("months", group(match, "month")) or 0)
    if at.day is None:
        return Value("DATE", f"XXXX-{month:02d}")
    year, which = at.day.year, words_of(group(match, "which"))
    if which.startswith(("last", "past", "previous")):
        year -= month >= at.day.month
    elif which.startswith(("next", "coming")) or (at.direction > 0 and not which):
        year += month < at.day.month or (month == at.day.month and bool(which))
    elif not which:
        year -= month > at.day.month
    return Value("DATE", f"{year:04d}-{month:02d}")


def month_of_relative_year(match: Match, at: Viewpoint) -> Value | None:
    """ "July last year"."""
    month = int(code_of("months", group(match, "month")) or 0)
    year = relative_year(group(match, "which"), at)
    return Value("DATE", f"{year}-{month:02d}")


def relative_year(which: str, at: Viewpoint) -> str:
    if at.day is None:
        return "XXXX"
    word = words_of(which)
    return f"{at.day.year + (-1 if word.startswith(('last', 'past', 'previous')) else word.startswith('next')):04d}"


def year(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "in 2020"."""
    return Value("DATE", group(match, "year"), True)


def year_in_words(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """Broadcast transcripts write years as they are spoken: "nineteen ninety-six"."""
    written = words_of(match["words"])
    century = re.match(r"(eighteen|nineteen|twenty)[\s-]+(.+)", written)
    rest = read_number(century[2]) if century else None
    if (thousand := re.match(r"two[\s-]+thousand(?:[\s-]+and)?[\s-]*(.*)", written)) and group(match, "named"):
        return Value("DATE", f"{2000 + int(read_number(thousand[1]) or 0):04d}", True)
    if century is None or rest is None or (century[1] == "twenty" and rest < 10):
        return None  # "twenty two" is a number
    year = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[century[1]] + int(rest)
    month = group(match, "month")
    return Value("DATE", f"{year:04d}-{int(code_of('months', month) or 0):02d}" if month else f"{year:04d}", True)


def decade(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "the 1990s", "the late '80s", "the nineties"."""
    if match["full"]:
        return Value("DATE", match["full"][:3], True)
    tens = match["short"][0] if match["short"] else table("times")["decade_words"][words_of(group(match, "word"))]
    return Value("DATE", f"19{tens}", True)


def century(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "the 20th century"."""
    number = day_number(match["number"])
    return Value("DATE", f"{number - 1:02d}", True) if number else None


def week_around(match: Match, at: Viewpoint) -> Value | None:
    """ "The week of March 6"."""
    day = calendar_day(match, at)
    found = re.fullmatch(r"\d{4}-\d\d-\d\d", day.value) if day else None
    return Value("DATE", week_of(date.fromisoformat(found[0])) if found else "XXXX-WXX")


def holiday(match: Match, at: Viewpoint) -> Value | None:
    """ "Christmas", "Thanksgiving": a fixed day, or the nth weekday of its month."""
    fixed = code_of("holidays", match["holiday"])
    moving = table("times")["moving_holidays"].get(words_of(match["holiday"]))
    if moving and (group(match, "year") or at.day):
        return _moving(moving, group(match, "year"), at)
    if fixed is None:
        year = group(match, "year") or (f"{at.day.year:04d}" if at.day else "XXXX")
        return Value("DATE", f"{year}-XX-XX", bool(group(match, "year")))
    month, day = map(int, str(fixed).split("-"))
    return year_month_day(group(match, "year"), month, day, at)


def _moving(rule: list[int], written: str | None, at: Viewpoint) -> Value:
    """A holiday on the nth weekday of a month; the nearest, or that of the year given."""
    month, weekday, nth, *more = rule
    first = date(int(written) if written else at.day.year if at.day else 2000, month, 1)
    found = _nth(first, weekday, nth)
    if not written and at.day and at.direction < 0 and found > at.day:
        found = _nth(first.replace(year=first.year - 1), weekday, nth)
    found += timedelta(days=sum(more))
    return Value("DATE", found.isoformat(), bool(written))


def _nth(first: date, weekday: int, nth: int) -> date:
    if nth < 0:  # the last of the month
        return day_of_week_near(first.replace(day=31), weekday - 1, -1)
    return day_of_week_near(first, weekday - 1, 1) + timedelta(weeks=nth - 1)
