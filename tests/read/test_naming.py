"""Statements of names: their shapes, what they make of the entities, and what is none."""

from dataclasses import replace

import pytest

from crossread import read_report, report_from_text
from crossread.model import Reading
from crossread.read.mentions import find_mentions
from crossread.read.naming import namings
from crossread.read.sentences import find_sentences
from crossread.read.speakers import resolve_entities
from factories import report


def said(text):
    return [(naming.thing, naming.name, naming.users) for naming in namings(text, 0, len(text))]


def read(text):
    made = report(text)
    reading = Reading(report=made, sentences=find_sentences(made))
    return resolve_entities(replace(reading, mentions=find_mentions(reading)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # they call it
        ("Locals call it Talen, while Norlanders call it Tarrow.",
         [("it", "Talen", "Locals"), ("it", "Tarrow", "Norlanders")]),
        ("Ethnic Welsh call the town “Abertal” and English speakers call it “Talmouth”.",
         [("it", "Abertal", "Ethnic Welsh"), ("it", "Talmouth", "English speakers")]),
        ("Welsh settlers call the county's main port “Abertal”, while Saxons call it “Talmouth” today.",
         [("it", "Abertal", "Welsh settlers"), ("it", "Talmouth", "Saxons")]),
        ("Residents refer to Port Varo as Sul Varo.", [("Port Varo", "Sul Varo", "Residents")]),
        # known to them as
        ("They reached Talen, known to Norlanders as Tarrow, on Friday.", [("Talen", "Tarrow", "Norlanders")]),
        ("Talen, also known as Tarrow to the Norlanders, fell.", [("Talen", "Tarrow", "Norlanders")]),
        ("The island is known as Sul Varo by residents.", [("it", "Sul Varo", "residents")]),
        ("Talen, also known as Tarrow, fell.", [("Talen", "Tarrow", "")]),
        ("Known as Tarrow to Norlanders, the town fell.", [("it", "Tarrow", "Norlanders")]),
        # which they call
        ("Troops left Talen, which Norland calls Tarrow.", [("Talen", "Tarrow", "Norland")]),
        ("The town, which Welsh speakers call Abertal and English speakers call Talmouth, fell.",
         [("it", "Abertal", "Welsh speakers"), ("it", "Talmouth", "English speakers")]),
        ("Talen, called Tarrow by Norland, fell.", [("Talen", "Tarrow", "Norland")]),
        # X or Y
        ("Talen – or Tarrow, as Norlanders call it – fell.", [("Talen", "Tarrow", "Norlanders")]),
        ("Talen, or Tarrow in Spanish, fell.", [("Talen", "Tarrow", "Spanish")]),
        ("Talen (Tarrow in Arabic) fell.", [("Talen", "Tarrow", "Arabic")]),
        ("Talen (Spanish: Tarrow) fell.", [("Talen", "Tarrow", "Spanish")]),
        ("The Spanish name for Talen is Tarrow.", [("Talen", "Tarrow", "Spanish")]),
        ("Norland's name for the island is Port Varo.", [("it", "Port Varo", "Norland")]),
        # before and after
        ("Talen, formerly known as Tarrow, fell.", [("Talen", "Tarrow", "")]),
        ("Talen (formerly Tarrow) fell.", [("Talen", "Tarrow", "")]),
        ("Tarrow, now Talen, fell.", [("Talen", "Tarrow", "")]),
        ("Tarrow was renamed Talen in 1991.", [("Talen", "Tarrow", "")]),
        ("The council renamed Tarrow as Talen.", [("Talen", "Tarrow", "")]),
        # spelled
        ("Talen, also spelled Tallin, fell.", [("Talen", "Tallin", "")]),
        ("Talen (also spelt Tallin) fell.", [("Talen", "Tallin", "")]),
        # nothing of the kind
        ("Police called Talen Hospital on Friday.", []),
        ("They walked through Talen, Tarrow and Varo in Peru.", []),
        ("Ana Ruiz called Theo Malen a liar.", []),
        ("Norland calls for talks, while Varo calls for calm.", []),
        ("He moved from Talen to Tarrow in Spain.", []),
    ],
)  # fmt: skip
def test_shapes(text, expected):
    assert said(text) == expected


def test_every_stretch_is_of_the_text_and_holds_the_name():
    text = "It rained. Talen, which Norland calls Tarrow, fell. In Varo, formerly Lund, it rained."
    for naming in namings(text, 0, len(text)):
        assert naming.name in text[naming.start : naming.end]


def test_two_names_are_one_place_with_its_users():
    reading = read("In Talen it rained. Troops left Talen, which Norland calls Tarrow. In Tarrow it was calm.")
    town = next(entity for entity in reading.entities if any(alias.name == "Tarrow" for alias in entity.aliases))
    assert town.name == "Talen"
    assert {alias.name: alias.used_by for alias in town.aliases} == {"Tarrow": ("Norland",)}
    assert {mention.span.text for mention in reading.mentions if mention.entity == town.id} == {"Talen", "Tarrow"}
    for alias in town.aliases:
        assert any("Tarrow" in reading.report.text[span.start : span.end] for span in alias.evidence)


def test_what_is_said_of_places_is_not_said_of_people():
    reading = read("Then Ana Ruiz, now Prime Minister, left. Ana Ruiz was calm.")
    ruiz = next(entity for entity in reading.entities if entity.name == "Ana Ruiz")
    assert "Prime Minister" not in {alias.name for alias in ruiz.aliases}


def test_two_things_in_one_sentence_stay_two():
    reading = read("In Talen and in Varo it rained: Talen (formerly Tarrow) and Varo (formerly Lund) were calm.")
    names = [{entity.name, *(alias.name for alias in entity.aliases)} for entity in reading.entities]
    assert {"Talen", "Tarrow"} in names
    assert {"Varo", "Lund"} in names


@pytest.mark.parametrize(
    ("before", "known"),
    [
        ("Fighting broke out in the Talen Valley on Monday.", {"Tarrow": ("Norlanders",)}),
        # two places it may point at: left open
        ("Fighting spread from the Talen Valley to Varo on Monday.", {}),
    ],
)
def test_what_only_points_is_the_one_place_of_the_sentence_before(before, known):
    reading = read_report(report_from_text(f"{before} Known as Tarrow by Norlanders, the territory has a council."))
    valley = next(entity for entity in reading.entities if entity.name == "Talen Valley")
    assert {alias.name: alias.used_by for alias in valley.aliases} == known
