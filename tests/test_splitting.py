import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.splitting import split_blocks, split_sentences
from crossread.text import trim

SENTENCES = [
    ("One came. Two went.", ["One came.", "Two went."]),
    # titles, initials and abbreviations end nothing
    ("Dr. Ana Ruiz met Gen. J. R. Malen. They left.", ["Dr. Ana Ruiz met Gen. J. R. Malen.", "They left."]),
    ("The U.S. envoy came at 12.40 p.m. on Monday.", ["The U.S. envoy came at 12.40 p.m. on Monday."]),
    ("He came at 3 p.m. The talks ended.", ["He came at 3 p.m.", "The talks ended."]),
    ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
    ("No. 5 was out. He said no. Then he left.", ["No. 5 was out.", "He said no.", "Then he left."]),
    # quotation marks that close after the stop belong to the sentence before
    ("“We left.” Nobody stayed.", ["“We left.”", "Nobody stayed."]),
    ('"Why?" Ruiz asked. "Why?" he asked.', ['"Why?" Ruiz asked.', '"Why?" he asked.']),
    ("They waited... Then it rained.", ["They waited...", "Then it rained."]),
    ("It fell.Next came rain.", ["It fell.", "Next came rain."]),
    ("The price rose 3.5 percent. See varo.am for more.", ["The price rose 3.5 percent.", "See varo.am for more."]),
    # a blank line always ends a sentence, a line end alone does not
    ("A heading\n\nThe town\nfell.", ["A heading", "The town\nfell."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_split_sentences(text, expected):
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_split_sentences_within_bounds():
    text = "First. Second. Third."
    assert [text[a:b] for a, b in split_sentences(text, 7, 14)] == ["Second."]


@given(st.text(alphabet='ab A.!?"”“\n\r’'))
def test_sentences_cover_every_letter_once(text):
    spans = split_sentences(text)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert [ch for ch in inside if not ch.isspace()] == [ch for ch in text if not ch.isspace()]
    assert all((start, end) == trim(text, start, end) for start, end in spans)


@given(st.text(alphabet='ab A.!?"”“\n\r’():-1'), st.text(alphabet='ab A.!?"”“\n(:-1'))
def test_no_stretch_sees_another(left, right):
    together = split_blocks(left + right, [(0, len(left)), (len(left), len(left + right))])
    assert together == [split_sentences(left), split_sentences(left + right, len(left))]


def test_a_long_text_without_any_end_is_cut_nowhere_or_at_words_and_fast():
    text = "and then " * 20_000
    spans = split_sentences(text)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "Write to a.kern@ports.example or see https://ports.example/a.Pier?x=1 for more.",
        "It cost 1,340.50 crowns, or 3.5.2 as the table has it.",
        "He said: We will stay in the valley until spring.",
        "Orsa B. Malen met the crews on Sept. 11 and again on Nov. 3 in Port Ostrel.",
        "“We never left the harbour,” The Ostrel Post reported.",
        "“They call it ‘the old pier,’” Malen recalled in spring.",
        "He thanked Reps. Orsa Malen and Tivo Kern.",
        "“Who gave the order?” a guard at the gate asks.",
        "Two members (V.-O.) of the council left the hall.",
        "Food was short, e.g. Flour and oil, and water too.",
        "The talks (see p. 4 of the annex) were held by Gen. Orsa Malen of the 2nd Army.",
        "The dam broke on Aug. 7 after three days of rain.",
    ],
)
def test_what_is_never_cut(text):
    assert split_sentences(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # no capitals, no stops at the end, lines broken by hand, all in capitals
        ("the bridge fell. nobody was hurt", ["the bridge fell.", "nobody was hurt"]),
        (
            "THE ARMY LEFT.  THE TOWN IS\nEMPTY.  NOBODY STAYED",
            ["THE ARMY LEFT.", "THE TOWN IS\nEMPTY.", "NOBODY STAYED"],
        ),
        # quotation marks as typewriters had them, spaces as old pages have them
        (
            "It failed, he said. ''We pay for it.'' They left.",
            ["It failed, he said.", "''We pay for it.''", "They left."],
        ),
        ("The dam held.\xa0  Nobody was hurt.", ["The dam held.", "Nobody was hurt."]),
        # list markers belong to what they number
        ("1. The port is shut. 2. Ships wait.", ["1. The port is shut.", "2. Ships wait."]),
    ],
)
def test_rough_text(text, expected):
    assert [text[start:end] for start, end in split_sentences(text)] == expected
