"""Entities of single reports become the entities of the story.

``crossread.align.merging`` says who is who, and on what ground; here the many become one, with the names, roles and
evidence of all. A name that one report could not place, because two of its people seemed to bear it, gets its bearer
where the other reports show that the two are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crossread.align.merging import Merged, merged_groups
from crossread.align.namesakes import with_bodies_apart
from crossread.align.nodes import Key, Node, nodes
from crossread.align.owners import country
from crossread.align.people import person_name
from crossread.align.unnamed import join_unnamed
from crossread.model import (
    Alias,
    Attribution,
    Claim,
    Entity,
    Joined,
    Mention,
    MentionKind,
    Reading,
    Role,
    Span,
    short_hash,
)
from crossread.names import fold, normalise

__all__ = ["merge_entities"]


def merge_entities(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], tuple[Entity, ...]]:
    """Return the readings with the story's entity ids everywhere, and the story's entities, sorted by name."""
    readings = [with_bodies_apart(reading) for reading in readings]
    merged = merged_groups(nodes(readings), readings)
    join_unnamed(merged, readings)
    bearers = _bearers(merged)
    readings = [_with_placed(reading, bearers[reading.report.id], merged) for reading in readings]
    groups = (sorted(group) for group in merged.groups.all())
    members = sorted(([merged.nodes[key] for key in group] for group in groups), key=lambda group: group[0].key)
    ids = _ids(members)
    new_ids = {node.key: ids[number] for number, group in enumerate(members) for node in group}
    story = _Story.of(readings, _homes(members, ids))
    grounds = defaultdict(list)
    for key, ground in merged.grounds:
        grounds[new_ids[key]].append(ground)
    entities = [_merged(group, new_ids, story) for group in members]
    entities = [replace(entity, joined=_in_order(grounds[entity.id])) for entity in entities]
    return (
        tuple(_renamed(reading, new_ids) for reading in readings),
        tuple(sorted(_without_cycles(entities), key=lambda entity: (fold(entity.name), entity.name, entity.id))),
    )


@dataclass(frozen=True, slots=True)
class _Story:
    """Look-ups over all readings."""

    evidence: Mapping[str, Span]  # mention -> its place
    placed: Mapping[Key, Sequence[str]]  # entity of a report -> its mentions
    homes: Mapping[str, str]  # name of a country or place -> the story's entity

    @classmethod
    def of(cls, readings: Sequence[Reading], homes: Mapping[str, str]) -> _Story:
        placed: dict[Key, list[str]] = defaultdict(list)
        for reading in readings:
            for mention in reading.mentions:
                placed[reading.report.id, mention.entity or ""].append(mention.id)
        return cls({one.id: one.span for reading in readings for one in reading.mentions}, placed, homes)


def _in_order(grounds: Sequence[Joined]) -> tuple[Joined, ...]:
    return tuple(sorted(grounds, key=lambda item: (_place_of(item.left), _place_of(item.right), item.rule)))


# ---------------------------------------------------------------------------- names a report could not place


def _bearers(merged: Merged) -> Mapping[str, Mapping[str, set[Key]]]:
    """Return report -> surname -> the people of the report who bear it."""
    found: dict[str, dict[str, set[Key]]] = defaultdict(lambda: defaultdict(set))
    for node in merged.nodes.values():
        if node.family == "person" and node.person.given:
            found[node.key[0]][node.person.family].add(node.key)
    return found


def _with_placed(reading: Reading, options: Mapping[str, set[Key]], merged: Merged) -> Reading:
    """Give each name without an entity the one bearer it can have, and what is said by it that speaker."""
    found: dict[str, str] = {}
    for mention in reading.mentions:
        if mention.entity is None and mention.kind == "person":
            name = person_name(mention.span.text or "")
            only = merged.only(options.get(name.family, ())) if not name.given else None
            if only is not None:
                found[mention.id] = only[1]
    if not found:
        return reading
    mentions = tuple(replace(one, entity=found.get(one.id, one.entity)) for one in reading.mentions)
    speakers = {item.id: _speaker(item, mentions, found) for item in reading.attributions if item.speaker is None}
    return replace(
        reading,
        mentions=mentions,
        attributions=tuple(replace(one, speaker=one.speaker or speakers[one.id]) for one in reading.attributions),
        claims=tuple(
            replace(one, speaker=one.speaker or speakers.get(one.attribution or "")) for one in reading.claims
        ),
    )


def _speaker(attribution: Attribution, mentions: Sequence[Mention], found: Mapping[str, str]) -> str | None:
    """Return the newly placed name that a source is made of, title aside."""
    source = attribution.source
    if source is None:
        return None
    inside = {
        found[one.id] for one in mentions if one.id in found and source.covers(one.span) and source.end == one.span.end
    }
    return inside.pop() if len(inside) == 1 else None


# ------------------------------------------------------------------------------------ one from many


def _ids(members: Sequence[Sequence[Node]]) -> list[str]:
    """Make ids of names; where two entities share all their names, their reports tell them apart."""
    keys = [(group[0].family, *sorted({name for node in group for name in node.names})) for group in members]
    counts = Counter(keys)
    return [
        short_hash("e", *key)
        if counts[key] == 1
        else short_hash("e", *key, *(part for node in group for part in node.key))
        for key, group in zip(keys, members, strict=True)
    ]


def _merged(group: Sequence[Node], new_ids: Mapping[Key, str], story: _Story) -> Entity:
    name = _name(group)
    kinds: Counter[MentionKind] = Counter()
    for node in _named(group):
        kinds[node.kind] += max(1, len(node.entity.mentions))
    part_of = _part_of(group, new_ids, story.homes)
    places = Counter(node.entity.place for node in group if node.entity.place is not None)
    mentions = sorted(
        {mention for node in group for mention in (*node.entity.mentions, *story.placed.get(node.key, ()))},
        key=lambda mention: (_place_of(story.evidence.get(mention)), mention),
    )
    return Entity(
        id=new_ids[group[0].key],
        name=name,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        aliases=_aliases(group, name, story.evidence),
        roles=_roles(group),
        part_of=part_of[0],
        part_of_evidence=part_of[1],
        mentions=tuple(mentions),
        place=min(places, key=lambda place: (-places[place], place.id)) if places else None,
    )


def _place_of(span: Span | None) -> tuple[str, int, int]:
    return ("", 0, 0) if span is None else (span.report, span.start, span.end)


def _roles(group: Sequence[Node]) -> tuple[Role, ...]:
    """Return the roles; a description that stands for somebody known by name is one of them."""
    roles = {role for node in group for role in node.entity.roles}
    if _named(group) is not group:
        described = (node for node in group if node.family == "description")
        roles |= {Role(span=span) for node in described for span in node.first.values()}
    return tuple(sorted(roles, key=lambda role: _place_of(role.span)))


def _named(group: Sequence[Node]) -> Sequence[Node]:
    """Return the members that bear a name; all of them where none does."""
    if all(node.family == group[0].family for node in group):
        return group
    return [node for node in group if node.family != "description"] or group


def _name(group: Sequence[Node]) -> str:
    """Choose the form most used; for a person, among the full names."""
    votes: Counter[str] = Counter()
    group = _named(group)
    for node in group:
        known = {node.entity.name, *(alias.name for alias in node.entity.aliases)}
        votes[node.entity.name] += 1
        for form, count in node.forms.items():
            if form in known:
                votes[form] += count
    if group[0].family == "person" and any(" " in fold(name) for name in votes):
        votes = Counter({name: count for name, count in votes.items() if " " in fold(name)})
    return min(votes, key=lambda name: (-votes[name], -len(name), name))


def _aliases(group: Sequence[Node], name: str, evidence: Mapping[str, Span]) -> tuple[Alias, ...]:
    used_by: dict[str, set[str]] = defaultdict(set)
    spans: dict[str, set[Span]] = defaultdict(set)
    for node in _named(group):
        used_by[node.entity.name].update(())
        for alias in node.entity.aliases:
            used_by[alias.name].update(alias.used_by)
            spans[alias.name].update(replace(span, text=None) for span in alias.evidence)
        for mention in node.entity.mentions:
            span = evidence.get(mention)
            written = normalise(span.text or "") if span else ""
            if span and written in (node.entity.name, *(alias.name for alias in node.entity.aliases)):
                spans[written].add(replace(span, text=None))
    # The name itself is listed too where the report says who uses it: both names of a contested place are shown.
    return tuple(
        Alias(
            name=alias,
            used_by=tuple(sorted(used_by[alias])),
            evidence=tuple(sorted(spans[alias], key=_place_of)),
        )
        for alias in sorted(used_by, key=lambda alias: (fold(alias), alias))
        if alias != name or used_by[alias]
    )


def _part_of(
    group: Sequence[Node], new_ids: Mapping[Key, str], homes: Mapping[str, str]
) -> tuple[str | None, Span | None]:
    """Choose the whole that most reports say it is part of, with the first words that say so."""
    votes: dict[str, list[Span | None]] = defaultdict(list)
    own = new_ids[group[0].key]
    for node in group:
        whole = new_ids.get((node.key[0], node.entity.part_of or ""))
        if whole is not None and whole != own:
            votes[whole].append(node.entity.part_of_evidence)
    if not votes:
        return _stated_owner(group, homes)
    best, *others = sorted(votes, key=lambda whole: (-len(votes[whole]), whole))
    if others and len(votes[others[0]]) == len(votes[best]):
        return None, None  # who speaks for two bodies is neither's alone
    spans = sorted((span for span in votes[best] if span is not None), key=_place_of)
    return best, spans[0] if spans else None


def _stated_owner(group: Sequence[Node], homes: Mapping[str, str]) -> tuple[str | None, Span | None]:
    """Return the country or place in an institution's own name, where the story has it, and that name."""
    for node in group:
        home = homes.get(node.body.owner or "") if node.body.common else None
        if home is not None and (shown := node.shown()) is not None:
            return home, replace(shown, text=None)
    return None, None


def _homes(members: Sequence[Sequence[Node]], ids: Sequence[str]) -> Mapping[str, str]:
    """Return folded name of a country or place -> its entity; a capital's where the country is absent."""
    found: dict[str, set[str]] = defaultdict(set)
    itself: dict[str, set[str]] = defaultdict(set)
    for group, id in zip(members, ids, strict=True):
        for name in (name for node in group if node.family == "place" for name in node.names):
            found[country(name) or name].add(id)
            itself[name].add(id)
    chosen = {name: itself.get(name) or options for name, options in found.items()}
    return {name: min(options) for name, options in chosen.items() if len(options) == 1}


def _without_cycles(entities: Iterable[Entity]) -> list[Entity]:
    """Cut ``part_of`` where it leads back to where it started (two reports that say opposite things)."""
    by_id = {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)}
    for id, entity in by_id.items():
        seen, whole = {id}, entity.part_of
        while whole is not None and whole in by_id and whole not in seen:
            seen.add(whole)
            whole = by_id[whole].part_of
        if whole in seen:
            by_id[id] = replace(entity, part_of=None, part_of_evidence=None)
    return list(by_id.values())


# ------------------------------------------------------------------------------------ new ids everywhere


def _renamed(reading: Reading, new_ids: Mapping[Key, str]) -> Reading:
    report = reading.report.id

    def new(id: str | None) -> str | None:
        return None if id is None else new_ids.get((report, id))

    return replace(
        reading,
        mentions=tuple(replace(mention, entity=new(mention.entity)) for mention in reading.mentions),
        entities=(),
        attributions=tuple(
            replace(item, speaker=new(item.speaker), addressee=new(item.addressee)) for item in reading.attributions
        ),
        claims=tuple(_renamed_claim(claim, report, new_ids) for claim in reading.claims),
    )


def _renamed_claim(claim: Claim, report: str, new_ids: Mapping[Key, str]) -> Claim:
    def all_new(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new_ids[report, id] for id in ids if (report, id) in new_ids))

    return replace(
        claim,
        speaker=None if claim.speaker is None else new_ids.get((report, claim.speaker)),
        who=all_new(claim.who),
        whom=all_new(claim.whom),
        where=all_new(claim.where),
        meant=tuple(replace(one, entity=new_ids.get((report, one.entity or ""))) for one in claim.meant),
    )
