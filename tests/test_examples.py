"""The example's gold quotes its reports word for word, and names nobody that is not in them."""

import datetime
import json
import re
from pathlib import Path
from typing import get_args

import pytest

from crossread import model

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
GOLD = json.loads((EXAMPLES / "gold.json").read_text(encoding="utf-8"))


def text_of(file):
    text = (EXAMPLES / "sorvania" / file).read_text(encoding="utf-8")
    return json.loads(text)["text"] if file.endswith(".jsonl") else text


TEXTS = {file: text_of(file) for file in GOLD["reports"]}


def quoted(value):
    """Give (file, words) of everything in the gold that quotes a place."""
    if isinstance(value, dict):
        if isinstance(value.get("words"), str) and "file" in value:
            yield value["file"], value["words"]
            yield from ((value["file"], part["words"]) for part in value.get("parts", ()))
        for inner in value.values():
            yield from quoted(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quoted(inner)


STRINGS = [
    *quoted(GOLD),
    *((file, words) for file, kinds in GOLD["furniture"].items() for kind in kinds.values() for words in kind),
    *((file, entry["heading"]) for file, entries in GOLD["entries"].items() for entry in entries),
]


@pytest.mark.parametrize("file", TEXTS)
def test_quoted_words_stand_there_once(file):
    counts = {words: TEXTS[file].count(words) for where, words in STRINGS if where == file}
    assert counts
    assert {words: count for words, count in counts.items() if count != 1} == {}


@pytest.mark.parametrize("file", GOLD["attributions"])
def test_attributions_stand_there(file):
    for item in GOLD["attributions"][file]:
        for words in (item["source"], item["cue"], *item["content"]):
            assert words is None or words in TEXTS[file], words


def test_every_file_is_in_the_gold_and_every_title_in_its_file():
    files = {path.name for path in (EXAMPLES / "sorvania").iterdir()} - {"sources.csv"}
    assert files == set(GOLD["reports"])
    for file, report in GOLD["reports"].items():
        assert report["title"] in (EXAMPLES / "sorvania" / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ({r["kind"] for r in GOLD["reports"].values()}, model.ReportKind),
        ({c["relation"] for r in GOLD["reports"].values() for c in r["credits"]}, model.CreditRelation),
        ({a["act"] for items in GOLD["attributions"].values() for a in items}, model.Act),
        ({figure["what"] for figure in GOLD["figures"]}, model.Counted),
        ({entry["status"] for entry in GOLD["timeline"]}, model.Modality),
        ({point["standing"] for point in GOLD["points"]}, model.Standing),
        ({kind for dispute in GOLD["disputes"] for kind in dispute["kind"]}, model.DisputeKind),
        ({cause for dispute in GOLD["disputes"] for cause in dispute["cause"]}, model.Cause),
        ({name["kind"] for name in GOLD["names"]}, model.MentionKind),
        ({position["act"] for position in GOLD["positions"]}, model.Act),
    ],
)
def test_the_gold_uses_the_words_of_the_model(words, allowed):
    assert words <= set(get_args(allowed))


def test_names_stand_in_the_reports():
    everything = "\n".join(TEXTS.values())
    for name in GOLD["names"]:
        for form in (name["name"], *name["aliases"], *name["used_by"]):
            assert form in everything, form


def test_points_and_disputes_add_up():
    for point in GOLD["points"]:
        least = {"corroborated": 2, "single_origin": 1}.get(point["standing"], 0)
        assert len(point["origins"]) >= least, point["about"]
        assert point["standing"] != "widely_stated" or not point["origins"], point["about"]
    assert all(len(dispute["sides"]) == 2 for dispute in GOLD["disputes"])


def test_weekdays_fall_on_the_days_the_reports_give():
    # a wrong calendar in the example would make right answers look wrong
    pattern = re.compile(r"(Monday|Tuesday|Wednesday|Thursday)[ ,(]+March (\d+)|\b(Mon) (\d+) Mar")
    found = [hit.groups() for text in TEXTS.values() for hit in pattern.finditer(text)]
    assert found
    for long, day, short, other in found:
        date = datetime.date(2024, 3, int(day or other))
        assert date.strftime("%A" if long else "%a") == (long or short)
