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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from crossread.model import Amount, Counted, CountingRule
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

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])|\d+(?:\.\d+)?"


class AmountMatch(NamedTuple):
    """An amount at ``start..end`` of a text; ``what`` is set where its unit says what is counted."""

    start: int
    end: int
    amount: Amount
    what: Counted | None


@dataclass(frozen=True, slots=True)
class _Grammar:
    amount: re.Pattern[str]
    hedges: dict[str, str]
    hedge: re.Pattern[str]
    units: dict[str, tuple[str, str]]
    signs: dict[str, str]
    openers: frozenset[str]


# -------------------------------------------------------------------------------------------- numbers


def _words(words: Iterable[str]) -> str:
    """Return an alternation, longest first, that takes any white space or hyphen between words."""
    forms = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in forms)


@functools.cache
def number_pattern() -> str:
    """Return a regular expression for one number in digits or words (case is the caller's)."""
    lists = table("quantities")
    ones, tens, scales = (_words(lists[name]) for name in ("ones", "tens", "scales"))
    small = rf"(?:(?:{tens})(?:[\s-](?:{ones}))?|(?:{ones}))"
    scaled = rf"(?:[\s-]+(?:{scales})\b)"
    word = rf"(?:(?:an?|{small}){scaled}|{small})(?:(?:\s+and)?[\s-]+{small}{scaled}?|{scaled})*"
    half = rf"half[\s-]+(?:an?\s+)?(?:{scales})"
    digits = rf"(?:{_DIGITS})(?:\s+\d/\d(?!\d)|(?=[\s-](?:{scales})\b){scaled}|(?:bn|mn|m|k)\b(?!\.\w))?"
    mixed = r"(?:\s+and\s+a\s+half\b)?"
    return rf"(?:(?<![\w.,/:-])(?:{digits})(?![\d/]|[.,:]\d)|\b(?:{half}|{word}|{_words(lists['pairs'])})\b){mixed}"


@functools.lru_cache(maxsize=4096)
def read_number(words: str) -> int | float | None:
    """Return the value of one number in digits or words ("1,340", "two dozen", "3.5 million"), else ``None``."""
    text = re.sub(r"[\s\u00a0\u202f]+", " ", words.strip().lower())
    lists = table("quantities")
    if text in lists["pairs"]:
        return int(lists["pairs"][text])
    text, halves = re.subn(r" and a half$", "", text)
    value = _digit_value(text) if text[:1].isdigit() else _word_value(text)
    if value is None:
        return None
    value += 0.5 * halves
    return int(value) if float(value).is_integer() else round(value, 6)


def _digit_value(text: str) -> float | None:
    scales = {**table("quantities")["scales"], "m": 1e6, "mn": 1e6, "k": 1e3}
    found = re.fullmatch(rf"({_DIGITS})(?: (\d)/(\d))?[ -]?([a-z]+)?", text)
    if not found or (found[4] and found[4] not in scales) or found[3] == "0":
        return None
    value = float(re.sub(r"[, \u00a0\u202f]", "", found[1]))
    if found[2]:
        value += int(found[2]) / int(found[3])
    return value * scales[found[4]] if found[4] else value


def _word_value(text: str) -> float | None:
    """Add up number words; a scale multiplies what stands before it ("two hundred and six thousand")."""
    lists = table("quantities")
    total, group = 0.0, 0.0
    words = [word for word in re.split(r"[ -]+", text) if word != "and"]
    for place, word in enumerate(words):
        if word in lists["ones"] or word in lists["tens"]:
            group += lists["ones"].get(word, 0) + lists["tens"].get(word, 0)
        elif word == "half" and place == 0:
            group = 0.5
        elif word in ("a", "an") and words[place + 1 : place + 2]:
            group = group or 1.0
        elif word in lists["scales"]:
            group = (group or 1.0) * lists["scales"][word]
            if lists["scales"][word] >= 1000:
                total, group = total + group, 0.0
        else:
            return None
    return total + group if words else None


# -------------------------------------------------------------------------------------------- grammar


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
    number, unit = number_pattern(), _words(units)
    second = number.replace(r"(?<![\w.,/:-])", "", 1)  # a range may have its second number right behind a hyphen
    sign = _words(lists["currency_signs"])
    hedge = rf"(?:(?<!\w)(?:{_words(hedges)})\s+)"
    after = "|".join(_words(lists[name]) for name in ("at_least_after", "at_most_after", "about_after"))
    money = rf"(?:(?<![\w$])(?:{sign})\s?)?"
    measured = rf"(?:[\s-]?(?:{unit})(?![\w$]))"
    conversion = rf"(?:\s*[(\[]\s*{hedge}?{money}{number}{measured}?\s*[)\]])"
    pattern = (
        rf"(?P<hedge>{hedge}+)?(?:(?P<between>between|from)\s+{hedge}?)?(?P<sign>{money})(?P<low>{number})"
        rf"(?:(?P<first_unit>{measured})?\s*(?P<to>-|–|—|to|or|and)\s*(?P<hedge2>{hedge})?{money}(?P<high>{second}))?"
        rf"(?:(?P<unit>{measured})(?:{conversion})?|(?P<after>\s?(?:{after})(?!\w)))?"
        rf"|(?P<vague>(?<!\w)(?:{_words(lists['vague'])})(?!\w))(?P<vague_unit>{measured})?"
        rf"|(?P<none>(?<!\w)(?:{_words(lists['none'])})(?!\w))"
    )
    known = [form for name in lists if name.startswith(("at_", "about")) for form in lists[name]]
    numbers = (form for name in ("ones", "tens", "pairs", "currency_signs", "vague", "none") for form in lists[name])
    openers = frozenset(map(first_word, (*numbers, *hedges, "between", "from", "half", "a", "an", DIGITS)))
    return _Grammar(
        re.compile(pattern, re.IGNORECASE), hedges, re.compile(_words(known)), units, dict(lists["currency_signs"]),
        openers,
    )  # fmt: skip


def scan_amounts(text: str) -> tuple[AmountMatch, ...]:
    """Find every amount in a text: hedge, number or range, unit, conversion. What it counts is not asked here."""
    grammar, found, place = _grammar(), [], 0
    for start, word in word_starts(text):
        match = grammar.amount.match(text, start) if start >= place and word in grammar.openers else None
        if match is None:
            continue
        amount, end = _amount_of(match, grammar)
        if amount is None:
            continue
        what = _unit_of(match, grammar)
        amount = amount if what is None else replace(amount, unit=what[1])
        # "from two villages": no range, so the "from" is no part of it.
        start = match.start("sign") if match["between"] and amount.low in (amount.high, None) else match.start()
        found.append(AmountMatch(start, end, amount, what[0] if what else None))  # type: ignore[arg-type]
        place = max(end, match.start() + 1)
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def read_amount(words: str) -> Amount | None:
    """Read the words of one quantity again; ``None`` where they hold no number word at all ("a soldier")."""
    found = scan_amounts(words)
    return found[0].amount if found else None


def _plain(words: str | None) -> str:
    return " ".join(words.split()).lower() if words else ""


def _amount_of(match: re.Match[str], grammar: _Grammar) -> tuple[Amount | None, int]:
    """Return the amount of a match and where it ends (a false range ends after its first number)."""
    if match["none"]:
        return Amount(low=0, high=0), match.end()
    if match["vague"]:
        return Amount(low=None, high=None, hedge=_plain(match["vague"])), match.end()
    low, high = read_number(match["low"]), read_number(match["high"] or "")
    if low is None:
        return None, match.end()
    hedge = _plain(match["hedge"]) or None
    if match["high"] and high is not None and _is_range(match, low, high):
        low = low if low * 1000 > high else _shared_scale(match, low, high)
        return Amount(low=low, high=high, hedge=hedge), match.end()
    end = match.end() if not match["high"] else match.end("first_unit" if match["first_unit"] else "low")
    if match["after"] and not match["high"]:
        hedge = f"{hedge} {_plain(match['after'])}" if hedge else _plain(match["after"])
    return _hedged(low, hedge, grammar), end


def _is_range(match: re.Match[str], low: float, high: float) -> bool:
    """Tell "20 to 30" and "between 20 and 30" from "a 5-2 vote" and "20 soldiers and 30 civilians"."""
    if low >= high or (match["hedge2"] and match["to"] in ("and", "or")):
        return False
    if match["to"] == "and":
        return _plain(match["between"]) == "between"
    return True


def _shared_scale(match: re.Match[str], low: float, high: float) -> float:
    """Give "3 to 4 million" its scale on both ends."""
    in_words = re.search("[a-z]", match["high"] or "")
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
    return grammar.hedge.findall(hedge or "")


def _side(hedge: str, grammar: _Grammar) -> str:
    hedge, lists = _plain(hedge.replace("-", " ")), table("quantities")
    if hedge in grammar.hedges:
        return grammar.hedges[hedge]
    return "at_least" if hedge in lists["at_least_after"] else "at_most" if hedge in lists["at_most_after"] else "about"


def _unit_of(match: re.Match[str], grammar: _Grammar) -> tuple[str, str] | None:
    if match["low"] and _plain(match["sign"]):
        return "money", grammar.signs[_plain(match["sign"])]
    written = _plain(match["unit"] or match["first_unit"] or match["vague_unit"]).strip("- ")
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
