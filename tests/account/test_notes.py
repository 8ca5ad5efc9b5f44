import pytest

from crossread import read_report, report_from_text
from crossread.account.notes import unverified_counts

OPENING = "At least 31 people were killed at Orvel. "
QUOTE = "The sirens stayed silent, Ada Kolm said. Nobody warned the valley, she said. "


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        (OPENING + "The ministry is silent.", []),
        (OPENING + "These numbers could not be independently verified.", ["At least 31 people"]),
        (OPENING + "This could not be verified.", ["At least 31 people"]),
        # a note on the count may stand some sentences behind it
        (OPENING + QUOTE + "The toll could not be independently verified.", ["At least 31 people"]),
        (
            OPENING + "The army counted 14 dead. Neither figure could be independently verified.",
            ["At least 31 people", "14 dead"],
        ),
        (OPENING + "The army counted 14 dead. The figure could not be verified.", ["14 dead"]),
        # a note on something else
        (OPENING + "The video could not be verified.", []),
        (OPENING + QUOTE + "This could not be verified.", []),
        # no count at all
        ("The road is 40 km long. The figure could not be verified.", []),
    ],
)
def test_a_note_is_tied_to_the_counts_it_speaks_of(text, noted):
    reading = read_report(report_from_text(text))
    ids = unverified_counts(reading)
    assert [item.span.text for item in reading.quantities if item.id in ids] == noted
