"""Who the mentions are and who speaks: ``resolve_entities(reading)``.

Every attribution with a source gets the entity of its speaker, or stays without one where two would fit.
Pronouns go back to the last speaker or the only fitting name nearby; a capital that speaks for a government
stays a place, and belongs to its country.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossread.model import Attribution, Entity, Mention, Reading, Span, short_hash
from crossread.names import fold
from crossread.read.coreference import resolve_pronouns
from crossread.read.described import with_authors, with_described
from crossread.read.dual_names import with_dual_names
from crossread.read.entities import cluster
from crossread.read.listeners import addressee_of
from crossread.read.mention_index import MentionIndex
from crossread.read.parse import parse_of
from crossread.read.people import head_word, words_of
from crossread.read.roles import with_roles
from crossread.read.scene import is_pronoun
from crossread.read.tagging import tagged
from crossread.read.wordlists import country_of, is_capital
from crossread.tables import table

__all__ = ["named_speakers", "resolve_entities"]

_FIRST_PERSON = frozenset(("i", "we", "us", "me"))
_NAMES = frozenset(("person", "organisation", "place", "nationality"))
# Kinds of mentions that are the head where a source ends with them ("Mayor Ruiz's office").
_ENDING = frozenset(("organisation", "group", "description"))
_RELATIVES = frozenset(("who", "which", "that"))
# Words between two people of a source: joined they are two speakers; tied, the second says more of the first.
_JOIN, _TIE = re.compile(r"\b(?:and|or)\b|&|^,\s*$", re.I), re.compile(r"\b(?:of|for|to|who|whose|with|by|in|at)\b")
_AND = re.compile(r",?\s+(?:and|or)\s", re.I)
# Characters of "the " before a head.
LONGEST_ARTICLE = 4
_SPEAKER_KINDS = frozenset(("person", "organisation", "group", "place", "description", "nationality"))


def resolve_entities(reading: Reading) -> Reading:
    """Return the reading with entities, roles, parties, stated second names, speakers and addressees."""
    reading = cluster(_with_source_mentions(reading))
    reading = with_described(with_dual_names(with_roles(reading)))
    return _with_capitals(with_authors(_with_speakers(reading)))


# ------------------------------------------------------------------------------------ sources as mentions


def _with_source_mentions(reading: Reading) -> Reading:
    """Make a description of every source that holds no mention and is no pronoun ("the report")."""
    added = []
    index = MentionIndex(reading.mentions)
    for attribution in reading.attributions:
        source = attribution.source
        if source is None or _has_head(reading, index, source):
            continue
        words = tagged(reading.report.text, source.start, source.end)
        if len(words) == 1 and (words[0].tag in {"pron", "rel", "det"} or words[0].lower in _lone()):
            continue
        identity = short_hash("m", reading.report.id, source.start, source.end, "description")
        added.append(Mention(id=identity, span=source, kind="description"))
    unique = {mention.id: mention for mention in (*reading.mentions, *added)}
    return replace(reading, mentions=tuple(sorted(unique.values(), key=lambda m: (m.span.start, -m.span.end))))


def _has_head(reading: Reading, index: MentionIndex, source: Span) -> bool:
    """Tell whether a mention can be the head of the source: it opens it, or is the person it names."""
    for mention in index.touching(source.start, source.end):
        if _owned(reading, mention) or _modifies(reading, mention, source):
            continue
        opens = mention.span.start - source.start <= LONGEST_ARTICLE
        ends = mention.span.end == source.end and mention.kind in _ENDING and not _hangs(reading, mention)
        if opens or ends or (mention.kind == "person" and not _hangs(reading, mention)):
            return True
    return False


def _modifies(reading: Reading, mention: Mention, source: Span) -> bool:
    """Tell whether a noun follows a name inside the source: "Ruiz aides" are not Ruiz, "Varonian men" not Varo."""
    if mention.kind not in _NAMES or mention.span.end + 1 >= source.end:
        return False
    words = tagged(reading.report.text, mention.span.end, source.end)
    return bool(words) and words[0].start == mention.span.end + 1 and words[0].tag in {"noun", "name"}


def _hangs(reading: Reading, mention: Mention) -> bool:
    """Tell whether a preposition stands before: the spokesman of Ruiz is not Ruiz."""
    before = reading.report.text[max(0, mention.span.start - 6) : mention.span.start].split()
    return bool(before) and before[-1].lower() in {"of", "for", "to", "by", "with", "from"}


def _lone() -> frozenset[str]:
    return frozenset(table("grammar")["lone_pronouns"])


# ------------------------------------------------------------------------------------------ speakers


def named_speakers(reading: Reading) -> dict[str, str]:
    """Return attribution id -> entity for the sources that are no pronoun of the third person."""
    found = {}
    index = MentionIndex(reading.mentions)
    for attribution in reading.attributions:
        source = attribution.source
        if source is None or is_pronoun(source.text or ""):
            continue
        if head_word(source.text or "") in words_of("abstract"):
            continue  # "the talks" say nothing themselves
        relative = (source.text or "").lower() in _RELATIVES
        entity = (_antecedent if relative else _of_phrase)(reading, index, source)
        if entity is not None:
            found[attribution.id] = entity
    return found


def _with_speakers(reading: Reading) -> Reading:
    known = named_speakers(reading)
    pronouns = resolve_pronouns(reading, known)
    speakers: dict[str, str | None] = {a.id: known.get(a.id) or _of_pronoun(a, pronouns) for a in reading.attributions}
    speakers |= _going_on(reading, speakers)
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    index = MentionIndex(reading.mentions)
    done = []
    for attribution in reading.attributions:
        speaker = speakers[attribution.id]
        if speaker is None and attribution.source and (attribution.source.text or "").lower() in _FIRST_PERSON:
            speaker = _host(attribution, by_id, speakers)
        addressee = addressee_of(reading, index, attribution)
        done.append(replace(attribution, speaker=speaker, addressee=addressee if addressee != speaker else None))
    return replace(reading, attributions=tuple(done), pronouns=pronouns)


def _going_on(reading: Reading, speakers: Mapping[str, str | None]) -> dict[str, str]:
    """Return the speakers of quotations that nobody is named for, but that go on with what was quoted just before.

    They stand in the same paragraph, or are the whole of the next one.
    """
    text, found = reading.report.text, {}
    last: tuple[int, str | None] = (-1, None)
    for one in sorted(reading.attributions, key=lambda a: a.content[0].start):
        start, end = one.content[0].start, one.content[-1].end
        if one.source is None and one.cue is None and one.kind == "direct" and last[1] is not None:
            lines = text[last[0] : start].count("\n")
            whole = text[:start].rstrip(" ")[-1:] == "\n" and text[end : end + 2].strip(" ")[:1] in {"\n", ""}
            if not lines or (whole and not text[last[0] : start].strip(" \n.,\"”’'")):
                found[one.id] = last[1]
        if one.kind == "direct" and one.inside is None:
            places = [one.content[-1].end, *(span.end for span in (one.cue, one.source) if span is not None)]
            last = (max(places), speakers.get(one.id) or found.get(one.id))
    return found


def _of_pronoun(attribution: Attribution, pronouns: Mapping[int, str]) -> str | None:
    source = attribution.source
    return pronouns.get(source.start) if source is not None and is_pronoun(source.text or "") else None


def _host(attribution: Attribution, by_id: Mapping[str, Attribution], speakers: Mapping[str, str | None]) -> str | None:
    """Return whose words "I" stands in."""
    host = by_id.get(attribution.inside or "")
    return speakers[host.id] if host is not None else None


def _of_phrase(reading: Reading, index: MentionIndex, source: Span) -> str | None:
    """Return the head of a source: the person it names, else the mention that fills it."""
    inside = [m for m in index.touching(source.start, source.end) if m.kind in _SPEAKER_KINDS]
    inside = [m for m in inside if m.span.start >= source.start - 4 and m.span.end <= source.end + 1]
    wide = [m for m in inside if not any(o is not m and o.span.covers(m.span) and o.span != m.span for o in inside)]
    free = [m for m in wide if not _owned(reading, m) and not _modifies(reading, m, source)]
    people = [m for m in free if m.kind == "person" and not _hangs(reading, m)]
    if people:
        return _one_of(reading, source, people)
    heads = [mention for mention in free if mention.kind != "nationality"] or free
    if len(heads) > 1:
        first = [mention for mention in heads if mention.span.start - source.start <= LONGEST_ARTICLE]
        joined = " and " in (source.text or "")
        heads = first if len(first) == 1 and not joined else []
    if len(heads) != 1 or _AND.match(reading.report.text, heads[0].span.end, source.end):
        return None  # two speak, though only one of them was found
    return heads[0].entity


def _one_of(reading: Reading, source: Span, people: Sequence[Mention]) -> str | None:
    """Return the person a source is about: the first, unless another is joined to it; what follows says more of it."""
    first, *others = sorted(people, key=lambda mention: mention.span.start)
    text = reading.report.text
    if all(mention.entity == first.entity for mention in others):
        return first.entity
    lead = {word.strip(",") for word in text[source.start : first.span.start].lower().split()}
    between = [text[first.span.end : other.span.start] for other in others if other.entity != first.entity]
    joined = any(_JOIN.search(words) and not _TIE.search(words) for words in between)
    return None if joined or lead & {"who", "for", "by", "of"} else first.entity


def _owned(reading: Reading, mention: Mention) -> bool:
    """Tell whether a possessive s follows: "Ruiz's office" is not Ruiz."""
    return reading.report.text[mention.span.end : mention.span.end + 2] in {"'s", "’s"}


def _antecedent(reading: Reading, index: MentionIndex, source: Span) -> str | None:
    """Return whom "who" goes back to: the noun its clause hangs on, else the widest mention right before it."""
    syntax = parse_of(reading)
    for word in syntax.inside(source.start, source.end):
        verb = syntax.heads[word]
        noun = syntax.heads[verb] if syntax.labels[verb] == "acl:relcl" else None
        at = syntax.spans[noun][0] if noun is not None else -1
        over = index.touching(at, at + 1)
        if over:
            return max(over, key=lambda m: m.span.end - m.span.start).entity
    ending = [m for m in index.touching(source.start - 3, source.start) if 0 < source.start - m.span.end <= 2]
    wide = max(ending, key=lambda m: m.span.end - m.span.start, default=None)
    return wide.entity if wide else None


# ------------------------------------------------------------------------------- capitals as speakers


def _with_capitals(reading: Reading) -> Reading:
    """Let a capital that speaks, or whose office speaks, belong to its country, which is then named."""
    entities = {entity.id: entity for entity in reading.entities}
    mentions = {mention.id: mention for mention in reading.mentions}
    speaking = {a.speaker for a in reading.attributions} | {e.part_of for e in reading.entities}
    for entity in reading.entities:
        country = country_of(entity.name) if entity.kind == "place" and entity.id in speaking else None
        if country is None or not is_capital(entity.name) or entity.part_of:
            continue
        evidence = mentions[entity.mentions[0]].span if entity.mentions else None
        home = _country(entities, country, reading)
        if home != entity.id:
            entities[entity.id] = replace(
                entity, part_of=home, part_of_evidence=replace(evidence, text=None) if evidence else None
            )
    return replace(reading, entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)))


def _country(entities: dict[str, Entity], country: str, reading: Reading) -> str:
    for entity in entities.values():
        if entity.kind == "place" and fold(entity.name) == fold(country):
            return entity.id
    made = Entity(id=short_hash("e", reading.report.id, "country", country), name=country, kind="place")
    entities[made.id] = made
    return made.id
