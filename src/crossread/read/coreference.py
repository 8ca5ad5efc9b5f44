"""Whom "he", "she", "it" and "they" mean: ``resolve_pronouns(reading, speakers)``.

A small log-linear scorer over the entities named before a pronoun, one set of weights for each kind of pronoun
(``resources/coreference.yaml``, readable, made by ``training/coreference.py``). It looks at distance, at who was
subject and who spoke last, at gender and number by word lists, at quotation marks and at the clause (one who acts on
"him" is somebody else). "Nobody of these" is among what it scores, and below ``SURE`` it refuses.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from crossread.model import Attribution, Reading
from crossread.read.scene import PAIR, Pronoun, Scene, Seen, is_pronoun, pronouns_of
from crossread.tables import table

__all__ = ["likeliest", "resolve_pronouns", "walk"]

# The likeliest entity is taken from this probability on. Of the "he" and "she" that speak in GUM and BASIL nine in ten
# are right above it.
SURE: Mapping[str, float] = {"person": 0.5, "it": 0.6, "they": 0.6}
# A person who speaks has been named before, hardly ever "nobody of these": there so much suffices, if it is so large a
# share of what all people named have together.
LEAST, AMONG = 0.1, 0.5


def likeliest(scored: Sequence[tuple[str, Sequence[str]]], sort: str) -> tuple[str, float]:
    """Return the likeliest candidate and how likely it is; all add up to one."""
    shares = _shares(scored, sort)
    best = max(range(len(shares)), key=shares.__getitem__)
    return scored[best][0], shares[best]


def _shares(scored: Sequence[tuple[str, Sequence[str]]], sort: str) -> list[float]:
    weights = _weights(sort)
    sums = [sum(weights[feature] for feature in features if feature in weights) for _, features in scored]
    most = max(sums)
    powers = [math.exp(value - most) for value in sums]
    whole = sum(powers)
    return [power / whole for power in powers]


def _sure(scored: Sequence[tuple[str, Sequence[str]]], sort: str, host: str | None, *, speaks: bool) -> str | None:
    """Return the entity that is sure.

    A person who ``speaks`` has been named, so there the likeliest of those named will do; but whether the ``host``, in
    whose words "he" stands, speaks of himself is open.
    """
    shares = _shares(scored, sort)
    best = max(range(1, len(shares)), key=shares.__getitem__, default=0)
    if PAIR in scored[best][1]:
        return None
    named = (
        speaks
        and sort == "person"
        and scored[best][0] != host
        and shares[best] >= LEAST
        and shares[best] >= AMONG * (1 - shares[0])
    )
    return scored[best][0] if best and (shares[best] >= SURE[sort] or named) else None


@functools.cache
def _weights(sort: str) -> Mapping[str, float]:
    return dict(table("coreference")[sort])


def resolve_pronouns(reading: Reading, speakers: Mapping[str, str]) -> dict[int, str]:
    """Return the entity of each pronoun that is sure, by the place where it starts.

    ``speakers`` maps attributions to speakers that are known without pronouns.
    """

    def decide(scene: Scene, pronoun: Pronoun) -> str | None:
        if pronoun.sort != "person" and pronoun.start not in scene.own:
            return None  # only who speaks is asked for; "he" is resolved everywhere, as it leads on to the next
        if pronoun.sort != "person" and (speaker := scene.last_speaker(pronoun)) is not None:
            return speaker
        speaks = pronoun.start in scene.own
        return _sure(scene.candidates(pronoun), pronoun.sort, scene.host(pronoun.start), speaks=speaks)

    return walk(reading, speakers, decide)


def walk(
    reading: Reading, speakers: Mapping[str, str], decide: Callable[[Scene, Pronoun], str | None]
) -> dict[int, str]:
    """Go through a report from its start, past names, speakers and pronouns; return what was decided, by place."""
    scene = Scene.of(reading)
    places: list[tuple[int, int, Seen | Pronoun | Attribution]] = [(seen.start, 0, seen) for seen in scene.names]
    places += [(pronoun.start, 1, pronoun) for pronoun in pronouns_of(scene.syntax)]
    places += [((a.source or a.cue or a.content[0]).start, 2, a) for a in reading.attributions]
    found: dict[int, str] = {}
    for start, _, what in sorted(places, key=itemgetter(0, 1)):
        if isinstance(what, Seen):
            scene.see(what)
        elif isinstance(what, Pronoun):
            entity = decide(scene, what)
            if entity is not None:
                found[start] = entity
                scene.take(what, entity)
        else:
            speaker = speakers.get(what.id) or (
                found.get(start) if is_pronoun((what.source or what.content[0]).text or "") else None
            )
            if speaker is not None:
                scene.hear(what, speaker)
    return found
