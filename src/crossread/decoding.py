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


def best_paths(scores: Sequence[Array], rules: Sequence[Array]) -> list[list[int]]:
    """Return the best tags of each row of words (Viterbi).

    A row's ``scores`` are [words, tags], its ``rules`` [tag, next tag]. Odd tags open a span, even ones (but 0) go on
    with it, so no row starts with an even one. All rows are stepped through together, longest first: a step costs
    about the same for sixty rows as for one.
    """
    import numpy as np

    order = sorted((number for number, row in enumerate(scores) if len(row)), key=lambda number: -len(scores[number]))
    paths: list[list[int]] = [[] for _ in scores]
    if not order:
        return paths
    lengths = np.asarray([len(scores[number]) for number in order])
    follows = np.stack([np.asarray(rules[number], np.float64).T for number in order])  # [row, next tag, tag]
    padded = np.zeros((lengths[0], len(order), follows.shape[1]))
    for place, number in enumerate(order):
        padded[: len(scores[number]), place] = scores[number]
    still = (lengths[None, :] > np.arange(lengths[0])[:, None]).sum(1).tolist()
    back = np.zeros(padded.shape, np.int8)
    values = padded.copy()
    values[0, :, 2::2] -= _FORBIDDEN
    for word in range(1, len(values)):
        rows = still[word]
        step = values[word - 1, :rows, None] + follows[:rows]
        back[word, :rows] = step.argmax(2)
        values[word, :rows] += step.max(2)
    for place, number in enumerate(order):
        length = len(scores[number])
        last = int(values[length - 1, place].argmax())
        paths[number] = _followed(back[:length, place].tolist(), last)
    return paths


def _followed(back: Sequence[Sequence[int]], last: int) -> list[int]:
    """Go back from the best last tag; ``back`` tells the tag before each."""
    path = [last]
    for row in back[:0:-1]:
        path.append(row[path[-1]])
    return path[::-1]


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
    for word in own:
        if made[word] == word:
            made[word] = top
    if made:
        made[top] = top
    reaches = [False] * len(made)  # the words known to hang on the top
    for word in range(len(made)):
        way, at = [], word
        while at != top and not reaches[at] and at not in way:
            way.append(at)
            at = made[at]
        if at in way:
            made[max(way[way.index(at) :], key=lambda number: root[number])] = top
        for each in way:
            reaches[each] = True
    return made
