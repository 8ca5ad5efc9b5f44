"""The counted: the noun phrase behind a number, and the kind that its noun carries in itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from crossread.model import Counted
from crossread.tables import table

__all__ = ["LONGEST_PHRASE", "Phrase", "any_of", "is_person", "kind_of_noun", "phrase_after"]

# A counted noun phrase is at most this many words ("Russian-backed Marran separatist militia fighters").
LONGEST_PHRASE = 7

_WORD = re.compile(r"[^\W\d_][\w'’.-]*[\w'’]|[^\W\d_]", re.UNICODE)
_GAP = r"(?:[\w'’.-]+\s+){0,4}?"
_MODIFIER_ONLY = frozenset(["more", "other", "others", "further", "additional"])


class Phrase(NamedTuple):
    """The counted noun phrase: where it stands, and its head in lower case."""

    start: int
    end: int
    head: str


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of word forms, longest first; "..." in one stands for up to four words."""
    forms = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+").replace(r"\.\.\.\s+", _GAP) for form in forms)


@functools.cache
def _persons() -> frozenset[str]:
    return frozenset(table("quantities")["persons"])


@functools.cache
def _noun_kinds() -> dict[str, Counted]:
    return {noun: kind for kind, nouns in table("quantities")["kind_nouns"].items() for noun in nouns}


def is_person(head: str) -> bool:
    """Tell whether a noun counts persons."""
    return head in _persons() or (head.endswith(("men", "women")) and len(head) > 5)


def kind_of_noun(head: str) -> Counted | None:
    """Return the kind that a noun carries in itself ("deaths", "refugees", "houses")."""
    return _noun_kinds().get(head)


@functools.cache
def _stops() -> frozenset[str]:
    """Words that end a noun phrase, numbers among them ("soldiers and three civilians")."""
    lists = table("quantities")
    return frozenset(lists["stops"]) | {*lists["ones"], *lists["tens"], *lists["vague"]}


@functools.cache
def _participles() -> frozenset[str]:
    verbs = table("quantities")["kind_verbs"]
    return frozenset(
        form for kind in verbs.values() for use in ("passive", "subject") for form in kind[use] if " " not in form
    )


_LEAD = re.compile(
    r"[\s,]*(?:of\s+(?:(?:the|these|those|its|their|his|her|our)\s+)?)?(?:(?:more|other|additional|further)\s+)?"
)


def phrase_after(words: str, place: int) -> Phrase | None:
    """Return the noun phrase that starts at ``place``, with "of the" and coordinated nouns ("men and women")."""
    lead = _LEAD.match(words, place)
    start = lead.end() if lead else place
    if re.match(r"\s*,", words[place:]):
        return None
    found = _run(words, start)
    if found is None:
        other = re.compile(r"\s*(?:more\s+)?(others|other|more)\b", re.IGNORECASE).match(words, place)
        return Phrase(other.start(1), other.end(1), other[1].lower()) if other else None
    coordinated = re.compile(r"\s*(?:,\s*)?(?:and|or)\s+").match(words, found.end)
    second = _run(words, coordinated.end()) if coordinated else None
    if second and is_person(found.head) and is_person(second.head) and second.head not in _participles():
        return Phrase(found.start, second.end, found.head)
    return found


_DISPLACED = r"\s+(?:persons?|people|families|households|civilians|residents|populations?|individuals|children)\b"


def _run(words: str, start: int) -> Phrase | None:
    """Collect the words of one noun phrase: up to a stop, a participle or punctuation; cut behind a known noun."""
    end, place, known, last = start, start, None, ""
    for _ in range(LONGEST_PHRASE):
        word = _WORD.match(words, place)
        if word is None:
            break
        plain = re.sub(r"['’]s$", "", word[0].lower())
        # A form in "-ed" behind a plural is the verb: "both sides agreed", "residents massed".
        if last.endswith("s") and plain.endswith("ed") and plain not in ("wounded", "injured"):
            break
        if plain in _stops() or _is_participle(plain, words[word.end() :], first=not last):
            break
        last, end = plain, word.end()
        place = end + len(words[end:]) - len(words[end:].lstrip())
        if not word[0].lower().endswith(("'s", "’s")) and (is_person(plain) or kind_of_noun(plain)):
            known = Phrase(start, end, plain)
    return known or (Phrase(start, end, last) if last else None)


def _is_participle(plain: str, rest: str, *, first: bool) -> bool:
    """Tell a participle that ends the phrase ("civilians killed") from one that modifies ("displaced families")."""
    if plain not in _participles() or (plain == "displaced" and re.match(_DISPLACED, rest, re.IGNORECASE)):
        return False
    return kind_of_noun(plain) is None if first else plain not in ("missing", "wounded")
