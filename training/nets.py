"""One MiniLM encoder with five heads, in plain torch.

The heads sit on words (the state of a word's first piece). Syntax, names and attribution each mix the layers
with weights of their own (syntax lives lower than meaning); the sentence vector is the mean of the last layer's
pieces, as in the published model, through a matrix that starts as the identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH, INNER, ATTENTION_HEADS, LAYERS = 384, 1536, 12, 6
TAGS = 7
"""Both taggers have three kinds: outside, and first or further word of each."""
FAR = -1e4


class Layer(nn.Module):
    """A post-norm transformer layer. Attention is written out: the fused one trains at half the speed on a CPU."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Read ``x`` [batch, pieces, width]; ``mask`` is added to the scores."""
        batch, length, _ = x.shape
        size = WIDTH // ATTENTION_HEADS
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, size).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q * size**-0.5, k.transpose(-1, -2)) + mask.to(q.dtype)
        mixed = torch.matmul(torch.softmax(scores, -1, dtype=q.dtype), v)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """The published encoder, with shapes and marks added to its input (both start at zero)."""

    def __init__(self, vocabulary: int, shapes: int, marks: int) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.shape, self.mark = nn.Embedding(shapes, WIDTH), nn.Embedding(marks, WIDTH)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.mark.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the states of the embedding and of every layer."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.shape(shapes) + self.mark(marks)
        states = [self.norm(x)]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states

    def load_base(self, folder: Path) -> None:
        """Take over the published weights; token type 0 is folded into the positions."""
        from safetensors.torch import load_file

        held = load_file(str(folder / "model.safetensors"))
        w = {key.removeprefix("bert."): value.float() for key, value in held.items()}
        own: dict[str, Tensor] = {
            "word.weight": w["embeddings.word_embeddings.weight"],
            "position.weight": w["embeddings.position_embeddings.weight"]
            + w["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        parts = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
        for n in range(LAYERS):
            at = f"encoder.layer.{n}."
            for kind in ("weight", "bias"):
                own[f"layers.{n}.qkv.{kind}"] = torch.cat(
                    [w[f"{at}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
                )
                for mine, theirs in parts.items():
                    own[f"layers.{n}.{mine}.{kind}"] = w[f"{at}{theirs}.{kind}"]
        missing = self.load_state_dict(own, strict=False)
        if missing.unexpected_keys or set(missing.missing_keys) - {"shape.weight", "mark.weight"}:
            raise ValueError(f"the start weights do not fit: {missing}")


class Mix(nn.Module):
    """A weighted mean of the layers, at the words."""

    def __init__(self, favoured: int) -> None:
        super().__init__()
        start = torch.zeros(LAYERS + 1)
        start[favoured] = 2.0
        self.weight = nn.Parameter(start)

    def forward(self, states: Tensor) -> Tensor:
        """Mix ``states`` [layers, batch, words, width]."""
        return torch.einsum("l,lbwd->bwd", torch.softmax(self.weight.float(), 0).to(states.dtype), states)


class Tagger(nn.Module):
    """Scores for the tags of each word, and a linear-chain CRF over them that forbids I after a foreign tag."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(WIDTH, hidden), nn.GELU(), nn.Dropout(0.1), nn.Linear(hidden, TAGS))
        self.transitions = nn.Parameter(torch.zeros(TAGS, TAGS))
        allowed = torch.zeros(TAGS, TAGS)
        for old in range(TAGS):
            for new in range(2, TAGS, 2):
                if old not in (new, new - 1):
                    allowed[old, new] = FAR
        first = torch.zeros(TAGS)
        first[2::2] = 0.0  # a window may start inside a span
        self.register_buffer("allowed", allowed, persistent=False)
        self.register_buffer("first", first, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Return the scores [batch, words, tags]."""
        return self.net(x)

    def rules(self) -> Tensor:
        """Return the scores of one tag after another."""
        return self.transitions + self.allowed

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Return the negative log-likelihood a word. ``mask`` is true on words (from the left)."""
        scores, rules = scores.float(), self.rules().float()
        safe = tags.clamp(min=0)
        gold = scores.gather(2, safe[..., None])[..., 0]
        step = rules[safe[:, :-1], safe[:, 1:]]
        right = (gold * mask).sum(1) + (step * mask[:, 1:]).sum(1)
        return (self._all(scores, rules, mask) - right).sum() / mask.sum()

    def _all(self, scores: Tensor, rules: Tensor, mask: Tensor) -> Tensor:
        """Sum over all paths by joining neighbours pairwise: log2(words) steps instead of one a word."""
        batch, _, tags = scores.shape
        idle = torch.full((tags, tags), FAR).fill_diagonal_(0.0)
        chain = torch.where(mask[:, 1:, None, None], rules + scores[:, 1:, None, :], idle)
        while chain.shape[1] > 1:
            if chain.shape[1] % 2:
                chain = torch.cat([chain, idle.expand(batch, 1, tags, tags)], 1)
            left, right = chain[:, ::2], chain[:, 1::2]
            chain = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=3)
        start = scores[:, 0]
        if chain.shape[1]:
            start = torch.logsumexp(start[:, :, None] + chain[:, 0], 1)
        return torch.logsumexp(start, 1)


class Grouping(nn.Module):
    """Which cue a source or content belongs to: its first and last word against the cue's first."""

    REACH = 3

    def __init__(self, size: int = 96) -> None:
        super().__init__()
        self.opening, self.closing, self.cue = (nn.Linear(WIDTH, size) for _ in range(3))
        self.role = nn.Parameter(torch.zeros(2, size))
        self.distance = nn.Parameter(torch.zeros(2, 2 * self.REACH + 1))
        self.size = size

    def loss(self, x: Tensor, sentence: Tensor, members: Tensor, cues: Tensor) -> Tensor:
        """``members`` rows are batch, role, first, last, number of its cue; ``cues`` rows are batch, word."""
        if not len(members) or len(cues) < 2:
            return x.sum() * 0.0
        batch, role, first, last, gold = members.unbind(1)
        member = self.opening(x[batch, first]) + self.closing(x[batch, last]) + self.role[role]
        cue = self.cue(x[cues[:, 0], cues[:, 1]])
        scores = (member @ cue.T).float() * self.size**-0.5
        away = sentence[cues[:, 0], cues[:, 1]][None] - sentence[batch, first][:, None]
        scores = scores + self.distance[role[:, None], away.clamp(-self.REACH, self.REACH) + self.REACH]
        scores = scores.masked_fill(batch[:, None] != cues[:, 0][None], FAR)
        return F.cross_entropy(scores, gold)


class Parser(nn.Module):
    """Biaffine arcs (a word that is its own head is the root) and labels."""

    def __init__(self, labels: int, arcs: int = 160, size: int = 128) -> None:
        super().__init__()
        self.child, self.parent = nn.Linear(WIDTH, arcs), nn.Linear(WIDTH, arcs)
        self.bilinear = nn.Linear(arcs, arcs, bias=False)
        self.weight = nn.Linear(arcs, 1)
        self.root = nn.Linear(WIDTH, 1)
        self.label_child, self.label_parent = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.label = nn.Linear(size, labels)
        self.near = nn.Linear(size, size, bias=False)
        self.drop = nn.Dropout(0.15)

    def arcs(self, x: Tensor, sentence: Tensor) -> Tensor:
        """Return [batch, child, parent], far below zero outside the child's sentence."""
        x = self.drop(x)
        child, parent = F.gelu(self.child(x)), F.gelu(self.parent(x))
        scores = self.bilinear(child) @ parent.transpose(1, 2) * self.child.out_features**-0.5
        scores = scores + self.weight(parent).transpose(1, 2)
        own = torch.eye(x.shape[1], dtype=torch.bool)[None]
        scores = torch.where(own, self.root(x), scores)
        return scores.masked_fill(sentence[:, :, None] != sentence[:, None, :], FAR)

    def labels(self, x: Tensor, heads: Tensor) -> Tensor:
        """Return [batch, child, labels] for the given heads."""
        x = self.drop(x)
        child, parent = self.label_child(x), self.label_parent(x)
        parent = parent.gather(1, heads[..., None].expand(-1, -1, parent.shape[-1]))
        return self.label(F.gelu(child + parent) + self.near(child) * parent)


@dataclass
class Read:
    """What the model says about a batch."""

    attribution: Tensor
    names: Tensor
    syntax: Tensor
    grouping: Tensor
    begins: Tensor
    vectors: Tensor
    upos: Tensor


class Reader(nn.Module):
    """The whole: encoder and heads."""

    def __init__(self, vocabulary: int, shapes: int, marks: int, upos: int, labels: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, shapes, marks)
        self.mix_attribution, self.mix_names, self.mix_syntax = Mix(6), Mix(6), Mix(4)
        self.attribution, self.names = Tagger(256), Tagger(192)
        self.grouping = Grouping()
        self.upos, self.begins = nn.Linear(WIDTH, upos), nn.Linear(WIDTH, 1)
        self.parser = Parser(labels)
        self.shape = nn.Embedding(shapes, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.vector = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.eye_(self.vector.weight)

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, seen: Tensor, first: Tensor, pool: Tensor) -> Read:
        """``seen`` is true on pieces, ``first`` [batch, words], ``pool`` [batch, sentences, pieces] of weights."""
        mask = (~seen)[:, None, None, :] * FAR
        states = self.encoder(ids, shapes, marks, mask)
        at = first[..., None].expand(-1, -1, WIDTH)
        words = torch.stack([state.gather(1, at).to(states[-1].dtype) for state in states])
        attribution, syntax = self.mix_attribution(words), self.mix_syntax(words)
        names = self.mix_names(words) + self.shape(shapes.gather(1, first))
        return Read(
            attribution=self.attribution(attribution), names=self.names(names), syntax=syntax,
            grouping=attribution, begins=self.begins(syntax)[..., 0], upos=self.upos(syntax),
            vectors=F.normalize(self.vector(torch.matmul(pool.to(states[-1].dtype), states[-1])).float(), dim=-1),
        )  # fmt: skip
