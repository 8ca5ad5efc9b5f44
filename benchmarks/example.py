"""Score a brief of the example against its gold: one number a capability, and their mean.

    python benchmarks/example.py [--verbose] [--json]

How each is counted stands in the docstring of its function. The example is small and ours: its score says
that the whole way works and shows what is missing, not how good crossread is on real reports.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import crossread
import example_parts
from crossread.model import Brief, Report, Span
from example_gold import COUNTRY, EXAMPLES, Book, Place, Score, f1, load_gold, mean, named, trim

__all__ = ["compare", "main", "make_brief", "score"]


def reports(book: Book) -> Score:
    """Share of right fields: title, outlet, kind, published and updated (as precise as gold), credits.

    Of the credits all of gold's must be there; more are right where they go to a name that gold or the report has
    ("a Courier reporter saw" in the Courier).
    """
    result, right, asked = Score(0.0), 0, 0
    for file, gold in book.gold["reports"].items():
        report = book.reports.get(file)
        for key, wanted in gold.items():
            if wanted is None:
                continue
            found = _field(report, key) if report else None
            asked += 1
            if _credits_right(found, gold) if key == "credits" else _same_field(key, found, wanted):
                right += 1
            else:
                result.missed.append(f"{file} {key}: {wanted!r}, found {found!r}")
    result.value = right / asked
    return result


def _field(report: Report, key: str) -> Any:  # noqa: ANN401 - a name, a time, a list
    value = getattr(report, key)
    if key == "outlet":
        return value.name if value else None
    if key in ("published", "updated"):
        return value.start if value else None
    return [(credit.to, credit.relation) for credit in value] if key == "credits" else value


def _same_field(key: str, found: Any, wanted: Any) -> bool:  # noqa: ANN401
    if key == "outlet":
        return named(found, wanted)
    if key in ("published", "updated"):
        return str(found or "").startswith(wanted)
    return bool(found == wanted)


def _credits_right(found: list[tuple[str, str]] | None, gold: dict[str, Any]) -> bool:
    if found is None:
        return False
    met = (any(named(to, item["to"]) and how == item["relation"] for to, how in found) for item in gold["credits"])
    known = [gold["outlet"], *(item["to"] for item in gold["credits"])]
    return all(met) and all(named(to, known) or named(gold["outlet"], to) for to, _ in found)


def furniture(book: Book) -> Score:
    """F1 over characters that are not white space; what gold leaves to taste ("either") counts for neither."""
    result, hits, found, wanted = Score(0.0), 0, 0, 0
    for file, gold in book.gold["furniture"].items():
        report = book.reports.get(file)
        if not report:
            wanted += sum(len("".join(marked.split())) for marked in gold["marked"])
            result.missed.append(file)
            continue
        text = report.text
        free = {place for place, char in enumerate(text) if char.isspace()} | _offsets(text, gold["either"])
        right = _offsets(text, gold["marked"]) - free
        spans = [item.span for item in report.furniture] + ([report.terms_of_use] if report.terms_of_use else [])
        mine = {place for span in spans for place in range(span.start, span.end)} - free
        hits, found, wanted = hits + len(right & mine), found + len(mine), wanted + len(right)
        result.missed += [f"{file}: {run}" for run in _runs(text, right - mine)]
        result.extra += [f"{file}: {run}" for run in _runs(text, mine - right)]
    result.value = f1(hits, found, wanted)
    return result


def _offsets(text: str, strings: Iterable[str]) -> set[int]:
    found = ((text.find(string), len(string)) for string in strings)
    return {place for start, length in found if start >= 0 for place in range(start, start + length)}


def _runs(text: str, offsets: set[int]) -> list[str]:
    """Return the stretches of text that these offsets make; white space inside a stretch belongs to it."""
    kept = "".join(char if place in offsets or char.isspace() else "\0" for place, char in enumerate(text))
    return [run.strip() for run in kept.split("\0") if run.strip()]


def entries(book: Book) -> Score:
    """F1 over live-blog entries: the time to the minute and the exact heading."""
    gold = {(f, e["time"], e["heading"]) for f, found in book.gold["entries"].items() for e in found}
    mine = set()
    for file, report in book.reports.items():
        for entry in report.entries:
            heading = report.text[entry.heading.start : entry.heading.end].strip() if entry.heading else None
            mine.add((file, entry.time.start[:16] if entry.time else None, heading))
    value = f1(len(gold & mine), len(mine), len(gold))
    return Score(value, [str(item) for item in sorted(gold - mine)], sorted(str(item) for item in mine - gold))


def attributions(book: Book) -> dict[str, Score]:
    """F1 of exact sources, cues and contents (trimmed, see ``trim``), and the share of speakers named right.

    A speaker counts on the attribution that shares most of the gold content; gold without one is not asked.
    """
    gold = [item for file, items in book.gold["attributions"].items() for item in _located(book, file, items)]
    mine: dict[str, set[Place]] = {"source": set(), "cue": set(), "content": set()}
    for report, found in book.attributions():
        spans: list[tuple[str, Span | None]] = [("source", found.source), ("cue", found.cue)]
        for part, places in (*((part, [span]) for part, span in spans), ("content", found.content)):
            mine[part] |= {(report.id, *trim(report.text, s.start, s.end)) for s in places if s}
    result = {"attributions." + part: Score(0.0) for part in (*mine, "speaker")}
    lost = [item for items in book.gold["attributions"].values() for item in items]
    lost = [item for item in lost if not any(item is there for _, _, there in gold)]
    for part, found_places in mine.items():
        wanted = {place for _, parts, _ in gold for place in parts[part]}
        unseen = sum(len(item["content"]) if part == "content" else bool(item[part]) for item in lost)
        result["attributions." + part] = Score(
            f1(len(wanted & found_places), len(found_places), len(wanted) + unseen),
            [_shown(book, place) for place in sorted(wanted - found_places)],
            [_shown(book, place) for place in sorted(found_places - wanted)],
        )
    result["attributions.speaker"] = _speakers(book, gold)
    return result


Located = tuple[str, dict[str, list[Place]], dict[str, Any]]


def _located(book: Book, file: str, items: list[dict[str, Any]]) -> list[Located]:
    """Find each gold attribution: of all occurrences of its parts, those that stand closest together."""
    report = book.reports.get(file)
    located = []
    for item in items:
        if report is None:
            break
        wanted = [("source", item["source"]), ("cue", item["cue"]), *(("content", words) for words in item["content"])]
        choices = [[(part, *hit) for hit in _occurrences(report.text, words)] for part, words in wanted if words]
        if not all(choices):
            continue
        best = min(itertools.product(*choices), key=lambda spans: max(s[2] for s in spans) - min(s[1] for s in spans))
        parts: dict[str, list[Place]] = {"source": [], "cue": [], "content": []}
        for part, start, end in best:
            parts[part].append((report.id, *trim(report.text, start, end)))
        located.append((file, parts, item))
    return located


def _occurrences(text: str, words: str) -> list[tuple[int, int]]:
    pattern = r"(?<!\w)" + re.escape(words) + r"(?!\w)"
    return [hit.span() for hit in re.finditer(pattern, text)]


def _speakers(book: Book, gold: list[Located]) -> Score:
    result, right, asked = Score(0.0), 0, 0
    asked_of = sum(1 for items in book.gold["attributions"].values() for item in items if item["speaker"])
    for file, parts, item in gold:
        if not item["speaker"]:
            continue
        found = example_parts.closest_attribution(book, parts["content"], parts["cue"])
        names = book.names_of(found.speaker) if found else []
        asked += 1
        if any(named(name, item["speaker"]) for name in names):
            right += 1
        else:
            result.missed.append(f"{file} {item['content'][0][:50]!r}: {item['speaker']}, found {names[:1] or None}")
    result.value = right / max(asked, asked_of)
    return result


def _shown(book: Book, place: Place) -> str:
    file = book.file(place[0])
    return f"{file}: {book.reports[file].text[place[1] : place[2]][:90]!r}"


CAPABILITIES: tuple[Callable[[Book], Score], ...] = (
    reports,
    furniture,
    entries,
    example_parts.figures,
    example_parts.timeline,
    example_parts.points,
    example_parts.disputes,
    example_parts.names,
    example_parts.positions,
    example_parts.agreements,
    example_parts.copies,
)


def compare(brief: Brief, gold: dict[str, Any]) -> dict[str, Score]:
    """Score every capability of one brief."""
    book = Book(brief, gold)
    result = {f"example.{find.__name__}": find(book) for find in CAPABILITIES}
    parts = {f"example.{name}": found for name, found in attributions(book).items()}
    result["example.attributions"] = Score(mean(found.value for found in parts.values()))
    total = Score(mean(found.value for found in result.values()))
    return {**result, **parts, "example.score": total}


def make_brief(folder: Path = EXAMPLES / COUNTRY) -> Brief:
    """Make the brief as any user would, through the public names."""
    loaded = crossread.load_reports([folder])
    return crossread.build_brief(crossread.read_reports(loaded.reports), skipped=loaded.skipped)


def score(data: Path | None = None) -> dict[str, float]:  # noqa: ARG001 - the example needs no data
    """Return metric -> value, as the gate asks of every benchmark."""
    return {name: found.value for name, found in compare(make_brief(), load_gold()).items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print metric: value as JSON")
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what is too much")
    options = parser.parse_args()
    found = compare(make_brief(), load_gold())
    if options.json:
        print(json.dumps({name: round(item.value, 4) for name, item in found.items()}, indent=1))
        return
    for name, item in found.items():
        print(f"{name:34}{item.value:7.3f}")
        if options.verbose:
            for line in item.missed:
                print("   missed  " + line)
            for line in item.extra:
                print("   extra   " + line)


if __name__ == "__main__":
    main()
