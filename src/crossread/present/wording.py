"""Our own words in a brief: dates, amounts and lists spelt out.

All formats take them from here, so that a page and a terminal say the same thing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from crossread.model import Amount, Dispute, Interval
from crossread.present.inert import one_line
from crossread.present.labels import CAUSE

__all__ = [
    "say_amount", "say_cause", "say_count", "say_dates_in", "say_interval", "say_list", "say_moment", "say_range",
]  # fmt: skip

_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?)?")


def say_moment(iso: str | None) -> str:
    """Spell out one ISO date or time as it stands, with its zone or that none was given."""
    found = _ISO.fullmatch(iso or "")
    if not found:
        return iso or "unknown"
    year, month, day, clock, zone = found.groups()
    date = f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= 12 else f"{year}-{month}-{day}"
    if clock is None:
        return date
    return f"{date}, {clock} ({_say_zone(zone)})"


def say_interval(interval: Interval | None) -> str:
    """Spell out when something was, no more exactly than its grain."""
    if interval is None:
        return "no date"
    start, end = _ISO.fullmatch(interval.start), _ISO.fullmatch(interval.end)
    if start is None:
        return interval.start
    year, month = start.group(1), int(start.group(2))
    if interval.grain in ("year", "decade", "era"):
        return {"year": year, "decade": f"the {year}s"}.get(interval.grain, f"from {year}")
    if interval.grain == "month" and 1 <= month <= 12:
        return f"{_MONTHS[month - 1]} {year}"
    if interval.grain == "minute" or end is None:
        return say_moment(interval.start)
    if start.group(4) and end.group(4) and start.group(5) == end.group(5):
        return _say_hours(start, end)
    if interval.grain == "day" and _next_day(interval.start[:10], interval.end[:10]):
        return say_moment(interval.start[:10])
    if interval.grain in ("hour", "part_of_day"):
        return f"{say_moment(interval.start)} to {say_moment(interval.end)}"
    return f"{say_moment(interval.start)} until before {say_moment(interval.end)}"


def _say_hours(start: re.Match[str], end: re.Match[str]) -> str:
    """Spell out clock times of one zone: the date once where it is one day (midnight ends it), the zone once."""
    first, last = (say_moment(found.group()[:10]) for found in (start, end))
    zone = _say_zone(start.group(5))
    if first == last:
        return f"{first}, {start.group(4)}–{end.group(4)} ({zone})"
    if end.group(4) == "00:00" and _next_day(start.group()[:10], end.group()[:10]):
        return f"{first}, {start.group(4)}–24:00 ({zone})"
    return f"{first}, {start.group(4)} to {last}, {end.group(4)} ({zone})"


def say_cause(dispute: Dispute) -> str:
    """Say what kind of disagreement it is, and what was compared. Never who is right."""
    cause = "Both names are in use" if dispute.kind == "naming" else CAUSE[dispute.cause]
    # The sides themselves show who affirms and who denies, and which names they use.
    shown = {key: values for key, values in dispute.compared.items() if key not in ("polarity", "name")}
    compared = [
        f"{key.replace('_', ' ')}: {' against '.join(say_dates_in(one_line(value)) for value in values)}"
        for key, values in shown.items()
    ]
    return f"{cause}. {say_list(compared)}".rstrip()


def say_dates_in(text: str) -> str:
    """Spell out every ISO date or time that stands in ``text``."""
    return _ISO.sub(lambda match: say_moment(match.group()), text)


def say_range(low: float | None, high: float | None) -> str:
    """Spell out a range of numbers, open ends included; empty where both ends are open."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {_say_number(high)}"
    if high is None:
        return f"{_say_number(low)} or more"
    return _say_number(low) if low == high else f"{_say_number(low)} to {_say_number(high)}"


def say_count(count: int, one: str, many: str | None = None) -> str:
    """Return "1 report", "3 reports"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def say_list(items: Iterable[str]) -> str:
    """Join names with semicolons: they may hold commas of their own."""
    return "; ".join(items)


def say_amount(amount: Amount) -> str:
    """Spell out an amount with its hedge."""
    return " ".join(filter(None, (amount.hedge, say_range(amount.low, amount.high), amount.unit)))


def _say_zone(zone: str | None) -> str:
    if zone is None:
        return "no zone given"
    return "UTC" if zone == "Z" else f"UTC{zone.replace('-', '−')}"


def _say_number(value: float | None) -> str:
    if value is None:
        return "?"
    whole = int(value) if float(value).is_integer() else None
    return f"{whole:,}" if whole is not None else f"{value:,}"


def _next_day(start: str, end: str) -> bool:
    try:
        first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    except ValueError:
        return False
    return (last - first).days == 1
