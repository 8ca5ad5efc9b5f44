"""One reading laid out for looking things up: what stands in a stretch is found without going through all of it."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from crossread.model import Attribution, Mention, Quantity, Reading, Sentence, Span, TimeExpression
from crossread.read.syntax import Syntax, syntax_of

__all__ = ["Page", "Placed"]


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Spanned)


class Placed(Generic[T]):
    """Things of one report in order of place."""

    def __init__(self, items: Sequence[T]) -> None:
        self._items = sorted(items, key=lambda item: item.span.start)
        self.starts = [item.span.start for item in self._items]
        self._longest = max((item.span.end - item.span.start for item in self._items), default=0)

    def inside(self, start: int, end: int) -> list[T]:
        """Return those that lie wholly in a stretch."""
        near = self._items[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [item for item in near if item.span.end <= end]

    def touching(self, start: int, end: int) -> list[T]:
        """Return those that share a character with a stretch."""
        first = bisect_right(self.starts, start - self._longest)
        return [item for item in self._items[first : bisect_left(self.starts, end)] if start < item.span.end]


class Page:
    """A reading with its mentions, times, quantities, attributions and parse by place."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.report, self.text = reading, reading.report, reading.report.text
        self.syntax: Syntax | None = syntax_of(self.text, reading.encoded) if reading.encoded is not None else None
        self.starts = [sentence.span.start for sentence in reading.sentences]

    @functools.cached_property
    def mentions(self) -> Placed[Mention]:
        """The mentions by place."""
        return Placed(self.reading.mentions)

    @functools.cached_property
    def times(self) -> Placed[TimeExpression]:
        """The time expressions by place."""
        return Placed(self.reading.times)

    @functools.cached_property
    def quantities(self) -> Placed[Quantity]:
        """The quantities by place."""
        return Placed(self.reading.quantities)

    @functools.cached_property
    def stated_names(self) -> list[Span]:
        """Where the report says who calls something what."""
        aliases = [alias for entity in self.reading.entities for alias in entity.aliases if alias.used_by]
        return [span for alias in aliases for span in alias.evidence]

    @functools.cached_property
    def _said(self) -> list[list[Attribution]]:
        said: list[list[Attribution]] = [[] for _ in self.reading.sentences]
        for attribution in self.reading.attributions:
            for number in sorted({n for piece in attribution.content for n in self._numbers(piece)}):
                said[number].append(attribution)
        return said

    def _numbers(self, span: Span) -> range:
        """Return the numbers of the sentences that share a character with a span."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if self.starts and self.reading.sentences[first].span.end <= span.start:
            first += 1
        return range(first, bisect_left(self.starts, span.end))

    def said_in(self, number: int) -> Sequence[Attribution]:
        """Return the attributions whose content touches a sentence, by the sentence's number."""
        return self._said[number]

    def sentence_at(self, place: int) -> Sentence | None:
        """Return the sentence that a character stands in."""
        number = bisect_right(self.starts, place) - 1
        sentence = self.reading.sentences[number] if number >= 0 else None
        return sentence if sentence is not None and place < sentence.span.end else None
