"""Statements of names: who calls a thing what, as far as the sentence says: ``namings(text, start, end)``.

The shapes are those of news prose: "Locals call it X, while Norlanders call it Y", "X, known to Norlanders as Y",
"X, which Norland calls Y", "X, formerly Y", "X (Y in Norlandic)", "X, or Y as Norlanders call it", "X, also spelled Y".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from crossread.names import fold, normalise
from crossread.read.wordlists import demonyms

__all__ = ["IT", "Naming", "namings"]

# What the thing is called where only a word points at it ("it", "the town").
IT = "it"

_WORD = r"[^\W\d_][\w’'\-]*"
_BIG = r"[^\W\d_a-zß-öø-ÿ][\w’'\-]*"
_JOIN = r"(?:\s+(?:al-|el-)?(?:of|the|de|del|la|al|el|ash|as)(?=\s+[A-Z]))?"
_OPEN, _CLOSE = r"[\"“„«‘']", r"[,.]?[\"”»’']"
_CAPITALS = rf"(?:(?:al|el|ash|ad|as|an|ar)[\-\s])?{_BIG}(?:{_JOIN}\s+(?:al-|el-|ash-)?{_BIG}){{0,4}}"
_QUOTED = rf"{_OPEN}{_WORD}(?:\s+[\w’'\-]+){{0,4}}?{_CLOSE}"
_NAME = rf"(?:{_QUOTED}|{_CAPITALS})"
_THE = r"(?:[Tt]he\s+)?"
_IT = (
    r"(?:it|them|(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:(?!\w+s\s+)[\w\-]+\s+){0,2}?(?:town|city|village|place|area|region"
    r"|province|islands?|territory|district|enclave|settlement|country|capital|river|sea|mountain|lake|port|valley"
    r"|peninsula))"
)
_POINTING = re.compile(rf"(?:{_IT})$")
_GROUPS = (
    r"locals|residents|people|nationalists|unionists|separatists|settlers|authorities|officials|speakers|supporters"
    r"|critics|historians|rebels|activists|republicans|loyalists|villagers|islanders|others|many|some|most|inhabitants"
    r"|outsiders|foreigners|mapmakers|government|side|media|community|minority|majority"
)
_NOT = r"(?!(?:while|and|but|whereas|although|though|as|that|which|what|who|or|then|when|because|since|if)\b)"
_USERS = (
    rf"{_NOT}(?:the\s+|its\s+|their\s+|some\s+|many\s+|most\s+)?(?:(?:[a-z\-]+\s+)?{_BIG}(?:\s+(?:and"
    rf"\s+)?{_BIG}){{0,3}}"
    rf"(?:\s+(?:{_GROUPS}))?|(?:[a-z\-]+\s+)?(?:{_GROUPS}))"
)
_LANGUAGE = rf"(?:the\s+)?{_BIG}(?:\s+(?:language|dialect))?"
_CALL = r"(?:calls?|called|refers?\s+to|referred\s+to|knows?|knew|names?)"
_OLD = r"(?:formerly|previously|once|earlier|originally|until\s+recently|until\s+\d{4}|historically)"
_KNOWN = r"(?:known|referred\s+to|called|named)"

# Each shape: letters of which some stand in it, and the shape with the groups t (the thing), n (its other name),
# u (who uses it).
# The shapes of the second list are said of places alone: of a person they say something else ("Ruiz, now Mayor").
_ANY = (
    # Locals call it X | call the town "X" | refer to X as Y
    (("call", "know", "knew", "name"), rf"(?P<u>{_USERS})\s+(?:still\s+|now\s+|usually\s+|generally"
     rf"\s+)?(?:calls?|called|names?|knows?|knew)"
     rf"\s+(?:(?P<t>{_IT})\s+(?:as\s+)?{_THE}(?P<n>{_NAME})|{_THE}(?P<t2>{_NAME})\s+(?:as"
     rf"\s+)?{_THE}(?P<n2>{_QUOTED}))"),
    # Locals call the country's main port "X"
    (("call",), rf"(?P<u>{_USERS})\s+(?:still\s+|now\s+)?(?:calls?|called)"
     rf"\s+(?P<p>(?!for\b|on\b|upon\b)[^\"“„«‘,;.()]{{1,50}}?)"
     rf"\s+(?P<n>{_QUOTED})"),
    (("refer", "know", "knew"), rf"(?P<u>{_USERS})\s+(?:still\s+|now\s+)?(?:refers?\s+to|referred\s+to|knows?|knew)\s+"
     rf"(?P<t>{_IT}|{_THE}{_NAME})\s+as\s+{_THE}(?P<n>{_NAME})"),
    # X, known to Norlanders as Y
    (("known", "referred", "called", "named"),
     rf"(?P<t>{_IT}|{_NAME}),?\s+\(?(?:which\s+is\s+|that\s+is\s+|is\s+|was\s+)?"
     rf"(?:also\s+|still\s+|better\s+|locally\s+)?{_KNOWN}\s+(?:to|by|among|in)\s+(?P<u>{_USERS})\s+as"
     rf"\s+{_THE}(?P<n>{_NAME})"),
    # X, also known as Y to Norlanders
    (("known", "referred"), rf"(?P<t>{_IT}|{_NAME}),?\s+\(?(?:which\s+is\s+|that\s+is\s+|is\s+)?(?:also"
     rf"\s+|still\s+|better\s+)?"
     rf"(?:known|referred\s+to)\s+as\s+{_THE}(?P<n>{_NAME})\s+(?:to|by|among|in)\s+(?P<u>{_USERS})"),
    # Known as Y to Norlanders, X
    (("nown ",), rf"[Kk]nown\s+(?:locally\s+)?as\s+{_THE}(?P<n>{_NAME})\s+(?:by|to|among|in)\s+(?P<u>{_USERS}),"
     rf"\s+(?P<t>{_IT}|{_THE}{_NAME})"),
    # X, which Norland calls Y
    (("call", "refer", "know", "knew", "name"), rf"(?P<t>{_IT}|{_NAME})\s*[,(–—-]?\s*(?:which|that)"
     rf"\s+(?P<u>{_USERS})\s+(?:still\s+|now\s+)?{_CALL}"
     rf"\s+(?:as\s+)?{_THE}(?P<n>{_NAME})"),
    # X, called Y by Norland
    (("called", "named", "dubbed", "termed"), rf"(?P<t>{_NAME})\s*[,(]\s*(?:also\s+)?(?:called|named|dubbed|termed)\s+"
     rf"{_THE}(?P<n>{_NAME})\s+by\s+(?P<u>{_USERS})"),
    # X, or Y, as Norlanders call it | X – or Y to Norlanders
    (("or ",), rf"(?P<t>{_NAME})\s*[,–—(-]\s*or\s+{_THE}(?P<n>{_NAME}),?\s+(?:as\s+(?P<u>{_USERS})"
     rf"\s+(?:still\s+)?"
     rf"(?:call|know|name|prefer|refer)\w*|as\s+it\s+is\s+(?:known|called)\s+(?:to|by|among|in)\s+(?P<u2>{_USERS})"
     rf"|to\s+(?P<u3>{_USERS})|in\s+(?P<l>{_LANGUAGE}))"),
    # X, also spelled Y | X, also known as Y
    (("spel", "written", "rendered", "transl", "transc", "known", "called", "named"),
     rf"(?P<t>{_NAME})\s*[,(]\s*(?:which\s+is"
     rf"\s+)?(?:also|sometimes|often"
     rf"|alternatively|variously)\s+(?:spelled|spelt|written|rendered|transliterated|transcribed|{_KNOWN})\s+(?:as\s+)?"
     rf"{_THE}(?P<n>{_NAME})"),
    (("k.a", "aka ", "otherwise"), rf"(?P<t>{_NAME})\s*[,(]?\s*(?:a\.?k\.?a\.?|otherwise\s+known\s+as)"
     rf"\s+{_THE}(?P<n>{_NAME})"),
)  # fmt: skip
_PLACES = (
    # X (Y in Norlandic) | X (in Norlandic: Y) | X (Norlandic: Y)
    ((" in ",), rf"(?P<t>{_NAME})\s*\((?:or\s+|called\s+|known\s+as\s+)?(?P<n>{_NAME})\s+in"
     rf"\s+(?P<l>{_LANGUAGE})\)"),
    (("(",), rf"(?P<t>{_NAME})\s*\((?:in\s+)?(?P<l>{_LANGUAGE})(?::\s*|,\s+)(?P<n>{_NAME})\)"),
    # the Norlandic name for X, Y | X's Norlandic name, Y | Norland's name for X is Y
    ((" name ", " spelling ", " term "), rf"[Tt]he\s+(?P<l>{_BIG})\s+(?:name|spelling|term)\s+(?:for|of)"
     rf"\s+{_THE}(?P<t>{_NAME})(?:,|\s+is|:)"
     rf"\s+(?P<n>{_NAME})"),
    ((" name",), rf"(?P<t>{_NAME})[’'](?:s\s+)?(?P<l>{_BIG})\s+name(?:,|\s+is|:)\s+(?P<n>{_NAME})"),
    ((" name for ",), rf"(?P<u>{_USERS})[’']s?\s+name\s+for\s+{_THE}(?P<t>{_IT}|{_NAME})(?:,|\s+is|:)"
     rf"\s+(?P<n>{_NAME})"),
    # X, formerly (known as) Y | X, once called Y | X (formerly Y)
    (("former", "previous", "once", "earlier", "origin", "until", "histor"),
     rf"(?P<t>{_IT}|{_NAME}),?\s*[,(]?\s*(?:which\s+was\s+|was\s+)?{_OLD}\s+{_KNOWN}\s+(?:as"
     rf"\s+)?{_THE}(?P<n>{_NAME})"),
    (("formerly", "previously"), rf"(?P<t>{_NAME})\s*[,(]\s*(?:formerly|previously)\s+{_THE}(?P<n>{_NAME})"),
    # Y, now (called) X | Y, renamed X in 1990 | Y was renamed X | renamed Y as X
    ((" now", "(now", "today", "renamed"), rf"(?P<n>{_NAME})\s*[,(]\s*(?:now|today|since\s+renamed|later\s+renamed)\s+"
     rf"(?:{_KNOWN}\s+(?:as\s+)?)?(?P<t>{_NAME})(?=\s*[,);.])"),
    (("renamed",), rf"(?P<n>{_NAME}),?\s+(?:which\s+)?(?:has\s+been\s+|had\s+been\s+|was\s+|been\s+|is\s+being\s+)?"
     rf"(?:officially\s+|later\s+|since\s+)?renamed\s+(?:as\s+|to\s+)?{_THE}(?P<t>{_NAME})(?!\s+by\b)"),
    (("renam", "name of"), rf"(?:renamed?|renaming|changed\s+the\s+name\s+of)\s+{_THE}(?:\w+"
     rf"\s+)?(?P<n>{_NAME})\s+(?:as|to)\s+"
     rf"{_THE}(?P<t>{_NAME})"),
    (("renam",), rf"(?:renamed?|renaming)\s+{_THE}(?:\w+\s+)?(?P<n>{_NAME})\s+{_THE}(?P<t>{_QUOTED})"),
)  # fmt: skip
# ... while Norlanders call it Y | and Norlanders Y: behind another statement, of the same thing.
_MORE = (
    rf",?\s*(?:and|while|but|whereas)\s+(?:(?P<u>{_USERS})\s+(?:calls?|knows?|refers?\s+to)\s+(?:it\s+)?(?:as"
    rf"\s+)?{_THE}(?P<n>{_NAME})"
    rf"|(?:as\s+)?{_THE}(?P<n2>{_NAME})\s+(?:to|by|among|in)\s+(?P<u2>{_USERS}))"
)
# Characters looked at before and behind the word that a shape turns on.
_BEFORE, _BEHIND = 110, 110
_OUTER = re.compile(r"^(?:[Tt]he\s+(?=[A-Z]))|[,.;:]+$")
# Words that open no name, though they have a capital at the start of a sentence.
_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "but",
        "and",
        "he",
        "she",
        "it",
        "they",
        "we",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "i",
        "when",
        "while",
        "also",
        "as",
        "mr",
        "mrs",
        "ms",
        "what",
        "which",
        "who",
        "there",
        "here",
    ]
)
# Languages and scripts that are no adjectives of a country or people in the tables.
_LANGUAGES = frozenset(
    [
        "arabic",
        "hebrew",
        "farsi",
        "persian",
        "urdu",
        "hindi",
        "bengali",
        "mandarin",
        "cantonese",
        "pashto",
        "dari",
        "swahili",
        "amharic",
        "latin",
        "cyrillic",
        "tagalog",
        "malay",
        "gaelic",
        "welsh",
        "basque",
        "catalan",
        "kurdish",
        "tamil",
        "quechua",
        "aymara",
        "tigrinya",
        "flemish",
        "yiddish",
    ]
)


class Naming(NamedTuple):
    """One statement: ``users`` ("" = everyone) call ``thing`` by ``name``; ``start..end`` says it."""

    r""

    thing: str
    name: str
    users: str
    start: int
    end: int
    of_place: bool


@functools.lru_cache(maxsize=4)
def _turning(text: str) -> tuple[tuple[str, str, bool], ...]:
    """Return the shapes whose words stand in a text: the words each turns on, itself, whether it is of places."""
    both = ((shapes, of_place) for shapes, of_place in ((_ANY, False), (_PLACES, True)))
    return tuple(
        (turn, shape, of_place)
        for shapes, of_place in both
        for turns, shape in shapes
        for turn in turns
        if turn in text
    )


@functools.cache
def _pattern(shape: str) -> re.Pattern[str]:
    """Compile a shape at first use: all of them take as long as all else that is imported."""
    return re.compile(rf"(?<![\w’'])(?:{shape})")


@functools.cache
def _more() -> re.Pattern[str]:
    return re.compile(_MORE)


def namings(text: str, start: int, end: int) -> Iterator[Naming]:
    """Return the statements of names in a sentence, each pair of names once, in the order they stand."""
    found: dict[tuple[str, str], Naming] = {}
    for turn, shape, of_place in _turning(text):
        at = text.find(turn, start, end)
        while at >= 0:
            for match in _pattern(shape).finditer(text, max(start, at - _BEFORE), min(end, at + _BEHIND)):
                if match.start() <= at < match.end() and (naming := _naming(match, of_place)) is not None:
                    _keep(found, naming)
                    for more in _continued(text, naming, end):
                        _keep(found, more)
            at = text.find(turn, at + 1, end)
    yield from sorted(found.values(), key=lambda naming: (naming.start, naming.end))


def _keep(found: dict[tuple[str, str], Naming], naming: Naming) -> None:
    """Keep the first statement of a pair of names, the one with users before one without."""
    pair = fold(naming.thing), fold(naming.name)
    known = found.get(pair) or found.get(pair[::-1])
    if known is None or (naming.users and not known.users):
        found.pop(pair[::-1], None)
        found[pair] = naming


def _continued(text: str, naming: Naming, end: int) -> Iterator[Naming]:
    """Return the second half of a statement of two names: "... and Norlanders Y"."""
    if not naming.users:
        return
    match = _more().match(text, naming.end, min(end, naming.end + _BEHIND))
    if match is not None:
        users, name = match["u"] or match["u2"], _bare(match["n"] or match["n2"])
        if name and not _opens_no_name(name) and fold(name) != fold(naming.name):
            yield Naming(naming.thing, name, normalise(users), match.start(), match.end(), naming.of_place)


def _naming(match: re.Match[str], of_place: bool) -> Naming | None:
    """Return what the shape says; ``None`` where its names are none, or the language is no language."""
    groups = match.groupdict()
    users, thing, name = (
        next((groups[key] for key in keys if groups.get(key)), "")
        for keys in (("u", "u2", "u3", "l"), ("t", "t2", "p"), ("n", "n2"))
    )
    if groups.get("l") and not _is_language(users):
        return None
    thing = IT if groups.get("p") or _POINTING.match(thing) else _without_opener(_bare(thing))
    name = _bare(name)
    if not thing or not name or fold(thing) == fold(name) or _opens_no_name(name):
        return None
    return Naming(thing, name, normalise(users), match.start(), match.end(), of_place)


def _without_opener(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.lower() in _OPENERS else name


def _is_language(words: str) -> bool:
    last = words.lower().removeprefix("the ").split()[0]
    return last in demonyms() or last in _LANGUAGES


def _opens_no_name(words: str) -> bool:
    return words.split()[0].lower() in _OPENERS


def _bare(words: str) -> str:
    return normalise(_OUTER.sub("", normalise(words)))
