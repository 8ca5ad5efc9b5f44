"""Claims that say the same thing become one point, and the point gets its standing.

Agreement is counted in independent origins, never in outlets: see ``independent_holders``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crossread import calendar
from crossread.groups import Groups
from crossread.model import Claim, Copy, Interval, LeftOver, Link, Point, Standing, short_hash
from crossread.text import words

__all__ = ["contested", "gather_points", "independent_holders", "leans", "too_thin"]

# Fewer words than this say nothing that could be compared ("Not so."); such claims are left over.
FEWEST_WORDS = 3
OPPOSED = ("contradicts", "denies")
# Of the pairs of claims between two groups so many must be linked before the groups are one.
# (Half of them: recall on ECB+ dev .109 for .087 at .6, precision .99; at .34 one pair in a hundred more.)
AKIN, AKIN_SHARE = ("same", "refines"), 0.5


def gather_points(claims: Sequence[Claim], links: Sequence[Link], copies: Sequence[Copy]) -> tuple[Point, ...]:
    """Return the points of ``claims``, each claim in exactly one.

    Points come in the order of their first claims. Two groups of claims are joined by a ``same`` link, best
    first, unless a claim of one contradicts, denies or is of another time than a claim of the other, or most of the
    one are not linked to the other's: a chain of small likenesses joins neither opposites nor strangers.
    """
    by_id = {claim.id: claim for claim in claims}
    opposed = {frozenset((link.left, link.right)) for link in links if link.relation in OPPOSED}
    akin = {frozenset((link.left, link.right)) for link in links if link.relation in AKIN}
    groups = Groups(by_id)  # in the order of claims, and so are the groups in the end
    same = (link for link in links if link.relation == "same" and link.left in by_id and link.right in by_id)
    for link in sorted(same, key=lambda link: (-link.score, link.left, link.right)):
        left, right = groups.of(link.left), groups.of(link.right)
        between = [frozenset((a, b)) for a in left for b in right]
        linked = sum(pair in akin for pair in between)
        apart = any(pair in opposed for pair in between) or any(_apart(by_id[a], by_id[b]) for a in left for b in right)
        if linked >= AKIN_SHARE * len(between) and not apart:
            groups.join(link.left, link.right)
    return tuple(_point([by_id[id] for id in sorted(group)], copies) for group in groups.all())


def _apart(left: Claim, right: Claim) -> bool:
    """Tell whether two claims are dated, and their times cannot be one."""
    return left.when is not None and right.when is not None and not calendar.compatible(left.when, right.when)


def too_thin(claims: Sequence[Claim]) -> tuple[LeftOver, ...]:
    """Return the claims that cannot stand as a point, as left over: too short, or no statement by themselves."""
    why = {claim.id: "too short to compare" for claim in claims if len(words(claim.text)) < FEWEST_WORDS}
    return tuple(
        LeftOver(span=replace(claim.span, text=None), reason=reason, claim=claim.id)
        for claim in claims
        if (reason := why.get(claim.id) or claim.lacks)
    )


def contested(points: Sequence[Point], opposed_claims: Iterable[str]) -> tuple[Point, ...]:
    """Return the points, those that hold an opposed claim marked ``contested``; their counts stay."""
    opposed = set(opposed_claims)
    return tuple(
        replace(point, standing="contested", why=f"contested; {point.why}") if opposed & set(point.claims) else point
        for point in points
    )


def _point(claims: Sequence[Claim], copies: Sequence[Copy]) -> Point:
    origins = independent_holders([claim for claim in claims if claim.origin], copies)
    voices = [claim for claim in claims if not claim.origin and claim.attribution is None]
    outlets = tuple(sorted({claim.chain[0] for claim in claims if claim.chain}))
    standing, why = _standing(origins, outlets, independent_outlets(voices, copies))
    return Point(
        id=short_hash("p", *(claim.id for claim in claims)),
        text=_clearest(claims).text,
        claims=tuple(claim.id for claim in claims),
        outlets=outlets,
        origins=origins,
        standing=standing,
        when=_commonest_time(claims),
        why=why,
    )


def _standing(origins: Sequence[str], outlets: Sequence[str], own_voices: int) -> tuple[Standing, str]:
    reports = f"{len(outlets)} outlet{'s' if len(outlets) != 1 else ''}"
    if len(origins) > 1:
        return "corroborated", f"{len(origins)} independent origins: {'; '.join(origins)} ({reports})"
    if origins:
        return "single_origin", f"one origin: {origins[0]} ({reports})"
    if own_voices > 1:
        return (
            "widely_stated",
            f"no named origin; {own_voices} outlets say it in their own voice, none a copy of another",
        )
    return "unattributed", f"no named origin ({reports})"


def independent_holders(claims: Sequence[Claim], copies: Sequence[Copy]) -> tuple[str, ...]:
    """Return one name for each independent origin of ``claims``.

    Two claims are not independent if they have one origin, if the origin of one stands in the chain of the
    other (it only passed it on), or if they stand in passages that two reports share.
    """
    groups = Groups(range(len(claims)))
    for i, left in enumerate(claims):
        for j in range(i):
            right = claims[j]
            if (
                left.origin == right.origin
                or left.origin in right.chain
                or right.origin in left.chain
                or _copied(left, right, copies)
            ):
                groups.join(i, j)
    return tuple(sorted(_farthest([claims[i] for i in group]) for group in groups.all()))


def independent_outlets(claims: Sequence[Claim], copies: Sequence[Copy]) -> int:
    """Count the voices that say a thing as their own: an outlet, who reprints it and a copy of it are one."""
    groups = Groups(range(len(claims)))
    for i, left in enumerate(claims):
        for j in range(i):
            right = claims[j]
            shared = set(left.chain) & set(right.chain) - {"unknown outlet"}
            if left.span.report == right.span.report or shared or _copied(left, right, copies):
                groups.join(i, j)
    return len(groups.all())


def _farthest(claims: Sequence[Claim]) -> str:
    """Of origins that passed one thing on to each other, name the one with the longest way to us."""
    best = min(claims, key=lambda claim: (-len(claim.chain), claim.origin or ""))
    return best.origin or ""


def _copied(left: Claim, right: Claim, copies: Sequence[Copy]) -> bool:
    for copy in copies:
        if copy.relation == "quotes":
            continue
        for passage in copy.passages:
            ends = (passage.left, passage.right)
            if any(end.overlaps(left.span) for end in ends) and any(end.overlaps(right.span) for end in ends):
                return True
    return False


def _clearest(claims: Sequence[Claim]) -> Claim:
    """Choose the words to show: those that say least, since more is not what all agree on, of an origin if any."""
    return min(
        claims, key=lambda claim: (not claim.origin, leans(claim.text), bool(claim.meant), len(claim.text), claim.id)
    )


def leans(text: str) -> bool:
    """Tell whether words do not stand alone: they open with a pronoun, or break off ("for talks envisaged by")."""
    forms = _forms(text)
    opens = forms[:1] != [] and (forms[0] in _LEANING or (forms[0].endswith("ing") and text[:1].islower()))
    return opens or (forms[-1:] != [] and forms[-1] in _BROKEN_OFF)


_LEANING = frozenset(("he", "she", "it", "they", "this", "these", "those", "who", "which", "but", "and"))
_BROKEN_OFF = frozenset(("by", "of", "to", "the", "a", "an", "for", "with", "that", "and", "from", "because", "after"))


def _forms(text: str) -> list[str]:
    return [text[start:end].lower() for start, end in words(text)]


def _commonest_time(claims: Sequence[Claim]) -> Interval | None:
    votes: Mapping[tuple[str, str], list[Interval]] = defaultdict(list)
    for claim in claims:
        if claim.when is not None:
            votes[claim.when.start, claim.when.end].append(claim.when)
    if not votes:
        return None
    best = min(votes, key=lambda key: (-len(votes[key]), key))
    return min(votes[best], key=lambda when: str(when.evidence))
