"""What the parse ties to a number or name: the noun it counts, and the words that may say what was done to it.

Labels are those of Universal Dependencies; words are numbered through the report, as in ``Encoded``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Literal

from crossread.read.syntax import Syntax
from crossread.tables import table

__all__ = ["LONGEST_CHAIN", "Tie", "Ties", "Use"]

# "Noun": a form that ends in a preposition, whose noun it governs ("the death of").
Use = Literal["passive", "active", "subject", "noun"]

# How many nouns up a list, apposition or partitive the verb may be.
LONGEST_CHAIN = 6
_SUFFERED: tuple[Use, ...] = ("passive", "subject")
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_OBJECTS = frozenset(("obj", "iobj"))
_NUMBERING = frozenset(("nummod", "amod", "det", "compound", "advmod"))
_JOINED = frozenset(("conj", "appos", "parataxis", "list", "flat"))
_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"))
_MODIFIERS = frozenset(("amod", "acl", "acl:relcl"))
_COMPLETING = frozenset(("xcomp", "ccomp"))
# "Of the 16 members, three were killed": no subject, whatever the arc says.
_OUT_OF = frozenset(("of", "from", "with", "in"))
_RELATIVES = frozenset(("who", "which", "that"))
_VERBAL = frozenset(("VERB", "AUX"))
# What may stand between a verb and the number it governs.
_FILLING = frozenset(
    ("the", "a", "an", "another", "all", "also", "up", "other", "his", "her", "their", "its", "both", ":")
)
_SAID = frozenset(("obl", "obj", "xcomp", "nmod"))
_STATES = frozenset(("ADJ", "VERB"))
_PARTS = frozenset(("including", "among", "excluding", "like", "plus"))


@functools.cache
def _transparent() -> frozenset[str]:
    """Return the heads of phrases that only number what follows: "dozens of", "a group of"."""
    lists = table("quantities")
    return frozenset(
        word for form in (*lists["vague"], *lists["pairs"], *lists["scales"], *_NUMBERERS) for word in form.split()
    )


_NUMBERERS = ("total", "majority", "most", "half", "third", "part", "all", "rest", "remainder", "number", "one")


# A word that may tell of a deed, and the uses in which it would.
Tie = tuple[int, tuple[Use, ...]]


class Ties:
    """The ties of one sentence; offsets are those of the sentence."""

    def __init__(self, syntax: Syntax, words: str, offset: int) -> None:
        self._offset = offset
        self._heads, self._labels, self._parts = syntax.heads, syntax.labels, syntax.parts
        self._lower, self._children, self._spans = syntax.lower, syntax.children, syntax.spans
        self._length = len(words)
        self._syntax, self.words = syntax, syntax.inside(offset, offset + len(words))

    # ------------------------------------------------------------------------------------ the noun

    def number(self, start: int, end: int) -> int | None:
        """Return the word that a number's other words hang on ("25" of "at least 25", "close to 25")."""
        inside = self._syntax.inside(self._offset + start, self._offset + end)
        tops = [word for word in inside if self._heads[word] not in inside or self._heads[word] == word]
        tops = [word for word in tops if self._parts[word] not in {"ADP", "PUNCT", "CCONJ"}]
        return max(tops, key=lambda word: (self._parts[word] == "NUM", word), default=None)

    def counted(self, start: int, end: int) -> int | None:
        """Return the word that a number counts: the noun it hangs on ("dozens of people"), or itself."""
        word = self.number(start, end)
        for _ in range(LONGEST_CHAIN):
            if word is None or self._labels[word] not in _NUMBERING or self._heads[word] <= word:
                break
            if any(self._parts[one] in _VERBAL for one in range(word + 1, self._heads[word])):
                break  # "killed two and injured three others": no number goes over a verb
            word = self._heads[word]
        return word if word is None else self._of(word)

    def _of(self, word: int) -> int:
        """Return the people of "dozens of people"; "ten of the victims" stays the ten."""
        for _ in range(LONGEST_CHAIN):
            found = self._indefinite(word) if self._is_transparent(word) else None
            if found is None:
                break
            word = found
        return word

    def _indefinite(self, word: int) -> int | None:
        inner = (child for child in self._children[word] if self._labels[child] == "nmod" and self.case(child) == "of")
        found = next(inner, None)
        if found is None or self._parts[found] == "PRON":
            return None
        definite = any(self._labels[child] in {"det", "nummod", "nmod:poss"} for child in self._children[found])
        return None if definite else found

    # ------------------------------------------------------------------------------------ the deed

    def named(self, start: int, end: int) -> int | None:
        """Return the word that a name or description hangs on."""
        inside = self._syntax.inside(self._offset + start, self._offset + end)
        tops = (word for word in inside if self._heads[word] not in inside and self._parts[word] in _NOMINAL)
        return next(tops, None)

    def told(self, noun: int) -> Iterator[int]:
        """Give the nouns whose number a number may be: of what it is said, or of whose verb it hangs on."""
        label, head = self._labels[noun], self._heads[noun]
        subject = self.subject(noun)
        if any(self._labels[child] == "cop" for child in self._children[noun]):
            yield from () if subject is None else (subject,)
        elif label in _SAID and head < noun and self.case(noun) not in {"by", "in", "on"}:
            yield head
            for child in self._children[head]:
                if child != noun and self._labels[child].startswith(("nsubj", "obj")):
                    yield child

    def front(self, noun: int, start: int) -> Iterator[Tie]:
        """Give the verb right in front of ``start``, where the noun is no subject, and what is joined to it.

        Arcs to bare numbers are the least sure; a verb right in front of one governs it all the same. What is joined
        shares its object: "killed and wounded 30".
        """
        before = self._syntax.inside(self._offset, self._offset + start).stop - 1
        while before in self.words and self._lower[before] in _FILLING:
            before -= 1
        subject = self._labels[noun] in _SUBJECTS and self._heads[noun] > noun
        if before in self.words and self._parts[before] in _VERBAL and not subject and not self._is_passive(before):
            first = self._heads[before]
            if self._labels[before] == "conj" and first == before - 2 and not self._is_passive(first):
                yield first, ("active",)
            yield before, ("active",)

    def behind(self, noun: int) -> Iterator[Tie]:
        """Give the participle right behind, and the one that is itself counted: "30 injured"."""
        if self._parts[noun] in _STATES or self._labels[noun] == "root":
            yield noun, _SUFFERED
            return
        following = noun + 1
        alone = following in self.words and self.subject(following) in {None, noun} and not self._has_object(following)
        if alone and self._parts[following] in _STATES:
            yield following, _SUFFERED

    def _is_passive(self, verb: int) -> bool:
        return any(self._labels[child] == "aux:pass" for child in self._children[verb])

    def sharing(self, noun: int) -> Iterator[int]:
        """Give the word and those whose place in the clause it shares: lists, appositions, parts and wholes."""
        for _ in range(LONGEST_CHAIN):
            yield noun
            label, head = self._labels[noun], self._heads[noun]
            if head == noun or head not in self.words:
                return
            # "The guard was among five people shot."
            if label.startswith("nsubj") and self.case(head) == "among":
                noun = head
                continue
            if self._syntax.is_predicate(head):
                return
            joined = label in _JOINED and self._parts[head] in _NOMINAL and not self._over_verb(head, noun)
            part = label in {"nmod", "obl"} and self.case(noun) in _PARTS
            whole = label == "nmod" and self.case(noun) == "of" and self._is_transparent(head)
            if not (joined or part or whole or (label in _NUMBERING and head > noun)):
                return
            noun = head

    def _over_verb(self, first: int, noun: int) -> bool:
        """Tell what cannot be joined: "a man is dead and four others were shot"."""
        return self._labels[first].startswith("nsubj") and first < self._heads[first] < noun

    def case(self, noun: int) -> str:
        """Return the preposition of a noun ("" without one)."""
        return next((self._lower[child] for child in self._children[noun] if self._labels[child] == "case"), "")

    def _is_transparent(self, word: int) -> bool:
        """Tell "dozens of", "a total of" and "ten of" from nouns of their own."""
        return self._parts[word] == "NUM" or self._lower[word] in _transparent()

    def verbs(self, noun: int) -> Iterator[Tie]:
        """Give the words that may tell of a deed to a noun by its place, with the uses in which they would."""
        label, head = self._labels[noun], self._heads[noun]
        if self._labels[head].startswith("aux"):  # a subject hangs on the verb, not on what helps it
            head = self._heads[head]
        if head == noun or head not in self.words:
            return
        in_front = noun < head and not self.case(noun) and label in {*_OBJECTS, "advmod", "obl:unmarked", "dep"}
        if (label in _SUBJECTS and self.case(noun) not in _OUT_OF) or in_front:
            yield from self._predicates(head, noun)
        elif label in _OBJECTS:
            yield head, ("active",)
            for child in self._children[head]:
                if self._labels[child] in {"xcomp", "ccomp"} and child > noun:
                    yield child, _SUFFERED
        elif label in {"nmod", "obl"} and noun > head:
            yield head, ("noun",)
            yield from (
                (child, ("noun",)) for child in self._children[head] if self._labels[child] == "conj" and child < noun
            )

    def modifiers(self, noun: int) -> Iterator[Tie]:
        """ "Ten killed", "ten wounded men", "ten who fled", "ten with burns"."""
        joined = min(
            (child for child in self._children[noun] if self._labels[child] == "conj"), default=self.words.stop
        )
        for child in self._children[noun]:
            label = self._labels[child]
            if child > joined and any(self._labels[one] in _MODIFIERS for one in self._children[noun] if one < joined):
                continue  # "two men dead and three wounded"
            if label == "acl:relcl" and (subject := self.subject(child)) is not None:
                if self._lower[subject] in _RELATIVES:
                    yield from self._predicates(child, subject)
                elif not self._has_object(child) or any(self._lower[one] == "whom" for one in self._children[child]):
                    yield child, ("active",)
            elif label in {"acl", "acl:relcl"} or (label in {"parataxis", "appos"} and self._parts[child] in _STATES):
                yield from self._predicates(child, noun)
            elif label == "amod" or (label == "nmod" and self.case(child) in {"with", "in"}):
                yield child, _SUFFERED

    def _predicates(self, verb: int, subject: int) -> Iterator[Tie]:
        """Give a predicate, what completes it ("are believed to have died"), and those joined without a subject."""
        acts = self._has_object(verb)
        yield verb, ("subject",) if acts or self._is_agent(verb, subject) else _SUFFERED
        for child in self._children[verb]:
            # What completes a verb with an object is said of the object: "it left ten dead".
            shared = child > subject and (
                self._labels[child] == "conj" or (self._labels[child] in _COMPLETING and not acts)
            )
            if shared and self.subject(child) is None and not self._has_number(child):
                yield from self._predicates(child, subject)

    def _has_number(self, verb: int) -> bool:
        """Tell "30 injured" with people of its own, joined to what was done to others."""
        if any(
            self._parts[child] in _NOMINAL and not self.case(child) for child in self._children[verb] if child < verb
        ):
            return True
        return any(self._parts[word] == "NUM" for word in range(max(self.words.start, verb - 2), verb))

    def _is_agent(self, verb: int, subject: int) -> bool:
        """Tell those who did it: the subject in "ten people police arrested"."""
        relative = self._labels[verb] == "acl:relcl" and self._lower[subject] not in _RELATIVES
        return relative and not self._is_passive(verb) and verb == subject + 1

    def subject(self, verb: int) -> int | None:
        """Return the subject of a predicate."""
        return next((child for child in self._children[verb] if self._labels[child].startswith("nsubj")), None)

    def _has_object(self, verb: int) -> bool:
        return any(self._labels[child] == "obj" and child > verb for child in self._children[verb])

    def may(self, noun: int, place: int) -> bool:
        """Tell whether a verb can be a noun's: the parse gives it no other subject or object, and it is no noun."""
        verb = self._syntax.inside(self._offset + place, self._offset + self._length).start
        if self._parts[verb] == "NOUN" and self._labels[verb] in _OBJECTS | _SUBJECTS:
            return False
        behind = verb > noun
        theirs = (child for child in self._children[verb] if child != noun)
        others = [one for one in theirs if (self._is_subject(one) if behind else self._has_first(one, noun))]
        sharing = set(self.sharing(noun))
        told = behind and any(self._lower[word] in {"told", "tells"} for word in range(noun, verb))
        return not any(
            child not in sharing
            and self._lower[child] not in _RELATIVES
            and not self._hangs_on(child, noun)
            and not (told and self._parts[child] == "PRON")
            for child in others
        )

    def _hangs_on(self, word: int, noun: int) -> bool:
        for _ in range(LONGEST_CHAIN):
            if word == noun:
                return True
            word = self._heads[word]
        return False

    def _has_first(self, word: int, noun: int) -> bool:
        """Tell an object in front of a noun, so that the noun is none."""
        return self._labels[word] == "obj" and word < noun

    def _is_subject(self, word: int) -> bool:
        return self._labels[word].startswith("nsubj") and self._parts[word] in _NOMINAL
