"""The way of a claim to us, and who stands at its far end."""

from dataclasses import replace

import pytest

from crossread.align.origins import trace_origins
from crossread.model import (
    Attribution,
    Claim,
    Copy,
    Credit,
    Entity,
    Entry,
    Outlet,
    Passage,
    Reading,
    Report,
    Sentence,
)  # fmt: skip

TEXT = (
    "Radio Osma reports. The water office said the wall had held. A clerk said that the mayor had fled. "
    "A Valley Agency reporter saw two boats sink. Sixty people were told to leave."
)
PARTS = [
    "Radio Osma reports.",
    "the wall had held",
    "the mayor had fled",
    "two boats sink",
    "Sixty people were told to leave",
]

OFFICE = Entity(id="e1", name="Water Office", kind="organisation", part_of="e2")
REGION = Entity(id="e2", name="Velin", kind="place")
CLERK = Entity(id="e3", name="A clerk", kind="description")
PELK = Entity(id="e4", name="Dora Pelk", kind="person")
OWN = Entity(id="e5", name="Osma Post", kind="organisation")
CROWD = Entity(id="e6", name="Velin residents", kind="group", part_of="e2")
SERVANT = Entity(id="e7", name="his office", kind="organisation")
ENTITIES = (OFFICE, REGION, CLERK, PELK, OWN, CROWD, SERVANT)


def span(words, report="ra", text=TEXT):
    start = text.index(words)
    return Report(id=report, text=text, sha256="").span(start, start + len(words), words=True)


def reading(said, *, outlet="Osma Post", credits=(), attributions=(), attribution=None, entries=(), id="ra"):
    report = Report(
        id=id, text=TEXT, sha256="", outlet=Outlet(name=outlet) if outlet else None, entries=entries,
        credits=tuple(Credit(to=to, relation=relation, evidence=span(words, id)) for to, relation, words in credits),
    )  # fmt: skip
    sentences = tuple(Sentence(span=span(part.strip(), id)) for part in TEXT.replace(". ", ".|").split("|"))
    claim = Claim(id=f"c-{id}", span=span(said, id), attribution=attribution)
    return Reading(report=report, sentences=sentences, attributions=tuple(attributions), claims=(claim,))


def attribution(id, speaker=None, source="water office", inside=None):
    return Attribution(
        id=id, source=span(source) if source else None, cue=None, content=(), speaker=speaker, inside=inside
    )


def traced(*readings, copies=()):
    claim = trace_origins(readings, ENTITIES, copies)[0]
    return claim.chain, claim.origin


RADIO = ("Radio Osma", "reports_from", "Radio Osma reports")
AGENCY = ("Valley Agency", "agency", "Valley Agency")
SAW = ("Valley Agency", "eyewitness", "A Valley Agency reporter")


@pytest.mark.parametrize(
    ("made", "chain", "origin"),
    [
        # an outlet's own voice is no origin, whoever the outlet is
        (reading(PARTS[4]), ("Osma Post",), None),
        (reading(PARTS[4], outlet=None), ("unknown outlet",), None),
        # whom it credits is one
        # an outlet that is reprinted speaks in its own voice there
        (reading(PARTS[4], credits=[RADIO]), ("Osma Post", "Radio Osma"), None),
        # "the Osma Post" is the outlet itself, not somebody it cites
        (reading(PARTS[4], credits=[("the Osma Post", "media_source", "Radio Osma reports")]), ("Osma Post",), None),
        (reading(PARTS[4], credits=[AGENCY, RADIO]), ("Osma Post", "Radio Osma", "Valley Agency"), "Valley Agency"),
        # what a reporter saw covers that sentence alone
        (reading(PARTS[3], credits=[SAW]), ("Osma Post", "Valley Agency"), "Valley Agency"),
        (reading(PARTS[4], credits=[SAW]), ("Osma Post",), None),
        (reading(PARTS[3], outlet="Valley Agency", credits=[SAW]), ("Valley Agency",), "Valley Agency"),
        # crediting oneself is one's own voice
        (reading(PARTS[3], outlet="Valley Agency", credits=[AGENCY]), ("Valley Agency",), None),
        # a named speaker is the origin, by the name of the party
        (
            reading(PARTS[1], credits=[RADIO], attributions=[attribution("a1", "e1")], attribution="a1"),
            ("Osma Post", "Radio Osma", "Water Office"), "Velin",
        ),
        (
            reading(PARTS[1], attributions=[attribution("a1", "e4")], attribution="a1"),
            ("Osma Post", "Dora Pelk"), "Dora Pelk",
        ),
        # one without a name is in the chain and no origin; the next named holder outward is
        (
            reading(PARTS[2], credits=[AGENCY], attributions=[attribution("a1", "e3")], attribution="a1"),
            ("Osma Post", "Valley Agency", "A clerk"), "Valley Agency",
        ),
        (
            reading(PARTS[2], attributions=[attribution("a1", "e3")], attribution="a1"),
            ("Osma Post", "A clerk"), None,
        ),
        (
            reading(PARTS[2], attributions=[attribution("a1", None, source="A clerk")], attribution="a1"),
            ("Osma Post", "A clerk"), None,
        ),
        # nor is a crowd, or an office that is whose?
        (
            reading(PARTS[2], attributions=[attribution("a1", "e6")], attribution="a1"),
            ("Osma Post", "Velin residents"), None,
        ),
        (
            reading(PARTS[2], attributions=[attribution("a1", "e7")], attribution="a1"),
            ("Osma Post", "his office"), None,
        ),
        # nobody is named at all ("it is said")
        (
            reading(PARTS[2], attributions=[attribution("a1", None, source=None)], attribution="a1"),
            ("Osma Post",), None,
        ),
        # nested: the inner speaker is farther away
        (
            reading(
                PARTS[2], attribution="a2",
                attributions=[attribution("a1", "e3"), attribution("a2", "e4", inside="a1")],
            ),
            ("Osma Post", "A clerk", "Dora Pelk"), "Dora Pelk",
        ),
        (
            reading(
                PARTS[2], attribution="a2",
                attributions=[attribution("a1", "e4"), attribution("a2", "e3", inside="a1")],
            ),
            ("Osma Post", "Dora Pelk", "A clerk"), "Dora Pelk",
        ),
        # attributions that claim to be inside each other end the chain, not the program
        (
            reading(
                PARTS[2], attribution="a2",
                attributions=[attribution("a1", "e4", inside="a2"), attribution("a2", "e3", inside="a1")],
            ),
            ("Osma Post", "Dora Pelk", "A clerk"), "Dora Pelk",
        ),
        # an outlet quoted as its own source adds nothing
        (
            reading(PARTS[1], attributions=[attribution("a1", "e5")], attribution="a1"), ("Osma Post",), None,
        ),
        # ids that lead nowhere
        (reading(PARTS[1], attribution="gone"), ("Osma Post",), None),
    ],
)  # fmt: skip
def test_chain_and_origin(made, chain, origin):
    assert traced(made) == (chain, origin)


def test_a_medium_that_was_told_is_no_origin():
    """Where the speaker is not found, a radio that was told something would be a second origin of it."""
    text = "The dam held, somebody told Radio Osma."
    told = Credit(to="Radio Osma", relation="media_source", evidence=span("told Radio Osma", "rt", text))
    report = Report(id="rt", text=text, sha256="", credits=(told,))
    made = Reading(
        report=report,
        sentences=(Sentence(span=span(text, "rt", text)),),
        claims=(Claim(id="c1", span=span("The dam held", "rt", text)),),
    )
    assert traced(made) == (("unknown outlet", "Radio Osma"), None)


def test_credit_of_one_entry_covers_that_entry():
    first = Entry(id="n1", span=span(TEXT[: TEXT.index("A clerk")].strip()))
    second = Entry(id="n2", span=span(TEXT[TEXT.index("A clerk") :]))
    inside = reading(PARTS[1], credits=[RADIO], entries=(first, second))
    outside = reading(PARTS[4], credits=[RADIO], entries=(first, second))
    assert traced(inside)[0] == ("Osma Post", "Radio Osma")
    assert traced(outside)[0] == ("Osma Post",)


def test_outlet_of_the_original_stands_in_the_chain_of_a_copied_passage():
    copied, original = reading(PARTS[1]), reading(PARTS[1], outlet="Radio Osma", id="rb")
    passage = Passage(left=replace(span(PARTS[1]), text=None), right=replace(span(PARTS[1], "rb"), text=None))
    copy = Copy(left="ra", right="rb", relation="copy", coverage=1.0, source="rb", passages=(passage,))
    assert traced(copied, original, copies=[copy]) == (("Osma Post", "Radio Osma"), None)
    assert traced(copied, original, copies=[replace(copy, relation="quotes")]) == (("Osma Post",), None)
    assert traced(copied, original, copies=[replace(copy, source=None)]) == (("Osma Post",), None)


def test_parties_that_run_in_a_circle_have_some_head():
    one, two = (
        Entity(id="x1", name="One", kind="group", part_of="x2"),
        Entity(id="x2", name="Two", kind="group", part_of="x1"),
    )
    made = reading(PARTS[1], attributions=[attribution("a1", "x1")], attribution="a1")
    (claim,) = trace_origins([made], [one, two], [])
    assert claim.origin in ("One", "Two")


def test_claims_come_in_order_of_report_and_place():
    made = [reading(PARTS[4], id="rb"), reading(PARTS[1], id="ra")]
    assert trace_origins(made, ENTITIES, []) == trace_origins(made[::-1], ENTITIES, [])
    assert [claim.span.report for claim in trace_origins(made, ENTITIES, [])] == ["ra", "rb"]
