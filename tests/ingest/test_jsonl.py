"""Rows: which fields count, what is refused, what is only noted."""

import io
import json

import pytest

from crossread.ingest.load import load_reports

TEXT = "The bridge over the Orle fell on Tuesday morning and twelve people were hurt, the mayor of Dorvath said."


def read(*rows):
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return load_reports(["-"], stdin=io.BytesIO(lines.encode("utf-8", "surrogatepass")))


def test_all_fields():
    row = {
        "id": "r-1", "text": TEXT, "title": "Bridge falls", "published": "2031-05-06T07:15:00+02:00", "unknown": [1],
        "updated": "2031-05-06T09:00Z", "outlet": "Orle Courier", "url": "https://orle.example/b", "language": "en",
    }  # fmt: skip
    loaded = read(row)
    assert loaded.skipped == ()
    report = loaded.reports[0]
    assert (report.given_id, report.title, report.outlet.name) == ("r-1", "Bridge falls", "Orle Courier")
    assert (report.url, report.language) == ("https://orle.example/b", "en")
    assert (report.published.start, report.updated.start) == ("2031-05-06T07:15+02:00", "2031-05-06T09:00Z")
    assert (report.published.basis, report.published.grain) == ("given", "minute")


def test_a_row_of_html_keeps_what_the_row_says():
    html = (
        '<html><head><meta property="article:published_time" content="2031-05-06T07:15:00Z">'
        f'<meta property="og:title" content="Page title"></head><body><article><p>{TEXT}</p></article></body></html>'
    )
    report = read({"html": html, "title": "Row title"}).reports[0]
    assert (report.title, report.published.start, report.text) == ("Row title", "2031-05-06T07:15Z", TEXT)


def test_null_and_empty_fields_are_as_good_as_none():
    loaded = read({"id": None, "text": TEXT, "title": "", "published": None, "outlet": None})
    assert (len(loaded.reports), loaded.skipped) == (1, ())


def test_a_number_is_an_id():
    assert read({"id": 17, "text": TEXT}).reports[0].given_id == "17"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{broken", "broken JSON at column 2 (Expecting property name enclosed in double quotes)"),
        ('{"text": "a"', "broken JSON at column 13 (Expecting ',' delimiter)"),
        ("[1, 2]", 'found a list, expected an object with "text" or "html"'),
        ('"a text"', "found a string, expected an object"),
        ("null", "found null, expected an object"),
        ({"body": TEXT}, 'expected an object with "text" or "html", found the fields: body'),
        ({}, "found the fields: none"),
        ({"text": 5}, 'the field "text" must be a string, found a number'),
        ({"html": ["<p>"]}, 'the field "html" must be a string, found a list'),
        ({"text": " \n "}, "the text is empty"),
        ({"text": ""}, "the text is empty"),
        ({"html": "no tags at all"}, "there is not one tag in it"),
        (
            {"format": "crossread.brief/1", "text": TEXT},
            "this is what crossread wrote ('crossread.brief/1'), not a report",
        ),
        ('{"text": ' + "[" * 100_000, "JSON nested too deeply"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(row, reason):
    loaded = read({"text": TEXT}, row, "", {"text": TEXT + " More."})
    assert len(loaded.reports) == 2
    assert [(skipped.path, skipped.line) for skipped in loaded.skipped] == [("-", 2)]
    assert reason in loaded.skipped[0].reason


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("published", "last week", "the field \"published\" is ignored: found 'last week', expected an ISO 8601 time"),
        ("published", 1925000000, 'the field "published" is ignored: found 1925000000, expected a string'),
        ("title", ["a"], "the field \"title\" is ignored: found ['a'], expected a string"),
        ("url", "orle", "the field \"url\" is ignored: found 'orle', expected an address"),
        ("id", {"a": 1}, "the field \"id\" is ignored: found {'a': 1}, expected a string"),
        ("language", "some English", "expected a language code"),
    ],
)
def test_a_bad_field_is_noted_and_the_report_kept(field, value, reason):
    loaded = read({"text": TEXT, field: value})
    assert [report.text for report in loaded.reports] == [TEXT]
    assert reason in loaded.skipped[0].reason
    assert loaded.skipped[0].reason.endswith("(the report is read all the same)")


def test_half_a_surrogate_pair_is_replaced_and_said():
    loaded = read('{"text": "Twelve \\ud800 people were hurt in Dorvath.", "title": "\\udfff"}')
    assert loaded.reports[0].text == "Twelve \ufffd people were hurt in Dorvath."
    assert "character 8 is half of a surrogate pair; read as U+FFFD" in loaded.skipped[0].reason
    json.dumps(loaded.reports[0].to_dict(), ensure_ascii=False).encode()
