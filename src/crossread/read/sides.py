"""On which side of a deed its actors stand: subject, object, prepositions, by the entry that told it."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.read.actors import cases
from crossread.read.event_words import Entry, bases, class_of, singular, whom_of
from crossread.read.predicates import OBJECTS, SITES, Predicates, Step

__all__ = ["Told", "told"]

_TOWARDS = ("obj", "iobj", "on", "against", "to", "with")
_BETWEEN = ("between", "with", "among", "and", "of")

Told = tuple[Entry | None, list[int], list[int]]


def told(here: Predicates, steps: Sequence[Step]) -> Told:
    """Return the entry, who and whom of the last step."""
    step = steps[-1]
    entry = here.entry(step.word)
    if (
        entry is not None
        and entry.type is not None
        and (_by_nature(here, step, entry) or _by_itself(here, step, entry))
    ):
        return None, list(step.subjects), []
    if entry is None or entry.type is None:
        nominal = _nominal(here, step) if entry is None else None
        if nominal is not None:
            return nominal
        who, whom = _plain(here, step)
        return None, who, whom
    return entry, *_sides(here, step, entry)


def _by_itself(here: Predicates, step: Step, entry: Entry) -> bool:
    """Tell a thing that breaks or burns, done by nobody to nothing: "the lodge burned down"."""
    alone = entry.group == "verbs" and entry.type == "ASSAULT" and not step.passive
    doers = [one for one in step.subjects if here.actors.at(one) or here.syntax.parts[one] == "PRON"]
    return (
        alone and not doers and not here.objects(step.word) and not here.prepositions(step.word).keys() & {"on", "at"}
    )


def _by_nature(here: Predicates, step: Step, entry: Entry) -> bool:
    """Tell whether a storm, crash or the like does it, so that nobody does."""
    if entry.type not in {"ASSAULT", "COERCE"}:
        return False
    near = [*(here.agents(step.word) if step.passive else step.subjects)]
    near += [c for c in here.children[step.word] if here.labels[c] == "obl"
             and cases(here.syntax, c) & {"in", "by", "after", "when"}] if step.passive else []  # fmt: skip
    return any(singular(here.lower[one]) in class_of("nature") and here.actors.at(one) is None for one in near)


def _plain(here: Predicates, step: Step) -> tuple[list[int], list[int]]:
    """Return subject and object where the verb tells no event."""
    if step.passive:
        return here.agents(step.word), list(step.subjects)
    whom = _first(here, step, _TOWARDS, places=False)
    return list(step.subjects), whom


def _sides(here: Predicates, step: Step, entry: Entry) -> tuple[list[int], list[int]]:
    doers = here.agents(step.word) if step.passive else list(step.subjects)
    behind = here.prepositions(step.word)
    if entry.group == "suffered":
        return [*behind.get("by", []), *behind.get("from", [])], list(step.subjects)
    if entry.group == "both":
        own = list(step.subjects)
        others = [] if step.passive else here.objects(step.word)
        return own, [*others, *behind.get("with", []), *behind.get("to", []), *behind.get("between", [])]
    if entry.group == "alone":
        return doers, _first(here, step, [word for word in whom_of(entry.type or "") if word not in OBJECTS])
    wanted = [*(word for word in entry.prepositions if word in behind), *whom_of(entry.type or "")]
    return doers, _first(here, step, wanted)


def _first(here: Predicates, step: Step, wanted: Sequence[str], *, places: bool = True) -> list[int]:
    """Return the first of these places where an actor stands."""
    behind: dict[str, list[int]] | None = None
    for place in wanted:
        if place == "obj":
            those = list(step.subjects) if step.passive else here.objects(step.word)
        elif place == "iobj":
            those = [c for c in here.children[step.word] if here.labels[c] == "iobj"]
        else:
            behind = here.prepositions(step.word) if behind is None else behind
            those = behind.get(place, [])
        found = [(one, here.actors.at(one)) for one in those]
        kept = [one for one, m in found if m and (places or place in OBJECTS or m.kind not in SITES)]
        if kept:
            return kept
    return []


def _nominal(here: Predicates, step: Step) -> Told | None:
    """Read the noun of a light verb, or an event that is the subject of a verb of happening."""
    word = step.word
    if here.syntax.parts[word] == "NOUN":
        entry = here.noun(word)
        if entry is None or any(here.labels[c] == "cop" for c in here.children[word]):
            return None
        return entry, *_noun_sides(here, word, entry, (), {})
    verbs = set(bases(here.lower[word]))
    objects = list(step.subjects) if step.passive else here.objects(word)
    if verbs & class_of("light"):
        for one in objects:
            entry = here.noun(one)
            if entry is not None:
                doers = here.agents(word) if step.passive else list(step.subjects)
                return entry, *_noun_sides(here, one, entry, doers, here.prepositions(word))
    if verbs & class_of("happening") and not step.passive:
        for one in step.subjects:
            entry = here.noun(one)
            if entry is not None:
                return entry, *_noun_sides(here, one, entry, (), here.prepositions(word) if not objects else {})
    return None


def _noun_sides(
    here: Predicates, noun: int, entry: Entry, doers: Sequence[int], behind: dict[str, list[int]]
) -> tuple[list[int], list[int]]:
    """Return who and whom of an event noun; ``doers`` and ``behind`` are what a light verb adds."""
    places = {case: list(words) for case, words in behind.items()}
    for child in here.children[noun]:
        for case in cases(here.syntax, child) if here.labels[child].startswith("nmod") else ():
            if child not in places.setdefault(case, []):
                places[case].append(child)
    owners = [c for c in here.children[noun] if here.labels[c] == "nmod:poss"]
    names = [c for c in here.children[noun] if here.labels[c] in {"amod", "compound"} and here.actors.at(c)]
    if entry.group == "nouns_both":
        sides = [one for case in _BETWEEN for one in places.get(case, [])]
        return [*doers, *owners, *names, *sides], []
    by = places.get("by", [])
    if entry.group == "nouns_suffered":
        return [*doers, *by], places.get("of") or owners or names
    if entry.group == "nouns_done" and not doers:
        doers = places.get("of", [])
    who = [*doers] or by or owners or names
    wanted = [*entry.prepositions, *whom_of(entry.type or "")]
    found = (places.get(case, []) for case in wanted if case != "of" or entry.group == "nouns")
    whom = next((those for those in found if any(here.actors.at(one) for one in those)), [])
    return who, [one for one in whom if one not in who]
