"""A report's full text cut into pieces to show: paragraphs, live-blog entries, furniture, and cited words.

Cited spans may lie in one another or overlap. HTML elements can only lie in one another, so a span that
crosses the end of another is cut there; its first piece carries the anchor and the others point to it.
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossread.model import Entry, Furniture, Report, Span
from crossread.present.inert import inert

__all__ = ["Block", "Piece", "Stretch", "anchor", "cut_report"]

_PARAGRAPH_BREAK = re.compile(r"(?:\r?\n[ \t]*){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One step of writing a block: ``open`` an element for ``key``, ``text``, or ``close`` the last opened."""

    step: str
    text: str = ""
    key: str = ""
    first: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph; ``furniture`` says why it is not reporting, where all of it is not."""

    pieces: tuple[Piece, ...]
    furniture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Paragraphs that belong together: those of one live-blog entry, or those outside of any."""

    entry: Entry | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Open:
    """A span still to be written; ordered as elements nest: earlier first, longer first."""

    start: int
    minus_end: int
    key: str
    first: bool = True
    reason: str = ""

    @property
    def end(self) -> int:
        return -self.minus_end


def anchor(tag: str, span: Span) -> str:
    """Return the id that a cited span has in the page."""
    return f"{tag}-{span.start}-{span.end}"


def cut_report(report: Report, tag: str, cited: Iterable[Span]) -> tuple[Stretch, ...]:
    """Return the report's text as stretches of blocks, with the ``cited`` spans as elements."""
    opens = [_Open(start=s.start, minus_end=-s.end, key=anchor(tag, s)) for s in cited if s.start < s.end]
    opens += [_Open(start=f.span.start, minus_end=-f.span.end, key="", reason=f.reason) for f in report.furniture]
    seen: set[str] = set()
    stretches: list[Stretch] = []
    for start, end in _paragraphs(report):
        entry = next((e for e in report.entries if e.span.start <= start < e.span.end), None)
        block = _block(report, start, end, opens, seen)
        if stretches and stretches[-1].entry is entry:
            stretches[-1] = Stretch(entry=entry, blocks=(*stretches[-1].blocks, block))
        else:
            stretches.append(Stretch(entry=entry, blocks=(block,)))
    return tuple(stretches)


def _paragraphs(report: Report) -> Iterator[tuple[int, int]]:
    cuts = {0, len(report.text)}
    cuts |= {end for found in _PARAGRAPH_BREAK.finditer(report.text) for end in found.span()}
    cuts |= {position for entry in report.entries for position in (entry.span.start, entry.span.end)}
    ordered = sorted(cuts)
    for start, end in itertools.pairwise(ordered):
        if report.text[start:end].strip():
            yield start, end


def _block(report: Report, start: int, end: int, opens: Iterable[_Open], seen: set[str]) -> Block:
    furniture = _covering(report, start, end)
    inside = []
    for item in opens:
        if item.start < end and start < item.end and not (item.reason and furniture):
            clipped = (max(item.start, start), -min(item.end, end))
            inside.append(_Open(start=clipped[0], minus_end=clipped[1], key=item.key, reason=item.reason))
    pieces = tuple(_nest(report.text, start, end, inside, seen))
    return Block(pieces=pieces, furniture=furniture.reason if furniture else "")


def _covering(report: Report, start: int, end: int) -> Furniture | None:
    words = report.text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    return next((f for f in report.furniture if f.span.start <= first and last <= f.span.end), None)


def _nest(text: str, start: int, end: int, inside: list[_Open], seen: set[str]) -> Iterator[Piece]:
    """Write ``inside`` as elements that nest; what crosses an end is cut there and goes on after it."""
    heapq.heapify(inside)
    stack: list[_Open] = []
    at = start
    while inside or stack:
        upcoming = inside[0].start if inside else end
        if stack and stack[-1].end <= upcoming:
            done = stack.pop()
            yield from _text(text[at : done.end])
            yield Piece(step="close", reason=done.reason)
            at = done.end
            continue
        item = heapq.heappop(inside)
        yield from _text(text[at : item.start])
        at = item.start
        if stack and item.end > stack[-1].end:
            cut = stack[-1].end
            heapq.heappush(
                inside, _Open(start=cut, minus_end=item.minus_end, key=item.key, first=False, reason=item.reason)
            )
            item = _Open(start=item.start, minus_end=-cut, key=item.key, first=item.first, reason=item.reason)
        yield Piece(step="open", key=item.key, first=item.key not in seen, reason=item.reason)
        seen.add(item.key)
        stack.append(item)
    yield from _text(text[at:end])


def _text(words: str) -> Iterator[Piece]:
    if words:
        yield Piece(step="text", text=inert(words))
