"""Names and speaking descriptions of a report: ``find_mentions(reading)``.

A name is a run of capitalised words where a capital means something: not the first word of a sentence, a
headline in title case or a text in capitals alone, unless the same word is a name elsewhere. Its kind comes
from word lists and from the words around it. Descriptions ("a senior official", "the authorities in Varo")
are mentions too, since reports quote them.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from crossread.model import Mention, MentionKind, Reading, short_hash
from crossread.names import fold
from crossread.read.cues import cue_of
from crossread.read.descriptions import find_descriptions
from crossread.read.named import Name, encoded_names, kinds_marked, with_encoded
from crossread.read.people import bare_person, is_office, is_party_mark
from crossread.read.tagging import Word, tagged
from crossread.read.wordlists import belongs_to, demonyms, known_kinds, role_words, title_length
from crossread.tables import table

__all__ = ["find_mentions"]

# A line with so many longer words, this share of them capitalised, is a headline in title case. What ends with a
# full stop is a sentence, unless nearly all of it is capitalised.
TITLE_CASE_WORDS, TITLE_CASE_SHARE, TITLE_CASE_SHARE_WITH_STOP = 4, 0.6, 0.9


# Capitals longer than this are a name in capitals (a dateline, a heading), not an acronym.
LONGEST_ACRONYM = 5
_AFTER_DATELINE = frozenset(("-", "–", "—", "--", "(", ",", ":"))
_COMMON = ("anonymous", "collective", "bodies", "titles")


class _Run(NamedTuple):
    """Words ``first`` up to and without ``last`` of a sentence that make a name, and its kind if told."""

    first: int
    last: int
    kind: MentionKind | None = None


class _Evidence(NamedTuple):
    """What the whole report shows about its capitalised words."""

    names: frozenset[str]
    lowered: frozenset[str]
    places: Counter[str]
    people: frozenset[str]


def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """Return the mentions in order of place; ``entity`` is not decided here."""
    text = reading.report.text
    sentences = [tagged(text, s.span.start, s.span.end) for s in reading.sentences]
    shapes = [_is_title_case(words) for words in sentences]
    evidence = _gather(sentences, shapes)
    by_sentence = encoded_names(reading.encoded) if reading.encoded is not None else {}
    known = kinds_marked(text, (name for names in by_sentence.values() for name in names))
    found: dict[str, Mention] = {}
    for number, (words, headline) in enumerate(zip(sentences, shapes, strict=True)):
        runs = [piece for run in _runs(words, evidence, headline) for piece in _split(words, run)]
        names = [Name(*_bounds(words, run), run.kind or _kind(words, run, evidence)) for run in runs]
        if reading.encoded is not None:
            if _in_capitals(words):  # "WHO" is the pronoun as likely as the organisation
                names = [name for name in names if name.end - name.start > LONGEST_ACRONYM]
            marked = [name._replace(kind=known[text[name.start : name.end]]) for name in by_sentence.get(number, [])]
            names = with_encoded(text, names, marked, known)
        if not headline:
            ranges = [_range(words, name) for name in names]
            names += [Name(*_bounds(words, _Run(first, last)), kind)
                      for first, last, kind in find_descriptions(words, ranges)]  # fmt: skip
        for name in (bare for name in names if (bare := _bare(text, name)) is not None):
            span = reading.report.span(name.start, name.end, words=True)
            identity = short_hash("m", reading.report.id, span.start, span.end, name.kind)
            found.setdefault(identity, Mention(id=identity, span=span, kind=name.kind))
    return tuple(sorted(found.values(), key=lambda mention: (mention.span.start, -mention.span.end)))


def _bounds(words: Sequence[Word], run: _Run) -> tuple[int, int]:
    return words[run.first].start, words[run.last - 1].end


def _bare(text: str, name: Name) -> Name | None:
    """Cut what follows off the name of a person ("(D-Varo"); an office alone is no person, nor is a party."""
    if name.kind != "person":
        return name
    start, end = bare_person(text, name.start, name.end)
    if is_office(text[start:end]):
        return name._replace(kind="description")
    return None if is_party_mark(text[start:end]) else name._replace(end=end)


def _range(words: Sequence[Word], name: Name) -> tuple[int, int]:
    """Return the words that a name takes up, first and end."""
    inside = [number for number, word in enumerate(words) if word.start < name.end and name.start < word.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _is_title_case(words: Sequence[Word]) -> bool:
    longer = [word for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    capital = sum(word.text[0].isupper() for word in longer)
    if any(word.tag in {"verb", "part", "aux", "modal"} and word.text[0].islower() for word in words):
        return False
    stopped = bool(words) and words[-1].text in {".", "!", "?"}
    share = TITLE_CASE_SHARE_WITH_STOP if stopped else TITLE_CASE_SHARE
    return len(longer) >= TITLE_CASE_WORDS and capital >= share * len(longer)


# ---------------------------------------------------------------------------------- what is a name


def _gather(sentences: Sequence[Sequence[Word]], shapes: Sequence[bool]) -> _Evidence:
    """Collect the words whose capital means something, words seen in lower case, and places by preposition."""
    names, lowered, people = set(), set(), set()
    places: Counter[str] = Counter()
    prepositions = frozenset(table("names")["place_prepositions"])
    for words, headline in zip(sentences, shapes, strict=True):
        for number, word in enumerate(words):
            if word.text[0].islower():
                lowered.add(word.lower)
            elif word.tag == "name" and number and not headline and not _opens(words, number):
                names.add(word.lower)
                previous = words[number - 1]
                alone = number + 1 >= len(words) or words[number + 1].tag != "name"
                if previous.lower in prepositions and alone:
                    places[word.lower] += 1
            if word.tag == "name" and number and title_length(words, number - 1, backwards=True):
                people.add(word.lower)
    return _Evidence(frozenset(names), frozenset(lowered), places, frozenset(people))


def _opens(words: Sequence[Word], at: int) -> bool:
    return at == 0 or words[at - 1].tag == "quote" or words[at - 1].text in {":", "•", "(", ".", "!", "?"}


def _runs(words: Sequence[Word], evidence: _Evidence, headline: bool) -> Iterator[_Run]:
    """Return the runs of words that are names."""
    at = 0
    while at < len(words):
        if not _is_name(words, at, evidence, headline):
            at += 1
            continue
        end = at + 1
        while end < len(words):
            joined = _joined(words, at, end, evidence, headline)
            if not joined:
                break
            end += joined
        yield _Run(at, end)
        at = end


def _is_name(words: Sequence[Word], at: int, evidence: _Evidence, headline: bool) -> bool:
    word = words[at]
    if not word.text[0].isupper() or word.text in _never() or word.tag in {"time", "number"}:
        return False
    if "-" in word.text and word.text.rsplit("-", 1)[1][:1].islower() and word.lower not in demonyms():
        return False  # "Varonian-brokered" describes, it names nothing
    known = word.lower in evidence.names or fold(word.text) in known_kinds() or word.lower in demonyms()
    if headline or (word.text.isupper() and len(word.text) > 1 and _in_capitals(words)):
        return known and (word.lower in evidence.names or fold(word.text) in known_kinds() or word.lower in demonyms())
    if word.tag != "name":
        return at == 0 and known and word.lower not in evidence.lowered and word.tag in {"noun"}
    if not _opens(words, at):
        return True
    if known:
        return word.lower not in evidence.lowered or fold(word.text) in known_kinds()
    return _names_at_start(words, at, evidence)


def _names_at_start(words: Sequence[Word], at: int, evidence: _Evidence) -> bool:
    """Tell whether the unknown first word of a sentence is a name by what follows it."""
    word = words[at]
    if word.lower in evidence.lowered or at + 1 >= len(words):
        return False
    following = words[at + 1]
    if following.tag == "name" and following.text not in _never():
        return not title_length(words, at) or title_length(words, at) > 0
    apposed = following.text == "," and at + 2 < len(words) and words[at + 2].tag == "det"
    common = word.lower.endswith("s") or any(word.lower in role_words(name) for name in _COMMON)
    speaks = following.tag == "verb" and cue_of(following.lower) is not None
    named = not common and word.tag == "name" and (apposed or speaks)
    return named or following.tag == "poss" or (word.text.isupper() and len(word.text) > 1)


def _in_capitals(words: Sequence[Word]) -> bool:
    letters = [word for word in words if word.text[0].isalpha() and len(word.text) > 1]
    return len(letters) > 3 and sum(word.text.isupper() for word in letters) > 0.7 * len(letters)


def _joined(words: Sequence[Word], first: int, at: int, evidence: _Evidence, headline: bool) -> int:
    """Return how many words from ``at`` on carry the name on (0 = none)."""
    if words[at].text[0].isupper() and _is_name(words, at, evidence, headline):
        return 1
    if words[at].lower in _set("particles"):
        after = next((n for n in range(at, len(words)) if words[n].lower not in _set("particles")), len(words))
        return after + 1 - at if after < len(words) and _is_name(words, after, evidence, headline) else 0
    if at + 1 >= len(words) or not _is_name(words, at + 1, evidence, headline):
        return 0
    if words[at].lower in {"of", "for"}:
        opener = any(word.text in _set("organisation_openers") for word in words[first:at])
        return 2 if opener or words[first].text in {"Republic", "Gulf", "Bay", "Cape", "Isle", "Strait"} else 0
    if words[at].lower == "and":
        has_of = any(word.lower == "of" for word in words[first:at])
        return 2 if has_of and words[first].text in {"Ministry", "Department", "Office"} else 0
    close = words[at].text in {"&", "-", "‑"} and words[at + 1].start - words[at].end <= 1
    return 2 if close else 0


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("names")[name])


@functools.cache
def _never() -> frozenset[str]:
    return frozenset(table("names")["never"])


# ------------------------------------------------------------------------------------ cutting a run


def _split(words: Sequence[Word], run: _Run) -> Iterator[_Run]:
    """Cut titles off a run: "EU Council President Ana Ruiz" is an organisation, a role and a person."""
    first, last = run.first, run.last
    at = first
    while at < last:
        length = title_length(words, at, end=last)
        after = at + length
        if length and not _is_organisation(words[after:last]) and not _ends_organisation(words, at, after, last):
            if at > first:
                yield _Run(first, at)
            first, at = after, after
            if first < last:
                yield from (
                    (_Run(first, last, "person"),)
                    if not _splits(words, first, last)
                    else _split(words, _Run(first, last))
                )
            return
        at += 1
    lead = _demonym_lead(words, first, last)
    if lead and not _is_organisation(words[first:last]) and words[last - 1].lower not in demonyms():
        yield _Run(first, first + lead, "nationality")
        first += lead
    if first < last:
        yield _Run(first, last)


def _splits(words: Sequence[Word], first: int, last: int) -> bool:
    return any(title_length(words, at, end=last) for at in range(first, last))


def _ends_organisation(words: Sequence[Word], at: int, after: int, last: int) -> bool:
    """Tell whether a title word is part of an organisation's name ("General Staff", "Supreme Court Justice")."""
    return after < last and words[after].text in _set("organisation_words") and at == after - 1


def _demonym_lead(words: Sequence[Word], first: int, last: int) -> int:
    for length in (2, 1):
        if first + length < last and " ".join(w.lower for w in words[first : first + length]) in demonyms():
            return length
    return 0


def _is_organisation(words: Sequence[Word]) -> bool:
    return bool(words) and (
        words[-1].text in _set("organisation_words")
        or any(word.text in _set("organisation_openers") for word in words[:-1])
        or known_kinds().get(fold(" ".join(word.text for word in words))) == "organisation"
    )


# ------------------------------------------------------------------------------------------- kinds


def _kind(words: Sequence[Word], run: _Run, evidence: _Evidence) -> MentionKind:
    """Decide the kind of a name by lists, then by its words, then by what stands around it."""
    inner = words[run.first : run.last]
    name = " ".join(word.text for word in inner)
    listed = known_kinds().get(fold(name))
    if listed is not None:
        return listed
    if name.lower() in demonyms() or (len(inner) == 1 and any(belongs_to(name, place) for place in evidence.places)):
        return "nationality"
    if inner[-1].lower in demonyms() and len(inner) > 1:
        return "group"
    for kind, group in _word_groups().items():
        if inner[-1].text in group or (kind == "organisation" and _is_organisation(inner)):
            return kind
    return _kind_by_context(words, run, evidence)


@functools.cache
def _word_groups() -> Mapping[MentionKind, frozenset[str]]:
    names = table("names")
    return {
        "organisation": frozenset(names["organisation_words"]),
        "facility": frozenset(names["facility_words"]),
        "place": frozenset(names["place_words"]),
        "event": frozenset(names["event_words"]),
    }


def _kind_by_context(words: Sequence[Word], run: _Run, evidence: _Evidence) -> MentionKind:
    """Decide the kind of a name that no list knows by the words beside it; a lone name nobody places is a person."""
    inner = words[run.first : run.last]
    before = words[run.first - 1] if run.first else None
    following = words[run.last] if run.last < len(words) else None
    place_nouns, prepositions = _set("place_nouns"), _set("place_prepositions")
    if following is not None and following.lower in place_nouns and (before is None or before.lower != "'s"):
        return "place"
    if before is not None and before.lower == "of" and run.first > 1 and words[run.first - 2].lower in place_nouns:
        return "place"
    if before is not None and before.lower in place_nouns and inner[0].lower not in evidence.people:
        return "place"
    if run.first == 0 and following is not None and following.text in _AFTER_DATELINE and inner[0].text.isupper():
        return "place"
    if title_length(words, run.first - 1, backwards=True) if run.first else 0:
        return "person"
    if any(word.lower in evidence.people for word in inner):
        return "person"
    if inner[0].text in _set("place_openers"):
        return "place"
    if (len(inner) == 1 and evidence.places[inner[0].lower]) or (before is not None and before.lower in prepositions):
        return "place"
    if any(word.text.isupper() and 1 < len(word.text) <= LONGEST_ACRONYM and "." not in word.text for word in inner):
        return "organisation"
    if before is not None and before.lower == "the":
        return "organisation"
    return "person"
