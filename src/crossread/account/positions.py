"""Who holds which position: what each speaker asserts, denies, demands, promises ..., and to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crossread.model import Act, Attribution, Claim, Point, Position, Reading, short_hash

__all__ = ["gather_positions"]


def gather_positions(
    points: Sequence[Point], claims: Sequence[Claim], readings: Sequence[Reading]
) -> tuple[Position, ...]:
    """Return one position for each speaker, act, addressee and point."""
    attributions = {item.id: item for reading in readings for item in reading.attributions}
    point_of = {id: point for point in points for id in point.claims}
    held: dict[tuple[str, Act, str | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        attribution = attributions.get(claim.attribution or "")
        if claim.speaker is not None and attribution is not None and claim.id in point_of:
            held[claim.speaker, _act(attribution), attribution.addressee, point_of[claim.id].id].append(claim)
    positions = (_position(speaker, act, to, group) for (speaker, act, to, _), group in held.items())
    return tuple(sorted(positions, key=lambda position: (position.speaker, position.act, position.id)))


def _act(attribution: Attribution) -> Act:
    return "deny" if attribution.denies else attribution.act


def _position(speaker: str, act: Act, to: str | None, claims: Sequence[Claim]) -> Position:
    ids = tuple(sorted(claim.id for claim in claims))
    words = min(claims, key=lambda claim: (len(claim.text), claim.id)).text
    return Position(id=short_hash("o", speaker, act, to, *ids), speaker=speaker, act=act, to=to, text=words, claims=ids)
