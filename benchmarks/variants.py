"""Spellings of one name against other names: precision and recall at the thresholds that merging uses.

    python benchmarks/variants.py [--data ../shared/data] [--json]

* **ru, ar, he**: Latin names with their native ones from the dev parts, the native ones brought to Latin letters by
  anyascii. The pairs were mined from lists of people, and those seen for one person only are often no names of one
  another ("giant", "gigandet"): they are left out. Of the others some are still translations.
* **latin**: two Latin spellings of one native name.

Against each such pair stand two that are no variants: the left name with a right one drawn from the others, and
a near miss, which is one of the nearest names with the same first consonants whose native names, in a language
that has both, differ by more than a letter.
``plain_letters`` is Levenshtein similarity alone, at the threshold that gives it our recall.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from crossread.spelling import consonants, latin, similar_parts

__all__ = ["LANGUAGES", "THRESHOLD", "Row", "cross_rows", "latin_rows", "main"]

LANGUAGES = ("ru", "ar", "he")
# The threshold that crossread.align.spellings asks of a name that stands alone.
THRESHOLD = 0.8
# Near misses are looked for among so many names of a block; at most so many pairs are asked a kind.
BLOCK, MOST_ROWS = 40, 1_000
MOST_SPELLINGS = 5
# The near miss is any of so many nearest, not always the very nearest: else likeness itself would mark the misses.
NEAREST = 4


class Row(NamedTuple):
    """Two names, and whether they are one."""

    left: str
    right: str
    same: bool


def pairs(data: Path, language: str, part: str) -> list[tuple[str, str]]:
    """Return (Latin name, native name) that were seen for two people or more."""
    path = data / "names" / f"translit_{language}.{part}.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [line.rstrip("\n").split("\t") for line in lines]
    return [(one, other) for one, other, seen in found if int(seen) > 1 and len(latin(one)) > 2 and len(other) > 1]


def cross_rows(data: Path, language: str, part: str, most: int = MOST_ROWS) -> list[Row]:
    """Return Latin names beside native ones, a third of them variants."""
    found = pairs(data, language, part)
    natives: dict[str, set[str]] = defaultdict(set)
    for one, other in found:
        natives[one].add(f"{language} {other}")
    chance = random.Random(f"{language} {part}")
    chosen = sorted(chance.sample(found, min(most, len(found))))
    misses = _near_misses([one for one, _ in chosen], natives, chance)
    rows = []
    for one, other in chosen:
        rows.append(Row(one, other, True))
        rows.append(Row(one, chance.choice(found)[1], False))
        if one in misses:
            rows.append(Row(misses[one], other, False))
    return [row for row in rows if row.same or f"{language} {row.right}" not in natives[row.left]]


def latin_rows(data: Path, part: str, most: int = MOST_ROWS) -> list[Row]:
    """Return Latin names beside each other, a third of them two spellings of one native name."""
    spellings: dict[tuple[str, str], set[str]] = defaultdict(set)
    natives: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        for one, other in pairs(data, language, part):
            spellings[language, other].add(one)
            natives[one].add(f"{language} {other}")
    same = sorted({
        pair for group in spellings.values()
        for pair in itertools.combinations(sorted(group)[:MOST_SPELLINGS], 2) if latin(pair[0]) != latin(pair[1])
    })  # fmt: skip
    chance = random.Random(f"latin {part}")
    chosen = sorted(chance.sample(same, min(most, len(same))))
    misses = _near_misses([one for one, _ in chosen], natives, chance)
    everyone = sorted(natives)
    rows = []
    for one, other in chosen:
        rows.append(Row(one, other, True))
        rows.append(Row(one, chance.choice(everyone), False))
        if one in misses:
            rows.append(Row(one, misses[one], False))
    return [row for row in rows if row.same or not natives[row.left] & natives[row.right]]


def same_letters(left: str, right: str) -> float:
    """Return the share of letters that stay (Levenshtein)."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(latin(left), latin(right)))


def _near_misses(names: Sequence[str], natives: dict[str, set[str]], chance: random.Random) -> dict[str, str]:
    """Return for each name one of the nearest of its block that shares no native name with it, nor nearly so."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(natives):
        blocks[consonants(name)[:2]].append(name)
    found = {}
    for name in sorted(set(names)):
        block = blocks[consonants(name)[:2]]
        at = block.index(name)
        around = [block[(at + step) % len(block)] for step in range(1, BLOCK)]
        others = [other for other in around if other != name and _apart(natives[name], natives[other])]
        nearest = sorted(others, key=lambda other: (-same_letters(name, other), other))[:NEAREST]
        if nearest:
            found[name] = chance.choice(nearest)
    return found


def _apart(ours: set[str], theirs: set[str]) -> bool:
    """Tell whether two names have native names in one language, all of which differ by more than a letter or so."""
    from rapidfuzz.distance import Levenshtein

    common = [(one, other) for one in ours for other in theirs if one[:2] == other[:2]]
    return bool(common) and all(
        Levenshtein.distance(one, other) > max(1, min(len(one), len(other)) // 4) for one, other in common
    )


def measure(rows: Sequence[Row]) -> tuple[float, float, float, float]:
    """Return precision and recall, the precision of plain letters at that recall, and pairs a second."""
    start = time.perf_counter()
    found = [(similar_parts(row.left, row.right), row.same) for row in rows]
    speed = len(rows) / (time.perf_counter() - start)
    right = sum(same for _, same in found)
    hits = sum(same for score, same in found if score >= THRESHOLD)
    called = sum(score >= THRESHOLD for score, _ in found)
    plain = sorted(((same_letters(row.left, row.right), row.same) for row in rows), reverse=True)
    met = list(itertools.accumulate(int(same) for _, same in plain))
    reached = next((at for at, count in enumerate(met) if count >= hits), len(met) - 1)
    return hits / max(1, called), hits / right, met[reached] / (reached + 1), speed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object")
    options = parser.parse_args()
    scores: dict[str, float] = {}
    sets = {language: cross_rows(options.data, language, "dev") for language in LANGUAGES}
    sets["latin"] = latin_rows(options.data, "dev")
    for name, rows in sets.items():
        precision, recall, plain, speed = measure(rows)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        scores |= {
            f"variants.{name}_precision": round(precision, 4),
            f"variants.{name}_recall": round(recall, 4),
            f"variants.{name}_f1": round(f1, 4),
            f"variants.plain_letters_{name}_precision": round(plain, 4),
        }
        if not options.json:
            print(f"{name:6} {len(rows):6} pairs: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} "
                  f"(plain letters at that recall: precision {plain:.3f}; {speed:,.0f} pairs a second)")  # fmt: skip
    if options.json:
        print(json.dumps(scores))


if __name__ == "__main__":
    main()
