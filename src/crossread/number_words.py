"""Numbers in digits and words: the pattern of one, and what it is worth ("1,340", "two dozen", "3.5 million")."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from crossread.tables import table

__all__ = ["UNGLUED", "number_pattern", "read_number", "words_pattern"]

# A number in digits is no part of a longer one, a date or a word.
UNGLUED = r"(?<![\w.,/:-])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])|\d+(?:\.\d+)?"


def words_pattern(words: Iterable[str]) -> str:
    """Return an alternation, longest first, that takes any white space or hyphen between words."""
    forms = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in forms)


@functools.cache
def number_pattern() -> str:
    """Return a regular expression for one number in digits or words (case is the caller's)."""
    lists = table("quantities")
    ones, tens, scales = (words_pattern(lists[name]) for name in ("ones", "tens", "scales"))
    small = rf"(?:(?:{tens})(?:[\s-](?:{ones}))?|(?:{ones}))"
    scaled = rf"(?:[\s-]+(?:{scales})\b)"
    word = rf"(?:(?:an?|{small}){scaled}|{small})(?:(?:\s+and)?[\s-]+{small}{scaled}?|{scaled})*"
    half = rf"half[\s-]+(?:an?\s+)?(?:{scales})"
    digits = rf"(?:{_DIGITS})(?:\s+\d/\d(?!\d)|(?=[\s-](?:{scales})\b){scaled}|(?:bn|mn|m|k)\b(?!\.\w))?"
    mixed = r"(?:\s+and\s+a\s+half\b)?"
    return rf"(?:{UNGLUED}(?:{digits})(?![\d/]|[.,:]\d)|\b(?:{half}|{word}|{words_pattern(lists['pairs'])})\b){mixed}"


@functools.lru_cache(maxsize=4096)
def read_number(words: str) -> int | float | None:
    """Return the value of one number in digits or words ("1,340", "two dozen", "3.5 million"), else ``None``."""
    text = re.sub(r"[\s\u00a0\u202f]+", " ", words.strip().lower())
    lists = table("quantities")
    if text in lists["pairs"]:
        return int(lists["pairs"][text])
    text, halves = re.subn(r" and a half$", "", text)
    value = _digit_value(text) if text[:1].isdigit() else _word_value(text)
    if value is None:
        return None
    value += 0.5 * halves
    return int(value) if float(value).is_integer() else round(value, 6)


def _digit_value(text: str) -> float | None:
    scales = {**table("quantities")["scales"], "m": 1e6, "mn": 1e6, "k": 1e3}
    found = re.fullmatch(rf"({_DIGITS})(?: (\d)/(\d))?[ -]?([a-z]+)?", text)
    if not found or (found[4] and found[4] not in scales) or found[3] == "0":
        return None
    value = float(re.sub(r"[, \u00a0\u202f]", "", found[1]))
    if found[2]:
        value += int(found[2]) / int(found[3])
    return value * scales[found[4]] if found[4] else value


def _word_value(text: str) -> float | None:
    """Add up number words; a scale multiplies what stands before it ("two hundred and six thousand")."""
    lists = table("quantities")
    total, group = 0.0, 0.0
    words = [word for word in re.split(r"[ -]+", text) if word != "and"]
    for place, word in enumerate(words):
        if word in lists["ones"] or word in lists["tens"]:
            group += lists["ones"].get(word, 0) + lists["tens"].get(word, 0)
        elif word == "half" and place == 0:
            group = 0.5
        elif word in ("a", "an") and words[place + 1 : place + 2]:
            group = group or 1.0
        elif word in lists["scales"]:
            group = (group or 1.0) * lists["scales"][word]
            if lists["scales"][word] >= 1000:
                total, group = total + group, 0.0
        else:
            return None
    return total + group if words else None
