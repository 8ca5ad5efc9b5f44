"""Words that two reports share: runs of five words, and the passages they make up.

A run is five neighbouring lower-cased words; furniture is left out before runs are made, so that a text
keeps its runs whatever page it stands on. Words are marked as quoted where they stand inside quotation
marks or in what is attributed to a source: two reports that quote one speech share words and are no copies.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from crossread.model import Passage, Reading, Report
from crossread.text import words

__all__ = ["RUN", "Page", "common_runs", "longest_quoted", "page_of", "passages_of"]

RUN = 5
# A run counts as quoted where more than this many of its words are: the "she said" before and behind a
# quotation makes runs of its own with two or three of its words.
UNQUOTED_AT_LEAST = 3

_QUOTES = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»|„[^„“”\n]*[“”]|‘[^‘’\n]{20,}’(?!\w)")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A report as words and runs: ``runs[n]`` stands for the five words from word ``n`` on."""

    report: Report
    starts: array[int]
    ends: array[int]
    runs: array[int]
    quoted: bytes

    def plain_runs(self) -> frozenset[int]:
        """Return the runs that stand outside quotations."""
        if 1 not in self.quoted:
            return frozenset(self.runs)
        allowed = RUN - UNQUOTED_AT_LEAST
        return frozenset(run for at, run in enumerate(self.runs) if sum(self.quoted[at : at + RUN]) <= allowed)

    def quoted_runs(self) -> frozenset[int]:
        """Return the runs that stand wholly inside quotations."""
        if 1 not in self.quoted:
            return frozenset()
        whole = bytes([1] * RUN)
        return frozenset(run for at, run in enumerate(self.runs) if self.quoted[at : at + RUN] == whole)


def page_of(reading: Reading) -> Page:
    """Cut a report into words and runs, without its furniture."""
    report = reading.report
    kept = [(start, end) for start, end in words(report.text) if start < end]
    kept = list(_outside(kept, sorted((item.span.start, item.span.end) for item in report.furniture)))
    # CRC-32 and the hash of a tuple of whole numbers are the same in every process, unlike that of a string.
    codes = [zlib.crc32(report.text[start:end].lower().encode("utf-8", "surrogatepass")) for start, end in kept]
    runs = array("q", (hash(tuple(codes[at : at + RUN])) for at in range(len(codes) - RUN + 1)))
    inside = _quoted_ranges(reading)
    return Page(
        report=report,
        starts=array("q", (start for start, _ in kept)),
        ends=array("q", (end for _, end in kept)),
        runs=runs,
        quoted=bytes(_inside(kept, inside)),
    )


def _quoted_ranges(reading: Reading) -> list[tuple[int, int]]:
    marked = [match.span() for match in _QUOTES.finditer(reading.report.text)]
    attributed = [(span.start, span.end) for item in reading.attributions for span in item.content]
    return sorted({*marked, *attributed})


def _outside(spans: Iterable[tuple[int, int]], ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    spans = list(spans)
    return (span for span, inside in zip(spans, _inside(spans, ranges), strict=True) if not inside)


def _inside(spans: Iterable[tuple[int, int]], ranges: list[tuple[int, int]]) -> Iterator[bool]:
    """Tell for each span, in order, whether it starts inside one of the sorted ``ranges``."""
    at, reach = 0, -1
    for start, _ in spans:
        while at < len(ranges) and ranges[at][0] <= start:
            reach = max(reach, ranges[at][1])
            at += 1
        yield start < reach


def common_runs(left: Page, right: Page, shared: Set[int]) -> list[tuple[int, int, int]]:
    """Return (word of left, word of right, number of words) of the longest common runs, in order of ``left``.

    No word of ``left`` is in two of them. Only runs in ``shared`` are looked at.
    """
    places: dict[int, list[int]] = {}
    for at, run in enumerate(right.runs):
        if run in shared:
            places.setdefault(run, []).append(at)
    found, at = [], 0
    while at < len(left.runs):
        options = places.get(left.runs[at]) if left.runs[at] in shared else None
        if not options:
            at += 1
            continue
        length, place = max((_run_length(left, right, at, option), -option) for option in options)
        found.append((at, -place, length + RUN - 1))
        at += length + RUN - 1
    return found


def _run_length(left: Page, right: Page, at: int, place: int) -> int:
    length, most = 0, min(len(left.runs) - at, len(right.runs) - place)
    while length < most and left.runs[at + length] == right.runs[place + length]:
        length += 1
    return length


def longest_quoted(left: Page, right: Page, runs: Iterable[tuple[int, int, int]]) -> int:
    """Return the most words that both quote in one go."""
    best = 0
    for at, place, length in runs:
        current = 0
        for step in range(length):
            current = current + 1 if left.quoted[at + step] and right.quoted[place + step] else 0
            best = max(best, current)
    return best


def passages_of(left: Page, right: Page, runs: Iterable[tuple[int, int, int]], *, fewest: int) -> tuple[Passage, ...]:
    """Turn common runs of at least ``fewest`` words into pairs of spans."""
    return tuple(
        Passage(
            left=left.report.span(left.starts[at], left.ends[at + length - 1]),
            right=right.report.span(right.starts[place], right.ends[place + length - 1]),
        )
        for at, place, length in runs
        if length >= fewest
    )
