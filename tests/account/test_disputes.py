import pytest

from crossread.account.disputes import find_disputes, opposed_claims
from crossread.account.points import gather_points
from crossread.model import Alias, Amount, Entity, Figure, FigureReading
from factories import claim, day, link, span

CHARGE = claim("Dorvan troops shelled the mill at Tessin.", in_report="r1", speaker="e-mayor", origin="Ada Kolm")
DENIAL = claim(
    "Dorvan troops did not shell the mill.", in_report="r2", speaker="e-army", origin="Dorvan", polarity="denied"
)


def disputes(claims, links, figures=(), entities=()):
    return find_disputes(gather_points(claims, links, []), claims, links, figures, entities)


def reading(low, high, as_of=None, origin="Ada Kolm"):
    words = f"{low}..{high} dead"
    held = claim(f"{words} {origin} {as_of}", start=low or 0, origin=origin)
    made = FigureReading(
        span=span(text=words),
        claim=held.id,
        quantity=f"q{low}-{high}-{origin}",
        amount=Amount(low=low, high=high),
        as_of=as_of,
        origin=origin,
    )
    return made, held


def figure_disputes(*readings):
    figure = Figure(id="f1", what="killed", of=None, readings=tuple(made for made, _ in readings))
    return disputes([held for _, held in readings], [], [figure])


def test_a_denial_faces_the_charge_it_denies():
    (dispute,) = disputes([CHARGE, DENIAL], [link(CHARGE, DENIAL, "denies")])
    assert (dispute.kind, dispute.cause, dispute.about) == ("denial", "conflict", CHARGE.text)
    assert [side.holders for side in dispute.sides] == [("e-mayor",), ("e-army",)]


def test_many_links_between_two_points_are_one_dispute():
    again = claim("Dorvan troops shelled the Tessin mill.", in_report="r3")
    links = [link(CHARGE, again), link(CHARGE, DENIAL, "denies"), link(again, DENIAL, "denies")]
    assert len(disputes([CHARGE, again, DENIAL], links)) == 1


def test_two_denials_of_one_charge_are_one_question():
    second = claim("The army called the report false.", in_report="r4", speaker="e-staff", polarity="denied")
    links = [link(CHARGE, DENIAL, "denies"), link(CHARGE, second, "denies")]
    (dispute,) = disputes([CHARGE, DENIAL, second], links)
    assert [set(side.claims) for side in dispute.sides] == [{CHARGE.id}, {DENIAL.id, second.id}]


def test_two_charges_with_a_denial_each_are_two_questions():
    other = claim("The army robbed the bank.", in_report="r5", speaker="e-mayor")
    answer = claim("Nobody robbed the bank.", in_report="r6", speaker="e-army", polarity="denied")
    links = [link(CHARGE, DENIAL, "denies"), link(other, answer, "denies")]
    assert len(disputes([CHARGE, DENIAL, other, answer], links)) == 2


def test_who_does_not_count_all_counts_another_scope():
    ours, theirs = reading(43, 43, origin="Ada Kolm"), reading(38, 38, origin="Hill Office")
    note = claim("The office does not count people who died later.", start=99, origin="Hill Office")
    figure = Figure(id="f1", what="killed", of=None, readings=(ours[0], theirs[0]))
    (dispute,) = disputes([ours[1], theirs[1], note], [], [figure])
    assert dispute.cause == "other_scope"
    assert opposed_claims([dispute]) == {ours[1].id, theirs[1].id}


def test_a_count_that_one_holder_raised_sets_nobody_against_it():
    found = figure_disputes(reading(14, 14, day("2021-03-04")), reading(38, 38, day("2021-03-05")))
    assert {dispute.cause for dispute in found} == {"later_update"}
    assert opposed_claims(found) == frozenset()


@pytest.mark.parametrize(
    ("left", "right", "cause"),
    [
        (day("2021-03-04"), day("2021-03-04"), "conflict"),
        (day("2021-03-04"), day("2021-03-09"), "other_time"),
        # without a time on both sides nobody can say
        (day("2021-03-04"), None, "cannot_tell"),
    ],
)
def test_what_merely_contradicts_says_why(left, right, cause):
    one = claim("The bridge was open.", in_report="r1", when=left)
    other = claim("The bridge was shut.", in_report="r2", when=right)
    (dispute,) = disputes([one, other], [link(one, other, "contradicts")])
    assert (dispute.kind, dispute.cause) == ("contradiction", cause)


MONDAY, TUESDAY = day("2021-03-01"), day("2021-03-02")


@pytest.mark.parametrize(
    ("readings", "cause"),
    [
        # one holder's toll that grew is a later update, also from "at least 12" to 19
        ([reading(12, 12, MONDAY), reading(19, 19, TUESDAY)], "later_update"),
        ([reading(12, None, MONDAY), reading(19, 19, TUESDAY)], "later_update"),
        # two holders' counts of one day conflict
        ([reading(12, 12, MONDAY), reading(19, 19, MONDAY, "Radio Nine")], "conflict"),
        # of two days: the later may know more, or not
        ([reading(12, 12, MONDAY), reading(19, 19, TUESDAY, "Radio Nine")], "cannot_tell"),
        ([reading(12, 12, MONDAY), reading(19, 19, None, "Radio Nine")], "cannot_tell"),
        # nobody named: two outlets' own counts are compared all the same
        ([reading(12, 12, MONDAY, None), reading(19, 19, MONDAY, None)], "conflict"),
    ],
)
def test_figures_that_differ_say_why(readings, cause):
    (dispute,) = figure_disputes(*readings)
    assert (dispute.kind, dispute.cause, len(dispute.sides)) == ("figures", cause, 2)


@pytest.mark.parametrize(
    "readings",
    [
        # "at least 12" and 19 of two holders can both be true
        [reading(12, None, MONDAY), reading(19, 19, MONDAY, "Radio Nine")],
        # "dozens" stands beside any number
        [reading(12, 12, MONDAY), reading(None, None, MONDAY, "Radio Nine")],
        # one number many times
        [reading(12, 12, MONDAY), reading(12, 12, TUESDAY)],
    ],
)
def test_figures_that_can_both_be_true_are_no_dispute(readings):
    assert figure_disputes(*readings) == ()


def test_two_names_used_by_two_sides():
    aliases = (
        Alias(name="Tessin", used_by=("Uplanders",), evidence=(span(),)),
        Alias(name="Tezsen", used_by=("Dorvans",), evidence=(span(),)),
    )
    town = Entity(id="e1", name="Tessin", kind="place", aliases=aliases)
    people = (Entity(id="e2", name="Uplanders", kind="group"), Entity(id="e3", name="Dorvans", kind="group"))
    (dispute,) = disputes([], [], entities=[town, *people])
    assert (dispute.kind, dispute.about) == ("naming", "Tessin / Tezsen")
    assert [side.holders for side in dispute.sides] == [("e2",), ("e3",)]


def test_a_name_that_one_side_alone_uses_is_no_dispute():
    town = Entity(id="e1", name="Tessin", kind="place", aliases=(Alias(name="Tessin", used_by=("Uplanders",)),))
    assert disputes([], [], entities=[town]) == ()
