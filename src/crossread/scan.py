"""Long word lists, looked for quickly: a pattern is only tried where a word stands that it can begin with.

A regular expression of some hundred phrases is slow because it is tried at every character. Nearly all of those
tries are spared by looking the words of a text up in a set first; what is found stays the same.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["DIGITS", "Phrases", "first_word", "word_starts"]

DIGITS = "0"
"""What stands for every word that begins with a digit."""

_DIGITS = frozenset("0123456789")
_WORD = re.compile(r"\w+|[^\w\s]")


@functools.lru_cache(maxsize=512)
def word_starts(text: str) -> tuple[tuple[int, str], ...]:
    """Return where each word and each sign starts, with the word in lower case (``DIGITS`` for "12" and "4th")."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital that is two signs in lower case
        found = [(match.start(), match[0].lower()) for match in _WORD.finditer(text)]
    else:
        found = [(match.start(), match[0]) for match in _WORD.finditer(lower)]
    return tuple([(start, DIGITS) if word[0] in _DIGITS else (start, word) for start, word in found])


def first_word(phrase: str) -> str:
    """Return the word or sign that a phrase begins with, as ``word_starts`` gives it."""
    return word_starts(phrase)[0][1]


class Phrases:
    """Phrases of a word or more, each found where its first word stands."""

    def __init__(self, phrases: Iterable[str], pattern: Callable[[Sequence[str]], str]) -> None:
        """Take the phrases, and what makes a pattern (case is ignored) of those with the same first word."""
        self._pattern = pattern
        self._phrases: dict[str, list[str]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}
        for phrase in phrases:
            self._phrases.setdefault(first_word(phrase), []).append(phrase)

    def find(self, text: str, place: int = 0) -> Iterator[re.Match[str]]:
        """Give the matches from ``place`` on, in order, none inside another."""
        for start, word in word_starts(text):
            if word in self._phrases and start >= place and (match := self._beginning(word).match(text, start)):
                yield match
                place = match.end()

    def _beginning(self, word: str) -> re.Pattern[str]:
        """Compile what begins with a word when it is first met: all of it takes longer than reading a report."""
        if word not in self._compiled:
            self._compiled[word] = re.compile(self._pattern(self._phrases[word]), re.IGNORECASE)
        return self._compiled[word]

    def stand_in(self, text: str) -> bool:
        """Tell whether there is any match."""
        return next(self.find(text), None) is not None
