"""The words that tell events, as ``resources/events.yaml`` groups them: entries by verb and by noun, and base forms.

``events.yaml`` says what an entry is. The type ``None`` is an entry that looks like an event and is none.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crossread.read.tagging import forms_of
from crossread.tables import table

__all__ = [
    "Beside",
    "Entry",
    "bases",
    "class_of",
    "mood_of",
    "noun_entry",
    "singular",
    "tells",
    "verb_entry",
    "whom_of",
]

_DOUBLED = "bdgklmnprt"


class Entry(NamedTuple):
    """One entry: its type (``None``: no event), its group, and for each further word the words that will do.

    A ``bare`` one has no object.
    """

    type: str | None
    group: str
    needs: tuple[frozenset[str], ...]
    bare: bool = False

    @property
    def prepositions(self) -> tuple[str, ...]:
        """Return its further words that are spelt out, in order."""
        return tuple(word for need in self.needs if len(need) == 1 for word in need)


class Beside(NamedTuple):
    """What goes with a verb: particles, prepositions and its objects; and, by their prepositions, the other nouns."""

    words: frozenset[str]
    behind: Sequence[tuple[frozenset[str], frozenset[str]]] = ()
    bare: bool = False


@functools.lru_cache(maxsize=8192)
def tells(verb: str) -> bool:
    """Tell whether a verb form has any entry."""
    return any(base in _entries("verbs") for base in bases(verb))


def verb_entry(verb: str, beside: Beside) -> Entry | None:
    """Return the entry of a verb form with most words, all of them ``beside`` it.

    A noun behind a preposition counts only for entries that name the preposition.
    """
    found = [entry for base in bases(verb) for entry in _entries("verbs").get(base, ()) if _fits(entry, beside)]
    return max(found, key=lambda entry: (len(entry.needs), entry.type is None), default=None)


def _fits(entry: Entry, beside: Beside) -> bool:
    """Tell whether all words of an entry are there; a preposition on the object takes the object's noun with it."""
    if entry.bare and not beside.bare:
        return False
    lacking = [need for need in entry.needs if need.isdisjoint(beside.words)]
    if not lacking:
        return True
    if len(lacking) == len(entry.needs):
        return False
    behind = [(cases, nouns) for cases, nouns in beside.behind if not cases.isdisjoint(entry.prepositions)]
    here = beside.words.union(*(cases | nouns for cases, nouns in behind))
    return not any(need.isdisjoint(here) for need in lacking)


def noun_entry(noun: str, before: Iterable[str]) -> Entry | None:
    """Return the entry of a noun form with most words; ``before`` are the words that qualify it."""
    qualified = frozenset(singular(word) for word in before)
    forms = dict.fromkeys((noun, singular(noun)))
    found = [
        entry for form in forms for entry in _entries("nouns").get(form, ())
        if all(need & qualified for need in entry.needs)
    ]  # fmt: skip
    return max(found, key=lambda entry: (len(entry.needs), entry.type is None), default=None)


@functools.lru_cache(maxsize=8192)
def mood_of(form: str) -> str | None:
    """Return how what follows stands: planned, promised, demanded, possible, denied; "told" where it is only told."""
    return next((_moods()[base] for base in bases(form) if base in _moods()), None)


def whom_of(type: str) -> Sequence[str]:
    """Return where the other stands for a type: "obj", "iobj" or prepositions, the likeliest first."""
    return tuple(table("events")[type]["whom"]) if type in table("events") and "whom" in table("events")[type] else ()


@functools.cache
def class_of(name: str) -> frozenset[str]:
    """Return the words of a class, or of one of the lists "light", "happening", "of_whom"."""
    words = table("events")
    return frozenset(words["classes"][name] if name in words["classes"] else words[name])


@functools.cache
def _moods() -> Mapping[str, str]:
    return {word: mood for mood, words in table("events")["moods"].items() for word in words}


# ------------------------------------------------------------------------------------------------ entries


@functools.cache
def _entries(kind: str) -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries of verbs or nouns by their own word (a noun's is the last)."""
    found: dict[str, list[Entry]] = {}
    for type, groups in table("events").items():
        if not (type.isupper() or type == "none"):
            continue
        for group, entries in groups.items():
            if group == "whom" or group.startswith("nouns") != (kind == "nouns"):
                continue
            for written in entries:
                words = written.split()
                own, *others = words[::-1] if kind == "nouns" else words
                needs = tuple(_need(word) for word in others if word != "-")
                told = None if type == "none" else type
                found.setdefault(own, []).append(Entry(told, group, needs, "-" in others))
    return {word: tuple(entries) for word, entries in found.items()}


def _need(word: str) -> frozenset[str]:
    return class_of(word[1:]) if word.startswith("$") else frozenset((word,))


# --------------------------------------------------------------------------------------------- base forms


def bases(form: str) -> tuple[str, ...]:
    """Return the base forms that a verb form can be of, among the verbs and adjectives of the table."""
    return _forms().get(form, ())


@functools.cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Return form -> base forms; forms no verb has do no harm, nobody writes them."""
    words = table("events")
    known = {*_entries("verbs"), *words["light"], *words["happening"], *_moods()}
    found: dict[str, dict[str, None]] = {}
    for base in sorted(known, key=lambda base: (base.split()[0], base)):
        forms = {base, *forms_of(base), *words["irregular"].get(base, ())}
        if base[-1] in _DOUBLED:
            forms |= {base + base[-1] + "ed", base + base[-1] + "ing", base + "ed", base + "ing"}
        if base == "be":
            forms |= {"is", "are", "am", "were"}
        for form in forms:
            found.setdefault(form, {})[base] = None
    return {form: tuple(sorted(those, key=lambda base: (base != form, base))) for form, those in found.items()}


@functools.lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """Return the singular of a noun that the table has; other nouns stay as they are."""
    known = _nouns()
    if noun in known:
        return noun
    tries = (noun[:-1], noun[:-2], noun[:-3] + "y") if noun.endswith("s") else ()
    return next((one for one in tries if one in known), _PLURALS.get(noun, noun))


_PLURALS = {"men": "man", "women": "woman", "children": "child", "lives": "life", "families": "family"}


@functools.cache
def _nouns() -> frozenset[str]:
    words = table("events")
    nouns = {word for those in words["classes"].values() for word in those} | set(_entries("nouns"))
    return frozenset(nouns | {word for entries in _entries("verbs").values() for entry in entries
                              for need in entry.needs for word in need})  # fmt: skip
