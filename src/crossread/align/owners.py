"""Whose an institution is: the country or place in "Varo's Defence Ministry" and "the Varonian army".

A ministry of each of two countries has one name in each country's press. So an institution is known by what it is
(its words without the owner) and by whose it is; where nobody says whose, it can be any country's.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crossread.names import fold
from crossread.tables import table

__all__ = ["Body", "Owners", "country"]

_ENDINGS = ("n", "an", "ian", "ean", "ese", "i", "ish", "ic", "er")
_LINKS = frozenset(("of", "the", "for", "and", "in", "s", "to"))
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
# "the authorities in Varo", "Varo's police": a name where an owner stands, though the story has no such place.
_OWNED = re.compile(
    r"\b(?:in|of)\s+(?P<behind>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)$|^(?:[Tt]he\s)?(?P<before>[A-Z][\w-]+)['’]s?\s"
)


@dataclass(frozen=True, slots=True)
class Body:
    """What an institution is (its words, in no order), whose it is, and whether that is all that tells it apart."""

    core: frozenset[str]
    owner: str | None
    common: bool


@dataclass(frozen=True, slots=True)
class Owners:
    """Countries and the story's places, by their names and by the adjectives made from them."""

    places: Mapping[str, str] = field(default_factory=dict)  # name -> the name of the place it is one of
    stems: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Mapping[str, str]) -> Owners:
        """Know the places of a story: each folded name, with the folded name that the place goes by."""
        known = {name: place for name, place in places.items() if len(name) > 3 and name not in _countries()}
        stems: dict[str, set[str]] = {}
        for name, place in known.items():
            stems.setdefault(name[:-1] if name[-1] in "aeioy" else name, set()).add(place)
        return cls(known, {stem: frozenset(made) for stem, made in stems.items() if len(stem) > 3})

    def owner(self, word: str) -> str | None:
        """Return the country or place that a folded name or adjective stands for; capitals stand for theirs."""
        country = _countries().get(word)
        if country is not None:
            return country
        if word in self.places:
            return self.places[word]
        bare = word.removesuffix("s")
        made = {place for end in _ENDINGS if bare.endswith(end) for place in self.stems.get(bare[: -len(end)], ())}
        return made.pop() if len(made) == 1 else None

    def body(self, name: str) -> Body:
        """Take an institution's name apart."""
        seat = _seats().get(fold(name))
        if seat is not None:
            return Body(frozenset(fold(name).split()), seat, common=True)
        words = fold(_POSSESSIVE.sub("", name)).split()
        owner, rest, at = None, [], 0
        while at < len(words):
            length, found = next(
                (
                    (n, whose)
                    for n in (3, 2, 1)
                    if (whose := self.owner(" ".join(words[at : at + n]))) and at + n <= len(words)
                ),
                (1, None),
            )
            if found is not None and owner in (None, found):
                owner = found
            else:
                rest += words[at : at + length]
            at += length
        core = frozenset(_plain(word) for word in rest if word not in _LINKS)
        if owner is None and not core <= _common_words() and (said := _OWNED.search(name)):
            named = fold(said["behind"] or said["before"])
            left = core - {_plain(word) for word in named.split()}
            owner, core = (named, left) if left and left <= _common_words() else (None, core)
        return Body(core - {"affairs"} or core, owner, bool(core) and core <= _common_words())


def country(name: str) -> str | None:
    """Return the folded country of a folded name, capital or adjective of one."""
    return _countries().get(name)


@functools.cache
def _countries() -> Mapping[str, str]:
    """Return folded name, capital or adjective -> country."""
    found: dict[str, str] = {}
    for country, forms in table("names")["countries"].items():
        for form in (country, *forms):
            found[fold(form)] = fold(country)
            found.setdefault(fold(form) + "s", fold(country))
    return found


@functools.cache
def _seats() -> Mapping[str, str]:
    return {fold(seat): fold(whose) for whose, seats in table("name_forms")["seats"].items() for seat in seats}


@functools.cache
def _abbreviations() -> Mapping[str, str]:
    return dict(table("name_forms")["abbreviations"])


def _plain(word: str) -> str:
    return _abbreviations().get(word, word)


@functools.cache
def _common_words() -> frozenset[str]:
    words = {*table("comparing")["institutions"], *table("roles")["offices"], *table("roles")["bodies"]}
    parts = frozenset(_plain(part) for word in words for part in word.split())
    return parts | frozenset(table("name_forms")["subjects"])
