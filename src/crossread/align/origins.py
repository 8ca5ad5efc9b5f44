"""How each claim reached us, and who stands at the far end.

The chain starts with the outlet, goes on with the agencies and outlets it credits for these words, and ends
with the speakers, the outermost first: newspaper, agency, ministry. The origin is the last *named* holder in
it. "A senior official" and "residents" stand in the chain but are nobody that could be counted; an outlet's
own voice is no origin either, unless a credit says that its reporter was there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crossread.align.holders import is_named_holder
from crossread.model import Attribution, Claim, Copy, Credit, CreditRelation, Entity, Reading, Report, Span
from crossread.names import fold

__all__ = ["UNKNOWN_OUTLET", "trace_origins"]

UNKNOWN_OUTLET = "unknown outlet"

# Credits in the order in which a claim passes through them on its way from the outlet back to its origin.
# The first three speak for the whole report (or live-blog entry), the last two for their sentence alone.
_REACH: Mapping[CreditRelation, int] = {
    "republished_from": 0,
    "reports_from": 1,
    "agency": 2,
    "media_source": 3,
    "eyewitness": 4,
}
_SENTENCE_ONLY = ("media_source", "eyewitness")
# Who may be an origin by a credit alone: an agency, a medium cited for this, a reporter who was there. An outlet
# that is reprinted or digested speaks in its own voice there, as it would if its report were among ours.
_ORIGINAL = ("agency", "media_source", "eyewitness")


def trace_origins(readings: Sequence[Reading], entities: Sequence[Entity], copies: Sequence[Copy]) -> tuple[Claim, ...]:
    """Return the claims of all readings with chain and origin, in order of report and place."""
    world = _World.of(readings, entities, copies)
    claims = [_traced(claim, reading, world) for reading in readings for claim in reading.claims]
    return tuple(sorted(claims, key=lambda claim: (claim.span.report, claim.span.start, claim.span.end, claim.id)))


@dataclass(frozen=True, slots=True)
class _World:
    """What one claim's way may lead through: entities, and the outlets that a report copies."""

    entities: Mapping[str, Entity]
    copied_from: Mapping[str, tuple[tuple[Span, str], ...]]  # report -> (passage, outlet it was taken from)
    outlets: Mapping[str, str]  # bare name -> the name of an outlet whose report is among ours

    @classmethod
    def of(cls, readings: Iterable[Reading], entities: Iterable[Entity], copies: Iterable[Copy]) -> _World:
        outlets = {reading.report.id: _outlet(reading.report) for reading in readings}
        copied: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for copy in copies:
            source = outlets.get(copy.source or "")
            if copy.relation == "quotes" or source is None or source == UNKNOWN_OUTLET:
                continue
            for passage in copy.passages:
                taken = passage.left if copy.source == copy.right else passage.right
                copied[taken.report].append((taken, source))
        return cls(
            {entity.id: entity for entity in entities},
            {report: tuple(passages) for report, passages in copied.items()},
            {_bare(name): name for name in sorted(outlets.values()) if name != UNKNOWN_OUTLET},
        )

    def known(self, name: str) -> str:
        """Return the name that an outlet of ours goes by, so that "Tarn Courier" is "The Tarn Courier"."""
        return self.outlets.get(_bare(name), name)

    def head(self, entity: Entity) -> Entity:
        """Follow ``part_of`` to the party that speaks through this entity."""
        seen = {entity.id}
        while (whole := self.entities.get(entity.part_of or "")) is not None and whole.id not in seen:
            entity = whole
            seen.add(entity.id)
        return entity


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def _outlet(report: Report) -> str:
    return report.outlet.name if report.outlet and report.outlet.name else UNKNOWN_OUTLET


def _traced(claim: Claim, reading: Reading, world: _World) -> Claim:
    holders = [*_credited(claim, reading, world), *_speakers(claim, reading, world)]
    chain = [_outlet(reading.report)]
    for name, _ in holders:
        if _bare(name) not in {_bare(known) for known in chain}:
            chain.append(name)
    own = _bare(chain[0])
    origin = next((named for _, named in reversed(holders) if named is not None), None)
    if origin is not None and _bare(origin) == own and not _saw_itself(claim, reading, own):
        # An outlet that cites itself adds nothing to its own voice.
        origin = next((named for _, named in reversed(holders) if named and _bare(named) != own), None)
    return replace(claim, chain=tuple(chain), origin=origin)


def _saw_itself(claim: Claim, reading: Reading, outlet: str) -> bool:
    return any(credit.relation == "eyewitness" and _bare(credit.to) == outlet for credit in _credits_of(claim, reading))


# --------------------------------------------------------------------------------------- the links of a chain


def _credited(claim: Claim, reading: Reading, world: _World) -> Iterator[tuple[str, str | None]]:
    """Return the outlets and agencies between the outlet and the speakers, with their names as origins."""
    for passage, outlet in world.copied_from.get(claim.span.report, ()):
        if passage.overlaps(claim.span):
            yield outlet, None  # the outlet it was copied from speaks in its own voice there
            break
    for credit in sorted(_credits_of(claim, reading), key=lambda item: (_REACH[item.relation], item.evidence.start)):
        name = world.known(credit.to)
        yield name, name if credit.relation in _ORIGINAL and not _was_told(credit, reading.report) else None


def _was_told(credit: Credit, report: Report) -> bool:
    """Tell whether the credit says whom somebody told ("told Radio Osma"): that medium passes on, it is no origin."""
    return report.text[credit.evidence.start : credit.evidence.end].lower().startswith(("told", "speaking to", "to "))


def _credits_of(claim: Claim, reading: Reading) -> list[Credit]:
    return [credit for credit in reading.report.credits if _reaches(credit, claim, reading)]


def _reaches(credit: Credit, claim: Claim, reading: Reading) -> bool:
    at = credit.evidence
    if credit.relation in _SENTENCE_ONLY:
        return any(sentence.span.overlaps(at) and sentence.span.overlaps(claim.span) for sentence in reading.sentences)
    entry = next((entry.span for entry in reading.report.entries if entry.span.covers(at)), None)
    return entry is None or entry.overlaps(claim.span)


def _speakers(claim: Claim, reading: Reading, world: _World) -> Iterator[tuple[str, str | None]]:
    """Return the speakers from the outermost in, each with the name of its party if it has a name at all."""
    # "..., Radio Osma reports" is an outlet that is digested, whether it is read as a credit or as a speaker.
    reprinted = {_bare(item.to) for item in _credits_of(claim, reading) if item.relation not in _ORIGINAL}
    for attribution in reversed(_nested(claim.attribution, {item.id: item for item in reading.attributions})):
        entity = world.entities.get(attribution.speaker or "")
        if entity is None:
            if attribution.source is not None and attribution.source.text:
                yield " ".join(attribution.source.text.split()), None
            continue
        head = world.head(entity)
        named = is_named_holder(head) and is_named_holder(entity) and _bare(entity.name) not in reprinted
        yield world.known(entity.name), world.known(head.name) if named else None


def _nested(innermost: str | None, by_id: Mapping[str, Attribution]) -> list[Attribution]:
    found: list[Attribution] = []
    while (attribution := by_id.get(innermost or "")) is not None and attribution not in found:
        found.append(attribution)
        innermost = attribution.inside
    return found
