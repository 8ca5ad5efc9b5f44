"""Parts and wholes: "including ten children", "many of them", "among four people shot", and those shot who died."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from crossread.model import Amount, Counted, Reading, Span
from crossread.read.counted import any_of
from crossread.tables import table

__all__ = ["Before", "Draft", "as_part", "of_whom_some_died", "whole_behind"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity on its way: offsets in the report, ``part_of`` the number of the whole among the drafts."""

    start: int
    end: int
    amount: Amount
    what: Counted
    of: str | None
    part_of: int | None = None


class Before(NamedTuple):
    """What was found in the sentences before: all of it, and the number of the first in the last of them."""

    drafts: Sequence[Draft]
    near: int


@functools.cache
def _included() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(table('quantities')['part_words'])})[\s,]*$", re.IGNORECASE)


_PEOPLE_KINDS = frozenset(
    ("killed", "injured", "missing", "displaced", "evacuated", "sheltering", "detained", "returned", "troops", "other")
)
_OF_THEM = re.compile(
    r"\s+of\s+(?:them|whom|these|those|the\s+(?:dead|victims|wounded|injured|killed))\b", re.IGNORECASE
)
# Between a whole and its part stand no more characters than this.
PART_GAP = 90


def _whole_of_them(draft: Draft, before: Before) -> int | None:
    """Return the last count of people in the sentence before that "many of them" can be of: of the dead, none flees."""
    for number in range(len(before.drafts) - 1, before.near - 1, -1):
        whole = before.drafts[number]
        if whole.what in _PEOPLE_KINDS and (whole.what != "killed" or draft.what in ("killed", "other")):
            return number
    return None


_AMONG = re.compile(
    r",?\s+(?:who\s+)?(?:was|were|is|are)\s+(?:also\s+)?(?:among|one\s+of)\s+(?:the\s+)?", re.IGNORECASE
)


def whole_behind(words: str, draft: Draft, found: Sequence[Draft], offset: int, first: int) -> int | None:
    """Return the count that one victim is said to belong to: "the guard was among four people shot"."""
    among = _AMONG.match(words, draft.end - offset)
    return next((first + number for number, other in enumerate(found)
                 if among and other.start - offset == among.end()), None)  # fmt: skip


def as_part(words: str, draft: Draft, found: Sequence[Draft], before: Before, offset: int) -> Draft:
    """Tie "including ten civilians" and "ten of them" to the quantity they are a part of."""
    if draft.what not in _PEOPLE_KINDS:
        return draft
    if not found:
        of_them = _OF_THEM.match(words[draft.end - offset :])
        return replace(draft, part_of=_whole_of_them(draft, before)) if of_them else draft
    last = found[-1]
    between = words[last.end - offset : draft.start - offset]
    among = re.match(r"\s+among\s+them\b", words[draft.end - offset :], re.IGNORECASE) and between.strip().endswith(",")
    near = last.what in _PEOPLE_KINDS and len(between) < PART_GAP
    if near and (among or _included().search(between)):
        whole = len(before.drafts) + len(found) - 1 if last.part_of is None else last.part_of
        return replace(draft, part_of=whole, what=last.what if draft.what in ("other", "troops") else draft.what)
    if last.part_of is not None and draft.what == last.what and re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", between):
        return replace(draft, part_of=last.part_of)
    return draft


# Those who were shot or stabbed are hurt, unless the report goes on to say that some of them died.
_SHOT = re.compile(r"\b(?:shot|stabbed|shootings?|gunfire|gunshots?)\b", re.IGNORECASE)
_HURT = re.compile(
    r"\b(?:wounded|wounding|injured|injuring|injuries|hurt|survived|hospital|condition)\b", re.IGNORECASE
)
# Within so many sentences.
DEAD_WITHIN = 4


def of_whom_some_died(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Leave open what became of "four people shot" where fewer are then told to be dead."""
    sentences = [bisect_right(reading.sentences, draft.start, key=lambda one: one.span.start) - 1 for draft in drafts]
    found = list(drafts)
    for number, (draft, here) in enumerate(zip(drafts, sentences, strict=True)):
        if draft.what == "injured" and _by_gun(draft, reading.sentences[here].span, reading.report.text):
            dead = [other for other, there in zip(drafts, sentences, strict=True)
                    if other.what == "killed" and here - 1 <= there <= here + DEAD_WITHIN]  # fmt: skip
            after = bool(dead) and all(other.start > draft.start for other in dead)
            if after and any(0 < (other.amount.low or 0) < (draft.amount.low or 0) for other in dead):
                found[number] = replace(draft, what="other")
    return found


def _by_gun(draft: Draft, span: Span, text: str) -> bool:
    """Tell several who were shot or stabbed, where nothing says yet that they live."""
    words = text[span.start : span.end]
    others = (draft.of or "").startswith(("other", "more"))
    return (draft.amount.low or 0) > 1 and not others and bool(_SHOT.search(words)) and not _HURT.search(words)
