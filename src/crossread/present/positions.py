"""Lines of the positions: what each speaker says, by party, and who dealt with whom."""

from __future__ import annotations

from crossread.model import Claim, Edge, Position
from crossread.present import labels, wording
from crossread.present.cited import claim_labels, spans_of
from crossread.present.index import Index
from crossread.present.inert import one_line
from crossread.present.line import Line

__all__ = ["EDGES", "edge_lines", "position_lines", "told_by"]

# The heading over the edges.
EDGES = "Who dealt with whom"


def position_lines(index: Index) -> list[Line]:
    """Return a line for each position, the speakers of one party beside each other, each under its own name."""

    def place(position: Position) -> tuple[str, str, str]:
        return (index.label(position.party or position.speaker), index.label(position.speaker), position.act)

    return [_position(index, position) for position in sorted(index.brief.positions, key=place)]


def _position(index: Index, position: Position) -> Line:
    claims = index.known_claims(position.claims)
    speaker, to = index.label(position.speaker), index.label(position.to) if position.to else ""
    party = index.label(position.party) if position.party else ""
    return Line(
        id=position.id,
        section="positions",
        group=f"{speaker} (of {party})" if party else speaker,
        side=labels.ACT[position.act] + (f" (to {to})" if to else ""),
        text=one_line(position.text),
        citations=spans_of(claims, *(claim.source for claim in claims)),
        labels=claim_labels(index, claims, modality=False) if position.act != "deny" else (),
        note=wording.say_list(dict.fromkeys(told_by(index, claim) for claim in claims)),
        names=tuple(filter(None, (speaker, party, to, *(name for claim in claims for name in claim.chain)))),
        claims=tuple(claim.id for claim in claims),
    )


def edge_lines(index: Index) -> list[Line]:
    """Return a line for each edge, with the words of one of its claims."""

    def place(edge: Edge) -> tuple[str, str, str]:
        return (index.label(edge.who), edge.act, index.label(edge.whom))

    return [_edge(index, edge) for edge in sorted(index.brief.edges, key=place)]


def _edge(index: Index, edge: Edge) -> Line:
    claims = index.known_claims(edge.claims)
    who, whom = index.label(edge.who), index.label(edge.whom)
    return Line(
        id=edge.id,
        section="positions",
        group=EDGES,
        side=f"{who} {edge.act} {whom}",
        text=one_line(claims[0].text) if claims else "",
        citations=spans_of(claims, *(claim.source for claim in claims)),
        note=wording.say_list(dict.fromkeys(told_by(index, claim) for claim in claims)),
        names=(who, whom, *(name for claim in claims for name in claim.chain)),
        claims=tuple(claim.id for claim in claims),
    )


def told_by(index: Index, claim: Claim) -> str:
    """Say how a claim reached us, the outlet first."""
    return " ← ".join(map(one_line, claim.chain)) or index.outlet(claim.span.report)
