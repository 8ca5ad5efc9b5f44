"""Descriptions that stand for somebody named: "the governor" for Governor Ana Ruiz: ``with_described(reading)``.

A definite description of one person goes to the only person of the report who is said to hold that office, or to the
only one near. What the report never says is not guessed: "the veteran" of whom no name is a veteran stays apart.
What was written or shown belongs to who made it, where that is said ("said in a statement" - "the statement").
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossread.model import Attribution, Entity, Mention, Reading, Span
from crossread.read.mention_index import MentionIndex
from crossread.read.parse import parse_of
from crossread.read.people import head_word, is_human, is_plural
from crossread.read.syntax import Syntax
from crossread.read.tagging import forms_of
from crossread.read.wordlists import country_of, demonyms, role_words
from crossread.tables import table

__all__ = ["with_authors", "with_described"]

# Sentences back that a description of one of several holders of an office may reach.
NEAR = 3
# Sentences back that "the statement" may reach for the words "in a statement".
NEAR_DOCUMENT = 6
_DEFINITE = re.compile(r"^(?:the|this|that)\s|^[^\W\d_][\w ]*['’]s\s", re.I)
_MAKERS = frozenset(("person", "organisation", "group", "description", "place"))
_WORD = re.compile(r"[^\W_][\w.’'-]*")


class _Holder(NamedTuple):
    """A person with an office: its words and where the person stands."""

    entity: Entity
    office: str
    words: frozenset[str]
    places: tuple[int, ...]


def with_described(reading: Reading) -> Reading:
    """Return the reading where definite descriptions of people with an office are mentions of those people."""
    by_id = {mention.id: mention for mention in reading.mentions}
    holders = list(_holders(reading, by_id))
    if not holders:
        return reading
    home: dict[str, str] = {}
    starts = [sentence.span.start for sentence in reading.sentences]
    for entity in reading.entities:
        if entity.kind != "description" or not entity.mentions or is_plural(entity.name) or not is_human(entity.name):
            continue
        first = by_id[entity.mentions[0]].span
        if _DEFINITE.match(reading.report.text[first.start : first.end] + " "):
            holder = _holder(entity.name, first.start, holders, starts)
            if holder is not None:
                home[entity.id] = holder
    return _moved(reading, home, by_id) if home else reading


def _holders(reading: Reading, by_id: Mapping[str, Mention]) -> Iterator[_Holder]:
    for entity in reading.entities:
        if entity.kind == "person":
            places = tuple(sorted(by_id[one].span.start for one in entity.mentions))
            for role in entity.roles:
                words = frozenset(word.lower() for word in _WORD.findall(role.span.text or ""))
                yield _Holder(entity, _office(role.span.text or ""), words, places)


def _office(description: str) -> str:
    """Return the office of a role or description, its short form written out: "senator", "prime minister"."""
    lower = re.sub(r"(?:,|\s+(?:of|in|for|from|at|to))\s.*$", "", description.lower(), flags=re.S)
    words = lower.split()
    for length in (3, 2, 1):
        office = " ".join(words[-length:])
        if office in role_words("titles") or length == 1:
            return str(table("roles")["same_office"].get(office, office))
    return ""


def _holder(description: str, at: int, holders: Sequence[_Holder], starts: Sequence[int]) -> str | None:
    """Return the only person who can be meant, or the only one near."""
    office = _office(description)
    wider = set(table("roles")["more_general"].get(office, ()))
    fitting = [h for h in holders if (h.office == office or h.office in wider) and _agrees(description, h)]
    people = {holder.entity.id: holder for holder in fitting}
    if len(people) > 1:
        here = bisect_right(starts, at)
        near = {h.entity.id: h for h in people.values()
                if any(p < at and here - bisect_right(starts, p) <= NEAR for p in h.places)}  # fmt: skip
        people = near
    return next(iter(people)) if len(people) == 1 else None


def _agrees(description: str, holder: _Holder) -> bool:
    """Tell whether nothing in the description speaks against the holder: another rank, country or name."""
    words = _WORD.findall(description)
    ranks = role_words("other_office")
    if {word.lower() for word in words} & ranks != holder.words & ranks:
        return False
    known = {country_of(word) or word for word in holder.words}
    for word in words:
        lower = word.lower()
        if word[0].isupper() and lower not in holder.words and lower != holder.office:
            country = country_of(lower) if lower in demonyms() else country_of(word)
            if country is None or country not in known:
                return False
    return True


def _moved(reading: Reading, home: Mapping[str, str], by_id: Mapping[str, Mention]) -> Reading:
    """Give the mentions of each description to its person; other descriptions keep their own entity."""
    entities = {entity.id: entity for entity in reading.entities}
    for source, target in home.items():
        both = {*entities[target].mentions, *entities[source].mentions}
        ordered = sorted(both, key=lambda one: (by_id[one].span.start, by_id[one].span.end))
        entities[target] = replace(entities[target], mentions=tuple(ordered))
    mentions = tuple(
        replace(mention, entity=home.get(mention.entity or "", mention.entity)) for mention in reading.mentions
    )
    kept = tuple(
        replace(entity, part_of=home.get(entity.part_of or "", entity.part_of))
        for id, entity in sorted(entities.items())
        if id not in home
    )
    return replace(reading, mentions=mentions, entities=kept)


# --------------------------------------------------------------------------------------------- documents


def with_authors(reading: Reading) -> Reading:
    """Return the reading where a statement, letter or video that speaks belongs to whoever made it, if that is said."""
    entities = {entity.id: entity for entity in reading.entities}
    by_id = {mention.id: mention for mention in reading.mentions}
    speaking = {attribution.speaker for attribution in reading.attributions}
    starts = [sentence.span.start for sentence in reading.sentences]
    for entity in reading.entities:
        document = head_word(entity.name)
        if (
            entity.id not in speaking
            or entity.part_of
            or document not in role_words("documents")
            or not entity.mentions
        ):
            continue
        found = (_author(reading, document, by_id[one].span, starts) for one in entity.mentions)
        maker, evidence = next((one for one in found if one is not None), (entity.id, None))
        if maker != entity.id and evidence is not None:
            entities[entity.id] = replace(entity, part_of=maker, part_of_evidence=replace(evidence, text=None))
    return replace(reading, entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)))


def _author(reading: Reading, document: str, at: Span, starts: Sequence[int]) -> tuple[str, Span] | None:
    """Return who made the document that stands at a place, with the words that say so."""
    said = _made(reading, document, at.start, starts)
    if said is not None and said.speaker is not None and said.cue is not None:
        return said.speaker, said.cue
    return _maker(reading, document, at.end, starts)


def _made(reading: Reading, document: str, at: int, starts: Sequence[int]) -> Attribution | None:
    """Return the last attribution before whose speaker spoke "in a statement"."""
    here = bisect_right(starts, at)
    for attribution in reversed(reading.attributions):
        cue = attribution.cue
        if cue is None or cue.start >= at or attribution.speaker is None or attribution.inside:
            continue
        if here - bisect_right(starts, cue.start) > NEAR_DOCUMENT:
            return None
        behind = reading.report.text[cue.start : cue.end + 40].split("\n")[0].lower()
        if re.search(rf"\b(?:in|on|with|via)\s+(?:an?|the|his|her|its|their)\s+(?:\w+\s+){{0,2}}{document}\b", behind):
            return attribution
    return None


def _maker(reading: Reading, document: str, before: int, starts: Sequence[int]) -> tuple[str, Span] | None:
    """Return who is said to have made, sent or shown such a document, the last time before, and the verb that says so.

    "The party answered with an advertisement" and "Ruiz wrote in a letter" count, "Ruiz read a letter" does not.
    """
    syntax, index = parse_of(reading), MentionIndex(reading.mentions)
    kin = frozenset(table("roles")["same_document"].get(document, (document,)))
    oldest = starts[max(0, bisect_right(starts, before) - 1 - NEAR_DOCUMENT)]
    for noun in reversed(syntax.inside(oldest, before)):
        if syntax.lower[noun] not in kin:
            continue
        verb = syntax.heads[noun]
        subject = syntax.subject(verb, syntax.sentence_of(verb)) if _makes(syntax, noun, verb) else None
        if subject is not None:
            at = syntax.spans[subject][0]
            wide = max(index.touching(at, at + 1), key=lambda m: m.span.end - m.span.start, default=None)
            if wide is not None and wide.entity is not None and wide.kind in _MAKERS:
                return wide.entity, reading.report.span(*syntax.spans[verb])
    return None


def _makes(syntax: Syntax, noun: int, verb: int) -> bool:
    """Tell whether a verb is one of making its object, or of answering or speaking with it."""
    label, form = syntax.labels[noun].split(":")[0], syntax.lower[verb]
    if label == "obj":
        return form in _forms("makes")
    cases = {syntax.lower[child] for child in syntax.children[noun] if syntax.labels[child] == "case"}
    return label == "obl" and bool(cases & {"with", "in", "via", "through"}) and form in _forms("answers")


@functools.cache
def _forms(name: str) -> frozenset[str]:
    """Return the forms of the verbs of one list of ``resources/roles.yaml``."""
    return frozenset(form for verb in table("roles")[name] for form in (verb, *forms_of(verb)))
