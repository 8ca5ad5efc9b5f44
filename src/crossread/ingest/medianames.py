"""Names of media at a place in running text: known ones, and unknown ones that say what they are.

An unknown name counts where it is a domain, stands beside a word such as "newspaper" or "news agency", or has
such a word in it ("Radio Lunda", "Lunda Herald"). Anything else is a name of we do not know what.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from crossread.ingest.outlets import DOMAIN, known_outlet
from crossread.tables import table

__all__ = ["Named", "is_media_name", "name_at", "name_before"]

# The longest known name has five words; a name with its article and description ends well before this.
NAME_WORDS = 6
WINDOW = 90


class Named(NamedTuple):
    """A medium's name with the place of the words that name it, description included."""

    start: int
    end: int
    name: str


_TOKEN = re.compile(r"[^\s,;:\"“”()\[\]—–]+")
_ENDING = re.compile(r"(?:['’]s?|[.!?'’]+)$")
# "CBS 4" and "CNN affiliate KATC" are stations of their own.
_LOCAL = re.compile(r"\s\d|\saffiliate")
_TITLE = r"[A-ZÀ-ÞА-Я][\w'&-]*(?:[ \xa0]+(?:(?:of|de|al) )?[A-ZÀ-ÞА-Я0-9][\w'&-]*){0,3}"
_DOMAIN = re.compile(rf"(?:[Tt]he\s+)?(?:website\s+|site\s+|portal\s+)?({DOMAIN})(?!\w)")


def is_media_name(name: str) -> bool:
    """Tell whether a name alone can only be a medium's: known, a domain, or with a word such as "Radio" in it."""
    return known_outlet(name) is not None or re.fullmatch(DOMAIN, name) is not None or _says_so(name)


def name_at(text: str, at: int) -> Named | None:
    """Return the medium's name that begins at ``at``, an article and a description before it allowed."""
    window = text[at : at + WINDOW]
    for end, words in _prefixes(window):
        if (name := _spoken(words)) and not _LOCAL.match(window, end):
            return Named(at, at + end, name)
    for pattern in _described_patterns():
        if (match := pattern.match(window)) and not _is_generic(match["name"]):
            return Named(at, at + match.end(), _plain(match["name"]))
    if match := _DOMAIN.match(window):
        return Named(at, at + match.end(), match[1])
    return None


def name_before(text: str, at: int) -> Named | None:
    """Return the medium's name that ends at ``at``."""
    begin = max(0, at - WINDOW)
    window = text[begin:at]
    for start, words in _suffixes(window):
        if name := _spoken(words):
            description = _description().search(window[:start])
            return Named(begin + (description.start() if description else start), at, name)
    for pattern in _described_ends():
        if (match := pattern.search(window)) and not _is_generic(match["name"]):
            return Named(begin + match.start(), at, _plain(match["name"]))
    tokens = list(_TOKEN.finditer(window))
    if tokens and tokens[-1].end() == len(window) and re.fullmatch(DOMAIN, tokens[-1].group()):
        return Named(begin + tokens[-1].start(), at, tokens[-1].group())
    return None


def _prefixes(window: str) -> Iterator[tuple[int, str]]:
    """Yield the first words of ``window``, most first, with where they end."""
    tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(window):
        if (tokens and window[tokens[-1].end() : token.start()].strip()) or (not tokens and token.start()):
            break
        tokens.append(token)
    for count in range(min(NAME_WORDS, len(tokens)), 0, -1):
        end = tokens[count - 1].end()
        ending = _ENDING.search(window, 0, end)
        stop = ending.start() if ending else end
        yield stop, window[:stop]
        if "/" in tokens[count - 1].group():
            stop = tokens[count - 1].start() + tokens[count - 1].group().index("/")
            yield stop, window[:stop]


def _suffixes(window: str) -> Iterator[tuple[int, str]]:
    """Yield the last words of ``window``, most first, with where they start."""
    tokens = list(_TOKEN.finditer(window))
    if not tokens or tokens[-1].end() != len(window):
        return
    for count in range(min(NAME_WORDS, len(tokens)), 0, -1):
        words = window[tokens[-count].start() :]
        if not re.search(r"[,;:\"“”()\[\]—–]|\.\s", words):
            yield tokens[-count].start(), words


def _spoken(words: str) -> str | None:
    """Return the outlet of a name as it is said in prose; "The Hill" needs its article there."""
    plain = re.sub(r"^the ", "The ", _plain(words))
    return _prose_names().get(plain) or _prose_names().get(re.sub(r"^(?:The|[Aa]n?) ", "", plain))


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


@functools.cache
def _prose_names() -> dict[str, str]:
    """Map names as prose has them to outlets, without ambiguous ones and bodies that speak for themselves."""
    names: dict[str, str] = {}
    for outlet in table("outlets")["outlets"]:
        if outlet.get("ambiguous") or outlet["kind"] == "ngo":
            continue
        for name in (outlet["name"], *outlet.get("aliases", ())):
            bare = re.sub(r"^The ", "", name)
            names[name if bare != name and " " not in bare else bare] = outlet["name"]
    return names


@functools.cache
def _media_words() -> str:
    words = sorted(table("outlets")["media_words"], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@functools.cache
def _described_patterns() -> tuple[re.Pattern[str], ...]:
    lead = r"(?:(?:[Tt]he|[Aa]n?|[Tt]heir|[Ii]ts)\s+)?"
    return (
        re.compile(rf"{lead}(?:[\w-]+\s+){{0,3}}?(?:{_media_words()})\s+(?P<name>{_TITLE})"),
        re.compile(rf"{lead}(?P<name>{_TITLE})\s+(?:{_media_words()})(?!\w)"),
        re.compile(rf"{lead}(?P<name>{_saying()})(?![\w])"),
    )


@functools.cache
def _described_ends() -> tuple[re.Pattern[str], ...]:
    lead = r"(?:(?<!\w)(?:[Tt]he|[Aa]n?)\s+)?"
    return (
        re.compile(rf"(?<!\w){lead}(?:[\w-]+\s+)?(?:{_media_words()})\s+(?P<name>{_TITLE})$"),
        re.compile(rf"(?<!\w){lead}(?P<name>{_TITLE})\s+(?:{_media_words()})$"),
        re.compile(rf"(?<!\w){lead}(?P<name>{_saying()})$"),
    )


@functools.cache
def _description() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?:[Tt]he|[Aa]n?)\s+)?(?:[\w-]+\s+)?(?:{_media_words()})\s+$")


@functools.cache
def _saying() -> str:
    """Return the pattern of names that say what they are: "Radio Lunda", "Lunda Evening Herald"."""
    first = "|".join(table("outlets")["first_words"])
    last = "|".join(table("outlets")["last_words"])
    word = r"[A-ZÀ-ÞА-Я][\w'&-]*"
    named = rf"(?:{first})[ \xa0]+{word}(?:[ \xa0]+{word}){{0,2}}|(?:{word}[ \xa0]+){{1,3}}(?:{last})"
    return rf"(?:{named})(?: \d{{1,2}}(?!\d))?"


def _says_so(name: str) -> bool:
    return re.fullmatch(_saying(), name) is not None and not _is_generic(name)


def _is_generic(name: str) -> bool:
    """Tell whether a name is none: "Russian" (television), "State" (radio)."""
    words = name.split()
    return all(word in table("outlets")["generic"] or _NATIONAL.fullmatch(word) for word in words) or (
        words[0] in table("outlets")["no_names"]
    )


_NATIONAL = re.compile(
    r"[A-Z]\w+(?:ian|ish|ese|ean|ani|abi|aqi|eni|stani)|French|German|Dutch|Greek|Czech|Swiss|Thai|Arab|Afghan"
)
