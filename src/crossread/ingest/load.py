"""Files, folders and standard input to reports. What cannot be read is named with its reason; the rest goes on."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from crossread.errors import InputError
from crossread.ingest.decode import binary_kind, decode
from crossread.ingest.folders import Found, find_files
from crossread.ingest.given import Given
from crossread.ingest.jsonl import read_row, rows
from crossread.ingest.plain import read_plain
from crossread.ingest.sources import Sources, read_sources
from crossread.ingest.streams import LARGEST, peekable, put_back
from crossread.ingest.webpage import read_page
from crossread.model import Loaded, Report, Skipped

__all__ = ["DUPLICATE", "iter_reports", "load_reports"]

STDIN = "-"
# How the reason begins for a report that was given twice: noted, but nothing that could not be read.
DUPLICATE = "the same report as"

_TEXT, _PAGE, _ROWS = "text", "page", "rows"
_BY_NAME = {
    ".txt": _TEXT, ".text": _TEXT, ".md": _TEXT, ".markdown": _TEXT,
    ".html": _PAGE, ".htm": _PAGE, ".xhtml": _PAGE,
    ".jsonl": _ROWS, ".ndjson": _ROWS, ".json": _ROWS,
}  # fmt: skip
_READ = ".txt, .md, .html, .json, .jsonl (and .gz of them)"
_SNIFFED = 4096
_GZIP = b"\x1f\x8b"
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LOOKS_LIKE_ROWS = re.compile(rb"\s*(?:\{\s*\"|\{\s*\}|\[\s*\{)")
_Item = Report | Skipped


def load_reports(paths: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Loaded:
    """Read files, folders (with all that is in them) and ``-``, standard input.

    The order of ``paths`` changes nothing: reports are ordered by id. Never raises for what the files hold;
    what cannot be read is in ``skipped``.
    """
    items = list(iter_reports(sorted(paths, key=str), stdin=stdin))
    reports = sorted((item for item in items if isinstance(item, Report)), key=lambda report: report.id)
    return Loaded(reports=tuple(reports), skipped=tuple(item for item in items if isinstance(item, Skipped)))


def iter_reports(paths: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Report | Skipped]:
    """Read the same lazily, in the order given; one report is held at a time."""
    first_place: dict[str, str] = {}
    for place, item in _read_all(paths, stdin):
        if isinstance(item, Report) and item.id in first_place:
            path, line = place
            yield Skipped(path=path, line=line, reason=f"{DUPLICATE} {first_place[item.id]}")
            continue
        if isinstance(item, Report):
            path, line = place
            first_place[item.id] = path if line is None else f"{path}, line {line}"
        yield item


_Place = tuple[str, int | None]


def _read_all(paths: Sequence[str | Path], stdin: BinaryIO | None) -> Iterator[tuple[_Place, _Item]]:
    shelf = _Shelf()
    seen: set[Path] = set()
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(stdin)
            continue
        for found in find_files(Path(path)):
            if isinstance(found, Skipped):
                yield (str(found.path), None), found
            elif found.real not in seen:  # the same file, named twice, is one
                seen.add(found.real)
                yield from shelf.problems(found)
                yield from _read_file(found, shelf.given(found))


class _Shelf:
    """The ``sources.csv`` of each folder, read once."""

    def __init__(self) -> None:
        self._sources: dict[Path, Sources] = {}

    def problems(self, found: Found) -> Iterator[tuple[_Place, _Item]]:
        """Read the sources of the folder if that is not done, and tell what is wrong with them."""
        for folder in found.folders:
            if folder not in self._sources:
                self._sources[folder] = read_sources(folder)
                for skipped in self._sources[folder].skipped:
                    yield (str(skipped.path), skipped.line), skipped

    def given(self, found: Found) -> Given:
        """Return what is known of a file; the nearest ``sources.csv`` that names it counts."""
        for folder in found.folders:
            if found.real in self._sources[folder].rows:
                return Given(sha256="", path=str(found.path)).filled(dict(self._sources[folder].rows[found.real]))
        return Given(sha256="", path=str(found.path))


def _read_stdin(stdin: BinaryIO | None) -> Iterator[tuple[_Place, _Item]]:
    if stdin is None:
        reason = "standard input was asked for and there is none; pipe something in"
        yield (STDIN, None), Skipped(path=STDIN, reason=reason)
        return
    yield from _read_stream(stdin, "", Given(sha256="", path=STDIN))


def _read_file(found: Found, given: Given) -> Iterator[tuple[_Place, _Item]]:
    name = str(found.path)
    if not found.asked and _named(name) is None:
        kind = found.path.suffix or "files without an ending"
        reason = f"{kind} is not read in folders (read are {_READ}); name the file itself to read it as text"
        yield (name, None), Skipped(path=name, reason=reason)
        return
    try:
        size = found.path.stat().st_size
        if size > LARGEST and _named(name) in (_TEXT, _PAGE) and not name.endswith(".gz"):
            yield (name, None), Skipped(path=name, reason=_too_large(size))
            return
        with found.path.open("rb") as stream:
            yield from _read_stream(stream, name, given)
    except OSError as error:
        yield (name, None), Skipped(path=name, reason=f"cannot be read: {error.strerror or error}")


def _read_stream(stream: BinaryIO, name: str, given: Given) -> Iterator[tuple[_Place, _Item]]:
    """Read what a stream holds, unpacked if it is packed; ``name`` (empty: none) says what it should be."""
    place = (given.path or STDIN, None)
    try:
        opened = peekable(stream)
        if opened.peek(2).startswith(_GZIP):
            opened = put_back(b"", gzip.GzipFile(fileobj=opened))  # type: ignore[arg-type]
        head = opened.peek(_SNIFFED)[:_SNIFFED]
        if _kind(head, _named(name)) == _ROWS:
            yield from _read_rows(opened, head, given)
            return
        raw = opened.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise InputError(_too_large(None))
        reader = read_page if _kind(head, _named(name)) == _PAGE else read_plain
        yield from _made(reader, raw, given, None)
    except InputError as error:
        yield place, Skipped(path=place[0], reason=str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield place, Skipped(path=place[0], reason=f"the compressed data is damaged ({error}); pack it again")


def _read_rows(stream: BinaryIO, head: bytes, given: Given) -> Iterator[tuple[_Place, _Item]]:
    kind = binary_kind(head)
    if kind is not None:
        raise InputError(f"this is {kind}, not JSON; expected one object a line")
    if not head.strip():
        raise InputError("the file is empty; expected one JSON object a line")
    if b"\0" in head:  # UTF-16 has line ends of two bytes, so it cannot be read line by line
        stream = io.BytesIO(decode(stream.read(LARGEST + 1)).text.encode("utf-8", "replace"))
    for row in rows(stream):
        if row.problem is None:
            yield from _made(read_row, row.value, given, row.line)
        else:
            yield (str(given.path), row.line), Skipped(path=given.path, line=row.line, reason=row.problem)


def _made(
    reader: Callable[..., tuple[Report, tuple[str, ...]]], content: object, given: Given, line: int | None
) -> Iterator[tuple[_Place, _Item]]:
    """Read one report, and say what was wrong with it but could be lived with."""
    place = (str(given.path), line)
    try:
        report, problems = reader(content, given)
    except InputError as error:
        yield place, Skipped(path=given.path, line=line, reason=str(error))
        return
    yield place, report
    for problem in problems:
        yield (
            place,
            Skipped(path=given.path, line=line, reason=f"{problem} (the report is read all the same)"),
        )


def _named(name: str) -> str | None:
    """Tell what a file is by the ending of its name."""
    path = Path(name.lower().removesuffix(".gz"))
    return _BY_NAME.get(path.suffix)


def _kind(head: bytes, named: str | None) -> str:
    """Tell what a stream holds: by its name, unless it is a page under the name of a text; else by its look."""
    bare = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")  # so that UTF-16 looks like the rest
    if named in (None, _TEXT) and _LOOKS_LIKE_HTML.match(bare):
        return _PAGE
    if named is None and _LOOKS_LIKE_ROWS.match(bare):
        return _ROWS
    return named or _TEXT


def _too_large(size: int | None) -> str:
    found = f"{size / 1_000_000:.0f} MB" if size else "more, once unpacked or piped in"
    most = f"{LARGEST // 1_000_000} MB is the most that is read as one report"
    return f"too large: {found}, and {most}; cut it into reports"
