"""JSON Lines, and JSON files of one object or an array of objects, to reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from crossread.errors import InputError
from crossread.ingest.decode import decode
from crossread.ingest.fields import checked_fields, shown
from crossread.ingest.given import Given
from crossread.ingest.plain import read_text
from crossread.ingest.streams import LARGEST, put_back
from crossread.ingest.webpage import read_page
from crossread.model import Report

__all__ = ["Row", "read_row", "rows"]

_EXPECTED = 'expected an object with "text" or "html"'


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a file with the line it begins on, or the reason why it cannot be read."""

    line: int
    value: Any = None
    problem: str | None = None


def rows(stream: BinaryIO) -> Iterator[Row]:
    """Read a stream row by row: JSON Lines lazily, an array or an object over several lines as a whole."""
    line, first = _first_line(stream)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"["):
        yield from _array(line, first, stream)
        return
    if _loaded(first)[1] is not None:
        head = first + stream.read(LARGEST + 1 - len(first))
        whole, _ = _loaded(head) if len(head) <= LARGEST else (None, "")
        if isinstance(whole, Mapping):
            yield Row(line, whole)
            return
        yield from _lines(line, put_back(head, stream))
        return
    yield from _lines(line, put_back(first, stream))


def read_row(value: object, given: Given) -> tuple[Report, tuple[str, ...]]:
    """Make a report of one row. Raises ``InputError`` for a row that has no text."""
    if not isinstance(value, Mapping):
        raise InputError(f"found {_kind(value)}, {_EXPECTED}")
    if str(value.get("format", "")).startswith("crossread."):
        raise InputError(f"this is what crossread wrote ({shown(value['format'])}), not a report; {_EXPECTED}")
    name, content = _content(value)
    known, problems = checked_fields(value)
    given_id, wrong = _given_id(value.get("id"))
    own = replace(given, given_id=given_id, **known)  # type: ignore[arg-type]  # the names are checked
    if name == "html":
        report, more = read_page(content.encode("utf-8", "replace"), own)
    else:
        report, more = read_text(content, own)
    return report, (*problems, *wrong, *more)


def _content(value: Mapping[str, Any]) -> tuple[str, str]:
    """Return which of text and html the row holds, and it."""
    for name in ("text", "html"):
        content = value.get(name)
        if content is not None and not isinstance(content, str):
            raise InputError(f'the field "{name}" must be a string, found {_kind(content)}')
        if content:
            return name, content
    if "text" in value or "html" in value:
        raise InputError("the text is empty; there is nothing to read")
    names = ", ".join(map(str, list(value)[:6])) or "none"
    raise InputError(f"{_EXPECTED}, found the fields: {names}")


def _given_id(value: object) -> tuple[str | None, tuple[str, ...]]:
    if value is None or isinstance(value, str):
        return value or None, ()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), ()
    return None, (f'the field "id" is ignored: found {shown(value)}, expected a string',)


def _kind(value: object) -> str:
    names = {list: "a list", dict: "an object", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _first_line(stream: BinaryIO) -> tuple[int, bytes]:
    """Return the first line that is not blank and its number."""
    number = 1
    line = stream.readline(LARGEST + 1)
    while line and not line.strip(b"\xef\xbb\xbf \t\r\n"):
        number += 1
        line = stream.readline(LARGEST + 1)
    return number, line


def _lines(number: int, stream: BinaryIO) -> Iterator[Row]:
    while line := stream.readline(LARGEST + 1):
        if len(line) > LARGEST:
            yield Row(
                number,
                problem=f"the line is longer than {LARGEST // 1_000_000} MB, the most that is read as one report",
            )
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST + 1)
        elif line.strip():
            value, problem = _loaded(line)
            yield Row(number, value, problem)
        number += 1


def _array(number: int, first: bytes, stream: BinaryIO) -> Iterator[Row]:
    raw = first + stream.read(LARGEST + 1 - len(first))
    if len(raw) > LARGEST:
        reason = f"a JSON array of more than {LARGEST // 1_000_000} MB; write it as JSON Lines, one object a line"
        yield Row(number, problem=reason)
        return
    values, problem = _loaded(raw)
    if problem is not None:
        yield Row(number, problem=problem)
        return
    for at, value in enumerate(values, start=1):
        yield Row(at, value)


def _loaded(raw: bytes) -> tuple[Any, str | None]:
    """Parse one JSON value; return it, or why not."""
    try:
        return json.loads(decode(raw).text.strip("\ufeff \t\r\n")), None
    except InputError as error:
        return None, str(error)
    except RecursionError:
        return None, "JSON nested too deeply; expected one flat object a report"
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        return None, f"broken JSON at {where} ({error.msg}); {_EXPECTED} on one line"
    except ValueError as error:  # a number of more digits than Python reads
        return None, f"JSON that cannot be read ({error}); {_EXPECTED} on one line"
