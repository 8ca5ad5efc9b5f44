"""Sentence ends against the treebanks and PolNeAR's silver layer: exact spans, F1, and what ends are found or missed.

    python benchmarks/sentences.py [--data ../shared/data] [--json]

Sentences of a treebank's paragraph are joined as their files say (``# newpar``, ``SpaceAfter=No``), paragraphs by a
blank line, so paragraph ends are free for every splitter. PolNeAR (news) has a line a paragraph, and CoreNLP's
sentences, which are no gold. An end is named by what stands before it. Beside F1 stands what would be reached by
cutting at every right full stop and nowhere else: the rest is where nothing but the words tells.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crossread.splitting import split_blocks
from crossread.text import lines, trim

SETS = ("ewt", "gum", "polnear")
STOPS = ".!?…"
PARTED = ("paragraph", ". ", "! ? ...", "stop and quote")
CLOSERS = "\"'”’»)]}"
Span = tuple[int, int]
Counts = dict[str, tuple[int, int, int]]


class Document(NamedTuple):
    """One text, the stretches that are split each for itself, and its gold sentences."""

    genre: str
    text: str
    blocks: list[Span]
    gold: list[Span]


def treebank(path: Path) -> list[Document]:
    """Return every document of a CoNLL-U file."""
    found: list[Document] = []
    genre, text, spans, glue = "", "", [], ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc"):
                if spans:
                    found.append(Document(genre, text, [(0, len(text))], spans))
                genre, text, spans, glue = "", "", [], ""
            elif line.startswith("# newpar"):
                glue = "\n\n"
            elif line.startswith("# meta::genre"):
                genre = line.split("=", 1)[1].strip()
            elif line.startswith("# text ="):
                text += glue if text else ""
                words = line.split("=", 1)[1].strip()
                spans.append(trim(text + words, len(text)))
                text += words
                glue = " "
            elif line[0].isdigit():
                glue = "" if "SpaceAfter=No" in line else " "
    return [*found, Document(genre, text, [(0, len(text))], spans)] if spans else found


def silver(data: Path) -> list[Document]:
    """Return PolNeAR's dev texts with CoreNLP's sentences."""
    with gzip.open(data / "polnear/dev.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = {row["id"]: row["text"] for row in map(json.loads, file)}
    found = []
    with gzip.open(data / "polnear/silver_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            text = texts[row["id"]]
            gold = [trim(text, one["start"], one["end"]) for one in row["sentences"]]
            found.append(Document("", text, lines(text), gold))
    return found


def documents(data: Path, name: str) -> list[Document]:
    """Return the documents of one set."""
    return silver(data) if name == "polnear" else treebank(data / name / "dev.conllu.gz")


def kind_of(text: str, start: int) -> str:
    """Name the end before ``start`` by what stands there."""
    left = text[:start].rstrip()
    if "\n" in text[len(left) : start]:
        return "paragraph"
    bare = left.rstrip(CLOSERS)
    if not bare or bare[-1] not in STOPS:
        return "bracket or quote" if left != bare else "no sign" if left[-1:].isalnum() else "other sign"
    if left != bare:
        return "stop and quote"
    return "no space" if len(left) == start else ". " if bare.endswith(".") and bare[-2:] != ".." else "! ? ..."


def f1(right: int, found: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / max(found + gold, 1)


def by_stops(text: str, gold: list[Span]) -> list[Span]:
    """Return what is left of the gold sentences where only paragraphs and stops with white space part them."""
    made: list[Span] = []
    for start, end in gold:
        if made and kind_of(text, start) not in PARTED:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def score(read: Iterable[Document]) -> dict[str, Counts]:
    """Count right, found and gold: sentences by genre (and "all", "stops alone"), and ends by kind."""
    spans: Counts = defaultdict(lambda: (0, 0, 0))
    ends: Counts = defaultdict(lambda: (0, 0, 0))
    for genre, text, blocks, gold in read:
        found = [span for block in split_blocks(text, blocks) for span in block]
        for key, one in (("all", found), (genre, found), ("stops alone", by_stops(text, gold))):
            _add(spans, key, set(one), set(gold))
        kinds: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
        for side, those in enumerate((found, gold)):
            for start, _ in those:
                if text[:start].strip():
                    kinds[kind_of(text, start)][side].add(start)
        for kind, (ours, wanted) in kinds.items():
            _add(ends, kind, ours, wanted)
    return {"spans": spans, "ends": ends}


def _add(counts: Counts, key: str, found: set[Any], gold: set[Any]) -> None:
    more = (len(found & gold), len(found), len(gold))
    counts[key] = tuple(was + now for was, now in zip(counts[key], more, strict=True))  # type: ignore[assignment]


def milliseconds(read: Sequence[Document]) -> float:
    """Return what splitting costs for 900 word pieces, at some 4.4 characters each, best of three."""
    size = sum(len(one.text) for one in read)
    took = []
    for _ in range(3):
        began = time.process_time()
        for one in read:
            split_blocks(one.text, one.blocks)
        took.append(time.process_time() - began)
    return min(took) * 1000 * 900 * 4.4 / size


def show(name: str, spans: Counts, ends: Counts) -> None:
    """Print one set."""
    right, found, gold = spans.pop("all")
    ceiling = f1(*spans.pop("stops alone"))
    print(f"{name}: sentence F1 {f1(right, found, gold):.4f}  precision {right / found:.4f}  recall {right / gold:.4f}"
          f"  with every stop right and nothing else {ceiling:.4f}")  # fmt: skip
    if genres := ", ".join(f"{genre} {f1(*counts):.3f}" for genre, counts in sorted(spans.items()) if genre):
        print(f"  {genres}")
    for kind, (right, found, gold) in sorted(ends.items(), key=lambda item: -item[1][2]):
        print(f"  {kind:18}{gold:6} gold{found:6} found{right:6} right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    read = {name: documents(options.data, name) for name in SETS}
    results = {name: score(those) for name, those in read.items()}
    cost = milliseconds(read["polnear"])
    if options.json:
        scores = {f"sentences.{name}_f1": round(f1(*result["spans"]["all"]), 4) for name, result in results.items()}
        print(json.dumps(scores))
        return
    for name, result in results.items():
        show(name, **result)
    print(f"{cost:.2f} ms for a report of 900 word pieces")


if __name__ == "__main__":
    main()
