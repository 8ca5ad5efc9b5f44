"""Lines for disputes: what kind of disagreement it is, then each side in the words of its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from crossread.model import Alias, Dispute, Side, Span
from crossread.present import labels, wording
from crossread.present.cited import by_words, claim_labels, spans_of
from crossread.present.index import Index
from crossread.present.inert import one_line
from crossread.present.line import Line

__all__ = ["dispute_lines"]


def dispute_lines(index: Index, dispute: Dispute) -> Iterator[Line]:
    """What kind of disagreement it is, then the words of each side; nobody wins."""
    group = f"{labels.DISPUTE[dispute.kind]}: {one_line(dispute.about)}"
    yield Line(id=dispute.id, section="contested", group=group, note=wording.say_cause(dispute))
    if dispute.kind == "naming":
        yield from _naming(index, dispute, group)
        return
    # A dispute about figures cites the figure itself beside the sentence around it.
    counts = {
        reading.claim: reading.span
        for figure in index.brief.figures
        for reading in figure.readings
        if dispute.kind == "figures" and reading.claim is not None
    }
    for number, side in enumerate(dispute.sides, start=1):
        yield from _side(index, Line(id=dispute.id, section="contested", group=group), number, side, counts)


def _side(index: Index, line: Line, number: int, side: Side, counts: Mapping[str, Span]) -> Iterator[Line]:
    holders = index.labels(side.holders)
    claims = index.known_claims(side.claims)
    outlets = tuple(dict.fromkeys(index.outlet(claim.span.report) for claim in claims))
    head = wording.say_list(holders) or (f"as reported by {wording.say_list(outlets)}" if outlets else "")
    origins = tuple(map(one_line, side.origins))
    for text, group in by_words(index, claims) or [("", [])]:
        yield replace(
            line,
            side=f"Side {number}: {head}" if head else f"Side {number}",
            text=text,
            citations=spans_of(group, *(counts.get(claim.id) for claim in group)),
            labels=claim_labels(index, group),
            note=f"{wording.say_count(len(origins), 'origin')}: {wording.say_list(origins)}"
            if origins
            else "no named origin",
            names=(*holders, *outlets, *origins),
            claims=tuple(claim.id for claim in group),
        )


def _naming(index: Index, dispute: Dispute, group: str) -> Iterator[Line]:
    """One line for each name of the disputed place, with those who use it and where it stands."""
    names = dispute.compared.get("name", ())
    aliases = {
        alias.name: alias
        for entity in index.brief.entities
        for alias in entity.aliases
        if alias.used_by and alias.name in names
    }
    for number, name in enumerate(names, start=1):
        alias = aliases.get(name, Alias(name=name))
        used_by = tuple(map(one_line, alias.used_by))
        yield Line(
            id=dispute.id,
            section="contested",
            group=group,
            side=f"Side {number}: {wording.say_list(used_by) or 'no holder named'}",
            text=one_line(name),
            citations=tuple(sorted(alias.evidence, key=index.place)),
            note="the name they use" if used_by else "a name in use",
            names=used_by,
        )
