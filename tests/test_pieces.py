"""Words, shapes, marks and windows as the encoder sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.pieces import IN_QUOTES, LINE_START, SHAPES, cut_pieces, cut_words, place_words, plan_windows, shape_of


class Encoding:
    def __init__(self, offsets):
        self.offsets = offsets
        self.ids = list(range(len(offsets)))


class SignPieces:
    """A tokenizer whose pieces are the visible signs of a text."""

    def encode_batch(self, texts, add_special_tokens):
        return [Encoding([(n, n + 1) for n, sign in enumerate(text) if not sign.isspace()]) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", ["They", "do", "n't", "know", "."]),
        ("They don’t", ["They", "do", "n’t"]),
        ("Ana's long-term plan", ["Ana", "'s", "long", "-", "term", "plan"]),
        ("the U.S. paid $10,000 at 16:27", ["the", "U.S.", "paid", "$", "10,000", "at", "16:27"]),
        ("Mr. Oduya (left)...", ["Mr.", "Oduya", "(", "left", ")", "..."]),
        ("see www.velmora.example/a-b", ["see", "www.velmora.example/a-b"]),
        ("write to ana@velmora.example", ["write", "to", "ana@velmora.example"]),
        ("can't won't", ["ca", "n't", "wo", "n't"]),
        ("", []),
    ],
)
def test_words_are_cut_as_the_treebanks_cut_them(text, expected):
    assert [text[start:end] for start, end in cut_words(text)] == expected


@pytest.mark.parametrize(
    ("word", "shape"),
    [("bridge", "aa"), ("Velmora", "Aa"), ("UN", "AA"), ("A", "A"), ("McCoy", "mixed"), ("2,500", "digits"),
     ("G20", "digits+letters"), ("—", "other"), ("U.S.", "AA")],
)  # fmt: skip
def test_shapes(word, shape):
    assert SHAPES[shape_of(word)] == shape


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a “b c” d", "bc"),
        ('a "b" c "d" e', "bd"),
        ("a “b\nc", "b"),
        ("a ``b'' c", "b"),
        ("a ” b", ""),
    ],
)
def test_what_is_inside_quotation_marks(text, quoted):
    cut = cut_pieces(text, SignPieces())
    inside = [text[start] for start, mark in zip(cut.starts, cut.marks, strict=True) if mark & IN_QUOTES]
    assert "".join(inside) == quoted


def test_the_first_piece_of_each_line_is_marked():
    text = "ab cd\n\n ef\ngh"
    cut = cut_pieces(text, SignPieces())
    assert [cut.starts[n] for n, mark in enumerate(cut.marks) if mark & LINE_START] == [0, 8, 11]


def test_a_word_without_a_piece_of_its_own_is_dropped():
    assert place_words([(0, 3), (3, 6), (7, 9)], [0, 7]) == ([(0, 3), (7, 9)], [0, 1])


@given(lengths=st.lists(st.integers(1, 300), max_size=40), limit=st.integers(40, 254), share=st.floats(0, 0.45))
def test_windows_keep_every_sentence_once_and_in_order(lengths, limit, share):
    context = int(limit * share)
    windows = plan_windows(lengths, limit, context)
    assert [n for w in windows for n in range(w.core_start, w.core_end)] == list(range(len(lengths)))
    for window in windows:
        assert window.start <= window.core_start < window.core_end <= window.end
        size = sum(lengths[window.start : window.end])
        assert size <= limit or window.end - window.start == 1
