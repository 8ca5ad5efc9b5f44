"""What a web page says of itself: title, outlet, address, times, live-blog entries.

Its language is not asked here: pages declare that of their template, so the words themselves are asked.

Times are taken from JSON-LD, then meta tags, then elements marked as the time of publication, then htmldate
(a day at best), then any ``<time>``. A source lower down only adds the clock to a day that a higher one named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crossread.ingest.given import GivenEntry
from crossread.ingest.iso import iso_time
from crossread.ingest.jsonld import Article, find_article, parse_blocks, plain_words

__all__ = ["PageMetadata", "read_metadata"]

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "publish-date", "publish_date", "publishdate", "pubdate", "date.publication",
    "published", "publication_date", "article.published", "last.published", "rnews:datepublished",
    "bt:pubdate", "displaydate", "originalpublicationdate", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time",
    "datemodified", "dcterms.modified", "dc.date.modified", "article.updated", "last-modified", "lastmod",
    "modified", "rnews:datemodified",
)  # fmt: skip
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title")
_OUTLET = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "twitter:site")
# htmldate must have an end of time, or it reads the clock. No page is from after this one.
_END_OF_TIME = "2099-12-31"
_SEPARATOR = re.compile(r"\s+[-–—|·•:»/]+\s+|\s*[|ㅣ｜]\s*")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Fields by the names of ``Given``; live-blog entries; the article's text if the metadata holds it."""

    fields: dict[str, str]
    entries: tuple[GivenEntry, ...] = ()
    body: str | None = None
    problem: str | None = None


def read_metadata(tree: Any, url: str | None) -> PageMetadata:  # noqa: ANN401 - lxml has no types
    """Read all that a parsed page says of itself; ``url`` is where it was found, if that is known."""
    metas = _metas(tree)
    canonical = _canonical(tree, metas)
    blocks, broken = parse_blocks(tree.xpath("//script[contains(@type, 'ld+json')]/text()"))
    own = frozenset(address.split("#")[0].rstrip("/") for address in (url, canonical) if address)
    article = find_article(blocks, own)
    published = _finest([article.published, *_first_times(metas, _PUBLISHED), *_marked_times(tree)])
    if published is None:
        published = _finest([_day_by_htmldate(tree, canonical or url), *_placed_times(tree)])
    updated = _finest([article.updated, *_first_times(metas, _UPDATED)])
    found = {
        "title": _title(tree, metas, article),
        "outlet": article.outlet or _first(metas, _OUTLET),
        "url": canonical or article.url,
        "published": published,
        "updated": updated if updated != published else None,
    }
    problem = None
    if broken and published is None:
        problem = "the page's metadata (JSON-LD) is broken and no publication time is found elsewhere in it"
    fields = {name: value for name, value in found.items() if value}
    return PageMetadata(fields, article.entries, article.body, problem)


def _metas(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """Collect the contents of meta tags by lower-case name, in the order of the page."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and meta.get(key):
                found.setdefault(meta.get(key).strip().lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _first_times(metas: dict[str, list[str]], names: Iterable[str]) -> Iterator[str | None]:
    for name in names:
        yield from map(iso_time, metas.get(name, ()))


def _marked_times(tree: Any) -> Iterator[str | None]:  # noqa: ANN401
    """Read elements marked as the time of publication."""
    for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate or @property='datePublished']"):
        yield iso_time(element.get("datetime") or element.get("content") or element.text or "")


def _placed_times(tree: Any) -> Iterator[str | None]:  # noqa: ANN401
    """Read the ``<time>`` elements where a report's own stand. They may be those of comments or teasers."""
    for element in tree.xpath("(//article | //main | //header)//time[@datetime]"):
        yield iso_time(element.get("datetime"))


def _finest(times: Iterable[str | None]) -> str | None:
    """Return the first time, with the clock and zone of a later one of the same day if it has none itself."""
    known = [time for time in times if time]
    if not known:
        return None
    same_day = [time for time in known if time[:10] == known[0][:10]]
    return next((time for time in same_day if "T" in time), known[0])


def _day_by_htmldate(tree: Any, url: str | None) -> str | None:  # noqa: ANN401
    from copy import deepcopy

    from htmldate import find_date

    found = find_date(deepcopy(tree), url=url, original_date=True, extensive_search=True, max_date=_END_OF_TIME)
    return iso_time(found) if found else None


def _canonical(tree: Any, metas: dict[str, list[str]]) -> str | None:  # noqa: ANN401
    links = tree.xpath("//link[@rel='canonical']/@href")
    for address in (*links, *metas.get("og:url", ())):
        if re.match(r"https?://[^/\s]+/?\S*$", address.strip()):
            return str(address.strip())
    return None


def _title(tree: Any, metas: dict[str, list[str]], article: Article) -> str | None:  # noqa: ANN401
    """Return the headline as the page shows it to others, without the name of the site behind it."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.xpath("//h1")]
    shared = _first(metas, _TITLE)
    page = tree.findtext(".//title")
    only = headings if len(headings) == 1 else []
    candidates = [plain_words(each) for each in (shared, article.title, *only, page, *headings)]
    title = next((" ".join(each.split()) for each in candidates if each), None)
    if title is None:
        return None
    sites = {article.outlet, *metas.get("og:site_name", ()), *metas.get("application-name", ())}
    return _without_site(
        title, {_bare(each) for each in (*headings, article.title) if each}, {_bare(s) for s in sites if s}
    )


def _without_site(title: str, headlines: set[str], sites: set[str]) -> str:
    """Cut " | Site" off where what is before it is a headline of the page or what is behind it names the site."""
    for separator in reversed(list(_SEPARATOR.finditer(title))):
        before, behind = title[: separator.start()], title[separator.end() :]
        if before and (_bare(before) in headlines or _bare(behind) in sites):
            return before
    return title


def _bare(words: str) -> str:
    """Return only what is said in letters and digits, to compare."""
    return "".join(char for char in words.casefold() if char.isalnum())
