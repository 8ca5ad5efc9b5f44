"""What is known about a document before its text is read: from metadata, a row, or the user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crossread.model import Basis

__all__ = ["FIELDS", "Given", "GivenEntry"]

# What may be said of a report beside its text, under these names in rows, front matter and sources.csv.
FIELDS = ("title", "outlet", "url", "published", "updated", "zone", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEntry:
    """One live-blog post as metadata (JSON-LD ``liveBlogUpdate``) gives it; ``published`` is ISO 8601."""

    published: str | None
    headline: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that came with a text. Times are ISO 8601: a day, or a minute or second with or without a zone.

    ``sha256`` is of the bytes received. ``zone`` (an offset such as ``+02:00``) is what the user says the
    report's clock times are in. ``basis`` says whether the fields are the page's (``metadata``) or the
    user's (``given``); fields named in ``by_user`` are the user's in either case (see ``basis_of``).
    """

    sha256: str
    given_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    published: str | None = None
    updated: str | None = None
    zone: str | None = None
    language: str | None = None
    entries: tuple[GivenEntry, ...] = ()
    basis: Basis = "given"
    by_user: frozenset[str] = frozenset()
    extractor: str | None = None
    left_out: int = 0

    def basis_of(self, field: str) -> Basis:
        """Tell on whose word ``field`` stands."""
        return "given" if field in self.by_user else self.basis

    def filled(self, known: Mapping[str, str]) -> Given:
        """Fill in what is missing from ``known``; what is there already stays."""
        missing: Any = {field: value for field, value in known.items() if getattr(self, field) is None}
        return replace(self, **missing)

    def over_metadata(self, known: Mapping[str, str]) -> Given:
        """Fill in what is missing from a page's metadata; what the user gave stays, and stays the user's."""
        user = frozenset(field for field in FIELDS if getattr(self, field) is not None)
        return replace(self.filled(known), basis="metadata", by_user=user)
