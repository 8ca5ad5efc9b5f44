"""In which order points are read: the best supported first, and among equals what tells most of the story.

Support is counted (origins, then outlets, then claims) and outweighs everything. Among points with the same support
those come first that tell an event, are dated, count something, name who acts and share words with the titles of the
story's reports; last come words that lean on others ("this is not easy"), wishes and asides from before the story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from crossread.model import Claim, Point
from crossread.present import labels
from crossread.present.index import Index
from crossread.text import content_words, word_forms

__all__ = ["LEADING", "ranked"]

LEADING = 12
"""So many points of one standing lead; the others are folded away, or read after everything else."""

# Words that a reader cannot place without those before them.
_LEANING = frozenset(
    ("he", "she", "it", "they", "this", "that", "these", "those", "there", "we", "i", "you", "who", "which", "his",
     "her", "their", "its", "our", "my", "but", "and", "others")
)  # fmt: skip
# Half of a line: what is shorter says little, what is longer says no more.
FEWEST, MOST = 6, 30
# Words in common with the titles that count.
SHARED = 3


def ranked(index: Index, points: Iterable[Point]) -> list[Point]:
    """Return the points in the order in which they are read."""
    order = list(labels.STANDING)
    topic = _topic(index)

    def place(point: Point) -> tuple[float, ...]:
        support = (-len(point.origins), -len(point.outlets), -len(point.claims))
        return (order.index(point.standing), *support, -_telling(index, point, topic))

    return sorted(points, key=place)


def _topic(index: Index) -> frozenset[str]:
    """Return the words of the reports' titles, or where there are none those that most points share."""
    titles = [reading.report.title or "" for reading in index.brief.reports]
    found = content_words(" ".join((index.brief.story.title or "", *titles)))
    if any(titles):
        return found
    counts = Counter(word for point in index.brief.points for word in content_words(point.text))
    return found | {word for word, count in counts.items() if count > max(2, len(index.brief.points) / 20)}


def _telling(index: Index, point: Point, topic: frozenset[str]) -> float:
    claims = index.known_claims(point.claims)
    claim = next((claim for claim in claims if claim.text == point.text), None)
    if claim is None:
        return 0.0
    forms = word_forms(point.text)
    score = 1.0 * (claim.event is not None) + 1.0 * (point.when is not None) + 0.5 * bool(claim.quantities)
    score += 0.5 * bool(claim.who) + 0.5 * bool(claim.whom) + 0.5 * (claim.modality == "happened")
    score += min(SHARED, len(content_words(point.text) & topic)) / SHARED
    score -= 1.0 * _leans(claim, forms) + 1.0 * (len(forms) < FEWEST) + 0.5 * (len(forms) > MOST)
    return score - 0.5 * (claim.certainty == "hedged") - 1.0 * _before(index, point)


def _leans(claim: Claim, forms: Sequence[str]) -> bool:
    """Tell whether words lean on others, and nothing says whom they mean."""
    return bool(forms) and forms[0] in _LEANING and not claim.meant


def _before(index: Index, point: Point) -> bool:
    """Tell whether a point is of long before the story."""
    return any(entry.background and set(entry.claims) & set(point.claims) for entry in index.brief.timeline)
