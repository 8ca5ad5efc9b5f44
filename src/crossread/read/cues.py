"""Cue verbs: which act a form reports and what it may govern, from ``resources/cues.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from crossread.model import Act
from crossread.read.tagging import forms_of
from crossread.scan import Phrases
from crossread.tables import table

__all__ = ["Cue", "cue_of", "hedges_in", "hedges_of", "noun_cues", "phrasal_acts"]


class Cue(NamedTuple):
    """One cue verb: its act and what may follow it."""

    lemma: str
    act: Act
    clause: bool
    object: bool
    to: bool
    addressed: bool
    speech: bool
    guarded: bool
    particles: frozenset[str]


def cue_of(form: str) -> Cue | None:
    """Return the cue verb of a lower-cased form, if it is one."""
    return _forms().get(form)


@functools.cache
def _forms() -> Mapping[str, Cue]:
    cues = table("cues")
    acts: dict[str, Act] = {}
    for act, lemmas in cues["acts"].items():
        for lemma in lemmas:
            acts.setdefault(lemma, cast(Act, act))
    acts.update(cues["first_act"])
    found: dict[str, Cue] = {}
    for lemma, act in acts.items():
        kinds = {kind: lemma in cues[kind] for kind in ("clause", "object", "to", "addressed", "speech", "guarded")}
        cue = Cue(lemma=lemma, act=act, particles=frozenset(cues["particles"].get(lemma, ())), **kinds)
        for form in (lemma, *forms_of(lemma)):
            found.setdefault(form, cue)
    return found


@functools.cache
def noun_cues() -> Mapping[str, Act]:
    """Return noun -> act: "claim" of "the army's claim that …"."""
    return {noun: cast(Act, act) for act, nouns in table("cues")["nouns"].items() for noun in nouns}


@functools.cache
def phrasal_acts() -> Mapping[str, Act]:
    """Return verb with particle -> act: "call on" demands."""
    return {phrase: cast(Act, act) for phrase, act in table("cues")["phrasal"].items()}


@functools.cache
def _hedges(kind: str) -> Phrases:
    gap = r"\s+(?:also\s+|still\s+|now\s+)?"

    def pattern(phrases: Sequence[str]) -> str:
        choices = "|".join(re.escape(phrase).replace(r"\ ", gap) for phrase in phrases)
        return rf"\b(?:{choices})\b"

    return Phrases(sorted(table("cues")["hedges"][kind], key=len, reverse=True), pattern)


@functools.lru_cache(maxsize=4)
def hedges_of(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and kind of the hedges that leave a statement ``hedged``, ``alleged`` or ``unverified``."""
    kinds = ("hedged", "alleged", "unverified")
    return tuple((match.start(), match.end(), kind) for kind in kinds for match in _hedges(kind).find(text))


def hedges_in(text: str, start: int, end: int, *kinds: str) -> set[str]:
    """Return which kinds of hedges stand in a stretch of a report's text; of some ``kinds``, if they are given."""
    found = {kind for first, last, kind in hedges_of(text) if start <= first and last <= end}
    return found & set(kinds) if kinds else found
