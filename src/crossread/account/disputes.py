"""Where reports and speakers disagree, each dispute with its sides and its cause. There is no winner."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from crossread import amounts, calendar
from crossread.account.points import leans
from crossread.groups import Groups
from crossread.model import (
    Amount,
    Cause,
    Claim,
    Dispute,
    Entity,
    Figure,
    FigureReading,
    Interval,
    Link,
    Point,
    Side,
    short_hash,
)

__all__ = ["find_disputes", "opposed_claims"]

Compared = dict[str, tuple[str, ...]]


def find_disputes(
    points: Sequence[Point],
    claims: Sequence[Claim],
    links: Sequence[Link],
    figures: Sequence[Figure],
    entities: Sequence[Entity],
) -> tuple[Dispute, ...]:
    """Return denials, contradictions, figures that differ, and places with a name for each side."""
    by_id = {claim.id: claim for claim in claims}
    point_of = {id: point for point in points for id in point.claims}
    found = [
        *_opposed(links, point_of, by_id),
        *(dispute for figure in figures for dispute in _figures(figure, by_id)),
        *(dispute for entity in entities for dispute in _naming(entity, entities, claims)),
    ]
    return tuple(sorted({dispute.id: dispute for dispute in found}.values(), key=lambda item: (item.kind, item.id)))


def opposed_claims(disputes: Iterable[Dispute]) -> frozenset[str]:
    """Return the claims that another side denies or contradicts, or whose number it does not share.

    A count that one holder raised is no dispute between holders, nor are two names of one place.
    """
    return frozenset(
        id
        for dispute in disputes
        if dispute.kind != "naming" and dispute.cause != "later_update"
        for side in dispute.sides
        for id in side.claims
    )


# ------------------------------------------------------------------------- denials and contradictions


def _opposed(links: Sequence[Link], point_of: Mapping[str, Point], by_id: Mapping[str, Claim]) -> Iterable[Dispute]:
    """One dispute for all that one question ties together: its charges on one side, what denies them on the other.

    Two reports may word a charge in two ways and the denial in two more; points that merely contradict each other
    make a dispute a pair, unless a denial has already set them against each other.
    """
    kept = [link for link in links if link.left in point_of and link.right in point_of]
    pairs: dict[tuple[Point, Point], Link] = {}
    for link in sorted(kept, key=lambda link: (-link.score, link.left, link.right)):
        if link.relation == "denies":
            charge, denial = (point_of[id] for id in _charge_first(link, by_id))
            if charge.id != denial.id:
                pairs.setdefault((charge, denial), link)
    questions = Groups(point.id for pair in pairs for point in pair)
    for charge, denial in pairs:
        questions.join(charge.id, denial.id)
    for question in questions.all():
        yield _denied({pair: link for pair, link in pairs.items() if pair[0].id in question}, by_id)
    seen = {frozenset((charge.id, denial.id)) for charge, denial in pairs}
    for link in sorted(kept, key=lambda link: (-link.score, link.left, link.right)):
        pair = frozenset((point_of[link.left].id, point_of[link.right].id))
        if link.relation == "contradicts" and len(pair) == 2 and pair not in seen:
            seen.add(pair)
            yield _contradicted(link, point_of, by_id)


def _charge_first(link: Link, by_id: Mapping[str, Claim]) -> tuple[str, str]:
    """Return the claim that is denied and the one that denies it.

    The link's first reason says which is which; of another maker's link, the polarity of its claims.
    """
    if link.reasons[:1] in (("left denies",), ("right denies",)):
        left_denies = link.reasons[0] == "left denies"
    else:
        left_denies = by_id[link.left].polarity == "denied" != by_id[link.right].polarity
    return (link.right, link.left) if left_denies else (link.left, link.right)


def _denied(pairs: Mapping[tuple[Point, Point], Link], by_id: Mapping[str, Claim]) -> Dispute:
    """All charges of one question against all denials; a denial that is denied in turn stays a denial."""
    denials = {denial.id: denial for _, denial in pairs}
    charges = {charge.id: charge for charge, _ in pairs if charge.id not in denials}
    if not charges:
        (charge, denial), *_ = pairs
        charges, denials = {charge.id: charge}, {denial.id: denial}
    links = [link for (charge, _), link in pairs.items() if charge.id in charges]
    best = min(links, key=lambda link: leans(by_id[_charge_first(link, by_id)[0]].text))  # links come best first
    charge_claim, answer = (by_id[id] for id in _charge_first(best, by_id))
    sides = [[by_id[id] for _, point in sorted(side.items()) for id in point.claims] for side in (charges, denials)]
    return Dispute(
        id=short_hash("d", "denies", *sorted((*charges, *denials))),
        about=charge_claim.text,
        kind="denial",
        cause="conflict",
        compared=_compare(charge_claim, answer),
        sides=tuple(_side(group) for group in sides),
    )


def _contradicted(link: Link, point_of: Mapping[str, Point], by_id: Mapping[str, Claim]) -> Dispute:
    one, other = sorted((by_id[link.left], by_id[link.right]), key=lambda claim: claim.polarity == "denied")
    claims, compared = (one, other), _compare(one, other)
    return Dispute(
        id=short_hash("d", "contradicts", *sorted(point_of[claim.id].id for claim in claims)),
        about=one.text,
        kind="contradiction",
        cause=_cause(one, other, compared),
        compared=compared,
        sides=tuple(_side([by_id[id] for id in point_of[claim.id].claims]) for claim in claims),
    )


def _compare(left: Claim, right: Claim) -> Compared:
    compared: Compared = {}
    if left.when and right.when:
        compared["when"] = (_shown(left.when), _shown(right.when))
    if left.polarity != right.polarity:
        compared["polarity"] = (left.polarity, right.polarity)
    return compared


def _cause(left: Claim, right: Claim, compared: Compared) -> Cause:
    """Two claims truly conflict only if they speak of one time; what cannot be compared cannot be told."""
    if "when" not in compared or left.when is None or right.when is None:
        return "cannot_tell"
    if not calendar.compatible(left.when, right.when):
        return "other_time"
    return "conflict"


def _side(claims: Sequence[Claim]) -> Side:
    return Side(
        holders=tuple(sorted({claim.speaker for claim in claims if claim.speaker})),
        claims=tuple(sorted(claim.id for claim in claims)),
        origins=tuple(sorted({claim.origin for claim in claims if claim.origin})),
    )


# ---------------------------------------------------------------------------------------- figures


def _figures(figure: Figure, by_id: Mapping[str, Claim]) -> Iterable[Dispute]:
    """Yield how one holder's count moved, and where the last counts of two holders cannot both be true."""
    held: defaultdict[str, list[FigureReading]] = defaultdict(list)
    for reading in figure.readings:
        # Vague words ("dozens", "several") can stand beside any number and say no other.
        if (reading.amount.low, reading.amount.high) != (None, None) and reading.claim is not None:
            held[_holder(reading)].append(reading)
    for holder, readings in sorted(held.items()):
        steps = _steps(readings)
        named = holder in (readings[0].origin, readings[0].speaker)
        if len(steps) > 1 and (named or _MOVED.search(by_id[holder].text)):
            yield _figure_dispute(figure, steps, "later_update", by_id)
    yield from _between_holders(figure, held, by_id)


def _holder(reading: FigureReading) -> str:
    """Who counted: the origin, else the speaker; where nobody is named each claim speaks for itself."""
    return reading.origin or reading.speaker or reading.claim or ""


# A claim that tells of a count that moved: "had spoken of 14 dead, raised its count to 38".
_MOVED = re.compile(r"\b(?:rais|rose|risen|revis|increas|lower|grew|grown|reduc|(?:up|down) from)", re.IGNORECASE)


def _between_holders(
    figure: Figure, held: Mapping[str, Sequence[FigureReading]], by_id: Mapping[str, Claim]
) -> Iterable[Dispute]:
    """Yield what holders say of one day and cannot both be true; else where their last words stand apart."""
    conflicts: dict[tuple[str, ...], list[list[FigureReading]]] = {}
    for day in sorted({_as_of(reading)[:10] for readings in held.values() for reading in readings} - {""}):
        of_day = [[item for item in held[origin] if _as_of(item).startswith(day)] for origin in sorted(held)]
        sides = _incompatible([_steps(group)[-1] for group in of_day if group])
        if len(sides) > 1:
            conflicts.setdefault(tuple(_numbers_of(sides)), sides)
    last = _incompatible([_steps(held[origin])[-1] for origin in sorted(held)])
    if len(last) > 1 and not conflicts:
        conflicts[tuple(_numbers_of(last))] = last
    for sides in conflicts.values():
        cause = "other_scope" if _counts_otherwise(sides, by_id) else _cause_of(sides)
        yield _figure_dispute(figure, sides, cause, by_id)


# A holder says that it leaves some out: "does not count people who died in hospital".
_LEAVES_OUT = re.compile(
    r"\b(?:(?:does|do|did)\s+not|doesn['’]t|don['’]t|not)\s+(?:count|counting|include|including)\b|"
    r"\b(?:exclud(?:es?|ed|ing)|only\s+count(?:s|ed)?|count(?:s|ed)?\s+only)\b",
    re.IGNORECASE,
)


def _counts_otherwise(sides: Sequence[Sequence[FigureReading]], by_id: Mapping[str, Claim]) -> bool:
    """Tell whether a holder of one side says, in a report that gives its number, whom it does not count."""
    for side in sides:
        holders = {reading.origin for reading in side} - {None}
        reports = {reading.span.report for reading in side}
        for claim in by_id.values():
            said_here = claim.origin in holders and claim.span.report in reports
            if said_here and _LEAVES_OUT.search(claim.text):
                return True
    return False


def _numbers_of(sides: Sequence[Sequence[FigureReading]]) -> list[str]:
    return sorted(f"{side[0].amount.low}..{side[0].amount.high}" for side in sides)


def _steps(readings: Sequence[FigureReading]) -> list[list[FigureReading]]:
    """Readings of one holder by number, in the order of time; readings without a time come first."""
    steps: dict[tuple[float | None, float | None], list[FigureReading]] = {}
    for reading in sorted(readings, key=lambda item: (_as_of(item), item.span.report, item.span.start)):
        steps.setdefault((reading.amount.low, reading.amount.high), []).append(reading)
    return list(steps.values())


def _incompatible(groups: Sequence[list[FigureReading]]) -> list[list[FigureReading]]:
    sides: list[list[FigureReading]] = []
    for group in groups:
        for side in sides:
            if all(amounts.compatible(one.amount, other.amount) for one in group for other in side):
                side.extend(group)
                break
        else:
            sides.append(list(group))
    return sides


def _cause_of(sides: Sequence[Sequence[FigureReading]]) -> Cause:
    """Counts as of one day conflict; of two days, the later one may know more, which nobody here can tell."""
    days = [{_as_of(reading)[:10] for reading in side} for side in sides]
    if any("" in side for side in days):
        return "cannot_tell"
    return "conflict" if set.intersection(*days) else "cannot_tell"


def _figure_dispute(
    figure: Figure, sides: Sequence[Sequence[FigureReading]], cause: Cause, by_id: Mapping[str, Claim]
) -> Dispute:
    times = [sorted({_as_of(reading) for reading in side} - {""}) for side in sides]
    compared: Compared = {"amount": tuple(side[0].span.text or "" for side in sides)}
    if cause == "later_update":
        compared["change"] = tuple(_moves([side[0].amount for side in sides]))
    if all(times):
        compared["as_of"] = tuple(side[0] if len(side) == 1 else f"{side[0]} to {side[-1]}" for side in times)
    return Dispute(
        id=short_hash("d", "figures", figure.id, *(reading.quantity for side in sides for reading in side)),
        about=sides[0][0].span.text or "",
        kind="figures",
        cause=cause,
        compared=compared,
        sides=tuple(_side([by_id[reading.claim] for reading in side if reading.claim]) for side in sides),
    )


def _moves(steps: Sequence[Amount]) -> Iterable[str]:
    """Say each step of a count in words: "rose from 31 to 43", "fell from 15 to 11"."""
    for before, after in pairwise(steps):
        old, new = (amount.low if amount.low is not None else amount.high for amount in (before, after))
        if old is not None and new is not None:
            verb = "rose" if new > old else "fell" if new < old else "stayed"
            yield f"{verb} from {old:,} to {new:,}" if new != old else f"stayed at {old:,}, otherwise put"


def _as_of(reading: FigureReading) -> str:
    return reading.as_of.start if reading.as_of is not None else ""


# ----------------------------------------------------------------------------------------- naming


def _naming(entity: Entity, entities: Sequence[Entity], claims: Sequence[Claim]) -> Iterable[Dispute]:
    """A place or body that two sides call by two names."""
    used = {alias.name: alias for alias in sorted(entity.aliases, key=lambda item: item.name) if alias.used_by}
    if len(used) < 2:
        return
    ids = {name: other.id for other in entities for name in (other.name, *(alias.name for alias in other.aliases))}
    sides = []
    for alias in used.values():
        stands_in = [claim for claim in claims if any(claim.span.covers(span) for span in alias.evidence)]
        holders = tuple(sorted({ids[user] for user in alias.used_by if user in ids}))
        sides.append(Side(holders=holders, claims=tuple(sorted(claim.id for claim in stands_in))))
    yield Dispute(
        id=short_hash("d", "naming", entity.id),
        about=" / ".join(sorted(used)),
        kind="naming",
        cause="conflict",
        compared={"name": tuple(sorted(used))},
        sides=tuple(sides),
    )


def _shown(interval: Interval) -> str:
    return interval.start if interval.grain != "era" else f"{interval.start} to {interval.end}"
