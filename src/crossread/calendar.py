"""Intervals: from TIMEX3 values and ISO times, shifted, compared and put in order. No report is read here.

Times are local times as their report means them. A zone is kept where one was given and never invented, so
two clock times of which only one has a zone may be up to fourteen hours apart and still be the same.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from crossread.model import Basis, Grain, Interval, Span
from crossread.tables import table

__all__ = [
    "anchor_day",
    "before",
    "compatible",
    "contains",
    "day_of_week_near",
    "interval_of",
    "is_resolved",
    "nearest_year",
    "outlook",
    "resolve",
    "shift",
    "sort_key",
    "week_of",
]

# The furthest any local time lies from UTC (Kiribati, UTC+14): how far apart two clock times can be written
# for one moment when one of them has no zone.
WIDEST_ZONE = timedelta(hours=14)

# Hours of the parts of day in TIMEX3. News says "Tuesday night" of what happens at one on Wednesday, and
# "Wednesday morning" of the same hour, so the parts overlap on purpose.
PARTS_OF_DAY = {"MO": (0, 12), "MI": (11, 14), "AF": (12, 18), "EV": (17, 24), "NI": (18, 30), "DT": (6, 18)}

# First month and length of seasons, quarters and halves. Seasons are the northern meteorological ones: TimeML
# has no other. What is compared by them is vague anyway.
MONTHS_OF = {
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3),
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
}  # fmt: skip

# How many characters before an expression are searched for the verb that says which way it looks.
OUTLOOK_WINDOW = 90

# How much farther a day of the month seems that lies against the outlook of its words. Two left "held on
# 3 January", told in September, in the next year; more than four moves next week's days into the last year.
AGAINST = 3

# A participle behind "be" belongs to what is to come ("will be named"), one behind "is" to no time at all.
_NO_PAST = r"(?<!\w)(?<!\bbe\s)(?<!\bis\s)(?<!\bare\s)"

_GRAIN_ORDER = ("minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "decade", "era")
_CLOCK = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?:(?P<part>MO|MI|AF|EV|NI|DT)"
    r"|(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?\d\d(?:[.,]\d+)?)?)?)(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d)?"
)


def interval_of(value: str | None, basis: Basis, evidence: Span | None = None) -> Interval | None:
    """Turn a TIMEX3 value or an ISO 8601 time into an interval; ``None`` where it names no point in time.

    Durations ("P2D"), sets, references ("PRESENT_REF") and values with unknown parts ("XXXX-09-20") have
    none.
    """
    found = None if value is None or "X" in value or "_" in value else _clock(value) or _days(value)
    if found is None:
        return None
    start, end, grain = found
    return Interval(start=start, end=end, grain=grain, basis=basis, evidence=evidence)


def _clock(value: str) -> tuple[str, str, Grain] | None:
    found = _CLOCK.fullmatch(value)
    if not found:
        return None
    day = _date(found["day"])
    if day is None:
        return None
    midnight = datetime(day.year, day.month, day.day)
    zone = _zone(found["zone"])
    if found["part"]:
        first, last = PARTS_OF_DAY[found["part"]]
        return _minutes(midnight, first, last, zone, "part_of_day")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    begin = midnight + timedelta(hours=hour, minutes=minute)
    if found["minute"] is None:
        return _minutes(begin, 0, 1, zone, "hour")
    return _iso(begin, zone), _iso(begin + timedelta(minutes=1), zone), "minute"


def _minutes(day: datetime, first: int, last: int, zone: str, grain: Grain) -> tuple[str, str, Grain]:
    return _iso(day + timedelta(hours=first), zone), _iso(day + timedelta(hours=last), zone), grain


def _iso(moment: datetime, zone: str) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M").rjust(16, "0") + zone


def _zone(written: str | None) -> str:
    if not written or written == "Z":
        return written or ""
    digits = written[1:].replace(":", "").ljust(4, "0")
    return f"{written[0]}{digits[:2]}:{digits[2:]}"


def _days(value: str) -> tuple[str, str, Grain] | None:
    """Read the values of a day and more: day, week, weekend, month, season, year, decade, century."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = _date(value)
        return _stretch(day, day + timedelta(days=1), "day") if day else None
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        try:
            first = date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
        except ValueError:
            return None
        return _stretch(first, first + timedelta(days=2 if week[3] else 7), "week")
    if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(month[1]), int(month[2]), 1, "month")
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])", value):
        return _months(int(season[1]), *MONTHS_OF[season[2]], "season")
    if re.fullmatch(r"\d{2,4}", value):
        years = 10 ** (4 - len(value))
        first_year = int(value) * years
        grain: Grain = {1: "year", 10: "decade", 100: "era"}[years]  # type: ignore[assignment]
        return _months(first_year, 1, 12 * years, grain)
    return None


def _months(year: int, month: int, count: int, grain: Grain) -> tuple[str, str, Grain] | None:
    last_year, last_month = divmod(year * 12 + month - 1 + count, 12)
    if not (year > 1 and last_year < 9999 and 1 <= month <= 12):
        return None
    return _stretch(date(year, month, 1), date(last_year, last_month + 1, 1), grain)


def _stretch(start: date, end: date, grain: Grain) -> tuple[str, str, Grain]:
    return start.isoformat(), end.isoformat(), grain


def _date(value: str) -> date | None:
    """Read a day; the two ends of the calendar are left out so that nothing overflows."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None


# ------------------------------------------------------------------------------------------- shifting


def is_resolved(value: str | None) -> bool:
    """Tell whether a TIMEX3 value names a point in time that ``interval_of`` can place."""
    return interval_of(value, "stated") is not None


def anchor_day(interval: Interval | None) -> date | None:
    """Return the day that an interval of a day or less starts on; a vaguer one anchors nothing."""
    if interval is None or interval.grain not in ("minute", "hour", "part_of_day", "day"):
        return None
    return date.fromisoformat(interval.start[:10])


def week_of(day: date) -> str:
    """Return the TIMEX3 value of a day's week ("2023-W38")."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def shift(day: date, count: int, unit: str) -> str | None:
    """Return the TIMEX3 value, in the grain of ``unit``, that lies ``count`` units from ``day``.

    Units: day, week, month, quarter, year, decade, century. ``None`` where it leaves the calendar.
    """
    try:
        if unit == "day":
            return (day + timedelta(days=count)).isoformat()
        if unit == "week":
            return week_of(day + timedelta(weeks=count))
    except OverflowError:
        return None
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + count * months, 12)
    if not 100 <= year < 9900:  # a century must lie within the calendar whole
        return None
    return {
        "month": f"{year:04d}-{month + 1:02d}",
        "quarter": f"{year:04d}-Q{month // 3 + 1}",
        "year": f"{year:04d}",
        "decade": f"{year:04d}"[:3],
        "century": f"{year:04d}"[:2],
    }[unit]


def day_of_week_near(anchor: date, weekday: int, direction: int) -> date:
    """Return the day with that weekday (Monday = 0): the anchor or the nearest before (-1) or after (1)."""
    days = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=days if direction > 0 or days == 0 else days - 7)


def nearest_year(anchor: date, month: int, day: int = 15, direction: int = -1) -> int | None:
    """Return the year that puts this day nearest to the anchor; ``None`` if there is no such day.

    Reports tell of the past more than of what is to come: a day against ``direction`` counts as far as AGAINST.
    """
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    options = [moment for year in years if (moment := _date(f"{year:04d}-{month:02d}-{day:02d}"))]
    far = {
        moment: abs(moment - anchor) * (1 if (moment - anchor).days * direction >= 0 else AGAINST) for moment in options
    }
    return min(options, key=lambda moment: (far[moment], moment)).year if options else None


def resolve(value: str, anchor: date, direction: int = -1) -> str | None:
    """Fill in the unknown parts of a TIMEX3 value from the day it is told on.

    Handles weekdays ("XXXX-WXX-2"), days of a month ("XXXX-09-20") and months ("XXXX-09"), each with or without
    a clock time or part of day; ``None`` for what needs the words.
    """
    day, _, clock = value.partition("T")
    behind = f"T{clock}" if clock else ""
    if weekday := re.fullmatch(r"XXXX-WXX-([1-7])", day):
        return day_of_week_near(anchor, int(weekday[1]) - 1, direction).isoformat() + behind
    if partial := re.fullmatch(r"XXXX-(\d\d)-(\d\d)", day):
        year = nearest_year(anchor, int(partial[1]), int(partial[2]), direction)
        return f"{year:04d}{day[4:]}{behind}" if year else None
    if month := re.fullmatch(r"XXXX-(\d\d)", day):
        ahead, wanted = direction > 0, int(month[1])
        year = anchor.year + (ahead and wanted < anchor.month) - (not ahead and wanted > anchor.month)
        return f"{year:04d}{day[4:]}"
    return None


# -------------------------------------------------------------------------------------------- outlook


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@functools.cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = table("times")
    ahead = re.compile(rf"(?<!\w)(?:{_any_of(lists['ahead'])})(?!\w)", re.IGNORECASE)
    behind = re.compile(rf"{_NO_PAST}(?:{_any_of(lists['behind'])}|(?!un)\w+[^\We]ed)(?!\w)", re.IGNORECASE)
    return ahead, behind


def _past_verbs(pattern: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """Give the past forms; "United" and other names are none, though a line in capitals has nothing else."""
    capitals = words.isupper()
    return (match for match in pattern.finditer(words) if capitals or not words[match.start()].isupper())


def outlook(words: str, start: int, end: int) -> int:
    """Tell which way the words around ``start..end`` look: 1 ahead ("will meet on Monday"), else -1.

    The nearest verb before decides; where there is none, the first behind ("On Monday the council will meet").
    """
    before = re.split(r"[;:—\"”“]", words[max(0, start - OUTLOOK_WINDOW) : start])[-1]
    rest = words[end : end + OUTLOOK_WINDOW].lstrip(" ,")
    after = re.split(r"[;:—,.\"”“]|\b(?:after|when|that|who|which|because)\b", rest)[0]
    if re.search(r"\bby\s+$", before, re.IGNORECASE) and words[start:end].lower().startswith("the end"):
        return 1  # a deadline; a bare "by Monday" is told of the past as often
    if re.search(r"\w\s+(?:until|UNTIL)\s+(?:at\s+)?$", before):
        return 1  # what goes on until then had not ended when it was told
    ahead, behind = _cues()
    future = max((match.end() for match in ahead.finditer(before)), default=-1)
    past = max((match.end() for match in _past_verbs(behind, before)), default=-1)
    if max(future, past) >= 0:
        return 1 if future >= past else -1  # "scheduled" is both: it looks ahead
    next_future, next_past = ahead.search(after), next(_past_verbs(behind, after), None)
    # "Agreed to leave" is told of the past, though what was agreed lies ahead.
    return 1 if next_future and (not next_past or next_future.start() < next_past.start()) else -1


# ------------------------------------------------------------------------------------------ comparing


def _moment(written: str) -> tuple[datetime, timedelta | None]:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d))?(Z|[+-]\d\d:\d\d)?", written)
    if not found:
        raise ValueError(f"time {written!r}: expected YYYY-MM-DD or YYYY-MM-DDTHH:MM, with or without a zone")
    clock = timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
    moment = datetime.fromisoformat(found[1]) + clock
    if not found[4]:
        return moment, None
    zone = "+00:00" if found[4] == "Z" else found[4]
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return moment, offset if zone[0] == "+" else -offset


def _bounds(a: Interval, b: Interval) -> tuple[datetime, datetime, datetime, datetime, timedelta]:
    """Return both intervals on one scale, and how far apart that scale may still be from the truth."""
    (a_start, zone_a), (a_end, _) = _moment(a.start), _moment(a.end)
    (b_start, zone_b), (b_end, _) = _moment(b.start), _moment(b.end)
    if zone_a is not None and zone_b is not None:
        return a_start - zone_a, a_end - zone_a, b_start - zone_b, b_end - zone_b, timedelta()
    if zone_a is None and zone_b is None:
        return a_start, a_end, b_start, b_end, timedelta()
    # Both are clocks: unknown zones matter. A day is meant as the local day, whoever's clock it is.
    clocks = "T" in a.start and "T" in b.start
    return a_start, a_end, b_start, b_end, WIDEST_ZONE if clocks else timedelta()


def compatible(a: Interval, b: Interval) -> bool:
    """Tell whether two intervals may be the same time. Symmetric.

    Where only one of two clock times has a zone they may lie up to 14 hours apart; a day or more is compared
    with local times as written.
    """
    a_start, a_end, b_start, b_end, slack = _bounds(a, b)
    return a_start < b_end + slack and b_start < a_end + slack


def contains(outer: Interval, inner: Interval) -> bool:
    """Tell whether ``inner`` certainly lies within ``outer``."""
    outer_start, outer_end, inner_start, inner_end, slack = _bounds(outer, inner)
    return outer_start <= inner_start - slack and inner_end + slack <= outer_end


def before(a: Interval, b: Interval) -> bool:
    """Tell whether ``a`` certainly ends before ``b`` starts."""
    _, a_end, b_start, _, slack = _bounds(a, b)
    return a_end + slack <= b_start


def sort_key(interval: Interval) -> tuple[str, str, str, int, str]:
    """Return a key that orders intervals: by local day, within a day by the moment, the vaguer ones last.

    Days come first so that a clock time with a zone never leaves the day its report puts it on.
    """
    (start, zone), (end, _) = _moment(interval.start), _moment(interval.end)
    instant = start - (zone or timedelta())
    return (
        interval.start[:10],
        "" if "T" not in interval.start else instant.isoformat(),
        end.isoformat(),
        _GRAIN_ORDER.index(interval.grain),
        interval.start,
    )
