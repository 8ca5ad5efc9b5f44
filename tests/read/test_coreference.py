"""Speakers as the shipped encoder and weights tell them, on sentences of our own."""

import pytest

from crossread.pipeline import Steps, read_report
from crossread.read.coreference import likeliest
from crossread.read.scene import NOBODY, is_pronoun
from factories import report

STEPS = Steps(find_claims=lambda reading: reading)


def spoken(text):
    """Return who says what: the words of each source with the name of its speaker."""
    reading = read_report(report(text), steps=STEPS)
    names = {entity.id: entity.name for entity in reading.entities}
    return [(one.source.text if one.source else None, names.get(one.speaker)) for one in reading.attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the last speaker goes on, past a quotation that names somebody else
        (
            'Governor Ana Ruiz spoke in the harbour on Monday. "Theo Malen has no plan and no friends," she said.',
            ("she", "Ana Ruiz"),
        ),
        # gender chooses between two
        (
            "Theo Malen met Ms. Reve in the town hall on Friday. She said that the talks went well.",
            ("She", "Reve"),
        ),
        # "he" who is told something is not he who tells it
        ("Peter Malen called Tom Reve on Friday. He said that the bridge was lost.", ("He", "Peter Malen")),
        # a body that spoke goes on speaking
        ("The Harbour Council said that the ferry sank. It added that all were safe.", ("It", "Harbour Council")),
        # the office stands for who holds it
        (
            "President Ana Ruiz left for the coast on Monday. The president said that the war was over.",
            ("The president", "Ana Ruiz"),
        ),
        (
            "Norland's president said that the war was over. Norland's President Ana Ruiz then left for the coast.",
            ("Norland's president", "Ana Ruiz"),
        ),
        # a spokesman is not whom he speaks for
        (
            "Tom Reve, a spokesman for Governor Ana Ruiz, said that the road was closed.",
            ("Tom Reve, a spokesman for Governor Ana Ruiz", "Tom Reve"),
        ),
    ],
)
def test_who_speaks(text, expected):
    assert expected in spoken(text)


def test_talks_say_nothing_themselves():
    assert all(name is None for source, name in spoken("The talks suggested that the war was over.") if source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # nobody was named
        ("The road was closed on Monday. He said that the bridge was lost.", "He"),
    ],
)
def test_unsure_is_refused(text, source):
    assert (source, None) in spoken(text)


def test_the_office_in_an_apposition_with_its_owner():
    reading = read_report(
        report("The Varo Assembly's civil protection chief, Bekka Orsuan, said that the dam held."), steps=STEPS
    )
    chief = next(entity for entity in reading.entities if entity.name == "Bekka Orsuan")
    home = next(entity for entity in reading.entities if entity.id == chief.part_of)
    assert "civil protection chief" in chief.roles[0].span.text
    assert home.name == "Varo Assembly"
    assert chief.part_of_evidence is not None


def test_a_statement_belongs_to_who_made_it():
    text = (
        "Ana Ruiz said in a statement that the war was over. The road was closed. "
        "The statement said that the bridge was lost."
    )
    reading = read_report(report(text), steps=STEPS)
    by_id = {entity.id: entity for entity in reading.entities}
    speakers = [by_id[one.speaker] for one in reading.attributions if one.speaker]
    assert [by_id[one.part_of].name for one in speakers if one.part_of] == ["Ana Ruiz"]


def test_the_likeliest_is_taken_by_its_features():
    near, far = ("near", ["away 0", "how subject for subject"]), ("far", ["away 4", "how other for subject"])
    entity, share = likeliest([(NOBODY, ["nobody"]), far, near], "person")
    assert entity == "near"
    assert 0.3 < share < 1


def test_pronouns():
    assert [is_pronoun(word) for word in ("He", "their", "who", "I", "Ruiz")] == [True, True, False, False, False]
