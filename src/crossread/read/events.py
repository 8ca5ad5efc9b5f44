"""Who did what to whom: the event of a clause, its actors, and how it stands, from the parse.

The type, and the side of the deed on which subject, object and prepositions stand, come from ``resources/events.yaml``.
The types are those of PLOVER (Halterman, Bagozzi, Beger, Schrodt, Scarborough 2023, "PLOVER and POLECAT").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossread.model import Attribution, Modality, Polarity
from crossread.read.actors import Actors
from crossread.read.event_words import Beside, bases, class_of, mood_of, noun_entry, singular, verb_entry
from crossread.read.predicates import Predicates, Step
from crossread.read.sides import told
from crossread.read.syntax import Syntax
from crossread.read.tagging import Word

__all__ = ["Deed", "deed_at", "event_by_words"]

# Without a parse, so many words behind a verb are taken to go with it.
NEAR = 5

_CONFLICT = frozenset(("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))
_TOGETHER = frozenset(("both", "nouns_both"))
_IF = frozenset(("if", "unless"))
_NO = frozenset(("no", "neither"))
_WAS = frozenset(("is", "are", "was", "were"))
_AUXILIARIES: Mapping[str, Modality] = {
    **dict.fromkeys(("must", "should", "ought"), "demanded"),
    **dict.fromkeys(("may", "might", "could"), "possible"),
    **dict.fromkeys(("will", "would", "shall", "'ll", "’ll", "wo"), "planned"),
}
_MOODS: Mapping[str | None, Modality] = {
    "planned": "planned", "promised": "promised", "demanded": "demanded", "possible": "possible",
}  # fmt: skip
_ATTRIBUTED: Mapping[str, Modality] = {"demand": "demanded", "promise": "promised"}
_BY_TYPE: Mapping[str | None, Modality] = {"REQUEST": "demanded", "THREATEN": "possible"}


class Deed(NamedTuple):
    """What a clause tells: the PLOVER type or none, entity ids of who does it and to whom, how it stands."""

    event: str | None
    who: tuple[str, ...]
    whom: tuple[str, ...]
    modality: Modality
    polarity: Polarity


def deed_at(syntax: Syntax, actors: Actors, predicate: int, attribution: Attribution | None) -> Deed:
    """Return the deed that a predicate tells; ``attribution`` is what its clause is said by, if anything."""
    predicates = Predicates(syntax, actors)
    steps = predicates.steps(predicate)
    entry, who, whom = told(predicates, steps)
    others = actors.ids(whom)
    doers = actors.ids(who) or _speaker(syntax, steps, who, attribution)
    if entry is not None and entry.group in _TOGETHER:
        doers, others = tuple(dict.fromkeys((*doers, *others))), ()
    event = _as_threat(predicates, steps, entry.type if entry else None)
    denied = _denied(predicates, steps) or (attribution is not None and attribution.denies)
    return Deed(
        event=event,
        who=doers,
        whom=tuple(id for id in others if id not in doers),
        modality=_modality(predicates, steps, event, attribution),
        polarity="denied" if denied else "affirmed",
    )


def _as_threat(predicates: Predicates, steps: Sequence[Step], event: str | None) -> str | None:
    """Return the type; to promise what is hostile is to threaten it ("vowed to attack")."""
    own = steps[-1].word
    if event == "AGREE" and mood_of(predicates.lower[own]) == "promised":
        below = predicates.below(own)
        hostile = predicates.entry(below) if below is not None else None
        return "THREATEN" if hostile is not None and hostile.type in _CONFLICT else event
    vowed = any(mood_of(predicates.lower[above.word]) == "promised" for above in steps[:-1])
    return "THREATEN" if vowed and event in _CONFLICT else event


def _speaker(
    syntax: Syntax, steps: Sequence[Step], who: Sequence[int], attribution: Attribution | None
) -> tuple[str, ...]:
    """Return the speaker where the deed is to say so ("he rejected the plan"), or who "I" is in what is quoted."""
    if attribution is None or attribution.speaker is None:
        return ()
    cue, start = attribution.cue, syntax.spans[steps[0].word][0]
    said = cue is not None and cue.start <= start < cue.end and not steps[0].passive and len(steps) == 1
    spoken = attribution.kind == "direct" and [syntax.lower[word] for word in who] == ["i"]
    return (attribution.speaker,) if said or spoken else ()


def event_by_words(words: Sequence[Word], verb: int | None) -> str | None:
    """Return the type by the verb at ``verb`` and the words behind it, or by a noun, where there is no parse."""
    lower = [word.lower for word in words]
    if verb is not None:
        behind = frozenset(singular(word) for word in lower[verb + 1 : verb + 1 + NEAR])
        entry = verb_entry(lower[verb], Beside(behind))
        if entry is not None:
            return None if entry.group == "persons" else entry.type
        if not set(bases(lower[verb])) & (class_of("light") | class_of("happening")):
            return None
    nouns = [noun_entry(word.lower, lower[max(0, at - 1) : at]) for at, word in enumerate(words) if word.tag == "noun"]
    types = {entry.type for entry in nouns if entry is not None}
    return types.pop() if len(types) == 1 else None


# ---------------------------------------------------------------------------------------- how it stands


def _denied(predicates: Predicates, steps: Sequence[Step]) -> bool:
    """Tell whether the deed is said not to be: "did not", "no", "failed to", "stopped"."""
    lower, everywhere = predicates.lower, range(len(predicates.lower))
    flips = 0
    for step in steps:
        near = predicates.children[step.word]
        nouns = [c for c in near if predicates.labels[c].startswith(("nsubj", "obj"))]
        none = any(lower[c] in _NO for noun in nouns for c in predicates.children[noun])
        longer = "longer" in [lower[c] for c in near]
        flips += longer or none or predicates.syntax.denied(step.word, everywhere)
        if mood_of(lower[step.word]) == "denied" and predicates.entry(step.word) is None:
            flips += step is not steps[-1] or _of_event(predicates, step)
    return flips % 2 == 1


def _of_event(predicates: Predicates, step: Step) -> bool:
    """Tell whether a verb of mood is about an event noun ("planned an attack", "the shelling stopped")."""
    nouns = (*step.subjects, *predicates.objects(step.word))
    return any(predicates.noun(noun) is not None for noun in nouns)


def _modality(
    predicates: Predicates, steps: Sequence[Step], event: str | None, attribution: Attribution | None
) -> Modality:
    """Return how the deed stands: by the cue, else a condition, auxiliary or verb of mood, else the type itself."""
    if event != "THREATEN" and attribution is not None and attribution.act in _ATTRIBUTED:
        cue = (attribution.cue.text or "").lower().split() if attribution.cue else []
        spoken = (_MOODS[mood] for mood in map(mood_of, cue) if mood in _MOODS)
        return next(spoken, _ATTRIBUTED[attribution.act])
    for step in steps:
        mood = _mood(predicates, step, last=step is steps[-1])
        if mood is not None:
            return mood
    return _BY_TYPE.get(event, "happened")


def _mood(predicates: Predicates, step: Step, *, last: bool) -> Modality | None:
    """Return the mood that one predicate gives to the deed."""
    lower, labels = predicates.lower, predicates.labels
    near = predicates.children[step.word]
    if any(_conditional(predicates, c) for c in near if labels[c] == "advcl"):
        return "possible"
    auxiliaries = [lower[c] for c in near if labels[c].startswith(("aux", "cop"))]
    found = [_AUXILIARIES[word] for word in auxiliaries if word in _AUXILIARIES]
    if found:
        return found[0]
    if not _WAS.isdisjoint(auxiliaries) and any(lower[c] == "to" and labels[c] == "mark" for c in near):
        return "planned"  # "is to leave"
    mood = mood_of(lower[step.word])
    return _MOODS[mood] if mood in _MOODS and (not last or _governs(predicates, step)) else None


def _conditional(predicates: Predicates, clause: int) -> bool:
    return any(predicates.lower[c] in _IF and predicates.labels[c] == "mark" for c in predicates.children[clause])


def _governs(predicates: Predicates, step: Step) -> bool:
    """Tell whether a verb of mood says so of something: a clause, an event ("planned an attack"), its own promise."""
    if predicates.entry(step.word) is not None:
        return mood_of(predicates.lower[step.word]) == "promised"
    return predicates.below(step.word) is not None or _of_event(predicates, step)
