"""The lines of a text as a reader sees them: trimmed, without blank ones, hard-wrapped paragraphs joined."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Line", "is_heading", "is_prose", "lines_of", "sentences_of", "word_count"]

# Mail and wire texts are broken at a fixed width; there a line is no unit, the paragraph is. Wire texts run to
# 60-80 characters a line; one-line paragraphs of news pages have a longest line of several hundred.
WRAPPED_MEDIAN = range(40, 91)
WRAPPED_LONGEST = 100
WRAPPED_LINES = 6

HEADING_WORDS = 20
HEADING_CHARACTERS = 150
PROSE_WORDS = 7
LONG_WORDS = 24

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x85]")
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*$")
_BOUNDARY = re.compile(r"(?<=[.!?…])(?<!\b[A-Z]\.)[\"'”’»)\]]*\s+(?=[\"'“‘«(\[#@]*[A-Z0-9\u00c0-\u04ff])")


class Line(NamedTuple):
    """A trimmed line with its place in the text; ``gap`` tells that a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines that hold something, in order."""
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        words = match.group().strip(" \t\xa0\u200b\ufeff\x0b\x0c\u3000\u200e\u200f\x00")
        if not words.strip():
            continue
        start = match.start() + match.group().index(words)
        gap = not lines or len(_BREAK.findall(text, lines[-1].end, start)) > 1
        lines.append(Line(start, start + len(words), words, gap))
    return _joined(text, lines) if _is_wrapped(lines) else tuple(lines)


def _is_wrapped(lines: list[Line]) -> bool:
    inner = [len(line.text) for line, after in pairwise(lines) if not after.gap]
    return (
        len(inner) >= WRAPPED_LINES
        and sorted(inner)[len(inner) // 2] in WRAPPED_MEDIAN
        and max(inner) <= WRAPPED_LONGEST
    )


def _joined(text: str, lines: list[Line]) -> tuple[Line, ...]:
    """Join the lines of a paragraph; a first short line keeps to itself only where a blank line says so."""
    joined: list[Line] = []
    for line in lines:
        if line.gap or not joined:
            joined.append(line)
        else:
            start = joined[-1].start
            joined[-1] = Line(start, line.end, text[start : line.end], joined[-1].gap)
    return tuple(joined)


def word_count(text: str) -> int:
    """Count the words of ``text``; scripts without spaces count one word every two characters."""
    dense = sum(1 for sign in text if "\u3040" <= sign <= "\u9fff")
    return len(re.findall(r"\w+(?:['’.\-]\w+)*", text)) + dense // 2


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def is_heading(text: str) -> bool:
    """Tell whether a line looks like a heading: short, one piece, no full stop at its end."""
    if text.startswith("#") and re.match(r"#{1,6}\s+\S", text):
        return True
    if len(text) > HEADING_CHARACTERS or not 1 <= word_count(text) <= HEADING_WORDS:
        return False
    if re.search(r"[.;,:–—-]$", text) or re.search(r"[.…][\"'”’»)]+$", text):
        return False
    return any(sign.isalpha() for sign in text)


def is_prose(text: str) -> bool:
    """Tell whether a line is running text: a whole sentence, or too long for a heading."""
    words = word_count(text)
    return words >= LONG_WORDS or (words >= PROSE_WORDS and ends_sentence(text) and not re.search(r"[!?]$", text))


def sentences_of(line: Line) -> tuple[Line, ...]:
    """Split a line roughly into sentences: enough to tell one furniture sentence from its neighbours."""
    cuts = [0, *(match.end() for match in _BOUNDARY.finditer(line.text)), len(line.text)]
    pieces = []
    for start, end in pairwise(cuts):
        words = line.text[start:end].rstrip()
        if words:
            pieces.append(Line(line.start + start, line.start + start + len(words), words, False))
    return tuple(pieces)
