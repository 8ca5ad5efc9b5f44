"""Descriptions that act and speak without a name: "a senior official", "residents", "Varo's health ministry"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from crossread.model import MentionKind
from crossread.read.people import is_plural, unnamed_people
from crossread.read.tagging import Word
from crossread.read.wordlists import role_words

__all__ = ["find_descriptions"]

# Prepositions by which a description says whose or where ("officials from both sides").
_TIES = frozenset(("of", "in", "for", "from", "at", "with"))


def find_descriptions(
    words: Sequence[Word], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, MentionKind]]:
    """Return first word, end and kind of each description; those that introduce a name are its role, not ours."""
    starts = {first for first, _ in names}
    taken = {at: last for first, last in names for at in range(first, last)}
    at = 0
    first_words = _first_words()
    while at < len(words):
        if words[at].lower not in first_words:
            at += 1
            continue
        length, kind = _head(words, at)
        if not length or at in taken or words[at].tag == "verb":
            at += 1
            continue
        first, last = _reach_left(words, at, taken), at + length
        end = _reach_right(words, last)
        end = max(end, taken.get(end - 1, end))  # a name is not cut: "pirates in the Gulf of Varo"
        introduces = end in starts or last in starts or (end + 1 in starts and words[end].text == ",")
        marked = first < at or (kind != "organisation" and not (length == 1 and _may_be_a_verb(words, at)))
        if not introduces and marked and not (last < len(words) and words[last].tag in {"noun", "poss"}):
            yield first, end, kind
        at = max(end, at + 1)


@functools.cache
def _first_words() -> frozenset[str]:
    phrases = (phrase for name in ("bodies", "collective", "anonymous") for phrase in role_words(name))
    return frozenset(phrase.split()[0] for phrase in phrases) | unnamed_people()


def _head(words: Sequence[Word], at: int) -> tuple[int, MentionKind]:
    """Return the length and kind of the head that starts at ``at``."""
    if words[at].lower not in _first_words():
        return 0, "description"
    lists: tuple[tuple[str, MentionKind], ...] = (
        ("bodies", "organisation"), ("collective", "group"), ("anonymous", "description"),
    )  # fmt: skip
    for length in (3, 2, 1):
        phrase = " ".join(word.lower for word in words[at : at + length])
        for name, kind in lists:
            if at + length <= len(words) and phrase in role_words(name):
                return length, kind
    return int(words[at].lower in unnamed_people() and (at == 0 or words[at].text.islower())), "description"


def _may_be_a_verb(words: Sequence[Word], at: int) -> bool:
    """Tell whether a noun for one person stands bare inside a sentence: "will host" is no host."""
    lower = words[at].lower
    return at > 0 and lower in unnamed_people() - _spoken_lists() and not is_plural(lower)


@functools.cache
def _spoken_lists() -> frozenset[str]:
    return role_words("collective") | role_words("anonymous")


def _reach_left(words: Sequence[Word], at: int, taken: Mapping[int, int]) -> int:
    first = at
    while first > 0:
        before = words[first - 1]
        if (
            (before.tag in {"noun", "number"} and before.text[0].isalnum())
            or (before.tag == "name" and (first - 1 in taken or first - 1 == 0))
            or before.tag == "poss"
        ):
            first -= 1
        elif _joins(words, first - 1):  # "a 73-year-old climber": what is one word is not cut
            first -= 2
        elif before.tag == "det":
            return first - 2 if first > 1 and words[first - 2].tag == "det" else first - 1
        else:
            break
    while first < at and words[first].tag == "poss" and not words[first].text[0].isalpha():
        first += 1
    return first


def _joins(words: Sequence[Word], at: int) -> bool:
    """Tell whether a hyphen stands between two words with no space around it."""
    inside = 0 < at < len(words) - 1 and words[at].text in {"-", "‑"}
    return inside and words[at - 1].end == words[at].start and words[at].end == words[at + 1].start


def _reach_right(words: Sequence[Word], last: int) -> int:
    if (
        last + 1 < len(words)
        and words[last].lower in _TIES
        and words[last + 1].tag in {"name", "det", "noun", "poss", "number"}
    ):
        if words[last + 1].tag == "noun" and words[last].lower not in {"of", "from"}:
            return last
        return _tied(words, last + 1)
    return last


def _tied(words: Sequence[Word], at: int) -> int:
    """Return the end of a name, or of a plain noun phrase with no phrase tied to it in turn."""
    end = at
    while end < len(words) and words[end].tag in {"det", "poss", "number"}:
        end += 1
    tags = {"name"} if end < len(words) and words[end].tag == "name" else {"noun", "name"}
    while end < len(words) and words[end].tag in tags:
        end += 1
    return end
