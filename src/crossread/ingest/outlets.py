"""Who published a report: from its address, its terms of use, its follow-us and copyright lines.

A mention is no evidence, and a name at the head of the text is a credit, not the publisher. Known outlets
stand in ``resources/outlets.yaml``; an unknown one is named as the page names itself.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from crossread.tables import table

__all__ = ["DOMAIN", "FoundOutlet", "KnownOutlet", "find_outlet", "known_name", "known_outlet"]


class KnownOutlet(NamedTuple):
    """An outlet of the table."""

    name: str
    kind: str


class FoundOutlet(NamedTuple):
    """The publisher's name, and the place of the words that say it (``None``: the address does)."""

    name: str
    evidence: tuple[int, int] | None


DOMAIN = r"(?:[A-Za-z0-9][\w-]*\.)+[a-z]{2,12}"
_NAME = rf"(?:{DOMAIN}|[A-Z][\w.&'-]*(?:\s[A-Z0-9][\w.&'-]*){{0,4}}?)"
_YEARS = r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|\d\d))?)?"
# How a page names itself. Each needs words that only its own publisher writes.
_OWN_WORDS = (
    re.compile(rf"\bmaterials? (?:of|from|by) (?P<name>{DOMAIN})(?=\W.{{0,80}}link|\W.{{0,80}}\bpermi)"),
    re.compile(
        rf"\bmaterials? (?:of|from|by) (?P<name>{_NAME}) (?:can|may|must|is|are|with|without|only)\b"
        r"(?=.{0,120}(?:link|permission))"
    ),
    re.compile(
        rf"(?:^|(?<=[.!?]\s))(?i:follow|like|join) (?P<name>{_NAME})['’]s? official (?:\w+ ){{0,4}}?"
        r"(?:pages?|channels?|accounts?|website)",
        re.M,
    ),
    re.compile(
        rf"(?:^|(?<=[.!?]\s))(?i:subscribe to) (?P<name>{_NAME})['’]s? (?:\w+ ){{0,2}}?(?:newsletter|channel)", re.M
    ),
    re.compile(
        rf"(?:©|\([cC]\)|(?i:\bcopyright)(?:\s*©)?)[ \t]*{_YEARS},?[ \t]*(?:by )?(?P<name>{_NAME})"
        r"(?=[.,]?\s*(?:All|$|\n|\.\s|,\s*(?i:all)|\||[–-]))",
        re.M,
    ),
)
# A menu on one line has a name and three items or more; below a name two make a path.
MENU_ITEMS = 4
_MENU_MARK = re.compile(r"\s[|·•›»>]\s")
_PLATE = re.compile(r"[A-ZÀ-Þ][\w'’&.-]*(?: (?:of|and|the|[A-ZÀ-Þ0-9][\w'’&.-]*)){0,4}")
# Words that stand where a name could and are none.
_NO_NAMES = frozenset(("us", "our", "the", "this", "all", "all rights", "all rights reserved", "rights", "her", "his"))
_COMPANY = re.compile(r",?\s(?:(?:19|20)\d\d|Inc|LLC|Ltd|Corp|Corporation|Company|Co|GmbH|plc)\.?$")
# Addresses that are not the publisher's.
_NO_SITES = re.compile(
    r"(?:^|\.)(?:archive\.(?:org|is|ph|today)|google\.\w+|facebook\.com|twitter\.com|x\.com|t\.co|t\.me|youtube\.com"
    r"|msn\.com|yahoo\.com|bit\.ly)$"
)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]*/(?P<url>.+)")


def find_outlet(text: str, url: str | None) -> FoundOutlet | None:
    """Find the publisher: by the address if it is given, else by the page's own words."""
    by_url = _by_url(url) if url else None
    if by_url:
        return FoundOutlet(by_url, None)
    for pattern in _OWN_WORDS:
        for match in pattern.finditer(text):
            name = _COMPANY.sub("", re.sub(r"['’]s?$", "", match["name"])).rstrip(".,")
            known = known_outlet(name)
            # An agency's copyright under a text says where it comes from, not who prints it.
            is_agency = known is not None and known.kind == "agency"
            if is_agency or name.casefold() in _NO_NAMES or name.startswith("Copyright"):
                continue
            return FoundOutlet(known.name if known else name, (match.start(), _end(match, name)))
    return _nameplate(text)


def _nameplate(text: str) -> FoundOutlet | None:
    """Read the name over a page's menu: "Lunda Post" and "Home › World" below it, or "Lunda Post | Home | World"."""
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    items = [item.strip() for item in _MENU_MARK.split(first)]
    below = [item.strip() for item in _MENU_MARK.split(rest.lstrip().partition("\n")[0])]
    menu = table("furniture")["menu"]
    name = items[0]
    listed = items[1:] if len(items) >= MENU_ITEMS else below if len(items) == 1 and len(below) > 1 else []
    if name.casefold() in menu or not any(item.casefold() in menu for item in listed):
        return None
    if not _PLATE.fullmatch(name):
        return None
    start = text.index(name)
    known = known_outlet(name)
    written = name.title() if name.isupper() and " " in name else name
    return FoundOutlet(known.name if known else written, (start, start + len(name)))


def _end(match: re.Match[str], name: str) -> int:
    """Return where the evidence ends: with the name where that comes last."""
    return match.start("name") + len(name) if match.end() == match.end("name") else match.end()


def known_name(name: str) -> str:
    """Return a given name, a domain of a known outlet turned into its name."""
    known = _by_domain().get(_host(name)) if re.fullmatch(DOMAIN, name) else None
    return known.name if known else name


def known_outlet(name: str) -> KnownOutlet | None:
    """Return the outlet of the table that goes by this name, alias or domain."""
    bare = re.sub(r"^[Tt]he ", "", name.strip())
    return _by_name().get(bare) or _by_name().get(name.strip()) or _by_domain().get(_host(name.strip()))


def _by_url(url: str) -> str | None:
    archived = _ARCHIVED.match(url)
    address = archived["url"] if archived else url
    host = _host(urlsplit(address if "//" in address else f"//{address}").hostname or "")
    if not host or "." not in host or _NO_SITES.search(host):
        return None
    parts = host.split(".")
    for at in range(len(parts) - 1):
        if known := _by_domain().get(".".join(parts[at:])):
            return known.name
    return host


def _host(name: str) -> str:
    return re.sub(r"^(?:www\d?|m|mobile|amp|edition|rss|feeds)\.", "", name.casefold())


@functools.cache
def _by_name() -> Mapping[str, KnownOutlet]:
    names: dict[str, KnownOutlet] = {}
    for outlet in table("outlets")["outlets"]:
        known = KnownOutlet(outlet["name"], outlet["kind"])
        for name in (outlet["name"], *outlet.get("aliases", ())):
            names[re.sub(r"^The ", "", name)] = known
    return names


@functools.cache
def _by_domain() -> Mapping[str, KnownOutlet]:
    return {
        domain: KnownOutlet(outlet["name"], outlet["kind"])
        for outlet in table("outlets")["outlets"]
        for domain in outlet.get("domains", ())
    }
