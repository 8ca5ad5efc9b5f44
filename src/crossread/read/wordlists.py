"""The name and role lists of ``resources/`` in the shape the reading steps ask for."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from crossread.model import MentionKind
from crossread.names import fold
from crossread.read.tagging import Word
from crossread.tables import table

__all__ = ["belongs_to", "country_of", "demonyms", "is_capital", "known_kinds", "plurals", "role_words", "title_length"]

# The longest office in the list ("first deputy prime minister").
LONGEST_TITLE = 4


def plurals(adjective: str) -> tuple[str, ...]:
    """Return the forms by which the people of an adjective are called."""
    if adjective.endswith(("ese", "ish", "ch", "ss", "sh")):
        return (adjective,)
    if adjective.endswith("man") and len(adjective) > 6:
        return adjective, adjective[:-3] + "men"
    return adjective, adjective + "s"


@functools.cache
def demonyms() -> Mapping[str, str | None]:
    """Return lower-cased adjective or people -> its country (None: a people or faith of no one country)."""
    names = table("names")
    found: dict[str, str | None] = {}
    for people in names["peoples"]:
        found.update(dict.fromkeys((form.lower() for form in plurals(people)), None))
    for country, (adjective, _capital, *others) in names["countries"].items():
        forms = [adjective, *(other for other in others if _is_people(other, country))]
        for form in forms:
            found.update(dict.fromkeys((plural.lower() for plural in plurals(form)), country))
    return found


def _is_people(other: str, country: str) -> bool:
    """Tell the second adjectives ("Azeri", "Croat") of the list from second names of the country."""
    names_country = other.isupper() or " " in other or "." in other or "-" in other
    return not names_country and other not in _COUNTRY_NAMES and other != country


_ADJECTIVE_ENDINGS = frozenset(("n", "an", "ian", "ean", "ese", "i", "ish", "ic", "er"))
_COUNTRY_NAMES = frozenset(
    ("Britain", "America", "Burma", "Rangoon", "Yangon", "Kiev", "Delhi", "Yamoussoukro", "Swaziland", "Macedonia",
     "Brazzaville", "Turkiye", "Türkiye", "Czechia")
)  # fmt: skip


@functools.cache
def known_kinds() -> Mapping[str, MentionKind]:
    """Return folded name -> kind for the general lists of countries, capitals, regions and organisations."""
    names = table("names")
    found: dict[str, MentionKind] = {}
    for country, (_adjective, capital, *others) in names["countries"].items():
        for name in (country, capital, *(other for other in others if not _is_people(other, country))):
            found[fold(name)] = "place"
    found.update((fold(name), "place") for name in names["regions"])
    found.update((fold(name), "organisation") for name in names["organisations"])
    return found


def country_of(name: str) -> str | None:
    """Return the country that a country's name, adjective or capital stands for."""
    folded = fold(name)
    return _countries().get(folded) or demonyms().get(folded)


@functools.cache
def _countries() -> Mapping[str, str]:
    """Return folded name of a country or capital -> the country, the first that has it."""
    found: dict[str, str] = {}
    for country, (_adjective, capital, *others) in table("names")["countries"].items():
        for name in (country, capital, *others):
            found.setdefault(fold(name), str(country))
    return found


def belongs_to(adjective: str, place: str) -> bool:
    """Tell whether a word is made from a place's name as "Norlandic" from "Norland" (for places in no list)."""
    word, name = fold(adjective), fold(place)
    stem = name[:-1] if name[-1:] in "aeioy" else name
    return len(stem) >= 4 and word.startswith(stem) and word[len(stem) :].rstrip("s") in _ADJECTIVE_ENDINGS


@functools.cache
def _capitals() -> frozenset[str]:
    countries = table("names")["countries"]
    return frozenset(fold(entry[1]) for entry in countries.values()) - frozenset(map(fold, countries))


def is_capital(name: str) -> bool:
    """Tell whether a name is that of a capital and of nothing larger."""
    return fold(name) in _capitals()


@functools.cache
def role_words(name: str) -> frozenset[str]:
    """Return one list of ``resources/roles.yaml``."""
    return frozenset(table("roles")[name])


@functools.cache
def _title_ends(*, last: bool) -> frozenset[str]:
    """Return the words that a title starts with, or ends with."""
    return frozenset(title.split()[-1 if last else 0] for title in role_words("titles"))


def title_length(words: Sequence[Word], at: int, *, end: int | None = None, backwards: bool = False) -> int:
    """Return how many words from ``at`` on (or up to and with it) are a title, the longest first; 0 = none."""
    end = len(words) if end is None else end
    titles = role_words("titles")
    if words[at].lower not in _title_ends(last=backwards):
        return 0
    for length in range(LONGEST_TITLE, 0, -1):
        first = at - length + 1 if backwards else at
        fits = first >= 0 and first + length <= end
        if fits and " ".join(word.lower for word in words[first : first + length]) in titles:
            return length
    return 0
