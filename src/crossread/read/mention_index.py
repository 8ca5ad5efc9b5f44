"""The mentions of one report by place: ``MentionIndex(mentions)``.

Steps that ask "which names stand in these words" ask thousands of times a report; this looks at none but those near.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from crossread.model import Mention

__all__ = ["MentionIndex"]


class MentionIndex:
    """Mentions in the order they stand, a wider one before those inside it."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end))
        self._starts = [mention.span.start for mention in self._mentions]
        self._longest = max((mention.span.end - mention.span.start for mention in self._mentions), default=0)

    def starting(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that start in ``start..end`` (half open)."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def touching(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that share a character with ``start..end``."""
        near = self.starting(start - self._longest, end)
        return [mention for mention in near if mention.span.end > start]
