import pytest

from crossread.ingest.outlets import find_outlet, known_name, known_outlet
from crossread.tables import table

BODY = "The bridge over the Tamsel fell on Tuesday, Reuters reported. The mayor said nobody was hurt."


@pytest.mark.parametrize(
    ("text", "url", "name"),
    [
        (BODY, "https://www.reuters.com/world/a-1", "Reuters"),
        (BODY, "https://feeds.bbc.co.uk/a", "BBC"),
        (BODY, "https://kestrel.example/a/1", "kestrel.example"),
        (BODY, "http://web.archive.org/web/2021/http://www.kestrel.example/a", "kestrel.example"),
        (BODY, "https://news.google.com/a", None),
        (f"{BODY}\nOther media may use materials of Kestrel.am with a hyperlink.", None, "Kestrel.am"),
        (f"{BODY}\nFollow Kestrel's official Instagram page so as to miss nothing.", None, "Kestrel"),
        (f"{BODY}\n© 2021 Kestrel Online. All rights reserved.", None, "Kestrel Online"),
        (f"{BODY}\nCopyright 2021 by Orvenna Herald LLC. All rights reserved.", None, "Orvenna Herald"),
        (f"{BODY}\n© 2021 The Associated Press. All rights reserved.", None, None),  # an agency's text on some page
        (f"Orvenna Post\nHome › World\n\n{BODY}", None, "Orvenna Post"),
        (f"ORVENNA POST\nNews | Valley | Letters\n\n{BODY}", None, "Orvenna Post"),
        (f"The Orvenna Post | Home | Sport | Hills\n\n{BODY}", None, "The Orvenna Post"),
        (f"Orvenna Bridge\n\n{BODY}", None, None),
        (f"Newsfeed\nYoung Painters Club\nDay feed\n\n{BODY}", None, None),
        (f"Kestrel.am. {BODY}", None, None),  # a credit, not the publisher
        (f"{BODY} He works for Deutsche Welle and wrote for Kestrel.am.", None, None),
        (f"{BODY}\nFollow us on Twitter.", None, None),
        (f"{BODY}\nFollow Ana Ruiz on Twitter.", None, None),
    ],
)
def test_find_outlet(text, url, name):
    found = find_outlet(text, url)
    assert (found.name if found else None) == name
    if found and found.evidence:
        assert name.split()[-1].casefold() in text[slice(*found.evidence)].casefold()


def test_the_table_is_wide_and_unambiguous():
    outlets = table("outlets")["outlets"]
    assert len(outlets) >= 150
    assert {outlet["kind"] for outlet in outlets} == {
        "agency", "newspaper", "broadcaster", "online", "state_media", "magazine", "ngo"
    }  # fmt: skip
    for field in ("aliases", "domains"):
        values = [value for outlet in outlets for value in outlet.get(field, ())]
        assert len(values) == len(set(values)), [value for value in values if values.count(value) > 1]
    names = [outlet["name"] for outlet in outlets]
    aliases = [alias for outlet in outlets for alias in outlet.get("aliases", ())]
    assert not set(names) & set(aliases)
    assert len(names) == len(set(names))


def test_names_and_domains():
    assert known_outlet("Agence France-Presse").name == "AFP"
    assert known_outlet("the Associated Press").name == "AP"
    assert known_outlet("Kestrel") is None
    assert known_name("dw.com") == "DW"
    assert known_name("Kestrel Online") == "Kestrel Online"
