import pytest

from crossread.model import Entry, Furniture
from crossread.read.sentences import find_sentences
from factories import report


def texts(made):
    return [made.text[s.span.start : s.span.end] for s in find_sentences(made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a heading without a full stop is its own sentence
        ("Town falls\n\nThe army left. It rained.", ["Town falls", "The army left.", "It rained."]),
        ("Town falls\nThe army left.", ["Town falls", "The army left."]),
        # lines broken by hand, as in old wires, are joined
        (
            "VARO, 3 MAY (XYZ) -- THE GUERRILLAS ATTACKED THE POST NEAR THE\n"
            "RIVER ON SUNDAY NIGHT, THE MAYOR OF THE TOWN OF TALEN SAID IN A\nSTATEMENT. NOBODY DIED.",
            [
                "VARO, 3 MAY (XYZ) --",
                "THE GUERRILLAS ATTACKED THE POST NEAR THE\n"
                "RIVER ON SUNDAY NIGHT, THE MAYOR OF THE TOWN OF TALEN SAID IN A\nSTATEMENT.",
                "NOBODY DIED.",
            ],
        ),
        # a line that goes on in lower case belongs to the line before
        ("The army said it\nleft the town.", ["The army said it\nleft the town."]),
        ("* * *\n\nNobody came.", ["Nobody came."]),
        ("", []),
    ],
)
def test_lines_and_blocks(text, expected):
    assert texts(report(text)) == expected


def test_furniture_is_not_read():
    made = report("Comments (3)\nThe army left.\nFollow us")
    marks = (
        Furniture(span=made.span(0, 12), reason="comments"),
        Furniture(span=made.span(28, 37), reason="follow us"),
    )
    assert texts(report(made.text, furniture=marks)) == ["The army left."]


def test_entries_have_sections_and_no_clocks():
    text = "Bridge closed\n\n3:46 p.m.: The bridge was closed. Nobody said why.\n\n12.40 p.m.: Talks began."
    made = report(text)
    first = text.index("3:46")
    second = text.index("12.40")
    entries = (
        Entry(id="n1", span=made.span(first, second - 2), heading=made.span(0, 13)),
        Entry(id="n2", span=made.span(second, len(text))),
    )
    made = report(text, entries=entries)
    found = [(text[s.span.start : s.span.end], s.section) for s in find_sentences(made)]
    assert found == [
        ("Bridge closed", "n1"),
        ("The bridge was closed.", "n1"),
        ("Nobody said why.", "n1"),
        ("Talks began.", "n2"),
    ]


def test_a_clock_outside_a_live_blog_stays():
    assert texts(report("At 3:46 p.m. they left.")) == ["At 3:46 p.m. they left."]


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("MARNOGRAD, 20 Aug (EFI) --", "The dam held."),
        ("MARNOGRAD (VALLEY AGENCY) -", "The dam held."),
        ("(Valley Agency) -", "The dam held."),
        ("MARNOGRAD –", "The dam held."),
        ("PORT OSTREL, Velin, March 4 --", "The dam held."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(head, rest):
    assert texts(report(f"{head} {rest}")) == [head, rest]


def test_a_dash_after_capitals_in_a_sentence_is_no_dateline():
    assert len(texts(report("The UN - the only witness - left."))) == 1
