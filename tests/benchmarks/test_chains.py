"""Each figure is worked out by hand, the way its paper counts."""

import itertools
import random

import pytest

from chains import _paired, b_cubed, ceaf_e, conll, mean_f1, muc


def chains(*words):
    return [frozenset(word) for word in words]


# one chain of the gold cut in two, and two of the gold run together: Luo's example
GOLD = chains("12345", "67", "89abc")
ONE_LINK_WRONG = chains("12345", "6789abc")


@pytest.mark.parametrize(
    ("metric", "key", "response", "recall", "precision"),
    [
        # 9 links in the gold, all kept; 10 in the response, one of them wrong
        (muc, GOLD, ONE_LINK_WRONG, 9 / 9, 9 / 10),
        # abcd in two halves keeps two of three links
        (muc, chains("abcd"), chains("ab", "cd"), 2 / 3, 1),
        # mentions that only one side has are links lost
        (muc, chains("abc"), chains("ab", "x"), 1 / 2, 1),
        # 12345 all right; 67 has 2/7 each, 89abc 5/7 each: (5 + 4/7 + 25/7) / 12
        (b_cubed, GOLD, ONE_LINK_WRONG, 1, (5 + 4 / 7 + 25 / 7) / 12),
        (b_cubed, chains("abcd"), chains("ab", "cd"), 1 / 2, 1),
        # a and b share 2/3 of the gold chain; c is not found; x is wrong
        (b_cubed, chains("abc"), chains("ab", "x"), (2 / 3 + 2 / 3) / 3, 2 / 3),
        # 12345 pairs with itself (1), 89abc with the long one (10/12); 67 stays alone
        (ceaf_e, GOLD, ONE_LINK_WRONG, (1 + 10 / 12) / 3, (1 + 10 / 12) / 2),
        (ceaf_e, chains("abcd"), chains("ab", "cd"), 4 / 6, 4 / 6 / 2),
        # the greedy pair (ab with ab, 1) is right here, and c pairs with nothing
        (ceaf_e, chains("ab", "c"), chains("ab", "d"), 1 / 2, 1 / 2),
        (ceaf_e, chains("ab"), [], 0, 0),
    ],
)
def test_by_hand(metric, key, response, recall, precision):
    counts = metric(key, response)
    assert counts.recall == pytest.approx(recall)
    assert counts.precision == pytest.approx(precision)


@pytest.mark.parametrize("seed", range(20))
def test_pairs_are_the_best_of_all(seed):
    dice = random.Random(seed)
    left, right = (
        chains(*("".join(dice.sample("abcdefghij", dice.randint(1, 4))) for _ in range(dice.randint(1, 5))))
        for _ in range(2)
    )
    few, many = sorted((left, right), key=len)
    best = max(
        sum(2 * len(one & other) / (len(one) + len(other)) for one, other in zip(few, order, strict=True))
        for order in itertools.permutations(many, len(few))
    )
    assert _paired(left, right) == pytest.approx(best)


def test_counts_add_up_over_texts():
    total = conll([(GOLD, ONE_LINK_WRONG), (chains("abcd"), chains("ab", "cd"))])
    assert total["muc"].recall == pytest.approx((9 + 2) / (9 + 3))
    assert total["ceafe"].precision == pytest.approx((1 + 10 / 12 + 4 / 6) / 4)
    assert mean_f1(conll([(GOLD, GOLD)])) == pytest.approx(1)
