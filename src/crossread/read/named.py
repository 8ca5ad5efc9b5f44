"""Names the encoder marked, and those that rules found, made one list.

The encoder knows people, organisations and places by what stands around them, in capitals too. Rules and word
lists know what it was not taught: peoples, facilities, groups and events; and a hand-kept list is right about
the kind of a name that stands in it.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from crossread.encoder import Encoded
from crossread.model import MentionKind
from crossread.names import fold
from crossread.read.wordlists import demonyms, known_kinds
from crossread.tables import table

__all__ = ["Name", "encoded_names", "kinds_marked", "with_encoded"]

# Kinds the encoder does not know; what rules find of them stands.
_BY_RULE: frozenset[MentionKind] = frozenset(("nationality", "facility", "group", "event"))


class Name(NamedTuple):
    """A name as offsets, with its kind."""

    start: int
    end: int
    kind: MentionKind


def encoded_names(encoded: Encoded) -> Mapping[int, list[Name]]:
    """Return the encoder's names by number of the sentence."""
    found: dict[int, list[Name]] = defaultdict(list)
    for one in encoded.names:
        if encoded.sentence[one.first] == encoded.sentence[one.last]:
            found[encoded.sentence[one.first]].append(Name(one.start, one.end, cast(MentionKind, one.kind)))
    return found


def with_encoded(
    text: str, ruled: Sequence[Name], marked: Sequence[Name], known: Mapping[str, MentionKind]
) -> list[Name]:
    """Return the names of one sentence in order, none inside another; ``known`` are names marked elsewhere."""
    names = [name._replace(kind=_kind(text, name, ruled)) for name in _with_slashes(text, marked)]
    for name in ruled:
        if any(one.start < name.end and name.start < one.end for one in names):
            continue
        elsewhere = known.get(text[name.start : name.end])
        if name.kind in _BY_RULE or _listed(text, name) is not None:
            names.append(name)
        elif elsewhere is not None:
            names.append(name._replace(kind=elsewhere))
    return sorted(names)


def _with_slashes(text: str, marked: Sequence[Name]) -> list[Name]:
    """Join what the encoder read as two names where an outlet's name has a stroke in it ("ABC/XYZ")."""
    joined: list[Name] = []
    for name in sorted(marked):
        before = joined[-1] if joined else None
        if before and text[before.end : name.start] == "/" and fold(text[before.start : name.end]) in _struck_outlets():
            joined[-1] = Name(before.start, name.end, "organisation")
        else:
            joined.append(name)
    return joined


@functools.cache
def _struck_outlets() -> frozenset[str]:
    outlets = table("outlets")["outlets"]
    names = (name for outlet in outlets for name in (outlet["name"], *outlet.get("aliases", ())))
    return frozenset(fold(name) for name in names if "/" in name)


def kinds_marked(text: str, marked: Iterable[Name]) -> Mapping[str, MentionKind]:
    """Return the names the encoder marked anywhere in a report, each with one kind for the whole of it.

    It is the kind marked most often, but the last part of a person's full name is that person, marked alone or not.
    """
    counts: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    for name in marked:
        counts[text[name.start : name.end]][name.kind] += 1
    commonest = {words: kinds.most_common(1)[0][0] for words, kinds in counts.items()}
    surnames = {words.split()[-1] for words, kind in commonest.items() if kind == "person" and " " in words}
    return {**commonest, **dict.fromkeys(surnames, "person")}


def _kind(text: str, name: Name, ruled: Sequence[Name]) -> MentionKind:
    """Let word lists, and the rules where they know more, decide the kind of a name the encoder marked."""
    listed = _listed(text, name)
    if listed is not None:
        return listed
    same = next((one for one in ruled if one.end == name.end and one.start >= name.start), None)
    if same is not None and same.kind in _BY_RULE:
        return same.kind
    words = text[name.start : name.end].split()
    return "event" if words[-1].title() in table("names")["event_words"] and len(words) > 1 else name.kind


def _listed(text: str, name: Name) -> MentionKind | None:
    words = text[name.start : name.end]
    return "nationality" if words.lower() in demonyms() else known_kinds().get(fold(words))
