import pytest

from crossread.ingest.credits import find_credits, is_digest, is_republication
from crossread.ingest.lines import lines_of
from crossread.model import Outlet, Report

BODY = "The bridge over the Tamsel fell on Tuesday after a night of heavy rain in the hills."


def credits(text, outlet=None):
    report = Report(id="r1", text=text, sha256="", outlet=Outlet(name=outlet) if outlet else None)
    found, _ = find_credits(report, lines_of(text))
    return [(one.relation, one.to, text[one.evidence.start : one.evidence.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "relation", "to", "words"),
    [
        # at the head
        (f"Kestrel.am. {BODY}", "republished_from", "Kestrel.am", "Kestrel.am."),
        (f"Radio Orvenna. {BODY}", "republished_from", "Radio Orvenna", "Radio Orvenna."),
        (f"Xinhua\n\n{BODY}", "republished_from", "Xinhua", "Xinhua"),
        (f"ORVENNA, 20 Aug (EFE) -- {BODY}", "agency", "EFE", "ORVENNA, 20 Aug (EFE)"),
        (f"ORVENNA (Reuters) - {BODY}", "agency", "Reuters", "ORVENNA (Reuters)"),
        (f"(AGYPRESS) – {BODY}", "agency", "AGYPRESS", "(AGYPRESS)"),
        (f"ORVENNA, October 5. /TASS/. {BODY}", "agency", "TASS", "ORVENNA, October 5. /TASS/"),
        (f"ORVENNA, OCTOBER 5, ARMENPRESS. {BODY}", "agency", "Armenpress", "ORVENNA, OCTOBER 5, ARMENPRESS."),
        # at the foot
        (f"{BODY}\n\nSource: Xinhua", "republished_from", "Xinhua", "Source: Xinhua"),
        (f"{BODY}\n\nWith material from dpa", "agency", "dpa", "With material from dpa"),
        (f"{BODY} (AFP)", "agency", "AFP", "(AFP)"),
        (f"{BODY}\n\n© 2021 AFP", "agency", "AFP", "© 2021 AFP"),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", "agency", "AP",
         "The Associated Press contributed to this"),
        (f"{BODY}\n\nReprinted from Orvenna Herald", "republished_from", "Orvenna Herald",
         "Reprinted from Orvenna Herald"),
        (f"{BODY}\n\nThis article was originally published by Kestrel.com.", "republished_from", "Kestrel.com",
         "This article was originally published by Kestrel.com"),
        # digests
        ("The bridge over the Tamsel fell on Tuesday after a night of rain, DW reports.", "reports_from", "DW",
         "DW reports"),
        ("The bridge over the Tamsel fell on Tuesday after days of rain, Kestrel reports.", "reports_from", "Kestrel",
         "Kestrel reports"),
        # inside
        (f"{BODY}\n{BODY}\n{BODY} The toll may rise, DW reports.", "media_source", "DW", "DW reports"),
        (f"{BODY} The office told RFE/RL's Georgian Service that it hopes.", "media_source", "RFE/RL",
         "told RFE/RL's Georgian Service"),
        (f"{BODY} He told Radio Orvenna that all were safe.", "media_source", "Radio Orvenna", "told Radio Orvenna"),
        (f"{BODY} State news agency SANA said so.", "media_source", "SANA", "State news agency SANA said"),
        (f"{BODY} The news agency Agopress reported two deaths.", "media_source", "Agopress",
         "The news agency Agopress reported"),
        (f"{BODY} That is according to Bild newspaper.", "media_source", "Bild", "according to Bild newspaper"),
        (f"{BODY} According to the Orvenna Herald, two died.", "media_source", "Orvenna Herald",
         "According to the Orvenna Herald"),
        (f"{BODY} They gave a toll confirmed by Reuters sources.", "media_source", "Reuters",
         "a toll confirmed by Reuters sources"),
        (f"{BODY} Stones were thrown, an AFP journalist reported.", "eyewitness", "AFP", "an AFP journalist reported"),
        (f"{BODY} A correspondent for Reuters saw smoke.", "eyewitness", "Reuters", "A correspondent for Reuters"),
    ],
)  # fmt: skip
def test_credits(text, relation, to, words):
    assert credits(text) == [(relation, to, words)]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY} State television showed the bridge.",
        f"{BODY} Police said the Russian newspaper was wrong, and locals told him so.",
        f"SPRINGFIELD (Ill.) — {BODY}",
        f"ORVENNA (March 3) — {BODY}",
        f"{BODY} He told Dawn that all was well, and Petra said the same.",
        f"{BODY} The mayor reports to the council. Ana Ruiz said that nobody was hurt.",
        f"{BODY} Human Rights Watch said that forty families had fled.",
        f"{BODY} Residents told CNN affiliate WXYZ-like things.",
        f"{BODY} He reads The Times every day; Reuters is an agency.",
    ],
)
def test_a_mention_is_no_credit(text):
    assert credits(text) == []


@pytest.mark.parametrize(
    ("dateline", "outlet", "to"),
    [
        ("ORVENNA (WXYZ) -", "wxyz.example", "wxyz.example"),
        ("ORVENNA (Reuters) -", "Reuters", "Reuters"),
        ("ORVENNA (KESTREL) -", None, "Kestrel"),  # as the text writes it elsewhere
        ("ORVENNA (PERVO), 3 MAR 89 (RADIO ORVENNA CHANNEL 2) --", None, "RADIO ORVENNA CHANNEL 2"),
    ],
)
def test_whom_a_dateline_names(dateline, outlet, to):
    assert [name for _, name, _ in credits(f"{dateline} {BODY} She told Ana that Kestrel knew.", outlet)] == [to]


def test_own_reporter_is_an_eyewitness():
    text = f"{BODY} A Courier reporter counted forty beds. A police reporter saw none."
    assert credits(text, outlet="The Orvenna Courier") == [
        ("eyewitness", "The Orvenna Courier", "A Courier reporter counted")
    ]


def test_several_sources():
    assert [to for _, to, _ in credits(f"{BODY}\n\nSources: Reuters, AFP and dpa")] == ["Reuters", "AFP", "dpa"]


def test_kinds():
    def found(text):
        report = Report(id="r1", text=text, sha256="")
        return find_credits(report, lines_of(text))[0]

    assert is_republication(found(f"Kestrel.am. {BODY}"))
    assert is_digest(found("The bridge fell on Tuesday after a long night of rain, DW reports."))
    assert not is_digest(found(f"{BODY}\n{BODY}\n{BODY} The toll may rise, DW reports."))
