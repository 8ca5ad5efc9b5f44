"""Stretches of text: lines, words, and the plain forms by which words are compared.

Everything here works on one string and gives half-open character offsets into it; nothing is changed or
cleaned. Where sentences end is ``splitting``'s.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from crossread.tables import table

__all__ = ["content_words", "lines", "shingles", "stem", "trim", "word_forms", "words"]


_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?|[^\W_]+(?:['’\-‑][^\W_]+)*")


@functools.cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("sentences")[name])


def trim(text: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Return the offsets without white space at either side (an empty range stays at ``start``)."""
    end = len(text) if end is None else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def lines(text: str) -> list[tuple[int, int]]:
    """Return every line, the empty ones too, without its line end."""
    found, start = [], 0
    for match in _LINE_END.finditer(text):
        found.append((start, match.start()))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def words(text: str) -> list[tuple[int, int]]:
    """Return the words and numbers; "well-known", "Ana's", "1,340", "12.40" and "U.N." are one word each."""
    return [match.span() for match in _WORD.finditer(text)]


def word_forms(text: str) -> list[str]:
    """Return the words in order, lower-cased and with straight apostrophes, for counting overlap."""
    return [text[start:end].lower().replace("’", "'") for start, end in words(text)]


def shingles(sequence: Sequence[str], n: int) -> tuple[tuple[str, ...], ...]:
    """Return every run of ``n`` neighbours in order; where there are fewer, all of them as one run."""
    if not sequence:
        return ()
    if len(sequence) <= n:
        return (tuple(sequence),)
    return tuple(tuple(sequence[at : at + n]) for at in range(len(sequence) - n + 1))


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a light stem of a lower-cased word: possessive, plural and the regular -ed and -ing go."""
    word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 3 and re.search("[aeiouy]", root):
            return root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root.removesuffix("e")
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def content_words(text: str) -> frozenset[str]:
    """Return the lower-cased stems of the words that carry meaning (stop words are out, numbers stay)."""
    kept = (form for form in word_forms(text) if form not in _listed("stop_words"))
    return frozenset(stem(form) for form in kept if len(form) > 1 or form.isdigit())
