"""Predicates and what goes with them, from the parse: the way down to the deed, its subjects, objects, prepositions.

``Predicates.steps`` goes from the predicate of a clause down past verbs that only say how the deed stands
("planned to", "tried to", "was said to have").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from crossread.read.actors import Actors, cases
from crossread.read.event_words import Beside, Entry, bases, mood_of, noun_entry, singular, tells, verb_entry
from crossread.read.syntax import Syntax

__all__ = ["OBJECTS", "SITES", "Predicates", "Step"]

# "Was expected to be told to try to": longer chains are misread.
LONGEST_CHAIN = 5
OBJECTS = frozenset(("obj", "iobj"))
SITES = frozenset(("place", "facility"))
_BELOW = frozenset(("xcomp", "ccomp", "advcl"))
_ASKING = frozenset(("how", "what", "where", "when", "whether", "why", "who", "which"))
# Verbs whose object does what follows ("forced them to leave").
_MADE_TO = frozenset(("force", "compel", "help", "allow", "prevent", "expect", "want", "need", "require"))


class Step(NamedTuple):
    """One predicate on the way down, with who it is about."""

    word: int
    subjects: tuple[int, ...]
    passive: bool


class Predicates:
    """The predicates of one sentence."""

    def __init__(self, syntax: Syntax, actors: Actors) -> None:
        self.syntax, self.actors = syntax, actors
        self.lower, self.labels, self.children = syntax.lower, syntax.labels, syntax.children
        self._entries: dict[int, Entry | None] = {}

    # ------------------------------------------------------------------------------------ down the chain

    def steps(self, predicate: int) -> list[Step]:
        """Return the predicates from the clause's own down to the deed's."""
        found = [Step(predicate, tuple(self.subjects(predicate)), self.passive(predicate))]
        while len(found) < LONGEST_CHAIN:
            step = found[-1]
            if self.entry(step.word) is not None or mood_of(self.lower[step.word]) is None:
                break
            below = self.below(step.word)
            if below is None:
                break
            own = self.own_subjects(below)
            made = [] if step.passive or not set(bases(self.lower[step.word])) & _MADE_TO else self.objects(step.word)
            found.append(Step(below, tuple(own or made or step.subjects), self.passive(below)))
        return found

    def below(self, word: int) -> int | None:
        """Return the predicate that a verb or adjective of mood is about; words quoted without a subject are none."""
        by_label = {self.labels[child]: child for child in reversed(self.children[word])
                    if self.labels[child] in _BELOW and not self._asks(child)}  # fmt: skip
        below = by_label.get("xcomp", by_label.get("ccomp"))
        if below is not None and self.labels[below] == "ccomp" and not self.own_subjects(below):
            return None
        if below is None and "advcl" in by_label and self.syntax.parts[word] == "ADJ":
            below = by_label["advcl"]
        return below if below is not None and self.syntax.parts[below] in {"VERB", "AUX", "ADJ"} else None

    def entry(self, word: int) -> Entry | None:
        """Return the entry that a predicate matches."""
        if word not in self._entries:
            self._entries[word] = self._entry(word)
        return self._entries[word]

    def _entry(self, word: int) -> Entry | None:
        lower = self.lower[word]
        if self.syntax.parts[word] not in {"VERB", "AUX"} or not tells(lower):
            return None
        bare = not any(self.labels[c] == "obj" for c in self.children[word])
        found = verb_entry(lower, Beside(frozenset(self._beside(word)), self._behind(word), bare))
        return None if found is not None and found.group == "persons" and not self._on_someone(word) else found

    def _on_someone(self, word: int) -> bool:
        """Tell whether the object of a verb, or the subject of its passive, is a person or group, and no clause's."""
        if any(self.labels[c] in {"xcomp", "ccomp"} for c in self.children[word]):
            return False
        objects = self.own_subjects(word) if self.passive(word) else self.objects(word)
        mentions = [self.actors.at(one) for one in objects]
        return any(self.syntax.parts[one] == "PRON" for one in objects) or any(
            m and m.kind not in SITES for m in mentions
        )

    def _beside(self, word: int) -> Iterator[str]:
        """Give the base forms of what goes with a verb: objects, particles, prepositions, the verb after "to"."""
        for child in self.children[word]:
            label = self.labels[child].split(":")[0]
            if label in OBJECTS or self.labels[child] == "nsubj:pass":
                yield from self._object(child)
            elif label in {"obl", "nmod"}:
                yield from cases(self.syntax, child)
            elif label in {"compound", "advmod"}:
                yield self.lower[child]
            elif label in {"xcomp", "ccomp"} and not (self._asks(child) or self._asks(word)):
                yield from (self.lower[mark] for mark in self.children[child] if self.labels[mark] in {"mark", "case"})
                yield from (bases(self.lower[child])[:1] or (self.lower[child],)) if label == "xcomp" else ()

    def _asks(self, clause: int) -> bool:
        return not _ASKING.isdisjoint([self.lower[c] for c in self.children[clause]])

    def _behind(self, word: int) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Return prepositions and nouns of what hangs on a verb, or on its object, by a preposition."""
        hung = [c for c in self.children[word] if self.labels[c].startswith(("obl", "nmod"))]
        hung += [c for one in self.children[word] if self.labels[one] in {"obj", "nsubj:pass"}
                 for c in self.children[one] if self.labels[c] == "nmod"]  # fmt: skip
        return [(frozenset(cases(self.syntax, c)), frozenset(self._noun(c))) for c in hung]

    def _object(self, word: int) -> Iterator[str]:
        """Give an object, those joined to it, what "of" names behind it, and its prepositions."""
        yield from self._noun(word)
        for child in self.children[word]:
            if self.labels[child] == "conj" or "of" in cases(self.syntax, child):
                yield from self._noun(child)

    def _noun(self, word: int) -> Iterator[str]:
        head = singular(self.lower[word])
        yield head
        yield self.lower[word]
        for child in self.children[word]:
            if self.labels[child] in {"compound", "amod"}:
                yield f"{self.lower[child]} {head}"
                yield self.lower[child]

    # ---------------------------------------------------------------------------------- who is where

    def own_subjects(self, word: int) -> list[int]:
        """Return the subjects that hang on a predicate itself."""
        return [child for child in self.children[word] if self.labels[child].startswith("nsubj")]

    def subjects(self, word: int, depth: int = 0) -> list[int]:
        """Return the subjects of a predicate: its own, or those it shares with the predicate it hangs on."""
        own = self.own_subjects(word)
        if own:
            return own
        misread = [c for c in self.children[word] if self.labels[c] == "obj" and c < word and not self.passive(word)
                   and self.syntax.parts[c] in {"NOUN", "PROPN"}]  # fmt: skip
        head, label = self.syntax.heads[word], self.labels[word]
        if misread or head == word or depth == LONGEST_CHAIN:
            return misread
        if label.startswith("acl"):
            return [head]
        shared = label in {"conj", "xcomp", "advcl"} and not (label == "advcl" and self._marked(word))
        return self.subjects(head, depth + 1) if shared else []

    def _marked(self, word: int) -> bool:
        return any(self.labels[c] == "mark" and self.lower[c] != "to" for c in self.children[word])

    def passive(self, word: int) -> bool:
        """Tell whether a verb is in the passive, itself or as a participle joined to one that is."""
        labels = {self.labels[child] for child in self.children[word]}
        if labels & {"nsubj:pass", "aux:pass", "obl:agent"}:
            return True
        if self.labels[word] == "acl" and self.syntax.parts[word] == "VERB":
            return not self.lower[word].endswith("ing") and not labels & {"mark", "obj"}
        joined = self.labels[word] == "conj" and not labels & {"aux", "obj", "nsubj", "cop"}
        return joined and self.syntax.parts[word] == "VERB" and self.passive(self.syntax.heads[word])

    def objects(self, word: int) -> list[int]:
        """Return the objects of an active verb."""
        return [c for c in self.children[word] if self.labels[c] == "obj" and not (c < word and self._misread(c, word))]

    def _misread(self, child: int, word: int) -> bool:
        return not self.own_subjects(word) and self.syntax.parts[child] in {"NOUN", "PROPN"}

    def prepositions(self, word: int) -> dict[str, list[int]]:
        """Return the nouns behind each preposition of a predicate and of its object."""
        found: dict[str, list[int]] = {}
        heads = [word, *self.objects(word), *(c for c in self.children[word] if self.labels[c] == "nsubj:pass")]
        for head in heads:
            for child in self.children[head]:
                label = self.labels[child]
                if label.startswith("obl") or (head != word and label == "nmod"):
                    for case in cases(self.syntax, child):
                        found.setdefault(case, []).append(child)
        return found

    def agents(self, word: int) -> list[int]:
        """Return who does it, by "by"."""
        agents = [c for c in self.children[word] if self.labels[c] == "obl:agent"]
        return agents or [c for c in self.children[word] if self.labels[c] == "obl" and "by" in cases(self.syntax, c)]

    def noun(self, word: int) -> Entry | None:
        """Return the entry of a noun that tells an event."""
        if self.syntax.parts[word] != "NOUN":
            return None
        qualifying = (self.lower[c] for c in self.children[word] if self.labels[c] in {"compound", "amod"})
        entry = noun_entry(self.lower[word], qualifying)
        return entry if entry is not None and entry.type is not None else None
