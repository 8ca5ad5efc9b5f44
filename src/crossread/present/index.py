"""Look-ups over one brief: from the ids that its nouns hold to the nouns themselves, and to their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossread.model import Attribution, Brief, Claim, Entity, Point, Quantity, Reading, Report, Sentence, Span
from crossread.names import fold
from crossread.places import renamed
from crossread.present.inert import one_line

__all__ = ["UNKNOWN_OUTLET", "Index", "index_of"]

UNKNOWN_OUTLET = "unknown outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One brief and its nouns by id. Ids that nothing answers to are passed over: ``verify`` reports them."""

    brief: Brief
    readings: dict[str, Reading]
    numbers: dict[str, int]
    claims: dict[str, Claim]
    points: dict[str, Point]
    entities: dict[str, Entity]
    by_name: dict[str, Entity]
    attributions: dict[str, Attribution]
    quantities: dict[str, tuple[str, Quantity]]

    def report(self, report_id: str) -> Report | None:
        """Return the report, if the brief holds it."""
        reading = self.readings.get(report_id)
        return reading.report if reading else None

    def words(self, span: Span) -> str:
        """Return the exact words of ``span``, on one line and inert."""
        return one_line(self.raw(span))

    def raw(self, span: Span) -> str:
        """Return the exact characters of ``span``."""
        report = self.report(span.report)
        return report.text[span.start : span.end] if report else span.text or ""

    def outlet(self, report_id: str) -> str:
        """Name the outlet of a report; two reports without a known outlet are told apart by number."""
        report = self.report(report_id)
        if report is not None and report.outlet is not None:
            return one_line(report.outlet.name)
        return UNKNOWN_OUTLET

    def tag(self, report_id: str) -> str:
        """Return a report's short tag in this brief: ``R1``, ``R2``, ..."""
        return f"R{self.numbers.get(report_id, 0)}"

    def label(self, entity_id: str | None) -> str:
        """Name an entity, given by id or name; a place of contested name by all names in use ("A / B")."""
        entity = self.entities.get(entity_id or "") or self.by_name.get(entity_id or "")
        if entity is None:
            return one_line(entity_id or "")
        names = [entity.name]
        if entity.kind == "place":
            other = {fold(name) for place in renamed(entity.name) for name, _ in place.names} - {fold(entity.name)}
            names += sorted({a.name for a in entity.aliases if a.used_by or fold(a.name) in other} - {entity.name})
        return " / ".join(map(one_line, names))

    def labels(self, entity_ids: Iterable[str]) -> tuple[str, ...]:
        """Name several entities."""
        return tuple(self.label(entity_id) for entity_id in entity_ids)

    def known_claims(self, claim_ids: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims of these ids, in the order of the reports and of the words in them."""
        found = [self.claims[claim_id] for claim_id in claim_ids if claim_id in self.claims]
        return tuple(sorted(found, key=lambda claim: self.place(claim.span)))

    def place(self, span: Span) -> tuple[int, int, int]:
        """Return a key that sorts spans as a reader meets them."""
        return (self.numbers.get(span.report, 0), span.start, span.end)

    def sentence(self, span: Span) -> Span:
        """Return the stretch of whole sentences that ``span`` stands in (itself where none is known)."""
        reading = self.readings.get(span.report)
        around: list[Sentence] = (
            [sentence for sentence in reading.sentences if sentence.span.overlaps(span)] if reading else []
        )
        start = min([span.start, *(sentence.span.start for sentence in around)])
        end = max([span.end, *(sentence.span.end for sentence in around)])
        return Span(report=span.report, start=start, end=end)


def index_of(brief: Brief) -> Index:
    """Make the look-ups of a brief."""
    readings = brief.reports
    return Index(
        brief=brief,
        readings={reading.report.id: reading for reading in readings},
        numbers={reading.report.id: number for number, reading in enumerate(readings, start=1)},
        claims={claim.id: claim for claim in brief.claims},
        points={point.id: point for point in brief.points},
        entities={entity.id: entity for entity in brief.entities},
        by_name={entity.name: entity for entity in reversed(brief.entities)},
        attributions={a.id: a for reading in readings for a in reading.attributions},
        quantities={q.id: (reading.report.id, q) for reading in readings for q in reading.quantities},
    )
