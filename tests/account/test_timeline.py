import pytest

from crossread.account.points import gather_points
from crossread.account.timeline import build_timeline, is_background
from crossread.model import Interval, Story
from factories import claim, day

STORY = Story(id="s", title=None, reports=(), first="2021-03-04T10:00", last="2021-03-06")


def timeline(*claims):
    return build_timeline(gather_points(claims, [], []), claims, STORY)


@pytest.mark.parametrize(
    ("end", "background"), [("2021-03-05", False), ("2021-02-26", False), ("2021-02-25", True), ("1994-01-01", True)]
)
def test_background_is_what_ended_a_week_before_the_first_report(end, background):
    when = Interval(start="1990-01-01", end=end, grain="era", basis="stated")
    assert is_background(when, STORY.first) is background


def test_entries_stand_in_order_and_keep_the_planned_apart():
    later = claim("Talks are planned at Orvel.", start=1, when=day("2021-03-08"), modality="planned")
    earlier = claim("The dam broke at Orvel.", start=2, when=day("2021-03-03"))
    undated = claim("Nobody knows when.", start=3)
    entries = timeline(later, earlier, undated)
    assert [(entry.when.start, entry.status) for entry in entries] == [
        ("2021-03-03", "happened"),
        ("2021-03-08", "planned"),
    ]


MONDAY, TUESDAY = day("2021-03-01"), day("2021-03-02")
HOUR = Interval(start="2021-03-02T14:00", end="2021-03-02T14:01", grain="minute", basis="published")
HELD = claim("Envoys of Orvel and Dorva held talks on Tuesday.", start=1, when=TUESDAY, event="CONSULT", in_report="r1")


@pytest.mark.parametrize(
    "other",
    [
        claim("Dorva and Orvel opened negotiations at 2 p.m.", start=2, when=HOUR, event="CONSULT", in_report="r2"),
        # the same words without a kind of event
        claim("Held were talks of envoys of Orvel and Dorva.", start=2, when=TUESDAY, in_report="r2"),
    ],
)
def test_one_happening_in_two_reports_is_one_entry(other):
    (entry,) = timeline(HELD, other)
    assert set(entry.claims) == {HELD.id, other.id}
    assert len(entry.points) == 2
    # the narrower time, with its own basis
    assert entry.when == min(HELD.when, other.when, key=lambda when: (when.grain == "day", when.start))


@pytest.mark.parametrize(
    "changed",
    [
        {"when": MONDAY},
        {"event": "ASSAULT"},
    ],
)
def test_what_may_be_two_happenings_stays_two(changed):
    fields = {"when": TUESDAY, "event": "CONSULT", **changed}
    other = claim("Dorva and Orvel opened negotiations.", start=2, in_report="r2", **fields)
    assert len(timeline(HELD, other)) == 2


def test_two_places_are_two_happenings():
    one = claim("Dorvan guns shelled Orvel.", start=1, when=TUESDAY, event="ASSAULT", where=("e-orvel",))
    two = claim("Dorvan guns shelled Tessin.", start=2, when=TUESDAY, event="ASSAULT", where=("e-tessin",))
    assert len(timeline(one, two)) == 2


def test_a_year_in_common_is_no_likeness():
    year = Interval(start="1994-01-01", end="1995-01-01", grain="year", basis="stated")
    war = claim("The war over Orvel ended in 1994.", start=1, when=year)
    exile = claim("The king of Dorva went into exile in 1994.", start=2, when=year)
    assert [entry.background for entry in timeline(war, exile)] == [True, True]


AHEAD = claim("Envoys of Orvel and Dorva are to hold talks on Tuesday.", start=3, when=TUESDAY, event="CONSULT",
              modality="planned", in_report="r3")  # fmt: skip


def test_what_was_planned_and_then_happened_is_one_entry_with_both():
    (entry,) = timeline(HELD, AHEAD)
    assert (entry.status, entry.claims, entry.planned) == ("happened", (HELD.id,), (AHEAD.id,))


def test_a_plan_for_another_day_stays_a_plan():
    later = claim(AHEAD.text, start=4, when=day("2021-03-09"), event="CONSULT", modality="planned", in_report="r3")
    assert [entry.status for entry in timeline(HELD, later)] == ["happened", "planned"]
