"""Who holds which position: what each speaker asserts, denies, demands, promises ..., and to whom.

Each speaker is kept by name; ``Position.party`` says for whom it speaks, so that a ministry, its spokesman and its
minister stand together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crossread.model import Act, Attribution, Claim, Entity, Mention, Point, Position, Reading, short_hash

__all__ = ["gather_positions", "party_of", "target_of"]

# Acts that are done to somebody, who stands right behind the cue.
_DONE_TO = frozenset(("accuse", "demand", "welcome"))
_ACTORS = frozenset(("person", "organisation", "group", "place", "nationality", "description"))
# Characters between a cue and whom it is done to: a space, and an article at most.
NEAREST = 1 + len("the ")

Key = tuple[str, Act, str | None, str]


def gather_positions(
    points: Sequence[Point], claims: Sequence[Claim], readings: Sequence[Reading], entities: Sequence[Entity] = ()
) -> tuple[Position, ...]:
    """Return one position for each speaker, act, addressee and point, those of one party beside each other."""
    by_id = {entity.id: entity for entity in entities}
    attributions = {item.id: (item, reading) for reading in readings for item in reading.attributions}
    point_of = {id: point for point in points for id in point.claims}
    held: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        attribution, reading = attributions.get(claim.attribution or "", (None, None))
        if claim.speaker is not None and attribution is not None and reading is not None and claim.id in point_of:
            to = attribution.addressee or target_of(attribution, reading)
            key = (claim.speaker, _act(attribution), to if to != claim.speaker else None, point_of[claim.id].id)
            held[key].append(claim)
    positions = [_position(key, group, by_id) for key, group in held.items()]
    return tuple(sorted(positions, key=lambda one: (one.party or one.speaker, one.speaker, one.act, one.id)))


def _act(attribution: Attribution) -> Act:
    return "deny" if attribution.denies else attribution.act


def target_of(attribution: Attribution, reading: Reading) -> str | None:
    """Return whom an accusation, a demand or a welcome is meant for: who is named right behind its cue."""
    cue = attribution.cue
    if cue is None or attribution.act not in _DONE_TO:
        return None
    near = [one for one in reading.mentions if one.kind in _ACTORS and 0 < one.span.start - cue.end <= NEAREST]
    return max(near, key=_length).entity if near else None


def _length(mention: Mention) -> int:
    return mention.span.end - mention.span.start


def party_of(entity: str, by_id: Mapping[str, Entity]) -> str | None:
    """Return the far end of ``part_of``, or nothing where the entity is a party of its own."""
    seen, party = {entity}, None
    while (known := by_id.get(party or entity)) is not None and known.part_of is not None and known.part_of not in seen:
        party = known.part_of
        seen.add(party)
    return party


def _position(key: Key, claims: Sequence[Claim], by_id: Mapping[str, Entity]) -> Position:
    speaker, act, to, _ = key
    ids = tuple(sorted(claim.id for claim in claims))
    return Position(
        id=short_hash("o", speaker, act, to, *ids),
        speaker=speaker,
        act=act,
        to=to,
        text=min(claims, key=lambda claim: (len(claim.text), claim.id)).text,
        claims=ids,
        party=party_of(speaker, by_id),
        reports=tuple(sorted({claim.span.report for claim in claims})),
    )
