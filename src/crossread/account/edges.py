"""Who met, called, accused, supported or denied whom, each with the claims that say so.

Two sources: what speakers do with words (an accusation, a welcome, a denial of another's claim), and what claims tell
(a meeting, a call, support) by the actors and the event that were read in them. Only what happened counts, and only
between two who are known; nothing is concluded from silence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from crossread.account.positions import target_of
from crossread.model import Attribution, Claim, Edge, EdgeAct, Link, Reading, short_hash

__all__ = ["find_edges"]

_BY_ACT: Mapping[str, EdgeAct] = {"accuse": "accused", "welcome": "supported"}
_BY_EVENT: Mapping[str, EdgeAct] = {"CONSULT": "met", "ACCUSE": "accused", "SUPPORT": "supported"}
_CALLED = re.compile(
    r"\b(?:phon(?:ed?|ing)|telephon\w+|by phone|phone call|rang|call(?:ed)? with|spoke by)\b", re.IGNORECASE
)
# Without a direction: these are one edge whoever is named first.
_MUTUAL: tuple[EdgeAct, ...] = ("met", "called")

Found = tuple[str, EdgeAct, str]


def find_edges(claims: Sequence[Claim], links: Sequence[Link], readings: Sequence[Reading]) -> tuple[Edge, ...]:
    """Return the edges in order of actors, each once with all its claims."""
    attributions = {item.id: (item, reading) for reading in readings for item in reading.attributions}
    evidence: dict[Found, set[str]] = defaultdict(set)
    for claim in claims:
        attribution, reading = attributions.get(claim.attribution or "", (None, None))
        found = [*_told(claim)]
        if attribution is not None and reading is not None:
            found += _said(claim, attribution, reading)
        for edge in found:
            evidence[_directed(edge)].add(claim.id)
    for edge, ids in _denied(links, {claim.id: claim for claim in claims}, attributions):
        evidence[edge] |= ids
    edges = (
        Edge(id=short_hash("d", *edge), who=edge[0], act=edge[1], whom=edge[2], claims=tuple(sorted(ids)))
        for edge, ids in evidence.items() if edge[0] != edge[2]
    )  # fmt: skip
    return tuple(sorted(edges, key=lambda edge: (edge.who, edge.act, edge.whom)))


def _directed(edge: Found) -> Found:
    who, act, whom = edge
    return (min(who, whom), act, max(who, whom)) if act in _MUTUAL else edge


def _said(claim: Claim, attribution: Attribution, reading: Reading) -> Iterator[Found]:
    """An accusation and a welcome are themselves what was done."""
    act, whom = _BY_ACT.get(attribution.act), target_of(attribution, reading)
    if act is not None and whom is not None and claim.speaker is not None and not attribution.denies:
        yield claim.speaker, act, whom


def _told(claim: Claim) -> Iterator[Found]:
    """Read what a claim tells of two actors, where it happened and nobody denies it in the same breath."""
    act = _BY_EVENT.get(claim.event or "")
    if act is None or claim.modality != "happened" or claim.polarity != "affirmed":
        return
    if act == "met" and _CALLED.search(claim.text):
        act = "called"
    if claim.whom:
        yield from ((who, act, whom) for who in claim.who for whom in claim.whom)
    elif act in _MUTUAL:
        yield from ((who, act, whom) for who, whom in combinations(sorted(claim.who), 2))


def _denied(
    links: Sequence[Link],
    claims: Mapping[str, Claim],
    attributions: Mapping[str, tuple[Attribution, Reading]],
) -> Iterator[tuple[Found, set[str]]]:
    """Where one claim denies another, its speaker denies the other's speaker."""
    for link in links:
        left, right = claims.get(link.left), claims.get(link.right)
        if link.relation != "denies" or left is None or right is None:
            continue
        denying = [one for one in (left, right) if _denies(one, attributions)]
        other = right if denying == [left] else left
        if len(denying) == 1 and denying[0].speaker and other.speaker:
            yield (denying[0].speaker, "denied", other.speaker), {left.id, right.id}


def _denies(claim: Claim, attributions: Mapping[str, tuple[Attribution, Reading]]) -> bool:
    attribution = attributions.get(claim.attribution or "")
    return claim.polarity == "denied" or (attribution is not None and attribution[0].denies)
