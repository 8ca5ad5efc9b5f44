"""Places: GVA incidents, the town or county and the state of each.

    python benchmarks/places.py [--data ../shared/data] [--part dev|train] [--most N] [--kinds N] [--errors N]
        [--save FILE] [--against FILE] [--json]

An incident's place is the one that most of its reports are mostly about (``Reading.place``), the earliest deciding
between equals. ``gva_city``: over incidents of which a report names the town or county of the database (text or
headline), the share where it is that. ``gva_state``: over incidents of which a report names the state, its newspaper
abbreviation, or a town of that name that is five times the next of its name, the share where the place lies in it.
``plain_`` is what the most frequent town name of the gazetteer gives, taken for the largest town of the name; no
report's outlet is looked at by either.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import crossread
from against import Notes, add_options, parsed
from crossread.model import Place, Reading, Report
from crossread.names import fold
from crossread.pipeline import Steps
from crossread.places import gazetteer
from crossread.tables import table

# How many times larger than the next town of its name, for a town to say its state by itself.
UNAMBIGUOUS = 5


def rows(path: Path, most: int | None) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in islice(file, most):
            yield json.loads(line)


def reports(row: dict[str, Any]) -> list[Report]:
    return [
        crossread.report_from_text(one["text"], title=one["title"], published=one["published"], url=one["url"])
        for one in row["reports"]
    ]


# ------------------------------------------------------------------------------------- what is expected


def cities(row: dict[str, Any]) -> list[str]:
    """The names of the place: "Willow Beach (White Hills)" has two, "Henry (county)" is Henry County."""
    first, *others = [name.strip() for name in re.split(r"[()]", row["city"] or "") if name.strip()]
    kinds = [other for other in others if other.lower() in ("county", "parish")]
    return [f"{first} {kinds[0].title()}"] if kinds else [first, *others]


def words(read: Sequence[Report]) -> str:
    return " ".join(f"{report.title or ''} {report.text}" for report in read)


def names_state(row: dict[str, Any], text: str) -> bool:
    abbreviations = table("places")["abbreviations"]["US"].get(row["state"], [])
    short = "|".join(re.escape(form) for form in abbreviations)
    return re.search(rf"\b{re.escape(row['state'])}\b", text) is not None or (
        bool(short) and re.search(rf"[A-Z]\w+,\s+(?:{short})(?!\w)", text) is not None
    )


def implies_state(row: dict[str, Any], text: str) -> bool:
    """Whether a report names the town, and one of its name is far larger than all others in the country."""
    for name in cities(row):
        book = gazetteer()
        sizes = [
            2 ** (book.size(one.number) / 8) for one in book.find(name) if one.first and book.kind(one.number) == "town"
        ]
        if sizes and re.search(rf"\b{re.escape(name)}\b", text, re.I) and sizes[0] >= UNAMBIGUOUS * sum(sizes[1:2]):
            return bool(gazetteer().place(_largest(name)).region == row["state"])
    return False


def _largest(name: str) -> int:
    return next(one.number for one in gazetteer().find(name) if one.first and gazetteer().kind(one.number) == "town")


# ------------------------------------------------------------------------------------------ what is found


def of_incident(readings: Sequence[Reading]) -> Place | None:
    places = [reading.place for reading in readings if reading.place is not None]
    votes = Counter((place.name, place.region) for place in places)
    return max(places, key=lambda place: votes[place.name, place.region], default=None)


def plain(read: Sequence[Report]) -> Place | None:
    """The most frequent town name of the gazetteer, as its largest bearer."""
    text = words(read)
    counted: Counter[str] = Counter()
    for match in re.finditer(r"[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,2}", text):
        parts = match[0].split()
        for size in range(len(parts), 0, -1):
            name = fold(" ".join(parts[:size]))
            if any(one.first and gazetteer().kind(one.number) == "town" for one in gazetteer().find(name)):
                counted[name] += 1
                break
    if not counted:
        return None
    return gazetteer().place(_largest(min(counted, key=lambda name: (-counted[name], name))))


def same_city(place: Place | None, row: dict[str, Any]) -> bool:
    if place is None:
        return False
    wanted = {fold(name) for name in cities(row)}
    ids = {gazetteer().place(one.number).id for name in wanted for one in gazetteer().find(name)}
    return fold(place.name) in wanted or place.id in ids


def state_of(place: Place | None) -> str | None:
    if place is None:
        return None
    return place.name if place.kind == "region" else place.region


def error(place: Place | None, row: dict[str, Any]) -> str:
    """What went wrong with the town."""
    if place is None:
        return "no place"
    if not any(gazetteer().find(name) for name in cities(row)):
        return "the place is not in the gazetteer"
    if place.kind in ("region", "country"):
        return "only a state or country"
    if place.kind == "district":
        return "a county for its town"
    if place.region == row["state"]:
        return "another place of the state"
    return "a name of which several places are" if place.id.startswith("open:") else "a place elsewhere"


def reading_of(read: Sequence[Report]) -> tuple[Reading, ...]:
    """Read as far as places need: without times, attributions and claims."""
    steps = Steps(
        find_times=lambda _reading, _today: (),
        find_attributions=lambda _reading: (),
        find_claims=lambda reading: reading,
    )
    return crossread.read_reports(read, steps=steps)


def score(path: Path, notes: Notes, most: int | None) -> dict[str, float]:
    count: Counter[str] = Counter()
    for row in rows(path, most):
        read = reports(row)
        text = words(read)
        place, simple = of_incident(reading_of(read)), plain(read)
        if any(re.search(rf"\b{re.escape(name)}\b", text, re.I) for name in cities(row)):
            right = same_city(place, row)
            count["city"] += 1
            count["city_right"] += right
            count["plain_city"] += same_city(simple, row)
            notes.note(
                f"gva {row['incident']} city",
                right,
                f"city: {error(place, row)}",
                f"{row['city']}, {row['state']}: {shown(place)}",
            )
        if names_state(row, text) or implies_state(row, text):
            right = state_of(place) == row["state"]
            count["state"] += 1
            count["state_right"] += right
            count["plain_state"] += state_of(simple) == row["state"]
            way = "open" if state_of(place) is None else "another"
            notes.note(
                f"gva {row['incident']} state", right, f"state: {way}", f"{row['city']}, {row['state']}: {shown(place)}"
            )
    return {
        "gva_city": count["city_right"] / max(count["city"], 1),
        "gva_state": count["state_right"] / max(count["state"], 1),
        "plain_gva_city": count["plain_city"] / max(count["city"], 1),
        "plain_gva_state": count["plain_state"] / max(count["state"], 1),
    }


def shown(place: Place | None) -> str:
    return (
        "none" if place is None else ", ".join(filter(None, (place.name, place.district, place.region, place.country)))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--most", type=int, help="the first N incidents only")
    add_options(parser)
    options, notes = parsed(parser), Notes()
    scores = score(options.data / "gva" / f"{options.part}.jsonl.gz", notes, options.most)
    notes.show(options)
    if options.json:
        print(json.dumps({f"places.{name}": round(value, 4) for name, value in scores.items()}))
        return
    for name, value in scores.items():
        print(f"{name:20} {value:.4f}")


if __name__ == "__main__":
    main()
