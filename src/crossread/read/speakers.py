"""Who the mentions are and who speaks: ``resolve_entities(reading)``.

Every attribution with a source gets the entity of its speaker, or stays without one where two would fit.
Pronouns go back to the last speaker or the only fitting name nearby; a capital that speaks for a government
stays a place, and belongs to its country.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossread.model import Attribution, Entity, Mention, MentionKind, Reading, Sentence, Span, short_hash
from crossread.names import fold
from crossread.read.dual_names import with_dual_names
from crossread.read.entities import cluster, head_word
from crossread.read.roles import with_roles
from crossread.read.tagging import tagged
from crossread.read.wordlists import country_of, is_capital
from crossread.tables import table

__all__ = ["resolve_entities"]

_PRONOUNS: Mapping[str, frozenset[MentionKind]] = {
    "he": frozenset(("person", "description")),
    "she": frozenset(("person", "description")),
    "it": frozenset(("organisation", "place", "group")),
    "they": frozenset(("group", "organisation", "description", "nationality")),
}
# Cues, or their particles, that are followed by whom the words are for.
_LISTENED_TO = frozenset(
    (
        "told",
        "tell",
        "tells",
        "telling",
        "informed",
        "assured",
        "reminded",
        "asked",
        "urged",
        "warned",
        "to",
        "on",
        "upon",
    )
)
_RELATIVES = frozenset(("who", "which", "that"))
# Characters of "the " before a head.
LONGEST_ARTICLE = 4
_SPEAKER_KINDS = frozenset(("person", "organisation", "group", "place", "description", "nationality"))


def resolve_entities(reading: Reading) -> Reading:
    """Return the reading with entities, roles, parties, stated second names, speakers and addressees."""
    reading = cluster(_with_source_mentions(reading))
    reading = with_dual_names(with_roles(reading))
    return _with_capitals(_with_speakers(reading))


# ------------------------------------------------------------------------------------ sources as mentions


def _with_source_mentions(reading: Reading) -> Reading:
    """Make a description of every source that holds no mention and is no pronoun ("the report")."""
    added = []
    for attribution in reading.attributions:
        source = attribution.source
        if source is None or _has_head(reading, source):
            continue
        words = tagged(reading.report.text, source.start, source.end)
        if len(words) == 1 and (words[0].tag in {"pron", "rel", "det"} or words[0].lower in _lone()):
            continue
        identity = short_hash("m", reading.report.id, source.start, source.end, "description")
        added.append(Mention(id=identity, span=source, kind="description"))
    unique = {mention.id: mention for mention in (*reading.mentions, *added)}
    return replace(reading, mentions=tuple(sorted(unique.values(), key=lambda m: (m.span.start, -m.span.end))))


def _has_head(reading: Reading, source: Span) -> bool:
    """Tell whether a mention can be the head of the source: it opens it, or is the person it names."""
    for mention in reading.mentions:
        if not source.overlaps(mention.span) or _owned(reading, mention):
            continue
        opens = mention.span.start - source.start <= LONGEST_ARTICLE
        if opens or (mention.kind == "person" and not _hangs(reading, mention)):
            return True
    return False


def _hangs(reading: Reading, mention: Mention) -> bool:
    """Tell whether a preposition stands before: the spokesman of Ruiz is not Ruiz."""
    before = reading.report.text[max(0, mention.span.start - 6) : mention.span.start].split()
    return bool(before) and before[-1].lower() in {"of", "for", "to", "by", "with", "from"}


def _lone() -> frozenset[str]:
    return frozenset(table("grammar")["lone_pronouns"])


# ------------------------------------------------------------------------------------------ speakers


def _with_speakers(reading: Reading) -> Reading:
    done: list[Attribution] = []
    for attribution in reading.attributions:
        speaker = _speaker(reading, attribution, done)
        addressee = _addressee(reading, attribution)
        done.append(replace(attribution, speaker=speaker, addressee=addressee if addressee != speaker else None))
    return replace(reading, attributions=tuple(done))


def _speaker(reading: Reading, attribution: Attribution, before: Sequence[Attribution]) -> str | None:
    source = attribution.source
    if source is None:
        return None
    words = (source.text or "").lower().split()
    if words and words[0] in _PRONOUNS and len(words) == 1:
        return _of_pronoun(reading, attribution, _PRONOUNS[words[0]], before)
    if words and words[0] in _RELATIVES and len(words) == 1:
        return _antecedent(reading, source)
    return _of_phrase(reading, source)


def _of_phrase(reading: Reading, source: Span) -> str | None:
    """Return the head of a source: the person it names, else the mention that fills it."""
    inside = [m for m in reading.mentions if source.overlaps(m.span) and m.kind in _SPEAKER_KINDS]
    inside = [m for m in inside if m.span.start >= source.start - 4 and m.span.end <= source.end + 1]
    wide = [m for m in inside if not any(o is not m and o.span.covers(m.span) and o.span != m.span for o in inside)]
    people = [m for m in wide if m.kind == "person" and not _owned(reading, m) and not _hangs(reading, m)]
    if people:
        distinct = {mention.entity for mention in people}
        return distinct.pop() if len(distinct) == 1 else None
    heads = [mention for mention in wide if mention.kind != "nationality"] or wide
    if len(heads) > 1:
        first = [mention for mention in heads if mention.span.start - source.start <= LONGEST_ARTICLE]
        joined = " and " in (source.text or "")
        heads = first if len(first) == 1 and not joined else []
    return heads[0].entity if len(heads) == 1 else None


def _owned(reading: Reading, mention: Mention) -> bool:
    """Tell whether a possessive s follows: "Ruiz's office" is not Ruiz."""
    return reading.report.text[mention.span.end : mention.span.end + 2] in {"'s", "’s"}


def _antecedent(reading: Reading, source: Span) -> str | None:
    ending = [m for m in reading.mentions if 0 < source.start - m.span.end <= 2]
    wide = max(ending, key=lambda m: m.span.end - m.span.start, default=None)
    return wide.entity if wide else None


def _of_pronoun(
    reading: Reading, attribution: Attribution, kinds: frozenset[MentionKind], before: Sequence[Attribution]
) -> str | None:
    """Go back to the last speaker, else to the only fitting mention of this or the sentence before."""
    at = attribution.source.start if attribution.source else 0
    number = _sentence_at(reading.sentences, at)
    plural = (attribution.source.text or "").lower() == "they" if attribution.source else False
    suits = {
        e.id for e in reading.entities if e.kind in kinds and (e.kind != "description" or _is_plural(e.name) == plural)
    }
    host = next((a for a in before if a.id == attribution.inside), None)
    if host is not None:
        return _of_nested_pronoun(reading, at, number, kinds, host.speaker if host.speaker in suits else None)
    for other in reversed(before):
        there = _sentence_at(reading.sentences, other.content[0].start)
        near = number - there <= 2 and reading.sentences[there].section == reading.sentences[number].section
        if other.inside is None and near and other.speaker in suits:
            return other.speaker
        if not near:
            break
    same_entry = number and reading.sentences[number - 1].section == reading.sentences[number].section
    for first in (number, number - 1) if same_entry else (number,):
        fitting = _fitting(reading, first, number, at, kinds) & suits
        if fitting:
            return fitting.pop() if len(fitting) == 1 else None
    return None


def _of_nested_pronoun(
    reading: Reading, at: int, number: int, kinds: frozenset[MentionKind], outer: str | None
) -> str | None:
    """Inside another's words a pronoun is the only other one named before it, else the outer speaker."""
    others = _fitting(reading, number, number, at, kinds) - {outer}
    if len(others) == 1:
        return others.pop()
    return outer if not others else None


def _is_plural(name: str) -> bool:
    head = head_word(name)
    return head.endswith("s") or head in {"people", "police", "men", "women", "staff", "media"}


def _fitting(reading: Reading, first: int, last: int, at: int, kinds: frozenset[MentionKind]) -> set[str]:
    if first < 0:
        return set()
    start = reading.sentences[first].span.start
    limit = min(at, reading.sentences[last].span.end)
    wanted = (
        kinds - {"place"}
        if any(_is_body(m, kinds) for m in reading.mentions if start <= m.span.start < limit)
        else kinds
    )
    return {m.entity for m in reading.mentions if m.entity and m.kind in wanted and start <= m.span.start < limit}


def _is_body(mention: Mention, kinds: frozenset[MentionKind]) -> bool:
    return "organisation" in kinds and mention.kind == "organisation"


def _sentence_at(sentences: Sequence[Sentence], at: int) -> int:
    return next((n for n, s in enumerate(sentences) if s.span.start <= at < s.span.end), 0)


def _addressee(reading: Reading, attribution: Attribution) -> str | None:
    """Return whom a cue that takes a listener is followed by ("told reporters")."""
    cue = attribution.cue
    if cue is None:
        return None
    last = (cue.text or "").split()[-1].lower()
    if last not in _LISTENED_TO:
        return None
    gap = reading.report.text[cue.end : cue.end + 5]
    reach = 1 + len("the ") if gap.lower().startswith(" the ") else 1
    near = [m for m in reading.mentions if 0 < m.span.start - cue.end <= reach]
    wide = max(near, key=lambda mention: mention.span.end - mention.span.start, default=None)
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
