"""Front matter: ``key: value`` lines between two ``---`` lines at the head of a text.

Only this much of YAML is read, so that no file can do more than name a few fields. The block stays in the
text, since offsets count from its start; it is marked as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["front_matter", "front_matter_end"]

# Front matter is short; a text that opens with a rule and closes it pages later is not front matter.
_LONGEST = 60
_BLOCK = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(?P<lines>.*?)(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)",
    re.S,
)
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_CONTINUED = re.compile(r"[ \t]+\S|-[ \t]|#|$")
# Names that site generators use for the same things.
_SAME_AS = {"date": "published", "modified": "updated", "lastmod": "updated", "lang": "language"}


def front_matter_end(text: str) -> int:
    """Return where the front matter ends, 0 where there is none."""
    block = _block(text)
    return block.end() if block else 0


def front_matter(text: str) -> Mapping[str, str]:
    """Return the fields of the front matter by lower-case name; empty where there is none."""
    block = _block(text)
    found: dict[str, str] = {}
    for line in block["lines"].splitlines() if block else ():
        field = _FIELD.match(line)
        if field and (value := _unquoted((field["value"] or "").strip())):
            key = field["key"].lower()
            found.setdefault(_SAME_AS.get(key, key), value)
    return found


def _block(text: str) -> re.Match[str] | None:
    """Find the block: every line a field, a list item, a comment or a continuation, at least one a field."""
    if not text.startswith(("---", "\ufeff---")):
        return None
    block = _BLOCK.match(text)
    if block is None:
        return None
    lines = block["lines"].splitlines()
    fields = [line for line in lines if _FIELD.match(line)]
    if len(lines) > _LONGEST or not fields or not all(_FIELD.match(line) or _CONTINUED.match(line) for line in lines):
        return None
    return block


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
