"""Reading many reports: in order, and each as if it stood alone."""

import json
from dataclasses import replace

import pytest

import crossread
from crossread.pipeline import BATCH, Steps, iter_readings, read_report, read_reports
from factories import report


def written(readings):
    return [json.dumps(reading.to_dict()) for reading in readings]


def test_alone_together_and_reversed(example_reports):
    reports = example_reports[:4]
    together = written(read_reports(reports))
    assert written(read_reports(reports[::-1]))[::-1] == together
    assert written(map(read_report, reports)) == together


def test_vectors_and_words_come_along():
    reading = read_report(
        crossread.report_from_text("The mayor of Varo, Ana Ruiz, said the dam held. Nobody was hurt.")
    )
    assert reading.vectors.shape == (2, 384)
    assert len(reading.tokens) == len(reading.encoded.words)
    assert all(0 <= token.head < len(reading.tokens) for token in reading.tokens)


def test_without_the_encoder_rules_read():
    text = crossread.report_from_text("The mayor of Varo said that the dam held.")
    reading = read_report(text, steps=Steps(encode=None))
    assert reading.encoded is None and reading.tokens == ()
    assert [claim.text for claim in reading.claims] == ["the dam held"]


def test_a_missing_model_is_said_once_and_rules_read(monkeypatch, tmp_path):
    monkeypatch.delenv("CROSSREAD_MODEL", raising=False)
    monkeypatch.setattr("crossread.pipeline.files", lambda _: tmp_path)
    with pytest.warns(UserWarning, match="encoder is not installed"):
        reading = read_report(crossread.report_from_text("The mayor of Varo said that the dam held."))
    assert reading.claims and reading.encoded is None


def test_reports_are_taken_a_batch_at_a_time_and_stay_in_order():
    taken = []

    def source():
        for number in range(3 * BATCH):
            taken.append(number)
            yield report(f"Report {number} was short.")

    readings = iter_readings(source(), steps=Steps(encode=None))
    first = next(readings)
    assert first.report.text == "Report 0 was short."
    assert len(taken) == 2 * BATCH
    assert [reading.report.text for reading in readings] == [f"Report {n} was short." for n in range(1, 3 * BATCH)]


def test_a_report_in_another_language_is_kept_whole():
    text = replace(report("Der Damm hielt."), language="de")
    (reading,) = read_reports([text])
    assert reading.claims == () and "not read" in reading.skipped[0].reason
