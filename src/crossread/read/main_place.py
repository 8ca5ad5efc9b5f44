"""The place that most of a report is about: ``main_place(...)``, a town or district before what it lies in.

A place counts by how often it is named, and for more in the dateline, in the headline, at the top, beside the dead and
injured, and in the name of the police and other bodies of a place ("the X Police Department").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from crossread.model import Place, PlaceKind, Reading, Report
from crossread.names import fold
from crossread.places import gazetteer
from crossread.read.place_names import Sighting

__all__ = ["main_place"]

# Found on GVA train; re-run benchmarks/places.py.
WEIGHT = {"name": 1.0, "dateline": 4.0, "body": 1.3, "building": 0.8, "people": 0.3}
IN_TITLE = 2.5
AT_TOP, TOP = 0.7, 500
BESIDE_VICTIMS = 0.7
# What lies in something else is more exact than that.
KIND: Mapping[PlaceKind, float] = {"town": 1.0, "district": 0.3, "region": 0.12, "country": 0.1}
# A name that may be of several places still counts as a name.
OPEN = 0.8

# A place within so many kilometres of one ten times its size (eight steps a doubling) is a quarter of it, if the
# report names the city for at least this share of what it names the quarter for.
QUARTER_KM, LARGER, NAMED = 15.0, 27, 0.25

_VICTIMS = frozenset(("killed", "injured"))


class Counted(NamedTuple):
    """A name, its place where it could be decided, and how much speaks for it."""

    name: str
    number: int | None
    weight: float


def main_place(reading: Reading, seen: Sequence[Sighting], chosen: Mapping[str, int]) -> Place | None:
    """Return the place, or only its name where several bear it (``open:`` in its id); ``None`` where two are level."""
    counted = sorted(_with_quarters(_counted(reading, seen, chosen)), key=lambda one: (-one.weight, one.name))
    if not counted or (len(counted) > 1 and counted[0].weight == counted[1].weight):
        return None
    best = counted[0]
    if best.number is not None:
        return gazetteer().place(best.number)
    return Place(id=f"open:{best.name}", name=_written(reading.report, seen, best.name), kind="town")


def _counted(reading: Reading, seen: Sequence[Sighting], chosen: Mapping[str, int]) -> list[Counted]:
    weights: dict[str, float] = defaultdict(float)
    title = f" {fold(reading.report.title or '')} "
    victims = _beside_victims(reading)
    for one in seen:
        weight = WEIGHT[one.by]
        if one.by != "people":
            weight += AT_TOP * (one.start < TOP) + BESIDE_VICTIMS * victims(one.start)
        weights[one.name] += weight
    found = []
    for name, weight in weights.items():
        kind = _kind(name, chosen)
        if kind is not None:
            titled = IN_TITLE if f" {name} " in title else 0.0
            sure = 1.0 if name in chosen else OPEN
            found.append(Counted(name, chosen.get(name), KIND[kind] * sure * (weight + titled)))
    return found


def _with_quarters(counted: Sequence[Counted]) -> list[Counted]:
    """Count a quarter of a city that is named too for the city."""
    book = gazetteer()
    towns = [one for one in counted if one.number is not None and book.kind(one.number) == "town"]
    found = {one.name: one for one in counted}
    for part in towns:
        cities = [one for one in towns if one.weight >= NAMED * part.weight and _is_quarter(part.number, one.number)]
        if cities:
            city = max(cities, key=lambda one: (book.size(one.number or 0), one.name))
            found[city.name] = found[city.name]._replace(weight=found[city.name].weight + part.weight)
            found.pop(part.name, None)
    return list(found.values())


def _is_quarter(part: int | None, city: int | None) -> bool:
    """Tell whether a place is so near to a city so much larger that it must be a part of it."""
    book = gazetteer()
    if part is None or city is None or book.size(city) - book.size(part) < LARGER:
        return False
    one, other = book.place(part), book.place(city)
    if one.country != other.country or one.latitude is None or other.latitude is None:
        return False
    north = 111.2 * (one.latitude - other.latitude)
    east = 111.2 * ((one.longitude or 0) - (other.longitude or 0)) * math.cos(math.radians(other.latitude))
    return math.hypot(north, east) <= QUARTER_KM


def _kind(name: str, chosen: Mapping[str, int]) -> PlaceKind | None:
    """Return what a name is, or may be: of several places that of the largest; ``None`` where no place bears it."""
    book = gazetteer()
    if name in chosen:
        return book.kind(chosen[name])
    kinds = [book.kind(one.number) for one in islice(book.find(name), 8) if one.first]
    return "town" if "town" in kinds else kinds[0] if kinds else None


def _beside_victims(reading: Reading) -> Callable[[int], bool]:
    counted = [item.span.start for item in reading.quantities if item.what in _VICTIMS]
    spans = [
        (sentence.span.start, sentence.span.end)
        for sentence in reading.sentences
        if any(sentence.span.start <= at < sentence.span.end for at in counted)
    ]
    return lambda at: any(start <= at < end for start, end in spans)


def _written(report: Report, seen: Sequence[Sighting], name: str) -> str:
    """Return the name as the report has it first, its capitals toned down where all are."""
    start = min(one.start for one in seen if one.name == name)
    words = report.text[start : start + 2 * len(name)].split()[: len(name.split())]
    written = " ".join(words).strip(" ,.;:–—-()'’\"")
    written = written.title() if written.isupper() else written
    return written if fold(written) == name else name.title()
