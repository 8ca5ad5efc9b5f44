"""When the thing claimed happened, by the parse; what was planned; what only says when it was said."""

import pytest

from crossread import read_report, report_from_text


def claims(text):
    return read_report(report_from_text(text, published="2021-03-05")).claims  # a Friday


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("Ana Ruiz left on Monday, and the council met on Thursday.", "Ana Ruiz left", "2021-03-01"),
        ("Ana Ruiz left on Monday, and the council met on Thursday.", "the council met", "2021-03-04"),
        ("On Tuesday the town of Orvel fell, police said.", "fell", "2021-03-02"),
        # through the noun
        ("The attack on Monday killed ten people.", "killed", "2021-03-01"),
        # not that of a clause beside
        ("The offensive launched on Tuesday has stopped.", "stopped", None),
        ("The ministry, which had spoken of 14 dead on Monday, put the number of dead at 20.", "number of dead", None),
        # what happened at the same time
        ("Ten soldiers died when the bridge collapsed on Monday.", "died", "2021-03-01"),
        # a joined verb without a subject of its own shares the time before it
        ("On Monday the mayor condemned the attack and offered help to the families.", "condemned", "2021-03-01"),
        # the time of saying is not that of the deed
        ("The bridge was blown up, the army said on Thursday.", "blown up", None),
    ],
)
def test_when_it_happened(text, words, start):
    (claim,) = (claim for claim in claims(text) if words in claim.span.text)
    assert (claim.when.start if claim.when else None) == start


@pytest.mark.parametrize(
    "text", ["The vote is due on Monday.", "The talks are scheduled for Monday.", "The bridge is due to open in May."]
)
def test_what_is_due_is_planned(text):
    assert [claim.modality for claim in claims(text)] == ["planned"]
