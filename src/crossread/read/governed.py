"""What was done to the counted, by the parse: ``Governed(syntax, words, offset)`` is asked noun by noun.

The verbs and nouns that tell of a deed are those of ``resources/quantities.yaml`` (``kind_verbs``). A form counts
for a noun only where the parse ties them: the noun is the verb's object ("killed ten"), the subject of its passive or
of an intransitive ("ten were killed", "ten died"), or what a participle, adjective or relative clause is about ("ten
killed", "ten wounded men", "ten who fled"); what is joined, or said to be a part or another name, shares it. Labels are
those of Universal Dependencies.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from crossread.model import Counted, Reading
from crossread.read.counted import LONGEST_PHRASE, Phrase, any_of, is_person, kind_of_noun, phrase_after
from crossread.read.deeds import done, driven_to, in_the_end
from crossread.read.syntax import Syntax, syntax_of
from crossread.scan import first_word
from crossread.tables import table

__all__ = ["Deeds", "deeds_of"]

# "Noun": a form that ends in a preposition, whose noun it governs ("the death of").
Use = Literal["passive", "active", "subject", "noun"]

# How many nouns up a list, apposition or partitive the verb may be.
LONGEST_CHAIN = 6
# How many words of a form may stand in front of its verb: "later was found", "in critical condition".
LONGEST_LEAD = 3

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
_PREPOSITIONS = (" of", " to", " for", " at", " in")
_RELATIVES = frozenset(("who", "which", "that"))
_VERBAL = frozenset(("VERB", "AUX"))
# What may stand between a verb and the number it governs.
_FILLING = frozenset(
    ("the", "a", "an", "another", "all", "also", "up", "other", "his", "her", "their", "its", "both", ":")
)
_STATES = frozenset(("ADJ", "VERB"))
_PARTS = frozenset(("including", "among", "excluding", "like", "plus"))
_COUNTS = frozenset(("number", "count", "tally", "total", "numbers"))
_TALLIED: dict[str, Counted] = {"victims": "killed"}
_WOUNDED = frozenset(("injured", "wounded", "hurt", "injuring", "wounding"))
_NOT = frozenset(("not", "n't", "n’t", "never", "nearly", "almost", "without"))
_UNREAL = frozenset(("will", "would", "could", "may", "might", "can", "should", "wo", "ca", "must", "shall"))
# Verbs whose infinitive happened: "went on to kill ten".
_REAL_TO = frozenset(
    ("went", "go", "goes", "managed", "continued", "proceeded", "believed", "thought", "reported", "known")
)
_HARM: frozenset[Counted] = frozenset(("killed", "injured", "detained"))


@functools.cache
def _transparent() -> frozenset[str]:
    """Return the heads of phrases that only number what follows: "dozens of", "a group of"."""
    lists = table("quantities")
    return frozenset(
        word for form in (*lists["vague"], *lists["pairs"], *lists["scales"], *_NUMBERERS) for word in form.split()
    )


_NUMBERERS = ("total", "majority", "most", "half", "third", "part", "all", "rest", "remainder", "number", "one")


# A word that may tell of a deed, and the uses in which it would.
_Tie = tuple[int, tuple[Use, ...]]


class _Deed(NamedTuple):
    """A form that stands at a verb or noun (characters of the sentence), and what it says was done."""

    start: int
    end: int
    kind: Counted
    word: int


@functools.cache
def _forms() -> dict[str, list[tuple[Use, Counted, re.Pattern[str]]]]:
    """Return first word -> the forms that begin with it, an alternation for each use and kind."""
    found: dict[str, dict[tuple[Use, Counted], set[str]]] = {}
    for kind, uses in table("quantities")["kind_verbs"].items():
        for use, forms in uses.items():
            for form in forms:
                as_noun = use == "active" and form.endswith(_PREPOSITIONS)
                by_key = found.setdefault(first_word(form), {})
                by_key.setdefault(("noun" if as_noun else use, kind), set()).add(form)
    return {
        word: [(*key, re.compile(rf"(?:{any_of(forms)})(?![\w-])", re.IGNORECASE)) for key, forms in by_key.items()]
        for word, by_key in found.items()
    }


def deeds_of(reading: Reading, words: str, offset: int) -> Deeds:
    """Return the deeds of the sentence that starts at ``offset``, by the parse where there is one."""
    if reading.encoded is None:
        return Deeds(words)
    return Governed(syntax_of(reading.report.text, reading.encoded), words, offset)


class Deeds:
    """The deeds of one sentence, by its words alone; offsets are those of the sentence."""

    def __init__(self, words: str) -> None:
        self.words = words

    def phrase(self, start: int, end: int) -> Phrase | None:
        """Return the noun phrase that the number at ``start..end`` counts."""
        return phrase_after(self.words, end)

    def done(self, start: int, end: int) -> Counted | None:
        """Return what was done to those whom the words at ``start..end`` count."""
        return done(self.words, start, end)

    def done_to(self, start: int, end: int) -> Counted | None:
        """Return what was done to the one person whom the words at ``start..end`` name or describe."""
        return done(self.words, start, end)


class Governed(Deeds):
    """The deeds of one sentence by its parse."""

    def __init__(self, syntax: Syntax, words: str, offset: int) -> None:
        super().__init__(words)
        self._offset = offset
        self._heads, self._labels, self._parts = syntax.heads, syntax.labels, syntax.parts
        self._lower, self._children, self._spans = syntax.lower, syntax.children, syntax.spans
        self._syntax, self._all = syntax, syntax.inside(offset, offset + len(words))

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
        inner = (child for child in self._children[word] if self._labels[child] == "nmod" and self._case(child) == "of")
        found = next(inner, None)
        if found is None or self._parts[found] == "PRON":
            return None
        definite = any(self._labels[child] in {"det", "nummod", "nmod:poss"} for child in self._children[found])
        return None if definite else found

    def phrase(self, start: int, end: int) -> Phrase | None:
        """Return the words up to the noun that the number hangs on, where the words alone show no known noun."""
        run, noun = super().phrase(start, end), self.counted(start, end)
        if noun is None or (run and (is_person(run.head) or kind_of_noun(run.head))):
            return run
        first, last = self._spans[noun][0] - self._offset, self._spans[noun][1] - self._offset
        behind = self._parts[noun] in {"NOUN", "PROPN"} and end <= first and (run is None or last > run.end)
        if not behind or len(self._syntax.inside(self._offset + end, self._offset + first)) > LONGEST_PHRASE:
            return run
        begin = run.start if run else end + len(self.words[end:first]) - len(self.words[end:first].lstrip())
        return Phrase(begin, last, self._lower[noun])

    # ------------------------------------------------------------------------------------ the deed

    def done(self, start: int, end: int) -> Counted | None:
        """Return what was done to those whom the words at ``start..end`` count."""
        noun = self.counted(start, end)
        return (self._done(noun, start, end) or self.tallied(start, end)) if noun is not None else None

    def done_to(self, start: int, end: int) -> Counted | None:
        """Return what was done to the one person whom the words at ``start..end`` name or describe."""
        inside = self._syntax.inside(self._offset + start, self._offset + end)
        tops = [word for word in inside if self._heads[word] not in inside and self._parts[word] in _NOMINAL]
        if not tops:
            return super().done_to(start, end)
        return self._done(tops[0], start, end)

    def _done(self, noun: int, start: int, end: int) -> Counted | None:
        """Ask the verb that makes something of its object, then the parse, and the words where it ties no verb."""
        if driven := driven_to(self.words, start):
            return driven
        before = self._syntax.inside(self._offset, self._offset + start).stop - 1
        groups = (self._front(noun, before), chain(self._behind(noun), self._modifiers(noun), self._ties(noun)))
        for group in chain(groups, (self._ties(one) for one in self._sharing(noun) if one != noun)):
            deeds = [deed for word, uses in group for deed in self._deed(word, uses)]
            if deeds:
                return self._together(deeds)
        return done(self.words, start, end, lambda at: self._may(noun, at))

    def _may(self, noun: int, place: int) -> bool:
        """Tell whether a verb can be a noun's: the parse gives it no other subject or object, and it is no noun."""
        verb = self._syntax.inside(self._offset + place, self._offset + len(self.words)).start
        if self._parts[verb] == "NOUN" and self._labels[verb] in _OBJECTS | _SUBJECTS:
            return False
        behind = verb > noun
        others = [child for child in self._children[verb] if child != noun
                  and (self._is_subject(child) if behind else self._labels[child] == "obj" and child < noun)]  # fmt: skip
        sharing = set(self._sharing(noun))
        told = behind and any(self._lower[word] in {"told", "tells"} for word in range(noun, verb))
        return not any(
            child not in sharing and self._lower[child] not in _RELATIVES and not self._hangs_on(child, noun)
            and not (told and self._parts[child] == "PRON")
            for child in others
        )

    def _hangs_on(self, word: int, noun: int) -> bool:
        for _ in range(LONGEST_CHAIN):
            if word == noun:
                return True
            word = self._heads[word]
        return False

    def _is_subject(self, word: int) -> bool:
        return self._labels[word].startswith("nsubj") and self._parts[word] in _NOMINAL

    def tallied(self, start: int, end: int) -> Counted | None:
        """Return what a number counts that a toll is said to be: "the number of wounded rose to 12"."""
        noun = self.counted(start, end)
        if noun is None:
            return None
        label, head = self._labels[noun], self._heads[noun]
        if any(self._labels[child] == "cop" for child in self._children[noun]):
            told = [self._subject(noun)]
        elif label in {"obl", "obj", "xcomp", "nmod"} and head < noun and self._case(noun) not in {"by", "in", "on"}:
            told = [
                head,
                *(child for child in self._children[head] if self._labels[child].startswith(("nsubj", "obj"))),
            ]
        else:
            return None
        return next((kind for one in told if one not in {None, noun} and (kind := self._told(one))), None)

    def _told(self, noun: int) -> Counted | None:
        """Return what a noun tells the number of: "the toll", "deaths", "the number of people killed"."""
        if self._lower[noun] == "toll":
            return "killed"
        if self._lower[noun] not in _COUNTS:
            return None
        for child in self._children[noun]:
            if self._labels[child] == "nmod" and self._case(child) in {"of", "for"}:
                kind = _TALLIED.get(self._lower[child]) or kind_of_noun(self._lower[child])
                return kind or next((d.kind for w, uses in self._modifiers(child) for d in self._deed(w, uses)), None)
        return None

    def _front(self, noun: int, before: int) -> Iterator[_Tie]:
        """Give the verb right in front, where the noun is no subject, and what is joined to it: "killed and wounded 30".

        Arcs to bare numbers are the least sure; a verb right in front of one governs it all the same.
        """
        while before in self._all and self._lower[before] in _FILLING:
            before -= 1
        subject = self._labels[noun] in _SUBJECTS and self._heads[noun] > noun
        if before in self._all and self._parts[before] in _VERBAL and not subject and not self._is_passive(before):
            yield before, ("active",)
            first = self._heads[before]
            if self._labels[before] == "conj" and first == before - 2 and not self._is_passive(first):
                yield first, ("active",)

    def _behind(self, noun: int) -> Iterator[_Tie]:
        """Give the participle right behind, and the one that is itself counted: "30 injured"."""
        if self._parts[noun] in _STATES or self._labels[noun] == "root":
            yield noun, _SUFFERED
        elif noun + 1 in self._all and self._parts[noun + 1] in _STATES and not self._has_object(noun + 1):
            if self._subject(noun + 1) in {None, noun}:
                yield noun + 1, _SUFFERED

    def _is_passive(self, verb: int) -> bool:
        return any(self._labels[child] == "aux:pass" for child in self._children[verb])

    def _together(self, deeds: Sequence[_Deed]) -> Counted:
        """Return what became of those to whom several things were done: "shot and killed"."""
        kinds = [deed.kind for deed in deeds]
        if "killed" in kinds and "injured" in kinds:
            words = self.words[deeds[kinds.index("injured")].start : deeds[kinds.index("injured")].end].lower()
            last = kinds.index("killed") < kinds.index("injured")
            return "other" if words in _WOUNDED and (last or self._either(deeds)) else "killed"
        kind = "killed" if "killed" in kinds else kinds[0]
        return in_the_end(kind, self.words, deeds[0].start, deeds[0].end)

    def _either(self, deeds: Sequence[_Deed]) -> bool:
        """Tell "killed or wounded"."""
        joined = (child for deed in deeds for child in self._children[deed.word] if self._labels[child] == "cc")
        return any(self._lower[child] in {"or", "and/or"} for child in joined)

    def _sharing(self, noun: int) -> Iterator[int]:
        """Give the word and those whose place in the clause it shares: lists, appositions, parts and wholes."""
        for _ in range(LONGEST_CHAIN):
            yield noun
            label, head = self._labels[noun], self._heads[noun]
            if head == noun or head not in self._all or self._syntax.is_predicate(head):
                return
            joined = label in _JOINED and self._parts[head] in _NOMINAL and not self._over_verb(head, noun)
            part = label in {"nmod", "obl"} and self._case(noun) in _PARTS
            whole = label == "nmod" and self._case(noun) == "of" and self._is_transparent(head)
            if not (joined or part or whole or (label in _NUMBERING and head > noun)):
                return
            noun = head

    def _over_verb(self, first: int, noun: int) -> bool:
        """Tell what cannot be joined: "a man is dead and four others were shot"."""
        return self._labels[first].startswith("nsubj") and first < self._heads[first] < noun

    def _case(self, noun: int) -> str:
        return next((self._lower[child] for child in self._children[noun] if self._labels[child] == "case"), "")

    def _is_transparent(self, word: int) -> bool:
        """Tell "dozens of", "a total of" and "ten of" from nouns of their own."""
        return self._parts[word] == "NUM" or self._lower[word] in _transparent()

    def _ties(self, noun: int) -> Iterator[_Tie]:
        """Give the words that may tell of a deed to a noun by its place, with the uses in which they would."""
        label, head = self._labels[noun], self._heads[noun]
        if self._labels[head].startswith("aux"):  # a subject hangs on the verb, not on what helps it
            head = self._heads[head]
        if head == noun or head not in self._all:
            return
        in_front = noun < head and not self._case(noun) and label in {*_OBJECTS, "advmod", "obl:unmarked", "dep"}
        if (label in _SUBJECTS and self._case(noun) not in _OUT_OF) or in_front:
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

    def _modifiers(self, noun: int) -> Iterator[_Tie]:
        """ "Ten killed", "ten wounded men", "ten who fled", "ten with burns"."""
        joined = min((child for child in self._children[noun] if self._labels[child] == "conj"), default=self._all.stop)
        for child in self._children[noun]:
            label = self._labels[child]
            if child > joined and any(self._labels[one] in _MODIFIERS for one in self._children[noun] if one < joined):
                continue  # "two men dead and three wounded"
            if label == "acl:relcl" and (subject := self._subject(child)) is not None:
                if self._lower[subject] in _RELATIVES:
                    yield from self._predicates(child, subject)
                elif not self._has_object(child) or any(self._lower[one] == "whom" for one in self._children[child]):
                    yield child, ("active",)
            elif label in {"acl", "acl:relcl"} or (label in {"parataxis", "appos"} and self._parts[child] in _STATES):
                yield from self._predicates(child, noun)
            elif label == "amod" or (label == "nmod" and self._case(child) in {"with", "in"}):
                yield child, _SUFFERED

    def _predicates(self, verb: int, subject: int) -> Iterator[_Tie]:
        """Give a predicate, what completes it ("are believed to have died"), and those joined without a subject."""
        acts = self._has_object(verb)
        yield verb, ("subject",) if acts or self._is_agent(verb, subject) else _SUFFERED
        for child in self._children[verb]:
            # What completes a verb with an object is said of the object: "it left ten dead".
            shared = child > subject and (self._labels[child] == "conj" or (self._labels[child] in _COMPLETING and not acts))
            if shared and self._subject(child) is None and not self._has_number(child):
                yield from self._predicates(child, subject)

    def _has_number(self, verb: int) -> bool:
        """Tell "30 injured" with people of its own, joined to what was done to others."""
        before = (child for child in self._children[verb] if child < verb)
        return any(self._parts[child] in _NOMINAL and not self._case(child) for child in before)

    def _is_agent(self, verb: int, subject: int) -> bool:
        """Tell those who did it: the subject in "ten people police arrested"."""
        relative = self._labels[verb] == "acl:relcl" and self._lower[subject] not in _RELATIVES
        return relative and not self._is_passive(verb) and verb == subject + 1

    def _subject(self, verb: int) -> int | None:
        return next((child for child in self._children[verb] if self._labels[child].startswith("nsubj")), None)

    def _has_object(self, verb: int) -> bool:
        return any(self._labels[child] == "obj" and child > verb for child in self._children[verb])

    def _deed(self, word: int, uses: tuple[Use, ...]) -> Iterator[_Deed]:
        """Give the longest form that stands at a word, where it is said to have happened."""
        at, best = self._spans[word][0] - self._offset, None
        for first in range(max(self._all.start, word - LONGEST_LEAD), word + 1):
            for use, kind, pattern in _forms().get(self._lower[first], ()):
                match = pattern.match(self.words, self._spans[first][0] - self._offset) if use in uses else None
                if match and match.end() > at and (best is None or match.end() - match.start() > best.end - best.start):
                    best = _Deed(match.start(), match.end(), kind, word)
        if best and self._is_real(word, best.kind):
            yield best

    def _is_real(self, verb: int, kind: Counted) -> bool:
        """Tell what happened from what could, was not, or was only meant."""
        children = [(self._lower[child], self._labels[child]) for child in self._children[verb]]
        if any(word in _NOT for word, _ in children):
            return False
        if kind not in _HARM:
            return True
        if any(word == "have" for word, _ in children):
            return True  # "may have died", "are said to have died"
        unreal = any(word in _UNREAL or (word == "if" and label == "mark") for word, label in children)
        meant = ("to", "mark") in children
        return not unreal and (not meant or self._lower[self._heads[verb]] in _REAL_TO)
