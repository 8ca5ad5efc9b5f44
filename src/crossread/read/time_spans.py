"""Rules for clock times, durations and sets."""

from __future__ import annotations

import re

from crossread.amounts import read_number
from crossread.read.time_grammar import code_of, count_of, unit_code, words_of
from crossread.read.time_values import Match, Value, Viewpoint, group

__all__ = ["bare_duration", "bare_long", "clock", "duration", "hour_of_part", "past_span", "rate_or_one", "set_"]


def clock(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """A clock time alone; ``times`` gives it its day."""
    if group(match, "word"):
        return Value("TIME", f"T{code_of('clock_words', match['word'])}{_zone(match)}")
    digits = re.match(r"(\d{1,2})(?:[:.]?(\d\d))?", group(match, "clock"))
    half = re.search(r"([ap])\.?\s?m", group(match, "clock"), re.IGNORECASE)
    if digits is None:
        return None
    hour, minute = int(digits[1]), int(digits[2] or 0)
    if half:
        hour = hour % 12 + 12 * (half[1].lower() == "p")
    elif "." in group(match, "clock") and not group(match, "zone"):
        return None
    return Value("TIME", f"T{hour:02d}:{minute:02d}{_zone(match)}") if hour < 24 else None


def hour_of_part(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "4 in the morning", "nine o'clock in the evening"."""
    hour = read_number(match["hour"])
    if hour is None or not 0 < hour <= 12 or hour % 1:
        return None
    return Value("TIME", f"T{int(hour) % 12 + 12 * (match['part'].lower() != 'morning'):02d}:00")


def _zone(match: Match) -> str:
    return str(code_of("zones", group(match, "zone")) or "") if group(match, "zone") else ""


def duration(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "24 hours", "a two-day", "the past three months"."""
    unit, count = unit_code(match["unit"]), count_of(group(match, "count"))
    if unit == "Q" and count is None and match[0].lower().endswith("s"):
        return None if re.match(r"\s+of\b", match.string[match.end() :]) else Value("DURATION", "PXQ")
    if unit == "Q" and not re.match(r"(?:the )?(?:past|last|next|first|coming)", match[0], re.IGNORECASE):
        return None  # "three quarters of them", "a quarter of the vote"
    if (
        words_of(group(match, "count")) in ("a", "an")
        and match.end("unit") < match.end()
        and match[0][match.end("unit") - match.start()] == "s"
    ):
        return None  # "a months-long siege": the months are not counted
    modal = re.search(r"\b(?:will|would|could|may|might|he|she|they|it)\s+$", match.string[: match.start()])
    if words_of(match[0]) == "one day" and modal:
        return Value("DATE", "FUTURE_REF")
    if unit == "TS" and count == 1:
        return None  # "a second group"
    if count is not None and group(match, "half"):
        count += 0.5
    return Value("DURATION", period(count, unit))


def past_span(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "The past decade" is the ten years up to now; "the last century" is a calendar's."""
    return Value("DURATION", period(1, unit_code(match["unit"])))


def bare_duration(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "Months of", "for decades": nobody says how many. "A matter of days" and "minutes apart" only compare."""
    idiom = re.search(r"\bmatter\s+of\s+$", match.string[: match.start()], re.IGNORECASE)
    if idiom or re.match(r"\s+apart\b", match.string[match.end() :], re.IGNORECASE):
        return None
    return Value("DURATION", period(None, unit_code(match["unit"])))


def bare_long(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "Months-long", "day-long"."""
    plural = match[0].lower().split("-")[0].endswith("s")
    return Value("DURATION", period(None if plural else 1, unit_code(match["unit"])))


def period(count: float | int | None, code: str) -> str:
    number = "X" if count is None else f"{count:g}" if count < 1e6 else str(count)
    if code == "CE" and count is not None:
        return f"P{int(count * 100)}Y"
    if code == "DE" and count is not None:
        return f"P{int(count * 10)}Y"
    if code == "Q":
        return f"P{int(count * 3)}M" if count is not None else "PXM"
    if code == "WE":
        return "P2D" if count in (None, 1) else f"P{number}WE"
    halves = {"Y": ("Y", "6M"), "TH": ("H", "30M"), "TM": ("M", "30S")}
    if count is not None and count % 1 == 0.5 and code in halves:
        whole, rest = halves[code]
        return f"P{'T' * code.startswith('T')}{int(count) or ''}{whole * bool(int(count))}{rest}"
    return f"PT{number}{code[1]}" if code.startswith("T") else f"P{number}{code}"


def set_(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "Every Tuesday", "daily", "Mondays"."""
    if group(match, "word"):
        return Value("SET", str(code_of("sets", group(match, "word"))))
    if group(match, "weekday"):
        part = f"T{code_of('parts_of_day', match['part'].rstrip('s'))}" if group(match, "part") else ""
        return Value("SET", f"XXXX-WXX-{code_of('weekdays', match['weekday'].rstrip('s'))}{part}")
    if group(match, "month"):
        return Value("SET", f"XXXX-{int(code_of('months', match['month']) or 0):02d}")
    if group(match, "part"):
        return Value("SET", f"XXXX-XX-XXT{code_of('parts_of_day', match['part'].rstrip('s'))}")
    count = count_of(group(match, "count")) if group(match, "count") else 1
    return Value("SET", period(2 if words_of(group(match, "count")) == "other" else count, unit_code(match["unit"])))


def _rate(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    return Value("SET", period(1, unit_code(match["unit"])))


_NUMBER_WORDS = "two|three|four|five|six|seven|eight|nine|ten|dozen|hundreds?|thousands?|million|billion"


def rate_or_one(match: Match, at: Viewpoint) -> Value | None:
    """ "50 a day", "5% a year" are rates; "for a day" is a duration and is read by that rule."""
    before = match.string[max(0, match.start() - 30) : match.start()]
    counted = re.search(
        rf"(?:\d|[%$]|percent|times|once|twice|dollars|rate|hours|days|{_NUMBER_WORDS})\D{{0,20}}$", before
    )
    return _rate(match, at) if counted or words_of(match[0]).startswith("per") else None
