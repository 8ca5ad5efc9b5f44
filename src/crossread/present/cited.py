"""What a line takes from the claims it shows: their spans, their labels, and which say the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crossread.model import Claim, Span
from crossread.present import labels
from crossread.present.index import Index
from crossread.present.inert import one_line
from crossread.present.line import Line

__all__ = ["by_words", "claim_labels", "spans_of", "with_meant"]


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


def with_meant(index: Index, line: Line) -> Line:
    """Return a line with whom its words mean, as the claim that they are taken from has it."""
    claims = (index.claims[id] for id in line.claims if id in index.claims)
    claim = next((claim for claim in claims if claim.meant and one_line(claim.text) == line.text), None)
    if claim is None:
        return line
    found: list[tuple[int, str]] = []
    for one in claim.meant:
        name = index.label(one.entity) if one.entity else one_line(index.raw(one.words)) if one.words else ""
        place = len(one_line(claim.text[: one.span.end - claim.span.start]))
        told = line.section == "positions" and name in line.group  # the heading names the speaker
        found += [(place, name)] if name and not told else []
    return replace(line, meant=tuple(found), names=(*line.names, *(name for _, name in found)))


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
