"""Paths, spans and trees from scores."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.decoding import best_paths, spans_of, to_tree

np = pytest.importorskip("numpy")


def test_spans_of_tags():
    assert spans_of([0, 1, 2, 2, 3, 1, 1, 0, 4]) == [(0, 1, 3), (1, 4, 4), (0, 5, 5), (0, 6, 6), (1, 8, 8)]


@given(seed=st.integers(0, 10_000), length=st.integers(1, 5))
def test_the_best_path_is_the_best_of_all_paths(seed, length):
    rng = np.random.default_rng(seed)
    scores, rules = rng.normal(size=(length, 3)), rng.normal(size=(3, 3))

    def worth(path):
        steps = sum(rules[a, b] for a, b in itertools.pairwise(path))
        return sum(scores[n, tag] for n, tag in enumerate(path)) + steps - 1e4 * (path[0] == 2)

    best = max(itertools.product(range(3), repeat=length), key=worth)
    assert best_paths([scores], [rules])[0] == list(best)


@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_a_text_is_decoded_alike_alone_and_among_others(seed, lengths):
    rng = np.random.default_rng(seed)
    rules = rng.normal(size=(7, 7))
    texts = [rng.normal(size=(length, 7)) for length in lengths]
    together = best_paths(texts, [rules] * len(texts))
    assert together == [best_paths([text], [rules])[0] for text in texts]


@given(data=st.data(), size=st.integers(1, 12))
def test_any_heads_become_one_tree(data, size):
    heads = data.draw(st.lists(st.integers(0, size - 1), min_size=size, max_size=size))
    root = data.draw(st.lists(st.floats(-5, 5), min_size=size, max_size=size))
    made = to_tree(heads, root)
    tops = [word for word, head in enumerate(made) if head == word]
    assert len(tops) == 1
    for word in range(size):
        at, steps = word, 0
        while at != tops[0]:
            at, steps = made[at], steps + 1
            assert steps <= size


def test_a_tree_is_left_alone():
    assert to_tree([1, 1, 1, 2], [0, 5, 0, 0]) == [1, 1, 1, 2]
