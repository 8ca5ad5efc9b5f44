"""Speakers: whose words a quotation is, against BASIL's quotes with a named speaker.

    python benchmarks/speakers.py [--data ../shared/data] [--json] [--show wrong|refused|none|right]

Of each marked quote the attribution is taken whose content holds most of its letters (at least half; of several the
innermost), and its speaker compared with the annotator's label. Labels "other pro", "other anti" and "other neutral"
name nobody and are left out. The label names a person or a body: right is an entity with a name or alias that has the
label's surname as one of its words and no given name that clashes, or is the label's acronym, or has all its words. A
label in small letters or in the plural ("House Democrats") names a kind of people: there a speaker is right too whose
roles or party have every word of the label that is no word for people ("lawmakers"). It is counted apart, since the
text may never say that a speaker is of that kind ("Ms. Ruiz"). What somebody's statement or letter says is right where
it is part of that person, and who is part of a body named speaks for it. What is not right is wrong (another speaker),
refused (an attribution without a speaker) or none (no attribution); ``person_precision`` is right among right and
wrong, where the label is no kind of people.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crossread.model import Attribution, Entity, Reading, Report
from crossread.names import fold
from crossread.pipeline import Steps, read_reports

# Words of a label that say only that there are people or where they sit, or join others.
_PEOPLE = "lawmakers officials members committee companies plaintiffs protestors house senate and of the"
# The letter before a region in brackets behind a lawmaker's name.
PARTIES = {"d": "democrat", "r": "republic", "gop": "republic"}
SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))
# The set has lost accented letters and what follows: a label's last word may be the beginning of a surname.
SHORTEST_BEGINNING = 6
OUTCOMES = ("right", "wrong", "refused", "none")


class Case(NamedTuple):
    """One marked quote with what became of it."""

    outcome: str
    label: str
    kind: str  # person or group
    said: str | None
    source: str | None
    text: str


def marks_of(data: Path) -> Iterator[tuple[Report, list[dict[str, Any]]]]:
    """Return BASIL's reports with their quotes that have a named speaker."""
    with gzip.open(data / "stories" / "basil.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for number, one in enumerate(row["reports"]):
                quotes = [mark for mark in one["marks"] if mark["quote"] and mark["speaker"]]
                named = [mark for mark in quotes if not mark["speaker"].startswith("other ")]
                yield Report(id=f"{row['id']}-{number}", text=one["text"], sha256="", title=one["title"]), named


def label_kind(label: str) -> str:
    """Tell a label that names a kind of people from one that names a person or body."""
    last = label.split()[-1]
    return "group" if last.islower() or last in {"Lawmakers", "Democrats", "Republicans", "Catholics"} else "person"


def is_named(entity: Entity, label: str) -> bool:
    """Tell whether one of the entity's names is the label's."""
    return any(same_name(name, label) for name in names_of(entity))


def names_of(entity: Entity) -> tuple[str, ...]:
    """Return name and aliases."""
    return entity.name, *(alias.name for alias in entity.aliases)


def same_name(name: str, label: str) -> bool:
    """Tell whether a name is a form of the label's: its surname and no other given name, its acronym, or all of it."""
    mine, theirs = fold(name).split(), [word for word in fold(label).split() if word not in SUFFIXES]
    junior = [bool(SUFFIXES & set(fold(words).split())) for words in (name, label)]
    if name.isupper() and len(theirs) > 1 and fold(name) == "".join(word[0] for word in theirs):
        return True
    if set(theirs) <= set(mine):
        return junior[0] == junior[1] or len(mine) == 1
    mine = [word for word in mine if word not in SUFFIXES]
    surname = mine and (
        mine[-1] == theirs[-1] or (len(theirs[-1]) >= SHORTEST_BEGINNING and mine[-1].startswith(theirs[-1]))
    )
    given = [word for word in mine[:-1] if len(word) > 1]
    return bool(surname) and (not given or any(word[:3] == other[:3] for word in given for other in theirs[:-1]))


def is_of_kind(entity: Entity, label: str, by_id: dict[str, Entity]) -> bool:
    """Tell whether names, roles and parties of a speaker have every telling word of a label for people."""
    words: list[str] = []
    seen: set[str] = set()
    one: Entity | None = entity
    while one is not None and one.id not in seen:
        seen.add(one.id)
        words += [*names_of(one), *(role.span.text or "" for role in one.roles)]
        one = by_id.get(one.part_of or "")
    have = {telling(word) for word in fold(" ".join(words)).split()}
    wanted = {telling(word) for word in fold(label).split() if word not in _PEOPLE.split()}
    return bool(wanted) and wanted <= have


def telling(word: str) -> str:
    """Return a word without its plural s, "democratic" as "democrat", a party's letter as its members."""
    return PARTIES.get(word, word.removesuffix("s").removesuffix("ic").removesuffix("an"))


def covering(reading: Reading, start: int, end: int) -> Attribution | None:
    """Return the innermost attribution among those that hold most of a quote, at least half of it."""
    shares = []
    for one in reading.attributions:
        held = sum(max(0, min(end, piece.end) - max(start, piece.start)) for piece in one.content)
        size = sum(piece.end - piece.start for piece in one.content)
        if 2 * held >= end - start:
            shares.append((round(held / (end - start), 1), -size, one))
    return max(shares, key=lambda share: share[:2])[2] if shares else None


def judge(reading: Reading, marks: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """Return what became of each quote of one report."""
    by_id = {entity.id: entity for entity in reading.entities}
    for mark in marks:
        label, found = mark["speaker"], covering(reading, mark["start"], mark["end"])
        speaker = by_id.get(found.speaker or "") if found else None
        kind = label_kind(label)
        outcome = "none" if found is None else "refused"
        if speaker is not None:
            author = by_id.get(speaker.part_of or "") if speaker.kind in {"description", "work"} else None
            body = by_id.get(speaker.part_of or "")
            party = body is not None and body.kind in {"organisation", "group"} and is_named(body, label)
            right = is_named(speaker, label) or party or (author is not None and is_named(author, label))
            right = right or (kind == "group" and is_of_kind(speaker, label, by_id))
            outcome = "right" if right else "wrong"
        around = reading.report.text[max(0, mark["start"] - 200) : mark["end"] + 160].replace("\n", "/")
        source = found.source.text if found and found.source else None
        yield Case(outcome, label, kind, speaker.name if speaker else None, source, around)


def scores_of(cases: Sequence[Case]) -> dict[str, float]:
    """Return the share right among all quotes and by kind of label, and the precision of speakers given."""
    named = {"speakers.basil": share(cases)}
    for kind in ("person", "group"):
        named[f"speakers.basil_{kind}"] = share([case for case in cases if case.kind == kind])
    given = [case for case in cases if case.kind == "person" and case.outcome in {"right", "wrong"}]
    return named | {"speakers.basil_person_precision": share(given)}


def share(cases: Sequence[Case]) -> float:
    return round(sum(case.outcome == "right" for case in cases) / max(len(cases), 1), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", nargs="*", choices=OUTCOMES, default=[], help="print the cases")
    options = parser.parse_args()
    reports, marks = zip(*(pair for pair in marks_of(options.data) if pair[1]), strict=True)
    readings = read_reports(reports, steps=Steps(find_claims=lambda reading: reading))
    cases = [case for reading, those in zip(readings, marks, strict=True) for case in judge(reading, those)]
    if options.json:
        print(json.dumps(scores_of(cases)))
        return
    show(cases, options.show)


def show(cases: Sequence[Case], wanted: Sequence[str]) -> None:
    """Print the counts, and the cases asked for."""
    for kind in ("person", "group"):
        counts = Counter(case.outcome for case in cases if case.kind == kind)
        print(f"{kind:7}", *(f"{outcome} {counts[outcome]:3}" for outcome in OUTCOMES))
    for key, value in scores_of(cases).items():
        print(f"{key:34} {value:.4f}")
    for case in cases:
        if case.outcome in wanted:
            print(f"\n{case.outcome.upper()} {case.label} <- {case.said} (source {case.source!r})\n  {case.text}")


if __name__ == "__main__":
    main()
