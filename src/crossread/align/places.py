"""Which places of several reports are one: ``same_places(entities)``.

Two names of one place, by the gazetteer or by the table of renamed and disputed places, are one place. Only what both
reports placed alike, or did not place at all, is joined: a name that is Kyiv's in one country is a town's in another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from crossread.model import Entity, Place
from crossread.names import fold
from crossread.places import Renamed, gazetteer, renamed

__all__ = ["different_places", "same_places"]

K = TypeVar("K", bound=Hashable)


def same_places(entities: Mapping[K, Entity]) -> Iterator[tuple[K, K, str]]:
    """Return pairs of places that are one, each with its ground; ``entities`` by any key, in any order."""
    places = {key: entity for key, entity in entities.items() if entity.kind == "place"}
    by_id: dict[str, list[K]] = defaultdict(list)
    by_table: dict[Renamed, list[K]] = defaultdict(list)
    for key, entity in places.items():
        if entity.place is not None:
            by_id[entity.place.id].append(key)
        for group in _groups(entity):
            by_table[group].append(key)
    for rule, found in (("one place of the gazetteer", by_id), ("two names of one place", by_table)):
        for keys in found.values():
            first = keys[0]
            yield from ((first, other, rule) for other in keys[1:])


def _groups(entity: Entity) -> Iterable[Renamed]:
    """Return the table's places that bear the entity's name and are not in another country than it."""
    country = entity.place.country or entity.place.name if entity.place is not None else None
    for group in renamed(entity.name):
        if country is None or not group.country or gazetteer().country(group.country) == country:
            yield group


def different_places(left: Place | None, right: Place | None) -> bool:
    """Tell whether two bearers of one name are known to be two places; a town and the province around it are not."""
    if left is None or right is None or left.id == right.id:
        return False
    ours, theirs = (place.country or place.name for place in (left, right))
    if ours != theirs:
        return True
    return not (_holds(left, right) or _holds(right, left))


def _holds(whole: Place, part: Place) -> bool:
    return whole.kind in ("region", "district") and fold(whole.name) in {
        fold(part.region or ""),
        fold(part.district or ""),
    }
