"""What a claim's own words show: certainty, polarity, modality, who, whom, where, when, numbers, event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from crossread.model import Attribution, Certainty, Mention, Modality, Polarity, Span
from crossread.read.actors import Actors
from crossread.read.clauses import main_verb
from crossread.read.cues import hedges_in
from crossread.read.events import Deed, deed_at, event_by_words
from crossread.read.happening import happened
from crossread.read.pages import Page
from crossread.read.phrases import verb_group
from crossread.read.syntax import Syntax
from crossread.read.tagging import Word, tagged
from crossread.tables import table

__all__ = ["describe"]

_ACTORS = frozenset(("person", "organisation", "group", "place", "nationality", "description", "facility"))
_PLANNED = frozenset(("will", "would", "shall", "'ll", "’ll", "wo", "won't", "won’t", "wouldn't", "wouldn’t"))
_DEMANDED = frozenset(("must", "should", "ought", "shouldn't", "mustn't", "shouldn’t", "mustn’t"))
_POSSIBLE = frozenset(("may", "might", "could"))
_AWAITED = frozenset(("due", "expected", "scheduled", "slated", "planned", "awaited"))
_TO_COME = frozenset(("plan", "plans", "set", "due", "expected", "intend", "intends", "going", "scheduled"))


def describe(page: Page, span: Span, attribution: Attribution | None) -> dict[str, Any]:
    """Return the fields of a claim that its words and its attribution decide."""
    clause = _clause(page, span)
    mentions = page.mentions.inside(span.start, span.end)
    places = [mention for mention in mentions if mention.kind in {"place", "facility"}]
    words = tagged(page.text, span.start, span.end) if clause is None or places else ()
    deed = _deed_of_words(words, attribution, mentions) if clause is None else _deed(page, clause, attribution)
    return {
        "certainty": _certainty(page, span, attribution),
        "polarity": deed.polarity,
        "modality": deed.modality,
        "event": deed.event,
        "who": deed.who,
        "whom": deed.whom,
        "where": _ids(mention for mention in places if _located(words, mention)),
        "when": happened(page, span, clause.predicate if clause else None, attribution),
        "quantities": tuple(quantity.id for quantity in page.quantities.inside(span.start, span.end)),
    }


def _ids(mentions: Any) -> tuple[str, ...]:  # noqa: ANN401 - any iterable of mentions
    return tuple(dict.fromkeys(mention.entity for mention in mentions if mention.entity))


def _certainty(page: Page, span: Span, attribution: Attribution | None) -> Certainty:
    kinds = hedges_in(page.text, span.start, span.end)
    if "unverified" in kinds:
        return "unverified"
    if attribution is not None and attribution.act == "accuse":
        return "alleged"
    for hedge in attribution.hedges if attribution else ():
        kinds |= hedges_in(page.text, hedge.start, hedge.end)
    if "alleged" in kinds:
        return "alleged"
    passive = attribution is not None and attribution.source is None and attribution.kind == "indirect"
    return "hedged" if passive or "hedged" in kinds else "stated"


def _polarity(words: Sequence[Word], verb: int | None, attribution: Attribution | None) -> Polarity:
    if attribution is not None and attribution.denies:
        return "denied"
    if verb is None:
        return "affirmed"
    group = words[verb_group(words, verb) : verb + 3]
    negated = any(w.lower in {"not", "never", "no"} or w.lower.endswith(("n't", "n’t")) for w in group)
    opened = bool(words) and words[0].lower in {"no", "none", "nobody", "neither", "nothing"}
    return "denied" if negated or opened else "affirmed"


def _modality(words: Sequence[Word], verb: int | None, attribution: Attribution | None) -> Modality:
    if attribution is not None and attribution.act == "demand":
        return "demanded"
    if attribution is not None and attribution.act == "promise":
        return "promised"
    if verb is None:
        return "happened"
    group = {word.lower for word in words[verb_group(words, verb) : verb + 1]}
    if _DEMANDED & group:
        return "demanded"
    if _PLANNED & group:
        return "planned"
    if _POSSIBLE & group:
        return "possible"
    if verb > 1 and words[verb - 1].lower == "to" and words[verb - 2].lower in _TO_COME:
        return "planned"
    following = words[verb + 1].lower if verb + 1 < len(words) else ""
    if following == "to" and words[verb].lower in _TO_COME | {"are", "is", "were"}:
        return "planned"
    return "planned" if _TO_COME & group and "to" in group else "happened"


class _Clause(NamedTuple):
    """The parse of a claim: its words and the predicate among them."""

    syntax: Syntax
    words: range
    predicate: int


def _clause(page: Page, span: Span) -> _Clause | None:
    """Return the parse of a claim that has a predicate."""
    syntax = page.syntax
    if syntax is None:
        return None
    words = syntax.inside(span.start, span.end)
    top = syntax.top(words)
    if top is None or not syntax.is_predicate(top):
        return None
    return _Clause(syntax, words, top)


def _deed(page: Page, clause: _Clause, attribution: Attribution | None) -> Deed:
    """Return what the parse says of who did what to whom."""
    syntax = clause.syntax
    words = syntax.sentence_of(clause.predicate)
    first, last = syntax.spans[words.start][0], syntax.spans[words.stop - 1][1]
    actors = Actors(page.mentions.touching(first, last), syntax)
    deed = deed_at(syntax, actors, clause.predicate, attribution)
    return deed._replace(modality="planned") if deed.modality == "happened" and _is_awaited(clause) else deed


def _is_awaited(clause: _Clause) -> bool:
    """Tell what is still to come without any verb for it: "the vote is due on Monday", "she is expected in Varo"."""
    syntax, word = clause.syntax, clause.predicate
    if syntax.lower[word] not in _AWAITED:
        return False
    labels = {syntax.labels[child] for child in syntax.children[word]}
    ahead = {"is", "are"} & syntax.auxiliaries(word, clause.words)
    return bool(ahead) and any(label.startswith(("obl", "advmod")) for label in labels)


def _deed_of_words(words: Sequence[Word], attribution: Attribution | None, mentions: Sequence[Mention]) -> Deed:
    """Return the same by words alone."""
    verb = main_verb(words)
    who, whom = _participants(words, verb, mentions)
    event = event_by_words(words, verb)
    return Deed(event, who, whom, _modality(words, verb, attribution), _polarity(words, verb, attribution))


def _participants(
    words: Sequence[Word], verb: int | None, mentions: Sequence[Mention]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who acts and on whom: before and after the main verb, the other way round in the passive."""
    actors = [m for m in mentions if m.kind in _ACTORS and not (m.kind in {"place", "facility"} and _located(words, m))]
    actors = [m for m in actors if not any(o.span.covers(m.span) and o.id != m.id and o.span != m.span for o in actors)]
    if verb is None:
        return _ids(actors), ()
    at = words[verb].start
    group = words[verb_group(words, verb) : verb]
    passive = words[verb].tag == "part" and any(word.lower in table("grammar")["be"] for word in group)
    before, after = [m for m in actors if m.span.start < at], [m for m in actors if m.span.start >= at]
    if not passive:
        return _ids(before), _ids(after)
    agents = [m for m in after if _word_before(words, m) == "by"]
    return _ids(agents), _ids([*before, *(m for m in after if m not in agents)])


def _located(words: Sequence[Word], mention: Mention) -> bool:
    """Tell whether a place is where something is: "in Varo", "near the town of Varo", "central Varo"."""
    names = table("names")
    before = _before(words, mention)
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in names["place_nouns"]:
        return True
    near = [word for word in before[-3:] if word in names["place_prepositions"]]
    return bool(near) and before[-1] not in {"of", "by", "and", "with"}


def _before(words: Sequence[Word], mention: Mention) -> list[str]:
    before = [word for word in words if word.end <= mention.span.start]
    start = next((n + 1 for n in range(len(before) - 1, -1, -1) if before[n].tag in {"verb", "punct", "part"}), 0)
    return [word.lower for word in before[start:] if word.tag not in {"det", "adv"}]


def _word_before(words: Sequence[Word], mention: Mention) -> str:
    before = _before(words, mention)
    return before[-1] if before else ""
