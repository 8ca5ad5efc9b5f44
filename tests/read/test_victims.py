"""Single victims without a number, named or described."""

import pytest

from crossread.model import Reading, Report, Sentence
from crossread.read.quantities import find_quantities


def found(*sentences):
    text = " ".join(sentences)
    report = Report(id="r1", text=text, sha256="0" * 64)
    spans, place = [], 0
    for sentence in sentences:
        spans.append(Sentence(span=report.span(place, place + len(sentence))))
        place += len(sentence) + 1
    return [(q.span.text, q.what) for q in find_quantities(Reading(report=report, sentences=tuple(spans)))]


@pytest.mark.parametrize(
    ("text", "words", "what"),
    [
        # one to whom it was done owns the noun
        ("Protests followed the judge's brutal murder.", "the judge", "killed"),
        ("They asked about the driver's disappearance.", "the driver", "missing"),
        # the verb went on to the end
        ("Guards shot the gunman to death.", "the gunman", "killed"),
        ("Guards shot the gunman.", "the gunman", "injured"),
        ("The boy shot himself in the foot.", "The boy", "injured"),
        # capitals tell no names: the deed does
        ("THEY REJECTED THE MURDER OF ADA MARIA KOLM.", "ADA MARIA KOLM", "killed"),
        ("STRIKES FOLLOWED ADA KOLM'S ASSASSINATION.", "ADA KOLM", "killed"),
        ("ADA KOLM, 32, WAS KILLED AT HOME.", "ADA KOLM", "killed"),
        ("THEY MOURN SENATOR AND PARTY LEADER ADA KOLM, WHO WAS KILLED.", "KOLM", "killed"),
    ],
)
def test_one_victim(text, words, what):
    assert [kind for span, kind in found(text) if words in span] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "THEY ASKED WHO ORDERED THE MURDER OF THE MARRAN PRIESTS.",
        "The judge's death squad was named.",
        "The judge's death threats were read out.",
        "THEY REJECTED THE KILLING OF ARMED MEN.",
        "IT RECALLED LAST THURSDAY'S MURDER.",
        "They sought the site of the murder, the official said.",
    ],
)
def test_no_victim(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("The ministry put the number of dead at 14.",), [("14", "killed")]),
        (("The army spoke of 14 dead, then raised its count to 38.",), [("14 dead", "killed"), ("38", "killed")]),
        (("It put the number of homeless people at 4,500.",), [("4,500", "displaced")]),
        (("How many people died is unclear.",), []),
        (("No weapon was fired at the bridge.",), []),
        (("Neither the mayor nor his wife was injured.",), [("Neither", "injured")]),
    ],
)  # fmt: skip
def test_tallies_and_what_counts_nothing(sentences, expected):
    assert found(*sentences) == expected


def test_of_the_dead_none_shelters():
    text = (
        "Thousands of villagers were displaced by fighting that left 200 soldiers dead.",
        "Many of them found shelter.",
    )
    report = Report(id="r1", text=" ".join(text), sha256="0" * 64)
    first = len(text[0])
    spans = (Sentence(span=report.span(0, first)), Sentence(span=report.span(first + 1, len(report.text))))
    quantities = find_quantities(Reading(report=report, sentences=spans))
    whole = next(q for q in quantities if q.what == "displaced")
    assert [q.part_of for q in quantities if q.span.text == "Many"] == [whole.id]


@pytest.mark.parametrize(
    ("between", "whole"),
    [((), True), (("The road was blocked.",), False)],
)
def test_them_are_those_of_the_sentence_before(between, whole):
    sentences = ("Thousands of villagers were displaced.", *between, "Many of them found shelter.")
    text, place, spans = " ".join(sentences), 0, []
    report = Report(id="r1", text=text, sha256="0" * 64)
    for sentence in sentences:
        spans.append(Sentence(span=report.span(place, place + len(sentence))))
        place += len(sentence) + 1
    quantities = find_quantities(Reading(report=report, sentences=tuple(spans)))
    assert [q.part_of is not None for q in quantities if q.span.text == "Many"] == [whole]
