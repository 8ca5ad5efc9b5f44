"""Noun phrases, verb groups and subjects over words with rough classes.

This stands where a parser will: it is right about plain newspaper clauses ("The ministry's spokesman in
Varo, Ana Ruiz, said on Monday that ..."), and gives nothing back where it is not sure.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossread.read.tagging import Word, lone_pronouns
from crossread.tables import table

__all__ = ["clause_start", "noun_phrase", "subject_before", "verb_group"]

# How many words a phrase in commas after a name may have and still be an apposition to the subject.
LONGEST_APPOSITION = 16


def verb_group(words: Sequence[Word], at: int) -> int:
    """Return where the verb group that ends at ``at`` begins: auxiliaries, "not" and adverbs before the verb."""
    start = at
    while start > 0 and (words[start - 1].tag in {"aux", "modal", "adv"} or words[start - 1].lower == "to"):
        if words[start - 1].lower in {"to"} and (start < 2 or words[start - 2].tag not in {"aux", "verb", "modal"}):
            break
        start -= 1
    while start < at and words[start].tag == "adv" and words[start].lower in table("grammar")["openers_only"]:
        if start > 0 and words[start - 1].tag in {"noun", "name", "pron", "rel"}:
            break
        start += 1
    return start


def clause_start(words: Sequence[Word], at: int) -> int:
    """Return the nearest place at or before ``at`` where a clause can begin."""
    while at > 0 and not (
        words[at - 1].tag in {"quote", "sub"} or words[at - 1].text in {",", ";", ":", "—", "–", "--", "(", ")"}
    ):
        at -= 1
    return at


def subject_before(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends right before ``at`` (a verb group), with appositions; None if unsure."""
    end = at
    if end > 0 and words[end - 1].text in {",", "–", "—", "--", ")"}:
        return _apposed(words, end - 1)
    if end > 0 and words[end - 1].tag == "rel" and words[end - 1].lower in {"who", "which", "that"}:
        return end - 1, end
    if end > 0 and words[end - 1].tag == "pron":
        return (end - 1, end) if words[end - 1].lower in table("grammar")["subject_pronouns"] else None
    start = _phrase_start(words, end)
    if start is None:
        return None
    if start > 1 and words[start - 1].text == "," and _is_title(words[start:end]) is False:
        start = _with_head(words, start, end)
    return start, end


def _is_title(words: Sequence[Word]) -> bool:
    return any(word.tag == "noun" for word in words) or not words


def _with_head(words: Sequence[Word], start: int, end: int) -> int:
    """Take "The ombudsman in Varo, Ana Ruiz," as one where a bare name follows a described person."""
    if not all(word.tag == "name" for word in words[start:end]):
        return start
    head = _phrase_start(words, start - 1)
    if head is not None and words[head].tag in {"det", "poss"} and (head == 0 or words[head - 1].tag == "punct"):
        return head
    return start


def _apposed(words: Sequence[Word], close: int) -> tuple[int, int] | None:
    """Read "NAME, the head of X, said": the phrase before the matching comma with what is between."""
    mark = {")": "("}.get(words[close].text, words[close].text)
    opening = close - 1
    while opening > 0 and words[opening].text != mark and close - opening <= LONGEST_APPOSITION:
        if words[opening].tag == "quote":
            return None
        opening -= 1
    if opening <= 0 or words[opening].text != mark:
        return None
    inner = words[opening + 1 : close]
    if not inner:
        return None
    start = _phrase_start(words, opening)
    if start is None:
        if words[opening - 1].tag == "pron":
            return opening - 1, opening
        return None
    if any(word.tag in {"verb", "aux", "modal"} for word in inner) and inner[0].tag not in {
        "rel",
        "part",
        "ing",
    }:
        return None
    apposition = inner[0].tag in {"det", "poss", "rel", "name", "number", "noun"} or mark == "("
    return (start, close + (mark == "(")) if apposition else (start, opening)


def _phrase_start(words: Sequence[Word], end: int) -> int | None:
    """Walk left over one noun phrase; None where there is no noun in it."""
    at, heads = end, 0
    while at > 0:
        word = words[at - 1]
        if word.tag in {"noun", "name", "number"}:
            heads += 1
        elif word.tag == "poss" or (word.tag == "det" and at == end and word.lower in lone_pronouns()):
            heads += word.tag == "det"
        elif word.tag == "det":
            at -= 1
            if at > 0 and words[at - 1].tag == "det":
                at -= 1
            if at > 1 and _carries_on(words, at):
                continue
            break
        elif not _inner(words, at, end):
            break
        at -= 1
    while at < end and words[at].tag in {"conj", "prep", "adv", "punct", "time"}:
        at += 1
    return at if heads and at < end else None


def _carries_on(words: Sequence[Word], at: int) -> bool:
    """Tell whether what stands before ``at`` (the start of a phrase) ties it to an earlier noun."""
    before = words[at - 1]
    if before.tag == "prep":
        return _hangs_on_noun(words, at - 1)
    return before.lower == "and" and _joins(words, at - 1)


def _inner(words: Sequence[Word], at: int, end: int) -> bool:
    """Tell whether word ``at - 1`` may stand inside a subject."""
    word = words[at - 1]
    if word.tag == "prep" or (word.tag == "to" and at < end and words[at].tag in {"det", "name", "poss"}):
        return _hangs_on_noun(words, at - 1)
    if word.lower in {"and", "or"}:
        return _joins(words, at - 1)
    if word.text in {"-", "‑", "&", "/"}:
        return True
    return (
        word.tag == "part" and at < end and words[at].tag in {"noun", "name"} and at > 1 and words[at - 2].tag == "det"
    )


def _hangs_on_noun(words: Sequence[Word], at: int) -> bool:
    """Tell whether the preposition at ``at`` follows a noun, so that it does not open the sentence."""
    if at == 0 or words[at].lower in {
        "after",
        "before",
        "during",
        "despite",
        "amid",
        "since",
        "until",
        "according",
    }:
        return False
    return words[at - 1].tag in {"noun", "name"} or words[at - 1].lower in lone_pronouns()


def _joins(words: Sequence[Word], at: int) -> bool:
    """Tell whether the "and" at ``at`` joins two noun phrases and not two clauses."""
    begin = clause_start(words, at)
    if begin == at or words[at - 1].tag not in {"noun", "name"}:
        return False
    return not any(word.tag in {"verb", "aux", "modal", "part", "inf"} for word in words[begin:at])


def noun_phrase(words: Sequence[Word], at: int, end: int | None = None) -> int:
    """Return where the noun phrase that starts at ``at`` ends, with "of", "for", "in" phrases and appositions."""
    end = len(words) if end is None else end
    here = at
    while here < end:
        word = words[here]
        if word.tag in {"noun", "name", "number", "poss", "det"} or word.text in {"-", "&", "/"}:
            here += 1
        elif word.tag == "pron" and here == at:
            return here + 1
        elif (
            word.tag in {"part", "adv"} and here + 1 < end and here > at - 1 and words[here + 1].tag in {"noun", "name"}
        ) or (here > at and word.tag in {"prep", "conj", "to"} and here + 1 < end and _goes_on(words, here)):
            here += 1
        else:
            break
    while here > at + 1 and words[here - 1].tag == "adv":
        here -= 1
    return here


def _goes_on(words: Sequence[Word], at: int) -> bool:
    joined = words[at].lower in {"of", "for", "in", "at", "from", "with", "and", "on", "to"}
    if words[at].lower == "and":
        return words[at + 1].tag in {"noun", "name", "det"} and not any(
            word.tag in {"verb", "aux"} for word in words[at + 1 : at + 5]
        )
    return joined and words[at + 1].tag in {"noun", "name", "det", "poss", "number"}
