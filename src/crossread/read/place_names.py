"""Where a report names a place, and what the words around the name say of it: ``sightings(reading)``.

A sighting is a name that may be looked up, with the kind of place it is said to be ("the province of X") and what it is
said to lie in ("X, Ohio", "X in Syria's Y province"). A body or building named after a place gives a sighting of that
place ("the X police", "an X basketball court"); a river, a hill or a street gives none.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crossread.model import Mention, PlaceKind, Reading
from crossread.names import fold, normalise
from crossread.places import bearers, gazetteer, region_code
from crossread.read.wordlists import demonyms
from crossread.tables import table

__all__ = ["Sighting", "sightings"]

# Characters of a sentence looked at on either side of a name.
REACH = 90
# Capitals alone are initials ("EDT") up to this length, but for those of countries.
LONGEST_ACRONYM = 4
# Words of the longest name looked for at the head of a longer one.
LONGEST_NAME = 5

_NAME = r"[A-Z][\w’'\-]*\.?(?:(?:\s+(?:of|the|and|de|del|al|el))*\s+[A-Z][\w’'\-]*\.?){0,3}"
_INITIALS = r"(?:[A-Z]\.\s?){2,3}|W\.\s?Va\."
_COMMA = re.compile(rf"\s*(?:,\s*|\()(?P<holder>{_INITIALS}|{_NAME})")
_IN = re.compile(
    rf"(?:['’]s)?(?:\s+[a-z]+)?,?(?:\s+(?:a|an|the)(?:\s+[a-z\-]+){{1,5}})?,?\s+(?:in|of)\s+(?:the\s+)?"
    rf"(?:(?:[a-z\-]+)\s+(?:of\s+)?){{0,4}}(?P<holder>{_NAME})(?:['’]s?\s+(?:[a-z\-]+\s+){{0,2}}(?P<inner>{_NAME})?)?"
)
_OWNER = re.compile(rf"(?P<holder>{_NAME})['’]s?\s+(?:[a-z\-]+\s+){{0,4}}(?:of\s+)?$")
_KIND_BEFORE = re.compile(r"\b([a-z]+)(?:\s+(?:of|called|named))?\s+(?:the\s+)?$")
_FEATURE_BEFORE = re.compile(r"\b([A-Z][a-z]+)(?:\s+of)?\s+$")
_KIND_AFTER = re.compile(r"\s+([A-Za-z\-]+)")
_AFTER_DATELINE = re.compile(
    r"[^\n]{0,60}?(?:\s*\([^)\n]{2,40}\)\s*)?\s*[–—]|[^\n]{0,60}?\s--?\s|[^\n]{0,30}?\s?[-–—]\s*\n"
)


class Sighting(NamedTuple):
    """A name of a place at ``start``; ``holders`` are what it may be said to lie in, ``firmly`` that it must."""

    name: str
    start: int
    entity: str | None = None
    kind: PlaceKind | None = None
    holders: tuple[str, ...] = ()
    firmly: bool = False
    by: str = "name"  # name | dateline | body | building | people


def sightings(reading: Reading) -> tuple[Sighting, ...]:
    """Return every place named in the report, in the order of the text."""
    found = []
    ends = {sentence.span.start: sentence.span.end for sentence in reading.sentences}
    starts = sorted(ends)
    for mention in reading.mentions:
        sentence = _around(mention.span.start, starts, ends)
        found += list(_sighted(reading.report.text, mention, sentence))
    return tuple(sorted(found, key=lambda one: (one.start, one.name, one.by)))


def _around(at: int, starts: list[int], ends: Mapping[int, int]) -> tuple[int, int]:
    number = bisect_right(starts, at) - 1
    start = starts[number] if number >= 0 else 0
    return start, max(ends.get(start, at), at)


def _sighted(text: str, mention: Mention, sentence: tuple[int, int]) -> Iterator[Sighting]:
    words = normalise(mention.span.text or "")
    start, end = mention.span.start, mention.span.end
    if mention.kind == "nationality":
        country = demonyms().get(words.lower())
        if country:
            yield Sighting(fold(country), start, mention.entity, "country", by="people")
        return
    if mention.kind not in ("place", "facility", "organisation"):
        return
    if mention.kind == "place" and (region := _abbreviated(text, start, end)) is not None:
        yield Sighting(fold(region), start, mention.entity, "region")
        return
    whole = _whole(words, text, end) if mention.kind == "place" and not _of_water(text, start) else None
    if whole is not None:
        name, kind = whole
        kind = kind or _kind_said(text, start, end)
        holders, firmly = _holders(text, start, end, sentence)
        dateline = start - sentence[0] <= 2 and _AFTER_DATELINE.match(text, end) is not None
        yield Sighting(name, start, mention.entity, kind, holders, firmly, "dateline" if dateline else "name")
        return
    lead = _lead(words)
    if lead is not None:
        name, body = lead
        yield Sighting(name, start, mention.entity if body else None, None, by="body" if body else "building")


# --------------------------------------------------------------------------------- the name itself


def _whole(words: str, text: str, end: int) -> tuple[str, PlaceKind | None] | None:
    """Return the name to look up and the kind that is part of it; ``None`` where it is no place of the gazetteer's."""
    parts = words.split()
    following = _KIND_AFTER.match(text, end)
    if following and following[1].lower() in _words("natural") and len(parts) == 1:
        return None
    if words.isupper() and len(words) <= LONGEST_ACRONYM and not _is_country(words):
        return None
    if bearers(words):
        return fold(words), None
    while len(parts) > 1 and parts[0].lower() in _words("directions"):
        parts = parts[1:]
    if len(parts) > 1 and (kind := _kinds().get(parts[-1].lower())):
        return fold(" ".join(parts[:-1])), kind
    if len(parts) > 2 and parts[1].lower() == "of" and (kind := _kinds().get(parts[0].lower())):
        return fold(" ".join(parts[2:])), kind
    lowered = {part.lower() for part in (parts[0], parts[-1])}
    if lowered & (_words("natural") | _words("built")) or any(part.islower() and len(part) > 3 for part in parts):
        return None
    return fold(" ".join(parts)), None


def _abbreviated(text: str, start: int, end: int) -> str | None:
    """Return the region that "Fla." behind a comma stands for."""
    words = text[start : end + 1] if text[end : end + 1] == "." else text[start:end]
    code = region_code(words) or region_code(words.rstrip("."))
    return code[1] if code is not None and text[:start].rstrip().endswith((",", "(")) else None


def _of_water(text: str, start: int) -> bool:
    """Tell whether the name is a lake's, hill's or the like by the word before it ("Lake X", "the Gulf of X")."""
    before = _FEATURE_BEFORE.search(text, max(0, start - REACH), start)
    return before is not None and before[1].lower() in _words("natural")


def _is_country(words: str) -> bool:
    return any(gazetteer().kind(one.number) == "country" for one in bearers(words))


def _lead(words: str) -> tuple[str, bool] | None:
    """Return the place at the head of the name of a body (true) or building (false)."""
    parts = [part for part in words.split() if part.lower() != "the"]
    while len(parts) > 1 and parts[0].lower() in _words("directions"):
        parts = parts[1:]
    for length in range(min(LONGEST_NAME, len(parts) - 1), 0, -1):
        head, following = " ".join(parts[:length]), parts[length]
        if not head[:1].isupper() or not bearers(head):
            continue
        if following.lower() in _words("local_bodies") or (length > 1 and _kinds().get(parts[length - 1].lower())):
            return fold(head), True
        if following.islower() and not set(map(str.lower, parts[length:])) & _STREETS:
            return fold(head), False
    return None


_STREETS = frozenset(("street", "avenue", "road", "st", "rd", "ave", "river", "drive"))


def _kind_said(text: str, start: int, end: int) -> PlaceKind | None:
    """Return what the word right before or behind the name says it is."""
    after = _KIND_AFTER.match(text, end)
    if after and (kind := _kinds().get(after[1].lower())) and text[end : end + 1] == " ":
        return kind
    before = _KIND_BEFORE.search(text, max(0, start - REACH), start)
    return _kinds().get(before[1]) if before else None


# ------------------------------------------------------------------------------------- what it lies in


def _holders(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[tuple[str, ...], bool]:
    """Return the names it may lie in by the words around, and whether it can lie nowhere else ("X, Ohio")."""
    found: list[str] = []
    limit = min(len(text), end + REACH)
    comma = _COMMA.match(text, end, limit)
    firmly = False
    if comma:
        holder = comma["holder"].strip()
        found += _shorter(holder)
        firmly = region_code(holder) is not None or region_code(holder.rstrip(".")) is not None
    inside = _IN.match(text, end, min(limit, max(sentence[1], end)))
    if inside:
        found += [*_shorter(inside["holder"]), *_shorter(inside["inner"] or "")]
    owner = _OWNER.search(text, max(sentence[0], start - REACH), start)
    if owner:
        found += _shorter(owner["holder"], last=True)
    return tuple(dict.fromkeys(found)), firmly


def _shorter(words: str, *, last: bool = False) -> list[str]:
    """Return a run of capitalised words and what is left of it when words are taken off its end (or front)."""
    parts = words.split()
    runs = [parts[at:] for at in range(len(parts))] if last else [parts[:at] for at in range(len(parts), 0, -1)]
    return [" ".join(run) for run in runs]


# ------------------------------------------------------------------------------------------ word lists


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("places")[name])


@functools.cache
def _kinds() -> Mapping[str, PlaceKind]:
    return {word: kind for kind, words in table("places")["says"].items() for word in words}
