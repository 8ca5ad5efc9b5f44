"""Score a checkpoint before and after 8-bit quantisation: ``python -m training.report``.

Prints one table, dev parts only: what the floors in ``benchmarks/floors.json`` are about, with the loss by
quantisation and the published encoder's own similarity score beside it.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from training import export, measure
from training.base import base_folder
from training.batches import Window
from training.fit import VOCABULARY, load_texts, mean_vectors, rules_of
from training.nets import Encoder
from training.prepare import WORK, Text, numbered, rows

MUST = {
    "attribution.source": 0.78, "attribution.cue": 0.72, "attribution.content": 0.64, "attribution.token": 0.905,
    "ewt.names.exact": 0.76, "ewt.names.overlap": 0.82, "ewt.las": 0.84,
}  # fmt: skip
"""What the shipped model must reach."""


def scores_of(reads: measure.Reads, rules: measure.Rules, dev: dict[str, list[Text]], labels: dict[str, list[str]],
              similar: tuple[list[Text], list[dict[str, Any]]], context: int) -> dict[str, float]:  # fmt: skip
    """Return all scores of one model, by dotted names."""
    found: dict[str, float] = {}
    for corpus in ("polnear", "ewt", "gum", "wnut17"):
        said = measure.read_texts(dev[corpus], reads, context)
        if corpus == "polnear":
            tables = [("attribution", measure.score_attributions(dev[corpus], said, rules))]
        else:
            tables = [(f"{corpus}.names", measure.score_names(dev[corpus], said, rules))]
        if corpus in ("ewt", "gum"):
            tables.append((corpus, measure.score_syntax(dev[corpus], said, labels)))
            tables.append((corpus, {"sentences": measure.score_sentences(dev[corpus], said)["f"]}))
        found |= {f"{name}.{key}": value for name, table in tables for key, value in table.items()}
    texts, pairs = similar
    vectors = np.stack([what.vectors[0] for what in reads([Window(text, 0, 1, len(text.ids)) for text in texts])])
    return found | {"sts": similarity(vectors, pairs)}


def similar_pairs(data: Path) -> tuple[list[Text], list[dict[str, Any]]]:
    """Read the similarity pairs: left and right of each in turn."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pairs = list(rows(data / "nli/sts.dev.jsonl.gz"))
    sides = [pair[side] for pair in pairs for side in ("left", "right")]
    return [numbered("", "lone", text, [(0, len(text))], tokenizer) for text in sides], pairs


def similarity(vectors: np.ndarray, pairs: Sequence[dict[str, Any]]) -> float:
    """Mean over the sets of the rank correlation with the judges."""
    sets: dict[str, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        sets[pair["set"]].append(number)
    cosine = (vectors[::2] * vectors[1::2]).sum(1)
    each = [measure.spearman(cosine[those], [pairs[n]["score"] for n in those]) for those in sets.values()]
    return round(float(np.mean(each)), 4)


def base_similarity(similar: tuple[list[Text], list[dict[str, Any]]]) -> float:
    """Score the published encoder on the same pairs."""
    encoder = Encoder(VOCABULARY, 8, 4)
    encoder.load_base(base_folder())
    texts, pairs = similar
    order = sorted(range(len(texts)), key=lambda n: len(texts[n].ids))
    vectors = np.zeros((len(texts), 384), np.float32)
    for at in range(0, len(order), 32):
        those = order[at : at + 32]
        vectors[those] = mean_vectors(encoder, [texts[n].ids for n in those])
    return similarity(vectors, pairs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=WORK / "run" / "checkpoint.pt")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kinds", nargs="*", default=["float", "dynamic"])
    parser.add_argument("--spare", nargs="*", default=export.SPARE)
    parser.add_argument("--context", type=int, default=measure.CONTEXT)
    options = parser.parse_args()
    model, labels, step = export.trained(options.checkpoint)
    dev, similar = load_texts("dev"), similar_pairs(options.data)
    columns: dict[str, dict[str, float]] = {}
    even = export.evening(model, export.calibration(load_texts("train")))
    for kind in options.kinds:
        folder = WORK / "report" / kind
        size = export.write(folder, model, labels, step, kind, tuple(options.spare), even)
        reads = export.graph_reads(folder / "encoder.onnx")
        columns[kind] = scores_of(reads, rules_of(model), dev, labels, similar, options.context)
        columns[kind]["MB"] = round(size / 1e6, 1)
    base = base_similarity(similar)
    print(f"step {step}; the published encoder: sts {base}")
    print(f"{'':26}" + "".join(f"{kind:>10}" for kind in columns) + "      must")
    for key in next(iter(columns.values())):
        must = base - 0.02 if key == "sts" else MUST.get(key)
        print(f"{key:26}" + "".join(f"{column[key]:10.4f}" for column in columns.values())
              + (f"{must:10.4f}" if must else ""))  # fmt: skip
    (WORK / "report" / "scores.json").write_text(json.dumps({"step": step, "base_sts": base, **columns}, indent=1))


if __name__ == "__main__":
    main()
