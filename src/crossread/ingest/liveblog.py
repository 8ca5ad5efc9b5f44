"""The dated posts of a live blog: each with its heading, its clock time and its day.

Text alone makes a live blog only where two or more lines begin with a clock time, the times run one way, the
posts say something, and they make up much of the text: a chronology inside an article is no live blog.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from crossread.calendar import interval_of
from crossread.ingest.clocks import Clock, clock_expression, clock_of, date_of, days_in, iso_value
from crossread.ingest.furniture import not_furniture
from crossread.ingest.given import GivenEntry
from crossread.ingest.lines import Line, is_heading, is_prose
from crossread.model import Basis, Entry, Interval, Report, Span, short_hash

__all__ = ["Base", "find_entries", "given_entries"]

# A step back of four hours or more in a list that runs one way is midnight; a smaller one is an entry that was
# posted late. A true gap of twenty hours between two posts is read wrongly, unless a day heading stands there.
MIDNIGHT_STEP = 240
# One step in five may go the wrong way, none in a list shorter than five.
WRONG_STEPS = 5
# An entry says something: half of them have this many characters behind the time.
ENTRY_LENGTH = 40
# From the first post on stands at least this share of the text; live blogs with a long lead have about half.
LEAST_SHARE = 0.4
# A clock time with nothing but a space behind it is weak: it takes three of them.
WEAK_ENTRIES = 3
# Words of a given headline or body that must stand in the text for an entry to be found there.
MATCHED_WORDS = 8


class Base(NamedTuple):
    """What the days of entries are counted from: the update (``is_last``) or the publication of the report."""

    time: Interval | None
    is_last: bool
    zone: str | None = None


class _Start(NamedTuple):
    line: int
    clock: Clock
    rest: int  # where the words behind the time begin
    day: str | None  # a day in brackets behind the time
    weak: bool


def find_entries(report: Report, lines: Sequence[Line], title: Line | None, base: Base) -> tuple[Entry, ...]:
    """Return the entries that the text shows; none where it is no live blog."""
    lines = not_furniture(lines, report.furniture)
    starts = _starts(lines)
    if len(starts) < 2 or not _is_live_blog(lines, starts):
        return ()
    headings = _headings(lines, starts, title)
    days = _days(lines, starts, base)
    return tuple(_entry(report, lines, starts, headings, number, days[number]) for number in range(len(starts)))


def given_entries(report: Report, given: Sequence[GivenEntry], basis: Basis) -> tuple[Entry, ...]:
    """Return the entries of metadata that stand in the text, by their first words; the rest is passed over."""
    places: dict[int, tuple[Span | None, GivenEntry]] = {}
    for item in given:
        heading = _place(report.text, item.headline) if item.headline else None
        body = _place(report.text, item.body)
        place = heading or body
        if place is not None:
            places.setdefault(place[0], (report.span(*heading) if heading else None, item))
    starts = sorted(places)
    found = []
    for start, following in zip(starts, [*starts, len(report.text)][1:], strict=True):
        heading_span, item = places[start]
        end = start + len(report.text[start:following].rstrip())
        time = interval_of(item.published, basis) if item.published else None
        entry_id = short_hash("n", report.id, start, end)
        found.append(Entry(id=entry_id, span=report.span(start, end), heading=heading_span, time=time))
    return tuple(found)


def _place(text: str, words: str) -> tuple[int, int] | None:
    parts = words.split()[:MATCHED_WORDS]
    match = re.search(r"\s+".join(map(re.escape, parts)), text) if parts else None
    return (match.start(), match.end()) if match else None


@functools.cache
def _start_pattern() -> re.Pattern[str]:
    return re.compile(
        r"[\[(*_#>\s•-]*(?:(?i:last\s+)?(?i:updated?|posted|published)\s*(?:at|@|:|–|-)?\s*)?[\[(]?"
        rf"{clock_expression()}"
        r"[\])]?(?:,?\s*\((?P<day>[^()]{3,20})\))?[*_]*"
        r"(?:(?P<strong>\s*(?:[:|–—]|-(?!\d)|\.\s|$))|(?P<closed>(?<=[\])])\s)|(?P<weak>\s+(?=[A-Z\"“À-Þ])))[*_]*\s*"
    )


def _starts(lines: Sequence[Line]) -> list[_Start]:
    found = []
    for number, line in enumerate(lines):
        match = _start_pattern().match(line.text)
        clock = clock_of(match) if match else None
        if match is None or clock is None or (match["weak"] and days_in(line.text[: match.end() + 20])):
            continue
        hour = next(match.start(name) for name in ("hour", "hour_dot", "hour_only", "hour_four") if match[name])
        end = match.start("strong") if match["strong"] is not None else match.end()
        end = len(line.text[:end].rstrip(" *_"))
        clock = clock._replace(start=line.start + hour, end=line.start + end)
        found.append(_Start(number, clock, line.start + match.end(), match["day"], match["weak"] is not None))
    strong = [start for start in found if not start.weak]
    return found if len(found) >= WEAK_ENTRIES or not any(start.weak for start in found) else strong


def _is_live_blog(lines: Sequence[Line], starts: Sequence[_Start]) -> bool:
    lengths = [len(line.text) for line in lines]
    if sum(lengths[starts[0].line :]) < LEAST_SHARE * sum(lengths):
        return False
    ends = [*(lines[after.line].start for after in starts[1:]), lines[-1].end]
    said = sum(end - start.rest >= ENTRY_LENGTH for start, end in zip(starts, ends, strict=True))
    if said * 2 < len(starts):
        return False
    return _course(starts).wrong <= len(starts) // WRONG_STEPS


class _Course(NamedTuple):
    wrong: int  # steps that go the other way
    length: int  # minutes from the first entry to the last
    newest_first: bool


def _course(starts: Sequence[_Start]) -> _Course:
    """Tell which way the times run: the way with fewer wrong steps, then the shorter one."""
    times = [_minutes(start.clock) for start in starts]
    steps = [after - before for before, after in pairwise(times)]
    forth = [step + 1440 if step <= -MIDNIGHT_STEP else step for step in steps]
    back = [step - 1440 if step >= MIDNIGHT_STEP else step for step in steps]
    return min(
        _Course(sum(step > 0 for step in back), sum(map(abs, back)), True),
        _Course(sum(step < 0 for step in forth), sum(map(abs, forth)), False),
        key=lambda course: course[:2],
    )


def _minutes(clock: Clock) -> int:
    return clock.hour * 60 + (clock.minute or 0)


def _headings(lines: Sequence[Line], starts: Sequence[_Start], title: Line | None) -> list[Line | None]:
    """Find each entry's heading: before the times, behind them, or on their lines, as most entries have it."""
    taken = {start.line for start in starts}
    before: list[Line | None] = []
    behind: list[Line | None] = []
    for start in starts:
        line = lines[start.line]
        above = lines[start.line - 1] if start.line and start.line - 1 not in taken else None
        if above is not None and (not _is_entry_heading(above) or (title is not None and above.start == title.start)):
            above = None
        before.append(above)
        behind.append(_heading_behind(lines, start, line, taken))
    has_before, has_behind = (sum(item is not None for item in side) for side in (before, behind))
    best = before if has_before >= has_behind else behind
    # Where most entries have none, a short line before one is something else.
    return best if max(has_before, has_behind) * 2 >= len(starts) else [None] * len(starts)


def _heading_behind(lines: Sequence[Line], start: _Start, line: Line, taken: set[int]) -> Line | None:
    following = lines[start.line + 1] if start.line + 1 < len(lines) and start.line + 1 not in taken else None
    if start.rest < line.end:
        own = Line(start.rest, line.end, line.text[start.rest - line.start :], False)
        return own if following is not None and _is_entry_heading(own) else None
    has_body = start.line + 2 < len(lines) and start.line + 2 not in taken
    return following if following is not None and has_body and _is_entry_heading(following) else None


def _is_entry_heading(line: Line) -> bool:
    return is_heading(line.text) and not is_prose(line.text) and not _is_day(line.text)


def _is_day(text: str) -> bool:
    days = days_in(text)
    return len(days) == 1 and not (text[: days[0].start] + text[days[0].end :]).strip(" \t#*_,.:;–—-")


def _entry(
    report: Report,
    lines: Sequence[Line],
    starts: Sequence[_Start],
    headings: Sequence[Line | None],
    number: int,
    found: tuple[datetime.date | None, str | None],
) -> Entry:
    start, heading = starts[number], headings[number]
    begin = _begin(lines, start, heading)
    following = len(report.text)
    if number + 1 < len(starts):
        following = _begin(lines, starts[number + 1], headings[number + 1])
    own = [line for line in lines if begin <= line.start < following]
    over = heading is not None and heading.start < start.clock.start
    while len(own) > 1 and number + 1 < len(starts) and (_is_day(own[-1].text) or (over and is_heading(own[-1].text))):
        own.pop()
    end = own[-1].end
    day, zone = found
    value = iso_value(day, start.clock, zone) if day is not None else None
    time = interval_of(value, "stated", report.span(start.clock.start, start.clock.end))
    return Entry(
        id=short_hash("n", report.id, begin, end),
        span=report.span(begin, end),
        heading=report.span(heading.start, heading.end) if heading else None,
        time=time,
    )


def _begin(lines: Sequence[Line], start: _Start, heading: Line | None) -> int:
    return min(lines[start.line].start, heading.start if heading else len(lines[-1].text) + lines[-1].end)


def _days(lines: Sequence[Line], starts: Sequence[_Start], base: Base) -> list[tuple[datetime.date | None, str | None]]:
    """Give each entry its day: stated by it, by the day heading over it, or counted from the report's time."""
    anchor, anchor_minutes = _anchor(base.time)
    stated = list(_stated_days(lines, starts, anchor.year if anchor else None))
    newest_first = _course(starts).newest_first
    backwards = newest_first or base.is_last
    order = range(len(starts)) if newest_first or not base.is_last else range(len(starts) - 1, -1, -1)
    days: dict[int, datetime.date | None] = {}
    day, minutes = anchor, anchor_minutes if backwards else None
    for number in order:
        now = _minutes(starts[number].clock)
        if stated[number] is not None:
            day = stated[number]
        elif day is not None and minutes is not None:
            if backwards and now - minutes >= MIDNIGHT_STEP:
                day -= datetime.timedelta(days=1)
            elif not backwards and minutes - now >= MIDNIGHT_STEP:
                day += datetime.timedelta(days=1)
        days[number], minutes = day, now
    return [(days[number], base.zone) for number in range(len(starts))]


def _anchor(time: Interval | None) -> tuple[datetime.date | None, int | None]:
    if time is None or time.grain not in ("minute", "hour", "day"):
        return None, None
    day = datetime.date.fromisoformat(time.start[:10])
    if "T" not in time.start:
        return day, None
    hour, minute = time.start[11:16].split(":")
    return day, int(hour) * 60 + int(minute)


def _stated_days(lines: Sequence[Line], starts: Sequence[_Start], year: int | None) -> Iterator[datetime.date | None]:
    heading: datetime.date | None = None
    at = 0
    for start in starts:
        for line in lines[at : start.line]:
            if _is_day(line.text):
                heading = date_of(days_in(line.text)[0], year)
        at = start.line
        own = days_in(start.day) if start.day else ()
        yield date_of(own[0], year) if own else heading
