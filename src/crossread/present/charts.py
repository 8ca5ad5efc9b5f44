"""What is drawn, as plain geometry: figures as bars in per cent of a scale, dependence as boxes and arrows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from crossread.model import Amount, Figure
from crossread.present.index import Index
from crossread.present.inert import one_line

__all__ = ["Arrow", "Bar", "Box", "Drawing", "bar", "draw_dependence", "scale_of"]

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y = 180, 44, 90, 16
# Headroom right of the largest number, so that an arrow for "or more" has somewhere to point.
HEADROOM = 1.15
LONGEST_LABEL = 24
# Below this, two reports that share words quote the same sentence; the list says so, a drawing need not.
LEAST_SHARED = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An amount on a scale from nought: ``left``..``right`` in per cent, with arrows where an end is open."""

    left: float
    right: float
    open_low: bool = False
    open_high: bool = False


def scale_of(figure: Figure) -> float:
    """Return the number at the right end of a figure's scale, or 0 where nothing can be drawn."""
    amounts = [(reading.amount.low, reading.amount.high) for reading in figure.readings]
    ends = [end for pair in [*amounts, (figure.low, figure.high)] for end in pair if end is not None]
    largest = max(ends, default=0)
    if largest <= 0:
        return 0.0
    # Two leading digits make a number that reads well under an axis.
    step = 10.0 ** (math.floor(math.log10(largest * HEADROOM)) - 1)
    return math.ceil(largest * HEADROOM / step) * step


def bar(amount: Amount, scale: float) -> Bar | None:
    """Place an amount on the scale; ``None`` where its words give no number at either end."""
    if scale <= 0 or (amount.low is None and amount.high is None):
        return None
    low = 0.0 if amount.low is None else max(0.0, min(100.0, 100 * amount.low / scale))
    high = 100.0 if amount.high is None else max(0.0, min(100.0, 100 * amount.high / scale))
    return Bar(left=round(low, 2), right=round(high, 2), open_low=amount.low is None, open_high=amount.high is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A report, or a named source that is not among the reports."""

    key: str
    label: str
    report: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From the source to the report that takes from it; without ``tip`` nobody knows which came first."""

    x1: int
    y1: int
    x2: int
    y2: int
    label: str
    tip: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Boxes in columns, sources left of those who take from them."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def draw_dependence(index: Index) -> Drawing | None:
    """Draw who takes from whom; ``None`` where no report depends on another or names a source.

    An arrow says that one was taken from the other; where reports share words and nothing tells which came
    first, a line without a tip joins them.
    """
    ties = _ties(index)
    if not ties:
        return None
    places = _places({key for pair in ties for key in pair}, ties)
    boxes = {key: _box(index, key, column, row) for key, (column, row) in places.items()}
    arrows = [_arrow(boxes[source], boxes[taker], *tie) for (taker, source), tie in sorted(ties.items())]
    ordered = tuple(sorted(boxes.values(), key=lambda box: (box.x, box.y)))
    return Drawing(
        boxes=ordered,
        arrows=tuple(arrows),
        width=max(box.x for box in ordered) + BOX_WIDTH + 2,
        height=max(box.y for box in ordered) + BOX_HEIGHT + 2,
    )


# Taker and source -> the label of the tie, and whether it has a direction.
_Ties = dict[tuple[str, str], tuple[str, bool]]


def _outlets(index: Index) -> dict[str, str]:
    """Outlet name -> report: a name that is the outlet of a report here stands for that report."""
    readings = index.brief.reports
    named = [reading.report.id for reading in readings if reading.report.outlet]
    return {_bare(index.outlet(report_id)): report_id for report_id in named}


def _bare(name: str) -> str:
    """Return a name as it is compared: "The Harrow Post" is also credited as "Harrow Post"."""
    return one_line(name).casefold().removeprefix("the ")


def _credits(index: Index) -> _Ties:
    outlets = _outlets(index)
    ties: _Ties = {}
    for reading in index.brief.reports:
        for credit in reading.report.credits:
            source = outlets.get(_bare(credit.to), one_line(credit.to))
            if source != reading.report.id:
                ties[reading.report.id, source] = ("", True)
    return ties


def _ties(index: Index) -> _Ties:
    outlets = _outlets(index)
    ties = _credits(index)
    for copy in index.brief.copies:
        label = f"{copy.coverage:.0%} shared" if copy.coverage is not None else ""
        if copy.source is not None:
            source = outlets.get(_bare(copy.source), copy.source)
            taker = copy.right if source == copy.left else copy.left
            if taker is not None and taker != source:
                ties[taker, source] = (label, True)
    for copy in index.brief.copies:
        if copy.source is None and copy.right is not None and (copy.coverage or 0) >= LEAST_SHARED:
            pair = next((p for p in ((copy.left, copy.right), (copy.right, copy.left)) if p in ties), None)
            # What else tells which came first (a credit) gives the shared words their direction.
            ties[pair or (copy.left, copy.right)] = (f"{copy.coverage:.0%} shared", pair is not None)
    return ties


def _places(keys: Iterable[str], taken: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Give each a column: one right of the rightmost it takes from. Circles are cut at their second visit."""
    sources: dict[str, list[str]] = {key: [] for key in keys}
    for taker, source in taken:
        sources[taker].append(source)

    def column(key: str, seen: frozenset[str] = frozenset()) -> int:
        left = [column(source, seen | {key}) for source in sources[key] if source not in seen | {key}]
        return 1 + max(left) if left else 0

    columns = {key: column(key) for key in sources}
    places: dict[str, tuple[int, int]] = {}
    for at in range(max(columns.values()) + 1):
        # A box stands about as high as those it takes from, so that few arrows cross.
        heights = {
            key: [places[source][1] for source in sources[key] if source in places] or [0]
            for key in sorted(columns)
            if columns[key] == at
        }
        ordered = sorted(heights, key=lambda key: (sum(heights[key]) / len(heights[key]), key))
        places |= {key: (at, row) for row, key in enumerate(ordered)}
    return places


def _box(index: Index, key: str, column: int, row: int) -> Box:
    known = key in index.numbers
    label = f"{index.tag(key)} {index.outlet(key)}" if known else one_line(key)
    if len(label) > LONGEST_LABEL:
        label = label[: LONGEST_LABEL - 1].rstrip() + "…"
    x, y = 1 + column * (BOX_WIDTH + GAP_X), 1 + row * (BOX_HEIGHT + GAP_Y)
    return Box(key=index.tag(key) if known else "", label=label, report=known, x=x, y=y)


def _arrow(source: Box, taker: Box, label: str, tip: bool) -> Arrow:
    x1, y1 = source.x + BOX_WIDTH, source.y + BOX_HEIGHT // 2
    x2, y2 = taker.x - 6, taker.y + BOX_HEIGHT // 2
    return Arrow(x1=x1, y1=y1, x2=x2, y2=y2, label=label, tip=tip, x=(x1 + x2) // 2, y=(y1 + y2) // 2 - 6)
