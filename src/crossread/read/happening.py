"""When a thing happened: the time expression that the parse ties to the predicate of its claim.

From the expression's head word the way goes up to the first verb. Where that is the claim's predicate, or is
governed by it as its deed ("plans to meet on Monday"), the time is the claim's. A way through a noun ("the attack on
Monday killed ten") counts less. What belongs to another clause, or to the saying of it, is not taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossread.model import Attribution, Interval, Span, TimeExpression
from crossread.read.pages import Page
from crossread.read.syntax import Syntax
from crossread.when import dated, happening_time

__all__ = ["happened", "way_to"]

# Further up nothing is tied to anything ("the report on the aftermath of the attack of Monday").
LONGEST_WAY = 5
# Steps on which a time stays with the predicate above: its own modifiers, and the deed it is about.
_VERBAL = frozenset(("obl", "obl:tmod", "obl:unmarked", "advmod", "nmod:tmod", "nmod:unmarked", "dep", "xcomp"))
_NOMINAL = frozenset(("nmod", "nsubj", "nsubj:pass", "obj", "compound", "amod", "nummod", "appos", "conj", "obl:agent",
                      "nmod:poss", "nmod:unmarked", "nmod:desc"))  # fmt: skip


def happened(page: Page, span: Span, predicate: int | None, attribution: Attribution | None) -> Interval | None:
    """Return when the thing claimed in ``span`` happened; ``predicate`` is the word of the parse that tells it.

    Of what somebody said the time of saying is never taken. Without a parse the words alone decide.
    """
    syntax = page.syntax
    if predicate is None or syntax is None:
        time = happening_time(page.text, page.times.inside(span.start, span.end), span)
        return dated(time) if time else None
    words = syntax.sentence_of(predicate)
    first, last = syntax.spans[words.start][0], syntax.spans[words.stop - 1][1]
    saying = _saying(attribution, syntax.spans[predicate][0])
    known = [time for time in page.times.inside(first, last)
             if dated(time) and not (saying is not None and saying.overlaps(time.span))]  # fmt: skip
    return _nearest(syntax, predicate, known) or _shared(syntax, predicate, known)


def _saying(attribution: Attribution | None, predicate: int) -> Span | None:
    """Return the words for when something was said, where the predicate is of what was said, not the saying itself."""
    if attribution is None or attribution.said is None:
        return None
    told = any(piece.start <= predicate < piece.end for piece in attribution.content)
    return attribution.said.evidence if told else None


def _nearest(syntax: Syntax, predicate: int, times: Sequence[TimeExpression]) -> Interval | None:
    """Return the time with the shortest way to the predicate; of equal ones the nearest, then the first."""
    ways = [(way, abs(syntax.spans[predicate][0] - time.span.start), time.span.start, time)
            for time in times if (way := way_to(syntax, predicate, time.span)) is not None]  # fmt: skip
    return dated(min(ways, key=lambda one: one[:3])[3]) if ways else None


def _shared(syntax: Syntax, predicate: int, times: Sequence[TimeExpression]) -> Interval | None:
    """Return the time of the verb before that the predicate is joined to, where it has no subject of its own."""
    head = syntax.heads[predicate]
    joined = syntax.labels[predicate] == "conj" and syntax.is_predicate(head)
    if not joined or any(syntax.labels[child].startswith("nsubj") for child in syntax.children[predicate]):
        return None
    return _nearest(syntax, head, [time for time in times if time.span.end <= syntax.spans[predicate][0]])


def way_to(syntax: Syntax, predicate: int, span: Span) -> int | None:
    """Return how many nouns stand between a time and the predicate it hangs on; None where it hangs on another."""
    inside = syntax.inside(span.start, span.end)
    word = syntax.top(inside)
    if word is None:
        return None
    nouns = 0
    for _ in range(LONGEST_WAY):
        if word == predicate:
            return nouns
        label, head = syntax.labels[word], syntax.heads[word]
        if head == word or not (label in _VERBAL or label in _NOMINAL or _meanwhile(syntax, word)):
            return None
        if label == "conj" and syntax.is_predicate(word):
            return None
        nouns += label in ("nmod", "advcl") or (label in _NOMINAL and head != predicate)
        word = head
    return None


def _meanwhile(syntax: Syntax, word: int) -> bool:
    """Tell whether a clause tells what happened at the same time ("killed when the bridge fell on Monday")."""
    return syntax.labels[word] == "advcl" and any(syntax.lower[child] == "when" for child in syntax.children[word])
