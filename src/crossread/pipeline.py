"""The order of the steps: the only module that knows it.

Each step is a plain function from nouns to nouns. To replace one, pass another of the same type::

    read_report(report, steps=replace(Steps(), find_times=my_find_times))
"""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import get_args

from crossread.account.agreements import find_agreements
from crossread.account.disputes import find_disputes, opposed_claims
from crossread.account.edges import find_edges
from crossread.account.figures import build_figures
from crossread.account.points import contested, gather_points, too_thin
from crossread.account.positions import gather_positions
from crossread.account.rests_on import left_over_spans, rests_on, story_of
from crossread.account.timeline import build_timeline
from crossread.align.anchors import anchor_readings
from crossread.align.compare import compare_claims
from crossread.align.copies import find_copies
from crossread.align.entities import merge_entities
from crossread.align.kinds import settle_kinds
from crossread.align.origins import trace_origins
from crossread.align.stories import find_stories as group_stories
from crossread.align.until import known_until
from crossread.encoder import Encoded, Text, encode
from crossread.errors import UsageError
from crossread.model import (
    Attribution,
    Brief,
    Claim,
    CountingRule,
    LeftOver,
    MadeWith,
    Mention,
    Quantity,
    Reading,
    Report,
    Sentence,
    Skipped,
    SkippedSpan,
    Story,
    TimeExpression,
)  # fmt: skip
from crossread.present.as_json import render_json
from crossread.present.as_markdown import render_markdown
from crossread.present.as_tables import render_csv
from crossread.present.as_text import render_text
from crossread.present.webpage import render_html
from crossread.read.attributions import find_attributions
from crossread.read.claims import find_claims
from crossread.read.mentions import find_mentions
from crossread.read.places import with_places
from crossread.read.quantities import find_quantities
from crossread.read.sentences import find_sentences
from crossread.read.speakers import resolve_entities
from crossread.read.times import find_times
from crossread.read.tokens import tokens_of
from crossread.seal import sealed
from crossread.version import __version__

__all__ = ["FORMATS", "Steps", "build_brief", "find_stories", "iter_readings", "read_report", "read_reports", "render"]

# The languages we read. Reports in others are kept and listed, and said not to have been read.
LANGUAGES = frozenset({"en"})

# Reports whose sentences the encoder reads in one go: more is no faster, and takes more memory.
BATCH = 32

FORMATS: dict[str, Callable[[Brief], str]] = {
    "html": render_html,
    "markdown": render_markdown,
    "json": render_json,
    "csv": render_csv,
    "text": render_text,
}


def _encode(texts: Sequence[Text]) -> Sequence[Encoded] | None:
    """Read with the shipped encoder, or say that it is not there and leave reading to the rules."""
    if "CROSSREAD_MODEL" in os.environ or (files("crossread") / "data" / "models" / "encoder.onnx").is_file():
        return encode(texts)
    warnings.warn("the encoder is not installed: reading by rules alone, which find less", stacklevel=2)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How one report is read, in this order; each step gets the reading so far.

    Without ``encode`` rules alone read: quicker to start, and they find less.
    """

    find_sentences: Callable[[Report], tuple[Sentence, ...]] = find_sentences
    encode: Callable[[Sequence[Text]], Sequence[Encoded] | None] | None = _encode
    find_mentions: Callable[[Reading], tuple[Mention, ...]] = find_mentions
    find_times: Callable[[Reading, str | None], tuple[TimeExpression, ...]] = find_times
    find_quantities: Callable[[Reading], tuple[Quantity, ...]] = find_quantities
    find_attributions: Callable[[Reading], tuple[Attribution, ...]] = find_attributions
    resolve_entities: Callable[[Reading], Reading] = resolve_entities
    find_places: Callable[[Reading], Reading] = with_places
    find_claims: Callable[[Reading], Reading] = find_claims


def read_report(report: Report, today: str | None = None, *, steps: Steps | None = None) -> Reading:
    """Read one report: its sentences, names, times, numbers, attributions and claims.

    ``today`` (an ISO date) anchors relative dates of a report that has no date of its own; without it such
    dates stay unresolved. A report in a language we do not read comes back whole, with the reason.
    """
    return next(iter_readings((report,), today, steps=steps))


def read_reports(
    reports: Iterable[Report],
    progress: Callable[[int], None] | None = None,
    *,
    today: str | None = None,
    steps: Steps | None = None,
) -> tuple[Reading, ...]:
    """Read many reports; ``progress`` is called with the number read so far."""
    readings = []
    for number, reading in enumerate(iter_readings(reports, today, steps=steps), 1):
        readings.append(reading)
        if progress is not None:
            progress(number)
    return tuple(readings)


def iter_readings(
    reports: Iterable[Report], today: str | None = None, *, steps: Steps | None = None
) -> Iterator[Reading]:
    """Read reports one after the other, a batch at a time: no more than two are held in memory.

    What is found in a report does not depend on those beside it. While the steps go through one batch, the encoder
    reads the next.
    """
    steps = steps or Steps()
    remaining = iter(reports)
    batches = iter(lambda: tuple(itertools.islice(remaining, BATCH)), ())
    with ThreadPoolExecutor(1) as ahead:
        coming = [ahead.submit(_encoded, batch, steps) for batch in itertools.islice(batches, 1)]
        while coming:
            readings = coming.pop().result()
            coming += [ahead.submit(_encoded, batch, steps) for batch in itertools.islice(batches, 1)]
            for reading in readings:
                yield reading if reading.skipped else _read(reading, today, steps)


def _encoded(reports: Sequence[Report], steps: Steps) -> list[Reading]:
    """Find the sentences of the reports, and let the encoder read them all at once."""
    readings = [Reading(report=report, skipped=_foreign(report)) for report in reports]
    readings = [reading if reading.skipped else replace(reading, sentences=steps.find_sentences(reading.report))
                for reading in readings]  # fmt: skip
    spans = [[(sentence.span.start, sentence.span.end) for sentence in reading.sentences] for reading in readings]
    texts = [Text(reading.report.text, those) for reading, those in zip(readings, spans, strict=True)]
    said = steps.encode(texts) if steps.encode is not None and any(spans) else None
    if said is None:
        return readings
    return [
        replace(reading, tokens=tokens_of(reading.report, words), vectors=words.vectors, encoded=words)
        for reading, words in zip(readings, said, strict=True)
    ]


def _foreign(report: Report) -> tuple[SkippedSpan, ...]:
    if report.language is None or report.language in LANGUAGES:
        return ()
    reason = f"not read: the report is in {report.language!r}, crossread reads {', '.join(sorted(LANGUAGES))}"
    return (SkippedSpan(span=report.span(0, len(report.text)), reason=reason),)


def _read(reading: Reading, today: str | None, steps: Steps) -> Reading:
    reading = replace(reading, mentions=steps.find_mentions(reading))
    reading = replace(reading, times=steps.find_times(reading, today))
    reading = replace(reading, quantities=steps.find_quantities(reading))
    reading = replace(reading, attributions=steps.find_attributions(reading))
    return steps.find_claims(steps.find_places(steps.resolve_entities(reading)))


def find_stories(readings: Iterable[Reading]) -> tuple[Story, ...]:
    """Return which reports tell the same story; the order of ``readings`` changes nothing."""
    return group_stories(in_order(readings))


def build_brief(
    readings: Iterable[Reading],
    skipped: Sequence[Skipped] = (),
    rule: str = "as-reported",
    *,
    until: str | None = None,
    today: str | None = None,
) -> Brief:
    """Return the brief of ``readings``, taken as one story.

    ``rule`` is how vague words count in a figure's range. With ``until`` (ISO 8601) the brief is as it could
    have been made then: what came later, or cannot be shown to be earlier, is left out and named.

    Raises ``UsageError`` for an unknown rule, or where nothing was given.
    """
    if rule not in get_args(CountingRule):
        raise UsageError(f"rule: found {rule!r}, expected one of {', '.join(get_args(CountingRule))}")
    readings = in_order(readings)
    if not readings:
        raise UsageError("a brief needs at least one report; found none that could be read")
    readings, unplaced, late = known_until(anchor_readings(readings), until)
    if not readings:
        raise UsageError(f"no report is known to be from before {until}; give a later time to --until")
    copies = find_copies(readings)
    readings, entities = merge_entities(settle_kinds(readings))
    claims = in_order_of_time(trace_origins(readings, entities, copies), readings)
    links = compare_claims(claims, readings, entities)
    readings = tuple(replace(reading, claims=(), entities=()) for reading in readings)
    brief = Brief(
        story=story_of(readings),
        rests_on=rests_on(readings, claims, (*skipped, *late)),
        reports=readings,
        entities=entities,
        claims=claims,
        links=links,
        copies=copies,
        left_over=unplaced,
        made_with=MadeWith(version=__version__, rule=rule, today=today, until=until),  # type: ignore[arg-type]
    )
    return sealed(_account(brief))


def _account(brief: Brief) -> Brief:
    """Fill in what the claims add up to; the words of the reports, no longer needed then, are left out."""
    late = {item.claim for item in brief.left_over if item.claim}
    thin = too_thin([claim for claim in brief.claims if claim.id not in late])
    placed = _placed(brief.claims, (*brief.left_over, *thin))
    points = gather_points(placed, brief.links, brief.copies)
    figures = build_figures(placed, brief.reports, brief.entities, brief.story, brief.made_with.rule)
    disputes = find_disputes(points, placed, brief.links, figures, brief.entities)
    points = contested(points, opposed_claims(disputes))
    return replace(
        brief,
        reports=tuple(replace(reading, tokens=()) for reading in brief.reports),
        points=points,
        timeline=build_timeline(points, placed, brief.story, brief.reports),
        figures=figures,
        positions=gather_positions(points, placed, brief.reports, brief.entities),
        edges=find_edges(placed, brief.links, brief.reports),
        agreements=find_agreements(placed, brief.entities, brief.reports, brief.story),
        disputes=disputes,
        left_over=(*brief.left_over, *thin, *left_over_spans(brief.reports, group_stories(brief.reports))),
    )


def _placed(claims: Sequence[Claim], left_over: Sequence[LeftOver]) -> tuple[Claim, ...]:
    out = {item.claim for item in left_over}
    return tuple(claim for claim in claims if claim.id not in out)


def in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return each report's reading once, by report id, so that the order of input changes nothing."""
    return tuple({reading.report.id: reading for reading in sorted(readings, key=_report_id)}.values())


def in_order_of_time(claims: Iterable[Claim], readings: Sequence[Reading]) -> tuple[Claim, ...]:
    """Return the claims of the earliest report first, each report's in the order they stand in it."""
    dates = {reading.report.id: reading.report.published or reading.report.updated for reading in readings}

    def place(claim: Claim) -> tuple[str, str, int, int]:
        when = dates[claim.span.report]
        return (when.start if when else "9", claim.span.report, claim.span.start, claim.span.end)

    return tuple(sorted(claims, key=place))


def _report_id(reading: Reading) -> str:
    return reading.report.id


def render(brief: Brief, format: str = "html") -> str:
    """Return the brief as a page or file: html, markdown, json, csv or text."""
    if format not in FORMATS:
        raise UsageError(f"format: found {format!r}, expected one of {', '.join(FORMATS)}")
    return FORMATS[format](brief)
