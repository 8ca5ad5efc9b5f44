"""Quotations: paired marks, quotations that run over paragraphs, and which of them are speech.

``find_quotes(reading)`` returns them in order. A quotation of one to three words inside a sentence is a
borrowed expression (scare quotes), not somebody's statement; ``Quote.is_speech`` tells them apart.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crossread.model import Reading
from crossread.text import words

__all__ = ["Quote", "find_quotes", "paragraphs"]

# Fewer words than this are an expression taken over, unless they make up the whole sentence.
FEWEST_SPOKEN_WORDS = 4

_PAIRS = {"“": "”“", "„": "“”", "«": "»", '"': '"', "''": "''", "``": "''", "‘": "’"}
_MARK = re.compile(r"''|``|[\"“”„«»]|(?<![^\W_])‘(?=\w)|(?<=[\w.,!?…])’(?![^\W_])")


class Quote(NamedTuple):
    """One quotation with its marks; ``inner_start`` and ``inner_end`` are without them."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    word_count: int
    closed: bool

    @property
    def is_speech(self) -> bool:
        """Tell whether it is long enough to be a statement on its own."""
        return self.word_count >= FEWEST_SPOKEN_WORDS


def paragraphs(reading: Reading) -> list[tuple[int, int]]:
    """Return runs of sentences with no paragraph break between them, as offsets."""
    text = reading.report.text
    wrapped = any("\n" in text[s.span.start : s.span.end] for s in reading.sentences)
    found: list[tuple[int, int]] = []
    for sentence in reading.sentences:
        start, end = sentence.span.start, sentence.span.end
        if found:
            gap = text[found[-1][1] : start]
            breaks = gap.count("\n") > 1 or ("\n" in gap and not wrapped) or (gap.strip() != "")
            if not breaks and gap.count("\r") < 2:
                found[-1] = (found[-1][0], end)
                continue
        found.append((start, end))
    return found


def find_quotes(reading: Reading) -> tuple[Quote, ...]:
    """Return every quotation of the report in order of place."""
    text = reading.report.text
    found: list[Quote] = []
    blocks = paragraphs(reading)
    for number, (start, end) in enumerate(blocks):
        following = text[blocks[number + 1][0] :][:2] if number + 1 < len(blocks) else ""
        found += _quotes_of(text, start, end, following)
    return tuple(found)


def _quotes_of(text: str, start: int, end: int, following: str) -> list[Quote]:
    """Pair the marks of one paragraph; an unclosed one counts where the next paragraph opens with a mark too."""
    found: list[Quote] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if mark in _PAIRS and not _is_measure(text, match.start()):
                opened = (match.start(), mark)
        elif mark in _PAIRS[opened[1]] and _can_close(text, match, opened):
            found.append(_quote(text, opened[0], match.end(), len(opened[1]), len(mark)))
            opened = None
    if opened is not None and following.startswith(opened[1]):
        found.append(_quote(text, opened[0], end, len(opened[1]), 0))
    return found


def _quote(text: str, start: int, end: int, opening: int, closing: int) -> Quote:
    inner_start, inner_end = start + opening, end - closing
    return Quote(start, end, inner_start, inner_end, len(words(text[inner_start:inner_end])), closing > 0)


def _is_measure(text: str, at: int) -> bool:
    """Tell whether a straight mark is the inch sign of 5'11\" and the like."""
    return text[at] == '"' and at > 0 and text[at - 1].isdigit() and text[at + 1 : at + 2].isspace()


def _can_close(text: str, match: re.Match[str], opened: tuple[int, str]) -> bool:
    """A straight mark with a space before it and a letter after it opens another quotation."""
    if opened[1] not in {'"', "''"} or match.start() == opened[0]:
        return True
    after = text[match.end() : match.end() + 1]
    return not (text[match.start() - 1].isspace() and after.isalnum())
