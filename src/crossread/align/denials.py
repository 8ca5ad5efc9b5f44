"""Which claims a denial answers, in its own report and in the others.

A denial repeats what it denies ("denied that its forces had shelled the town"): found by its words. Or it puts it in
words of its own ("the report of an attack on the town is false"): found by what is said to have been done, where, and
by whom. Or it only points ("denied these claims"): then it answers what stands just before it in its own report.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossread import calendar
from crossread.align.claim_content import NAME_MARK, Content, Weights, listed
from crossread.model import Link, Reading, Relation
from crossread.tables import event_words
from crossread.text import stem, word_forms

__all__ = ["find_denials"]

# Shares of the weight of the denial, and of what it answers, that must be in common where a denial repeats what
# it denies. The charge may say much more than is denied of it.
REPEATED_HELD = 0.6
ANSWERED_HELD = 0.35
FEWEST_WORDS = 2
# A denial that points has at most so many words and names of its own ("dismissed the claims as propaganda"); one with
# more says what it denies, and if nobody in the story said that, it answers nobody.
POINTING_WORDS = 2
# What the pointed-to claim may be away, in sentences; news answers a charge at once, or after the words of a witness.
SENTENCES_BACK = 3
POINTED_SCORE = 0.6
# Denials in other words: as near as this in meaning (a cosine), beside the same kind of deed and place or accused.
TOPIC_NEAR, TOPIC_SCORE = 0.3, 0.7
# An accusation of the denier's own side is answered by a denial as near as this, whatever the deed is called.
ACCUSED_NEAR = 0.4
# Of several charges that it may answer for one reason, it answers those that are about as near as the nearest.
ALMOST_AS_NEAR = 0.15
# A claim that says "no" answers a charge as a denial does only where it is nearer.
COUNTER_NEAR = 0.45
# Kinds of deeds that one is charged with; to say, to agree and to meet are none.
CHARGED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION", "RETREAT"})


def find_denials(
    contents: Sequence[Content], readings: Sequence[Reading], weights: Weights, vectors: Mapping[str, Any]
) -> Iterator[Link]:
    """Return a ``denies`` link from each denial to what it answers, the smaller claim id on the left."""
    by_report: dict[str, list[Content]] = defaultdict(list)
    for content in contents:
        by_report[content.claim.span.report].append(content)
    charges = [content for content in contents if not content.denies and not content.negated]
    sentences = {reading.report.id: [sentence.span.start for sentence in reading.sentences] for reading in readings}
    for denial in contents:
        if not denial.denies:
            if denial.negated and denial.claim.speaker:
                yield from _in_other_words(denial, charges, vectors)
            continue
        found = {link.left + link.right: link for link in _in_other_words(denial, charges, vectors)}
        found |= {link.left + link.right: link for link in _repeated(denial, charges, weights)}
        yield from found.values()
        if not found and denial.points_back and len(denial.features) <= POINTING_WORDS:
            report = denial.claim.span.report
            yield from _pointed(denial, by_report[report], sentences.get(report, []))


def _repeated(denial: Content, charges: Sequence[Content], weights: Weights) -> Iterator[Link]:
    for content in charges:
        shared = denial.features & content.features
        words = [feature for feature in shared if feature[0] != NAME_MARK]
        if len(words) < FEWEST_WORDS or _one_voice(denial, content) or _other_time(denial, content):
            continue
        held = weights.of(shared) / weights.of(denial.features)
        if held >= REPEATED_HELD and weights.of(shared) >= ANSWERED_HELD * weights.of(content.features):
            yield _link(denial, content, held, f"denies the same words: {', '.join(sorted(words))}")


# ---------------------------------------------------------------------------------------- in other words


def _in_other_words(denial: Content, charges: Sequence[Content], vectors: Mapping[str, Any]) -> Iterator[Link]:
    """Answer what others say of the same kind of deed in the same place, or lay to the denier's own side."""
    deeds = _deeds(denial)
    if not deeds:
        return
    found = [(near, charge, reason) for charge in charges for near, reason in _answers(denial, charge, deeds, vectors)]
    nearest: dict[str, float] = {}
    for near, _, reason in found:
        nearest[reason] = max(near, nearest.get(reason, 0.0))
    for near, charge, reason in found:
        if near >= nearest[reason] - ALMOST_AS_NEAR:
            yield _link(denial, charge, TOPIC_SCORE, reason, "denies" if denial.denies else "contradicts")


def _answers(
    denial: Content, charge: Content, deeds: frozenset[str], vectors: Mapping[str, Any]
) -> Iterator[tuple[float, str]]:
    """Yield how near the charge is and why the denial may answer it; nothing where it does not."""
    charged = _charged(charge) & deeds
    laid = charge.act == "accuse"
    if charge.claim.attribution is None or charge.claim.modality != "happened" or not (charged or laid):
        return
    if _one_voice(denial, charge) or _other_time(denial, charge) or denial.voice & charge.voice:
        return
    where = _places(denial), _places(charge)
    place = where[0] & where[1]
    if all(where) and not place:
        return
    accused = denial.voice & (charge.targets | charge.doers | frozenset(charge.kinds))
    near = _cosine(denial, charge, vectors)
    least = TOPIC_NEAR if denial.denies else COUNTER_NEAR
    if laid and accused and denial.denies and near >= ACCUSED_NEAR:
        yield near, "answers what its own side is accused of"
    elif charged and (place or (accused and denial.denies)) and near >= least:
        what = f"the same kind of deed ({', '.join(sorted(charged)).lower()})"
        yield near, f"{what} {'in the same place' if place else 'laid to the one who denies'}"


def _places(content: Content) -> set[str]:
    return {id for id, kind in content.kinds.items() if kind == "place"}


def _cosine(left: Content, right: Content, vectors: Mapping[str, Any]) -> float:
    ours, theirs = vectors.get(left.claim.id), vectors.get(right.claim.id)
    # Without vectors the deed, the place and the sides have to do.
    return 1.0 if ours is None or theirs is None else float(ours @ theirs)


def _deeds(content: Content) -> frozenset[str]:
    """Return the kinds of deeds that a claim speaks of, whatever its main verb ("said the shelling of ...")."""
    return _kinds(content.plain)


def _charged(content: Content) -> frozenset[str]:
    """Return the kinds of deeds that a claim is about: by its predicate, subject and object, not in passing."""
    frame = content.frame
    if frame is None or content.act == "accuse":
        return _deeds(content)
    return _kinds(frame.predicates | frame.subjects | frame.objects)


def _kinds(stems: frozenset[str]) -> frozenset[str]:
    # The dead and the hurt are what came of a deed: "200 deaths" charges nobody.
    kinds = _kinds_of_words()
    found = {kinds[word] for word in stems - _stems("told_by_number") if word in kinds}
    return frozenset(found | ({"ASSAULT"} if stems & _stems("attacks") else set())) & CHARGED


@functools.cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, listed(name)))


@functools.cache
def _kinds_of_words() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, _, word in event_words():
        found.setdefault(stem(word), kind)
    return found


# ----------------------------------------------------------------------------------------------- pointing


def _pointed(denial: Content, own: Sequence[Content], starts: Sequence[int]) -> Iterator[Link]:
    """Answer the nearest claim before the denial that somebody else is said to make.

    What the report says in its own voice may be the charge too, but as often it is not, and we do not guess. Where
    the denial speaks of several ("these claims"), it answers all that this speaker says in that sentence.
    """
    here = _sentence(denial.claim.span.start, starts)
    before = [
        content
        for content in own
        if content.claim.span.end <= denial.claim.span.start
        and content.claim.attribution is not None
        and not content.denies
        and not _one_voice(denial, content)
        and here - _sentence(content.claim.span.start, starts) <= SENTENCES_BACK
    ]
    if not before:
        return
    nearest = max(before, key=lambda content: (content.claim.span.start, content.claim.id))
    answered = [nearest]
    if _speaks_of_several(denial):
        there = _sentence(nearest.claim.span.start, starts)
        answered = [
            content
            for content in before
            if _sentence(content.claim.span.start, starts) == there and content.claim.speaker == nearest.claim.speaker
        ]
    for content in answered:
        yield _link(denial, content, POINTED_SCORE, "a denial that points back to what was said just before it")


def _speaks_of_several(denial: Content) -> bool:
    forms = set(word_forms(denial.claim.text))
    return bool(forms & {"these", "those"} or {form for form in forms & listed("charges") if form.endswith("s")})


def _sentence(at: int, starts: Sequence[int]) -> int:
    return sum(1 for start in starts if start <= at)


# ------------------------------------------------------------------------------------------------- checks


def _one_voice(denial: Content, content: Content) -> bool:
    """Tell whether one speaker stands behind both: nobody denies himself."""
    mine, theirs = denial.claim, content.claim
    if mine.speaker is not None and mine.speaker == theirs.speaker:
        return True
    if mine.attribution is not None and mine.attribution == theirs.attribution:
        return True
    return mine.span.overlaps(theirs.span)


def _other_time(denial: Content, content: Content) -> bool:
    return denial.when is not None and content.when is not None and not calendar.compatible(denial.when, content.when)


def _link(denial: Content, content: Content, score: float, reason: str, relation: Relation = "denies") -> Link:
    left, right = sorted((denial.claim.id, content.claim.id))
    side = "left" if left == denial.claim.id else "right"
    verb = "denies" if relation == "denies" else "says no"
    return Link(
        left=left, right=right, relation=relation, score=round(min(1.0, score), 3), reasons=(f"{side} {verb}", reason)
    )
