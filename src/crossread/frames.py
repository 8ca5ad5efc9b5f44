"""What a claim says was done: its predicate and who stands to it as subject and object, by the parse.

Two claims of one happening may share few words ("held talks", "met") but seldom neither the predicate nor its
kind nor those it ties together. Labels are those of Universal Dependencies.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from crossread.model import Span, Token
from crossread.tables import event_words
from crossread.text import stem

__all__ = ["Frame", "Parse"]

_VERBS = frozenset(("VERB", "AUX"))
_SUBJECTS = ("nsubj", "csubj", "expl")
_FINITE_HELPERS = ("aux", "cop")
# What a claim must not end on: the words behind were cut off.
_LEFT_HANGING = frozenset(("ADP", "DET", "PART"))
# A clause may stop before its next one: what joins them is not part of it ("... since March because").
_JOINS = frozenset(("SCONJ", "CCONJ", "PUNCT"))
# These complete a predicate: "agreed to lay down", "said to have been killed", "began talks".
_COMPLETES = ("xcomp", "ccomp")
_OBJECTS = ("obj", "iobj")


@dataclass(frozen=True, slots=True)
class Frame:
    """Stems: of the predicate and what completes it, of its subjects and of its objects.

    ``state`` says that something is so, not that it happened ("there is no threat"); ``stands`` that the words
    are a sentence by themselves.
    """

    predicates: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    state: bool = False
    stands: bool = False


class Parse:
    """The words of one report, to be asked for the frame of any stretch."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text, self._tokens = text, tokens
        self._starts = [token.span.start for token in tokens]
        self._children: list[list[int]] = [[] for _ in tokens]
        for number, token in enumerate(tokens):
            if token.head is not None and token.head != number:
                self._children[token.head].append(number)

    def frame(self, span: Span) -> Frame | None:
        """Return what the stretch says was done; ``None`` where there is no parse or no predicate."""
        words = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        top = self._top(words)
        if top is None:
            return None
        chain = [top, *(child for child in self._under(top, words) if self._label(child) in _COMPLETES)]
        objects = [child for word in chain for child in self._under(word, words) if self._label(child) in _OBJECTS]
        subjects = [child for child in self._under(top, words) if self._label(child).startswith(_SUBJECTS)]
        nominal = [child for child in objects if self._stem(child) in _deed_nouns()]
        return Frame(
            predicates=frozenset(self._stem(word) for word in (*chain, *nominal)),
            subjects=frozenset(self._stem(word) for word in subjects),
            objects=frozenset(self._stem(word) for word in objects),
            state=self._is_state(top, words),
            stands=bool(subjects) and self._is_finite(top, words) and not self._hangs(words),
        )

    def _under(self, word: int, words: range) -> list[int]:
        return [child for child in self._children[word] if child in words]

    def _label(self, word: int) -> str:
        return self._tokens[word].label or ""

    def _stem(self, word: int) -> str:
        span = self._tokens[word].span
        return stem(self._text[span.start : span.end].lower())

    def _top(self, words: range) -> int | None:
        """Return the predicate the others hang on: one whose head lies outside the stretch."""
        tops = [word for word in words if self._tokens[word].head not in words or self._tokens[word].head == word]
        return next((word for word in tops if self._is_predicate(word)), None)

    def _is_predicate(self, word: int) -> bool:
        verb = self._tokens[word].part_of_speech in _VERBS
        return verb or any(self._label(child) == "cop" for child in self._children[word])

    def _is_state(self, top: int, words: range) -> bool:
        copula = any(self._label(child) == "cop" for child in self._under(top, words))
        there = any(self._label(child) == "expl" for child in self._under(top, words)) and self._stem(top) in _BE
        return copula or there or self._stem(top) in _BE

    def _is_finite(self, top: int, words: range) -> bool:
        """Tell a verb that stands alone from a bare "-ing" or "to" form."""
        helped = any(self._label(child).split(":")[0] in _FINITE_HELPERS for child in self._under(top, words))
        span = self._tokens[top].span
        form = self._text[span.start : span.end].lower()
        marked = any(self._label(child) == "mark" and self._form(child) == "to" for child in self._under(top, words))
        return helped or not (form.endswith("ing") or marked)

    def _form(self, word: int) -> str:
        span = self._tokens[word].span
        return self._text[span.start : span.end].lower()

    def _hangs(self, words: range) -> bool:
        last = self._last(words)
        return last is not None and self._tokens[last].part_of_speech in _LEFT_HANGING

    def _last(self, words: range) -> int | None:
        return next((word for word in reversed(words) if self._tokens[word].part_of_speech not in _JOINS), None)

    def whole_words(self, span: Span) -> str:
        """Return the words of a stretch without the conjunction that led on to the next clause."""
        words = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        last = self._last(words)
        joins = last is not None and any(self._tokens[word].part_of_speech != "PUNCT" for word in words if word > last)
        end = self._tokens[last].span.end if last is not None and joins else span.end
        return self._text[span.start : end]

    def is_aside(self, time: Span, span: Span) -> bool:
        """Tell whether a time stands in a relative clause, and so is not that of the main predicate."""
        words = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        word: int | None = next((word for word in words if self._tokens[word].span.end > time.start), None)
        seen: set[int] = set()
        while word is not None and word in words and word not in seen:
            seen.add(word)
            if self._label(word) == "acl:relcl":
                return True
            word = self._tokens[word].head
        return False


@functools.cache
def _deed_nouns() -> frozenset[str]:
    """Return the stems of nouns that tell a deed by themselves: "held talks" is "talked"."""
    return frozenset(stem(word) for _, group, word in event_words() if group.startswith("nouns"))


_BE = frozenset(map(stem, ("be", "is", "are", "was", "were", "been", "remain", "remains", "remained")))
