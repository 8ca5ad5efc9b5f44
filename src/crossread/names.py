"""The written forms of names: normalise, fold, compare.

``normalise`` keeps a name readable; ``fold`` makes the key under which spellings of one name that differ
only in accents, case, hyphens or apostrophes meet; ``similar`` measures how far apart two spellings are,
with the letters that transliterations swap (kh/x, ov/off, sh/š, y/i/j) counted as nearly the same.
Nothing here knows any particular name.
"""

from __future__ import annotations

import functools
import re
import unicodedata

__all__ = ["fold", "initials", "is_short_of", "normalise", "same_name", "similar", "surname"]

# A letter more, less or other in a name part costs 1; a swap of two letters that transliterations mix costs this.
NEAR_LETTER_COST = 0.4
# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a",
     "ħ": "h", "ŋ": "n", "ĸ": "k", "ŧ": "t"}
)  # fmt: skip
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʹʿʾ]")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_/.]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\w)", re.IGNORECASE)
_INNER_STOP = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_OUTER = re.compile(r"^[\s\"“”‘’'«»„(\[,;:]+|[\s\"“”‘’'«»)\],;:]+$")
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "abu", "da", "de", "del", "della", "di", "du", "van", "von", "der", "den", "la", "le")
)
# What one sound is written as, longest first, brought to one spelling before letters are compared.
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("shch|schtsch", "sc"), ("tsch|tch", "c"), ("sch|sh", "s"), ("zh|dzh", "j"), ("kh|ch", "h"), ("ck", "k"),
        ("gh", "g"), ("ph|ff", "f"), ("th", "t"), ("dh", "d"), ("tz|ts", "z"), ("ou|oo", "u"), ("ee|ie|iy|yi", "i"),
        ("ei|ey|ai|ay", "e"), ("x", "h"), ("ya|ja|ia", "a"), ("yu|ju|iu", "u"), ("yo|jo|io", "o"), ("aa", "a"),
        (r"([a-z])\1", r"\1"), ("(?<=[oe])f$|(?<=[oe])w$", "v"),
    )
)  # fmt: skip
_NEAR = frozenset(
    frozenset(pair)
    for pair in ("ae", "ei", "iy", "ij", "yj", "ou", "ao", "ck", "kq", "cq", "sz", "cs", "vw", "fv", "bv", "bp", "dt",
                 "gk", "gj", "hk", "hg", "uv", "uw", "cz")
)  # fmt: skip


@functools.lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """Return the name as one would print it: no outer quotes, article or possessive s; single spaces."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    name = _OUTER.sub("", name)
    return _ARTICLE.sub("", _POSSESSIVE.sub("", name))


@functools.lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key of a name: lower case, no accents, apostrophes or punctuation, hyphens as spaces."""
    if name.isascii() and name.isalpha():  # most names: one plain word
        return name.lower()
    folded = _fold_once(name)
    while (again := _fold_once(folded)) != folded:  # "A-Team" is "a team", and then has an article
        folded = again
    return folded


def _fold_once(name: str) -> str:
    plain = _APOSTROPHES.sub("", normalise(name)).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_PLAIN)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _INNER_STOP.sub("", plain)
    return _SEPARATORS.sub(" ", plain).strip()


def same_name(left: str, right: str) -> bool:
    """Tell whether two written names are one name up to accents, case, hyphens and articles."""
    return fold(left) == fold(right) != ""


def surname(name: str) -> str:
    """Return the folded last part of a name, with "al-", "van" and the like before it left out."""
    parts = [part for part in fold(name).split() if part not in {"jr", "sr", "ii", "iii", "iv"}]
    return parts[-1] if parts else ""


def initials(name: str) -> str:
    """Return the folded initials of the parts that count ("Council of Free Towns" -> "cft")."""
    return "".join(part[0] for part in fold(name).split() if part not in {"of", "the", "and", "for", "in"})


@functools.lru_cache(maxsize=65536)
def _folded_parts(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def is_short_of(short: str, full: str) -> bool:
    """Tell whether ``short`` is the surname, or a run of last or first parts, of the longer name ``full``."""
    few, many = _folded_parts(short), _folded_parts(full)
    if not few or len(few) >= len(many):
        return False
    return many[-len(few) :] == few or (len(few) > 1 and many[: len(few)] == few)


@functools.lru_cache(maxsize=65536)
def similar(left: str, right: str) -> float:
    """Return 0 to 1: how near two spellings are, part by part in any order (1 = the same after folding)."""
    ours, theirs = _parts(left), _parts(right)
    if not ours or not theirs:
        return 0.0
    if (len(ours), ours) > (len(theirs), theirs):  # one order for both, so that the measure is symmetric
        ours, theirs = theirs, ours
    free, gained = list(theirs), 0.0
    for part in sorted(ours, key=len, reverse=True):
        best = max(free, key=lambda other: _near(part, other))
        gained += _near(part, best) * (len(part) + len(best))
        free.remove(best)
    return gained / sum(map(len, (*ours, *theirs)))


def _parts(name: str) -> tuple[str, ...]:
    parts = tuple(part for part in fold(name).split() if part not in _PARTICLES)
    return parts or tuple(fold(name).split())


@functools.lru_cache(maxsize=65536)
def _near(left: str, right: str) -> float:
    """Compare two name parts: the better of the letters as they are and of the sounds they stand for."""
    if left == right:
        return 1.0
    longest = max(len(left), len(right))
    spelt = 1 - _distance(left, right) / longest
    ours, theirs = _sounds(left), _sounds(right)
    return max(spelt, 0.97 * (1 - _distance(ours, theirs) / max(len(ours), len(theirs), 1)))


@functools.lru_cache(maxsize=65536)
def _sounds(part: str) -> str:
    for pattern, plain in _SPELLINGS:
        part = pattern.sub(plain, part)
    return part


def _distance(left: str, right: str) -> float:
    """Return the Levenshtein distance with near letters at a lower price."""
    row = [float(at) for at in range(len(right) + 1)]
    for number, letter in enumerate(left, 1):
        diagonal, row[0] = row[0], float(number)
        for at, other in enumerate(right, 1):
            change = 0.0 if letter == other else NEAR_LETTER_COST if frozenset((letter, other)) in _NEAR else 1.0
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, diagonal + change)
    return row[-1]
