"""When a thing happened: the time that a claim is given against the time TimeBank links its event to.

    python benchmarks/when.py [--data ../shared/data] [--part dev|train] [--kinds N] [--errors N]
        [--save FILE] [--against FILE] [--json]

Asked are the events that are the predicate of a claim, or the cue of an attribution, and lie within a day or a
shorter time named in their own sentence (TLINK IS_INCLUDED, SIMULTANEOUS or DURING with a DATE or TIME). Right is a
claim whose ``when``, an attribution whose ``said``, rests on the words of such a time. Precision of ``when`` is over
the claims that are asked for and given a time (TimeBank leaves most pairs unlinked); that of ``said`` over all given.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from against import Notes, add_options, parsed
from crossread.calendar import interval_of
from crossread.model import Claim, Interval, Reading, Report, short_hash
from crossread.pipeline import read_reports
from crossread.read.pages import Page

WITHIN = frozenset(("IS_INCLUDED", "SIMULTANEOUS", "DURING"))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def links(row: dict[str, Any]) -> dict[str, set[str]]:
    """Return event -> the times it lies within."""
    found: dict[str, set[str]] = defaultdict(set)
    times = {time["id"] for time in row["timex"] if time["type"] in ("DATE", "TIME")}
    for kind, relation, left, right in row["links"]:
        if kind == "TLINK" and relation in WITHIN and right in times:
            found[left].add(right)
        if kind == "TLINK" and relation in (WITHIN - {"IS_INCLUDED"}) | {"INCLUDES"} and left in times:
            found[right].add(left)
    return found


def predicates(reading: Reading) -> dict[int, Claim]:
    """Return where each predicate starts -> its claim."""
    page, found = Page(reading), {}
    for claim in reading.claims:
        top = page.syntax and page.syntax.top(page.syntax.inside(claim.span.start, claim.span.end))
        if page.syntax is not None and top is not None:
            found[page.syntax.spans[top][0]] = claim
    return found


def in_sentence(row: dict[str, Any], reading: Reading, event: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the times of its own sentence that an event lies within."""
    times = {time["id"]: time for time in row["timex"]}
    found = (times[t] for t in links(row).get(event["id"], ()))
    around = [s.span for s in reading.sentences if s.span.start <= event["start"] < s.span.end]
    return [time for time in found if any(span.start <= time["start"] < span.end for span in around)]


def asked_of(row: dict[str, Any], reading: Reading) -> Iterator[tuple[str, Interval | None, list[dict[str, Any]], str]]:
    """Give "when" or "said", what crossread says, the times of the gold, and the words, for each event."""
    claims = predicates(reading)
    for event in row["events"]:
        gold = in_sentence(row, reading, event)
        if claim := claims.get(event["start"]):
            yield "when", claim.when, gold, claim.span.text or ""
        saying = (a for a in reading.attributions if a.cue and a.cue.start <= event["start"] < a.cue.end)
        if attribution := next(saying, None):
            yield "said", attribution.said, gold, attribution.content[0].text or ""


def score(path: Path, notes: Notes) -> dict[str, float]:
    count: Counter[str] = Counter()
    items = list(rows(path))
    reports = [Report(id=short_hash("r", row["text"]), text=row["text"], sha256="",
                      published=interval_of(row["dct"][:10], "given")) for row in items]  # fmt: skip
    for row, reading in zip(items, read_reports(reports), strict=True):
        for name, interval, gold, words in asked_of(row, reading):
            said = interval.evidence if interval is not None else None
            hit = said is not None and any(said.start < t["end"] and t["start"] < said.end for t in gold)
            count[f"{name}_asked"] += bool(gold)
            count[f"{name}_right"] += hit
            count[f"{name}_given"] += said is not None and bool(gold or name == "said")
            if gold:
                wrong = f"{name}: {'none' if said is None else 'another'} given"
                shown = f"gold {[t['text'] for t in gold]} read {said and reading.report.text[said.start : said.end]}"
                notes.note(f"{row['id']} {name} {gold[0]['start']}", hit, wrong, f"{shown}: {words}")
    return {
        f"{name}_{kind}": count[f"{name}_right"] / max(count[f"{name}_{of}"], 1)
        for name in ("when", "said")
        for kind, of in (("recall", "asked"), ("precision", "given"))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_options(parser)
    options, notes = parsed(parser), Notes()
    scores = score(options.data / "timex" / f"{options.part}.jsonl.gz", notes)
    notes.show(options)
    if options.json:
        print(json.dumps({f"when.{name}": round(value, 4) for name, value in scores.items()}))
        return
    for name, value in scores.items():
        print(f"{name:16} {value:.4f}")


if __name__ == "__main__":
    main()
