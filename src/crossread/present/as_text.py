"""A brief for the terminal: plain text, wrapped; bold and dim only where the caller says that it is a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from crossread.model import Brief
from crossread.present.index import Index, index_of
from crossread.present.line import SECTIONS, Line
from crossread.present.lines import led, say_figures

__all__ = ["render_text"]

WIDTH = 100
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def render_text(brief: Brief, *, width: int = WIDTH, colour: bool = False) -> str:
    """Return the brief as plain text, at most ``width`` columns wide.

    The reports' own texts are left out: the other formats hold them. Escape sequences in a report are shown
    as marks and never reach the terminal.
    """
    index = index_of(brief)
    return "\n".join(_written(index, led(index), max(width, 40), colour)).lstrip("\n") + "\n"


def _written(index: Index, lines: tuple[Line, ...], width: int, colour: bool) -> Iterator[str]:
    for section, found in groupby(lines, key=lambda line: line.section):
        group = side = ""
        if section != "title":
            yield from ("", _styled(SECTIONS[section].upper(), _BOLD, colour))
        for line in found:
            if line.section == "title":
                yield from _wrapped(line.text or line.note, width, "", _BOLD, colour)
                continue
            if line.group != group:
                group, side = line.group, ""
                yield ""
                yield from _wrapped(group, width, "  ", _BOLD, colour)
                if section == "figures":
                    yield from _wrapped(say_figures(index, line.id), width, "  ", "", colour)
            if line.side != side:
                side = line.side
                yield from _wrapped(side, width, "    ", "", colour)
            yield from _line(index, line, width, colour)


def _line(index: Index, line: Line, width: int, colour: bool) -> Iterator[str]:
    reports = dict.fromkeys(index.tag(span.report) for span in line.citations)
    note = " ".join(filter(None, (line.note, f"[{', '.join(reports)}]" if reports else "")))
    if line.text:
        labels = "".join(f"[{label}] " for label in line.labels)
        yield from _wrapped(f"{labels}{line.told}", width, "    ", "", colour)
        yield from _wrapped(note, width, "      ", _DIM, colour)
    else:
        yield from _wrapped(note, width, "    ", "", colour)


def _wrapped(text: str, width: int, indent: str, style: str, colour: bool) -> Iterator[str]:
    for line in textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False):
        yield _styled(line, style, colour)


def _styled(text: str, style: str, colour: bool) -> str:
    return f"{style}{text}{_PLAIN}" if colour and style else text
