import itertools
import re
from dataclasses import replace

import lxml.etree
import lxml.html
import pytest

from crossread.model import Brief, MadeWith, Outlet, Reading, RestsOn, Story
from crossread.present.line import SECTIONS
from crossread.present.webpage import render_html
from factories import report


@pytest.fixture(scope="module")
def page(brief):
    return render_html(brief)


@pytest.fixture(scope="module")
def tree(page):
    return lxml.html.document_fromstring(page)


def bare(text, **fields):
    """A brief of one report in which nothing was found."""
    made = report(text, **fields)
    return Brief(
        story=Story(id="s", title=made.title, reports=(made.id,)),
        rests_on=RestsOn(reports=1),
        reports=(Reading(report=made),),
        made_with=MadeWith(version="0"),
    )


def test_every_link_leads_somewhere(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert len(inside) > 50
    assert set(inside) <= set(ids)


def test_citations_lead_to_exactly_their_words(brief, tree):
    texts = {f"R{n}": reading.report.text for n, reading in enumerate(brief.reports, start=1)}
    marks = tree.xpath("//mark[@id]")
    assert len(marks) > 20
    for mark in marks:
        tag, start, end = mark.get("id").split("-")
        assert mark.text_content().split() == texts[tag][int(start) : int(end)].split()


def test_every_report_is_shown_in_full(brief, tree):
    shown = tree.xpath("//article[@class='report']/div[@class='body']")
    for body, reading in zip(shown, brief.reports, strict=True):
        for ours in body.xpath(".//*[@class='reason' or @class='stamp']"):
            ours.drop_tree()
        assert body.text_content().split() == reading.report.text.split()


def test_all_sections_are_there(tree):
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//main//h2 | //aside/h2")]
    for name, title in SECTIONS.items():
        assert name in ("title", "rests_on", "signals", "also") or title in headings


def test_nothing_is_fetched_and_nothing_runs(page, tree):
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //embed | //base | //form")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not tree.xpath("//@src | //@srcset | //@style")
    assert "url(" not in page.replace("url(#tip)", "") and "@import" not in page
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    outside = [a for a in tree.xpath("//a") if not a.get("href").startswith("#")]
    assert [a.get("href") for a in outside] == ["https://harrow.example/1"]
    assert all("noreferrer" in a.get("rel") for a in outside)


def test_it_is_well_formed(page):
    # Every element we open is closed: what is left is XML but for the doctype and void elements.
    body = re.sub(r"<(meta)([^>]*)>", r"<\1\2/>", page[page.index("<html") :]).replace(" open>", ' open="">')
    lxml.etree.fromstring(body)


def test_it_can_be_read_by_ear_and_keyboard(tree):
    assert tree.xpath("//main") and tree.xpath("//nav[@aria-label]") and tree.xpath("//aside[@aria-labelledby]")
    assert tree.xpath("//body/*[1][@class='skip']/@href") == ["#brief"]
    assert len(tree.xpath("//h1")) == 1
    assert tree.get("lang") == "en"
    levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = set(tree.xpath("//@id"))
    assert set(tree.xpath("//@aria-labelledby")) <= ids
    assert not [svg for svg in tree.xpath("//svg[not(ancestor::svg)]") if svg.get("aria-hidden") != "true"]


def test_a_contested_place_is_never_called_by_one_name_in_our_words(tree):
    heading = tree.xpath("//article[@class='figure']/h3")[0].text_content()
    assert "Ulvenstad / Harrowmere" in heading


def test_terms_of_use_stand_where_the_report_is_quoted(tree):
    quotes = tree.xpath("//details[contains(., 'R3')]//p[contains(., 'Terms of use of this report')]")
    assert any("with a link in the first passage" in p.text_content() for p in quotes)


HOSTILE = (
    "<script>alert(1)</script>\n\n<img src=x onerror=alert(2)> </mark></p></article>\n\n"
    "nul\x00 esc\x1b[2J rlo\u202eabc\u202c lri\u2066 {{ 7*7 }} {% raw %} &lt; ]]> <!-- "
)


def test_hostile_text_is_inert():
    page = render_html(
        bare(HOSTILE, title="<b>t</b>\u202e", url="javascript:alert(3)", outlet=Outlet(name="</h3><script>o</script>"))
    )
    tree = lxml.html.document_fromstring(page)
    assert not tree.xpath("//script | //img | //b[text()='t']")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", page)
    body = tree.xpath("//div[@class='body']")[0].text_content()
    assert "<script>alert(1)</script>" in body and "nul␀ esc␛[2J rlo[RLO]abc[PDF] lri[LRI] {{ 7*7 }}" in body
    assert not [href for href in tree.xpath("//@href") if "javascript" in href]
    page.encode("utf-8")


def test_an_empty_brief_says_that_nothing_was_found():
    page = render_html(bare("Nothing much."))
    assert "No points were found." in page and "No counts were found." in page and "An untitled story" in page


def test_same_brief_same_page(brief, page):
    assert render_html(replace(brief)) == page
