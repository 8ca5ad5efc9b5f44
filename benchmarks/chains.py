"""Coreference metrics over chains of mentions: MUC, B-cubed, CEAF-e and their mean, as in the CoNLL-2012 task.

A chain is a set of mentions (anything hashable); ``key`` is the gold, ``response`` what was found. Mentions that only
one side has count as in the official scorer: they cost recall or precision, each chain keeping its own size. MUC
(Vilain et al. 1995) counts links, so that mentions which stand alone do not matter to it; B-cubed (Bagga and Baldwin
1998) averages over mentions; CEAF-e (Luo 2005) pairs the chains one to one so that their similarity, twice the shared
mentions over both sizes, is greatest.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

Chain = frozenset[Hashable]


class Counts(NamedTuple):
    """Numerators and denominators of recall and precision: they add up over texts."""

    found: float
    key: float
    right: float
    response: float

    def plus(self, other: Counts) -> Counts:
        """Return the sums of both."""
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def recall(self) -> float:
        """Return which share of the key was found."""
        return self.found / self.key if self.key else 0.0

    @property
    def precision(self) -> float:
        """Return which share of the response is right."""
        return self.right / self.response if self.response else 0.0

    @property
    def f1(self) -> float:
        """Return their harmonic mean."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def muc(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Count the links of each side that the other side's chains keep."""
    found, of_key = _links(key, response)
    right, of_response = _links(response, key)
    return Counts(found, of_key, right, of_response)


def _links(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[int, int]:
    kept = possible = 0
    home = {mention: number for number, other in enumerate(others) for mention in other}
    for chain in chains:
        parts = {home.get(mention, ("alone", mention)) for mention in chain}
        kept += len(chain) - len(parts)
        possible += len(chain) - 1
    return kept, possible


def b_cubed(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Average over mentions which share of their own chain the other side has with them."""
    found, right = _shares(key, response), _shares(response, key)
    return Counts(found, sum(map(len, key)), right, sum(map(len, response)))


def _shares(chains: Sequence[Chain], others: Sequence[Chain]) -> float:
    home = {mention: other for other in others for mention in other}
    none: Chain = frozenset()
    return sum(len(chain & home.get(mention, none)) / len(chain) for chain in chains for mention in chain)


def ceaf_e(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Return the greatest similarity of chains paired one to one, against the number of chains of each side."""
    best = sum(_paired([key[n] for n in mine], [response[n] for n in theirs]) for mine, theirs in _tied(key, response))
    return Counts(best, len(key), best, len(response))


def _tied(key: Sequence[Chain], response: Sequence[Chain]) -> Iterable[tuple[list[int], list[int]]]:
    """Return the numbers of chains that share mentions, directly or through others: only they can be paired."""
    home = {mention: number for number, other in enumerate(response) for mention in other}
    groups: list[tuple[set[int], set[int]]] = []
    for number, chain in enumerate(key):
        joined: tuple[set[int], set[int]] = ({number}, {home[mention] for mention in chain if mention in home})
        apart = []
        for mine, theirs in groups:
            if theirs & joined[1]:
                joined = (joined[0] | mine, joined[1] | theirs)
            else:
                apart.append((mine, theirs))
        groups = [*apart, joined]
    return [(sorted(mine), sorted(theirs)) for mine, theirs in groups if theirs]


def _paired(left: Sequence[Chain], right: Sequence[Chain]) -> float:
    """Return the greatest total similarity of pairs, by the Hungarian method with potentials (Kuhn 1955)."""
    if len(left) > len(right):
        left, right = right, left
    cost = [[-2 * len(one & other) / (len(one) + len(other)) for other in right] for one in left]
    rows, columns = [0.0] * (len(left) + 1), [0.0] * (len(right) + 1)
    row_of = [0] * (len(right) + 1)  # numbered from one; column 0 is where a row starts from
    for row in range(1, len(left) + 1):
        row_of[0] = row
        way, at = _augment(cost, rows, columns, row_of)
        while at:
            row_of[at], at = row_of[way[at]], way[at]
    return -sum(cost[row - 1][column - 1] for column, row in enumerate(row_of) if column and row)


def _augment(
    cost: Sequence[Sequence[float]], rows: list[float], columns: list[float], row_of: list[int]
) -> tuple[list[int], int]:
    """Find the cheapest path from the new row to a free column; the potentials are changed in place."""
    least, way = [float("inf")] * len(columns), [0] * len(columns)
    done = [False] * len(columns)
    at = 0
    while row_of[at]:
        done[at] = True
        row, step, following = row_of[at], float("inf"), 0
        for column in range(1, len(columns)):
            if done[column]:
                continue
            here = cost[row - 1][column - 1] - rows[row] - columns[column]
            if here < least[column]:
                least[column], way[column] = here, at
            if least[column] < step:
                step, following = least[column], column
        for column in range(len(columns)):
            if done[column]:
                rows[row_of[column]] += step
                columns[column] -= step
            else:
                least[column] -= step
        at = following
    return way, at


METRICS = {"muc": muc, "b3": b_cubed, "ceafe": ceaf_e}


def conll(texts: Iterable[tuple[Sequence[Chain], Sequence[Chain]]]) -> dict[str, Counts]:
    """Return each metric's counts over texts, each a key and a response."""
    total = dict.fromkeys(METRICS, Counts(0, 0, 0, 0))
    for key, response in texts:
        total = {name: total[name].plus(metric(key, response)) for name, metric in METRICS.items()}
    return total


def mean_f1(total: dict[str, Counts]) -> float:
    """Return CoNLL's F1: the mean of the three."""
    return sum(counts.f1 for counts in total.values()) / len(total)
