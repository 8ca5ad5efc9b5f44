"""Copies: F1 on made edits and on the clear pairs of GVA's dev part.

    python benchmarks/copies.py [--data ../shared/data] [--json] [--show]

Made edits: each of a fixed choice of texts is copied with some sentences deleted, put in another order, or
replaced by sentences of another text, up to four in ten of them; what is left is a copy or a partial copy. The
same number of pairs of different incidents are none. Clear pairs: two outlets' reports of one incident
that share half or more of the shorter one's runs of five words are copies; less than a twentieth are none.
``--show`` prints the pairs between, which are to be read, not scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from crossread.align.copies import find_copies
from crossread.model import Reading, Report
from crossread.splitting import split_sentences
from crossread.text import words

SEED = 20230921
MADE = 200
FEWEST_WORDS = 120
CLEAR_COPY, CLEAR_NONE = 0.5, 0.05
COPIED = ("copy", "partial_copy")

Case = tuple[Reading, Reading, bool, str]  # left, right, is it a copy, where it comes from


def rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def reading(id: str, text: str) -> Reading:
    return Reading(report=Report(id=id, text=text, sha256="", language="en"))


def texts(data: Path, part: str) -> dict[str, str]:
    return {
        report["id"]: report["text"] for row in rows(data / "gva" / f"{part}.jsonl.gz") for report in row["reports"]
    }


def edited(text: str, other: str, how: str, chance: random.Random) -> str:
    """Return ``text`` after an editor of the given kind has gone over it."""
    sentences = [text[start:end] for start, end in split_sentences(text)]
    touched = set(chance.sample(range(len(sentences)), max(1, int(len(sentences) * chance.uniform(0.1, 0.4)))))
    if how == "deleted":
        sentences = [sentence for number, sentence in enumerate(sentences) if number not in touched]
    elif how == "reordered":
        chance.shuffle(sentences)
    else:
        strange = [other[start:end] for start, end in split_sentences(other)]
        sentences = [chance.choice(strange) if number in touched else text for number, text in enumerate(sentences)]
    return " ".join(sentences)


def made_cases(data: Path, part: str) -> Iterator[Case]:
    chance = random.Random(SEED)
    long_enough = [
        (row["incident"], report["text"])
        for row in rows(data / "gva" / f"{part}.jsonl.gz")
        for report in row["reports"][:1]
        if len(words(report["text"])) >= FEWEST_WORDS and len(split_sentences(report["text"])) >= 5
    ]
    for number, (incident, text) in enumerate(chance.sample(sorted(long_enough), min(MADE, len(long_enough)))):
        how = ("deleted", "reordered", "replaced")[number % 3]
        _, other = chance.choice([item for item in long_enough if item[0] != incident])
        yield reading("a", text), reading("b", edited(text, other, how, chance)), True, how
        yield reading("a", text), reading("b", other), False, "different"


def clear_cases(data: Path, part: str) -> Iterator[Case]:
    by_id = texts(data, part)
    for row in rows(data / "gva" / f"copies_{part}.jsonl.gz"):
        share = max(row["left_in_right"], row["right_in_left"])
        if row["same_outlet"] or CLEAR_NONE <= share < CLEAR_COPY:
            continue
        left, right = (reading(row[side], by_id[row[side]]) for side in ("left", "right"))
        yield left, right, share >= CLEAR_COPY, "clear"


def judged(left: Reading, right: Reading) -> bool:
    return any(copy.relation in COPIED for copy in find_copies([left, right]))


def show_middle(data: Path, part: str) -> None:
    by_id = texts(data, part)
    for row in rows(data / "gva" / f"copies_{part}.jsonl.gz"):
        share = max(row["left_in_right"], row["right_in_left"])
        if not row["same_outlet"] and CLEAR_NONE <= share < CLEAR_COPY:
            found = find_copies([reading(row[side], by_id[row[side]]) for side in ("left", "right")])
            relation = found[0].relation if found else "independent"
            print(f"{share:.2f} {relation:12} {row['left']} {row['right']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("train", "dev"), default="dev")
    parser.add_argument("--json", action="store_true", help="print the score as one JSON object")
    parser.add_argument("--show", action="store_true", help="list the pairs between, with the verdict")
    options = parser.parse_args()
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for make in (made_cases, clear_cases):
        for left, right, copied, source in make(options.data, options.part):
            counts[source, copied, judged(left, right)] += 1
    right = sum(count for (_, gold, found), count in counts.items() if gold and found)
    wrong = sum(count for (_, gold, found), count in counts.items() if gold != found)
    f1 = 2 * right / (2 * right + wrong)
    if options.json:
        print(json.dumps({"copies.f1": round(f1, 4)}))
        return
    for (source, gold, found), count in sorted(counts.items()):
        print(f"{source:10} {'copy' if gold else 'none':5} judged {'copy' if found else 'none':5} {count}")
    print(f"F1 {f1:.4f}")
    if options.show:
        show_middle(options.data, options.part)


if __name__ == "__main__":
    main()
