"""When a report says it was published and updated: labelled lines, date lines, wire datelines.

Only the head and the tail of a report are searched, since a date in running prose is a date of the story.
What is read here and nowhere else: a label with its time ("Updated on 3 March 2021, 14:05"), a line that is
nothing but a time and a name, and a dateline that has its year.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from crossread.calendar import interval_of
from crossread.ingest.clocks import Stamp, date_of, iso_value, stamps_in
from crossread.ingest.lines import Line, is_prose, word_count
from crossread.model import Furniture, Interval, Report
from crossread.tables import table

__all__ = ["Dates", "find_dates"]

# Pages state their times within the first lines, or at the very foot.
HEAD_LINES = 15
TAIL_LINES = 6
# What may stand beside a time on its own line: a byline, a place, a section ("Jo Reed | 3 March 2021 | World").
BESIDE_WORDS = 8
# A line of prose that is dated ("Updated 3 March 2021: ...") has its date up front.
LONGEST_STAMP_LINE = 160

Kind = Literal["published", "updated"]

_DIGIT = re.compile(r"\d")
_SEPARATORS = " \t\xa0|·•.,;:–—-/()[]*_#>«»"
_READING_TIME = re.compile(r"\b\d+\s*-?\s*min(?:ute)?s?\b\.?(?:\s+read)?|\bread(?:ing)? time:?", re.IGNORECASE)
_BYLINE = re.compile(r"(?i:\b(?:by|von|par|por|di|da|door)\b)\s+[A-ZÀ-ÞА-Я].*")
_NAMES = re.compile(r"(?:(?:[A-ZÀ-ÞА-Я0-9][\w.'’-]*|by|and|for|of|the|in|et|und|y|[|·•,/&–—-])\s*)+")
_DATELINE = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:[ ,]+[\w.'’-]+){0,5}?(?:\s\([A-Z][\w. ]{2,20}\))?[,\s(/]+$")
_DATELINE_END = re.compile(
    r"\)?[,.]?\s*(?:\([^()\n]{2,60}\)|/[^/\n]{2,30}/|[A-Z][\w .]{1,30})?[.,]?\s*(?:--|[–—-])\s+\S"
)


class Dates(NamedTuple):
    """What a report says of its own times, and the furniture that says it."""

    published: Interval | None
    updated: Interval | None
    furniture: tuple[Furniture, ...]


class _Found(NamedTuple):
    start: int
    end: int
    kind: Kind
    stamp: Stamp
    furniture: bool


def find_dates(report: Report, lines: Sequence[Line], zone: str | None = None) -> Dates:
    """Find publication and update times; ``zone`` is for clock times without one."""
    found = list(_all_found(lines))
    times: dict[Kind, Interval] = {}
    for one in found:
        day = date_of(_settled(one.stamp, found).day)
        if day is not None and one.kind not in times:
            evidence = report.span(one.start, one.end)
            value = iso_value(day, one.stamp.clock, zone)
            if interval := interval_of(value, "stated", evidence):
                times[one.kind] = interval
    furniture = tuple(
        Furniture(span=report.span(one.start, one.end), reason="date_line") for one in found if one.furniture
    )
    return Dates(times.get("published"), times.get("updated"), furniture)


def _settled(stamp: Stamp, found: Sequence[_Found]) -> Stamp:
    """Read 3/4/2021 in the order that another date of the same report shows; else leave it open."""
    day = stamp.day
    if day.month is not None or day.numbers is None:
        return stamp
    orders = {order for one in found if (order := _day_first(one.stamp)) is not None}
    if len(orders) != 1:
        return stamp
    number, month = day.numbers if orders.pop() else day.numbers[::-1]
    return stamp._replace(day=day._replace(day=number, month=month))


def _day_first(stamp: Stamp) -> bool | None:
    """Tell whether a date in numbers has its day first; ``None`` where it does not show."""
    numbers = stamp.day.numbers
    if numbers is None or stamp.day.month is None or numbers[0] == numbers[1]:
        return None
    return numbers[0] == stamp.day.day


def _all_found(lines: Sequence[Line]) -> Iterator[_Found]:
    prose = next((line.start for line in lines[:HEAD_LINES] if is_prose(line.text)), lines[-1].end if lines else 0)
    for number, line in enumerate(lines):
        in_head = number < HEAD_LINES
        if not in_head and number < len(lines) - TAIL_LINES:
            continue
        opening = line.text[:LONGEST_STAMP_LINE]
        stamps = stamps_in(opening) if _DIGIT.search(opening) else ()
        stamps = tuple(stamp for stamp in stamps if stamp.day.year is not None)
        if not stamps:
            continue
        if labelled := list(_labelled(line, stamps)):
            yield from labelled
        elif in_head and (dateline := _dateline(line, stamps[0])):
            yield dateline
        elif in_head and line.start < prose and _stands_alone(line.text, stamps):
            yield _Found(line.start, line.end, "published", stamps[0], True)


def _labelled(line: Line, stamps: Sequence[Stamp]) -> Iterator[_Found]:
    """Find the stamps of a line that a label announces."""
    since = 0
    for number, stamp in enumerate(stamps):
        before = line.text[since : stamp.start]
        label = _label_pattern().search(before)
        rest = line.text[stamp.end : stamps[number + 1].start if number + 1 < len(stamps) else None]
        last = not rest.strip(_SEPARATORS) and ":" in (label[0] if label else "") and not is_prose(before)
        if label and (last or _opens(before[: label.start()])) and _closes(rest):
            kind: Kind = "updated" if label["updated"] else "published"
            yield _Found(line.start + since + label.start(), line.start + stamp.end, kind, stamp, True)
        elif number == 0 and len(stamps) > 1 and _stands_alone(line.text, stamps) and not before.strip(_SEPARATORS):
            yield _Found(line.start + stamp.start, line.start + stamp.end, "published", stamp, True)
        since = stamp.end


def _opens(before: str) -> bool:
    """Tell whether a label can begin here: at the start, behind a separator, or behind a byline."""
    bare = before.rstrip()
    if not bare.strip(_SEPARATORS):
        return True
    if is_prose(bare) and bare[-1:] not in ".|·•":
        return False
    return bare[-1] in "|·•–—-.,)/;" or _stands_beside(bare)


def _closes(rest: str) -> bool:
    """Tell whether a stamp can end here: at the line's end, before a separator, or before a byline."""
    bare = rest.strip()
    if not bare or bare[0] in "|·•–—-:.()[]/;":
        return True
    if bare[0] == "," and word_count(bare) > BESIDE_WORDS:
        return False
    return _READING_TIME.match(bare) is not None or _stands_beside(bare.lstrip(", ")) or not _NO_LABEL.sub("", bare)


def _stands_alone(text: str, stamps: Sequence[Stamp]) -> bool:
    """Tell whether a line holds nothing but times, labels, names and separators."""
    if len(text) > LONGEST_STAMP_LINE:
        return False
    rest, end = [], 0
    for stamp in stamps:
        rest.append(text[end : stamp.start])
        end = stamp.end
    rest.append(text[end:])
    first = rest[0].rstrip()
    if first and first[-1].isalnum() and not _label_pattern().search(rest[0]) and not _BYLINE.search(first):
        return False  # "Died 31 July 2016": the word speaks of the day
    between = " ".join(_READING_TIME.sub(" ", _label_pattern().sub(" ", piece)) for piece in rest).strip(_SEPARATORS)
    return not between or _stands_beside(between)


def _stands_beside(text: str) -> bool:
    """Tell whether words can stand beside a time: a byline, or a few capitalised words."""
    bare = _READING_TIME.sub(" ", text).strip(_SEPARATORS)
    if word_count(bare) > BESIDE_WORDS or bare.endswith((".", "?", "!")):
        return False
    return _BYLINE.fullmatch(bare) is not None or _NAMES.fullmatch(bare) is not None or not bare


def _dateline(line: Line, stamp: Stamp) -> _Found | None:
    """Read a wire dateline with its year: "LUNDA, 5 OCT 89 (AGY) --"; it is evidence, not furniture."""
    if stamp.clock is not None or stamp.day.month is None:
        return None
    before = line.text[: stamp.start]
    if (before and not _DATELINE.match(before)) or not _DATELINE_END.match(line.text, stamp.end):
        return None
    return _Found(line.start + stamp.start, line.start + stamp.end, "published", stamp, False)


@functools.cache
def _label_pattern() -> re.Pattern[str]:
    words = table("datelines")

    def any_of(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(words[name], key=lambda word: (-len(word), word)))

    label = rf"(?:(?P<updated>{any_of('updated')})|(?P<published>{any_of('published')}))"
    day = rf"(?:(?:{any_of('between')})\s+)?(?:(?:{any_of('weekdays')})\.?,?\s+)?"
    return re.compile(rf"(?<!\w){label}(?!\w)\s*:?\s*\(?{day}$", re.IGNORECASE)


_NO_LABEL = re.compile(r"^\s*[|·•–—,-]?\s*\w+(?:\s\w+)?\s*:?\s*(?:on|at)?\s*$")
