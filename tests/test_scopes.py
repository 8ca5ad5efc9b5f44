import pytest

from crossread.scopes import scope_of
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
