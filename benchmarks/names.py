"""People, organisations and places as crossread's mentions, against UNER (EWT dev) and GUM dev.

    python benchmarks/names.py [--data ../shared/data] [--json] [--rules] [--show N]

On the treebanks' own sentences, since their names are marked by sentence. Articles, possessive s and titles before a
name are trimmed on both sides; exact F1, and F1 by any overlap with a name of the same kind. A facility counts as a
place (UNER knows no facilities); descriptions without a name are set aside. GUM marks all mentions: its names are
those whose head is a proper noun, cut to the run of proper nouns around it, so its score stands beside UNER's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from attributions import f1
from crossread.encoder import Text, encode
from crossread.model import Reading, Report, Sentence
from crossread.read.mentions import find_mentions
from encoder import Document, documents, rows

UNER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
GUM = {"person": "person", "organization": "organisation", "place": "place"}
KINDS = {"person": "person", "organisation": "organisation", "place": "place", "facility": "place"}
Name = tuple[int, int, str]
_TITLE = re.compile(
    r"(?:the|mr\.?|mrs\.?|ms\.?|dr\.?|gen\.?|president|minister|king|queen|sir|sheikh|prince|sen\.?|rep\.?|gov\.?)\s+",
    re.I,
)


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim article, titles and possessive s."""
    while (title := _TITLE.match(text, start, end)) and title.end() < end:
        start = title.end()
    return start, end - 2 * text[start:end].endswith(("'s", "’s"))


def of_uner(text: Document, uner: dict[str, dict[str, Any]]) -> Iterator[Name]:
    """Return UNER's names of a document."""
    found: list[Name] = []
    for name, words in zip(text.ids, text.words, strict=True):
        for word, tag in zip(words, uner[name]["tags"] if name in uner else (), strict=False):
            if word.span and tag[0] == "B":
                found.append((*word.span, UNER[tag[2:]]))
            elif word.span and tag[0] == "I" and found:
                found[-1] = (found[-1][0], word.span[1], found[-1][2])
    return iter(found)


def of_gum(text: Document, marks: dict[str, list[str]]) -> Iterator[Name]:
    """Return the names among GUM's mentions of a document."""
    for name, words in zip(text.ids, text.words, strict=True):
        seen: dict[tuple[int, int], str] = {}
        for kind, start, end in mentions_of(marks[name]):
            heads = [n for n in range(start, end) if not start <= words[n].head - 1 < end]
            if kind in GUM and heads and words[heads[0]].upos == "PROPN":
                first, last = heads[0], heads[0] + 1
                while first > start and words[first - 1].upos == "PROPN":
                    first -= 1
                while last < end and words[last].upos == "PROPN":
                    last += 1
                seen.setdefault((first, last), GUM[kind])
        for (first, last), kind in seen.items():
            inner = any(a <= first and last <= b and (a, b) != (first, last) for a, b in seen)
            left, right = words[first].span, words[last - 1].span
            if not inner and left and right:
                yield left[0], right[1], kind


def mentions_of(entities: list[str]) -> Iterator[tuple[str, int, int]]:
    """Return kind, first word and end of the mentions of a sentence (brackets in the ``Entity`` column)."""
    opened: dict[str, list[tuple[str, int]]] = {}
    for word, marks in enumerate(entities):
        for begins, name, ends in re.findall(r"(\()?(\d+(?:\[[^\]]*\])?(?:-[^()]*)?)(\))?", marks):
            number = name.split("-")[0]
            if begins and "-" in name:
                opened.setdefault(number, []).append((name.split("-")[1], word))
            if ends and opened.get(number):
                kind, start = opened[number].pop()
                yield kind, start, word + 1


def entity_column(path: Path) -> dict[str, list[str]]:
    """Return the ``Entity`` marks of each word by sentence id."""
    found: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# sent_id"):
                here = found.setdefault(line.split("=", 1)[1].strip(), [])
            elif line.split("\t", 1)[0].isdigit():
                mark = re.search(r"Entity=([^|\s]*)", line.rsplit("\t", 1)[1])
                here.append(mark[1] if mark else "")
    return found


def read(texts: list[Document], *, rules: bool) -> list[set[Name]]:
    """Return crossread's named people, organisations and places."""
    said = [None] * len(texts) if rules else encode([Text(text.text, text.sentences) for text in texts])
    found = []
    for number, (text, words) in enumerate(zip(texts, said, strict=True)):
        report = Report(id=f"r{number}", text=text.text, sha256="")
        sentences = tuple(Sentence(span=report.span(*span)) for span in text.sentences)
        reading = replace(Reading(report=report, sentences=sentences), encoded=words)
        marked = {(name.start, name.end) for name in words.names} if words is not None else set()
        found.append(
            {
                (*bare(text.text, mention.span.start, mention.span.end), KINDS[mention.kind])
                for mention in find_mentions(reading)
                if mention.kind in KINDS
                and (
                    (mention.span.text or "").split()[-1][0].isupper()
                    or (mention.span.start, mention.span.end) in marked
                )
            }
        )
    return found


def score(texts: list[Document], found: list[set[Name]], gold: list[set[Name]]) -> tuple[dict[str, float], list[str]]:
    """Return exact and overlap F1, exact F1 by kind, and lines that show what was missed or wrong."""
    right = touched = 0
    kinds = {kind: [0, 0, 0] for kind in UNER.values()}
    lines = []
    for text, mine, theirs in zip(texts, found, gold, strict=True):
        right += len(mine & theirs)
        touched += sum(any(a < end and start < b and kind == k for a, b, k in theirs) for start, end, kind in mine)
        for what, names in (("WRONG", mine - theirs), ("MISS", theirs - mine)):
            for start, end, kind in sorted(names):
                context = (
                    f"{text.text[max(0, start - 40) : start]}[[{text.text[start:end]}]]{text.text[end : end + 40]}"
                )
                lines.append(f"{what:5} {kind:12} {context}".replace("\n", "/"))
        for kind, counts in kinds.items():
            one, other = ({name for name in names if name[2] == kind} for names in (mine, theirs))
            for place, value in enumerate((len(one & other), len(one), len(other))):
                counts[place] += value
    totals = sum(map(len, found)), sum(map(len, gold))
    scores = {"f1": f1(right, *totals), "overlap_f1": f1(touched, *totals)}
    return scores | {f"{kind}_f1": f1(*counts) for kind, counts in kinds.items()}, lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rules", action="store_true", help="without the encoder")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    uner = {row["id"]: row for row in rows(options.data / "uner/dev.jsonl.gz")}
    named: dict[str, float] = {}
    shown: list[str] = []
    for name, bank in (("uner", "ewt"), ("gum", "gum")):
        path = options.data / bank / "dev.conllu.gz"
        texts = documents(path)
        marks = entity_column(path) if bank == "gum" else {}
        gold = [
            {
                (*bare(text.text, start, end), kind)
                for start, end, kind in (of_gum(text, marks) if marks else of_uner(text, uner))
            }
            for text in texts
        ]
        scores, lines = score(texts, read(texts, rules=options.rules), gold)
        named |= {f"names.{name}_{key}": round(value, 4) for key, value in scores.items()}
        shown += random.Random(1).sample(lines, min(options.show, len(lines)))
    if options.json:
        print(json.dumps(named))
        return
    for key, value in named.items():
        print(f"{key:34} {value:.4f}")
    print("\n".join(shown))


if __name__ == "__main__":
    main()
