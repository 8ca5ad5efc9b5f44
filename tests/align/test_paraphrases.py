"""Two reports of our own invention, read as any other: what is one point, and what must not be."""

import pytest

import crossread

ELSEWHERE = "The fair at Tessin was moved to the hill. Bakers in Tessin sold out by noon."


def brief_of(*texts):
    reports = [
        crossread.report_from_text(text, published="2031-05-07T10:00", outlet=f"Outlet {number}")
        for number, text in enumerate((*texts, ELSEWHERE))
    ]
    return crossread.build_brief(crossread.read_reports(reports))


def are_one(left, right):
    brief = brief_of(left, right)
    reports = {claim.id: claim.span.report for claim in brief.claims}
    return any(len({reports[id] for id in point.claims}) > 1 for point in brief.points)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "The army of Sorvania closed the Haldra bridge to all traffic on Tuesday.",
            "Sorvania's army shut the bridge at Haldra to all traffic on Tuesday.",
        ),
        (
            "Dora Pelk resigned as minister of health on Monday.",
            "Health minister Dora Pelk stepped down on Monday.",
        ),
    ],
)
def test_a_paraphrase_is_one_point(left, right):
    assert are_one(left, right)
    assert are_one(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # another number, in figures or in words
        (
            "A court in Maretz sentenced Anton Marsh to six years in prison.",
            "A court in Maretz sentenced Anton Marsh to nine years in prison.",
        ),
        # another day of the week
        ("The army of Sorvania shelled Haldra on Tuesday.", "The army of Sorvania shelled Haldra on Sunday."),
        # another person
        (
            "Police in Haldra arrested the banker Anton Marsh over fraud.",
            "Police in Haldra arrested the banker Dora Pelk over fraud.",
        ),
        # another place
        ("A bomb killed a guard in Haldra.", "A bomb killed a guard in Maretz."),
        # for and against
        (
            "Dora Pelk voiced her support for the new dam at Haldra.",
            "Dora Pelk voiced her opposition to the new dam at Haldra.",
        ),
        # what it is called, and what was heard there
        (
            'Hill people call the capital of the valley "Haldra".',
            "Hill people reported gunfire in the capital of the valley, Haldra.",
        ),
        # planned, and done
        ("The army of Sorvania will leave Haldra on Friday.", "The army of Sorvania left Haldra on Friday."),
    ],
)
def test_what_may_be_two_stays_two(left, right):
    assert not are_one(left, right)


def entries(*texts):
    return [entry.text for entry in brief_of(*texts).timeline]


@pytest.mark.parametrize(
    "text",
    [
        '"Our view today is that there is no threat to the people of Haldra," said Dora Pelk.',  # a state
        "Dora Pelk repeated on Wednesday her view.",  # a saying
        "No shot was fired in Haldra on Monday, said Dora Pelk.",  # what did not happen
    ],
)
def test_what_is_no_happening_is_no_entry(text):
    assert not any(word in entry for entry in entries(text) for word in ("view", "shot"))


def test_an_entry_holds_its_own_time():
    told = entries("The old bridge at Haldra collapsed.", "The old bridge at Haldra collapsed on Monday.")
    assert [entry for entry in told if "bridge" in entry] == ["The old bridge at Haldra collapsed on Monday."]
