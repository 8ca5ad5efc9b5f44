"""What a claim says, in a form that two claims can be compared by.

Its words without those of the attribution; each name as the entity it stands for, so that spelling does not
matter; its numbers as what they count; times apart. ``Weights`` says how much a word tells within a story.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crossread.amounts import read_number
from crossread.frames import Frame, Parse
from crossread.model import (
    Attribution,
    Claim,
    Entity,
    Interval,
    Mention,
    Quantity,
    Reading,
    Span,
    TimeExpression,
)
from crossread.tables import table
from crossread.text import content_words, stem, word_forms, words

__all__ = ["Content", "Weights", "World", "contents_of", "listed", "opposed_words"]

# Kinds of quantities that say by themselves what is counted; of the others the words for the counted must agree.
_TELLING = frozenset({
    "killed", "injured", "missing", "displaced", "evacuated", "sheltering", "detained", "returned",
})  # fmt: skip
# Acts that add nothing to what is said; what is denied is told apart in its own way.
_SAYING = frozenset({"say", "believe", "perceive", "deny"})
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
    told: frozenset[str]  # everything but the numbers themselves (that something is counted stays)
    kinds: Mapping[str, str]  # entity id of a name -> its kind
    numbers: Mapping[str, tuple[Quantity, ...]]  # what is counted -> the amounts
    when: Interval | None
    negated: bool
    denies: bool
    turned: frozenset[str]
    points_back: bool
    frame: Frame | None  # what was done, by the parse
    doers: frozenset[str]  # who did it, with all that they are a part of and the words of their names
    targets: frozenset[str]
    places: frozenset[str]  # where
    named: frozenset[str]  # the people and places it names; bodies have too many names to tell them apart
    voice: frozenset[str]  # whose words they are, with all that the speaker is a part of
    act: str | None  # what its speaker does by it, where that is more than saying
    names_it: bool  # it says what something is called
    days: frozenset[str]  # days of the week that it names
    digits: frozenset[float]  # the numbers in it, in figures or in words

    @property
    def doer_known(self) -> bool:
        """Tell whether it says who did it, in its own words or by its attribution ("demanded an inquiry")."""
        return bool(self.act or self.doers or (self.frame and self.frame.subjects))

    @property
    def plain(self) -> frozenset[str]:
        """Return the stems alone."""
        return frozenset(feature for feature in self.features if feature[0] not in (NAME_MARK, NUMBER_MARK))

    @property
    def told_words(self) -> frozenset[str]:
        """Return the stems, with those of the predicate and what it ties to it, be they the attribution's own."""
        frame = self.frame
        return self.plain | (frame.predicates | frame.subjects | frame.objects if frame else frozenset())


class Weights:
    """How much each feature tells in this story: what stands in every claim tells little."""

    def __init__(self, contents: Sequence[Content]) -> None:
        counts: Counter[str] = Counter()
        for content in contents:
            counts.update(content.features)
        self.counts = counts
        self._weights = {feature: math.log1p(len(contents) / count) for feature, count in counts.items()}
        self._whole = {content.features: self._sum(content.features) for content in contents}

    def of(self, features: frozenset[str]) -> float:
        """Return the summed weight of ``features``."""
        known = self._whole.get(features)
        return self._sum(features) if known is None else known

    def shared_of_all(self, left: Content, right: Content) -> float:
        """Return the weight that two claims have in common over the weight of both, 0 to 1."""
        both = self.of(left.features & right.features)
        return both / (self.of(left.features) + self.of(right.features) - both) if both else 0.0

    def _sum(self, features: frozenset[str]) -> float:
        # Exact: sums of floats else depend on their order, and the order of a set on the process.
        return math.fsum(map(self._weights.__getitem__, features))


@dataclass(frozen=True, slots=True)
class World:
    """The entities of a story: their kinds, and the party each belongs to."""

    kinds: Mapping[str, str]
    parents: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> World:
        """Take from the entities what claims are compared by."""
        known = tuple(entities)
        parents = {entity.id: entity.part_of for entity in known if entity.part_of}
        return cls({entity.id: entity.kind for entity in known}, parents, {entity.id: entity.name for entity in known})

    def wholes(self, id: str) -> list[str]:
        """Return an entity and all that it is a part of: a ministry and its government, a commander and his force."""
        found = [id]
        while (whole := self.parents.get(found[-1])) is not None and whole not in found:
            found.append(whole)
        return found

    def known_as(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the entities, their wholes, and the words of their names where these are no persons'."""
        every = [whole for id in ids for whole in self.wholes(id)]
        words = (content_words(self.names.get(id, "")) for id in every if self.kinds.get(id) != "person")
        return frozenset((*every, *(word for found in words for word in found)))


def contents_of(
    claims: Iterable[Claim], readings: Iterable[Reading], entities: Iterable[Entity]
) -> tuple[Content, ...]:
    """Take every claim apart, in order of claim id."""
    by_report = {reading.report.id: reading for reading in readings}
    world = World.of(entities)
    found = []
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.span.report, []).append(claim)
    for report, own in grouped.items():
        if report in by_report:
            found += _of_report(own, by_report[report], world)
    return tuple(sorted(found, key=lambda content: content.claim.id))


class _Page(NamedTuple):
    """A report's text, its mentions by place with their starts, and its times."""

    text: str
    mentions: Sequence[Mention]
    starts: Sequence[int]
    times: Sequence[TimeExpression]

    def mentions_in(self, span: Span) -> list[Mention]:
        near = self.mentions[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        return [mention for mention in near if mention.span.end <= span.end]


def _start(mention: Mention) -> int:
    return mention.span.start


def _of_report(claims: Sequence[Claim], reading: Reading, world: World) -> list[Content]:
    parse = Parse(reading.report.text, reading.tokens)
    mentions = sorted(reading.mentions, key=_start)
    page = _Page(reading.report.text, mentions, [mention.span.start for mention in mentions], reading.times)
    quantities = {quantity.id: quantity for quantity in reading.quantities}
    attributions = {attribution.id: attribution for attribution in reading.attributions}
    return [
        _content(
            claim,
            page,
            parse.frame(claim.span),
            world,
            tuple(quantities[id] for id in claim.quantities if id in quantities),
            attributions.get(claim.attribution or ""),
        )
        for claim in claims
    ]


def _content(
    claim: Claim,
    page: _Page,
    frame: Frame | None,
    world: World,
    quantities: tuple[Quantity, ...],
    attribution: Attribution | None,
) -> Content:
    inside = [mention for mention in page.mentions_in(claim.span) if mention.entity]
    named = {mention.entity: world.kinds.get(mention.entity, mention.kind) for mention in inside if mention.entity}
    act = attribution.act if attribution is not None and attribution.act not in _SAYING else None
    # "said" and "according to" say nothing of their own; "regretted" and "condemned" do.
    told_by = (claim.source, claim.cue if act is None else None)
    attributed = [span for span in told_by if span is not None]
    named = {
        id: kind
        for id, kind in named.items()
        if any(not _in(mention.span, attributed) for mention in inside if mention.entity == id)
    }
    times = [time.span for time in page.times if claim.span.covers(time.span)]
    numbers = [quantity.span for quantity in quantities]
    rest = _without(claim.span, [*(mention.span for mention in inside), *times, *numbers, *attributed], page.text)
    in_order = word_forms(_without(claim.span, [*numbers, *attributed], page.text))
    own = set(in_order)
    denials = _denials(in_order) | (listed("denials") & set(word_forms((claim.cue.text or "") if claim.cue else "")))
    features = content_words(rest) - {stem(word) for word in denials}
    denies = bool(denials) or (attribution is not None and attribution.denies)
    if denies:
        features -= _stems("charges")
    if any(quantity.what in _TELLING for quantity in quantities):
        features -= _stems("told_by_number")
    telling = frozenset({*features, *(NAME_MARK + id for id in named), *_number_features(quantities)})
    return Content(
        claim=claim,
        features=telling,
        told=frozenset(feature for feature in telling if feature[0] != NUMBER_MARK or ":" not in feature),
        kinds=named,
        numbers=_counted(quantities),
        when=claim.when,
        # A clause with "not" in it is the other side of a question, but it answers nobody.
        negated=not denies
        and (claim.polarity == "denied" or any(word in listed("negations") or word.endswith("n't") for word in own)),
        denies=denies,
        turned=frozenset(map(stem, listed("turning") & own)),
        points_back=bool((listed("pointers") | listed("charges")) & own),
        frame=frame,
        doers=world.known_as(claim.who),
        targets=world.known_as(claim.whom),
        places=world.known_as(claim.where),
        named=world.known_as(id for id, kind in named.items() if kind in ("person", "place", "facility")),
        voice=frozenset(world.wholes(claim.speaker) if claim.speaker else ()),
        act=act,
        names_it=bool(frame and frame.predicates & _stems("namings")),
        days=frozenset(own & set(table("times")["weekdays"])),
        digits=frozenset(number for word in own if (number := _number_of(word)) is not None),
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


@functools.lru_cache(maxsize=4096)
def _number_of(word: str) -> float | None:
    return None if word == "one" else read_number(word)


@functools.cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, listed(name)))


def _in(span: Span, others: Iterable[Span]) -> bool:
    return any(other.covers(span) for other in others)


def _without(whole: Span, parts: Iterable[Span], text: str) -> str:
    """Return the words of ``whole`` that do not lie in any of ``parts``."""
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
