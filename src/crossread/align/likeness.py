"""How likely two claims say the same, from 0 to 1: a small weighted sum of what can be compared in them.

Sentence vectors see that "met" and "held talks" are near, words that the names agree, the parse who did it; none of
them alone tells a paraphrase from the next sentence of the same story. The weights were fitted by logistic
regression on pairs of claims of ECB+ (``benchmarks/points.py --fit``), whose annotators marked which words of two
reports speak of one happening; they are few, so that they carry over to other stories. What excludes that two claims
are one (numbers, times, negation, who did it to whom) is no matter of degree and is decided in ``compare``.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from crossread.align.claim_content import Content
from crossread.model import Claim, Reading

__all__ = ["FITTED", "claim_vectors", "compared_parts", "likeness"]

# What is compared -> its weight; "bias" is the constant.
FITTED: Mapping[str, float] = {"bias": -2.55, "near": 3.8, "words": 2.65, "predicate": 0.25, "persons": -1.0}

# A claim that fills this share of its sentence has the sentence's own vector.
WHOLE = 0.85


def likeness(parts: Mapping[str, float]) -> float:
    """Return the score of what ``compared_parts`` gave."""
    total = FITTED["bias"] + sum(FITTED[name] * parts[name] for name in sorted(parts))
    return 1 / (1 + math.exp(-total))


def compared_parts(left: Content, right: Content, words: float, near: float) -> dict[str, float]:
    """Compare two claims part by part, each from -1 (differs) or 0 (not known) to 1 (agrees). Symmetric.

    ``words`` is their weight in common over the weight of both, ``near`` the cosine of their vectors.
    """
    one, other = left.frame, right.frame
    people = [{id for id, kind in side.kinds.items() if kind == "person"} for side in (left, right)]
    return {
        "near": near,
        "words": words,
        "predicate": _shared(one.predicates if one else (), other.predicates if other else ()),
        "persons": float(bool(people[0] - people[1] and people[1] - people[0])),
    }


def _shared(ours: Collection[str], theirs: Collection[str]) -> float:
    if not ours or not theirs:
        return 0.0
    return 1.0 if set(ours) & set(theirs) else -1.0


# ------------------------------------------------------------------------------------------------ vectors


def claim_vectors(claims: Sequence[Claim], readings: Sequence[Reading]) -> dict[str, Any]:
    """Return claim id -> unit vector, for the claims of the readings that the encoder has read.

    A claim that is all of its sentence has the vector of that sentence; the parts of sentences are read again, each
    report's together and by themselves, so that no vector hangs on another report.
    """
    import numpy as np

    by_report: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.span.start, claim.span.end)):
        by_report.setdefault(claim.span.report, []).append(claim)
    found: dict[str, Any] = {}
    for reading in readings:
        if reading.vectors is not None and reading.report.id in by_report:
            found |= _of_report(by_report[reading.report.id], reading)
    return {id: vector / max(float(np.linalg.norm(vector)), 1e-9) for id, vector in found.items()}


def _of_report(claims: Sequence[Claim], reading: Reading) -> dict[str, Any]:
    from crossread.encoder import Text, shipped_encoder

    found: dict[str, Any] = {}
    rest: list[Claim] = []
    for claim in claims:
        home = next((n for n, sentence in enumerate(reading.sentences) if sentence.span.covers(claim.span)), None)
        length = len(claim.text)
        whole = reading.sentences[home].span if home is not None else None
        if home is not None and whole is not None and length >= WHOLE * (whole.end - whole.start):
            found[claim.id] = reading.vectors[home]
        else:
            rest.append(claim)
    if rest:
        texts = [" ".join(claim.text.split()) for claim in rest]
        starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
        spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
        vectors = shipped_encoder().vectors(Text("\n".join(texts), spans))
        found |= {claim.id: vector for claim, vector in zip(rest, vectors, strict=True)}
    return found
