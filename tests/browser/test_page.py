"""The page in a real browser: what only a browser can tell."""

from dataclasses import replace
from pathlib import Path

import pytest

from browser.devtools import browser, find_chromium
from crossread.model import LeftOver
from crossread.present.webpage import render_html
from present.made_brief import made_brief

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on the path"),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    file = Path(tmp_path_factory.mktemp("page")) / "brief.html"
    brief = made_brief()
    report = brief.reports[0].report
    start = report.text.index("last shelled in 2019")
    overlapping = LeftOver(span=report.span(start, len(report.text)), reason="overlaps a claim")
    page = render_html(replace(brief, left_over=(*brief.left_over, overlapping)))
    file.write_text(page, encoding="utf-8")
    with browser() as opened:
        opened.prefer(prefers_reduced_motion="reduce")
        opened.resize(1440, 900)
        opened.open(file.as_uri())
        opened.address = file.as_uri()
        yield opened


CLICK = """(() => {
    const link = [...document.querySelectorAll('#established a.chip')].at(-1);
    link.scrollIntoView({block: 'center', behavior: 'instant'});
    const before = scrollY;
    link.click();
    const lit = document.querySelector(':target');
    const box = lit.getBoundingClientRect();
    return {
        moved: scrollY - before, tag: lit.tagName, href: link.getAttribute('href').slice(1), id: lit.id,
        colour: getComputedStyle(lit).backgroundColor, seen: box.top >= 0 && box.bottom <= innerHeight,
    };
})()"""


def test_a_line_lights_up_its_words_in_the_report_beside_it(page):
    got = page.run(CLICK)
    assert got["tag"] == "MARK" and got["id"] == got["href"]
    assert got["colour"] == "rgb(255, 224, 138)"
    assert got["seen"] and got["moved"] == 0


def test_words_in_several_pieces_light_up_together(page):
    # Two citations that overlap: the second is in two elements.
    lit = page.run(
        """(() => {
        const rest = document.querySelector('[data-of]');
        if (!rest) return null;
        location.hash = rest.dataset.of;
        return [getComputedStyle(rest).backgroundColor, getComputedStyle(document.getElementById(rest.dataset.of))
            .backgroundColor];
    })()"""
    )
    assert lit is not None and lit[0] == lit[1] == "rgb(255, 224, 138)"


@pytest.mark.parametrize("width", [320, 400, 800, 1440, 2200])
def test_nothing_runs_over_the_edge(page, width):
    page.resize(width, 900)
    page.open(page.address)
    assert page.run("document.documentElement.scrollWidth") <= width


# Relative luminance and contrast as WCAG 2.2 defines them, over every element with text of its own.
CONTRAST = """(() => {
    const parts = c => c.match(/[0-9.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const ground = e => { for (; e; e = e.parentElement) {
        const c = parts(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return null; };
    const opacity = e => { let o = 1; for (; e; e = e.parentElement) o *= getComputedStyle(e).opacity; return o; };
    const bad = [];
    for (const e of document.querySelectorAll('body *:not(svg *)')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        const back = ground(e), o = opacity(e);
        const ink = parts(getComputedStyle(e).color).slice(0, 3).map((v, i) => v * o + back[i] * (1 - o));
        const [a, b] = [light(ink), light(back)].sort((x, y) => y - x);
        const ratio = (a + .05) / (b + .05);
        if (ratio < 4.5) bad.push([e.tagName, e.className, e.textContent.trim().slice(0, 30), ratio.toFixed(2)]);
    }
    return bad;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_sufficient(page, scheme):
    page.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
    page.resize(1440, 900)
    page.open(page.address)
    assert page.run(CONTRAST) == []


def test_the_essentials_stand_in_the_first_screen(page):
    page.resize(1280, 800)
    page.open(page.address)
    seen = page.run(
        "[...document.querySelectorAll('.glance h2')]"
        ".map(h => [h.textContent, h.getBoundingClientRect().bottom < innerHeight])"
    )
    assert seen == [["Established", True], ["Contested", True], ["Figures", True]]


def test_it_works_alone_and_in_silence(page):
    page.open(page.address)
    wanted = {e["params"]["request"]["url"] for e in page.events if e.get("method") == "Network.requestWillBeSent"}
    assert wanted == {page.address}
    noises = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
    assert [e for e in page.events if e.get("method") in noises] == []
