"""What a report claims, clause by clause: ``find_claims(reading)``.

A statement inside an attribution is a claim of its speaker; the rest of a sentence is the report's own
voice. Claims never overlap. What is no statement (headings, questions, fragments, notes on verification)
is listed in ``skipped`` with its reason, never dropped.
"""

from __future__ import annotations

import re
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
from crossread.read.cues import hedges_in
from crossread.read.happening import way_to
from crossread.read.pages import Page
from crossread.read.standing import adds, lacks, meant_in, reach, without_hanging
from crossread.read.statements import describe
from crossread.read.tagging import first_words, tagged
from crossread.text import words

__all__ = ["find_claims"]

# An inner attribution takes the claim over where its source, cue and content fill this share of the outer content.
INNER_SHARE = 0.5
# Characters between a cue that is no verb ("according to") and the time of saying.
SAID_GAP = 30
_RIGHT_BEHIND = re.compile(r"\s+(?:on|in|at|late|early)?(?:\s+on)?\s*", re.IGNORECASE)
# Words of the report's own voice beside an attribution that make a claim of their own.
FEWEST_OWN_WORDS = 4
# Words that a statement of its own neither begins nor ends with.
_LEANS_ON = frozenset(
    ("who", "which", "that", "after", "when", "where", "in", "on", "during", "if", "to", "as", "before", "because",
     "since", "by", "with")
)  # fmt: skip
_LEADS_TO = frozenset(("the", "a", "of", "that", "and", "to", "with", "as", "in"))


class _Part(NamedTuple):
    """A stretch that makes a claim, with its attribution or none."""

    start: int
    end: int
    attribution: Attribution | None


def find_claims(reading: Reading) -> Reading:
    """Return the reading with its claims in order, what was skipped, and when each thing was said."""
    page = Page(reading)
    reading = replace(reading, attributions=tuple(_with_said(page, a) for a in reading.attributions))
    page = Page(reading)
    claims: list[Claim] = []
    skipped: list[SkippedSpan] = []
    unverified: list[int] = []
    for number, sentence in enumerate(reading.sentences):
        here = [one for one in page.said_in(number) if _says_something(page, one, sentence)]
        reason = _no_claim(page, sentence, here)
        parts = [] if reason else _parts(page, sentence, here)
        if reason is None and not parts:
            reason = "no statement found"
        if reason:
            skipped.append(SkippedSpan(span=replace(sentence.span, text=None), reason=reason))
            if reason == _VERIFICATION:
                unverified.append(number)
            continue
        claims += [_claim(page, part) for part in parts if not _asks(page, part)]
        asked = [part for part in parts if _asks(page, part)]
        skipped += [SkippedSpan(span=reading.report.span(part.start, part.end), reason="question") for part in asked]
    claims = [_unverified(claim, reading, unverified) for claim in claims] if unverified else claims
    return replace(reading, claims=tuple(claims), skipped=tuple(skipped))


# Cues that tell of what was not said; who "said no" said something.
_SILENT = re.compile(r"\b(?:not|never|(?:made|makes?|making|gave|gives?|giving)\s+no)\b|n['’]t\b", re.IGNORECASE)

# ------------------------------------------------------------------------------------- no statements

_VERIFICATION = "says what could not be verified; kept as a mark on the claims before it"
_REFERS_BACK = frozenset(
    ("the", "these", "this", "those", "that", "it", "none", "neither", "such", "their", "there", "however", "but",
     "both")
)  # fmt: skip


def _no_claim(page: Page, sentence: Sentence, here: Sequence[Attribution]) -> str | None:
    """Return why a sentence is no statement at all, or None; ``here`` are the attributions that speak in it."""
    start, end = sentence.span.start, sentence.span.end
    text, report = page.text[start:end], page.report
    if any(entry.heading and entry.heading.start <= start and end <= entry.heading.end for entry in report.entries):
        return "heading of an entry"
    # A sentence twice as long as the title is not folded in vain.
    if report.title and len(text) <= 2 * len(report.title) and fold(text) == fold(report.title):
        return "title"
    if any(_credits(credit.evidence, start, end) for credit in report.credits):
        return "credit"
    quoted = any(piece.start <= start and end <= piece.end for one in here for piece in one.content)
    if not quoted and _alone_without_stop(page, sentence):
        return "heading or fragment"
    if here:
        return None
    if text.rstrip('"”’»)').endswith("?"):
        return "question"
    opens = text.split(maxsplit=1)[0].lower().strip(",") if text.split(maxsplit=1) else ""
    if opens in _REFERS_BACK and hedges_in(page.text, start, end, "unverified") and len(words(text)) < 25:
        return _VERIFICATION
    return None if _has_verb(page, start, end) else "no verb found"


def _credits(evidence: Span, start: int, end: int) -> bool:
    """Tell whether a credit makes up most of a sentence."""
    return start < evidence.end and evidence.start < end and evidence.end - evidence.start > 0.8 * (end - start)


def _has_verb(page: Page, start: int, end: int) -> bool:
    if page.syntax is not None and page.syntax.has_predicate(start, end):
        return True
    return has_verb(page.text, start, end)


def _asks(page: Page, part: _Part) -> bool:
    return page.text[part.start : part.end].rstrip('"”’»)').endswith("?")


def _alone_without_stop(page: Page, sentence: Sentence) -> bool:
    """A line of its own that ends without a full stop is a heading, caption or fragment."""
    text, start, end = page.text, sentence.span.start, sentence.span.end
    if text[start:end].rstrip('"”’»)]').endswith((".", "!", "?", "…", ":", ";")):
        return False
    begins = start == 0 or text[:start].rstrip(" \t").endswith(("\n", "\r")) or sentence is page.reading.sentences[0]
    return begins and (
        end >= len(text) or text[end : end + 1] in "\r\n" or text[end:].lstrip(" \t")[:1] in {"\n", "\r", ""}
    )


def _unverified(claim: Claim, reading: Reading, notes: Sequence[int]) -> Claim:
    """Mark the claims of the sentence before a note that says they could not be verified."""
    for number in notes:
        if number and reading.sentences[number - 1].span.overlaps(claim.span):
            return replace(claim, certainty="unverified")
    return claim


# -------------------------------------------------------------------------------------------- parts


def _parts(page: Page, sentence: Sentence, here: Sequence[Attribution]) -> list[_Part]:
    """Cut a sentence into what its attributions say and what the report says itself."""
    text = page.text
    parts: list[_Part] = []
    taken: list[tuple[int, int]] = []
    for attribution in sorted(here, key=_rank):
        for start, end in _stretches(page, attribution, sentence, here):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            quoted = attribution.kind == "direct"
            cut = _cut(page, start, end, quoted=quoted)
            parts += [_Part(*piece, _voice(attribution, *piece)) for piece in (tidy(text, *one) for one in cut)]
        taken += _introduction(attribution, sentence)
    parts += [_Part(*tidy(text, *piece), None) for piece in _own_voice(page, sentence, taken)]
    kept = [part for part in parts if part.start < part.end and any(ch.isalnum() for ch in text[part.start : part.end])]
    return _apart(sorted(kept, key=lambda part: (part.start, part.end)))


def _voice(attribution: Attribution, start: int, end: int) -> Attribution | None:
    """Return whose statement a part is: "She made no reference to the dam" is the report's and not hers."""
    cue = attribution.cue
    silent = cue is not None and attribution.act == "say" and _SILENT.search(cue.text or "")
    return None if cue is not None and silent and start <= cue.start and cue.end <= end else attribution


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
    page: Page, attribution: Attribution, sentence: Sentence, here: Sequence[Attribution]
) -> Iterator[tuple[int, int]]:
    """Return what an attribution says within one sentence: its content, with source and cue where it is no clause."""
    inner = _taken_over(attribution, here)
    here_too = [piece for piece in attribution.content if piece.overlaps(sentence.span)]
    if len(here_too) > 1 and attribution.cue is not None and _is_one_clause(page, here_too):
        yield max(here_too[0].start, sentence.span.start), min(here_too[-1].end, sentence.span.end)
        return
    for piece in attribution.content:
        start, end = max(piece.start, sentence.span.start), min(piece.end, sentence.span.end)
        if start >= end:
            continue
        if inner is not None and any(p.overlaps(piece) for p in inner.content):
            continue
        start, end = _reached(page, attribution, sentence, start, end) or (start, end)
        yield start, end if attribution.kind == "direct" else without_hanging(page, start, end)


def _reached(page: Page, attribution: Attribution, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch that holds a piece of content as a statement; ``None`` where there is none."""
    return (start, end) if _is_clause(page, start, end) else reach(page, attribution, sentence, start, end)


def _says_something(page: Page, attribution: Attribution, sentence: Sentence) -> bool:
    """Tell whether any piece of content within a sentence is a statement of somebody's."""
    pieces_here = [piece for piece in attribution.content if piece.overlaps(sentence.span)]
    bounds = [(max(piece.start, sentence.span.start), min(piece.end, sentence.span.end)) for piece in pieces_here]
    return len(bounds) != 1 or _reached(page, attribution, sentence, *bounds[0]) is not None


def _is_one_clause(page: Page, content: Sequence[Span]) -> bool:
    """Tell whether the pieces are parts of one clause: none says anything alone, or one hangs on another."""
    alone = [_says(page, piece) for piece in content]
    if all(alone) or page.syntax is None:
        return not all(alone)
    ranges = [page.syntax.inside(piece.start, piece.end) for piece in content]
    tops = [page.syntax.top(words) for words, says in zip(ranges, alone, strict=True) if not says]
    heads = {page.syntax.heads[top] for top in tops if top is not None}
    return not any(alone) or any(head in words for words in ranges for head in heads)


def _says(page: Page, piece: Span) -> bool:
    """Tell whether a piece of content could be a claim by itself; the halves of one clause cannot."""
    quoted = (piece.text or "")[:1] in {"“", '"'}
    return quoted or _is_clause(page, piece.start, piece.end)


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


def _cut(page: Page, start: int, end: int, *, quoted: bool = False) -> Iterator[tuple[int, int]]:
    """Cut a stretch at sentence ends, and outside quotations where the rules or the parse see another clause."""
    for left, right in pieces(page.text, start, end, page.starts, quoted=quoted):
        if quoted or page.syntax is None:
            yield left, right
        else:
            yield from page.syntax.clauses(left, right)


def _is_clause(page: Page, start: int, end: int) -> bool:
    """Tell whether a content stands alone as a sentence ("that they left"), unlike "to leave" and noun phrases."""
    first = first_words(page.text, start, end, 3)
    if len(first) < 3 or first[0] in {"to", "of", "for"}:
        return False
    if page.syntax is not None:
        return page.syntax.stands(start, end)
    return main_verb(tagged(page.text, start, end)) is not None


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


def _own_voice(page: Page, sentence: Sentence, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return what is left of the sentence where it makes statements of its own."""
    text, at = page.text, sentence.span.start
    for start, end in [*sorted(taken), (sentence.span.end, sentence.span.end)]:
        start = min(start, sentence.span.end)
        if start > at:
            whole = at == sentence.span.start and start == sentence.span.end
            start = start if whole else without_hanging(page, at, start)
            if whole or (_long_enough(text[at:start]) and _has_verb(page, at, start) and _complete(page, at, start)):
                yield from _cut(page, at, start)
        at = max(at, min(end, sentence.span.end))


def _long_enough(left: str) -> bool:
    """Tell whether what is left has words enough; each takes a character and a space at least."""
    return len(left) >= 2 * FEWEST_OWN_WORDS - 1 and len(words(left)) >= FEWEST_OWN_WORDS


def _complete(page: Page, start: int, end: int) -> bool:
    """A leftover that opens as a subordinate or ends in the air is no statement ("after he", "where the")."""
    if page.syntax is not None and not page.syntax.stands(start, end):
        return adds(page, start, end)
    inner = page.text[start:end].strip(" ,;:—–-").lower().split()
    return bool(inner) and inner[0] not in _LEANS_ON and inner[-1] not in _LEADS_TO


# -------------------------------------------------------------------------------------------- claims


def _claim(page: Page, part: _Part) -> Claim:
    span = page.report.span(part.start, part.end, words=True)
    attribution = part.attribution
    meant = meant_in(page, span, attribution)
    return Claim(
        id=short_hash("c", page.report.id, part.start, part.end),
        span=span,
        attribution=attribution.id if attribution else None,
        source=attribution.source if attribution else None,
        cue=attribution.cue if attribution else None,
        speaker=attribution.speaker if attribution else None,
        **describe(page, span, attribution),
        meant=meant,
        lacks=lacks(page, span, attribution, meant),
    )


def _with_said(page: Page, attribution: Attribution) -> Attribution:
    """Take the time expression next to the cue, outside the content, for the time of saying."""
    cue = attribution.cue
    sentence = page.sentence_at(cue.start) if cue is not None and attribution.said is None else None
    if cue is None or sentence is None or (cue.text or "").split()[-1:] == ["expected"]:
        return attribution  # "is expected on Tuesday" tells when it will be, not when anybody said so
    near = [
        time for time in page.times.inside(sentence.span.start, sentence.span.end)
        if _dated(time) is not None and not any(piece.overlaps(time.span) for piece in attribution.content)
        and _is_of_cue(page, cue, time.span)
    ]  # fmt: skip
    best = min(near, key=lambda time: abs(time.span.start - cue.end), default=None)
    return replace(attribution, said=_dated(best)) if best else attribution


def _is_of_cue(page: Page, cue: Span, time: Span) -> bool:
    """Tell whether a time belongs to a cue: right behind it, by the parse, or beside a cue that is no verb."""
    top = page.syntax.top(page.syntax.inside(cue.start, cue.end)) if page.syntax is not None else None
    if _RIGHT_BEHIND.fullmatch(page.text, cue.end, max(cue.end, time.start)):
        return True
    if page.syntax is not None and top is not None and page.syntax.is_predicate(top):
        return way_to(page.syntax, top, time) is not None
    return min(abs(time.start - cue.end), abs(cue.start - time.end)) <= SAID_GAP


def _dated(time: TimeExpression) -> Interval | None:
    if time.interval is None or time.timex_type not in {"DATE", "TIME"}:
        return None
    return time.interval if time.interval.evidence else replace(time.interval, evidence=replace(time.span, text=None))
