"""Words with a rough word class, by closed word lists and the words beside them: ``tagged(text, start, end)``.

This stands where a tagger will. It is made for one purpose, finding subjects, cues and clauses in
newspaper sentences; a class it does not need (adjectives) it does not know.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from crossread.tables import table

__all__ = ["Tag", "Word", "first_words", "forms_of", "lone_pronouns", "tagged"]

Tag = Literal[
    "name", "number", "noun", "det", "poss", "pron", "rel", "sub", "conj", "prep", "aux", "modal", "adv", "time",
    "punct", "quote", "to", "verb", "part", "ing", "inf",
]  # fmt: skip

_TOKEN = re.compile(
    r"''|``|[\"“”„«»]|(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|Rev|St|Jr|Sr)\.|"
    r"[$€£]?\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|m|bn|km|%)?|"
    r"[^\W\d_]+(?:[-‑](?:[^\W_]+)|['’](?!(?:s|ve|re|ll|d|m)\b)[^\W\d_]+|[./&](?=[A-Z])[^\W\d_]+)*|"
    r"['’](?:s|ve|re|ll|d|m)\b|\.\.\.|--|\S"
)
# "at least", "at most": they go with the number that follows.
_HEDGED_NUMBER = frozenset(("at", "least", "most"))


_DO = frozenset(("do", "does", "did", "didn't", "don't", "doesn't", "didn’t", "don’t", "doesn’t"))
_PLURALS = frozenset(("people", "police", "some", "many", "others", "men", "women"))
_ING_NOUNS = frozenset(("evening", "morning", "nothing", "something", "anything", "everything", "building", "ceiling"))


_QUOTES = frozenset(("''", "``", *'"“”„«»'))
# Words that what stands beside them decides, whatever list they are in.
_BY_CONTEXT = frozenset(("'s", "’s", *_HEDGED_NUMBER, "her", "that", "march", "may", "us", "it"))


class Word(NamedTuple):
    """One word of a sentence with its offsets in the report."""

    start: int
    end: int
    text: str
    lower: str
    tag: Tag


@functools.cache
def _closed() -> Mapping[str, Tag]:
    grammar = table("grammar")
    classes: dict[str, Tag] = {}
    order: tuple[tuple[str, Tag], ...] = (
        ("times", "time"), ("adverbs", "adv"), ("prepositions", "prep"), ("subordinators", "sub"),
        ("relatives", "rel"), ("determiners", "det"), ("conjunctions", "conj"), ("object_pronouns", "pron"),
        ("subject_pronouns", "pron"), ("possessives", "poss"), ("modals", "modal"), ("auxiliaries", "aux"),
    )  # fmt: skip
    for name, tag in order:
        classes.update(dict.fromkeys(table("grammar")[name], tag))
    classes.update(dict.fromkeys(grammar["times"], "time"))
    return {**classes, "to": "to", "that": "rel"}


@functools.cache
def forms_of(lemma: str) -> tuple[str, str, str, str]:
    """Return the -s form, past, participle and -ing form of a verb."""
    irregular = table("grammar")["irregular"].get(lemma)
    ends_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    third = lemma[:-1] + "ies" if ends_y else lemma + ("es" if re.search("(s|x|z|ch|sh|go|do)$", lemma) else "s")
    short = re.search("[^aeiou][aeiou][bdgklmnprt]$", lemma) and (len(lemma) <= 4 or lemma in _DOUBLING)
    stem = lemma + lemma[-1] if short else lemma
    past = lemma + "d" if lemma.endswith("e") else lemma[:-1] + "ied" if ends_y else stem + "ed"
    ing = lemma[:-1] + "ing" if re.search("[^eoy]e$", lemma) else stem + "ing"
    if irregular:
        past, participle = irregular[0], irregular[-1]
        return third, past, participle, ing
    return third, past, past, ing


_DOUBLING = frozenset(
    ("admit", "commit", "regret", "rebut", "refer", "begin", "occur", "permit", "submit", "abet", "kidnap")
)


@functools.cache
def _verb_forms() -> Mapping[str, frozenset[str]]:
    """Return form -> which forms it can be: base, s, past, part, ing."""
    cues = table("cues")
    lemmas = {lemma for group in cues["acts"].values() for lemma in group}
    lemmas |= set(table("grammar")["verbs"]) | set(cues["clause"]) | set(table("grammar")["irregular"])
    found: dict[str, set[str]] = {}
    for lemma in lemmas:
        third, past, participle, ing = forms_of(lemma)
        for form, kind in ((lemma, "base"), (third, "s"), (past, "past"), (participle, "part"), (ing, "ing")):
            found.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


def tagged(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Return the words of one sentence with their rough classes."""
    return _tagged(text[start:end], start)


def first_words(text: str, start: int, end: int, count: int) -> list[str]:
    """Return the first words of a stretch in lower case: so many, or all if there are fewer."""
    return [match[0].lower() for match in itertools.islice(_TOKEN.finditer(text, start, end), count)]


# Clauses and cues are tagged again and again, in every step: what one report needs is kept.
@functools.lru_cache(maxsize=4096)
def _tagged(sentence: str, start: int) -> tuple[Word, ...]:
    plain = [(match.start(), match[0]) for match in _TOKEN.finditer(sentence)]
    found: list[Word] = []
    for number, (left, word) in enumerate(plain, 1):
        lower, tag = _alone(word)
        if tag is None:
            beside = plain[number][1] if number < len(plain) else ""
            tag = _tag(word, lower, found, beside.lower(), named=beside[:1].isupper())
        left += start
        found.append(Word(left, left + len(word), word, lower, tag))
    return tuple(found)


@functools.lru_cache(maxsize=65536)
def _alone(word: str) -> tuple[str, Tag | None]:
    """Return a word in lower case, and its class where that is the same whatever stands beside it."""
    lower = word.lower()
    if word in _QUOTES:
        return lower, "quote"
    if not any(map(str.isalnum, word)):
        return lower, "punct"
    if lower in _BY_CONTEXT:
        return lower, None
    if not word[0].isalpha():
        return lower, "number"
    known = lower in _closed() or lower in _verb_forms() or lower.endswith(("n't", "n’t"))
    if word[0].isupper():
        return lower, None if known else "name"
    if lower in _closed():
        return lower, _closed()[lower]
    if known or lower.endswith("ing"):
        return lower, None
    if lower.endswith("ly") and len(lower) > 4 and lower not in table("grammar")["not_adverbs"]:
        return lower, "adv"
    return lower, None if lower.endswith("ed") else "noun"


def _tag(word: str, lower: str, before: Sequence[Word], following: str, *, named: bool) -> Tag:
    """Decide one word by its form, what stands before it and the word after it (``named``: a capital one)."""
    if lower in {"'s", "’s"}:
        return _apostrophe_s(before, following)
    opens = not before or before[-1].tag in {"quote"} or before[-1].text in {":", "(", "•"}
    capital = word[0].isupper()
    if lower in _HEDGED_NUMBER and (following in _HEDGED_NUMBER or (before and before[-1].lower in _HEDGED_NUMBER)):
        return "det"
    closed = None if word.isupper() and len(word) > 1 and lower in {"us", "it"} else _closed().get(lower)
    if closed and (not capital or opens or closed in {"time", "pron"} or len(before) < 1):
        return _closed_tag(closed, lower, before, following)
    if lower.endswith(("n't", "n’t")):
        return "modal" if lower.startswith(("wo", "ca", "could", "would", "should", "must")) else "aux"
    kinds = _verb_forms().get(lower)
    if capital and not (opens and kinds and not named):
        return "name"
    if kinds:
        return _verb_tag(kinds, lower, before, following)
    if lower.endswith("ly") and len(lower) > 4 and lower not in table("grammar")["not_adverbs"]:
        return "adv"
    if lower.endswith("ed") and len(lower) > 4 and lower not in table("grammar")["participles_as_adjectives"]:
        return _verb_tag(frozenset({"past", "part"}), lower, before, following)
    if lower.endswith("ing") and len(lower) > 5 and lower not in _ING_NOUNS:
        return "noun" if before and before[-1].tag in {"det", "poss", "noun"} else "ing"
    return "noun"


def _apostrophe_s(before: Sequence[Word], following: str) -> Tag:
    if before and before[-1].lower in {"it", "he", "she", "that", "there", "what", "who", "here", "where"}:
        return "aux"
    return "aux" if following in {"been", "a", "the", "not", "going", "trying"} else "poss"


def _closed_tag(closed: Tag, lower: str, before: Sequence[Word], following: str) -> Tag:
    if lower == "her" and before and before[-1].tag in {"verb", "prep", "to"} and following in {"to", "of", ",", "."}:
        return "pron"
    if lower == "that":
        if before and before[-1].tag in {"prep", "det"}:
            return "det"
        return "rel"
    if lower in {"march", "may"}:
        return "time" if before and before[-1].tag in {"prep", "number"} and lower == "march" else closed
    return closed


def _verb_tag(kinds: frozenset[str], lower: str, before: Sequence[Word], following: str) -> Tag:
    """Decide between finite verb, participle, infinitive and noun by the last word that is no adverb."""
    previous = next((word for word in reversed(before) if word.tag != "adv"), None)
    if previous is None:
        return "ing" if "ing" in kinds else "part" if "part" in kinds else "noun"
    if previous.tag == "to":
        return "inf" if "base" in kinds else "noun"
    if previous.tag == "modal" or previous.lower in _DO:
        return "inf" if "base" in kinds else "verb"
    if "ing" in kinds:
        return "ing" if previous.tag not in {"det", "poss"} else "noun"
    if previous.tag == "aux":
        return "part" if "part" in kinds else "verb" if "past" in kinds else "noun"
    alone = previous.tag == "det" and previous.lower in lone_pronouns()
    if alone and kinds & {"s", "base"} and lower in _plain_verbs():
        return "verb"
    if previous.tag in {"det", "poss", "prep", "number"}:
        return "verb" if alone and "past" in kinds and "base" not in kinds else "noun"
    if "past" in kinds or "part" in kinds:
        return _past_tag(kinds, lower, previous, following)
    if previous.tag in {"pron", "rel"}:
        return "verb"
    return _present_tag(kinds, lower, previous, following)


def _past_tag(kinds: frozenset[str], lower: str, previous: Word, following: str) -> Tag:
    """Decide "announced": finite, unless "by" or (after "a group called") a name in marks follows."""
    named = lower == "called" and previous.tag == "noun" and following[:1] in {"'", '"', "“"}
    return "part" if "past" not in kinds or following == "by" or named else "verb"


def _present_tag(kinds: frozenset[str], lower: str, previous: Word, following: str) -> Tag:
    """Decide "say", "claims" after a noun or name."""
    if lower in _plain_verbs() and previous.tag in {"noun", "name", "punct", "conj"}:
        return "verb"
    if "s" in kinds and "base" not in kinds:
        return _third_person(previous, following)
    plural = previous.lower.endswith("s") or previous.lower in _PLURALS
    return "verb" if plural and following not in {"of", ",", ".", "by"} else "noun"


@functools.cache
def _plain_verbs() -> frozenset[str]:
    """Return the base and -s forms of cue verbs that are hardly ever nouns ("says", "argue")."""
    lemmas = {lemma for group in table("cues")["acts"].values() for lemma in group}
    plain = lemmas - set(table("grammar")["noun_like"])
    return frozenset(form for lemma in plain for form in (lemma, forms_of(lemma)[0]))


@functools.cache
def lone_pronouns() -> frozenset[str]:
    """Return the determiners that can be a subject alone ("many say")."""
    return frozenset(table("grammar")["lone_pronouns"])


def _third_person(previous: Word, following: str) -> Tag:
    """Decide "says", "claims": verb after a singular noun or name, unless what follows speaks against it."""
    opens_object = _closed().get(following) in {"det", "poss", "pron", "rel", "sub", "adv", "to"}
    if previous.tag not in {"noun", "name"} or (previous.tag == "noun" and previous.lower.endswith("s")):
        return "noun"
    ends = previous.tag == "name" and following in {"", "."}
    return "verb" if opens_object or ends or following in {":", '"', "“", "''"} else "noun"
