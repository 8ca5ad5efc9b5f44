"""Turn the corpora into numbered pieces, words and labels: ``python -m training.prepare --data FOLDER``.

One *text* (a report, a treebank document, a lone sentence) is one set of arrays; a training window is a slice
of whole sentences of it. ``NONE`` stands where a word has no label of that kind. Everything is written to
``training/work/`` and nowhere else: the sentences belong to their publishers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from crossread.pieces import cut_pieces

NONE = -100
WORK = Path(__file__).parent / "work"
ROLES = ("source", "cue", "content")
KINDS = ("PER", "ORG", "LOC")
NONCOMMERCIAL = ("fiction", "whow", "textbook", "conversation")
"""Genres of GUM whose texts may not be used commercially (or not be changed): left out."""
WEIGHTS = {"uner": 1.0, "wikigold": 0.5, "wnut17": 0.4, "gum": 0.3}
"""How far a corpus' names are trusted: UNER is the target, the others differ in what they call a name."""
TITLES = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|President|Senator|Professor|Prof|King|Queen|Prince|General|Captain)\.?$")
Span = tuple[int, int]


@dataclass
class Text:
    """One text in numbers. ``sentence`` numbers each piece, ``first`` is each word's first piece."""

    name: str
    corpus: str
    ids: Any
    shapes: Any
    marks: Any
    sentence: Any
    first: Any
    words: list[Span]
    attribution: list[Any] = field(default_factory=list)
    groups: list[list[tuple[int, int, int, int]]] = field(default_factory=list)
    names: Any = None
    upos: Any = None
    head: Any = None
    label: Any = None
    begins: Any = None
    vectors: int = -1
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    gold: Any = None


def rows(path: Path) -> Iterator[Any]:
    """Read one object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def trimmed(text: str, start: int, end: int) -> Span:
    """Trim space, quotes and punctuation from both ends, as all scores on spans do."""
    while start < end and _is_edge(text[start]):
        start += 1
    while start < end and _is_edge(text[end - 1]):
        end -= 1
    return start, end


def merged(text: str, pieces: Sequence[Sequence[int]]) -> list[Span]:
    """Trim the pieces of one content, and join those with nothing but space and punctuation between them."""
    spans: list[Span] = []
    for start, end in sorted((a, b) for a, b in pieces):
        start, end = trimmed(text, start, end)
        if start >= end:
            continue
        if spans and all(map(_is_edge, text[spans[-1][1] : start])):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _is_edge(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign)[0] in "PZC" or sign in "`"


def numbered(name: str, corpus: str, text: str, sentences: Sequence[Span], tokenizer: Any,
             words: Sequence[Span] | None = None) -> Text:  # fmt: skip
    """Cut ``text`` and number its sentences; what lies between two sentences goes with the first."""
    cut = cut_pieces(text, tokenizer, words)
    starts = [start for start, _ in sentences]
    at = np.maximum(np.searchsorted(starts, np.asarray(cut.starts, dtype=np.int64), side="right") - 1, 0)
    return Text(
        name=name, corpus=corpus, ids=np.asarray(cut.ids, np.int32), shapes=np.asarray(cut.shapes, np.int8),
        marks=np.asarray(cut.marks, np.int8), sentence=at.astype(np.int32), first=np.asarray(cut.first, np.int32),
        words=cut.words, text=text, sentences=list(sentences), begins=_begins(cut.words, starts),
    )  # fmt: skip


def _begins(words: Sequence[Span], starts: Sequence[int]) -> Any:
    """Label the first word of each sentence."""
    owner = np.maximum(np.searchsorted(starts, [start for start, _ in words], side="right") - 1, 0)
    return np.concatenate([[1], (np.diff(owner) > 0)]).astype(np.int8) if len(words) else owner.astype(np.int8)


def tagged(words: Sequence[Span], spans: Sequence[tuple[int, int, int]]) -> Any:
    """Write BIO tags: 0 outside, 2k+1 first word of a span of kind k, 2k+2 its other words."""
    tags = np.zeros(len(words), np.int8)
    starts = [start for start, _ in words]
    for start, end, kind in spans:
        here = max(bisect_left(starts, start), 0)
        if here and words[here - 1][1] > start:
            here -= 1
        until = bisect_left(starts, end)
        tags[here:until] = 2 * kind + 2
        if here < until:
            tags[here] = 2 * kind + 1
    return opened(tags)


def opened(tags: Any) -> Any:
    """Open a span anew behind another one that was laid over its middle: no tag may follow a foreign one."""
    before = np.concatenate([[0], tags[:-1]]).astype(tags.dtype)
    foreign = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    return np.where(foreign, tags - 1, tags).astype(np.int8)


def _word_range(words: Sequence[Span], start: int, end: int) -> Span:
    starts = [a for a, _ in words]
    here = bisect_left(starts, start)
    if here and words[here - 1][1] > start:
        here -= 1
    return here, bisect_left(starts, end) - 1


# ------------------------------------------------------------------------------------------ attributions


def polnear(data: Path, part: str, tokenizer: Any) -> list[Text]:
    """Read PolNeAR, with every annotator's version of it; sentences are the silver ones."""
    silver = {row["id"]: row["sentences"] for row in rows(data / f"polnear/silver_{part}.jsonl.gz")}
    texts = []
    for row in rows(data / f"polnear/{part}.jsonl.gz"):
        sentences = [(s["start"], s["end"]) for s in silver.get(row["id"], [])] or lines_of(row["text"])
        text = numbered(row["id"], "polnear", row["text"], sentences, tokenizer)
        for key in ["attributions", *(f"attributions_{n}" for n in range(2, 7))]:
            if key in row:
                tags, groups = _attribution_labels(row["text"], text.words, row[key])
                text.attribution.append(tags)
                text.groups.append(groups)
        text.gold = row["attributions"]
        texts.append(text)
    return texts


def lines_of(text: str) -> list[Span]:
    """Cut a text without known sentences at its lines and at full stops."""
    found = [m.span() for m in re.finditer(r"[^\n]+?(?:[.!?][”\"’)]*(?=\s+[A-Z“\"])|$)", text, re.MULTILINE)]
    return [span for span in found if text[span[0] : span[1]].strip()] or [(0, len(text))]


def _attribution_labels(
    text: str, words: Sequence[Span], attributions: Sequence[Any]
) -> tuple[Any, list[tuple[int, int, int, int]]]:
    spans, groups = [], []
    for attribution in attributions:
        cues = merged(text, attribution["cue"])
        cue = _word_range(words, *cues[0])[0] if cues else NONE
        for role, kind in enumerate(ROLES):
            for start, end in merged(text, attribution[kind]):
                spans.append((start, end, role))
                if kind != "cue" and cue != NONE:
                    groups.append((role, *_word_range(words, start, end), cue))
    spans.sort(key=lambda span: span[2], reverse=True)  # a content laid over a cue must not hide it
    return tagged(words, spans), groups


# ---------------------------------------------------------------------------------------------- treebanks


def treebank(data: Path, corpus: str, part: str, tokenizer: Any, names: dict[str, Any]) -> list[Text]:
    """Read CoNLL-U documents; ``names`` (of UNER) by sentence id, else GUM's own entities."""
    texts = []
    for name, genre, document in _documents(data / f"{corpus}/{part}.conllu.gz"):
        if genre in NONCOMMERCIAL and part == "train":
            continue
        text, sentences, words, owners = _laid_out(document)
        made = numbered(name, corpus, text, sentences, tokenizer, words)
        _label_syntax(made, words, owners, document)
        made.gold = {"genre": genre, "document": document, "words": words, "owners": owners}
        spans = []
        for number, ((start, _), sentence) in enumerate(zip(sentences, document, strict=True)):
            if corpus == "ewt":
                spans += uner_names(names.get(sentence["id"]), number, owners, words)
            else:
                spans += [(start + a, start + b, KINDS.index(k)) for a, b, k in gum_names(sentence)]
        made.names = tagged(made.words, spans)
        made.gold["names"] = spans
        texts.append(made)
    return texts


def _documents(path: Path) -> Iterator[tuple[str, str, list[Any]]]:
    name, genre, document, sentence = "", "", [], {"tokens": [], "paragraph": False}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                if document:
                    yield name, genre, document
                name, genre, document = line.split("=", 1)[1].strip(), "", []
            elif line.startswith("# meta::genre"):
                genre = line.split("=", 1)[1].strip()
            elif line.startswith("# newpar"):
                sentence["paragraph"] = True
            elif line.startswith(("# text =", "# sent_id =")):
                sentence[line[2:].split(" =")[0].replace("sent_id", "id")] = line.split("=", 1)[1].strip()
            elif not line and sentence["tokens"]:
                document.append(sentence)
                sentence = {"tokens": [], "paragraph": False}
            elif line and line[0] != "#" and line.split("\t", 1)[0].isdigit():
                columns = line.split("\t")
                token = (columns[1], columns[3], int(columns[6]), columns[7], columns[9])
                sentence["tokens"].append(token)
    yield name, genre, document


def _laid_out(document: Sequence[Any]) -> tuple[str, list[Span], list[Span], list[tuple[int, int]]]:
    """Write a document as running text again; return it, its sentences, its words and whose they are."""
    text, sentences, words, owners = "", [], [], []
    for number, sentence in enumerate(document):
        if text:
            text += "\n\n" if sentence["paragraph"] else " "
        at = len(text)
        text += sentence["text"]
        sentences.append((at, len(text)))
        sentence["start"] = at
        for index, token in enumerate(sentence["tokens"]):
            here = text.find(token[0], at)
            if 0 <= here <= at + 3:
                words.append((here, here + len(token[0])))
                owners.append((number, index))
                at = here + len(token[0])
    return text, sentences, words, owners


def _label_syntax(made: Text, words: Sequence[Span], owners: Sequence[Span], document: Sequence[Any]) -> None:
    number = {span: n for n, span in enumerate(made.words)}
    place = {owner: number.get(span, NONE) for owner, span in zip(owners, words, strict=True)}
    size = len(made.words)
    made.upos, made.label = ["_"] * size, ["_"] * size
    made.head = np.full(size, NONE, np.int32)
    for owner, span in zip(owners, words, strict=True):
        if (here := number.get(span, NONE)) == NONE:
            continue
        _, upos, head, label, _ = document[owner[0]]["tokens"][owner[1]]
        made.upos[here], made.label[here] = upos, label
        made.head[here] = here if head == 0 else place.get((owner[0], head - 1), NONE)


def uner_names(row: Any, number: int, owners: Sequence[Span], words: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Place UNER's names on EWT's words by their number: the two space some sentences differently."""
    spans: list[tuple[int, int, int]] = []
    for (sentence, token), (start, end) in zip(owners, words, strict=True):
        tag = row["tags"][token] if row and sentence == number and token < len(row["tags"]) else "O"
        if tag[0] == "B":
            spans.append((start, end, KINDS.index(tag[2:])))
        elif tag[0] == "I" and spans:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
    return spans


def gum_names(sentence: Any) -> list[tuple[int, int, str]]:
    """Make names out of GUM's entities: the run of proper nouns around the head of a person, organisation, place.

    Titles are cut off, as UNER does. This is our own reading of GUM, so its score stands beside UNER's.
    """
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    found: dict[Span, str] = {}
    for kind, start, end in _gum_spans(sentence["tokens"]):
        if kind not in kinds:
            continue
        tokens = sentence["tokens"]
        head = next((i for i in range(start, end) if not start <= tokens[i][2] - 1 < end), start)
        run = _proper_run(tokens, head, start, end)
        if run:
            found.setdefault(run, kinds[kind])
    spans, at = [], 0
    offsets = []
    for token in sentence["tokens"]:
        here = sentence["text"].find(token[0], at)
        here = here if 0 <= here <= at + 3 else at
        offsets.append((here, here + len(token[0])))
        at = offsets[-1][1]
    for (start, end), kind in found.items():
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in found):
            spans.append((offsets[start][0], offsets[end - 1][1], kind))
    return spans


def _proper_run(tokens: Sequence[Any], head: int, start: int, end: int) -> Span | None:
    if tokens[head][1] != "PROPN":
        return None
    joins = {"of", "the", "de", "-", "&", "and", "for"}
    first, last = head, head + 1
    while first > start and (tokens[first - 1][1] == "PROPN" or tokens[first - 1][0] in ("-", "&")):
        first -= 1
    while last < end and (tokens[last][1] == "PROPN" or tokens[last][0] in joins):
        last += 1
    while last - 1 > head and tokens[last - 1][1] != "PROPN":
        last -= 1
    while first < last - 1 and TITLES.match(tokens[first][0]):
        first += 1
    return first, last


def _gum_spans(tokens: Sequence[Any]) -> list[tuple[str, int, int]]:
    spans, open_spans = [], {}
    for index, token in enumerate(tokens):
        match = re.search(r"Entity=([^|]*)", token[4])
        for opened, name, closed in re.findall(
            r"(\()?(\d+(?:\[[^\]]*\])?(?:-[^()]*)?)(\))?", match[1] if match else ""
        ):
            number = name.split("-")[0]
            if opened and "-" in name:
                open_spans.setdefault(number, []).append((name.split("-")[1], index))
            if closed and open_spans.get(number):
                kind, start = open_spans[number].pop()
                spans.append((kind, start, index + 1))
    return spans


# -------------------------------------------------------------------------------------- names, lone sentences


def names_only(data: Path, corpus: str, part: str, tokenizer: Any) -> list[Text]:
    """Read a corpus of single sentences with names; those with a kind that fits none of ours are left out."""
    kinds = {"person": "PER", "location": "LOC", "corporation": "ORG", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
    texts = []
    for row in rows(data / f"{corpus}/{part}.jsonl.gz"):
        if any(kind == "group" for _, _, kind in row["entities"]) and part == "train":
            continue
        text = numbered(row["id"], corpus, row["text"], [(0, len(row["text"]))], tokenizer)
        spans = [(a, b, KINDS.index(kinds[k])) for a, b, k in row["entities"] if k in kinds]
        text.names, text.gold = tagged(text.words, spans), {"names": spans}
        texts.append(text)
    return texts


def lone_sentences(data: Path, tokenizer: Any) -> list[Text]:
    """Read sentences for the vector alone: similarity and inference pairs of the train parts."""
    seen: dict[str, None] = {}
    for name in ("sts", "sick", "mnli_matched", "msr_paraphrase"):
        for row in rows(data / f"nli/{name}.train.jsonl.gz"):
            for key in ("left", "right", "premise", "hypothesis"):
                if key in row:
                    seen.setdefault(row[key])
    alone = [text for text in seen if text.strip()]
    return [numbered(f"s{n}", "lone", text, [(0, len(text))], tokenizer) for n, text in enumerate(alone)]


def write(path: Path, content: Any) -> None:
    """Write whole or not at all."""
    temporary = path.with_suffix(".part")
    temporary.write_bytes(pickle.dumps(content, protocol=5))
    temporary.replace(path)


def main() -> None:
    """Write ``work/train.pickle``, ``work/dev.pickle`` and ``work/labels.json``."""
    from tokenizers import Tokenizer

    from training.base import base_folder

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    WORK.mkdir(exist_ok=True)
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    parts: dict[str, dict[str, list[Text]]] = {}
    for part in ("train", "dev"):
        uner = {row["id"]: row for row in rows(data / f"uner/{part}.jsonl.gz")}
        parts[part] = {
            "polnear": polnear(data, part, tokenizer),
            "ewt": treebank(data, "ewt", part, tokenizer, uner),
            "gum": treebank(data, "gum", part, tokenizer, {}),
            "wnut17": names_only(data, "wnut17", part, tokenizer),
        }
    parts["train"]["wikigold"] = names_only(data, "wikigold", "train", tokenizer)
    parts["train"]["lone"] = lone_sentences(data, tokenizer)
    banks = [text for bank in ("ewt", "gum") for text in parts["train"][bank]]
    labels = {
        "upos": sorted({tag for text in banks for tag in text.upos} - {"_"}),
        "labels": sorted({label for text in banks for label in text.label} - {"_"}),
    }
    for part in parts.values():
        for text in (text for bank in ("ewt", "gum") for text in part[bank]):
            for key, known in (("upos", labels["upos"]), ("label", labels["labels"])):
                place = {label: n for n, label in enumerate(known)}
                setattr(text, key, np.asarray([place.get(x, NONE) for x in getattr(text, key)], np.int16))
    (WORK / "labels.json").write_text(json.dumps(labels, indent=1))
    for part, texts in parts.items():
        write(WORK / f"{part}.pickle", texts)
        for corpus, those in texts.items():
            print(part, corpus, len(those), "texts", sum(len(t.ids) for t in those), "pieces")


if __name__ == "__main__":
    from training.prepare import main as run  # so that what is pickled knows its module by name

    run()
