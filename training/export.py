"""Write the trained model as the product reads it: ``python -m training.export [--kind dynamic] [--to FOLDER]``.

The folder gets ``encoder.onnx``, ``encoder.json`` (labels, decoding tables, sizes) and ``tokenizer.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from crossread.encoder import FORMAT
from training import measure
from training.base import base_folder
from training.batches import LIMIT, Window, padded, windows_of
from training.fit import load_texts, new_model, rules_of
from training.graph import OUTPUTS, ROWWISE, build
from training.nets import LAYERS, WIDTH, Reader
from training.prepare import ROLES, WORK, Text

SHIPPED = Path("src/crossread/data/models")
NAMES = ("person", "organisation", "place")
STRENGTH = 0.8
"""How much of a channel's loudness goes into the weights (0.3 made it worse than nothing; see LOG.md)."""
SPARE = ("attribution", "names", "parser", "grouping", "vector", "upos", "encoder.layers.0.down")
"""Layers kept in 32 bits: the heads, which are small, and the one that loses most."""
CALIBRATED_ON = 60
"""So many train texts, a window of each."""
DIGITS = 4
"""The tables in ``encoder.json`` are rounded to so many digits."""


def trained(place: Path) -> tuple[Reader, dict[str, list[str]], int]:
    """Load a checkpoint's averaged weights."""
    labels = json.loads((WORK / "labels.json").read_text())
    model = new_model(labels)
    state = torch.load(place, weights_only=True)
    model.load_state_dict(state["model"], strict=False)
    model.load_state_dict(state["ema"], strict=False)
    return model.eval(), labels, int(state["step"])


def description(model: Reader, labels: dict[str, list[str]], step: int, kind: str) -> dict[str, Any]:
    """Return what stands in ``encoder.json``."""
    rules = rules_of(model)
    tables = {name: np.round(getattr(rules, name).astype(float), DIGITS).tolist()
              for name in ("attribution", "names", "role", "distance")}  # fmt: skip
    return {
        "format": FORMAT, "base": "all-MiniLM-L6-v2", "layers": LAYERS, "width": WIDTH, "steps": step, "weights": kind,
        "limit": LIMIT, "context": measure.CONTEXT, "roles": list(ROLES), "kinds": list(NAMES), **labels,
        "tables": tables,
    }  # fmt: skip


@torch.inference_mode()
def evening(model: Reader, texts: Sequence[Text], strength: float = STRENGTH) -> dict[str, np.ndarray]:
    """Weigh the outliers of each layer's input against its weights, channel by channel (as SmoothQuant does).

    One number scales all activations of a window when they are rounded to 8 bits, so a few loud channels would
    take the bits of all others.
    """
    loudest: dict[str, torch.Tensor] = {}

    def listen(name: str) -> Callable[..., None]:
        def hook(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            here = inputs[0].float().abs().flatten(0, -2).amax(0)
            loudest[name] = torch.maximum(loudest[name], here) if name in loudest else here

        return hook

    layers = {name: layer for name, layer in model.encoder.named_modules() if isinstance(layer, nn.Linear)}
    hooks = [layer.register_forward_pre_hook(listen(name)) for name, layer in layers.items()]
    rng = np.random.default_rng(5)
    for window in (next(windows_of(text, LIMIT, rng)) for text in texts):
        window.text.vectors = -1
        batch = padded([window], np.zeros((1, WIDTH), np.float32))
        model(batch.ids, batch.shapes, batch.marks, batch.seen, batch.first, batch.pool)
    for hook in hooks:
        hook.remove()
    return {
        f"encoder.{name}": _shares(loudest[name].numpy(), layer.weight.float().abs().amax(0).numpy(), strength)
        for name, layer in layers.items()
        if not name.endswith(ROWWISE)  # these are loud by the row, and are scaled by the row
    }


def calibration(train: dict[str, list[Text]]) -> list[Text]:
    """Choose the texts that show how loud each channel gets."""
    parts = {"polnear": CALIBRATED_ON // 2, "ewt": CALIBRATED_ON // 4, "gum": CALIBRATED_ON // 4}
    return [text for corpus, count in parts.items() for text in train[corpus][:count]]


def _shares(inputs: np.ndarray, weights: np.ndarray, strength: float) -> np.ndarray:
    by = np.maximum(inputs, 1e-3) ** strength / np.maximum(weights, 1e-3) ** (1 - strength)
    return by / np.exp(np.log(by).mean())


def write(folder: Path, model: Reader, labels: dict[str, list[str]], step: int, kind: str,
          spare: tuple[str, ...] = (), even: dict[str, np.ndarray] | None = None) -> int:  # fmt: skip
    """Write the three files; return their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    data = build(weights, kind, spare, even).SerializeToString()
    about = description(model, labels, step, kind) | {"sha256": hashlib.sha256(data).hexdigest()}
    written = {
        "encoder.onnx": data,
        "encoder.json": json.dumps(about, indent=1).encode(),
        "tokenizer.json": _plain_tokenizer(),
    }
    for name, content in written.items():
        (folder / f"{name}.part").write_bytes(content)
        (folder / f"{name}.part").replace(folder / name)
    return sum(map(len, written.values()))


def _plain_tokenizer() -> bytes:
    """The published tokenizer cuts and pads what it reads; ours must not."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer.to_str().encode("utf-8")


def graph_reads(place: Path) -> measure.Reads:
    """Make a reader of windows out of an exported graph, to score exactly what ships."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(place), options, providers=["CPUExecutionProvider"])
    none = np.zeros((1, WIDTH), np.float32)

    def one(window: Window) -> measure.Said:
        window.text.vectors = -1
        batch = padded([window], none)
        sentence = batch.pool[0].argmax(0).numpy().copy()
        sentence[[0, -1]] = -1
        feed = {
            "ids": batch.ids[0].numpy(), "shapes": batch.shapes[0].numpy(), "marks": batch.marks[0].numpy(),
            "sentence": sentence, "first": batch.first[0].numpy(),
        }  # fmt: skip
        said = dict(zip(OUTPUTS, session.run(list(OUTPUTS), feed), strict=True))
        return measure.Said(**said)

    def reads(windows: Sequence[Window]) -> list[measure.Said]:
        return [one(window) for window in windows]

    return reads


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=WORK / "run" / "checkpoint.pt")
    parser.add_argument("--kind", choices=("float", "dynamic", "blocks"), default="dynamic")
    parser.add_argument("--spare", nargs="*", default=SPARE, help="layers (starts of names) kept in 32 bits")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    options = parser.parse_args()
    model, labels, step = trained(options.checkpoint)
    even = evening(model, calibration(load_texts("train"))) if options.kind == "dynamic" else None
    size = write(options.to, model, labels, step, options.kind, tuple(options.spare), even)
    print(f"{options.to}: {size / 1e6:.1f} MB, {options.kind}, step {step}")


if __name__ == "__main__":
    main()
