"""Why a line of a brief says what it says: the exact words, the rules and the scores behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crossread.errors import UsageError
from crossread.model import (
    Attribution,
    Brief,
    Claim,
    Dispute,
    Entity,
    Figure,
    FigureReading,
    Link,
    Point,
    Quantity,
    Reason,
    Report,
    Span,
)  # fmt: skip

__all__ = ["explain"]


def explain(brief: Brief, id: str) -> tuple[Reason, ...]:
    """Return the reasons behind the line ``id`` (or the start of one, if only one id begins so).

    Raises ``UsageError`` where no line, or more than one, has it.
    """
    found = _Explainer(brief)
    matches = sorted(known for known in found.known if known.startswith(id)) if id not in found.known else [id]
    if len(matches) != 1:
        hint = (
            f"it could be {', '.join(matches[:5])}"
            if matches
            else "the ids stand in the JSON and behind each line of the page"
        )
        raise UsageError(f"id: found {id!r}, expected the id of one line; {hint}")
    return tuple(found.reasons(matches[0]))


class _Explainer:
    """Look-ups over one brief, and one method for each kind of line."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.reports = {reading.report.id: reading.report for reading in brief.reports}
        self.attributions = {item.id: item for reading in brief.reports for item in reading.attributions}
        self.claims = {claim.id: claim for claim in brief.claims}
        self.entities = {entity.id: entity for entity in brief.entities}
        self.known: dict[str, object] = {}
        for group in (
            self.reports.values(), self.attributions.values(), brief.claims, brief.entities, brief.points,
            brief.timeline,
            brief.figures, brief.positions, brief.edges, brief.agreements, brief.disputes,
            *(reading.quantities for reading in brief.reports), *(reading.times for reading in brief.reports),
            *(reading.mentions for reading in brief.reports),
        ):  # fmt: skip
            self.known.update({getattr(item, "id", ""): item for item in group})

    def reasons(self, id: str) -> Iterator[Reason]:
        noun = self.known[id]
        if isinstance(noun, Claim):
            yield from self.of_claim(noun)
        elif isinstance(noun, Point):
            yield from self.of_point(noun)
        elif isinstance(noun, Figure):
            yield from self.of_figure(noun)
        elif isinstance(noun, Dispute):
            yield from self.of_dispute(noun)
        elif isinstance(noun, Entity):
            yield from self.of_entity(noun)
        elif isinstance(noun, Attribution):
            yield from self.of_attribution(noun)
        elif isinstance(noun, Report):
            yield from self.of_report(noun)
        else:
            yield from self.of_other(noun)

    # ------------------------------------------------------------------------------- one kind each

    def of_claim(self, claim: Claim) -> Iterator[Reason]:
        yield self.words("claim", claim.span)
        yield Reason(kind="chain", text=f"reached us through: {' <- '.join(claim.chain) or 'nobody named'}")
        yield Reason(kind="rule", text=f"origin: {claim.origin or 'none named, so it adds nothing to agreement'}")
        if claim.attribution is not None:
            yield from self.of_attribution(self.attributions[claim.attribution])
        else:
            yield Reason(kind="rule", text="no attribution found: the report says it in its own voice")
        yield Reason(kind="rule", text=f"{claim.certainty}, {claim.polarity}, {claim.modality}")
        if claim.when is not None:
            yield Reason(
                kind="rule",
                text=f"when: {claim.when.start} to {claim.when.end} ({claim.when.grain}, {claim.when.basis})",
                span=claim.when.evidence and self.quoted(claim.when.evidence),
            )
        for point in self.brief.points:
            if claim.id in point.claims:
                yield Reason(kind="see", text=f"point {point.id}: {point.why}")
        yield from self.of_links([claim.id])

    def of_point(self, point: Point) -> Iterator[Reason]:
        yield Reason(kind="line", text=point.text)
        yield Reason(kind="rule", text=f"{point.standing}: {point.why}")
        for id in point.claims:
            claim = self.claims[id]
            yield self.words(f"claim {id}, {' <- '.join(claim.chain)}", claim.span)
        yield from self.of_links(point.claims)

    def of_figure(self, figure: Figure) -> Iterator[Reason]:
        yield Reason(kind="line", text=f"{figure.what}: {_bound(figure.low)} to {_bound(figure.high)}")
        yield Reason(
            kind="rule",
            text=f"the range follows the counting rule {figure.rule!r} over {len(figure.readings)} readings",
        )
        for reading in figure.readings:
            yield self.words(self._reading(reading), reading.span)
            for part in reading.parts:
                yield self.words("of which", part.span)

    def _reading(self, reading: FigureReading) -> str:
        as_of = f" as of {reading.as_of.start}" if reading.as_of else ""
        doubt = ", not independently verified" if reading.unverified else ""
        low, high = _bound(reading.amount.low), _bound(reading.amount.high)
        return f"claim {reading.claim}: {low} to {high}{as_of}, origin {reading.origin or 'not named'}{doubt}"

    def of_dispute(self, dispute: Dispute) -> Iterator[Reason]:
        yield Reason(kind="line", text=dispute.about)
        compared = "; ".join(f"{field}: {' | '.join(values)}" for field, values in dispute.compared.items())
        yield Reason(kind="rule", text=f"{dispute.kind}, cause: {dispute.cause}{f' ({compared})' if compared else ''}")
        for number, side in enumerate(dispute.sides, 1):
            holders = ", ".join(self.name(id) for id in side.holders) or "no named holder"
            for id in side.claims:
                yield self.words(f"side {number} ({holders})", self.claims[id].span)
        yield from self.of_links([id for side in dispute.sides for id in side.claims])

    def of_entity(self, entity: Entity) -> Iterator[Reason]:
        yield Reason(kind="line", text=f"{entity.name} ({entity.kind})")
        for alias in entity.aliases:
            by = f", used by {', '.join(alias.used_by)}" if alias.used_by else ""
            for span in alias.evidence:
                yield self.words(f"called {alias.name!r}{by}", span)
        for role in entity.roles:
            yield self.words("role", role.span)
        if entity.part_of is not None:
            yield Reason(kind="rule", text=f"part of {self.name(entity.part_of)}", span=entity.part_of_evidence)
        for joined in entity.joined:
            yield Reason(kind="score", text=f"taken for one {joined.score:.2f}: {joined.rule}")
            yield self.words("this", joined.left)
            yield self.words("and this", joined.right)

    def of_attribution(self, attribution: Attribution) -> Iterator[Reason]:
        yield Reason(kind="rule", text=f"{attribution.kind} attribution, act: {attribution.act}")
        for what, span in (("source", attribution.source), ("cue", attribution.cue)):
            if span is not None:
                yield self.words(what, span)
        for span in (*attribution.content, *attribution.hedges):
            yield self.words("hedge" if span in attribution.hedges else "content", span)
        if attribution.speaker is not None:
            yield Reason(kind="see", text=f"speaker {attribution.speaker}: {self.name(attribution.speaker)}")
        if attribution.inside is not None:
            yield Reason(kind="see", text=f"inside attribution {attribution.inside}")

    def of_report(self, report: Report) -> Iterator[Reason]:
        yield Reason(kind="line", text=f"{report.kind}: {report.title or 'no title'}")
        yield Reason(kind="rule", text=f"language {report.language}; sha256 of what was received: {report.sha256}")
        for what, when in (("published", report.published), ("updated", report.updated)):
            if when is not None:
                yield Reason(
                    kind="rule",
                    text=f"{what}: {when.start} ({when.grain}, {when.basis})",
                    span=when.evidence and self.quoted(when.evidence),
                )
        for credit in report.credits:
            yield self.words(f"{credit.relation}: {credit.to}", credit.evidence)
        for copy in self.brief.copies:
            if report.id in (copy.left, copy.right):
                yield Reason(
                    kind="score", text=f"{copy.relation} {copy.left} {copy.right or copy.source}: {copy.coverage}"
                )

    def of_other(self, noun: object) -> Iterator[Reason]:
        """Quantities, times, mentions, positions, agreements, timeline entries: their words, or their claims."""
        span = getattr(noun, "span", None)
        if isinstance(span, Span):
            yield self.words(_described(noun), span)
        text = getattr(noun, "text", None) or getattr(noun, "name", None)
        if isinstance(text, str):
            yield Reason(kind="line", text=text)
        for id in (*getattr(noun, "claims", ()), *getattr(noun, "terms", ())):
            yield from (self.words(f"claim {id}", self.claims[id].span),)

    # ------------------------------------------------------------------------------------- helpers

    def of_links(self, claims: Sequence[str]) -> Iterator[Reason]:
        for link in _touching(self.brief.links, claims):
            why = f": {'; '.join(link.reasons)}" if link.reasons else ""
            yield Reason(kind="score", text=f"{link.relation} {link.score:.2f}, {link.left} and {link.right}{why}")

    def name(self, id: str) -> str:
        entity = self.entities.get(id)
        return entity.name if entity is not None else id

    def quoted(self, span: Span) -> Span:
        return self.reports[span.report].span(span.start, span.end, words=True)

    def words(self, text: str, span: Span) -> Reason:
        report = self.reports[span.report]
        place = report.path or report.title or report.id
        return Reason(kind="words", text=f"{text}, in {place} {span.start}..{span.end}", span=self.quoted(span))


def _touching(links: Iterable[Link], claims: Sequence[str]) -> Iterator[Link]:
    return (link for link in links if link.left in claims or link.right in claims)


def _described(noun: object) -> str:
    if isinstance(noun, Quantity):
        return (
            f"{noun.what}: {_bound(noun.amount.low)} to {_bound(noun.amount.high)} ({noun.amount.hedge or 'no hedge'})"
        )
    return type(noun).__name__.lower()


def _bound(value: float | None) -> str:
    return "open" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
