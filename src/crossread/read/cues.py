"""Cue verbs: which act a form reports and what it may govern, from ``resources/cues.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple, cast

from crossread.model import Act
from crossread.read.tagging import forms_of
from crossread.tables import table

__all__ = ["Cue", "cue_of", "hedge_pattern", "noun_cues", "phrasal_acts"]


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
def hedge_pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern of the hedges that leave a statement ``hedged``, ``alleged`` or ``unverified``."""
    phrases = sorted(table("cues")["hedges"][kind], key=len, reverse=True)
    gap = r"\s+(?:also\s+|still\s+|now\s+)?"
    choices = "|".join(re.escape(phrase).replace(r"\ ", gap) for phrase in phrases)
    return re.compile(rf"\b(?:{choices})\b", re.I)
