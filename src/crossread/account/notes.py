"""Which counts a note on verification speaks of: "These numbers could not be independently verified".

A note on the counts ("the toll", "neither figure") is of the last ones told before it, and may stand some
sentences behind them; one that only points back ("this could not be verified") is of the sentence before. A note
on something else ("the video could not be verified") leaves the counts alone.
"""

from __future__ import annotations

import functools
import re

from crossread.model import Counted, Quantity, Reading
from crossread.tables import table

__all__ = ["unverified_counts"]

# A note speaks of counts no further back than this many sentences: a quotation often stands between.
NOTE_REACH = 6

# What a note on counts may be about: a distance or a percentage is no toll.
NOT_COUNTED: frozenset[Counted] = frozenset(("money", "distance", "duration", "percent", "other"))

_COUNT_WORD = re.compile(
    r"^(?:\W*\w+){0,3}?\W*(?P<word>death\s+tolls?|tolls?|figures?|numbers?|counts?|casualt\w+|estimates?)\b",
    re.IGNORECASE,
)
_TWO = re.compile(r"\b(?:neither|both|either|two|none)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^\W*(?:(?:however|but),?\s+)?(?:(?:this|that|it|they|these|those)\s+(?!\w*(?:video|image|picture|photo|footage))|"
    r"the\s+(?:claims?|reports?|statements?|information)\b)",
    re.IGNORECASE,
)


def unverified_counts(reading: Reading) -> frozenset[str]:
    """Return the ids of the quantities that a note in the report says could not be verified."""
    text, sentences = reading.report.text, reading.sentences
    found: set[str] = set()
    for number, sentence in enumerate(sentences):
        words = text[sentence.span.start : sentence.span.end]
        note = _note().search(words)
        if note is None:
            continue
        own = _counted(reading, number)
        if own:
            found.update(item.id for item in own if item.span.end <= sentence.span.start + note.end())
            continue
        found.update(item.id for item in _meant(reading, number, words))
    return frozenset(found)


def _meant(reading: Reading, number: int, words: str) -> list[Quantity]:
    """Return the counts that the note in sentence ``number`` is about."""
    named = _COUNT_WORD.search(words)
    if named is None:
        return _counted(reading, number - 1) if number and _POINTS_BACK.search(words) else []
    toll = "toll" in named["word"].lower()
    told: list[list[Quantity]] = []
    for place in range(number - 1, max(-1, number - 1 - NOTE_REACH), -1):
        counts = [item for item in _counted(reading, place) if item.what == "killed" or not toll]
        if counts:
            told.append(counts)
    wanted = 2 if _TWO.search(words[: named.end()]) else 1
    return [item for counts in told[:wanted] for item in counts]


def _counted(reading: Reading, number: int) -> list[Quantity]:
    span = reading.sentences[number].span
    return [item for item in reading.quantities if item.what not in NOT_COUNTED and span.covers(item.span)]


@functools.cache
def _note() -> re.Pattern[str]:
    forms = sorted(table("cues")["hedges"]["unverified"], key=len, reverse=True)
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, forms))}|figures?\s+could\s+be\s+\w*\s*verified)\b", re.IGNORECASE
    )
