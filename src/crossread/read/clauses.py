"""Where a stretch of a sentence can be cut into statements that stand alone, and its main verb."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from crossread.read.phrases import noun_phrase
from crossread.read.tagging import Word, tagged
from crossread.text import trim

__all__ = ["has_verb", "main_verb", "pieces", "tidy"]

# A piece with fewer words than this is no statement of its own.
FEWEST_WORDS = 3

_JOINERS = frozenset(("and", "but", "while", "whereas", "yet"))
# Where nothing of this stands, nothing is cut.
_JOINED = re.compile(rf";|,\s*(?:{'|'.join(sorted(_JOINERS))})\b", re.IGNORECASE)
_FINITE = frozenset(("verb", "aux", "modal"))
_MARKS = {"“": "”", '"': '"', "«": "»", "''": "''"}
_SIGNS = frozenset("".join((*_MARKS, *_MARKS.values())))
# What a statement neither begins nor ends with; no word of these is longer.
_OPENERS = ("that ", "and ", "but ", "while ", "although ", "though ")
_CLOSERS = (" while", " and", " but", " although", " though", " as")
_LONGEST = 9


def has_verb(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch has a finite verb, so that it can be a statement."""
    words = tagged(text, start, end)
    return any(word.tag in _FINITE for word in words) or _past_alone(words)


def _past_alone(words: Sequence[Word]) -> bool:
    """A past form that could be a participle counts where nothing else is a verb ("Two wounded")."""
    return any(word.tag == "part" for word in words[1:])


def pieces(text: str, start: int, end: int, openings: Sequence[int], *, quoted: bool = False) -> list[tuple[int, int]]:
    """Cut a stretch where sentences open, and outside quotations at semicolons and between full clauses."""
    bounds = [start, *(at for at in openings if start < at < end), end]
    found: list[tuple[int, int]] = []
    for left, right in (trim(text, *bound) for bound in itertools.pairwise(bounds)):
        if left < right:
            found += [(left, right)] if quoted else _clauses(text, left, right)
    return found


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if not _JOINED.search(text, start, end):
        return [trim(text, start, end)]
    words = tagged(text, start, end)
    cuts, begin, open_quote = [], 0, False
    for at, word in enumerate(words):
        if word.tag == "quote":
            open_quote = word.text in "“«" or (word.text in {'"', "''"} and not open_quote)
        if open_quote or at <= begin:
            continue
        resume = _new_clause(words, at)
        if resume is not None and _stands(words[begin:at]) and _stands(words[resume:]):
            cuts.append((words[begin].start, word.start))
            begin = resume
    cuts.append((words[begin].start, end) if words else (start, end))
    return [trim(text, *cut) for cut in cuts]


def _new_clause(words: Sequence[Word], at: int) -> int | None:
    """Return where the next clause starts if a safe cut stands at ``at`` (a comma or semicolon)."""
    if words[at].text == ";" and at + 1 < len(words):
        return at + 1
    if words[at].text != "," or at + 2 >= len(words) or words[at + 1].lower not in _JOINERS:
        return None
    subject = at + 2
    if words[subject].tag == "adv":
        subject += 1
    end = noun_phrase(words, subject)
    if end == subject or end >= len(words):
        return None
    while end < len(words) and words[end].tag == "adv":
        end += 1
    return at + 2 if end < len(words) and words[end].tag in _FINITE else None


def _stands(words: Sequence[Word]) -> bool:
    opened = bool(words) and words[0].tag == "sub" and words[0].lower not in {"while", "once"}
    return len(words) >= FEWEST_WORDS and not opened and any(word.tag in _FINITE for word in words)


def main_verb(words: Sequence[Word]) -> int | None:
    """Return the main verb: the first finite one that is in no opening subordinate or relative clause."""
    at = 0
    if words and words[0].tag == "sub":
        at = next((n + 1 for n, word in enumerate(words) if word.text == ","), 0)
    relative = False
    for number in range(at, len(words)):
        word = words[number]
        if word.tag in {"rel", "sub"}:
            relative = number > at
        elif word.tag in _FINITE:
            if relative:
                relative = False
                continue
            return _head_of_group(words, number)
    return None


def _head_of_group(words: Sequence[Word], at: int) -> int:
    """Go from "has been" to the verb that carries the meaning."""
    head = at
    while head + 1 < len(words) and words[head + 1].tag in {"aux", "adv", "part", "inf", "ing", "to"}:
        head += 1
        if words[head].tag in {"part", "inf", "ing"} and not (
            words[head].lower in {"set", "expected", "said", "believed", "due"}
            and head + 1 < len(words)
            and words[head + 1].lower == "to"
        ):
            return head
    return head if words[head].tag in {"verb", "part", "inf", "ing"} else at


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim joiners, "that", hanging punctuation and a quotation mark without its partner."""
    start, end = trim(text, start, end)
    changed = True
    while changed and start < end:
        before = start, end
        while start < end and text[start] in ",;:—–-. \n":
            start += 1
        while end > start and text[end - 1] in ",;:—– \n":
            end -= 1
        if text[start : start + _LONGEST].lower().startswith(_OPENERS):
            start = _without_opener(text, start, end)
        if text[max(start, end - _LONGEST) : end].lower().endswith(_CLOSERS):
            end = _without_closer(text, start, end)
        if start < end and (text[start] in _SIGNS or text[end - 1] in _SIGNS):
            start, end = _without_lone_marks(text, start, end)
        start, end = trim(text, start, end)
        changed = (start, end) != before
    return start, end


def _without_opener(text: str, start: int, end: int) -> int:
    for word in _OPENERS:
        after = start + len(word)
        if after <= end and text[start:after].lower() == word and (word == "that " or text[start].islower()):
            start = after
    return start


def _without_closer(text: str, start: int, end: int) -> int:
    for word in _CLOSERS:
        first = end - len(word)
        if first >= start and text[first:end].lower() == word:
            end = first
    return end


def _without_lone_marks(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    for opening, closing in _MARKS.items():
        if not (inner.startswith(opening) or inner.endswith(closing)):
            continue
        lone = inner.count(opening) % 2 if opening == closing else inner.count(opening) != inner.count(closing)
        if lone and inner.startswith(opening):
            return start + len(opening), end
        if lone and inner.endswith(closing):
            return start, end - len(closing)
    return start, end
