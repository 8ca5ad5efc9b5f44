"""Train all heads on one encoder: ``python -m training.fit``. It goes on from the last checkpoint, if there is one.

Every random choice hangs on the seed and the step, so a run that was stopped and resumed is the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from crossread.pieces import MARKS, SHAPES
from training import measure
from training.base import base_folder
from training.batches import LIMIT, Batch, Window, packed, padded, windows_of
from training.nets import FAR, Encoder, Reader
from training.prepare import NONE, ROLES, WORK, Text

VOCABULARY = 30522
SHARES = {"polnear": 0.60, "banks": 0.30, "names": 0.05, "lone": 0.05}
"""How often each kind of batch is drawn. Attribution has the longest way to go."""
VECTOR_WEIGHT = 4.0
TAUGHT = {"polnear": 6, "ewt": 2, "lone": 1}
"""Of which texts the teacher reads every how many: its vectors cost as much as a round of training."""
LONE = 16_000
"""So many lone sentences (of 38,000) are enough to keep the vector where it was."""
OPENING = 0.5
"""Chosen on PolNeAR dev: neighbouring contents run together less (content .687 -> .699, tokens .902 -> .905)."""
Corpora = dict[str, list[Text]]


def load_texts(part: str) -> Corpora:
    """Read what ``prepare`` wrote."""
    return pickle.loads((WORK / f"{part}.pickle").read_bytes())


def new_model(labels: dict[str, list[str]]) -> Reader:
    """Make the untrained model on the published weights."""
    model = Reader(VOCABULARY, len(SHAPES), MARKS, len(labels["upos"]), len(labels["labels"]))
    model.encoder.load_base(base_folder())
    return model


# ------------------------------------------------------------------------------------------------- teacher


def teach(corpora: Corpora, name: str) -> np.ndarray:
    """Return the published model's vector of every sentence, each read alone; number the texts' rows."""
    sentences: list[np.ndarray] = []
    for corpus, every in TAUGHT.items():
        for text in corpora[corpus][::every]:
            text.vectors = len(sentences)
            cuts = np.searchsorted(text.sentence, np.arange(len(text.sentences) + 1))
            sentences += [text.ids[a : min(b, a + LIMIT)] for a, b in pairwise(cuts)]
    place = WORK / f"vectors_{name}.npy"
    if place.exists():
        return np.load(place)
    encoder = Encoder(VOCABULARY, len(SHAPES), MARKS)
    encoder.load_base(base_folder())
    out = np.zeros((len(sentences), 384), np.float16)
    order = np.argsort([len(s) for s in sentences], kind="stable")
    at = 0
    while at < len(order):
        longest = len(sentences[order[min(at + 63, len(order) - 1)]]) + 2
        rows = order[at : at + max(4, min(64, 4096 // longest))]
        at += len(rows)
        out[rows] = mean_vectors(encoder, [sentences[row] for row in rows])
    with place.with_suffix(".part").open("wb") as file:
        np.save(file, out)
    place.with_suffix(".part").replace(place)
    return out


@torch.inference_mode()
def mean_vectors(encoder: Encoder, sentences: Sequence[np.ndarray]) -> np.ndarray:
    """Return the published way of pooling: the mean of all pieces, [CLS] and [SEP] with them."""
    longest = max(len(s) for s in sentences) + 2
    ids, seen = torch.zeros(len(sentences), longest, dtype=torch.long), torch.zeros(len(sentences), longest)
    for row, sentence in enumerate(sentences):
        ids[row, : len(sentence) + 2] = torch.tensor([101, *sentence.tolist(), 102])
        seen[row, : len(sentence) + 2] = 1
    zero = torch.zeros_like(ids)
    with torch.autocast("cpu", torch.bfloat16):
        last = encoder(ids, zero, zero, ((1 - seen) * FAR)[:, None, None, :])[-1].float()
    return F.normalize((last * seen[..., None]).sum(1) / seen.sum(1, keepdim=True), dim=-1).numpy()


# ------------------------------------------------------------------------------------------------- batches


class Feed:
    """The endless row of batches of one kind: windows are cut anew, and shuffled, every round."""

    def __init__(self, kind: str, corpora: Sequence[list[Text]], limit: int, pieces: int, seed: int) -> None:
        self.kind, self.corpora, self.limit, self.pieces, self.seed = kind, corpora, limit, pieces, seed
        self.round, self.at = -1, 0
        self.batches: list[list[Window]] = []

    def next(self) -> list[Window]:
        """Return the next batch's windows."""
        if self.at >= len(self.batches):
            self.start(self.round + 1)
        self.at += 1
        return self.batches[self.at - 1]

    def start(self, number: int) -> None:
        """Cut the windows of a round."""
        rng = np.random.default_rng([self.seed, sum(map(ord, self.kind)), number])
        self.round, self.at, self.batches = number, 0, []
        made: list[list[Window]] = []
        for texts in self.corpora:
            windows = []
            for text in texts:
                limit = self.limit if len(text.sentences) > 1 else LIMIT
                if self.kind == "banks":
                    limit = int(rng.choice((64, 128, LIMIT)))
                version = int(rng.integers(len(text.attribution))) if text.attribution else 0
                windows += list(windows_of(text, limit, rng, version))
            made += packed(windows, self.pieces, rng)
        self.batches = [made[n] for n in rng.permutation(len(made))]

    def state(self) -> tuple[int, int]:
        """Return where it stands."""
        return self.round, self.at

    def resume(self, state: tuple[int, int]) -> None:
        """Go on where it stood."""
        if state[0] >= 0:
            self.start(state[0])
            self.at = state[1]


def feeds_of(train: Corpora, pieces: int, seed: int) -> dict[str, Feed]:
    """Make the four kinds of batches."""
    return {
        "polnear": Feed("polnear", [train["polnear"]], LIMIT, pieces, seed),
        "banks": Feed("banks", [train["ewt"], train["gum"]], LIMIT, pieces, seed),
        "names": Feed("names", [train["wikigold"], train["wnut17"]], LIMIT, pieces // 2, seed),
        "lone": Feed("lone", [train["lone"]], LIMIT, pieces // 2, seed),
    }


# ---------------------------------------------------------------------------------------------------- loss


def loss_of(model: Reader, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a batch, with its parts."""
    read = model(batch.ids, batch.shapes, batch.marks, batch.seen, batch.first, batch.pool)
    parts: dict[str, Tensor] = {}
    if "attribution" in batch.tags:
        parts["attribution"] = model.attribution.loss(read.attribution, batch.tags["attribution"], batch.words) * 3
        parts["group"] = 0.3 * model.grouping.loss(read.grouping, batch.sentence, batch.members, batch.cues)
    if "names" in batch.tags:
        parts["names"] = model.names.loss(read.names, batch.tags["names"], batch.words) * 3 * batch.trust
    if "begins" in batch.tags:
        known = batch.tags["begins"] >= 0
        parts["begins"] = 0.3 * F.binary_cross_entropy_with_logits(
            read.begins.float()[known], batch.tags["begins"][known].float()
        )
    if "upos" in batch.tags:
        parts |= _syntax_loss(model, read.syntax, read.upos, batch)
    taught = batch.vectors.square().sum(-1) > 0.1
    student, teacher = read.vectors[taught], batch.vectors[taught]
    if len(student):
        parts["vector"] = VECTOR_WEIGHT * (1 - (student * teacher).sum(-1)).mean()
    if len(student) and not batch.tags:
        parts["similar"] = 20 * (student @ student.T - teacher @ teacher.T).square().mean()
    return sum(parts.values(), torch.zeros(())), {key: float(value.detach()) for key, value in parts.items()}


def _syntax_loss(model: Reader, syntax: Tensor, upos: Tensor, batch: Batch) -> dict[str, Tensor]:
    head, label = batch.tags["head"], batch.tags["label"]
    sentence = torch.where(batch.words, batch.sentence, -1)
    arcs = model.parser.arcs(syntax, sentence).float()
    labels = model.parser.labels(syntax, head.clamp(min=0)).float()
    label = torch.where(head >= 0, label, NONE)
    return {
        "upos": 0.5 * F.cross_entropy(upos.float().flatten(0, 1), batch.tags["upos"].flatten(), ignore_index=NONE),
        "arc": F.cross_entropy(arcs.flatten(0, 1), head.flatten(), ignore_index=NONE),
        "label": F.cross_entropy(labels.flatten(0, 1), label.flatten(), ignore_index=NONE),
    }


# ------------------------------------------------------------------------------------------------ training


def optimizer_of(model: Reader, rate: float, decay: float = 0.9, heads: float = 1e-3) -> torch.optim.Optimizer:
    """Give lower layers lower rates; the word embeddings stay as published."""
    model.encoder.word.weight.requires_grad_(False)
    groups = []
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        own = heads
        if name.startswith("encoder.layers."):
            own = rate * decay ** (5 - int(name.split(".")[2]))
        elif name.startswith(("encoder.position", "encoder.norm")):
            own = rate * decay**6
        elif name.startswith("vector"):
            own = rate
        elif "mix_" in name or "transitions" in name or "distance" in name:
            own = 5e-3
        plain = weight.ndim < 2 or "mix_" in name or "transitions" in name or "shape" in name or "mark" in name
        groups.append({"params": [weight], "lr": own, "top": own, "weight_decay": 0.0 if plain else 0.01})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def rate_at(step: int, steps: int, warm: int = 100) -> float:
    """Rise, then fall in a straight line to a fiftieth."""
    return min(1.0, (step + 1) / warm) * max(0.02, 1 - max(0, step - warm) / max(1, steps - warm))


def train(options: argparse.Namespace) -> None:
    """Run to the last step, with a checkpoint every ``--save`` seconds and scores every ``--check`` steps."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    labels = json.loads((WORK / "labels.json").read_text())
    corpora, dev = load_texts("train"), load_texts("dev")
    if options.tiny:
        corpora = {key: texts[: max(2, options.tiny)] for key, texts in corpora.items()}
        dev = {key: corpora[key][:40] for key in dev}
    corpora["lone"] = corpora["lone"][:: max(1, len(corpora["lone"]) // LONE)]
    vectors = teach(corpora, f"tiny{options.tiny}" if options.tiny else "train")
    feeds = feeds_of(corpora, options.pieces, options.seed)
    model = new_model(labels)
    optimizer = optimizer_of(model, options.rate)
    ema = {name: weight.detach().clone() for name, weight in model.named_parameters() if weight.requires_grad}
    step = resume(options.folder, model, optimizer, ema, feeds)
    saved, spent, sums = time.monotonic(), time.monotonic(), {}
    while step < options.steps:
        rng = np.random.default_rng([options.seed, 7, step])
        kind = str(rng.choice(list(SHARES), p=list(SHARES.values())))
        batch = padded(feeds[kind].next(), vectors, rng)
        torch.manual_seed(options.seed * 1_000_003 + step)
        with torch.autocast("cpu", torch.bfloat16, enabled=not options.exact):
            loss, parts = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([w for w in model.parameters() if w.requires_grad], 1.0)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * rate_at(step, options.steps)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        keep = min(0.998, (1 + step) / (20 + step))
        torch._foreach_lerp_(list(ema.values()), [w.detach() for w in model.parameters() if w.requires_grad], 1 - keep)
        for key, value in parts.items():
            sums.setdefault(key, []).append(value)
        if step % 50 == 0:
            told = " ".join(f"{key} {np.mean(values):.3f}" for key, values in sums.items())
            print(f"step {step} {time.monotonic() - spent:.0f}s {told}", flush=True)
            spent, sums = time.monotonic(), {}
        last = step == options.steps
        if time.monotonic() - saved > options.save or last:
            save(options.folder, step, model, optimizer, ema, feeds)
            saved = time.monotonic()
        if step % options.check == 0 or last:
            scores = check(model, ema, dev, labels, options.dev)
            print(f"DEV step {step} {json.dumps(scores)}", flush=True)
            spent = time.monotonic()


def save(folder: Path, step: int, model: Reader, optimizer: torch.optim.Optimizer, ema: dict[str, Tensor],
         feeds: dict[str, Feed]) -> None:  # fmt: skip
    """Write the checkpoint whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        "step": step, "ema": ema, "optimizer": optimizer.state_dict(),
        "model": {k: v for k, v in model.state_dict().items() if k != "encoder.word.weight"},
        "feeds": {kind: feed.state() for kind, feed in feeds.items()},
    }  # fmt: skip
    torch.save(state, folder / "checkpoint.part")
    (folder / "checkpoint.part").replace(folder / "checkpoint.pt")


def resume(folder: Path, model: Reader, optimizer: torch.optim.Optimizer, ema: dict[str, Tensor],
           feeds: dict[str, Feed]) -> int:  # fmt: skip
    """Load the checkpoint, if there is one; return the step it was made at."""
    place = folder / "checkpoint.pt"
    if not place.exists():
        return 0
    state = torch.load(place, weights_only=True)
    model.load_state_dict(state["model"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    for name, value in state["ema"].items():
        ema[name].copy_(value)
    for kind, at in state["feeds"].items():
        feeds[kind].resume(tuple(at))
    print(f"going on at step {state['step']}", flush=True)
    return int(state["step"])


# ------------------------------------------------------------------------------------------------- measuring


def check(model: Reader, ema: dict[str, Tensor], dev: Corpora, labels: dict, most: int = 10**6) -> dict:
    """Score the averaged weights on the dev texts (the first ``most`` of each)."""
    own = {name: weight.detach().clone() for name, weight in model.named_parameters() if name in ema}
    model.load_state_dict(ema, strict=False)
    model.eval()
    rules = rules_of(model)
    reads = torch_reads(model)
    found: dict = {}
    for corpus in ("polnear", "ewt", "gum"):
        texts = dev[corpus][:most]
        said = measure.read_texts(texts, reads)
        if corpus == "polnear":
            found["attribution"] = measure.score_attributions(texts, said, rules)
        else:
            found[corpus] = measure.score_syntax(texts, said, labels)
            found[corpus]["sentences"] = measure.score_sentences(texts, said)["f"]
            found[corpus]["names"] = measure.score_names(texts, said, rules)
    model.load_state_dict(own, strict=False)
    model.train()
    return found


def rules_of(model: Reader) -> measure.Rules:
    """Take the tables out of the model; contents open a little more readily than they were learnt to."""
    attribution = model.attribution.rules().detach().numpy().copy()
    attribution[:, 2 * ROLES.index("content") + 1] += OPENING
    return measure.Rules(
        attribution, model.names.rules().detach().numpy(),
        model.grouping.role.detach().numpy(), model.grouping.distance.detach().numpy(),
    )  # fmt: skip


def torch_reads(model: Reader) -> measure.Reads:
    """Make a reader of windows out of the model."""
    none = np.zeros((1, 384), np.float32)

    @torch.inference_mode()
    def reads(windows: Sequence[Window]) -> list[measure.Said]:
        order = sorted(range(len(windows)), key=lambda n: windows[n].size)
        out: list[measure.Said | None] = [None] * len(windows)
        for at in range(0, len(order), 8):
            rows = order[at : at + 8]
            some = [replace_vectors(windows[n]) for n in rows]
            batch = padded(some, none)
            with torch.autocast("cpu", torch.bfloat16):
                said = read_batch(model, batch)
            for row, number in enumerate(rows):
                count = int(batch.words[row].sum())
                sentences = windows[number].end - windows[number].start
                out[number] = measure.Said(*(x[row, :count] for x in said[:-1]), said[-1][row, :sentences])
        return out  # type: ignore[return-value]

    return reads


def replace_vectors(window: Window) -> Window:
    """Say that there is no teacher."""
    window.text.vectors = -1
    return window


def read_batch(model: Reader, batch: Batch) -> list[np.ndarray]:
    """Run the model; return the arrays of ``measure.Said``."""
    read = model(batch.ids, batch.shapes, batch.marks, batch.seen, batch.first, batch.pool)
    sentence = torch.where(batch.words, batch.sentence, -1)
    arcs = model.parser.arcs(read.syntax, sentence)
    heads = arcs.argmax(-1)
    labels = model.parser.labels(read.syntax, heads).argmax(-1)
    group = model.grouping
    return [
        x.float().numpy() if x.is_floating_point() else x.numpy()
        for x in (
            read.attribution, read.names, read.begins, read.upos.argmax(-1), heads, arcs.diagonal(dim1=1, dim2=2),
            labels, group.opening(read.grouping), group.closing(read.grouping), group.cue(read.grouping), read.vectors,
        )
    ]  # fmt: skip


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=WORK / "run")
    parser.add_argument("--steps", type=int, default=3200)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--save", type=int, default=300)
    parser.add_argument("--check", type=int, default=600)
    parser.add_argument("--dev", type=int, default=10**6)
    parser.add_argument("--tiny", type=int, default=0, help="train on so few texts that they are learnt by heart")
    parser.add_argument("--exact", action="store_true", help="32-bit arithmetic throughout")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
