"""Fit the weights by which pronouns are resolved; write ``resources/coreference.yaml``.

    python -m training.coreference [--data ../shared/data] [--rows N]

Gold: GUM's train part (its spoken and its fictional genres too: pronouns there are many), and the coreference that
CoreNLP gave PolNeAR's train part, silver, which counts a quarter. An entity of crossread is right for a pronoun where
one of its mentions before it has the head of a mention of the pronoun's chain. A pronoun none of whose chain was found
teaches that it is nobody of those found. The weights are those of a softmax over the candidates, with a quadratic
penalty; the same input gives the same weights. Runs in minutes, most of them for reading the texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crossread.encoder import Text, encode
from crossread.model import Reading, Report
from crossread.read.coreference import walk
from crossread.read.parse import parse_of
from crossread.read.scene import Pronoun, Scene, is_pronoun
from crossread.read.sentences import find_sentences
from crossread.read.speakers import named_speakers

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))
import coreference as benchmark  # noqa: E402 - GUM is read as the benchmark reads it

OUT = ROOT / "resources" / "coreference.yaml"
# Steps of gradient descent, the penalty on a weight, the step, and what a pronoun of silver counts.
STEPS, PENALTY, RATE, SILVER = 600, 1.0, 0.05, 0.25
# A feature seen more rarely teaches nothing.
RAREST = 5
SORTS = ("person", "it", "they")
Span = tuple[int, int]


class Example(NamedTuple):
    """One pronoun: its candidates' features, which of them are right, and what it counts."""

    sort: str
    candidates: tuple[tuple[str, tuple[str, ...]], ...]
    right: frozenset[int]
    counts: float


# ------------------------------------------------------------------------------------------------- texts


def gum(data: Path) -> Iterator[tuple[Reading, list[list[Span]]]]:
    """Read GUM's train part on its own sentences."""
    articles = benchmark.gum(data / "gum" / "train.conllu.gz")
    said = encode([Text(one.document.text, one.document.sentences) for one in articles])
    for one, words in zip(articles, said, strict=True):
        reading = benchmark.read(one.document.text, one.document.sentences, words, one.document.ids[0])
        yield reading, [chain.spans for chain in one.chains]


def silver(data: Path, rows: int) -> Iterator[tuple[Reading, list[list[Span]]]]:
    """Read every third text of PolNeAR's train part, with CoreNLP's chains."""
    with gzip.open(data / "polnear" / "silver_train.jsonl.gz", "rt", encoding="utf-8") as file:
        chains = {row["id"]: row["coref"] for row in map(json.loads, file)}
    with gzip.open(data / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        some = [row for number, row in enumerate(map(json.loads, file)) if number % 3 == 0 and row["id"] in chains]
    reports = [Report(id=row["id"], text=row["text"], sha256="") for row in some[:rows]]
    spans = [[(s.span.start, s.span.end) for s in find_sentences(report)] for report in reports]
    said = encode([Text(report.text, those) for report, those in zip(reports, spans, strict=True)])
    for report, those, words in zip(reports, spans, said, strict=True):
        reading = benchmark.read(report.text, those, words, report.id)
        yield reading, [[(span[0], span[1]) for span in chain] for chain in chains[report.id]]


# ---------------------------------------------------------------------------------------------- examples


def examples(reading: Reading, chains: Sequence[Sequence[Span]], counts: float) -> list[Example]:
    """Return an example for each pronoun that stands in a chain, the ones before it resolved as the gold says."""
    chain_of = entity_chains(reading, chains)
    pronouns = {span[0]: number for number, chain in enumerate(chains) for span in chain
                if is_pronoun(reading.report.text[slice(*span)])}  # fmt: skip
    found: list[Example] = []

    def decide(scene: Scene, pronoun: Pronoun) -> str | None:
        chain = pronouns.get(pronoun.start)
        if chain is None:
            return None
        scored = scene.candidates(pronoun)
        right = frozenset(n for n, (entity, _) in enumerate(scored) if chain in chain_of.get(entity, ()))
        some = tuple((entity, tuple(features)) for entity, features in scored)
        found.append(Example(pronoun.sort, some, right or frozenset((0,)), counts))
        return scored[min(right)][0] if right else None

    walk(reading, named_speakers(reading), decide)
    return found


def entity_chains(reading: Reading, chains: Sequence[Sequence[Span]]) -> dict[str, set[int]]:
    """Return the chains that the mentions of each entity belong to: those with the mention's head as theirs."""
    syntax = parse_of(reading)
    heads: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, chain in enumerate(chains):
        for start, end in chain:
            head = syntax.top(syntax.inside(start, end))
            if head is not None:
                heads[head].append((end - start, number))
    found: dict[str, set[int]] = defaultdict(set)
    for mention in reading.mentions:
        words = syntax.inside(mention.span.start, mention.span.end)
        near = [one for word in words for one in heads[word]]
        if near and mention.entity:
            found[mention.entity].add(min(near)[1])
    return found


# --------------------------------------------------------------------------------------------------- fit


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that make the right candidates likeliest, by gradient descent with Adam's steps."""
    import numpy as np

    seen: dict[str, int] = defaultdict(int)
    for one in examples:
        for _, features in one.candidates:
            for feature in features:
                seen[feature] += 1
    names = sorted(name for name, times in seen.items() if times >= RAREST)
    number = {name: place for place, name in enumerate(names)}
    rows, columns, owner, right, counts = [], [], [], [], []
    row = 0
    for example, one in enumerate(examples):
        for place, (_, features) in enumerate(one.candidates):
            known = [number[feature] for feature in features if feature in number]
            rows += [row] * len(known)
            columns += known
            owner.append(example)
            right.append(place in one.right)
            counts.append(one.counts)
            row += 1
    at, col, own = np.array(rows), np.array(columns), np.array(owner)
    good, worth = np.array(right), np.array(counts)
    weights, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = np.bincount(at, weights[col], minlength=row)
        scores = np.exp(scores - np.maximum.reduceat(scores, np.flatnonzero(np.diff(own, prepend=-1)))[own])
        share = scores / np.bincount(own, scores)[own]
        mine = share * good
        target = mine / np.bincount(own, mine)[own]
        slope = np.bincount(col, ((share - target) * worth)[at], minlength=len(names)) + PENALTY * weights
        slope /= len(examples)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        fall = RATE * 0.5 * (1 + math.cos(math.pi * step / STEPS))
        weights -= fall * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def write(weights: dict[str, dict[str, float]]) -> None:
    """Write the weights, one a line."""
    lines = [
        "# Weights of the features by which pronouns are resolved: training/coreference.py makes this file.",
        "# A candidate's score is the sum of its features' weights; a softmax over the candidates follows.",
    ]
    for sort, those in weights.items():
        lines.append(f"{sort}:")
        lines += [f'  "{name}": {weight}' for name, weight in sorted(those.items())]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def train(texts: Iterable[tuple[Reading, list[list[Span]], float]]) -> dict[str, dict[str, float]]:
    """Return the weights by kind of pronoun."""
    found = [example for reading, chains, counts in texts for example in examples(reading, chains, counts)]
    by_sort: dict[str, list[Example]] = {sort: [] for sort in SORTS}
    for example in found:
        by_sort[example.sort].append(example)
    for sort, those in by_sort.items():
        print(f"{sort}: {len(those)} pronouns, {sum(0 not in one.right for one in those)} with an entity")
    return {sort: fit(those) for sort, those in by_sort.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rows", type=int, default=320, help="texts of PolNeAR")
    options = parser.parse_args()
    texts: list[Any] = [(*one, 1.0) for one in gum(options.data)]
    texts += [(*one, SILVER) for one in silver(options.data, options.rows)]
    write(train(texts))


if __name__ == "__main__":
    main()
