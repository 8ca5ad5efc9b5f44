"""The brief as it could have been made at an earlier time."""

from __future__ import annotations

from collections.abc import Sequence

from crossread import calendar
from crossread.errors import UsageError
from crossread.model import Interval, LeftOver, Reading, Report, Skipped

__all__ = ["known_until"]


def known_until(
    readings: Sequence[Reading], until: str | None
) -> tuple[tuple[Reading, ...], tuple[LeftOver, ...], tuple[Skipped, ...]]:
    """Return the readings known by ``until`` (ISO 8601), the claims left out of them, the reports left out.

    A report or live-blog entry that came later is left out; so is one without a time, since it cannot be
    shown to have been there. A date without a clock is known at the end of its day. Clock times are compared
    as they are written: a report that gives no zone cannot be converted.
    """
    if until is None:
        return tuple(readings), (), ()
    limit = calendar.interval_of(until, "given")
    if limit is None:
        raise UsageError(f"until: found {until!r}, expected a date or time such as 2021-03-04 or 2021-03-04T18:00")
    kept = [reading for reading in readings if reading.report.entries or _is_by(_last_touched(reading.report), limit)]
    out = [
        Skipped(path=reading.report.path or reading.report.id, reason=f"not known to be from before {until}")
        for reading in readings
        if reading not in kept
    ]
    late = [item for reading in kept if reading.report.entries for item in _late_claims(reading, until, limit)]
    return tuple(kept), tuple(late), tuple(out)


def _late_claims(reading: Reading, until: str, limit: Interval) -> list[LeftOver]:
    late = []
    for claim in reading.claims:
        entry = next((item for item in reading.report.entries if item.span.covers(claim.span)), None)
        when = entry.time if entry else _last_touched(reading.report)
        if not _is_by(when, limit):
            span = reading.report.span(claim.span.start, claim.span.end)
            late.append(LeftOver(span=span, reason=f"not known to be from before {until}", claim=claim.id))
    return late


def _last_touched(report: Report) -> Interval | None:
    """What an updated report said before its update is not known."""
    return report.updated or report.published


def _is_by(when: Interval | None, limit: Interval) -> bool:
    return when is not None and _clock(when.end) <= _clock(limit.end)


def _clock(iso: str) -> str:
    return iso[:16] if "T" in iso else f"{iso}T00:00"
