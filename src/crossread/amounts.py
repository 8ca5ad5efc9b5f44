"""Amounts: from number words and hedges to ``low..high``, compared, and put under a counting rule.

One grammar reads numbers everywhere: ``scan_amounts`` finds them in a text, ``read_amount`` reads the words
of one quantity again, so that a printed number can be checked against the words it is cited with.

As reported: *n* is n..n; "at least", "more than", "over" *n* is n..open; "up to", "as many as" *n* is open..n;
"about", "some", "nearly" *n* is n..n with its hedge; "*a* to *b*" is a..b; "several", "dozens", "hundreds" are
open on both sides and keep their word; "no casualties" is 0..0. Numbers in a hedge's place are never invented.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from crossread.model import Amount, Counted, CountingRule
from crossread.number_words import UNGLUED, number_pattern, read_number, words_pattern
from crossread.scan import DIGITS, first_word, word_starts
from crossread.tables import table

__all__ = [
    "AmountMatch",
    "compatible",
    "is_vague",
    "number_pattern",
    "range_of",
    "read_amount",
    "read_number",
    "scan_amounts",
]

# ACLED's rules for words that give no number. "Tens" is 10, "dozens" 12, "hundreds" 100, and of a vague estimate
# the most conservative is taken (ACLED, "Uses and limitations", on fatalities, 2024). Where no number can be told
# ("several", "many"), 3 or, where the fighting is heavy, 10: this we know from its codebook without having been
# able to read the passage again. Of scores and thousands we know no rule: they stay open.
ACLED_VAGUE = {
    "tens": (10, 10), "dozens": (12, 12), "dozens of": (12, 12), "hundreds": (100, 100), "hundreds of": (100, 100),
    "several": (3, 10), "many": (3, 10), "a few": (3, 10), "few": (3, 10), "some": (3, 10), "numerous": (3, 10),
    "multiple": (3, 10), "various": (3, 10), "a number of": (3, 10), "an unknown number of": (3, 10),
    "an unspecified number of": (3, 10), "an undetermined number of": (3, 10), "a handful of": (3, 10),
}  # fmt: skip

# A number "about n" is taken to lie within this share of n when two amounts are compared. Reporters round to
# one or two digits, which moves a number by up to a twentieth on either side; a tenth allows for both sides.
ROUNDING = 0.1


class AmountMatch(NamedTuple):
    """An amount at ``start..end`` of a text; ``what`` is set where its unit says what is counted."""

    start: int
    end: int
    amount: Amount
    what: Counted | None


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The pieces of an amount, each compiled once: to join them in one pattern repeats them, at ten times the cost."""

    hedges: re.Pattern[str]
    number: re.Pattern[str]
    unit: re.Pattern[str]
    after: re.Pattern[str]
    sign: re.Pattern[str]
    vague: re.Pattern[str]
    none: re.Pattern[str]
    sides: dict[str, str]
    known: re.Pattern[str]
    units: dict[str, tuple[str, str]]
    signs: dict[str, str]
    openers: dict[str, str]  # word -> the pieces that may begin with it, a letter each (``_opening``)


@dataclass(slots=True)
class _Found:
    """What stands at one place: the words of each piece, and where it starts and ends."""

    start: int
    end: int
    inner: int = 0  # where it starts behind "from" or "between"
    hedge: str = ""
    between: str = ""
    sign: str = ""
    low: str = ""
    alone: int = 0  # where the first number ends, with its unit
    first_unit: str = ""
    to: str = ""
    hedged: bool = False  # the second number has a hedge of its own
    high: str = ""
    unit: str = ""
    after: str = ""


# -------------------------------------------------------------------------------------------- grammar


_BETWEEN = re.compile(r"(between|from)\s+", re.IGNORECASE)
_TO = re.compile(r"\s*(-|–|—|to|or|and)\s*", re.IGNORECASE)
_OPEN, _CLOSE = re.compile(r"\s*[(\[]\s*"), re.compile(r"\s*[)\]]")
# A number in digits is no part of a longer one, a date or a word.
_GLUED = re.compile(r"[\w.,/:-]")


@functools.cache
def _grammar() -> _Grammar:
    """Compile the grammar from ``resources/quantities.yaml``, once."""
    lists = table("quantities")
    hedges = {form: side for side in ("at_least", "at_most", "about") for form in lists[side]}
    units = {
        form: (what, unit)
        for what, by_unit in lists["units"].items()
        for unit, forms in by_unit.items()
        for form in forms
    }
    after = "|".join(words_pattern(lists[name]) for name in ("at_least_after", "at_most_after", "about_after"))
    known = [form for name in lists if name.startswith(("at_", "about")) for form in lists[name]]
    return _Grammar(
        hedges=re.compile(rf"(?:(?<!\w)(?:{words_pattern(hedges)})\s+)+", re.IGNORECASE),
        number=re.compile(number_pattern().replace(UNGLUED, "", 1), re.IGNORECASE),
        unit=re.compile(rf"[\s-]?(?:{words_pattern(units)})(?![\w$])", re.IGNORECASE),
        after=re.compile(rf"\s?(?:{after})(?!\w)", re.IGNORECASE),
        sign=re.compile(rf"(?<![\w$])(?:{words_pattern(lists['currency_signs'])})\s?", re.IGNORECASE),
        vague=re.compile(rf"(?<!\w)(?:{words_pattern(lists['vague'])})(?!\w)", re.IGNORECASE),
        none=re.compile(rf"(?<!\w)(?:{words_pattern(lists['none'])})(?!\w)", re.IGNORECASE),
        sides=hedges,
        known=re.compile(words_pattern(known)),
        units=units,
        signs=dict(lists["currency_signs"]),
        openers=_opening(lists, hedges),
    )


def _opening(lists: Mapping[str, Any], hedges: Iterable[str]) -> dict[str, str]:
    """Return first word -> what may begin with it: a hedge, from/between, a sign, a number, a vague word or none."""
    numbers = (*lists["ones"], *lists["tens"], *lists["pairs"], "half", "a", "an", DIGITS)
    forms = {"h": hedges, "b": ("between", "from"), "s": lists["currency_signs"], "n": numbers, "v": lists["vague"],
             "0": lists["none"]}  # fmt: skip
    found: dict[str, str] = {}
    for letter, those in forms.items():
        for word in set(map(first_word, those)):
            found[word] = found.get(word, "") + letter
    return found


def scan_amounts(text: str) -> tuple[AmountMatch, ...]:
    """Find every amount in a text: hedge, number or range, unit, conversion. What it counts is not asked here."""
    grammar, found, place = _grammar(), [], 0
    for start, word in word_starts(text):
        if start < place or word not in grammar.openers:
            continue
        pieces = grammar.openers[word]
        match = _numbered(text, start, pieces, grammar)
        read = _amount_of(match, grammar) if match else _unnumbered(text, start, pieces, grammar)
        if read is None:
            continue
        found.append(read)
        place = max(read.end, start + 1)
    return tuple(found)


def _unnumbered(text: str, start: int, pieces: str, grammar: _Grammar) -> AmountMatch | None:
    """Read "dozens", with a unit or without, and "no one"."""
    if "v" in pieces and (vague := grammar.vague.match(text, start)):
        unit = grammar.unit.match(text, vague.end())
        amount = Amount(low=None, high=None, hedge=_plain(vague[0]))
        what = _unit_of(unit[0], grammar) if unit else None
        return _match(_Found(start, start), unit.end() if unit else vague.end(), amount, what)
    none = grammar.none.match(text, start) if "0" in pieces else None
    return AmountMatch(start, none.end(), Amount(low=0, high=0), None) if none else None


def _numbered(text: str, start: int, pieces: str, grammar: _Grammar) -> _Found | None:
    """Read hedge, sign, number, unit, and what makes it a range or repeats it in another unit."""
    found = _Found(start, start)
    if "h" in pieces and (hedge := grammar.hedges.match(text, start)):
        found.hedge, found.end = hedge[0], hedge.end()
    if (found.hedge or "b" in pieces) and (between := _BETWEEN.match(text, found.end)):
        inner = grammar.hedges.match(text, between.end())
        found.between, found.end = between[1], inner.end() if inner else between.end()
    begin = found.end
    if begin == start and "s" not in pieces and "n" not in pieces:
        return None
    if sign := grammar.sign.match(text, begin):
        found.sign, found.end = sign[0], sign.end()
    low = _number_at(text, found.end, grammar)
    if low is None:
        return None
    found.inner = begin
    found.low, found.alone, found.end = low[0], low.end(), low.end()
    _range_behind(found, text, grammar)
    _unit_behind(found, text, grammar)
    return found


def _number_at(text: str, place: int, grammar: _Grammar) -> re.Match[str] | None:
    number = grammar.number.match(text, place)
    glued = number is not None and number[0][0].isdigit() and place > 0 and _GLUED.match(text[place - 1])
    return None if glued else number


def _range_behind(found: _Found, text: str, grammar: _Grammar) -> None:
    """Take "to 30" or "km to 30" behind the first number (changes ``found``)."""
    unit = grammar.unit.match(text, found.end)
    for first in (unit, None):
        to = _TO.match(text, first.end() if first else found.end)
        if to is None:
            continue
        hedge = grammar.hedges.match(text, to.end())
        sign = grammar.sign.match(text, hedge.end() if hedge else to.end())
        high = grammar.number.match(text, (sign or hedge or to).end())
        if high:
            found.to, found.hedged, found.high, found.end = to[1], hedge is not None, high[0], high.end()
            if first:
                found.first_unit, found.alone = first[0], first.end()
            return


def _unit_behind(found: _Found, text: str, grammar: _Grammar) -> None:
    """Take the unit with its conversion, or "or more", behind the number (changes ``found``)."""
    unit = grammar.unit.match(text, found.end)
    if unit is None:
        after = grammar.after.match(text, found.end)
        found.after, found.end = (after[0], after.end()) if after else ("", found.end)
        return
    found.unit, found.end = unit[0], unit.end()
    place = _OPEN.match(text, found.end)
    for piece in (grammar.hedges, grammar.sign):
        place = (piece.match(text, place.end()) or place) if place else None
    number = _number_at(text, place.end(), grammar) if place else None
    if number:
        close = _CLOSE.match(text, (grammar.unit.match(text, number.end()) or number).end())
        found.end = close.end() if close else found.end


@functools.lru_cache(maxsize=4096)
def read_amount(words: str) -> Amount | None:
    """Read the words of one quantity again; ``None`` where they hold no number word at all ("a soldier")."""
    found = scan_amounts(words)
    return found[0].amount if found else None


def _plain(words: str | None) -> str:
    return " ".join(words.split()).lower() if words else ""


def _match(found: _Found, end: int, amount: Amount, what: tuple[str, str] | None) -> AmountMatch:
    # "from two villages": no range, so the "from" is no part of it.
    start = found.inner if found.between and amount.low in (amount.high, None) else found.start
    if what is None:
        return AmountMatch(start, end, amount, None)
    return AmountMatch(start, end, replace(amount, unit=what[1]), what[0])  # type: ignore[arg-type]


def _amount_of(found: _Found, grammar: _Grammar) -> AmountMatch | None:
    """Return the amount of what stands at a place (a false range ends after its first number)."""
    low, high = read_number(found.low), read_number(found.high)
    if low is None:
        return None
    hedge = _plain(found.hedge) or None
    what = ("money", grammar.signs[_plain(found.sign)]) if _plain(found.sign) else None
    what = what or _unit_of(found.unit or found.first_unit, grammar)
    if found.high and high is not None and _is_range(found, low, high):
        low = low if low * 1000 > high else _shared_scale(found, low, high)
        return _match(found, found.end, Amount(low=low, high=high, hedge=hedge), what)
    end = found.alone if found.high else found.end
    if found.after and not found.high:
        hedge = f"{hedge} {_plain(found.after)}" if hedge else _plain(found.after)
    return _match(found, end, _hedged(low, hedge, grammar), what)


def _is_range(found: _Found, low: float, high: float) -> bool:
    """Tell "20 to 30" and "between 20 and 30" from "a 5-2 vote" and "20 soldiers and 30 civilians"."""
    if low >= high or (found.hedged and found.to in ("and", "or")):
        return False
    if found.to == "and":
        return _plain(found.between) == "between"
    return True


def _shared_scale(found: _Found, low: float, high: float) -> float:
    """Give "3 to 4 million" its scale on both ends."""
    in_words = re.search("[a-z]", found.high)
    scale = next((scale for scale in (1_000_000_000, 1_000_000, 1000) if in_words and high >= scale), 1)
    return low * scale if low * scale < high else low


def _hedged(value: float, hedge: str | None, grammar: _Grammar) -> Amount:
    sides = {_side(part, grammar) for part in _hedge_parts(hedge, grammar)}
    if "at_least" in sides:
        return Amount(low=value, high=None, hedge=hedge)
    if "at_most" in sides:
        return Amount(low=None, high=value, hedge=hedge)
    return Amount(low=value, high=value, hedge=hedge)


def _hedge_parts(hedge: str | None, grammar: _Grammar) -> list[str]:
    """Split "at least about" into known hedges, the longest first."""
    return grammar.known.findall(hedge or "")


def _side(hedge: str, grammar: _Grammar) -> str:
    hedge, lists = _plain(hedge.replace("-", " ")), table("quantities")
    if hedge in grammar.sides:
        return grammar.sides[hedge]
    return "at_least" if hedge in lists["at_least_after"] else "at_most" if hedge in lists["at_most_after"] else "about"


def _unit_of(written: str, grammar: _Grammar) -> tuple[str, str] | None:
    written = _plain(written).strip("- ")
    return grammar.units.get(written) or grammar.units.get(written.replace("-", " "))


# ------------------------------------------------------------------------------------------ comparing


def is_vague(amount: Amount) -> bool:
    """Tell whether the words give no number at all ("dozens")."""
    return amount.low is None and amount.high is None


def compatible(a: Amount, b: Amount) -> bool:
    """Tell whether two amounts may be the same number. Symmetric; other units are never the same."""
    if a.unit != b.unit:
        return False
    (a_low, a_high), (b_low, b_high) = _loose(a), _loose(b)
    return (a_high is None or b_low is None or b_low <= a_high) and (b_high is None or a_low is None or a_low <= b_high)


def _loose(amount: Amount) -> tuple[float | None, float | None]:
    """Return the bounds, widened by the rounding where the number is said to be about right."""
    rounded = amount.hedge is not None and amount.low is not None and amount.low == amount.high
    slack = ROUNDING * amount.low if rounded and amount.low is not None else 0
    return (
        None if amount.low is None else amount.low - slack,
        None if amount.high is None else amount.high + slack,
    )


def range_of(amounts: Sequence[Amount], rule: CountingRule) -> tuple[int | float | None, int | float | None]:
    """Return the range that readings of one figure span under a counting rule.

    * ``as-reported``: the envelope of all readings: the smallest low and the largest high that is given; open
      above if a reading is open above ("at least 200"). Words without a number ("dozens") add nothing.
    * ``acled``: the most conservative number of each reading, as its codebook asks: the low end of a range,
      *n* of "at least n" and of "up to n", 12 for "dozens", 100 for "hundreds", 3 to 10 for "several".
    * ``ucdp``: lowest and highest estimate, each a number that a source gave: "at least n" counts as n, "up to
      n" gives a high estimate only. The codebook's handling of vague words is not certain to us: they add nothing.
    """
    bounds = [_bounds(amount, rule) for amount in amounts]
    bounds = [bound for bound in bounds if bound != (None, None)]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    if rule == "as-reported":
        open_above = any(high is None for _, high in bounds)
        return min(lows, default=None), None if open_above else max(highs, default=None)
    return min(lows, default=None), max(highs + lows, default=None)


def _bounds(amount: Amount, rule: CountingRule) -> tuple[int | float | None, int | float | None]:
    if rule == "acled":
        if is_vague(amount):
            return ACLED_VAGUE.get(amount.hedge or "", (None, None))
        number = amount.low if amount.low is not None else amount.high
        return number, number
    if rule == "ucdp" and amount.high is None:
        return amount.low, amount.low
    return amount.low, amount.high
