"""People without a name: one across reports only where nothing speaks against it; who speaks stays apart."""

from dataclasses import replace

import pytest

from crossread.align.entities import merge_entities
from crossread.model import Attribution, Entity, Mention, Reading, Report, short_hash

NAMED = (("person", "Ana Ruiz"), ("place", "Varo"))


def reading(id, *described, speaking=(), named=NAMED):
    """``described``: the forms of one unnamed person each; ``speaking``: which of them speak."""
    people = [("description", *forms) for forms in described] + [*named]
    text = ". ".join(form for _, *forms in people for form in forms)
    report = Report(id=id, text=text, sha256="")
    mentions, entities, attributions, at = [], [], [], 0
    for number, (kind, *forms) in enumerate(people):
        own = []
        for form in forms:
            start = text.index(form, at)
            at = start + len(form)
            own.append(Mention(id=short_hash("m", id, start), span=report.span(start, at, words=True), kind=kind,
                               entity=str(number)))  # fmt: skip
        name = forms[0].removeprefix("the ").removeprefix("a ")
        entities.append(Entity(id=str(number), name=name, kind=kind, mentions=tuple(one.id for one in own)))
        mentions += own
        if number in speaking:
            attributions.append(
                Attribution(
                    id=f"{id}{number}", source=own[0].span, cue=None, content=(own[0].span,), speaker=str(number)
                )
            )
    return Reading(report=report, mentions=tuple(mentions), entities=tuple(entities), attributions=tuple(attributions))


def unnamed(*readings):
    _, entities = merge_entities(readings)
    return [entity for entity in entities if entity.kind == "description"]


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (["the gunman"], ["the gunman"], True),
        (["a masked gunman", "the gunman"], ["a gunman", "the gunman"], True),
        (["a 40-year-old driver"], ["the 40-year-old driver"], True),
        # told by other words, or by no more than the noun
        (["a driver"], ["a driver"], False),
        (["the gunman"], ["the driver"], False),
        # numbers, names and places in a row speak against it
        (["the 40-year-old driver", "the driver"], ["a 60-year-old driver", "the driver"], False),
        (["the Peruvian climber", "the climber"], ["the Bolivian climber", "the climber"], False),
        (["the second gunman", "the gunman"], ["the gunman"], False),
        (["the two climbers"], ["the three climbers", "the climbers"], False),
        # an official may be anybody; so many officers may be told again
        (["the official"], ["the official"], False),
        (["the two officers"], ["the two officers"], True),
    ],
)
def test_one_person_where_nothing_speaks_against_it(left, right, one):
    story = reading("r1", left), reading("r2", right)
    assert len(unnamed(*story)) == (1 if one else 2)
    assert [entity.id for entity in unnamed(*story)] == [entity.id for entity in unnamed(*reversed(story))]


def test_why_they_are_one_is_said():
    (gunman,) = unnamed(reading("r1", ["the gunman"]), reading("r2", ["the gunman"]))
    assert [joined.rule for joined in gunman.joined] == ["the one whom both reports call “gunman”"]


def test_who_speaks_without_a_name_stays_apart():
    left, right = reading("r1", ["the survivor"], speaking=(0,)), reading("r2", ["the survivor"])
    assert len(unnamed(left, right)) == 2
    assert len(unnamed(replace(left, attributions=()), right)) == 2  # "survivor" may be a source's word anywhere
    assert len(unnamed(reading("r1", ["the climber"], speaking=(0,)), reading("r2", ["the climber"]))) == 2


def test_two_of_a_kind_in_one_report_are_told_of_nobody_else():
    both = reading("r1", ["the gunman"], ["a gunman in the street"])
    assert len(unnamed(both, reading("r2", ["the gunman"]))) == 3


def test_reports_of_other_people_and_places_do_not_meet():
    far = reading("r2", ["the gunman"], named=(("person", "Theo Malen"), ("place", "Talen")))
    assert len(unnamed(reading("r1", ["the gunman"]), far)) == 2


def test_who_could_be_either_of_two_is_neither():
    story = [
        reading("r1", ["a 40-year-old driver", "the driver"]),
        reading("r2", ["the driver"]),
        reading("r3", ["a 60-year-old driver", "the driver"]),
    ]
    assert len(unnamed(*story)) == 3
