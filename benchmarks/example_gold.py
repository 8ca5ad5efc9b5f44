"""The gold of the example (``examples/gold.json``) and how its words are found again in a brief.

Gold names a place in a report by its file and its exact words; here that becomes character offsets. Names
are compared without case, articles and punctuation, and a gold name may be written longer in the brief
("Defence Ministry" is met by "Sorvanian Defence Ministry"). A list of names means: any of these will do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crossread.model import Attribution, Brief, Claim, Report, Span

__all__ = ["EXAMPLES", "Book", "Place", "Score", "f1", "load_gold", "mean", "named", "overlap", "place_of", "trim"]

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
COUNTRY = "sorvania"

# A claim, quantity or side stands for gold words when it shares half of the shorter of the two. Chosen so
# that a claim cut at another clause boundary still counts, and the neighbouring clause does not.
SHARED = 0.5

Place = tuple[str, int, int]
"""Report id, start, end."""


@dataclass(slots=True)
class Score:
    """One capability: its value from 0 to 1, what was missed and what should not be there."""

    value: float
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


def load_gold(path: Path = EXAMPLES / "gold.json") -> dict[str, Any]:
    """Read the gold."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def f1(hits: float, found: float, wanted: float) -> float:
    """Return F1; nothing found where nothing is wanted is perfect."""
    return 2 * hits / (found + wanted) if found + wanted else 1.0


def mean(values: Iterable[float]) -> float:
    """Return the mean, 1.0 of nothing."""
    kept = list(values)
    return sum(kept) / len(kept) if kept else 1.0


def words_of(name: str) -> set[str]:
    """Return the words by which names are compared."""
    return set(re.findall(r"\w+", name.lower().replace("’s", "").replace("'s", ""))) - {"the", "a", "an", "s"}


def named(found: str | None, wanted: str | Sequence[str] | None) -> bool:
    """Tell whether ``found`` is (a longer form of) one of the ``wanted`` names."""
    if found is None or wanted is None:
        return found is None and wanted is None
    options = [wanted] if isinstance(wanted, str) else wanted
    return any(words_of(option) and words_of(option) <= words_of(found) for option in options)


def place_of(span: Span) -> Place:
    """Return a span as a place."""
    return (span.report, span.start, span.end)


def overlap(left: Place, right: Place) -> float:
    """Return the characters two places share, as a share of the shorter one."""
    shared = min(left[2], right[2]) - max(left[1], right[1])
    shortest = min(left[2] - left[1], right[2] - right[1])
    return shared / shortest if left[0] == right[0] and shared > 0 and shortest > 0 else 0.0


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop what annotation schemes differ in: quotation marks, outer punctuation, a leading "that"."""
    outer = " \t\r\n\"'“”‘’«»,.;:()-–—"
    while start < end and text[start] in outer:
        start += 1
    while end > start and text[end - 1] in outer:
        end -= 1
    if text[start : start + 5].lower() == "that " and end - start > 5:
        return trim(text, start + 5, end)
    return start, end


@dataclass(slots=True)
class Book:
    """A brief with the gold's files found in it."""

    brief: Brief
    gold: dict[str, Any]
    reports: dict[str, Report] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for reading in self.brief.reports:
            for file in self.gold["reports"]:
                if file in (reading.report.path or ""):
                    self.reports[file] = reading.report

    def place(self, words: dict[str, Any]) -> Place | None:
        """Find ``{"file": ..., "words": ...}``; ``None`` where the report or the words are not there."""
        report = self.reports.get(words["file"])
        start = report.text.find(words["words"]) if report else -1
        return (report.id, start, start + len(words["words"])) if report and start >= 0 else None

    def places(self, claims: Iterable[dict[str, Any]]) -> list[Place]:
        """Find all that can be found."""
        return [place for place in map(self.place, claims) if place]

    def file(self, report: str) -> str:
        """Return the file of a report id."""
        return next((file for file, known in self.reports.items() if known.id == report), report)

    def claim(self, words: dict[str, Any]) -> Claim | None:
        """Return the claim that holds most of these words; of equals the shortest."""
        place = self.place(words)
        if not place:
            return None
        near = [claim for claim in self.brief.claims if overlap(place_of(claim.span), place) >= SHARED]

        def shared(claim: Claim) -> tuple[int, int, int]:
            span = claim.span
            return (min(span.end, place[2]) - max(span.start, place[1]), span.start - span.end, -span.start)

        return max(near, key=shared, default=None)

    def claim_places(self, ids: Iterable[str]) -> list[Place]:
        """Return where these claims stand."""
        wanted = set(ids)
        return [place_of(claim.span) for claim in self.brief.claims if claim.id in wanted]

    def touches(self, ids: Iterable[str], words: Iterable[dict[str, Any]]) -> bool:
        """Tell whether one of the claims stands for one of the gold's words."""
        places = self.claim_places(ids)
        return any(overlap(mine, theirs) >= SHARED for mine in places for theirs in self.places(words))

    def entity_name(self, entity: str | None) -> str | None:
        """Return the name of an entity id."""
        return next((known.name for known in self.brief.entities if known.id == entity), None)

    def names_of(self, entity: str | None) -> list[str]:
        """Return all names of an entity id, its own first."""
        for known in self.brief.entities:
            if known.id == entity:
                return [known.name, *(alias.name for alias in known.aliases)]
        return []

    def attributions(self) -> Iterator[tuple[Report, Attribution]]:
        """Go through the attributions of the reports that gold knows."""
        known = {report.id for report in self.reports.values()}
        for reading in self.brief.reports:
            if reading.report.id in known:
                for attribution in reading.attributions:
                    yield reading.report, attribution
