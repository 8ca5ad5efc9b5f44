"""Positions stand by party, each speaker under its own name; edges say who dealt with whom."""

from dataclasses import replace

import pytest

from crossread.account.edges import find_edges
from crossread.account.positions import gather_positions, party_of
from crossread.model import Entity, Mention, Point, Reading
from factories import attribution, claim, link, report

PEOPLE = (
    Entity(id="e1", name="Varo", kind="place"),
    Entity(id="e2", name="Varo's ministry", kind="organisation", part_of="e1"),
    Entity(id="e3", name="Dora Pelk", kind="person", part_of="e2"),
    Entity(id="e4", name="Marn", kind="place"),
)


def said(words, speaker, act="say", *, whom=None, id="r1", **fields):
    """A report of one attribution: a speaker's cue, whom it is meant for, and what was said."""
    made = report(words, id=id)
    content = made.span(words.index("that"), len(words), words=True)
    cue = made.span(words.index(" ") + 1, words.index(" ", words.index(" ") + 1), words=True)
    one = replace(attribution(made.span(0, 4), content, act=act, speaker=speaker, **fields), cue=cue)
    at = words.index(whom) if whom else 0
    mentions = (
        (Mention(id="m1", span=made.span(at, at + len(whom), words=True), kind="place", entity="e4"),) if whom else ()
    )
    stated = replace(claim(content.text, in_report=id, start=content.start), attribution=one.id, speaker=speaker)
    return Reading(report=made, mentions=mentions, attributions=(one,)), stated


def positions(*pairs):
    claims = [stated for _, stated in pairs]
    points = [
        Point(id=f"p{n}", text=one.text, claims=(one.id,), standing="single_origin") for n, one in enumerate(claims)
    ]
    return gather_positions(points, claims, [reading for reading, _ in pairs], PEOPLE)


def test_a_party_stands_together_and_each_speaker_by_name():
    found = positions(
        said("Pelk said that the dam held.", "e3"),
        said("Marn said that the dam broke.", "e4", id="r2"),
        said("They said that nobody was hurt.", "e2", id="r3"),
    )
    assert [(one.speaker, one.party, one.reports) for one in found] == [
        ("e2", "e1", ("r3",)), ("e3", "e1", ("r1",)), ("e4", None, ("r2",)),
    ]  # fmt: skip


@pytest.mark.parametrize(("act", "to"), [("accuse", "e4"), ("demand", "e4"), ("say", None), ("deny", None)])
def test_an_accusation_is_meant_for_who_stands_behind_its_cue(act, to):
    (found,) = positions(said("Pelk accused Marn so that all heard.", "e3", act, whom="Marn"))
    assert (found.act, found.to) == (act, to)


def test_a_party_is_the_far_end_and_no_circle():
    by_id = {one.id: one for one in (*PEOPLE, Entity(id="e5", name="A", kind="group", part_of="e6"))}
    by_id["e6"] = Entity(id="e6", name="B", kind="group", part_of="e5")
    assert [party_of(id, by_id) for id in ("e1", "e2", "e3")] == [None, "e1", "e1"]
    assert party_of("e5", by_id) in ("e5", "e6")


@pytest.mark.parametrize(
    ("fields", "text", "edges"),
    [
        # a meeting has no direction, and a call is one over the phone
        ({"event": "CONSULT", "who": ("e4",), "whom": ("e3",)}, "Marn met Pelk", [("e3", "met", "e4")]),
        ({"event": "CONSULT", "who": ("e4", "e3")}, "Marn and Pelk met", [("e3", "met", "e4")]),
        ({"event": "CONSULT", "who": ("e3",), "whom": ("e4",)}, "Pelk phoned Marn", [("e3", "called", "e4")]),
        ({"event": "ACCUSE", "who": ("e4",), "whom": ("e3",)}, "Marn blamed Pelk", [("e4", "accused", "e3")]),
        ({"event": "SUPPORT", "who": ("e4",), "whom": ("e3",)}, "Marn backed Pelk", [("e4", "supported", "e3")]),
        # what is planned or denied did not happen, and nobody deals with himself
        ({"event": "CONSULT", "who": ("e4",), "whom": ("e3",), "modality": "planned"}, "Marn will meet Pelk", []),
        ({"event": "CONSULT", "who": ("e4",), "whom": ("e3",), "polarity": "denied"}, "Marn never met Pelk", []),
        ({"event": "CONSULT", "who": ("e4",), "whom": ("e4",)}, "Marn met Marn", []),
        ({"event": "ASSAULT", "who": ("e4",), "whom": ("e3",)}, "Marn shelled Pelk", []),
    ],
)
def test_edges_of_claims(fields, text, edges):
    stated = claim(text, **fields)
    found = find_edges([stated], [], [])
    assert [(one.who, one.act, one.whom) for one in found] == edges
    assert all(one.claims == (stated.id,) for one in found)


def test_an_accusation_is_an_edge_and_so_is_a_denial():
    reading, accusing = said("Pelk accused Marn so that all heard.", "e3", "accuse", whom="Marn")
    other, denying = said("Marn denied that.", "e4", "deny", id="r2", denies=True)
    found = find_edges([accusing, denying], [link(accusing, denying, "denies")], [reading, other])
    assert [(one.who, one.act, one.whom) for one in found] == [("e3", "accused", "e4"), ("e4", "denied", "e3")]
    assert set(found[1].claims) == {accusing.id, denying.id}
