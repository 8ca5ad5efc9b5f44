"""Train the network that finds where sentences start: ``python -m training.sentences --data FOLDER``.

Paragraphs of the treebanks (gold) and of PolNeAR (CoreNLP's sentences, trusted less) are laid out as text again, and
played with, so that the network meets what reports bring: paragraphs run together, lost full stops and capitals, all
in upper case, lines broken by hand, either kind of quotation mark. It also learns each word's part of speech, which
no one reads afterwards: it teaches what a clause looks like. One core, seeded; a quarter of an hour.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from crossread import boundaries
from training.base import base_folder
from training.prepare import NONCOMMERCIAL, NONE, rows

OUT = Path(__file__).resolve().parents[1] / "src/crossread/data/models/sentences.npz"
CORPORA = ("ewt", "gum", "polnear")
TRUST = {"ewt": 1.0, "gum": 1.0, "polnear": 0.3}
"""What a wrong guess costs, by corpus."""
SHARE = {"ewt": 1.0, "gum": 1.0, "polnear": 0.2}
"""How many of a corpus' texts are read in one round."""
WORDS, ENDINGS = 8000, 600
SIZE, WIDTH = 32, 64
LAYERS = ((5, 1), (3, 2), (3, 4), (3, 8))
"""(width, step) of each layer; the widest looks ``boundaries.PAD`` tokens away."""
SIZES = (WORDS + 1, ENDINGS + 1, len(boundaries.SHAPES), 16, 16, 24)
TOKENS = 3000
"""Tokens a step."""
RATE, DECAY, DROP, UNKNOWN, TAGGING = 2e-3, 0.01, 0.2, 0.05, 0.3
SEED = 1


class Piece(NamedTuple):
    """One sentence as published: its words, the white space before it, and (start, part of speech) of its words."""

    text: str
    gap: str
    tags: list[tuple[int, str]]


@dataclass
class Item:
    """One stretch of text in numbers: what is looked up, where sentences start, parts of speech, and trust."""

    cut: boundaries.Cut
    begins: list[int]
    tags: list[int]
    trust: float


Paragraph = list[Piece]
Document = list[Paragraph]


# ------------------------------------------------------------------------------------------------- reading


def treebank(path: Path, leave: Sequence[str] = ()) -> list[Document]:
    """Read the documents of a CoNLL-U file, but those of the genres to ``leave``."""
    found: list[Document] = []
    genre, text, gap, at, paragraph, kept, inside = "", "", "", 0, True, True, 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            columns = line.rstrip("\n").split("\t")
            if line.startswith("# newdoc"):
                found.append([])
            elif line.startswith("# meta::genre"):
                genre = line.split("=", 1)[1].strip()
                kept = genre not in leave
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# text =") and kept:
                text, at, inside = line.split("=", 1)[1].strip(), 0, 0
                if paragraph or not found[-1]:
                    found[-1].append([])
                found[-1][-1].append(Piece(text, gap if found[-1][-1] else "", []))
                paragraph, gap = False, " "
            elif kept and "-" in columns[0] and columns[0][0].isdigit():
                inside = int(columns[0].split("-")[1])
                gap = "" if "SpaceAfter=No" in columns[9] else " "
            elif kept and columns[0].isdigit():
                here = text.find(columns[1], at)
                if 0 <= here <= at + 3:
                    found[-1][-1][-1].tags.append((here, "u" + columns[3]))
                    at = here + len(columns[1])
                if int(columns[0]) > inside:
                    gap = "" if "SpaceAfter=No" in columns[9] else " "
    return [document for document in found if document]


def polnear(data: Path, part: str) -> list[Document]:
    """Read PolNeAR's silver sentences, a line a paragraph.

    What runs over a line end is left out, and so are quotations typed as '': CoreNLP takes each for a closing one."""
    texts = {row["id"]: row["text"] for row in rows(data / f"polnear/{part}.jsonl.gz")}
    found: list[Document] = []
    for row in rows(data / f"polnear/silver_{part}.jsonl.gz"):
        text, last, document = texts[row["id"]], None, []
        for sentence in row["sentences"]:
            start, end = sentence["start"], sentence["end"]
            if "\n" in text[start:end] or "''" in text[start - 3 : end + 3]:
                last = None
                continue
            between = "\n" if last is None else text[last:start]
            if "\n" in between:
                document.append([])
            tags = [(token[0] - start, "p" + token[2]) for token in sentence["tokens"]]
            document[-1].append(Piece(text[start:end], " " if document[-1] and between else "", tags))
            last = end
        found.append(document)
    return found


def read(data: Path) -> dict[str, list[Document]]:
    """Read the train parts."""
    return {
        "ewt": treebank(data / "ewt/train.conllu.gz"),
        "gum": treebank(data / "gum/train.conllu.gz", NONCOMMERCIAL),
        "polnear": polnear(data, "train"),
    }


def frequent(corpora: dict[str, list[Document]]) -> tuple[list[str], list[str]]:
    """Return the words and the endings that most sentences have, gold ones counted by trust."""
    words: Counter[str] = Counter()
    for name, documents in corpora.items():
        for piece in (piece for document in documents for paragraph in document for piece in paragraph):
            for form in boundaries.forms_of(piece.text):
                words[form] += round(10 * TRUST[name])
    endings: Counter[str] = Counter()
    for form, count in words.items():
        endings[boundaries.ending_of(form)] += count
    return tuple(sorted(common, key=lambda one: (-common[one], one))[:most]  # type: ignore[return-value]
                 for common, most in ((words, WORDS), (endings, ENDINGS)))  # fmt: skip


# ------------------------------------------------------------------------------------------------- playing


def run_together(document: Document, share: float, chance: random.Random) -> Iterator[Paragraph]:
    """Join some paragraphs with the one before, as extracted text often has them: what ends them then is hidden."""
    current: Paragraph = []
    for paragraph in document:
        if current and chance.random() < share:
            current = [*current, paragraph[0]._replace(gap=" "), *paragraph[1:]]
        else:
            if current:
                yield current
            current = paragraph
    if current:
        yield current


def laid_out(paragraph: Paragraph, chance: random.Random | None) -> tuple[str, list[int], dict[int, str]]:
    """Return a paragraph's text, where its sentences start, and the parts of speech by place; played with by chance."""
    text, starts, tags = "", [], {}
    no_stops = chance is not None and chance.random() < 0.06
    for piece in paragraph:
        words, gap = piece.text, piece.gap
        if chance is not None and (no_stops or chance.random() < 0.02):
            words = words.rstrip(".!?").rstrip() or words
            gap = gap or " "
        text += gap if text else ""
        starts.append(len(text))
        tags |= {len(text) + place: tag for place, tag in piece.tags if place < len(words)}
        text += words
    return (text if chance is None else changed(text, chance)), starts, tags


def changed(text: str, chance: random.Random) -> str:
    """Change how a text is written and nothing of its length."""
    kind = chance.random()
    if kind < 0.14:
        other = text.upper() if kind < 0.06 else text.lower()
        text = other if len(other) == len(text) else text
    elif kind < 0.20:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    elif kind < 0.26:
        for sign in range(text.count('"')):
            text = text.replace('"', "”" if sign % 2 else "“", 1)
    return wrapped(text, chance.randrange(45, 80)) if chance.random() < 0.08 else text


def wrapped(text: str, width: int) -> str:
    """Break lines by hand, as old wires did."""
    begin, space, made = 0, -1, list(text)
    for place, sign in enumerate(text):
        space = place if sign == " " else space
        if place - begin >= width and space > begin:
            made[space] = "\n"
            begin = space
    return "".join(made)


# ------------------------------------------------------------------------------------------------- network


class Net(nn.Module):
    """``boundaries.Network`` as torch trains it, with a second output for parts of speech."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(size, SIZE) for size in SIZES)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)
        sizes = [SIZE, *([WIDTH] * len(LAYERS))]
        self.layers = nn.ModuleList(
            nn.Linear(width * size, WIDTH) for (width, _), size in zip(LAYERS, sizes, strict=False)
        )
        self.out, self.tags = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, tags)

    def forward(self, numbers: Any) -> tuple[Any, Any]:
        """Return the log-odds and the scores of the parts of speech; ``numbers`` are [features, tokens]."""
        real = (numbers[-1] > 0).float()[:, None]
        value = functional.dropout(
            sum(t(row) for t, row in zip(self.tables, numbers, strict=True)), DROP / 2, self.training
        )
        value = value * real
        for at, (layer, (width, step)) in enumerate(zip(self.layers, LAYERS, strict=True)):
            reach = step * (width // 2)
            wide = functional.pad(value, (0, 0, reach, reach))
            seen = torch.cat([wide[place * step : place * step + len(value)] for place in range(width)], 1)
            made = functional.dropout(functional.relu(layer(seen)), DROP, self.training)
            value = (value + made if at else made) * real
        return self.out(value)[:, 0], self.tags(value)


def start_words(net: Net, words: Sequence[str]) -> None:
    """Begin with the published encoder's vectors of the words, brought down to ``SIZE`` by their main components."""
    from safetensors.torch import load_file
    from tokenizers import Tokenizer

    folder = base_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    weights = load_file(str(next(folder.glob("*.safetensors"))))
    known = next(value for name, value in weights.items() if name.endswith("word_embeddings.weight")).float()
    ids = [tokenizer.encode(word, add_special_tokens=False).ids or [tokenizer.token_to_id("[UNK]")] for word in words]
    vectors = torch.stack([known[one].mean(0) for one in ids])
    vectors = vectors - vectors.mean(0)
    _, _, components = torch.pca_lowrank(vectors, q=SIZE, niter=4)
    small = vectors @ components
    net.tables[0].weight.data[1 : len(words) + 1] = small / small.std() * 0.3


# ------------------------------------------------------------------------------------------------- fitting


class Maker:
    """Makes items out of paragraphs, with the words, endings and tags known."""

    def __init__(self, corpora: dict[str, list[Document]]) -> None:
        self.corpora = corpora
        self.words, self.endings = frequent(corpora)
        self.looks = boundaries.Looks(self.words, self.endings)
        pieces = (piece for name in CORPORA for document in corpora[name] for part in document for piece in part)
        self.tags = {tag: n for n, tag in enumerate(sorted({tag for piece in pieces for _, tag in piece.tags}))}

    def item(self, paragraph: Paragraph, corpus: str, chance: random.Random | None) -> Item:
        """Lay out one paragraph in numbers."""
        text, starts, tags = laid_out(paragraph, chance)
        cut = boundaries.cut_tokens(text, 0, len(text), self.looks)
        opens = set(starts)
        known = [self.tags[tags[start]] if start in tags else NONE for start in cut.starts]
        return Item(cut, [int(start in opens) for start in cut.starts], known, TRUST[corpus])

    def steps(self, chance: random.Random) -> Iterator[list[Item]]:
        """Yield the steps of one round, in random order."""
        chosen = [
            (paragraph, name)
            for name in CORPORA
            for document in self.corpora[name]
            if chance.random() < SHARE[name]
            for paragraph in run_together(document, 0.15, chance)
        ]
        chance.shuffle(chosen)
        step: list[Item] = []
        for paragraph, name in chosen:
            step.append(self.item(paragraph, name, chance))
            if sum(len(item.begins) for item in step) > TOKENS:
                yield step
                step = []
        if step:
            yield step


def arrays_of(items: Sequence[Item]) -> tuple[Any, Any, Any, Any]:
    """Return features, starts, tags and trust of one step, texts apart by empty rows; a text's first token is given."""
    gap = boundaries.PAD
    numbers = [[0] * gap for _ in boundaries.ROWS]
    begins, tags, trust = [0] * gap, [NONE] * gap, [0.0] * gap
    for item in items:
        size = len(item.begins)
        for row, more in zip(numbers, item.cut.rows, strict=True):
            row += [*more, *([0] * gap)]
        begins += [*item.begins, *([0] * gap)]
        tags += [*item.tags, *([NONE] * gap)]
        trust += [*([0.0] * min(size, 1)), *([item.trust] * (size - 1)), *([0.0] * gap)]
    return torch.tensor(numbers), torch.tensor(begins).float(), torch.tensor(tags), torch.tensor(trust)


def fit(maker: Maker, rounds: int) -> Net:
    """Train for so many rounds with a falling rate; return the averaged weights."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    chance = random.Random(SEED)
    net = Net(len(maker.tags))
    start_words(net, maker.words)
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    optimiser = torch.optim.AdamW(net.parameters(), RATE, betas=(0.9, 0.98), weight_decay=DECAY)
    done, began = 0, time.monotonic()
    for number in range(rounds):
        net.train()
        losses, size = [], 1
        steps = list(maker.steps(chance))
        for size, step in enumerate(steps, 1):
            done += 1
            left = 1 - (number + size / len(steps)) / rounds
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, done / 100) * max(left, 0.01)
            losses.append(learn(net, optimiser, step))
            mean.update_parameters(net)
        print(f"round {number + 1}: loss {np.mean(losses):.4f}, {time.monotonic() - began:.0f} s", flush=True)
    return mean.module.eval()  # type: ignore[no-any-return]


def learn(net: Net, optimiser: Any, step: Sequence[Item]) -> float:
    """Take one step; return the loss of the starts."""
    numbers, begins, tags, trust = arrays_of(step)
    for row in (0, 1):  # words and endings go unknown now and then
        numbers[row] *= torch.rand(numbers.shape[1]) > UNKNOWN
    odds, tagged = net(numbers)
    loss = (functional.binary_cross_entropy_with_logits(odds, begins, reduction="none") * trust).sum() / trust.sum()
    optimiser.zero_grad()
    (5 * loss + TAGGING * functional.cross_entropy(tagged, tags, ignore_index=NONE)).backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


# ------------------------------------------------------------------------------------------------- shipping


def export(net: Net, words: Sequence[str], endings: Sequence[str], path: Path) -> None:
    """Write the weights in 8 bits, one scale a column, as ``boundaries.Network`` reads them."""
    made: dict[str, Any] = {"layers": np.array(LAYERS), "offset": net.out.bias.detach().numpy()[0]}
    for name, listed in (("words", words), ("endings", endings)):
        made[name] = np.frombuffer("\n".join(listed).encode(), np.uint8)
    named = dict(zip(boundaries.ROWS, (table.weight for table in net.tables), strict=True))
    named |= {f"layer{at}": layer.weight.T for at, layer in enumerate(net.layers)} | {"out": net.out.weight.T}
    for name, weights in named.items():
        values = np.ascontiguousarray(weights.detach().numpy())
        scale = np.maximum(np.abs(values).max(0), 1e-6) / 127
        made[name], made[f"{name}_scale"] = np.round(values / scale).astype(np.int8), scale.astype(np.float32)
    made |= {f"bias{at}": layer.bias.detach().numpy() for at, layer in enumerate(net.layers)}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **made)


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    maker = Maker(read(options.data))
    sizes = {name: sum(len(part) for document in maker.corpora[name] for part in document) for name in CORPORA}
    print(json.dumps({"sentences": sizes, "words": len(maker.words), "tags": len(maker.tags)}))
    export(fit(maker, options.rounds), maker.words, maker.endings, options.out)
    print(f"wrote {options.out} ({options.out.stat().st_size / 1024:.0f} KB); now: python benchmarks/sentences.py")


if __name__ == "__main__":
    main()
