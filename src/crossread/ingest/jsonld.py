"""The schema.org data of a page (JSON-LD): which of its objects is the report, and what it says of itself.

Pages carry one object, an array, several scripts, an ``@graph`` or objects inside objects, often broken in
small ways (a comment around it, a comma too many, raw line breaks). What can be mended without guessing is.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crossread.ingest.given import GivenEntry
from crossread.ingest.iso import iso_time

__all__ = ["Article", "find_article", "parse_blocks", "plain_words"]

Node = Mapping[str, Any]

# Objects are nested some five deep on real pages; deeper is a loop or an attack.
_DEEPEST = 24
# What stands around the data for the sake of old browsers.
_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_CLOSINGS = ("//-->", "-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";")
_COMMA_TOO_MANY = re.compile(r",(\s*[}\]])")
_BEFORE_VALUE = re.compile(r"[\s,;]*(?=[{\[])")
_TAG = re.compile(r"<[^<>]{1,300}>")
_BLOCK_END = re.compile(r"<(?:/p|/div|/li|/h\d|br)\b[^<>]{0,100}>", re.I)
# Other reports named by a report: never the report itself.
_OTHERS = frozenset({
    "liveBlogUpdate", "itemListElement", "hasPart", "isPartOf", "isBasedOn", "citation", "mentions", "about",
    "relatedLink", "comment", "review", "video", "image", "author", "publisher", "subjectOf",
})  # fmt: skip
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "VideoObject", "AudioObject", "PodcastEpisode", "Recipe"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the page's data says of the report itself."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    body: str | None = None
    entries: tuple[GivenEntry, ...] = ()


def parse_blocks(scripts: Iterable[str]) -> tuple[tuple[Any, ...], int]:
    """Parse the texts of the page's JSON-LD scripts; return what could be read and how many could not."""
    read: list[Any] = []
    broken = 0
    for script in scripts:
        if not script.strip():
            continue
        found = _parse(script)
        read += found
        broken += not found
    return tuple(read), broken


def find_article(blocks: Iterable[Any], addresses: frozenset[str]) -> Article:
    """Choose the object that is the report: an article over a page, one at this address over another."""
    nodes = [node for block in blocks for node in _nodes(block, 0)]
    ranked = sorted(nodes, key=lambda node: _rank(node, addresses))  # stable: first in the page wins
    ranked = [node for node in ranked if _rank(node, addresses)[0] < 2]
    if not ranked:
        return Article()
    article = _article(ranked[0])
    for other in ranked[1:]:  # a WebPage beside the article may hold the time that the article lacks
        if _is_article(other) and _is_article(ranked[0]):
            continue
        article = _completed(article, _article(other))
    return article


def plain_words(markup: object) -> str | None:
    """Return the words of a string that may hold entities and tags, one paragraph a line."""
    if not isinstance(markup, str):
        return None
    text = html.unescape(_BLOCK_END.sub("\n", markup))
    lines = (" ".join(line.split()) for line in html.unescape(_TAG.sub("", text)).splitlines())
    return "\n".join(line for line in lines if line) or None


def _parse(script: str) -> list[Any]:
    bare = script.strip()
    for opening in _OPENINGS:
        bare = bare.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        bare = bare.removesuffix(closing).rstrip()
    for text in (bare, _COMMA_TOO_MANY.sub(r"\1", bare)):
        try:
            return [json.loads(text, strict=False)]
        except RecursionError:
            return []
        except ValueError:
            continue
    return _several(bare)


def _several(text: str) -> list[Any]:
    """Read objects that stand one after another, up to the first that is broken."""
    decoder = json.JSONDecoder(strict=False)
    found, at = [], 0
    while (at := _next_brace(text, at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _next_brace(text: str, at: int) -> int:
    match = _BEFORE_VALUE.match(text, at)
    return match.end() if match else -1


def _nodes(value: object, depth: int) -> Iterator[Node]:
    """Walk to every object that may be the report."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        yield value
        for key, inner in value.items():
            if key not in _OTHERS and isinstance(inner, (Mapping, list)):
                yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _types(node: Node) -> list[str]:
    types = node.get("@type")
    found = types if isinstance(types, list) else [types]
    return [name.rpartition("/")[2].rpartition(":")[2] for name in found if isinstance(name, str)]


def _is_article(node: Node) -> bool:
    return any(name.endswith(("Article", "Posting")) or name in ("Report", "ClaimReview") for name in _types(node))


def _rank(node: Node, addresses: frozenset[str]) -> tuple[int, bool, bool]:
    if _is_article(node):
        kind = 0
    elif _PAGE_TYPES.intersection(_types(node)):
        kind = 1
    else:
        kind = 2
    return kind, not (addresses & _own_addresses(node)), "LiveBlogPosting" not in _types(node)


def _own_addresses(node: Node) -> set[str]:
    page = node.get("mainEntityOfPage")
    found = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, Mapping) else page]
    return {address.split("#")[0].rstrip("/") for address in found if isinstance(address, str)}


def _article(node: Node) -> Article:
    url = node.get("url")
    return Article(
        title=plain_words(node.get("headline")) or plain_words(node.get("name")),
        outlet=_name(node.get("publisher")) or _name(node.get("sourceOrganization")),
        url=url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
        published=_time(node.get("datePublished")),
        updated=_time(node.get("dateModified")),
        body=plain_words(node.get("articleBody")),
        entries=tuple(_entries(node.get("liveBlogUpdate"))),
    )


def _completed(article: Article, other: Article) -> Article:
    return Article(
        title=article.title,
        outlet=article.outlet or other.outlet,
        url=article.url,
        published=article.published or other.published,
        updated=article.updated or (other.updated if article.published is None else None),
        body=article.body,
        entries=article.entries,
    )


def _entries(updates: object) -> Iterator[GivenEntry]:
    """Read the posts of a live blog in the order of the page."""
    for update in updates if isinstance(updates, list) else [updates]:
        if not isinstance(update, Mapping):
            continue
        headline = plain_words(update.get("headline")) or plain_words(update.get("name"))
        body = plain_words(update.get("articleBody")) or plain_words(update.get("text")) or ""
        published = _time(update.get("datePublished")) or _time(update.get("dateCreated"))
        if headline or body:
            yield GivenEntry(published=published, headline=headline, body=body)


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return next((name for name in map(_name, value) if name), None)
    if isinstance(value, Mapping):
        return plain_words(value.get("name"))
    return None  # a bare string is mostly an address


def _time(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return iso_time(value) if isinstance(value, str) else None
