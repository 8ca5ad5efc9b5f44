import pytest

from crossread.scopes import compatible_scopes, scope_of
from factories import quantity


@pytest.mark.parametrize(
    ("of", "scope"),
    [
        (None, ""),
        ("people", ""),
        ("deaths", ""),
        # total counts put as the sum of their parts
        ("soldiers and civilians", ""),
        # narrower groups are figures of their own
        ("children", "child"),
        ("Dorvan soldiers", "dorvan soldier"),
        ("miners", "miner"),
        ("other people", ""),
    ],
)
def test_scope(of, scope):
    assert scope_of(quantity("12", 12, 12, of=of)) == scope


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Upland residents", "people", True),
        ("Upland residents", "Upland villagers", False),
        ("Upland people", "Upland residents", True),
        ("Dorvan soldiers", "Upland soldiers", False),
        ("soldiers", "people", False),
        ("children", "Upland residents", False),
    ],
)
def test_one_people_may_be_called_in_two_ways(left, right, expected):
    one, other = (quantity(words, 40, 40, of=words) for words in (left, right))
    assert compatible_scopes(one, other) is expected
    assert compatible_scopes(other, one) is expected
