"""Rules for the parts of a year: quarters, halves, fiscal years, seasons."""

from __future__ import annotations

from crossread.calendar import shift
from crossread.read.time_dates import day_number, relative_year
from crossread.read.time_grammar import code_of, words_of
from crossread.read.time_values import Match, Value, Viewpoint, group

__all__ = ["fiscal", "half_of_year", "quarter", "quarter_of_year", "season", "this_quarter"]


def fiscal(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "fiscal 1989": the year it is named after."""
    return Value("DATE", group(match, "year"), True)


def quarter(match: Match, at: Viewpoint) -> Value | None:
    """Quarters and halves: with their year, or the latest that the anchor knows."""
    number = day_number(match["number"]) if not group(match, "latest") else None
    part = "H" if group(match, "part").lower().startswith("half") else "Q"
    if group(match, "year"):
        return Value("DATE", f"{match['year'][-4:]}-{part}{number}", True)
    if group(match, "which"):
        return Value("DATE", f"{relative_year(match['which'], at)}-{part}{number}")
    if at.day is None:
        return Value("DATE", f"XXXX-{part}{number}")
    size = 6 if part == "H" else 3
    current = (at.day.month - 1) // size + 1
    year = at.day.year - (number > current and at.direction < 0) if number else at.day.year
    return Value("DATE", f"{year:04d}-{part}{number}") if number and number <= 12 // size else None


def this_quarter(match: Match, at: Viewpoint) -> Value | None:
    """ "The quarter", "the latest quarter", "the year-earlier quarter": the one spoken of, else the one just over."""
    which = words_of(group(match, "which"))
    latest = at.quarter or (at.day and shift(at.day, -1, "quarter"))
    if not latest:
        return Value("DATE", "XXXX-QX")
    if "year" in which:
        return Value("DATE", f"{int(latest[:4]) - 1:04d}{latest[4:]}")
    if which in ("this", "current") and at.day:
        return Value("DATE", shift(at.day, 0, "quarter") or "XXXX-QX")
    if which in ("next", "coming") and at.day:
        return Value("DATE", shift(at.day, 1, "quarter") or "XXXX-QX")
    return Value("DATE", latest)


def quarter_of_year(match: Match, at: Viewpoint) -> Value | None:
    """ "The 1988 third quarter"; "the 1988 quarter" and "the 1988 period" are the quarter spoken of, in that year."""
    if number := day_number(match["number"]) if group(match, "number") else None:
        return Value("DATE", f"{match['year']}-Q{number}", True)
    return Value("DATE", f"{match['year']}{at.quarter[4:] if at.quarter else ''}", True)


def half_of_year(match: Match, at: Viewpoint) -> Value | None:  # noqa: ARG001
    """ "The last half of 1989"."""
    return Value("DATE", f"{match['year']}-H{1 if words_of(match['number']) == 'first' else 2}", True)


def season(match: Match, at: Viewpoint) -> Value | None:
    """ "summer 1994", "last winter"."""
    season = code_of("seasons", match["season"])
    if group(match, "year"):
        return Value("DATE", f"{match['year']}-{season}", True)
    if at.day is None:
        return Value("DATE", f"XXXX-{season}")
    year, which = at.day.year, words_of(group(match, "which"))
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[str(season)]
    if which.startswith(("last", "past", "previous")):
        year -= at.day.month <= first + 2 or season == "WI"
    elif which.startswith(("next", "coming")):
        year += at.day.month >= first
    else:
        year -= (which == "this" and season == "WI" and at.day.month <= 2) or (
            not which and at.direction < 0 and at.day.month < first
        )
    return Value("DATE", f"{year:04d}-{season}")
