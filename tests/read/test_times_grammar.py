"""Grammar of time expressions beyond the plain forms: outlook, quarters, parts of days, counted spans."""

import pytest

from crossread.calendar import interval_of, outlook
from crossread.model import Reading, Report, Sentence
from crossread.read.times import find_times

FRIDAY = "2021-03-05"


def found(text, published=FRIDAY):
    report = Report(id="r1", text=text, sha256="0" * 64, published=interval_of(published, "given"))
    reading = Reading(report=report, sentences=(Sentence(span=report.span(0, len(text))),))
    return [(time.span.text, time.value) for time in find_times(reading, None)]


@pytest.mark.parametrize(
    ("text", "words", "ahead"),
    [
        # a participle behind "be" belongs to what is to come
        ("She will be named commander for a trip in Mayfair week", "Mayfair", 1),
        ("rules to be published in June", "June", 1),
        # names in -ed are no verbs
        ("The father would be going to the United Isles on Thursday", "Thursday", 1),
        # what goes on until then had not ended; at the head of a sentence it had
        ("The council has given the family until Tuesday", "Tuesday", 1),
        ("Until Tuesday they had not called him a suspect", "Tuesday", -1),
        # a deed that looks ahead is itself told of the past
        ("On Wednesday, the council agreed to leave", "Wednesday", -1),
        ("On Wednesday, the council plans to leave", "Wednesday", 1),
        ("She decided to admit three towns in June", "June", 1),
        ("The council succeeded on Tuesday", "Tuesday", -1),
    ],
)
def test_outlook(text, words, ahead):
    start = text.index(words)
    assert outlook(text, start, start + len(words)) == ahead


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("it rose in the third quarter of 2019; in the 2018 quarter it fell", "the 2018 quarter", "2018-Q3"),
        ("in the 2018 second quarter", "the 2018 second quarter", "2018-Q2"),
        ("in the last half of 2019", "the last half of 2019", "2019-H2"),
        ("by the year two thousand", "the year two thousand", "2000"),
        ("in the week of March 8", "week of March 8", "2021-W10"),
        ("over the past decade", "the past decade", "P10Y"),
        ("for eight trading days", "eight trading days", "P8D"),
        ("for a minute and a half", "a minute and a half", "PT1M30S"),
        ("in the summer", "the summer", "2020-SU"),
        ("before Election Day", "Election Day", "2020-11-03"),
        ("killed last Feb. 23 at home", "Feb. 23", "2021-02-23"),
        ("it comes hours ago", "hours ago", "PAST_REF"),
        # hours and days that belong together
        ("raised in the early hours of Monday (March 1)", "in the early hours of Monday", "2021-03-01TMO"),
        ("at 10:35 a.m. (0735 GMT) Wednesday", "10:35 a.m.", "2021-03-03T10:35"),
        ("at 4 in the morning", "4 in the morning", "2021-03-05T04:00"),
        ("On Tuesday he was held; that night he fled", "that night", "2021-03-02TNI"),
        ("at midday", "midday", "2021-03-05T12:00"),
    ],
)
def test_value(text, words, value):
    times = dict(found(text))
    matching = [key for key in times if words in key or key in words]
    assert matching, times
    assert times[matching[0]] == value


@pytest.mark.parametrize("text", ["It is a matter of days.", "The blasts came minutes apart."])
def test_what_is_no_time(text):
    assert found(text) == []
