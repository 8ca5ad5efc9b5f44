"""Numbers that count nothing: labels, years, ages, ordinals, scores, telephone numbers, "one another"."""

from __future__ import annotations

import functools
import re

from crossread.amounts import AmountMatch
from crossread.read.deeds import tally_before
from crossread.tables import table

__all__ = ["is_no_count"]


@functools.cache
def _not_counts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = table("quantities")["not_counts"]
    before, after = (
        "|".join(re.escape(str(word)).replace(r"\ ", r"\s+") for word in sorted(lists[side], key=len, reverse=True))
        for side in ("before", "after")
    )
    return (
        re.compile(rf"(?<!\w)(?:{before})\s*$", re.IGNORECASE),
        re.compile(rf"\s?-?(?:{after})(?!\w)", re.IGNORECASE),
    )


_PEOPLE_BEHIND = re.compile(
    r"\s+(?:people|persons|men|women|soldiers|troops|civilians|families|homes|houses)\b", re.IGNORECASE
)
_AGE_BEHIND = re.compile(r"[\s-]*(?:years?|months?|weeks?)?[\s-]*old\b|\s*years? of age", re.IGNORECASE)
_AGES = re.compile(r"\bages?\s+(?:\d+\s*(?:,|and|to)\s*)*$", re.IGNORECASE)
_PHONE = re.compile(r"(?:\d{3}[)\s.-]+)?\d{3}[-.]\d{4}\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|d)\b|['’]?s\b|-?(?:a\.?m|p\.?m)\b", re.IGNORECASE)
_NO_ONE = re.compile(r"\b(?:no|any|every|each|some|this|that|the|which|another)\s+$", re.IGNORECASE)
_ONE_THING = re.compile(
    r"\s+(?:another|day|thing|way|hand|reason|time|such|more time|side|example)\b|['’]", re.IGNORECASE
)


def is_no_count(words: str, match: AmountMatch) -> bool:
    """Tell labels ("Route 66"), years, ages, ordinals, scores and "one another" from counts."""
    before, after = words[: match.start], words[match.end :]
    text = words[match.start : match.end].lower()
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", text) and not _PEOPLE_BEHIND.match(after):
        return True
    if match.what in ("money", "percent", "distance"):
        return False
    return _is_age(text, before, after) or _is_label(text, before, after) or _is_pronoun(text, before, after)


def _is_age(text: str, before: str, after: str) -> bool:
    """ "A 16-year-old", "ages 4 and 5", "Ana Ruiz, 34, was"."""
    apposition = re.search(r",\s*$", before) and re.match(r"\s*[,.]", after) and re.fullmatch(r"\d{1,3}", text)
    return bool(_AGE_BEHIND.match(after) or _AGES.search(before) or apposition)


def _is_label(text: str, before: str, after: str) -> bool:
    label, unit = _not_counts()
    tallied = re.search(r"\bat\s+$", before) and tally_before(before, len(before))
    if text[:1].isdigit() and label.search(before) and not _PEOPLE_BEHIND.match(after) and not tallied:
        return True
    if _PHONE.match(text + after[:16]):
        return True
    if _ORDINAL.match(after) or unit.match(after):
        return True
    return bool(re.search(r"[A-Z]-?$|[#№]\s?$|\d[:/.-]$", before) or re.match(r"[-–:/]\d", after))


def _is_pronoun(text: str, before: str, after: str) -> bool:
    if text == "many" and re.search(r"\bhow\s+$", before, re.IGNORECASE):
        return True  # "how many died is unclear"
    return text == "one" and bool(_ONE_THING.match(after) or _NO_ONE.search(before))
