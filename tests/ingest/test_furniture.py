import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.ingest.furniture import find_furniture, repeated_headings, terms_of_use
from crossread.ingest.lines import lines_of
from crossread.model import Report

TITLE = "Orvenna bridge falls after night of heavy rain"
BODY = "The bridge over the Tamsel fell on Tuesday, and the mayor said that nobody was hurt. Police closed the road."


def marks(text):
    report = Report(id="r1", text=text, sha256="")
    return [(item.reason, text[item.span.start : item.span.end]) for item in find_furniture(report, lines_of(text))]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Comments (0)", "comments"),
        ("Leave a Reply", "comments"),
        ("12 Comments", "comments"),
        ("Kommentare (3)", "comments"),
        ("Комментарии 14", "comments"),
        ("評論 (2)", "comments"),
        ("5,531 views", "view_count"),
        ("8,204 次觀看・3 個月前", "view_count"),
        ("1204 просмотра", "view_count"),
        ("٣٤٥ مشاهدة", "view_count"),
        ("조회수 1,204회", "view_count"),
        ("5 months ago", "relative_time"),
        ("Reading time: 22 min.", "reading_time"),
        ("4 min read", "reading_time"),
        ("Follow Kestrel on Instagram and Twitter so as to miss nothing.", "follow_us"),
        ("Like us on Facebook", "follow_us"),
        ("Subscribe to our newsletter", "subscribe"),
        ("Sign up for our daily newsletter and get the news in your inbox.", "subscribe"),
        ("Photo: Jo Reed / Kestrel", "image_credit"),
        ("Related articles", "related"),
        ("READ MORE: Five bridges that fell", "related"),
        ("Share this story", "share"),
        ("Facebook Twitter WhatsApp Email", "share"),
        ("source site", "source_link"),
        ("Source: link", "source_link"),
        ("https://kestrel.example/a/1", "source_link"),
        ("ADVERTISEMENT", "advertisement"),
        ("Anzeige", "advertisement"),
        ("We use cookies to improve your experience on this website.", "cookies"),
        ("Copyright 2021 Kestrel. All rights reserved.", "copyright"),
        ("© 2021 Kestrel", "copyright"),
        ("Home > News > Region", "navigation"),
        ("The Orvenna Kestrel | Home | Politics | Hills | Sport", "navigation"),
        ("Share this: Plaza | Pingo", "share"),
        ("(Reporting by A. Ruiz in Pervo; Editing by J. Reed)", "contribution"),
        ("Key points at a glance", "label"),
        ("By Jo Reed", "byline"),
        ("Jo Reed contributed to this report.", "contribution"),
        ("Editor's note: this text has been shortened.", "note"),
    ],
)
def test_lines(line, reason):
    assert marks(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{BODY}") == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "The minister followed the debate on Facebook, an aide said.",
        '"Follow us on Twitter if you want to know more," the rebels\' spokesman told reporters.',
        "Follow the official account of the ministry for news, the spokesman said.",
        "Police said the photo was taken by a neighbour.",
        "Comments made by the mayor drew anger in Orvenna.",
        "He shared the story with his neighbours.",
        "Five months ago, the same bridge was closed for repairs.",
        "Thousands flee",
        "Reports of at least 70 deaths",
        "Officials from Pervo, known locally as Первo, said talks had failed.",
        "Copyright law does not apply, the court said.",
        "Two dead in Orvenna / Tamsel flood",
        "Subscribers of the power company were told to expect cuts, the mayor said.",
        "More than 400 people were evacuated by email alert, officials said.",
        "Share prices of the dam's owner fell by 12 per cent on Tuesday.",
        "1. Bread prices rose by a third, shopkeepers said",
        "Editor's note: police had said earlier that four men were held.",
        "Source: three soldiers died in the attack, not two",
    ],
)
def test_reporting_is_never_furniture(line):
    assert marks(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{BODY}") == []


@pytest.mark.parametrize(
    ("line", "reason", "words"),
    [
        ("Orvenna: the bridge after it fell. (Source: Kestrel)", "image_credit", "(Source: Kestrel)"),
        ("The bridge on Tuesday. (AGY Photo/Jo Reed)", "image_credit", "(AGY Photo/Jo Reed)"),
        ("Updated in the morning. Reading time: 22 min.", "reading_time", "Reading time: 22 min."),
        ("STORY: The bridge over the Tamsel fell on Tuesday after a night of rain.", "label", "STORY:"),
        (f"{BODY} Follow us on Facebook and Twitter.", "follow_us", "Follow us on Facebook and Twitter."),
    ],
)
def test_only_the_part_that_is_furniture(line, reason, words):
    assert marks(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{BODY}") == [(reason, words)]


def test_menu_over_the_title():
    menu = ["Newsfeed", "Young Painters Club", "Day feed"]
    text = "\n".join(menu) + f"\n\n{TITLE}\n\n{BODY}"
    assert marks(text) == [("navigation", item) for item in menu]


def test_nameplate_over_a_menu():
    text = f"Orvenna Kestrel\nHome > World\n\n{TITLE}\n\n{BODY}"
    assert marks(text) == [("navigation", "Orvenna Kestrel"), ("navigation", "Home > World")]


def test_a_short_title_over_a_longer_line_stays():
    assert marks(f"Bridge falls\n\nNobody hurt after a night of rain in Orvenna\n\n{BODY}") == []


def test_the_foot_of_a_page():
    text = f"{TITLE}\n\n{BODY}\n\nRelated articles\nFive bridges that fell\nSport\n"
    assert [reason for reason, _ in marks(text)] == ["related", "navigation", "navigation"]


def test_short_lines_at_the_end_of_a_report_stay():
    assert marks(f"{TITLE}\n\n{BODY}\n\nThe dead:\n\nAna Ruiz, 31\n\nJo Reed, 40") == []


def test_front_matter():
    assert marks(f"---\ntitle: A\n---\n{BODY}") == [("front_matter", "---\ntitle: A\n---")]


def test_terms_of_use_are_one_span():
    terms = (
        "Other media may use materials of Kestrel.example with a hyperlink to the page they took. "
        "An active link must be given at the top."
    )
    text = f"{TITLE}\n\n{BODY}\n\n{terms}\n\nComments (0)"
    report = Report(id="r1", text=text, sha256="")
    furniture = find_furniture(report, lines_of(text))
    span = terms_of_use(report, furniture)
    assert text[span.start : span.end] == terms
    assert [item.reason for item in furniture] == ["terms_of_use", "comments"]


def test_the_title_said_again_and_its_kicker():
    text = f"Bridge gone – Orvenna is cut off\n\nNews blog on the flood\n\nBridge gone: Orvenna is cut off\n\n{BODY}"
    report = Report(id="r1", text=text, sha256="")
    lines = lines_of(text)
    found = [
        (item.reason, text[item.span.start : item.span.end]) for item in repeated_headings(report, lines, lines[0], ())
    ]
    assert found == [("navigation", "News blog on the flood"), ("repeated_heading", "Bridge gone: Orvenna is cut off")]


@given(st.text())
def test_any_text_is_cut_soundly(text):
    report = Report(id="r1", text=text, sha256="")
    end = 0
    for item in find_furniture(report, lines_of(text)):
        assert end <= item.span.start < item.span.end <= len(text)
        end = item.span.end
