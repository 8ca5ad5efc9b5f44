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
        # whom "he" accuses is somebody else, though the last who was named
        (
            "Tom Reve spoke to reporters on Monday. Ana Ruiz and Peter Malen had left. He accused Malen of lying.",
            ("He", "Tom Reve"),
        ),
        # who has just spoken adds to it
        (
            '"The dam is safe," Peter Malen said. "Nobody need leave." He added: "Tom Reve is wrong."',
            ("He", "Peter Malen"),
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
        # inside another's words "he" may be the one they are about
        ("As for Theo Malen's plan, a senior official said that he had dismissed every offer.", "he"),
        # either of two who left together
        ("Peter Malen and Tom Reve left the town hall on Friday. He said that the talks had failed.", "He"),
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


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        (
            "Ana Ruiz said in a statement that the war was over. The road was closed. "
            "The statement said that the bridge was lost.",
            ["Ana Ruiz"],
        ),
        (
            "The Harbour Council answered with a television commercial. The road was closed. "
            "The advertisement said that the mayor had lied.",
            ["Harbour Council"],
        ),
        ("Ana Ruiz wrote a letter to the council. The letter said that the bridge was lost.", ["Ana Ruiz"]),
        # who reads a letter has not written it
        ("Ana Ruiz read a letter to the council. The letter said that the bridge was lost.", []),
    ],
)
def test_a_document_belongs_to_who_made_it(text, maker):
    reading = read_report(report(text), steps=STEPS)
    by_id = {entity.id: entity for entity in reading.entities}
    speakers = [by_id[one.speaker] for one in reading.attributions if one.speaker]
    assert [by_id[one.part_of].name for one in speakers if one.part_of] == maker


@pytest.mark.parametrize(
    ("text", "name", "role", "home"),
    [
        (
            "Senator Ana Ruiz of Norway, the Harbour Council leader, said that the dam held.",
            "Ana Ruiz", "Harbour Council leader", None,
        ),
        ("Tom Reve, a spokesman for the Harbour Council, left.", "Tom Reve", "spokesman for the Harbour Council",
         "Harbour Council"),
        ("The Harbour Post's editor in chief, Ana Ruiz, said that the story stood.", "Ana Ruiz", "editor in chief",
         "Harbour Post"),
        # an ambassador does not speak for where he was sent
        ("Tom Reve, the ambassador to France, said that all went well.", "Tom Reve", "ambassador to France", None),
        ("Reporters tried to contact Mayor Ana Ruiz on Monday.", "Ana Ruiz", "Mayor", None),
    ],
)  # fmt: skip
def test_offices_and_whom_they_speak_for(text, name, role, home):
    reading = read_report(report(text), steps=STEPS)
    by_id = {entity.id: entity for entity in reading.entities}
    holder = next(entity for entity in reading.entities if entity.name == name)
    roles = [one.span.text for one in holder.roles]
    assert any(role in words for words in roles), roles
    assert "contact" not in " ".join(roles)
    assert (by_id[holder.part_of].name if holder.part_of else None) == home


def test_the_likeliest_is_taken_by_its_features():
    near, far = ("near", ["away 0", "how subject for subject"]), ("far", ["away 4", "how other for subject"])
    entity, share = likeliest([(NOBODY, ["nobody"]), far, near], "person")
    assert entity == "near"
    assert 0.3 < share < 1


def test_pronouns():
    assert [is_pronoun(word) for word in ("He", "their", "who", "I", "Ruiz")] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Democratic lawmakers said that the plan was dead. The vote hurt the Democratic Party.", "Democratic Party"),
        ("French negotiators said that the plan was dead.", "France"),
        # no party is named: none is made up
        ("Democratic lawmakers said that the plan was dead.", None),
        ("Local residents said that the plan was dead.", None),
    ],
)
def test_a_group_is_part_of_the_party_or_country_it_is_called_after(text, home):
    reading = read_report(report(text), steps=STEPS)
    by_id = {entity.id: entity for entity in reading.entities}
    speaker = by_id[next(one.speaker for one in reading.attributions if one.speaker)]
    assert speaker.name in text
    assert (by_id[speaker.part_of].name if speaker.part_of else None) == home
    assert (speaker.part_of_evidence is None) == (home is None)
