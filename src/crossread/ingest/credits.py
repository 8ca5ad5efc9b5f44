"""Whose reporting a report passes on: reprints, digests, agencies, eyewitnesses, other media as sources.

A credit at the head or foot covers the text; a phrase inside it ("told Radio Lunda") covers its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from crossread.ingest.furniture import not_furniture
from crossread.ingest.lines import Line, is_heading, is_prose
from crossread.ingest.medianames import Named, is_media_name, name_at, name_before
from crossread.ingest.outlets import known_outlet
from crossread.model import Credit, CreditRelation, Furniture, Report

__all__ = ["find_credits", "is_digest", "is_republication"]

# A digest credits its source in the lead (one or two paragraphs), a reprint at the head or the very foot.
LEAD_PROSE = 2
FOOT_LINES = 4
# A dateline is a place, a date and a name: a dozen words at most.
DATELINE_LENGTH = 90


# Names in such furniture are links and labels; those in copyright lines and contributions are credits.
_OF_THE_PAGE = frozenset(
    ("advertisement", "comments", "follow_us", "image_credit", "navigation", "note", "related", "share", "subscribe")
)


class _Found(NamedTuple):
    start: int
    end: int
    to: str
    relation: CreditRelation
    alone: bool = False  # the words are a credit and nothing else, so they are furniture


class _Phrase(NamedTuple):
    """A cue with the name ``behind`` or ``before`` it; ``more`` may follow the name."""

    relation: CreditRelation
    side: Literal["behind", "before"]
    cue: re.Pattern[str]
    more: re.Pattern[str] | None = None


def find_credits(report: Report, lines: Sequence[Line]) -> tuple[tuple[Credit, ...], tuple[Furniture, ...]]:
    """Return the credits in order of the text, and as furniture the words that are nothing but a credit."""
    free = not_furniture(lines, report.furniture)
    prose = [line for line in free if is_prose(line.text)][:LEAD_PROSE]
    lead_end = prose[-1].end if prose else 0
    kept: list[_Found] = []
    page = [item.span for item in report.furniture if item.reason in _OF_THE_PAGE]
    for found in (*_head(free), *_foot(lines), *_own_eyes(report), *_in_text(report.text, lead_end)):
        if any(span.start < found.end and found.start < span.end for span in page):
            continue
        # Of two readings of the same words the first stays: head and foot, then the phrases in their order.
        if not any(one.start < found.end and found.start < one.end for one in kept):
            kept.append(found)
    kept.sort()
    return tuple(_credit(report, found) for found in kept), tuple(
        Furniture(span=report.span(found.start, found.end), reason="credit") for found in kept if found.alone
    )


def is_republication(credits: Sequence[Credit]) -> bool:
    """Tell whether a credit says that the whole text is another's."""
    return any(credit.relation == "republished_from" for credit in credits)


def is_digest(credits: Sequence[Credit]) -> bool:
    """Tell whether the lead says whose report this retells."""
    return any(credit.relation == "reports_from" for credit in credits)


def _credit(report: Report, found: _Found) -> Credit:
    known = known_outlet(found.to)
    name = known.name if known else _as_in_text(re.sub(r"^[Tt]he ", "", found.to), report.text)
    if report.outlet is not None and _is_own(name, report.outlet.name):
        name = report.outlet.name
    return Credit(to=name, relation=found.relation, evidence=report.span(found.start, found.end))


def _as_in_text(name: str, text: str) -> str:
    """Return a name in capitals ("CORDIA", in a dateline) as the text writes it elsewhere ("Cordia")."""
    if not name.isupper():
        return name
    match = re.search(rf"(?<!\w){re.escape(name.title())}(?!\w)", text)
    return match.group() if match else name


def _is_own(name: str, outlet: str) -> bool:
    """Tell whether a credit names the report's own outlet ("WXYZ" and "wxyz.com")."""
    own, other = _letters(outlet), _letters(name)
    return len(other) >= 2 and (own == other or (len(other) >= 4 and own.startswith(other)))


def _letters(name: str) -> str:
    return re.sub(r"^the |[^\w]|tv$", "", name.casefold())


# ------------------------------------------------------------------------------------ head and foot


def _head(lines: Sequence[Line]) -> Iterator[_Found]:
    """Read the credit before the first prose: a name alone, or the agency of a dateline."""
    for number, line in enumerate(lines):
        prose = is_prose(line.text)
        match = (_NAME_BEFORE_PROSE if prose else _NAME_ALONE).match(line.text)
        if match and (is_media_name(match["name"]) if prose else _is_agency_line(match["name"], lines[number + 1 :])):
            end = line.start + match.end("name") + (match["stop"] == ".")
            yield _Found(line.start, end, match["name"], "republished_from", alone=True)
            return
        if (dateline := _dateline_agency(line)) is not None:
            yield dateline
            return
        if prose:
            return


def _is_agency_line(name: str, following: Sequence[Line]) -> bool:
    """Tell whether a name on its own line is a credit; only an agency's is, others may be the page's own."""
    known = known_outlet(name)
    is_agency = known is not None and known.kind in ("agency", "state_media")
    return is_agency and bool(following) and is_prose(following[0].text)


_A_NAME = r"(?P<name>(?:[A-Z0-9][\w-]*\.)+[a-z]{2,12}|[A-Z][\w&/'-]*(?:\s[A-Z0-9][\w&/'-]*){0,4})"
_NAME_ALONE = re.compile(rf"{_A_NAME}(?P<stop>\.?)$")
_NAME_BEFORE_PROSE = re.compile(rf"{_A_NAME}(?P<stop>\.|\s*:|\s*(?:--|[–—]|\s-))\s+(?=[\"“A-Z])")


def _dateline_agency(line: Line) -> _Found | None:
    """Read "LUNDA, 5 Oct (AGY) --", "(AGY) -", "LUNDA, October 5. /AGY/." and "LUNDA, OCTOBER 5, AGYPRESS."."""
    head = line.text[:DATELINE_LENGTH]
    for pattern, only_known in _DATELINES:
        match = pattern.match(head)
        if match is None:
            continue
        name = re.sub(r"\s+", " ", match["name"]).strip()
        if known_outlet(name) is not None or (not only_known and _can_be_agency(name)):
            return _Found(line.start + match.start(), line.start + match.end("close"), name, "agency")
    return None


_PLACE = r"[A-ZÀ-Þ][\w.'’/-]*(?:[ ,]+[\w.'’/-]+){0,8}?(?:\s\([A-Z][\w. ]{2,20}\),(?:\s[\w.]+){1,3})?"
_DASH = r"\s*(?:--|[–—-])\s*"
_BRACKETED = r"\((?P<name>[A-Z][\w&/.'-]*(?:\s+[\w&/.'-]+){0,5})(?P<close>\))"
_DATELINES = (
    (re.compile(rf"(?:{_PLACE}[ ,.]*)?{_BRACKETED}{_DASH}(?=\S)"), False),
    (re.compile(rf"(?:{_PLACE}[ ,.]*)?{_BRACKETED}"), True),
    (re.compile(rf"{_PLACE}\s*/(?P<name>[A-Z][\w. -]{{1,30}})(?P<close>/)[.,]?(?:{_DASH})?\s*(?=[\"“A-Z])"), False),
    (
        re.compile(
            r"[A-ZÀ-Þ]{3,}[\w ,'’-]*,\s*[A-Za-z]+\.?\s+\d{1,2}(?:,\s*\d{4})?[.,]\s+"
            r"(?P<name>[A-Z][A-Za-z-]{2,20})(?P<close>[.:])\s"
        ),
        False,
    ),
)
# States, days and notes stand in brackets behind a town as agencies do.
_NO_AGENCY = re.compile(
    r"[A-Z][a-z]{1,5}\.|[A-Z]{1,2}|\w+day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
    r"|(?:Updated?s?|UPDATED?S?|VIDEO|PHOTOS?|LIVE|WATCH|EXCLUSIVE|OPINION|ANALYSIS)|(?-i:[A-Z])[a-z]+\.?\s\d{1,2}(?:th|st|nd|rd)?|\d.*|.*\d{4}.*"
)


def _can_be_agency(name: str) -> bool:
    """Tell whether an unknown name in a dateline's brackets can be an agency or station."""
    if _NO_AGENCY.fullmatch(name):
        return False
    letters = [sign for sign in name if sign.isalpha()]
    return len(letters) >= 3 and (sum(sign.isupper() for sign in letters) >= 2 or is_media_name(name))


def _foot(lines: Sequence[Line]) -> Iterator[_Found]:
    """Read credits of the last lines: "Source: AGY" and "... (AGY)"."""
    for line in lines[-FOOT_LINES:]:
        if match := _SOURCE_LINE.fullmatch(line.text):
            yield from _sources(line, match)
        elif (match := _BRACKETS_AT_END.search(line.text)) and known_outlet(match["name"]):
            alone = match.start() == 0
            yield _Found(line.start + match.start(), line.start + match.end(), match["name"], "agency", alone)


_SOURCE_LINE = re.compile(r"[(\[]?(?i:sources?|quelle|fuente|fonte)\s*[:：]\s*(?P<names>[^:]{2,80}?)[)\]]?\.?")
_BRACKETS_AT_END = re.compile(r"(?<!\S)\((?P<name>[A-Z][\w .&/-]{1,30})\)[.\s]*$")


def _sources(line: Line, match: re.Match[str]) -> Iterator[_Found]:
    """Read the names of a source line, if all are names of media; one name is where the text comes from."""
    names = [part.strip(" .") for part in re.split(r"[,;/]|\band\b|\bund\b|\by\b", match["names"]) if part.strip(" .")]
    if not names or not all(is_media_name(name) for name in names):
        return
    relation: CreditRelation = "republished_from" if len(names) == 1 else "agency"
    if len(names) == 1:
        yield _Found(line.start, line.end, names[0], relation, is_heading(line.text))
        return
    at = 0
    for name in names:
        at = line.text.index(name, at)
        yield _Found(line.start + at, line.start + at + len(name), name, relation, True)


# ---------------------------------------------------------------------------------------- in the text

_WHO = (
    r"(?:journalists?|reporters?|correspondents?|photographers?|stringers?|videographers?|crews?|teams?"
    r"|witness(?:es)?)"
)
_WITNESSED = r"(?:reported|said|saw|says|heard|witnessed|counted)"
# Cues that begin with space are tied to the word before: a page of blank lines would take minutes otherwise.
_WITNESSES = rf"(?<=\S)\s+{_WHO}(?!\w)(?:\s+(?:\w+\s+){{0,4}}?{_WITNESSED}(?!\w))?"
_SERVICE = re.compile(r"['’]s\s+(?:[A-Z]\w+\s+){0,2}(?:[Ss]ervice|TV|[Rr]adio|[Pp]rogram(?:me)?)(?!\w)")
_SAID = r"(?:reports?|reported|said|says|writes|wrote|quoted|cited|announced|claimed|has\s+reported|is\s+reporting)"
_ARTICLE = re.compile(r"(?<!\w)(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Oo]ur|[Ss]everal)\s+")
_NOUN = re.compile(r"\sreport$")
_SOURCES = re.compile(r"\s+sources(?!\w)")


def _phrase(
    relation: CreditRelation, side: Literal["behind", "before"], cue: str, more: re.Pattern[str] | None = None
) -> _Phrase:
    return _Phrase(relation, side, re.compile(cue), more)


_PHRASES = (
    _phrase("eyewitness", "before", _WITNESSES),
    _phrase("eyewitness", "behind", rf"\b(?:[Aa]n?|[Tt]he|[Oo]ne)\s+{_WHO}\s+(?:for|from|of|with|at)\s+"),
    _phrase(
        "republished_from", "behind",
        r"\b(?:[Rr]eprinted|[Rr]epublished|[Rr]eproduced|[Rr]eposted)\s+(?:with\s+permission\s+)?(?:from|courtesy\s+of)\s+",
    ),
    _phrase(
        "republished_from", "behind",
        r"\b(?:[Tt]his|[Tt]he)\s+(?:article|story|report|piece|text|post|interview)\s+(?:was\s+)?"
        r"(?:originally\s+|first\s+)?(?:published|appeared|posted|produced)\s+(?:first\s+)?(?:by|in|on|at)\s+",
    ),
    _phrase(
        "republished_from", "behind",
        r"(?m:^)[^\w\n]{0,5}(?:[Oo]riginally|[Ff]irst)\s+(?:published|appeared|posted)\s+(?:by|in|on|at)\s+",
    ),
    _phrase(
        "agency", "behind",
        r"\b(?:[Ww]ith|[Ii]ncludes?|[Uu]sing|[Cc]ontains?)\s+(?:(?:additional|some)\s+)?"
        r"(?:materials?|reporting|information|input|inputs|reports?|files|content)\s+(?:from|by|of)\s+",
    ),
    _phrase("agency", "before", r"(?<=\S)(?:\s+and\s+[\w\s]{2,40})?\s+contributed\s+(?:reporting\s+)?to\s+this(?!\w)"),
    _phrase("media_source", "behind", r"\b(?:told|telling)\s+", _SERVICE),
    _phrase(
        "media_source", "behind",
        r"\b(?:interviews?|conversation|comments?|statement|remarks?)\s+(?:with|to|on|for|by)\s+", _SERVICE,
    ),
    _phrase("media_source", "behind", r"\b(?:speaking|spoke)\s+(?:to|with|on)\s+", _SERVICE),
    _phrase(
        "media_source", "behind",
        r"\b(?:(?:a|the)\s+)?(?:claim|account|report|figure|toll|statement)\s+(?:also\s+)?"
        r"(?:made|given|carried|published|broadcast|reported|confirmed)\s+by\s+", _SOURCES,
    ),
    _phrase(
        "media_source", "behind",
        r"\b[Aa]ccording\s+to\s+(?:an?\s+)?(?:(?:new\s+)?reports?\s+(?:by|from|in|on)\s+)?", _SERVICE,
    ),
    _phrase(
        "media_source", "behind",
        r"\b(?:reports?|footage|data|images)\s+(?:by|from|(?:carried|obtained|published|broadcast|aired)\s+by)\s+",
    ),
    _phrase(
        "media_source", "behind",
        r"\b(?:quoted|cited|reported|published|broadcast|aired|carried|obtained)\s+by\s+",
    ),
    _phrase("media_source", "behind", r"\b(?:citing|quoting)\s+(?:\w+\s+(?:by|from|of|in)\s+)?"),
    _phrase("reports_from", "before", rf"(?<=\S)\s+{_SAID}(?!\w)"),
    _phrase("reports_from", "behind", r"(?<=,\s)(?:reports|writes|reported)\s+"),
)  # fmt: skip
# "..., Lunda Online reports." ends the lead of a digest, whatever the name.
_LEAD_END = re.compile(
    r",\s+(?P<credit>(?P<name>[A-Z][\w.'&-]*(?:\s[A-Z][\w.'&-]*){0,3})\s+(?:reports|informs))\.(?:\s|$)"
)
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)(?:\s*©|\s*\([cC]\))?\s*(?:\d{4})?\s*(?:by\s+)?")


def _own_eyes(report: Report) -> Iterator[_Found]:
    """Read "a Courier reporter counted" in the Lunda Courier: the outlet shows that it was there."""
    if report.outlet is None:
        return
    names = {re.sub(r"^The ", "", report.outlet.name), report.outlet.name.split()[-1]}
    own = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    for match in re.finditer(rf"{_ARTICLE.pattern}(?:{own}){_WITNESSES}", report.text):
        yield _Found(match.start(), match.end(), report.outlet.name, "eyewitness")


def _in_text(text: str, lead_end: int) -> Iterator[_Found]:
    yield from _copyrights(text)
    for phrase in _PHRASES:
        for cue in phrase.cue.finditer(text):
            named = name_at(text, cue.end()) if phrase.side == "behind" else name_before(text, cue.start())
            found = _read(text, phrase, cue, named) if named else None
            if found is None:
                continue
            is_lead = found.start < lead_end and _ends(text, found.end) and not _NOUN.search(cue.group())
            if found.relation == "republished_from":
                found = found._replace(alone=_is_line(text, found))
            if found.relation == "reports_from" and not is_lead:
                found = found._replace(relation="media_source")
            yield found
    for match in _LEAD_END.finditer(text, 0, lead_end):
        yield _Found(match.start("credit"), match.end("credit"), match["name"], "reports_from")


def _is_line(text: str, found: _Found) -> bool:
    """Tell whether the words of a credit are all of their line."""
    before, behind = text[: found.start].rstrip(" \t(*_"), text[found.end :].lstrip(" \t.)*_")
    return before[-1:] in ("", "\n", "\r") and behind[:1] in ("", "\n", "\r")


def _read(text: str, phrase: _Phrase, cue: re.Match[str], named: Named) -> _Found | None:
    """Put cue and name together."""
    if phrase.side == "behind":
        more = phrase.more.match(text, named.end) if phrase.more else None
        return _Found(cue.start(), more.end() if more else named.end, named.name, phrase.relation)
    start = named.start
    if phrase.relation == "eyewitness" and not _ARTICLE.match(text, start):
        articles = _ARTICLE.finditer(text, max(0, start - 9), start)
        article = next((match for match in articles if match.end() == start), None)
        if article is None:
            return None
        start = article.start()
    return _Found(start, cue.end(), named.name, phrase.relation)


def _copyrights(text: str) -> Iterator[_Found]:
    """Read "© 2021 AGY": an agency's copyright says where a text comes from."""
    for match in _COPYRIGHT.finditer(text):
        named = name_at(text, match.end())
        known = known_outlet(named.name) if named else None
        if named and known and known.kind in ("agency", "state_media"):
            yield _Found(match.start(), named.end, named.name, "agency")


def _ends(text: str, at: int) -> bool:
    """Tell whether a sentence ends here: "..., AGY reports." covers all that went before."""
    return _SENTENCE_END.match(text[at : at + 30]) is not None


_SENTENCE_END = re.compile(r"(?:\s+(?:on|this)\s\w+)?[\"”’]?[.!]?[\"”’]?\s*(?:$|\n|(?<=[.!\"”’\s])[A-Z\"“(\[])")
