"""Times as people, pages and feeds write them, brought into one ISO 8601 form. Nothing is converted."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["EXPECTED_TIME", "EXPECTED_ZONE", "iso_time", "iso_zone"]

EXPECTED_TIME = "an ISO 8601 time such as 2023-09-21 or 2023-09-21T16:27+02:00"
EXPECTED_ZONE = "an offset such as +02:00, or Z"

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d?-\d\d?|\d{8})"
    r"(?:(?:[T ]|,\s?)\s*(?P<clock>\d\d?:\d\d(?::\d\d)?|\d{4}(?:\d\d)?)(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|z|UTC|GMT|[+\-−]\d\d?(?::?\d\d)?)?)?$"
)
_ZONE = re.compile(r"(?:UTC|GMT)?(?P<sign>[+\-−])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?$")
# 1900: reports are younger, and pages with no date say 1899, 1601 or 0001.
_EARLIEST_YEAR = 1900


def iso_time(written: str) -> str | None:
    """Return ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM[:SS][zone]`` for a written time; ``None`` if it is none.

    >>> iso_time("2023-09-21 16:27:05.120 +0200")
    '2023-09-21T16:27:05+02:00'
    """
    match = _ISO.match(written.strip())
    if match is None:
        return _mail_time(written)
    day = _day(match["day"])
    if day is None or match["clock"] is None:
        return day
    clock = _clock(match["clock"])
    zone = iso_zone(match["zone"]) if match["zone"] else ""
    return None if clock is None or zone is None else f"{day}T{clock}{zone}"


def iso_zone(written: str) -> str | None:
    """Return ``Z`` or ``+HH:MM`` for a written offset, ``None`` if it is none."""
    if written.strip().upper() in ("Z", "UTC", "GMT"):
        return "Z"
    match = _ZONE.match(written.strip().upper())
    if match is None or int(match["hours"]) > 14 or int(match["minutes"] or 0) > 59:
        return None
    sign = "+" if match["sign"] == "+" else "-"
    return f"{sign}{int(match['hours']):02}:{int(match['minutes'] or 0):02}"


def _day(written: str) -> str | None:
    year, month, day = written.split("-") if "-" in written else (written[:4], written[4:6], written[6:])
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _EARLIEST_YEAR else None


def _clock(written: str) -> str | None:
    digits = written.split(":") if ":" in written else [written[at : at + 2] for at in range(0, len(written), 2)]
    hour, minute, second = (*map(int, digits), 0)[:3]
    if hour > 23 or minute > 59 or second > 59:
        return None
    return ":".join(f"{int(part):02}" for part in digits)


def _mail_time(written: str) -> str | None:
    """Read the form of mail and feeds (``Thu, 21 Sep 2023 16:27:00 +0200``)."""
    from email.utils import parsedate_to_datetime  # brings sockets and more, and is seldom needed

    try:
        found = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if found.year < _EARLIEST_YEAR:
        return None
    zone = found.strftime("%z")  # empty where the zone is "-0000", which means: not known
    return found.strftime("%Y-%m-%dT%H:%M:%S") + (f"{zone[:3]}:{zone[3:5]}" if zone else "")
