"""What merging knows of an entity of one report: its names in parts, its offices, whose it is.

``nodes(readings)`` gives one node an entity. What two nodes must not disagree on stands in ``Node.marks``.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crossread.align.owners import Body, Owners
from crossread.align.people import PersonName, can_be_one, gender_of, given_gender, is_title, person_name, title_in
from crossread.align.places import different_places
from crossread.groups import Groups
from crossread.model import Entity, MentionKind, Place, Reading, Span
from crossread.names import fold
from crossread.tables import table

__all__ = ["Key", "Marks", "Node", "Office", "disagree", "nodes"]

Key = tuple[str, str]  # report id, entity id
# What a body is, and whose (``None``: of whoever the report is about).
Office = tuple[frozenset[str], str | None]

# Kinds that a reader of one report may well mix up, so that names may meet across them.
_FAMILY: dict[MentionKind, str] = {
    "organisation": "body",
    "group": "body",
    "place": "place",
    "facility": "place",
    "nationality": "people",
}
_BODILY = frozenset(("organisation", "group", "description"))
_NO_BODY = Body(frozenset(), None, common=False)
_ADDRESSED = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Miss|Sir)\.? [A-Z][\w'’-]+$")
_CAPITALS = re.compile(r"(?:(?:[A-Z][\w-]+|of|for|and|the)(?: |$))+$")
_ROLE_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Marks:
    """What can tell two bearers of one name apart. ``None`` and empty: not known."""

    family: str
    person: PersonName | None = None
    gender: str | None = None
    offices: frozenset[Office] = frozenset()
    owner: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of one report, with the forms its mentions have and where each form first stands."""

    key: Key
    entity: Entity
    names: tuple[str, ...]  # folded: the name and the aliases
    forms: Counter[str]  # as written
    first: Mapping[str, Span]
    body: Body
    marks: Marks

    @property
    def family(self) -> str:
        """Return the kind, with kinds that readers mix up as one."""
        return self.marks.family

    @property
    def name(self) -> str:
        """Return the folded name."""
        return self.names[0]

    @property
    def kind(self) -> MentionKind:
        """Return the kind the reader gave it, or the one its names show."""
        return _kind(self.entity)

    @property
    def person(self) -> PersonName:
        """Return the name in parts."""
        return self.marks.person or person_name(self.entity.name)

    def shown(self) -> Span | None:
        """Return a mention that shows the name, or the first there is."""
        return self.first.get(self.entity.name) or next(iter(self.first.values()), None)


def nodes(readings: Sequence[Reading]) -> list[Node]:
    """Return the entities of all readings, by report and id."""
    owners = Owners.of(_places(readings))
    return sorted((node for reading in readings for node in _nodes(reading, owners)), key=lambda node: node.key)


def _places(readings: Iterable[Reading]) -> dict[str, str]:
    """Return each name of the story's places with one that stands for all names of that place."""
    places = [entity for reading in readings for entity in reading.entities if entity.kind == "place"]
    called = [tuple(fold(name) for name in (place.name, *(alias.name for alias in place.aliases))) for place in places]
    groups = Groups(name for names in called for name in names)
    for first, *others in called:
        for other in others:
            groups.join(first, other)
    return {name: min(group) for group in groups.all() for name in group}


def _nodes(reading: Reading, owners: Owners) -> Iterator[Node]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, dict[str, Span]] = defaultdict(dict)
    for mention in reading.mentions:
        if mention.entity is not None and mention.span.text:
            form = " ".join(mention.span.text.split())
            forms[mention.entity][form] += 1
            first[mention.entity].setdefault(form, mention.span)
    by_id = {entity.id: entity for entity in reading.entities}
    for entity in reading.entities:
        names = dict.fromkeys(fold(name) for name in (entity.name, *(alias.name for alias in entity.aliases)))
        body = owners.body(entity.name) if entity.kind in _BODILY else _NO_BODY
        yield Node(
            key=(reading.report.id, entity.id),
            entity=entity,
            names=tuple(name for name in names if name) or ("",),
            forms=forms[entity.id],
            first=first[entity.id],
            body=body,
            marks=_marks(entity, body, forms[entity.id], by_id, owners),
        )


def _marks(entity: Entity, body: Body, forms: Iterable[str], by_id: Mapping[str, Entity], owners: Owners) -> Marks:
    family = _FAMILY.get(_kind(entity), entity.kind)
    if family == "description" and _ADDRESSED.match(entity.name):
        family = "person"  # "Mr. Ruiz" is somebody with a name
    if (
        family == "description"
        and body.common
        and not body.core & _single()
        and (body.owner or _CAPITALS.match(entity.name))
    ):
        family = "body"  # "the authorities in Varo", "the Assembly" are institutions, whatever the reader took them for
    head = _head(entity, by_id)
    whose = None if head is None else owners.owner(fold(head.name)) or fold(head.name)
    if family == "person":
        roles = [role.span.text or "" for role in entity.roles]
        roles += [title for form in (*forms, entity.name) if (title := title_in(form))]
        name = _fullest(entity)
        return Marks(
            family,
            person=name,
            gender=gender_of([*forms, *roles]) or given_gender(name),
            offices=frozenset(office for role in roles if (office := _office(role, whose, owners))),
        )
    if family == "description":
        office = _office(entity.name, whose, owners)
        return Marks(family, offices=frozenset((office,) if office else ()))
    if family == "body":
        return Marks(family, owner=body.owner or whose)
    return Marks(family, place=entity.place if family == "place" else None)


def _kind(entity: Entity) -> MentionKind:
    """Return the kind, mended where the names themselves show another.

    "Minister" is nobody's name; what different people call by different names is a place, unless it has an office.
    """
    if entity.kind == "person" and not entity.roles:
        if any(alias.used_by for alias in entity.aliases):
            return "place"
        if all(is_title(name) for name in (entity.name, *(alias.name for alias in entity.aliases))):
            return "description"
    return entity.kind


def _head(entity: Entity, by_id: Mapping[str, Entity]) -> Entity | None:
    """Return what the entity is part of, at the far end."""
    seen, head = {entity.id}, None
    while (whole := by_id.get(entity.part_of or "")) is not None and whole.id not in seen:
        entity = head = whole
        seen.add(whole.id)
    return head


def _fullest(entity: Entity) -> PersonName:
    """Return the name in parts: of the aliases only one that says more of the same name, since one may be a slip."""
    name = person_name(entity.name)
    others = [person_name(alias.name) for alias in entity.aliases]
    fuller = [other for other in others if other.family == name.family and len(other.given) > len(name.given)]
    return max(fuller, key=lambda other: (len(other.given), other.full)) if fuller and not name.given else name


def _office(words: str, whose: str | None, owners: Owners) -> Office | None:
    """Return the office that a role names, if one person holds it at a time and holds it now."""
    lower = [word.lower() for word in _ROLE_WORDS.findall(words)]
    if not lower or set(lower) & _not_now():
        return None
    body = owners.body(" ".join(_ROLE_WORDS.findall(words)))
    owner = body.owner or whose
    return (body.core, owner) if body.core & _single() else None


@functools.cache
def _single() -> frozenset[str]:
    return frozenset(table("name_forms")["single_offices"])


@functools.cache
def _not_now() -> frozenset[str]:
    return frozenset(table("name_forms")["not_now"])


@functools.lru_cache(maxsize=65536)
def disagree(left: Marks, right: Marks) -> str | None:
    """Return what speaks against one bearer of both, or nothing."""
    if left.family != right.family:
        return "kind"
    if left.owner and right.owner and left.owner != right.owner:
        return "country"
    if different_places(left.place, right.place):
        return "place"
    if left.gender and right.gender and left.gender != right.gender:
        return "gender"
    if left.person is None or right.person is None:
        return None
    if not can_be_one(left.person, right.person):
        return "first name"
    if left.person.given and right.person.given:
        return None
    ours = {core: owner for core, owner in left.offices if owner}
    return "office" if any(ours.get(core, owner) != owner for core, owner in right.offices if owner) else None
