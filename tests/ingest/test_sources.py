"""sources.csv beside the files."""

import pytest

from crossread.ingest.load import load_reports

TEXT = "The bridge over the Orle fell on Tuesday morning and twelve people were hurt, the mayor of Dorvath said."


@pytest.fixture
def load(tmp_path):
    def with_sources(content, *, below=""):
        folder = tmp_path / below
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "a.txt").write_text(TEXT)
        (tmp_path / "sources.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_reports([tmp_path])

    return with_sources


def test_all_columns(load):
    loaded = load(
        "file,outlet,published,zone,url,title\n"
        'a.txt,"Courier, Orle",2031-05-06 07:15,+02:00,https://orle.example/b,Bridge falls\n'
    )
    assert loaded.skipped == ()
    report = loaded.reports[0]
    assert (report.outlet.name, report.url, report.title) == ("Courier, Orle", "https://orle.example/b", "Bridge falls")
    assert (report.published.start, report.published.basis) == ("2031-05-06T07:15+02:00", "given")


def test_byte_order_mark_case_space_and_blank_lines(load):
    loaded = load("\ufeffFile , OUTLET\r\na.txt, Orle Courier \r\n\r\n".encode())
    assert (loaded.reports[0].outlet.name, loaded.skipped) == ("Orle Courier", ())


def test_a_file_further_down(load):
    loaded = load("file,outlet\nmay/six/a.txt,Orle Courier\n", below="may/six")
    assert (loaded.reports[0].outlet.name, loaded.skipped) == ("Orle Courier", ())


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 1, "found no column named file; expected a header with file and any of outlet"),
        ("a.txt,Orle Courier\n", 1, "found no column named file"),
        ("file,publisher\na.txt,Orle Courier\n", 1, "unknown column 'publisher'; expected a header"),
        ("file,outlet,outlet\na.txt,b,c\n", 1, "a column stands twice in the header"),
        ("file,outlet\nb.txt,Orle Courier\n", 2, "there is no file 'b.txt' beside it; the row is not used"),
        ("file,outlet\n,Orle Courier\n", 2, "there is no file '' beside it"),
        ("file,outlet\na.txt,Orle Courier\na.txt,Imsel Radio\n", 3, "the file 'a.txt' has a row above"),
        ("file,outlet\na.txt,Orle, Courier\n", 2, "found 3 cells, expected 2 as in the header"),
        ("file,published\na.txt,6 May\n", 2, "the field \"published\" is ignored: found '6 May', expected an ISO 8601"),
        ("file,zone\na.txt,CET\n", 2, "the field \"zone\" is ignored: found 'CET', expected an offset such as +02:00"),
        (b"\x89PNG\r\n\x1a\n", 1, "this is a PNG image, not text"),
        (b'file,outlet\n"a.txt', 1, "unexpected end of data; none of it is used"),
    ],
)
def test_what_is_wrong_is_named_and_the_reports_are_read(load, tmp_path, content, line, reason):
    loaded = load(content)
    assert [report.text for report in loaded.reports] == [TEXT]
    assert [(skipped.path, skipped.line) for skipped in loaded.skipped] == [(str(tmp_path / "sources.csv"), line)]
    assert reason in loaded.skipped[0].reason
