"""Find the quantities of a report: the number with its hedge, what it counts, and of which total it is a part.

Dates, clock times, years, ages, ordinals, addresses, scores and page furniture are no counts. "No number was
given" is no quantity. A single unnumbered victim ("a soldier was killed") is, on its noun phrase, once.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossread.amounts import AmountMatch, is_vague, read_amount, scan_amounts
from crossread.model import Amount, Counted, Quantity, Reading, Sentence, TimeExpression, short_hash
from crossread.read.counted import Phrase, any_of, is_person, kind_of_noun, phrase_after
from crossread.read.deeds import kind_after, tally_before
from crossread.read.governed import Deeds, deeds_of
from crossread.read.victims import find_victims
from crossread.tables import table

__all__ = ["find_quantities"]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quantity on its way: offsets in the report, ``part_of`` the number of the whole among the drafts."""

    start: int
    end: int
    amount: Amount
    what: Counted
    of: str | None
    part_of: int | None = None


def find_quantities(reading: Reading) -> tuple[Quantity, ...]:
    """Return the quantities of the sentences, in order."""
    drafts: list[_Draft] = []
    seen: set[str] = set()
    for sentence in reading.sentences:
        drafts += _in_sentence(reading, sentence, drafts, seen)
    drafts = _of_whom_some_died(reading, drafts)
    return tuple(_quantity(reading, draft, drafts) for draft in drafts)


# Those who were shot or stabbed are hurt, unless the report goes on to say that some of them died.
_SHOT = re.compile(r"\b(?:shot|stabbed|shootings?|gunfire|gunshots?)\b", re.IGNORECASE)
_HURT = re.compile(r"\b(?:wounded|wounding|injured|injuring|injuries|hurt|survived|hospital|condition)\b", re.IGNORECASE)
# Within so many sentences.
DEAD_WITHIN = 4


def _of_whom_some_died(reading: Reading, drafts: list[_Draft]) -> list[_Draft]:
    """Leave open what became of "four people shot" where fewer are then told to be dead."""
    sentences = [bisect_right(reading.sentences, draft.start, key=lambda one: one.span.start) - 1 for draft in drafts]
    found = list(drafts)
    for number, (draft, here) in enumerate(zip(drafts, sentences, strict=True)):
        if draft.what != "injured" or (draft.amount.low or 0) < 2 or (draft.of or "").startswith(("other", "more")):
            continue
        span = reading.sentences[here].span
        words = reading.report.text[span.start : span.end]
        if not _SHOT.search(words) or _HURT.search(words):
            continue
        dead = [other for other, there in zip(drafts, sentences, strict=True)
                if other.what == "killed" and here - 1 <= there <= here + DEAD_WITHIN]  # fmt: skip
        if dead and all(other.start > draft.start for other in dead) and any(0 < (other.amount.low or 0) < draft.amount.low for other in dead):
            found[number] = replace(draft, what="other")
    return found


def _quantity(reading: Reading, draft: _Draft, drafts: Sequence[_Draft]) -> Quantity:
    whole = drafts[draft.part_of] if draft.part_of is not None else None
    return Quantity(
        id=_id(reading, draft),
        span=reading.report.span(draft.start, draft.end, words=True),
        amount=draft.amount,
        what=draft.what,
        of=draft.of,
        part_of=_id(reading, whole) if whole else None,
    )


def _id(reading: Reading, draft: _Draft) -> str:
    return short_hash("q", reading.report.id, draft.start, draft.end, draft.what)


def _in_sentence(reading: Reading, sentence: Sentence, before: Sequence[_Draft], seen: set[str]) -> list[_Draft]:
    offset = sentence.span.start
    words = reading.report.text[offset : sentence.span.end]
    times = [time for time in reading.times if time.span.start < sentence.span.end and offset < time.span.end]
    found: list[_Draft] = []
    deeds = deeds_of(reading, words, offset)
    for match in scan_amounts(words):
        if _is_no_count(words, match) or _in_time(times, offset, match):
            continue
        draft = _draft(deeds, match, found or before[-1:], offset)
        if draft:
            found.append(_as_part(words, draft, found, before, offset))
    numbered = [(draft.start - offset, draft.end - offset) for draft in found]
    for victim in find_victims(deeds, reading, offset, seen):
        if not any(start < victim.end and victim.start < end for start, end in numbered):
            draft = _Draft(offset + victim.start, offset + victim.end, Amount(low=1, high=1), victim.what, victim.of)
            found.append(replace(draft, part_of=_whole_behind(words, draft, found, offset, len(before))))
    return _in_order(found, len(before))


def _in_order(found: list[_Draft], offset: int) -> list[_Draft]:
    """Put drafts in order of place; their ``part_of`` numbers, which count from the report's first, follow."""
    order = sorted(range(len(found)), key=lambda number: found[number].start)
    moved = {old + offset: new + offset for new, old in enumerate(order)}
    return [
        replace(draft, part_of=moved.get(draft.part_of, draft.part_of) if draft.part_of is not None else None)
        for draft in (found[old] for old in order)
    ]


# ----------------------------------------------------------------------------------- what is no count


@functools.cache
def _not_counts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = table("quantities")["not_counts"]
    before, after = (
        "|".join(re.escape(str(word)).replace(r"\ ", r"\s+") for word in sorted(lists[side], key=len, reverse=True))
        for side in ("before", "after")
    )
    return (
        re.compile(rf"(?<!\w)(?:{before})\s*$", re.IGNORECASE),
        re.compile(rf"\s?-?(?:{after})(?!\w)", re.IGNORECASE),
    )


_PEOPLE_BEHIND = re.compile(
    r"\s+(?:people|persons|men|women|soldiers|troops|civilians|families|homes|houses)\b", re.IGNORECASE
)
_AGE_BEHIND = re.compile(r"[\s-]*(?:years?|months?|weeks?)?[\s-]*old\b|\s*years? of age", re.IGNORECASE)
_AGES = re.compile(r"\bages?\s+(?:\d+\s*(?:,|and|to)\s*)*$", re.IGNORECASE)
_PHONE = re.compile(r"(?:\d{3}[)\s.-]+)?\d{3}[-.]\d{4}\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|d)\b|['’]?s\b|-?(?:a\.?m|p\.?m)\b", re.IGNORECASE)
_NO_ONE = re.compile(r"\b(?:no|any|every|each|some|this|that|the|which|another)\s+$", re.IGNORECASE)
_ONE_THING = re.compile(
    r"\s+(?:another|day|thing|way|hand|reason|time|such|more time|side|example)\b|['’]", re.IGNORECASE
)


def _is_no_count(words: str, match: AmountMatch) -> bool:
    """Tell labels ("Route 66"), years, ages, ordinals, scores and "one another" from counts."""
    before, after = words[: match.start], words[match.end :]
    text = words[match.start : match.end].lower()
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", text) and not _PEOPLE_BEHIND.match(after):
        return True
    if match.what in ("money", "percent", "distance"):
        return False
    return _is_age(text, before, after) or _is_label(text, before, after) or _is_pronoun(text, before, after)


def _is_age(text: str, before: str, after: str) -> bool:
    """ "A 16-year-old", "ages 4 and 5", "Ana Ruiz, 34, was"."""
    apposition = re.search(r",\s*$", before) and re.match(r"\s*[,.]", after) and re.fullmatch(r"\d{1,3}", text)
    return bool(_AGE_BEHIND.match(after) or _AGES.search(before) or apposition)


def _is_label(text: str, before: str, after: str) -> bool:
    label, unit = _not_counts()
    tallied = re.search(r"\bat\s+$", before) and tally_before(before, len(before))
    if text[:1].isdigit() and label.search(before) and not _PEOPLE_BEHIND.match(after) and not tallied:
        return True
    if _PHONE.match(text + after[:16]):
        return True
    if _ORDINAL.match(after) or unit.match(after):
        return True
    return bool(re.search(r"[A-Z]-?$|[#№]\s?$|\d[:/.-]$", before) or re.match(r"[-–:/]\d", after))


def _is_pronoun(text: str, before: str, after: str) -> bool:
    if text == "many" and re.search(r"\bhow\s+$", before, re.IGNORECASE):
        return True  # "how many died is unclear"
    return text == "one" and bool(_ONE_THING.match(after) or _NO_ONE.search(before))


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


def _draft(deeds: Deeds, match: AmountMatch, found: Sequence[_Draft], offset: int) -> _Draft | None:
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
    return _Draft(offset + match.start, offset + end, amount, kind, of) if kind and amount else None


def _population(words: str, match: AmountMatch) -> _Kind | None:
    """Read "a town of 3,000 people": all who live there, whatever was done to some of them."""
    if is_vague(match.amount) or not _POPULATION.search(words, 0, match.start):
        return None
    phrase = phrase_after(words, match.end)
    if phrase is None:
        return "population", None, match.end
    noun = kind_of_noun(phrase.head)
    return ("population", words[phrase.start : phrase.end], phrase.end) if noun in (None, "population") else None


def _kind(deeds: Deeds, match: AmountMatch, found: Sequence[_Draft], offset: int) -> _Kind:
    """Return kind, the counted words, and where the quantity ends; kind ``None`` for no count at all."""
    words = deeds.words
    phrase = deeds.phrase(match.start, match.end)
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


def _bare_kind(deeds: Deeds, match: AmountMatch, found: Sequence[_Draft], offset: int) -> _Kind:
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


@functools.cache
def _included() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(table('quantities')['part_words'])})[\s,]*$", re.IGNORECASE)


def _noun_kind(words: str, match: AmountMatch, noun: Counted, of: str, end: int) -> _Kind:
    """ "200 deaths", "ten houses"; "50 dead and wounded" tells nobody which."""
    either = re.compile(r"\s+(?:and|or)\s+(?:wounded|injured|injuries)\b", re.IGNORECASE).match(words, end)
    if noun == "killed" and either:
        return "other", of, either.end()
    if noun in ("households", "weapons") and (match.amount.high == 0 or match.amount.hedge in _VAGUE_ALONE):
        return None, None, end  # "no weapon was fired" counts no weapons
    return noun, "people" if noun in ("killed", "injured", "missing") else of, end


def _inherited(words: str, start: int, found: Sequence[_Draft], offset: int) -> Counted | None:
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


# -------------------------------------------------------------------------------------------- parts


_PEOPLE_KINDS = frozenset(
    ("killed", "injured", "missing", "displaced", "evacuated", "sheltering", "detained", "returned", "troops", "other")
)
_OF_THEM = re.compile(
    r"\s+of\s+(?:them|whom|these|those|the\s+(?:dead|victims|wounded|injured|killed))\b", re.IGNORECASE
)
# Between a whole and its part stand no more characters than this.
PART_GAP = 90


# Who "them" may be stands within this many quantities before.
THEM_WITHIN = 3


def _whole_of_them(draft: _Draft, before: Sequence[_Draft]) -> int | None:
    """Return the last count of people that "many of them" can be of: of the dead, none flees or shelters."""
    for number in range(len(before) - 1, max(-1, len(before) - 1 - THEM_WITHIN), -1):
        whole = before[number]
        if whole.what in _PEOPLE_KINDS and (whole.what != "killed" or draft.what in ("killed", "other")):
            return number
    return None


_AMONG = re.compile(r",?\s+(?:who\s+)?(?:was|were|is|are)\s+(?:also\s+)?(?:among|one\s+of)\s+(?:the\s+)?", re.IGNORECASE)


def _whole_behind(words: str, draft: _Draft, found: Sequence[_Draft], offset: int, first: int) -> int | None:
    """Return the count that one victim is said to belong to: "the guard was among four people shot"."""
    among = _AMONG.match(words, draft.end - offset)
    return next((first + number for number, other in enumerate(found)
                 if among and other.start - offset == among.end()), None)  # fmt: skip


def _as_part(words: str, draft: _Draft, found: Sequence[_Draft], before: Sequence[_Draft], offset: int) -> _Draft:
    """Tie "including ten civilians" and "ten of them" to the quantity they are a part of."""
    if draft.what not in _PEOPLE_KINDS:
        return draft
    if not found:
        of_them = _OF_THEM.match(words[draft.end - offset :])
        return replace(draft, part_of=_whole_of_them(draft, before)) if of_them else draft
    last = found[-1]
    between = words[last.end - offset : draft.start - offset]
    among = re.match(r"\s+among\s+them\b", words[draft.end - offset :], re.IGNORECASE) and between.strip().endswith(",")
    near = last.what in _PEOPLE_KINDS and len(between) < PART_GAP
    if near and (among or _included().search(between)):
        whole = len(before) + len(found) - 1 if last.part_of is None else last.part_of
        return replace(draft, part_of=whole, what=last.what if draft.what in ("other", "troops") else draft.what)
    if last.part_of is not None and draft.what == last.what and re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", between):
        return replace(draft, part_of=last.part_of)
    return draft
