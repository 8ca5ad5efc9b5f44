"""Fit the weights by which two spellings of a name are told from two names: ``data/models/names.json``.

    python -m training.names [--data ../shared/data] [--check]

Rows come from the train parts of the name pairs (Latin with Russian, Arabic, Hebrew): a Latin name with its native
one, and two Latin spellings of one native name. Against each positive row stand a shuffled one and the nearest
other name that no native name joins to it (``benchmarks/variants.py`` makes both, there from the dev parts).
Rows whose positive pair shares hardly a consonant were mined wrongly and are dropped and counted. Plain logistic
regression by Newton's method, so that the same data gives the same weights. ``--check`` only compares.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from crossread.spelling import FEATURES, near_consonants

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "crossread" / "data" / "models" / "names.json"
sys.path.insert(0, str(ROOT / "benchmarks"))

from variants import LANGUAGES, Row, cross_rows, latin_rows  # noqa: E402 - the rows are made in one place

# Ridge penalty; rows a kind; a positive pair whose consonants are further apart than this is no transliteration.
RIDGE, MOST_ROWS, MINED_WRONGLY = 1.0, 1_200, 0.34
STEPS = 25


def rows(data: Path) -> tuple[list[Row], int]:
    """Return the train rows, and how many were dropped."""
    found: list[Row] = []
    for language in LANGUAGES:
        found += cross_rows(data, language, "train", MOST_ROWS)
    found += latin_rows(data, "train", 3 * MOST_ROWS)
    kept = [row for row in found if not row.same or near_consonants(row.left, row.right) >= MINED_WRONGLY]
    return kept, len(found) - len(kept)


def fit(table: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return bias and weights; ``table`` is rows by 1 + features."""
    weights = np.zeros(table.shape[1])
    penalty = RIDGE * np.eye(table.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - right) + penalty @ weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + penalty
        weights -= np.linalg.solve(bend, slope)
    return weights


def main() -> int:
    """Fit, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--check", action="store_true", help="compare with what is committed, write nothing")
    options = parser.parse_args()
    found, dropped = rows(options.data)
    table = np.array([[1.0, *(feature(row.left, row.right) for feature in FEATURES.values())] for row in found])
    bias, *weights = fit(table, np.array([float(row.same) for row in found]))
    content = {
        "about": "logistic regression: two spellings of one name? made by training/names.py",
        "rows": len(found),
        "dropped": dropped,
        "bias": round(float(bias), 3),
        "weights": {name: round(float(weight), 3) for name, weight in zip(FEATURES, weights, strict=True)},
    }
    written = json.dumps(content, indent=1) + "\n"
    if options.check:
        return int(TARGET.read_text(encoding="utf-8") != written)
    TARGET.write_text(written, encoding="utf-8")
    print(written)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
