"""What a brief rests on, and what of the reports could not be placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crossread.model import Claim, Interval, LeftOver, Reading, Report, RestsOn, Skipped, Story, short_hash

__all__ = ["left_over_spans", "rests_on", "story_of"]

# Reasons of unread stretches that the reader of a brief need not look at one by one: they are the report's
# own headings, shown as such in the report.
UNREMARKABLE = ("heading", "title")


def rests_on(readings: Sequence[Reading], claims: Sequence[Claim], skipped: Sequence[Skipped]) -> RestsOn:
    """Count reports, outlets, origins and languages, and repeat what could not be read."""
    reports = [reading.report for reading in readings]
    first, last = _first_and_last(reports)
    return RestsOn(
        reports=len(reports),
        outlets=tuple(sorted({report.outlet.name for report in reports if report.outlet})),
        outlets_unknown=sum(report.outlet is None for report in reports),
        origins=tuple(sorted({claim.origin for claim in claims if claim.origin})),
        languages=tuple(sorted({report.language for report in reports if report.language})),
        first=first,
        last=last,
        skipped=tuple(sorted(skipped, key=lambda item: (item.path or "", item.line or 0, item.reason))),
    )


def story_of(readings: Sequence[Reading]) -> Story:
    """Return the one story that all ``readings`` are taken to tell, titled by its earliest titled report."""
    reports = [reading.report for reading in readings]
    titled = sorted((_moment(report) or "9", report.id, report.title) for report in reports if report.title)
    first, last = _first_and_last(reports)
    ids = tuple(sorted(report.id for report in reports))
    return Story(id=short_hash("s", *ids), title=titled[0][2] if titled else None, reports=ids, first=first, last=last)


def left_over_spans(readings: Sequence[Reading], stories: Sequence[Story]) -> tuple[LeftOver, ...]:
    """Return what was not read, and the reports that seem to tell another story than most."""
    unread = (
        LeftOver(span=item.span, reason=item.reason)
        for reading in readings
        for item in reading.skipped
        if item.reason not in UNREMARKABLE
    )
    return (*unread, *_foreign(readings, stories))


def _foreign(readings: Sequence[Reading], stories: Sequence[Story]) -> Iterable[LeftOver]:
    """A report that no other goes with is named only where the others do hold together."""
    largest = max(stories, key=lambda story: (len(story.reports), story.id), default=None)
    if largest is None or len(largest.reports) * 2 <= len(readings):
        return
    for reading in readings:
        if reading.report.id not in largest.reports:
            yield LeftOver(
                span=reading.report.span(0, len(reading.report.text)),
                reason="this report seems to tell another story; it was kept, since it was given",
            )


def _first_and_last(reports: Sequence[Report]) -> tuple[str | None, str | None]:
    moments = [moment for moment in map(_moment, reports) if moment is not None]
    return (min(moments), max(moments)) if moments else (None, None)


def _moment(report: Report) -> str | None:
    when: Interval | None = report.published or report.updated
    return when.start if when else None
