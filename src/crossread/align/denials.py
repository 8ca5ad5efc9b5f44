"""Which claim a denial answers.

A denial either repeats what it denies ("denied that its forces had shelled the town"), and is then found by
its words wherever that was said, or it only points ("denied these claims"), and then answers what stands just
before it in its own report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crossread import calendar
from crossread.align.claim_content import NAME_MARK, Content, Weights
from crossread.model import Link, Reading

__all__ = ["find_denials"]

# Shares of the weight of the denial, and of what it answers, that must be in common where a denial repeats what
# it denies. The charge may say much more than is denied of it.
REPEATED_HELD = 0.6
ANSWERED_HELD = 0.35
FEWEST_WORDS = 2
# A denial that points has at most so many words and names of its own ("dismissed the claims as propaganda"); one with
# more says what it denies, and if nobody in the story said that, it answers nobody.
POINTING_WORDS = 2
# What the pointed-to claim may be away, in sentences; news answers a charge at once.
SENTENCES_BACK = 1
POINTED_SCORE = 0.6


def find_denials(contents: Sequence[Content], readings: Sequence[Reading], weights: Weights) -> Iterator[Link]:
    """Return a ``denies`` link from each denial to what it answers, the smaller claim id on the left."""
    index: dict[str, list[Content]] = defaultdict(list)
    by_report: dict[str, list[Content]] = defaultdict(list)
    for content in contents:
        by_report[content.claim.span.report].append(content)
        if not content.denies and not content.negated:
            for feature in content.features:
                index[feature].append(content)
    sentences = {reading.report.id: [sentence.span for sentence in reading.sentences] for reading in readings}
    for denial in contents:
        if not denial.denies:
            continue
        repeated = list(_repeated(denial, index, weights))
        yield from repeated
        if not repeated and denial.points_back and len(denial.features) <= POINTING_WORDS:
            report = denial.claim.span.report
            starts = [span.start for span in sentences.get(report, ())]
            yield from _pointed(denial, by_report[report], starts)


def _repeated(denial: Content, index: dict[str, list[Content]], weights: Weights) -> Iterator[Link]:
    options = {content.claim.id: content for feature in denial.features for content in index.get(feature, ())}
    for _, content in sorted(options.items()):
        shared = denial.features & content.features
        words = [feature for feature in shared if feature[0] != NAME_MARK]
        if len(words) < FEWEST_WORDS or _one_voice(denial, content) or _other_time(denial, content):
            continue
        held = weights.of(shared) / weights.of(denial.features)
        if held >= REPEATED_HELD and weights.of(shared) >= ANSWERED_HELD * weights.of(content.features):
            yield _link(denial, content, held, f"denies the same words: {', '.join(sorted(words))}")


def _pointed(denial: Content, own: Sequence[Content], starts: Sequence[int]) -> Iterator[Link]:
    """Answer the nearest claim before the denial that somebody else is said to make.

    What the report says in its own voice may be the charge too, but as often it is not, and we do not guess.
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
    if before:
        nearest = max(before, key=lambda content: (content.claim.span.start, content.claim.id))
        yield _link(denial, nearest, POINTED_SCORE, "a denial that points back to what was said just before it")


def _sentence(at: int, starts: Sequence[int]) -> int:
    return sum(1 for start in starts if start <= at)


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


def _link(denial: Content, content: Content, score: float, reason: str) -> Link:
    left, right = sorted((denial.claim.id, content.claim.id))
    side = "left" if left == denial.claim.id else "right"
    return Link(
        left=left, right=right, relation="denies", score=round(min(1.0, score), 3), reasons=(f"{side} denies", reason)
    )
