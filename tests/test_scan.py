"""What is found by the words it begins with is what the plain pattern finds."""

import re

import pytest

from crossread.scan import DIGITS, Phrases, first_word, word_starts

FORMS = ("set on fire", "killed", "'ll leave", "as many as", "12 dead")


def pattern(phrases):
    return r"(?<!\w)(?:{})(?!\w)".format("|".join(phrase.replace(" ", r"\s+") for phrase in phrases))


@pytest.mark.parametrize(
    "text",
    [
        "Two were KILLED, and as many  as five houses set on\nfire.",
        "They'll leave; 12 dead, 112 dead, unkilled killed-",
        "İsmet was killed",  # a capital that is two signs in lower case
        "killed killed killed",
        "",
    ],
)
def test_the_same_is_found(text):
    found = [match.span() for match in Phrases(FORMS, pattern).find(text)]
    assert found == [match.span() for match in re.finditer(pattern(FORMS), text, re.IGNORECASE)]
    assert Phrases(FORMS, pattern).stand_in(text) == bool(found)


def test_words_stand_where_they_start():
    assert word_starts("On 4th-May, É") == ((0, "on"), (3, DIGITS), (6, "-"), (7, "may"), (10, ","), (12, "é"))
    assert first_word("'ll leave") == "'"
