"""The written forms of names: normalise and fold.

``normalise`` keeps a name readable; ``fold`` makes the key under which spellings of one name that differ
only in accents, case, hyphens or apostrophes meet. How likely two spellings are of one name: ``spelling.py``.
Nothing here knows any particular name.
"""

from __future__ import annotations

import functools
import re
import unicodedata

__all__ = ["fold", "initials", "is_short_of", "normalise", "same_name", "surname"]

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
