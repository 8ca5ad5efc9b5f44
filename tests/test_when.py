import pytest

from crossread import read_report, report_from_text
from crossread.when import dated, happening_time, saying_time


def reading_of(text):
    return read_report(report_from_text(text, published="2021-03-05"))  # a Friday


@pytest.mark.parametrize(
    ("text", "claimed", "start"),
    [
        ("The dam broke on Tuesday.", "The dam broke on Tuesday.", "2021-03-02"),
        # the time that opens the sentence is of its main clause
        ("On Wednesday, the council of Orvel agreed to leave.", "the council of Orvel agreed to leave", "2021-03-03"),
        # not of what was said later in the sentence
        ("On Wednesday, Ada Kolm said the mill was shut.", "the mill was shut", None),
        # a time in an aside is of the aside
        ("The ministry, which had spoken of 14 dead on Monday, raised its count.",
         "The ministry, which had spoken of 14 dead on Monday, raised its count.", None),
        # the main clause's time before that of a side clause
        ("Envoys met on Thursday to stop the offensive launched on Tuesday.",
         "Envoys met on Thursday to stop the offensive launched on Tuesday.", "2021-03-04"),
        # a duration is no time
        ("The siege went on for three weeks.", "The siege went on for three weeks.", None),
    ],
)  # fmt: skip
def test_the_time_that_governs_the_predicate(text, claimed, start):
    reading = reading_of(text)
    at = text.index(claimed)
    found = happening_time(text, reading.times, reading.report.span(at, at + len(claimed)))
    assert (dated(found).start if found else None) == start


def test_said_is_the_time_beside_the_cue():
    reading = reading_of("Ada Kolm said on Thursday that the dam broke on Tuesday.")
    said = [saying_time(reading, item) for item in reading.attributions]
    assert [item.start for item in said if item] == ["2021-03-04"]
