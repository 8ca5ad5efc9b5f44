import csv
import importlib.util
import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from crossread.model import Brief
from crossread.present.as_json import render_json, render_json_array
from crossread.present.as_markdown import render_markdown
from crossread.present.as_tables import COLUMNS, render_csv
from crossread.present.as_text import render_text

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "made_brief.md"
FORMATS = ROOT / "docs" / "formats"


def schema(name):
    found = json.loads((FORMATS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def with_text(brief, number, text):
    """The brief with one report's text replaced by another of the same length or longer."""
    reading = brief.reports[number]
    changed = replace(reading, report=replace(reading.report, text=text))
    return replace(brief, reports=(*brief.reports[:number], changed, *brief.reports[number + 1 :]))


def test_json_reads_back(brief):
    assert Brief.from_dict(json.loads(render_json(brief))) == brief


def test_json_fits_its_schema(brief):
    assert next(schema("brief").iter_errors(json.loads(render_json(brief))), None) is None
    readings = schema("reading")
    for reading in brief.reports:
        assert next(readings.iter_errors(json.loads(json.dumps(reading.to_dict()))), None) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.pop("story"),
        lambda data: data["points"][0].update(standing="certain"),
        lambda data: data["claims"][0].update(start="3"),
        lambda data: data["reports"][0].pop("text"),
        lambda data: data.update(format="crossread.brief/0"),
    ],
)
def test_the_schema_finds_damage(brief, damage):
    data = json.loads(render_json(brief))
    damage(data)
    assert not schema("brief").is_valid(data)


def test_schemas_are_in_step_with_the_nouns():
    spec = importlib.util.spec_from_file_location("formats_build", FORMATS / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    for name, made in (("reading", build.reading_schema()), ("brief", build.brief_schema())):
        stored = json.loads((FORMATS / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert stored == made, "run: python docs/formats/build.py"


def test_json_array_holds_every_brief(brief):
    assert len(json.loads(render_json_array([brief, brief]))) == 2


def test_json_of_half_a_surrogate_pair_can_be_written(brief):
    title = replace(brief, story=replace(brief.story, title="half \ud800 pair"))
    render_json(title).encode("utf-8")
    assert json.loads(render_json(title))["story"]["title"] == "half \ud800 pair"


def test_markdown_is_as_it_was(brief, request):
    made = render_markdown(brief)
    if request.config.getoption("--accept"):
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


def test_markdown_of_hostile_text_stays_text(brief):
    text = brief.reports[0].report.text + "\n# Heading\n- item\n<script>x</script>\n![i](http://x) | `a` \x00\u202e"
    made = render_markdown(with_text(brief, 0, text))
    assert "<script>" not in made
    assert "\n> \\# Heading" in made
    assert "!\\[i\\](http://x) \\| \\`a\\` ␀\\[RLO\\]" in made


def test_csv_has_a_row_for_each_claim(brief):
    rows = list(csv.DictReader(io.StringIO(render_csv(brief))))
    assert tuple(rows[0]) == COLUMNS
    assert sorted(row["claim"] for row in rows) == sorted(claim.id for claim in brief.claims)
    texts = {reading.report.id: reading.report.text for reading in brief.reports}
    assert all(texts[row["report"]][int(row["start"]) : int(row["end"])] == row["words"] for row in rows)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_csv_cells_are_never_formulas(brief, sign):
    points = tuple(replace(point, why=f"{sign}HYPERLINK(1)") for point in brief.points)
    rows = list(csv.DictReader(io.StringIO(render_csv(replace(brief, points=points)))))
    assert rows[0]["why"] == f"'{sign}HYPERLINK(1)"


def test_text_is_plain_and_fits(brief):
    made = render_text(brief, width=72)
    assert "\x1b" not in made
    assert max(map(len, made.splitlines())) <= 72
    assert "WHAT IS ESTABLISHED" in made


def test_text_in_colour_lets_no_escape_of_a_report_through(brief):
    story = replace(brief.story, title="\x1b[2Jgone")
    made = render_text(replace(brief, story=story), colour=True)
    assert "\x1b[1m" in made
    assert "\x1b[2J" not in made
    assert "␛[2Jgone" in made
