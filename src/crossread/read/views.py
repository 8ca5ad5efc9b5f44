"""One sentence as the attribution patterns see it, and what they return."""

from __future__ import annotations

from typing import NamedTuple

from crossread.model import Act, AttributionKind
from crossread.read.quotes import Quote
from crossread.read.tagging import Word

__all__ = ["Draft", "Inverted", "Range", "View"]

Range = tuple[int, int]


class Inverted(tuple[int, int]):
    """A source that follows its cue ("…, said Ana Ruiz")."""


class Draft(NamedTuple):
    """An attribution as offsets."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    kind: AttributionKind = "indirect"
    act: Act = "say"
    denies: bool = False


class View(NamedTuple):
    """One sentence with its words and the quotations that touch it."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    quotes: tuple[Quote, ...]

    def quoted(self, at: int) -> bool:
        """Tell whether word ``at`` stands inside a quotation that is a statement."""
        word = self.words[at]
        return any(q.start <= word.start < q.end and q.is_speech for q in self.quotes)

    def quote_ending(self, at: int) -> Quote | None:
        """Return the quotation that word ``at`` (a closing mark) ends."""
        return next((q for q in self.quotes if 0 <= at < len(self.words) and q.end == self.words[at].end), None)

    def quote_starting(self, at: int) -> Quote | None:
        """Return the quotation that word ``at`` (an opening mark) starts."""
        return next((q for q in self.quotes if 0 <= at < len(self.words) and q.start == self.words[at].start), None)

    def span(self, first: int, last: int) -> Range:
        """Return the offsets of words ``first`` up to and without ``last``."""
        return self.words[first].start, self.words[last - 1].end
