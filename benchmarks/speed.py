"""How fast crossread reads: reports and pieces a second, start-up time, peak memory.

    python benchmarks/speed.py [--data ../shared/data] [--json] [--limit 1000] [--same 200] [--torch]

PolNeAR's news reports, repeated with a number before them where there are too few, are read as ``read_reports`` and
``crossread read`` read them; then the encoder's graph alone runs over the same windows, on as many threads, so that
the ratio says what all else costs. A piece is one the encoder reads, context not counted twice. Start-up is a new
process that reads one short report, less what an empty Python needs; it and the memory are also given as the budget's
share of them (1 s, 600 MB: more than one is within it). ``--same N`` reads N reports alone, together
and in reverse: the share whose JSON is the same each time. ``--torch`` also runs the network in 32-bit torch, as one
would write it without further thought, over a tenth of the windows (in an environment that has torch, with
``PYTHONPATH=src:.``).
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from crossread.encoder import Text, shipped_encoder
from crossread.model import Report, short_hash
from crossread.pieces import cut_pieces
from crossread.pipeline import iter_readings, read_report, read_reports
from crossread.read.sentences import find_sentences

Feed = dict[str, Any]
SETS = ("polnear/dev.jsonl.gz", "polnear/train.jsonl.gz")
ONE = "import crossread; crossread.read_report(crossread.report_from_text('The mayor said that the town fell.'))"
RUNS = 3
START_UP, MEMORY = 1.0, 600.0
"""The budgets: seconds, and MB."""


def load(data: Path, limit: int) -> list[Report]:
    """Return so many reports."""
    texts: list[str] = []
    for name in SETS:
        with gzip.open(data / name, "rt", encoding="utf-8") as file:
            texts += [json.loads(line)["text"] for line in itertools.islice(file, limit)]
    rounds = (text if not n else f"({n}) {text}" for n in itertools.count() for text in texts)
    return [Report(id=short_hash("r", text), text=text, sha256="") for text in itertools.islice(rounds, limit)]


def start_up() -> float:
    """Return the seconds a new process needs until it has read one report, beyond Python's own."""

    def best(code: str) -> float:
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - began)
        return min(times)

    return best(ONE) - best("pass")


def windows(texts: Sequence[Text]) -> list[Feed]:
    """Return what the encoder's graph is fed for these texts, longest first."""
    encoder = shipped_encoder()
    feeds = [
        job.feed
        for number, text in enumerate(texts)
        for job in encoder._jobs(number, cut_pieces(text.text, encoder._tokenizer), text.sentences)
    ]
    return sorted(feeds, key=lambda feed: -len(feed["ids"]))


def forward(feeds: Sequence[Feed]) -> float:
    """Return the seconds of the encoder's graph alone over these windows."""
    encoder = shipped_encoder()
    began = time.perf_counter()
    with ThreadPoolExecutor(encoder.threads) as pool:
        for _ in pool.map(lambda feed: encoder._session.run(None, feed), feeds):
            pass
    return time.perf_counter() - began


def same(reports: Sequence[Report]) -> float:
    """Return the share of reports read the same alone, together and in reverse."""
    together = [json.dumps(reading.to_dict()) for reading in read_reports(reports)]
    reverse = [json.dumps(reading.to_dict()) for reading in read_reports(reports[::-1])][::-1]
    alone = [json.dumps(read_report(report).to_dict()) for report in reports]
    return sum(a == b == c for a, b, c in zip(alone, together, reverse, strict=True)) / max(len(reports), 1)


def torch_seconds(feeds: Sequence[Feed]) -> float:
    """Return the seconds the network takes in 32-bit torch over these windows."""
    from training.plain import seconds

    encoder = shipped_encoder()
    return seconds(feeds, encoder.about, encoder.threads)


def measure(reports: Sequence[Report], beside_torch: bool = False) -> dict[str, float]:
    """Read the reports, then run the graph alone over them."""
    encoder = shipped_encoder()
    texts = [Text(one.text, [(s.span.start, s.span.end) for s in find_sentences(one)]) for one in reports]
    pieces = sum(len(cut_pieces(text.text, encoder._tokenizer).ids) for text in texts)
    read_report(reports[0])
    began = time.perf_counter()
    for _ in iter_readings(reports):  # as ``crossread read`` does: no reading is kept
        pass
    reading = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    feeds = windows(texts)
    graph = forward(feeds)
    compared = {}
    if beside_torch:  # every tenth window: it is slow
        share = sum(len(feed["ids"]) for feed in feeds[::10]) / sum(len(feed["ids"]) for feed in feeds)
        plain = torch_seconds(feeds[::10]) / share
        compared = {"plain_torch.pieces_a_second": pieces / plain, "times_torch": plain / reading,
                    "plain_graph.times_torch": plain / graph}  # fmt: skip
    return {
        "reports_of_900_pieces_a_second": pieces / reading / 900,
        "plain_graph.pieces_a_second": pieces / graph,
        "ratio_to_graph": graph / reading,
        "peak_mb": peak,
        "memory_budget_share": MEMORY / peak,
        **compared,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--same", type=int, default=0)
    parser.add_argument("--torch", action="store_true", help="compare with 32-bit torch, where it is installed")
    options = parser.parse_args()
    reports = load(options.data, max(options.limit, options.same))
    started = start_up()
    starting = {"start_up_seconds": started, "start_up_budget_share": START_UP / started}
    scores = {**starting, **measure(reports[: options.limit], options.torch)}
    if options.same:
        scores["same_alone_and_together"] = same(reports[: options.same])
    named = {f"speed.{key}": round(value, 3) for key, value in scores.items()}
    if options.json:
        print(json.dumps(named))
        return
    for key, value in named.items():
        print(f"{key:40} {value:12.3f}")


if __name__ == "__main__":
    main()
