"""What a line takes from the claims it shows: their spans, their labels, and which say the same words."""

from __future__ import annotations

from collections.abc import Iterable

from crossread.model import Claim, Span
from crossread.present import labels
from crossread.present.index import Index

__all__ = ["by_words", "claim_labels", "spans_of"]


def claim_labels(index: Index, claims: Iterable[Claim], *, modality: bool = True) -> tuple[str, ...]:
    """Say what the quoted words alone do not: that they are denied, unverified, or not (yet) so."""
    claims = tuple(claims)
    found = []
    for claim in claims:
        attribution = index.attributions.get(claim.attribution or "")
        # Words that hold their own "denied" or "not" need no label; one before them would turn them round.
        cue = claim.cue or (attribution.cue if attribution else None)
        if attribution is not None and attribution.denies and not (cue and claim.span.covers(cue)):
            found.append("denied")
        found += [labels.CERTAINTY[claim.certainty]] if claim.certainty != "stated" else []
        found += [labels.MODALITY[claim.modality].lower()] if modality and claim.modality != "happened" else []
    return tuple(
        label if found.count(label) >= len(claims) else f"{label} (in some reports)" for label in dict.fromkeys(found)
    )


def by_words(index: Index, claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    """Claims in the same words (copies of each other, mostly) are read once."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(index.words(claim.span), []).append(claim)
    return list(groups.items())


def spans_of(claims: Iterable[Claim], *others: Span | None) -> tuple[Span, ...]:
    """Claims' spans, then others; each once."""
    spans = [claim.span for claim in claims] + [span for span in others if span is not None]
    return tuple({(span.report, span.start, span.end): span for span in spans}.values())
