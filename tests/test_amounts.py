"""Numbers and hedges to low..high; comparing; counting rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.amounts import compatible, range_of, read_amount, read_number, scan_amounts
from crossread.model import Amount


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("1,340", 1340),
        ("9 300", 9300),
        ("3.5 million", 3_500_000),
        ("1.2m", 1_200_000),
        ("2 1/2", 2.5),
        ("ten", 10),
        ("Twenty-one", 21),
        ("two dozen", 24),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("two hundred and fifty-three", 253),
        ("forty-two thousand six hundred", 42_600),
        ("one and a half", 1.5),
        ("a couple of", 2),
        ("soldiers", None),
        ("", None),
    ],
)
def test_read_number(words, value):
    assert read_number(words) == value


@pytest.mark.parametrize(
    ("words", "low", "high", "hedge", "unit"),
    [
        ("200 people", 200, 200, None, None),
        ("at least 200 deaths", 200, None, "at least", None),
        ("more than a dozen", 12, None, "more than", None),
        ("Over 40 miners", 40, None, "over", None),
        ("up to 30 men", None, 30, "up to", None),
        ("as many as 12", None, 12, "as many as", None),
        ("fewer than ten", None, 10, "fewer than", None),
        ("no more than 12", None, 12, "no more than", None),
        ("about 50", 50, 50, "about", None),
        ("some 82,000 people", 82_000, 82_000, "some", None),
        ("nearly half a million", 500_000, 500_000, "nearly", None),
        ("20 to 30", 20, 30, None, None),
        ("between 20 and 30 people", 20, 30, None, None),
        ("two or three men", 2, 3, None, None),
        ("300-400", 300, 400, None, None),
        ("3 to 4 million", 3_000_000, 4_000_000, None, None),
        ("200 or more", 200, None, "or more", None),
        ("at least some 400", 400, None, "at least some", None),
        ("several soldiers", None, None, "several", None),
        ("Dozens", None, None, "dozens", None),
        ("tens of thousands", None, None, "tens of thousands", None),
        ("no casualties", 0, 0, None, None),
        ("No one", 0, 0, None, None),
        ("over 80 km (50 miles)", 80, None, "over", "km"),
        ("24-hour", 24, 24, None, "h"),
        ("$3.5 million", 3_500_000, 3_500_000, None, "USD"),
        ("12 percent", 12, 12, None, "%"),
    ],
)
def test_read_amount(words, low, high, hedge, unit):
    assert read_amount(words) == Amount(low=low, high=high, hedge=hedge, unit=unit)


@pytest.mark.parametrize("words", ["a soldier", "the dead", "", "F16", "10:30"])
def test_no_number_is_no_amount(words):
    assert read_amount(words) is None


def test_a_conversion_is_one_amount():
    assert len(scan_amounts("over 80 km (50 miles) from Tarn")) == 1


def test_from_without_a_range_is_left_out():
    # "from both sides" and "from two villages" took the preposition into the span
    (found,) = scan_amounts("They came from two villages.")
    assert (found.start, found.amount.low) == (15, 2)


def test_two_counts_are_no_range():
    assert [(found.amount.low, found.amount.high) for found in scan_amounts("20 soldiers and 30 civilians")] == [
        (20, 20),
        (30, 30),
    ]


@given(st.integers(1, 10**9))
def test_digits_with_commas_are_read_back(number):
    assert read_number(f"{number:,}") == number


def amount(low, high, hedge=None):
    return Amount(low=low, high=high, hedge=hedge)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (amount(200, 200), amount(200, 200), True),
        (amount(200, 200), amount(201, 201), False),
        (amount(200, None, "at least"), amount(340, 340), True),
        (amount(200, None, "at least"), amount(150, 150), False),
        (amount(None, 30, "up to"), amount(40, 40), False),
        (amount(None, None, "dozens"), amount(24, 24), True),
        # "about 200" may be the same as 190
        (amount(200, 200, "about"), amount(190, 190), True),
        (amount(200, 200, "about"), amount(150, 150), False),
        (Amount(low=5, high=5, unit="km"), Amount(low=5, high=5, unit="mi"), False),
    ],
)
def test_compatible(left, right, expected):
    assert compatible(left, right) is expected
    assert compatible(right, left) is expected


@pytest.mark.parametrize(
    ("rule", "amounts", "expected"),
    [
        ("as-reported", [amount(200, None, "at least"), amount(150, 150)], (150, None)),
        ("as-reported", [amount(12, 12), amount(14, 14)], (12, 14)),
        ("as-reported", [amount(12, 12), amount(None, None, "several")], (12, 12)),
        ("as-reported", [amount(None, 30, "up to")], (None, 30)),
        ("as-reported", [amount(None, None, "dozens")], (None, None)),
        ("acled", [amount(None, None, "dozens")], (12, 12)),
        ("acled", [amount(None, None, "several")], (3, 10)),
        ("acled", [amount(200, None, "at least"), amount(20, 30)], (20, 200)),
        ("ucdp", [amount(200, None, "at least"), amount(20, 30)], (20, 200)),
        ("ucdp", [amount(None, None, "several")], (None, None)),
        ("as-reported", [], (None, None)),
    ],
)
def test_range_of(rule, amounts, expected):
    assert range_of(amounts, rule) == expected
    assert range_of(amounts[::-1], rule) == expected
