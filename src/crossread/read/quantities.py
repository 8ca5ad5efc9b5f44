"""Find the quantities of a report: the number with its hedge, what it counts, and of which total it is a part.

Dates, clock times, years, ages, ordinals, addresses, scores and page furniture are no counts. "No number was
given" is no quantity. A single unnumbered victim ("a soldier was killed") is, on its noun phrase, once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from crossread.amounts import AmountMatch, is_vague, read_amount, scan_amounts
from crossread.model import Amount, Counted, Quantity, Reading, Sentence, TimeExpression, short_hash
from crossread.read.counted import Phrase, any_of, is_person, kind_of_noun, phrase_after
from crossread.read.deeds import kind_after, tally_before
from crossread.read.governed import Deeds, deeds_of
from crossread.read.parts import Before, Draft, as_part, of_whom_some_died, whole_behind
from crossread.read.uncounted import is_no_count
from crossread.read.victims import find_victims
from crossread.tables import table

__all__ = ["find_quantities"]


def find_quantities(reading: Reading) -> tuple[Quantity, ...]:
    """Return the quantities of the sentences, in order."""
    drafts: list[Draft] = []
    seen: set[str] = set()
    since = 0
    for sentence in reading.sentences:
        near = next((number for number, draft in enumerate(drafts) if draft.start >= since), len(drafts))
        drafts += _in_sentence(reading, sentence, Before(drafts, near), seen)
        since = sentence.span.start
    drafts = of_whom_some_died(reading, drafts)
    return tuple(_quantity(reading, draft, drafts) for draft in drafts)


def _quantity(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> Quantity:
    whole = drafts[draft.part_of] if draft.part_of is not None else None
    return Quantity(
        id=_id(reading, draft),
        span=reading.report.span(draft.start, draft.end, words=True),
        amount=draft.amount,
        what=draft.what,
        of=draft.of,
        part_of=_id(reading, whole) if whole else None,
    )


def _id(reading: Reading, draft: Draft) -> str:
    return short_hash("q", reading.report.id, draft.start, draft.end, draft.what)


def _in_sentence(reading: Reading, sentence: Sentence, before: Before, seen: set[str]) -> list[Draft]:
    offset = sentence.span.start
    words = reading.report.text[offset : sentence.span.end]
    found: list[Draft] = []
    deeds = deeds_of(reading, words, offset)
    amounts = scan_amounts(words)
    near = (time for time in reading.times if time.span.start < sentence.span.end and offset < time.span.end)
    times = list(near) if amounts else []
    for match in amounts:
        if is_no_count(words, match) or _in_time(times, offset, match):
            continue
        draft = _draft(deeds, match, found or before.drafts[-1:], offset)
        if draft:
            found.append(as_part(words, draft, found, before, offset))
    numbered = [(draft.start - offset, draft.end - offset) for draft in found]
    for victim in find_victims(deeds, reading, offset, seen):
        if not any(start < victim.end and victim.start < end for start, end in numbered):
            draft = Draft(offset + victim.start, offset + victim.end, Amount(low=1, high=1), victim.what, victim.of)
            found.append(replace(draft, part_of=whole_behind(words, draft, found, offset, len(before.drafts))))
    return _in_order(found, len(before.drafts))


def _in_order(found: list[Draft], offset: int) -> list[Draft]:
    """Put drafts in order of place; their ``part_of`` numbers, which count from the report's first, follow."""
    if len(found) < 2:
        return found
    order = sorted(range(len(found)), key=lambda number: found[number].start)
    moved = {old + offset: new + offset for new, old in enumerate(order)}
    return [
        replace(draft, part_of=moved.get(draft.part_of, draft.part_of) if draft.part_of is not None else None)
        for draft in (found[old] for old in order)
    ]


def _in_time(times: Sequence[TimeExpression], offset: int, match: AmountMatch) -> bool:
    start, end = offset + match.start, offset + match.end
    return any(
        time.span.start < end
        and start < time.span.end
        and not (time.timex_type == "DURATION" and match.what == "duration")
        for time in times
    )


# -------------------------------------------------------------------------------------- what it counts

# Vague words that are too common to be read as counts where nothing was done to what they stand for.
_VAGUE_ALONE = frozenset(("some", "many", "few", "various", "multiple", "numerous", "tens", "scores", "a group of"))
_NOBODY = ("no one", "nobody", "neither")
_UNCOUNTED = ("money", "distance", "duration", "percent", "population", "other", "buildings", "weapons")
_CARRIES_ON = re.compile(
    r"\s*(?:,|and|,\s*and|as\s+well\s+as|,?\s*including|and\s+also|\()\s*(?:the\s+)?", re.IGNORECASE
)
_POPULATION = re.compile(
    r"(?:\b(?<!displaced\s)(?:population|region|city|town|village|province|district|country|nation|enclave|republic|island|area|state|"
    r"community|settlement|camp)\s+of|home\s+to)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_STATE_BEHIND = re.compile(
    r"\s+(?:killed|dead|wounded|injured|missing|hurt|displaced|evacuated|arrested|detained)\b", re.IGNORECASE
)

# "Four people were shot, one fatally."
_FATALLY = re.compile(r"\s+(?:of\s+(?:them|whom)\s+)?fatally\b", re.IGNORECASE)

_Kind = tuple[Counted | None, str | None, int]


def _draft(deeds: Deeds, match: AmountMatch, found: Sequence[Draft], offset: int) -> Draft | None:
    """Read one amount: its unit says what it counts, or else the words around it do."""
    words = deeds.words
    text = words[match.start : match.end].lower()
    of: str | None = None
    kind: Counted | None
    if match.what:
        kind, end = match.what, match.end
        if is_vague(match.amount) and match.what == "other":
            return None
    elif text in _NOBODY:
        kind, of, end = kind_after(words, match.end), "people", match.end
        kind = kind if kind in ("killed", "injured", "missing") else None
    elif population := _population(words, match):
        kind, of, end = population
    else:
        kind, of, end = _kind(deeds, match, found, offset)
    amount = read_amount(words[match.start : end])
    return Draft(offset + match.start, offset + end, amount, kind, of) if kind and amount else None


def _population(words: str, match: AmountMatch) -> _Kind | None:
    """Read "a town of 3,000 people": all who live there, whatever was done to some of them."""
    if is_vague(match.amount) or not _POPULATION.search(words, 0, match.start):
        return None
    phrase = phrase_after(words, match.end)
    if phrase is None:
        return "population", None, match.end
    noun = kind_of_noun(phrase.head)
    return ("population", words[phrase.start : phrase.end], phrase.end) if noun in (None, "population") else None


def _kind(deeds: Deeds, match: AmountMatch, found: Sequence[Draft], offset: int) -> _Kind:
    """Return kind, the counted words, and where the quantity ends; kind ``None`` for no count at all."""
    words = deeds.words
    phrase = deeds.phrase((match.start, match.end))
    if phrase is None or phrase.head == "fatally":
        return _bare_kind(deeds, match, found, offset)
    of, noun = words[phrase.start : phrase.end], kind_of_noun(phrase.head)
    if noun is None and re.search(r"\bdisplaced\b", of, re.IGNORECASE):
        noun = "displaced"
    if phrase.head in table("quantities")["either_nouns"]:
        return ("killed", "people", phrase.end) if match.amount.high == 0 else ("other", of, phrase.end)
    others = phrase.head in ("more", "other", "others")
    named = words[phrase.end - len(phrase.head)].isupper() and not words.isupper()
    persons = others or is_person(phrase.head) or (named and noun is None)
    done = deeds.done(match.start, phrase.end) if persons or noun in _MAY_BE_DONE else None
    if noun and not (done and (done in _OVERRIDES.get(noun, ()) or noun == "households")):
        return _noun_kind(words, match, noun, of, phrase.end)
    if done:
        return done, "people" if others else of, phrase.end
    if persons and (inherited := _inherited(words, match.start, found, offset)):
        return inherited, of, phrase.end
    if persons:
        return _bystanders(words, match, phrase)
    if match.amount.high == 0 or (is_vague(match.amount) and match.amount.hedge in _VAGUE_ALONE):
        return None, None, phrase.end
    return "other", of, phrase.end


# Nouns with a kind of their own, and what done to them says more: "300 refugees were killed".
_OVERRIDES: dict[Counted, tuple[Counted, ...]] = {
    "displaced": ("killed", "injured", "evacuated", "returned", "missing"),
    "evacuated": ("killed", "injured", "returned", "missing"),
    "detained": ("killed", "injured", "evacuated", "returned", "missing"),
    "buildings": ("evacuated",),
}
_MAY_BE_DONE = frozenset((*_OVERRIDES, "households"))


def _bare_kind(deeds: Deeds, match: AmountMatch, found: Sequence[Draft], offset: int) -> _Kind:
    """A number without a noun: "more than 400 wounded", "and three others", "the toll rose to 34"."""
    words = deeds.words
    if _FATALLY.match(words, match.end):
        return "killed", "people", match.end
    state = _STATE_BEHIND.match(words, match.end)
    end = state.end() if state else match.end
    done = deeds.done(match.start, match.end) or _inherited(words, match.start, found, offset)
    if not done and found and found[-1].what not in _UNCOUNTED and tally_before(words, match.start):
        done = found[-1].what
    if done:
        return done, "people", end
    text = words[match.start : match.end].lower()
    nothing = is_vague(match.amount) or match.amount.high == 0 or text == "one"
    return (None, None, match.end) if nothing else ("other", None, match.end)


@functools.cache
def _forces() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(table('quantities')['force_words'])})\s+of\s+$", re.IGNORECASE)


def _noun_kind(words: str, match: AmountMatch, noun: Counted, of: str, end: int) -> _Kind:
    """ "200 deaths", "ten houses"; "50 dead and wounded" tells nobody which."""
    either = re.compile(r"\s+(?:and|or)\s+(?:wounded|injured|injuries)\b", re.IGNORECASE).match(words, end)
    if noun == "killed" and either:
        return "other", of, either.end()
    if noun in ("households", "weapons") and (match.amount.high == 0 or match.amount.hedge in _VAGUE_ALONE):
        return None, None, end  # "no weapon was fired" counts no weapons
    return noun, "people" if noun in ("killed", "injured", "missing") else of, end


def _inherited(words: str, start: int, found: Sequence[Draft], offset: int) -> Counted | None:
    """Take the kind of the quantity before in a list: "killed two soldiers and three civilians"."""
    if not found or found[-1].what in _UNCOUNTED or found[-1].start < offset:
        return None
    return found[-1].what if _CARRIES_ON.fullmatch(words[found[-1].end - offset : start]) else None


def _bystanders(words: str, match: AmountMatch, phrase: Phrase) -> _Kind:
    """Persons to whom nothing was done: a force, a population, or just people."""
    of, before = words[phrase.start : phrase.end], words[: match.start]
    lists = table("quantities")
    if _forces().search(before):
        return "troops", of, phrase.end
    if _POPULATION.search(before):
        return "population", of, phrase.end
    if is_vague(match.amount) or match.amount.high == 0:
        return None, None, phrase.end
    return "troops" if phrase.head in lists["soldiers"] else "other", of, phrase.end
