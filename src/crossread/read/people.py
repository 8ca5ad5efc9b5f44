"""Names of people: cut of their titles, and which of them are one person of the report.

Full names are one person's where the surnames agree and the given names do not clash ("Tom Reve", "Thomas A. Reve").
A surname alone, or a given name alone, goes to the one bearer; of two bearers to the one it was used for before the
other came in, or whom "Mr." or "Ms." leaves; else it is refused. Father and son ("Jr.") stay two.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from crossread.model import Mention
from crossread.names import fold
from crossread.spelling import similar_parts
from crossread.tables import table

__all__ = [
    "Gender",
    "bare_name",
    "bare_person",
    "gender_of",
    "head_word",
    "is_human",
    "is_office",
    "is_party_mark",
    "is_plural",
    "people_keys",
    "unnamed_people",
    "words_before",
    "words_of",
]

Gender = Literal["male", "female"]

# Spellings of one surname are at least so alike; shorter ones tell too little.
SAME_SPELLING, SHORTEST_SPELLING = 0.89, 5
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
# What may join the parts of a name in lower case.
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "da", "de", "del", "della", "di", "du", "van", "von", "der", "la", "le")
)


class _Form(NamedTuple):
    """A written name of a person: given names, surname with its particles, generation."""

    given: tuple[str, ...]
    surname: str
    generation: str


@functools.cache
def words_of(name: str) -> frozenset[str]:
    """Return one list of ``resources/people.yaml``."""
    return frozenset(table("people")[name])


# ---------------------------------------------------------------------------------------------- titles


def bare_person(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the name without the office before it and the party behind it ("Mayor Ana Ruiz (D-Varo")."""
    words = _words(text, start, end)
    for number, (left, _, word) in enumerate(words[1:], 1):
        if word[0] == "(" or is_party_mark(word):
            end = words[number - 1][1]
            break
        if text[:left].rstrip().endswith(",") and fold(word) not in _GENERATIONS:
            end = words[number - 1][1]
            break
    words = [word for word in words if word[1] <= end + 1]
    while end > start and text[end - 1] in ",( ":
        end -= 1
    cut = 0
    for number in range(len(words) - 1):
        lower = words[number][2].lower().strip(",")
        is_title = lower in _titles() and lower not in words_of("kept_titles")
        if is_title and (number == cut or lower not in words_of("front_only")):
            cut = number + 1
    return (words[cut][0], end) if cut else (start, end)


def is_office(name: str) -> bool:
    """Tell whether a name is but an office ("Minister"), which may be said of anybody; surnames are left alone."""
    lower = name.lower()
    return lower in table("roles")["titles"] and lower not in words_of("front_only") | words_of("kept_titles")


def is_party_mark(word: str) -> bool:
    """Tell whether a word is a party's letter with a region, as behind a lawmaker's name ("D-Varo.", "(R-Tarn")."""
    word = word.lstrip("(")
    return len(word) > 2 and word[0].isupper() and word[1] == "-" and word[2].isupper()


def bare_name(mention: Mention) -> str:
    """Return the words of a mention, those of a person without the office before the name."""
    name = mention.span.text or ""
    return _without_office(name) if mention.kind == "person" and " " in name else name


@functools.lru_cache(maxsize=16384)
def _without_office(name: str) -> str:
    return name[bare_person(name, 0, len(name))[0] :]


def _words(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    found, at = [], start
    for word in text[start:end].split():
        at = text.index(word, at)
        found.append((at, at + len(word), word))
        at += len(word)
    return found


@functools.cache
def _titles() -> frozenset[str]:
    """Return the words that end an office ("minister", "spokeswoman")."""
    last = {title.split()[-1] for title in table("roles")["titles"]}
    return frozenset(last | words_of("male_titles") | words_of("female_titles"))


# ---------------------------------------------------------------------------------------------- gender


def gender_of(name: str, before: Iterable[str] = ()) -> Gender | None:
    """Tell the gender that a name shows by its first given name, or the words before it ("Ms.", "spokesman")."""
    shown: set[Gender] = set()
    for word in before:
        if word in words_of("male_titles") or word in words_of("male_nouns"):
            shown.add("male")
        elif word in words_of("female_titles") or word in words_of("female_nouns"):
            shown.add("female")
    if not shown:
        parts = fold(name).split()
        first = next((part for part in parts[:-1] if len(part) > 1), "")
        male, female = first in words_of("male"), first in words_of("female")
        if male != female:
            shown.add("male" if male else "female")
    return shown.pop() if len(shown) == 1 else None


# -------------------------------------------------------------------------------------- descriptions

_AFTER_HEAD = re.compile(r"(?:,|\s+(?:of|in|for|from|at|with|on|to|by|who|which|that|whose))\s.*$", re.S)


@functools.lru_cache(maxsize=16384)
def head_word(description: str) -> str:
    """Return the head noun of a description ("a senior official from Varo" -> "official")."""
    parts = _AFTER_HEAD.sub("", description).split()
    return parts[-1].lower() if parts else ""


def is_plural(description: str) -> bool:
    """Tell whether a description is of several."""
    head = head_word(description)
    return (head.endswith("s") and not head.endswith("ss")) or head in words_of("plural_heads")


def is_human(description: str) -> bool:
    """Tell whether a description is of a person or people, by its head."""
    head = head_word(description)
    return head in _humans() or head.endswith(("man", "men", "woman", "women", "ist", "ists", "person"))


@functools.cache
def _humans() -> frozenset[str]:
    roles = table("roles")
    nouns = (*roles["anonymous"], *roles["collective"], *roles["titles"])
    people = (words_of(name) for name in ("humans", "male_nouns", "female_nouns"))
    return frozenset(noun.split()[-1] for noun in nouns).union(unnamed_people(), *people)


@functools.cache
def unnamed_people() -> frozenset[str]:
    """Return the nouns by which reports act through people without a name, one and many ("climber", "climbers")."""
    nouns = words_of("people")
    many = {noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s" for noun in nouns}
    men = {noun[:-2] + "en" for noun in nouns if noun.endswith("man")}
    return nouns | many | men | words_of("male_nouns") | words_of("female_nouns") | words_of("humans")


# ---------------------------------------------------------------------------------- one person's names


def people_keys(text: str, mentions: Sequence[Mention]) -> Mapping[str, str | None]:
    """Return mention id -> the key of its person, None where two would fit; the mentions are of people, in order."""
    forms = {mention.id: _form(bare_name(mention)) for mention in mentions}
    bearers: list[list[Mention]] = []
    for mention in mentions:
        if forms[mention.id].given:
            home = next((b for b in bearers if all(_agree(forms[mention.id], forms[o.id]) for o in b)), None)
            bearers.append([mention]) if home is None else home.append(mention)
    named = [_Person(_key(those), tuple(those), frozenset(forms[o.id] for o in those)) for those in bearers]
    alone: dict[str, list[Mention]] = {}
    keys: dict[str, str | None] = {mention.id: person.key for person in named for mention in person.mentions}
    for mention in mentions:
        if mention.id not in keys:
            alone.setdefault(fold(bare_name(mention)), []).append(mention)
    for short, those in alone.items():
        keys |= _of_short(text, short, those, named)
    return keys


class _Person(NamedTuple):
    key: str
    mentions: tuple[Mention, ...]
    forms: frozenset[_Form]

    @property
    def first(self) -> int:
        return self.mentions[0].span.start

    def gender(self, text: str) -> Gender | None:
        shown = {gender_of(bare_name(m), words_before(text, m)) for m in self.mentions} - {None}
        return shown.pop() if len(shown) == 1 else None


def _key(those: Sequence[Mention]) -> str:
    longest = max(
        (fold(bare_name(mention)) for mention in those), key=lambda name: (len(name.split()), len(name), name)
    )
    return f"person {longest}"


def _form(name: str) -> _Form:
    parts = fold(name).split()
    if " " not in name.strip():
        return _Form((), " ".join(parts), "")
    generation = parts.pop() if parts and parts[-1] in _GENERATIONS else ""
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in _PARTICLES:
        at -= 1
    return _Form(tuple(parts[: max(at, 0)]), " ".join(parts[max(at, 0) :]), generation)


def _agree(left: _Form, right: _Form) -> bool:
    """Tell whether two full names can be one person's."""
    if left.generation != right.generation:
        return False
    if left.surname != right.surname and not _inside(left, right) and not _inside(right, left):
        return _spelt_alike(left.surname, right.surname) and _same_given(left.given[0], right.given[0])
    return _same_given(left.given[0], right.given[0]) or _inside(left, right) or _inside(right, left)


def _inside(short: _Form, full: _Form) -> bool:
    """Tell whether one name is a run of the other's words ("Bader Ginsburg", "Recep Tayyip")."""
    few, many = (*short.given, *short.surname.split()), (*full.given, *full.surname.split())
    return 1 < len(few) < len(many) and (many[-len(few) :] == few or many[: len(few)] == few)


def _same_given(left: str, right: str) -> bool:
    if left == right or (1 in (len(left), len(right)) and left[0] == right[0]):
        return True
    short = table("people")["short"]
    return bool(short.get(left, left) == short.get(right, right))


def _spelt_alike(left: str, right: str) -> bool:
    long = min(len(left), len(right)) >= SHORTEST_SPELLING
    return long and left[0] == right[0] and similar_parts(left, right) >= SAME_SPELLING


def _of_short(text: str, short: str, those: Sequence[Mention], people: Sequence[_Person]) -> dict[str, str | None]:
    """Return the person of each mention of a surname or given name that stands alone."""
    bearers = [person for person in people if any(_bears(short, form) for form in person.forms)]
    bearers = bearers or [
        person for person in people if any(_spelt_alike(short, form.surname) for form in person.forms)
    ]
    if not bearers:
        return dict.fromkeys((mention.id for mention in those), f"person {short}")
    if len(bearers) == 1:
        return dict.fromkeys((mention.id for mention in those), bearers[0].key)
    genders = [person.gender(text) for person in bearers]
    settled = _settled(those, bearers)
    found: dict[str, str | None] = {}
    for mention in those:
        asked = gender_of("", words_before(text, mention))
        fits = [p for p, gender in zip(bearers, genders, strict=True) if asked is None or gender in {asked, None}]
        sure = fits if len(fits) == 1 else [person for person in fits if person is settled]
        found[mention.id] = sure[0].key if sure else None
    return found


def _bears(short: str, form: _Form) -> bool:
    """Tell whether a person may be called so: by the surname, its last part, or the first given name."""
    return short in {form.surname, form.surname.split()[-1], form.given[0], f"{form.surname} {form.generation}"}


def _settled(those: Sequence[Mention], bearers: Sequence[_Person]) -> _Person | None:
    """Return the bearer who was the only one introduced when the short name was first used after an introduction."""
    first = min(bearers, key=lambda person: person.first)
    others = [person.first for person in bearers if person is not first]
    return first if any(first.first < mention.span.start < min(others) for mention in those) else None


def words_before(text: str, mention: Mention) -> list[str]:
    """Return the word right before a bare name, in small letters: an office, "Mr.", or any other."""
    start = mention.span.end - len(bare_name(mention))
    return text[max(0, start - 24) : start].rsplit("\n", 1)[-1].lower().split()[-1:]
