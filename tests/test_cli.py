"""The command line: exit codes, where output goes, and help that teaches."""

import json

import pytest
from click.testing import CliRunner

from crossread.cli import main

TEXT = """Bridge closed at Tarvelle

March 4, 2021 10:15

The bridge at Tarvelle was closed on Thursday, the Road Office said. At least 12 people were injured.
"""


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *args, **kwargs: runner.invoke(main, [str(arg) for arg in args], **kwargs)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(TEXT.replace("Road Office", "town council"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def brief_json(run, folder):
    path = folder / "out.json"
    assert run("brief", folder / "one.txt", folder / "two.txt", "-o", path).exit_code == 0
    return path


@pytest.mark.parametrize("verb", ["brief", "read", "stories", "why", "verify"])
def test_help_shows_an_example(run, verb):
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert f"crossread {verb}" in result.output.split("Example", 1)[1]


def test_version(run):
    assert run("--version").output.startswith("crossread, version ")


def test_brief_as_text_goes_to_standard_output(run, folder):
    result = run("brief", folder)
    assert result.exit_code == 0
    assert "12 people were injured" in result.stdout


def test_the_ending_chooses_the_format(run, folder):
    run("brief", folder, "-o", folder / "b.html")
    assert (folder / "b.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_an_unreadable_input_exits_1_and_the_rest_is_written(run, folder):
    (folder / "broken.jsonl").write_text('{"text": "Fine words stand here."}\n{"text": \n', encoding="utf-8")
    result = run("brief", folder, "--json")
    assert result.exit_code == 1
    assert "broken.jsonl:2:" in result.stderr
    assert len(json.loads(result.stdout)["reports"]) == 3


def test_where_nothing_can_be_read_each_reason_is_named(run, tmp_path):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = run("brief", tmp_path / "empty.txt")
    assert result.exit_code == 1
    assert "empty.txt: the text is empty" in result.stderr


def test_a_file_given_twice_is_noted_and_no_failure(run, folder):
    (folder / "again.txt").write_text(TEXT, encoding="utf-8")
    result = run("brief", folder / "one.txt", folder / "again.txt", "--json")
    assert result.exit_code == 0
    assert "the same report as" in result.stderr
    assert len(json.loads(result.stdout)["reports"]) == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["brief"], "Missing argument"),
        (["brief", "{folder}", "--rule", "guess"], "expected one of as-reported, acled, ucdp"),
        (["brief", "{folder}", "--until", "soon"], "expected a date or time"),
        (["verify", "{folder}/one.txt"], "not JSON"),
        (["verify", "{folder}/none.json"], "No such file"),
        (["why", "{brief}", "zzz"], "expected the id of one line"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_was_expected(run, folder, brief_json, args, words):
    result = run(*(arg.format(folder=folder, brief=brief_json) for arg in args))
    assert result.exit_code == 2
    assert words in result.stderr


def test_read_prints_one_object_a_report_in_input_order(run, tmp_path):
    rows = [{"id": f"n{number}", "text": f"The mayor of Orvel said {number} roads were shut."} for number in (3, 1, 2)]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = run("read", path, "--json")
    assert [json.loads(line)["report"]["given_id"] for line in result.stdout.splitlines()] == ["n3", "n1", "n2"]


def test_standard_input(run):
    result = run("read", "-", "--json", input=json.dumps({"id": "x", "text": TEXT}))
    assert json.loads(result.stdout)["report"]["given_id"] == "x"


def test_stories_prints_given_ids(run, folder):
    row = json.loads(run("stories", folder, "--json").stdout.splitlines()[0])
    assert {"story", "reports", "title", "first", "last"} <= set(row)


def test_verify_is_sound_then_is_not(run, brief_json):
    assert run("verify", brief_json).exit_code == 0
    text = brief_json.read_text(encoding="utf-8")
    brief_json.write_text(text.replace("At least 12", "At least 13", 1), encoding="utf-8")
    result = run("verify", brief_json)
    assert result.exit_code == 1
    assert "found" in result.stdout and "expected" in result.stdout and str(brief_json) in result.stdout


def test_verify_reads_standard_input(run, brief_json):
    assert run("verify", "-", input=brief_json.read_bytes()).exit_code == 0


def test_why_shows_the_words(run, brief_json):
    point = next(
        point for point in json.loads(brief_json.read_text(encoding="utf-8"))["points"] if "injured" in point["text"]
    )
    result = run("why", brief_json, point["id"])
    assert result.exit_code == 0
    assert point["text"] in result.stdout


def test_until_leaves_out_what_came_later(run, folder):
    late = TEXT.replace("March 4", "March 6").replace("At least 12", "At least 15")
    (folder / "late.txt").write_text(late, encoding="utf-8")
    result = run("brief", folder, "--json", "--until", "2021-03-05")
    brief = json.loads(result.stdout)
    assert len(brief["reports"]) == 2
    assert any("late.txt" in (item["path"] or "") for item in brief["rests_on"]["skipped"])


def test_split_makes_an_array(run, folder):
    result = run("brief", folder, "--split", "--json")
    assert isinstance(json.loads(result.stdout), list)
