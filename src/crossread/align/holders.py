"""Who can be counted as a holder of a claim: only those that are named.

"A senior official", "residents" and "his office" may be anybody; two reports that cite them need not mean the
same ones, and they can be nobody's independent origin.
"""

from __future__ import annotations

import functools
import re

from crossread.model import Entity
from crossread.tables import table
from crossread.text import word_forms, words

__all__ = ["is_name", "is_named_holder"]

# What follows the head of a description: "people in Velin", "soldiers who fled".
_AFTER_HEAD = re.compile(r"\s+(?:in|of|from|at|near|on|who|that|with|for|and)\s")


def is_name(words: str) -> bool:
    """Tell whether the words hold a name at all: a capital letter, or a script that has none."""
    return words != words.lower() or (words == words.upper() and any(letter.isalpha() for letter in words))


def is_named_holder(entity: Entity) -> bool:
    """Tell whether the entity is somebody in particular: no description, no "his office", no crowd, no people.

    "Authorities in Velin" are an institution and count; "rebels in Velin" and "Dorvans" may be any of many.
    """
    if entity.kind in ("description", "nationality") or not is_name(entity.name):
        return False
    head = _head(entity.name)
    if head & _crowds() or (entity.kind == "group" and head & _peoples()):
        return False
    return not _is_common(entity.name) or bool(head & _institutions())


def _is_common(name: str) -> bool:
    """Tell whether the head word is a common noun: the name in it is somebody else's."""
    forms = words(_AFTER_HEAD.split(name, maxsplit=1)[0])
    return bool(forms) and name[slice(*forms[-1])].islower()


def _head(name: str) -> frozenset[str]:
    """Return the last word of the name proper ("residents" of "Velin residents", "people" of "people in Velin")."""
    return frozenset(word_forms(_AFTER_HEAD.split(name, maxsplit=1)[0])[-1:])


@functools.cache
def _crowds() -> frozenset[str]:
    return frozenset(table("comparing")["crowds"])


@functools.cache
def _institutions() -> frozenset[str]:
    return frozenset(table("comparing")["institutions"])


@functools.cache
def _peoples() -> frozenset[str]:
    names = table("names")
    adjectives = {form.lower() for _, (first, _capital, *more) in names["countries"].items() for form in (first, *more)}
    adjectives |= {people.lower() for people in names["peoples"]}
    return frozenset(adjectives | {f"{form}s" for form in adjectives})
