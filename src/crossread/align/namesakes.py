"""What is named after a person is not that person: ``with_bodies_apart(reading)``.

"The Ana Ruiz Foundation" begins with a full name, and a reader of one report may take it for a longer form of it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import replace

from crossread.model import Entity, Mention, Reading, short_hash
from crossread.names import fold, normalise
from crossread.tables import table

__all__ = ["with_bodies_apart"]


def with_bodies_apart(reading: Reading) -> Reading:
    """Return the reading with the bodies among a person's mentions as entities of their own."""
    people = {entity.id: entity for entity in reading.entities if entity.kind == "person"}
    bodies: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        name = normalise(mention.span.text or "")
        if mention.entity in people and " " in name and name.split()[-1] in _body_words():
            bodies[mention.entity or "", name].append(mention)
    if not bodies:
        return reading
    made = {mention.id: _body(reading, name, found) for (_, name), found in bodies.items() for mention in found}
    mentions = tuple(
        replace(one, kind="organisation", entity=made[one.id].id) if one.id in made else one for one in reading.mentions
    )
    entities = (_without(one, made) if one.id in people else one for one in reading.entities)
    new = {entity.id: entity for entity in made.values()}
    return replace(reading, mentions=mentions, entities=(*(one for one in entities if one.mentions), *new.values()))


def _body(reading: Reading, name: str, mentions: list[Mention]) -> Entity:
    return Entity(
        id=short_hash("e", reading.report.id, "body", name),
        name=name,
        kind="organisation",
        mentions=tuple(mention.id for mention in mentions),
    )


def _without(person: Entity, made: dict[str, Entity]) -> Entity:
    """Return the person without the bodies' mentions and names."""
    gone = {fold(made[mention].name) for mention in person.mentions if mention in made}
    if not gone:
        return person
    names = [name for name in (person.name, *(alias.name for alias in person.aliases)) if fold(name) not in gone]
    return replace(
        person,
        name=names[0] if names else person.name,
        aliases=tuple(alias for alias in person.aliases if alias.name in names[1:]),
        mentions=tuple(mention for mention in person.mentions if mention not in made),
    )


@functools.cache
def _body_words() -> frozenset[str]:
    names = table("names")
    return frozenset((*names["organisation_words"], *names["facility_words"]))
