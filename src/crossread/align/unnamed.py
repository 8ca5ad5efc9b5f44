"""People without a name whom several reports tell of: ``join_unnamed(merged, readings)``.

"The gunman" of one report is "the gunman" of another, and "a 40-year-old driver" the "driver, 40", where each tells of
one such person only, both name the same people and places beside, and no number, name or order ("the second gunman")
speaks against it. Who speaks without a name stays apart always: two reports that cite "the official" may cite two.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from crossread.align.merging import Merged
from crossread.align.nodes import Key, Node
from crossread.model import Reading
from crossread.tables import table

__all__ = ["join_unnamed"]

# Named people, bodies and places that two reports must share before their unnamed people may be one.
SHARED = 2
_TAIL = re.compile(r"\s+(?:of|in|for|from|at|with|on|to|by|who|which|that|whose)\s.*$|,.*$", re.S)
_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LOOSE = frozenset(
    ("his", "her", "its", "their", "our", "my", "your", "some", "many", "several", "these", "those", "no")
)
_NAMED = frozenset(("person", "body", "place"))


def join_unnamed(merged: Merged, readings: Sequence[Reading]) -> None:
    """Join the people whom two reports describe by the same definite words."""
    speaking = {
        (reading.report.id, attribution.speaker) for reading in readings for attribution in reading.attributions
    }
    told: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    named: dict[str, set[Key]] = defaultdict(set)
    for node in merged.nodes.values():
        if node.family == "description":
            told[_head(node.entity.name)][node.key[0]].append(node)
        elif node.family in _NAMED:
            named[node.key[0]].add(merged.home(node.key))
    for head in sorted(told):
        alone = [those[0] for those in told[head].values() if len(those) == 1 and those[0].key not in speaking]
        found = {}
        for one, other in combinations(sorted(alone, key=lambda node: node.key), 2):
            near = len(named[one.key[0]] & named[other.key[0]]) >= SHARED
            if near and not _contradict(one, other) and (words := _same_words(one, other, head)):
                found[one.key, other.key] = words
        for (left, right), words in _unambiguous(found, merged):
            merged.join(left, right, f"the one whom both reports call “{words}”", 0.75)


def _unambiguous(found: Mapping[tuple[Key, Key], str], merged: Merged) -> Iterator[tuple[tuple[Key, Key], str]]:
    """Return the pairs but those of one who could be either of two that speak against each other."""
    near: dict[Key, set[Key]] = defaultdict(set)
    for left, right in found:
        near[left].add(right)
        near[right].add(left)
    either = {
        key for key, others in near.items()
        if any(_contradict(merged.nodes[one], merged.nodes[other]) for one, other in combinations(sorted(others), 2))
    }  # fmt: skip
    yield from ((pair, words) for pair, words in found.items() if either.isdisjoint(pair))


def _same_words(left: Node, right: Node, head: str) -> str | None:
    """Return the words that both are called by, definite ones or such as tell more than the noun.

    A mere official may be anybody: there a number must be among them.
    """
    if head in _anybody() and not any(_numbered(node) for node in (left, right)):
        return None
    shared = set(_definite(left)) & set(_definite(right))
    telling = _telling(left) & _telling(right)
    shared |= {f"{' '.join(sorted(telling))} {head}"} if telling else set()
    return max(shared, key=lambda words: (len(words), words), default=None)


def _telling(node: Node) -> frozenset[str]:
    """Return the words before the noun that say more than how many or which."""
    words = {word.lower() for form in node.forms for word in _WORDS.findall(_TAIL.sub("", form))[:-1]}
    return frozenset(words - _articles() - frozenset(table("people")["orders"]) - _LOOSE)


def _numbered(node: Node) -> bool:
    return bool(_marks(node.forms)["number"])


def _definite(node: Node) -> Iterator[str]:
    """Return the forms with "the", and a headline's bare noun ("Driver flees"), without the article."""
    for form in node.forms:
        lower = _TAIL.sub("", form.lower())
        if lower.startswith("the "):
            yield lower[4:]
        elif form[:1].isupper() and lower == _head(node.entity.name) and not lower.endswith("s"):
            yield lower


def _contradict(left: Node, right: Node) -> bool:
    """Tell whether the words of two descriptions speak of two: other numbers, other names, another place in a row."""
    ours, theirs = _marks(left.forms), _marks(right.forms)
    return any(ours[kind] and theirs[kind] and ours[kind] != theirs[kind] for kind in ("number", "name")) or (
        ours["order"] != theirs["order"]
    )


def _marks(forms: Iterable[str]) -> Mapping[str, frozenset[str]]:
    words = {word for form in forms for word in _WORDS.findall(_TAIL.sub("", form))[:-1]}
    small = {word.lower() for word in words}
    return {
        "number": frozenset(word for word in small if word[0].isdigit() or word in _numbers()),
        "name": frozenset(word for word in words if word[0].isupper() and word.lower() not in _articles()),
        "order": frozenset(small & frozenset(table("people")["orders"])),
    }


@functools.cache
def _articles() -> frozenset[str]:
    return frozenset(("the", "a", "an", "this", "that", "one")) | _numbers()


@functools.cache
def _numbers() -> frozenset[str]:
    return frozenset(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "both")
    )


@functools.cache
def _anybody() -> frozenset[str]:
    """Return the nouns for people who speak for others or hold an office: of them a story has many."""
    roles, people = table("roles"), table("people")
    nouns = {*roles["anonymous"], *roles["titles"], *roles["collective"]}
    return frozenset(nouns - {*people["male_nouns"], *people["female_nouns"], *people["people"]})


def _head(description: str) -> str:
    words = _TAIL.sub("", description.lower()).split()
    return words[-1] if words else ""
