"""What a claim says, in a form that two claims can be compared by.

Its words without those of the attribution; each name as the entity it stands for, so that spelling does not
matter; its numbers as what they count; times apart. ``Weights`` says how much a word tells within a story.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossread.model import Attribution, Claim, Entity, Interval, Quantity, Reading, Span
from crossread.tables import table
from crossread.text import content_words, stem, word_forms, words

__all__ = ["Content", "Weights", "contents_of", "listed", "opposed_words"]

# Kinds of quantities that say by themselves what is counted; of the others the words for the counted must agree.
_TELLING = frozenset({
    "killed", "injured", "missing", "displaced", "evacuated", "sheltering", "detained", "returned",
})  # fmt: skip
NAME_MARK, NUMBER_MARK = "@", "#"


@functools.cache
def listed(name: str) -> frozenset[str]:
    """Return one of the word lists of ``resources/comparing.yaml``."""
    return frozenset(table("comparing")[name])


@functools.cache
def _opposites() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(map(stem, pair)) for pair in table("comparing")["opposites"])


def opposed_words(left: Iterable[str], right: Iterable[str]) -> tuple[str, str] | None:
    """Return a pair of opposites of which one claim has the one alone, and the other the other."""
    ours, theirs = set(left), set(right)
    for one in sorted(ours - theirs):
        for other in sorted(theirs - ours):
            if frozenset((one, other)) in _opposites():
                return one, other
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A claim taken apart. ``features`` are stems, ``@entity`` for names, ``#kind`` and ``#kind:n`` for numbers."""

    claim: Claim
    features: frozenset[str]
    kinds: Mapping[str, str]  # entity id of a name -> its kind
    numbers: Mapping[str, tuple[Quantity, ...]]  # what is counted -> the amounts
    when: Interval | None
    negated: bool
    denies: bool
    turned: frozenset[str]
    points_back: bool

    @property
    def plain(self) -> frozenset[str]:
        """Return the stems alone."""
        return frozenset(feature for feature in self.features if feature[0] not in (NAME_MARK, NUMBER_MARK))

    @property
    def told(self) -> frozenset[str]:
        """Return everything but the numbers themselves (that something is counted stays)."""
        return frozenset(feature for feature in self.features if feature[0] != NUMBER_MARK or ":" not in feature)


class Weights:
    """How much each feature tells in this story: what stands in every claim tells little."""

    def __init__(self, contents: Sequence[Content]) -> None:
        counts: Counter[str] = Counter()
        for content in contents:
            counts.update(content.features)
        self.counts = counts
        self._total = len(contents)

    def of(self, features: Iterable[str]) -> float:
        """Return the summed weight of ``features``."""
        # Sorted: sums of floats depend on their order, and the order of a set on the process.
        return sum(math.log1p(self._total / self.counts[feature]) for feature in sorted(features))


def contents_of(
    claims: Iterable[Claim], readings: Iterable[Reading], entities: Iterable[Entity]
) -> tuple[Content, ...]:
    """Take every claim apart, in order of claim id."""
    by_report = {reading.report.id: reading for reading in readings}
    kinds = {entity.id: entity.kind for entity in entities}
    found = []
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.span.report, []).append(claim)
    for report, own in grouped.items():
        if report in by_report:
            found += _of_report(own, by_report[report], kinds)
    return tuple(sorted(found, key=lambda content: content.claim.id))


def _of_report(claims: Sequence[Claim], reading: Reading, kinds: Mapping[str, str]) -> list[Content]:
    quantities = {quantity.id: quantity for quantity in reading.quantities}
    attributions = {attribution.id: attribution for attribution in reading.attributions}
    return [
        _content(
            claim,
            reading,
            kinds,
            tuple(quantities[id] for id in claim.quantities if id in quantities),
            attributions.get(claim.attribution or ""),
        )
        for claim in claims
    ]


def _content(
    claim: Claim,
    reading: Reading,
    kinds: Mapping[str, str],
    quantities: tuple[Quantity, ...],
    attribution: Attribution | None,
) -> Content:
    inside = [mention for mention in reading.mentions if mention.entity and claim.span.covers(mention.span)]
    named = {mention.entity: kinds.get(mention.entity, mention.kind) for mention in inside if mention.entity}
    attributed = [span for span in (claim.source, claim.cue) if span is not None]
    named = {
        id: kind
        for id, kind in named.items()
        if any(not _in(mention.span, attributed) for mention in inside if mention.entity == id)
    }
    times = [time.span for time in reading.times if claim.span.covers(time.span)]
    numbers = [quantity.span for quantity in quantities]
    rest = _without(claim.span, [*(mention.span for mention in inside), *times, *numbers, *attributed], reading)
    in_order = word_forms(_without(claim.span, [*numbers, *attributed], reading))
    own = set(in_order)
    denials = _denials(in_order) | (listed("denials") & set(word_forms((claim.cue.text or "") if claim.cue else "")))
    features = content_words(rest) - {stem(word) for word in denials}
    denies = bool(denials) or (attribution is not None and attribution.denies)
    if denies:
        features -= _stems("charges")
    if any(quantity.what in _TELLING for quantity in quantities):
        features -= _stems("told_by_number")
    return Content(
        claim=claim,
        features=frozenset({*features, *(NAME_MARK + id for id in named), *_number_features(quantities)}),
        kinds=named,
        numbers=_counted(quantities),
        when=claim.when,
        # A clause with "not" in it is the other side of a question, but it answers nobody.
        negated=not denies
        and (claim.polarity == "denied" or any(word in listed("negations") or word.endswith("n't") for word in own)),
        denies=denies,
        turned=frozenset(map(stem, listed("turning") & own)),
        points_back=bool((listed("pointers") | listed("charges")) & own),
    )


def _denials(forms: Sequence[str]) -> frozenset[str]:
    """Return the words that deny: "denied these claims", "is completely false", not "denied bail", "a false name"."""
    own = set(forms)
    found = {
        form
        for at, form in enumerate(forms)
        if form in listed("untruths") and listed("said_of") & set(forms[max(0, at - 2) : at])
    }
    if own & listed("charges"):
        found |= listed("rejections") & own
    if own & (listed("charges") | listed("pointers")):
        found |= listed("denials") & own
    return frozenset(found)


@functools.cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, listed(name)))


def _in(span: Span, others: Iterable[Span]) -> bool:
    return any(other.covers(span) for other in others)


def _without(whole: Span, parts: Iterable[Span], reading: Reading) -> str:
    """Return the words of ``whole`` that do not lie in any of ``parts``."""
    text = reading.report.text
    holes = sorted((part.start, part.end) for part in parts if part.overlaps(whole))
    kept = []
    for start, end in words(text[whole.start : whole.end]):
        start, end = start + whole.start, end + whole.start
        if not any(from_ < end and start < to for from_, to in holes):
            kept.append(text[start:end])
    return " ".join(kept)


# ----------------------------------------------------------------------------------------------- numbers


def _label(quantity: Quantity) -> str:
    if quantity.what in _TELLING:
        return quantity.what
    of = sorted(content_words(quantity.of or ""))
    return " ".join([quantity.what, *of, *([quantity.amount.unit] if quantity.amount.unit else [])])


def _counted(quantities: Iterable[Quantity]) -> dict[str, tuple[Quantity, ...]]:
    found: dict[str, tuple[Quantity, ...]] = {}
    for quantity in quantities:
        if quantity.part_of is None:
            label = _label(quantity)
            found[label] = (*found.get(label, ()), quantity)
    return found


def _number_features(quantities: Iterable[Quantity]) -> Iterable[str]:
    for quantity in quantities:
        yield NUMBER_MARK + quantity.what
        yield from content_words(quantity.of or "") - _stems("told_by_number")
        ends = {end for end in (quantity.amount.low, quantity.amount.high) if end is not None}
        yield from (f"{NUMBER_MARK}{quantity.what}:{end:g}" for end in ends)
