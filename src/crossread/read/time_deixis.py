"""Rules for times told from a viewpoint: weekdays, "yesterday", "last week", "two days later", "now".

Without an anchor the value stays underspecified ("XXXX-WXX-2"): no anchor, no guess.
"""

from __future__ import annotations

import re
from datetime import timedelta

from crossread.calendar import day_of_week_near, shift, week_of
from crossread.model import TimexType
from crossread.read.time_grammar import code_of, count_of, unit_code, words_of
from crossread.read.time_values import Match, Value, Viewpoint, group
from crossread.tables import table

__all__ = [
    "ago",
    "hours_of",
    "near_day",
    "near_or_bare",
    "reference",
    "that_part",
    "that_unit",
    "this_part",
    "vague_ago",
    "weekday",
    "year_before",
    "year_end",
]


def weekday(match: Match, at: Viewpoint) -> Value | None:
    """ "Tuesday", "last Friday", "Monday morning": the nearest in the direction that the words look."""
    number = int(code_of("weekdays", group(match, "weekday")) or 0)
    part = code_of("parts_of_day", group(match, "part")) if group(match, "part") else None
    which, direction = words_of(group(match, "which")), at.direction
    kind: TimexType = "TIME" if part else "DATE"
    end = f"T{part}" if part else ""
    if at.day is None:
        return Value(kind, f"XXXX-WXX-{number}{end}")
    if which.startswith(("next", "coming", "this coming", "following")):
        found = day_of_week_near(at.day + timedelta(days=1), number - 1, 1)
    elif which.startswith(("last", "past", "previous")):
        found = day_of_week_near(at.day - timedelta(days=1), number - 1, -1)
    else:
        found = day_of_week_near(at.day, number - 1, direction)
    return Value(kind, f"{found.isoformat()}{end}")


def near_day(match: Match, at: Viewpoint) -> Value | None:
    """Today, yesterday, tomorrow, tonight, last night, overnight, and their parts of day."""
    word, part = words_of(match["day"]), ""
    steps = {"yesterday": -1, "tomorrow": 1, "last night": -1, "overnight": -1, "the day before yesterday": -2}
    if group(match, "part"):
        part = f"T{code_of('parts_of_day', match['part'])}"
    elif "night" in word:
        part = "TNI"
    kind: TimexType = "TIME" if part else "DATE"
    if at.day is None:
        return Value(kind, f"XXXX-XX-XX{part}")
    return Value(
        kind,
        f"{(at.day + timedelta(days=steps.get(word, 0) + 2 * word.startswith('the day after'))).isoformat()}{part}",
    )


def this_part(match: Match, at: Viewpoint) -> Value | None:
    """ "This morning" is the anchor's; "in the evening" and "at dawn" are of the day last spoken of, if any."""
    part = code_of("parts_of_day", group(match, "part"))
    day = at.day if words_of(group(match, "which")).endswith("this") else at.previous
    return Value("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}")


def that_part(match: Match, at: Viewpoint) -> Value | None:
    """ "That night", "the next morning": of the day last spoken of."""
    which, part = words_of(match["which"]), code_of("parts_of_day", match["part"])
    step = which.endswith(("next", "following")) - which.endswith("previous")
    day = at.previous or at.told_of("day")
    return Value("TIME", f"{(day + timedelta(days=step)).isoformat() if day else 'XXXX-XX-XX'}T{part}")


def hours_of(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "In the early hours [of Monday]": its day stands behind and is joined to it."""
    return Value("TIME", f"XXXX-XX-XXT{'NI' if match['hours'].lower() == 'late' else 'MO'}")


def vague_ago(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "Months ago": nobody says how many."""
    return Value("DATE", "PAST_REF")


_UNDERSPECIFIED = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX",
    "decade": "XXX", "century": "XX", "fortnight": "XXXX-WXX",
}  # fmt: skip


def _near_unit(match: Match, at: Viewpoint) -> Value | None:
    """This, last and next week, month, year, weekend and so on."""
    which, unit = words_of(group(match, "which")), words_of(match["unit"])
    count = -1 if which.startswith(("last", "previous", "past", "the past")) else 0
    count = 1 if which.startswith(("next", "coming", "the coming", "the next")) else count
    if unit == "weekend":
        if at.day is None:
            return Value("DATE", "XXXX-WXX-WE")
        # On a Monday "the weekend" is the one just over; "last" says the same all week.
        over = which in ("the", "last", "past", "this past", "over the") and at.direction < 0 and at.day.weekday() < 5
        return Value("DATE", f"{week_of(at.day + timedelta(weeks=count or -int(over)))}-WE")
    if at.day is None:
        return Value("DATE", _UNDERSPECIFIED[unit])
    if unit == "fortnight":
        return Value("DURATION", "P2W")
    return Value("DATE", shift(at.day, count, unit) or _UNDERSPECIFIED[unit])


def near_or_bare(match: Match, at: Viewpoint) -> Value | None:
    """ "The week" alone: the anchor's, except "the day", which says nothing."""
    if words_of(group(match, "which")) == "the" and words_of(match["unit"]) not in ("year", "weekend", "week", "month"):
        return None
    return _near_unit(match, at)


def that_unit(match: Match, at: Viewpoint) -> Value | None:
    """ "That day", "the same year", "the next day": counted from the day last spoken of, never from the anchor."""
    which, unit = words_of(group(match, "which")), words_of(match["unit"])
    if unit == "weekend":
        return Value("DATE", "XXXX-WXX-WE")
    count = 1 if which.endswith(("next", "following")) else -1 if which.endswith(("previous", "before")) else 0
    start = at.told_of(unit)
    return Value("DATE", (start and shift(start, count, unit)) or _UNDERSPECIFIED[unit])


_STEP = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}


def ago(match: Match, at: Viewpoint) -> Value | None:
    """ "Five months ago", "two days later", "a year earlier"."""
    code, count, word = unit_code(match["unit"]), count_of(group(match, "count")), words_of(match["way"])
    sign = -1 if word.startswith(("ago", "earlier", "before", "previously", "back")) else 1
    if count is None:
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    from_now = word.startswith(("ago", "from now", "hence", "back"))
    if code == "Y" and count == 1 and at.quarter and sign < 0:
        return Value("DATE", f"{int(at.quarter[:4]) - 1:04d}{at.quarter[4:]}")
    # "a year earlier" without another day before it is counted from the report itself, as "ago" is.
    start = at.day if from_now else at.told_of(_STEP.get(code, "day")) or (at.day if code in "YQM" else None)
    if code.startswith("T"):
        return _clock_ago(at, sign * count, code) if from_now else Value("TIME", "XXXX-XX-XX")
    if start is None or code not in _STEP or not float(count).is_integer():
        return Value("DATE", _UNDERSPECIFIED.get(_STEP.get(code, "day"), "XXXX-XX-XX"))
    return Value("DATE", shift(start, sign * int(count), _STEP[code]) or "XXXX-XX-XX")


def _clock_ago(at: Viewpoint, count: float, code: str) -> Value:
    if at.day is None or at.clock is None:
        return Value("TIME", "XXXX-XX-XX")
    hours, minutes = (int(part) for part in at.clock[:5].split(":"))
    step = {"TH": 60, "TM": 1, "TS": 0}[code]
    total = hours * 60 + minutes + round(count * step)
    day = at.day + timedelta(days=total // 1440)
    return Value("TIME", f"{day.isoformat()}T{total % 1440 // 60:02d}:{total % 60:02d}{at.clock[5:]}")


def year_before(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "The year-ago quarter": the same stretch a year before the one spoken of."""
    if at.quarter:
        return Value("DATE", f"{int(at.quarter[:4]) - 1:04d}{at.quarter[4:]}")
    return Value("DATE", f"{at.day.year - 1:04d}" if at.day else "XXXX")


def year_end(match: Match, at: Viewpoint) -> Value | None:
    """ "By year-end"."""
    if at.day is None:
        return Value("DATE", "XXXX-12-31")
    year = at.day.year - (at.direction < 0 and at.day.month < 12 and "end of" not in match[0].lower())
    # "Year-end" is a day in accounts; "year's end" is the end of the year, whenever.
    return Value("DATE", f"{year:04d}" if re.search(r"year(?:['’]s)?\s+end", match[0]) else f"{year:04d}-12-31")


def reference(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "Now", "recently", "the future": no point in time."""
    word = words_of(match["reference"])
    lists = table("times")["references"]
    return Value("DATE", next(value for value, words in lists.items() if word in words))
