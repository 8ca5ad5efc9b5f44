"""What numbers count, in invented reports."""

from dataclasses import replace

import pytest

from crossread.amounts import read_amount
from crossread.model import Mention, Reading, Report, Sentence
from crossread.read.quantities import find_quantities
from crossread.read.times import find_times


def reading(*sentences, names=()):
    text = " ".join(sentences)
    report = Report(id="r1", text=text, sha256="0" * 64)
    spans, place = [], 0
    for sentence in sentences:
        spans.append(Sentence(span=report.span(place, place + len(sentence))))
        place += len(sentence) + 1
    mentions = tuple(
        Mention(
            id=f"m{number}", span=report.span(text.index(name), text.index(name) + len(name), words=True), kind="person"
        )
        for number, name in enumerate(names)
    )
    made = Reading(report=report, sentences=tuple(spans), mentions=mentions)
    return replace(made, times=find_times(made, None))


def found(*sentences, names=()):
    return [(q.span.text, q.what) for q in find_quantities(reading(*sentences, names=names))]


@pytest.mark.parametrize(
    ("text", "words", "what"),
    [
        ("The toll: at least 200 deaths.", "at least 200 deaths", "killed"),
        ("Several Marran soldiers were reportedly killed.", "Several Marran soldiers", "killed"),
        ("The flood left 20 villagers dead.", "20 villagers", "killed"),
        ("killing at least 16 people", "at least 16 people", "killed"),
        ("Fifteen people died in Tarn.", "Fifteen people", "killed"),
        ("The death toll rose to 34.", "34", "killed"),
        ("The death toll rose to 34 from 12.", "12", "killed"),
        ("The mayor put the number of dead at 14.", "14", "killed"),
        ("The ministry spoke of 14 dead.", "14 dead", "killed"),
        # all who live there, whatever was done to some of them
        ("Shells hit Orvel, a town of 3,400 people, and killed many.", "3,400 people", "population"),
        ("The mill, in a village with a population of 640, was shut.", "640", "population"),
        ("Many fled the valley, home to about 50,000 Marrans, who fled.", "about 50,000 Marrans", "population"),
        ("An estimated 9,000 people live there, and many were killed.", "An estimated 9,000 people", "other"),
        # hurt, and what became of them
        ("A blast sent four people to the hospital.", "four people", "injured"),
        ("Two teens were found in a yard with gunshot wounds.", "Two teens", "injured"),
        ("One person was treated for a burn wound.", "One person", "injured"),
        ("Five were shot, one fatally.", "Five", "other"),
        ("Five were shot, one fatally.", "one", "killed"),
        ("Two men were taken to Orvel General Hospital, where they died.", "Two men", "killed"),
        ("They were blamed for the murder of six priests.", "six priests", "killed"),
        ("and more than 300 wounded", "more than 300 wounded", "injured"),
        ("Dozens were injured.", "Dozens", "injured"),
        ("12 miners were reported missing.", "12 miners", "missing"),
        ("Thousands of residents fled to a camp.", "Thousands of residents", "displaced"),
        ("some 82,000 internally displaced persons", "some 82,000 internally displaced persons", "displaced"),
        ("the evacuation of 5,000 Marrans from the valley", "5,000 Marrans", "evacuated"),
        ("The storm forced 300 families to evacuate.", "300 families", "evacuated"),
        ("1,340 civilians remained there on Thursday.", "1,340 civilians", "sheltering"),
        ("Police arrested several people.", "several people", "detained"),
        ("an observer force of 2,500 men", "2,500 men", "troops"),
        ("a region of 120,000 people", "120,000 people", "population"),
        ("At least 60 homes were destroyed.", "At least 60 homes", "buildings"),
        ("seized 40 rifles", "40 rifles", "weapons"),
        ("a town over 80 km (50 miles) from Tarn", "over 80 km (50 miles)", "distance"),
        ("for more than 36 hours of fighting", "more than 36 hours", "duration"),
        ("worth $3.5 million", "$3.5 million", "money"),
        ("No casualties were reported.", "No casualties", "killed"),
        ("No one was hurt.", "No one", "injured"),
        # single victims without a number
        ("A soldier was killed near the bridge.", "A soldier", "killed"),
        ("Gunmen killed a young shepherd and fled.", "a young shepherd", None),
        ("the fatal shooting of a man at the mill", "a man", "killed"),
        ("They condemned the murder of Judge Orla Venn in Tarn.", "Judge Orla Venn", "killed"),
    ],
)
def test_what_is_counted(text, words, what):
    got = found(text)
    assert what is None or (words, what) in got


@pytest.mark.parametrize(
    "text",
    [
        "However, no number was given.",
        "In 2020 the dam broke.",
        "It broke on September 20 at 16:05 GMT.",
        "Orla Venn, 34, was there.",
        "the 34-year-old driver",
        "the 20th century",
        "along Route 66",
        "They met one another.",
        "Follow us: 5,531 views",
        "Some analysts disagree.",
    ],
)
def test_no_count(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They have sworn to kill 10 judges.", "10 judges"),
        ("Ten people could be killed.", "Ten people"),
        ("Ten people were killed or wounded.", "Ten people"),
        ("The clashes caused 40 casualties.", "40 casualties"),
    ],
)
def test_what_did_not_happen_or_is_not_said_is_no_toll(text, words):
    assert (words, "other") in found(text)


def test_who_counts_is_no_victim():
    assert found("The mayor put the number of dead at 14.") == [("14", "killed")]


def test_parts_and_ellipsis():
    whole, part, wounded = find_quantities(
        reading("The clinic reported at least 90 deaths, including six miners, and more than 300 injured.")
    )
    assert (whole.amount.low, whole.amount.high, whole.of) == (90, None, "people")
    assert (part.what, part.of, part.part_of) == ("killed", "miners", whole.id)
    assert (wounded.what, wounded.amount.low, wounded.part_of) == ("injured", 300, None)


def test_parts_told_in_the_next_sentence():
    whole, part = find_quantities(reading("The blast killed 30 people.", "Ten of them were children."))
    assert part.part_of == whole.id


def test_parts_named_behind():
    whole, part = find_quantities(reading("At least 31 people were killed, six children among them, in Tarn."))
    assert (part.what, part.part_of) == ("killed", whole.id)


def test_lists_share_their_verb():
    assert found("The blast killed two soldiers and three farmers.") == [
        ("two soldiers", "killed"),
        ("three farmers", "killed"),
    ]
    assert found("Two people were killed and five others injured.") == [
        ("Two people", "killed"),
        ("five others", "injured"),
    ]


def test_a_named_victim_counts_once():
    got = found("Orla Venn was killed on the bridge.", "Orla Venn was killed by hail.", names=["Orla Venn"])
    assert got == [("Orla Venn", "killed")]


def test_an_active_verb_makes_no_victim_of_its_subject():
    assert found("A farmer killed his neighbour.") == [("his neighbour", "killed")]


@pytest.mark.parametrize(
    "text",
    [
        "At least 200 soldiers and farmers died, some 82,000 people fled, 20 to 30 houses burned over 5 km (3 miles).",
        "Between 20 and 30 people, among them several children, were arrested in a two-day raid worth $3.5 million.",
        "No casualties were reported; up to 12 miners are missing, police said, and dozens were hurt.",
    ],
)
def test_words_read_again_give_the_same_amount(text):
    quantities = find_quantities(reading(text))
    assert quantities
    for quantity in quantities:
        assert text[quantity.span.start : quantity.span.end] == quantity.span.text
        assert read_amount(quantity.span.text) == quantity.amount
