"""Which reports tell the same story.

Each report is a vector of the words it opens with, weighted by how rare they are among the reports, names
weighing more. Likeness is the cosine of two vectors, and fades with the time between their publication.
Reports are joined by average linkage, the nearest first, so the order of arrival changes nothing. Likeness is
counted through an inverted index, so only reports that share a telling word are ever compared.
"""

from __future__ import annotations

import functools
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from crossread.calendar import sort_key
from crossread.model import Interval, Reading, Report, Story, short_hash
from crossread.text import content_words, words

__all__ = ["find_stories"]

# These were found together on GVA's training part, every other issue of NeuS, BASIL and NewsWCL50, whole and in
# small mixtures of three events; re-run benchmarks/stories.py after a change. .10 to .15 differ by a point;
# small collections like it lower, large ones higher.
JOIN_AT = 0.12
# What a report is about stands in its first words; later ones are background that other stories share.
OPENING_WORDS = 300
OPENING_CHARACTERS = 20_000  # room for the furniture that may stand before and between them
KEPT_FEATURES = 100
NAME_WEIGHT = 1.5
# Likeness fades to this, and half of the way in three days: a trial a year later is still the same story.
FADED_TO = 0.3
HALF_FADED_HOURS = 72.0
# As if so many reports had been seen before, each word in some of them: among five reports rarity says little.
SEEN_BEFORE, SEEN_WITH_WORD = 200, 3
# A word in more than this share of the reports says nothing.
COMMONEST_SHARE, COMMONEST_AT_LEAST = 0.2, 10
# A word in more reports than this finds no candidates (it still counts), nor does so small a cosine of the
# words that do: ten thousand reports of one kind of event would else all be compared.
RARE_SHARE, RARE_AT_LEAST = 0.005, 50
LEAST_OF_RARE = 0.02
LEAST_LIKENESS = 0.03

Vector = Mapping[str, float]


def find_stories(readings: Sequence[Reading]) -> tuple[Story, ...]:
    """Return the stories of ``readings``, each report in exactly one, in order of their first report."""
    reports = [by_id for _, by_id in sorted({reading.report.id: reading.report for reading in readings}.items())]
    groups = _average_linkage(len(reports), _likeness(reports))
    stories = [_story([reports[number] for number in group]) for group in groups]
    return tuple(sorted(stories, key=lambda story: (story.first is None, story.first or "", story.id)))


def _story(reports: Sequence[Report]) -> Story:
    dated = [(when, report) for report in reports if (when := _known_at(report)) is not None]
    dated.sort(key=lambda pair: (sort_key(pair[0]), pair[1].id))
    in_order = [*(report for _, report in dated), *(report for report in reports if _known_at(report) is None)]
    ids = tuple(sorted(report.id for report in reports))
    return Story(
        id=short_hash("s", *ids),
        title=next((report.title for report in in_order if report.title), None),
        reports=ids,
        first=dated[0][0].start if dated else None,
        last=dated[-1][0].start if dated else None,
    )


# -------------------------------------------------------------------------------------------- likeness


def _counts(report: Report) -> Mapping[str, float]:
    """Count the stems a report opens with, its title and names weighing more; furniture is left out."""
    counts: dict[str, float] = defaultdict(float, dict.fromkeys(content_words(report.title or ""), 1.0))
    left_out = [(item.span.start, item.span.end) for item in report.furniture]
    text = report.text[:OPENING_CHARACTERS]
    kept = ((start, end) for start, end in words(text) if not any(from_ <= start < to for from_, to in left_out))
    for start, end in islice(kept, OPENING_WORDS):
        for form in _stems(text[start:end]):
            counts[form] += NAME_WEIGHT if _is_name(text, start) else 1.0
    return counts


@functools.lru_cache(maxsize=65536)
def _stems(word: str) -> frozenset[str]:
    return content_words(word)


def _is_name(text: str, start: int) -> bool:
    """Tell whether the word is capitalised inside a sentence."""
    return text[start].isupper() and start > 1 and text[start - 1] == " " and text[start - 2] not in ".!?:"


def _vectors(reports: Sequence[Report]) -> list[Vector]:
    counts = [_counts(report) for report in reports]
    bearers = Counter(word for count in counts for word in count)
    most = max(COMMONEST_AT_LEAST, COMMONEST_SHARE * len(reports))
    vectors: list[Vector] = []
    for count in counts:
        weighted = {
            word: (1 + math.log(times)) * math.log((len(reports) + SEEN_BEFORE) / (bearers[word] + SEEN_WITH_WORD))
            for word, times in count.items()
            if bearers[word] <= most
        }
        kept = sorted(weighted, key=lambda word: (-weighted[word], word))[:KEPT_FEATURES]
        length = math.sqrt(math.fsum(weighted[word] ** 2 for word in kept)) or 1.0
        vectors.append({word: weighted[word] / length for word in kept})
    return vectors


def _likeness(reports: Sequence[Report]) -> Iterator[tuple[int, int, float]]:
    """Return (earlier number, later number, likeness) of every two reports that are at all alike."""
    times = [_hours(_known_at(report)) for report in reports]
    vectors = _vectors(reports)
    bearers = Counter(word for vector in vectors for word in vector)
    most = max(RARE_AT_LEAST, RARE_SHARE * len(reports))
    index: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        rare = [word for word in vector if bearers[word] <= most]
        alike: dict[int, float] = defaultdict(float)
        for word in rare:
            weight = vector[word]
            for other in index[word]:
                alike[other] += weight * vectors[other][word]
            index[word].append(number)
        for other, of_rare in alike.items():
            if of_rare < LEAST_OF_RARE:
                continue
            likeness = _cosine(vector, vectors[other]) * _faded(times[number], times[other])
            if likeness >= LEAST_LIKENESS:
                # Rounded, so that the order of additions cannot decide between two near-equal pairs.
                yield other, number, round(likeness, 9)


def _cosine(one: Vector, other: Vector) -> float:
    return math.fsum(one[word] * other[word] for word in one.keys() & other.keys())


def _known_at(report: Report) -> Interval | None:
    return report.published or report.updated


def _hours(published: Interval | None) -> float | None:
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published.start[:16])
    except ValueError:
        return None
    return (moment - datetime.min).total_seconds() / 3600


def _faded(one: float | None, other: float | None) -> float:
    """Return the share of likeness that is left; a report without a time fades from none."""
    if one is None or other is None:
        return 1.0
    return FADED_TO + (1 - FADED_TO) * math.exp2(-abs(one - other) / HALF_FADED_HOURS)


# --------------------------------------------------------------------------------------------- linkage


def _average_linkage(count: int, pairs: Iterator[tuple[int, int, float]]) -> list[list[int]]:
    """Join the two groups whose members are most alike on average, until none are alike enough.

    ``sums`` holds, for each group, the summed likeness to each group it touches; a pair that is not in it
    is not alike at all. The heap keeps old values, which are passed over when they come up.
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    members: list[list[int]] = [[number] for number in range(count)]
    heap: list[tuple[float, int, int]] = []
    for one, other, likeness in pairs:
        sums[one][other] = sums[other][one] = likeness
        if likeness >= JOIN_AT:
            heap.append((-likeness, one, other))
    heapq.heapify(heap)
    while heap:
        likeness, one, other = heapq.heappop(heap)
        if other not in sums[one] or _average(sums, members, one, other) != -likeness:
            continue
        _absorb(sums, members, one, other)
        for near in sums[one]:
            average = _average(sums, members, one, near)
            if average >= JOIN_AT:
                heapq.heappush(heap, (-average, min(one, near), max(one, near)))
    return [group for group in members if group]


def _average(sums: list[dict[int, float]], members: list[list[int]], one: int, other: int) -> float:
    return round(sums[one][other] / (len(members[one]) * len(members[other])), 9)


def _absorb(sums: list[dict[int, float]], members: list[list[int]], one: int, other: int) -> None:
    """Put group ``other`` into group ``one``."""
    members[one] += members[other]
    members[other] = []
    for near, likeness in sums[other].items():
        del sums[near][other]
        if near != one:
            sums[one][near] = sums[near][one] = sums[one].get(near, 0.0) + likeness
    sums[other] = {}
