"""The patterns of reported speech within one sentence: ``in_sentence(view)``."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.read.contents import content_of
from crossread.read.cues import Cue, cue_of, phrasal_acts
from crossread.read.patterns import according_to, as_told_by, nominal, passive
from crossread.read.phrases import noun_phrase, subject_before, verb_group
from crossread.read.tagging import Word
from crossread.read.views import Draft, Inverted, Range, View
from crossread.tables import table

__all__ = ["address", "in_sentence"]

_VERBAL = frozenset(("verb", "part", "ing", "inf"))
# Verbs that announce words quoted in the next sentence ("She addressed the crowd.").
_ADDRESSES = frozenset(("address", "speak", "talk", "write", "reply", "respond", "post", "comment", "testify"))


def in_sentence(view: View) -> list[Draft]:
    """Return what the patterns find in one sentence, in order of the cues."""
    found = [*according_to(view), *as_told_by(view), *nominal(view)]
    for at, word in enumerate(view.words):
        cue = cue_of(word.lower) if word.tag in _VERBAL else None
        if cue is None or any(quote.start <= word.start < quote.end for quote in view.quotes):
            continue
        draft = _verb(view, at, cue, found)
        if draft is not None:
            found.append(draft)
    return sorted(found, key=lambda draft: draft.cue or (0, 0))


# ------------------------------------------------------------------------------------------ cue verbs


def _verb(view: View, at: int, cue: Cue, found: Sequence[Draft]) -> Draft | None:
    """Read one cue verb: its voice, its subject, and the content before or after it."""
    words = view.words
    group = verb_group(words, at)
    auxiliaries = {word.lower for word in words[group:at] if word.tag == "aux"}
    be = auxiliaries & set(table("grammar")["be"])
    if words[at].tag == "part" and (be or not auxiliaries):
        return passive(view, group, at, cue)
    if words[at].tag == "inf" and not any(
        word.tag in {"modal", "aux"} or word.lower == "to" for word in words[group:at]
    ):
        return None
    after, act = at + 1, cue.act
    if after < len(words) and words[after].lower in cue.particles and not _infinitive(words, after):
        act = phrasal_acts().get(f"{cue.lemma} {words[after].lower}", act)
        after += 1
    denies = any(word.lower in {"not", "never"} or word.lower.endswith(("n't", "n’t")) for word in words[group:at])
    source = _subject(view, group, at, cue, found)
    content, kind = content_of(view, cue, after, source, group)
    if not content or (source is None and words[at].tag != "verb"):
        return None
    if isinstance(source, Inverted):
        offsets: Range | None = view.span(*source)
    else:
        offsets = view.span(*source) if source else None
    if act in {"believe", "perceive"} and kind == "indirect":
        kind = "belief"
    return Draft(offsets, view.span(group, after), content, kind, act, denies and act == "say")


def _infinitive(words: Sequence[Word], at: int) -> bool:
    return words[at].lower == "to" and at + 1 < len(words) and words[at + 1].tag == "inf"


def _subject(view: View, group: int, at: int, cue: Cue, found: Sequence[Draft]) -> Range | None:
    """Return the words of the source: before the verb, after it, or shared with an earlier verb."""
    words = view.words
    before = words[group - 1] if group else None
    ing = words[at].tag == "ing"
    if before is not None and before.text == "," and not ing and (apposed := subject_before(words, group)) is not None:
        return apposed
    if cue.speech and words[at].tag == "verb" and before is not None and (before.tag == "quote" or before.text == ","):
        end = _inverted_end(words, at + 1)
        if end > at + 1 and words[at + 1].tag != "poss" and not view.quoted(at + 1) and _closed_off(view, end):
            return Inverted((at + 1, _with_apposition(words, end)))
    if words[at].tag == "ing" and not any(word.tag == "aux" for word in words[group:at]):
        close = before is not None and before.tag in {"noun", "name"}
        return (subject_before(words, group) if close else None) or _earlier_subject(view, group, found)
    direct = subject_before(words, group)
    if direct is not None:
        return direct
    if before is not None and (before.tag in {"conj", "adv"} or before.text == ","):
        return _earlier_subject(view, group, found)
    return None


def _inverted_end(words: Sequence[Word], at: int) -> int:
    """Return the end of a source behind its cue: "said Ana Ruiz on Monday" stops before "on"."""
    end = noun_phrase(words, at)
    for here in range(at + 1, end):
        if words[here].lower in {"on", "at", "in", "to", "with"} and words[here - 1].tag == "name":
            return here
    return end


def _closed_off(view: View, end: int) -> bool:
    return end >= len(view.words) or view.words[end].tag in {
        "punct",
        "quote",
        "prep",
        "time",
        "rel",
        "sub",
        "ing",
        "adv",
        "conj",
    }


def _with_apposition(words: Sequence[Word], end: int) -> int:
    """Take ", the mayor of Varo" after an inverted source along."""
    if end + 1 < len(words) and words[end].text == "," and words[end + 1].tag in {"det", "poss", "noun"}:
        inner = noun_phrase(words, end + 1)
        if inner > end + 2 and (inner >= len(words) or words[inner].text in {",", ".", ";"}):
            return inner
    return end


def _earlier_subject(view: View, at: int, found: Sequence[Draft]) -> Range | None:
    """Return the source of the cue before, or the subject of the nearest earlier verb outside quotations."""
    for draft in reversed(found):
        if draft.source is not None and draft.cue and draft.cue[1] <= view.words[at].start:
            inner = [n for n, w in enumerate(view.words) if draft.source[0] <= w.start < draft.source[1]]
            if inner and view.words[inner[0]].tag != "rel":
                return inner[0], inner[-1] + 1
    trailing = view.words[at].tag in {"ing", "adv"} or (at + 1 < len(view.words) and view.words[at + 1].tag == "ing")
    for back in range(at) if trailing else range(at - 1, -1, -1):
        word = view.words[back]
        if word.tag in {"verb", "aux", "modal"} and not view.quoted(back):
            group = verb_group(view.words, back)
            subject = subject_before(view.words, group)
            if subject is not None and view.words[subject[0]].tag != "rel":
                return subject
    return None


def address(view: View) -> tuple[Range, Range] | None:
    """Return who speaks, and by which verb, in a sentence that only announces the words of the next one."""
    for at, word in enumerate(view.words):
        cue = cue_of(word.lower)
        if cue is None or cue.lemma not in _ADDRESSES or word.tag != "verb" or view.quoted(at):
            continue
        subject = subject_before(view.words, verb_group(view.words, at))
        if subject is not None and view.words[subject[0]].tag != "rel":
            return view.span(*subject), view.span(verb_group(view.words, at), at + 1)
    return None
