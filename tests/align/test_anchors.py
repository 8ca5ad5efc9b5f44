"""Dates that only the story can tell."""

from dataclasses import replace

import pytest

from crossread.align.anchors import anchor_readings
from crossread.calendar import interval_of
from crossread.model import Claim, Reading, Report, Sentence
from crossread.read.times import find_times


def read(id, text, published=None):
    report = Report(id=id, text=text, sha256="0" * 64, published=interval_of(published, "given"))
    made = Reading(report=report, sentences=(Sentence(span=report.span(0, len(text))),))
    return replace(made, times=find_times(made, None))


DATED = (read("r1", "The dam broke.", "2021-03-03"), read("r2", "Help came.", "2021-03-04T22:03"))


def published(reading, *others):
    after = {item.report.id: item for item in anchor_readings((*others, reading))}
    return after[reading.report.id].report.published


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # 4 March 2021 was a Thursday
        ("Talks began on Thursday (March 4).", "2021-03-04"),
        ("Talks began on Thursday, March 4, officials said.", "2021-03-04"),
        ("Talks began on Thursday (March 4). On Wednesday they had failed.", "2021-03-04"),
        ("The truce of March 3 held, and talks began on Thursday.", "2021-03-04"),
        ("It rained on Wednesday.", "2021-03-03"),
    ],
)
def test_a_date_the_story_fixes(text, day):
    found = published(read("r9", text), *DATED)
    assert (found.start, found.grain, found.basis) == (day, "day", "context")
    assert found.evidence.report == "r9"


@pytest.mark.parametrize(
    "text",
    [
        "Talks began.",
        "Talks began yesterday.",
        # no weekday of the story
        "Talks began on Saturday.",
        # 4 March was no Monday in the story's year
        "Talks began on Monday (March 4).",
        # a day of the month alone says when it happened, not when it was told
        "Talks began on March 4.",
        # told of as past, and later than any day inferred
        "Talks began on Wednesday and ended on March 9.",
        # what lies ahead dates nothing
        "Talks will begin on Thursday.",
    ],
)
def test_no_unique_evidence_no_date(text):
    assert published(read("r9", text), *DATED) is None


def test_a_long_story_does_not_date_a_bare_weekday():
    later = read("r3", "Months on.", "2021-05-04")
    assert published(read("r9", "It rained on Wednesday."), *DATED, later) is None


def test_without_dated_reports_nothing_is_inferred():
    assert published(read("r9", "Talks began on Thursday (March 4).")) is None


def test_dated_reports_stay_as_they_are():
    assert anchor_readings(DATED) == DATED


def test_times_and_claims_are_resolved_again():
    reading = read("r9", "Talks began on Thursday (March 4). They fled yesterday; they will return on Sunday.")
    weekday = reading.times[0]
    claim = Claim(
        id="c1",
        span=reading.report.span(0, 24, words=True),
        when=interval_of("1999-01-01", "given", replace(weekday.span, text=None)),
    )
    (after,) = (item for item in anchor_readings((*DATED, replace(reading, claims=(claim,)))) if item.report.id == "r9")
    assert [time.value for time in after.times] == ["2021-03-04", "2021-03-04", "2021-03-03", "2021-03-07"]
    assert all(time.interval.basis == "context" for time in after.times)
    assert after.claims[0].when == after.times[0].interval


def test_order_plays_no_part():
    readings = [*DATED, read("r8", "It rained on Wednesday."), read("r9", "Talks began on Thursday (March 4).")]
    forward = {item.report.id: item for item in anchor_readings(readings)}
    backward = {item.report.id: item for item in anchor_readings(readings[::-1])}
    assert forward == backward
