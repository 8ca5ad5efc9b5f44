"""Claims that stand alone, as the shipped encoder parses sentences of our own."""

import pytest

from crossread.pipeline import read_report
from factories import report


def claims(text):
    """Return each claim's words, what it lacks, and what is meant in it, by name or by words."""
    reading = read_report(report(text))
    names = {entity.id: entity.name for entity in reading.entities}
    body = reading.report.text
    return [
        (
            claim.text,
            claim.lacks,
            [names.get(one.entity) or body[one.words.start : one.words.end] for one in claim.meant],
        )
        for claim in reading.claims
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what defines its noun is not cut off
        (
            "The flood struck villagers who agreed to leave the valley last year.",
            ("The flood struck villagers who agreed to leave the valley last year.", None, []),
        ),
        # what is added behind a comma is read with its noun
        (
            "The rebels accepted the truce, which obliges them to hand over their guns.",
            ("which obliges them to hand over their guns.", None, ["the truce"]),
        ),
        # a second predicate has the subject of the first
        (
            "Minister Ana Ruiz praised the pilots on Monday, and vowed to rebuild the harbour before winter.",
            ("vowed to rebuild the harbour before winter", None, ["Ana Ruiz"]),
        ),
        # nobody's words: the sentence is the report's own
        (
            "The plan was first described by officials in April.",
            ("The plan was first described by officials in April.", None, []),
        ),
        # a source's request is nothing of the story
        (
            "A senior officer, who asked not to be named, said the bridge had been mined.",
            ("who asked not to be named", "says how a source spoke", []),
        ),
    ],
)
def test_a_claim_stands_alone_or_says_what_it_lacks(text, expected):
    assert expected in claims(text)


def test_what_states_a_name_is_told_from_the_rest():
    text = 'Residents call the town Tarvo, while settlers call it "Sentry Hill". They left it in May.'
    assert [lacks is not None for _, lacks, _ in claims(text)] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "The talks stalled last week because, the mayor said, the army had blocked the road.",
        "The talks stalled last week after the mayor said the army had blocked the road.",
    ],
)
def test_a_clause_ends_before_the_words_that_lead_on(text):
    assert [words for words, _, _ in claims(text)] == ["The talks stalled last week", "the army had blocked the road"]


def test_two_speakers_are_nested_and_both_stand_in_the_chain():
    reading = read_report(report("A Sorvanian diplomat said that President Tovask had rejected mediation by Corvane."))
    (claim,) = reading.claims
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    inner = by_id[claim.attribution]
    assert (inner.source.text, by_id[inner.inside].source.text) == ("President Tovask", "A Sorvanian diplomat")
