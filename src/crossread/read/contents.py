"""What a cue verb governs: the content before it, behind it or around it."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.model import AttributionKind
from crossread.read.cues import Cue, cue_of
from crossread.read.phrases import noun_phrase
from crossread.read.tagging import Word
from crossread.read.views import Inverted, Range, View

__all__ = ["clause_end", "content_of", "opening"]

# Words that may stand between a cue and its "that" or quotation (day, place, occasion, listener).
LONGEST_DETOUR = 14
# Words between the commas or brackets of an aside on that way.
LONGEST_ASIDE = 9

_WH = frozenset(("whether", "how", "why", "what", "who", "where", "if", "when", "which"))
_CUT_AFTER_COMMA = frozenset(("but", "while", "although", "though", "whereas"))


def content_of(
    view: View, cue: Cue, after: int, source: Range | None, group: int
) -> tuple[tuple[Range, ...], AttributionKind]:
    """Return the pieces of content and whether they are quoted."""
    first = group
    if source is not None and not isinstance(source, Inverted) and source[1] <= group:
        first = min(group, source[0]) if source[1] >= group - 1 else group
    rest = after
    if isinstance(source, Inverted):
        rest = source[1]
    if cue.speech and view.words[after - 1].tag != "ing":
        before = _quotation_before(view, first)
        if before is not None:
            return _with_rest(view, before, rest)
    if not isinstance(source, Inverted):
        start, kind = _what_follows(view, cue, after)
        if start is not None:
            return _from(view, start, kind)
    if cue.speech and not cue.guarded and first > 1 and view.words[first - 1].text == ",":
        clause = _clause_before(view, first - 1, _past_listener(view, cue, rest))
        if clause is not None:
            return _with_rest(view, (clause, "indirect"), _past_listener(view, cue, rest))
    return (), "indirect"


def _quotation_before(view: View, first: int) -> tuple[Range, AttributionKind] | None:
    """Return the quotation that ends right before word ``first``, with the words that lead into it."""
    at = first - 1
    if at >= 0 and view.words[at].text == ",":
        at -= 1
    quote = view.quote_ending(at)
    if quote is None:
        return None
    if quote.start <= view.start + 1:
        return (quote.start, quote.end), "direct"
    lead = view.text[view.start : quote.start].strip()
    if quote.is_speech and not lead.endswith((":", ",")):
        return (opening(view), quote.end), "mixed"
    return ((quote.start, quote.end), "direct") if quote.is_speech else ((opening(view), quote.end), "mixed")


def opening(view: View) -> int:
    """Return where the sentence starts after "But", "And", "However,"."""
    for word in view.words:
        if word.tag in {"conj", "punct"} or word.lower in {"however", "meanwhile", "still", "yet"}:
            continue
        return word.start
    return view.start


def _past_listener(view: View, cue: Cue, rest: int) -> int:
    """Return the word after the listener ("…, he told me, …")."""
    return noun_phrase(view.words, rest) if cue.addressed and rest < len(view.words) else rest


def _clause_before(view: View, comma: int, rest: int) -> Range | None:
    """Return the clause before ", he said"; half a clause will do where the other half follows."""
    inner = view.words[:comma]
    goes_on = rest < len(view.words) - 2 and view.words[rest].text == "," and comma > 0
    if goes_on and inner[0].tag not in {"prep", "sub", "adv", "time"}:
        return opening(view), view.words[comma].start
    if not any(word.tag in {"verb", "aux", "modal", "part"} for word in inner):
        return None
    return opening(view), view.words[comma].start


def _with_rest(
    view: View, first: tuple[Range, AttributionKind], rest: int
) -> tuple[tuple[Range, ...], AttributionKind]:
    """Add what goes on after the cue: "…," he said, "…"; "…, he said, …"."""
    piece, kind = first
    words = view.words
    for at in range(rest, min(len(words), rest + LONGEST_DETOUR)):
        quote = view.quote_starting(at) if words[at].tag == "quote" else None
        if quote is not None and quote.is_speech:
            return (piece, (quote.start, quote.end)), kind
    if kind == "indirect" and rest < len(words) - 2 and words[rest].text == ",":
        return (piece, (words[rest + 1].start, clause_end(view, rest + 1))), kind
    return (piece,), kind


def _what_follows(view: View, cue: Cue, after: int) -> tuple[int | None, str]:
    """Return the word at which the content after the cue starts, and how it is introduced."""
    words, at = view.words, after
    listener, timely = False, after
    while at < len(words) and at - after <= LONGEST_DETOUR:
        word = words[at]
        opened = view.quote_starting(at)
        if word.lower == "that" or (
            word.lower in _WH and (cue.clause or cue.addressed or cue.lemma in {"wonder", "ask"})
        ):
            return at, "that"
        if opened is not None and (opened.is_speech or at == after):
            return (at, "quote") if not cue.guarded or cue.speech else (None, "")
        if word.text == ":" and at + 1 < len(words):
            return at + 1, "quote"
        if word.text == "," and at + 1 < len(words) and view.quote_starting(at + 1) is not None:
            return at + 1, "quote"
        if word.text in {",", "("}:
            close = _aside_end(words, at)
            if close is None:
                break
            at = close + 1
            timely = at if timely >= at - 8 and timely > after else timely
        elif word.tag in {"time", "adv"} or (word.tag == "number" and words[at - 1].tag == "time"):
            at += 1
            timely = at
        elif word.tag == "prep" or (word.lower == "to" and at + 1 < len(words) and words[at + 1].tag != "inf"):
            at = max(at + 1, noun_phrase(words, at + 1))
        elif cue.addressed and not listener and noun_phrase(words, at) > at:
            at, listener = noun_phrase(words, at), True
        elif listener and word.lower == "to":
            return at, "to"
        elif listener and _clause_ahead(view, at):
            return at, "clause"
        else:
            break
    start, kind = _bare(view, cue, timely)
    return (start, kind) if start is not None or timely == after else _bare(view, cue, after)


def _aside_end(words: Sequence[Word], at: int) -> int | None:
    """Return the mark that closes the aside opened at ``at`` ("said, however, that", "said (May 3) that")."""
    closing = {"(": ")"}.get(words[at].text, words[at].text)
    return next((k for k in range(at + 1, min(len(words), at + LONGEST_ASIDE)) if words[k].text == closing), None)


def _clause_ahead(view: View, at: int) -> bool:
    """Tell whether a clause with its own subject starts at word ``at``."""
    subject = view.words[at].tag in {"pron", "det", "poss", "name", "noun", "number"}
    return subject and any(word.tag in {"verb", "aux", "modal"} for word in view.words[at + 1 : at + 12])


def _bare(view: View, cue: Cue, at: int) -> tuple[int | None, str]:
    """Return the start of a clause, object or infinitive that follows the cue with nothing between."""
    words = view.words
    while at < len(words) and words[at].tag in {"time", "adv"} and words[at].lower != "there":
        at += 1
    if at >= len(words) - 1 or view.words[at].tag == "punct" or cue.guarded:
        return None, ""
    word = words[at]
    if word.lower == "to":
        return (at, "to") if cue.to else (None, "")
    end = clause_end(view, at)
    inner = [w for w in words[at + 1 :] if w.start < end]
    if cue.clause and not cue.addressed and any(w.tag in {"verb", "aux", "modal"} for w in inner):
        return at, "clause"
    if (cue.object or cue.particles) and word.tag in {
        "det",
        "poss",
        "name",
        "noun",
        "number",
        "pron",
        "quote",
        "part",
        "ing",
    }:
        return at, "object"
    return None, ""


def _from(view: View, start: int, kind: str) -> tuple[tuple[Range, ...], AttributionKind]:
    """Return the content that starts at word ``start``."""
    quote = view.quote_starting(start)
    if kind == "quote" and quote is not None:
        end = quote.end
        if not quote.is_speech:
            return ((quote.start, clause_end(view, start)),), "mixed"
        return ((quote.start, end),), "direct"
    begin, end = view.words[start].start, clause_end(view, start)
    mixed = any(q.start >= begin and q.start < end for q in view.quotes)
    return ((begin, end),), "mixed" if mixed else "indirect"


def clause_end(view: View, start: int) -> int:
    """Return where the content that starts at word ``start`` ends: the sentence, or a cut before its end."""
    words = view.words
    for at in range(start + 1, len(words) - 1):
        if view.quoted(at):
            continue
        word, following = words[at], words[at + 1]
        if word.text == ";" or (word.text == "," and following.lower in _CUT_AFTER_COMMA):
            return word.start
        shut = word.text == "," or (word.tag == "quote" and words[at - 1].text == ",")
        if shut and (following.lower == "according" or (following.tag == "ing" and cue_of(following.lower))):
            return word.start if word.text == "," else word.end
        if word.text == "," and _credit_follows(words, at + 1):
            return word.start
        if word.lower in {"and", "but"} and _next_is_cue(words, at + 1):
            return word.start
    last = words[-1]
    end = last.start if last.text in {".", "!", "?"} and len(words) > 1 else view.end
    across = next((q for q in view.quotes if q.start >= words[start].start and q.start < view.end < q.end), None)
    return across.end if across is not None else end


def _credit_follows(words: Sequence[Word], at: int) -> bool:
    """Tell whether ", NAME reports." ends the sentence."""
    end = noun_phrase(words, at)
    if end == at or end >= len(words) or words[end].tag != "verb":
        return False
    cue = cue_of(words[end].lower)
    return cue is not None and cue.speech and end + 2 >= len(words)


def _next_is_cue(words: Sequence[Word], at: int) -> bool:
    while at < len(words) and words[at].tag == "adv":
        at += 1
    return at < len(words) and words[at].tag == "verb" and cue_of(words[at].lower) is not None
