"""``sources.csv``: what the user knows of the files beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crossread.errors import InputError
from crossread.ingest.decode import decode
from crossread.ingest.fields import checked_fields, shown
from crossread.ingest.given import FIELDS
from crossread.model import Skipped

__all__ = ["NAME", "Sources", "read_sources"]

NAME = "sources.csv"
_COLUMNS = ("file", *FIELDS)
_ASKED = "expected a header with file and any of outlet, published, updated, zone, url, title, language"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a ``sources.csv`` says: fields by file (resolved path), and what in it could not be used."""

    rows: Mapping[Path, Mapping[str, str]]
    skipped: tuple[Skipped, ...] = ()


def read_sources(folder: Path) -> Sources:
    """Read the ``sources.csv`` of a folder; empty where there is none."""
    place = folder / NAME
    try:
        raw = place.read_bytes()
    except FileNotFoundError:
        return Sources({})
    except OSError as error:
        return Sources({}, (Skipped(path=str(place), reason=f"cannot be read: {error.strerror}"),))
    try:
        table = list(csv.reader(io.StringIO(decode(raw).text.lstrip("\ufeff"), newline=""), strict=True))
        header = _header(table)
    except (InputError, csv.Error) as error:
        return Sources({}, (Skipped(path=str(place), line=1, reason=f"{error}; none of it is used"),))
    return _rows(place, header, table)


def _header(table: list[list[str]]) -> list[str]:
    header = [name.strip().lower() for name in table[0]] if table else []
    unknown = [name for name in header if name not in _COLUMNS]
    if "file" not in header or unknown:
        found = f"unknown column {shown(unknown[0])}" if unknown and "file" in header else "found no column named file"
        raise InputError(f"{found}; {_ASKED}")
    if len(set(header)) < len(header):
        raise InputError(f"a column stands twice in the header; {_ASKED}")
    return header


def _rows(place: Path, header: list[str], table: list[list[str]]) -> Sources:
    rows: dict[Path, Mapping[str, str]] = {}
    skipped: list[Skipped] = []
    for line, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        known, problems = _row(place.parent, header, cells, rows)
        skipped += [Skipped(path=str(place), line=line, reason=problem) for problem in problems]
        rows |= known
    return Sources(rows, tuple(skipped))


def _row(
    folder: Path, header: list[str], cells: list[str], before: Mapping[Path, Mapping[str, str]]
) -> tuple[dict[Path, Mapping[str, str]], tuple[str, ...]]:
    """Read one row: the fields of one file, and what is wrong with them."""
    if len(cells) != len(header):
        return {}, (f"found {len(cells)} cells, expected {len(header)} as in the header; the row is not used",)
    fields = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    file = folder / fields["file"]
    if not fields["file"] or not file.is_file():
        return {}, (f"there is no file {shown(fields['file'])} beside it; the row is not used",)
    if file.resolve() in before:
        return {}, (f"the file {shown(fields['file'])} has a row above; this one is not used",)
    known, problems = checked_fields(fields)
    return {file.resolve(): known}, problems
