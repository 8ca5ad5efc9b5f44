"""The encoder's parse as claims need it: clauses, their subjects and objects, negation and mood.

Labels are those of Universal Dependencies. Words are numbered through the report, as in ``Encoded``.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from crossread.encoder import Encoded

__all__ = ["Syntax", "syntax_of"]

# A piece with fewer words than this is no statement of its own.
FEWEST_WORDS = 3
_VERBS = frozenset(("VERB", "AUX"))
_NOT = frozenset(("not", "n't", "n’t", "never"))
_NONE = frozenset(("no", "none", "nobody", "neither", "nothing"))
_CLAUSES = frozenset(("conj", "parataxis", "advcl", "acl:relcl"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
# Clauses that say something beside their main clause, and do not merely set its time or condition.
_BESIDE = frozenset(("while", "whereas", "although", "though"))


@functools.lru_cache(maxsize=4)
def syntax_of(text: str, encoded: Encoded) -> Syntax:
    """Return the parse of a report (kept for the steps that follow each other on one report)."""
    return Syntax(text, encoded)


class Syntax:
    """The parse of one report."""

    def __init__(self, text: str, encoded: Encoded) -> None:
        self.spans, self.heads, self.labels = encoded.words, encoded.heads, encoded.labels
        self.parts = encoded.parts_of_speech
        self.lower = [text[start:end].lower() for start, end in encoded.words]
        self.children: list[list[int]] = [[] for _ in encoded.words]
        for word, head in enumerate(encoded.heads):
            if head != word:
                self.children[head].append(word)
        self._starts = [start for start, _ in encoded.words]
        self._sentence = encoded.sentence
        self._tops: dict[tuple[int, int], int | None] = {}  # asked for again and again, of the same stretches
        self._predicates = {word for word, part in enumerate(self.parts) if part in _VERBS}
        self._predicates |= {head for head, label in zip(self.heads, self.labels, strict=True) if label == "cop"}
        self._verbs = [word for word, part in enumerate(self.parts) if part in _VERBS]

    def inside(self, start: int, end: int) -> range:
        """Return the words that start in a stretch of the text."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def sentence_of(self, word: int) -> range:
        """Return the words of the sentence that a word stands in."""
        number = self._sentence[word]
        return range(bisect_left(self._sentence, number), bisect_right(self._sentence, number))

    def top(self, words: range) -> int | None:
        """Return the word the others hang on: one whose head lies outside, verbs before others."""
        key = (words.start, words.stop)
        if key not in self._tops:
            self._tops[key] = self._top(words)
        return self._tops[key]

    def _top(self, words: range) -> int | None:
        heads, parts = self.heads, self.parts
        tops = [word for word in words
                if ((head := heads[word]) == word or head not in words) and parts[word] != "PUNCT"]  # fmt: skip
        return min(tops, key=lambda word: (not self.is_predicate(word), word), default=None)

    def is_predicate(self, word: int) -> bool:
        """Tell whether a word is a verb, or has a copula."""
        return word in self._predicates

    def subject(self, word: int, words: range) -> int | None:
        """Return the word's own subject, where it stands among ``words``."""
        for child in self.children[word]:
            if child in words and self._is_subject(child):
                return child
        return None

    def _is_subject(self, word: int) -> bool:
        """Tell whether a word is a subject; a noun before its verb called the object is one that was misread."""
        label = self.labels[word]
        if label.startswith(("nsubj", "csubj")) or label == "expl":
            return True
        return label == "obj" and word < self.heads[word] and self.parts[word] in {"NOUN", "PROPN"}

    def has_predicate(self, start: int, end: int) -> bool:
        """Tell whether there is a verb in a stretch."""
        words = self.inside(start, end)
        first = bisect_left(self._verbs, words.start)
        return first < len(self._verbs) and self._verbs[first] < words.stop

    def stands(self, start: int, end: int) -> bool:
        """Tell whether a stretch is a sentence of its own: a predicate with its subject, not subordinate."""
        words = self.inside(start, end)
        top = self.top(words)
        subject = self.subject(top, words) if top is not None and self.is_predicate(top) else None
        if top is None or subject is None or self.lower[subject] in {"who", "which"}:
            return False
        marks = [self.lower[child] for child in self.children[top] if child in words and self.labels[child] == "mark"]
        return all(mark in _BESIDE | {"that"} for mark in marks)

    # -------------------------------------------------------------------------------------- clauses

    def clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """Cut a stretch before clauses with a subject of their own that say something beside the main clause."""
        words = self.inside(start, end)
        if len(words) < 2 * FEWEST_WORDS:
            return [(start, end)]
        heads = {word for word in words if self.labels[word] in _CLAUSES and self._begins_clause(word, words)}
        while heads:
            runs = list(self._runs(words, heads))
            broken = self._broken(runs)
            if not broken:
                break
            heads -= broken
        cuts = [self.spans[first][0] for _, first, _ in runs[1:]] if heads else []
        return list(zip([start, *cuts], [*cuts, end], strict=True))

    def _begins_clause(self, word: int, words: range) -> bool:
        if self.heads[word] not in words or not self.is_predicate(word) or self.subject(word, words) is None:
            return False
        label = self.labels[word]
        if label in {"conj", "parataxis"}:
            return self.is_predicate(self.heads[word])
        if label == "advcl":
            return any(self.labels[child] == "mark" and self.lower[child] in _BESIDE for child in self.children[word])
        return label == "acl:relcl" and self._after_comma(word)

    def _after_comma(self, word: int) -> bool:
        """Tell whether a comma stands before a relative clause, so that it adds and does not define."""
        first = min((child for child in self.children[word] if self.parts[child] != "PUNCT"), default=word)
        return first > 0 and self.lower[first - 1] == "," and self.lower[first] in _RELATIVES

    def _runs(self, words: range, heads: set[int]) -> Iterator[tuple[int, int, int]]:
        """Return clause, first and last word of the runs of words that belong to one clause."""
        owner = {words.start - 1: -1}
        known: dict[int, int] = {}
        for word in words:  # a sign goes with the word before it
            owner[word] = owner[word - 1] if self.parts[word] == "PUNCT" else self._owner(word, words, heads, known)
        first = words.start
        for word in words:
            if word + 1 == words.stop or owner[word + 1] != owner[word]:
                yield owner[word], first, word
                first = word + 1

    def _owner(self, word: int, words: range, heads: set[int], known: dict[int, int]) -> int:
        """Return the clause a word hangs on; ``known`` (changed) holds those of words already asked about."""
        path = [word]
        while word not in heads and word not in known and self.heads[word] in words and self.heads[word] != word:
            word = self.heads[word]
            path.append(word)
        owner = word if word in heads else known.get(word, -1)
        known.update(dict.fromkeys(path, owner))
        return owner

    def _broken(self, runs: Sequence[tuple[int, int, int]]) -> set[int]:
        """Return the clauses that stand inside another, or are too short to stand alone."""
        places: dict[int, list[int]] = {}
        for place, (clause, _, _) in enumerate(runs):
            places.setdefault(clause, []).append(place)
        found = {clause for clause, first, last in runs if last - first + 1 < FEWEST_WORDS}
        for those in places.values():
            found |= {runs[place][0] for place in range(those[0] + 1, those[-1])} if len(those) > 1 else set()
        if -1 in found and len(found) == 1:
            found = {clause for clause, _, _ in runs}
        return found - {-1}

    # ---------------------------------------------------------------------------------- predicates

    def denied(self, word: int, words: range) -> bool:
        """Tell whether a predicate is negated, itself or by its subject or object ("no", "nobody")."""
        lower, near = self.lower, [child for child in self.children[word] if child in words]
        for child in near:
            if lower[child] in _NOT:
                return True
            if (self.labels[child] == "obj" or self._is_subject(child)) and (
                lower[child] in _NONE or "no" in [lower[one] for one in self.children[child]]
            ):
                return True
        return False

    def auxiliaries(self, word: int, words: range) -> set[str]:
        """Return the auxiliaries of a predicate."""
        near = (child for child in self.children[word] if child in words)
        return {self.lower[child] for child in near if self.labels[child].split(":")[0] in {"aux", "cop"}}
