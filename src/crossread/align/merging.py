"""Who is who across reports: ``merged_groups(nodes)``.

Grounds come strongest first: one full name; a short form the report itself puts in brackets; what an institution is
and whose; given names that go together; two spellings; initials; a surname with its office; a surname, or a short
name, that one bearer in the story has; an office whose one holder the story names. No ground joins two groups of
which any two members disagree (first name, father and son, gender, office, country, place), so one weak link cannot
chain what strong ones keep apart; and where two bearers are possible, none is chosen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from crossread.align.holders import is_name
from crossread.align.nodes import Key, Node, disagree
from crossread.align.people import FAMILY_ALIKE, same_given
from crossread.align.places import same_places
from crossread.groups import Groups
from crossread.model import Joined, Reading
from crossread.names import initials
from crossread.spelling import consonants, similar_parts, sounds
from crossread.tables import table

__all__ = ["Merged", "merged_groups"]

# Two spellings of a name that stands alone: ``benchmarks/variants.py`` measures this threshold.
ALIKE_ALONE = 0.8
# Two spellings of one part of a name, the other parts being the same.
ALIKE_IN_COMPANY = 0.6
SHORTEST_ALONE = 5
# How much oftener a name must be a place's or body's before one reading of it as a person's counts as a slip.
OFTENER = 3
# A first name alone is a short name of its bearer ("Mr. Kim") where it has a title or stands so often.
OFTEN = 2
_BRACKETS = re.compile(r"\s{0,2}\(\s?$")
_INDEFINITE = re.compile(r"(?:an?|another|one|some|any|no|his|her|their)\b", re.I)


class Merged:
    """Groups of nodes, each joining with its ground."""

    def __init__(self, members: Sequence[Node]) -> None:
        self.nodes: Mapping[Key, Node] = {node.key: node for node in members}
        self.groups = Groups(self.nodes)
        self.grounds: list[tuple[Key, Joined]] = []

    def join(self, left: Key, right: Key, rule: str, score: float = 1.0, *, forced: bool = False) -> None:
        """Put two groups together unless any two of their members disagree."""
        ours, theirs = self.groups.of(left), self.groups.of(right)
        if left in theirs or (not forced and self.apart(ours, theirs)):
            return
        self.groups.join(left, right)
        one, other = self.nodes[left].shown(), self.nodes[right].shown()
        if one is not None and other is not None:
            self.grounds.append((left, Joined(rule=rule, left=one, right=other, score=round(score, 2))))

    def apart(self, ours: Iterable[Key], theirs: Iterable[Key]) -> bool:
        """Tell whether any two members disagree."""
        left = {self.nodes[key].marks for key in ours}
        right = {self.nodes[key].marks for key in theirs}
        return any(disagree(one, other) for one in left for other in right)

    def home(self, key: Key) -> Key:
        """Return one key that stands for the group."""
        return min(self.groups.of(key))

    def only(self, keys: Iterable[Key]) -> Key | None:
        """Return a key where all are of one group."""
        homes = {self.home(key): key for key in sorted(keys, reverse=True)}
        return next(iter(homes.values())) if len(homes) == 1 else None


def merged_groups(members: Sequence[Node], readings: Sequence[Reading]) -> Merged:
    """Return the groups of entities that are one, with the grounds."""
    merged = Merged(members)
    named = [node for node in members if node.family != "description" and is_name(node.entity.name)]
    people = [node for node in named if node.family == "person"]
    bodies = [node for node in members if node.family == "body" and node.body.common]
    _same_institution(bodies, merged)
    _same_names([node for node in named if not (node.family == "body" and node.body.common)], merged)
    _same_places(named, merged)
    _in_brackets(named, readings, merged)
    _same_given(people, merged)
    _spellings(named, merged)
    _acronyms(named, merged)
    _single_names(people, merged)
    _short_bodies(named, merged)
    _by_office(members, merged)
    _misread(named, merged)
    return merged


# --------------------------------------------------------------------------------------- same words


def _same_institution(bodies: Sequence[Node], merged: Merged) -> None:
    """Join institutions by what they are and whose.

    Without an owner ("the Defence Ministry"), only where the story has one such; where the words are not even written
    as a name ("the army"), only where one country's institutions are in the story at all.
    """
    known: dict[frozenset[str], dict[str, Key]] = defaultdict(dict)
    owned = [(node, whose) for node in bodies if (whose := node.marks.owner or node.body.owner)]
    for node, whose in owned:
        merged.join(known[node.body.core].setdefault(whose, node.key), node.key, "the same institution of one owner")
    one_country = len({whose for _, whose in owned}) == 1
    for node in bodies:
        if node.marks.owner or node.body.owner:
            continue
        options = known[node.body.core]
        if len(options) == 1 and (is_name(node.entity.name) or (one_country and _is_definite(node))):
            merged.join(next(iter(options.values())), node.key, "the one institution of this kind in the story", 0.8)
        elif not options and is_name(node.entity.name):
            options[""] = node.key


def _is_definite(node: Node) -> bool:
    return any(form.lower().startswith("the ") for form in node.forms)


def _same_names(members: Iterable[Node], merged: Merged) -> None:
    """Join what has one name; a person's must have two parts, ``_single_names`` does the others."""
    first: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for node in members:
        names = [node.person.full] if node.family == "person" else [_spelt_out(name) for name in node.names]
        for name in names:
            if node.family == "person" and not node.person.given:
                continue
            for key in first[node.family, name]:
                merged.join(key, node.key, "the same name")
            if all(node.key not in merged.groups.of(key) for key in first[node.family, name]):
                first[node.family, name].append(node.key)


def _same_places(members: Iterable[Node], merged: Merged) -> None:
    """Join what is one place of the world, under whatever names."""
    for left, right, rule in same_places({node.key: node.entity for node in members if node.family == "place"}):
        merged.join(left, right, rule)


def _spelt_out(name: str) -> str:
    """Return a folded name without the usual abbreviations ("mt cook" -> "mount cook")."""
    short: Mapping[str, str] = table("name_forms")["abbreviations"]
    return " ".join(short.get(word, word) for word in name.split())


def _in_brackets(members: Sequence[Node], readings: Sequence[Reading], merged: Merged) -> None:
    """Join what a report puts in brackets behind a name: "Valley Relief Fund (VRF)"."""
    known = {node.key for node in members if node.family in ("body", "place")}
    for reading in readings:
        text, report = reading.report.text, reading.report.id
        for full, short in zip(reading.mentions, reading.mentions[1:], strict=False):
            left, right = (report, full.entity or ""), (report, short.entity or "")
            gap = text[full.span.end : short.span.start]
            closed = text[short.span.end : short.span.end + 1] == ")"
            if (
                left in known
                and right in known
                and closed
                and _BRACKETS.match(gap)
                and _is_short(full.span.text, short.span.text)
            ):
                merged.join(left, right, "a short form in brackets")


def _is_short(full: str | None, short: str | None) -> bool:
    return bool(full and short) and initials(full or "").startswith((short or "").replace(".", "").casefold()[:1])


# ---------------------------------------------------------------------------------------- people


def _full(people: Iterable[Node]) -> list[Node]:
    return [node for node in people if node.person.given]


def _same_given(people: Sequence[Node], merged: Merged) -> None:
    """Join a family name with given names that go together (initials, short forms), where only one such pair can be."""
    by_family: dict[str, dict[Key, Node]] = defaultdict(dict)
    for node in _full(people):
        by_family[node.person.family].setdefault(merged.home(node.key), node)
    for bearers in by_family.values():
        pairs = [
            (one, other) for one, other in combinations(sorted(bearers.values(), key=lambda node: node.key), 2)
            if same_given(one.person.given, other.person.given)
        ]  # fmt: skip
        for one, other in pairs:
            rivals = [pair for pair in pairs if (one in pair) != (other in pair)]
            if all(same_given(a.person.given, b.person.given) for pair in rivals for a in pair for b in (one, other)):
                merged.join(one.key, other.key, "one family name, given names that go together", 0.95)


def _single_names(people: Sequence[Node], merged: Merged) -> None:
    """Join surnames standing alone with the one bearer in the story; by their office where there are more."""
    last, first = _bearers(people, merged)
    alone: dict[str, list[Node]] = defaultdict(list)
    for node in people:
        if not node.person.given:
            alone[node.person.family].append(node)
    for name, nodes in sorted(alone.items()):
        options = last.get(name) or _sounding_like(name, last)
        if not options and _is_called(nodes):
            options = first.get(name, [])
        for node in nodes:
            _place_single(node, options, merged)
        if len({merged.home(key) for key in options}) < 2:
            free = [node for node in nodes if len(merged.groups.of(node.key)) == 1]
            for one, other in combinations(free, 2):
                merged.join(one.key, other.key, "the same surname, of which the story has one bearer", 0.9)


def _place_single(node: Node, options: Sequence[Key], merged: Merged) -> None:
    fitting = [key for key in options if not merged.apart(merged.groups.of(key), [node.key])]
    if len({merged.home(key) for key in options}) < 2:
        only = merged.only(fitting)
        if only is not None:
            merged.join(only, node.key, "a surname with one bearer in the story", 0.9)
        return
    gender = node.marks.gender
    if gender and merged.only(fitting) and all(merged.nodes[key].marks.gender for key in options):
        merged.join(fitting[0], node.key, "a surname of which the story has one bearer of this gender", 0.85)
        return
    cores = {core for core, _ in node.marks.offices}
    holders = [key for key in fitting if cores & {core for core, _ in _offices(key, merged)}]
    only = merged.only(holders)
    if only is not None:
        merged.join(only, node.key, "a surname and its office", 0.85)


def _offices(key: Key, merged: Merged) -> set[tuple[frozenset[str], str | None]]:
    return {office for member in merged.groups.of(key) for office in merged.nodes[member].marks.offices}


def _bearers(people: Sequence[Node], merged: Merged) -> tuple[dict[str, list[Key]], dict[str, list[Key]]]:
    """Return full-named people by family name and by first word, one key a group."""
    last: dict[str, dict[Key, Key]] = defaultdict(dict)
    first: dict[str, dict[Key, Key]] = defaultdict(dict)
    for node in _full(people):
        last[node.person.family].setdefault(merged.home(node.key), node.key)
        first[node.person.given[0]].setdefault(merged.home(node.key), node.key)
    return ({name: sorted(keys.values()) for name, keys in index.items()} for index in (last, first))  # type: ignore[return-value]


def _is_called(nodes: Sequence[Node]) -> bool:
    """Tell whether people are called by this one word: with a title, again and again, or in two reports."""
    return len({node.key[0] for node in nodes}) > 1 or any(
        node.person.titled or node.entity.roles or sum(node.forms.values()) >= OFTEN for node in nodes
    )


def _sounding_like(name: str, bearers: Mapping[str, list[Key]]) -> list[Key]:
    return [
        key for other, keys in sorted(bearers.items())
        if min(len(name), len(other)) >= SHORTEST_ALONE and sounds(name)[:1] == sounds(other)[:1]
        and similar_parts(name, other) >= ALIKE_ALONE for key in keys
    ]  # fmt: skip


# -------------------------------------------------------------------------------------- spellings


def _spellings(members: Sequence[Node], merged: Merged) -> None:
    """Join names that are two spellings of one, the nearest first; a report keeps its own spellings apart."""
    names: dict[tuple[str, tuple[str, ...]], Key] = {}
    for node in members:
        parts = (*node.person.given, node.person.family) if node.family == "person" else tuple(node.name.split())
        if node.family != "person" or node.person.given:
            names.setdefault((node.family, parts), node.key)
    blocks: dict[tuple[str, int, str], list[tuple[str, ...]]] = defaultdict(list)
    for family, parts in names:
        for part in parts:
            blocks[family, len(parts), consonants(part)[:2]].append(parts)
    scored = set()
    for (family, _, _), block in blocks.items():
        for one, other in combinations(sorted(set(block)), 2):
            score = _spelling(one, other, person=family == "person")
            if score:
                scored.add((-score, names[family, one], names[family, other]))
    for score, left, right in sorted(scored):
        ours, theirs = merged.groups.of(left), merged.groups.of(right)
        if not {report for report, _ in ours} & {report for report, _ in theirs}:
            merged.join(left, right, "two spellings of one name", -score)


def _spelling(ours: Sequence[str], theirs: Sequence[str], *, person: bool) -> float:
    """Return how likely two names in parts are one, part by part; 0 where it is not likely enough."""
    if any(part.isdigit() for part in {*ours} ^ {*theirs}):
        return 0.0
    different = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if not different:
        return 1.0
    alone = len(different) == len(ours)
    if alone and len(ours) > 1 and not person:
        return 0.0
    limit = ALIKE_ALONE if alone else ALIKE_IN_COMPANY if not person else FAMILY_ALIKE
    if any(not _may_be_spelt(one, other, alone=alone) for one, other in different):
        return 0.0
    score = min(similar_parts(one, other) for one, other in different)
    return score if score >= limit else 0.0


def _may_be_spelt(one: str, other: str, *, alone: bool) -> bool:
    shortest = min(len(one), len(other))
    if alone and shortest < SHORTEST_ALONE:
        return False
    return sounds(one) == sounds(other) if alone or shortest < SHORTEST_ALONE - 1 else True


def _acronyms(members: Sequence[Node], merged: Merged) -> None:
    """Join a name in capitals with the one name in the story that has these initials."""
    bodies = [node for node in members if node.family in ("body", "place")]
    expansions: dict[str, dict[Key, Key]] = defaultdict(dict)
    for node in bodies:
        if len(node.name.split()) > 1:
            expansions[initials(node.entity.name)].setdefault(merged.home(node.key), node.key)
    for node in bodies:
        written = node.entity.name.replace(".", "")
        only = merged.only(expansions.get(written.casefold(), {}).values())
        if only is not None and written.isupper() and 2 <= len(written) <= 8:
            merged.join(only, node.key, "initials of the one name in the story that has them", 0.9)


# --------------------------------------------------------------------------- short names and offices


def _short_bodies(members: Sequence[Node], merged: Merged) -> None:
    """Join a body's one-word name ("the Assembly") with the only name in the story that ends in it."""
    bodies = [node for node in members if node.family == "body"]
    bearers: dict[str, dict[Key, Key]] = defaultdict(dict)
    for node in bodies:
        for name in node.names:
            if " " in name:
                bearers[name.split()[-1]].setdefault(merged.home(node.key), node.key)
    for node in bodies:
        only = merged.only(bearers.get(node.name, {}).values()) if " " not in node.name else None
        if only is not None and not any(" " in name for name in node.names):
            merged.join(only, node.key, "the only name in the story that ends so", 0.85)


def _by_office(members: Sequence[Node], merged: Merged) -> None:
    """Let "the foreign minister of Varo" be the one person whom the story names as that."""
    holders: dict[tuple[frozenset[str], str | None], set[Key]] = defaultdict(set)
    for node in members:
        for office in node.marks.offices:
            if node.family == "person" and office[1]:
                holders[office].add(node.key)
    for node in members:
        if node.family != "description" or any(_INDEFINITE.match(form) for form in node.forms):
            continue
        for office in sorted(node.marks.offices, key=str):
            same_report = {key for key in holders.get(office, ()) if key[0] == node.key[0]}
            only = merged.only(same_report or holders.get(office, ()))
            if only is not None and merged.only(holders[office]) is not None:
                merged.join(only, node.key, "the one whom the story names in this office", 0.8, forced=True)


def _misread(members: Sequence[Node], merged: Merged) -> None:
    """Join each "person" that no other name or role makes one with what it is far oftener, a place or a body.

    One report's reader took the name for a person's where the others did not.
    """
    counts: dict[str, dict[Key, int]] = defaultdict(dict)
    for node in members:
        if node.family in ("place", "body"):
            group = merged.groups.of(node.key)
            mentions = sum(len(merged.nodes[key].entity.mentions) for key in group)
            counts.update({name: {**counts[name], min(group): mentions} for name in node.names})
    for node in members:
        alone = len(merged.groups.of(node.key)) == 1 and len(node.forms) <= 1 and not node.entity.roles
        if node.family == "person" and alone and len(counts[node.name]) == 1:
            ((key, mentions),) = counts[node.name].items()
            if mentions >= OFTENER * max(1, len(node.entity.mentions)):
                merged.join(key, node.key, "a name that other reports read as this", 0.7, forced=True)
