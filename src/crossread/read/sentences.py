"""The sentences of a report: ``find_sentences(report)``.

Furniture is not read. Blank lines, headings, the title and the bounds of live-blog entries always end a
sentence; a line end does only where the text is not wrapped by hand, as wires once were.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator

from crossread.model import Entry, Report, Sentence
from crossread.splitting import split_blocks
from crossread.text import lines, trim

__all__ = ["find_sentences"]

# A line this long that stops without a full stop was broken by hand rather than ended (wires: 60 to 80).
WRAPPED_AT = (40, 100)
# Lines of one block that must look so before it is read as wrapped: half, and two at least.
WRAPPED_SHARE, WRAPPED_LINES = 0.5, 2

_CLOCK = re.compile(
    r"[\[(]?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?\s?m\.?)?\s*(?:GMT|UTC|[A-Z]{2,4})?[\])]?\s*(?:[:–—|]|-(?=\s)|(?<=[\])]))\s*",
    re.I,
)
# "MARNOGRAD, 20 Aug (EFE) --", "(AGENCY) -", "MARNOGRAD –": what stands before the first words of
# a wire report is no part of what they say.
_PLACE = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*(?:, [A-Z][\w .]{2,20}?)?"
_DAY = r"(?:, (?:\d{1,2} [A-Z]\w{2,8}|[A-Z]\w{2,8}\.? \d{1,2})\.?(?:,? \d{2,4})?)?"
_AGENCY = r"\([A-Z][\w ./&'’-]{1,40}\)"
_DATELINE = re.compile(rf"(?:{_PLACE}{_DAY}\s*(?:{_AGENCY}\s*)?|{_AGENCY}\s*)(?:--|[–—-])\s+(?=\S)")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def find_sentences(report: Report) -> tuple[Sentence, ...]:
    """Return the report's sentences in order, each with the live-blog entry it stands in."""
    text, entries = report.text, sorted(report.entries, key=lambda entry: entry.span.start)
    found, blocks = [], []
    for start, end in _blocks(report):
        if entries and (clock := _CLOCK.match(text, start, end)):
            start = clock.end()
        if dateline := _DATELINE.match(text, start, end):
            found.append(Sentence(span=report.span(*trim(text, start, dateline.end())), section=None))
            start = dateline.end()
        blocks.append((start, end))
    for left, right in itertools.chain.from_iterable(split_blocks(text, blocks)):
        if any(letter.isalnum() for letter in text[left:right]):
            found.append(Sentence(span=report.span(left, right), section=_section(entries, left)))
    return tuple(sorted(found, key=lambda sentence: sentence.span.start))


def _section(entries: list[Entry], at: int) -> str | None:
    starts = [min(entry.span.start, entry.heading.start if entry.heading else entry.span.start) for entry in entries]
    number = bisect_right(starts, at) - 1
    if number < 0:
        return None
    entry = entries[number]
    inside = entry.span.start <= at < entry.span.end or (
        entry.heading is not None and entry.heading.start <= at < entry.heading.end
    )
    return entry.id if inside else None


def _blocks(report: Report) -> Iterator[tuple[int, int]]:
    """Cut the text at everything a sentence cannot run across."""
    cuts = {0, len(report.text)}
    for span in (
        *(entry.span for entry in report.entries),
        *(e.heading for e in report.entries if e.heading),
    ):
        cuts |= {span.start, span.end}
    for item in report.furniture:
        cuts |= {item.span.start, item.span.end}
    furniture = [(item.span.start, item.span.end) for item in report.furniture]
    for start, end in _paragraphs(report.text):
        bounds = sorted({start, end, *(cut for cut in cuts if start < cut < end)})
        for left, right in itertools.pairwise(bounds):
            if not any(begin <= left and right <= stop for begin, stop in furniture):
                left, right = trim(report.text, left, right)
                if left < right:
                    yield left, right


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Return runs of lines that belong together: one line each, or a wrapped block."""
    block: list[tuple[int, int]] = []
    for line in [*lines(text), (len(text), len(text))]:
        start, end = trim(text, *line)
        if start < end:
            block.append((start, end))
        elif block:
            yield from _unwrap(text, block)
            block = []


def _unwrap(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    open_ended = [line for line in block[:-1] if not _ENDED.search(text[line[0] : line[1]])]
    shortest, longest = WRAPPED_AT
    broken = [line for line in open_ended if shortest <= line[1] - line[0] <= longest]
    if len(broken) >= max(WRAPPED_LINES, WRAPPED_SHARE * (len(block) - 1)):
        yield block[0][0], block[-1][1]
        return
    start, end = block[0]
    for line in block[1:]:
        if (start, end) and not _ENDED.search(text[start:end]) and text[line[0]].islower():
            end = line[1]
        else:
            yield start, end
            start, end = line
    yield start, end
