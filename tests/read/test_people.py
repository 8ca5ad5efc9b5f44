import pytest

from crossread.model import Mention
from crossread.read.people import bare_person, gender_of, head_word, is_human, is_office, is_plural, people_keys
from factories import report


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Governor Ruiz", "Ruiz"),
        ("Varo Assembly Speaker Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz (D-Varo", "Ana Ruiz"),
        ("Ana Ruiz, D-Varo", "Ana Ruiz"),
        ("Ana Ruiz", "Ana Ruiz"),
        # a surname that is also an office stays
        ("Ana Judge", "Ana Judge"),
        ("Tom Reve Jr.", "Tom Reve Jr."),
        # a name nobody would know without the title
        ("Pope Theo", "Pope Theo"),
    ],
)
def test_offices_are_cut_off_names(name, bare):
    start, end = bare_person(f"Then {name} left", 5, 5 + len(name))
    assert f"Then {name} left"[start:end] == bare


def people(text, *names):
    """Return the keys of the names, in the order they stand in the text."""
    made, at, mentions = report(text), 0, []
    for number, name in enumerate(names):
        at = text.index(name, at)
        mentions.append(Mention(id=str(number), span=made.span(at, at + len(name), words=True), kind="person"))
        at += len(name)
    keys = people_keys(text, mentions)
    return [keys[mention.id] for mention in mentions]


@pytest.mark.parametrize(
    ("text", "names", "same"),
    [
        # middle names, initials and short forms of given names
        ("Thomas A. Reve left. Tom Reve came.", ["Thomas A. Reve", "Tom Reve"], True),
        ("Theo Reve left. Ana Reve came.", ["Theo Reve", "Ana Reve"], False),
        # father and son
        ("Theo Reve left. Theo Reve Jr. came.", ["Theo Reve", "Theo Reve Jr."], False),
        # a misspelt surname
        ("Theo Malenko left. Malienko came.", ["Theo Malenko", "Malienko"], True),
        # a given name alone
        ("Theo Malenko left. Theo came.", ["Theo Malenko", "Theo"], True),
        ("Theo Malenko left. Ruiz came.", ["Theo Malenko", "Ruiz"], False),
    ],
)
def test_one_person_or_two(text, names, same):
    left, right = people(text, *names)
    assert (left == right) is same


def test_a_surname_of_two_is_his_for_whom_it_was_used():
    text = "Theo Reve left. Later Reve met Ana Reve. Reve laughed."
    first, used, other, again = people(text, "Theo Reve", "Reve", "Ana Reve", "Reve")
    assert first == used == again != other


def test_a_surname_of_two_is_told_by_what_stands_before_it():
    text = "Theo Reve met Ana Reve. Ms. Reve laughed, Mr. Reve left, and Reve came."
    theo, ana, hers, his, open_ = people(text, "Theo Reve", "Ana Reve", "Reve", "Reve", "Reve")
    assert (hers, his, open_) == (ana, theo, None)


@pytest.mark.parametrize(
    ("name", "before", "gender"),
    [
        ("Anna Ruiz", (), "female"),
        ("Peter Ruiz", (), "male"),
        ("Ruiz", ("ms.",), "female"),
        ("", ("spokesman",), "male"),
        # names of both, and none, tell nothing
        ("Andrea Ruiz", ("mr.",), "male"),
        ("Xoqual Ruiz", (), None),
        ("Ruiz", (), None),
    ],
)
def test_gender(name, before, gender):
    assert gender_of(name, before) == gender


def test_descriptions():
    assert head_word("a senior official from Varo") == "official"
    assert [is_plural(words) for words in ("two sides", "police", "the boss", "an official")] == [
        True,
        True,
        False,
        False,
    ]
    assert [is_human(words) for words in ("the nominee", "a spokeswoman for Varo", "the letter")] == [True, True, False]
    assert [is_office(words) for words in ("Minister", "Prime Minister", "King", "Ana Ruiz")] == [
        True,
        True,
        False,
        False,
    ]
