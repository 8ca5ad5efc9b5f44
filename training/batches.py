"""Windows of whole sentences, made anew for every round, and padded together into batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from training.prepare import NONE, WEIGHTS, Text

LIMIT = 254
CLS, SEP = 101, 102
APOSTROPHES = (1005, 1521)
"""The numbers of ' and ’ among the pieces."""
STRAIGHT = {1521: 1005, 1520: 1005, 1523: 1000, 1524: 1000}
"""Curly marks and the straight ones a careless page has instead (‘ ’ “ ”)."""


@dataclass
class Window:
    """A slice of a text: sentences ``start`` to ``end``; ``version`` is the annotator it follows."""

    text: Text
    start: int
    end: int
    size: int
    version: int = 0


@dataclass
class Batch:
    """Windows padded to one size, with their labels (``NONE`` where there is none)."""

    ids: Tensor
    shapes: Tensor
    marks: Tensor
    seen: Tensor
    first: Tensor
    words: Tensor
    sentence: Tensor
    pool: Tensor
    vectors: Tensor
    tags: dict[str, Tensor] = field(default_factory=dict)
    members: Tensor | None = None
    cues: Tensor | None = None
    trust: float = 1.0


def windows_of(text: Text, limit: int, rng: np.random.Generator, version: int = 0) -> Iterator[Window]:
    """Cut a text at sentence ends into windows of at most ``limit`` pieces; the first is short by chance."""
    sizes = np.bincount(text.sentence, minlength=len(text.sentences))
    room, start, used = int(rng.integers(limit // 4, limit + 1)), 0, 0
    for number, size in enumerate(sizes):
        if used and used + size > room:
            yield Window(text, start, number, min(used, LIMIT), version)
            start, used, room = number, 0, limit
        used += int(size)
    if used:
        yield Window(text, start, len(sizes), min(used, LIMIT), version)


def packed(windows: Sequence[Window], pieces: int, rng: np.random.Generator) -> list[list[Window]]:
    """Put windows of like size together, up to ``pieces`` a batch with the padding; the batches are shuffled."""
    noisy = sorted(windows, key=lambda window: window.size + rng.uniform(0, 12))
    batches: list[list[Window]] = [[]]
    longest = 0
    for window in noisy:
        longest = max(longest, window.size + 2)
        if batches[-1] and longest * (len(batches[-1]) + 1) > pieces:
            batches.append([])
            longest = window.size + 2
        batches[-1].append(window)
    return [batches[n] for n in rng.permutation(len(batches))]


def padded(windows: Sequence[Window], vectors: np.ndarray, rng: np.random.Generator | None = None) -> Batch:
    """Build a batch; with ``rng``, upper case, lost apostrophes and straight quotes are played in."""
    parts = [_sliced(window, vectors, rng) for window in windows]
    pieces = max(len(part["ids"]) for part in parts)
    words = max(len(part["first"]) for part in parts)
    sentences = max(len(part["pool"]) for part in parts)
    shape = len(parts), pieces

    def filled(key: str, width: int, empty: int = 0) -> Tensor:
        out = np.full((len(parts), width), empty, np.int64)
        for row, part in enumerate(parts):
            out[row, : len(part[key])] = part[key]
        return torch.from_numpy(out)

    pool = np.zeros((len(parts), sentences, pieces), np.float32)
    target = np.zeros((len(parts), sentences, vectors.shape[1]), np.float32)
    for row, part in enumerate(parts):
        pool[row, : len(part["pool"]), : part["pool"].shape[1]] = part["pool"]
        target[row, : len(part["vectors"])] = part["vectors"]
    seen = torch.zeros(shape, dtype=torch.bool)
    for row, part in enumerate(parts):
        seen[row, : len(part["ids"])] = True
    batch = Batch(
        ids=filled("ids", pieces), shapes=filled("shapes", pieces), marks=filled("marks", pieces), seen=seen,
        first=filled("first", words), words=filled("here", words) > 0, sentence=filled("sentence", words, -1),
        pool=torch.from_numpy(pool), vectors=torch.from_numpy(target),
        trust=float(np.mean([WEIGHTS.get("uner" if w.text.corpus == "ewt" else w.text.corpus, 1.0) for w in windows])),
    )  # fmt: skip
    for key in ("attribution", "names", "upos", "head", "label", "begins"):
        if parts[0][key] is not None:
            batch.tags[key] = filled(key, words, NONE)
    _grouped(batch, parts)
    return batch


def _grouped(batch: Batch, parts: Sequence[dict]) -> None:
    members, cues = [], []
    for row, part in enumerate(parts):
        number = {cue: len(cues) + n for n, cue in enumerate(sorted({g[3] for g in part["groups"]}))}
        cues += [(row, cue) for cue in number]
        members += [(row, role // 2, a, b, number[cue]) for role, a, b, cue in part["groups"]]
    batch.members = torch.tensor(members, dtype=torch.long).reshape(-1, 5)
    batch.cues = torch.tensor(cues, dtype=torch.long).reshape(-1, 2)


def _sliced(window: Window, vectors: np.ndarray, rng: np.random.Generator | None) -> dict:
    text = window.text
    p0, p1 = np.searchsorted(text.sentence, [window.start, window.end])
    p1 = min(p1, p0 + LIMIT)
    w0, w1 = np.searchsorted(text.first, [p0, p1])
    ids, shapes, marks = (np.asarray(x[p0:p1]).astype(np.int64) for x in (text.ids, text.shapes, text.marks))
    sentence = text.sentence[p0:p1] - window.start
    first = text.first[w0:w1].astype(np.int64) - p0
    if rng is not None:
        shapes = _recased(shapes, sentence, rng)
        ids, shapes, marks, sentence, first = _rewritten(ids, shapes, marks, sentence, first, rng)
    count = int(sentence.max(initial=0)) + 1
    pool = np.zeros((count, len(ids) + 2), np.float32)
    pool[sentence, np.arange(1, len(ids) + 1)] = 1.0
    pool /= np.maximum(pool.sum(1, keepdims=True), 1.0)
    rows = np.arange(count) + text.vectors + window.start
    part = {
        "ids": np.concatenate([[CLS], ids, [SEP]]), "shapes": np.pad(shapes, 1), "marks": np.pad(marks, 1),
        "first": first + 1, "here": np.ones(len(first), np.int64), "sentence": sentence[first], "pool": pool,
        "vectors": vectors[rows] if text.vectors >= 0 else np.zeros((count, vectors.shape[1]), np.float32),
        "groups": [], "attribution": None,
    }  # fmt: skip
    for key in ("names", "upos", "label", "begins"):
        value = getattr(text, key)
        part[key] = None if value is None else value[w0:w1].astype(np.int64)
    if text.corpus in ("wnut17", "wikigold", "lone"):
        part["begins"] = None
    if part["begins"] is not None and w1 > w0:
        part["begins"][0] = NONE
    part["head"] = None if text.head is None else np.where(text.head[w0:w1] < 0, NONE, text.head[w0:w1] - w0)
    if text.head is not None:
        part["head"][(part["head"] >= w1 - w0) | (part["head"] < 0)] = NONE
    if text.attribution:
        part["attribution"] = text.attribution[window.version][w0:w1].astype(np.int64)
        groups = np.asarray(text.groups[window.version], np.int64).reshape(-1, 4)
        inside = ((groups[:, 1:] >= w0) & (groups[:, 1:] < w1)).all(1)
        part["groups"] = [(r, a - w0, b - w0, c - w0) for r, a, b, c in groups[inside].tolist()]
    return part


def _recased(shapes: np.ndarray, sentence: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Write some sentences in upper case, in title case, or without capitals."""
    chance = rng.random(int(sentence.max(initial=0)) + 1)[sentence]
    upper, title, lower = chance < 0.06, (chance >= 0.06) & (chance < 0.09), chance >= 0.98
    shapes = np.where(upper & np.isin(shapes, (1, 2, 5)), 3, shapes)
    shapes = np.where(title & (shapes == 1), 2, shapes)
    return np.where(lower & np.isin(shapes, (2, 3, 4, 5)), 1, shapes)


def _rewritten(ids: np.ndarray, shapes: np.ndarray, marks: np.ndarray, sentence: np.ndarray, first: np.ndarray,
               rng: np.random.Generator) -> tuple[np.ndarray, ...]:  # fmt: skip
    if rng.random() < 0.15:
        for curly, straight in STRAIGHT.items():
            ids = np.where(ids == curly, straight, ids)
    if rng.random() < 0.08:
        opens = np.zeros(len(ids) + 1, bool)
        opens[first] = opens[-1] = True
        keep = ~(np.isin(ids, APOSTROPHES) & ~(opens[:-1] & opens[1:]))
        first = (np.cumsum(keep) - keep)[first]
        ids, shapes, marks, sentence = ids[keep], shapes[keep], marks[keep], sentence[keep]
    return ids, shapes, marks, sentence, first
