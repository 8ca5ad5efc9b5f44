"""Attributions against PolNeAR's dev part: exact F1 of source, cue and content, token F1 of content.

    python benchmarks/attributions.py [--data ../shared/data] [--json] [--part dev|train] [--show N]

Counted as ``data/README.md`` says: span ends are trimmed of space, quotes and punctuation; pieces of one
content with nothing else between them are one span; the same span in two attributions counts once; the
first annotator is the gold; an attribution read inside another one's content is set aside ("nested too"
leaves it in). A relation is right where source and content each share half of the longer one's words.
Texts are read as ``crossread.read_reports`` reads them; ``--rules`` leaves the encoder out. ``--show`` prints that
many of the spans missed and wrong, role by role.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from crossread.model import Attribution, Report
from crossread.pipeline import Steps, read_reports
from crossread.text import words

ROLES = ("source", "cue", "content")
KEYS = (*ROLES, "token", "relation", *(f"nested {role}" for role in ROLES))
Spans = set[tuple[int, int]]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim white space, quotation marks and punctuation at both sides."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def joined(text: str, pieces: Iterable[tuple[int, int]]) -> Spans:
    """Return the pieces of one role, those with nothing but punctuation between them made one."""
    done: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if done and not any(letter.isalnum() for letter in text[done[-1][1] : start]):
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    spans = {trimmed(text, *piece) for piece in done}
    return {span for span in spans if span[0] < span[1]}


def gold_of(row: dict[str, Any]) -> dict[str, Spans]:
    """Return the gold spans by role."""
    return {
        role: {span for item in row["attributions"] for span in joined(row["text"], map(tuple, item[role]))}
        for role in ROLES
    }


def found_in(text: str, attributions: Iterable[Attribution]) -> dict[str, Spans]:
    """Return our spans by role."""
    found: dict[str, Spans] = {role: set() for role in ROLES}
    for item in attributions:
        if item.source:
            found["source"].add(trimmed(text, item.source.start, item.source.end))
        if item.cue:
            found["cue"].add(trimmed(text, item.cue.start, item.cue.end))
        found["content"] |= joined(text, ((piece.start, piece.end) for piece in item.content))
    return found


def read(rows: Iterable[dict[str, Any]], *, rules: bool = False) -> list[tuple[Attribution, ...]]:
    """Read the texts without their furniture being known."""
    reports = (Report(id=row["id"], text=row["text"], sha256="") for row in rows)
    steps = Steps(encode=None) if rules else Steps()
    return [reading.attributions for reading in read_reports(reports, steps=steps)]


def relations(text: str, found: Iterable[Attribution], gold: Iterable[dict[str, Any]]) -> tuple[int, int, int]:
    """Return how many attributions are right, found and in the gold; one of the gold can be matched once."""
    left, mine = list(gold), list(found)
    everything, right = len(left), 0
    for item in mine:
        source = [(item.source.start, item.source.end)] if item.source else []
        content = [(piece.start, piece.end) for piece in item.content]
        match = next((g for g in left if alike(text, source, g["source"]) and alike(text, content, g["content"])), None)
        if match is not None:
            left.remove(match)
            right += 1
    return right, len(mine), everything


def alike(text: str, one: Iterable[Sequence[int]], other: Iterable[Sequence[int]]) -> bool:
    """Tell whether two parts share half of the longer one's words; parts that are not there are alike."""
    left, right = (tokens(text, {(span[0], span[1]) for span in spans}) for spans in (one, other))
    return not (left or right) or 2 * len(left & right) >= max(len(left), len(right), 1)


def tokens(text: str, spans: Spans) -> set[int]:
    """Return the starts of the words inside any of the spans."""
    inside: set[int] = set()
    for start, end in spans:
        inside |= {start + left for left, _ in words(text[start:end])}
    return inside


def f1(right: int, found: int, gold: int) -> float:
    """Return F1 from counts."""
    return 2 * right / (found + gold) if found + gold else 0.0


def evaluate(rows: list[dict[str, Any]], *, rules: bool = False) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Return the scores and, by role, lines that show what was missed or wrong."""
    counts = {key: [0, 0, 0] for key in KEYS}
    shown: dict[str, list[str]] = {role: [] for role in ROLES}
    for row, everything in zip(rows, read(rows, rules=rules), strict=True):
        text, gold = row["text"], gold_of(row)
        flat = [item for item in everything if item.inside is None]
        outer = found_in(text, flat)
        for place, value in enumerate(relations(text, flat, row["attributions"])):
            counts["relation"][place] += value
        nested = found_in(text, everything)
        for role in ROLES:
            _count(counts[role], outer[role], gold[role])
            _count(counts[f"nested {role}"], nested[role], gold[role])
            shown[role] += [_line("MISS", text, span) for span in sorted(gold[role] - outer[role])]
            shown[role] += [_line("WRONG", text, span) for span in sorted(outer[role] - gold[role])]
        _count(counts["token"], tokens(text, outer["content"]), tokens(text, gold["content"]))
    scores = {}
    for key, (right, found, gold_count) in counts.items():
        scores[key] = f1(right, found, gold_count)
        scores[f"{key} precision"] = right / max(found, 1)
        scores[f"{key} recall"] = right / max(gold_count, 1)
    return scores, shown


def _count(into: list[int], found: set[Any], gold: set[Any]) -> None:
    for place, value in enumerate((len(found & gold), len(found), len(gold))):
        into[place] += value


def _line(what: str, text: str, span: tuple[int, int]) -> str:
    before, after = text[max(0, span[0] - 60) : span[0]], text[span[1] : span[1] + 60]
    return f"{what:5} {before}[[{text[slice(*span)]}]]{after}".replace("\n", "/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    parser.add_argument("--rows", type=int, default=None, help="only the first so many texts")
    parser.add_argument("--rules", action="store_true", help="without the encoder")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    with gzip.open(options.data / "polnear" / f"{options.part}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][: options.rows]
    scores, shown = evaluate(rows, rules=options.rules)
    named = {f"attributions.{role}_f1": round(scores[role], 4) for role in ROLES}
    named["attributions.content_token_f1"] = round(scores["token"], 4)
    named["attributions.relation_f1"] = round(scores["relation"], 4)
    if options.json:
        print(json.dumps(named))
        return
    for key in KEYS:
        print(f"{key:16} F1 {scores[key]:.4f}  P {scores[key + ' precision']:.4f}  R {scores[key + ' recall']:.4f}")
    chooser = random.Random(1)
    for role in ROLES:
        for line in chooser.sample(shown[role], min(options.show, len(shown[role]))):
            print(role, line)


if __name__ == "__main__":
    main()
