from dataclasses import replace

import pytest

from crossread import read_report, report_from_text
from crossread.model import Reading
from crossread.read.mentions import find_mentions
from crossread.read.named import Name, kinds_marked
from crossread.read.sentences import find_sentences
from factories import report


def mentions(text):
    made = report(text)
    reading = Reading(report=made, sentences=find_sentences(made))
    return [(m.span.text, m.kind) for m in find_mentions(reading)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a title is no part of the name, and makes it a person
        ("On Monday President Ana Ruiz left.", [("Ana Ruiz", "person")]),
        (
            "There the Norland Council President Theo Malen spoke.",
            [("Norland Council", "organisation"), ("Theo Malen", "person")],
        ),
        ("Yesterday the Peruvian Defense Ministry spoke.", [("Peruvian Defense Ministry", "organisation")]),
        ("They met in Varo on Tuesday.", [("Varo", "place")]),
        ("The town of Talen fell.", [("Talen", "place")]),
        (
            "He left the Ministry of Health in Quito.",
            [("Ministry of Health", "organisation"), ("Quito", "place")],
        ),
        ("Then Theo de la Malen left.", [("Theo de la Malen", "person")]),
        ("He flew from Varo International Airport.", [("Varo International Airport", "facility")]),
        ("It was the worst day since the Talen War.", [("Talen War", "event")]),
        # people by what they do or suffer; a word with hyphens, and a name behind, are not cut
        ("On Monday a 73-year-old climber fell.", [("a 73-year-old climber", "description")]),
        ("Then pirates left.", [("pirates", "description")]),
        ("They will host a summit and guard the dam.", []),
        # peoples
        ("Then ethnic Serbs and Bolivians left.", [("Serbs", "nationality"), ("Bolivians", "nationality")]),
        # the first word of a sentence is a name only where the report shows it elsewhere
        ("Evidence was lost.", []),
        ("Then Malen left. Malen was tired.", [("Malen", "person"), ("Malen", "person")]),
        # "Varo-brokered" names nothing
        ("They signed a Varo-brokered truce.", []),
    ],
)
def test_names(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met a senior official from Varo.", ("a senior official from Varo", "description")),
        ("Then residents fled.", ("residents", "group")),
        ("But the authorities in Varo agreed.", ("the authorities in Varo", "group")),
        ("But Varo's health ministry agreed.", ("Varo's health ministry", "organisation")),
        ("They met pirates in the Gulf of Guinea.", ("pirates in the Gulf of Guinea", "description")),
        ("But officials from both sides sat down.", ("officials from both sides", "description")),
    ],
)
def test_descriptions(text, expected):
    assert expected in mentions(text)


def test_a_description_that_introduces_a_name_is_a_role():
    assert mentions("There the spokesman Theo Malen left.") == [("Theo Malen", "person")]


def test_headlines_in_title_case_show_nothing():
    assert mentions("Army Leaves Small Town After Long Battle\n\nIt rained.") == []


def test_mentions_do_not_hang_on_order_of_calls():
    made = report("Then Ana Ruiz met Theo Malen in Varo.")
    reading = Reading(report=made, sentences=find_sentences(made))
    assert find_mentions(reading) == find_mentions(replace(reading))


def test_a_surname_that_is_a_common_word_is_the_person_named_in_full_before():
    text = "Ana Waters, the mayor, resigned on Monday. Waters has not said why. She swam in cold waters."
    mentions = read_report(report_from_text(text)).mentions
    assert [m.span.text for m in mentions if m.kind == "person"] == ["Ana Waters", "Waters"]
    assert kinds_marked("Steve Banks came.", [Name(0, 11, "person")]) == {"Steve Banks": "person", "Banks": "person"}


def test_an_outlet_with_a_stroke_in_its_name_is_one():
    reading = read_report(report_from_text("Ana Ruiz told RFE/RL's Norland Service that the town fell."))
    assert [m.span.text for m in reading.mentions if m.kind == "organisation"] == ["RFE/RL"]


def test_a_spokesman_belongs_to_whom_he_speaks_for_wherever_the_sentence_begins():
    text = "Speaking later on Thursday, Kremlin spokesman Theo Malen told reporters that peacekeepers helped."
    reading = read_report(report_from_text(text))
    names = {entity.id: entity.name for entity in reading.entities}
    assert [names[e.part_of] for e in reading.entities if e.name == "Theo Malen" and e.part_of] == ["Kremlin"]
