"""How two claims stand to each other: (claim, claim, verdict). Silence is the usual answer."""

import re
from dataclasses import dataclass, field, replace
from itertools import permutations

import pytest

from crossread.align.compare import compare_claims
from crossread.model import (
    Amount,
    Attribution,
    Claim,
    Entity,
    Interval,
    Mention,
    Quantity,
    Reading,
    Report,
    Sentence,
    short_hash,
)  # fmt: skip

NAMES = {
    "Velin": ("e1", "place"), "Marnograd": ("e1", "place"), "Ostrel": ("e2", "place"), "Dora Pelk": ("e3", "person"),
    "Pelk": ("e3", "person"), "Anton Marsh": ("e4", "person"), "Water Office": ("e5", "organisation"),
    "Hill Guard": ("e6", "group"), "Valley Army": ("e7", "group"),
}  # fmt: skip
ENTITIES = tuple(
    Entity(id=id, name=name, kind=kind) for name, (id, kind) in NAMES.items() if name not in ("Marnograd", "Pelk")
)


@dataclass(frozen=True)
class Said:
    """A claim as a test writes it: its words, and what the readers would have found in them."""

    text: str
    counts: tuple = ()  # (words, what, of, low, high)
    when: str | None = None
    by: str | None = None
    claim: dict = field(default_factory=dict)
    denies: bool = False


def reading_of(id, *said):
    text = " ".join(item.text for item in said)
    report = Report(id=id, text=text, sha256="")
    at, sentences, mentions, quantities, attributions, claims = 0, [], [], [], [], []
    for number, item in enumerate(said):
        start, at = at, at + len(item.text) + 1
        span = report.span(start, start + len(item.text), words=True)
        sentences.append(Sentence(span=replace(span, text=None)))
        taken = set()
        for name in sorted(NAMES, key=len, reverse=True):
            for match in re.finditer(rf"\b{name}\b", item.text):
                place = set(range(*match.span()))
                if not place & taken:
                    taken |= place
                    found = report.span(start + match.start(), start + match.end(), words=True)
                    mention = Mention(id=f"m{id}{found.start}", span=found, kind=NAMES[name][1], entity=NAMES[name][0])
                    mentions.append(mention)
        own = []
        for words, what, of, low, high in item.counts:
            place = start + item.text.index(words)
            own.append(
                Quantity(
                    id=f"q{id}{number}{words}",
                    span=report.span(place, place + len(words), words=True),
                    amount=Amount(low=low, high=high),
                    what=what,
                    of=of,
                )
            )
        quantities += own
        attribution = None
        if item.by or item.denies:
            attribution = f"a{id}{number}"
            attributions.append(
                Attribution(id=attribution, source=None, cue=None, content=(span,), speaker=item.by, denies=item.denies)
            )
        when = Interval(start=item.when, end=item.when + "T23:59", grain="day", basis="stated") if item.when else None
        claim = Claim(
            id=short_hash("c", id, start), span=span, attribution=attribution, speaker=item.by,
            when=when and replace(when, end=f"{item.when[:8]}{int(item.when[8:]) + 1:02d}"),
            quantities=tuple(quantity.id for quantity in own), **item.claim,
        )  # fmt: skip
        claims.append(claim)
    return Reading(
        report=report, sentences=tuple(sentences), mentions=tuple(mentions), quantities=tuple(quantities),
        attributions=tuple(attributions), claims=tuple(claims),
    )  # fmt: skip


# Every pair is compared inside a story that has other things to say, so that rare words weigh more.
OTHERS = reading_of(
    "rz",
    Said("The abbey bell was stolen in the night."), Said("Tram drivers stopped work over their shifts."),
    Said("A judge will hear the case on Friday."), Said("Wheat prices rose after the storm."),
    Said("Schools opened an hour late."), Said("The fair was moved to the hill."),
)  # fmt: skip


def links(*readings):
    claims = [claim for reading in readings for claim in reading.claims]
    return compare_claims(claims, readings, ENTITIES)


def verdict(left, right):
    found = links(reading_of("ra", left), reading_of("rb", right), OTHERS)
    return found[0].relation if found else None


def dead(words, low, high=None, of="people", what="killed"):
    return (words, what, of, low, high)


CASES = [
    # the same words
    (Said("The bridge at Velin collapsed before dawn."), Said("The bridge at Velin collapsed before dawn."), "same"),
    # another name of one place, another inflection
    (Said("Floods destroyed two bridges in Velin."), Said("Floods destroy two bridges in Marnograd."), "same"),
    # one number, told in two ways
    (
        Said("At least 40 people were killed in the Velin flood.", (dead("At least 40 people", 40),)),
        Said("At least 40 died when the flood reached Velin.", (dead("At least 40", 40),)),
        "same",
    ),
    # numbers that exclude each other
    (
        Said("The flood in Velin killed 40 people.", (dead("40 people", 40, 40),)),
        Said("The flood in Velin killed 12 people.", (dead("12 people", 12, 12),)),
        "contradicts",
    ),
    # numbers that may be one do not corroborate each other
    (
        Said("The flood in Velin killed at least 40 people.", (dead("at least 40 people", 40),)),
        Said("The flood in Velin killed 55 people.", (dead("55 people", 55, 55),)),
        "unsure",
    ),
    # the dead are not the injured
    (
        Said("The flood in Velin hurt 40 people.", (dead("40 people", 40, 40, what="injured"),)),
        Said("The flood in Velin killed 40 people.", (dead("40 people", 40, 40),)),
        None,
    ),
    # said and not said
    (
        Said("The Valley Army entered Velin at dawn."),
        Said("The Valley Army did not enter Velin at dawn."),
        "contradicts",
    ),
    (
        Said("The Valley Army entered Velin at dawn."),
        Said("The Valley Army entered Velin at dawn.", claim={"polarity": "denied"}),
        "contradicts",
    ),
    # what is said under a condition is not said
    (
        Said("The Valley Army will enter Velin at dawn."),
        Said("If the Valley Army does not enter Velin at dawn."),
        None,
    ),
    # another place, another person: two things
    (Said("The bridge at Velin collapsed before dawn."), Said("The bridge at Ostrel collapsed before dawn."), None),
    (Said("Dora Pelk demanded a new wall."), Said("Anton Marsh demanded a new wall."), None),
    # another day
    (
        Said("The bridge at Velin collapsed.", when="2031-05-03"),
        Said("The bridge at Velin collapsed.", when="2031-05-09"),
        None,
    ),
    # opposites are not the same
    (
        Said("Talks about the wall began in Velin with Dora Pelk."),
        Said("Talks about the wall ended in Velin with Dora Pelk."),
        "unsure",
    ),
    # what is planned did not happen yet
    (
        Said("The Valley Army enters Velin with heavy guns.", claim={"modality": "planned"}),
        Said("The Valley Army enters Velin with heavy guns."),
        "unsure",
    ),
    # who did it to whom
    (
        Said("The Hill Guard shelled the Valley Army at the mill.", claim={"who": ("e6",), "whom": ("e7",)}),
        Said("The Valley Army shelled the Hill Guard at the mill.", claim={"who": ("e7",), "whom": ("e6",)}),
        "unsure",
    ),
    # one says more
    (
        Said("The Water Office closed the lower gates."),
        Said("The Water Office closed the lower gates because of cracks near the mill."),
        "refines",
    ),
    # three words in common are no topic, unless there is nothing else
    (Said("They discuss an end to the war."), Said("He blesses all who discuss the end of the war."), "unsure"),
    (Said("They discuss the end of the war."), Said("They discussed an end of war."), "same"),
    # names and a common word or two are no predicate
    (
        Said("Gunfire was heard in the main square of Velin, Ostrel."),
        Said("This is in the main square of Velin, Ostrel."),
        "unsure",
    ),
    # too little in common, or nothing
    (Said("Dora Pelk spoke in Velin."), Said("Dora Pelk slept in Velin."), None),
    (Said("Dora Pelk was in Velin."), Said("Dora Pelk was in Velin."), None),  # names alone are no claim
    (Said("Police closed the square."), Said("Bakers sold out by noon."), None),
    (Said(""), Said(""), None),
    # a denial that repeats what it denies, wherever that was said
    (
        Said("The Hill Guard shelled houses in Velin.", by="e7"),
        Said("Its men had shelled houses in Velin.", by="e6", denies=True),
        "denies",
    ),
    (
        Said("The Hill Guard shelled houses in Velin.", by="e7"),
        Said("The report that it had shelled houses in Velin is false.", by="e6"),
        "denies",
    ),
    # a denial in words of its own: the same kind of deed, in the same place
    (
        Said("The Hill Guard shelled houses in Velin.", by="e7"),
        Said("The report of an attack on Velin is false.", by="e6"),
        "denies",
    ),
    (
        Said("The Hill Guard shelled houses in Velin.", by="e7"),
        Said("The report of an attack on Ostrel is false.", by="e6"),
        None,
    ),
    (
        Said("The Hill Guard sold houses in Velin.", by="e7"),
        Said("The report of an attack on Velin is false.", by="e6"),
        None,
    ),
    # what came of a deed charges nobody
    (
        Said("Doctors counted the dead in Velin.", by="e7"),
        Said("The report of an attack on Velin is false.", by="e6"),
        None,
    ),
    # "not" alone contradicts; a plan that is rejected is not denied
    (
        Said("Dora Pelk presented the plan for the wall.", by="e7"),
        Said("The Hill Guard rejected the plan for the wall.", by="e6"),
        None,
    ),
    (
        Said("Dora Pelk gave her name to the guard.", by="e7"),
        Said("Dora Pelk gave a false name to the guard.", by="e6"),
        "unsure",
    ),
    # nobody denies himself; two denials do not deny each other
    (
        Said("The Hill Guard shelled houses in Velin.", by="e7"),
        Said("Its men had shelled houses in Velin.", by="e7", denies=True),
        None,
    ),
    (
        Said("Its men had shelled houses in Velin.", by="e6", denies=True),
        Said("Its men had shelled houses in Velin.", by="e6", denies=True),
        "same",
    ),
]


@pytest.mark.parametrize(("left", "right", "expected"), CASES)
def test_verdict(left, right, expected):
    assert verdict(left, right) == expected


@pytest.mark.parametrize(("left", "right", "expected"), CASES)
def test_symmetric(left, right, expected):
    assert verdict(right, left) == expected


def test_links_are_sorted_and_carry_reasons():
    text = "The bridge at Velin collapsed before dawn."
    found = links(*(reading_of(id, Said(text)) for id in ("ra", "rb", "rc")), OTHERS)
    assert list(found) == sorted(found, key=lambda link: (link.left, link.right))
    assert all(link.left < link.right and link.reasons and 0 < link.score <= 1 for link in found)
    assert len(found) == 3


def test_refines_names_its_direction():
    short = Said("The Water Office closed the lower gates.")
    long = Said("The Water Office closed the lower gates because of cracks near the mill.")
    readings = reading_of("ra", short), reading_of("rb", long)
    (link,) = links(*readings, OTHERS)
    longer = "left" if link.left == readings[1].claims[0].id else "right"
    assert any(reason.startswith(f"{longer} says more") for reason in link.reasons)


def test_pointing_denial_answers_the_charge_before_it():
    reading = reading_of(
        "ra",
        Said("The square was quiet at noon."),
        Said("Hill people heard gunfire in Velin.", by="e7"),
        Said("The Hill Guard denied these claims.", by="e6", denies=True),
        Said("Shops stayed closed."),
    )
    (link,) = links(reading, OTHERS)
    assert link.relation == "denies"
    assert {link.left, link.right} == {reading.claims[1].id, reading.claims[2].id}
    side = "left" if link.left == reading.claims[2].id else "right"
    assert link.reasons[0] == f"{side} denies"


def test_pointing_denial_with_nothing_before_it_answers_nothing():
    reading = reading_of("ra", Said("The Hill Guard denied these claims.", by="e6", denies=True), Said("Shops closed."))
    assert links(reading, OTHERS) == ()


def test_order_changes_nothing():
    readings = [reading_of("ra", CASES[0][0]), reading_of("rb", CASES[0][1]), reading_of("rc", CASES[7][1]), OTHERS]
    assert len({links(*order) for order in permutations(readings)}) == 1


def test_nothing_gives_nothing():
    assert compare_claims([], [], []) == ()


def test_a_pointing_denial_answers_over_a_sentence_of_the_report_itself():
    reading = reading_of(
        "ra",
        Said("Hill people heard gunfire in Velin.", by="e7"),
        Said("Nobody was hurt."),
        Said("The Hill Guard denied the claim.", by="e6", denies=True),
    )
    (link,) = links(reading, OTHERS)
    assert {link.left, link.right} == {reading.claims[0].id, reading.claims[2].id}
