"""Entities of single reports become the entities of the story.

Names decide, and only as far as they can: the same name after folding, two spellings of a name of several
parts, a surname where only one bearer of it is in the story, an acronym with one expansion, and two names
that a report says are one place's. Descriptions ("a senior official") name nobody and stay apart, save for
those of an institution ("the authorities in X") in exactly the same words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from crossread.align.holders import is_name
from crossread.groups import Groups
from crossread.model import Alias, Claim, Entity, MentionKind, Reading, Span, short_hash
from crossread.names import fold, initials, similar, surname

__all__ = ["merge_entities"]

# Two spellings of one part of a name, the other parts being equal: below it different short surnames begin
# to meet.
SPELLING_SIMILARITY = 0.8
# A name of one part must sound the same throughout (names.similar gives .97 for that) and be long enough.
SOUNDS_ALIKE = 0.96
SHORTEST_ALONE = 5
# How much oftener a name must be a place's or body's before one reading of it as a person's counts as a slip.
OFTENER = 3

# Kinds that a reader of one report may well mix up, so that names may meet across them.
_FAMILY: dict[MentionKind, str] = {
    "organisation": "body",
    "group": "body",
    "place": "place",
    "facility": "place",
    "nationality": "people",
}
_INSTITUTION = re.compile(
    r"\b(?:authorit(?:y|ies)|government|ministry|office|administration|parliament|police|army|military|court"
    r"|council|leadership|forces|prosecutors?|embassy|hospital|university|agency)\b",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?<!^)\b[A-Z]\w+")

Key = tuple[str, str]  # report id, entity id


@dataclass(frozen=True, slots=True)
class _Node:
    """An entity of one report, with the forms its mentions have."""

    key: Key
    entity: Entity
    names: tuple[str, ...]  # folded: the name and the aliases
    forms: Counter[str]  # as written

    @property
    def family(self) -> str:
        return _FAMILY.get(self.entity.kind, self.entity.kind)

    @property
    def name(self) -> str:
        return self.names[0]


def merge_entities(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], tuple[Entity, ...]]:
    """Return the readings with the story's entity ids everywhere, and the story's entities, sorted by name."""
    nodes = {node.key: node for reading in readings for node in _nodes(reading)}
    groups = _grouped([nodes[key] for key in sorted(nodes)])
    members = sorted(([nodes[key] for key in sorted(group)] for group in groups.all()), key=lambda group: group[0].key)
    ids = _ids(members)
    new_ids = {node.key: ids[number] for number, group in enumerate(members) for node in group}
    evidence = {mention.id: mention.span for reading in readings for mention in reading.mentions}
    entities = [_merged(group, new_ids, evidence) for group in members]
    return (
        tuple(_renamed(reading, new_ids) for reading in readings),
        tuple(sorted(_without_cycles(entities), key=lambda entity: (fold(entity.name), entity.name, entity.id))),
    )


def _nodes(reading: Reading) -> Iterator[_Node]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in reading.mentions:
        if mention.entity is not None and mention.span.text:
            forms[mention.entity][" ".join(mention.span.text.split())] += 1
    for entity in reading.entities:
        names = dict.fromkeys(fold(name) for name in (entity.name, *(alias.name for alias in entity.aliases)))
        yield _Node(
            key=(reading.report.id, entity.id),
            entity=entity,
            names=tuple(name for name in names if name) or ("",),
            forms=forms[entity.id],
        )


# ------------------------------------------------------------------------------------- who is who


def _grouped(nodes: Sequence[_Node]) -> Groups[Key]:
    groups = Groups(node.key for node in nodes)
    named = [node for node in nodes if node.entity.kind != "description" and is_name(node.entity.name)]
    _join_same_wording([node for node in nodes if node.entity.kind == "description"], groups)
    _join_same_names(named, groups)
    joiner = _Joiner(groups, {node.key: node for node in nodes})
    for left, right in _spellings(named):
        joiner.join(left, right)
    for left, right in _acronyms(named):
        joiner.join(left, right)
    for left, right in _short_names(named, groups):
        joiner.join(left, right)
    for left, right in _misread(named, groups):
        groups.join(left, right)
    return groups


def _join_same_wording(nodes: Iterable[_Node], groups: Groups[Key]) -> None:
    first: dict[tuple[str, str], Key] = {}
    for node in nodes:
        if _INSTITUTION.search(node.entity.name) and _PROPER.search(node.entity.name):
            groups.join(first.setdefault((node.family, node.name), node.key), node.key)


def _join_same_names(nodes: Iterable[_Node], groups: Groups[Key]) -> None:
    """Join what has one name: for a person a name of two parts or more, or the same surname standing alone."""
    first: dict[tuple[str, str], Key] = {}
    for node in nodes:
        for name in node.names:
            if node.family == "person" and " " not in name and name != node.name:
                continue  # a surname among the aliases: ``_short_names`` decides
            groups.join(first.setdefault((node.family, name), node.key), node.key)


@dataclass(frozen=True, slots=True)
class _Joiner:
    """Joins groups unless one report has kept two of their members apart: it knows its own people better."""

    groups: Groups[Key]
    nodes: Mapping[Key, _Node]

    def join(self, left: Key, right: Key) -> None:
        ours, theirs = self.groups.of(left), self.groups.of(right)
        if left in theirs or {report for report, _ in ours} & {report for report, _ in theirs}:
            return
        if len({self.nodes[key].family for key in ours | theirs}) == 1:
            self.groups.join(left, right)


def _by_name(nodes: Iterable[_Node]) -> dict[tuple[str, str], list[Key]]:
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for node in nodes:
        found[node.family, node.name].append(node.key)
    return found


def _spellings(nodes: Sequence[_Node]) -> list[tuple[Key, Key]]:
    """Return pairs of entities whose names are two spellings of one, the nearest first."""
    by_name = _by_name(nodes)
    blocks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for family, name in by_name:
        parts = name.split()
        # A part that is spelled the same leads to its partners; a name of one part is found by its first letter.
        for part in parts if len(parts) > 1 else [name[:1]]:
            blocks[family, f"{len(parts)} {part}"].append((family, name))
    scored = set()
    for block in blocks.values():
        for (family, one), (_, other) in combinations(sorted(set(block)), 2):
            score = _spelling_score(one.split(), other.split())
            if score:
                scored.add((-score, by_name[family, one][0], by_name[family, other][0]))
    return [(left, right) for _, left, right in sorted(scored)]


def _spelling_score(ours: Sequence[str], theirs: Sequence[str]) -> float:
    if any(part.isdigit() for part in {*ours} ^ {*theirs}):
        return 0.0
    if len(ours) == 1:
        score = similar(ours[0], theirs[0])
        return score if score >= SOUNDS_ALIKE and min(len(ours[0]), len(theirs[0])) >= SHORTEST_ALONE else 0.0
    different = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if len(different) == len(ours):
        return 0.0
    score = min((similar(one, other) for one, other in different), default=1.0)
    short = any(min(len(one), len(other)) < 4 for one, other in different)
    return score if score >= (SOUNDS_ALIKE if short else SPELLING_SIMILARITY) else 0.0


def _acronyms(nodes: Sequence[_Node]) -> Iterator[tuple[Key, Key]]:
    bodies = [node for node in nodes if node.family in ("body", "place")]
    expansions: dict[str, dict[str, Key]] = defaultdict(dict)
    for node in bodies:
        if len(node.name.split()) > 1:
            expansions[initials(node.entity.name)].setdefault(node.name, node.key)
    for node in bodies:
        written = node.entity.name.replace(".", "")
        options = expansions.get(written.casefold(), {})
        if written.isupper() and 2 <= len(written) <= 8 and len(options) == 1:
            yield next(iter(options.values())), node.key


def _short_names(nodes: Sequence[_Node], groups: Groups[Key]) -> Iterator[tuple[Key, Key]]:
    """Return each person or body known by one word with the only full name in the story that ends in it.

    A surname may be spelled otherwise; a body's short name ("the Assembly") may not.
    """
    bearers: dict[str, dict[str, dict[Key, Key]]] = {"person": defaultdict(dict), "body": defaultdict(dict)}
    for node in nodes:
        for name in node.names:
            if " " in name and node.family in bearers:
                bearers[node.family][surname(name)].setdefault(min(groups.of(node.key)), node.key)
    for node in nodes:
        if node.family not in bearers or any(" " in name for name in node.names):
            continue
        options = bearers[node.family].get(node.name)
        if not options and node.family == "person":
            options = _sounding_like(node.name, bearers["person"])
        if options and len(options) == 1:
            yield next(iter(options.values())), node.key


def _sounding_like(name: str, bearers: Mapping[str, dict[Key, Key]]) -> dict[Key, Key]:
    found: dict[Key, Key] = {}
    for other, options in bearers.items():
        if min(len(name), len(other)) >= SHORTEST_ALONE and similar(name, other) >= SPELLING_SIMILARITY:
            found.update(options)
    return found


def _misread(nodes: Sequence[_Node], groups: Groups[Key]) -> Iterator[tuple[Key, Key]]:
    """Return each "person" that no other name or role makes one, and whose only name is far oftener a place or body.

    One report's reader took the name for a person's where the others did not.
    """
    counts: dict[str, Counter[tuple[str, Key]]] = defaultdict(Counter)
    for node in nodes:
        if node.family in ("place", "body"):
            counts[node.name][node.family, min(groups.of(node.key))] += len(node.entity.mentions)
    for node in nodes:
        alone = len(groups.of(node.key)) == 1 and len(node.forms) <= 1 and not node.entity.roles
        if node.family == "person" and alone and len(counts[node.name]) == 1:
            (((_, key), mentions),) = counts[node.name].items()
            if mentions >= OFTENER * max(1, len(node.entity.mentions)):
                yield key, node.key


# ------------------------------------------------------------------------------------ one from many


def _ids(members: Sequence[Sequence[_Node]]) -> list[str]:
    """Make ids of names; where two entities share all their names, their reports tell them apart."""
    keys = [(group[0].family, *sorted({name for node in group for name in node.names})) for group in members]
    counts = Counter(keys)
    return [
        short_hash("e", *key)
        if counts[key] == 1
        else short_hash("e", *key, *(part for node in group for part in node.key))
        for key, group in zip(keys, members, strict=True)
    ]


def _merged(group: Sequence[_Node], new_ids: Mapping[Key, str], evidence: Mapping[str, Span]) -> Entity:
    name = _name(group)
    kinds: Counter[MentionKind] = Counter()
    for node in group:
        kinds[node.entity.kind] += max(1, len(node.entity.mentions))
    part_of = _part_of(group, new_ids)
    places = Counter(node.entity.place for node in group if node.entity.place is not None)
    mentions = sorted(
        {mention for node in group for mention in node.entity.mentions},
        key=lambda mention: (_place_of(evidence.get(mention)), mention),
    )
    return Entity(
        id=new_ids[group[0].key],
        name=name,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        aliases=_aliases(group, name, evidence),
        roles=tuple(
            sorted({role for node in group for role in node.entity.roles}, key=lambda role: _place_of(role.span))
        ),
        part_of=part_of[0],
        part_of_evidence=part_of[1],
        mentions=tuple(mentions),
        place=min(places, key=lambda place: (-places[place], place)) if places else None,
    )


def _place_of(span: Span | None) -> tuple[str, int, int]:
    return ("", 0, 0) if span is None else (span.report, span.start, span.end)


def _name(group: Sequence[_Node]) -> str:
    """Choose the form most used; for a person, among the full names."""
    votes: Counter[str] = Counter()
    for node in group:
        known = {node.entity.name, *(alias.name for alias in node.entity.aliases)}
        votes[node.entity.name] += 1
        for form, count in node.forms.items():
            if form in known:
                votes[form] += count
    if group[0].family == "person" and any(" " in fold(name) for name in votes):
        votes = Counter({name: count for name, count in votes.items() if " " in fold(name)})
    return min(votes, key=lambda name: (-votes[name], -len(name), name))


def _aliases(group: Sequence[_Node], name: str, evidence: Mapping[str, Span]) -> tuple[Alias, ...]:
    used_by: dict[str, set[str]] = defaultdict(set)
    spans: dict[str, set[Span]] = defaultdict(set)
    for node in group:
        used_by[node.entity.name].update(())
        for alias in node.entity.aliases:
            used_by[alias.name].update(alias.used_by)
            spans[alias.name].update(replace(span, text=None) for span in alias.evidence)
        for mention in node.entity.mentions:
            span = evidence.get(mention)
            written = " ".join((span.text or "").split()) if span else ""
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


def _part_of(group: Sequence[_Node], new_ids: Mapping[Key, str]) -> tuple[str | None, Span | None]:
    """Choose the whole that most reports say it is part of, with the first words that say so."""
    votes: dict[str, list[Span | None]] = defaultdict(list)
    own = new_ids[group[0].key]
    for node in group:
        whole = new_ids.get((node.key[0], node.entity.part_of or ""))
        if whole is not None and whole != own:
            votes[whole].append(node.entity.part_of_evidence)
    if not votes:
        return None, None
    best = min(votes, key=lambda whole: (-len(votes[whole]), whole))
    spans = sorted((span for span in votes[best] if span is not None), key=_place_of)
    return best, spans[0] if spans else None


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
    )
