"""The shipped encoder by itself: attributions, names, syntax, sentence vectors.

    python benchmarks/encoder.py [--data ../shared/data] [--json] [--context N]

Attributions are counted as in ``attributions.py``, on crossread's own sentences, flat; a relation is right where
source and content each share half of the longer one's words. Names (UNER) are exact, and by any overlap, on gold
sentences; articles and possessive s are trimmed. Syntax is on gold sentences and words: ``las`` without subtypes
of labels. ``sts`` is the mean over sets of Spearman's rank correlation; ``encoder.plain_base.sts`` the published
model's, as ``training/report.py`` measures it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from attributions import ROLES, f1, gold_of, joined, tokens
from crossread.encoder import Encoded, Text, shipped_encoder
from crossread.model import Report
from crossread.read.sentences import find_sentences

BASE_STS = 0.8341
"""The published encoder's score on the same pairs."""
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
Span = tuple[int, int]


class Word(NamedTuple):
    """One word of a treebank: its span and what the gold says."""

    span: Span | None
    upos: str
    head: int
    label: str


class Document(NamedTuple):
    """One treebank document written out again."""

    text: str
    sentences: list[Span]
    words: list[list[Word]]
    ids: list[str]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


# ------------------------------------------------------------------------------------------- attributions


def score_attributions(data: Path) -> dict[str, float]:
    """Exact F1 by role, token F1 of content, relation F1."""
    texts, gold = [], []
    for row in rows(data / "polnear/dev.jsonl.gz"):
        report = Report(id=row["id"], text=row["text"], sha256="")
        texts.append(Text(row["text"], [(s.span.start, s.span.end) for s in find_sentences(report)]))
        gold.append(row)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (text, *_), row, said in zip(texts, gold, shipped_encoder().encode(texts), strict=True):
        mine, theirs = _marked(text, said), gold_of(row)
        for role in ROLES:
            _count(counts[f"{role}_f1"], mine[role], theirs[role])
        _count(counts["content_token_f1"], tokens(text, mine["content"]), tokens(text, theirs["content"]))
        for place, value in enumerate(_relations(text, said, row)):
            counts["relation_f1"][place] += value
    return {key: f1(*values) for key, values in counts.items()}


def _marked(text: str, said: Encoded) -> dict[str, set[Span]]:
    spans: dict[str, list[Span]] = {role: [] for role in ROLES}
    for one in said.loose:
        spans[one.kind].append((one.start, one.end))
    for group in said.attributions:
        for one in (group.cue, *group.sources, *group.contents):
            spans[one.kind].append((one.start, one.end))
    return {role: {span for piece in spans[role] for span in joined(text, [piece])} for role in ROLES}


def _relations(text: str, said: Encoded, row: dict[str, Any]) -> tuple[int, int, int]:
    mine = [
        {"source": [s[1:3] for s in group.sources], "content": [s[1:3] for s in group.contents]}
        for group in said.attributions
        if group.contents
    ]
    left, right = list(row["attributions"]), 0
    for one in mine:
        match = next((g for g in left if all(_alike(text, one[r], g[r]) for r in ("source", "content"))), None)
        if match is not None:
            left.remove(match)
            right += 1
    return right, len(mine), len(row["attributions"])


def _alike(text: str, one: Iterable[Span], other: Iterable[Span]) -> bool:
    left, right = (tokens(text, {tuple(span) for span in spans}) for spans in (one, other))
    return not (left or right) or 2 * len(left & right) >= max(len(left), len(right), 1)


def _count(into: list[int], found: set[Any], gold: set[Any]) -> None:
    for place, value in enumerate((len(found & gold), len(found), len(gold))):
        into[place] += value


# ---------------------------------------------------------------------------------------------- treebanks


def documents(path: Path) -> list[Document]:
    """Read CoNLL-U, with paragraphs put apart by a blank line and the words placed in the text."""
    found: list[Document] = []
    glue, at = " ", 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc"):
                found.append(Document("", [], [], []))
            elif line.startswith("# newpar"):
                glue = "\n\n"
            elif line.startswith("# sent_id"):
                found[-1].ids.append(line.split("=", 1)[1].strip())
            elif line.startswith("# text ="):
                text = found[-1].text + (glue if found[-1].text else "")
                at, glue = len(text), " "
                found[-1] = found[-1]._replace(text=text + line.split("=", 1)[1].strip())
                found[-1].sentences.append((at, len(found[-1].text)))
                found[-1].words.append([])
            elif line[0].isdigit() and line.split("\t", 1)[0].isdigit():
                _, form, _, upos, _, _, head, label, *_ = line.split("\t")
                here = found[-1].text.find(form, at)
                span = (here, here + len(form)) if 0 <= here <= at + 3 else None
                at = span[1] if span else at
                found[-1].words[-1].append(Word(span, upos, int(head), label))
    return found


def read_treebank(path: Path) -> tuple[list[Document], list[Encoded]]:
    """Read the documents on gold sentences and words."""
    texts = documents(path)
    given = [
        Text(one.text, one.sentences, [word.span for words in one.words for word in words if word.span])
        for one in texts
    ]
    return texts, shipped_encoder().encode(given)


def score_syntax(texts: Sequence[Document], said: Sequence[Encoded]) -> dict[str, float]:
    """Share of words with the right part of speech, head, and head and label."""
    right, total = [0, 0, 0], 0
    for text, what in zip(texts, said, strict=True):
        number = {span: n for n, span in enumerate(what.words)}
        for words in text.words:
            for at, word in enumerate(words, 1):
                total += 1
                mine = number.get(word.span) if word.span else None
                if mine is None:
                    continue
                gold = words[word.head - 1].span if word.head else words[at - 1].span
                attached = what.words[what.heads[mine]] == gold
                right[0] += what.parts_of_speech[mine] == word.upos
                right[1] += attached
                right[2] += attached and what.labels[mine].split(":")[0] == word.label.split(":")[0]
    return dict(zip(("upos", "uas", "las"), (value / total for value in right), strict=True))


def score_names(
    texts: Sequence[Document], said: Sequence[Encoded], uner: dict[str, dict[str, Any]]
) -> dict[str, float]:
    """Exact and overlap F1 of names."""
    exact, overlap = [0, 0, 0], [0, 0, 0]
    for text, what in zip(texts, said, strict=True):
        mine = {(*_bare(text.text, name.start, name.end), name.kind) for name in what.names}
        gold = {(*_bare(text.text, a, b), KINDS[kind]) for a, b, kind in _gold_names(text, uner)}
        _count(exact, mine, gold)
        touched = {one for one in mine if any(one[0] < b and a < one[1] and one[2] == k for a, b, k in gold)}
        for place, value in enumerate((len(touched), len(mine), len(gold))):
            overlap[place] += value
    return {"names_f1": f1(*exact), "names_overlap_f1": f1(*overlap)}


def _gold_names(text: Document, uner: dict[str, dict[str, Any]]) -> list[tuple[int, int, str]]:
    names: list[tuple[int, int, str]] = []
    for name, words in zip(text.ids, text.words, strict=True):
        for word, tag in zip(words, uner[name]["tags"] if name in uner else (), strict=False):
            if word.span and tag[0] == "B":
                names.append((*word.span, tag[2:]))
            elif word.span and tag[0] == "I" and names:
                names[-1] = (names[-1][0], word.span[1], names[-1][2])
    return names


def _bare(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + 4 * (words[:4].lower() == "the "), end - 2 * words.endswith(("'s", "’s"))


# ------------------------------------------------------------------------------------------------ vectors


def score_similarity(data: Path) -> dict[str, float]:
    """Mean over the sets of the rank correlation between cosine and the judges."""
    pairs = list(rows(data / "nli/sts.dev.jsonl.gz"))
    texts = [pair[side] for pair in pairs for side in ("left", "right")]
    said = shipped_encoder().encode([Text(text, [(0, len(text))]) for text in texts])
    vectors = np.stack([what.vectors[0] for what in said])
    cosine = (vectors[::2] * vectors[1::2]).sum(1)
    sets: dict[str, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        sets[pair["set"]].append(number)
    gold = np.asarray([pair["score"] for pair in pairs])
    return {"sts": float(np.mean([spearman(cosine[those], gold[those]) for those in sets.values()]))}


def spearman(left: np.ndarray, right: np.ndarray) -> float:
    """Rank correlation; equal values share their rank."""

    def ranks(values: np.ndarray) -> np.ndarray:
        _, inverse, count = np.unique(values, return_inverse=True, return_counts=True)
        return (np.cumsum(count) - (count + 1) / 2)[inverse]

    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--context", type=int, help="pieces of context around a window (the model's own choice)")
    options = parser.parse_args()
    if options.context is not None:
        shipped_encoder().about["context"] = options.context
    scores = dict(score_attributions(options.data))
    uner = {row["id"]: row for row in rows(options.data / "uner/dev.jsonl.gz")}
    for bank in ("ewt", "gum"):
        texts, said = read_treebank(options.data / bank / "dev.conllu.gz")
        scores |= {f"{bank}_{key}": value for key, value in score_syntax(texts, said).items()}
        if bank == "ewt":
            scores |= {f"uner_{key}": value for key, value in score_names(texts, said, uner).items()}
    scores |= score_similarity(options.data) | {"plain_base.sts": BASE_STS}
    named = {f"encoder.{key}": round(value, 4) for key, value in scores.items()}
    if options.json:
        print(json.dumps(named))
        return
    for key, value in named.items():
        print(f"{key:34} {value:.4f}")


if __name__ == "__main__":
    main()
