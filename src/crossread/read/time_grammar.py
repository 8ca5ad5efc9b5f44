"""The words and patterns that time expressions are made of; what they mean is in ``time_rules``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from crossread.amounts import number_pattern, read_number
from crossread.scan import DIGITS, first_word
from crossread.tables import table

__all__ = ["alternatives", "code_of", "count_of", "fill", "openers", "unit_code", "words_of"]

YEAR = r"(?:1[5-9]\d\d|20\d\d)"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?\s?m\b\.?)?"
    r"|(?:1[0-2]|0?[1-9])\s?[ap]\.?\s?m\b\.?)"
)
VAGUE_COUNT = (
    r"several|a\s+few|few|many|some|a\s+number\s+of|numerous|a\s+couple\s+of|couple\s+of|countless|multiple|"
    r"dozens\s+of|hundreds\s+of|thousands\s+of"
)
SHIFT = (
    r"early|late|mid|mid-|earlier|later|earlier\s+in|later\s+in|the\s+middle\s+of|the\s+end\s+of|"
    r"the\s+beginning\s+of|the\s+start\s+of"
)


# A short month alone is a month behind one of these ("in Jan"), not a name ("Jan Moravec").
_AFTER = "|".join(
    rf"(?<=\b{word}\x20)" for word in ("in", "of", "since", "until", "by", "last", "next", "this", "late", "early")
)


def alternatives(words: Iterable[str]) -> str:
    """Return an alternation, longest first, with any white space between the words of one entry."""
    forms = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]") for form in forms)


def _references() -> list[str]:
    """The words for past, present and future that are read; the others are seldom times."""
    lists = table("times")
    unread = set(lists["unread_references"])
    return [word for words in lists["references"].values() for word in words if word not in unread]


@functools.cache
def _pieces() -> dict[str, str]:
    lists = table("times")
    cased = {word: word.capitalize() for word in lists["doubtful_months"]}
    months = alternatives(word for word in lists["months"] if word not in cased)
    # A doubtful month needs its capital; the patterns are compiled without regard to case.
    capitals = [form for word in cased for form in (cased[word], word.upper())]
    short_forms = [form for form in capitals if len(form) == 3 and form.lower() != "may"]
    doubtful = rf"(?:{alternatives(set(capitals) - set(short_forms))})|(?:{alternatives(short_forms)})(?!\w)\.?"
    days = [word for word in lists["weekdays"] if word not in lists["doubtful_weekdays"]]
    short = alternatives(form for word in lists["doubtful_weekdays"] for form in (word.capitalize(), word.upper()))
    long_months = alternatives(word for word in lists["months"] if word not in cased and len(word) > 4)
    units = alternatives(word for word in lists["units"] if len(word) > 3 or word == "day")
    numbers = table("quantities")
    tens = alternatives(word for word in numbers["tens"])
    ones = alternatives(word for word, value in numbers["ones"].items() if 0 < value < 10)
    teens = alternatives(word for word, value in numbers["ones"].items() if value > 9)
    return {
        "Y": YEAR,
        "D": DAY,
        "CLOCK": CLOCK,
        "MONTH": rf"(?:(?:{long_months})|(?:{months})(?![\w-])\.?|(?-i:{doubtful}))(?![\w-])",
        "MONTH_ALONE": rf"(?:{long_months}|(?:{months})\.|(?:{_AFTER})(?:{months})|(?-i:{doubtful}))(?![\w-])"
        r"(?!\.?\s+(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\w))",
        "WEEKDAY": rf"(?:(?:{alternatives(days)})|(?-i:{short})(?=[.,]?\s+(?:{DAY}\b|(?:{months})\b)))(?!\w)",
        "PART": rf"(?:{alternatives(lists['parts_of_day'])})",
        "SEASON": rf"(?:{alternatives(lists['seasons'])})",
        "UNIT": rf"(?:{units})",
        "ORDINAL": rf"(?:{alternatives(lists['ordinals'])}|\d{{1,2}}(?:st|nd|rd|th))",
        "DECADE_WORD": rf"(?:{alternatives(lists['decade_words'])})",
        "ZONE": rf"(?:{alternatives(lists['zones'])})",
        "HOLIDAY": rf"(?:{alternatives(lists['holidays'])})",
        "CLOCK_WORD": rf"(?:{alternatives(lists['clock_words'])})",
        "SET": rf"(?:{alternatives(lists['sets'])})",
        "REFERENCE": rf"(?:{alternatives(_references())})",
        "NUMBER": number_pattern(),
        "VAGUE": rf"(?:{VAGUE_COUNT})",
        "YEAR_WORDS": rf"(?:(?:eighteen|nineteen|twenty)[\s-]+(?:(?:{tens})(?:[\s-](?:{ones}))?|{teens}))",
        "SHIFT": rf"(?:{SHIFT})",
    }


@functools.cache
def fill(pattern: str) -> re.Pattern[str]:
    """Compile a pattern whose ``<NAME>`` places stand for the pieces above."""
    pieces = _pieces()
    pattern = re.sub(r"(?<!\?P)<([A-Z_]+)>", lambda place: pieces[place[1]], pattern.replace(" ", r"\s+"))
    return re.compile(rf"(?<![\w$€£]){pattern}(?![\w])", re.IGNORECASE)


_OPENERS = {
    "WEEKDAY": "weekdays", "MONTH": "months", "ORDINAL": "ordinals", "DECADE_WORD": "decade_words", "SET": "sets",
    "SEASON": "seasons", "HOLIDAY": "holidays", "CLOCK_WORD": "clock_words", "DAY_WORD": "day_words", "UNIT": "units",
}  # fmt: skip
_FIRST_WORDS = {
    "SHIFT": "early late mid earlier later the_middle the_end the_beginning the_start",
    "HEDGE": "at more less nearly almost about around over up no some roughly approximately only just",
    "VAGUE": "several a few many some numerous couple countless multiple dozens hundreds thousands",
}


@functools.cache
def openers(name: str) -> frozenset[str]:
    """Return the words that a piece can begin with, by its name (in capitals); any other word stands for itself.

    "the_WEEKDAY" is "the" with such a word behind it.
    """
    lists = table("times")
    first, _, second = name.partition("_")
    if second and not first.isupper():
        return frozenset(f"{first} {word}" for word in openers(second))
    if name in _OPENERS:
        return frozenset(map(first_word, lists[_OPENERS[name]]))
    if name in _FIRST_WORDS:
        return frozenset(word for one in _FIRST_WORDS[name].split() for word in openers(one))
    if name == "NUMBER":
        numbers = table("quantities")
        return frozenset(map(first_word, (*numbers["ones"], *numbers["tens"], *numbers["pairs"], "half", "a", "an")))
    if name in ("UNITS", "WEEKDAYS"):
        return frozenset(f"{word}s" for word in openers(name[:-1]))
    if name == "REFERENCE":
        return frozenset(" ".join(word.split()[:2]) if word.startswith(("the ", "in ")) else first_word(word)
                         for word in _references())  # fmt: skip
    return frozenset((DIGITS if name == "DIGITS" else name,))


def words_of(written: str) -> str:
    """Return words in lower case with single spaces and no full stop behind, as the tables have them."""
    return re.sub(r"\s+", " ", written.replace("’", "'")).strip().lower().rstrip(".")


def code_of(name: str, written: str) -> str | int | None:
    """Look a word up in one of the tables of ``resources/times.yaml``."""
    return table("times")[name].get(words_of(written))  # type: ignore[no-any-return]


def unit_code(written: str) -> str:
    """Return the TIMEX3 code of a unit in the singular or plural ("TH" for hours: counted behind the T)."""
    word = words_of(written).removesuffix("-long").strip("- ")
    units = table("times")["units"]
    return str(units.get(word) or units.get(word.removesuffix("'s").removesuffix("s").removesuffix("'")) or "D")


def count_of(written: str | None) -> float | int | None:
    """Return the number in front of a unit; "a" is one, a vague word ``None``."""
    word = words_of(written or "")
    if word in ("a", "an", "the", "one", "another", "this", "that"):
        return 1
    if word.endswith("couple of") or word == "a couple":
        return 2
    return read_number(word) if word else None
