"""Offices of people and whose office a body is, with the words that say so.

``with_roles(reading)`` reads "Kremlin-style" introductions by general patterns: a title before a name
("Varo's Foreign Minister Ana Ruiz"), an apposition behind it (", the mayor of Varo,"), a possessor or an
adjective before an office ("Varo's ministry", "the Varonian army", "the authorities in Varo").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from crossread.model import Entity, Mention, Reading, Role, Span, short_hash
from crossread.names import fold
from crossread.read.mention_index import MentionIndex
from crossread.read.parse import parse_of
from crossread.read.people import bare_name, is_human, is_party_mark, is_plural
from crossread.read.phrases import noun_phrase
from crossread.read.syntax import Syntax
from crossread.read.tagging import Word, tagged
from crossread.read.wordlists import belongs_to, country_of, demonyms, is_capital, role_words, title_length

__all__ = ["with_roles"]

# Before an adjective these make it a people, whose forces are no state's office.
_ETHNIC = frozenset(("ethnic", "local"))
# Those who left a state, or fight it, are not its office either, though they are called after it.
_APART = frozenset(
    (
        "breakaway", "separatist", "separatists", "secessionist", "rebel", "rebels", "insurgent", "exiled",
        "opposition", "dissident", "anti-government", "pro-independence",
    )
)  # fmt: skip
_RELATIVES = frozenset(("who", "whose"))
# What follows the head of a role: whose it is, or only where and when.
_TIE = re.compile(r"(?:,|\s(of|for|in|from|at|to|with|on|since|until|who|whose)\s)")
_start, _end = attrgetter("start"), attrgetter("end")
_GROUPS = frozenset(("group", "description"))
_HOLDERS = frozenset(("place", "organisation", "nationality", "group", "person"))


def with_roles(reading: Reading) -> Reading:
    """Return the reading with roles of persons and ``part_of`` of persons and offices filled in."""
    entities = {entity.id: entity for entity in reading.entities}
    index = MentionIndex(reading.mentions)
    for sentence in reading.sentences:
        inside = index.starting(sentence.span.start, sentence.span.end)
        words = tagged(reading.report.text, sentence.span.start, sentence.span.end)
        for mention in inside:
            if mention.kind == "person" and mention.entity:
                for role in _roles(reading, words, mention, inside):
                    _add_role(entities, mention.entity, role, inside, reading)
            elif mention.kind in {"organisation", "group", "description"} and mention.entity:
                _add_office(entities, mention, inside, words, reading)
    return replace(reading, entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)))


# --------------------------------------------------------------------------------------------- roles


def _roles(reading: Reading, words: Sequence[Word], mention: Mention, inside: Sequence[Mention]) -> list[Span]:
    start = mention.span.end - len(bare_name(mention))
    first = bisect_left(words, start, key=_start)
    last = bisect_right(words, mention.span.end, key=_end)
    if first >= last or words[first].start != start or words[last - 1].end != mention.span.end:
        return []
    title = _title_before(words, first)
    if title is not None and reading.encoded is not None:
        title = _tied_to_name(parse_of(reading), words, title, words[last - 1].end)
    opening = title[0] if title else first
    found = [title, _description_before(words, opening), _apposition(words, _behind_home(words, last))]
    found.append(_party_mark(words, last))
    spans = [(words[a].start, words[b - 1].end) for a, b in (f for f in found if f)]
    others = [other for other in inside if other.entity != mention.entity]
    return [reading.report.span(*_with_whole_name(span, others), words=True) for span in spans]


def _tied_to_name(syntax: Syntax, words: Sequence[Word], title: tuple[int, int], end: int) -> tuple[int, int]:
    """Cut words off the front of a title that hang on something else ("to contact Mr. Ruiz"), and nothing on them."""
    start, stop = title
    while start < stop - 1:
        inside = syntax.inside(words[start].start, words[start].end)
        whole = syntax.inside(words[start].start, end)
        # What the name hangs on the word, or both are said to be the subject of one verb: one of them is misread.
        tied = {syntax.heads[word] for word in whole} | {
            word for word in whole if _is_second_subject(syntax, word, whole)
        }
        if all((syntax.heads[word] in whole or word in tied) and syntax.parts[word] != "VERB" for word in inside):
            break
        start += 1
    return start, stop


def _is_second_subject(syntax: Syntax, word: int, whole: range) -> bool:
    """Tell whether a word is called the subject of a verb that another of these words is called the subject of."""
    role = syntax.labels[word], syntax.heads[word]
    return role[0] == "nsubj" and any((syntax.labels[w], syntax.heads[w]) == role for w in whole if w != word)


def _behind_home(words: Sequence[Word], last: int) -> int:
    """Go past where somebody is from ("Senator Ana Ruiz of Varo, the party's leader")."""
    end = last
    if end + 1 < len(words) and words[end].lower in {"of", "from"} and words[end + 1].tag == "name":
        end += 1
        while end < len(words) and words[end].tag == "name":
            end += 1
    return end if end < len(words) and words[end].text == "," else last


def _with_whole_name(span: tuple[int, int], inside: Sequence[Mention]) -> tuple[int, int]:
    """Reach to the end of a name that a role breaks off in ("a spokesman for Ana A." - "Ruiz")."""
    start, end = span
    ends = [m.span.end for m in inside if start < m.span.start < end <= m.span.end and m.kind in _HOLDERS]
    return start, max(ends, default=end)


def _title_before(words: Sequence[Word], first: int) -> tuple[int, int] | None:
    """Read the office right before a name with all that belongs to it ("Varo's former Foreign Minister")."""
    length = title_length(words, first - 1, backwards=True) if first else 0
    if not length:
        return None
    start = first - length
    while start > 0:
        before = words[start - 1]
        owner = before.tag == "poss" or before.tag == "name" or before.lower in demonyms()
        if start == 1 and before.lower == "then":
            break
        if not (owner or before.lower in role_words("title_modifiers") or before.tag == "noun"):
            break
        start -= 1
    while start < first - length and words[start].tag == "poss" and not words[start].text[0].isalpha():
        start += 1
    return start, first


def _description_before(words: Sequence[Word], first: int) -> tuple[int, int] | None:
    """Read "The human rights ombudsman in Varo, NAME" and "Varo's ombudsman, NAME"."""
    if first < 2 or words[first - 1].text != ",":
        return None
    start = first - 1
    while start > 0 and words[start - 1].tag in {"noun", "name", "prep", "poss", "number"}:
        start -= 1
    opened = start > 0 and words[start - 1].tag in {"det", "poss"}
    owned = any(word.tag == "poss" for word in words[start + 1 : first - 1])
    if start >= first - 1 or not (opened or owned) or words[start].tag in {"prep", "poss"}:
        return None
    return (start, first - 1) if _has_office(words[start : first - 1]) else None


def _apposition(words: Sequence[Word], last: int) -> tuple[int, int] | None:
    """Read "NAME, the mayor of Varo," and "NAME, mayor of Varo,"."""
    if last + 1 >= len(words) or words[last].text != ",":
        return None
    start = last + 1
    if words[start].tag == "det":
        start += 1
    end = noun_phrase(words, start)
    closed = end >= len(words) or words[end].text in {",", ".", ";", ")", "("} or words[end].lower in _RELATIVES
    told = end > start and (_has_office(words[start:end]) or _is_one(words[start:end]))
    return (start, end) if told and closed else None


def _party_mark(words: Sequence[Word], last: int) -> tuple[int, int] | None:
    """Read the party and region behind a lawmaker's name: "(D-Varo)", ", R-Varo."."""
    if last + 1 < len(words) and words[last].text in {"(", ","} and is_party_mark(words[last + 1].text):
        return last + 1, last + 2
    return None


def _has_office(words: Sequence[Word]) -> bool:
    return any(title_length(words, at) for at in range(len(words)))


def _is_one(words: Sequence[Word]) -> bool:
    """Tell whether a description is of one person, by its head."""
    cut = next((n for n, word in enumerate(words) if word.tag in {"prep", "rel", "punct"}), len(words))
    head = words[cut - 1].lower if cut else ""
    return is_human(head) and not is_plural(head)


def _add_role(
    entities: dict[str, Entity], person: str, role: Span, inside: Sequence[Mention], reading: Reading
) -> None:
    entity = entities[person]
    known = {fold(old.span.text or "") for old in entity.roles}
    if fold(role.text or "") not in known:
        entity = replace(entity, roles=(*entity.roles, Role(span=role)))
    if entity.part_of is None and (reach := _speaks_for(role.text or "")):
        last = role.start + reach
        holder = next(
            (m for m in inside if m.kind in _HOLDERS and role.start <= m.span.start and m.span.end <= last), None
        )
        home = _home(entities, holder, reading) if holder else None
        if home is not None and home != person:
            entity = replace(entity, part_of=home, part_of_evidence=replace(role, text=None))
    entities[person] = entity


def _speaks_for(role: str) -> int:
    """Return up to which letter of a role stands for whom its holder speaks; nought where it is for nobody."""
    lower = role.lower()
    if any(word in lower.split() for word in ("former", "ex-", "late", "outgoing")):
        return 0
    tie = _TIE.search(lower)
    head = lower[: tie.start()] if tie else lower
    if not any(head == office or head.endswith(f" {office}") for office in role_words("speaks_for")):
        return 0
    return len(lower) if tie is None or tie[1] in {"of", "for"} else len(head)


# ------------------------------------------------------------------------------------------- offices


def _add_office(
    entities: dict[str, Entity],
    mention: Mention,
    inside: Sequence[Mention],
    words: Sequence[Word],
    reading: Reading,
) -> None:
    """Tell whose office a body is by the holder's name, adjective or place inside or right before it."""
    entity = entities[mention.entity or ""]
    if entity.part_of is not None:
        return
    first = bisect_left(words, mention.span.start, key=_start)
    within = words[first : bisect_right(words, mention.span.end, lo=first, key=_end)]
    holder = _demonym_holder(within) or _named_holder(within, mention, inside)
    if holder is None:
        home = _party_home(within, entities) if mention.kind in _GROUPS else None
    elif isinstance(holder, str):
        home = _country_home(entities, holder, reading)
    else:
        home = _home(entities, holder, reading)
    if home is not None and home != entity.id:
        evidence = replace(mention.span, text=None)
        entities[entity.id] = replace(entity, part_of=home, part_of_evidence=evidence)


def _party_home(within: Sequence[Word], entities: Mapping[str, Entity]) -> str | None:
    """Return the party whose members "Harbourite lawmakers" are, where the report names just one that is so called."""
    words = [word for word in within if word.tag != "det"]
    if len(words) < 2 or not words[0].text[0].isupper() or not is_plural(words[-1].text):
        return None
    stem = _stem(words[0].lower)
    named = [
        entity.id
        for entity in entities.values()
        if entity.kind in {"organisation", "group"} and _is_party(fold(entity.name).split(), stem)
    ]
    return named[0] if len(named) == 1 else None


def _is_party(name: Sequence[str], stem: str) -> bool:
    """Tell whether a name is the adjective's party ("Democratic Party") or its members ("the Democrats")."""
    return bool(name) and _stem(name[0]) == stem and (len(name) == 1 or name[1:] == ["party"])


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("ic").removesuffix("al")


def _demonym_holder(within: Sequence[Word]) -> str | None:
    """Return the adjective of "Varonian Defense Ministry"; "ethnic Varonian forces" are nobody's office."""
    if any(word.lower in _APART for word in within):
        return None
    for number, word in enumerate(within[:-1]):
        if demonyms().get(word.lower) and word.text[0].isupper():
            ethnic = number > 0 and within[number - 1].lower in _ETHNIC
            return None if ethnic or not _is_office(within[number + 1 :]) else word.text
        if word.tag not in {"det", "adv"} and word.lower not in role_words("title_modifiers"):
            return None
    return None


def _is_office(words: Sequence[Word]) -> bool:
    head = [word.lower for word in words if word.tag not in {"prep"}]
    cut = next((n for n, word in enumerate(words) if word.tag == "prep"), len(words))
    head = [word.lower for word in words[:cut]]
    return any(" ".join(head[-length:]) in role_words("offices") for length in (1, 2, 3) if len(head) >= length)


def _named_holder(within: Sequence[Word], mention: Mention, inside: Sequence[Mention]) -> Mention | None:
    """Return the name of "Varo's ministry", "the Varo authorities" and "the authorities in Varo"."""
    inner = [
        m for m in inside
        if m.id != mention.id and mention.span.start <= m.span.start and m.span.end <= mention.span.end
        and m.kind in {"place", "organisation", "person", "nationality"}
    ]  # fmt: skip
    if len(inner) != 1:
        return None
    name = inner[0]
    apart = name.kind == "nationality" and any(w.lower in _APART for w in within)
    if apart or any(w.lower in _ETHNIC and 0 < name.span.start - w.end <= 1 for w in within):
        return None
    if name.span.end >= mention.span.end:
        before = [w for w in within if w.end <= name.span.start]
        tied = (before and before[-1].lower in {"in", "of"}) or (len(before) > 1 and before[-2].lower in {"in", "of"})
        return name if tied and _is_office(before) else None
    behind = [w for w in within if w.start >= name.span.end]
    return name if _is_office(behind) else None


def _home(entities: dict[str, Entity], holder: Mention, reading: Reading) -> str | None:
    """Return the entity a holder stands for; an adjective stands for its country."""
    if holder.kind in {"nationality", "group"}:
        return _country_home(entities, holder.span.text or "", reading)
    return holder.entity


def _country_home(entities: dict[str, Entity], adjective: str, reading: Reading) -> str | None:
    """Return the country of an adjective, made from the list where the report never names it."""
    country = country_of(adjective)
    if country is None:
        makers = [e.id for e in entities.values() if e.kind == "place" and belongs_to(adjective, e.name)]
        return makers[0] if len(makers) == 1 else None
    named = [
        e for e in entities.values() if e.kind == "place" and country_of(e.name) == country and not is_capital(e.name)
    ]
    if named:
        return named[0].id
    made = Entity(id=short_hash("e", reading.report.id, "country", country), name=country, kind="place")
    entities.setdefault(made.id, made)
    return made.id
