"""A figure keeps every reading with its holder, its time and its parts."""

from crossread import build_brief, read_reports, report_from_text

FIRST = (
    "Twelve people were killed in Orvel on Monday, including four children, Ada Kolm said. "
    "These numbers could not be independently verified. Nobody was hurt in Tessin."
)
LATER = "The death toll in Orvel rose to 19, Ada Kolm said. The road to Orvel is 40 km long and 900 people live there."


def brief():
    reports = [
        report_from_text(FIRST, published="2021-03-01", outlet="The Harrow Post"),
        report_from_text(LATER, published="2021-03-03", outlet="Radio Nine"),
    ]
    return build_brief(read_reports(reports))


def figure_of(what):
    return next(figure for figure in brief().figures if figure.what == what)


def test_readings_come_in_the_order_of_time_with_range_and_parts():
    killed = figure_of("killed")
    assert [reading.amount.low for reading in killed.readings] == [12, 19]
    assert (killed.low, killed.high) == (12, 19)
    assert [(part.of, part.amount.low) for part in killed.readings[0].parts] == [("children", 4)]
    assert [reading.unverified for reading in killed.readings] == [True, False]
    assert [reading.as_of.start[:10] for reading in killed.readings] == ["2021-03-01", "2021-03-03"]


def test_only_counts_make_figures():
    assert {figure.what for figure in brief().figures} <= {"killed", "injured"}


def test_a_toll_that_moved_says_so_in_words():
    moved = [item for item in brief().disputes if item.cause == "later_update"]
    assert all(item.compared["change"] == ("rose from 12 to 19",) for item in moved)
