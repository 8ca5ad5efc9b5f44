"""Entities of several reports become those of the story; nothing is merged that names do not force."""

from dataclasses import replace
from itertools import permutations

import pytest

from crossread.align.entities import merge_entities
from crossread.model import Alias, Attribution, Claim, Entity, Mention, Place, Reading, Report, Role, short_hash


def reading(id, *people, text=None):
    """``people``: (local id, kind, name, *other forms); each form is mentioned once."""
    text = text or ". ".join(form for _, _, *forms in people for form in forms)
    report = Report(id=id, text=text, sha256="")
    mentions, entities, at = [], [], 0
    for local, kind, *forms in people:
        own = []
        for form in forms:
            start = text.index(form, at)
            at = start + len(form)
            span = report.span(start, at, words=True)
            own.append(Mention(id=short_hash("m", id, start, at), span=span, kind=kind, entity=local))
        aliases = tuple(Alias(name=form) for form in dict.fromkeys(forms[1:]) if form != forms[0])
        entities.append(
            Entity(id=local, name=forms[0], kind=kind, aliases=aliases, mentions=tuple(item.id for item in own))
        )
        mentions += own
    return Reading(report=report, mentions=tuple(mentions), entities=tuple(entities))


def merged_names(*readings):
    """Return, for each entity of the story, the set of names it has."""
    _, entities = merge_entities(readings)
    return {frozenset({entity.name, *(alias.name for alias in entity.aliases)}) for entity in entities}


def groups(*names):
    return {frozenset(group) for group in names}


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        # the same name, with and without article, accents and hyphens
        (("person", "Dora Pelk"), ("person", "Dora Pelk"), True),
        (("place", "Velín"), ("place", "Velin"), True),
        (("organisation", "the Valley Council"), ("organisation", "Valley Council"), True),
        # a group may be read as an organisation, a facility as a place; a person is never a place
        (("organisation", "Free Masons of Marn"), ("group", "Free Masons of Marn"), True),
        (("place", "Ostrel Bridge"), ("facility", "Ostrel Bridge"), True),
        (("person", "Marn"), ("place", "Marn"), False),
        # spellings: one part the same, the other near
        (("person", "Dora Pelkhin"), ("person", "Dora Pelhin"), True),
        (("person", "Dora Pelk"), ("person", "Dana Pelk"), False),
        (("person", "Dora Pelk"), ("person", "Dora Marsh"), False),
        (("place", "North Velinakh"), ("place", "North Velinax"), True),
        (("place", "North Velin"), ("place", "South Velin"), False),
        (("organisation", "Company 12"), ("organisation", "Company 14"), False),
        # one part alone must sound the same throughout
        (("place", "Velinakh"), ("place", "Velinax"), True),
        (("place", "Velin"), ("place", "Velan"), False),
        (("place", "Marn"), ("place", "Marl"), False),
        # a surname stands for the one bearer
        (("person", "Dora Pelk"), ("person", "Pelk"), True),
        (("person", "Dora Pelkhin"), ("person", "Pelhin"), True),
        (("person", "Pelk"), ("person", "Pelk"), True),
        # the one body that a short name ends
        (("organisation", "Marnish Assembly"), ("organisation", "Assembly"), True),
        (("organisation", "Marnish Assembly"), ("organisation", "Marnish"), False),
        (("organisation", "Assembly of Marnish"), ("place", "Marnish"), False),
        # acronyms
        (("organisation", "Valley Relief Fund"), ("organisation", "VRF"), True),
        (("organisation", "Union of Tram Drivers"), ("organisation", "UTD"), True),
        (("organisation", "Valley Relief Fund"), ("organisation", "VRD"), False),
        (("person", "Vera Rosa Falk"), ("organisation", "VRF"), False),
        # descriptions name nobody, save institutions in the same words
        (("description", "a senior official"), ("description", "a senior official"), False),
        (("description", "residents"), ("description", "residents"), False),
        (("description", "the authorities in Velin"), ("description", "the authorities in Velin"), True),
        (("description", "the authorities in Velin"), ("description", "the authorities in Marn"), False),
        (("description", "the authorities"), ("description", "the authorities"), False),
        # words without a name in them name nobody, whatever kind they were read as
        (("group", "residents"), ("group", "residents"), False),
        (("organisation", "his office"), ("organisation", "his office"), False),
    ],
)
def test_pairs(left, right, one):
    (kind, name), (other_kind, other) = left, right
    _, entities = merge_entities([reading("ra", ("e1", kind, name)), reading("rb", ("e1", other_kind, other))])
    assert len(entities) == (1 if one else 2)


def test_a_name_that_is_far_oftener_a_place_is_no_person():
    slip = reading("ra", ("e1", "person", "Marn"))
    others = reading("rb", ("e1", "place", "Marn", "Marn", "Marn"))
    _, (place,) = merge_entities([slip, others])
    assert place.kind == "place"
    real = reading("ra", ("e1", "person", "Marn"), ("e2", "person", "Dora Marn"))
    assert len(merge_entities([real, others])[1]) > 1


def test_surname_with_two_bearers_stays_alone():
    found = merged_names(
        reading("ra", ("e1", "person", "Dora Pelk")),
        reading("rb", ("e1", "person", "Anton Pelk")),
        reading("rc", ("e1", "person", "Pelk")),
    )
    assert found == groups({"Dora Pelk"}, {"Anton Pelk"}, {"Pelk"})


@pytest.mark.parametrize(
    ("form", "whose"), [("Mr. Pelk", "Anton Pelk"), ("Mrs. Pelk", "Dora Pelk"), ("Dr. Pelk", None)]
)
def test_an_honorific_tells_husband_and_wife_apart(form, whose):
    found = merged_names(
        reading("ra", ("e1", "person", "Mrs. Dora Pelk")),
        reading("rb", ("e1", "person", "Mr. Anton Pelk")),
        reading("rc", ("e1", "person", form)),
    )
    assert any(form in names and len(names) > 1 for names in found) == (whose is not None)
    assert whose is None or any({form} < names and any(whose in name for name in names) for names in found)


def test_surname_that_two_reports_resolve_differently():
    found = merged_names(
        reading("ra", ("e1", "person", "Dora Pelk", "Pelk")), reading("rb", ("e1", "person", "Anton Pelk", "Pelk"))
    )
    assert found == groups({"Dora Pelk", "Pelk"}, {"Anton Pelk", "Pelk"})


def test_a_report_knows_its_own_people_apart():
    found = merged_names(reading("ra", ("e1", "person", "Dora Pelkhin"), ("e2", "person", "Dora Pelhin")))
    assert len(found) == 2


def test_short_name_of_two_bodies_stays_alone():
    found = merged_names(
        reading("ra", ("e1", "organisation", "Water Office"), ("e2", "organisation", "Land Office")),
        reading("rb", ("e1", "organisation", "Office")),
    )
    assert len(found) == 3


def test_acronym_with_two_expansions_stays_alone():
    found = merged_names(
        reading("ra", ("e1", "organisation", "Valley Relief Fund"), ("e2", "organisation", "Velin Road Fund")),
        reading("rb", ("e1", "organisation", "VRF")),
    )
    assert len(found) == 3


def test_two_names_of_one_place():
    stated = reading("ra", ("e1", "place", "Velin", "Marnograd"))
    stated = replace(
        stated,
        entities=(
            replace(
                stated.entities[0],
                aliases=(
                    Alias(name="Marnograd", used_by=("Hill people",)),
                    Alias(name="Velin", used_by=("Valley people",)),
                ),
            ),
        ),
    )
    others = [
        reading("rb", ("e1", "place", "Velin"), ("e2", "place", "Ostrel")),
        reading("rc", ("e1", "place", "Marnograd")),
    ]
    _, entities = merge_entities([stated, *others])
    assert len(entities) == 2
    both = next(entity for entity in entities if entity.name != "Ostrel")
    assert {alias.name: alias.used_by for alias in both.aliases} == {
        "Marnograd": ("Hill people",), "Velin": ("Valley people",),
    }  # fmt: skip
    assert {span.report for alias in both.aliases for span in alias.evidence} == {"ra", "rb", "rc"}


def test_name_is_the_form_most_used_and_full_for_a_person():
    _, entities = merge_entities([
        reading("ra", ("e1", "organisation", "Valley Relief Fund", "VRF", "VRF", "VRF")),
        reading("rb", ("e1", "person", "Dora Pelk", "Pelk", "Pelk", "Pelk")),
    ])  # fmt: skip
    assert [entity.name for entity in entities] == ["Dora Pelk", "VRF"]


def test_ids_are_new_everywhere():
    local = reading("ra", ("e1", "person", "Dora Pelk"), ("e2", "place", "Velin"))
    span = local.mentions[0].span
    local = replace(
        local,
        attributions=(Attribution(id="a1", source=span, cue=None, content=(), speaker="e1", addressee="gone"),),
        claims=(Claim(id="c1", span=span, speaker="e1", who=("e1",), whom=("e1", "gone"), where=("e2",)),),
    )
    (new,), entities = merge_entities([local])
    by_name = {entity.name: entity.id for entity in entities}
    assert new.entities == ()
    assert {mention.entity for mention in new.mentions} == set(by_name.values())
    assert (new.attributions[0].speaker, new.attributions[0].addressee) == (by_name["Dora Pelk"], None)
    claim = new.claims[0]
    assert (claim.speaker, claim.who, claim.whom, claim.where) == (
        by_name["Dora Pelk"], (by_name["Dora Pelk"],), (by_name["Dora Pelk"],), (by_name["Velin"],),
    )  # fmt: skip


def test_part_of_is_carried_and_never_runs_in_a_circle():
    first = reading("ra", ("e1", "organisation", "Water Office"), ("e2", "place", "Velin"))
    second = reading("rb", ("e1", "organisation", "Water Office"), ("e2", "place", "Velin"))
    first = replace(first, entities=(replace(first.entities[0], part_of="e2"), first.entities[1]))
    second = replace(second, entities=(second.entities[0], replace(second.entities[1], part_of="e1")))
    _, (place, office) = merge_entities([first, second])
    assert {place.part_of, office.part_of} <= {None, place.id, office.id}
    assert not (place.part_of == office.id and office.part_of == place.id)
    _, entities = merge_entities([first])
    assert [entity.part_of for entity in entities if entity.name == "Water Office"] == [
        next(entity.id for entity in entities if entity.name == "Velin")
    ]


def test_roles_and_places_are_kept():
    local = reading("ra", ("e1", "person", "Dora Pelk"))
    role = Role(span=local.report.span(0, 4, words=True))
    place = Place(id="pl1", name="Pelk", kind="town")
    local = replace(local, entities=(replace(local.entities[0], roles=(role,), place=place),))
    _, (entity,) = merge_entities([local, reading("rb", ("e9", "person", "Pelk"))])
    assert (entity.roles, entity.place) == ((role,), place)


def test_order_changes_nothing():
    readings = [
        reading("ra", ("e1", "person", "Dora Pelkhin", "Pelkhin"), ("e2", "description", "a senior official")),
        reading("rb", ("e1", "person", "Pelhin"), ("e2", "description", "a senior official")),
        reading("rc", ("e1", "place", "Velin"), ("e2", "organisation", "Valley Relief Fund")),
        reading("rd", ("e1", "organisation", "VRF"), ("e2", "person", "Anton Marsh")),
    ]
    results = set()
    for order in permutations(readings):
        new, entities = merge_entities(order)
        results.add((entities, tuple(sorted(new, key=lambda item: item.report.id))))
    assert len(results) == 1


def test_ids_are_unique_and_every_local_entity_has_one():
    readings = [
        reading(f"r{n}", ("e1", "description", "residents"), ("e2", "person", "Pelk"), ("e3", "group", ""))
        for n in range(3)
    ]
    new, entities = merge_entities(readings)
    ids = [entity.id for entity in entities]
    assert len(ids) == len(set(ids))
    assert {mention.entity for item in new for mention in item.mentions} <= set(ids)


def test_nothing_gives_nothing():
    assert merge_entities([]) == ((), ())
