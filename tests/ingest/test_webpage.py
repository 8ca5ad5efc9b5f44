"""Web pages: text, metadata by source, live blogs, encodings."""

import json

import pytest

from crossread.errors import InputError
from crossread.ingest.webpage import report_from_html

BRIDGE = "The bridge over the Orle fell on Tuesday morning and twelve people were hurt, the mayor of Dorvath said."
SEARCH = "Divers searched the river until dark, and the governor of Imsel promised an inquiry into the old bridge."


def page(head="", body=None, *, encoding="utf-8"):
    inner = body or f"<article><p>{BRIDGE}</p><p>{SEARCH}</p></article>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{inner}</body></html>".encode(encoding)


def ld(*values):
    return "".join(
        f'<script type="application/ld+json">{v if isinstance(v, str) else json.dumps(v)}</script>' for v in values
    )


def times(report):
    return tuple(when and when.start for when in (report.published, report.updated))


ARTICLE = {
    "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge &amp; road fall",
    "datePublished": "2031-05-06T07:15:00+02:00", "dateModified": "2031-05-06T09:30:00+02:00",
    "publisher": {"@type": "Organization", "name": "Orle Courier"},
}  # fmt: skip
OWN = ("2031-05-06T07:15+02:00", "2031-05-06T09:30+02:00")
TEASER = {
    "@type": "NewsArticle",
    "headline": "Another",
    "datePublished": "2031-01-01T00:01:00Z",
    "url": "https://orle.example/other",
}


def test_text_is_one_block_a_paragraph():
    report = report_from_html(page(body=f"<nav>Home Sport</nav><article><p>{BRIDGE}</p><p>{SEARCH}</p></article>"))
    assert report.text == f"{BRIDGE}\n\n{SEARCH}"
    assert report.extractor.startswith("trafilatura ")
    assert report.left_out == len("HomeSport")


@pytest.mark.parametrize(
    "data",
    [
        (ARTICLE,),
        ([{"@type": "WebSite", "name": "x"}, ARTICLE],),
        ({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]},),
        ({"@type": "WebPage", "mainEntity": ARTICLE},),
        ({**ARTICLE, "@type": ["NewsArticle", "Article"]},),
        ({**ARTICLE, "@type": "http://schema.org/NewsArticle"},),
        ("<!-- " + json.dumps(ARTICLE) + " -->",),
        ("//<![CDATA[\n" + json.dumps(ARTICLE) + ";\n//]]>",),
        (json.dumps(ARTICLE)[:-1] + ",}",),  # a comma too many
        (json.dumps(ARTICLE).replace("fall", "fall\n"),),  # a raw line break in a string
        ('{"@type": "Person", broken', ARTICLE),
        ({"@type": "ItemList", "itemListElement": [TEASER]}, ARTICLE),
        (TEASER, {**ARTICLE, "url": "https://orle.example/bridge"}),
        ({**ARTICLE, "isPartOf": TEASER, "comment": [TEASER]},),
    ],
)
def test_json_ld(data):
    report = report_from_html(page('<link rel="canonical" href="https://orle.example/bridge">' + ld(*data)))
    assert times(report) == OWN
    assert (report.title, report.outlet.name) == ("Bridge & road fall", "Orle Courier")
    assert report.published.basis == "metadata"
    assert report.url == "https://orle.example/bridge"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta property="article:published_time" content="2031-05-06T07:15:00Z">', "", "2031-05-06T07:15Z"),
        ('<meta name="DC.date.issued" content="2031-05-06">', "", "2031-05-06"),
        ('<meta itemprop="datePublished" content="2031-05-06T07:15">', "", "2031-05-06T07:15"),
        ('<meta name="date" content="Tue, 06 May 2031 07:15:00 +0200">', "", "2031-05-06T07:15+02:00"),
        (
            "",
            '<time itemprop="datePublished" datetime="2031-05-06T07:15:00+02:00">6 May</time>',
            "2031-05-06T07:15+02:00",
        ),
        ("", '<time datetime="2021-05-06T07:15:00+02:00">6 May</time>', "2021-05-06T07:15+02:00"),
        # the day from one, the clock from another of the same day
        (
            ld({**ARTICLE, "datePublished": "2031-05-06"}) + '<meta name="pubdate" content="2031-05-06 07:15">',
            "",
            "2031-05-06T07:15",
        ),
        (
            ld({**ARTICLE, "datePublished": "2031-05-06"}) + '<meta name="pubdate" content="2031-05-05 07:15">',
            "",
            "2031-05-06",
        ),
        (ld({**ARTICLE, "datePublished": "soon"}) + '<meta name="pubdate" content="2031-05-06">', "", "2031-05-06"),
        (ld(ARTICLE) + '<meta property="article:published_time" content="2019-01-01T00:01Z">', "", OWN[0]),
        ('<meta name="date" content="0001-01-01T00:00:00">', "", None),
    ],
)
def test_publication_by_source(head, body, expected):
    report = report_from_html(page(head, f"<article>{body}<p>{BRIDGE}</p><p>{SEARCH}</p></article>"))
    assert times(report)[0] == expected


def test_an_undated_page_gets_no_date():
    assert times(report_from_html(page())) == (None, None)


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Bridge falls | Orle Courier</title>", "Bridge falls", "Bridge falls"),
        (
            '<meta property="og:site_name" content="Orle Courier"><title>Bridge falls - Orle Courier</title>',
            "",
            "Bridge falls",
        ),
        ("<title>Bridge falls - twelve hurt</title>", "", "Bridge falls - twelve hurt"),
        ('<meta property="og:title" content="A bridge falls"><title>x</title>', "Another heading", "A bridge falls"),
        ("", "Bridge <em>falls</em>", "Bridge falls"),
    ],
)
def test_title(head, heading, title):
    report = report_from_html(page(head, f"<h1>{heading}</h1><article><p>{BRIDGE}</p><p>{SEARCH}</p></article>"))
    assert report.title == title


POSTS = [
    ("2031-05-06T09:30:00+02:00", "Search ends", SEARCH),
    ("2031-05-06T07:15:00+02:00", "Bridge falls", BRIDGE),
]
LIVE = {
    **ARTICLE,
    "@type": "LiveBlogPosting",
    "liveBlogUpdate": [
        {"@type": "BlogPosting", "datePublished": when, "headline": headline, "articleBody": f"<p>{body}</p>"}
        for when, headline, body in POSTS
    ],
}


def test_a_live_blog_whose_posts_are_only_in_its_data():
    report = report_from_html(
        page(ld(LIVE), "<main><p>Follow the latest on the bridge of Dorvath with us here.</p></main>")
    )
    assert report.extractor == "JSON-LD liveBlogUpdate"
    assert report.text == f"Search ends\n\n{SEARCH}\n\nBridge falls\n\n{BRIDGE}"
    assert report.kind == "live_blog"
    assert [entry.time.start for entry in report.entries] == [when[:16] + when[19:] for when, _, _ in POSTS]


def test_a_live_blog_whose_posts_are_on_the_page():
    posts = "".join(f"<section><h2>{headline}</h2><p>{body}</p></section>" for _, headline, body in POSTS)
    report = report_from_html(page(ld(LIVE), f"<main><article>{posts}</article></main>"))
    assert report.extractor.startswith("trafilatura")
    assert [entry.time.start for entry in report.entries] == [when[:16] + when[19:] for when, _, _ in POSTS]


def test_an_article_that_is_mostly_in_the_data():
    days = ("Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    more = [
        f"On {day} the governor spoke again and named an engineer from Imsel to look into the fall." for day in days
    ]
    body = "\n".join([BRIDGE, SEARCH, *more])
    shown = f"<article><p>{BRIDGE}</p><p>{SEARCH}</p><p>To read on, sign in or take out a trial month.</p></article>"
    report = report_from_html(page(ld({**ARTICLE, "articleBody": body}), shown))
    assert (report.extractor, report.text) == ("JSON-LD articleBody", body.replace("\n", "\n\n"))


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("iso-8859-1", "cp1252"),
        ("shift_jis", "cp932"),
        ("gb2312", "gb18030"),
        ("iso-8859-1", "utf-8"),  # declared wrongly
        ("no-such-thing", "utf-8"),
    ],
)
def test_encodings(declared, encoding):
    words = {
        "cp1251": "Мост упал во вторник утром",
        "cp932": "橋が火曜日の朝に崩落した",
        "gb18030": "大桥星期二早上倒塌",
    }
    sentence = words.get(encoding, "Le pont s’est effondré à Dorvath mardi – douze blessés")
    raw = page(f'<meta charset="{declared}">', f"<article><p>{sentence}. {BRIDGE}</p></article>", encoding=encoding)
    assert sentence in report_from_html(raw).text


def test_what_is_given_wins():
    report = report_from_html(
        page(ld(ARTICLE)), title="Mine", published="2031-05-07", outlet="Imsel Radio", url="https://imsel.example/1"
    )
    assert (report.title, report.outlet.name, report.url) == ("Mine", "Imsel Radio", "https://imsel.example/1")
    assert times(report) == ("2031-05-07", OWN[1])


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "no web page"),
        (b"just words", "there is not one tag in it"),
        (page(body="<script>start()</script><div id=app></div>"), "no running text is found in the page"),
        (b"%PDF-1.7 ...", "this is a PDF document"),
    ],
)
def test_what_is_no_page_is_refused(raw, message):
    with pytest.raises(InputError, match=message):
        report_from_html(raw)


def test_script_and_controls_do_not_come_along():
    raw = page(body=f"<article><p>{BRIDGE}<script>alert(1)</script></p><p>Nul\0l {SEARCH}</p></article>")
    text = report_from_html(raw).text
    assert "alert" not in text
    assert "\0" not in text
