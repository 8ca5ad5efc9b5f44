"""Spellings of one name come near, other names stay apart."""

import json
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread import spelling
from crossread.errors import ResourceError
from crossread.spelling import FEATURES, consonants, latin, similar_parts, sounds


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Pashkov", "Pashkoff"),
        ("Khaled", "Haled"),
        ("Talakh", "Talax"),
        ("Malenian", "Malenyan"),
        ("Velinskiy", "Velinsky"),
        ("Dzhemal", "Djemal"),
        ("Osmaan", "Osman"),
        ("Tarasova", "Тарасова"),
    ],
)
def test_variants_are_near(left, right):
    assert similar_parts(left, right) >= 0.8


@pytest.mark.parametrize(
    ("left", "right"),
    [("Varna", "Verona"), ("Malen", "Ruiz"), ("Marn", "Marl"), ("Dora", "Dana"), ("Petrov", "Pavlov")],
)
def test_other_names_are_not(left, right):
    assert similar_parts(left, right) < 0.8


@pytest.mark.parametrize(
    ("name", "heard", "bare"),
    [("Khachatryan", "haCatran", "hCtrn"), ("Mikhailoff", "mihelov", "mhlv"), ("Ölmez", "olmez", "almz"), ("", "", "")],
)
def test_sounds(name, heard, bare):
    assert (sounds(name), consonants(name)) == (heard, bare)


def test_other_alphabets_are_read():
    assert latin("Ольга") == "olga"


@given(st.text(), st.text())
def test_symmetric_and_bounded(left, right):
    assert similar_parts(left, right) == similar_parts(right, left)
    assert 0 <= similar_parts(left, right) <= 1


def test_likeness_never_speaks_against():
    weights = json.loads((files("crossread") / "data" / "models" / "names.json").read_text())["weights"]
    assert set(weights) == set(FEATURES)
    assert all(weight >= 0 for weight in weights.values())


def test_weights_of_other_features_are_refused(monkeypatch):
    monkeypatch.setattr(spelling, "FEATURES", {"another": sounds})
    spelling._weights.cache_clear()
    with pytest.raises(ResourceError, match="other features"):
        spelling._weights()
    monkeypatch.undo()
    spelling._weights.cache_clear()


def test_thousands_of_pairs_take_a_second():
    names = [
        f"{a}{b}{c}"
        for a in ("mal", "vel", "kar", "dor")
        for b in ("in", "ov", "ekh", "ash")
        for c in ("a", "sky", "yan")
    ]
    start = time.process_time()
    for one in names:
        for other in names:
            similar_parts(one, other)
    assert time.process_time() - start < len(names) ** 2 / 1000
