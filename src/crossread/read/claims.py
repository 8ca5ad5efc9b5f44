"""What a report claims, clause by clause: ``find_claims(reading)``.

A statement inside an attribution is a claim of its speaker; the rest of a sentence is the report's own
voice. Claims never overlap. What is no statement (headings, questions, fragments, notes on verification)
is listed in ``skipped`` with its reason, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossread.model import (
    Attribution,
    Claim,
    Interval,
    Reading,
    Sentence,
    SkippedSpan,
    Span,
    TimeExpression,
    short_hash,
)
from crossread.names import fold
from crossread.read.clauses import has_verb, main_verb, pieces, tidy
from crossread.read.cues import hedge_pattern
from crossread.read.statements import describe
from crossread.read.syntax import syntax_of
from crossread.read.tagging import tagged
from crossread.text import words

__all__ = ["find_claims"]

# An inner attribution takes the claim over where its source, cue and content fill this share of the outer content.
INNER_SHARE = 0.5
# Words of the report's own voice beside an attribution that make a claim of their own.
FEWEST_OWN_WORDS = 4


class _Part(NamedTuple):
    """A stretch that makes a claim, with its attribution or none."""

    start: int
    end: int
    attribution: Attribution | None


def find_claims(reading: Reading) -> Reading:
    """Return the reading with its claims in order, what was skipped, and when each thing was said."""
    reading = replace(reading, attributions=tuple(_with_said(reading, a) for a in reading.attributions))
    claims: list[Claim] = []
    skipped: list[SkippedSpan] = []
    unverified: list[int] = []
    for number, sentence in enumerate(reading.sentences):
        reason = _no_claim(reading, sentence)
        parts = [] if reason else _parts(reading, sentence)
        if reason is None and not parts:
            reason = "no statement found"
        if reason:
            skipped.append(SkippedSpan(span=replace(sentence.span, text=None), reason=reason))
            if reason == _VERIFICATION:
                unverified.append(number)
            continue
        claims += [_claim(reading, part) for part in parts if not _asks(reading, part)]
        asked = [part for part in parts if _asks(reading, part)]
        skipped += [SkippedSpan(span=reading.report.span(part.start, part.end), reason="question") for part in asked]
    claims = [_unverified(claim, reading, unverified) for claim in claims]
    return replace(reading, claims=tuple(claims), skipped=tuple(skipped))


# ------------------------------------------------------------------------------------- no statements

_VERIFICATION = "says what could not be verified; kept as a mark on the claims before it"
_REFERS_BACK = (
    "the",
    "these",
    "this",
    "those",
    "that",
    "it",
    "none",
    "neither",
    "such",
    "their",
    "there",
    "however",
    "but",
    "both",
)


def _no_claim(reading: Reading, sentence: Sentence) -> str | None:
    """Return why a sentence is no statement at all, or None."""
    start, end = sentence.span.start, sentence.span.end
    text = reading.report.text[start:end]
    headings = [entry.heading for entry in reading.report.entries if entry.heading]
    if any(heading.start <= start and end <= heading.end for heading in headings):
        return "heading of an entry"
    if reading.report.title and fold(text) == fold(reading.report.title):
        return "title"
    if any(
        start < credit.evidence.end
        and credit.evidence.start < end
        and credit.evidence.end - credit.evidence.start > 0.8 * (end - start)
        for credit in reading.report.credits
    ):
        return "credit"
    count = len(words(text))
    quoted = any(piece.start <= start and end <= piece.end for a in reading.attributions for piece in a.content)
    if not quoted and _alone_without_stop(reading, sentence):
        return "heading or fragment"
    if text.rstrip('"”’»)').endswith("?") and not quoted and not _attributed(reading, sentence):
        return "question"
    opens = text.split()[0].lower().strip(",") if text.split() else ""
    if (
        hedge_pattern("unverified").search(text)
        and count < 25
        and opens in _REFERS_BACK
        and not _attributed(reading, sentence)
    ):
        return _VERIFICATION
    if not _has_verb(reading, start, end) and not _attributed(reading, sentence):
        return "no verb found"
    return None


def _has_verb(reading: Reading, start: int, end: int) -> bool:
    if reading.encoded is not None and syntax_of(reading.report.text, reading.encoded).has_predicate(start, end):
        return True
    return has_verb(reading.report.text, start, end)


def _asks(reading: Reading, part: _Part) -> bool:
    return reading.report.text[part.start : part.end].rstrip('"”’»)').endswith("?")


def _alone_without_stop(reading: Reading, sentence: Sentence) -> bool:
    """A line of its own that ends without a full stop is a heading, caption or fragment."""
    text, start, end = reading.report.text, sentence.span.start, sentence.span.end
    if text[start:end].rstrip('"”’»)]').endswith((".", "!", "?", "…", ":", ";")):
        return False
    begins = start == 0 or text[:start].rstrip(" \t").endswith(("\n", "\r")) or sentence is reading.sentences[0]
    return begins and (
        end >= len(text) or text[end : end + 1] in "\r\n" or text[end:].lstrip(" \t")[:1] in {"\n", "\r", ""}
    )


def _attributed(reading: Reading, sentence: Sentence) -> bool:
    return any(piece.overlaps(sentence.span) for a in reading.attributions for piece in a.content)


def _unverified(claim: Claim, reading: Reading, notes: Sequence[int]) -> Claim:
    """Mark the claims of the sentence before a note that says they could not be verified."""
    for number in notes:
        if number and reading.sentences[number - 1].span.overlaps(claim.span):
            return replace(claim, certainty="unverified")
    return claim


# -------------------------------------------------------------------------------------------- parts


def _parts(reading: Reading, sentence: Sentence) -> list[_Part]:
    """Cut a sentence into what its attributions say and what the report says itself."""
    text = reading.report.text
    here = [a for a in reading.attributions if any(p.overlaps(sentence.span) for p in a.content)]
    parts: list[_Part] = []
    taken: list[tuple[int, int]] = []
    for attribution in sorted(here, key=_rank):
        for start, end in _stretches(reading, attribution, sentence, here):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            quoted = attribution.kind == "direct"
            cut = _cut(reading, start, end, quoted=quoted)
            parts += [_Part(*tidy(text, *piece), attribution) for piece in cut]
        taken += _introduction(attribution, sentence)
    parts += [_Part(*tidy(text, *piece), None) for piece in _own_voice(reading, sentence, taken)]
    kept = [part for part in parts if part.start < part.end and any(ch.isalnum() for ch in text[part.start : part.end])]
    return _apart(sorted(kept, key=lambda part: (part.start, part.end)))


def _rank(attribution: Attribution) -> tuple[bool, int]:
    """Read outer attributions before inner ones, so that an inner one only fills what is left."""
    return attribution.inside is not None, attribution.content[0].start


def _apart(parts: Sequence[_Part]) -> list[_Part]:
    kept: list[_Part] = []
    for part in parts:
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept


def _stretches(
    reading: Reading, attribution: Attribution, sentence: Sentence, here: Sequence[Attribution]
) -> Iterator[tuple[int, int]]:
    """Return what an attribution says within one sentence: its content, with source and cue where it is no clause."""
    inner = _taken_over(attribution, here)
    here_too = [piece for piece in attribution.content if piece.overlaps(sentence.span)]
    if len(here_too) > 1 and attribution.cue is not None and not all(_says(reading, piece) for piece in here_too):
        yield max(here_too[0].start, sentence.span.start), min(here_too[-1].end, sentence.span.end)
        return
    for piece in attribution.content:
        start, end = max(piece.start, sentence.span.start), min(piece.end, sentence.span.end)
        if start >= end:
            continue
        if inner is not None and any(p.overlaps(piece) for p in inner.content):
            continue
        if not _is_clause(reading, start, end):
            start = _whole_start(attribution, sentence, start)
        yield start, end


def _says(reading: Reading, piece: Span) -> bool:
    """Tell whether a piece of content could be a claim by itself; the halves of one clause cannot."""
    quoted = (piece.text or "")[:1] in {"“", '"'}
    return quoted or _has_verb(reading, piece.start, piece.end)


def _taken_over(outer: Attribution, here: Sequence[Attribution]) -> Attribution | None:
    """Return the inner attribution that says most of what the outer one says, with its own speaker."""
    length = sum(piece.end - piece.start for piece in outer.content)
    for other in here:
        if other.inside != outer.id or other.source is None or other.speaker is None or other.speaker == outer.speaker:
            continue
        spans = (other.source, *other.content, *([other.cue] if other.cue else []))
        if max(span.end for span in spans) - min(span.start for span in spans) >= INNER_SHARE * length:
            return other
    return None


def _cut(reading: Reading, start: int, end: int, *, quoted: bool = False) -> Iterator[tuple[int, int]]:
    """Cut a stretch at sentence ends, and outside quotations where the rules or the parse see another clause."""
    text = reading.report.text
    for left, right in pieces(text, start, end, quoted=quoted):
        if quoted or reading.encoded is None:
            yield left, right
        else:
            yield from syntax_of(text, reading.encoded).clauses(left, right)


def _is_clause(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a content stands alone as a sentence ("that they left"), unlike "to leave" and noun phrases."""
    inner = tagged(reading.report.text, start, end)
    opens = inner[0].lower if inner else ""
    if opens in {"to", "of", "for"} or len(inner) < 3:
        return False
    if reading.encoded is not None:
        return syntax_of(reading.report.text, reading.encoded).stands(start, end)
    return main_verb(inner) is not None


def _whole_start(attribution: Attribution, sentence: Sentence, start: int) -> int:
    """Take source and cue along where they stand right before the content."""
    first = start
    for span in (attribution.cue, attribution.source):
        if span is not None and sentence.span.start <= span.start < first and first - span.end <= 40:
            first = span.start
    return first


def _introduction(attribution: Attribution, sentence: Sentence) -> list[tuple[int, int]]:
    """Return the cue, with the source where they stand together: these words say nothing by themselves."""
    cue, source = attribution.cue, attribution.source
    if cue is None or not cue.overlaps(sentence.span):
        return []
    if source is None or not source.overlaps(sentence.span):
        return [(cue.start, cue.end)]
    left, right = min(cue.start, source.start), max(cue.end, source.end)
    gap = max(cue.start, source.start) - min(cue.end, source.end)
    return [(left, right)] if gap <= 3 else [(cue.start, cue.end)]


def _own_voice(reading: Reading, sentence: Sentence, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return what is left of the sentence where it makes statements of its own."""
    text, at = reading.report.text, sentence.span.start
    for start, end in [*sorted(taken), (sentence.span.end, sentence.span.end)]:
        start = min(start, sentence.span.end)
        if start > at:
            whole = at == sentence.span.start and start == sentence.span.end
            stated = _has_verb(reading, at, start) and len(words(text[at:start])) >= FEWEST_OWN_WORDS
            if whole or (stated and _complete(reading, at, start)):
                yield from _cut(reading, at, start)
        at = max(at, min(end, sentence.span.end))


def _complete(reading: Reading, start: int, end: int) -> bool:
    """A leftover that opens as a subordinate or ends in the air is no statement ("after he", "where the")."""
    text = reading.report.text
    if reading.encoded is not None and not syntax_of(text, reading.encoded).stands(start, end):
        return False
    inner = text[start:end].strip(" ,;:—–-").lower().split()
    return (
        bool(inner)
        and inner[0]
        not in {
            "who",
            "which",
            "that",
            "after",
            "when",
            "where",
            "in",
            "on",
            "during",
            "if",
            "to",
            "as",
            "before",
            "because",
            "since",
            "by",
            "with",
        }
        and inner[-1] not in {"the", "a", "of", "that", "and", "to", "with", "as", "in"}
    )


# -------------------------------------------------------------------------------------------- claims


def _claim(reading: Reading, part: _Part) -> Claim:
    span = reading.report.span(part.start, part.end, words=True)
    attribution = part.attribution
    return Claim(
        id=short_hash("c", reading.report.id, part.start, part.end),
        span=span,
        attribution=attribution.id if attribution else None,
        source=attribution.source if attribution else None,
        cue=attribution.cue if attribution else None,
        speaker=attribution.speaker if attribution else None,
        **describe(reading, span, attribution),
    )


def _with_said(reading: Reading, attribution: Attribution) -> Attribution:
    """Take the time expression next to the cue, outside the content, for the time of saying."""
    cue = attribution.cue
    if cue is None or attribution.said is not None:
        return attribution
    sentence = next((s.span for s in reading.sentences if s.span.start <= cue.start < s.span.end), None)
    if sentence is None:
        return attribution
    near = [
        time for time in reading.times
        if sentence.covers(time.span) and not any(piece.overlaps(time.span) for piece in attribution.content)
        and _dated(time) is not None and min(abs(time.span.start - cue.end), abs(cue.start - time.span.end)) <= 30
    ]  # fmt: skip
    best = min(near, key=lambda time: abs(time.span.start - cue.end), default=None)
    return replace(attribution, said=_dated(best)) if best else attribution


def _dated(time: TimeExpression) -> Interval | None:
    if time.interval is None or time.timex_type not in {"DATE", "TIME"}:
        return None
    return time.interval if time.interval.evidence else replace(time.interval, evidence=replace(time.span, text=None))
