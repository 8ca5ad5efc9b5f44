"""From a text and what came with it to a report: the one place where a ``Report`` is made.

What is given wins over what the text says; what the text says carries the words that say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from crossread.calendar import interval_of
from crossread.ingest.credits import find_credits, is_digest, is_republication
from crossread.ingest.datelines import Dates, find_dates
from crossread.ingest.furniture import find_furniture, not_furniture, repeated_headings, terms_of_use
from crossread.ingest.given import Given
from crossread.ingest.language import detect
from crossread.ingest.lines import Line, is_heading, is_prose, lines_of, word_count
from crossread.ingest.liveblog import Base, find_entries, given_entries
from crossread.ingest.outlets import find_outlet, known_name
from crossread.model import Entry, Furniture, Interval, Outlet, Report, ReportKind, short_hash

__all__ = ["make_report"]

# A title stands above the text; further down a heading is a section's.
TITLE_LINES = 15
# A title is more than a word ("News"), unless Markdown says that it is one.
TITLE_WORDS = 2
TRANSCRIPT_LABELS = ("STORY:", "VIDEO SHOWS", "SHOTLIST", "SOUNDBITE", "(SOUNDBITE)")


def make_report(text: str, given: Given) -> Report:
    """Make the report of a text: title, outlet, times, kind, entries, furniture, credits, terms of use."""
    lines = lines_of(text)
    report = _bare(text, given)
    furniture = find_furniture(report, lines)
    dates = find_dates(report, lines, given.zone)
    report = replace(report, furniture=_united(report, (*furniture, *dates.furniture)))
    title = _title(report, lines)
    report = _timed(report, given, dates)
    entries = given_entries(report, given.entries, given.basis)
    entries = entries or find_entries(report, lines, title, _base(report, given))
    headings = [entry.heading for entry in entries if entry.heading]
    repeated = repeated_headings(report, lines, title, headings)
    credits, credit_lines = find_credits(report, lines)
    report = replace(
        report,
        title=given.title or (_title_words(report, title) if title else None),
        entries=_without_furniture(entries, report),
        furniture=_united(report, (*report.furniture, *repeated, *credit_lines)),
        credits=credits,
    )
    report = replace(report, terms_of_use=terms_of_use(report, report.furniture), kind=_kind(report, lines))
    return replace(report, language=given.language or detect(_read_text(report)))


def _bare(text: str, given: Given) -> Report:
    """Make the report as far as its id needs it: text, outlet and address."""
    name, evidence, basis = known_name(given.outlet) if given.outlet else None, None, given.basis_of("outlet")
    if name is None and (found := find_outlet(text, given.url)) is not None:
        name, evidence = found.name, found.evidence
        basis = "stated" if evidence else given.basis
    report_id = short_hash("r", text, name or "", given.url or "")
    report = Report(
        id=report_id,
        given_id=given.given_id,
        text=text,
        sha256=given.sha256,
        url=given.url,
        path=given.path,
        extractor=given.extractor,
        left_out=given.left_out,
    )
    if name is None:
        return report
    span = report.span(*evidence) if evidence else None
    return replace(report, outlet=Outlet(name=name, evidence=span, basis=basis))


def _timed(report: Report, given: Given, dates: Dates) -> Report:
    return replace(
        report,
        published=_given_time(given, "published") or dates.published,
        updated=_given_time(given, "updated") or dates.updated,
    )


def _given_time(given: Given, field: Literal["published", "updated"]) -> Interval | None:
    written = given.published if field == "published" else given.updated
    interval = interval_of(written, given.basis_of(field)) if written else None
    if interval is None or not given.zone or "T" not in interval.start or interval.start[16:]:
        return interval
    return replace(interval, start=interval.start + given.zone, end=interval.end + given.zone)


def _base(report: Report, given: Given) -> Base:
    zone = given.zone or (report.updated or report.published or _NO_TIME).start[16:] or None
    return Base(report.updated or report.published, report.updated is not None, zone)


_NO_TIME = Interval(start="", end="", grain="day", basis="stated")


def _title(report: Report, lines: Sequence[Line]) -> Line | None:
    """Find the title: the first heading over the text that is no furniture; ``None`` if prose comes first."""
    captions = [item.span.end for item in report.furniture if item.reason == "image_credit"]
    left = [line for line in not_furniture(lines, report.furniture) if line.end not in captions]
    for number, line in enumerate(left[:TITLE_LINES]):
        if is_prose(line.text) or number + 1 == len(left):
            return None
        markdown = line.text.startswith("#")
        if is_heading(line.text) and (markdown or word_count(line.text) >= TITLE_WORDS):
            return line
    return None


def _title_words(report: Report, title: Line) -> str:
    """Return the title without marks of Markdown and without a date at its end."""
    cut = next((item.span.start for item in report.furniture if title.start < item.span.start < title.end), title.end)
    return report.text[title.start : cut].strip().lstrip("#×*_•>| ").rstrip("*_|–— ")


def _without_furniture(entries: tuple[Entry, ...], report: Report) -> tuple[Entry, ...]:
    """Drop entries that are nothing but furniture."""
    return tuple(entry for entry in entries if not any(item.span.covers(entry.span) for item in report.furniture))


def _united(report: Report, furniture: Sequence[Furniture]) -> tuple[Furniture, ...]:
    """Order furniture and cut what overlaps, so that no character is marked twice."""
    kept: list[Furniture] = []
    for item in sorted(furniture, key=lambda item: (item.span.start, -item.span.end, item.reason)):
        end = kept[-1].span.end if kept else 0
        if item.span.start >= end:
            kept.append(item)
        elif item.span.end > end:
            rest = report.text[end : item.span.end]
            start = item.span.end - len(rest.lstrip())
            if start < item.span.end:
                kept.append(replace(item, span=report.span(start, item.span.end)))
    return tuple(kept)


def _kind(report: Report, lines: Sequence[Line]) -> ReportKind:
    if report.entries:
        return "live_blog"
    if any(line.text.startswith(TRANSCRIPT_LABELS) for line in lines):
        return "transcript"
    if is_republication(report.credits):
        return "republication"
    return "digest" if is_digest(report.credits) else "article"


def _read_text(report: Report) -> str:
    """Return the text without its furniture, for telling the language."""
    kept, end = [], 0
    for item in report.furniture:
        kept.append(report.text[end : item.span.start])
        end = max(end, item.span.end)
    return "".join((*kept, report.text[end:]))
