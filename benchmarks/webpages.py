"""How well web pages are read: crossread's reader beside plain trafilatura, in one run.

    python benchmarks/webpages.py [--data ../shared/data] [--json] [--losses]

On ``html/fundus``: words of the body (F1 against the gold body, mean over pages), title (equal but for case,
space and punctuation), day and minute of publication (the minute where the gold has a time of day that is
not midnight). On ``html/htmldate``: the day. Nothing is tuned to single sites; the gold is what a hand-made
parser of each site reads, so figures near 1 are not to be had.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crossread.errors import InputError
from crossread.ingest.webpage import report_from_html

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader says of one page."""

    body: str = ""
    title: str = ""
    published: str = ""


def crossread_reader(raw: bytes, url: str) -> Page:
    """Read by the product's own way in."""
    try:
        report = report_from_html(raw, url=url)
    except InputError:
        return Page()
    return Page(report.text, report.title or "", report.published.start if report.published else "")


def crossread_day(raw: bytes, url: str) -> Page:
    """Read only what the page says of itself (many pages of the date set hold no running text)."""
    from crossread.ingest.pagemeta import read_metadata
    from crossread.ingest.pagetext import decode_page, parse_page

    try:
        found = read_metadata(parse_page(decode_page(raw).text), url)
    except InputError:
        return Page()
    return Page(published=found.fields.get("published", ""))


def trafilatura_reader(raw: bytes, url: str) -> Page:
    """Read as trafilatura does by default."""
    import trafilatura

    found = trafilatura.extract_metadata(raw, default_url=url)
    body = trafilatura.extract(raw, url=url) or ""
    return Page(body, (found.title if found else "") or "", (found.date if found else "") or "")


READERS: Mapping[str, Callable[[bytes, str], Page]] = {
    "crossread": crossread_reader,
    "trafilatura": trafilatura_reader,
}
DAY_READERS: Mapping[str, Callable[[bytes, str], Page]] = {
    "crossread": crossread_day,
    "trafilatura": trafilatura_reader,
}


def rows(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Go through the gold of a set and its pages."""
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as gold:
        for line in gold:
            row = json.loads(line)
            yield row, gzip.decompress((folder / row["file"]).read_bytes())


def gold_body(body: Mapping[str, Any]) -> str:
    parts = list(body["summary"])
    for section in body["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def word_f1(found: str, gold: str) -> float:
    left, right = Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(gold.lower()))
    shared = sum((left & right).values())
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def same_title(found: str, gold: str) -> bool:
    return _WORD.findall(found.lower()) == _WORD.findall(gold.lower())


def same_minute(found: str, gold: str) -> bool:
    """Compare as moments where both have a zone; else as the clock reads."""
    try:
        left, right = datetime.fromisoformat(found), datetime.fromisoformat(gold)
    except ValueError:
        return False
    if len(found) <= len("2024-01-01"):
        return False
    if left.tzinfo is None or right.tzinfo is None:
        left, right = left.replace(tzinfo=None), right.replace(tzinfo=None)
    return abs(left - right) < timedelta(minutes=1)


def score_page(page: Page, gold: Mapping[str, Any]) -> dict[str, float]:
    """Score one page; what the gold does not have is not scored."""
    scores = {"body_f1": word_f1(page.body, gold_body(gold["body"]))}
    if gold.get("title"):
        scores["title"] = same_title(page.title, gold["title"])
    when = gold.get("publishing_date")
    if when:
        scores["published_day"] = page.published[:10] == when[:10]
        if when[11:16] not in ("", "00:00"):
            # to the minute: what is kept of a time is its minute
            scores["published_minute"] = same_minute(
                page.published, when[:16] + re.sub(r"^.{16}(?::\d\d(?:\.\d+)?)?", "", when)
            )
    return scores


def score_fundus(folder: Path, losses: bool) -> dict[str, dict[str, float]]:
    """Return the mean of each score by reader."""
    scores: dict[str, dict[str, list[float]]] = {name: {} for name in READERS}
    for row, raw in rows(folder):
        of_page = {name: score_page(read(raw, row["url"]), row["gold"]) for name, read in READERS.items()}
        for name, found in of_page.items():
            for what, score in found.items():
                scores[name].setdefault(what, []).append(float(score))
        if losses:
            print_losses(row["file"], of_page)
    return {name: {what: sum(each) / len(each) for what, each in found.items()} for name, found in scores.items()}


def print_losses(file: str, of_page: Mapping[str, Mapping[str, float]]) -> None:
    for what, score in of_page["crossread"].items():
        other = of_page["trafilatura"][what]
        if score < 0.8 or score < other - 0.005:
            print(f"{what:17} {score:.3f} {other:.3f} {file}", file=sys.stderr)


def score_days(folder: Path) -> dict[str, float]:
    right: Counter[str] = Counter()
    pages = 0
    for row, raw in rows(folder):
        pages += 1
        for name, read in DAY_READERS.items():
            right[name] += read(raw, row["url"]).published[:10] == row["date"]
    return {name: right[name] / pages for name in DAY_READERS}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, default=DATA)
    arguments.add_argument("--json", action="store_true", help="print one object of figures")
    arguments.add_argument("--losses", action="store_true", help="name the pages that are read badly (stderr)")
    options = arguments.parse_args()
    by_reader = score_fundus(options.data / "html" / "fundus", options.losses)
    for name, score in score_days(options.data / "html" / "htmldate").items():
        by_reader[name]["htmldate_day"] = score
    if options.json:
        ours = {f"webpages.{what}": round(score, 4) for what, score in by_reader["crossread"].items()}
        theirs = {
            f"webpages.plain_trafilatura.{what}": round(score, 4) for what, score in by_reader["trafilatura"].items()
        }
        print(json.dumps({**ours, **theirs}, indent=1))
        return
    print(f"{'':18}" + "".join(f"{name:>13}" for name in by_reader))
    for what in by_reader["crossread"]:
        print(f"{what:18}" + "".join(f"{found[what]:13.4f}" for found in by_reader.values()))


if __name__ == "__main__":
    main()
