"""Time expressions: TimeBank and AQUAINT (strict and relaxed extent, type, value), and the Recognizers cases.

    python benchmarks/times.py [--data ../shared/data] [--part dev|train] [--kinds N] [--errors N]
        [--save FILE] [--against FILE] [--json]

Type and value are right where the extent overlaps a gold expression and the string is the same; their F1 is
over all expressions, as in TempEval-3. Of the Recognizers cases only the extractors of dates, times, periods
and durations are asked, share of sentences with exactly the gold extents; their conventions ("from ... to
..." is one expression, bare "15" is a date) are not TIMEX3, so this is printed for comparison, not gated.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from against import Notes, add_options, parsed
from crossread.calendar import interval_of
from crossread.model import Reading, Report, TimeExpression
from crossread.read.sentences import find_sentences
from crossread.read.times import find_times

# A document creation time in the first line is metadata in the gold: not an expression to be found.
CASES = (
    "DateExtractor",
    "TimeExtractor",
    "DatePeriodExtractor",
    "DateTimeExtractor",
    "DurationExtractor",
    "SetExtractor",
)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def reading_of(text: str, published: str | None) -> Reading:
    when = interval_of(published, "given")
    report = Report(id="r", text=text, sha256="", published=when)
    return Reading(report=report, sentences=find_sentences(report))


def read(text: str, published: str | None) -> tuple[TimeExpression, ...]:
    return find_times(reading_of(text, published), None)


def f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 0.0


# What an expression is about, by its words: errors are counted under these.
ABOUT = (
    ("a reference (now, recently, the future)", r"now|current|recent|future|soon|past$|previous|already|once|yet"),
    ("a quarter or fiscal period", r"quarter|period|half|fiscal|months? (?:ago|earlier)$"),
    ("a year ago, year-earlier", r"year[\s-](?:ago|earlier)"),
    ("a week", r"week"),
    (
        "a weekday or part of day",
        r"day\b.*(?:morning|night|evening|afternoon)|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    ),
    ("a clock time", r"\d\s?[ap]\.?m|noon|midnight|\d:\d\d|gmt|est\b"),
    ("a month or day of a month", r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
    ("a year, decade or century", r"\d{4}|decade|centur|\d0s"),
    ("the year, the month, the day", r"\b(?:year|month|day)\b"),
    ("a duration without a number", r"^(?:\w+ )?(?:years|months|weeks|days|hours|minutes|decades)$"),
)


def about(words: str) -> str:
    lower = re.sub(r"\s+", " ", words.lower())
    return next((name for name, pattern in ABOUT if re.search(pattern, lower)), "another expression")


def score(path: Path, notes: Notes) -> dict[str, float]:
    """Return the scores over one part; every gold expression and every one too many is noted."""
    count: Counter[str] = Counter()
    for row in rows(path):
        published = row["dct"][:10] if "T00:00" in row["dct"] else row["dct"][:16]
        found = read(row["text"], published)
        count["found"] += len(found)
        count["gold"] += len(row["timex"])
        for gold in row["timex"]:
            key = f"{row['id']} {gold['start']} {gold['text']!r}"
            near = [time for time in found if time.span.start < gold["end"] and gold["start"] < time.span.end]
            if not near:
                notes.note(key, False, f"missed: {about(gold['text'])}", f"gold {gold['type']} {gold['value']}")
                continue
            time = next((t for t in near if (t.span.start, t.span.end) == (gold["start"], gold["end"])), near[0])
            count["relaxed"] += 1
            count["strict"] += (time.span.start, time.span.end) == (gold["start"], gold["end"])
            count["type"] += time.timex_type == gold["type"]
            count["value"] += time.value == gold["value"]
            shown = f"{time.timex_type} {time.value}, gold {gold['type']} {gold['value']} (on {published})"
            notes.note(key, time.value == gold["value"], f"value: {about(gold['text'])}", shown)
        for time in found:
            if not any(time.span.start < gold["end"] and gold["start"] < time.span.end for gold in row["timex"]):
                key = f"{row['id']} {time.span.start} {time.span.text!r}"
                notes.note(key, False, f"too much: {about(time.span.text or '')}", f"{time.timex_type} {time.value}")
    return {key: f1(count[key], count["found"], count["gold"]) for key in ("strict", "relaxed", "type", "value")}


def cases_right(path: Path) -> dict[str, tuple[int, int]]:
    """Return right and all sentences of each Recognizers extractor."""
    counts: dict[str, list[int]] = {name: [0, 0] for name in CASES}
    for row in rows(path):
        if row["spec"] not in CASES or any(result["start"] is None for result in row["results"]):
            continue
        # The references PRESENT_REF and PAST_REF are no times there.
        found = {
            (t.span.start, t.span.end) for t in read(row["input"], "2016-11-07") if not str(t.value).endswith("_REF")
        }
        gold = {(result["start"], result["end"]) for result in row["results"]}
        counts[row["spec"]][0] += found == gold
        counts[row["spec"]][1] += 1
    return {name: (right, total) for name, (right, total) in counts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_options(parser)
    options, notes = parsed(parser), Notes()
    scores = score(options.data / "timex" / f"{options.part}.jsonl.gz", notes)
    notes.show(options)
    if options.json:
        print(json.dumps({f"times.{name}_f1": round(value, 4) for name, value in scores.items() if name != "strict"}))
        return
    print("TimeBank+AQUAINT " + "  ".join(f"{name} F1 {value:.4f}" for name, value in scores.items()))
    cases = options.data / "recognizers" / "DateTime.jsonl.gz"
    for name, (right, total) in cases_right(cases).items() if cases.exists() else ():
        print(f"Recognizers {name}: {right}/{total} = {right / max(total, 1):.3f}")


if __name__ == "__main__":
    main()
