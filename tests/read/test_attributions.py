import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.model import Reading
from crossread.read.attributions import find_attributions
from crossread.read.sentences import find_sentences
from factories import report


def found(text):
    made = report(text)
    return find_attributions(Reading(report=made, sentences=find_sentences(made)))


def rows(text):
    return [
        (a.source.text if a.source else None, a.cue.text if a.cue else None, tuple(piece.text for piece in a.content))
        for a in found(text)
    ]


CASES = [
    # direct, the subject after, before, in the middle
    ("“We will leave,” Ana Ruiz said.", ("Ana Ruiz", "said", ("“We will leave,”",))),
    ("“We will leave,” said Ana Ruiz.", ("Ana Ruiz", "said", ("“We will leave,”",))),
    ('Ruiz said: "We will leave."', ("Ruiz", "said", ('"We will leave."',))),
    ("“We left,” said Ruiz. “Nobody else did so.”", ("Ruiz", "said", ("“We left,”", "“Nobody else did so.”"))),
    ("''We will leave,'' the mayor said.", ("the mayor", "said", ("''We will leave,''",))),
    # indirect, with and without "that", with a day or an occasion between
    ("The army said that the town fell.", ("The army", "said", ("that the town fell",))),
    ("The army said the town fell.", ("The army", "said", ("the town fell",))),
    ("The army said on Monday that it left.", ("The army", "said", ("that it left",))),
    ("The army said on Monday (May 3) its men left.", ("The army", "said", ("its men left",))),
    ("Ruiz told reporters that it was over.", ("Ruiz", "told", ("that it was over",))),
    ("Ruiz told me she was tired.", ("Ruiz", "told", ("she was tired",))),
    ("The town fell, the army said.", ("the army", "said", ("The town fell",))),
    ("The bigger risk, he said, is hunger.", ("he", "said", ("The bigger risk", "is hunger"))),
    # the whole noun phrase, with appositions
    (
        "The ombudsman in Varo, Ana Ruiz, said that ten people died.",
        ("The ombudsman in Varo, Ana Ruiz", "said", ("that ten people died",)),
    ),
    ("Ana Ruiz, the mayor, denied the claim.", ("Ana Ruiz, the mayor", "denied", ("the claim",))),
    # according to, at either end
    ("According to the army, the town fell.", ("the army", "According to", ("the town fell",))),
    ("The town fell, according to the army.", ("the army", "according to", ("The town fell",))),
    (
        "It must end, as demanded by none, as outlined by Varo.",
        ("Varo", "as outlined by", ("It must end, as demanded by none",)),
    ),
    # acts
    ("The army announced the evacuation of the town.", ("The army", "announced", ("the evacuation of the town",))),
    ("The mayor accused the army of looting.", ("The mayor", "accused", ("the army of looting",))),
    ("The mayor called on Varo to stop.", ("The mayor", "called on", ("Varo to stop",))),
    ("The rebels vowed to return.", ("The rebels", "vowed", ("to return",))),
    ("The rebels have refused to leave.", ("The rebels", "have refused", ("to leave",))),
    # nobody is named
    ("It was reported that the dam broke.", (None, "was reported", ("that the dam broke",))),
    ("Two men are said to have died.", (None, "are said", ("Two men", "to have died"))),
    # nouns
    ("Despite the claim that the dam broke, all stayed.", (None, "claim", ("that the dam broke",))),
    # a credit at the end
    ("The two sides met on Monday, XYN reports.", ("XYN", "reports", ("The two sides met on Monday",))),
    # a sentence that announces the words of the next
    (
        "Ruiz addressed the crowd.\n\n“We will never leave this town.”",
        ("Ruiz", "addressed", ("“We will never leave this town.”",)),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_attribution(text, expected):
    assert expected in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "The town fell on Monday.",
        # words taken over are no statement
        "The “special operation” began on Monday.",
        # nouns that look like cues
        "Peace talks began. The report was long.",
        "The army attacked the town.",
    ],
)
def test_own_voice(text):
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "act", "kind", "denies"),
    [
        ("The army denied that it left.", "deny", "indirect", True),
        ("The army said it left.", "say", "indirect", False),
        ("The mayor called for a truce.", "demand", "indirect", False),
        ("The mayor demanded that they leave.", "demand", "indirect", False),
        ("The mayor believes that they left.", "believe", "belief", False),
        ("The mayor said that “all is lost” there.", "say", "mixed", False),
        ("“All of it is lost,” the mayor said.", "say", "direct", False),
        ("The mayor rejected the plan.", "refuse", "indirect", False),
        ("The mayor blamed the army.", "accuse", "indirect", False),
    ],
)
def test_act_and_kind(text, act, kind, denies):
    (attribution,) = found(text)
    assert (attribution.act, attribution.kind, attribution.denies) == (act, kind, denies)


def test_nested():
    outer, inner = found("A diplomat said that Ruiz had rejected the plan.")
    assert (outer.source.text, inner.source.text) == ("A diplomat", "Ruiz")
    assert inner.inside == outer.id
    assert outer.inside is None


def test_hedges_are_kept():
    (attribution,) = found("The army said the mayor was reportedly ill.")
    assert [hedge.text for hedge in attribution.hedges] == ["reportedly"]


def test_a_quotation_over_two_paragraphs():
    text = "“We left the town,” Ruiz said. “It was a hard day.\n\n“Nobody wants to go back there.”"
    contents = [piece.text for a in found(text) for piece in a.content]
    assert "“Nobody wants to go back there.”" in contents


@given(st.text(alphabet="Aab said “”\",.that to Ruiz\n'"))
def test_any_text_gives_sound_spans(text):
    for attribution in found(text):
        for span in (attribution.source, attribution.cue, *attribution.content):
            assert span is None or (span.text == text[span.start : span.end] and span.start < span.end)
