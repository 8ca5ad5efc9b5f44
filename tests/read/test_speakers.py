from dataclasses import replace

import pytest

from crossread.model import Reading
from crossread.read.attributions import find_attributions
from crossread.read.mentions import find_mentions
from crossread.read.sentences import find_sentences
from crossread.read.speakers import resolve_entities
from factories import report


def read(text):
    made = report(text)
    reading = Reading(report=made, sentences=find_sentences(made))
    reading = replace(reading, mentions=find_mentions(reading))
    return resolve_entities(replace(reading, attributions=find_attributions(reading)))


def speakers(text):
    reading = read(text)
    names = {entity.id: entity.name for entity in reading.entities}
    return [names.get(attribution.speaker) for attribution in reading.attributions]


def entity(reading, name):
    return next(e for e in reading.entities if e.name == name)


def party(reading, name):
    home = entity(reading, name).part_of
    return next((e.name for e in reading.entities if e.id == home), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Ana Ruiz said the town fell. Ruiz said it was lost.", ["Ana Ruiz", "Ana Ruiz"]),
        ("The mayor, Theo Malen, said that nobody came.", ["Theo Malen"]),
        ("The Varo Council said nobody came. It said all was quiet.", ["Varo Council", "Varo Council"]),
        ("A senior official said the town fell. The official said it was lost.", ["senior official"] * 2),
        # pronouns go back to the last speaker
        ("Ana Ruiz said the town fell. She added that it was lost.", ["Ana Ruiz", "Ana Ruiz"]),
        # "he" inside another's words is the other one that was named
        ("After a call with Theo Malen, the official said he had refused the plan.", ["official", "Theo Malen"]),
        # "they" is no single man
        ("A journalist said the town fell. They said it was lost.", ["journalist", None]),
        # nobody is named
        ("It was reported that the dam broke.", [None]),
        # two that would fit are refused
        ("Ana Ruiz and Theo Malen said the town fell.", [None]),
        # a possessor is not the speaker
        ("But Ana Ruiz's office said the town fell.", ["Ana Ruiz's office"]),
    ],
)
def test_speakers(text, expected):
    assert speakers(text) == expected


def test_a_surname_of_two_people_is_refused():
    reading = read("Then Ana Ruiz met Theo Ruiz. Later Ruiz left.")
    alone = next(m for m in reading.mentions if m.span.text == "Ruiz")
    assert alone.entity is None


def test_names_and_aliases():
    ruiz = entity(read("President Ana Ruiz left. Later Ruiz came back."), "Ana Ruiz")
    assert [alias.name for alias in ruiz.aliases] == ["Ruiz"]
    assert [role.span.text for role in ruiz.roles] == ["President"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Then Varo's Foreign Minister Ana Ruiz left.", "Ana Ruiz", "Varo's Foreign Minister"),
        ("The human rights ombudsman in Varo, Ana Ruiz, left.", "Ana Ruiz", "human rights ombudsman in Varo"),
        ("Then Ana Ruiz, the mayor of Varo, left.", "Ana Ruiz", "mayor of Varo"),
    ],
)
def test_roles(text, name, role):
    assert role in [found.span.text for found in entity(read(text), name).roles]


@pytest.mark.parametrize(
    ("text", "name", "home"),
    [
        ("Then the Peruvian Defense Ministry said it left.", "Peruvian Defense Ministry", "Peru"),
        ("Then Peruvian President Ana Ruiz said they left.", "Ana Ruiz", "Peru"),
        ("But Varo's defense ministry said it left.", "Varo's defense ministry", "Varo"),
        ("But the authorities in Varo said all left.", "authorities in Varo", "Varo"),
        # a capital that speaks stands for its country, and stays a place
        ("According to Lima, all left.", "Lima", "Peru"),
        # an adjective made from a place the report names, though it is in no list
        ("In Norland it rained. The Norlandic army said all left.", "Norlandic army", "Norland"),
        # people of a kind are nobody's office
        ("But the ethnic Peruvian forces said all left.", "ethnic Peruvian forces", None),
        ("But breakaway Peruvian forces said all left.", "breakaway Peruvian forces", None),
        ("The Peruvian rebel army said all left.", "Peruvian rebel army", None),
        ("Then former Peruvian President Ana Ruiz said they left.", "Ana Ruiz", None),
    ],
)
def test_parties(text, name, home):
    reading = read(text)
    assert party(reading, name) == home
    if home:
        evidence = entity(reading, name).part_of_evidence
        assert evidence is not None and evidence.start < evidence.end


def test_a_former_president_speaks_for_nobody_but_keeps_the_role():
    reading = read("Then former Peruvian President Ana Ruiz said they left.")
    assert [role.span.text for role in entity(reading, "Ana Ruiz").roles] == ["former Peruvian President"]


def test_two_names_of_one_town():
    text = (
        'They met in Talen. Locals call the main city "Talen", while Norlanders call it "Tarrow". In Tarrow it rained.'
    )
    reading = read(text)
    town = next(e for e in reading.entities if {a.name for a in e.aliases} >= {"Talen", "Tarrow"})
    assert {a.name: a.used_by for a in town.aliases} == {"Talen": ("Locals",), "Tarrow": ("Norlanders",)}
    mentions = [m.span.text for m in reading.mentions if m.entity == town.id]
    assert set(mentions) == {"Talen", "Tarrow"}


def test_every_reference_is_an_entity_or_none():
    reading = read("President Ana Ruiz told the Varo Council that Lima had lied. It denied this. Somebody said so.")
    known = {entity.id for entity in reading.entities} | {None}
    assert {m.entity for m in reading.mentions} <= known
    assert {a.speaker for a in reading.attributions} | {a.addressee for a in reading.attributions} <= known
    assert {e.part_of for e in reading.entities} <= known
    assert all(set(e.mentions) <= {m.id for m in reading.mentions} for e in reading.entities)
