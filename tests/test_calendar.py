"""Intervals from TIMEX3 values; comparing with and without zones; order."""

from datetime import date as day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.calendar import (
    before,
    compatible,
    contains,
    day_of_week_near,
    interval_of,
    nearest_year,
    outlook,
    resolve,
    shift,
    sort_key,
)


def made(value):
    return interval_of(value, "stated")


@pytest.mark.parametrize(
    ("value", "start", "end", "grain"),
    [
        ("2023-09-20", "2023-09-20", "2023-09-21", "day"),
        ("2024-02-29", "2024-02-29", "2024-03-01", "day"),
        ("2023-09", "2023-09-01", "2023-10-01", "month"),
        ("2023-12", "2023-12-01", "2024-01-01", "month"),
        ("2023", "2023-01-01", "2024-01-01", "year"),
        ("199", "1990-01-01", "2000-01-01", "decade"),
        ("19", "1900-01-01", "2000-01-01", "era"),
        ("2023-W38", "2023-09-18", "2023-09-25", "week"),
        ("2023-W38-WE", "2023-09-23", "2023-09-25", "week"),
        ("2023-Q4", "2023-10-01", "2024-01-01", "season"),
        ("2023-WI", "2023-12-01", "2024-03-01", "season"),
        ("2023-09-20T13:00", "2023-09-20T13:00", "2023-09-20T13:01", "minute"),
        ("2023-09-20T23:59Z", "2023-09-20T23:59Z", "2023-09-21T00:00Z", "minute"),
        ("2023-09-20T16:05:31.25+0200", "2023-09-20T16:05+02:00", "2023-09-20T16:06+02:00", "minute"),
        ("2023-09-20T13", "2023-09-20T13:00", "2023-09-20T14:00", "hour"),
        ("2023-09-20TNI", "2023-09-20T18:00", "2023-09-21T06:00", "part_of_day"),
    ],
)
def test_interval_of(value, start, end, grain):
    found = made(value)
    assert (found.start, found.end, found.grain) == (start, end, grain)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "P2D",
        "PT1H",
        "XXXX-WXX-2",
        "XXXX-09-20",
        "PRESENT_REF",
        "2023-13-01",
        "2023-02-30",
        "2023-W54",
        "0000",
    ],
)
def test_no_point_in_time_has_no_interval(value):
    assert made(value) is None


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2023-09-20", "2023-09-20T13:00", True),
        ("2023-09-20", "2023-09-21", False),
        ("2023-09", "2023-09-20", True),
        # both zones known: compared as moments
        ("2023-09-20T13:00Z", "2023-09-20T15:00+02:00", True),
        ("2023-09-20T13:00Z", "2023-09-20T13:00+02:00", False),
        # one zone unknown: up to fourteen hours apart
        ("2023-09-20T13:00", "2023-09-20T05:00Z", True),
        ("2023-09-20T23:00", "2023-09-20T05:00Z", False),
        # neither known: as written
        ("2023-09-20T13:00", "2023-09-20T14:00", False),
    ],
)
def test_compatible_is_symmetric(left, right, expected):
    assert compatible(made(left), made(right)) is expected
    assert compatible(made(right), made(left)) is expected


def test_contains_and_before_are_certain_only():
    assert contains(made("2023-09"), made("2023-09-20"))
    assert not contains(made("2023-09-20"), made("2023-09"))
    assert before(made("2023-09-20"), made("2023-09-21"))
    assert not before(made("2023-09"), made("2023-09-20"))
    assert not before(made("2023-09-20T13:00"), made("2023-09-20T20:00Z")), "the first may be UTC-8"


def test_order_by_local_day_then_moment():
    values = ["2023-09-20", "2023-09-20T09:00Z", "2023-09-20T10:00+02:00", "2023-09-21T00:30+04:00", "2023-09-21T07:00"]
    order = sorted(values, key=lambda value: sort_key(made(value)))
    assert order == [
        "2023-09-20",
        "2023-09-20T10:00+02:00",
        "2023-09-20T09:00Z",
        "2023-09-21T00:30+04:00",
        "2023-09-21T07:00",
    ]


days = st.dates(min_value=day(1600, 1, 1), max_value=day(2400, 1, 1))


@given(days)
def test_an_interval_is_compatible_with_itself_and_not_before_itself(when):
    interval = made(when.isoformat())
    assert compatible(interval, interval)
    assert contains(interval, interval)
    assert not before(interval, interval)


@given(days, st.integers(0, 6), st.sampled_from([-1, 1]))
def test_weekday_lies_within_a_week_in_its_direction(anchor, weekday, direction):
    found = day_of_week_near(anchor, weekday, direction)
    assert found.weekday() == weekday
    assert 0 <= (found - anchor).days * direction < 7


@given(days, st.integers(-50, 50), st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]))
def test_shifted_values_are_resolved(anchor, count, unit):
    value = shift(anchor, count, unit)
    assert value is None or made(value) is not None


def test_shift_months_over_the_year():
    assert shift(day(2023, 2, 14), -5, "month") == "2022-09"
    assert shift(day(2023, 2, 14), -1, "quarter") == "2022-Q4"


@pytest.mark.parametrize(
    ("month", "number", "direction", "year"),
    [(5, 20, -1, 2023), (1, 3, -1, 2023), (12, 30, -1, 2022), (6, 9, -1, 2023), (3, 4, 1, 2023), (10, 1, 1, 2023)],
)
def test_nearest_year(month, number, direction, year):
    assert nearest_year(day(2023, 6, 1), month, number, direction) == year


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [
        ("XXXX-WXX-2", -1, "2023-09-19"),
        ("XXXX-WXX-2", 1, "2023-09-26"),
        ("XXXX-WXX-3T13:00", -1, "2023-09-20T13:00"),
        ("XXXX-09-18", -1, "2023-09-18"),
        ("XXXX-10", -1, "2022-10"),
        ("XXXX-10", 1, "2023-10"),
        ("XXXX-XX-XX", -1, None),
    ],
)
def test_resolve(value, direction, expected):
    assert resolve(value, day(2023, 9, 21), direction) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The council met on Monday.", -1),
        ("The council will meet on Monday.", 1),
        ("On Monday the council will meet.", 1),
        ("On Monday the council met.", -1),
        ("The vote is scheduled for Monday.", 1),
        ("She said on Monday that they will leave.", -1),
        ("Monday", -1),
    ],
)
def test_outlook(words, expected):
    start = words.index("Monday")
    assert outlook(words, start, start + 6) == expected
