"""Plain text and Markdown to reports."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from crossread.errors import InputError
from crossread.ingest.assemble import make_report
from crossread.ingest.decode import decode
from crossread.ingest.fields import checked_fields
from crossread.ingest.frontmatter import front_matter
from crossread.ingest.given import Given
from crossread.model import Report

__all__ = ["read_plain", "read_text", "report_from_text"]


def report_from_text(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    updated: str | None = None,
) -> Report:
    """Make a report of a text; what is given of it wins over what the text says.

    ``published`` and ``updated`` are ISO 8601. Raises ``InputError`` for an empty text or a field that cannot
    be meant.
    """
    fields = {"title": title, "published": published, "outlet": outlet, "url": url, "updated": updated}
    known, problems = checked_fields(fields)
    if problems:
        raise InputError("; ".join(problems))
    report, _ = read_text(text, Given(sha256="").filled(known))
    return report


def read_plain(raw: bytes, given: Given) -> tuple[Report, tuple[str, ...]]:
    """Read the bytes of a text file; return the report and what was wrong but could be lived with."""
    decoded = decode(raw)
    report, problems = read_text(decoded.text, replace(given, sha256=hashlib.sha256(raw).hexdigest()))
    return report, (decoded.problem, *problems) if decoded.problem else problems


def read_text(text: str, given: Given) -> tuple[Report, tuple[str, ...]]:
    """Make a report of a text and its front matter. Raises ``InputError`` where there is no text."""
    text, problems = _sound(text)
    if not text.strip("\ufeff \t\r\n\f\v\0\u200b\u00a0\u3000"):
        raise InputError("the text is empty; there is nothing to read")
    known, wrong = checked_fields(front_matter(text))
    found_id = front_matter(text).get("id")
    given = replace(
        given.filled(known),
        sha256=given.sha256 or hashlib.sha256(text.encode("utf-8")).hexdigest(),
        given_id=given.given_id or found_id,
    )
    return make_report(text, given), (*problems, *(f"front matter: {problem}" for problem in wrong))


def _sound(text: str) -> tuple[str, tuple[str, ...]]:
    """Replace lone surrogates (JSON can carry them), which no file can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return sound, (f"character {error.start + 1} is half of a surrogate pair; read as U+FFFD",)
    return text, ()
