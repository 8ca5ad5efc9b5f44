"""How the counts of two claims stand to each other."""

from __future__ import annotations

from collections.abc import Sequence

from crossread import amounts
from crossread.model import Quantity
from crossread.scopes import scope_of

__all__ = ["ONE_COUNT", "VICTIMS", "amounts_of", "counts_alike", "number_of"]

# Two reports of a story that count the same number of the same victims speak of one count, however they word
# it; below this number that may be chance. What more they say is another matter: a point shows the least of it.
FEWEST_COUNTED, ONE_COUNT = 3, 0.7
VICTIMS = frozenset({"killed", "injured", "missing", "displaced", "evacuated", "sheltering", "detained", "returned"})


def counts_alike(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two give the same number of the same kind of victim, in the same scope."""
    ends = (ours.amount.low, ours.amount.high)
    telling = (
        max(end or 0 for end in ends) >= FEWEST_COUNTED
        and ours.what in VICTIMS
        and ours.part_of is theirs.part_of is None
    )
    same = ours.what == theirs.what and ends == (theirs.amount.low, theirs.amount.high)
    return telling and same and scope_of(ours) == scope_of(theirs)


def amounts_of(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[str, str]:
    """Compare the amounts of one thing: ``agree`` on an end, ``compatible``, or ``differ``; and show them."""
    shown = f"{'/'.join(number_of(one) for one in ours)} and {'/'.join(number_of(other) for other in theirs)}"
    pairs = [(one.amount, other.amount) for one in ours for other in theirs]
    for one, other in pairs:
        ends = ((one.low, other.low), (one.high, other.high))
        if amounts.compatible(one, other) and any(mine is not None and mine == yours for mine, yours in ends):
            return "agree", number_of(ours[0])
    return ("compatible" if any(amounts.compatible(one, other) for one, other in pairs) else "differ"), shown


def number_of(quantity: Quantity) -> str:
    """Return the words of a number."""
    return " ".join((quantity.span.text or "a number").split())
