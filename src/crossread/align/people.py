"""The parts of a person's name, and whether two names can be one person's.

"Foreign Minister Ana Ruiz Jr." is a title, a given name, a family name and a generation. A title says nothing
about who it is by itself; a given name, a generation and a gender can tell two bearers of one family name apart.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossread.names import fold
from crossread.spelling import similar_parts
from crossread.tables import table

__all__ = ["PersonName", "can_be_one", "gender_of", "given_gender", "is_title", "person_name", "same_given", "title_in"]

# How likely two given names, or two family names, must be one when the other half of the name is one, too.
GIVEN_ALIKE, FAMILY_ALIKE = 0.6, 0.6
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "ben", "abu", "da", "de", "del", "di", "du", "van", "von", "der", "la", "le")
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, all folded; ``given`` is empty where one word alone is known."""

    given: tuple[str, ...]
    family: str
    generation: str | None = None
    titled: bool = False

    @property
    def full(self) -> str:
        """Return the name without titles."""
        return " ".join((*self.given, self.family))


@functools.lru_cache(maxsize=65536)
def person_name(written: str) -> PersonName:
    """Take a written name apart: titles before it and degrees behind it go, the last word is the family name."""
    words = [word.strip(".,") for word in fold(written).replace(",", " ").split()]
    words = [word for word in words if word]
    generation = None
    while len(words) > 1 and words[-1] in {*_degrees(), *_generations()}:
        generation = _generations().get(words.pop(), generation)
    first = _titles_before(tuple(words))
    rest = words[first:]
    return PersonName(tuple(rest[:-1]), rest[-1] if rest else "", generation, titled=first > 0)


def _titles_before(words: tuple[str, ...]) -> int:
    """Return how many of the first words are titles; the last word is always a name."""
    at = 0
    while at < len(words) - 1:
        length = next((n for n in (3, 2, 1) if at + n < len(words) and " ".join(words[at : at + n]) in _titles()), 0)
        if not length:
            break
        at += length
    return at


@functools.lru_cache(maxsize=65536)
def title_in(written: str) -> str:
    """Return the titles before a written name ("President Ana Ruiz" -> "president")."""
    words = tuple(word.strip(".,") for word in fold(written).split())
    return " ".join(words[: _titles_before(words)])


def is_title(written: str) -> bool:
    """Tell whether the words are titles and nothing else ("Deputy Minister")."""
    words = [word.strip(".,") for word in fold(written).split()]
    return bool(words) and (" ".join(words) in _titles() or all(word in _titles() for word in words))


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset({title.strip(".") for title in table("roles")["titles"]} | set(table("name_forms")["honorifics"]))


@functools.cache
def _generations() -> Mapping[str, str]:
    return dict(table("name_forms")["generations"])


@functools.cache
def _degrees() -> frozenset[str]:
    return frozenset(table("name_forms")["degrees"])


@functools.cache
def _short_forms() -> Mapping[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(table("name_forms")["short_forms"]):
        for name in group:
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def gender_of(forms: Iterable[str]) -> str | None:
    """Return m or f where the words before a name, or the pronouns for it, show one and no other."""
    people = table("name_forms")
    shown = {
        gender
        for form in forms
        for word in fold(form).split()
        if (gender := people["honorifics"].get(word.strip(".")) or people["pronouns"].get(word))
    }
    return shown.pop() if len(shown) == 1 else None


def given_gender(name: PersonName) -> str | None:
    """Return m or f where the first given name is mostly borne by the one and not by the other."""
    found = [gender for gender, names in _given_names().items() if name.given and name.given[0] in names]
    return found[0] if len(found) == 1 else None


@functools.cache
def _given_names() -> Mapping[str, frozenset[str]]:
    return {"m": frozenset(table("people")["male"]), "f": frozenset(table("people")["female"])}


def can_be_one(left: PersonName, right: PersonName) -> bool:
    """Tell whether nothing in the two names speaks against one bearer."""
    if left.generation != right.generation and left.given and right.given:
        return False  # the father and the son, even where only one of them is told by a "Jr."
    return not left.given or not right.given or same_given(left.given, right.given)


def same_given(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether given names go together: the first of one is a given name of the other, and none disagrees."""
    few, many = sorted((_joined(left), _joined(right)), key=len)
    if not few or not many:
        return False
    if "".join(few) == "".join(many):
        return True
    return _goes_with(few[0], many[0]) if len(few) == 1 else all(any(_goes_with(a, b) for b in many) for a in few)


def _joined(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in given if part not in _PARTICLES)


@functools.lru_cache(maxsize=65536)
def _goes_with(left: str, right: str) -> bool:
    if left == right or (1 in (len(left), len(right)) and left[0] == right[0]):
        return True
    groups = _short_forms()
    if groups.get(left, frozenset()) & groups.get(right, frozenset()):
        return True
    return min(len(left), len(right)) > 2 and similar_parts(left, right) >= GIVEN_ALIKE
