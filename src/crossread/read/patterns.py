"""Attributions that are no plain "X said …": "according to", the passive, and nouns such as "claim"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from crossread.model import AttributionKind
from crossread.read.contents import clause_end, opening
from crossread.read.cues import Cue, cue_of, noun_cues
from crossread.read.phrases import noun_phrase, subject_before
from crossread.read.views import Draft, View
from crossread.tables import table

__all__ = ["according_to", "as_told_by", "nominal", "passive"]


def according_to(view: View) -> Iterator[Draft]:
    """Read "according to X, …", "…, according to X" and "…, according to X, …"."""
    words = view.words
    for at in range(len(words) - 2):
        if words[at].lower != "according" or words[at + 1].lower != "to" or view.quoted(at):
            continue
        end = _source_end(view, at + 2)
        source, cue = view.span(at + 2, max(end, at + 3)), view.span(at, at + 2)
        pieces = []
        if at > 1 and words[at - 1].tag not in {"sub", "conj"}:
            pieces.append((opening(view), words[at - 1].end if words[at - 1].text != "," else words[at - 1].start))
        if end < len(words) - 1 and words[end].text == ",":
            pieces.append((words[end + 1].start, clause_end(view, end + 1)))
        if pieces:
            yield Draft(source, cue, tuple(pieces))


def as_told_by(view: View) -> Iterator[Draft]:
    """Read "…, as outlined by X, …": the sentence around it is the content."""
    words = view.words
    for at in range(1, len(words) - 3):
        cue = cue_of(words[at + 1].lower)
        fits = words[at].lower == "as" and words[at - 1].text == "," and words[at + 2].lower == "by"
        if not fits or cue is None or cue.act != "say" or view.quoted(at):
            continue
        end = _source_end(view, at + 3)
        pieces = [(opening(view), words[at - 1].start)]
        if end < len(words) - 1 and words[end].text == ",":
            pieces.append((words[end + 1].start, clause_end(view, end + 1)))
        yield Draft(view.span(at + 3, end), view.span(at, at + 3), tuple(pieces))


def _source_end(view: View, at: int) -> int:
    """Return the end of the noun phrase after "according to": up to the comma that closes it."""
    words = view.words
    end = noun_phrase(words, at)
    while (
        end < len(words)
        and words[end].text not in {",", ".", ";", "—", "–", ":"}
        and words[end].tag not in {"sub", "quote"}
    ):
        if words[end].tag in {"verb", "rel"}:
            break
        end += 1
    return end


def passive(view: View, group: int, at: int, cue: Cue) -> Draft | None:
    """Read "X is said to …", "it was reported that …", "X was accused of …", "… was endorsed by Y"."""
    words = view.words
    if cue.lemma not in _nobody_lemmas() and cue.act != "accuse":
        return None
    if not any(word.tag == "aux" for word in words[group:at]) or at + 1 >= len(words):
        return None
    following = words[at + 1].lower
    subject = subject_before(words, group)
    act = cue.act
    kind: AttributionKind = "belief" if act in {"believe", "perceive"} else "indirect"
    if following == "that" and (subject is None or words[subject[0]].lower == "it"):
        return Draft(None, view.span(group, at + 1), ((words[at + 1].start, clause_end(view, at + 1)),), kind, act)
    if subject is None:
        return None
    if following in {"to", "of", "as"}:
        rest = (words[at + 1].start, clause_end(view, at + 1))
        return Draft(None, view.span(group, at + 1), (view.span(*subject), rest), kind, act)
    return None


@functools.cache
def _nobody_lemmas() -> frozenset[str]:
    forms = (cue_of(form) for form in table("cues")["nobody"])
    return frozenset(cue.lemma for cue in forms if cue is not None)


def nominal(view: View) -> Iterator[Draft]:
    """Read "the army's claim that …" and "reports that …"."""
    words = view.words
    for at in range(len(words) - 2):
        act = noun_cues().get(words[at].lower)
        if act is None or words[at].tag != "noun" or words[at + 1].lower != "that" or view.quoted(at):
            continue
        source = None
        first = at
        owner = next((k for k in range(at - 1, max(-1, at - 4), -1) if words[k].tag == "poss"), None)
        if owner is not None:
            holder = (owner, owner + 1) if words[owner].text[0].isalpha() else subject_before(words, owner)
            if holder is not None:
                source, first = view.span(*holder), owner + (words[owner].text[0].isalpha())
        comma = next((word.start for word in words[at + 1 :] if word.text == ","), view.end)
        content = (words[at + 1].start, min(comma, clause_end(view, at + 1)))
        yield Draft(
            source,
            view.span(first, at + 1) if first <= at else view.span(at, at + 1),
            (content,),
            "indirect",
            act,
        )
