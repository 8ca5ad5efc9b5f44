"""Readings of one count are one figure; increments, other scopes, other days and other places are not."""

import pytest

from crossread.account.counts import counts_of, gathered
from crossread.model import Interval, Reading
from factories import claim, day, quantity, report, span


def counted(text, words, low, high=None, *, what="killed", of=None, in_report="r1", **fields):
    """Make the one count of a claim that is the whole of its report."""
    made = report(text, id=in_report)
    number = quantity(
        words, low, low if high is None else high, what=what, of=of, span=span(in_report, *place(text, words), words)
    )
    told = claim(text, in_report=in_report, quantities=(number.id,), **fields)
    return counts_of(told, Reading(report=made, quantities=(number,)), [number])[0]


def place(text, words):
    return text.index(words), text.index(words) + len(words)


def groups(*counts):
    return sorted(sorted(item.quantity.span.text for item in group) for group in gathered(counts))


TUESDAY, WEDNESDAY = day("2021-03-02"), day("2021-03-03")
YEAR = Interval(start="2021-01-01", end="2022-01-01", grain="year", basis="stated")


def test_readings_of_one_count_are_one_figure():
    assert groups(
        counted("At least 12 people were killed.", "At least 12 people", 12),
        counted("The toll rose to 19.", "19", 19, in_report="r2"),
    ) == [["19", "At least 12 people"]]


@pytest.mark.parametrize(
    "other",
    [
        counted("Soldiers died: 4 soldiers.", "4 soldiers", 4, of="soldiers", in_report="r2"),
        counted("The shelling wounded 12.", "12", 12, what="injured", in_report="r2"),
        # a whole war
        counted("The war that killed 900 people ended.", "900 people", 900, in_report="r2"),
        counted("Since 2014 some 900 people have died.", "900 people", 900, in_report="r2"),
        counted("In 2021, 900 people died.", "900 people", 900, in_report="r2", when=YEAR),
        # another day
        counted("Three died on Wednesday.", "Three", 3, in_report="r2", when=WEDNESDAY),
        # nobody, of what was told just before
        counted("Nobody was killed.", "Nobody", 0, in_report="r2"),
    ],
)
def test_other_scopes_are_figures_of_their_own(other):
    assert len(groups(counted("Twelve people died on Tuesday.", "Twelve people", 12, when=TUESDAY), other)) == 2


@pytest.mark.parametrize(
    "other",
    [
        counted("The toll had risen to 19 by Wednesday.", "19", 19, in_report="r2", when=WEDNESDAY),
        # the time is that of the signing, not of the deaths
        counted("On Wednesday they ended a strike that left 14 dead.", "14 dead", 14, in_report="r2", when=WEDNESDAY),
        counted("No one was killed, the army said.", "No one", 0, in_report="r2", speaker="e-army"),
    ],
)
def test_what_sums_up_joins(other):
    assert len(groups(counted("Twelve people died on Tuesday.", "Twelve people", 12, when=TUESDAY), other)) == 1


def test_a_state_is_as_of_its_day_and_stays_one_count():
    assert groups(
        counted("Eleven were missing on Tuesday.", "Eleven", 11, what="missing", when=TUESDAY),
        counted("Nine were missing on Wednesday.", "Nine", 9, what="missing", in_report="r2", when=WEDNESDAY),
    ) == [["Eleven", "Nine"]]


def test_an_increment_needs_a_count_before_it():
    text = "Rebels killed 30 people at Orvel. A further 12 died at night."
    made = report(text, id="r1")
    first = quantity("30 people", 30, 30, span=span("r1", *place(text, "30 people"), "30 people"))
    more = quantity("12", 12, 12, span=span("r1", *place(text, "12"), "12"))
    reading = Reading(report=made, quantities=(first, more))
    told = claim(text)
    assert [count.further for count in counts_of(told, reading, [first, more])] == [False, True]
    alone = Reading(report=made, quantities=(more,))
    assert [count.further for count in counts_of(told, alone, [more])] == [False]


def test_many_others_are_never_all():
    others = counted("Boats took off many others.", "many others", None, what="evacuated", of="people")
    everyone = counted("Boats took off 900 people.", "900 people", 900, what="evacuated", of="people", in_report="r2")
    assert others.further and groups(others, everyone) == [["900 people"], ["many others"]]


def test_two_places_of_one_teller_are_two_counts():
    assert (
        len(
            groups(
                counted("Nine died in Orvel.", "Nine", 9, where=("e-orvel",)),
                counted("Four died in Tessin.", "Four", 4, where=("e-tessin",)),
            )
        )
        == 2
    )
    # another outlet may know the place by another name
    assert (
        len(
            groups(
                counted("Nine died in Orvel.", "Nine", 9, where=("e-orvel",)),
                counted("Four died in the valley.", "Four", 4, where=("e-valley",), in_report="r2"),
            )
        )
        == 1
    )
