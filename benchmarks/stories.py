"""Stories: B-cubed F1 over reports, beside a plain TF-IDF baseline.

    python benchmarks/stories.py [--data ../shared/data] [--json]

BASIL (three outlets an event, full texts), NeuS (three outlets an issue, leads only) and GVA's dev part with
all its incidents mixed (one event type). A report in no story stands alone. The baseline joins whatever is
linked by a cosine of TF-IDF vectors above the one threshold that is best for that set: it is given an advantage.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from crossread.align.stories import find_stories
from crossread.calendar import interval_of
from crossread.groups import Groups
from crossread.model import Outlet, Reading, Report
from crossread.text import content_words

Labelled = tuple[Reading, str]  # a reading and the event it is about

BASELINE_THRESHOLDS = tuple(step / 100 for step in range(10, 61, 5))


def rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def reading(id: str, text: str, title: str | None, published: str | None, outlet: str | None) -> Reading:
    report = Report(
        id=id,
        text=text,
        sha256="",
        title=title,
        published=interval_of(published, "given") if published else None,
        outlet=Outlet(name=outlet) if outlet else None,
        language="en",
    )
    return Reading(report=report)


def basil(data: Path) -> list[Labelled]:
    return [
        (reading(f"{row['id']}-{n}", report["text"], report["title"], report["published"], report["outlet"]), row["id"])
        for row in rows(data / "stories" / "basil.jsonl.gz")
        for n, report in enumerate(row["reports"])
    ]


def neus(data: Path) -> list[Labelled]:
    return [
        (reading(f"{row['id']}-{n}", lead["lead"], lead["title"], row["date"][:10], lead["outlet"]), str(row["id"]))
        for row in rows(data / "stories" / "neus.jsonl.gz")
        for n, lead in enumerate(row["reports"])
    ]


def gva(data: Path, part: str = "dev") -> list[Labelled]:
    return [
        (reading(report["id"], report["text"], report["title"], report["published"], report["outlet"]), row["incident"])
        for row in rows(data / "gva" / f"{part}.jsonl.gz")
        for report in row["reports"]
    ]


def b_cubed(groups: Iterable[Iterable[str]], event_of: dict[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1, averaged over reports."""
    sizes = Counter(event_of.values())
    precision = recall = 0.0
    for group in groups:
        events = Counter(event_of[id] for id in group)
        total = sum(events.values())
        precision += sum(count * count / total for count in events.values())
        recall += sum(count * count / sizes[event] for event, count in events.items())
    precision, recall = precision / len(event_of), recall / len(event_of)
    return precision, recall, 2 * precision * recall / (precision + recall)


def baseline(readings: Sequence[Reading], event_of: dict[str, str]) -> float:
    """Return the best F1 of joining all pairs above one cosine of plain TF-IDF vectors."""
    texts = [f"{item.report.title or ''} {item.report.text}" for item in readings]
    bags = [content_words(text) for text in texts]
    bearers = Counter(word for bag in bags for word in bag)
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    pairs: dict[tuple[int, int], float] = defaultdict(float)
    for number, bag in enumerate(bags):
        weights = {word: math.log(len(bags) / bearers[word]) for word in bag}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        for word, weight in weights.items():
            if 1 < bearers[word] <= len(bags) / 5:
                for other, other_weight in index[word]:
                    pairs[other, number] += weight / length * other_weight
                index[word].append((number, weight / length))
    best = 0.0
    for threshold in BASELINE_THRESHOLDS:
        groups = Groups(range(len(bags)))
        for (one, other), cosine in pairs.items():
            if cosine >= threshold:
                groups.join(one, other)
        found = ([readings[number].report.id for number in group] for group in groups.all())
        best = max(best, b_cubed(found, event_of)[2])
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object")
    options = parser.parse_args()
    scores = {}
    for name, load in (("basil", basil), ("neus", neus), ("gva", gva)):
        labelled = {item.report.id: (item, event) for item, event in load(options.data)}
        event_of = {id: event for id, (_, event) in labelled.items()}
        readings = [item for item, _ in labelled.values()]
        precision, recall, f1 = b_cubed((story.reports for story in find_stories(readings)), event_of)
        scores[f"stories.{name}_b3"] = round(f1, 4)
        if not options.json:
            print(
                f"{name}: {len(readings)} reports, B-cubed precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"
                f" (TF-IDF at its best threshold {baseline(readings, event_of):.3f})"
            )
    if options.json:
        print(json.dumps(scores))


if __name__ == "__main__":
    main()
