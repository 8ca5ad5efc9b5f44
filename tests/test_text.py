import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.text import content_words, lines, shingles, stem, trim, word_forms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", ["a", "b"]),
        ("a\r\n\r\nb\n", ["a", "", "b"]),
        ("", []),
        ("one\u2028two", ["one", "two"]),
    ],
)
def test_lines(text, expected):
    assert [text[start:end] for start, end in lines(text)] == expected


def test_words_keep_numbers_abbreviations_and_hyphens():
    text = "Ana's well-known U.N. team of 1,340 left at 12.40 p.m."
    found = [text[start:end] for start, end in words(text)]
    assert found == ["Ana's", "well-known", "U.N.", "team", "of", "1,340", "left", "at", "12.40", "p.m."]


@pytest.mark.parametrize(
    ("left", "right"),
    [("soldiers", "soldier"), ("cities", "city"), ("running", "run"), ("stopped", "stop"), ("Varo’s".lower(), "varo"),
     ("attacks", "attacked"), ("killing", "killed"), ("forces", "forced")],
)  # fmt: skip
def test_stem_meets(left, right):
    assert stem(left) == stem(right)


def test_content_words_leave_out_what_says_nothing():
    assert content_words("The soldiers were in the town") == content_words("A soldier and towns")
    assert "200" in content_words("at least 200 of them")


def test_shingles():
    assert shingles(word_forms("One two three"), 2) == (("one", "two"), ("two", "three"))
    assert shingles(["a"], 3) == (("a",),)
    assert shingles([], 3) == ()


@given(st.text())
def test_trim_is_what_strip_does(text):
    start, end = trim(text)
    assert text[start:end] == text.strip()
