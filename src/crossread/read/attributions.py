"""Attributions of a report, source, cue and content: ``find_attributions(reading)``.

Patterns over words with rough classes (``phrases.py``), cue verbs (``cues.py``) and quotations
(``quotes.py``); no parser. What a pattern is not sure of is left in the report's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossread.model import Attribution, Reading, Report, short_hash
from crossread.read.cues import hedges_of
from crossread.read.marked import inner_drafts, marked, outer_drafts
from crossread.read.quotes import Quote, find_quotes
from crossread.read.reported import address, in_sentence
from crossread.read.tagging import tagged
from crossread.read.views import Draft, View
from crossread.text import trim

__all__ = ["find_attributions"]

# Characters between the last words of an attribution and a quotation that carries it on: within a sentence,
# and from one sentence to the next of a paragraph ("…," the mayor said at the harbour. "…").
NEAR_QUOTE, SAME_PARAGRAPH = 60, 250
# Acts whose verbs the rules take where the encoder marks nothing: it was trained on news of an election.
_SURE_ACTS = frozenset(("deny", "refuse", "promise", "accuse"))
_RELATIVES = frozenset(("which", "who", "whom", "that"))


def find_attributions(reading: Reading) -> tuple[Attribution, ...]:
    """Return the attributions in order of their cues; one found inside another's content says so."""
    quotes = find_quotes(reading)
    drafts = _by_rules(reading, quotes)
    if reading.encoded is not None:
        drafts = _by_encoder(reading, quotes, drafts)
    made = [made for draft in drafts if (made := _attribution(reading.report, draft)) is not None]
    unique = {attribution.id: attribution for attribution in made}
    return _nested(sorted(unique.values(), key=_place))


def _by_rules(reading: Reading, quotes: Sequence[Quote]) -> list[Draft]:
    drafts: list[Draft] = []
    previous: View | None = None
    for view in _views(reading, quotes):
        drafts += _with_left_over(view, in_sentence(view), drafts, previous)
        previous = view
    return drafts


def _by_encoder(reading: Reading, quotes: Sequence[Quote], ruled: Sequence[Draft]) -> list[Draft]:
    """Take what the encoder marked; the rules add what it leaves out."""
    outer = marked(reading.report.text, reading.encoded, quotes, ruled)
    outer += outer_drafts(outer, [draft for draft in ruled if _is_sure(draft)])
    return [*outer, *inner_drafts(outer, ruled)]


def _is_sure(draft: Draft) -> bool:
    return draft.kind == "direct" or draft.act in _SURE_ACTS


def _place(attribution: Attribution) -> tuple[int, int]:
    first = attribution.cue or attribution.content[0]
    return first.start, first.end


def _views(reading: Reading, quotes: Sequence[Quote]) -> Iterator[View]:
    text = reading.report.text
    for sentence in reading.sentences:
        start, end = sentence.span.start, sentence.span.end
        near = tuple(quote for quote in quotes if quote.start < end and start < quote.end)
        yield View(text=text, start=start, end=end, words=tuple(tagged(text, start, end)), quotes=near)


def _with_left_over(view: View, found: list[Draft], before: list[Draft], previous: View | None) -> list[Draft]:
    """Give quotations that no cue took to the attribution they carry on (in ``before``, changed), or to nobody."""
    taken = [piece for draft in (*found, *before[-3:]) for piece in draft.content]
    for quote in view.quotes:
        if not quote.is_speech or any(start < quote.end and quote.start < end for start, end in taken):
            continue
        if quote.start < view.start:
            continue
        host = _carried_on(view, quote, found or before[-1:])
        if host is not None and host in found:
            found[found.index(host)] = host._replace(content=(*host.content, (quote.start, quote.end)))
        elif host is not None:
            before[before.index(host)] = host._replace(content=(*host.content, (quote.start, quote.end)))
        elif quote.start <= view.start + 1 and quote.end >= view.end - 1:
            spoken = address(previous) if previous is not None else None
            source, cue = spoken or (None, None)
            found.append(Draft(source=source, cue=cue, content=((quote.start, quote.end),), kind="direct"))
        taken.append((quote.start, quote.end))
    return found


def _carried_on(view: View, quote: Quote, drafts: Sequence[Draft]) -> Draft | None:
    """Return the attribution whose last words stand right before the quotation, if it quotes already."""
    for draft in reversed(drafts):
        last = max(
            end
            for _, end in (
                *draft.content,
                *([draft.cue] if draft.cue else []),
                *([draft.source] if draft.source else []),
            )
        )
        gap = view.text[last : quote.start]
        near = len(gap) < NEAR_QUOTE or (quote.start == view.start and len(gap) < SAME_PARAGRAPH and "\n" not in gap)
        if last <= quote.start and near and gap.count("\n") < 2 and draft.kind in {"direct", "mixed"}:
            return draft
    return None


def _attribution(report: Report, draft: Draft) -> Attribution | None:
    content = tuple(
        report.span(start, end, words=True)
        for start, end in (_tidy(report.text, *piece) for piece in sorted(set(draft.content)))
        if start < end
    )
    if not content or all((piece.text or "").lower() in _RELATIVES for piece in content):
        return None  # "a truce, which she announced": what was said stands elsewhere
    source = report.span(*trim(report.text, *draft.source), words=True) if draft.source else None
    cue = report.span(*trim(report.text, *draft.cue), words=True) if draft.cue else None
    hull = (
        min(content[0].start, cue.start if cue else content[0].start),
        max(content[-1].end, cue.end if cue else 0),
    )
    hedged = tuple(
        report.span(start, end, words=True)
        for start, end, _ in hedges_of(report.text)
        if hull[0] <= start and end <= hull[1]
    )
    place = cue.start if cue else content[0].start
    return Attribution(
        id=short_hash("a", report.id, place, *((piece.start, piece.end) for piece in content)),
        source=source, cue=cue, content=content, kind=draft.kind, act=draft.act, hedges=hedged,
        denies=draft.act == "deny" or draft.denies,
    )  # fmt: skip


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim white space and hanging punctuation, but keep quotation marks that belong to the content."""
    start, end = trim(text, start, end)
    while end > start and text[end - 1] in ",;:—–- \n":
        end -= 1
    while start < end and text[start] in ",;:—– \n":
        start += 1
    return start, end


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Name the smallest attribution whose content holds the cue of each."""
    done = []
    for attribution in found:
        at = attribution.cue or attribution.content[0]
        around = [
            (piece.end - piece.start, other.id)
            for other in found
            if other.id != attribution.id
            for piece in other.content
            if piece.start <= at.start and at.end <= piece.end and not _same_place(attribution, other)
        ]
        done.append(replace(attribution, inside=min(around)[1]) if around else attribution)
    return tuple(done)


def _same_place(left: Attribution, right: Attribution) -> bool:
    return left.content == right.content
