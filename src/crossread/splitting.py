"""Text cut into sentences: a small trained network proposes where they start, rules say where they cannot.

A blank line always ends a sentence; a number, an abbreviation that must go on ("Dr."), an address and whatever a
closing quotation mark or bracket ends are never cut. Between these ``boundaries`` decides.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Sequence

from crossread.boundaries import CAPITALS, SHAPES, WRITTEN_OUT, Cut, shipped_network
from crossread.tables import table
from crossread.text import trim

__all__ = ["split_blocks", "split_sentences"]

# Log-odds from which a word opens a sentence: after a full stop; before a word that opens sentences, after an
# abbreviation; elsewhere, dots that trail off being as often a pause. Tried on the dev parts from -1 to 1.5
# (training/LOG.md), to be tried again with new weights. Scores hardly move between -1 and .5, so doubt goes with the
# full stop: half a statement is worse than two in one.
LEAST_AFTER_STOP, LEAST_BEFORE_OPENER, LEAST = -1.0, -3.0, 0.5
# "1. Introduction": a marker of a list is so short, and belongs to what it numbers.
LONGEST_MARKER = 4

_BLANK_LINE = re.compile(r"(?:\r\n?|[\n\u2028\u2029])[^\S\r\n\u2028\u2029]*(?:\r\n?|[\n\u2029])\s*")
_STOP, _RUN, _ASKS, _COMMA, _COLON, _CLOSE, _OPEN, _STRAIGHT = (
    SHAPES.index(shape) for shape in (".", "..", "?!", ",", ":", "close", "open", '"')
)
_CLOSING = (_CLOSE, _STRAIGHT, SHAPES.index("'"))
_SHOUTED = SHAPES.index("AA")
_STOPS = frozenset((_STOP, _RUN, _ASKS))
_ABBREVIATION = SHAPES.index("abbreviation")
_ENDS = frozenset((_STOP, _ASKS, _ABBREVIATION))
# What never opens a sentence.
_CLOSERS = frozenset(SHAPES.index(shape) for shape in (".", "?!", ",", ";", ":", "close"))
_SPEECH_AFTER = re.compile(
    r"\s*(?:[^\W\d_][\w'’.\-]*\s+){1,4}?(?:said|says|asked|asks|told|added|wrote|cried|shouted|replied)\b"
)
_LINE_END = re.compile(r"[\r\n\u2028\u2029]")
_GLUED = re.compile(r"[A-Z][a-z]")
_SPELLED = re.compile(r"[a-z”\")]")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences between ``start`` and ``end``, without outer white space.

    A blank line always ends a sentence, a single line end does where the words say so. Quotation marks and
    brackets that close after the full stop belong to the sentence before.
    """
    return split_blocks(text, [(start, len(text) if end is None else end)])[0]


def split_blocks(text: str, blocks: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the sentences of each stretch of ``text``; all are scored in one go, none sees another."""
    network = shipped_network()
    parts = [(number, *part) for number, block in enumerate(blocks) for part in _parts(text, *block)]
    cuts = [network.cut(text, start, end) for _, start, end in parts]
    found: list[list[tuple[int, int]]] = [[] for _ in blocks]
    for (number, start, end), cut, scores in zip(parts, cuts, network.scores(cuts), strict=True):
        bounds = [start, *_openings(text, cut, scores), end]
        spans = (trim(text, left, right) for left, right in itertools.pairwise(bounds))
        found[number] += [(left, right) for left, right in spans if left < right]
    return found


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _BLANK_LINE.finditer(text, start, end):
        found.append((start, match.start()))
        start = match.end()
    return [(left, right) for left, right in [*found, (start, end)] if left < right]


def _openings(text: str, cut: Cut, scores: Sequence[float]) -> list[int]:
    """Return where sentences start, the first one aside."""
    found, first = [], 0
    for at, score in enumerate(scores):
        if score < LEAST_BEFORE_OPENER or not at:
            continue
        if score > _least(text, cut, at) and _may_open(text, cut, at, first):
            found.append(cut.starts[at])
            first = at
    return found


def _least(text: str, cut: Cut, at: int) -> float:
    """Return what token ``at`` must score: less behind a full stop, whatever closes after it.

    "At 3 p.m. The talks ended": the stop is part of the word, the next word hardly leaves a doubt. In text all in
    capitals nothing but a stop tells.
    """
    shapes, back = cut.rows[2], at - 1
    while back and shapes[back] in _CLOSING:
        back -= 1
    if shapes[back] == _ABBREVIATION and _opens_often(text[cut.starts[at] : cut.ends[at]]):
        return LEAST_BEFORE_OPENER
    if shapes[back] in _ENDS:
        return LEAST_AFTER_STOP
    shouted = shapes[at] == _SHOUTED and cut.rows[-1][at] in CAPITALS
    return math.inf if shouted else LEAST


def _may_open(text: str, cut: Cut, at: int, first: int) -> bool:
    """Tell whether a sentence can start at token ``at``, the one before having started at ``first``."""
    shapes = cut.rows[2]
    before, start, end = shapes[at - 1], cut.starts[at], cut.ends[at - 1]
    if shapes[at] in _CLOSERS or (before == _OPEN and start == end):
        return False
    if before == _COLON and not _LINE_END.search(text, end, start):
        return False  # "He said: We stay" is one statement
    if before in _CLOSING and not _may_open_after_quote(text, cut, at):
        return False
    if before in (_STOP, _ABBREVIATION) and (_goes_on(text, cut, at) or _is_marker(text[cut.starts[first] : end])):
        return False
    return start > end or _may_open_glued(text, cut, at)


def _may_open_after_quote(text: str, cut: Cut, at: int) -> bool:
    """Tell whether a quotation or bracket that closes before token ``at`` can end a sentence.

    "Why?" the mayor asked; "We stay," the mayor said; two senators (A.-B.) left.
    """
    shapes, back = cut.rows[2], at - 1
    while back and shapes[back] in _CLOSING:
        back -= 1
    if shapes[back] == _COMMA or (shapes[back] == _ASKS and _SPEECH_AFTER.match(text, cut.ends[at - 1])):
        return False
    return cut.rows[-1][at] not in WRITTEN_OUT or not text[cut.starts[at]].islower()


def _goes_on(text: str, cut: Cut, at: int) -> bool:
    """Tell whether the full stop before token ``at`` is of a word that more must follow: "Dr. Ruiz", "Ana B. Ruiz"."""
    spelled = cut.rows[2][at - 1] == _STOP  # "Dr" and its stop are two tokens, "e.g." is one
    if spelled and (at < 2 or cut.ends[at - 2] != cut.starts[at - 1]):
        return False
    word = text[cut.starts[at - 1 - spelled] : cut.ends[at - 1]].removesuffix(".")
    following = text[cut.starts[at] : cut.ends[at]]
    if spelled and len(word) == 1 and word.isupper() and word != "I" and following[0].isupper():
        return not _opens_often(following)
    return word.lower() in _going_on()[following[0].isdigit()]


@functools.cache
def _going_on() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words whose full stop ends nothing before a word, and before a number ("No. 5", "Aug. 7")."""
    listed = table("sentences")
    before_numbers = frozenset(listed["leading"]) | frozenset(listed["before_numbers"])
    return frozenset(listed["leading"]) - frozenset(listed["words_too"]), before_numbers


def _opens_often(word: str) -> bool:
    return word[0].isupper() and word.lower() in table("sentences")["openers"]


def _is_marker(opening: str) -> bool:
    return len(opening) <= LONGEST_MARKER and opening[:-1].strip("([").isdigit()


def _may_open_glued(text: str, cut: Cut, at: int) -> bool:
    """Tell whether a sentence can start where no white space stands: "It fell.Next came rain"."""
    end, back, shapes = cut.starts[at], at - 1, cut.rows[2]
    while back and shapes[back] in _CLOSING and cut.ends[back - 1] == cut.starts[back]:
        back -= 1
    if shapes[back] not in _STOPS:
        return False
    if shapes[back] != _STOP:
        return text[end].isalpha()
    before = text[cut.starts[back] - 1 : cut.starts[back]]
    return bool(_GLUED.match(text, end) and _SPELLED.match(before))
