"""Who a count counts: people at large, or a narrower group.

"200 deaths" and "200 soldiers" are two counts even where the number is one.
"""

from __future__ import annotations

import re

from crossread.model import Quantity
from crossread.tables import table

__all__ = ["compatible_scopes", "scope_of"]


def scope_of(quantity: Quantity) -> str:
    """Return who is counted, as a key: ``""`` for people at large, else the narrowing words.

    "deaths", "people" and "soldiers and civilians" are everyone; "Dorvan soldiers" and "children" are not.
    """
    words = re.findall(r"[\w-]+", (quantity.of or "").lower())
    lists = table("account")
    kept = [word for word in words if word not in lists["loose"]]
    # Two groups joined by "and" are as good as everyone: it is how a total is put when its parts are known.
    if "and" in kept or not kept or kept[-1] in lists["everyone"]:
        narrowing = [] if "and" in kept else [word for word in kept[:-1] if word not in lists["everyone"]]
        return " ".join(narrowing) if quantity.amount.low == quantity.amount.high == 1 else ""
    return " ".join([*kept[:-1], _singular(kept[-1])])


def compatible_scopes(left: Quantity, right: Quantity) -> bool:
    """Tell whether two counts may count the same people: one scope, or one people by name and another word for it.

    "Velin residents", "people of Velin" and "people" may be the same; "soldiers" are not "people", and where both
    name a people or place the names must have a word in common.
    """
    if scope_of(left) == scope_of(right):
        return True
    (ours, named), (theirs, other) = _split(left), _split(right)
    return ours == theirs and (not named or not other or bool(named & other))


def _split(quantity: Quantity) -> tuple[frozenset[str], frozenset[str]]:
    """Return the common words that narrow a count, and the words of names in it ("Upland" in "Uplanders")."""
    lists = table("account")
    words = [word for word in re.findall(r"\w+", quantity.of or "") if word.lower() not in lists["loose"]]
    names = frozenset(word.lower() for word in words if word[0].isupper())
    common = (word.lower() for word in words if not word[0].isupper())
    return frozenset(_singular(word) for word in common if word not in lists["everyone"]), names


def _singular(word: str) -> str:
    irregular = {"men": "man", "women": "woman", "children": "child", "people": "person"}
    if word in irregular:
        return irregular[word]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
