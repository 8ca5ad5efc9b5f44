"""From the encoder's scores to tags, spans and trees.

Every function gives one text the same answer whatever else is decoded with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

__all__ = ["best_paths", "spans_of", "to_tree"]

_FORBIDDEN = 1e4


def best_paths(scores: Sequence[Array], rules: Array) -> list[Array]:
    """Return the best tags of each text (Viterbi); ``scores`` are [words, tags], ``rules`` [tag, next tag].

    Odd tags open a span, even ones (but 0) go on with it, so no text starts with an even one. All texts are
    stepped through together: a step costs the same for sixty texts as for one.
    """
    import numpy as np

    if not scores:
        return []
    tags, longest = rules.shape[0], max(len(text) for text in scores)
    padded = np.zeros((longest, len(scores), tags))
    for number, text in enumerate(scores):
        padded[: len(text), number] = text
    if not longest:
        return [np.zeros(0, np.int8) for _ in scores]
    back = np.zeros((longest, len(scores), tags), np.int8)
    values = np.zeros((longest, len(scores), tags))
    value = padded[0].copy()
    value[:, 2::2] -= _FORBIDDEN
    values[0] = value
    for word in range(1, longest):
        step = value[:, :, None] + rules
        back[word] = step.argmax(1)
        value = step.max(1) + padded[word]
        values[word] = value
    return [_followed(values[:, number], back[:, number], len(text)) for number, text in enumerate(scores)]


def _followed(values: Array, back: Array, length: int) -> Array:
    import numpy as np

    path = np.zeros(length, np.int8)
    if length:
        path[-1] = values[length - 1].argmax()
        for word in range(length - 1, 0, -1):
            path[word - 1] = back[word, path[word]]
    return path


def spans_of(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (kind, first word, last word) of the spans that ``tags`` mark."""
    spans: list[tuple[int, int, int]] = []
    for word, tag in enumerate(tags):
        if tag == 0:
            continue
        kind = (tag - 1) // 2
        if tag % 2 == 0 and spans and spans[-1][0] == kind and spans[-1][2] == word - 1:
            spans[-1] = (kind, spans[-1][1], word)
        else:
            spans.append((kind, word, word))
    return spans


def to_tree(heads: Sequence[int], root: Sequence[float]) -> list[int]:
    """Make the likeliest heads of one sentence a tree.

    ``heads`` are numbers in the sentence (its own number: the root), ``root`` says how likely each word is the
    root. There is one root, the likeliest; a cycle is cut at its word that is likeliest to be a root.
    """
    made = list(heads)
    own = [word for word, head in enumerate(made) if head == word] or range(len(made))
    top = max(own, key=lambda word: root[word], default=0)
    made = [top if head == word or word == top else head for word, head in enumerate(made)]
    for word in range(len(made)):
        seen, at = {word}, made[word]
        while at != top and at not in seen:
            seen.add(at)
            at = made[at]
        if at != top:
            cycle = [at]
            while made[cycle[-1]] != at:
                cycle.append(made[cycle[-1]])
            made[max(cycle, key=lambda number: root[number])] = top
    return made
