"""The hand-kept word lists of ``resources/``, as shipped in ``data/tables/``.

``resources/build.py`` makes the JSON from the YAML; nothing here is typed by hand twice.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from crossread.errors import ResourceError

__all__ = ["event_words", "table"]


@functools.cache
def table(name: str) -> Mapping[str, Any]:
    """Return the table ``name`` (``resources/NAME.yaml``), loaded once.

    Raises ``ResourceError`` where it is missing or damaged.
    """
    place = files("crossread") / "data" / "tables" / f"{name}.json"
    try:
        content = json.loads(place.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError) as error:
        raise ResourceError(
            f"table {name!r} ({place}): {error}; it ships with crossread, so reinstall it "
            f"(in a checkout: python resources/build.py)"
        ) from error
    if not isinstance(content, dict):
        raise ResourceError(f"table {name!r} ({place}): expected an object, found {type(content).__name__}")
    return MappingProxyType(content)


def event_words() -> Iterator[tuple[str, str, str]]:
    """Yield the entries of the event table that are one word: type, group ("verbs", "nouns", ...), word."""
    for kind, groups in table("events").items():
        if kind.isupper():
            for group, words in groups.items():
                yield from ((kind, group, word) for word in words if group != "whom" and word.isalpha())
