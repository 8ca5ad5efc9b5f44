"""What was done to the counted: ``deeds_of(reading, words, offset)`` is asked number by number, name by name.

The verbs and nouns that tell of a deed are those of ``resources/quantities.yaml`` (``kind_verbs``). A form counts
for a noun only where the parse ties them: the noun is the verb's object ("killed ten"), the subject of its passive or
of an intransitive ("ten were killed", "ten died"), or what a participle, adjective or relative clause is about ("ten
killed", "ten wounded men", "ten who fled"); what is joined, or said to be a part or another name, shares it. Where the
parse ties no such verb, one in the words beside the noun is taken if the parse does not give it to another; where
rules alone read, the words decide.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from crossread.model import Counted, Reading
from crossread.read.counted import LONGEST_PHRASE, Phrase, any_of, is_person, kind_of_noun, phrase_after
from crossread.read.deeds import done, driven_to, in_the_end
from crossread.read.syntax import Syntax, syntax_of
from crossread.read.ties import Ties, Use
from crossread.scan import first_word
from crossread.tables import table

__all__ = ["Deeds", "deeds_of"]

# How many words of a form may stand in front of its verb: "later was found", "in critical condition".
LONGEST_LEAD = 3

_PREPOSITIONS = (" of", " to", " for", " at", " in")
_COUNTS = frozenset(("number", "count", "tally", "total", "numbers"))
_WOUNDED = frozenset(("injured", "wounded", "hurt", "injuring", "wounding"))
_NOT = frozenset(("not", "n't", "n’t", "never", "nearly", "almost", "without"))
_UNREAL = frozenset(("will", "would", "could", "may", "might", "can", "should", "wo", "ca", "must", "shall"))
# Verbs whose infinitive happened: "went on to kill ten".
_REAL_TO = frozenset(
    ("went", "go", "goes", "managed", "continued", "proceeded", "believed", "thought", "reported", "known")
)
_HARM: frozenset[Counted] = frozenset(("killed", "injured", "detained"))


class _Deed(NamedTuple):
    """A form that stands at a verb or noun (characters of the sentence), and what it says was done."""

    start: int
    end: int
    kind: Counted
    word: int
    real: bool  # it happened, and is not only said of what did not


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
    return _Governed(syntax_of(reading.report.text, reading.encoded), words, offset)


class Deeds:
    """The deeds of one sentence, by its words alone; offsets are those of the sentence."""

    def __init__(self, words: str) -> None:
        self.words = words

    def phrase(self, number: tuple[int, int]) -> Phrase | None:
        """Return the noun phrase that the number at ``start, end`` counts."""
        return phrase_after(self.words, number[1])

    def done(self, start: int, end: int) -> Counted | None:
        """Return what was done to those whom the words at ``start..end`` count."""
        return done(self.words, start, end)

    def done_to(self, start: int, end: int) -> Counted | None:
        """Return what was done to the one person whom the words at ``start..end`` name or describe."""
        return done(self.words, start, end)


class _Governed(Deeds):
    """The deeds of one sentence by its parse."""

    def __init__(self, syntax: Syntax, words: str, offset: int) -> None:
        super().__init__(words)
        self._ties, self._syntax, self._offset = Ties(syntax, words, offset), syntax, offset

    def phrase(self, number: tuple[int, int]) -> Phrase | None:
        """Return the words up to the noun that the number hangs on, where the words alone show no known noun."""
        start, end = number
        run = super().phrase(number)
        noun = None if run and (is_person(run.head) or kind_of_noun(run.head)) else self._ties.counted(start, end)
        if noun is None:
            return run
        first, last = (place - self._offset for place in self._syntax.spans[noun])
        behind = self._syntax.parts[noun] in {"NOUN", "PROPN"} and end <= first and (run is None or last > run.end)
        if not behind or len(self._syntax.inside(self._offset + end, self._offset + first)) > LONGEST_PHRASE:
            return run
        begin = run.start if run else end + len(self.words[end:first]) - len(self.words[end:first].lstrip())
        return Phrase(begin, last, self._syntax.lower[noun])

    def done(self, start: int, end: int) -> Counted | None:
        """Return what was done to those whom the words at ``start..end`` count."""
        noun = self._ties.counted(start, end)
        return (self._done(noun, start, end) or self._tallied(noun)) if noun is not None else None

    def done_to(self, start: int, end: int) -> Counted | None:
        """Return what was done to the one person whom the words at ``start..end`` name or describe."""
        noun = self._ties.named(start, end)
        return super().done_to(start, end) if noun is None else self._done(noun, start, end)

    def _done(self, noun: int, start: int, end: int) -> Counted | None:
        """Ask the verb that makes something of its object, then the parse, then the words where it ties no verb."""
        if driven := driven_to(self.words, start):
            return driven
        ties = self._ties
        own = chain(ties.behind(noun), ties.modifiers(noun), ties.verbs(noun))
        shared = (ties.verbs(one) for one in ties.sharing(noun) if one != noun)
        for group in chain((ties.front(noun, start), own), shared):
            deeds = [deed for word, uses in group for deed in self._deed(word, uses)]
            if deeds:
                real = [deed for deed in deeds if deed.real]
                return self._together(real) if real else None
        return done(self.words, start, end, lambda at: ties.may(noun, at))

    def _tallied(self, noun: int) -> Counted | None:
        """Return what a number counts that a toll is said to be: "the number of wounded rose to 12"."""
        return next((kind for one in self._ties.told(noun) if (kind := self._told(one))), None)

    def _told(self, noun: int) -> Counted | None:
        """Return what a noun tells the number of: "the toll", "the number of people killed"."""
        word = self._syntax.lower[noun]
        if word == "toll":
            return "killed"
        if word not in _COUNTS:
            return None
        for child in self._syntax.children[noun]:
            if self._syntax.labels[child] == "nmod" and self._ties.case(child) in {"of", "for"}:
                inner = self._syntax.lower[child]
                ties = chain(self._ties.modifiers(child), self._ties.modifiers(noun))
                deeds = (deed.kind for at, uses in ties for deed in self._deed(at, uses))
                return "killed" if inner == "victims" else kind_of_noun(inner) or next(deeds, None)
        return None

    def _together(self, deeds: Sequence[_Deed]) -> Counted:
        """Return what became of those to whom several things were done: "shot and killed"."""
        kinds = [deed.kind for deed in deeds]
        if "killed" in kinds and "injured" in kinds:
            hurt = deeds[kinds.index("injured")]
            either = kinds.index("killed") < kinds.index("injured") or self._either(deeds)
            return "other" if either and self.words[hurt.start : hurt.end].lower() in _WOUNDED else "killed"
        kind = "killed" if "killed" in kinds else kinds[0]
        return in_the_end(kind, self.words, deeds[0].start, deeds[0].end)

    def _either(self, deeds: Sequence[_Deed]) -> bool:
        """Tell "killed or wounded"."""
        children = (child for deed in deeds for child in self._syntax.children[deed.word])
        return any(self._syntax.lower[child] in {"or", "and/or"} for child in children)

    def _deed(self, word: int, uses: tuple[Use, ...]) -> Iterator[_Deed]:
        """Give the longest form that stands at a word."""
        spans, lower, offset = self._syntax.spans, self._syntax.lower, self._offset
        at, best = spans[word][0] - offset, None
        for first in range(max(self._ties.words.start, word - LONGEST_LEAD), word + 1):
            for use, kind, pattern in _forms().get(lower[first], ()):
                match = pattern.match(self.words, spans[first][0] - offset) if use in uses else None
                if match and match.end() > at and (best is None or match.end() - match.start() > best.end - best.start):
                    best = _Deed(match.start(), match.end(), kind, word, self._is_real(word, kind))
        if best:
            yield best

    def _is_real(self, verb: int, kind: Counted) -> bool:
        """Tell what happened from what could, was not, or was only meant."""
        lower, labels = self._syntax.lower, self._syntax.labels
        children = [(lower[child], labels[child]) for child in self._syntax.children[verb]]
        if any(word in _NOT for word, _ in children):
            return False
        if kind not in _HARM or any(word == "have" for word, _ in children):
            return True  # "may have died", "are said to have died"
        unreal = any(word in _UNREAL or (word == "if" and label == "mark") for word, label in children)
        meant = ("to", "mark") in children and not lower[verb].endswith("ing")
        return not unreal and (not meant or lower[self._syntax.heads[verb]] in _REAL_TO)
