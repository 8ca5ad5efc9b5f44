"""The noun that every format prints: one line of a brief, with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossread.model import Span

__all__ = ["SECTIONS", "Line", "Section", "quoted"]

Section = Literal[
    "title", "rests_on", "established", "contested", "figures", "timeline", "positions", "agreements", "names",
    "also", "copies", "signals", "left_over",
]  # fmt: skip

_MARKS = frozenset('“"«„')

SECTIONS: dict[Section, str] = {
    "title": "Title",
    "rests_on": "What it rests on",
    "established": "What is established",
    "contested": "What is contested",
    "figures": "Figures",
    "timeline": "Timeline",
    "positions": "Who says what",
    "agreements": "What was agreed",
    "names": "Names and places",
    "also": "What else is said",
    "copies": "How the reports depend on each other",
    "signals": "Each report",
    "left_over": "What could not be placed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a brief.

    ``id`` is the noun it stands for (a point, a figure ...), as ``crossread why`` takes it; ``group`` is the
    heading it stands under and ``side`` tells the sides of a dispute apart. ``text`` is words of a report and
    stands in one of ``citations``; ``labels`` (denied, not verified, planned ...) and ``note`` are our own
    words, and ``names`` are the outlets, holders and other names that ``group``, ``side``, ``note`` and ``meant``
    print. ``meant`` says, by place in ``text``, whom its words mean where they alone do not; it is shown in brackets.
    """

    id: str
    section: Section
    text: str = ""
    citations: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    note: str = ""
    group: str = ""
    side: str = ""
    names: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    meant: tuple[tuple[int, str], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text cut where something is meant: words, and whether they are ours (bracketed) or the report's."""
        found: list[tuple[str, bool]] = []
        at = 0
        for place, name in sorted(self.meant):
            gap = " " if place == 0 else ""
            found += [(self.text[at:place], False), (f"{'' if gap else ' '}[{name}]{gap}", True)]
            at = place
        return tuple(piece for piece in (*found, (self.text[at:], False)) if piece[0])

    @property
    def told(self) -> str:
        """The text in quotation marks, with what it means in brackets."""
        told = "".join(words for words, _ in self.pieces)
        return f"“{told}”" if self.text[:1] in _MARKS and told != self.text else quoted(told)


def quoted(text: str) -> str:
    """Put quotation marks around words of a report, unless they bring their own."""
    return text if not text or text[0] in _MARKS else f"“{text}”"
