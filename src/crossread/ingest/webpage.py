"""Web pages to reports: the running text through trafilatura, the rest out of the page's metadata."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from crossread.errors import InputError
from crossread.ingest.assemble import make_report
from crossread.ingest.fields import checked_fields
from crossread.ingest.given import Given
from crossread.ingest.pagemeta import read_metadata
from crossread.ingest.pagetext import decode_page, page_text, parse_page
from crossread.model import Report

__all__ = ["read_page", "report_from_html"]


def report_from_html(
    raw: bytes,
    *,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    updated: str | None = None,
) -> Report:
    """Make a report of a web page; what is given of it wins over what the page says.

    Raises ``InputError`` for what is no page, a page without running text, or a field that cannot be meant.
    """
    fields = {"title": title, "published": published, "outlet": outlet, "url": url, "updated": updated}
    known, problems = checked_fields(fields)
    if problems:
        raise InputError("; ".join(problems))
    report, _ = read_page(raw, Given(sha256="").filled(known))
    return report


def read_page(raw: bytes, given: Given) -> tuple[Report, tuple[str, ...]]:
    """Read the bytes of a page; return the report and what was wrong but could be lived with."""
    decoded = decode_page(raw)
    page = parse_page(decoded.text)
    found = read_metadata(page, given.url)
    body = page_text(page, found)
    known, _ = checked_fields(found.fields)
    given = replace(
        given.over_metadata(known),
        sha256=given.sha256 or hashlib.sha256(raw).hexdigest(),
        entries=found.entries,
        extractor=body.extractor,
        left_out=body.left_out,
    )
    problems = tuple(problem for problem in (decoded.problem, found.problem) if problem)
    return make_report(body.text, given), problems
