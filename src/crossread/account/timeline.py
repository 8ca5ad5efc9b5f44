"""What happened when: the points that carry a time, in order, one entry a happening, the background apart.

A happening is what the parse shows to have been done: not a state ("there is no threat"), not a saying ("repeated on
Wednesday"), not what is said not to have happened; and its words must stand alone, with their time in them.

Two points are one happening only if their times can be one and their words say so: the same kind of event with
the same parties, or mostly the same words. Two entries too many can be seen by the reader; two happenings run
into one cannot.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crossread import calendar
from crossread.account.points import leans
from crossread.frames import Parse
from crossread.groups import Groups
from crossread.model import Claim, Interval, Modality, Point, Reading, Story, TimelineEntry, short_hash
from crossread.tables import table
from crossread.text import stem, words

__all__ = ["build_timeline", "is_background"]

# A happening that ended more than this before the first report is background (an earlier war, an election),
# not a day of the story. A week lets a story's own beginning in, which is what weekly digests look back on.
BACKGROUND_DAYS = 7

# Two points say mostly the same where the shorter shares this much of its words, at least so many, and at
# least so many that are no names: every line of a story shares its names.
SHARED_PART = 0.6
FEWEST_SHARED = 3
FEWEST_COMMON = 2

# Words are compared by their first letters: "quarrelled" and "quarrelling", "Azure" and "Azurian".
STEM = 5

# What is said to come about, so that it may be found to have done so. A demand that is met is another's deed.
_TO_COME = ("planned", "promised")

# A vaguer time than these is no evidence that two things are one: much happens in a year.
_FINE = ("minute", "hour", "part_of_day", "day")


@dataclass(frozen=True, slots=True)
class _Happening:
    """A point with a time, and what it is compared by."""

    point: Point
    when: Interval
    text: str
    status: Modality
    background: bool
    events: frozenset[str]
    where: frozenset[str]
    names: frozenset[str]
    common: frozenset[str]


def build_timeline(
    points: Sequence[Point], claims: Sequence[Claim], story: Story, readings: Sequence[Reading] = ()
) -> tuple[TimelineEntry, ...]:
    """Return an entry for every happening with a time, earliest first.

    ``readings`` are asked for the parse; where they have none, every point with a time is an entry.
    """
    by_id = {claim.id: claim for claim in claims}
    tells = _tells_a_happening(readings)
    found: dict[str, _Happening] = {}
    for point in points:
        own = [by_id[id] for id in point.claims]
        told = {claim: words for claim in own if claim.when is not None and (words := tells(claim))}
        if told:
            found[point.id] = _happening(point, told, own, story)
    groups = _gathered(sorted(found.values(), key=lambda item: (calendar.sort_key(item.when), item.point.id)))
    members = [[found[id] for id in sorted(group)] for group in groups]
    plans = _come_true(members)
    entries = (
        _entry(group, [members[plan] for plan, outcome in plans.items() if outcome == number])
        for number, group in enumerate(members)
        if number not in plans
    )
    return tuple(sorted(entries, key=lambda entry: (calendar.sort_key(entry.when), entry.id)))


def _tells_a_happening(readings: Sequence[Reading]) -> Callable[[Claim], str | None]:
    """Return what gives the words in which a claim tells of a happening, by the parse of its report."""
    parses = {reading.report.id: Parse(reading.report.text, reading.tokens) for reading in readings if reading.tokens}
    acts = {item.id: item.act for reading in readings for item in reading.attributions}
    sayings = frozenset(stem(word) for word in (*table("cues")["speech"], "said", "told", "spoke", "put"))

    def tells(claim: Claim) -> str | None:
        parse = parses.get(claim.span.report)
        if parse is None:
            return claim.text
        frame = parse.frame(claim.span)
        if frame is None or not frame.stands or frame.state or claim.modality == "possible":
            return None
        says = bool(frame.predicates & sayings) and not claim.event
        if says or claim.polarity == "denied" or acts.get(claim.attribution or "") == "believe":
            return None
        stated = claim.when.evidence if claim.when is not None else None
        aside = stated is not None and claim.span.covers(stated) and parse.is_aside(stated, claim.span)
        return None if aside else parse.whole_words(claim.span)

    return tells


def _happening(point: Point, told: Mapping[Claim, str], claims: Sequence[Claim], story: Story) -> _Happening:
    """``told`` are those of the point's ``claims`` that tell it with its time, and their words."""
    best = min(told, key=lambda claim: (_length(_time(claim)), leans(told[claim]), len(told[claim]), claim.id))
    when = _time(best)
    names, common = _word_stems(told[best])
    return _Happening(
        point=point,
        when=when,
        text=told[best],
        status=_status(claims),
        background=is_background(when, story.first),
        events=frozenset(claim.event for claim in claims if claim.event),
        where=frozenset(id for claim in claims for id in claim.where),
        names=names,
        common=common,
    )


def _gathered(happenings: Sequence[_Happening]) -> Iterable[Iterable[str]]:
    """Join happenings that are one; a group takes in another only if all their times and events go together."""
    by_id = {item.point.id: item for item in happenings}
    groups = Groups(by_id)
    for place, left in enumerate(happenings):
        for right in happenings[place + 1 :]:
            if _one_happening(left, right) and _all_go_together(groups, by_id, left, right):
                groups.join(left.point.id, right.point.id)
    return groups.all()


def _all_go_together(groups: Groups[str], by_id: Mapping[str, _Happening], left: _Happening, right: _Happening) -> bool:
    members = (groups.of(left.point.id), groups.of(right.point.id))
    return all(_may_be_one(by_id[one], by_id[other]) for one in members[0] for other in members[1])


def _come_true(groups: Sequence[Sequence[_Happening]]) -> dict[int, int]:
    """Return which of the groups that were planned is which of those that happened, by number."""
    found: dict[int, int] = {}
    for plan, ahead in enumerate(groups):
        if ahead[0].status not in _TO_COME:
            continue
        done = [number for number, group in enumerate(groups) if group[0].status == "happened"
                and any(_plan_of(left, right) for left in ahead for right in group)]  # fmt: skip
        if len(done) == 1:
            found[plan] = done[0]
    return found


def _plan_of(plan: _Happening, outcome: _Happening) -> bool:
    """Tell whether what was planned is what happened, in all but that."""
    return _one_happening(replace(plan, status=outcome.status), outcome)


# ---------------------------------------------------------------------------------------- one happening


def _may_be_one(left: _Happening, right: _Happening) -> bool:
    """Tell whether nothing keeps two happenings apart: status, time, place, kind of event."""
    if left.status != right.status or left.background != right.background:
        return False
    fine = [item.when.grain in _FINE for item in (left, right)]
    if not all(fine) and left.when.grain != right.when.grain:
        return False
    if not calendar.compatible(left.when, right.when):
        return False
    if left.where and right.where and not left.where & right.where:
        return False
    return not (left.events and right.events and not left.events & right.events)


def _one_happening(left: _Happening, right: _Happening) -> bool:
    return _may_be_one(left, right) and (_same_event(left, right) or _same_words(left, right))


def _same_event(left: _Happening, right: _Happening) -> bool:
    """Tell the same kind of event, told with the same parties: two names, or a name and another word."""
    names, common = _shared(left, right)
    return bool(left.events & right.events) and bool(names) and len(names) + len(common) >= FEWEST_COMMON


def _same_words(left: _Happening, right: _Happening) -> bool:
    names, common = _shared(left, right)
    shared = len(names) + len(common)
    fewest = min(len(item.names) + len(item.common) for item in (left, right))
    return shared >= max(FEWEST_SHARED, SHARED_PART * fewest) and len(common) >= FEWEST_COMMON


def _shared(left: _Happening, right: _Happening) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names and the other words of both; what is a name in one is one in the other."""
    shared = (left.names | left.common) & (right.names | right.common)
    names = shared & (left.names | right.names)
    return names, shared - names


def _word_stems(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the beginnings of the names and of the other telling words; times are compared as intervals."""
    names: set[str] = set()
    common: set[str] = set()
    for place, (start, end) in enumerate(words(text)):
        word = text[start:end]
        lower = word.lower().removesuffix("'s").removesuffix("’s")
        if lower in _empty_words() or not lower[0].isalpha():
            continue
        # A sentence opens with a capital, whatever the word: only later ones tell a name.
        (names if word[0].isupper() and place else common).add(lower[:STEM])
    return frozenset(names), frozenset(common - names)


@functools.cache
def _empty_words() -> frozenset[str]:
    times = table("times")
    lists = ("months", "weekdays", "parts_of_day", "seasons", "units", "clock_words", "ordinals")
    return frozenset(
        {
            *table("quantities")["stops"],
            *(word for name in lists for word in times[name]),
            "today",
            "yesterday",
            "tonight",
        }
    )


# ---------------------------------------------------------------------------------------------- entries


def _entry(group: Sequence[_Happening], plans: Sequence[Sequence[_Happening]]) -> TimelineEntry:
    """One entry: the narrowest time, the words of the point that most claims stand behind, and who announced it."""
    narrow = min(group, key=lambda item: (_length(item.when), calendar.sort_key(item.when), item.point.id))
    told = min(group, key=lambda item: (leans(item.text), -len(item.point.claims), len(item.text), item.point.id))
    points = tuple(item.point.id for item in sorted(group, key=lambda item: item.point.id))
    return TimelineEntry(
        id=short_hash("y", *points),
        when=narrow.when,
        status=narrow.status,
        background=narrow.background,
        text=told.text,
        claims=tuple(id for item in group for id in item.point.claims),
        points=points,
        planned=tuple(id for plan in plans for item in plan for id in item.point.claims),
    )


def _time(claim: Claim) -> Interval:
    if claim.when is None:
        raise ValueError(f"claim {claim.id}: found no time, expected one: it was taken for one that tells a happening")
    return claim.when


def _length(when: Interval) -> int:
    return ("minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "decade", "era").index(
        when.grain
    )


def _status(claims: Sequence[Claim]) -> Modality:
    """A point counts as happened only if every claim in it says that it did."""
    found = {claim.modality for claim in claims} - {"happened"}
    return min(found) if found else "happened"


def is_background(when: Interval, first: str | None) -> bool:
    """Tell whether ``when`` had ended well before the story's ``first`` day (an ISO date or time)."""
    if first is None:
        return False
    start_of_story = date.fromisoformat(first[:10]) - timedelta(days=BACKGROUND_DAYS)
    return when.end[:10] <= start_of_story.isoformat()
