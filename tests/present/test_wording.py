import pytest

from crossread.model import Amount, Dispute, Interval
from crossread.present import wording


def when(start, end, grain="day"):
    return Interval(start=start, end=end, grain=grain, basis="stated")


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (None, "no date"),
        (when("2031-05-04", "2031-05-05"), "4 May 2031"),
        (when("2031-05-31", "2031-06-01"), "31 May 2031"),
        (when("2031-05-04", "2031-05-07"), "4 May 2031 until before 7 May 2031"),
        (when("2031-05-05", "2031-05-12", "week"), "5 May 2031 until before 12 May 2031"),
        (when("2031-05-01", "2031-06-01", "month"), "May 2031"),
        (when("2031-01-01", "2032-01-01", "year"), "2031"),
        (when("2030-01-01", "2040-01-01", "decade"), "the 2030s"),
        (when("2031-05-04T16:27", "2031-05-04T16:28", "minute"), "4 May 2031, 16:27 (no zone given)"),
        (when("2031-05-04T16:27Z", "2031-05-04T16:28Z", "minute"), "4 May 2031, 16:27 (UTC)"),
        (when("2031-05-04T16:27-03:00", "2031-05-04T16:28-03:00", "minute"), "4 May 2031, 16:27 (UTC−03:00)"),
        (when("2031-05-04T06:00", "2031-05-04T12:00", "part_of_day"), "4 May 2031, 06:00–12:00 (no zone given)"),
        (
            when("2031-05-04T18:00", "2031-05-05T00:00", "part_of_day"),
            "4 May 2031, 18:00–24:00 (no zone given)",
        ),
    ],
)
def test_dates_are_said_no_more_exactly_than_their_grain(interval, said):
    assert wording.say_interval(interval) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, ""),
        (14, 14, "14"),
        (14, None, "14 or more"),
        (None, 21, "up to 21"),
        (1400, 2100.5, "1,400 to 2,100.5"),
        (0, 0, "0"),
    ],
)
def test_ranges(low, high, said):
    assert wording.say_range(low, high) == said


def test_amounts_keep_their_hedge():
    assert wording.say_amount(Amount(low=None, high=None, hedge="dozens")) == "dozens"
    assert wording.say_amount(Amount(low=3, high=3, hedge="about", unit="km")) == "about 3 km"


def test_two_names_of_a_place_are_no_conflict():
    dispute = Dispute(id="d", about="A / B", kind="naming", cause="conflict", compared={"name": ("A", "B")}, sides=())
    assert wording.say_cause(dispute) == "Both names are in use."


def test_cause_says_what_was_compared():
    dispute = Dispute(
        id="d", about="x", kind="figures", cause="later_update", sides=(),
        compared={"as_of": ("2031-05-04", "2031-05-05T14:20Z")},
    )  # fmt: skip
    assert wording.say_cause(dispute) == (
        "A later update of the same count. as of: 4 May 2031 against 5 May 2031, 14:20 (UTC)"
    )
