"""Places of several reports: which are one, which are not, and the label that keeps every name."""

from dataclasses import replace

import pytest

from crossread.align.entities import merge_entities
from crossread.align.places import different_places, same_places
from crossread.model import Entity, Mention, Place, Reading
from crossread.places import bearers, gazetteer
from crossread.present.index import index_of
from factories import report


def town(name, number=0, **fields):
    return Entity(id=f"e{number}", name=name, kind="place", place=place(name), **fields)


def place(name):
    found = bearers(name)
    return gazetteer().place(found[0].number) if found else None


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("Mumbai", "Bombay", "one place of the gazetteer"),
        ("Falklands", "Malvinas", "one place of the gazetteer"),
        ("Senkaku Islands", "Diaoyu Islands", "two names of one place"),
        ("Lima", "Quito", None),
        # the table's Canton is in China, today's in Ohio
        ("Guangzhou", "Akron", None),
    ],
)
def test_two_names(left, right, rule):
    found = list(same_places({"a": town(left), "b": town(right, 1)}))
    assert [ground for _, _, ground in found][:1] == ([rule] if rule else [])
    assert {frozenset((one, other)) for one, other, _ in found} == ({frozenset("ab")} if rule else set())


def test_the_old_name_of_one_town_is_the_name_of_another_today():
    elsewhere = Place(id="geonames:1", name="Salisbury", kind="town", region="England", country="United Kingdom")
    assert not list(same_places({"a": town("Harare"), "b": replace(town("Salisbury", 1), place=elsewhere)}))


def test_only_places_are_joined():
    assert not list(same_places({"a": town("Mumbai"), "b": replace(town("Bombay", 1), kind="person")}))


@pytest.mark.parametrize(
    ("left", "right", "different"),
    [
        (Place(id="a", name="Mendoza", kind="town", region="Mendoza", country="Argentina"),
         Place(id="b", name="Mendoza", kind="region", country="Argentina"), False),
        (Place(id="a", name="Springfield", kind="town", region="Illinois", country="United States"),
         Place(id="b", name="Springfield", kind="town", region="Oregon", country="United States"), True),
        (Place(id="a", name="Georgia", kind="country"), Place(id="b", name="Georgia", kind="region",
         country="United States"), True),
        (Place(id="a", name="Springfield", kind="town"), None, False),
    ],
)  # fmt: skip
def test_different_places(left, right, different):
    assert different_places(left, right) is different
    assert different_places(right, left) is different


def reading(text, name):
    made = report(text)
    at = text.index(name)
    mention = Mention(id=f"m{made.id}", span=made.span(at, at + len(name), words=True), kind="place", entity=f"e{name}")
    entity = Entity(id=f"e{name}", name=name, kind="place", mentions=(mention.id,), place=place(name))
    return Reading(report=made, mentions=(mention,), entities=(entity,))


def test_reports_that_name_one_place_otherwise_share_an_entity_and_its_label_has_both():
    readings = [reading("It rained in the Senkaku Islands.", "Senkaku Islands"),
                reading("It rained in the Diaoyu Islands.", "Diaoyu Islands")]  # fmt: skip
    for given in (readings, readings[::-1]):
        merged, entities = merge_entities(given)
        assert len(entities) == 1
        assert {mention.entity for one in merged for mention in one.mentions} == {entities[0].id}
        brief = _brief(merged, entities)
        label = index_of(brief).label(entities[0].id)
        assert set(label.split(" / ")) == {"Diaoyu Islands", "Senkaku Islands"}


def _brief(readings, entities):
    from crossread.model import Brief, MadeWith, RestsOn, Story

    return Brief(
        story=Story(id="s", title=None, reports=tuple(one.report.id for one in readings)),
        rests_on=RestsOn(reports=len(readings)),
        reports=tuple(readings),
        entities=tuple(entities),
        made_with=MadeWith(version="0", rule="as-reported"),
    )
