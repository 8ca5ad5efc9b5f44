import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.text import content_words, lines, shingles, split_sentences, stem, trim, word_forms, words

SENTENCES = [
    ("One came. Two went.", ["One came.", "Two went."]),
    # titles, initials and abbreviations end nothing
    ("Dr. Ana Ruiz met Gen. J. R. Malen. They left.", ["Dr. Ana Ruiz met Gen. J. R. Malen.", "They left."]),
    ("The U.S. envoy came at 12.40 p.m. on Monday.", ["The U.S. envoy came at 12.40 p.m. on Monday."]),
    ("He came at 3 p.m. The talks ended.", ["He came at 3 p.m.", "The talks ended."]),
    ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
    ("No. 5 was out. He said no. Then he left.", ["No. 5 was out.", "He said no.", "Then he left."]),
    # quotation marks that close after the stop belong to the sentence before
    ("“We left.” Nobody stayed.", ["“We left.”", "Nobody stayed."]),
    ('"Why?" Ruiz asked. "Why?" he asked.', ['"Why?" Ruiz asked.', '"Why?" he asked.']),
    ("They waited... Then it rained.", ["They waited...", "Then it rained."]),
    ("It fell.Next came rain.", ["It fell.", "Next came rain."]),
    ("The price rose 3.5 percent. See varo.am for more.", ["The price rose 3.5 percent.", "See varo.am for more."]),
    # a blank line always ends a sentence, a line end alone does not
    ("A heading\n\nThe town\nfell.", ["A heading", "The town\nfell."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_split_sentences(text, expected):
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_split_sentences_within_bounds():
    text = "First. Second. Third."
    assert [text[a:b] for a, b in split_sentences(text, 7, 14)] == ["Second."]


@given(st.text(alphabet='ab A.!?"”“\n\r’'))
def test_sentences_cover_every_letter_once(text):
    spans = split_sentences(text)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert [ch for ch in inside if not ch.isspace()] == [ch for ch in text if not ch.isspace()]
    assert all((start, end) == trim(text, start, end) for start, end in spans)


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
