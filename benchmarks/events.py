"""Who did what to whom, in a hundred sentences of our own (``events.jsonl``): event type, actors, modality, polarity.

    python benchmarks/events.py [--json] [--part dev|held|all] [--show]

Each sentence is one report. Its gold is that of the claim around the words ``at``: the PLOVER type of its main
event (``null``: none), who does it and whom it is done to as words of the sentence, modality and polarity. Sixty
sentences were looked at while the rules were written (``dev``); forty were not (``held``). The type counts as an F1
over those that have one (a wrong type is both missed and wrong) and as accuracy over all. An actor is right where the
entity found has a mention that overlaps the gold words; sentences without a type have no gold actors and are left out
there. Modality and polarity are accuracies over all. Where no claim is found around ``at``, all is wrong.
"Mentioned" is the share of the gold actors that any entity of the reading is mentioned in: more cannot be found.

Those who meet, agree, fight or cooperate are all ``who``, as in the codebook. Modality is that of what is asked for,
promised or threatened ("called for", "vowed to", "threatened to", "tried to": demanded, promised, possible, possible),
while the type is that of the act of asking, promising, threatening.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import crossread
from crossread.model import Claim, Reading

HERE = Path(__file__).resolve().parent
FIELDS = ("event", "who", "whom", "modality", "polarity")


def load(part: str = "all") -> list[dict[str, Any]]:
    """Return the gold rows of one part, or all."""
    rows = [json.loads(line) for line in (HERE / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if part in ("all", row["part"])]


def claim_at(reading: Reading, words: str) -> Claim | None:
    """Return the claim around the first place where ``words`` stand."""
    start = reading.report.text.index(words)
    return next((claim for claim in reading.claims if claim.span.start <= start < claim.span.end), None)


def actors(reading: Reading, ids: Iterable[str], gold: Sequence[str]) -> tuple[int, list[str]]:
    """Return how many of the gold words an entity of ``ids`` is mentioned in, and the names of those in none."""
    text = reading.report.text
    left, wrong = [(text.index(words), text.index(words) + len(words)) for words in gold], []
    for id in ids:
        spans = [mention.span for mention in reading.mentions if mention.entity == id]
        hit = next((g for g in left if any(span.start < g[1] and g[0] < span.end for span in spans)), None)
        if hit is None:
            wrong.append(next((entity.name for entity in reading.entities if entity.id == id), id))
        else:
            left.remove(hit)
    return len(gold) - len(left), wrong


def wanted(row: dict[str, Any]) -> int:
    """Return how many actors the gold has."""
    return len(row.get("who", ())) + len(row.get("whom", ()))


def reachable(row: dict[str, Any], reading: Reading) -> int:
    """Return how many of the gold actors some entity is mentioned in."""
    ids = [entity.id for entity in reading.entities]
    return sum(actors(reading, ids, row.get(field, ()))[0] for field in ("who", "whom"))


def judge(row: dict[str, Any], reading: Reading) -> Iterator[tuple[str, int, int, int, str]]:
    """Give field, right, found, gold and what was found, for each field that this sentence has gold for."""
    claim = claim_at(reading, row["at"])
    event = claim.event if claim else "no claim"
    yield (
        "event",
        int(event == row["event"] is not None),
        int(event is not None),
        int(row["event"] is not None),
        f"{event}",
    )
    yield "type", int(event == row["event"]), 1, 1, f"{event}"
    for field in ("who", "whom") if row["event"] else ():
        ids = getattr(claim, field) if claim else ()
        right, wrong = actors(reading, ids, row[field])
        yield field, right, len(ids), len(row[field]), f"{right} right, wrong: {wrong}"
    for field in ("modality", "polarity"):
        found = getattr(claim, field) if claim else "no claim"
        yield field, int(found == row[field]), 1, 1, found


def evaluate(rows: Sequence[dict[str, Any]]) -> tuple[dict[str, float], list[str]]:
    """Return the scores, and a line for everything that is not as in the gold."""
    counts: dict[str, Counter[str]] = {}
    lines = []
    readings = {reading.report.text: reading for reading in crossread.read_reports(
        crossread.report_from_text(row["text"]) for row in rows)}  # fmt: skip
    for row in rows:
        counts.setdefault("mentioned", Counter()).update(right=reachable(row, readings[row["text"]]), gold=wanted(row))
        for field, right, found, gold, what in judge(row, readings[row["text"]]):
            counts.setdefault(field, Counter()).update(right=right, found=found, gold=gold)
            if not right == found == gold and field != "event":
                lines.append(
                    f"{field:9}{row.get('event' if field == 'type' else field)!s:22} found {what}\n    {row['text']}"
                )
    scores = {f"{field}_f1": 2 * counts[field]["right"] / max(counts[field]["found"] + counts[field]["gold"], 1)
              for field in ("event", "who", "whom")}  # fmt: skip
    scores["type_f1"] = scores.pop("event_f1")
    for field in ("event", "who", "whom"):
        name = "type" if field == "event" else field
        scores[f"{name}_precision"] = counts[field]["right"] / max(counts[field]["found"], 1)
        scores[f"{name}_recall"] = counts[field]["right"] / max(counts[field]["gold"], 1)
    scores["actors_mentioned"] = counts["mentioned"]["right"] / max(counts["mentioned"]["gold"], 1)
    for field in ("type", "modality", "polarity"):
        scores[f"{field}_accuracy"] = counts[field]["right"] / counts[field]["gold"]
    return dict(sorted(scores.items())), lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", default="all", choices=("dev", "held", "all"))
    parser.add_argument("--show", action="store_true", help="print what is not as in the gold")
    options = parser.parse_args()
    scores, lines = evaluate(load(options.part))
    if options.json:
        held, _ = evaluate(load("held"))
        print(json.dumps({f"events.{name}": round(value, 4) for name, value in scores.items()}
                         | {f"events.held_{name}": round(value, 4) for name, value in held.items()}))  # fmt: skip
        return
    for name, value in scores.items():
        print(f"{name:16} {value:.3f}")
    if options.show:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
