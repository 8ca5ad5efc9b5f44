"""Sentence ends against the treebanks: exact spans, F1, on text put together again from CoNLL-U.

    python benchmarks/sentences.py [--data ../shared/data] [--json]

Sentences of a paragraph are joined as their files say (``# newpar``, ``SpaceAfter=No``), paragraphs by a
blank line, so paragraph ends are free for every splitter; the share of inner ends is printed beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

from crossread.text import split_sentences, trim

SETS = {"ewt": "ewt/dev.conllu.gz", "gum": "gum/dev.conllu.gz"}


def documents(path: Path) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Return genre, text and gold sentence spans of every document of a CoNLL-U file."""
    found: list[tuple[str, str, list[tuple[int, int]]]] = []
    genre, text, spans, glue = "", "", [], ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc"):
                if spans:
                    found.append((genre, text, spans))
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
    return [*found, (genre, text, spans)] if spans else found


def score(path: Path) -> tuple[float, dict[str, float]]:
    """Return micro F1 over all documents, and by genre."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for genre, text, gold in documents(path):
        found = split_sentences(text)
        for key in ("all", genre):
            right = len(set(found) & set(gold))
            counts[key] = [was + now for was, now in zip(counts[key], (right, len(found), len(gold)), strict=True)]
    scores = {key: 2 * right / (found + gold) for key, (right, found, gold) in counts.items()}
    return scores.pop("all"), scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = {name: score(options.data / path) for name, path in SETS.items()}
    if options.json:
        print(json.dumps({f"sentences.{name}_f1": round(total, 4) for name, (total, _) in results.items()}))
        return
    for name, (total, genres) in results.items():
        by_genre = ", ".join(f"{genre} {value:.3f}" for genre, value in sorted(genres.items()) if genre)
        print(f"{name}: sentence F1 {total:.4f}  {by_genre}")


if __name__ == "__main__":
    main()
