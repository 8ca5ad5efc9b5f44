"""A brief as Markdown: the lines in order, each with the numbers of the reports it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from crossread.model import Brief
from crossread.present.index import Index, index_of
from crossread.present.inert import inert, web_address
from crossread.present.line import SECTIONS, Line
from crossread.present.lines import led, say_figures

__all__ = ["render_markdown"]

# What Markdown or the HTML in it would act on, anywhere in a line.
_ACTING = re.compile(r"([\\`*_\[\]|~$])")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown, the reports' full texts at the end."""
    index = index_of(brief)
    made = list(_written(index, led(index)))
    text = "\n".join([*made, *_reports(index)])
    return re.sub("\n{3,}", "\n\n", text).rstrip("\n") + "\n"


def _written(index: Index, lines: Iterable[Line]) -> Iterator[str]:
    for section, found in groupby(lines, key=lambda line: line.section):
        group = side = ""
        if section == "title":
            yield from (f"# {_plain(line.text or line.note)}" for line in found)
            continue
        yield from ("", f"## {SECTIONS[section]}", "")
        for line in found:
            if line.group != group:
                group, side = line.group, ""
                yield from ("", f"### {_plain(group)}", "")
                if section == "figures":
                    yield from (f"{_plain(say_figures(index, line.id))}", "")
            if line.side != side:
                side = line.side
                yield f"- **{_plain(side)}**"
            yield ("  " if side else "") + f"- {_line(index, line)}"


def _line(index: Index, line: Line) -> str:
    labels = "".join(f"*{_plain(label)}:* " for label in line.labels)
    words = _plain(line.told)
    reports = dict.fromkeys(index.tag(span.report) for span in line.citations)
    cited = f"({', '.join(reports)})" if reports else ""
    return " ".join(filter(None, (labels + words, "—" if words and line.note else "", _plain(line.note), cited)))


def _reports(index: Index) -> Iterator[str]:
    """Each report in full; as a quotation, so that nothing in it becomes a heading or a list of ours."""
    yield from ("", "## The reports, in full", "")
    for reading in index.brief.reports:
        report = reading.report
        address = web_address(report.url)
        yield f"### {index.tag(report.id)} {_plain(index.outlet(report.id))}"
        yield ""
        if address:
            yield from (f"<{address}>", "")
        for line in inert(report.text).split("\n"):
            yield f"> {_plain(line)}".rstrip()
        yield ""


def _plain(text: str) -> str:
    escaped = _ACTING.sub(r"\\\1", text)
    for sign, entity in _MARKUP.items():
        escaped = escaped.replace(sign, entity)
    # A line that starts like a list or a rule is text all the same.
    return re.sub(r"^(\s*)(\d+)([.)])(?=\s)|^(\s*)([-=#+])", lambda m: m.group(0)[:-1] + "\\" + m.group(0)[-1], escaped)
