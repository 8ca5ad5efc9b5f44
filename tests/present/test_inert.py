import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.present.inert import inert, one_line, web_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with\ttab and\nline", "plain, with\ttab and\nline"),
        ("nul\x00byte", "nul␀byte"),
        ("\x1b[31mred", "␛[31mred"),  # a terminal escape
        ("\x7f\x9b", "␡[U+009B]"),
        ("ab\u202efdp.exe", "ab[RLO]fdp.exe"),  # reads backwards
        ("\u2066x\u2069 \u200f", "[LRI]x[PDI] [RLM]"),
        ("\ufeffstart", "[BOM]start"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its zero-width non-joiner
        ("\ud800", "[U+D800]"),  # half a pair cannot be written as UTF-8
        ("\U000e0041", "[U+E0041]"),  # tag characters hide text
    ],
)
def test_what_acts_is_shown(text, shown):
    assert inert(text) == shown


@given(st.text())
def test_inert_text_has_nothing_that_acts(text):
    shown = inert(text)
    assert inert(shown) == shown
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not [c for c in shown if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI")]
    shown.encode("utf-8")


def test_one_line_joins_white_space():
    assert one_line(" a\r\n  b\u00a0c ") == "a b c"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://harrow.example/1?a=b#c", "https://harrow.example/1?a=b#c"),
        ("HTTP://harrow.example", "HTTP://harrow.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ('https://x.example/"onclick=1', None),
        ("https://x.example/\u202e", None),
        (" https://x.example", None),
        ("//x.example", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_become_links(url, link):
    assert web_address(url) == link
