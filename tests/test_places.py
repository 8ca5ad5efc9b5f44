"""The gazetteer: what it holds, and that every name of a place leads back to it."""

import random
import time
from pathlib import Path

import pytest
import yaml

from crossread.errors import ResourceError
from crossread.places import Gazetteer, bearers, gazetteer, population_class, region_code, renamed

ROOT = Path(__file__).resolve().parents[1]


def first(name, kind=None):
    book = gazetteer()
    found = (one.number for one in bearers(name) if kind in (None, book.kind(one.number)))
    return book.place(next(found))


@pytest.mark.parametrize(
    ("name", "kind", "region", "country"),
    [
        ("Lima", "town", "Lima", "Peru"),
        ("Oaxaca", "region", None, "Mexico"),
        ("Bartow County", "district", "Georgia", "United States"),
        ("Eswatini", "country", None, None),
        ("DR Congo", "country", None, None),
        # a second name, and one of the table that the gazetteer has under another
        ("Rangoon", "town", "Yangon", "Myanmar"),
        ("Puerto Argentino", "town", None, "Falkland Islands"),
        # a town of a few thousand
        ("Longyearbyen", "town", "Svalbard", "Svalbard and Jan Mayen"),
        # accents, case and apostrophes do not matter
        ("GUAYAQUÍL", "town", "Guayas", "Ecuador"),
    ],
)
def test_places(name, kind, region, country):
    place = first(name, kind)
    assert (place.kind, place.region, place.country) == (kind, region, country)


def test_what_is_in_no_list_is_not_found():
    assert gazetteer().find("Norland Varo Talen") == ()
    assert gazetteer().find("") == ()
    assert renamed("Norland") == ()


def test_every_place_is_found_by_its_own_name():
    book = gazetteer()
    for number in random.Random(7).sample(range(len(book)), 400):
        place = book.place(number)
        found = {one.number: one.first for one in book.find(place.name)}
        assert found.get(number) is True, place


def test_names_come_the_largest_first():
    book = gazetteer()
    sizes = [book.size(one.number) for one in book.find("Santa Cruz")]
    assert len(sizes) > 20
    assert sizes == sorted(sizes, reverse=True)


def test_a_place_lies_where_its_region_and_country_are():
    book = gazetteer()
    for number in random.Random(8).sample(range(len(book)), 200):
        place = book.place(number)
        if place.kind != "country":
            assert place.country == book.country(book.area(number)[0])
        if place.latitude is not None:
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180


def test_sizes_go_by_doublings():
    assert population_class(0) == 0
    assert population_class(2000) - population_class(1000) == 8


@pytest.mark.parametrize(
    ("short", "region"),
    [("Calif.", ("US", "California")), ("N.C.", ("US", "North Carolina")), ("TX", ("US", "Texas")),
     ("Ont.", ("CA", "Ontario")), ("Xyz.", None)],
)  # fmt: skip
def test_abbreviations(short, region):
    assert region_code(short) == region


def test_every_abbreviated_region_is_in_the_gazetteer():
    table = yaml.safe_load((ROOT / "resources" / "places.yaml").read_text(encoding="utf-8"))["abbreviations"]
    book = gazetteer()
    for country, regions in table.items():
        for region in regions:
            assert any(
                book.kind(one.number) == "region" and book.area(one.number)[0] == country for one in book.find(region)
            ), region


def test_the_table_of_renamed_places():
    places = yaml.safe_load((ROOT / "resources" / "renamed.yaml").read_text(encoding="utf-8"))["places"]
    assert sum(len(place["names"]) - 1 for place in places) >= 120
    assert all(len(place["names"]) > 1 for place in places)
    for place in places:
        assert not place["country"] or gazetteer().country(place["country"]), place
    assert len({tuple(place["names"]) for place in places}) == len(places)


def test_a_damaged_file_is_refused():
    with pytest.raises(ResourceError, match="gazetteer"):
        Gazetteer(b"not a gazetteer")


def test_the_shipped_file_is_small_and_opens_fast():
    content = (ROOT / "src" / "crossread" / "data" / "places" / "gazetteer.bin").read_bytes()
    assert len(content) <= 12_000_000
    start = time.process_time()
    Gazetteer(content).find("Lima")
    assert time.process_time() - start < 0.3  # .03 s on a free machine
