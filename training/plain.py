"""The network in 32-bit torch, run as one would write it without further thought: what speed is compared with.

Speed does not hang on the weights, so they are left as they fall.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from crossread.pieces import MARKS, SHAPES
from training.nets import Reader

VOCABULARY = 30522
TOGETHER = 16
"""Windows in a batch, padded to the longest; they come sorted by length, which is already kind to torch."""

Feed = Mapping[str, np.ndarray]


def seconds(feeds: Sequence[Feed], about: Mapping[str, Any], threads: int) -> float:
    """Return the seconds torch takes for the windows ``feeds`` (as ``crossread.encoder`` feeds them)."""
    torch.set_num_threads(threads)
    model = Reader(VOCABULARY, len(SHAPES), MARKS, len(about["upos"]), len(about["labels"])).eval()
    batches = [_batch(feeds[at : at + TOGETHER]) for at in range(0, len(feeds), TOGETHER)]
    with torch.inference_mode():
        _read(model, *batches[0])
        began = time.perf_counter()
        for batch in batches:
            _read(model, *batch)
        return time.perf_counter() - began


def _batch(feeds: Sequence[Feed]) -> tuple[Tensor, ...]:
    def column(name: str, empty: int) -> Tensor:
        return pad_sequence([torch.from_numpy(feed[name]) for feed in feeds], batch_first=True, padding_value=empty)

    sentence = column("sentence", -1)
    pool = (sentence[:, None, :] == torch.arange(int(sentence.max()) + 1)[None, :, None]).float()
    pool /= pool.sum(-1, keepdim=True).clamp(min=1)
    seen = column("ids", 0) > 0
    return column("ids", 0), column("shapes", 0), column("marks", 0), seen, column("first", 0), pool, sentence


def _read(model: Reader, *batch: Tensor) -> None:
    *inputs, sentence = batch
    read = model(*inputs)
    arcs = model.parser.arcs(read.syntax, sentence.gather(1, inputs[4]))
    model.parser.labels(read.syntax, arcs.argmax(-1)).argmax(-1)
    for part in (model.grouping.opening, model.grouping.closing, model.grouping.cue):
        part(read.grouping)
