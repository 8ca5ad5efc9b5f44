"""Which place of the world a name means: ``with_places(reading)``.

Every name of a report gets the places that bear it. What the words around it say it lies in decides first; else each
name makes its regions and countries more likely for the others, the more so the fewer places bear it, and size decides
where nothing else does. Where no place has most of the likelihood, none is chosen. The outlet's own town is no
evidence: a report may be about any other.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from crossread.model import Entity, PlaceKind, Reading
from crossread.names import fold
from crossread.places import Named, bearers, gazetteer, region_code, renamed
from crossread.read.main_place import main_place
from crossread.read.place_names import Sighting, sightings

__all__ = ["with_places"]

# Share of the likelihood that the chosen place must have. Below it, other places of the name begin to be chosen.
# Found on GVA train; re-run benchmarks/places.py.
ENOUGH = 0.6
# Likelihood of a place by its size alone: population to this power (reports name places as often as they have people).
SIZE = 1.0
# A second name counts so much of a first one, and so much where other places have it as their first.
SECOND_NAME, TAKEN = 0.15, 0.03
# How much likelier a place is in a region, or country, that all other names of the report speak for.
REGION, COUNTRY = 60.0, 30.0
# The district that the report names elsewhere ("Johnson County") speaks for the towns in it.
DISTRICT = 5.0
# A region counts so much where a town in it has its name.
NAMESAKE = 0.1
# A region whose people are not counted is as likely as one of 130,000.
LEAST_REGION = 17
# A name by itself is of a town with at least so many people (``population_class``: eight steps a doubling; 16,000);
# of a smaller one, where so much of a name beside it is of the same country. Re-run benchmarks/places.py.
LONE, SPOKEN_FOR = 112, 0.3
# Places of a name that are looked at, the largest first.
MOST = 80

Area = tuple[str, str]


class _Option(NamedTuple):
    number: int
    area: Area
    kind: PlaceKind
    prior: float


class _Asked(NamedTuple):
    """One name of the report with all that is said of it."""

    name: str
    options: tuple[_Option, ...]
    times: int
    firm: bool  # the words around it leave these options alone


def with_places(reading: Reading) -> Reading:
    """Return the reading where entities that are places, or named after one, say which; and where it all is."""
    seen = sightings(reading)
    chosen = _chosen(seen)
    by_entity: dict[str, Counter[str]] = defaultdict(Counter)
    for one in seen:
        if one.entity is not None and one.name in chosen:
            by_entity[one.entity][one.name] += 1
    entities = tuple(_placed(entity, by_entity.get(entity.id), chosen) for entity in reading.entities)
    return replace(reading, entities=entities, place=main_place(reading, seen, chosen))


def _placed(entity: Entity, names: Counter[str] | None, chosen: Mapping[str, int]) -> Entity:
    """Give an entity its place: by its mentions, or by its name where only an adjective stands for it ("Peruvian")."""
    number = _of_names(names, chosen) if names else None
    if number is None and entity.kind == "place" and not entity.mentions:
        number = chosen.get(fold(entity.name))
    return entity if number is None else replace(entity, place=gazetteer().place(number))


def _of_names(names: Counter[str], chosen: Mapping[str, int]) -> int | None:
    """Return the place of an entity's names: the one that can bear all of them, else that of most mentions."""
    borne: list[set[int]] = [{one.number for one in bearers(name)} for name in names]
    shared = {chosen[name] for name in names}.intersection(*borne)
    votes: Counter[int] = Counter()
    for name, count in names.items():
        if not shared or chosen[name] in shared:
            votes[chosen[name]] += count
    (number, count), *others = votes.most_common(2)
    return number if not others or others[0][1] < count else None


def _chosen(seen: Sequence[Sighting]) -> dict[str, int]:
    grouped: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        grouped[sighting.name].append(sighting)
    asked = [one for name in sorted(grouped) if (one := _ask(name, grouped[name])) is not None]
    shares = {one.name: _shares(one, [1.0] * len(one.options)) for one in asked}
    districts = {
        (option.area, gazetteer().place(option.number).name)
        for one in asked
        for option in one.options
        if option.kind == "district" and len(one.options) < MOST
    }
    support = _support(asked, shares)
    for _ in range(2):  # what the first round settles speaks for the rest
        shares = {one.name: _weighed(one, support, districts) for one in asked}
        support = _support(asked, shares)
    found = {}
    for one in asked:
        best = max(range(len(one.options)), key=lambda at: (shares[one.name][at], -one.options[at].number))
        if shares[one.name][best] >= ENOUGH and _is_likely(one, one.options[best], support):
            found[one.name] = one.options[best].number
    return found


# ------------------------------------------------------------------------------------- what may be meant


def _ask(name: str, seen: Sequence[Sighting]) -> _Asked | None:
    """Return the places that the name may mean after what is said of it; ``None`` where there is none."""
    kinds = {one.kind for one in seen if one.kind is not None}
    named = _of_kind(bearers(name), kinds)
    narrowed = [_narrowed(named, one) for one in seen if one.holders]
    told = [those for those in narrowed if those is not None]
    if told:
        common = set.intersection(*({one.number for one in those} for those in told))
        named = tuple(one for one in named if one.number in common)
    if not named:
        return None
    second = TAKEN if any(one.first for one in named) else SECOND_NAME
    options = tuple(_option(name, one, second) for one in islice(named, MOST))
    return _Asked(name, options if kinds else _town_first(options), len(seen), bool(told))


def _town_first(options: Sequence[_Option]) -> tuple[_Option, ...]:
    """Take a bare name for the town where a region around it bears the same: the region is called "X province"."""
    towns = {option.area for option in options if option.kind == "town"}
    return tuple(
        option._replace(prior=option.prior * NAMESAKE)
        if option.kind in ("region", "district") and option.area in towns
        else option
        for option in options
    )


def _of_kind(named: Sequence[Named], kinds: set[PlaceKind]) -> tuple[Named, ...]:
    """Keep the places of the one kind that the report says; a country needs no word to be taken for one."""
    if len(kinds) == 1:
        kept = tuple(one for one in named if gazetteer().kind(one.number) in kinds)
        return kept or tuple(named)
    return tuple(named)


def _option(name: str, named: Named, second: float) -> _Option:
    book = gazetteer()
    first = named.first or fold(book.place(named.number).name) == f"{name} city"
    kind = book.kind(named.number)
    doublings = max(book.size(named.number) / 8, LEAST_REGION if kind == "region" else 0)
    prior = 2 ** (doublings * SIZE) * (1.0 if first or kind == "country" else second)
    return _Option(named.number, book.area(named.number), kind, prior * _KIND_PRIOR[kind])


# A country is meant more often than a town of its size, a district less often.
_KIND_PRIOR: Mapping[PlaceKind, float] = {"country": 8.0, "region": 0.1, "district": 0.2, "town": 1.0}


def _narrowed(named: Sequence[Named], one: Sighting) -> tuple[Named, ...] | None:
    """Keep the places that lie in one of the holders; ``None`` where the holders say nothing."""
    for holder in one.holders:
        kept = tuple(place for place in named if any(_inside(place.number, whole) for whole in _wholes(holder)))
        if kept:
            return kept
    return () if one.firmly else None


def _wholes(holder: str) -> tuple[int, ...]:
    """Return the countries, regions and districts of a name or abbreviation."""
    book = gazetteer()
    code = region_code(holder) or region_code(holder + ".")
    if code is not None:
        country, region = code
        return tuple(one.number for one in book.find(region)
                     if book.kind(one.number) == "region" and book.area(one.number)[0] == country)  # fmt: skip
    return tuple(one.number for one in book.find(holder) if book.kind(one.number) != "town")


def _inside(number: int, whole: int) -> bool:
    book = gazetteer()
    if number == whole:
        return False
    ours, theirs, kind = book.area(number), book.area(whole), book.kind(whole)
    if kind == "country":
        return ours[0] == theirs[0]
    if kind == "region":
        return ours == theirs
    return ours == theirs and fold(book.district(number)) == fold(book.place(whole).name)


# ------------------------------------------------------------------------------------- what is likely


def _shares(asked: _Asked, weights: Sequence[float]) -> list[float]:
    likely = [option.prior * weight for option, weight in zip(asked.options, weights, strict=True)]
    total = sum(likely)
    return [one / total for one in likely]


def _is_likely(asked: _Asked, option: _Option, support: _Support) -> bool:
    """Tell a place that the report may mean from a small one far away that bears the name of one in no list.

    A town or district must be told where it lies, or be in a country that another name speaks for, or be so large that
    a report names it alone.
    """
    book = gazetteer()
    if asked.firm or option.kind in ("country", "region"):
        return True
    spoken = support.countries[option.area[0]] - support.own[asked.name][1].get(option.area[0], 0.0)
    first = renamed(asked.name) or any(one.first for one in bearers(asked.name) if one.number == option.number)
    return spoken >= SPOKEN_FOR or bool(first and book.size(option.number) >= LONE)


class _Support(NamedTuple):
    """How much the names of the report speak for a region and a country; a share of all."""

    areas: Mapping[Area, float]
    countries: Mapping[str, float]
    own: Mapping[str, tuple[Mapping[Area, float], Mapping[str, float]]]
    total: float


def _support(asked: Sequence[_Asked], shares: Mapping[str, Sequence[float]]) -> _Support:
    areas: dict[Area, float] = defaultdict(float)
    countries: dict[str, float] = defaultdict(float)
    own: dict[str, tuple[Mapping[Area, float], Mapping[str, float]]] = {}
    total = 0.0
    for one in asked:
        voice = math.sqrt(one.times)
        total += voice
        ours: dict[Area, float] = defaultdict(float)
        for option, share in zip(one.options, shares[one.name], strict=True):
            ours[option.area] += voice * share
        lands: dict[str, float] = defaultdict(float)
        for area, value in ours.items():
            areas[area] += value
            lands[area[0]] += value
        for country, value in lands.items():
            countries[country] += value
        own[one.name] = ours, lands
    return _Support(areas, countries, own, total)


def _weighed(asked: _Asked, support: _Support, districts: set[tuple[Area, str]]) -> list[float]:
    """Weigh each place by what the other names of the report say of its region, country and district."""
    areas, lands = support.own[asked.name]
    others = max(support.total - math.sqrt(asked.times), 1.0)
    weights: list[float] = []
    for option in asked.options:
        region = max(support.areas[option.area] - areas.get(option.area, 0.0), 0.0) / others if option.area[1] else 0.0
        country = max(support.countries[option.area[0]] - lands.get(option.area[0], 0.0), 0.0) / others
        weight = (1.0 + REGION * region) * (1.0 + COUNTRY * country)
        if districts and option.kind == "town" and (option.area, gazetteer().district(option.number)) in districts:
            weight *= DISTRICT
        weights.append(weight)
    return _shares(asked, weights)
