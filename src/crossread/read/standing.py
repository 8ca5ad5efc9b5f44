"""What a claim needs to stand alone: how far it reaches, whom it means where its own words do not say, what it lacks.

A clause without its subject ("praised her for it") is read with the subject it shares with its governor; a relative
clause with the noun that it says more of. What holds no statement, or breaks off, is no claim that others could be
compared with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossread.model import Attribution, Meant, Sentence, Span
from crossread.read.actors import Actors
from crossread.read.clauses import has_verb, tidy
from crossread.read.naming import namings
from crossread.read.pages import Page
from crossread.read.predicates import Predicates
from crossread.read.syntax import Syntax

__all__ = ["RELATIVES", "adds", "lacks", "meant_in", "reach", "without_hanging"]

RELATIVES = frozenset(("who", "which", "whom", "that"))
# Characters between source, cue and content that still make one clause of them ("said on Monday that").
NEAR = 40
# Words of a noun phrase that tell who is meant; of a longer one those up to its noun do.
LONGEST_NAME = 12
_OF_NOUN = frozenset(("det", "amod", "compound", "nmod", "nmod:poss", "nmod:desc", "case", "flat", "nummod", "conj",
                      "cc", "fixed", "nmod:unmarked", "advmod"))  # fmt: skip
# What stands before a verb and is no subject of it.
_BEFORE_VERB = frozenset(("aux", "aux:pass", "cop", "advmod", "mark", "cc", "punct"))
_OPEN_ENDED = frozenset(("ADP", "DET", "SCONJ", "CCONJ"))
_SUBJECTS = frozenset(("he", "she", "it", "they"))
_AS_NAME = re.compile(r"\b(?:as|called|named|dubbed)\s+(?:the\s+)?[\"“'‘]?[^\W\d_a-z]")
# How a source spoke says nothing of the story.
_UNNAMED = re.compile(
    r"\b(?:not (?:to be|be) (?:named|identified|quoted)|(?:on|under) (?:the )?condition (?:of anonymity|that)|"
    r"not (?:been )?authori[sz]ed to (?:speak|comment|discuss)|anonymously)\b",
    re.IGNORECASE,
)
# A claim that says so and is longer says something else too.
LONGEST_UNNAMED = 20
_NAMED = frozenset(("known", "called", "named", "referred", "spelled", "spelt", "dubbed"))
_NAMING = _NAMED | frozenset(("call", "calls", "know", "name", "names", "refer", "refers", "is", "means"))
_QUOTED = re.compile(r"\s*[“\"«]")


# ---------------------------------------------------------------------------------- how far it reaches


def reach(page: Page, attribution: Attribution, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch that holds what is said where the content ``start:end`` is no clause.

    Source and cue are taken along where they stand beside it. ``None``: the words hold no statement of somebody's, and
    their sentence is read as one ("the news was first reported by the Courier", "his decision not to go").
    """
    source, cue, syntax = attribution.source, attribution.cue, page.syntax
    beside = [span for span in (source, cue) if span is not None and sentence.span.covers(span)]
    if syntax is None or cue not in beside or attribution.kind == "direct" or _QUOTED.match(page.text, start):
        return _from(beside, start), end
    if (source is not None and (source.text or "").lower() in RELATIVES) or source not in beside:
        return _without_holder(page, attribution, start, end)
    if start < cue.start and syntax.has_predicate(start, end):
        return start, end
    joined = source is not None and not syntax.has_predicate(source.end, cue.start)
    if source is not None and source.start < cue.start <= start and start - cue.end <= NEAR and joined:
        return source.start, end
    if source is not None and start < cue.start < source.start and cue.start - end <= NEAR >= source.start - cue.end:
        return start, source.end
    told = syntax.has_predicate(cue.start, cue.end)
    return (cue.start, end) if told and 0 <= start - cue.end <= NEAR else None


def _from(beside: Sequence[Span], start: int) -> int:
    """Return where source and cue begin, if they stand right before the content."""
    first = start
    for span in sorted(beside, key=lambda span: -span.start):
        if span.start < first and first - span.end <= NEAR:
            first = span.start
    return first


def _without_holder(page: Page, attribution: Attribution, start: int, end: int) -> tuple[int, int] | None:
    """Read a relative clause behind a comma, or who is said to do what; all else is the sentence's own."""
    source, cue, syntax = attribution.source, attribution.cue, page.syntax
    if cue is None or syntax is None:
        return None
    if source is not None:
        adds = page.text[: source.start].rstrip().endswith(",")
        return (source.start, end) if adds and source.start < cue.start < start else None
    top = syntax.top(syntax.inside(cue.start, cue.end))
    subject = syntax.subject(top, syntax.sentence_of(top)) if top is not None and syntax.is_predicate(top) else None
    bare = page.text[start:end].lower().startswith("to ")
    if not bare or subject is None or subject > (top or 0) or start - cue.end > NEAR:
        return None
    return syntax.spans[_noun_phrase(syntax, subject).start][0], end


# ------------------------------------------------------------------------------------- what it lacks


def adds(page: Page, start: int, end: int) -> bool:
    """Tell whether a stretch is a relative clause behind a comma whose noun is known."""
    opened = page.text[:start].rstrip().endswith(",") or page.text[start:end].lstrip().startswith(",")
    start, end = tidy(page.text, start, end)
    syntax = page.syntax
    if syntax is None or not opened or _relative(syntax, syntax.inside(start, end)) is None:
        return False
    return _missing(page, page.report.span(start, end), None) is not None


def without_hanging(page: Page, start: int, end: int) -> int:
    """Return where a stretch ends without the last words that belong to what follows it ("months after", "because")."""
    syntax = page.syntax
    if syntax is None:
        return end
    words = syntax.inside(start, end)
    last, top = words.stop - 1, syntax.top(words)
    while last >= words.start and (syntax.parts[last] == "PUNCT" or _of_next(syntax, last, words, top)):
        last -= 1
    kept = any(syntax.parts[word] != "PUNCT" for word in range(last + 1, words.stop))
    return syntax.spans[last][1] if kept and last >= words.start else end


def _of_next(syntax: Syntax, word: int, words: range, top: int | None) -> bool:
    """Tell whether a word hangs on what stands behind a stretch, and not by way of its ``top``."""
    for _ in range(LONGEST_NAME):
        head = syntax.heads[word]
        if word == top:
            return False
        if head >= words.stop:
            return True
        if head <= word:  # its own root, or of what stands before it
            return False
        word = head
    return False


def lacks(page: Page, span: Span, attribution: Attribution | None, meant: Sequence[Meant]) -> str | None:
    """Return why a claim cannot stand alone, or ``None``; ``meant`` is what its words stand for."""
    syntax = page.syntax
    if syntax is None:
        return None
    words = syntax.inside(span.start, span.end)
    if not syntax.has_predicate(span.start, span.end) and not has_verb(page.text, span.start, span.end):
        return "no statement by itself: it has no verb"
    if _names(page, span, words):
        return "says what something is called; see the names"
    if len(words) <= LONGEST_UNNAMED and _UNNAMED.search(page.text, span.start, span.end):
        return "says how a source spoke"
    if _breaks_off(syntax, words):
        return "no statement by itself: it breaks off"
    quoted = attribution is not None and attribution.kind == "direct"
    if quoted or any(one.span.start == one.span.end for one in meant):
        return None
    return "no statement by itself: it does not say who or what" if _opens_open(syntax, words) else None


def _names(page: Page, span: Span, words: range) -> bool:
    """Tell whether a claim states a name: "locals call it X" where that was read, "known as X by Y" at its start."""
    syntax = page.syntax
    top = syntax.top(words) if syntax is not None else None
    if syntax is None or top is None or syntax.lower[top] not in _NAMING:
        return False
    opens = not any(syntax.parts[word] not in ("ADV", "PUNCT") for word in words if word < top)
    if opens and syntax.lower[top] in _NAMED and _AS_NAME.search(page.text, span.start, span.end):
        return True
    stated = any(naming.name[:1].isupper() for naming in namings(page.text, span.start, span.end))
    return stated or any(span.covers(name) for name in page.stated_names)


def _breaks_off(syntax: Syntax, words: range) -> bool:
    """Tell whether the last word leads on to what is not there ("a surrender that has stoked")."""
    last, inside = words.stop - 1, words
    while last >= words.start and syntax.parts[last] == "PUNCT":
        last -= 1
    if last < words.start:
        return True
    if syntax.parts[last] in _OPEN_ENDED and syntax.heads[last] not in inside and syntax.heads[last] > last:
        return True
    behind = range(words.stop, min(words.stop + 2, len(syntax.heads)))
    return any(syntax.heads[word] == last and syntax.labels[word] in ("obj", "ccomp", "xcomp") for word in _objects(
        syntax, last, behind))  # fmt: skip


def _objects(syntax: Syntax, verb: int, behind: range) -> list[int]:
    """Return what hangs on a verb and begins right behind it, where it is a verb."""
    if syntax.parts[verb] not in ("VERB", "AUX"):
        return []
    return [child for child in syntax.children[verb] if child >= behind.start and _first(syntax, child) in behind]


def _first(syntax: Syntax, word: int) -> int:
    return min([word, *(child for child in syntax.children[word] if syntax.parts[child] != "PUNCT")])


def _opens_open(syntax: Syntax, words: range) -> bool:
    """Tell whether a stretch opens with its verb, or with a relative pronoun."""
    top = _opening_verb(syntax, words)
    return top is not None or _relative(syntax, words) is not None


def _relative(syntax: Syntax, words: range) -> int | None:
    """Return the verb of a relative clause that the stretch is."""
    first = next((word for word in words if syntax.parts[word] not in ("PUNCT", "ADP")), None)
    if first is None or syntax.lower[first] not in ("who", "which", "whom"):
        return None
    head = syntax.heads[first]
    return head if syntax.labels[head] in ("acl:relcl", "advcl:relcl") else None


def _opening_verb(syntax: Syntax, words: range) -> int | None:
    """Return the verb that a stretch opens with, where it has no subject in it: "praised", "has since praised"."""
    top = syntax.top(words)
    if top is None or not syntax.is_predicate(top) or syntax.subject(top, words) is not None:
        return None
    tops = [word for word in words if syntax.heads[word] not in words or syntax.heads[word] == word]
    if any(syntax.subject(one, words) is not None for one in tops):
        return None
    before = [word for word in words if word < top]
    helps = all(syntax.heads[word] == top and syntax.labels[word] in _BEFORE_VERB for word in before)
    return top if helps and syntax.parts[top] in ("VERB", "AUX", "ADJ") else None


# ---------------------------------------------------------------------------------- whom it is about


def meant_in(page: Page, span: Span, attribution: Attribution | None) -> tuple[Meant, ...]:
    """Return what words of a claim stand for: its missing subject, a relative pronoun, "he" and "she"."""
    missing = _missing(page, span, attribution)
    return tuple(one for one in (missing, _pronoun(page, span)) if one is not None)


def _missing(page: Page, span: Span, attribution: Attribution | None) -> Meant | None:
    """Return the subject of a clause that has none of its own, from elsewhere in its sentence."""
    syntax = page.syntax
    if syntax is None or (attribution is not None and attribution.kind == "direct"):
        return None
    words, place = syntax.inside(span.start, span.end), page.report.span(span.start, span.start)
    verb = _relative(syntax, words)
    if verb is not None:
        noun = syntax.heads[verb]
        known = noun not in words and syntax.labels[verb] == "acl:relcl"
        return (_someone(page, place, words.start) or _named(page, place, noun, words.start)) if known else None
    verb = _opening_verb(syntax, words)
    if verb is None:
        return None
    source, cue = (attribution.source, attribution.cue) if attribution is not None else (None, None)
    told = cue is not None and span.covers(cue) and cue.start <= syntax.spans[verb][0] < cue.end
    if told and attribution is not None and source is not None and not span.covers(source):
        return Meant(span=place, entity=attribution.speaker, words=_bare(source))
    for noun in Predicates(syntax, Actors((), syntax)).subjects(verb):
        if noun not in words and noun < verb:
            return _named(page, place, noun)
    return None


def _someone(page: Page, place: Span, first: int) -> Meant | None:
    """Return the person who is named right before "who"."""
    syntax = page.syntax
    if syntax is None or first < 2 or syntax.lower[first] not in ("who", "whom"):
        return None
    end = syntax.spans[first - 1 - (syntax.lower[first - 1] == ",")][1]
    people = [one for one in page.mentions.touching(end - 1, end) if one.kind == "person" and one.entity]
    return Meant(span=place, entity=people[0].entity, words=_bare(people[0].span)) if people else None


def _named(page: Page, place: Span, noun: int, until: int | None = None) -> Meant | None:
    """Return whom a noun elsewhere names; a pronoun that nobody is known for names nobody.

    What stands between the noun and the word ``until`` goes with it: it may be that which is meant.
    """
    syntax = page.syntax
    if syntax is None:
        return None
    start, end = syntax.spans[noun]
    over = [mention for mention in page.mentions.touching(start, end) if mention.entity]
    entity = max(over, key=lambda mention: mention.span.end - mention.span.start).entity if over else None
    entity = entity or page.reading.pronouns.get(start)
    if entity is None and syntax.parts[noun] == "PRON":
        return None
    phrase = _noun_phrase(syntax, noun)
    if until is not None and phrase.stop < until - 1 and until - phrase.start <= LONGEST_NAME:
        phrase, entity = range(phrase.start, until - (syntax.lower[until - 1] == ",")), None
    words = page.report.span(syntax.spans[phrase.start][0], syntax.spans[phrase.stop - 1][1])
    return Meant(span=place, entity=entity, words=words)


def _noun_phrase(syntax: Syntax, noun: int) -> range:
    """Return the words of a noun with what qualifies it, without the clauses behind it."""
    found, open_ = {noun}, [noun]
    while open_:
        word = open_.pop()
        more = [child for child in syntax.children[word] if syntax.labels[child] in _OF_NOUN and child not in found]
        found.update(more)
        open_ += more
    first, last = noun, noun
    while first - 1 in found:
        first -= 1
    while last + 1 in found:
        last += 1
    while first < noun and syntax.parts[first] in _OPEN_ENDED - {"DET"}:
        first += 1
    return range(first, last + 1 if last - first < LONGEST_NAME else noun + 1)


def _pronoun(page: Page, span: Span) -> Meant | None:
    """Return whom "he" or "she" stands for, where that is the subject of a claim that names nobody like that."""
    syntax = page.syntax
    known = page.reading.pronouns
    if syntax is None or not known:
        return None
    words = syntax.inside(span.start, span.end)
    top = syntax.top(words)
    subject = syntax.subject(top, words) if top is not None else None
    if subject is None or syntax.lower[subject] not in _SUBJECTS or syntax.spans[subject][0] not in known:
        return None
    start, end = syntax.spans[subject]
    named = {mention.entity for mention in page.mentions.inside(span.start, span.end)}
    return None if known[start] in named else Meant(span=page.report.span(start, end), entity=known[start])


def _bare(span: Span) -> Span:
    return Span(report=span.report, start=span.start, end=span.end)
