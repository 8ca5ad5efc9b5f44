import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.names import fold, initials, is_short_of, normalise, same_name, similar, surname


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("the  Council of\nVaro", "Council of Varo"),
        ("“Ana Ruiz,”", "Ana Ruiz"),
        ("Ana Ruiz’s", "Ana Ruiz"),
        ("Theo Malen", "Theo Malen"),
    ],
)
def test_normalise(written, printed):
    assert normalise(written) == printed


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Ana Ruíz", "ANA RUIZ", True),
        ("Łódin", "Lodin", True),
        ("Nova-Talen", "Nova Talen", True),
        ("O’Marra", "OMarra", True),
        ("Talen", "South Talen", False),
        ("", "", False),
    ],
)
def test_same_name(left, right, same):
    assert same_name(left, right) is same


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Ruiz", "Ana Ruiz", True),
        ("Ana Ruiz", "Ana Ruiz Malen", True),
        ("Ana", "Ana Ruiz", False),
        ("Ruiz", "Ruiz", False),
        ("", "Ana Ruiz", False),
    ],
)
def test_is_short_of(short, full, expected):
    assert is_short_of(short, full) is expected


# spellings that transliteration makes of one name come near, other names stay apart
@pytest.mark.parametrize(
    ("left", "right"),
    [("Pashkov", "Pashkoff"), ("Khaled Sheikh", "Haled Shaykh"), ("Talakh", "Talax"), ("Malenian", "Malenyan")],
)
def test_spelling_variants_are_near(left, right):
    assert similar(left, right) > 0.9


@pytest.mark.parametrize(("left", "right"), [("Varna", "Verona"), ("Malen", "Ruiz"), ("North Talen", "South Talen")])
def test_other_names_are_not(left, right):
    assert similar(left, right) < 0.85


def test_surname_and_initials():
    assert surname("Ana de la Ruiz Jr") == "ruiz"
    assert initials("Council of Free Towns") == "cft"


@given(st.text(), st.text())
def test_similar_is_symmetric_and_bounded(left, right):
    assert similar(left, right) == similar(right, left)
    assert 0 <= similar(left, right) <= 1


@given(st.text())
def test_fold_is_idempotent(name):
    assert fold(fold(name)) == fold(name)
