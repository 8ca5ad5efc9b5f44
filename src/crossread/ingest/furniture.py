"""What in a report is not reporting, and why: menus, counts, share bars, follow-us lines, terms of use.

General rules and word lists (``resources/furniture.yaml``), no list of sites. A rule may miss furniture; it
may not take reporting, so whole lines are matched to their ends, sentences by how they begin, and nothing
that quotes anybody is ever marked.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from crossread.ingest.frontmatter import front_matter_end
from crossread.ingest.lines import Line, is_heading, is_prose, sentences_of, word_count
from crossread.model import Furniture, Report, Span
from crossread.tables import table

__all__ = ["find_furniture", "not_furniture", "repeated_headings", "same_heading", "terms_of_use"]

# A menu item is a few words; a title has more. Of 1,300 headlines of news pages one in eighty is shorter.
MENU_WORDS = 4
# Menus come in runs.
MENU_RUN = 2
# A furniture line is short; longer ones are looked at sentence by sentence.
LINE_LENGTH = 200
SHORT_LINE = 80
# Characters of prose that tell a report's script.
SCRIPT_SAMPLE = 2000
# A sentence of a page about itself ("Follow our ...") is rarely longer than this.
SENTENCE_WORDS = 70

# Once one of these stands at the foot, the short lines behind it belong to the page.
_FOOT = ("comments", "related", "share", "terms_of_use", "copyright", "navigation")
# Lines that may be whole sentences.
_SENTENCES = ("comments", "note")
_QUOTES = re.compile(r"[\"“”„«»]")
_VERSION = re.compile(r"\b(?:earlier|previous) version|\bthis (?:article|story|report|post)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|according|announced|reported|added|stated)\b", re.IGNORECASE)


def find_furniture(report: Report, lines: Sequence[Line]) -> tuple[Furniture, ...]:
    """Return the furniture that can be told without knowing title, dates and entries."""
    marks: list[tuple[int, int, str]] = []
    if end := front_matter_end(report.text):
        marks.append((0, len(report.text[:end].rstrip()), "front_matter"))
    lines = [line for line in lines if line.start >= end]
    script = _script("".join(line.text for line in lines if is_prose(line.text))[:SCRIPT_SAMPLE] or report.text)
    for line in lines:
        found = list(_line_marks(line, script))
        # "WATCH: ..." over a text is its title, further down a link to another page.
        if line is not lines[0] or not found or found[0][2] != "related":
            marks.extend(found)
    marks.extend(_head_menu(lines, {start: reason for start, _, reason in marks}))
    marks.extend(_foot_menu(lines, marks))
    return _merged(report, marks)


def not_furniture(lines: Sequence[Line], furniture: Sequence[Furniture]) -> list[Line]:
    """Return the lines that hold more than furniture."""
    spans = [item.span for item in furniture]
    return [line for line in lines if not _is_covered(line, spans)]


def _is_covered(line: Line, spans: Sequence[Span]) -> bool:
    at = line.start
    for span in spans:
        if span.start <= at < span.end or (
            span.end > at and not line.text[at - line.start : span.start - line.start].strip()
        ):
            at = span.end
    return at >= line.end or not line.text[at - line.start :].strip()


def terms_of_use(report: Report, furniture: Sequence[Furniture]) -> Span | None:
    """Return the terms of use as one span: the first run of such sentences."""
    spans = [item.span for item in furniture if item.reason == "terms_of_use"]
    if not spans:
        return None
    first = last = spans[0]
    for span in spans[1:]:
        if not report.text[last.end : span.start].strip():
            last = span
    return report.span(first.start, last.end)


def same_heading(left: str, right: str) -> bool:
    """Tell whether two headings have the same words ("A – B" and "A: B")."""
    return _heading_key(left) == _heading_key(right) != ()


def repeated_headings(
    report: Report, lines: Sequence[Line], title: Line | None, entry_headings: Sequence[Span]
) -> Iterator[Furniture]:
    """Find the title said again, and the kicker that stands by it, over the body."""
    if title is None:
        return
    kept = {span.start for span in entry_headings}
    body = next((line.start for line in lines if line.start > title.start and is_prose(line.text)), len(report.text))
    for line in lines:
        if line.start == title.start or line.start in kept or not is_heading(line.text):
            continue
        if same_heading(line.text, title.text) and word_count(line.text) >= 3:
            yield Furniture(span=report.span(line.start, line.end), reason="repeated_heading")
        elif line.start < body and any(_full(pattern, line.text) for pattern in _kickers()):
            yield Furniture(span=report.span(line.start, line.end), reason="navigation")


def _heading_key(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def _line_marks(line: Line, script: str) -> Iterator[tuple[int, int, str]]:
    """Yield the marks of one line: of all of it, else of its sentences and parts."""
    reason = _whole_line(line.text, script)
    if reason:
        yield line.start, line.end, reason
        return
    for sentence in sentences_of(line):
        if reason := _sentence_reason(sentence.text):
            yield sentence.start, sentence.end, reason
    for reason, pattern in _parts():
        for match in pattern.finditer(line.text):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield line.start + start, line.start + match.end(), reason


def _whole_line(text: str, script: str) -> str | None:
    if len(text) > LINE_LENGTH:
        return None
    bare = text.strip("*_#>|•·- \t\xa0").rstrip()
    for reason, pattern in _lines():
        if not _full(pattern, bare) or (is_prose(text) and reason not in _SENTENCES):
            continue
        # "Editor's note: police had said ..." tells something of the story.
        if reason != "note" or not _SAID.search(bare) or _VERSION.search(bare):
            return reason
    return _other_script(text, script)


def _other_script(text: str, script: str) -> str | None:
    """Mark a short line in another script than the report: a count in the language of the reader's page."""
    if len(text) > SHORT_LINE or text.isascii() or not script:
        return None
    own = _script(text)
    if own in (script, ""):
        return None
    if sum(_script(sign) == script for sign in text) > sum(_script(sign) == own for sign in text):
        return None
    if any(word in text.casefold() for word in table("furniture")["view_words"]):
        return "view_count"
    return "other_script"


def _sentence_reason(text: str) -> str | None:
    if word_count(text) > SENTENCE_WORDS:
        return None
    for reason, start, rest in _sentences():
        match = start.match(text)
        if match is None or not _compiled(rest).search(text, match.end()):
            continue
        if reason not in ("copyright", "terms_of_use") and (_QUOTES.search(text) or _SAID.search(text)):
            continue
        if reason == "terms_of_use" and (_QUOTES.search(text) or _SAID.search(text[:80])):
            continue
        return reason
    return None


def _head_menu(lines: Sequence[Line], marked: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Mark the run of short lines before the title; a longer heading must follow, or it may be the title."""
    run: list[Line] = []
    title: Line | None = None
    for line in lines:
        if marked.get(line.start) == "navigation":
            run.append(line)
        elif line.start in marked:
            continue
        elif not is_heading(line.text) or is_prose(line.text):
            return
        elif word_count(line.text) > MENU_WORDS or line.text.startswith("#"):
            title = line
            break
        else:
            run.append(line)
    if title is None or not any(is_prose(line.text) for line in lines if line.start > title.start):
        return
    if len(run) >= MENU_RUN or any(_is_menu(line.text) for line in run):
        yield from ((line.start, line.end, "navigation") for line in run)


def _foot_menu(lines: Sequence[Line], marks: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Mark the short lines behind the last prose that stand after furniture of a foot, or are a menu."""
    reasons = {start: reason for start, _, reason in marks}
    tail: list[Line] = []
    for line in reversed(lines):
        if line.start not in reasons and is_prose(line.text):
            break
        tail.append(line)
    tail.reverse()
    since = next((n for n, line in enumerate(tail) if reasons.get(line.start) in _FOOT), None)
    if since is None or len(tail) == len(lines):
        return
    for line in tail[since:]:
        if line.start not in reasons and is_heading(line.text):
            yield line.start, line.end, "related" if word_count(line.text) > MENU_WORDS else "navigation"


def _is_menu(text: str) -> bool:
    return text.strip("*_#>|•·- ").casefold() in table("furniture")["menu"]


def _merged(report: Report, marks: Sequence[tuple[int, int, str]]) -> tuple[Furniture, ...]:
    """Order the marks and drop those that lie in another."""
    kept: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(set(marks), key=lambda mark: (mark[0], -mark[1], mark[2])):
        if kept and reason == kept[-1][2] and not report.text[kept[-1][1] : start].strip(" \t"):
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]), reason)  # neighbouring sentences are one piece
        elif not kept or start >= kept[-1][1]:
            kept.append((start, end, reason))
    return tuple(Furniture(span=report.span(start, end), reason=reason) for start, end, reason in kept)


def _script(text: str) -> str:
    """Return the script most letters of ``text`` are of, by their Unicode names; the East Asian ones are one."""
    counts = Counter(_script_of(sign) for sign in text if sign.isalpha())
    return max(sorted(counts), key=lambda script: counts[script]) if counts else ""


@functools.lru_cache(maxsize=4096)
def _script_of(sign: str) -> str:
    name = unicodedata.name(sign, "").split(" ")[0]
    return "CJK" if name in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") else name


def _full(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@functools.cache
def _lines() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, _compiled(p)) for reason, patterns in table("furniture")["lines"].items() for p in patterns)


@functools.cache
def _kickers() -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(pattern) for pattern in table("furniture")["kickers"])


@functools.cache
def _sentences() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return reason, beginning, and what must follow it, compiled where a sentence begins so."""
    return tuple(
        (reason, _compiled(rf"[\W_]*(?:{start})"), rest)
        for reason, pairs in table("furniture")["sentences"].items()
        for start, rest in pairs
    )


@functools.cache
def _parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, _compiled(p)) for reason, patterns in table("furniture")["parts"].items() for p in patterns)
