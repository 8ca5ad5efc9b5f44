"""Figures: one thing that is counted, with every reading of it.

A reading is kept with its holder and its words; nothing is averaged and no reading wins. Which readings are
of the same count is decided by small functions that refuse when in doubt: two figures too many can be
seen and joined by the reader, two counts run into one cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crossread import amounts
from crossread.account.counts import STATES, Count, as_of_key, counts_of, gathered
from crossread.account.notes import unverified_counts
from crossread.account.timeline import is_background
from crossread.model import (
    Attribution,
    Claim,
    Counted,
    CountingRule,
    Entity,
    Figure,
    FigureReading,
    Interval,
    Part,
    Reading,
    Story,
    short_hash,
)  # fmt: skip

__all__ = ["COUNTED", "build_figures"]

# The kinds that make a figure. The others (a distance, a population, a percentage) are numbers in a
# report, not counts that reports can agree or differ on.
COUNTED: frozenset[Counted] = frozenset(
    {
        "killed", "injured", "missing", "displaced", "evacuated", "sheltering", "detained", "returned",
        "buildings", "households", "weapons",
    }
)  # fmt: skip


def build_figures(
    claims: Sequence[Claim], readings: Sequence[Reading], entities: Sequence[Entity], story: Story, rule: CountingRule
) -> tuple[Figure, ...]:
    """Return every figure of the story, its range by ``rule``."""
    names = {entity.id: entity.name for entity in entities}
    told = [claim for claim in claims if claim.modality == "happened" and not is_background_claim(claim, story)]
    counts = sorted(_counts(told, readings), key=_place)
    unverified = frozenset(id for reading in readings for id in unverified_counts(reading))
    figures = (_figure(group, names, rule, unverified) for group in gathered(counts))
    return tuple(sorted(figures, key=lambda figure: (figure.what, figure.of or "", figure.id)))


def is_background_claim(claim: Claim, story: Story) -> bool:
    """Tell whether the claim is of an earlier time than the story's."""
    return claim.when is not None and is_background(claim.when, story.first)


def _counts(claims: Sequence[Claim], readings: Sequence[Reading]) -> Iterable[Count]:
    by_report = {reading.report.id: reading for reading in readings}
    for claim in claims:
        reading = by_report[claim.span.report]
        found = {quantity.id: quantity for quantity in reading.quantities}
        counted = [found[id] for id in claim.quantities]
        totals = [item for item in counted if item.what in COUNTED and item.part_of is None]
        yield from counts_of(claim, reading, totals)


def _place(count: Count) -> tuple[str, str, str, int]:
    return (*as_of_key(_as_of(count)), count.quantity.span.report, count.quantity.span.start)


def _figure(group: Sequence[Count], names: Mapping[str, str], rule: CountingRule, unverified: frozenset[str]) -> Figure:
    what = group[0].quantity.what
    low, high = amounts.range_of([count.amount for count in group], rule)
    of = _commonest(count.quantity.of for count in group)
    return Figure(
        id=short_hash("f", what, *sorted(count.quantity.id for count in group)),
        what=what,
        of=f"further {of or 'people'}" if group[0].further else of,
        where=_commonest(names[id] for count in group for id in count.claim.where if id in names),
        when=_shared_time([count.claim for count in group]),
        rule=rule,
        low=low,
        high=high,
        readings=tuple(_reading(count, count.quantity.id in unverified) for count in group),
    )


def _reading(count: Count, unverified: bool) -> FigureReading:
    parts = (
        Part(of=part.of, amount=part.amount, span=part.span)
        for part in count.reading.quantities
        if part.part_of == count.quantity.id
    )
    return FigureReading(
        span=count.quantity.span,
        claim=count.claim.id,
        quantity=count.quantity.id,
        amount=count.amount,
        speaker=count.claim.speaker,
        origin=count.claim.origin,
        as_of=_as_of(count),
        unverified=unverified,
        parts=tuple(parts),
    )


def _as_of(count: Count) -> Interval | None:
    """A count is as of when it was said; what lasts, as of the day it is told for; else of its entry or report."""
    said = _attribution(count.claim, count.reading)
    if said and said.said:
        return said.said
    lasts = count.claim.when if count.quantity.what in STATES and count.claim.when else None
    return lasts or _known_at(count.claim, count.reading)


def _attribution(claim: Claim, reading: Reading) -> Attribution | None:
    return next((item for item in reading.attributions if item.id == claim.attribution), None)


def _known_at(claim: Claim, reading: Reading) -> Interval | None:
    """A count is as of the live-blog entry it stands in, else of the report."""
    for entry in reading.report.entries:
        if entry.time is not None and entry.span.start <= claim.span.start < entry.span.end:
            return entry.time
    return reading.report.updated or reading.report.published


def _commonest(values: Iterable[str | None]) -> str | None:
    votes: dict[str, int] = {}
    for value in values:
        if value:
            votes[value] = votes.get(value, 0) + 1
    return min(votes, key=lambda value: (-votes[value], len(value), value)) if votes else None


def _shared_time(claims: Sequence[Claim]) -> Interval | None:
    """The time of the happening, only where no reading gives another."""
    times = {(claim.when.start, claim.when.end): claim.when for claim in claims if claim.when is not None}
    return next(iter(times.values())) if len(times) == 1 else None
