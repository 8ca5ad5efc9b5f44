"""Joining things into groups (disjoint sets)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

__all__ = ["Groups"]

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Each item starts alone; ``join`` merges two groups. Order of joining changes nothing in the end."""

    def __init__(self, items: Iterable[T]) -> None:
        self._group: dict[T, set[T]] = {item: {item} for item in items}

    def of(self, item: T) -> frozenset[T]:
        """Return the group that ``item`` is in."""
        return frozenset(self._group[item])

    def join(self, left: T, right: T) -> None:
        """Put the groups of ``left`` and ``right`` together."""
        one, other = self._group[left], self._group[right]
        if one is other:
            return
        small, large = sorted((one, other), key=len)
        large |= small
        for item in small:
            self._group[item] = large

    def all(self) -> list[frozenset[T]]:
        """Return every group once, in the order of their first items."""
        seen: dict[int, frozenset[T]] = {}
        for group in self._group.values():
            seen.setdefault(id(group), frozenset(group))
        return list(seen.values())
