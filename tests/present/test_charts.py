from dataclasses import replace

import pytest

from crossread.model import Amount, Credit
from crossread.present.charts import bar, draw_dependence, scale_of
from crossread.present.index import index_of


@pytest.mark.parametrize(
    ("low", "high", "drawn"),
    [
        (20, 20, (20, 20, False, False)),
        (20, None, (20, 100, False, True)),
        (None, 30, (0, 30, True, False)),
        (10, 30, (10, 30, False, False)),
        (500, 500, (100, 100, False, False)),  # never outside the drawing
    ],
)
def test_bars(low, high, drawn):
    made = bar(Amount(low=low, high=high), 100)
    assert made is not None
    assert (made.left, made.right, made.open_low, made.open_high) == drawn


def test_vague_words_are_not_drawn():
    assert bar(Amount(low=None, high=None, hedge="dozens"), 100) is None


def test_scale_has_room_and_a_round_end(brief):
    assert scale_of(brief.figures[0]) == 25


def test_who_takes_from_whom_is_drawn_left_to_right(brief):
    drawing = draw_dependence(index_of(brief))
    assert drawing is not None
    assert [box.label for box in drawing.boxes] == ["R2 Northline", "R3 Daily Ledger"]
    assert [arrow.label for arrow in drawing.arrows] == ["86% shared"]


def test_a_source_that_is_no_report_has_a_box_too(brief):
    reading = brief.reports[0]
    credit = Credit(to="Radio Fen", relation="reports_from", evidence=reading.report.span(0, 5))
    credited = replace(reading, report=replace(reading.report, credits=(credit,)))
    drawing = draw_dependence(index_of(replace(brief, reports=(credited, *brief.reports[1:]))))
    assert drawing is not None
    assert ("Radio Fen", False) in [(box.label, box.report) for box in drawing.boxes]


def test_an_outlet_credited_without_its_article_is_the_report_itself(brief):
    reading = brief.reports[1]
    credit = Credit(to="Harrow Post", relation="reports_from", evidence=reading.report.span(0, 5))
    credited = replace(reading, report=replace(reading.report, credits=(credit,)))
    drawing = draw_dependence(index_of(replace(brief, reports=(brief.reports[0], credited, *brief.reports[2:]))))
    assert drawing is not None
    assert all(box.report for box in drawing.boxes)


def test_two_reports_that_credit_each_other_do_not_hang(brief):
    first, second, *others = brief.reports
    names = (second.report.outlet.name, first.report.outlet.name)
    both = [
        replace(
            reading,
            report=replace(
                reading.report,
                credits=(Credit(to=name, relation="agency", evidence=reading.report.span(0, 5)),),
            ),
        )
        for reading, name in zip((first, second), names, strict=True)
    ]
    assert draw_dependence(index_of(replace(brief, reports=(*both, *others)))) is not None
