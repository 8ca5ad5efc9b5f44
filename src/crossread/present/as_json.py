"""A brief as JSON: the nouns' own dictionaries (``docs/formats/brief.schema.json``), nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from crossread.model import Brief

__all__ = ["render_json", "render_json_array"]

# Half of a surrogate pair cannot be written as UTF-8; it is the one thing that stays escaped.
_LONE = re.compile("[\ud800-\udfff]")


def render_json(brief: Brief) -> str:
    """Return one brief as a JSON object."""
    return _written(brief.to_dict())


def render_json_array(briefs: Iterable[Brief]) -> str:
    """Return briefs as a JSON array (``--split``)."""
    return _written([brief.to_dict() for brief in briefs])


def _written(value: Any) -> str:  # noqa: ANN401
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _LONE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
