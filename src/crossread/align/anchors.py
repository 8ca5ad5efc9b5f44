"""Dates that only the story can tell: of a report that gives none, and the years of its days.

News names a weekday only for the days just past, so the weekdays that an undated report tells of put it into
the story's days. A weekday beside a day of the month ("Thursday (March 4)") stands for one day of the story;
a bare weekday for the one day of the story that it fits. The latest of them is the day the report came out.
Nothing is inferred where no weekday fits, where a bare one could be two days of a long story, or where the
report tells of a later day as past. What was inferred has basis ``context``; the report's times are then
resolved again, with those of its claims and attributions. Only dates that were not inferred are evidence, so
the order of reports plays no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from crossread.amounts import read_number
from crossread.calendar import anchor_day, interval_of, outlook, resolve, shift
from crossread.model import Claim, Interval, Reading, Span, TimeExpression
from crossread.tables import table
from crossread.when import dated, happening_time, saying_time

__all__ = ["anchor_readings"]

# A bare weekday tells a day apart only among seven.
LONGEST_STORY = timedelta(days=6)
# A day of the month may lie this far outside the days of the dated reports: some tell what the others do not.
MARGIN = timedelta(days=1)
# A weekday and a day of the month that stand no further apart name the same day: "Thursday (March 4)".
PAIR_GAP = 4

_MONTH_DAY = re.compile(r"(?:XXXX|\d{4})-(\d\d-\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T.*)?")


def anchor_readings(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Date the undated reports by the others, and resolve their times again. Order plays no part."""
    readings = tuple(readings)
    known = sorted({day for reading in readings if (day := _own_day(reading))})
    return tuple(reading if _is_dated(reading) or not known else _dated(reading, known) for reading in readings)


def _is_dated(reading: Reading) -> bool:
    return bool(reading.report.published or reading.report.updated)


def _own_day(reading: Reading) -> date | None:
    """Return the day a report gives for itself."""
    for interval in (reading.report.published, reading.report.updated):
        if interval and interval.basis != "context" and (day := anchor_day(interval)):
            return day
    return None


def _dated(reading: Reading, known: Sequence[date]) -> Reading:
    told = [time for time in reading.times if outlook(reading.report.text, time.span.start, time.span.end) < 0]
    days = [*_paired_days(reading, told, known), *_weekday_days(told, known)]
    if not days:
        return reading
    day, evidence = max(days, key=lambda found: (found[0], -found[1].start))
    if any(later > day for time in told if (later := _month_day(time, day))):
        return reading
    published = interval_of(day.isoformat(), "context", replace(evidence, text=None))
    return _resolved(replace(reading, report=replace(reading.report, published=published)), day)


# ------------------------------------------------------------------------------------------- evidence


def _month_day(time: TimeExpression, published: date) -> date | None:
    """Return the day that "March 4" or "March 4, 2021" is, for a report of that day."""
    value = time.value or ""
    written = resolve(value, published) if value.startswith("XXXX-") else value
    return anchor_day(interval_of((written or "")[:10], "context")) if _MONTH_DAY.match(value) else None


def _paired_days(
    reading: Reading, told: Sequence[TimeExpression], known: Sequence[date]
) -> Iterator[tuple[date, Span]]:
    """Give each "Thursday (March 4)" whose weekday leaves one day of the story."""
    for time in told:
        if (weekday := _weekday_named(time.span.text or "")) and (found := _MONTH_DAY.match(time.value or "")):
            yield from ((day, time.span) for day in _one_day(weekday, found[1], known))
    for first, second in pairwise(told):
        weekday = _weekday_named(first.span.text or "")
        found = _MONTH_DAY.match(second.value or "")
        if weekday and found and 0 < second.span.start - first.span.end <= PAIR_GAP:
            words = reading.report.span(first.span.start, second.span.end)
            yield from ((day, words) for day in _one_day(weekday, found[1], known))


def _weekday_named(words: str) -> int | None:
    names = table("times")["weekdays"]
    found = re.match(r"[A-Za-z]+", words)
    return names.get(found[0].lower()) if found else None


def _one_day(weekday: int, month_day: str, known: Sequence[date]) -> list[date]:
    """Return the one day of the story that is that day of the month and that weekday, if it is one."""
    days = []
    for year in range(known[0].year - 1, known[-1].year + 2):
        day = anchor_day(interval_of(f"{year:04d}-{month_day}", "context"))
        if day and day.isoweekday() == weekday and known[0] - MARGIN <= day <= known[-1] + MARGIN:
            days.append(day)
    return days if len(days) == 1 else []


def _weekday_days(told: Sequence[TimeExpression], known: Sequence[date]) -> Iterator[tuple[date, Span]]:
    """Give the days of the story that bare weekdays stand for, if the story is short enough to tell."""
    if known[-1] - known[0] > LONGEST_STORY:
        return
    days = [known[0] + timedelta(days=number) for number in range((known[-1] - known[0]).days + 1)]
    for time in told:
        if weekday := _WEEKDAY.fullmatch(time.value or ""):
            yield from ((day, time.span) for day in days if day.isoweekday() == int(weekday[1]))


# ------------------------------------------------------------------------------------ resolving again


def _resolved(reading: Reading, day: date) -> Reading:
    times = tuple(_resolved_time(reading, time, day) for time in reading.times)
    changed = {(time.span.start, time.span.end): time.interval for time in times if time.interval}
    reading = replace(reading, times=times)
    claims = tuple(
        replace(claim, when=_again(claim.when, changed) or _when(reading, claim)) for claim in reading.claims
    )
    said = tuple(
        replace(item, said=_again(item.said, changed) or saying_time(reading, item)) for item in reading.attributions
    )
    return replace(reading, claims=claims, attributions=said)


def _when(reading: Reading, claim: Claim) -> Interval | None:
    """A claim whose times had no date when it was made gets its time now."""
    time = happening_time(reading.report.text, reading.times, claim.span)
    return dated(time) if time else None


def _again(interval: Interval | None, changed: dict[tuple[int, int], Interval]) -> Interval | None:
    if interval is None or interval.evidence is None:
        return interval
    return changed.get((interval.evidence.start, interval.evidence.end), interval)


def _resolved_time(reading: Reading, time: TimeExpression, day: date) -> TimeExpression:
    if time.interval is not None or time.timex_type not in ("DATE", "TIME") or "X" not in (time.value or ""):
        return time
    value = _value(reading.report.text, time, day)
    interval = interval_of(value, "context", replace(time.span, text=None))
    return replace(time, value=value, interval=interval) if interval else time


def _value(text: str, time: TimeExpression, day: date) -> str | None:
    """Fill in the value by its form, else by its words ("yesterday", "last week", "5 months ago")."""
    value = time.value or ""
    if found := resolve(value, day, outlook(text, time.span.start, time.span.end)):
        return found
    words = re.sub(r"\s+", " ", (time.span.text or "").lower())
    lists = table("times")
    if value.startswith("XXXX-XX-XX"):
        steps = [number for word, number in lists["day_words"].items() if re.search(rf"\b{word}\b", words)]
        return (day + timedelta(days=steps[0])).isoformat() + value[10:] if len(set(steps)) == 1 else None
    unit = re.search(r"\b(week|month|quarter|year|decade|century)s?\b", words)
    if unit is None:
        return None
    if ago := re.match(r"(?:[a-z ]+? )?(\S+) \w+ ago$", words):
        count = 1 if ago[1] in ("a", "an") else read_number(ago[1])
        return shift(day, -int(count), unit[1]) if count else None
    steps = [number for word, number in lists["which_words"].items() if re.search(rf"\b{word}\b", words)]
    return shift(day, steps[0], unit[1]) if len(set(steps)) == 1 else None
