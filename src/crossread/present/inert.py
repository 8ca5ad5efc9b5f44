"""Make text that others wrote harmless to show: what would be invisible or act is shown by a sign instead.

A report may hold control characters, terminal escapes and direction overrides, by accident or by malice.
They stay in the report and in the JSON; where a person reads, each is replaced by a visible mark.
"""

from __future__ import annotations

import re

__all__ = ["inert", "one_line", "web_address"]

_NAMES = {
    0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO",
    0x202E: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xFEFF: "BOM",
}  # fmt: skip

# C0 and C1 controls, bidirectional controls, byte-order marks, lone surrogates, non-characters, tag characters.
# ZWJ and ZWNJ are left: Persian, Hindi and emoji need them.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x0b|\x0c|\x85")
_WEB = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)


def inert(text: str) -> str:
    """Return ``text`` with every acting character shown by a mark; line ends become ``\\n``."""
    return _ACTING.sub(_mark, _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return ``text`` inert and on one line, runs of white space as one space."""
    return " ".join(inert(text).split())


def web_address(url: str | None) -> str | None:
    """Return ``url`` where it is a plain http(s) address that may become a link, else ``None``."""
    if url and _WEB.fullmatch(url) and inert(url) == url:
        return url
    return None


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"[{_NAMES.get(code, f'U+{code:04X}')}]"
