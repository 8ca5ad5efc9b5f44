"""Files, folders and standard input."""

import gzip
import io
import json
import tracemalloc

import pytest

from crossread.ingest.load import iter_reports, load_reports
from crossread.model import Report, Skipped

BRIDGE = "The bridge over the Orle fell on Tuesday morning and twelve people were hurt, the mayor of Dorvath said."
FLOOD = "Water from the Orle covered four villages below Dorvath on Friday, and the road to Imsel is closed."
HEAD = "<!DOCTYPE html><html><head><title>Bridge falls</title></head>"
PAGE = f"{HEAD}<body><article><p>{BRIDGE}</p></article></body></html>"


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, content in files.items():
            place = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


def texts(loaded):
    return sorted(report.text for report in loaded.reports)


@pytest.mark.parametrize(
    ("name", "content", "extractor"),
    [
        ("a.txt", BRIDGE.encode(), None),
        ("a.TXT", BRIDGE.encode(), None),
        ("a.md", BRIDGE.encode(), None),
        ("a.text", BRIDGE.encode("utf-16"), None),
        ("a.html", PAGE.encode(), "trafilatura"),
        ("a.xhtml", PAGE.encode(), "trafilatura"),
        ("a.html.gz", gzip.compress(PAGE.encode()), "trafilatura"),
        ("saved-as.txt", PAGE.encode(), "trafilatura"),
        ("a.jsonl", json.dumps({"text": BRIDGE}).encode(), None),
        ("a.jsonl.gz", gzip.compress(json.dumps({"text": BRIDGE}).encode()), None),
        ("a.json", json.dumps({"text": BRIDGE}, indent=2).encode(), None),
        ("a.json", json.dumps([{"text": BRIDGE}], indent=2).encode(), None),
        ("a.ndjson", b"\xef\xbb\xbf" + json.dumps({"html": PAGE}).encode(), "trafilatura"),
        ("utf16.jsonl", (json.dumps({"text": BRIDGE}) + "\n").encode("utf-16"), None),
    ],
)
def test_kinds_of_files(tmp_path, name, content, extractor):
    (tmp_path / name).write_bytes(content)
    loaded = load_reports([tmp_path])
    assert loaded.skipped == ()
    assert [report.text.lstrip("\ufeff") for report in loaded.reports] == [BRIDGE]
    assert (loaded.reports[0].extractor or "").startswith(extractor or "")
    assert loaded.reports[0].path == str(tmp_path / name)


def test_folders_are_read_with_all_that_is_in_them(folder):
    top = folder(a_dot_txt=BRIDGE, sub__deep__b_dot_md=FLOOD, _dot_hidden=b"\0", sub___dot_git__c_dot_txt=b"\0")
    (top / "sources.csv").write_text("file,outlet\na.txt,Orle Courier\n")
    loaded = load_reports([top])
    assert (texts(loaded), loaded.skipped) == ([BRIDGE, FLOOD], ())
    assert next(report for report in loaded.reports if report.text == BRIDGE).outlet.name == "Orle Courier"


def test_a_file_with_a_strange_name_is_read_where_it_is_named(folder):
    top = folder(notes=BRIDGE, _dot_rows=json.dumps({"text": FLOOD}))
    assert texts(load_reports([top / "notes", top / ".rows"])) == [BRIDGE, FLOOD]
    assert [skipped.path for skipped in load_reports([top]).skipped] == [str(top / "notes")]


def test_order_of_paths_changes_nothing(folder):
    top = folder(a_dot_txt=BRIDGE, b_dot_txt=FLOOD, c_dot_txt=BRIDGE, d_dot_txt=b"")
    paths = [top / name for name in ("a.txt", "b.txt", "c.txt", "d.txt", "none.txt")]
    assert load_reports(paths) == load_reports(paths[::-1])
    ids = [report.id for report in load_reports(paths).reports]
    assert ids == sorted(ids)


def test_the_second_of_two_equal_reports_is_named(folder):
    top = folder(a_dot_txt=BRIDGE, b_dot_txt=BRIDGE, c_dot_jsonl=f'{{"text": "{FLOOD}"}}\n{{"text": "{FLOOD}"}}\n')
    assert [(skipped.path, skipped.line, skipped.reason) for skipped in load_reports([top]).skipped] == [
        (str(top / "b.txt"), None, f"the same report as {top / 'a.txt'}"),
        (str(top / "c.jsonl"), 2, f"the same report as {top / 'c.jsonl'}, line 1"),
    ]


def test_one_text_in_two_outlets_is_two_reports():
    rows = "".join(json.dumps({"text": BRIDGE, "outlet": name}) + "\n" for name in ("Orle Courier", "Imsel Radio"))
    assert len(load_reports(["-"], stdin=io.BytesIO(rows.encode())).reports) == 2


def test_a_file_named_twice_is_one(folder):
    top = folder(a_dot_txt=BRIDGE)
    loaded = load_reports([top, top / "a.txt", top / "." / "a.txt"])
    assert (texts(loaded), loaded.skipped) == ([BRIDGE], ())


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (BRIDGE.encode(), 1),
        (PAGE.encode(), 1),
        (b"\xff\xfe" + PAGE.encode("utf-16-le"), 1),
        (f'{{"text": "{BRIDGE}"}}\n\n{{"text": "{FLOOD}"}}'.encode(), 2),
        (f'[{{"text": "{BRIDGE}"}},\n{{"text": "{FLOOD}"}}]'.encode(), 2),
        (f'\n{{\n"text": "{BRIDGE}"\n}}\n'.encode(), 1),
        (gzip.compress(BRIDGE.encode()), 1),
    ],
)
def test_standard_input_is_told_by_its_look(content, count):
    loaded = load_reports(["-"], stdin=io.BytesIO(content))
    assert (len(loaded.reports), loaded.skipped) == (count, ())
    assert BRIDGE in {report.text.lstrip("\ufeff") for report in loaded.reports}


def test_reports_come_in_the_order_given(folder):
    top = folder(z_dot_txt=BRIDGE, a_dot_txt=FLOOD)
    found = list(iter_reports([top / "z.txt", top / "none.txt", top / "a.txt"]))
    assert [type(item) for item in found] == [Report, Skipped, Report]
    assert [item.text for item in found if isinstance(item, Report)] == [BRIDGE, FLOOD]


def test_rows_are_read_one_at_a_time(tmp_path, monkeypatch):
    def unread(text, given):  # only the loading is measured here
        return Report(id=given.given_id, text=text, sha256=given.sha256)

    monkeypatch.setattr("crossread.ingest.plain.make_report", unread)
    place = tmp_path / "many.jsonl"
    with place.open("w") as file:
        for number in range(300):
            file.write(json.dumps({"id": number, "text": f"Report {number}.\n" + "x" * 60_000}) + "\n")
    tracemalloc.start()
    count = sum(isinstance(item, Report) for item in iter_reports([place]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 300
    assert peak < 3_000_000  # the file is 18 MB


def test_what_is_beside_gives_way_to_what_is_in_the_row(folder):
    rows = json.dumps({"text": BRIDGE}) + "\n" + json.dumps({"text": FLOOD, "outlet": "Imsel Radio"})
    top = folder(a_dot_jsonl=rows, sources_dot_csv="file,outlet,published\na.jsonl,Orle Courier,2031-05-06\n")
    loaded = load_reports([top])
    assert sorted(report.outlet.name for report in loaded.reports) == ["Imsel Radio", "Orle Courier"]
    assert {report.published.start for report in loaded.reports} == {"2031-05-06"}
    assert {report.published.basis for report in loaded.reports} == {"given"}
