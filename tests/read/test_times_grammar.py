"""Grammar of time expressions beyond the plain forms: outlook, quarters, parts of days, counted spans."""

import pytest

from crossread.calendar import interval_of, outlook
from crossread.model import Reading, Report, Sentence
from crossread.read.time_grammar import fill
from crossread.read.time_patterns import _FORMS
from crossread.read.times import _candidates, find_times

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


# A form is only tried where one of the words stands that it begins with: nothing may be lost by that.
@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, the 21st of September 2021, and Sept. 21 at 4:27 p.m. (GMT), 2021-09-21, 21/09/2021, late in 2020",
        "early September 2021, September last year, last May, in Jan, the middle of June, mid-September, mid-2019",
        "the year nineteen ninety-six, June nineteen forty, the year two thousand and one, in the 2018 quarter",
        "the first half of 2019, last half of 2019, the week of March 6, week of March 8, fiscal 2018, the fiscal 2019",
        "the 1990s, the late '80s, in the ’70s, early nineties, the mid sixties, the 20th century, the late nineteenth "
        "century, its fiscal third quarter, last year's second quarter, the third-quarter of 2019, the latest quarter",
        "the quarter, this quarter, year-ago quarter, summer 1994, the winter of 2019, late last summer, in the summer",
        "Christmas Eve 2019, late last Friday night, the day before yesterday, mid-morning today, last night",
        "earlier this morning, in the early evening, by dawn, at noon, in the small hours of Monday, the next morning",
        "that same night, the past decade, the end of last year, the current month, the weekend, the calendar year",
        "the same day, the day before, the following week, more than two weeks ago, a year or so later, half a year "
        "from now, some dozen days earlier, the year-ago period, year-earlier, months ago, by year-end, "
        "the end of the year",
        "shortly after 1600 GMT, around 4.30 pm, just before midnight, 50 a day, 5% per year, no more than some months",
        "only an hour and a half, a couple of weeks, nine o'clock in the evening, the next two days, final three weeks",
        "the two-day meeting, the past months, recent years, for decades, months-long, day-long, weekly, daily",
        "every other day, each Tuesday night, every May, Mondays, Sunday mornings, now, the future, in recent times",
        "THE END OF MAY, THE 1980S, IN THE PAST, On the 3rd, the eighties, The Past Week, twenty-one days",
    ],
)
def test_forms_are_tried_wherever_they_fit(text):
    plain = {(fill(form[0]), match.span()) for form in _FORMS for match in fill(form[0]).finditer(text)}
    assert {(match.re, match.span()) for match, _ in _candidates(text)} == plain
