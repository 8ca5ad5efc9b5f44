"""Second names that a report states: locals call a town one thing, outsiders another.

``with_dual_names(reading)`` keeps who uses which name, with the words that say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossread.model import Alias, Entity, Mention, Reading, Span
from crossread.names import fold, normalise

__all__ = ["with_dual_names"]

_IN_MARKS = r"[\"“‘'](?P<name>[^\W\d_][\w’'\-]*(?:\s+[\w’'\-]+){0,3})[,.]?[\"”’']"
_QUOTED = r"[\"“‘']?(?P<name>[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*){0,3})[,.]?[\"”’']?"
_CALL = re.compile(
    rf"\b(?P<users>(?!while\b|and\b|but\b|whereas\b)[^\W\d_][\w\-]*(?:\s+[A-Z][\w\-]*){{0,2}})\s+(?:call|calls|called|know|name)\s+"
    rf"(?P<thing>(?!for\b|on\b|upon\b)[^\"“‘,;.]{{1,50}}?)\s+(?:as\s+)?{_IN_MARKS}(?=[\s,.;)]|$)"
)
_KNOWN_AS = re.compile(
    rf"(?P<thing>[A-Z][\w\-]*(?:\s+[A-Z][\w\-]*){{0,3}}),?\s+\(?(?:also\s+|which is\s+|is\s+)?(?:known|referred to)"
    rf"\s+(?:as\s+)?(?:by|to|among)\s+(?P<users>[A-Z]?[\w\-]+(?:\s+[\w\-]+){{0,2}}?)\s+as\s+{_QUOTED}"
    rf"|(?P<thing2>[A-Z][\w\-]*(?:\s+[A-Z][\w\-]*){{0,3}}),?\s+\(?(?:also\s+|which is\s+|is\s+)?known\s+as\s+"
    rf"[\"“‘']?(?P<name2>[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*){{0,3}})[,.]?[\"”’']?\s+(?:by|to|among|in)\s+"
    rf"(?P<users2>[A-Z]?[\w\-]+(?:\s+[A-Z][\w\-]*)?)"
)


# Without one of these words no pattern here fits.
_NAMES = re.compile(r"call|known?\s|name\s|referred")


class _Naming(NamedTuple):
    """One statement: ``users`` call ``thing`` by ``name``; ``evidence`` is the stretch that says it."""

    thing: str
    name: str
    users: str
    start: int
    end: int


def with_dual_names(reading: Reading) -> Reading:
    """Return the reading where names stated to be of one thing are aliases of one entity."""
    for sentence in reading.sentences:
        if not _NAMES.search(reading.report.text, sentence.span.start, sentence.span.end):
            continue
        namings = list(_namings(reading.report.text, sentence.span.start, sentence.span.end))
        if namings:
            reading = _apply(reading, namings)
    return reading


def _namings(text: str, start: int, end: int) -> Iterator[_Naming]:
    previous = ""
    for match in _CALL.finditer(text, start, end):
        thing = match["thing"]
        if thing in {"it", "them", "him", "her"}:
            thing = previous
        previous = thing
        yield _Naming(thing, match["name"], match["users"], match.start(), match.end())
    for match in _KNOWN_AS.finditer(text, start, end):
        thing, name, users = (match["thing"] or match["thing2"], match["name"] or match["name2"],
                              match["users"] or match["users2"])  # fmt: skip
        yield _Naming(thing, name, users, match.start(), match.end())


def _apply(reading: Reading, namings: Sequence[_Naming]) -> Reading:
    """Merge the entities of all the names of one thing, and write down who uses which."""
    entities = {entity.id: entity for entity in reading.entities}
    wanted = [fold(naming.thing) for naming in namings] + [fold(naming.name) for naming in namings]
    if len({fold(naming.thing) for naming in namings}) > 1:
        return reading
    same = [
        e
        for e in entities.values()
        if _called(e) & set(wanted) and e.kind in {"place", "person", "organisation", "group"}
    ]
    if not same:
        return reading
    host = max(same, key=lambda entity: (len(entity.mentions), entity.id))
    kind = "place" if any(entity.kind == "place" for entity in same) else host.kind
    aliases = {alias.name: alias for entity in same for alias in (*entity.aliases, *_own_name(entity, host, reading))}
    for naming in namings:
        name = normalise(naming.name)
        old = aliases.get(name, Alias(name=name))
        users = (normalise(naming.users),)
        evidence = Span(report=reading.report.id, start=naming.start, end=naming.end)
        aliases[name] = replace(old, used_by=(*old.used_by, *users), evidence=(*old.evidence, evidence))
    merged = replace(
        host, kind=kind, aliases=tuple(aliases[name] for name in sorted(aliases)),
        mentions=tuple(mention for entity in same for mention in entity.mentions),
    )  # fmt: skip
    gone = {entity.id for entity in same} - {host.id}
    kept = [merged if e.id == host.id else e for e in entities.values() if e.id not in gone]
    mentions = tuple(_moved(mention, gone, host.id, merged) for mention in reading.mentions)
    repointed = [replace(e, part_of=host.id) if e.part_of in gone else e for e in kept]
    return replace(reading, entities=tuple(sorted(repointed, key=lambda e: e.id)), mentions=mentions)


def _called(entity: Entity) -> set[str]:
    return {fold(entity.name), *(fold(alias.name) for alias in entity.aliases)}


def _own_name(entity: Entity, host: Entity, reading: Reading) -> tuple[Alias, ...]:
    """A merged entity's own name becomes an alias of the host."""
    if entity.id == host.id:
        return ()
    spans = tuple(replace(m.span, text=None) for m in reading.mentions if m.entity == entity.id)
    return (Alias(name=entity.name, evidence=spans),)


def _moved(mention: Mention, gone: set[str], host: str, merged: Entity) -> Mention:
    if mention.entity not in gone and mention.entity != host:
        return mention
    kind = merged.kind if mention.kind in {"person", "place", "organisation"} else mention.kind
    return replace(mention, entity=host, kind=kind)
