"""Find the time expressions of a report and anchor them on the report itself.

The anchor of a sentence is its live-blog entry's time, else the report's publication, else its update, else
``today``; with none of them relative expressions keep TIMEX3's underspecified value and get no interval.
Weekdays look to the nearest past unless the words around them look ahead. What only the story can tell
(a missing year or date) is left to ``align.anchors``, which reads a report again with ``find_times``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from crossread.calendar import anchor_day, interval_of, outlook
from crossread.model import Basis, Interval, Reading, Sentence, TimeExpression, short_hash
from crossread.read.time_patterns import PAIRED, forms_from
from crossread.read.time_values import Rule, Value, Viewpoint
from crossread.scan import word_starts
from crossread.tables import table

__all__ = ["find_times"]


class _Draft(NamedTuple):
    start: int
    end: int
    value: Value


class _Anchor(NamedTuple):
    day: date | None
    clock: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the report spoke of last: "that day" and "a year earlier" are counted from there."""

    mentioned: str | None = None
    quarter: str | None = None

    def after(self, words: str, value: str) -> _Memory:
        """Remember a value; "a year earlier" and "the 1988 quarter" only compare: they are not what is spoken of."""
        compares = re.search(r"year|^the\s+\d{4}", words.lower())
        quarter = re.fullmatch(r"\d{4}-Q\d", value) and not compares
        dated = re.match(r"\d{4}(?:-\d\d|$)", value)
        return _Memory(value if dated else self.mentioned, value if quarter else self.quarter)


def find_times(reading: Reading, today: str | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of the sentences, in order, anchored on the report."""
    found: list[TimeExpression] = []
    entries = {entry.id: entry.time for entry in reading.report.entries}
    memory = _Memory()
    for sentence in reading.sentences:
        anchor = _anchor_of(reading, sentence, entries, today)
        words = reading.report.text[sentence.span.start : sentence.span.end]
        drafts, memory = _drafts(words, anchor, memory)
        found += [_expression(reading, sentence.span.start, draft, anchor) for draft in drafts]
    return tuple(found)


def _anchor_of(reading: Reading, sentence: Sentence, entries: dict[str, Interval | None], today: str | None) -> _Anchor:
    entry = entries.get(sentence.section or "")
    if day := anchor_day(entry):
        return _Anchor(day, _clock_of(entry), "entry")
    for interval in (reading.report.published, reading.report.updated):
        if day := anchor_day(interval):
            basis: Basis = "context" if interval and interval.basis == "context" else "published"
            return _Anchor(day, _clock_of(interval), basis)
    given = anchor_day(interval_of(today, "given"))
    return _Anchor(given, None, "given")


def _clock_of(interval: Interval | None) -> str | None:
    return interval.start[11:] if interval and "T" in interval.start else None


# ------------------------------------------------------------------------------------------- matching


def _drafts(words: str, anchor: _Anchor, memory: _Memory) -> tuple[list[_Draft], _Memory]:
    """Choose the longest match at each place, left to right, then join days with their clock times."""
    chosen: list[_Draft] = []
    place, previous = 0, None
    for match, rule in _candidates(words):
        if match.start() < place or _is_no_time(words, match):
            continue
        direction = outlook(words, match.start(), match.end())
        view = Viewpoint(anchor.day, anchor.clock, direction, previous, memory.mentioned, memory.quarter)
        value = rule(match, view)
        if value is None:
            continue
        chosen.append(_trimmed(words, match, value))
        previous = _day_in(value.value) or previous
        memory = memory.after(match[0], value.value)
        place = match.end()
    return _joined(words, chosen, anchor), memory


def _candidates(words: str) -> list[tuple[re.Match[str], Rule]]:
    """Return what the forms match, by place, the longest first; matches of one form do not overlap."""
    candidates: list[tuple[int, int, int, re.Match[str], Rule]] = []
    ends: dict[int, int] = {}
    placed = word_starts(words)
    for (start, word), (_, following) in zip(placed, (*placed[1:], (0, "")), strict=True):
        for number, matched, rule in forms_from(f"{word} {following}" if word in PAIRED else word):
            if start >= ends.get(number, 0) and (match := matched(words, start)):
                ends[number] = match.end()
                candidates.append((start, -match.end(), number, match, rule))
    return [(match, rule) for _, _, _, match, rule in sorted(candidates, key=lambda candidate: candidate[:3])]


def _trimmed(words: str, match: re.Match[str], value: Value) -> _Draft:
    """Leave out the preposition of a clock time and trailing commas; the full stop of "p.m." stays."""
    start, end = match.start(), match.end()
    lead = re.match(r"(?:at|by|before|until|in|during|in\s+the|at\s+the)\s+(?=\S)", match[0], re.IGNORECASE)
    if lead and value.timex_type == "TIME":
        start += lead.end()
    while end > start and words[end - 1] in " \t\r\n,;:":
        end -= 1
    return _Draft(start, end, value)


def _day_in(value: str) -> date | None:
    found = re.match(r"\d{4}-\d\d-\d\d", value)
    return anchor_day(interval_of(found[0], "stated")) if found else None


_COUNTED = re.compile(
    r"\s+(?:people|men|women|soldiers|troops|civilians|deaths|homes|houses|jobs|workers|dollars|miles|km|meters|metres|"
    r"feet|shares|votes|units|children|families|students|tons|tonnes)\b|[,.]\d|\s?[%$€£]"
)
_HEDGED = re.compile(r"(?:at least|more than|some|about|nearly|up to|almost|over|\d,|[$€£#]|no\.?)\s*$", re.IGNORECASE)
_IN_MONTH = re.compile(
    r"\b(?:in|since|until|by|of|last|next|this|early|late|during|and|from|to|between)\s+$", re.IGNORECASE
)


def _is_no_time(words: str, match: re.Match[str]) -> bool:
    """Tell four digits that count something, ages, and words in another sense."""
    text, after, before = match[0].lower(), words[match.end() :], words[: match.start()]
    if re.fullmatch(r"\d{4}", text):
        return bool(_COUNTED.match(after) or _HEDGED.search(before))
    if text in ("may", "march"):
        return not _IN_MONTH.search(before)
    if text in ("second", "minute", "the second"):
        return True
    return bool(re.match(r"[\s-]old\b", after)) or (text == "current" and not re.match(r"\s+\w", after))


# -------------------------------------------------------------------------------------------- joining

_BETWEEN = re.compile(r"\s*(?:,|\(|–|-|—)?\s*(?:at|on|of|from|in)?\s*(?:the\s+)?(?:about\s+|around\s+)?", re.IGNORECASE)


def _joined(words: str, drafts: Sequence[_Draft], anchor: _Anchor) -> list[_Draft]:
    """Join "1 p.m. on Wednesday" and "September 21 at 4:27 p.m." into one; give lone clock times a day."""
    joined: list[_Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        both = last and _both(words, last, draft)
        if last and both:
            joined[-1] = _Draft(last.start, draft.end, both)
        else:
            joined.append(draft)
    agreed = _agreed(words, joined, anchor)
    return [
        _with_day(draft, agreed[:place], _behind(words, agreed, place), anchor) for place, draft in enumerate(agreed)
    ]


def _both(words: str, first: _Draft, second: _Draft) -> Value | None:
    if not _BETWEEN.fullmatch(words[first.end : second.start]):
        return None
    for clock, day in ((first.value, second.value), (second.value, first.value)):
        if re.match(r"T\d", clock.value) and re.fullmatch(r"(?:\d{4}|XXXX)-(?:\d\d|XX|WXX)-(?:\d\d?|XX)", day.value):
            return Value("TIME", day.value + clock.value, day.stated)
        part = re.fullmatch(r"XXXX-XX-XX(T[A-Z]{2})", clock.value)
        if part and re.fullmatch(r"(?:\d{4}|XXXX)-(?:\d\d|WXX)-\d\d?", day.value):
            return Value("TIME", day.value + part[1], day.stated)
    return None


# Words between a weekday and the day of the month it is said to be: "Thursday (March 4)", "Thursday, March 4".
_SAME_DAY = re.compile(r"\s*[(,]?\s*(?:the\s+)?", re.IGNORECASE)


def _agreed(words: str, drafts: Sequence[_Draft], anchor: _Anchor) -> list[_Draft]:
    """Make "Thursday (March 4)" one day: the weekday fixes the year, the date fixes the week."""
    agreed = list(drafts)
    for place, (first, second) in enumerate(pairwise(drafts)):
        name, day = first.value.value, second.value.value
        weekday = re.fullmatch(r"(?:\d{4}-\d\d-\d\d|XXXX-WXX-\d)", name) and _weekday_in(words[first.start : first.end])
        month_day = re.fullmatch(r"(?:\d{4}|XXXX)-(\d\d-\d\d)", day)
        if not weekday or not month_day or not _SAME_DAY.fullmatch(words[first.end : second.start]):
            continue
        both = day if second.value.stated else _year_of(weekday, month_day[1], anchor)
        if both and anchor_day(interval_of(both, "stated")):
            agreed[place] = first._replace(value=Value("DATE", both, second.value.stated))
            agreed[place + 1] = second._replace(value=Value("DATE", both, second.value.stated))
    return agreed


def _weekday_in(words: str) -> int | None:
    number = table("times")["weekdays"].get(words.lower().strip(" ."))
    return int(number) if number else None


def _year_of(weekday: int, month_day: str, anchor: _Anchor) -> str | None:
    """Return the day of that month with that weekday in the anchor's year or a neighbouring one, the nearest."""
    if anchor.day is None:
        return None
    years = (anchor.day.year - 1, anchor.day.year, anchor.day.year + 1)
    days = [day for year in years if (day := _day_in(f"{year:04d}-{month_day}")) and day.isoweekday() == weekday]
    return min(days, key=lambda day: abs(day - anchor.day)).isoformat() if days else None  # type: ignore[operator]


def _behind(words: str, drafts: Sequence[_Draft], place: int) -> date | None:
    """Return the day right behind a clock time, a second clock in brackets between: "10 a.m. (0700 GMT) Friday"."""
    for last, following in pairwise(drafts[place:]):
        if not _BETWEEN.fullmatch(words[last.end : following.start].lstrip(")")):
            return None
        if day := _day_in(following.value.value):
            return day
    return None


def _with_day(draft: _Draft, before: Sequence[_Draft], behind: date | None, anchor: _Anchor) -> _Draft:
    """Give "at 1 p.m." the day right behind it, or last named in its sentence, else the anchor's."""
    if not draft.value.value.startswith("T"):
        return draft
    days = [day for other in before if (day := _day_in(other.value.value))]
    day = behind or (days[-1] if days else anchor.day)
    return draft._replace(value=Value("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}{draft.value.value}"))


def _expression(reading: Reading, offset: int, draft: _Draft, anchor: _Anchor) -> TimeExpression:
    start, end = offset + draft.start, offset + draft.end
    value = draft.value
    # Without an anchor, only what the text told before can have fixed it.
    basis: Basis = "stated" if value.stated or anchor.day is None else anchor.basis
    interval = None
    if value.timex_type in ("DATE", "TIME"):
        interval = interval_of(value.value, basis, reading.report.span(start, end))
    return TimeExpression(
        id=short_hash("t", reading.report.id, start, end),
        span=reading.report.span(start, end, words=True),
        timex_type=value.timex_type,
        value=value.value,
        interval=interval,
    )
