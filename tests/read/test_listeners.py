import pytest

from crossread import read_report, report_from_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz told reporters that the town fell.", "reporters"),
        ("Ana Ruiz urged Norway to open the border.", "Norway"),
        ("Ana Ruiz called on Norwegian Prime Minister Ola Hansen to open the border.", "Ola Hansen"),
        ("Ana Ruiz warned the Varo Council that the town would fall.", "Varo Council"),
        # what a statement turns to or points to is not whom it is for
        ("Ana Ruiz made no reference to Norway, saying that peace was near.", None),
        ("Ana Ruiz objected to Norway's plan.", None),
    ],
)
def test_whom_words_are_said_to(text, expected):
    reading = read_report(report_from_text(text))
    names = {entity.id: entity.name for entity in reading.entities}
    assert {names[a.addressee] for a in reading.attributions if a.addressee} == ({expected} if expected else set())
