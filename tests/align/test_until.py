import pytest

from crossread.align.until import known_until
from crossread.errors import UsageError
from crossread.model import Entry, Interval, Reading
from factories import claim, day, report


def article(**fields):
    return Reading(report=report(f"The dam held. {fields}", **fields))


def minute(clock):
    return Interval(
        start=f"2021-03-04T{clock}", end=f"2021-03-04T{clock[:-1]}{int(clock[-1]) + 1}", grain="minute", basis="stated"
    )


CASES = [
    # (what we know of the report, until, is it kept)
    ({"published": day("2021-03-04")}, "2021-03-05", True),
    ({"published": day("2021-03-04")}, "2021-03-04", True),
    # a day is known only at its end
    ({"published": day("2021-03-04")}, "2021-03-04T12:00", False),
    ({"published": minute("11:00")}, "2021-03-04T12:00", True),
    ({"published": minute("13:00")}, "2021-03-04T12:00", False),
    # what stood there before the update is not known
    ({"published": day("2021-03-04"), "updated": day("2021-03-09")}, "2021-03-05", False),
    # no date: it cannot be shown to have been there
    ({}, "2021-03-05", False),
]


@pytest.mark.parametrize(("fields", "until", "kept"), CASES)
def test_reports(fields, until, kept):
    readings, _, skipped = known_until([article(**fields)], until)
    assert (len(readings), len(skipped)) == ((1, 0) if kept else (0, 1))


def test_entries_of_a_live_blog_one_by_one():
    text = "10:00 The dam held. 14:00 The dam broke."
    blog = report(text)
    early, late = blog.span(0, 19), blog.span(20, 40)
    entries = (Entry(id="n1", span=early, time=minute("10:00")), Entry(id="n2", span=late, time=minute("14:00")))
    blog = report(text, id=blog.id, entries=entries, updated=day("2021-03-04"))
    held = claim("The dam held.", in_report=blog.id, start=6)
    broke = claim("The dam broke.", in_report=blog.id, start=26)
    readings, left_over, _ = known_until([Reading(report=blog, claims=(held, broke))], "2021-03-04T12:00")
    assert len(readings) == 1
    assert [item.claim for item in left_over] == [broke.id]


def test_no_until_leaves_all():
    assert known_until([article()], None)[0] != ()


def test_a_time_that_is_none():
    with pytest.raises(UsageError, match="expected a date or time"):
        known_until([article()], "noonish")
