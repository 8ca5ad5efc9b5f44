"""A brief as one table: a row for every stretch of words that a point, or a claim left over, rests on.

Made for spreadsheets, so a cell that a spreadsheet would take for a formula is written with a leading
apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from crossread.model import Brief, Claim
from crossread.present import wording
from crossread.present.index import Index, index_of
from crossread.present.inert import one_line

__all__ = ["COLUMNS", "render_csv"]

COLUMNS = (
    "point", "standing", "independent_origins", "claim", "report", "outlet", "title", "published", "start", "end",
    "words", "speaker", "chain", "origin", "certainty", "polarity", "modality", "when", "when_basis", "amounts", "why",
)  # fmt: skip

# What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_csv(brief: Brief) -> str:
    """Return the table as CSV (RFC 4180 quoting, ``\\n`` line ends)."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(index_of(brief)):
        writer.writerow([_cell(value) for value in row])
    return written.getvalue()


def _rows(index: Index) -> Iterator[tuple[object, ...]]:
    for point in index.brief.points:
        for claim in index.known_claims(point.claims):
            head = (point.id, point.standing, len(point.origins))
            yield (*head, *_of_claim(index, claim), point.why)
    for item in index.brief.left_over:
        if item.claim in index.claims:
            yield ("", "left_over", "", *_of_claim(index, index.claims[item.claim or ""]), item.reason)


def _of_claim(index: Index, claim: Claim) -> tuple[object, ...]:
    report = index.report(claim.span.report)
    amounts = [index.quantities[id][1] for id in claim.quantities if id in index.quantities]
    return (
        claim.id,
        claim.span.report,
        index.outlet(claim.span.report),
        report.title if report else "",
        report.published.start if report and report.published else "",
        claim.span.start,
        claim.span.end,
        claim.text,
        index.label(claim.speaker) if claim.speaker else "",
        " < ".join(claim.chain),
        claim.origin,
        claim.certainty,
        claim.polarity,
        claim.modality,
        f"{claim.when.start}/{claim.when.end}" if claim.when else "",
        claim.when.basis if claim.when else "",
        wording.say_list(f"{item.what}: {wording.say_amount(item.amount)}" for item in amounts),
    )


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    shown = one_line(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
