"""How likely two written names are two spellings of one: ``similar_parts(left, right)``.

A logistic regression over plain features of two name parts: their letters in the Latin alphabet (anyascii), the
sounds these stand for in the ways that transliterations write them (kh/h/x, j/dj/zh, y/i, ph/f, -yan/-ian,
-ov/-off), and the consonants alone, since some alphabets write no vowels. The weights stand in
``data/models/names.json`` by the features' names; ``training/names.py`` makes them, ``benchmarks/variants.py``
measures them. Nothing here knows any particular name.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Callable, Mapping
from importlib.resources import files

from crossread.errors import ResourceError
from crossread.names import fold

__all__ = ["FEATURES", "consonants", "latin", "similar_parts", "sounds"]

Feature = Callable[[str, str], float]

# Letters -> one letter for the sound they stand for; the longest match wins.
_WRITTEN = {
    "S": "shch schtsch sch sh", "C": "tsch tch ch cz tsh", "J": "dzh dj zh", "h": "kh x", "g": "gh", "f": "ph",
    "d": "dh", "t": "th", "z": "tz ts", "k": "ck qu q c", "u": "ou oo ow", "o": "eau", "e": "ay ai ei ey ae ye je",
    "i": "ee ie iy yi ij y j", "a": "iya ya ja ia aa", "U": "yu ju iu", "O": "yo jo io", "v": "w",
}  # fmt: skip
_SOUND_OF = {letters: sound for sound, all_letters in _WRITTEN.items() for letters in all_letters.split()}
_SOUND = re.compile("|".join(sorted(_SOUND_OF, key=lambda letters: (-len(letters), letters))))
# Endings of names, brought to one spelling before sounds are read.
_ENDINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("(?<=[oe])(?:ff|f|w)$", "v"), ("(?:yan|ian|jan)$", "an"), ("(?:skiy|skij|skii|skyi|skyy|sky|skj)$", "ski"),
        ("(?:iy|ii|yy|yi|ij)$", "i"), ("(?<=[ae])h$", ""),
    )
)  # fmt: skip
_DOUBLED = re.compile(r"([a-zA-Z])\1+")
_VOWELS = re.compile("[aeiouUO]+")
_LETTERS = re.compile("[^a-z]+")
# Consonants that hearers and alphabets mix, as one letter each.
_MIXED = str.maketrans(
    {"b": "p", "f": "p", "v": "p", "d": "t", "g": "k", "h": "k", "C": "k", "J": "S", "z": "s", "S": "s"}
)


# ---------------------------------------------------------------------------------------------- forms


@functools.lru_cache(maxsize=65536)
def latin(part: str) -> str:
    """Return a name part in plain Latin letters, lower case."""
    folded = fold(part)
    if not folded.isascii():
        from anyascii import anyascii  # a quarter of a megabyte of tables that names in Latin letters do without

        folded = anyascii(folded).lower()
    return _LETTERS.sub("", folded)


@functools.lru_cache(maxsize=65536)
def sounds(part: str) -> str:
    """Return the sounds of a name part, one letter each ("khachatryan" -> "haCatran")."""
    part = latin(part)
    for pattern, plain in _ENDINGS:
        part = pattern.sub(plain, part)
    return _DOUBLED.sub(r"\1", _SOUND.sub(lambda match: _SOUND_OF[match.group()], part))


@functools.lru_cache(maxsize=65536)
def consonants(part: str) -> str:
    """Return the consonants of a name part's sounds; one that starts with a vowel keeps its place as "a"."""
    heard = sounds(part)
    bare = _DOUBLED.sub(r"\1", _VOWELS.sub("", heard))
    return ("a" if heard[:1] in tuple("aeiouUO") else "") + bare


@functools.lru_cache(maxsize=65536)
def _coarse(part: str) -> str:
    return _DOUBLED.sub(r"\1", consonants(part).translate(_MIXED))


@functools.lru_cache(maxsize=65536)
def _vowels(part: str) -> str:
    return "".join(_VOWELS.findall(sounds(part))).lower()


# ------------------------------------------------------------------------------------------- features


def _ratio(left: str, right: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(left, right))


def same_sounds(left: str, right: str) -> float:
    """Share of sounds that stay."""
    return _ratio(sounds(left), sounds(right))


def all_sounds(left: str, right: str) -> float:
    """1 where they sound the same throughout."""
    return float(sounds(left) == sounds(right))


def near_consonants(left: str, right: str) -> float:
    """Share of consonants that stay when those that hearers mix are one (b/p, d/t, g/k/h, s/z)."""
    return _ratio(_coarse(left), _coarse(right))


def last_consonant(left: str, right: str) -> float:
    """1 where the last consonant is the same: endings tell names of one stem apart."""
    return float(consonants(left)[-1:] == consonants(right)[-1:])


def no_vowels(left: str, right: str) -> float:
    """1 where one of the two is written with next to no vowels, as from Arabic and Hebrew."""
    return float(any(len(_vowels(part)) * 4 < len(latin(part)) for part in (left, right)))


def bare_consonants(left: str, right: str) -> float:
    """Share of consonants that stay, where one of the two has no vowels to compare."""
    return no_vowels(left, right) * near_consonants(left, right)


def length(left: str, right: str) -> float:
    """Number of consonants of the shorter, up to eight: the longer the name, the more likeness means."""
    return min(8, len(consonants(left)), len(consonants(right))) / 8


FEATURES: Mapping[str, Feature] = {
    feature.__name__: feature
    for feature in (
        same_sounds, all_sounds, near_consonants, last_consonant, no_vowels, bare_consonants, length,
    )
}  # fmt: skip


# -------------------------------------------------------------------------------------------- scoring
#
# Tried and left out, since they got no weight or a negative one beside these: letters as written, Jaro-Winkler over
# letters and sounds, vowels, the first sound.


@functools.cache
def _weights() -> tuple[float, tuple[tuple[Feature, float], ...]]:
    place = files("crossread") / "data" / "models" / "names.json"
    try:
        content = json.loads(place.read_text(encoding="utf-8"))
        weights, bias = content["weights"], float(content["bias"])
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise ResourceError(
            f"the name weights ({place}): {error}; they ship with crossread, so reinstall it"
        ) from error
    if set(weights) != set(FEATURES):
        raise ResourceError(f"the name weights ({place}) are of other features: {sorted(set(weights) ^ set(FEATURES))}")
    return bias, tuple((FEATURES[name], float(weight)) for name, weight in weights.items())


@functools.lru_cache(maxsize=262144)
def similar_parts(left: str, right: str) -> float:
    """Return 0 to 1: how likely two parts of names (a first name, a surname, a town) are two spellings of one."""
    if latin(left) == latin(right) != "":
        return 1.0
    if not latin(left) or not latin(right):
        return 0.0
    if left > right:
        return similar_parts(right, left)
    bias, weights = _weights()
    return 1 / (1 + math.exp(-bias - sum(weight * feature(left, right) for feature, weight in weights)))
