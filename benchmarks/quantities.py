"""Counts of people: MUC's victims, the final tolls of US shootings (GVA), displacement (IDMC, Kili), ISAF's releases.

    python benchmarks/quantities.py [--data ../shared/data] [--part dev|train] [--only muc|gva|idmc|isaf|kili]
        [--rules] [--kinds N] [--errors N] [--save FILE] [--against FILE] [--json]

MUC: per message, the set of (killed or injured, number) of the human targets against the quantities read;
vague fills hold no number, optional ones are neither asked for nor wrong. GVA: what most reports of an
incident say first, not as a part, against the final count, over incidents with one or more. IDMC: the
excerpts whose figure stands in the text; right are number and kind. Not gated: ISAF's fewest killed and
captured of a release ("several" is three there), and the counts of people that Kili's annotators marked.
Reports are read as a user's are, with the encoder's parse; ``--rules`` reads without it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from against import Notes, add_options, parsed
from crossread.calendar import interval_of
from crossread.model import Quantity, Report
from crossread.pipeline import Steps, iter_readings

# Of the steps only those that counts rest on.
COUNTING = Steps(
    find_attributions=lambda _reading: (),
    resolve_entities=lambda reading: reading,
    find_places=lambda reading: reading,
    find_claims=lambda reading: reading,
)

# A count as high as this is of a war in MUC's texts, not of an attack.
WAR = 400

KINDS = {"DEATH": "killed", "INJURY": "injured"}
# What each term of IDMC may be read as; a house destroyed is counted as a building, or as its household.
TERMS = {
    "Evacuated": ("evacuated",),
    "Displaced": ("displaced",),
    "Relocated": ("displaced", "evacuated"),
    "Homeless": ("displaced",),
    "Forced to Flee": ("displaced",),
    "In Relief Camp": ("sheltering",),
    "Sheltered": ("sheltering",),
    "Destroyed Housing": ("buildings", "households"),
    "Partially Destroyed Housing": ("buildings", "households"),
    "Uninhabitable Housing": ("buildings", "households", "displaced"),
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def read_all(texts: Iterable[tuple[str, str | None]], *, rules: bool) -> Iterator[tuple[Quantity, ...]]:
    """Yield the quantities of each text with its date; of the steps only those are taken that counts rest on."""
    reports = (Report(id="r", text=text, sha256="", published=interval_of(date, "given")) for text, date in texts)
    steps = replace(COUNTING, encode=None) if rules else COUNTING
    return (reading.quantities for reading in iter_readings(reports, steps=steps))


def numbers_of(quantity: Quantity) -> set[float]:
    return {bound for bound in (quantity.amount.low, quantity.amount.high) if bound is not None}


def context(text: str, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", f"{text[max(0, start - 80) : start]}[[{text[start:end]}]]{text[end : end + 80]}")


# ------------------------------------------------------------------------------------------------ MUC

Asked = tuple[frozenset[str], frozenset[int]]


def muc_gold(row: dict[str, Any]) -> tuple[list[Asked], list[Asked]]:
    """Return what is asked for and what is optional: kinds and the numbers that are right."""
    asked: list[Asked] = []
    optional: list[Asked] = []
    for template in row["templates"]:
        for target in template["hum_targets"]:
            numbers, effects = target.get("number", []), target.get("effect", [])
            pairs = zip(numbers, effects, strict=True) if len(numbers) == len(effects) else (
                (number, effect) for number in numbers for effect in effects
            )  # fmt: skip
            for number, effect in pairs:
                kinds = frozenset(KINDS[value] for value in effect if value in KINDS)
                values = frozenset(int(digits) for value in number for digits in re.findall(r"\d+", value))
                if kinds and values:
                    loose = template["optional"] or target.get("optional") or len(kinds) < len(effect)
                    (optional if loose else asked).append((kinds, values))
    # Two templates may key one count: it is asked for once.
    return list(dict.fromkeys(asked)), list(dict.fromkeys(optional))


def fits(found: tuple[str, float], gold: Asked) -> bool:
    return found[0] in gold[0] and found[1] in gold[1]


def muc_kind(row: dict[str, Any], q: Quantity) -> str:
    """Name what a count that no template asks for is."""
    if not row["templates"]:
        return f"muc too much: {q.what}, in a message without templates"
    if max(numbers_of(q)) >= WAR:
        return f"muc too much: {q.what}, the toll of a war"
    if q.part_of:
        return f"muc too much: {q.what}, a part of a total"
    return f"muc too much: {'one' if numbers_of(q) == {1} else 'several'} {q.what}, of an event not asked for"


def score_muc(path: Path, notes: Notes, rules: bool) -> dict[str, float]:
    count: Counter[str] = Counter()
    messages = list(rows(path))
    read = read_all(((row["text"], None) for row in messages), rules=rules)
    for row, everything in zip(messages, read, strict=True):
        asked, optional = muc_gold(row)
        quantities = [q for q in everything if q.what in ("killed", "injured")]
        found = {(q.what, number) for q in quantities for number in numbers_of(q) if number > 0}
        right = {item for item in found if any(fits(item, gold) for gold in asked)}
        free = {item for item in found - right if any(fits(item, gold) for gold in optional)}
        hit = [gold for gold in asked if any(fits(item, gold) for item in found)]
        count["right"] += len(right)
        count["found"] += len(found - free)
        count["hit"] += len(hit)
        count["asked"] += len(asked)
        for gold in asked:
            kinds, values = "/".join(sorted(gold[0])), sorted(gold[1])
            several = "one" if values == [1] else "several"
            notes.note(
                f"muc {row['id']} {kinds} {values}", gold in hit, f"muc missed: {several} {kinds}", row["text"][:90]
            )
        for q in quantities:
            if any((q.what, n) in found - right - free for n in numbers_of(q)):
                key = f"muc {row['id']} {q.what} at {q.span.start}"
                notes.note(key, False, muc_kind(row, q), context(row["text"], q.span.start, q.span.end))
    precision, recall = count["right"] / max(count["found"], 1), count["hit"] / max(count["asked"], 1)
    return {
        "muc_f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "muc_precision": precision,
        "muc_recall": recall,
    }


# ------------------------------------------------------------------------------------------------ GVA


def first_said(quantities: Sequence[Quantity], kind: str) -> Quantity | None:
    """Return the first count of a report that is not a part of another and has a number."""
    return next((q for q in quantities if q.what == kind and not q.part_of and max(numbers_of(q), default=0) > 0), None)


def score_gva(path: Path, notes: Notes, rules: bool) -> dict[str, float]:
    count: Counter[str] = Counter()
    incidents = list(rows(path))
    read = read_all(
        ((report["text"], report["published"]) for row in incidents for report in row["reports"]), rules=rules
    )
    for row in incidents:
        readings = [(report["text"], next(read)) for report in row["reports"]]
        for kind in ("killed", "injured"):
            if not row[kind]:
                continue
            count[kind] += 1
            firsts = [q for _, quantities in readings if (q := first_said(quantities, kind))]
            said = Counter(q.amount.low if q.amount.low is not None else q.amount.high for q in firsts)
            most = max(said, key=lambda value: said[value]) if said else None
            count[f"{kind}_right"] += most == row[kind]
            anywhere = {n for _, quantities in readings for q in quantities if q.what == kind for n in numbers_of(q)}
            count[f"{kind}_any"] += row[kind] in anywhere
            text, quantities = readings[0]
            first = first_said(quantities, kind)
            words = context(text, first.span.start, first.span.end) if first else re.sub(r"\s+", " ", text[:200])
            way = "nothing" if most is None else "too few" if most < row[kind] else "too many"
            shown = f"gold {row[kind]} read {most}: {words}"
            notes.note(f"gva {row['incident']} {kind}", most == row[kind], f"gva {kind}: {way} read", shown)
    scores = {f"gva_{kind}": count[f"{kind}_right"] / max(count[kind], 1) for kind in ("killed", "injured")}
    return scores | {f"gva_{kind}_any": count[f"{kind}_any"] / max(count[kind], 1) for kind in ("killed", "injured")}


# ----------------------------------------------------------------------------------------------- IDMC


def score_idmc(path: Path, notes: Notes, rules: bool) -> dict[str, float]:
    right = number_right = 0
    excerpts = [row for row in rows(path) if row["figure_spans"]]
    for row, quantities in zip(excerpts, read_all(((row["text"], None) for row in excerpts), rules=rules), strict=True):
        figure = float(row["figure"].replace(",", ""))
        matching = [q for q in quantities if figure in numbers_of(q)]
        number_right += bool(matching)
        good = any(q.what in TERMS.get(row["term"], ()) for q in matching)
        right += good
        read_as = "/".join(sorted({q.what for q in matching})) or "no number"
        start, end = row["figure_spans"][0]
        words = context(row["text"], start, end)
        notes.note(f"idmc {row['id']}", good, f"idmc: {row['term']} read as {read_as}", words)
    total = max(len(excerpts), 1)
    return {"idmc": right / total, "idmc_number": number_right / total}


# ------------------------------------------------------------------------------------- ISAF and Kili

VAGUE_IS = 3  # "several" in ISAF's gold
MOVED = ("displaced", "evacuated", "sheltering", "returned", "other", "population", "households")


def fewest(quantities: Sequence[Quantity], kind: str) -> float:
    """Return the largest of the fewest that any count of this kind says."""
    lows = [
        VAGUE_IS if q.amount.low is None and q.amount.high is None else q.amount.low or 0
        for q in quantities
        if q.what == kind and not q.part_of
    ]
    return max(lows, default=0)


def score_isaf(path: Path, notes: Notes, rules: bool) -> dict[str, float]:
    """Over the releases that tell of some: the share with the fewest killed, captured, right."""
    count: Counter[str] = Counter()
    releases = list(rows(path))
    read = read_all(((row["text"], row["date"]) for row in releases), rules=rules)
    for row, quantities in zip(releases, read, strict=True):
        for name, kind in (("killed", "killed"), ("captured", "detained")):
            gold, said = row[f"min_{name}"], fewest(quantities, kind)
            if gold:
                count[name] += 1
                count[f"{name}_right"] += said == gold
                key, shown = f"isaf {row['id']} {name}", f"gold {gold} read {said}: {row['text'][-160:]!r}"
                notes.note(key, said == gold, f"isaf {name}: {'nothing' if not said else 'another number'} read", shown)
    return {f"isaf_{name}": count[f"{name}_right"] / max(count[name], 1) for name in ("killed", "captured")}


def score_kili(path: Path, notes: Notes, rules: bool) -> dict[str, float]:
    """Over the counts of people that an annotator marked in a text: the share found, and with a kind of moving."""
    found = moved = total = 0
    texts = [row for row in rows(path) if row["text"]]
    read = read_all(((row["text"], row["published"]) for row in texts), rules=rules)
    for row, quantities in zip(texts, read, strict=True):
        marks = {
            (mark["start"], mark["end"]) for mark in row["labels"] if mark["value"] == "PERSON" and "start" in mark
        }
        for start, end in sorted(marks):
            over = [q for q in quantities if q.span.start < end and start < q.span.end]
            total += 1
            found += bool(over)
            moved += any(q.what in MOVED and q.what != "other" for q in over)
            kinds = "/".join(sorted({q.what for q in over})) or "nothing"
            notes.note(f"kili {row['id']} {start}", bool(over), f"kili: {kinds} read", context(row["text"], start, end))
    return {"kili_found": found / max(total, 1), "kili_moved": moved / max(total, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_options(parser)
    parser.add_argument("--rules", action="store_true", help="read without the encoder's parse")
    parser.add_argument("--only", choices=("muc", "gva", "idmc", "isaf", "kili"))
    options, notes = parsed(parser), Notes()
    scorers = {"muc": score_muc, "gva": score_gva, "idmc": score_idmc, "isaf": score_isaf, "kili": score_kili}
    scores: dict[str, float] = {}
    for name, scorer in scorers.items():
        part = "dev" if name in ("idmc", "kili") else options.part
        gated = name not in ("isaf", "kili")
        if options.only == name or (options.only is None and (gated or not options.json)):
            scores |= scorer(options.data / name / f"{part}.jsonl.gz", notes, options.rules)
    notes.show(options)
    if options.json:
        print(json.dumps({f"quantities.{name}": round(value, 4) for name, value in scores.items()}))
        return
    for name, value in scores.items():
        print(f"{name:18} {value:.4f}")


if __name__ == "__main__":
    main()
