"""Second names that a report states: locals call a town one thing, outsiders another.

``with_dual_names(reading)`` keeps who uses which name, with the words that say so. What such a statement looks like is
in ``crossread.read.naming``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossread.model import Alias, Entity, Mention, MentionKind, Reading, Span
from crossread.names import fold, normalise
from crossread.read.naming import IT, Naming, namings
from crossread.read.wordlists import country_of

__all__ = ["with_dual_names"]

_PLACES: frozenset[MentionKind] = frozenset(("place", "facility"))
_NAMED: frozenset[MentionKind] = frozenset(("place", "facility", "person", "organisation", "group", "nationality"))


def with_dual_names(reading: Reading) -> Reading:
    """Return the reading where names stated to be of one thing are aliases of one entity."""
    for before, sentence in zip((None, *reading.sentences), reading.sentences, strict=False):
        stated = list(namings(reading.report.text, sentence.span.start, sentence.span.end))
        for group in _of_one_thing(stated):
            if all(naming.thing == IT for naming in group):
                group = _pointed_at(reading, group, before.span if before else None)
            reading = _apply(reading, group)
    return reading


def _pointed_at(reading: Reading, stated: list[Naming], before: Span | None) -> list[Naming]:
    """Let "the territory" be the one place, no country, that the sentence before names; else leave it open."""
    if before is None:
        return stated
    near = {m.entity: m.span.text or "" for m in reading.mentions if m.kind == "place" and before.covers(m.span)}
    places = [name for entity, name in near.items() if entity and country_of(name) is None]
    return [naming._replace(thing=places[0]) for naming in stated] if len(places) == 1 else stated


def _of_one_thing(stated: Sequence[Naming]) -> Iterator[list[Naming]]:
    """Gather what one sentence says of one thing; what only points ("it") is the thing named before it."""
    groups: dict[str, list[Naming]] = {}
    last = IT
    for naming in stated:
        last = fold(naming.thing) if naming.thing != IT else last
        groups.setdefault(last, []).append(naming)
    yield from groups.values()


def _apply(reading: Reading, stated: Sequence[Naming]) -> Reading:
    """Merge the entities of all the names of one thing, and write down who uses which."""
    wanted = {fold(name) for naming in stated for name in (naming.thing, naming.name) if name != IT}
    same = [entity for entity in reading.entities if entity.kind in _NAMED and _called(entity) & wanted]
    if not same or (stated[0].of_place and not any(entity.kind in _PLACES for entity in same)):
        return reading
    if len({entity.kind for entity in same} & {"place", "organisation"}) > 1:
        same = [entity for entity in same if entity.kind not in ("organisation", "group")]
    host = max(same, key=lambda entity: (len(entity.mentions), entity.id))
    merged = _merged(reading, host, same, stated)
    gone = {entity.id for entity in same} - {host.id}
    kept = [merged if entity.id == host.id else entity for entity in reading.entities if entity.id not in gone]
    mentions = tuple(_moved(mention, gone, host.id, merged) for mention in reading.mentions)
    repointed = [replace(entity, part_of=host.id) if entity.part_of in gone else entity for entity in kept]
    return replace(reading, entities=tuple(sorted(repointed, key=lambda entity: entity.id)), mentions=mentions)


def _merged(reading: Reading, host: Entity, same: Sequence[Entity], stated: Sequence[Naming]) -> Entity:
    """Return one entity of all, a place where one of them is, with every name and who uses it."""
    kind: MentionKind = "place" if any(entity.kind == "place" for entity in same) else host.kind
    aliases = {alias.name: alias for entity in same for alias in (*entity.aliases, *_own_name(entity, host, reading))}
    for naming in stated:
        name = normalise(naming.name)
        old = aliases.get(name, Alias(name=name))
        users = (naming.users,) if naming.users and naming.users not in old.used_by else ()
        evidence = reading.report.span(naming.start, naming.end)
        aliases[name] = replace(old, used_by=(*old.used_by, *users), evidence=(*old.evidence, evidence))
    mentions = tuple(mention for entity in same for mention in entity.mentions)
    return replace(host, kind=kind, aliases=tuple(aliases[name] for name in sorted(aliases)), mentions=mentions)


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
