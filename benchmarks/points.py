"""Score which claims of two reports are read as one, on the event chains of ECB+.

    python benchmarks/points.py [--data ../shared/data] [--topics N] [--json] [--verbose]
    python benchmarks/points.py --fit          weights of ``align/likeness.py``, from the train part

A topic's texts are taken as one story, though they tell of two like happenings (two earthquakes, two arrests): what
must be kept apart. Asked are the claims in sentences whose annotation was checked, in pairs across texts. Two are
*one* where half of the events of the one that has fewer stand in a chain with the other's, and a person or place does
too, if both name any; they are *two* where no event is shared; pairs between are neither asked for nor wrong.
Printed are precision, recall and F1 over pairs in one point.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import crossread
from crossread.account.points import gather_points
from crossread.align.claim_content import Weights, contents_of
from crossread.align.compare import compare_claims, may_be_one
from crossread.align.entities import merge_entities
from crossread.align.kinds import settle_kinds
from crossread.align.likeness import claim_vectors, compared_parts
from crossread.align.origins import trace_origins
from crossread.model import Claim, Entity, Reading

__all__ = ["main", "score"]

DATA = Path("../shared/data")
# Pairs less near than this are never one; they would only teach the weights what the hard rules see anyway.
LEAST_NEAR, RIDGE = 0.3, 5.0
Row = dict[str, Any]


def stories(data: Path, part: str, topics: int | None = None) -> Iterator[tuple[list[Row], tuple[Reading, ...]]]:
    """Yield the rows and readings of each topic."""
    rows: dict[int, list[Row]] = defaultdict(list)
    with gzip.open(data / "ecb" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["topic"]].append(row)
    for topic in sorted(rows)[:topics]:
        reports = [crossread.report_from_text(row["text"], outlet=row["id"]) for row in rows[topic]]
        yield (
            [{**row, "report": report.id} for row, report in zip(rows[topic], reports, strict=True)],
            (crossread.read_reports(reports)),
        )


def prepared(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], tuple[Entity, ...], tuple[Claim, ...]]:
    """Return readings, entities and claims as a brief has them."""
    merged, entities = merge_entities(settle_kinds(sorted(readings, key=lambda reading: reading.report.id)))
    return merged, entities, trace_origins(merged, entities, ())


class Gold:
    """What the annotation says of each claim: its events (with chains) and its people and places."""

    def __init__(self, rows: Iterable[Row], claims: Iterable[Claim]) -> None:
        by_report = {row["report"]: row for row in rows}
        self.events: dict[str, set[str]] = {}
        self.those: dict[str, set[str]] = {}
        for claim in claims:
            row = by_report[claim.span.report]
            inside = [m for m in row["mentions"] if all(_in(span, claim) for span in m["spans"])]
            events = {m["chain"] or row["id"] + m["id"] for m in inside if m["kind"] == "event"}
            if events and any(_covers(row["sentences"][number], claim) for number in row["checked"]):
                self.events[claim.id] = events
                self.those[claim.id] = {m["chain"] for m in inside if m["kind"] in ("human", "place") and m["chain"]}

    def same(self, left: str, right: str) -> bool | None:
        """Tell whether two claims are one; ``None`` where it is neither asked for nor wrong."""
        if left not in self.events or right not in self.events:
            return None
        shared = self.events[left] & self.events[right]
        if not shared:
            return False
        most = len(shared) * 2 >= min(len(self.events[left]), len(self.events[right]))
        mine, theirs = self.those[left], self.those[right]
        return True if most and (mine & theirs or not mine or not theirs) else None


def _in(span: Sequence[int], claim: Claim) -> bool:
    return claim.span.start <= span[0] and span[1] <= claim.span.end


def _covers(sentence: Sequence[int], claim: Claim) -> bool:
    return sentence[0] <= claim.span.start and claim.span.end <= sentence[1] + 1


def pairs(gold: Gold, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, bool]]:
    """Yield the pairs of claims of two texts of which gold can say whether they are one."""
    known = [claim for claim in claims if claim.id in gold.events]
    for left, right in itertools.combinations(known, 2):
        answer = gold.same(left.id, right.id)
        if left.span.report != right.span.report and answer is not None:
            yield left, right, answer


def measured(rows: Sequence[Row], readings: Sequence[Reading]) -> tuple[int, int, int, list[str]]:
    """Return how many pairs are one by both, by ours and by gold, and what we join that gold keeps apart."""
    merged, entities, claims = prepared(readings)
    points = gather_points(claims, compare_claims(claims, merged, entities), ())
    home = {id: point.id for point in points for id in point.claims}
    hits, found, wanted, wrong = 0, 0, 0, []
    for left, right, same in pairs(Gold(rows, claims), claims):
        joined = home[left.id] == home[right.id]
        hits, found, wanted = hits + (joined and same), found + joined, wanted + same
        if joined and not same:
            wrong.append(f"{left.text}  =  {right.text}")
    return hits, found, wanted, wrong


def counted(data: Path, topics: int | None = None) -> tuple[dict[str, float], list[str]]:
    """Measure on the dev part."""
    hits = found = wanted = 0
    wrong: list[str] = []
    for rows, readings in stories(data, "dev", topics):
        some = measured(rows, readings)
        hits, found, wanted, wrong = hits + some[0], found + some[1], wanted + some[2], wrong + some[3]
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"points.ecb_precision": precision, "points.ecb_recall": recall, "points.ecb_f1": f1}, wrong


def score(data: Path = DATA) -> dict[str, float]:
    """Return metric -> value, as the gate asks of every benchmark."""
    return counted(data)[0]


def fit(data: Path) -> dict[str, float]:
    """Return weights of ``likeness`` by ridge logistic regression over the train part's pairs that may be one."""
    import numpy as np

    table, answers, names = [], [], []
    for rows, readings in stories(data, "train"):
        merged, entities, claims = prepared(readings)
        contents = {content.claim.id: content for content in contents_of(claims, merged, entities)}
        weights, vectors = Weights(list(contents.values())), claim_vectors(claims, merged)
        for left, right, same in pairs(Gold(rows, claims), claims):
            near = float(vectors[left.id] @ vectors[right.id])
            one, other = contents[left.id], contents[right.id]
            if near >= LEAST_NEAR and may_be_one(one, other, weights, near):
                parts = compared_parts(one, other, weights.shared_of_all(one, other), near)
                names = list(parts)
                table.append([1.0, *parts.values()])
                answers.append(float(same))
    rows_, truth = np.asarray(table), np.asarray(answers)
    penalty = np.diag([0.0, *[RIDGE] * len(names)])
    fitted = np.zeros(rows_.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-rows_ @ fitted))
        slope = rows_.T @ (truth - likely) - penalty @ fitted
        fitted += np.linalg.solve((rows_.T * (likely * (1 - likely))) @ rows_ + penalty, slope)
    return {name: round(float(value), 2) for name, value in zip(["bias", *names], fitted, strict=True)}


def main() -> None:
    """Print the table, or the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder")
    parser.add_argument("--topics", type=int, help="only so many topics")
    parser.add_argument("--fit", action="store_true", help="fit the weights on the train part and print them")
    parser.add_argument("--json", action="store_true", help="print metric: value as JSON")
    parser.add_argument("--verbose", action="store_true", help="list what is joined and should not be")
    options = parser.parse_args()
    if options.fit:
        print(json.dumps(fit(options.data), indent=1))
        return
    found, wrong = counted(options.data, options.topics)
    print(json.dumps({name: round(value, 4) for name, value in found.items()}, indent=1))
    for line in wrong if options.verbose else ():
        print("   one point: " + line)


if __name__ == "__main__":
    main()
