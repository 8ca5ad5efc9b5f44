"""One kind for one name in all reports of a story.

A reader of single reports may take a surname for a place in one of them, or a town for a person. Together they
know better: a word that ends somebody's full name is that person, and a lone word that nobody bears as a
surname is no person where another report has it as a place or a body.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossread.model import Claim, MentionKind, Reading
from crossread.names import fold

__all__ = ["settle_kinds"]

# Kinds that are told apart by the reader's guess; the others come from word lists. In this order ties are broken.
_GUESSED: tuple[MentionKind, ...] = ("place", "organisation", "person")


def settle_kinds(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings with each lone name of one kind throughout."""
    settled = _settled(readings)
    return tuple(_with_kinds(reading, settled) for reading in readings) if settled else tuple(readings)


def _settled(readings: Sequence[Reading]) -> Mapping[str, MentionKind]:
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    surnames = set()
    for reading in readings:
        found = {(fold(mention.span.text or ""), mention.kind) for mention in reading.mentions}
        for name, kind in found:
            if kind in _GUESSED:
                votes[name][kind] += 1
            if kind == "person" and " " in name:
                surnames.add(name.rsplit(" ", 1)[-1])
    settled: dict[str, MentionKind] = {}
    for name, kinds in votes.items():
        if " " in name or (len(kinds) < 2 and name not in surnames):
            continue
        others = [kind for kind in _GUESSED if kinds[kind] and kind != "person"]
        settled[name] = "person" if name in surnames else max(others, key=lambda kind: kinds[kind])
    return settled


def _with_kinds(reading: Reading, settled: Mapping[str, MentionKind]) -> Reading:
    def kind(name: str, now: MentionKind) -> MentionKind:
        return settled.get(fold(name), now) if now in _GUESSED else now

    mentions = tuple(replace(one, kind=kind(one.span.text or "", one.kind)) for one in reading.mentions)
    entities = tuple(replace(one, kind=kind(one.name, one.kind)) for one in reading.entities)
    moved = {one.id for one in reading.entities if one.kind == "place" and kind(one.name, one.kind) != "place"}
    claims = tuple(_elsewhere(claim, moved) for claim in reading.claims)
    return replace(reading, mentions=mentions, entities=entities, claims=claims)


def _elsewhere(claim: Claim, moved: set[str]) -> Claim:
    """Nothing happens in a person that was taken for a place."""
    return (
        replace(claim, where=tuple(id for id in claim.where if id not in moved)) if moved & set(claim.where) else claim
    )
