"""Which readings count the same thing: each reason to keep two apart is a small function.

Precision first: where a reason holds, two readings are two figures. A later version can give these functions
better entities and links between claims; nothing else needs to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crossread import amounts, calendar
from crossread.model import Amount, Claim, Counted, Interval, Quantity, Reading
from crossread.scopes import compatible_scopes, scope_of

__all__ = ["STATES", "Count", "as_of_key", "counts_of", "gathered"]

# What lasts: a time beside such a count says as of when it held ("were still missing on Thursday"), not which
# happening it is of.
STATES: frozenset[Counted] = frozenset(("missing", "displaced", "sheltering", "detained"))

# A time as coarse as these says that all of it is counted: "in 2020 more than 300 people died".
COARSE = ("month", "season", "year", "decade", "era")

# Where the words of a further count are looked for, in front of its number ("a further 12").
FRONT = 14

_SUMS_UP = re.compile(
    r"\b(?:toll|total|so\s+far|now|since|by|ro?i?se[ns]?|grew|count|number\s+of|altogether|in\s+all|recovered|"
    r"confirmed\s+dead|at\s+least\s+\d+\s+dead)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:more|further|additional|another)\s*$", re.IGNORECASE)
_MORE_INSIDE = re.compile(r"^(?:an?\s+)?(?:further|additional|another)\b|\b\w+\s+more(?:\s+\w+)?$", re.IGNORECASE)
_OTHERS = re.compile(r"(?:\w+\s+){1,3}?others?\b", re.IGNORECASE)
_LONG = re.compile(
    r"\b(?:since\s+(?:the\s+(?:start|beginning|outbreak)\s+of\s+the\s+(?:war|conflict)|(?:19|20)\d\d)|"
    r"(?:during|in|over|throughout)\s+(?:the\s+)?(?:whole\s+|entire\s+)?(?:war|conflict|decades?|years)\b|"
    r"\b(?:war|conflict)\s+(?:that|which)\s+(?:has\s+)?(?:killed|left|cost|claimed))",
    re.IGNORECASE,
)


_OWN_CLAUSE = re.compile(r"\b(?:that|which|whose|who|after|when|where)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """One reading on its way into a figure, with what it is compared by."""

    claim: Claim
    quantity: Quantity
    reading: Reading
    scope: str
    further: bool
    long: bool
    sums_up: bool

    @property
    def amount(self) -> Amount:
        """Return the amount of the quantity."""
        return self.quantity.amount


def counts_of(claim: Claim, reading: Reading, quantities: Sequence[Quantity]) -> list[Count]:
    """Return what a claim counts; ``quantities`` are its totals of the kinds that make figures."""
    return [
        Count(
            claim=claim,
            quantity=quantity,
            reading=reading,
            scope=scope_of(quantity),
            further=_is_further(quantity, reading),
            long=_is_long(claim),
            sums_up=bool(_SUMS_UP.search(claim.text)),
        )
        for quantity in quantities
    ]


def _is_further(quantity: Quantity, reading: Reading) -> bool:
    """Tell "a further 12" and "12 more" from a count that stands alone: one of the same kind came before.

    "Many others" are besides those told of, whoever they are, and never all.
    """
    text, start = reading.report.text, quantity.span.start
    if amounts.is_vague(quantity.amount) and _OTHERS.match(text, quantity.span.start):
        return True
    more = _MORE.search(text[max(0, start - FRONT) : start]) or _MORE_INSIDE.search(quantity.span.text or "")
    earlier = any(item.what == quantity.what and item.span.end <= start for item in reading.quantities)
    return bool(more) and earlier and "more than" not in (quantity.span.text or "").lower()


def _is_long(claim: Claim) -> bool:
    """Tell a count over a war or years from that of one happening."""
    return bool(_LONG.search(claim.text)) or (claim.when is not None and claim.when.grain in COARSE)


# ------------------------------------------------------------------------------------- reasons to keep apart


def _other_kind(left: Count, right: Count) -> bool:
    return left.quantity.what != right.quantity.what or not compatible_scopes(left.quantity, right.quantity)


def _other_part(left: Count, right: Count) -> bool:
    """An increment is no total, and a whole war is no day."""
    return left.further != right.further or left.long != right.long


def _other_time(left: Count, right: Count) -> bool:
    """Deeds of two days are two counts, unless one of them sums up."""
    if left.quantity.what in STATES or left.sums_up or right.sums_up:
        return False
    one, other = _own_time(left), _own_time(right)
    return one is not None and other is not None and not calendar.compatible(one, other)


def _own_time(count: Count) -> Interval | None:
    """A count in a clause of its own has not the time of the whole ("they signed on Monday ... that left 12 dead")."""
    ahead = count.reading.report.text[count.claim.span.start : count.quantity.span.start]
    return None if _OWN_CLAUSE.search(ahead) else count.claim.when


def _nobody_elsewhere(left: Count, right: Count) -> bool:
    """ "Nobody was hurt", of what was told just before, says nothing of the injured somewhere else."""
    for none, some in ((left, right), (right, left)):
        bare = none.amount.high == 0 and none.claim.speaker is None and not none.claim.where
        if bare and (some.amount.low or some.amount.high):
            return True
    return False


def _told_apart(left: Count, right: Count) -> bool:
    """One report, one holder, two places, two numbers: the report itself counts two things."""
    same_teller = left.claim.span.report == right.claim.span.report and left.claim.speaker == right.claim.speaker
    where = set(left.claim.where), set(right.claim.where)
    two_places = all(where) and not set.intersection(*where)
    return same_teller and two_places and not amounts.compatible(left.amount, right.amount)


REASONS: tuple[Callable[[Count, Count], bool], ...] = (
    _other_kind,
    _other_part,
    _other_time,
    _nobody_elsewhere,
    _told_apart,
)


def gathered(counts: Sequence[Count]) -> list[list[Count]]:
    """Return the groups of one count each; ``counts`` come in the order of time.

    A reading joins the group that nothing keeps it from and whose places and numbers are nearest its own.
    """
    groups: list[list[Count]] = []
    for count in counts:
        open_groups = [group for group in groups if not any(_apart(count, other) for other in group)]
        if open_groups:
            max(open_groups, key=lambda group: _nearness(count, group)).append(count)
        else:
            groups.append([count])
    return groups


def _apart(left: Count, right: Count) -> bool:
    return any(reason(left, right) for reason in REASONS)


def _nearness(count: Count, group: Sequence[Count]) -> tuple[int, int]:
    places = sum(bool(set(count.claim.where) & set(other.claim.where)) for other in group)
    numbers = sum(amounts.compatible(count.amount, other.amount) for other in group)
    return places, numbers


def as_of_key(interval: Interval | None) -> tuple[str, str]:
    """Return a key that puts what has no time last."""
    return (interval.start, interval.end) if interval else ("9", "9")
