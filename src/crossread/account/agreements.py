"""What was agreed: its name as reported, its parties and mediators, its terms."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from crossread.account.timeline import is_background
from crossread.model import Agreement, Claim, Entity, Interval, Modality, Reading, Story, short_hash
from crossread.tables import table

__all__ = ["find_agreements"]

# How far from the noun its verb may stand, in characters: a short clause ("the two sides, X said, signed").
NEAR = 60
# Who agrees to something promises it, and "the truce commits the army" is a promise too; what may be is no term.
_SPOKEN_OF: frozenset[Modality] = frozenset(("happened", "planned", "demanded", "promised"))
_MADE: frozenset[Modality] = frozenset(("happened", "promised"))


def find_agreements(
    claims: Sequence[Claim], entities: Sequence[Entity], readings: Sequence[Reading], story: Story
) -> tuple[Agreement, ...]:
    """Return the agreements that claims speak of as made; earlier ones (background) are left out.

    Where a report speaks of "the agreement" and the story knows one of a named kind, it is that one.
    """
    current = [claim for claim in claims if not (claim.when and is_background(claim.when, story.first))]
    kinds: list[list[str]] = table("account")["agreements"]
    by_kind: dict[int, list[Claim]] = {}
    for claim in current:
        number = _kind_of(claim.text, kinds)
        if number is not None and claim.modality in _SPOKEN_OF:
            by_kind.setdefault(number, []).append(claim)
    named = [number for number in by_kind if number != len(kinds) - 1]
    if len(named) == 1:
        by_kind[named[0]] += by_kind.pop(len(kinds) - 1, [])
    texts = {reading.report.id: reading.report.text for reading in readings}
    found = []
    for number, group in sorted(by_kind.items()):
        if any(_is_made(claim, kinds[number]) for claim in group):
            terms = _terms(group, current, texts)
            found.append(_agreement(group, terms, kinds[number], _mediating(group, current, entities), entities))
    return tuple(found)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    return _compiled(tuple(phrases))


@functools.cache
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")\b", re.IGNORECASE)


def _kind_of(text: str, kinds: Sequence[Sequence[str]]) -> int | None:
    return next((number for number, phrases in enumerate(kinds) if _pattern(phrases).search(text)), None)


def _is_made(claim: Claim, phrases: Sequence[str]) -> bool:
    if claim.modality not in _MADE:
        return False
    verbs = _pattern(table("account")["made"])
    return any(
        verbs.search(claim.text, max(0, noun.start() - NEAR), noun.end() + NEAR)
        for noun in _pattern(phrases).finditer(claim.text)
    )


def _agreement(
    claims: Sequence[Claim],
    terms: Sequence[Claim],
    phrases: Sequence[str],
    mediators: Sequence[str],
    entities: Sequence[Entity],
) -> Agreement:
    names = Counter(match.group() for claim in claims for match in _pattern(phrases).finditer(claim.text))
    parties = _parties(claims, phrases, {entity.id: entity for entity in entities})
    return Agreement(
        id=short_hash("g", *sorted(claim.id for claim in claims)),
        # The claims of the looser kind may call it otherwise; one of them at least has the name.
        name=min(names, key=lambda name: (-names[name], name)),
        when=_time_made(claims, phrases),
        parties=tuple(id for id in parties if id not in mediators),
        mediators=tuple(mediators),
        terms=tuple(claim.id for claim in terms),
    )


def _terms(claims: Sequence[Claim], current: Sequence[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """Claims that give a term, and those that go on in the same paragraph with what is to be done."""
    terms = _pattern(table("account")["terms"])
    first = {claim.id for claim in claims if terms.search(claim.text)}
    found: list[Claim] = []
    for claim in sorted(current, key=lambda claim: (claim.span.report, claim.span.start)):
        last = found[-1].span if found else None
        goes_on = (
            last is not None
            and last.report == claim.span.report
            and "\n" not in texts[last.report][last.end : claim.span.start]
            and claim.modality in ("planned", "demanded", "promised")
            and claim.attribution == found[-1].attribution
        )
        if claim.id in first or goes_on:
            found.append(claim)
    return found


def _mediating(claims: Sequence[Claim], current: Sequence[Claim], entities: Sequence[Entity]) -> list[str]:
    by_id = {entity.id: entity for entity in entities}
    reports = {claim.span.report for claim in claims}
    between = [claim for claim in current if claim.span.report in reports and " between " in claim.text]
    return sorted({id for claim in (*claims, *between) for id in _mediators(claim, by_id)})


def _mediators(claim: Claim, by_id: Mapping[str, Entity]) -> list[str]:
    """Those named right behind "brokered by", and those who brokered or mediated."""
    found = []
    for verb in _pattern(table("account")["mediation"]).finditer(claim.text):
        before, behind = claim.text[: verb.start()].rstrip(" -,"), claim.text[verb.end() :]
        passive = re.match(r"\s+by\s+(?:the\s+|this\s+)?", behind)
        for id in (*claim.who, *claim.whom, *claim.where):
            names = _names(by_id.get(id))
            active = before.endswith(names) or (id in claim.who and behind.startswith(" between "))
            if behind[passive.end() :].startswith(names) if passive else active:
                found.append(id)
    return found


def _names(entity: Entity | None) -> tuple[str, ...]:
    return (entity.name, *(alias.name for alias in entity.aliases)) if entity is not None else ()


def _parties(claims: Sequence[Claim], phrases: Sequence[str], by_id: Mapping[str, Entity]) -> tuple[str, ...]:
    """Those that a claim of its making names right before the verb ("Dorva and Upland agreed a truce")."""
    found = set()
    for claim in claims:
        if not _is_made(claim, phrases):
            continue
        for verb in _pattern(table("account")["agreeing"]).finditer(claim.text):
            before = claim.text[max(0, verb.start() - NEAR) : verb.start()]
            found |= {id for id in claim.who if any(name in before for name in _names(by_id.get(id)))}
    return tuple(sorted(found))


def _time_made(claims: Sequence[Claim], phrases: Sequence[str]) -> Interval | None:
    """The time most claims give for its making; none where they differ without a majority."""
    times = [claim.when for claim in claims if claim.when is not None and _is_made(claim, phrases)]
    votes = Counter((when.start, when.end) for when in times)
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return min((when for when in times if (when.start, when.end) == best[0][0]), key=lambda when: str(when.evidence))
