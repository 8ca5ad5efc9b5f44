"""Plain text: encodings, exact text, front matter."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.errors import InputError
from crossread.ingest.decode import decode
from crossread.ingest.frontmatter import front_matter, front_matter_end
from crossread.ingest.given import Given
from crossread.ingest.iso import iso_time, iso_zone
from crossread.ingest.plain import read_plain, report_from_text

ENGLISH = "“At least twelve people were hurt,” the mayor of Dorvath said – it’s not over."
RUSSIAN = "По словам мэра города, не менее двенадцати человек пострадали при обрушении моста во вторник."
JAPANESE = "市長によると、火曜日の朝に橋が崩落し、少なくとも十二人が負傷した。救助隊が行方不明者の捜索を続けている。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        ("Le maire a déclaré que douze personnes ont été blessées à Nérac-sur-Orle, où l'été s'achève.", "cp1252"),
        (
            "Starosta řekl, že při zřícení mostu v úterý ráno bylo zraněno nejméně dvanáct lidí, z toho tři těžce.",
            "cp1250",
        ),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("市长表示,星期二早上大桥倒塌,至少有十二人受伤,其中三人伤势严重。救援人员仍在现场搜寻失踪者。", "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        ("시장은 화요일 아침 다리가 무너져 적어도 열두 명이 다쳤다고 말했다. 구조대가 실종자를 찾고 있다.", "euc_kr"),
        ("قال رئيس البلدية إن اثني عشر شخصا على الأقل أصيبوا في انهيار الجسر صباح الثلاثاء في المدينة.", "cp1256"),
    ],
)
def test_encodings(text, encoding):
    decoded = decode(text.encode(encoding))
    assert (decoded.text.removeprefix("\ufeff"), decoded.problem) == (text, None)


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200), st.sampled_from(["", "\ufeff"])
)
def test_utf8_comes_back_exactly(text, mark):
    assert decode((mark + text).encode()).text == mark + text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_input_error(raw):
    try:
        decode(raw).text.encode("utf-8")
    except InputError as error:
        assert str(error)


def test_text_stays_exactly_as_decoded():
    raw = "\ufeffBridge falls\r\n\r\nTwelve people were hurt in Dorvath.\r".encode()
    report, problems = read_plain(raw, Given(sha256=""))
    assert report.text.encode() == raw
    assert report.sha256 == hashlib.sha256(raw).hexdigest()
    assert problems == ()


def test_damaged_utf8_is_read_and_said():
    raw = ("Один. " + RUSSIAN).encode() + b"\xff\n"
    report, problems = read_plain(raw, Given(sha256=""))
    assert RUSSIAN in report.text
    assert "not all of it is valid UTF-8: byte 182 is the first that is damaged" in problems[0]


FRONT = (
    '---\ntitle: "Bridge: it fell"\npublished: 2031-05-06 07:15 +0200\n'
    "outlet: Orle Courier\ntags:\n  - a\nid: x7\n---\n"
)
BODY = "Twelve people were hurt in Dorvath on Tuesday morning, the mayor said.\n"


def test_front_matter_is_given_and_stays_in_the_text():
    report, problems = read_plain((FRONT + BODY).encode(), Given(sha256=""))
    assert report.text == FRONT + BODY
    assert (report.title, report.outlet.name, report.given_id) == ("Bridge: it fell", "Orle Courier", "x7")
    assert (report.published.start, report.published.basis) == ("2031-05-06T07:15+02:00", "given")
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (FRONT + BODY, len(FRONT)),
        ("\ufeff" + FRONT + BODY, len(FRONT) + 1),
        (FRONT.replace("\n", "\r\n") + BODY, len(FRONT.replace("\n", "\r\n"))),
        ("---\ntitle: A\n...\nB\n", 17),
        ("---\ntitle: A\n---", 16),
        ("---\ntitle: A\nB\n", 0),  # not closed
        ("---\n---\nB\n", 0),  # no field
        ("---\nJust a line of prose under a rule.\n---\nB\n", 0),
        ("A\n---\ntitle: A\n---\n", 0),  # not at the head
        ("----\ntitle: A\n----\n", 0),
    ],
)
def test_where_front_matter_ends(text, end):
    assert front_matter_end(text) == end
    assert bool(front_matter(text)) == bool(end)


def test_wrong_front_matter_is_ignored_and_said():
    _, problems = read_plain(f"---\npublished: last Tuesday\nurl: none\n---\n{BODY}".encode(), Given(sha256=""))
    assert problems[0].startswith("front matter: the field \"url\" is ignored: found 'none', expected an address")
    assert problems[1].startswith(
        "front matter: the field \"published\" is ignored: found 'last Tuesday', expected an ISO"
    )


def test_what_the_caller_gives_wins():
    report = report_from_text(FRONT + BODY, title="Mine", published="2031-05-08", outlet="Imsel Radio")
    assert (report.title, report.outlet.name) == ("Mine", "Imsel Radio")
    assert report.published.start == "2031-05-08"


@pytest.mark.parametrize(
    ("text", "fields", "message"),
    [
        ("", {}, "the text is empty"),
        (" \n\ufeff\u3000\0", {}, "the text is empty"),
        (BODY, {"published": "yesterday"}, "\"published\" is ignored: found 'yesterday', expected an ISO 8601 time"),
        (BODY, {"url": "example"}, "expected an address such as https"),
    ],
)
def test_what_cannot_be_meant_is_refused(text, fields, message):
    with pytest.raises(InputError, match=message):
        report_from_text(text, **fields)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2031-05-06", "2031-05-06"),
        ("20310506", "2031-05-06"),
        ("2031-5-6", "2031-05-06"),
        ("2031-05-06T07:15", "2031-05-06T07:15"),
        ("2031-05-06 07:15:09", "2031-05-06T07:15:09"),
        ("2031-05-06T07:15:09.123Z", "2031-05-06T07:15:09Z"),
        ("2031-05-06T07:15:09+0530", "2031-05-06T07:15:09+05:30"),
        ("2031-05-06 07:15 +2", "2031-05-06T07:15+02:00"),
        ("2031-05-06 07:15:00 UTC", "2031-05-06T07:15:00Z"),
        ("20310506T071509Z", "2031-05-06T07:15:09Z"),
        ("Tue, 06 May 2031 07:15:09 +0200", "2031-05-06T07:15:09+02:00"),
        ("Tue, 06 May 2031 07:15:09 GMT", "2031-05-06T07:15:09+00:00"),
        ("2031-13-06", None),
        ("2031-05-06T25:15", None),
        ("0001-01-01T00:00:00", None),
        ("06/05/2031", None),
        ("1925000000", None),
        ("2031", None),
        ("", None),
    ],
)
def test_iso_time(written, expected):
    assert iso_time(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+02:00", "+02:00"),
        ("-0530", "-05:30"),
        ("−3", "-03:00"),
        ("UTC+4", "+04:00"),
        ("utc", "Z"),
        ("CET", None),
        ("+25:00", None),
    ],
)
def test_iso_zone(written, expected):
    assert iso_zone(written) == expected
