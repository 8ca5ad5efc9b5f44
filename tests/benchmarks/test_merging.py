"""The scorers of merging and of spellings: gold is cut as their docstrings say, and each score can fail."""

import gzip

import pytest

import merging
import variants
from crossread.model import Entity, Mention, Reading
from factories import report


def mention(text, chain="c", report=0):
    return merging.Gold(report, 0, len(text), text, chain)


def test_strict_mentions_are_names_borne_twice():
    gold = [
        mention(text) for text in ("President Dora Pelk", "Pelk of Varo", "the Varo President", "her aide Anton Brill")
    ]
    assert [one.text for one in merging._strict(gold)] == ["President Dora Pelk", "Pelk of Varo"]


@pytest.mark.parametrize(
    ("found", "chains", "scores"),
    [
        ("aab", "xxy", (1.0, 1.0)),
        ("abc", "xxx", (1.0, 1 / 3)),
        ("aaa", "xyz", (1 / 3, 1.0)),
        ("", "", (0.0, 0.0)),
    ],
)
def test_b_cubed(found, chains, scores):
    assert merging.b_cubed(found, chains)[:2] == pytest.approx(scores)


def test_a_gold_mention_that_we_did_not_find_stands_alone():
    made = report("Dora Pelk spoke. Pelk left. Nobody knew.")
    spans = [made.span(0, 9, words=True), made.span(17, 21, words=True)]
    mentions = tuple(Mention(id=f"m{n}", span=span, kind="person", entity="e1") for n, span in enumerate(spans))
    reading = Reading(report=made, mentions=mentions, entities=(Entity(id="e1", name="Dora Pelk", kind="person"),))
    gold = tuple(merging.Gold(0, *place, made.text[slice(*place)], "c") for place in ((0, 9), (17, 21), (28, 34)))
    keys, mapped = merging.ours(merging.Story((reading,), gold))
    assert mapped == 2
    assert keys[0] == keys[1] != keys[2]


def test_pairs_seen_once_are_left_out(tmp_path):
    (tmp_path / "names").mkdir()
    for language in variants.LANGUAGES:
        with gzip.open(tmp_path / "names" / f"translit_{language}.dev.tsv.gz", "wt", encoding="utf-8") as out:
            out.write("tarasov\tтарасов\t3\ntarasoff\tтарасов\t2\nmistaken\tтарасов\t1\n")
    rows = variants.latin_rows(tmp_path, "dev")
    assert [row for row in rows if row.same] == [variants.Row("tarasoff", "tarasov", True)]
    precision, recall, _, _ = variants.measure([*rows, variants.Row("tarasov", "petrova", False)])
    assert (precision, recall) == (1.0, 1.0)
    assert variants.measure([variants.Row("tarasov", "petrova", True)])[1] == 0.0
