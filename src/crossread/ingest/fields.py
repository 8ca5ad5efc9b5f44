"""The fields that rows, front matter and sources.csv may give of a report, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crossread.ingest.given import FIELDS
from crossread.ingest.iso import EXPECTED_TIME, EXPECTED_ZONE, iso_time, iso_zone

__all__ = ["checked_fields", "shown"]

_LONGEST_SHOWN = 40
_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S+$", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*$")


def checked_fields(fields: Mapping[str, Any]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the fields that can be used, and why each other one is ignored. Names we do not know are skipped."""
    known: dict[str, str] = {}
    problems = []
    for name in FIELDS:
        value = fields.get(name)
        if value is None or value == "":
            continue
        usable, expected = _checked(name, value)
        if usable is None:
            problems.append(f'the field "{name}" is ignored: found {shown(value)}, expected {expected}')
        elif usable:
            known[name] = usable
    return known, tuple(problems)


def shown(value: object) -> str:
    """Show a found value in a message, on one line and not too long."""
    written = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return written if len(written) <= _LONGEST_SHOWN else written[: _LONGEST_SHOWN - 3] + "..."


def _checked(name: str, value: object) -> tuple[str | None, str]:
    """Return the value in its one form (``None``: unusable) and what was expected."""
    if not isinstance(value, str):
        return None, "a string"
    value = " ".join(value.encode("utf-8", "replace").decode("utf-8").split())
    if name in ("published", "updated"):
        return iso_time(value), EXPECTED_TIME
    if name == "zone":
        return iso_zone(value), EXPECTED_ZONE
    if name == "url":
        return value if _URL.match(value) else None, "an address such as https://example.org/report"
    if name == "language":
        return re.split("[-_]", value)[0].lower() if _LANGUAGE.match(value) else None, 'a language code such as "en"'
    return value, "a string"
