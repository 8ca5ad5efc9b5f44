"""The gazetteer: countries, first-level regions, districts, and towns of five hundred and more, with their names.

``gazetteer()`` opens the shipped file at first use; ``find(name)`` gives the places of a name, the largest first.
Which of them a report means is decided in ``crossread.read.places``.

The file (``resources/gazetteer.py`` makes it, from GeoNames and CLDR) is a header and blocks of ``BLOCK`` lines, each
compressed by itself, so that a name costs one block: names sorted by their folded form with the numbers of their
places, and the places by number. Places are numbered by country, region and size, so that the area of a number is
found without reading its line.
"""

from __future__ import annotations

import functools
import json
import math
import struct
import zlib
from bisect import bisect_right
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from crossread.errors import ResourceError
from crossread.model import Place, PlaceKind
from crossread.names import fold
from crossread.tables import table

__all__ = [
    "BLOCK",
    "MAGIC",
    "Gazetteer",
    "Named",
    "Renamed",
    "bearers",
    "gazetteer",
    "population_class",
    "region_code",
    "renamed",
]

MAGIC = b"crossread places 1\n"
# Lines a block: half of it compresses a tenth worse, twice of it costs twice the time a look-up.
BLOCK = 128
# Blocks that are kept open: a report names places of few countries, and each block is about 10 kB.
OPEN_BLOCKS = 512

_KINDS: dict[str, PlaceKind] = {"n": "country", "r": "region", "d": "district", "c": "town"}

Part = Literal["names", "places", "sizes", "kinds"]


class Named(NamedTuple):
    """A place that bears a name: its number, and whether it is the first of its names."""

    number: int
    first: bool


class Renamed(NamedTuple):
    """One place of the hand-kept table: its country ("": disputed), and its names with who uses them."""

    country: str
    names: tuple[tuple[str, tuple[str, ...]], ...]


def population_class(population: int) -> int:
    """Return how large a place is as a small number: eight steps for each doubling."""
    return min(255, round(8 * math.log2(population + 1)))


class Gazetteer:
    """The shipped places, read a block at a time."""

    def __init__(self, content: bytes) -> None:
        """Take the file's bytes; raises ``ResourceError`` where they are not a gazetteer."""
        if not content.startswith(MAGIC):
            raise ResourceError(f"gazetteer: found {content[:18]!r}, expected {MAGIC!r}; reinstall crossread")
        (length,) = struct.unpack_from("<I", content, len(MAGIC))
        start = len(MAGIC) + 4
        header = json.loads(zlib.decompress(content[start : start + length]))
        self._content = content
        self._heads: list[str] = header["heads"]
        self._starts: dict[Part, list[tuple[int, int]]] = {}
        at = start + length
        for name, lengths in header["parts"].items():
            ends = list(accumulate(lengths, initial=at))
            self._starts[name] = list(pairwise(ends))
            at = ends[-1]
        self._area_starts: list[int] = [first for first, _, _ in header["areas"]]
        self._areas: list[tuple[str, str]] = [(country, region) for _, country, region in header["areas"]]
        self._first = dict(zip(self._areas, self._area_starts, strict=True))
        self._sizes = self._block("sizes", 0)
        self._kinds = self._block("kinds", 0).decode()
        self._names = functools.lru_cache(maxsize=OPEN_BLOCKS)(self._opened_names)
        self._lines = functools.lru_cache(maxsize=OPEN_BLOCKS)(self._opened_lines)

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self._kinds)

    def _block(self, part: Part, number: int) -> bytes:
        start, end = self._starts[part][number]
        return zlib.decompress(self._content[start:end])

    def _opened_names(self, number: int) -> str:
        return "\n" + self._block("names", number).decode("utf-8")

    def _opened_lines(self, number: int) -> tuple[str, ...]:
        return tuple(self._block("places", number).decode("utf-8").split("\n"))

    @functools.lru_cache(maxsize=16384)  # noqa: B019 - there is one gazetteer, and it lives as long as the program
    def find(self, name: str) -> tuple[Named, ...]:
        """Return the places that bear ``name`` (any spelling that folds the same), the largest first."""
        key = fold(name)
        at = bisect_right(self._heads, key) - 1
        if not key or at < 0:
            return ()
        block = self._names(at)
        start = block.find(f"\n{key}\t")
        if start < 0:
            return ()
        start += len(key) + 2
        numbers = block[start : block.index("\n", start)].split(",")
        return tuple(Named(int(number.rstrip("~")), number[-1] != "~") for number in numbers)

    def place(self, number: int) -> Place:
        """Return the place of a number."""
        id, name, district, latitude, longitude, _ = self._line(number)
        country, region = self.area(number)
        kind = self.kind(number)
        whole = self._first.get((country, region)) if region and kind != "region" else None
        return Place(
            id=id,
            name=name,
            kind=kind,
            district=district or None,
            region=self._line(whole)[1] if whole is not None else None,
            country=None if kind == "country" else self._line(self._first[country, ""])[1],
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
        )

    def _line(self, number: int) -> list[str]:
        return self._lines(number // BLOCK)[number % BLOCK].split("\t")

    def country(self, code: str) -> str | None:
        """Return the name of the country with an ISO code; ``None`` where there is none."""
        first = self._first.get((code, ""))
        return None if first is None else self._line(first)[1]

    def area(self, number: int) -> tuple[str, str]:
        """Return the ISO code of the country and the code of the region ("" where there is none) of a place."""
        return self._areas[bisect_right(self._area_starts, number) - 1]

    def district(self, number: int) -> str:
        """Return the name of the district that a place is in ("" where it is not known)."""
        return self._line(number)[2]

    def size(self, number: int) -> int:
        """Return the ``population_class`` of a place."""
        return self._sizes[number]

    def kind(self, number: int) -> PlaceKind:
        """Return what a place is."""
        return _KINDS[self._kinds[number]]


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer, read at first use.

    Raises ``ResourceError`` where the file is missing or damaged.
    """
    place = files("crossread") / "data" / "places" / "gazetteer.bin"
    try:
        return Gazetteer(place.read_bytes())
    except (FileNotFoundError, zlib.error, struct.error, ValueError) as error:
        raise ResourceError(f"gazetteer ({place}): {error}; it ships with crossread, so reinstall it") from error


@functools.cache
def region_code(abbreviation: str) -> tuple[str, str] | None:
    """Return (country code, name of the region) of a newspaper or postal abbreviation ("Calif.", "N.C.", "TX")."""
    return _abbreviations().get(abbreviation)


@functools.cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for country, regions in reversed(table("places")["abbreviations"].items()):
        for region, forms in regions.items():
            found.update((form, (country, region)) for form in forms)
    return found


def renamed(name: str) -> tuple[Renamed, ...]:
    """Return the renamed and disputed places of the hand-kept table that bear ``name``."""
    return _renamed().get(fold(name), ())


@functools.cache
def _renamed() -> dict[str, tuple[Renamed, ...]]:
    found: dict[str, tuple[Renamed, ...]] = {}
    for row in table("renamed")["places"]:
        place = Renamed(row["country"], tuple((name, tuple(users)) for name, users in row["names"].items()))
        for name, _ in place.names:
            found[fold(name)] = (*found.get(fold(name), ()), place)
    return found


@functools.lru_cache(maxsize=16384)
def bearers(name: str) -> tuple[Named, ...]:
    """Return the places of a name, the largest first, with those that bear it in the table of renamed places.

    A name that the table has in use today counts as a first name of the place.
    """
    book = gazetteer()
    found = {one.number: one.first for one in book.find(name)}
    for group in renamed(name):
        former = any(fold(other) == fold(name) and users == ("formerly",) for other, users in group.names)
        for other, _ in group.names:
            for one in book.find(other):
                if one.first and group.country == book.area(one.number)[0]:
                    found[one.number] = not former
    return tuple(Named(number, found[number]) for number in sorted(found, key=lambda one: (-book.size(one), one)))
