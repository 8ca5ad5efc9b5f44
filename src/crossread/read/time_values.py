"""What a time expression means, and where it is read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from crossread.model import TimexType

__all__ = ["Match", "Rule", "Value", "Viewpoint", "group"]

Match = re.Match[str]


class Value(NamedTuple):
    """What an expression means; ``stated`` where its words alone say so."""

    timex_type: TimexType
    value: str
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Where an expression is read from.

    ``day`` and ``clock`` are the anchor's, ``direction`` is which way the words around look, ``previous`` the day
    named before in the same sentence, ``mentioned`` the last value in the text before, ``quarter`` the last quarter.
    """

    day: date | None
    clock: str | None = None
    direction: int = -1
    previous: date | None = None
    mentioned: str | None = None
    quarter: str | None = None

    def told_of(self, unit: str) -> date | None:
        """Return the day, or the first day of the month or year, last told of, if it is as fine as ``unit``."""
        written = self.mentioned or ""
        needed = {"day": 10, "week": 10, "weekend": 10, "month": 7, "quarter": 7}.get(unit, 4)
        found = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)", written)
        if not found or len(found[0]) < needed:
            return None
        return date.fromisoformat((found[0] + "-01-01")[:10])


# A rule gives the meaning of a match, or None where the words turn out to be no time.
Rule = Callable[[Match, Viewpoint], Value | None]


def group(match: Match, name: str) -> str:
    """Return the words of a named group; empty where the pattern has no such group or it matched nothing."""
    return match.groupdict().get(name) or ""
