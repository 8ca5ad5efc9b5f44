"""Text as the encoder sees it: word pieces, with the shape, quotes and line breaks they lost, and words.

The encoder's vocabulary is uncased and knows no line ends, so what matters of both is fed beside the pieces:
a *shape* (how a word is written) and a *mark* (inside quotation marks; first on its line). Words are cut
about as the English UD treebanks cut them ("do|n't", "Ana|'s", "long|-|term"); each is read at its first piece.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

__all__ = [
    "IN_QUOTES", "LINE_START", "MARKS", "SHAPES", "Pieces", "cut_all", "cut_pieces", "cut_words", "place_words",
    "shape_of",
]  # fmt: skip

SHAPES = ("other", "aa", "Aa", "AA", "A", "mixed", "digits", "digits+letters")
IN_QUOTES, LINE_START = 1, 2
MARKS = 4
"""Marks are bits: 0..3."""

_WORD = re.compile(
    r"""[^\W\d_]++(?![\w.:+@'’-])                              # most words: nothing that follows changes them
    | https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.]+      # addresses
    | (?:[^\W\d_]\.){2,}                                        # U.S.
    | (?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|St|Gov|Sen|Rep|Jr|Sr|vs|etc|Inc|Co|Corp)\.
    | \d+(?:[.,:]\d+)*                                          # 10,000  3.5  16:27
    | [^\W_]+?(?=n['’]t(?!\w)) | n['’]t(?!\w)                   # do|n't
    | ['’](?:s|re|ve|ll|d|m)(?!\w)                              # Ana|'s
    | [^\W_]+ | \.{2,} | -{2,} | \S""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTE_OR_LINE = re.compile(r"[“”\"\n]|``|''")


class Pieces(NamedTuple):
    """One text cut up: a row a piece, and a row a word (``first`` is the number of its first piece)."""

    ids: list[int]
    starts: list[int]
    shapes: list[int]
    marks: list[int]
    words: list[tuple[int, int]]
    first: list[int]


def cut_words(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of ``text``."""
    return [match.span() for match in _WORD.finditer(text)]


@functools.lru_cache(1 << 15)
def shape_of(word: str) -> int:
    """Return the number in ``SHAPES`` of how ``word`` is written."""
    letters = "".join(filter(str.isalpha, word))
    if not letters:
        return 6 if any(map(str.isdigit, word)) else 0
    if len(letters) < len(word) and any(map(str.isdigit, word)):
        return 7
    if letters.islower():
        return 1
    if letters.isupper():
        return 3 if len(letters) > 1 else 4
    return 2 if letters[:1].isupper() and letters[1:].islower() else 5


def cut_pieces(  # the tokenizers package has no types
    text: str,
    tokenizer: Any,  # noqa: ANN401
    words: Sequence[tuple[int, int]] | None = None,
) -> Pieces:
    """Cut ``text`` into pieces and words; ``words`` where they are known (in training)."""
    return cut_all([text], tokenizer, [words])[0]


def cut_all(
    texts: Sequence[str],
    tokenizer: Any,  # noqa: ANN401
    words: Sequence[Sequence[tuple[int, int]] | None],
) -> list[Pieces]:
    """Cut each text as ``cut_pieces`` does: together, so that other threads go on while the tokenizer works."""
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [_cut(*one) for one in zip(texts, encodings, words, strict=True)]


def _cut(text: str, encoding: Any, words: Sequence[tuple[int, int]] | None) -> Pieces:  # noqa: ANN401
    starts = [start for start, _ in encoding.offsets]
    spans, first = place_words(cut_words(text) if words is None else words, starts)
    return Pieces(list(encoding.ids), starts, _shapes(text, starts, spans), _marks(text, starts), spans, first)


def place_words(words: Sequence[tuple[int, int]], starts: Sequence[int]) -> tuple[list[tuple[int, int]], list[int]]:
    """Find each word's first piece; a word without one of its own ("not" in "cannot") is dropped."""
    kept: list[tuple[int, int]] = []
    first: list[int] = []
    piece, last, pieces = 0, -1, len(starts)
    for word in words:
        start, end = word
        while piece < pieces and starts[piece] < start:
            piece += 1
        if piece > last and piece < pieces and starts[piece] < end:
            kept.append(word)
            first.append(piece)
            last = piece
    return kept, first


def _shapes(text: str, starts: Sequence[int], words: Sequence[tuple[int, int]]) -> list[int]:
    shapes = [0] * len(starts)
    piece, pieces = 0, len(starts)
    for start, end in words:
        shape = shape_of(text[start:end])
        while piece < pieces and starts[piece] < start:
            piece += 1
        while piece < pieces and starts[piece] < end:
            shapes[piece] = shape
            piece += 1
    return shapes


def _marks(text: str, starts: Sequence[int]) -> list[int]:
    """Quotation marks are taken to close at the end of a line: an open one would spoil all that follows."""
    marks = [0] * len(starts)
    inside, since = False, 0
    for match in [*_QUOTE_OR_LINE.finditer(text), None]:
        here = bisect_left(starts, match.start()) if match else len(starts)
        if inside:
            marks[since:here] = [mark | IN_QUOTES for mark in marks[since:here]]
        if match is None:
            break
        sign = match.group()
        if sign == "\n":
            inside = False
            if here < len(starts):
                marks[here] |= LINE_START
        else:
            inside = sign in ("“", "``") or (sign == '"' and not inside)
        since = bisect_left(starts, match.end())
    if starts:
        marks[0] |= LINE_START
    return marks


class Window(NamedTuple):
    """Sentences read in one go: ``start:end``, of which ``core_start:core_end`` are kept, the rest is context."""

    start: int
    core_start: int
    core_end: int
    end: int


def plan_windows(lengths: Sequence[int], limit: int, context: int) -> list[Window]:
    """Cut a row of sentences (by their number of pieces) into windows of at most ``limit`` pieces.

    Each has whole sentences of up to ``context`` pieces around it on either side, as far as there is room. A
    sentence longer than ``limit`` is a window of its own (and read as far as ``limit`` goes).
    """
    windows: list[Window] = []
    at = 0
    while at < len(lengths):
        start, used = at, 0
        while start > 0 and used + lengths[start - 1] <= context:
            start -= 1
            used += lengths[start]
        end = at
        while end < len(lengths) and (end == at or used + lengths[end] <= limit - context):
            used += lengths[end]
            end += 1
        while start < at and used > limit:
            used -= lengths[start]
            start += 1
        until = end
        while until < len(lengths) and used + lengths[until] <= limit:
            used += lengths[until]
            until += 1
        # the end of a text needs no window of its own where it fits here
        core_end = until if until == len(lengths) else end
        windows.append(Window(start, at, core_end, until))
        at = core_end
    return windows
