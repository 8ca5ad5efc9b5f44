"""Who copied whom: whole texts, parts, quotations, formulas and credits."""

from dataclasses import replace
from itertools import permutations

import pytest

from crossread.align.copies import find_copies
from crossread.model import Credit, Furniture, Interval, Outlet, Reading, Report

FLOOD = (
    "The river Osma rose above its banks near Velin early on Monday and carried away two bridges. "
    "Fire crews took forty families from the lower streets to a school on the hill. "
    "Nobody was hurt, the mayor of Velin told the council in the afternoon. "
    "Work on a new wall of earth will start as soon as the water has gone down. "
    "Farmers north of the town lost most of the early wheat and say that seed is short."
)
STRIKE = (
    "Tram drivers in Ostrel stopped work for a third day as talks about shifts came to nothing. "
    "The company has offered two more days of leave, which the union called a joke on its members. "
    "Thousands walked to their offices through the rain, and the schools opened an hour late. "
    "A judge will hear the case of the city against the union on Friday morning."
)
SPEECH = "“We shall build the wall again, stone by stone, and nobody in this valley will be left without a roof,”"


def reading(id, text, outlet=None, published=None, credits=(), furniture=()):
    report = Report(id=id, text=text, sha256="", outlet=Outlet(name=outlet) if outlet else None)
    if published:
        next_day = f"{published[:8]}{int(published[8:]) + 1:02d}"
        report = replace(report, published=Interval(start=published, end=next_day, grain="day", basis="given"))
    marks = tuple(
        Credit(to=to, relation=relation, evidence=report.span(text.index(words), text.index(words) + len(words)))
        for to, relation, words in credits
    )
    dull = tuple(
        Furniture(span=report.span(text.index(words), text.index(words) + len(words)), reason="share_bar")
        for words in furniture
    )
    return Reading(report=replace(report, credits=marks, furniture=dull))


def sentences(text):
    return [part.rstrip(".") + "." for part in text.split(". ")]


def edited(order):
    parts = sentences(FLOOD)
    return " ".join(parts[number] for number in order)


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (FLOOD, FLOOD, "copy"),
        # sentences left out or in another order: still a copy
        (FLOOD, edited([0, 1, 3]), "copy"),
        (FLOOD, edited([3, 2, 4, 0, 1]), "copy"),
        # case, quotation marks and line breaks say nothing
        (FLOOD, FLOOD.upper().replace(". ", ".\n\n"), "copy"),
        # two sentences of five in an article of its own
        (FLOOD, STRIKE + " " + edited([0, 1]), "partial_copy"),
        # another subject, or the same in other words
        (FLOOD, STRIKE, None),
        (FLOOD, "Two bridges are gone in Velin after the Osma flooded its lower streets. No one was hurt.", None),
        # one shared quotation is a link
        (f"{FLOOD} {SPEECH} he said.", f"{STRIKE} {SPEECH} the mayor added.", "quotes"),
        # a few words that anybody may use are nothing
        (FLOOD + " Nobody was hurt in the fire.", STRIKE + " Nobody was hurt in the fire.", None),
        ("", FLOOD, None),
        ("", "", None),
    ],
)
def test_relation(left, right, relation):
    found = find_copies([reading("ra", left), reading("rb", right)])
    assert [copy.relation for copy in found] == ([relation] if relation else [])


def test_passages_are_the_same_words():
    left, right = reading("ra", FLOOD), reading("rb", STRIKE + " " + edited([1, 2]))
    (copy,) = find_copies([left, right])
    texts = {"ra": left.report.text, "rb": right.report.text}
    assert copy.passages
    for passage in copy.passages:
        one, other = (texts[span.report][span.start : span.end] for span in (passage.left, passage.right))
        assert passage.left.report == copy.left
        assert passage.right.report == copy.right
        assert one.lower() == other.lower()


def test_quotation_passage_is_the_quotation():
    (copy,) = find_copies([reading("ra", f"{FLOOD} {SPEECH}"), reading("rb", f"{STRIKE} {SPEECH}")])
    span = copy.passages[0].left
    assert f"{FLOOD} {SPEECH}"[span.start : span.end] in SPEECH


def test_furniture_is_left_out():
    bar = "Follow our channel for all the news of the valley and tell your friends about it today"
    with_bar = [
        reading("ra", f"{FLOOD}\n\n{bar}", furniture=[bar]),
        reading("rb", f"{STRIKE}\n\n{bar}", furniture=[bar]),
    ]
    assert find_copies(with_bar) == ()


def test_formulas_that_many_reports_end_with_do_not_count():
    formula = "Anyone with information is asked to call the town police on the number given below."
    tales = [
        "A white dog of no known owner ran down the mill road at dawn and frightened two postmen on the bridge.",
        "The abbey of Marn has lost its bronze bell, which stood in the yard waiting for a new rope since spring.",
        "Four masons were fined for working on the council roof without the belts that the law asks them to wear.",
        "A tractor left in gear rolled through the fair at Ostrel; the only damage was to a stall that sold plates.",
    ]
    tales = [f"{tale} {more}" for tale, more in zip(tales, sentences(FLOOD)[:4], strict=True)]
    assert find_copies([reading(f"r{n}", f"{tale} {formula}") for n, tale in enumerate(tales)]) == ()
    two = find_copies([reading(f"r{n}", f"{tale} {formula}") for n, tale in enumerate(tales[:2])])
    assert [copy.relation for copy in two] == ["partial_copy"]  # two reports alone cannot show a formula


def test_left_is_the_one_that_credits_the_other():
    agency = reading("ra", FLOOD, outlet="Valley Agency", published="2031-05-02")
    paper = reading(
        "rb", FLOOD + " (Valley Agency)", outlet="Ostrel Courier", published="2031-05-03",
        credits=[("Valley Agency", "agency", "(Valley Agency)")],
    )  # fmt: skip
    (copy,) = find_copies([paper, agency])
    assert (copy.left, copy.right, copy.source) == ("rb", "ra", "ra")
    assert copy.evidence == paper.report.credits[0].evidence
    assert copy.reasons[-1] == "credits Valley Agency"


def test_earlier_alone_is_no_proof():
    first = reading("ra", FLOOD, outlet="Ostrel Courier", published="2031-05-02")
    second = reading("rb", FLOOD, outlet="Velin Post", published="2031-05-03")
    (copy,) = find_copies([first, second])
    assert copy.source is None
    assert "Ostrel Courier published it first" in copy.reasons[-1]


def test_an_agency_that_signs_its_text_is_the_source_of_an_unsigned_copy():
    sign = [("Valley Agency", "agency", "(Valley Agency)")]
    agency = reading("ra", f"VELIN (Valley Agency) - {FLOOD}", "Valley Agency", "2031-05-02", credits=sign)
    (copy,) = find_copies([agency, reading("rb", FLOOD, "Velin Post", "2031-05-02")])
    assert (copy.left, copy.source) == ("rb", "ra")
    (copy,) = find_copies([agency, reading("rb", FLOOD, "Velin Post", "2031-05-01")])
    assert copy.source is None  # it was out before the agency wrote


def test_two_that_credit_one_agency_have_it_from_there():
    credit = [("Valley Agency", "agency", "Valley Agency")]
    (copy,) = find_copies([reading(id, f"Valley Agency. {FLOOD}", outlet=id, credits=credit) for id in ("ra", "rb")])
    assert copy.source == "Valley Agency"


@pytest.mark.parametrize(("relation", "expected"), [("republished_from", "copy"), ("reports_from", "partial_copy")])
def test_credit_without_the_original(relation, expected):
    paper = reading("ra", "Radio Osma. " + FLOOD, credits=[("Radio Osma", relation, "Radio Osma")])
    (copy,) = find_copies([paper, reading("rb", STRIKE)])
    assert (copy.left, copy.right, copy.relation, copy.source, copy.coverage) == (
        "ra",
        None,
        expected,
        "Radio Osma",
        None,
    )
    assert copy.evidence == paper.report.credits[0].evidence


@pytest.mark.parametrize("outlet", ["Radio Osma", "The Radio Osma", "radioosma.com"])
def test_credit_finds_the_original_by_its_outlet(outlet):
    paper = reading(
        "ra", "A digest, Radio Osma reports.", credits=[("Radio Osma", "reports_from", "Radio Osma reports")]
    )
    (copy,) = find_copies([paper, reading("rb", STRIKE, outlet=outlet)])
    assert (copy.right, copy.source, copy.relation) == ("rb", "rb", "partial_copy")


def test_order_changes_nothing():
    readings = [
        reading("ra", FLOOD), reading("rb", edited([0, 1, 3])), reading("rc", STRIKE + " " + edited([0, 1])),
        reading("rd", f"{STRIKE} {SPEECH}"),
    ]  # fmt: skip
    assert len({find_copies(order) for order in permutations(readings)}) == 1
