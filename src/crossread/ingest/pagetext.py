"""The running text of a web page, and how much of the page is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from crossread.errors import InputError
from crossread.ingest.decode import Decoded, decode
from crossread.ingest.given import GivenEntry
from crossread.ingest.pagemeta import PageMetadata

__all__ = ["PageText", "decode_page", "page_text", "parse_page"]

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]+)", re.I
)
# As browsers read them: pages that name the left one are in the right one.
_REALLY = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
    "x-sjis": "cp932", "windows-31j": "cp932", "tis-620": "cp874", "utf8": "utf-8", "x-user-defined": "cp1252",
}  # fmt: skip
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"})
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
# An articleBody is often cut short or lacks headings and lists, so the extraction is the better text unless
# it has under half the words (benchmarks/webpages.py: body F1 .9505 with 2, .9493 with 1.5, .9491 with 3).
_MORE_IN_BODY = 2.0
# A live blog's posts are taken from its data if the page shows fewer than these (they are loaded by script).
# Not whenever some are lacking: the data may hold ten times the posts that the page shows.
_FEWEST_POSTS = 2
_POST_END = 6


@dataclass(frozen=True, slots=True)
class PageText:
    """The text, who gave it, and how many visible characters of the page are not in it."""

    text: str
    extractor: str
    left_out: int


def decode_page(raw: bytes) -> Decoded:
    """Decode a page by its byte-order mark, by what it declares, or by its bytes."""
    match = _DECLARED.search(raw[:4096])
    declared = (match[1] or match[2]).decode("ascii").lower() if match else None
    decoded = decode(raw, _REALLY.get(declared, declared) if declared else None)
    if not re.search(r"<[a-zA-Z!?]", decoded.text):
        raise InputError("there is not one tag in it, so it is no web page; name it .txt to read it as text")
    return decoded


def parse_page(markup: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Parse a page into an lxml tree. Raises ``InputError`` where nothing can be made of it."""
    quiet()
    from trafilatura import load_html

    tree = load_html(markup.lstrip("\ufeff"))
    if tree is None:
        tree = load_html(f"<html><body><div>{markup}</div></body></html>")
    if tree is None:
        raise InputError("the page cannot be parsed as HTML; save it again from the browser")
    return tree


def page_text(tree: Any, found: PageMetadata) -> PageText:  # noqa: ANN401
    """Return the running text: one block a paragraph, a blank line between. Raises ``InputError`` if there is none.

    The text is what trafilatura extracts, unless that lacks most of the article's body, or all posts of the live
    blog, that the page's own data holds.
    """
    import trafilatura

    visible = _count(_visible(tree))
    text, extractor = _extract(tree), f"trafilatura {trafilatura.__version__}"
    posts = _posts(found.entries)
    if posts and _shown(text, posts) < min(_FEWEST_POSTS, len(posts)):
        text, extractor = "\n\n".join(posts), "JSON-LD liveBlogUpdate"
    elif len(_WORD.findall(found.body or "")) > _MORE_IN_BODY * len(_WORD.findall(text)):
        text, extractor = _blocks(found.body or ""), "JSON-LD articleBody"
    if not text:
        raise InputError(
            f"no running text is found in the page ({visible} visible characters); "
            "save the page after it has loaded, or give its text"
        )
    return PageText(text, extractor, max(0, visible - _count(text)))


def _posts(entries: tuple[GivenEntry, ...]) -> list[str]:
    """Return each post of a live blog as text, its headline over it."""
    written = ("\n\n".join(filter(None, (entry.headline, _blocks(entry.body)))) for entry in entries)
    return [post for post in written if post]


def _shown(text: str, posts: list[str]) -> int:
    """Count the posts whose last words stand in the text."""
    words = " ".join(_WORD.findall(text))
    return sum(" ".join(_WORD.findall(post)[-_POST_END:]) in words for post in posts)


def quiet() -> None:
    """Keep the libraries' own warnings off the terminal: what matters of them is in our reasons."""
    import logging

    for name in ("trafilatura", "htmldate", "charset_normalizer"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _extract(tree: Any) -> str:  # noqa: ANN401
    from trafilatura import extract

    text = extract(tree, include_comments=False, include_tables=True, output_format="txt")
    return _blocks(text or "")


def _blocks(text: str) -> str:
    return "\n\n".join(line for line in text.splitlines() if line.strip())


def _visible(tree: Any) -> str:  # noqa: ANN401
    """Return the words a reader of the page could see."""
    parts: list[str] = []
    hidden = 0
    from lxml.etree import iterwalk

    for event, element in iterwalk(tree, events=("start", "end")):
        unseen = not isinstance(element.tag, str) or element.tag in _HIDDEN
        if event == "start":
            hidden += unseen
            if not hidden:
                parts.append(element.text or "")
        else:
            hidden -= unseen
            if not hidden:
                parts.append(element.tail or "")
    return " ".join(parts)


def _count(text: str) -> int:
    return len(_SPACE.sub("", text))
