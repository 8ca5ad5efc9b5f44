"""Which time expression says when a thing happened, and which when it was said.

Read with the words alone, so that it can be asked again when a report gets its date from the others. A time in
a relative clause is of what that clause tells ("the ministry, which had spoken of ten on Monday, ..."); a time
that opens the sentence is of its main clause, even where a claim begins behind it. Where nothing governs the
predicate the answer is ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crossread.model import Attribution, Interval, Reading, Sentence, Span, TimeExpression

__all__ = ["dated", "happening_time", "saying_time"]

# A time of saying stands no further from the cue than this ("said late on Tuesday", "On Tuesday, Ana Ruiz said").
SAID_GAP = 30

# Opens a clause of its own behind a noun; what it tells ends with the next comma.
_RELATIVE = re.compile(r",\s*(?:which|who|whom|whose|where)\b[^,;.]*$|\((?:[^()]*)$", re.IGNORECASE)
# A participle behind its noun, or a subordinator: the time is of that deed ("the offensive launched on Tuesday").
_SIDE = re.compile(
    r"\b(?:that|which|who|when|after|before|since|until|because|while|as)\b|[a-z]\s+\w{2,}ed\s+(?:\w+\s+)?(?:on|in|at)\s*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?:]['”\"’)]*\s+|\n\s*)(?:on|in|at|by|early|late|earlier|later)?\s*$", re.IGNORECASE)


def dated(time: TimeExpression) -> Interval | None:
    """Return the interval of a point in time, its words as evidence; durations and sets have none."""
    if time.interval is None or time.timex_type not in ("DATE", "TIME"):
        return None
    return replace(time.interval, evidence=replace(time.span, text=None))


def happening_time(
    text: str, times: Sequence[TimeExpression], span: Span, verb: int | None = None
) -> TimeExpression | None:
    """Return the time expression that governs the predicate of ``span``, which stands at ``verb`` if that is known."""
    known = [time for time in times if dated(time)]
    inside = [time for time in known if span.covers(time.span) and not _in_relative(text, span, time)]
    if inside:
        return min(inside, key=lambda time: (_in_side_clause(text, span, time, verb), _distance(time, span, verb)))
    return next((time for time in known if _leads(text, time, span)), None)


def _in_relative(text: str, span: Span, time: TimeExpression) -> bool:
    """Tell a time that only belongs to an aside: the clause goes on behind its comma or bracket."""
    opened = _RELATIVE.search(text[span.start : time.span.start])
    return bool(opened) and bool(re.search(r"[,)]\s+\w", text[time.span.end : span.end]))


def _in_side_clause(text: str, span: Span, time: TimeExpression, verb: int | None) -> bool:
    start = verb if verb is not None and verb < time.span.start else span.start
    return bool(_SIDE.search(text[start : time.span.start]))


def _distance(time: TimeExpression, span: Span, verb: int | None) -> tuple[int, int]:
    return (abs(time.span.start - (span.start if verb is None else verb)), time.span.start)


def _leads(text: str, time: TimeExpression, span: Span) -> bool:
    """Tell a time at the head of the sentence, right in front of the span: "On Tuesday, [the mayor left]"."""
    gap = text[time.span.end : span.start] if time.span.end <= span.start else "x"
    return bool(re.fullmatch(r",?\s+", gap)) and bool(_OPENS.search(text[: time.span.start]))


def saying_time(reading: Reading, attribution: Attribution) -> Interval | None:
    """Return when it was said: the time next to the cue, in its sentence, outside what was said."""
    cue = attribution.cue
    sentence = _sentence_at(reading.sentences, cue) if cue else None
    if cue is None or sentence is None:
        return None
    near = [
        time
        for time in reading.times
        if sentence.span.covers(time.span)
        and dated(time)
        and not any(piece.overlaps(time.span) for piece in attribution.content)
        and min(abs(time.span.start - cue.end), abs(cue.start - time.span.end)) <= SAID_GAP
    ]
    best = min(near, key=lambda time: abs(time.span.start - cue.end), default=None)
    return dated(best) if best else None


def _sentence_at(sentences: Sequence[Sentence], span: Span) -> Sentence | None:
    return next((item for item in sentences if item.span.start <= span.start < item.span.end), None)
