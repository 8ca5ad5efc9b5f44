"""Bad inputs, each with its own clear message; the good report beside them is always read."""

import gzip
import io
import json
import os

import pytest

from crossread.ingest import load, streams
from crossread.ingest.load import load_reports

GOOD = "The bridge over the Orle fell on Tuesday morning and twelve people were hurt, the mayor of Dorvath said."
ROW = json.dumps({"text": GOOD + " Row."}).encode() + b"\n"

FILES = [
    ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "this is a PNG image, not text"),
    ("photo.md", b"\xff\xd8\xff\xe0" + bytes(99), "this is a JPEG image, not text"),
    ("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "this is a PDF document, not text; convert it to text or HTML first"),
    ("letter.txt", b"PK\x03\x04\x14\0word/document.xml", "this is a Word document (.docx)"),
    ("pack.html", b"PK\x03\x04\x14\0x", "this is a ZIP archive"),
    ("old.text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Office document"),
    ("rich.txt", b"{\\rtf1\\ansi Hello}", "this is an RTF document"),
    ("voice.txt", b"ID3\x04\0\0", "this is MP3 audio"),
    ("film.html", b"\0\0\0\x18ftypmp42", "this is MP4 video or audio"),
    ("table.jsonl", b"\x89PNG\r\n\x1a\n", "this is a PNG image, not JSON; expected one object a line"),
    ("empty.txt", b"", "the text is empty; there is nothing to read"),
    ("empty.html", b"", "there is not one tag in it, so it is no web page"),
    ("empty.jsonl", b"", "the file is empty; expected one JSON object a line"),
    ("blank.md", b" \n\t\r\n\xef\xbb\xbf", "the text is empty"),
    ("zeros.txt", bytes(5000), "this is binary data of an unknown kind, not text"),
    ("noise.txt", bytes(range(256)) * 20, "this is binary data of an unknown kind, not text"),
    ("app.html", b"<html><body><div id=app></div><script>run()</script></body></html>", "no running text is found"),
    ("words.html", b"no markup at all", "there is not one tag in it"),
    ("cut.html.gz", gzip.compress(GOOD.encode() * 50)[:-40], "the compressed data is damaged"),
    ("fake.jsonl.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03garbage!", "the compressed data is damaged"),
    ("picture.svgz", b"\x1f\x8b", ".svgz is not read in folders (read are .txt, .md, .html, .json, .jsonl"),
    ("scan.tiff", b"II*\0", ".tiff is not read in folders"),
    ("list.json", b'[{"text": "a"}, ', "broken JSON"),
    ("deep.json", b"[" * 200_000, "JSON nested too deeply"),
    ("number.json", b"17", 'found a number, expected an object with "text" or "html"'),
]


@pytest.mark.parametrize(("name", "content", "reason"), FILES, ids=[name for name, _, _ in FILES])
def test_a_bad_file_is_named_and_the_rest_goes_on(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(GOOD)
    loaded = load_reports([tmp_path])
    assert [report.text for report in loaded.reports] == [GOOD]
    assert [skipped.path for skipped in loaded.skipped] == [str(tmp_path / name)]
    assert reason in loaded.skipped[0].reason


def test_broken_json_on_line_7(tmp_path):
    rows = [json.dumps({"text": f"{GOOD} {number}"}) for number in range(9)]
    rows[6] = rows[6][:-3]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    loaded = load_reports([tmp_path])
    assert len(loaded.reports) == 8
    assert [(skipped.path, skipped.line) for skipped in loaded.skipped] == [(str(tmp_path / "rows.jsonl"), 7)]
    assert "broken JSON at column" in loaded.skipped[0].reason


def test_a_file_of_200_megabytes_is_named_with_its_size_and_not_read(tmp_path):
    with (tmp_path / "dump.txt").open("wb") as file:
        file.truncate(200_000_000)  # takes no room on the disk
    reason = load_reports([tmp_path]).skipped[0].reason
    assert reason == "too large: 200 MB, and 50 MB is the most that is read as one report; cut it into reports"


def test_what_unpacks_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "LARGEST", 100_000)
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(bytes(10_000_000)))
    assert "too large: more, once unpacked" in load_reports([tmp_path]).skipped[0].reason


def test_a_line_that_is_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr("crossread.ingest.jsonl.LARGEST", 1000)
    (tmp_path / "rows.jsonl").write_bytes(ROW + b'{"text": "' + b"x" * 5000 + b'"}\n' + ROW.replace(b"Row", b"Two"))
    loaded = load_reports([tmp_path])
    assert len(loaded.reports) == 2
    assert [skipped.line for skipped in loaded.skipped] == [2]
    assert "the line is longer than" in loaded.skipped[0].reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("no/such/file.txt", "there is no such file or folder; check the path"),
        ("nul\0l.txt", "there is no such file or folder; check the path"),
        ("x" * 5000, "cannot be read: File name too long"),
    ],
)
def test_paths_that_lead_nowhere(path, reason):
    assert [skipped.reason.partition(" (")[0] for skipped in load_reports([path]).skipped] == [reason]


def test_an_empty_folder(tmp_path):
    (tmp_path / "sub" / ".hidden").mkdir(parents=True)
    assert "the folder holds no files" in load_reports([tmp_path]).skipped[0].reason


def test_links_in_a_circle_and_to_nowhere(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(GOOD)
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    loaded = load_reports([tmp_path])
    assert len(loaded.reports) == 1
    assert {os.path.basename(skipped.path) for skipped in loaded.skipped} == {"lost.txt", "self.txt"}  # noqa: PTH119


def test_folders_nested_deep(tmp_path):
    place = tmp_path.joinpath(*["d"] * 100)
    place.mkdir(parents=True)
    (place / "a.txt").write_text(GOOD)
    assert len(load_reports([tmp_path]).reports) == 1


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert load_reports([tmp_path]).skipped[0].reason == "neither a file nor a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.txt").chmod(0)
    assert "Permission denied" in load_reports([tmp_path]).skipped[0].reason


def test_a_disk_that_fails(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError(5, "Input/output error")

    (tmp_path / "a.txt").write_text(GOOD)
    monkeypatch.setattr("pathlib.Path.open", fail)
    assert load_reports([tmp_path]).skipped[0].reason == "cannot be read: Input/output error"


def test_standard_input_that_is_not_there():
    assert "standard input was asked for and there is none" in load_reports(["-"]).skipped[0].reason


def test_damaged_characters_are_kept_and_said(tmp_path):
    (tmp_path / "a.txt").write_bytes(("Ein Brückenbogen über der Örle ist eingestürzt. " + GOOD).encode() + b"\xe2\x80")
    loaded = load_reports([tmp_path])
    assert loaded.reports[0].text.endswith("\ufffd")
    assert "not all of it is valid UTF-8: byte" in loaded.skipped[0].reason


def test_a_stream_that_gives_little_at_a_time():
    class Slow(io.RawIOBase):
        rest = ROW * 1 + ROW.replace(b"Row", b"Two")

        def readable(self):
            return True

        def read(self, size=-1):
            piece, self.rest = self.rest[:7], self.rest[7:]
            return piece

    assert len(load_reports(["-"], stdin=Slow()).reports) == 2


def test_put_back_reads_all():
    stream = streams.put_back(b"ab\nc", io.BytesIO(b"d\nef"))
    assert [stream.readline(), stream.readline(), stream.read()] == [b"ab\n", b"cd\n", b"ef"]
