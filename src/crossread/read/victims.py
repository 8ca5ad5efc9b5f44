"""Single victims without a number: "a soldier was killed", "the murder of Ana Ruiz"."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from crossread.model import Counted, Reading
from crossread.read.counted import any_of, is_person
from crossread.read.deeds import kind_before, kind_owned, tells_of, to_death
from crossread.read.governed import Deeds
from crossread.tables import table

__all__ = ["Victim", "find_victims"]

_PLURAL = ("s", "men", "women", "people", "children", "personnel")
_KINDS: tuple[Counted, ...] = ("killed", "injured", "missing", "detained")


class Victim(NamedTuple):
    """One person to whom something was done; offsets are those of the sentence."""

    start: int
    end: int
    what: Counted
    of: str


@functools.cache
def _singular() -> str:
    """An alternation of nouns for one person."""
    plural = (
        "s",
        "men",
        "people",
        "children",
        "police",
        "troops",
        "dead",
        "wounded",
        "injured",
        "missing",
        "personnel",
        "staff",
    )
    nouns = [
        noun
        for noun in table("quantities")["persons"]
        if not noun.endswith(plural) or noun in ("boss", "princess", "actress")
    ]
    return "|".join(re.escape(noun).replace(r"\ ", r"\s+") for noun in sorted(set(nouns), key=len, reverse=True))


def _break() -> str:
    """Match a word that no name or description of one person goes over."""
    return rf"(?i:{any_of(table('quantities')['person_breaks'])})\b"


@functools.cache
def _phrase() -> re.Pattern[str]:
    """ "A 13-year-old boy", "her husband", "the driver", "a 16-year-old": one person behind a determiner."""
    modifiers = rf"(?:(?!{_break()})[\w’'-]+(?:,\s+|\s+)){{0,5}}?"
    old = r"\d{1,3}[\s-](?:year|month)s?[\s-]old"
    return re.compile(
        rf"(?<![\w-])(?:an?|the|his|her|their|another|my|its|[\w-]+['’]s)\s+(?:{modifiers}(?:{_singular()})(?:\s+(?:{_singular()}))?|{old})(?![\w-]|['’](?!s\b))",
        re.IGNORECASE,
    )


def _name() -> tuple[str, str]:
    """Return patterns for one part of a name, and for a name of up to five."""
    part = rf"(?!{_break()})[A-Z][\w’'-]*"
    return part, rf"{part}(?:\s+(?:(?:de|del|la|van|von|bin|al|el|da|dos)\s+)?{part}){{0,4}}"


@functools.cache
def _untitled() -> tuple[re.Pattern[str], ...]:
    """Names of two words and more that only the deed tells, where capitals tell nothing: "ANA RUIZ'S MURDER"."""
    part = rf"(?!\w+[^M]ED\b){_name()[0]}"  # a verb is no name: "STRIKES FOLLOWED ANA RUIZ'S MURDER"
    long = rf"{part}(?:\s+(?:(?i:de|del|la|van|von|bin|al|el|da|dos)\s+)?{part}){{1,4}}"
    lists = table("quantities")
    nouns = any_of(lists["deed_nouns"])
    owned = any_of(noun for kind in lists["own_deeds"].values() for noun in kind)
    return (
        re.compile(rf"\b(?i:(?:{nouns})\s+of|assassinated|murdered)\s+(?P<name>{long})"),
        re.compile(rf"(?<![\w-])(?P<name>{long})(?=,\s+\d{{2}},)"),  # her age is given
        re.compile(rf"(?<![\w-])(?P<name>{long})(?=['’](?i:s)\s+(?:\w+\s+)?(?i:{owned})\b)"),
    )


@functools.cache
def _titled() -> re.Pattern[str]:
    """ "Judge Ana Ruiz", "FORMER COLONEL ANA RUIZ", "13-year-old Ana Ruiz": a title or an age, and a name."""
    part, name = _name()
    joined = rf"(?:(?i:{_singular()})\s+(?i:and)\s+)?"  # "Senator and party leader Ana Ruiz"
    return re.compile(
        rf"(?<![\w-])(?:(?i:former|ex|retired|acting|senior|the)[\s-]+)?{joined}(?:{part}\s+){{0,3}}?"
        rf"(?:(?i:{_singular()}|dr|mr|mrs|ms|gen|col|lt|capt|sgt|sen|rev|father|sister|don|dona)\.?|\d{{1,3}}-(?:year|month)-old)\s+{name}"
    )


def find_victims(deeds: Deeds, reading: Reading, offset: int, seen: set[str]) -> Iterator[Victim]:
    """Yield the single victims of a sentence; a name already in ``seen`` is not counted again."""
    words = deeds.words
    if not tells_of(words, _KINDS) and "hospital" not in words.lower():
        return
    taken: list[tuple[int, int]] = []
    for start, end, name in _named(words, reading, offset):
        known = any(a < end and start < b for a, b in taken) or _names_no_one(words, start, end)
        kind = None if known else _what(deeds, start, end)
        last = name.split()[-1].lower()
        if kind and f"{kind} {last}" not in seen:
            seen.add(f"{kind} {last}")
            taken.append((start, end))
            yield Victim(start, end, kind, name)
    for match in _phrase().finditer(words):
        # "The 26-year-old Ana Ruiz" is one person, and "the Jesuit priests" are several.
        if any(start <= match.end() + 1 and match.start() < end for start, end in taken):
            continue
        following = _NEXT.match(words, match.end())
        if following and _are_several(following[1].lower()):
            continue
        kind = _what(deeds, match.start(), match.end())
        if kind:
            yield Victim(match.start(), match.end(), kind, re.sub(r"^\w+\s+", "", match[0]))


def _named(words: str, reading: Reading, offset: int) -> Iterator[tuple[int, int, str]]:
    """Give the names of persons: with a title or an age in front, behind "the murder of", and as mentioned."""
    for match in _titled().finditer(words):
        yield match.start(), match.end(), match[0]
    for pattern in _untitled() if words.isupper() else ():
        for match in pattern.finditer(words):
            parts = match["name"].lower().split()
            if not any(is_person(part) or part in table("quantities")["force_words"] for part in parts):
                yield match.start("name"), match.end("name"), match["name"]
    first = bisect_left(reading.mentions, offset, key=lambda mention: mention.span.start)
    for mention in islice(reading.mentions, first, None):
        start, end = mention.span.start - offset, mention.span.end - offset
        if start >= len(words):
            break
        if end > len(words) or is_person(words[start:end].lower()):
            continue
        # Names that lists know as places are persons where they are the ones killed: "killing Paris Venn".
        known = mention.kind == "place" and " " in words[start:end] and kind_before(words, start) == "killed"
        if mention.kind == "person" or known:
            yield start, end, words[start:end]


_NEXT = re.compile(r"\s+([\w’'-]+)")


def _names_no_one(words: str, start: int, end: int) -> bool:
    """Tell several persons ("Varonian priests"), and what capitals alone made a name, from the name of one."""
    last = re.sub(r"['’]s?$", "", words[start:end].split()[-1].lower())
    following = _NEXT.match(words, end) if words.isupper() else None
    behind = following is not None and _are_several(following[1].lower())
    return behind or last in table("quantities")["person_breaks"] or _are_several(last)


def _are_several(noun: str) -> bool:
    return is_person(noun) and noun.endswith(_PLURAL)


_NOBODY = re.compile(r"(?<!\w)(?:neither|nor|not|no|without)\s+$", re.IGNORECASE)


def _what(deeds: Deeds, start: int, end: int) -> Counted | None:
    words = deeds.words
    if _NOBODY.search(words[:start]):
        return None  # "neither the mayor nor his wife was hurt"
    owner = re.sub(r"['’]s?$", "", words[start:end], flags=re.IGNORECASE)
    kind = kind_owned(words, start + len(owner)) or deeds.done_to(start, end)
    if kind == "injured" and to_death(words, end):
        return "killed"
    return kind if kind in _KINDS else None
