"""How two claims stand to each other: the same, one says more, they contradict, one denies the other, unsure.

Candidates share words and names, or are near by their vectors. Hard rules on numbers, times, negation, mood and
participants say what two claims cannot be; a score of likeness (``likeness.py``) what they are. Careful ones: a wrong
``same`` is a false corroboration, the worst thing we could print. A verdict carries its reasons. It is symmetric:
claims are always compared in the order of their ids, and ``refines`` names its direction in the reasons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from crossread import calendar
from crossread.align.claim_content import NAME_MARK, NUMBER_MARK, Content, Weights, contents_of, opposed_words
from crossread.align.counting import ONE_COUNT, VICTIMS, amounts_of, counts_alike, number_of
from crossread.align.denials import find_denials
from crossread.align.likeness import claim_vectors, compared_parts, likeness
from crossread.model import Claim, Entity, Link, Reading, Relation
from crossread.text import words

__all__ = ["compare_claims", "may_be_one"]

# Shares of weighted words, set on the side of silence. ``shared of all`` is weight in common over the weight
# of both; ``held`` is the same over the weight of the smaller claim.
SAME_OF_ALL = 0.6
SAME_HELD = 0.8
REFINES_HELD = 0.85
OPPOSED_OF_ALL = 0.5
UNSURE_OF_ALL = 0.5
# Fewer features in common than this (words, names, kinds of numbers) are no topic in common.
FEWEST_SHARED = 3
# So few features, or words among them, in common make two claims one only if they have nothing else: "they discuss
# an end to the war" and "he blesses talks to end the war" share three, and names alone say nothing.
FEWEST_SAME, FEWEST_SAME_WORDS, NOTHING_ELSE = 4, 3, 0.9
# The longer claim may say more, but not so much that the shorter one is lost in it.
REFINES_OF_ALL = 0.3
# A feature that stands in more claims than this (or in a tenth of them) finds no candidates.
MOST_CLAIMS = 60
# Of a long list of shared words the reasons show the ones that tell most.
SHOWN_WORDS = 8

# A pair as near as this by its vectors (a cosine) is compared, whatever words it shares.
NEAR = 0.6
# From this likeness on two claims are one if nothing tells them apart; where only one of them gives a number there
# must be more. Two claims of one origin may be less alike: to join them corroborates nothing.
SAME_LIKELY, SAME_WITHOUT_NUMBER, SAME_ORIGIN = 0.75, 0.8, 0.6
# So much will do where both tell one kind of event with a party in common (ECB+ dev, ``benchmarks/points.py``: six
# pairs more, none of them wrong).
SAME_EVENT = 0.68

# On one day and with a party in common two claims are one happening from this cosine on; the first where both are of
# one kind of event.
ONE_HAPPENING_NEAR, SURELY_NEAR = 0.7, 0.8
DAYS = ("minute", "hour", "part_of_day", "day")

# So many words alike are no chance, even where nobody is named in them.
FEWEST_VERBATIM = 6

# Names of these kinds say whom or where a claim is about: two claims with different ones are about two things.
_IDENTIFYING = frozenset({"person", "place", "organisation", "facility", "group"})


def compare_claims(
    claims: Sequence[Claim], readings: Sequence[Reading], entities: Sequence[Entity]
) -> tuple[Link, ...]:
    """Return a link for each two claims of which something can be said, sorted; at most one for a pair."""
    contents = contents_of(claims, readings, entities)
    weights = Weights(contents)
    vectors = claim_vectors(claims, readings)
    denials = find_denials(contents, readings, weights, vectors)
    found = {(link.left, link.right): link for link in (*_word_for_word(claims), *denials)}
    names = {entity.id: entity.name for entity in entities}
    for one, other in sorted({*_candidates(contents, weights), *_near(contents, vectors)}):
        left, right = contents[one], contents[other]
        key = (left.claim.id, right.claim.id)
        if key not in found and not left.claim.span.overlaps(right.claim.span):
            link = _Comparison.of(left, right, weights, names, _cosine(left, right, vectors)).link()
            if link is not None:
                found[key] = link
    return tuple(sorted(found.values(), key=lambda link: (link.left, link.right)))


def may_be_one(left: Content, right: Content, weights: Weights, near: float) -> bool:
    """Tell whether no hard rule keeps two claims apart; how alike they are is another matter."""
    return _Comparison.of(left, right, weights, {}, near).may_be_one()


def _word_for_word(claims: Iterable[Claim]) -> Iterator[Link]:
    """Yield ``same`` for claims of two reports in the very same words, said by or of the same ones."""
    alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        said = tuple(claim.text[start:end].lower() for start, end in words(claim.text))
        # "They left" may be about anybody; it takes a name, or a whole sentence, to be about one thing.
        if len(said) >= FEWEST_VERBATIM or claim.who or claim.speaker:
            when = (claim.when.start, claim.when.end) if claim.when else None
            alike[said, when, claim.who, claim.speaker, claim.polarity, claim.modality].append(claim)
    for group in alike.values():
        for one, other in combinations(sorted(group, key=lambda claim: claim.id), 2):
            if one.span.report != other.span.report:
                yield Link(left=one.id, right=other.id, relation="same", score=1.0, reasons=("word for word",))


def _candidates(contents: Sequence[Content], weights: Weights) -> Iterator[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    most = max(MOST_CLAIMS, len(contents) // 10)
    for number, content in enumerate(contents):
        for feature in content.features:
            if weights.counts[feature] <= most:
                index[feature].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for bearers in index.values():
        shared.update(combinations(bearers, 2))
    return (pair for pair, count in sorted(shared.items()) if count >= 2)


def _near(contents: Sequence[Content], vectors: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield the claims of two reports that are near by their vectors; a row at a time, so that memory stays small."""
    import numpy as np

    rows = [number for number, content in enumerate(contents) if content.claim.id in vectors]
    if len(rows) < 2:
        return
    stacked = np.stack([vectors[contents[number].claim.id] for number in rows])
    for place, one in enumerate(rows):
        for at in np.flatnonzero(stacked[place + 1 :] @ stacked[place] >= NEAR):
            other = rows[place + 1 + int(at)]
            if contents[one].claim.span.report != contents[other].claim.span.report:
                yield one, other


def _cosine(left: Content, right: Content, vectors: Mapping[str, Any]) -> float | None:
    ours, theirs = vectors.get(left.claim.id), vectors.get(right.claim.id)
    return None if ours is None or theirs is None else float(ours @ theirs)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two claims, ``left`` the one with the smaller id, and what comparing their parts gave."""

    left: Content
    right: Content
    shared: tuple[str, ...]  # the most telling first
    of_all: float
    held: float
    told: float  # like ``of_all``, the numbers themselves left out
    names: dict[str, str]
    near: float | None  # the cosine of their vectors
    likely: float  # that they say the same

    @classmethod
    def of(
        cls, left: Content, right: Content, weights: Weights, names: dict[str, str], near: float | None
    ) -> _Comparison:
        shared = left.features & right.features
        ours, theirs, both = weights.of(left.features), weights.of(right.features), weights.of(shared)
        told = left.told | right.told
        of_all = weights.shared_of_all(left, right)
        return cls(
            left=left,
            right=right,
            shared=tuple(sorted(shared, key=lambda feature: (weights.counts[feature], feature))),
            of_all=of_all,
            held=both / min(ours, theirs) if both else 0.0,
            told=weights.of(left.told & right.told) / weights.of(told) if told else 0.0,
            names=names,
            near=near,
            likely=0.0 if near is None else likeness(compared_parts(left, right, of_all, near)),
        )

    def link(self) -> Link | None:
        """Decide; ``None`` where nothing can be said."""
        told_alike = len(self.shared) >= FEWEST_SHARED and any(feature[0] != NAME_MARK for feature in self.shared)
        if not told_alike and self.likely < SAME_ORIGIN:
            return None
        people, when = self._names(), self._when()
        # What is denied is compared in ``denials``; two denials may still be one.
        if when == "differ" or self.left.denies != self.right.denies:
            return None
        numbers, opposed = self._numbers(), self._opposed()
        comparable = people != "differ" and told_alike and self.told >= OPPOSED_OF_ALL and self._about_one_thing()
        if comparable and self.left.turned == self.right.turned:
            if self.left.negated != self.right.negated:
                return self._made("contradicts", self.told, "one says so, the other says not")
            if numbers.startswith("numbers differ"):
                return self._made("contradicts", self.told, numbers)
        if self.left.negated != self.right.negated or numbers.startswith("numbers differ"):
            return None
        extras = [reason for reason in (numbers, "times agree" if when == "agree" else "") if reason]
        alike = self._mood_alike() and opposed is None and not self._swapped()
        if alike and (reason := self._says_the_same(people, numbers)):
            least = ONE_COUNT if reason.startswith("one count") else 0.0
            return self._made("same", max(self.of_all, self.likely, least), reason, *extras)
        if people == "differ" or not told_alike:
            return None
        return self._near_same(alike, opposed or self._doubt(), extras)

    def may_be_one(self) -> bool:
        """Tell whether numbers, times, negation, mood and participants allow that the two say the same."""
        yes = self.left.negated == self.right.negated and self.left.denies == self.right.denies
        open_ = self._when() != "differ" and not self._numbers().startswith("numbers differ") and not self._swapped()
        return yes and open_ and self._mood_alike() and self._opposed() is None and not self._told_apart()

    def _says_the_same(self, people: str, numbers: str) -> str | None:
        """Return why the two are one, ``None`` where they are not: one count, the same words, or a paraphrase."""
        if self._counts_more():
            return None
        if people != "differ" and (count := self._one_count()):
            return f"one count: {count}"
        words = [feature for feature in self.shared if feature[0] != NAME_MARK]
        many = len(self.shared) >= FEWEST_SAME and len(words) >= FEWEST_SAME_WORDS
        alike = self.of_all >= (SAME_OF_ALL if many else NOTHING_ELSE) and self.held >= SAME_HELD
        one_thing = (people == "agree" and numbers in ("", "numbers agree")) or numbers.startswith("numbers agree")
        if alike and one_thing:
            return "the same words"
        if self.likely >= self._least(numbers) and self._can_be_paraphrases() and not self._told_apart():
            return f"near in meaning: {self.likely:.2f}"
        return self._one_happening()

    def _one_happening(self) -> str | None:
        """Tell that both tell of the same kind of event, on the same day, with a party in common, in like meaning."""
        one, other = self.left, self.right
        kind = one.claim.event
        parties = (one.doers | one.targets) & (other.doers | other.targets)
        near = self.near or 0.0
        alike = near >= ONE_HAPPENING_NEAR and kind is not None and kind == other.claim.event
        told = (alike or near >= SURELY_NEAR) and parties and self._same_day()
        apart = (one.places and other.places and not one.places & other.places) or (
            one.digits - other.digits and other.digits - one.digits
        )
        return None if apart or not told else "one happening: on one day, with a common party, near in meaning"

    def _same_day(self) -> bool:
        times = (self.left.when, self.right.when)
        return all(time is not None and time.grain in DAYS for time in times) and self._when() == "agree"

    def _least(self, numbers: str) -> float:
        origins = (self.left.claim.origin, self.right.claim.origin)
        if origins[0] is not None and origins[0] == origins[1]:
            return SAME_ORIGIN
        event, parties = self.left.claim.event, self._common_parties()
        if event is not None and event == self.right.claim.event and parties:
            return SAME_EVENT
        return SAME_WITHOUT_NUMBER if numbers == "only one gives a number" else SAME_LIKELY

    def _common_parties(self) -> bool:
        """Tell whether one acts in both, or is acted on in both."""
        one, other = self.left, self.right
        return bool(one.doers & other.doers or one.targets & other.targets)

    def _can_be_paraphrases(self) -> bool:
        """Tell whether both are whole statements that say enough: a predicate, whose it is, three words."""
        sides = (self.left, self.right)
        return all(side.frame and side.doer_known and len(side.features) >= FEWEST_SHARED for side in sides)

    def _near_same(self, alike: bool, doubt: str, extras: Sequence[str]) -> Link | None:
        words = [feature for feature in self.shared if feature[0] != NAME_MARK]
        many = len(self.shared) >= FEWEST_SAME and len(words) >= FEWEST_SAME_WORDS
        held = many and self.held >= REFINES_HELD and self.of_all >= REFINES_OF_ALL
        if alike and held and (more := self._more()):
            return self._made("refines", self.held, more, *extras)
        if self.of_all >= UNSURE_OF_ALL:
            return self._made("unsure", self.of_all, doubt, *extras)
        return None

    # ----------------------------------------------------------------------------------------- checks

    def _names(self) -> str:
        """``differ`` where each names somebody or some place that the other does not."""
        ours, theirs = (
            {id for id, kind in side.kinds.items() if kind in _IDENTIFYING} for side in (self.left, self.right)
        )
        places = [set(side.claim.where) for side in (self.left, self.right)]
        if (ours - theirs and theirs - ours) or (all(places) and not places[0] & places[1]):
            return "differ"
        return "agree" if ours == theirs else "one names more"

    def _told_apart(self) -> bool:
        """Tell whether two that are near in meaning name other doers, places, days of the week or bare numbers.

        Or nobody and nothing in common, where both name somebody or something.
        """
        one, other = self.left, self.right
        both = ((one.doers, other.doers), (one.places, other.places), (one.named, other.named), (one.days, other.days))
        apart = any(ours and theirs and not ours & theirs for ours, theirs in both)
        return apart or bool(one.digits - other.digits and other.digits - one.digits)

    def _mood_alike(self) -> bool:
        """Tell whether both tell of what happened, or of what is planned ...; regretting is not condemning."""
        one, other = self.left, self.right
        acts = one.act == other.act or one.act is None or other.act is None
        return one.claim.modality == other.claim.modality and acts and one.names_it == other.names_it

    def _when(self) -> str:
        if self.left.when is None or self.right.when is None:
            return "open"
        return "agree" if calendar.compatible(self.left.when, self.right.when) else "differ"

    def _numbers(self) -> str:
        """Compare what both count; an empty answer means that neither counts anything that the other counts."""
        both = sorted(set(self.left.numbers) & set(self.right.numbers))
        verdicts = [(label, amounts_of(self.left.numbers[label], self.right.numbers[label])) for label in both]
        differ = [f"{label} {shown}" for label, (verdict, shown) in verdicts if verdict == "differ"]
        if differ:
            return f"numbers differ: {'; '.join(differ)}"
        if any(verdict == "compatible" for _, (verdict, _) in verdicts):
            return "numbers may be one"
        if verdicts:
            return f"numbers agree: {'; '.join(f'{label} {shown}' for label, (_, shown) in verdicts)}"
        return "" if not self.left.numbers and not self.right.numbers else "only one gives a number"

    def _counts_more(self) -> bool:
        """Tell whether one gives two numbers for what the other gives one: "raised its count from 14 to 38"."""
        ours, theirs = self.left.numbers, self.right.numbers
        return any(len(ours[label]) != len(theirs[label]) for label in ours if label in theirs and label in VICTIMS)

    def _one_count(self) -> str | None:
        """Return the count that both give: the same number, hedge and scope of the same kind of victim."""
        for label in sorted(set(self.left.numbers) & set(self.right.numbers)):
            both = self.left.numbers[label], self.right.numbers[label]
            if len(both[0]) == len(both[1]) == 1:
                ours, theirs = both[0][0], both[1][0]
                if counts_alike(ours, theirs):
                    return f"{ours.what} {number_of(ours)}"
        return None

    def _opposed(self) -> str | None:
        if pair := opposed_words(self.left.told_words, self.right.told_words):
            return f"opposites: {pair[0]}, {pair[1]}"
        if self.left.act is not None and self.left.act == self.right.act:
            return None  # both promise, or both demand, in whatever words
        turned = sorted(self.left.turned ^ self.right.turned)
        return f"only one has: {', '.join(turned)}" if turned else None

    def _swapped(self) -> bool:
        """Tell whether each one's doer is the other's done-to."""
        ours, theirs = self.left.claim, self.right.claim
        return bool(set(ours.who) & set(theirs.whom) and set(theirs.who) & set(ours.whom))

    def _doubt(self) -> str:
        if self._swapped():
            return "who did it to whom differs"
        ours, theirs = self.left.claim.modality, self.right.claim.modality
        return "too little in common to tell" if ours == theirs else f"one is {ours}, the other {theirs}"

    def _about_one_thing(self) -> bool:
        """Tell whether they share a name, or a whole sentence's worth of words."""
        named = any(feature[0] == NAME_MARK for feature in self.shared)
        return named or len([feature for feature in self.shared if feature[0] != NUMBER_MARK]) >= FEWEST_SHARED + 1

    def _more(self) -> str | None:
        """Say which of the two says more, and what; ``None`` where each says something of its own."""
        ours, theirs = self.left.features - self.right.features, self.right.features - self.left.features
        if len(ours) > 1 and len(theirs) > 1:
            return None
        side, extra = ("left", ours) if len(ours) > len(theirs) else ("right", theirs)
        return f"{side} says more: {self._shown(sorted(extra))}" if extra else None

    # ---------------------------------------------------------------------------------------- result

    def _shown(self, features: Iterable[str]) -> str:
        shown = [
            self.names.get(feature[1:], "a name") if feature[0] == NAME_MARK else feature.lstrip(NUMBER_MARK)
            for feature in features
        ]
        return ", ".join(shown[:SHOWN_WORDS])

    def _made(self, relation: Relation, score: float, *reasons: str) -> Link:
        return Link(
            left=self.left.claim.id,
            right=self.right.claim.id,
            relation=relation,
            score=round(min(1.0, score), 3),
            reasons=(f"shared: {self._shown(self.shared)}", *reasons),
        )
