"""The PLOVER event type of a clause, by its main verb, or by its noun where the verb says nothing."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from crossread.read.tagging import Word, forms_of
from crossread.tables import table

__all__ = ["event_type"]


def event_type(words: Sequence[Word], verb: int | None) -> str | None:
    """Return the type of the event that the main verb (the word at ``verb``) tells; None when unsure."""
    if verb is None:
        return _by_nouns(words)
    form = words[verb].lower
    particle = words[verb + 1].lower if verb + 1 < len(words) else ""
    found = _verbs().get(f"{form} {particle}") or _verbs().get(form)
    if found is not None:
        return found
    return _by_nouns(words) if form in _light() else None


def _by_nouns(words: Sequence[Word]) -> str | None:
    types = {_nouns()[word.lower] for word in words if word.tag == "noun" and word.lower in _nouns()}
    return types.pop() if len(types) == 1 else None


@functools.cache
def _verbs() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, lemmas in table("events")["verbs"].items():
        for lemma in lemmas:
            verb, _, particle = lemma.partition(" ")
            for form in (verb, *forms_of(verb)):
                found.setdefault(f"{form} {particle}".strip(), kind)
    return found


@functools.cache
def _light() -> frozenset[str]:
    return frozenset(form for lemma in table("events")["light_verbs"] for form in (lemma, *forms_of(lemma))) | {
        "is", "are", "was", "were", "has", "had", "have", "been",
    }  # fmt: skip


@functools.cache
def _nouns() -> Mapping[str, str]:
    return {noun: kind for kind, nouns in table("events")["nouns"].items() for noun in nouns}
