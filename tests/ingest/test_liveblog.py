import pytest

from crossread.ingest.given import GivenEntry
from crossread.ingest.lines import lines_of
from crossread.ingest.liveblog import Base, find_entries, given_entries
from crossread.model import Interval, Report

SAYS = "The mayor of Orvenna said that the bridge would stay closed until further notice."


def base(value, *, is_last=True):
    grain = "minute" if "T" in value else "day"
    return Base(Interval(start=value, end=value, grain=grain, basis="stated"), is_last)


def entries(text, since=None):
    report = Report(id="r1", text=text, sha256="")
    lines = lines_of(text)
    return [
        (
            entry.time.start if entry.time else None,
            text[entry.heading.start : entry.heading.end] if entry.heading else None,
            text[entry.span.start : entry.span.end],
        )
        for entry in find_entries(report, lines, lines[0], since or Base(None, False))
    ]


@pytest.mark.parametrize(
    ("first", "second", "times"),
    [
        ("3:46 p.m.: ", "12.40 p.m.: ", ["15:46", "12:40"]),
        ("15:46 – ", "12:40 – ", ["15:46", "12:40"]),
        ("15:46 - ", "12:40 - ", ["15:46", "12:40"]),
        ("[16:05 GMT] ", "[15:05 GMT] ", ["16:05Z", "15:05Z"]),
        ("16:05 GMT: ", "15:05 GMT: ", ["16:05Z", "15:05Z"]),
        ("Update 14:20: ", "Update 13:20: ", ["14:20", "13:20"]),
        ("14:20\n", "13:20\n", ["14:20", "13:20"]),
        ("**14:20** – ", "**13:20** – ", ["14:20", "13:20"]),
        ("14.20 Uhr: ", "13.20 Uhr: ", ["14:20", "13:20"]),
    ],
)
def test_ways_of_writing_the_time(first, second, times):
    found = entries(f"Flood: the news blog\n\n{first}{SAYS}\n\n{second}{SAYS}", base("2021-03-03T17:00"))
    assert [time for time, _, _ in found] == [f"2021-03-03T{time}" for time in times]


def test_headings_before_the_times_and_a_section_line():
    text = (
        "Flood in Orvenna\n\nKey points at a glance\n\nBridge gone\n\n"
        f"3:46 p.m.: {SAYS}\n\nMore rain comes\n\n1:07 p.m.: {SAYS}\n\n{SAYS}"
    )
    found = entries(text, base("2021-03-03T16:27"))
    assert [heading for _, heading, _ in found] == ["Bridge gone", "More rain comes"]
    assert found[0][2] == f"Bridge gone\n\n3:46 p.m.: {SAYS}"
    assert found[1][2] == f"More rain comes\n\n1:07 p.m.: {SAYS}\n\n{SAYS}"


def test_headings_behind_times_on_their_own_line():
    text = f"Flood in Orvenna\n\n15:46\n\nBridge gone\n\n{SAYS}\n\n13:07\n\nMore rain comes\n\n{SAYS}"
    assert [heading for _, heading, _ in entries(text)] == ["Bridge gone", "More rain comes"]


@pytest.mark.parametrize(
    ("clocks", "since", "days"),
    [
        (["00:10", "23:50", "23:10"], base("2021-03-03T00:30"), ["03", "02", "02"]),  # newest first
        (["23:50", "23:10"], base("2021-03-03T00:30"), ["02", "02"]),  # updated after midnight
        (["22:10", "23:50", "00:20"], base("2021-03-03T00:30"), ["02", "02", "03"]),  # oldest first, updated at the end
        (["22:10", "23:50", "00:20"], base("2021-03-02", is_last=False), ["02", "02", "03"]),  # published at the start
        (["16:00", "14:00", "14:10", "12:00", "11:00"], base("2021-03-03"), ["03"] * 5),  # one came late
    ],
)
def test_days_roll_over_midnight(clocks, since, days):
    text = "Flood in Orvenna\n\n" + "\n\n".join(f"{clock} – {SAYS}" for clock in clocks)
    assert [time[8:10] for time, _, _ in entries(text, since)] == days


def test_day_headings_set_the_day():
    text = (
        f"Flood in Orvenna\n\nThursday, 4 March\n\n09:10: {SAYS}\n\n"
        f"Wednesday, 3 March\n\n21:00: {SAYS}\n\n20:00: {SAYS}"
    )
    found = entries(text, base("2021-03-04T10:00"))
    assert [time for time, _, _ in found] == ["2021-03-04T09:10", "2021-03-03T21:00", "2021-03-03T20:00"]
    assert found[0][2] == f"09:10: {SAYS}"


def test_a_day_in_brackets():
    text = f"Flood in Orvenna\n\nUPDATE @ 3:21 p.m. (Feb. 8)\n\n{SAYS}\n\nUPDATE @ 4:30 p.m. (Feb. 7)\n\n{SAYS}"
    assert [time for time, _, _ in entries(text, base("2021-02-09"))] == ["2021-02-08T15:21", "2021-02-07T16:30"]


def test_no_day_known_no_time():
    assert [time for time, _, _ in entries(f"Flood in Orvenna\n\n15:46 – {SAYS}\n\n13:07 – {SAYS}")] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        f"Flood in Orvenna\n\n15:46 – {SAYS}",  # one is no blog
        f"Flood in Orvenna\n\n{SAYS}\n\nAt 3:46 p.m. the bridge fell.\n\nBy 5:10 p.m. all were safe.",
        "Programme\n\n10:00 – Opening\n\n11:30 – Lunch\n\n13:00 – Talk",  # a list that says nothing
        "\n\n".join(  # a chronology inside an article
            [f"Flood in Orvenna\n\n{SAYS}", *[SAYS] * 8, f"09:10: {SAYS}", f"09:40: {SAYS}"]
        ),
        "\n\n".join(f"{clock} – {SAYS}" for clock in ("09:00", "12:00", "10:00", "11:30", "09:30")),  # runs no way
        f"Scores\n\n2:1 – {SAYS}\n\n3:2 – {SAYS}",
        f"Ratios\n\n3.46: {SAYS}\n\n2.10: {SAYS}",
        "",
    ],
)
def test_none_invented(text):
    assert entries(text, base("2021-03-03")) == [] if text else True


def test_entries_of_metadata_are_found_in_the_text():
    text = (
        f"Flood in Orvenna\n\nBridge gone\n\n{SAYS}\n\nMore rain\n\nIt rained  all night in the hills above the town."
    )
    given = (
        GivenEntry(published="2021-03-03T15:46:10+01:00", headline="Bridge gone", body=SAYS),
        GivenEntry(published="2021-03-03T13:07:00+01:00", headline=None, body="It rained all night in the hills above"),
        GivenEntry(published="2021-03-03T11:00:00+01:00", headline="Not there", body="This was left out of the page."),
    )
    found = given_entries(Report(id="r1", text=text, sha256=""), given, "metadata")
    assert [entry.time.start for entry in found] == ["2021-03-03T15:46+01:00", "2021-03-03T13:07+01:00"]
    assert [entry.time.basis for entry in found] == ["metadata", "metadata"]
    assert text[found[1].span.start :].startswith("It rained  all night")
