"""The seal of a brief: a digest of all it says, so that no change goes unseen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from crossread.model import Brief

__all__ = ["digest", "sealed"]


def digest(brief: Brief) -> str:
    """Return the SHA-256 of all that a brief says, its own digest left out."""
    bare = replace(brief, made_with=replace(brief.made_with, digest=None))
    written = json.dumps(bare.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def sealed(brief: Brief) -> Brief:
    """Return the brief with its digest."""
    return replace(brief, made_with=replace(brief.made_with, digest=digest(brief)))
