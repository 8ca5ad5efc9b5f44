"""Read the dev texts with a model (torch or shipped) and score what it says, counted as the data's README says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from crossread.decoding import best_paths, spans_of, to_tree
from crossread.encoder import REACH, UNLIKELY
from crossread.pieces import plan_windows
from training.batches import LIMIT, Window
from training.prepare import NONE, ROLES, Text, merged, trimmed

CONTEXT = 24
"""Pieces of context on either side of a window (0, 24, 48, 80: all within .003, and context costs time)."""


@dataclass
class Said:
    """What a model says about the words of one window or text; heads are word numbers (own number: root)."""

    attribution: np.ndarray
    names: np.ndarray
    begins: np.ndarray
    upos: np.ndarray
    heads: np.ndarray
    root: np.ndarray
    labels: np.ndarray
    opening: np.ndarray
    closing: np.ndarray
    cue: np.ndarray
    vectors: np.ndarray


Reads = Callable[[Sequence[Window]], list[Said]]


@dataclass
class Rules:
    """The tables beside the network: tag transitions, and what grouping knows about roles and distance."""

    attribution: np.ndarray
    names: np.ndarray
    role: np.ndarray
    distance: np.ndarray


def read_texts(texts: Sequence[Text], reads: Reads, context: int = CONTEXT) -> list[Said]:
    """Read each text in windows with context, and keep what is said about the middle of each."""
    jobs: list[tuple[int, Window, int, int]] = []
    for number, text in enumerate(texts):
        sizes = np.bincount(text.sentence, minlength=len(text.sentences))
        for plan in plan_windows(sizes.tolist(), LIMIT, context):
            size = min(int(sizes[plan.start : plan.end].sum()), LIMIT)
            if size:
                jobs.append((number, Window(text, plan.start, plan.end, size), plan.core_start, plan.core_end))
    said = reads([job[1] for job in jobs])
    kept: list[list[Said]] = [[] for _ in texts]
    done = [0] * len(texts)
    for (number, window, start, end), what in zip(jobs, said, strict=True):
        text = texts[number]
        owner = text.sentence[text.first]
        base, w0, w1 = np.searchsorted(owner, [window.start, start, end])
        assert w0 == done[number], "windows must follow each other"  # noqa: S101 - a check on ourselves
        kept[number].append(_cut(what, w0 - base, w1 - base, base, start - window.start, end - window.start))
        done[number] = w1
    return [_joined(parts) for parts in kept]


def _cut(what: Said, a: int, b: int, base: int, s0: int, s1: int) -> Said:
    def rows(x: np.ndarray) -> np.ndarray:
        missing = b - a - len(x[a:b])  # words behind the limit of a very long sentence
        return np.concatenate([x[a:b], np.zeros((missing, *x.shape[1:]), x.dtype)]) if missing else x[a:b]

    heads = rows(what.heads) + base
    return Said(
        rows(what.attribution), rows(what.names), rows(what.begins), rows(what.upos), heads, rows(what.root),
        rows(what.labels), rows(what.opening), rows(what.closing), rows(what.cue), what.vectors[s0:s1],
    )  # fmt: skip


def _joined(parts: Sequence[Said]) -> Said:
    return Said(*(np.concatenate([getattr(part, name) for part in parts]) for name in Said.__dataclass_fields__))


# ------------------------------------------------------------------------------------------------- scores


def prf(right: int, found: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1."""
    p, r = right / max(found, 1), right / max(gold, 1)
    return {"p": round(p, 4), "r": round(r, 4), "f": round(2 * p * r / max(p + r, 1e-9), 4)}


def attribution_spans(text: Text, said: Said, rules: Rules) -> list[tuple[int, int, int, int, int]]:
    """Decode the spans of one text: role, start, end (trimmed characters), first and last word."""
    found = []
    for kind, first, last in spans_of(best_paths([said.attribution], [rules.attribution])[0]):
        start, end = trimmed(text.text, text.words[first][0], text.words[last][1])
        if start < end:
            found.append((kind, start, end, first, last))
    return found


def gold_spans(text: Text) -> dict[str, list[tuple[int, int]]]:
    """Return the gold spans by role (first annotator), each once."""
    return {role: sorted({span for a in text.gold for span in merged(text.text, a[role])}) for role in ROLES}


def score_attributions(texts: Sequence[Text], said: Sequence[Said], rules: Rules) -> dict[str, float]:
    """Exact span F1 by role, token F1 of content, and relations."""
    counts = {role: np.zeros(3, int) for role in (*ROLES, "token", "relation")}
    for text, what in zip(texts, said, strict=True):
        spans = attribution_spans(text, what, rules)
        gold = gold_spans(text)
        for number, role in enumerate(ROLES):
            mine = {(a, b) for kind, a, b, _, _ in spans if kind == number}
            counts[role] += len(mine & set(gold[role])), len(mine), len(gold[role])
        counts["token"] += _token_counts(text, spans, gold["content"])
        counts["relation"] += _relation_counts(text, relations(text, what, spans, rules))
    return {role: prf(*map(int, c))["f"] for role, c in counts.items()}


def _token_counts(text: Text, spans: Sequence[tuple[int, ...]], gold: Sequence[tuple[int, int]]) -> np.ndarray:
    mine, theirs = np.zeros(len(text.words), bool), np.zeros(len(text.words), bool)
    starts = np.array([a for a, _ in text.words])
    for target, found in ((mine, [(a, b) for k, a, b, _, _ in spans if k == 2]), (theirs, gold)):
        for a, b in found:
            target[np.searchsorted(starts, a) : np.searchsorted(starts, b)] = True
    worded = np.array([any(map(str.isalnum, text.text[a:b])) for a, b in text.words])
    mine, theirs = mine & worded, theirs & worded
    return np.array([(mine & theirs).sum(), mine.sum(), theirs.sum()])


def relations(
    text: Text, said: Said, spans: Sequence[tuple[int, int, int, int, int]], rules: Rules
) -> list[dict[str, list[tuple[int, int]]]]:
    """Give each content to its likeliest cue, and each cue its likeliest source."""
    sources, cues, contents = ([span for span in spans if span[0] == kind] for kind in range(3))
    made: list[dict] = [{"source": [], "cue": [span[1:3]], "content": []} for span in cues]
    if cues and contents:
        for span, row in zip(contents, _likely(1, contents, cues, text, said, rules), strict=True):
            made[int(row.argmax())]["content"].append(span[1:3])
    if cues and sources:
        for number, column in enumerate(_likely(0, sources, cues, text, said, rules).T):
            if column.max() > UNLIKELY:
                made[number]["source"] = [sources[int(column.argmax())][1:3]]
    return made


def _likely(role: int, members: Sequence[tuple[int, ...]], cues: Sequence[tuple[int, ...]], text: Text, said: Said,
            rules: Rules) -> np.ndarray:  # fmt: skip
    owner = text.sentence[text.first]
    firsts = np.array([cue[3] for cue in cues])
    member = np.stack([said.opening[m[3]] + said.closing[m[4]] + rules.role[role] for m in members])
    away = owner[firsts][None] - owner[[m[3] for m in members]][:, None]
    most = rules.distance.shape[1] // 2
    scores = member @ said.cue[firsts].T * member.shape[1] ** -0.5
    scores = scores + rules.distance[role][np.clip(away, -most, most) + most]
    shares = np.exp(scores - scores.max(1, keepdims=True)) * (np.abs(away) <= REACH)
    return shares / np.maximum(shares.sum(1, keepdims=True), 1e-9)


def _relation_counts(text: Text, found: Sequence[dict]) -> np.ndarray:
    gold = [{role: merged(text.text, a[role]) for role in ROLES} for a in text.gold]
    mine = [a for a in found if a["content"]]
    used: set[int] = set()
    right = 0
    for attribution in mine:
        for number, theirs in enumerate(gold):
            if number not in used and all(_alike(attribution[r], theirs[r]) for r in ("source", "content")):
                used.add(number)
                right += 1
                break
    return np.array([right, len(mine), len(gold)])


def _alike(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the two share half of the longer one (in characters); no source is like no source."""
    if not left and not right:
        return True
    a = {n for start, end in left for n in range(start, end)}
    b = {n for start, end in right for n in range(start, end)}
    return 2 * len(a & b) >= max(len(a), len(b))


def score_names(texts: Sequence[Text], said: Sequence[Said], rules: Rules) -> dict[str, float]:
    """Exact and overlap F1 of names, articles and possessive s trimmed."""
    exact, overlap = np.zeros(3, int), np.zeros(3, int)
    for text, what in zip(texts, said, strict=True):
        mine = set()
        for kind, first, last in spans_of(best_paths([what.names], [rules.names])[0]):
            mine.add((*_bare(text.text, text.words[first][0], text.words[last][1]), kind))
        gold = {(*_bare(text.text, a, b), k) for a, b, k in text.gold["names"]}
        exact += len(mine & gold), len(mine), len(gold)
        touched = sum(any(a < d and c < b and k == m for c, d, m in gold) for a, b, k in mine)
        overlap += touched, len(mine), len(gold)
    return {"exact": prf(*map(int, exact))["f"], "overlap": prf(*map(int, overlap))["f"]}


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    if words[:4].lower() == "the ":
        start += 4
    if words.endswith(("'s", "’s")):
        end -= 2
    return start, end


def score_syntax(texts: Sequence[Text], said: Sequence[Said], labels: dict[str, list[str]]) -> dict[str, float]:
    """UPOS, UAS, LAS (labels without subtypes, as CoNLL 2018 counts; and with them), on gold words."""
    counts = np.zeros(4, int)
    total = 0
    bare = np.array([label.split(":")[0] for label in labels["labels"]])
    for text, what in zip(texts, said, strict=True):
        total += sum(len(sentence["tokens"]) for sentence in text.gold["document"])
        owner = text.sentence[text.first]
        heads = what.heads.copy()
        for start, end in zip(*_runs(owner), strict=True):
            tree = to_tree((what.heads[start:end] - start).tolist(), what.root[start:end].tolist())
            heads[start:end] = np.asarray(tree) + start
        right = (heads == text.head) & (text.head != NONE)
        root = labels["labels"].index("root")
        told = np.where(heads == np.arange(len(heads)), root, what.labels)
        known = np.where(text.label == NONE, 0, text.label)
        counts += [
            (what.upos == text.upos).sum(), right.sum(), (right & (bare[told] == bare[known])).sum(),
            (right & (told == text.label)).sum(),
        ]  # fmt: skip
    return dict(zip(("upos", "uas", "las", "las_subtypes"), (counts / max(total, 1)).round(4).tolist(), strict=True))


def _runs(owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    cuts = np.flatnonzero(np.diff(owner)) + 1
    return np.concatenate([[0], cuts]), np.concatenate([cuts, [len(owner)]])


def score_sentences(texts: Sequence[Text], said: Sequence[Said]) -> dict[str, float]:
    """F1 of whole sentences from the boundary head alone (its windows still follow gold sentences)."""
    counts = np.zeros(3, int)
    for text, what in zip(texts, said, strict=True):
        begins = what.begins > 0
        begins[0] = True
        mine, gold = (
            {(a, b) for a, b in zip(*_runs(np.cumsum(flags)), strict=True)} for flags in (begins, text.begins > 0)
        )
        counts += len(mine & gold), len(mine), len(gold)
    return prf(*map(int, counts))


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Rank correlation, ties shared."""

    def ranks(values: Sequence[float]) -> np.ndarray:
        _, inverse, count = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
        return (np.cumsum(count) - (count + 1) / 2)[inverse]

    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])
