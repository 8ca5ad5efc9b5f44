"""Stretches of text: lines, words, sentences, and the plain forms by which words are compared.

Everything here works on one string and gives half-open character offsets into it; nothing is changed or
cleaned. What a report's sentences are (furniture, headings, live-blog clocks) is ``read/sentences.py``'s.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from crossread.tables import table

__all__ = [
    "content_words", "lines", "shingles", "split_sentences", "stem", "trim", "word_forms", "words",
]  # fmt: skip


_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?|[^\W_]+(?:['’\-‑][^\W_]+)*")
_BLANK_LINE = re.compile(r"(?:\r\n?|[\n\u2028\u2029])[^\S\r\n\u2028\u2029]*(?:\r\n?|[\n\u2029])\s*")
_CLOSERS = "\"'”’»)]}›"
_OPENERS = "\"'“‘«([{‹„"
_END = re.compile(
    rf"[.!?…。！？]+[{re.escape(_CLOSERS)}]*(?:\s?\[\d{{1,3}}\])*(?=\s)|(?<=[a-z”\")])[.!?](?=[A-Z][a-z])|[。！？]"
)
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+$")
_SPEECH_AFTER = re.compile(
    r"(?:[^\W\d_][\w'’.\-]*\s+){1,4}?(?:said|says|asked|asks|told|added|wrote|cried|shouted|replied)\b"
)


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


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences between ``start`` and ``end``, without outer white space.

    A blank line always ends a sentence, a single line end never does. Quotation marks and brackets that
    close after the full stop belong to the sentence before.
    """
    end = len(text) if end is None else end
    found = []
    for block_start, block_end in _blocks(text, start, end):
        begin = block_start
        for match in _END.finditer(text, block_start, block_end):
            numbered = text[begin : match.start()].strip().isdigit()  # "1. Introduction"
            if match.start() >= begin and not numbered and _ends_sentence(text, match, block_end):
                found.append(trim(text, begin, match.end()))
                begin = match.end()
        found.append(trim(text, begin, block_end))
    return [(left, right) for left, right in found if left < right]


def _blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _BLANK_LINE.finditer(text, start, end):
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, end)]


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Decide one candidate by the word before it and what follows."""
    mark = match.group()
    after = match.end()
    while after < end and text[after].isspace():
        after += 1
    if after >= end:
        return True
    following = text[after : after + 80].lstrip(_OPENERS)
    if not following or not (following[0].isalnum() or following[0] in "-–—•*$€£#"):
        return False
    if following[0].islower():
        return mark == "?"
    if mark[0] in "?!" and mark[-1] in "\"”'’»" and _SPEECH_AFTER.match(following):
        return False
    if mark.startswith(".") and not mark.startswith(".."):
        return _stop_ends(text, match.start(), following)
    return True


def _stop_ends(text: str, at: int, following: str) -> bool:
    """Tell whether the full stop at ``at`` ends a sentence rather than an abbreviation or initial."""
    before = _LAST_WORD.search(text, max(0, at - 24), at)
    if before is None:
        return True
    raw = before.group()
    word = raw.lower()
    next_word = re.match(r"[\w'’]+", following)
    opens = next_word is not None and next_word.group().lower() in _listed("openers")
    if word in _listed("leading") and (word not in {"no", "st", "al", "art", "ed", "sec"} or not opens):
        return word == "no" and not following[0].isdigit()
    if word in _listed("trailing") and (raw[0].isupper() or "." in raw or word in {"etc", "km"}):
        return opens
    if len(raw) == 1 and raw.isupper():
        return opens or raw == "I"
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", raw):
        return opens
    return True
