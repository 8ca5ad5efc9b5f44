"""Attributions from what the encoder marked: its sources, cues and contents, put together as drafts.

The encoder says which words are a source, a cue or a content, and which cue each belongs to best. Where that
leaves a cue without content, or a source without a cue, the nearest words and the rules' drafts decide.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from crossread.encoder import Encoded, Tagged
from crossread.model import Act, AttributionKind
from crossread.read.clauses import has_verb
from crossread.read.cues import cue_of, hedges_in, noun_cues, phrasal_acts
from crossread.read.quotes import Quote
from crossread.read.syntax import Syntax, syntax_of
from crossread.read.tagging import Word, tagged
from crossread.read.views import Draft, Range

__all__ = ["inner_drafts", "marked", "outer_drafts"]

# What a cue costs a source or content, in characters between them: each sentence end between adds this much, a cue
# in a later sentence that again, and the cue the encoder chose has a start. Found on PolNeAR's training part.
A_SENTENCE, LATER, CHOSEN = 200, 200, 200
# Cues on either side that are looked at; characters that may lie between a cue, or its source, and a content that was
# given to another cue; how far before a cue its "did not" is looked for.
CUES_NEAR, NEAR_CONTENT, NEGATION_REACH = 4, 40, 24
# Verbs up from a cue to the one whose subject it shares, and how the parse hangs them.
FURTHEST_SUBJECT, _SHARING = 2, frozenset(("advcl", "xcomp", "conj"))
_CLOSING, _BEFORE_CLOSING, _OPENING = "\"”’»'", ",.!?…", "\"“„«`'"
_NEGATIONS = frozenset(("not", "never", "n't", "n’t"))


@dataclass(slots=True)
class _Group:
    """A cue with what belongs to it, as offsets."""

    cue: Range | None
    sources: list[Range] = field(default_factory=list)
    contents: list[Range] = field(default_factory=list)


def marked(text: str, encoded: Encoded, quotes: Sequence[Quote], ruled: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of one report; ``ruled`` are those that the rules find in it."""
    syntax = syntax_of(text, encoded)
    groups = _grouped(text, encoded)
    groups += [_Group(None, [], [(one.start, one.end)]) for one in encoded.loose if one.kind == "content"]
    sources = [(one.start, one.end) for one in encoded.loose if one.kind == "source"]
    groups += list(_seat(groups, sources, ruled))
    _name_speakers(groups, ruled)
    _share_subjects(syntax, groups)
    _adjoin(text, groups)
    groups += list(_reported_anew(encoded, text, groups, ruled))
    _feed(text, groups, ruled)
    for group in groups:
        group.sources = [_unless_told(syntax, group, source) for source in group.sources]
    for group in groups:
        group.contents = [piece for piece in group.contents if not _is_note(encoded, text, group, piece)]
    groups += list(_next_sayings(text, groups))
    return [_draft(text, group, quotes) for group in groups if group.contents]


# ----------------------------------------------------------------------------------------- grouping


def _grouped(text: str, encoded: Encoded) -> list[_Group]:
    """Give each content to a cue near it; the one the encoder chose has a start. Sources stay as it chose them."""
    cues = sorted((one.cue for one in encoded.attributions), key=lambda cue: cue.start)
    starts = [cue.start for cue in cues]
    groups = {cue: _Group(_unbroken(text, encoded, cue, cue)) for cue in cues}
    for one in encoded.attributions:
        # Who speaks stands in the sentence of the cue: a name from further off is a wrong speaker, the worst error.
        beside = [span for span in one.sources if encoded.sentence[span.first] == encoded.sentence[one.cue.first]]
        groups[one.cue].sources += [_unbroken(text, encoded, span, one.cue) for span in beside]
        for span in one.contents:
            at = bisect_right(starts, span.start)
            near = {one.cue, *cues[max(0, at - CUES_NEAR) : at + CUES_NEAR]}
            cue = min(near, key=lambda cue: (_cost(encoded, cue, span) - CHOSEN * (cue == one.cue), cue.start))
            groups[cue].contents.append(_unbroken(text, encoded, span, cue))
    return list(groups.values())


def _unbroken(text: str, encoded: Encoded, span: Tagged, cue: Tagged) -> Range:
    """Cut a span where words that were not read stand inside it, or a source at a sentence's end; keep what is nearest.

    A heading of a live blog and the time of an entry are such words.
    """
    first, parts = span.first, []
    for word in range(span.first + 1, span.last + 1):
        if encoded.sentence[word] == encoded.sentence[word - 1]:
            continue
        gap = text[encoded.words[word - 1][1] : encoded.words[word][0]]
        if span.kind != "content" or any(letter.isalnum() for letter in gap):
            parts.append((encoded.words[first][0], encoded.words[word - 1][1]))
            first = word
    parts.append((encoded.words[first][0], span.end))
    return min(parts, key=lambda part: (_gap(part, (cue.start, cue.end)), -part[0]))


def _cost(encoded: Encoded, cue: Tagged, span: Tagged) -> int:
    here, first, last = (encoded.sentence[word] for word in (cue.first, span.first, span.last))
    away = max(0, first - here, here - last)
    later = LATER if here > last else 0
    return A_SENTENCE * away + later + _gap((cue.start, cue.end), (span.start, span.end))


def _feed(text: str, groups: Sequence[_Group], ruled: Sequence[Draft]) -> None:
    """Give a cue without content the spare one beside it, or what the rules find (in ``groups``, changed)."""
    for group in groups:
        if group.contents or group.cue is None:
            continue
        spare = [
            (_gap(_hull(group), piece), other, piece)
            for other in groups
            if other is not group and other.cue is not None
            for piece in other.contents
            if _gap(_hull(group), piece) < min(NEAR_CONTENT, _gap(other.cue, piece))
            and "\n" not in _between(text, _hull(group), piece)
        ]
        if spare:
            _, other, piece = min(spare, key=lambda one: one[0])
            other.contents.remove(piece)
            group.contents.append(piece)
            continue
        taken = [piece for other in groups for piece in (*other.contents, *([other.cue] if other.cue else []))]
        draft = next((one for one in ruled if one.cue and _overlap(one.cue, group.cue)), None)
        if draft is not None:
            group.contents += [piece for piece in draft.content if not any(_overlap(piece, one) for one in taken)]
            if not group.sources and draft.source is not None:
                group.sources.append(draft.source)


def _seat(groups: Sequence[_Group], loose: Sequence[Range], ruled: Sequence[Draft]) -> Iterator[_Group]:
    """Find a place for sources that no cue took: a cue or content without one, or words nearer to it than to their cue.

    Those places lose them (in ``groups``, changed).
    """
    taken = [piece for group in groups for piece in (*group.contents, *([group.cue] if group.cue else []))]
    for source in loose:
        bare = [group for group in groups if not group.sources and _gap(_anchor(group), source) < NEAR_CONTENT]
        if bare:
            min(bare, key=lambda group: _gap(_anchor(group), source)).sources.append(source)
            continue
        draft = next((one for one in ruled if one.source and _overlap(one.source, source)), None)
        free = draft.cue if draft is not None and draft.cue and not _touches((draft.cue,), taken) else None
        host, nearer = next(((group, near) for group in groups if (near := _nearer(group, source))), (None, []))
        if host is not None:
            host.contents = [piece for piece in host.contents if piece not in nearer]
            yield _Group(free, [source], nearer)
        elif draft is not None and free and not _touches(draft.content, taken):
            yield _Group(free, [source], list(draft.content))


def _nearer(group: _Group, source: Range) -> list[Range]:
    """Return the contents of a group that stand beside a source, further from their own cue."""
    if group.cue is None:
        return []
    return [piece for piece in group.contents if _gap(source, piece) < min(NEAR_CONTENT, _gap(group.cue, piece))]


def _anchor(group: _Group) -> Range:
    return group.cue or group.contents[0]


def _name_speakers(groups: Sequence[_Group], ruled: Sequence[Draft]) -> None:
    """Give a cue without a source the one that the rules find for it (in ``groups``, changed)."""
    taken = [piece for group in groups for piece in (*group.contents, *([group.cue] if group.cue else []))]
    for group in groups:
        if group.cue is None or group.sources or not group.contents:
            continue
        draft = next((one for one in ruled if one.source and one.cue and _overlap(one.cue, group.cue)), None)
        if draft is not None and draft.source is not None and not _touches((draft.source,), taken):
            group.sources.append(draft.source)


def _share_subjects(syntax: Syntax, groups: Sequence[_Group]) -> None:
    """Give a cue without a source the subject it shares with an earlier verb (in ``groups``, changed).

    "Ruiz went further, calling it a lie": the parse hangs the participle on the verb whose subject she is.
    """
    taken = [piece for group in groups for piece in (*group.contents, *([group.cue] if group.cue else []))]
    for group in groups:
        if group.cue is None or group.sources or not group.contents:
            continue
        verb = syntax.top(syntax.inside(*group.cue))
        for _ in range(FURTHEST_SUBJECT):
            if verb is None or syntax.labels[verb].split(":")[0] not in _SHARING:
                break
            if any(syntax.labels[child].startswith(("nsubj", "expl", "aux:pass")) for child in syntax.children[verb]):
                break
            verb = syntax.heads[verb]
            subject = next((child for child in syntax.children[verb] if syntax.labels[child] == "nsubj"), None)
            if subject is not None:
                source = _phrase(syntax, subject)
                if source[1] <= group.cue[0] and not _touches((source,), taken):
                    group.sources.append(source)
                break


def _adjoin(text: str, groups: list[_Group]) -> None:
    """Give words that no cue took to the speaker and cue right behind them (in ``groups``, changed)."""
    for alone in [group for group in groups if group.cue is None and not group.sources and len(group.contents) == 1]:
        end = alone.contents[0][1]
        for group in groups:
            if group.cue is None or not group.sources or group is alone or _hull(group)[0] < end:
                continue
            gap = text[end : _hull(group)[0]]
            if "\n" not in gap and not any(letter.isalnum() for letter in gap):
                group.contents.append(alone.contents[0])
                groups.remove(alone)
                break


def _reported_anew(encoded: Encoded, text: str, groups: Sequence[_Group], ruled: Sequence[Draft]) -> Iterator[_Group]:
    """Take away from a cue a later sentence that names its own speaker ("The army denied it" after "they said")."""
    opening: dict[int, list[Draft]] = {}
    for one in ruled:
        if one.source is not None:
            opening.setdefault(one.source[0], []).append(one)
    for group in groups:
        for piece in list(group.contents):
            draft = next((one for one in opening.get(piece[0], ()) if _opens(text, one, piece)), None)
            if draft is None or group.cue is None or _sentence(encoded, group.cue) == _sentence(encoded, piece):
                continue
            group.contents.remove(piece)
            yield _Group(draft.cue, [draft.source] if draft.source else [], list(draft.content))


def _sentence(encoded: Encoded, span: Range) -> int:
    word = bisect_right(encoded.words, span[0], key=lambda word: word[0]) - 1
    return encoded.sentence[max(word, 0)]


def _opens(text: str, draft: Draft, piece: Range) -> bool:
    """Tell whether a draft with its own source and cue starts where the piece does, outside quotation marks."""
    if draft.source is None or draft.cue is None or {*text[max(0, piece[0] - 1) : piece[0] + 1]} & {*_OPENING}:
        return False
    return draft.source[0] == piece[0] and draft.cue[1] <= piece[1]


def _is_note(encoded: Encoded, text: str, group: _Group, piece: Range) -> bool:
    """Tell whether a later sentence outside quotation marks only says that something could not be verified."""
    if group.cue is None or _sentence(encoded, group.cue) == _sentence(encoded, piece):
        return False
    quoted = {*text[max(0, piece[0] - 1) : piece[0] + 1]} & {*_OPENING}
    return not quoted and bool(hedges_in(text, *piece, "unverified"))


def _next_sayings(text: str, groups: Sequence[_Group]) -> Iterator[_Group]:
    """Make a content that starts where another of the same cue ends a saying of its own."""
    for group in groups:
        pieces = sorted(group.contents)
        for before, piece in itertools.pairwise(pieces):
            if not any(letter.isalnum() for letter in text[before[1] : piece[0]]):
                group.contents.remove(piece)
                yield _Group(None, list(group.sources), [piece])


def _unless_told(syntax: Syntax, group: _Group, source: Range) -> Range:
    """Return the subject of the cue where the source is whom it is told to ("Ruiz told Varo News")."""
    if group.cue is None or source[0] < group.cue[1]:
        return source
    verb, listener = syntax.top(syntax.inside(*group.cue)), syntax.top(syntax.inside(*source))
    if verb is None or listener is None or syntax.heads[listener] != verb:
        return source
    cue = cue_of(syntax.lower[verb])
    if cue is None or not cue.addressed or syntax.labels[listener] not in {"obj", "iobj", "obl"}:
        return source
    before = [child for child in syntax.children[verb] if syntax.labels[child] == "nsubj" and child < verb]
    return _phrase(syntax, before[0]) if before else source


def _phrase(syntax: Syntax, head: int) -> Range:
    """Return the words that hang on a noun, without what is set off behind it."""
    words, last = [head], head
    for child in sorted(syntax.children[head]):
        if child < head or (child == last + 1 and syntax.labels[child] in {"flat", "compound"}):
            words.append(child)
            last = max(last, child)
    return syntax.spans[min(words)][0], syntax.spans[last][1]


def _hull(group: _Group) -> Range:
    spans = [*([group.cue] if group.cue else []), *group.sources]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _gap(one: Range, other: Range) -> int:
    return max(0, other[0] - one[1], one[0] - other[1])


def _between(text: str, one: Range, other: Range) -> str:
    return text[min(one[1], other[1]) : max(one[0], other[0])]


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _touches(spans: Iterable[Range], taken: Sequence[Range]) -> bool:
    return any(_overlap(span, one) for span in spans for one in taken)


# ------------------------------------------------------------------------------------------- drafts


def _draft(text: str, group: _Group, quotes: Sequence[Quote]) -> Draft:
    content = tuple(_with_marks(text, piece) for piece in sorted(group.contents))
    act, negated = _act(text, group.cue) if group.cue else ("say", False)
    denies = negated and has_verb(text, *content[0])  # who "did not mention the dam" denies nothing
    kind = _kind(text, content, quotes)
    if kind == "indirect" and act in {"believe", "perceive"}:
        kind = "belief"
    return Draft(group.sources[0] if group.sources else None, group.cue, content, kind, act, denies)


def _with_marks(text: str, piece: Range) -> Range:
    """Take the quotation marks around a content along."""
    start, end = piece
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    after = end
    while after < len(text) and text[after] in _BEFORE_CLOSING:
        after += 1
    closes = after
    while closes < len(text) and text[closes] in _CLOSING:
        closes += 1
    return start, closes if closes > after else end


def _kind(text: str, content: Sequence[Range], quotes: Sequence[Quote]) -> AttributionKind:
    """Say how much of the content stands in quotation marks."""
    inside = outside = False
    for start, end in content:
        near = [quote for quote in quotes if quote.start < end and start < quote.end]
        at = start
        for quote in near:
            outside |= any(letter.isalnum() for letter in text[at : quote.start])
            inside, at = True, max(at, quote.end)
        outside |= any(letter.isalnum() for letter in text[at:end])
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def _act(text: str, cue: Range) -> tuple[Act, bool]:
    """Return which act the words of a cue report, and whether they are negated ("did not say")."""
    words = tagged(text, *cue)
    acts = [one for at in range(len(words)) if (one := _act_of(words, at)) is not None]
    act: Act = next((one for one in acts if one != "say"), "say")
    before = text[max(0, cue[0] - NEGATION_REACH) : cue[0]].split()
    near = [*before[-2:], *(word.text for word in words)]
    negated = any(word.lower() in _NEGATIONS or word.lower().endswith(("n't", "n’t")) for word in near)
    return act, negated and act == "say"


def _act_of(words: Sequence[Word], at: int) -> Act | None:
    cue = cue_of(words[at].lower)
    if cue is None:
        return noun_cues().get(words[at].lower)
    if at + 1 < len(words) and words[at + 1].lower in cue.particles:
        return phrasal_acts().get(f"{cue.lemma} {words[at + 1].lower}", cue.act)
    return cue.act


# ------------------------------------------------------------------------------- what the rules add


def inner_drafts(outer: Sequence[Draft], ruled: Sequence[Draft]) -> Iterator[Draft]:
    """Return what the rules find inside a content: somebody reported by somebody reported."""
    marks = [span for draft in outer for span in (draft.cue, draft.source) if span is not None]
    contents = [piece for draft in outer for piece in draft.content]
    for draft in ruled:
        if draft.cue is None or draft.source is None or _overlap_any(draft.cue, marks):
            continue
        around = next((p for p in contents if p[0] <= min(draft.cue[0], draft.source[0])
                       and max(draft.cue[1], draft.source[1]) <= p[1]), None)  # fmt: skip
        if around is None:
            continue
        content = tuple(
            (max(start, around[0]), min(end, around[1]))
            for start, end in draft.content
            if _overlap((start, end), around)
        )
        if content and content != (around,):
            yield draft._replace(content=content)


def outer_drafts(outer: Sequence[Draft], ruled: Sequence[Draft]) -> Iterator[Draft]:
    """Return what the rules find where the encoder marked nothing."""
    taken = [span for draft in outer for span in (*draft.content, draft.cue, draft.source) if span is not None]
    for draft in ruled:
        spans = [span for span in (*draft.content, draft.cue, draft.source) if span is not None]
        if not _touches(spans, taken):
            yield draft


def _overlap_any(span: Range, taken: Sequence[Range]) -> bool:
    return any(_overlap(span, one) for one in taken)
