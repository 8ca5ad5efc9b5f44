"""Write the trained network as one ONNX graph for one window, node by node.

No exporter stands between: the graph uses onnxruntime's own fused operators (attention, skip-norm, gelu), and
the kind of each matrix product is ours to choose: ``float``, ``dynamic`` (8-bit weights, activations scaled over
the window) or ``blocks`` (8-bit weights in blocks of 32, activations scaled row by row).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.nets import ATTENTION_HEADS, FAR, LAYERS, WIDTH

MS = "com.microsoft"
BLOCK = 32
ROWWISE: tuple[str, ...] = ("down",)
"""Layers whose input differs so much in size from word to word that each row is scaled by itself."""
FOLDED = "out"
"""The layer whose input is evened out where it comes from: attention only adds values up."""
OUTPUTS = {
    "attribution": (TensorProto.FLOAT, ["words", 7]), "names": (TensorProto.FLOAT, ["words", 7]),
    "begins": (TensorProto.FLOAT, ["words"]), "upos": (TensorProto.INT64, ["words"]),
    "heads": (TensorProto.INT64, ["words"]), "root": (TensorProto.FLOAT, ["words"]),
    "labels": (TensorProto.INT64, ["words"]), "opening": (TensorProto.FLOAT, ["words", "size"]),
    "closing": (TensorProto.FLOAT, ["words", "size"]), "cue": (TensorProto.FLOAT, ["words", "size"]),
    "vectors": (TensorProto.FLOAT, ["sentences", WIDTH]),
}  # fmt: skip


Weights = dict[str, np.ndarray]


class Graph:
    """Collects nodes and weights."""

    def __init__(self, weights: Weights, kind: str, spare: tuple[str, ...] = (), even: Weights | None = None) -> None:
        self.weights, self.kind, self.spare, self.even = weights, kind, spare, even or {}
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keep a tensor, once a name."""
        self.constants.setdefault(name, numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def weight(self, name: str) -> str:
        """Keep a float weight of the network."""
        return self.constant(name, self.weights[name].astype(np.float32))

    def add(self, operator: str, inputs: list[str], outputs: int | str = 1, domain: str = "",
            **attributes: Any) -> str:  # fmt: skip
        """Add a node; return its (first) output."""
        first = outputs if isinstance(outputs, str) else f"x{len(self.nodes)}"
        names = [first] if isinstance(outputs, str) else [first, *(f"{first}_{n}" for n in range(1, outputs))]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return first

    def linear(self, x: str, name: str, output: str | int = 1, bias: bool = True) -> str:
        """Multiply by the weight ``name`` (torch's [out, in]) and add its bias."""
        matrix = self.weights[f"{name}.weight"].T.astype(np.float32)
        if self.plain(name):
            y = self.add("MatMul", [x, self.constant(f"{name}.T", matrix)], 1 if bias else output)
        elif self.kind == "dynamic":
            if name.endswith(ROWWISE):
                return self._by_rows(x, name, matrix)
            x, matrix = self.evened(x, name, matrix)
            inputs = [x, *self.held(name, matrix), *([self.weight(f"{name}.bias")] if bias else [])]
            return self.add("DynamicQuantizeMatMul", inputs, output, MS)
        else:
            y = self._blocks(x, name, matrix, 1 if bias else output)
        return self.add("Add", [y, self.weight(f"{name}.bias")], output) if bias else y

    def plain(self, name: str) -> bool:
        """Say whether a layer stays in 32 bits: asked for, or too small to gain."""
        return self.kind == "float" or min(self.weights[f"{name}.weight"].shape) < 64 or name.startswith(self.spare)

    def held(self, name: str, matrix: np.ndarray) -> list[str]:
        """Keep a matrix in 8 bits: weights, a scale a column, zero points."""
        parts = zip(("q", "s", "z"), quantised(matrix), strict=True)
        return [self.constant(f"{name}.{part}", value) for part, value in parts]

    def evened(self, x: str, name: str, matrix: np.ndarray) -> tuple[str, np.ndarray]:
        """Shrink the channels with outliers before they are rounded, and stretch their weights by as much."""
        if name not in self.even:
            return x, matrix
        by = self.even[name].astype(np.float32)
        if name.endswith(FOLDED):
            return x, matrix * by[:, None]
        return self.add("Mul", [x, self.constant(f"{name}.even", 1 / by)]), matrix * by[:, None]

    def _by_rows(self, x: str, name: str, matrix: np.ndarray) -> str:
        """Bring every row to the same size before it is rounded, and back behind the product.

        The input comes out of a gelu, which never falls below -0.17: so its largest value tells its size.
        """
        x, matrix = self.evened(x, name, matrix)
        size = self.add("ReduceMax", [x, self.constant("final", np.array([-1]))], keepdims=1)
        size = self.add("Max", [size, self.constant("lowest", np.array(0.17, np.float32))])
        even = self.add("Div", [x, size])
        y = self.add("Mul", [self.add("DynamicQuantizeMatMul", [even, *self.held(name, matrix)], 1, MS), size])
        return self.add("Add", [y, self.weight(f"{name}.bias")])

    def _blocks(self, x: str, name: str, matrix: np.ndarray, output: str | int) -> str:
        rows, columns = matrix.shape
        blocks = matrix.T.reshape(columns, rows // BLOCK, BLOCK)
        scale = np.maximum(np.abs(blocks).max(-1), 1e-8) / 127
        held = (np.clip(np.rint(blocks / scale[..., None]), -127, 127) + 128).astype(np.uint8)
        scales = self.constant(f"{name}.s", scale.astype(np.float32).reshape(-1))
        inputs = [x, self.constant(f"{name}.q", held), scales]
        return self.add(
            "MatMulNBits", inputs, output, MS, K=rows, N=columns, bits=8, block_size=BLOCK, accuracy_level=4
        )

    def gathered(self, name: str, ids: str) -> str:
        """Look up rows; in the 8-bit kinds each row is held in 8 bits with its own scale."""
        table = self.weights[name].astype(np.float32)
        if self.kind == "float":
            return self.add("Gather", [self.constant(name, table), ids])
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        held = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
        rows = self.add("Cast", [self.add("Gather", [self.constant(f"{name}.q", held), ids])], to=TensorProto.FLOAT)
        return self.add("Mul", [rows, self.add("Gather", [self.constant(f"{name}.s", scale), ids])])


def quantised(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return 8-bit weights with a scale a column, symmetric."""
    scale = np.maximum(np.abs(matrix).max(0), 1e-8).astype(np.float32) / 127
    return np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8), scale, np.zeros(len(scale), np.int8)


def build(weights: Weights, kind: str, spare: tuple[str, ...] = (), even: Weights | None = None) -> Any:
    """Return the ONNX model.

    ``spare`` names layers (by their start) that stay in 32 bits; ``even`` holds, by layer, what each channel of
    its input is divided by before rounding.
    """
    graph = Graph(weights, kind, spare, even)
    states = _encoder(graph)
    zero = graph.constant("zero", np.array([0]))
    sentence = graph.add("Gather", ["sentence", "first"])
    attribution, named, syntax = _mixed(graph, states, ("mix_attribution", "mix_names", "mix_syntax"))
    shapes = graph.add("Gather", [graph.weight("shape.weight"), graph.add("Gather", ["shapes", "first"])])
    names = graph.add("Add", [named, shapes])
    for tagger, x in (("attribution", attribution), ("names", names)):
        hidden = _gelu(graph, graph.linear(x, f"{tagger}.net.0"))
        graph.linear(hidden, f"{tagger}.net.3", tagger)
    for part in ("opening", "closing", "cue"):
        graph.linear(attribution, f"grouping.{part}", part)
    graph.add("Squeeze", [graph.linear(syntax, "begins"), graph.constant("one", np.array([1]))], "begins")
    graph.add("ArgMax", [graph.linear(syntax, "upos")], "upos", axis=1, keepdims=0)
    _parser(graph, syntax, sentence)
    _vectors(graph, graph.add("Squeeze", [states[-1], zero]))
    return _model(graph)


def _encoder(graph: Graph) -> list[str]:
    length = graph.add("Shape", ["ids"])
    zero, one = graph.constant("start", np.array(0)), graph.constant("step", np.array(1))
    positions = graph.add("Range", [zero, graph.add("Squeeze", [length]), one])
    x = graph.gathered("encoder.word.weight", "ids")
    for table, ids in (("position", positions), ("shape", "shapes"), ("mark", "marks")):
        x = graph.add("Add", [x, graph.add("Gather", [graph.weight(f"encoder.{table}.weight"), ids])])
    x = graph.add("Unsqueeze", [x, graph.constant("zero", np.array([0]))])
    norm = [graph.weight("encoder.norm.weight"), graph.weight("encoder.norm.bias")]
    states = [graph.add("LayerNormalization", [x, *norm], epsilon=1e-12)]
    for number in range(LAYERS):
        states.append(_layer(graph, states[-1], f"encoder.layers.{number}."))
    return states


def _layer(graph: Graph, x: str, at: str) -> str:
    x = _added(graph, x, graph.linear(_attention(graph, x, at), at + "out"), at + "norm1")
    inner = graph.linear(_gelu(graph, graph.linear(x, at + "up")), at + "down")
    return _added(graph, x, inner, at + "norm2")


def _added(graph: Graph, x: str, y: str, norm: str) -> str:
    """Add and norm; the fused operator is scalar code, four times slower than these two."""
    weights = [graph.weight(f"{norm}.weight"), graph.weight(f"{norm}.bias")]
    return graph.add("LayerNormalization", [graph.add("Add", [x, y]), *weights], epsilon=1e-12)


def _attention(graph: Graph, x: str, at: str) -> str:
    """Project three times and attend: the fused 8-bit attention takes twice as long."""
    name = at + "qkv"
    thirds = [slice(n * WIDTH, (n + 1) * WIDTH) for n in range(3)]
    if graph.kind == "dynamic":
        matrix, bias = graph.weights[name + ".weight"].T.astype(np.float32), graph.weights[name + ".bias"].copy()
        x, matrix = graph.evened(x, name, matrix)
        for part in (matrix.T, bias):
            part[thirds[2]] = (part[thirds[2]].T / graph.even.get(at + FOLDED, 1.0)).T
        y = graph.add("DynamicQuantizeLinear", [x], 3)
        parts = []
        for n, third in enumerate(thirds):
            held, scale, zero = graph.held(f"{name}{n}", matrix[:, third])
            inputs = [y, held, y + "_1", scale, y + "_2", zero, graph.constant(f"{name}{n}.bias", bias[third])]
            parts.append(graph.add("MatMulIntegerToFloat", inputs, 1, MS))
    else:
        packed = graph.linear(x, name)
        parts = [graph.add("Slice", [packed, *(graph.constant(f"{end}{n}", np.array([value])) for end, value in (
            ("from", third.start), ("to", third.stop), ("axis", 2)))]) for n, third in enumerate(thirds)]  # fmt: skip
    return graph.add("MultiHeadAttention", parts, 1, MS, num_heads=ATTENTION_HEADS)


def _gelu(graph: Graph, x: str) -> str:
    return graph.add("Gelu", [x], 1, MS)


def _mixed(graph: Graph, states: list[str], names: tuple[str, ...]) -> list[str]:
    """Mix the layers' states of the words, a head its own way: one product for all heads and words."""
    shares = []
    for name in names:
        raw = graph.weights[f"{name}.weight"].astype(np.float64)
        shares.append(np.exp(raw - raw.max()) / np.exp(raw - raw.max()).sum())
    words = graph.add("Gather", [graph.add("Concat", states, axis=0), "first"], axis=1)
    flat = graph.add("Reshape", [words, graph.constant("rows", np.array([len(states), -1]))])
    mixed = graph.add("MatMul", [graph.constant("shares", np.array(shares, np.float32)), flat])
    mixed = graph.add("Reshape", [mixed, graph.constant("by head", np.array([len(names), -1, WIDTH]))])
    return [graph.add("Gather", [mixed, graph.constant(f"number {n}", np.array(n))]) for n in range(len(names))]


def _parser(graph: Graph, syntax: str, sentence: str) -> None:
    child = _gelu(graph, graph.linear(syntax, "parser.child"))
    parent = _gelu(graph, graph.linear(syntax, "parser.parent"))
    size = np.array(graph.weights["parser.child.weight"].shape[0] ** -0.5, np.float32)
    left = graph.add("Mul", [graph.linear(child, "parser.bilinear", bias=False), graph.constant("arc.scale", size)])
    scores = graph.add("MatMul", [left, graph.add("Transpose", [parent], perm=[1, 0])])
    scores = graph.add("Add", [scores, graph.add("Transpose", [graph.linear(parent, "parser.weight")], perm=[1, 0])])
    column, row = graph.constant("one", np.array([1])), graph.constant("zero", np.array([0]))
    count = graph.add("Squeeze", [graph.add("Shape", ["first"])])
    numbers = graph.add("Range", ["start", count, "step"])
    own = graph.add("Equal", [graph.add("Unsqueeze", [numbers, column]), graph.add("Unsqueeze", [numbers, row])])
    root = graph.linear(syntax, "parser.root")
    scores = graph.add("Where", [own, root, scores])
    same = graph.add("Equal", [graph.add("Unsqueeze", [sentence, column]), graph.add("Unsqueeze", [sentence, row])])
    scores = graph.add("Where", [same, scores, graph.constant("far", np.array(FAR, np.float32))])
    graph.add("Squeeze", [root, column], "root")
    heads = graph.add("ArgMax", [scores], "heads", axis=1, keepdims=0)
    down = graph.linear(syntax, "parser.label_child")
    up = graph.add("Gather", [graph.linear(syntax, "parser.label_parent"), heads])
    near = graph.add("Mul", [graph.linear(down, "parser.near", bias=False), up])
    both = graph.add("Add", [_gelu(graph, graph.add("Add", [down, up])), near])
    graph.add("ArgMax", [graph.linear(both, "parser.label")], "labels", axis=1, keepdims=0)


def _vectors(graph: Graph, last: str) -> None:
    one, zero = graph.constant("one", np.array([1])), graph.constant("zero", np.array([0]))
    count = graph.add("Add", [graph.add("ReduceMax", ["sentence"], keepdims=0), "step"])
    numbers = graph.add("Unsqueeze", [graph.add("Range", ["start", count, "step"]), one])
    own = graph.add("Equal", [numbers, graph.add("Unsqueeze", ["sentence", zero])])
    pool = graph.add("Cast", [own], to=TensorProto.FLOAT)
    total = graph.linear(graph.add("MatMul", [pool, last]), "vector", bias=False)
    length = graph.add("ReduceL2", [total, one], keepdims=1)
    length = graph.add("Max", [length, graph.constant("tiny", np.array(1e-12, np.float32))])
    graph.add("Div", [total, length], "vectors")


def _model(graph: Graph) -> Any:
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [size])
        for name, size in (("ids", "pieces"), ("shapes", "pieces"), ("marks", "pieces"), ("sentence", "pieces"),
                           ("first", "words"))
    ]  # fmt: skip
    outputs = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in OUTPUTS.items()]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, list(graph.constants.values()))
    model = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)], producer_name="crossread"
    )
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model
