"""Days, clock times and zones as pages write them about themselves ("3 March 2021, 14:05 CET").

Only what a page's own date lines need; the times of running prose are read elsewhere.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from crossread.tables import table

__all__ = [
    "Clock", "Day", "Stamp", "clock_expression", "clock_of", "clocks_in", "date_of", "days_in", "iso_value", "stamps_in"
]  # fmt: skip

# Two-digit years stand only in wire datelines ("5 OCT 89"); the pivot is the POSIX one.
YEAR_PIVOT = 69
YEARS = range(1800, 2101)
# The longest filling between a day and its clock time: " | at ", ", um ", " – ".
STAMP_GAP = 12


class Day(NamedTuple):
    """A calendar day at ``start..end``; ``year`` is ``None`` where not written, ``month`` where 3/4 can be either."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    numbers: tuple[int, int] | None = None


class Clock(NamedTuple):
    """A clock time; ``minute`` is ``None`` for "4 p.m."; ``zone`` is an ISO offset, ``Z`` or ``""``."""

    start: int
    end: int
    hour: int
    minute: int | None
    zone: str


class Stamp(NamedTuple):
    """A day with the clock time that stands beside it, if any."""

    start: int
    end: int
    day: Day
    clock: Clock | None


def days_in(text: str) -> tuple[Day, ...]:
    """Return the days written in ``text``, from left to right, the longest where two overlap."""
    found = sorted(_all_days(text), key=lambda day: (day.start, -day.end))
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return tuple(kept)


def clocks_in(text: str) -> tuple[Clock, ...]:
    """Return the clock times written in ``text``."""
    return tuple(clock for match in _clock_pattern().finditer(text) if (clock := clock_of(match)) is not None)


def stamps_in(text: str) -> tuple[Stamp, ...]:
    """Return days joined with the clock time right before or right behind them."""
    days = days_in(text)
    clocks = [clock for clock in clocks_in(text) if not any(d.start < clock.end and clock.start < d.end for d in days)]
    stamps = []
    for day in days:
        behind = next((c for c in clocks if c.start >= day.end and _joins(text[day.end : c.start])), None)
        before = next((c for c in reversed(clocks) if c.end <= day.start and _joins(text[c.end : day.start])), None)
        clock = behind or before
        if clock is None:
            stamps.append(Stamp(day.start, day.end, day, None))
            continue
        clocks.remove(clock)
        stamps.append(Stamp(min(day.start, clock.start), max(day.end, clock.end), day, clock))
    return tuple(stamps)


def iso_value(day: datetime.date, clock: Clock | None, zone: str | None = None) -> str:
    """Write a day, or a minute (an hour) of it, in ISO 8601; ``zone`` stands in where the clock names none."""
    if clock is None:
        return day.isoformat()
    minutes = "" if clock.minute is None else f":{clock.minute:02}"
    return f"{day.isoformat()}T{clock.hour:02}{minutes}{clock.zone or zone or ''}"


def date_of(day: Day, year: int | None = None) -> datetime.date | None:
    """Return the calendar date, with ``year`` where none is written; ``None`` where it is not known."""
    year = day.year if day.year is not None else year
    if year is None or day.month is None or day.day is None or year not in YEARS:
        return None
    try:
        return datetime.date(year, day.month, day.day)
    except ValueError:
        return None


def clock_of(match: re.Match[str]) -> Clock | None:
    """Make a clock of a match of the clock pattern; ``None`` for an hour that no clock shows."""
    hour = int(match["hour"] or match["hour_dot"] or match["hour_only"] or match["hour_four"])
    minutes = match["minute"] or match["minute_dot"] or match["minute_four"]
    half = (match["half"] or match["half_dot"] or match["half_only"] or "").lower()[:1]
    if half and not 1 <= hour <= 12 and not (half == "p" and hour <= 23):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or (minutes is not None and int(minutes) > 59):
        return None
    return Clock(match.start(), match.end(), hour, None if minutes is None else int(minutes), _zone(match["zone"]))


def _joins(between: str) -> bool:
    """Tell whether what stands between a day and a clock time only joins them."""
    if len(between) > STAMP_GAP:
        return False
    words = table("datelines")["between"]
    rest = re.sub(r"[\s,.;–—\-|·•@/T]+", " ", between).strip().casefold()
    return rest == "" or rest in words


def _zone(written: str | None) -> str:
    if not written:
        return ""
    if named := re.fullmatch(r"(?:UTC|GMT)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?", written):
        sign = "-" if named[1] in "-−" else "+"
        return f"{sign}{int(named[2]):02}:{named[3] or '00'}"
    if written == "Z":
        return "Z"
    return str(table("datelines")["zones"][written.upper()])


def _all_days(text: str) -> Iterator[Day]:
    months = _months()
    for pattern in _day_patterns():
        for match in pattern.finditer(text):
            groups = match.groupdict()
            day = int(groups["day"])
            month = months[groups["name"].casefold()] if groups.get("name") else int(groups["month"])
            if 1 <= day <= 31 and 1 <= month <= 12:
                yield Day(match.start(), match.end(), _year(groups.get("year")), month, day)
    for match in _NUMERIC.finditer(text):
        yield _numeric_day(match)


def _numeric_day(match: re.Match[str]) -> Day:
    """Read 3.4.2021 (day first by custom) and 3/4/2021 (either; the larger than 12 tells)."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second:
        return Day(match.start(), match.end(), year, second, first, (first, second))
    if second > 12:
        return Day(match.start(), match.end(), year, first, second, (first, second))
    return Day(match.start(), match.end(), year, None, None, (first, second))


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    year = int(written)
    return year if year > 99 else year + (1900 if year >= YEAR_PIVOT else 2000)


_NUMERIC = re.compile(r"(?<![\d.,/:-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d/])")


@functools.cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in table("datelines")["months"].items() for name in names}


def _any_of(words: object) -> str:
    return "|".join(re.escape(str(word)) for word in sorted(words, key=lambda word: (-len(word), word)))  # type: ignore[call-overload]


@functools.cache
def _day_patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<name>{_any_of(_months())})\.?"
    weekday = rf"(?:\b(?:{_any_of(table('datelines')['weekdays'])})\.?,?\s+)?"
    # A two-digit year counts only where the rest of a wire's dateline follows: "5 OCT 89 (", "5 OCT 89 --".
    year = r"(?P<year>\d{4}|\d{2}(?=\s*(?:\(|--)))"
    patterns = (
        rf"{weekday}\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:(?:\s*,\s*|\s+){year}(?!\d))?",
        rf"{weekday}(?<![\d.,:])(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+|of\s+)?{month}(?!\w)"
        rf"(?:,?\s+(?:de\s+|del\s+)?{year}(?!\d))?",
        r"(?<![\d.,/-])(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号號일]",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@functools.cache
def _clock_pattern() -> re.Pattern[str]:
    return re.compile(clock_expression())


@functools.cache
def clock_expression() -> str:
    """Return the pattern of a clock time with its half of the day, its "Uhr" and its zone."""
    half = r"[aApP]\.?\s?[mM](?:\.|\b)"
    words = _any_of(table("datelines")["clock_words"])
    names = _any_of(table("datelines")["zones"])
    zone = (
        rf"(?:UTC|GMT)\s*[+\-−]\s*\d{{1,2}}(?::?\d{{2}})?(?!\d)|(?:{names})(?!\w)"
        r"|(?<=\d)Z(?!\w)|(?<=\d)[+\-−]\d{2}:?\d{2}(?!\d)"
    )
    return (
        r"(?<![\d.,/:+-])(?:"
        rf"(?P<hour>\d{{1,2}})[:h](?P<minute>[0-5]\d)(?!\d)(?::[0-5]\d(?:[.,]\d+)?)?(?!:\d)(?:\s?(?P<half>{half}))?"
        rf"|(?P<hour_dot>\d{{1,2}})\.(?P<minute_dot>[0-5]\d)(?!\d)(?=\s?(?:{half}|(?i:{words})(?!\w)|\s(?:{names})(?!\w)))"
        rf"(?:\s?(?P<half_dot>{half}))?"
        rf"|(?P<hour_only>\d{{1,2}})\s?(?P<half_only>{half})"
        rf"|(?P<hour_four>\d{{2}})(?P<minute_four>[0-5]\d)(?=\s?(?:GMT|UTC|hrs\b))"
        r")"
        rf"(?:\s?(?i:{words})(?!\w))?"
        rf"(?:\s?\(?(?P<zone>{zone})\)?)?"
    )
