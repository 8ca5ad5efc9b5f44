"""A brief as one self-contained page: no scripts, nothing fetched, every line linked to the words it rests on.

The page prints the lines of ``lines.py`` and each report in full; the template holds the layout and no logic
beyond loops. Reports are hostile until shown: the template escapes everything, ``inert`` shows what would act.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from crossread.model import Brief, Claim, Figure, FigureReading, Reading, Report, Span
from crossread.present import labels, wording
from crossread.present.charts import Bar, bar, draw_dependence, scale_of
from crossread.present.index import Index, index_of
from crossread.present.inert import inert, one_line, web_address
from crossread.present.line import SECTIONS, Line, quoted
from crossread.present.lines import in_order, lines_of, say_bounds, say_figure
from crossread.present.marks import Stretch, anchor, cut_report

if TYPE_CHECKING:
    import jinja2

__all__ = ["render_html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words under a line: where they stand, in their sentence, through whom they came, and when."""

    href: str
    tag: str
    outlet: str
    before: str
    words: str
    after: str
    chain: str
    when: str
    terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line with its evidence; ``chips`` are one link a report."""

    line: Line
    evidence: tuple[Evidence, ...]
    chips: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under one heading."""

    title: str
    shown: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One reading of a figure, drawn; ``bar`` is missing where the words give no number."""

    shown: Shown
    bar: Bar | None
    reading: FigureReading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One figure as a table whose rows are also its drawing."""

    figure: Figure
    title: str
    range: str
    scale: str
    band: Bar | None
    rows: list[FigureRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report in full, with its facts."""

    report: Report
    tag: str
    outlet: str
    title: str
    link: str | None
    facts: list[Shown]
    stretches: tuple[Stretch, ...]


def render_html(brief: Brief) -> str:
    """Return the page of ``brief``."""
    index = index_of(brief)
    made = lines_of(index)
    shown = [_show(index, line) for line in made]
    sections = _groups(shown)
    reports = [_report_view(index, reading, made, shown) for reading in brief.reports]
    page = _template().render(
        brief=brief,
        index=index,
        names=SECTIONS,
        sections=sections,
        title=next(item for item in shown if item.line.section == "title"),
        figures=_figure_views(index, shown),
        disputes=_dispute_groups(shown),
        drawing=draw_dependence(index),
        reports=reports,
        split_marks=_split_marks(reports),
        labels=labels,
        style=(files("crossread.present") / "templates" / "brief.css").read_text(encoding="utf-8"),
    )
    return page if page.endswith("\n") else page + "\n"


@functools.cache
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("crossread.present"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        quoted=quoted, one_line=one_line, interval=wording.say_interval, moment=wording.say_moment
    )
    environment.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
    return environment.get_template("brief.html.j2")


# ------------------------------------------------------------------------------------- lines


def _show(index: Index, line: Line) -> Shown:
    claims = [index.claims[claim] for claim in line.claims if claim in index.claims]
    evidence = tuple(_evidence(index, span, claims) for span in line.citations if index.report(span.report))
    first = {item.tag: item for item in reversed(evidence)}
    return Shown(line=line, evidence=evidence, chips=tuple(sorted(first.values(), key=lambda item: int(item.tag[1:]))))


def _evidence(index: Index, span: Span, claims: Iterable[Claim]) -> Evidence:
    report = index.report(span.report)
    around = index.sentence(span)
    claim = next((c for c in claims if c.span.overlaps(span)), None)
    tag = index.tag(span.report)
    return Evidence(
        href=anchor(tag, span),
        tag=tag,
        outlet=index.outlet(span.report),
        before=_side(index, around.start, span.start, span),
        words=index.words(span),
        after=_side(index, span.end, around.end, span),
        chain=" ← ".join(map(one_line, claim.chain)) if claim else "",
        when=_when(span, report),
        terms=index.words(report.terms_of_use) if report and report.terms_of_use else "",
    )


def _side(index: Index, start: int, end: int, span: Span) -> str:
    """The rest of the sentence before or after the words, with the white space that parts them kept as one."""
    raw = inert(index.raw(Span(report=span.report, start=start, end=end)))
    return " ".join(f".{raw}.".split())[1:-1]


def _when(span: Span, report: Report | None) -> str:
    if report is None:
        return ""
    for entry in report.entries:
        if entry.span.covers(span) and entry.time is not None:
            return wording.say_interval(entry.time)
    if report.published is None and report.updated is not None:
        return f"updated {wording.say_interval(report.updated)}"
    return wording.say_interval(report.published) if report.published else "undated report"


def _groups(shown: Iterable[Shown]) -> dict[str, list[Group]]:
    """Section -> lines under their headings. Two agreements of one name stay two."""
    sections: dict[str, list[Group]] = {name: [] for name in SECTIONS}
    last = None
    for item in shown:
        line = item.line
        key = (line.section, line.group, line.id if line.section == "agreements" else "")
        if key != last:
            sections[line.section].append(Group(title=line.group))
        sections[line.section][-1].shown.append(item)
        last = key
    return sections


def _dispute_groups(shown: Iterable[Shown]) -> dict[str, dict[str, list[Shown]]]:
    """Dispute id -> side -> lines, in order; the line without a side says what kind of dispute it is."""
    groups: dict[str, dict[str, list[Shown]]] = {}
    for item in shown:
        if item.line.section == "contested":
            groups.setdefault(item.line.id, {}).setdefault(item.line.side, []).append(item)
    return groups


# ------------------------------------------------------------------------------------- figures


def _figure_views(index: Index, shown: Iterable[Shown]) -> list[FigureView]:
    by_figure: dict[str, list[Shown]] = {}
    for item in shown:
        if item.line.section == "figures":
            by_figure.setdefault(item.line.id, []).append(item)
    return [_figure_view(index, figure, by_figure.get(figure.id, [])) for figure in in_order(index.brief.figures)]


def _figure_view(index: Index, figure: Figure, shown: Iterable[Shown]) -> FigureView:
    scale = scale_of(figure)
    by_span = {reading.span: reading for reading in figure.readings}
    parts = {part.span: part for reading in figure.readings for part in reading.parts}
    rows = []
    for item in shown:
        reading = by_span.get(item.line.citations[0])
        part = parts.get(item.line.citations[0])
        found = reading or part
        rows.append(FigureRow(shown=item, bar=bar(found.amount, scale) if found else None, reading=reading))
    band = None
    if figure.low is not None and figure.high is not None and scale:
        band = Bar(left=round(100 * figure.low / scale, 2), right=round(100 * figure.high / scale, 2))
    return FigureView(
        figure=figure,
        title=say_figure(index, figure),
        range=say_bounds(figure),
        scale=wording.say_range(scale, scale),
        band=band,
        rows=rows,
    )


# ------------------------------------------------------------------------------------- reports


def _report_view(index: Index, reading: Reading, made: Iterable[Line], shown: Iterable[Shown]) -> ReportView:
    report = reading.report
    cited = {(span.start, span.end): span for line in made for span in line.citations if span.report == report.id}
    tag = index.tag(report.id)
    return ReportView(
        report=report,
        tag=tag,
        outlet=index.outlet(report.id),
        title=one_line(report.title or ""),
        link=web_address(report.url),
        facts=[item for item in shown if item.line.section == "signals" and item.line.id == report.id],
        stretches=cut_report(report, tag, cited.values()),
    )


def _split_marks(reports: Iterable[ReportView]) -> list[str]:
    """Anchors whose words are in several elements: the style sheet must light them up together."""
    pieces: list[Any] = [
        piece for view in reports for stretch in view.stretches for block in stretch.blocks for piece in block.pieces
    ]
    return sorted({piece.key for piece in pieces if piece.step == "open" and piece.key and not piece.first})
