import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.ingest.assemble import make_report
from crossread.ingest.given import Given, GivenEntry
from crossread.model import Report

BODY = "The bridge over the Tamsel fell on Tuesday, and the mayor said that nobody was hurt."
MORE = "Police closed the road to Pervo and asked drivers to wait, a spokesman said."


def report(text, **known):
    return make_report(text, Given(sha256="0", **known))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Orvenna bridge falls\n\n{BODY}", "Orvenna bridge falls"),
        (f"# Orvenna bridge falls\n\n{BODY}", "Orvenna bridge falls"),
        (f"Newsfeed\nYoung Painters\n\nOrvenna bridge falls after rain\n\n3 March 2021\n\n{BODY}",
         "Orvenna bridge falls after rain"),
        (f"× Orvenna bridge falls\n\n{BODY}", "Orvenna bridge falls"),
        (f"---\nurl: a\n---\nOrvenna bridge falls\n\n{BODY}", "Orvenna bridge falls"),
        (f"{BODY}\n\nThousands are waiting\n\n{MORE}", None),  # prose first
        (f"News\n\n{BODY}", None),
        (f"The bridge (Photo: Jo Reed)\n\n{BODY}", None),
        ("Orvenna bridge falls", None),  # nothing behind it
    ],
)  # fmt: skip
def test_title(text, title):
    assert report(text).title == title


def test_what_is_given_wins():
    found = report(
        f"Orvenna bridge falls\n\nUpdated 3 March 2021 10:00\n\n{BODY}",
        title="Given", outlet="dw.com", published="2021-03-02T09:00", updated="2021-03-04",
        zone="+02:00", language="xx",
    )  # fmt: skip
    assert (found.title, found.outlet.name, found.language) == ("Given", "DW", "xx")
    assert (found.published.start, found.published.basis) == ("2021-03-02T09:00+02:00", "given")
    assert (found.updated.start, found.updated.basis) == ("2021-03-04", "given")
    assert [item.reason for item in found.furniture] == ["date_line"]


def test_what_is_found_has_evidence():
    text = (
        f"Orvenna bridge falls\n\nUpdated 3 March 2021 10:00\n\n{BODY}\n\n© 2021 Kestrel Online. All rights reserved."
    )
    found = report(text)
    assert found.published is None
    evidence = found.updated.evidence
    assert text[evidence.start : evidence.end] == "Updated 3 March 2021 10:00"
    assert found.outlet.name == "Kestrel Online"
    assert text[found.outlet.evidence.start : found.outlet.evidence.end] == "© 2021 Kestrel Online"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Orvenna bridge falls\n\n{BODY}", "article"),
        (f"Orvenna bridge falls\n\n15:46 – {BODY}\n\n13:07 – {MORE}", "live_blog"),
        (f"Kestrel.am. {BODY}", "republication"),
        (f"The bridge over the Tamsel fell on Tuesday after rain, DW reports.\n{MORE}", "digest"),
        (f"Orvenna bridge falls\n\nSTORY: {BODY}\n\n{MORE}", "transcript"),
    ],
)
def test_kind(text, kind):
    assert report(text).kind == kind


def test_a_live_blog_from_end_to_end():
    text = (
        "Bridge gone – Orvenna is cut off\n\nNews blog on the flood\n\nBridge gone: Orvenna is cut off\n\n"
        "Updated on March 3, 2021 – 5:12 p.m. Reading time: 2 min.\n\n"
        "Orvenna: the bridge on Tuesday. (Source: Kestrel)\n\n"
        "A bridge fell after rain in Orvenna, and the town is cut off.\n\nKey points at a glance\n\n"
        f"Bridge gone: Orvenna is cut off\n\n3:46 p.m.: {BODY}\n\nRoad closed\n\n1:07 p.m.: {MORE}\n\nComments (0)"
    )
    found = report(text)
    assert [entry.time.start for entry in found.entries] == ["2021-03-03T15:46", "2021-03-03T13:07"]
    assert [item.reason for item in found.furniture] == [
        "navigation", "repeated_heading", "date_line", "reading_time", "image_credit", "label", "comments",
    ]  # fmt: skip
    last = found.entries[-1].span
    assert text[last.start : last.end] == f"Road closed\n\n1:07 p.m.: {MORE}"


def test_zone_of_the_report_is_the_zone_of_its_entries():
    found = report(f"Orvenna bridge falls\n\nUpdated 3 March 2021 17:00 CET\n\n15:46 – {BODY}\n\n13:07 – {MORE}")
    assert [entry.time.start for entry in found.entries] == ["2021-03-03T15:46+01:00", "2021-03-03T13:07+01:00"]


def test_entries_of_metadata_win():
    entries = (GivenEntry(published="2021-03-03T15:46+01:00", headline=None, body=BODY),)
    found = report(f"Orvenna bridge falls\n\n{BODY}\n\n{MORE}", entries=entries, basis="metadata")
    assert (found.kind, found.entries[0].time.basis) == ("live_blog", "metadata")


def test_id_is_of_text_outlet_and_address():
    one, same = report(f"Title here\n\n{BODY}"), report(f"Title here\n\n{BODY}", title="Other", path="b.txt")
    assert one.id == same.id
    assert one.id != report(f"Title here\n\n{BODY}", outlet="Kestrel").id
    assert one.id != report(f"Title here\n\n{BODY}", url="https://kestrel.example/1").id


def test_furniture_does_not_tell_the_language():
    english = " ".join([BODY, MORE] * 3)
    assert report(f"{english}\n\n8,204 次觀看・3 個月前").language == "en"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([
    BODY, MORE, "Comments (0)", "15:46 – Something happened here, the mayor said on Tuesday.", "3 March 2021",
    "# Heading",
    "Updated on 3/4/2021", "Kestrel.am. The mayor said that nobody was hurt there.", "\x00", "\u202eabc",
    "(Reuters) - A",
    "5,531 次觀看", "", "\r\n", "Related", "12:00",
]), max_size=12))  # fmt: skip
def test_any_report_is_sound(parts):
    text = "\n\n".join(parts)
    found = report(text, language="en")
    assert Report.from_dict(found.to_dict()) == found
    end = 0
    for item in found.furniture:
        assert end <= item.span.start < item.span.end <= len(text)
        end = item.span.end
    for entry in found.entries:
        assert 0 <= entry.span.start < entry.span.end <= len(text)
        assert entry.heading is None or entry.span.covers(entry.heading)


@pytest.mark.parametrize("filling", ["\n", " ", "\r\n", "(", "1", "a.b."])
def test_long_runs_of_one_sign_take_no_time(filling):
    # Blank lines by the ten thousand once took minutes in the phrases of credits.
    assert report(f"{BODY}{filling * 20_000}{MORE}", language="en").kind == "article"
