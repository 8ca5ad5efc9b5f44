"""Which mentions of one report stand for the same person, body or place: ``cluster(reading)``.

Names meet when they are the same after folding; a surname joins a full name only where one person of the
report has it, else it is refused. Descriptions of unnamed people are never merged, but "the official" goes
back to "a senior official" where that is the only one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossread.model import Alias, Entity, Mention, MentionKind, Reading, Span, short_hash
from crossread.names import fold, is_short_of, normalise
from crossread.read.people import bare_name, head_word, is_plural, people_keys, unnamed_people
from crossread.read.wordlists import country_of, demonyms, is_capital, role_words

__all__ = ["cluster"]

_POSSESSIVE = re.compile(r"^(?:his|her|its|their|our|my|your)\b", re.I)
_DEFINITE = re.compile(r"^(?:the|this|that|these|those)\b", re.I)
_AFTER_HEAD = re.compile(r"\s+(?:of|in|for|from|at|with)\s.*$", re.S)
# Characters back from "the office" within which one such body is meant though others stand further off.
NEAR_BODY = 500
# Which kinds a name may change to when the same name is read with two kinds in one report.
_STRONG: tuple[MentionKind, ...] = ("place", "organisation", "person", "facility", "event", "group", "work")


def cluster(reading: Reading) -> Reading:
    """Return the reading with entities, and with the entity of every mention that can be told."""
    mentions = _settle_kinds(reading.mentions)
    keys = _keys(reading.report.text, mentions)
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        key = keys.get(mention.id)
        if key is not None:
            grouped.setdefault(key, []).append(mention)
    entities = [_entity(reading.report.id, key, members) for key, members in grouped.items()]
    home = {mention: entity.id for entity in entities for mention in entity.mentions}
    placed = tuple(Mention(id=m.id, span=m.span, kind=m.kind, entity=home.get(m.id)) for m in mentions)
    return replace(reading, mentions=placed, entities=tuple(sorted(entities, key=lambda entity: entity.id)))


def _settle_kinds(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give one name one kind: the one it is read with most often, listed or full names deciding first."""
    votes: dict[str, Counter[MentionKind]] = {}
    for mention in mentions:
        if mention.kind in _STRONG:
            votes.setdefault(fold(mention.span.text or ""), Counter())[mention.kind] += 1
    best = {name: max(counts, key=lambda one, counts=counts: (counts[one], -_STRONG.index(one)))  # type: ignore[misc]
            for name, counts in votes.items() if len(counts) > 1}  # fmt: skip
    return tuple(
        replace(mention, kind=best[name])
        if mention.kind in _STRONG and (name := fold(mention.span.text or "")) in best
        else mention
        for mention in mentions
    )


# --------------------------------------------------------------------------------------------- keys


def _keys(text: str, mentions: Sequence[Mention]) -> dict[str, str | None]:
    """Return the cluster key of every mention; None = refused."""
    people = people_keys(text, [m for m in sorted(mentions, key=lambda m: m.span.start) if m.kind == "person"])
    places = {fold(m.span.text or ""): m.span.text or "" for m in mentions if m.kind == "place"}
    found: dict[str, str | None] = {}
    described: list[Mention] = []
    for mention in mentions:
        name = fold(mention.span.text or "")
        if mention.kind == "person":
            found[mention.id] = people[mention.id]
        elif mention.kind == "place":
            found[mention.id] = f"place {_whole_place(name, places)}"
        elif mention.kind == "nationality":
            form = "people" if name.endswith(("s", "men")) else "nationality"
            found[mention.id] = f"{form} {_people_key(name)}"
        elif mention.kind == "description" or _POSSESSIVE.match(mention.span.text or ""):
            found[mention.id] = _described_key(mention, described, found)
            described.append(mention)
        elif mention.kind == "organisation" and (key := _same_head(mention, mentions, found)) is not None:
            found[mention.id] = key
        else:
            found[mention.id] = f"{mention.kind} {name}"
    return found


def _same_head(mention: Mention, mentions: Sequence[Mention], keys: Mapping[str, str | None]) -> str | None:
    """Let a bare "the office" stand for the body before it that ends so ("the mayor's office"), if one or one near."""
    words = (mention.span.text or "").split()
    if len(words) != 2 or words[0].lower() != "the" or not words[1].islower():
        return None
    earlier = {
        keys[m.id]: m.span.end for m in sorted(mentions, key=lambda m: m.span.end)
        if m.kind == "organisation" and m.span.end <= mention.span.start and m.id in keys
        and head_word(m.span.text or "") == words[1] and len((m.span.text or "").split()) > 1
    }  # fmt: skip
    near = [key for key, end in earlier.items() if mention.span.start - end < NEAR_BODY]
    return near[0] if len(near) == 1 else next(iter(earlier)) if len(earlier) == 1 else None


def _whole_place(name: str, places: Mapping[str, str]) -> str:
    """Take the last part of a hyphenated place for the place where only one has it."""
    country = country_of(name)
    if country is not None and not is_capital(name):
        return fold(country)
    whole = [full for full, written in places.items() if "-" in written and is_short_of(name, full)]
    return whole[0] if len(whole) == 1 else name


def _people_key(name: str) -> str:
    country = demonyms().get(name)
    return fold(country) if country else name.removesuffix("s")


def _described_key(mention: Mention, before: Sequence[Mention], keys: Mapping[str, str | None]) -> str:
    """Let "the official" stand for the only official described before; keep all others apart."""
    words = mention.span.text or ""
    if (_DEFINITE.match(words) and not _AFTER_HEAD.search(words)) or _is_crowd(words):
        head = head_word(words)
        earlier = {keys[other.id] for other in before if head_word(other.span.text or "") == head}
        if len(earlier) == 1 and (key := earlier.pop()) is not None:
            return key
    return f"description {mention.id}"


def _is_crowd(words: str) -> bool:
    """Tell whether people are named by their noun alone, many of them: "pirates", but not "officials", who speak."""
    return words.isalpha() and is_plural(words) and words.lower() in unnamed_people() - role_words("anonymous")


# ------------------------------------------------------------------------------------------ entities


def _entity(report: str, key: str, members: Sequence[Mention]) -> Entity:
    if len(members) == 1:  # most are named once
        (first,) = members
        kind, name = first.kind, normalise(bare_name(first))
    else:
        first = min(members, key=lambda member: (member.span.start, member.span.end))
        kind = Counter(member.kind for member in members).most_common(1)[0][0]
        name = _name(Counter(normalise(bare_name(member)) for member in members), kind)
    named = kind not in {"description"} and not _POSSESSIVE.match(name)
    return Entity(
        id=short_hash("e", report, key, first.span.start),
        name=name,
        kind=kind,
        aliases=_aliases(name, members) if named and len(members) > 1 else (),
        mentions=tuple(member.id for member in sorted(members, key=lambda m: (m.span.start, m.span.end))),
    )


def _name(forms: Counter[str], kind: MentionKind) -> str:
    """Return the form most used; for a person the full one, and for equals the longest."""
    candidates = [form for form in forms if " " in form] if kind == "person" else []
    return max(candidates or forms, key=lambda form: (forms[form], len(form), form))


def _aliases(name: str, members: Sequence[Mention]) -> tuple[Alias, ...]:
    evidence: dict[str, list[Span]] = {}
    for member in members:
        form = normalise(bare_name(member))
        if form != name:
            evidence.setdefault(form, []).append(
                Span(report=member.span.report, start=member.span.start, end=member.span.end)
            )
    return tuple(Alias(name=form, evidence=tuple(spans)) for form, spans in sorted(evidence.items()))
