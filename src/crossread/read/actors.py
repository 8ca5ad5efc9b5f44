"""From the nouns of the parse to the entities they mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crossread.model import Mention
from crossread.read.event_words import class_of
from crossread.read.syntax import Syntax

__all__ = ["Actors"]

_KINDS = frozenset(("person", "organisation", "group", "place", "nationality", "description", "facility"))
_NEAR = frozenset(("amod", "compound", "nmod:poss", "nmod:desc"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
# "Thousands of members of": further down no noun stands for what it names.
DEEPEST = 3


class Actors:
    """The mentions of one sentence that can act or be acted on, by the words they cover."""

    def __init__(self, mentions: Iterable[Mention], syntax: Syntax) -> None:
        self.syntax = syntax
        self._by_word: dict[int, Mention] = {}
        for mention in mentions:
            for word in syntax.inside(mention.span.start, mention.span.end) if mention.kind in _KINDS else ():
                over = self._by_word.get(word)
                if over is None or _length(over) < _length(mention):
                    self._by_word[word] = mention

    def ids(self, words: Iterable[int]) -> tuple[str, ...]:
        """Return the entities that nouns, and those joined to them, stand for, each once."""
        found = (self.at(one) for word in words for one in self._joined(word))
        return tuple(dict.fromkeys(mention.entity for mention in found if mention is not None and mention.entity))

    def at(self, word: int, depth: int = 0) -> Mention | None:
        """Return the widest mention over a noun, or what stands before it, or behind "of" for "members", "the town"."""
        if word in self._by_word:
            return self._by_word[word]
        syntax = self.syntax
        if syntax.lower[word] in class_of("of_whom") and depth < DEEPEST:
            for child in syntax.children[word]:
                if syntax.labels[child] == "nmod" and "of" in cases(syntax, child):
                    return self.at(child, depth + 1)
        near = [child for child in syntax.children[word] if syntax.labels[child] in _NEAR]
        return next((self._by_word[child] for child in near if child in self._by_word), None)

    def _joined(self, word: int) -> Sequence[int]:
        """Return a noun and those joined to it by "and"; for "who" the noun it goes back to."""
        syntax = self.syntax
        if syntax.lower[word] in _RELATIVES and syntax.labels[syntax.heads[word]].startswith("acl"):
            word = syntax.heads[syntax.heads[word]]
        return [word, *(child for child in syntax.children[word] if syntax.labels[child] == "conj")]


def cases(syntax: Syntax, word: int) -> set[str]:
    """Return the prepositions of a noun."""
    return {syntax.lower[child] for child in syntax.children[word] if syntax.labels[child] == "case"}


def _length(mention: Mention) -> int:
    return mention.span.end - mention.span.start
