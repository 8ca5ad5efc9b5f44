"""Time expressions and their values, on anchors and without."""

import pytest

from crossread.calendar import interval_of
from crossread.model import Entry, Reading, Report, Sentence
from crossread.read.times import find_times

THURSDAY = "2023-09-21"


def reading(text, published=THURSDAY, **fields):
    report = Report(id="r1", text=text, sha256="0" * 64, published=interval_of(published, "given"), **fields)
    return Reading(report=report, sentences=(Sentence(span=report.span(0, len(text))),))


def found(text, published=THURSDAY, today=None):
    return [(time.span.text, time.value) for time in find_times(reading(text, published), today)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        # full dates
        ("Posted on September 21, 2023.", "September 21, 2023", "2023-09-21"),
        ("Signed on 4 Apr 2017 in Tarn.", "4 Apr 2017", "2017-04-04"),
        ("on the 21st of September 2021", "21st of September 2021", "2021-09-21"),
        ("TARN, 4 FEB 90 (AAA)", "4 FEB 90", "1990-02-04"),
        ("since 2023-09-19", "2023-09-19", "2023-09-19"),
        ("on 21/09/2023", "21/09/2023", "2023-09-21"),
        ("on 09.10.2023 in Tarn", "09.10.2023", "2023-10-09"),
        # partial dates: the nearest, the past before the future
        ("reached on September 20", "September 20", "2023-09-20"),
        ("held on 3 January", "3 January", "2023-01-03"),
        ("on December 30", "December 30", "2022-12-30"),
        ("in November", "November", "2022-11"),
        ("Talks will open in November", "November", "2023-11"),
        ("in late November 2020", "late November 2020", "2020-11"),
        # clock times and zones, as given
        ("at 2 p.m. on Wednesday the guns fell silent", "2 p.m. on Wednesday", "2023-09-20T14:00"),
        ("Updated September 21, 2023 – 5:12 p.m.", "September 21, 2023 – 5:12 p.m.", "2023-09-21T17:12"),
        ("at 16:05 GMT", "16:05 GMT", "2023-09-21T16:05Z"),
        ("at 0130 local time", "0130 local time", "2023-09-21T01:30"),
        ("noon Thursday", "noon Thursday", "2023-09-21T12:00"),
        # weekdays and parts of day
        ("The dam broke on Tuesday.", "Tuesday", "2023-09-19"),
        ("The dam broke on Thursday.", "Thursday", "2023-09-21"),
        ("The council will meet on Monday.", "Monday", "2023-09-25"),
        ("He travels next Monday.", "next Monday", "2023-09-25"),
        ("last Friday's vote", "last Friday", "2023-09-15"),
        ("on Tuesday morning", "Tuesday morning", "2023-09-19TMO"),
        ("last night", "last night", "2023-09-20TNI"),
        ("shelled overnight", "overnight", "2023-09-20TNI"),
        ("this evening", "this evening", "2023-09-21TEV"),
        # nearness
        ("They fled yesterday.", "yesterday", "2023-09-20"),
        ("last week", "last week", "2023-W37"),
        ("earlier this week she founded a group", "earlier this week", "2023-W38"),
        ("next month", "next month", "2023-10"),
        ("5 months ago", "5 months ago", "2023-04"),
        ("three days ago", "three days ago", "2023-09-18"),
        ("a year earlier", "a year earlier", "2022"),
        ("several years ago", "several years ago", "PAST_REF"),
        # years and longer
        ("In 2020 the dam broke.", "2020", "2020"),
        ("a war in the 1990s", "the 1990s", "199"),
        ("of the 20th century", "the 20th century", "19"),
        ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
        ("the summer of 1994", "the summer of 1994", "1994-SU"),
        ("in the third quarter of 2019", "the third quarter of 2019", "2019-Q3"),
        ("on Thanksgiving Day 2019", "Thanksgiving Day 2019", "2019-11-28"),
        # durations and sets
        ("for more than 24 hours of fog", "more than 24 hours", "PT24H"),
        ("the two-day battle", "the two-day", "P2D"),
        ("a months-long blockade", "months-long", "PXM"),
        ("decades of drought", "decades", "PXDE"),
        ("every Tuesday", "every Tuesday", "XXXX-WXX-2"),
        ("a daily convoy", "daily", "P1D"),
        ("four flights a week", "a week", "P1W"),
        ("now", "now", "PRESENT_REF"),
        ("recently", "recently", "PAST_REF"),
    ],
)
def test_values(text, words, value):
    assert (words, value) in found(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The dam broke on Tuesday.", "XXXX-WXX-2"),
        ("reached on September 20", "XXXX-09-20"),
        ("They fled yesterday.", "XXXX-XX-XX"),
        ("last week", "XXXX-WXX"),
        ("last year", "XXXX"),
        ("at 3 p.m. on Wednesday", "XXXX-WXX-3T15:00"),
        ("in November", "XXXX-11"),
    ],
)
def test_no_anchor_no_guess(text, value):
    (time,) = find_times(reading(text, None), None)
    assert time.value == value
    assert time.interval is None


@pytest.mark.parametrize(
    "text",
    ["2,000 people", "2000 people fled", "She may go.", "a 34-year-old driver", "a second group", "Jan Moravec said"],
)
def test_no_time(text):
    assert found(text) == []


def test_today_anchors_only_what_has_no_other_anchor():
    assert found("They fled yesterday.", None, today="2024-01-01") == [("yesterday", "2023-12-31")]
    assert found("They fled yesterday.", today="2024-01-01") == [("yesterday", "2023-09-20")]


def test_weekday_and_date_are_two_expressions_of_one_day():
    # 4 March was a Monday in 2024, a Saturday in 2023: the weekday fixes the year
    expected = [("Monday", "2024-03-04"), ("March 4", "2024-03-04")]
    assert found("The talks began on Monday (March 4).", "2023-11-20") == expected


def test_basis_says_where_a_value_comes_from():
    times = find_times(reading("In 2020 and on Tuesday."), None)
    assert [time.interval.basis for time in times] == ["stated", "published"]
    assert times[1].interval.evidence.start == times[1].span.start
    assert times[1].interval.evidence.text is None


def test_a_live_blog_entry_is_its_own_anchor():
    text = "They fled yesterday."
    report = Report(id="r1", text=text, sha256="", published=interval_of("2023-09-25", "given"))
    entry = Entry(id="n1", span=report.span(0, 20), time=interval_of("2023-09-21T10:00", "stated"))
    told = Reading(
        report=Report(id="r1", text=text, sha256="", published=report.published, entries=(entry,)),
        sentences=(Sentence(span=report.span(0, 20), section="n1"),),
    )
    (time,) = find_times(told, None)
    assert (time.value, time.interval.basis) == ("2023-09-20", "entry")


def test_later_is_counted_from_what_was_told():
    assert found("It began on 3 May 2021 and ended two days later.")[-1] == ("two days later", "2021-05-05")
    assert found("It ended two days later.")[-1] == ("two days later", "XXXX-XX-XX")


def test_every_span_is_a_slice_of_the_text():
    text = "On Tuesday (September 19), at 5:12 p.m., after a two-day march in the 1990s, they met last week."
    for time in find_times(reading(text), None):
        assert text[time.span.start : time.span.end] == time.span.text
