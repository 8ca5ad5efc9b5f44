import pytest

from crossread.ingest.datelines import find_dates
from crossread.ingest.lines import lines_of
from crossread.model import Report

BODY = "The river Tamsel rose over its banks on Tuesday, and 40 families left their homes in Orvenna."


def dates(text, zone=None):
    report = Report(id="r1", text=text, sha256="")
    return report, find_dates(report, lines_of(text), zone)


def start(interval):
    return interval.start if interval else None


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Updated on March 3, 2021 – 5:12 p.m.", None, "2021-03-03T17:12"),
        ("As of: March 3, 2021 2:49 a.m", None, "2021-03-03T02:49"),
        ("March 3,2021 22:03", "2021-03-03T22:03", None),
        ("Posted on April 4 2017 by Jo Reed", "2017-04-04", None),
        ("4 Apr 2017 12:10 GMT", "2017-04-04T12:10Z", None),
        ("Published 12:01, 3 March 2021", "2021-03-03T12:01", None),
        ("2021-03-03T10:00+02:00", "2021-03-03T10:00+02:00", None),
        ("03.03.2021 10:00", "2021-03-03T10:00", None),
        ("3 March 2021, 14:05 CET", "2021-03-03T14:05+01:00", None),
        ("Last updated: 3 March 2021", None, "2021-03-03"),
        ("Stand: 3. März 2021, 14.05 Uhr", None, "2021-03-03T14:05"),
        ("Обновлено: 3 марта 2021, 10:00", None, "2021-03-03T10:00"),
        ("2021年3月3日 10:00", "2021-03-03T10:00", None),
        ("Jo Reed | 3 March 2021 | World", "2021-03-03", None),
        ("By Jo Reed. CREATED Oct 9, 2015 - UPDATED: Oct 10, 2015", "2015-10-09", "2015-10-10"),
        ("3 March 2021 | Updated 4 March 2021 9:15 pm EST", "2021-03-03", "2021-03-04T21:15-05:00"),
        ("Wednesday, 3 March 2021", "2021-03-03", None),
        ("Oct 9, 2015 4 p.m. ET", "2015-10-09T16", None),  # ET is read, its offset hangs on the season
        ("Published: 13/04/2021", "2021-04-13", None),
        ("Published: 04/04/2021", "2021-04-04", None),
        ("Published: 03/04/2021", None, None),  # the third of April or the fourth of March: we refuse
        ("Published: 31 June 2021", None, None),
    ],
)
def test_stated_times(line, published, updated):
    report, found = dates(f"Flood in Orvenna leaves dozens homeless\n\n{line}\n\n{BODY}")
    wanted = [
        value and (value if "T16" not in value or ":" in value else "2015-10-09T16:00")
        for value in (published, updated)
    ]
    assert [start(found.published), start(found.updated)] == wanted
    for interval in (found.published, found.updated):
        if interval:
            assert interval.basis == "stated"
            assert report.text[interval.evidence.start : interval.evidence.end] in line


@pytest.mark.parametrize(
    "line",
    [
        "The council published its report on March 3, 2021 and took questions from residents.",
        "Published on 4 April 2017 by the ministry, the list names forty villages that were flooded.",
        "On 3 March 2021 the dam at Orvenna broke for the first time, the mayor recalled.",
        "It happened on March 3, 2021.",
    ],
)
def test_dates_of_the_story_are_not_the_reports(line):
    _, found = dates(f"Flood in Orvenna leaves dozens homeless\n\n{line} {BODY}")
    assert found == (None, None, ())


def test_another_date_shows_the_order_of_numbers():
    _, found = dates(f"Flood in Orvenna\n\nPublished: 03/04/2021\nUpdated: 25/04/2021\n\n{BODY}")
    assert (start(found.published), start(found.updated)) == ("2021-04-03", "2021-04-25")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("ORVENNA, 5 OCT 89 (AGY) --", "1989-10-05"),
        ("ORVENNA (4 April 2017) –", "2017-04-04"),
        ("ORVENNA, 20 Aug (AGY) --", None),  # no year: what it was is for the story to say
    ],
)
def test_wire_datelines_are_evidence_and_no_furniture(head, published):
    _, found = dates(f"{head} {BODY}")
    assert start(found.published) == published
    assert found.furniture == ()


def test_the_line_is_furniture_but_not_the_words_beside_it():
    report, found = dates(f"Flood\n\nUpdated on March 3, 2021 – 5:12 p.m. Reading time: 2 min.\n\n{BODY}")
    (item,) = found.furniture
    assert report.text[item.span.start : item.span.end] == "Updated on March 3, 2021 – 5:12 p.m."
    assert item.reason == "date_line"


def test_a_given_zone_stands_in_where_none_is_written():
    assert (
        start(dates(f"Flood here\n\n3 March 2021 10:00\n\n{BODY}", "+02:00")[1].published) == "2021-03-03T10:00+02:00"
    )
    assert start(dates(f"Flood here\n\n3 March 2021 10:00 UTC\n\n{BODY}", "+02:00")[1].published) == "2021-03-03T10:00Z"


def test_the_tail_is_searched_and_the_middle_is_not():
    middle = "\n\n".join([BODY] * 20)
    assert start(dates(f"{middle}\n\nPublished on 3 March 2021")[1].published) == "2021-03-03"
    assert dates(f"{middle}\n\nPublished on 3 March 2021\n\n{middle}")[1].published is None
