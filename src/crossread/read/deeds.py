"""What was done to the counted: the verb in front of them, the predicate behind.

Rules over words, not a parse. They look at the words next to the counted and at nothing further away; where
these are silent the answer is ``None``, and the number counts no victims.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from crossread.model import Counted
from crossread.read.counted import any_of, kind_of_noun
from crossread.scan import Phrases
from crossread.tables import table

__all__ = [
    "done",
    "driven_to",
    "in_the_end",
    "kind_after",
    "kind_before",
    "kind_owned",
    "state_after",
    "tally_before",
    "tells_of",
    "to_death",
]

# How far the predicate may stand behind the counted, in characters: a short relative clause or apposition.
PREDICATE_WINDOW = 110
# How far in front the verb, the "number of" or the label may begin.
VERB_WINDOW = 90

_ADVERB = r"(?:\w+ly|also|all|both|then|later|still|now|already|first|not|since|either|only|just|so\s+far|again)"
_BE = r"(?:was|were|are|is|been|being|be|got|left)"
# Auxiliaries and reporting words that may stand between the counted and its participle.
_LINK = re.compile(
    rf"^[\s,]*(?:(?:who|which|that)\s+)?(?:{_ADVERB}\s+)*"
    r"(?:(?:was|were|is|are|be|been|being|has|have|had|having|got|will|would|could|may|might|must|to|reported|"
    r"reportedly|believed|feared|said|confirmed|presumed|listed|left|found|remain|remained|remains)\s+"
    rf"(?:{_ADVERB}\s+)*)*$",
    re.IGNORECASE,
)
# A verb of another subject or deed between them.
_FINITE = re.compile(
    r"(?<![\w-])(?:said|says|say|believe|believes|think|was|were|is|are|has|have|had|will|would|did|does|told|came|"
    r"took|began|went|fell|held|made|gave|saw|sent|attacked|opened|fired|tried|arrived|entered|carried|planted|"
    r"threw|used|put|puts|raised|raises|lowered|revised|spoke|speaks|gave|gives|counted|counts|live|lives|lived)(?![\w-])",
    re.IGNORECASE,
)
_ANOTHER_DEED = re.compile(
    r",|\b(?:and|but|while|when|after|as|that|police|killing|killed|wounding|injuring)\b", re.IGNORECASE
)
# "The boy told police he was shot."
_TOLD_OF_HIMSELF = re.compile(
    r"^\s*(?:told|tells)\s+\w+\s+(?:that\s+)?(?:he|she|they)\s+(?=was|were|had)", re.IGNORECASE
)
# "Killed and wounded" says of nobody which.
_BOTH_STATES = re.compile(
    r"\s*(?:(?:were|was|have\s+been|had\s+been)\s+)?"
    r"(?:(?:killed|dead)\s+(?:and|or|and/or)\s+(?:wounded|injured)|(?:wounded|injured)\s+or\s+(?:killed|dead))",
    re.IGNORECASE,
)
# What did not happen, or not yet, is no count of it: "threatened to kill ten judges", "could be killed".
_UNREAL = re.compile(
    r"(?<![\w-])(?:will|would|could|may|might|can|should|if|nearly|almost|not|never|n't|to\s+be)(?![\w-])",
    re.IGNORECASE,
)
_HARM = frozenset(("killed", "injured", "wounded", "shot", "murdered", "executed", "die", "arrested"))
_BASE_FORM = re.compile(
    r"(?:kills?|murder|assassinate|execute|injure|wound|arrest|detain|capture|deploy|evacuate)", re.IGNORECASE
)
_BEFORE_BASE = re.compile(r"\b(?:to|will|would|could|may|might|can|should|not)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# An object behind a bare form makes it active: "a man killed his neighbour".
_OBJECT = re.compile(
    r"\s+(?:(?:his|her|their|its|the|a|an|him|them|himself|herself|themselves|another|one|two|three|four|five|"
    r"at\s+least|more\s+than)\b|[A-Z\d])"
)
# What may stand between a verb and the number it counts.
_FILL = (
    r"(?:[\s:]+(?:the|a|an|a\s+total\s+of|another|all|an\s+additional|a\s+further|also|up|off|nearly|other|his|her|their|"
    r"its|both|\d+-(?:year|month)-old|as\s+many\s+as))*[\s:(]*$"
)


@functools.cache
def _compiled(use: str) -> tuple[tuple[Counted, re.Pattern[str]], ...]:
    """Compile the verb forms of every kind for one use, behind or in front of the counted."""
    verbs = table("quantities")["kind_verbs"]
    return tuple(
        (kind, re.compile(rf"(?<![\w-])(?:{any_of(uses[use])})(?![\w-])", re.IGNORECASE))
        for kind, uses in verbs.items()
        if uses[use]
    )


@functools.cache
def _deeds(kinds: tuple[Counted, ...]) -> Phrases:
    verbs = table("quantities")["kind_verbs"]
    forms = {form for kind in kinds for use in verbs[kind].values() for form in use}
    forms |= {noun for kind in kinds for noun in table("quantities")["own_deeds"].get(kind, ())}
    return Phrases(forms, lambda those: rf"(?<![\w-])(?:{any_of(those)})(?![\w-])")


@functools.lru_cache(maxsize=64)
def _tells_of_any(words: str) -> bool:
    return _deeds(tuple(table("quantities")["kind_verbs"])).stand_in(words)


def tells_of(words: str, kinds: tuple[Counted, ...]) -> bool:
    """Tell whether any verb or noun of these kinds stands in the words: a cheap test before the finer ones."""
    return _deeds(kinds).stand_in(words)


# Tells of a verb, by where it starts in the sentence, whether it can be that of the counted.
May = Callable[[int], bool]


def _any_verb(_place: int) -> bool:
    return True


def done(words: str, start: int, end: int, may: May = _any_verb) -> Counted | None:
    """Return what was done to the counted: the verb in front of them first, then the one behind."""
    if _left().search(words, 0, start):
        state = state_after(words, end)
        if state and state != "other":
            return state
    before, after = kind_before(words, start, may), kind_after(words, end, start, may)
    # "Shot two people dead": a state behind is nearer than the verb in front.
    return before if before and not (before == "injured" and after == "killed") else after


@functools.cache
def _left() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(table('quantities')['leave_verbs'])})(?:\s+behind)?\s*$", re.IGNORECASE)


# ------------------------------------------------------------------------------------ the verb behind

_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")


def kind_after(words: str, place: int, start: int | None = None, may: May = _any_verb) -> Counted | None:
    """Return what the predicate behind the counted says was done: "were killed", "dead", "fled".

    With ``start``, where the counted begins, it may be the first of a list ("a judge, a clerk and two guards were").
    ``may`` tells of a verb, by where it starts, whether it can be theirs.
    """
    if not _tells_of_any(words):
        return None
    aside = _ASIDE.match(words, place)
    place = aside.end() if aside else place
    tail = words[place : place + PREDICATE_WINDOW]
    tail = re.split(r"[;:!?]|\.\s|\s[–—-]\s", tail)[0]
    if _BOTH_STATES.match(tail):
        return "other"
    best: tuple[int, int, Counted] | None = None
    for use in ("passive", "subject"):
        for kind, pattern in _compiled(use):
            for match in pattern.finditer(tail):
                tied = _is_tied(tail, match, use) or _is_listed(words, start, tail, match)
                if tied and may(place + match.start()) and (best is None or (match.start(), -match.end()) < best[:2]):
                    best = (match.start(), -match.end(), kind)
                    break
    return in_the_end(best[2], tail, best[0], -best[1]) if best else None


# "Was taken to a hospital, where she died"; "four were shot, one fatally" says of nobody which.
_DIED_OF_IT = re.compile(
    r"[^.;]{0,60}?\b(?:where|but|and)\s+(?:(?:he|she|they|both|later|soon|was|were|then|has|have|since)\s+){0,4}"
    r"(?:died|(?:pronounced|declared)\s+dead|succumbed)\b",
    re.IGNORECASE,
)
_FATALLY = re.compile(r",\s*(?:\w+\s+){1,3}fatally\b", re.IGNORECASE)
# Of those who were shot or stabbed, some may be dead: "4 shot, 1 dead".
_SOME_DEAD = re.compile(r"\s*(?:,|--|–|—)\s*(?:at\s+least\s+)?\w+\s+(?:dead|killed)\b", re.IGNORECASE)


def in_the_end(kind: Counted, tail: str, start: int, end: int) -> Counted:
    """Return what became of those to whom the deed at ``start..end`` was done, by the words around it."""
    if kind != "injured":
        return kind
    rest = tail[end:]
    if _DIED_OF_IT.match(rest):
        return "killed"
    unclear = tail[start:end].lower() in ("shot", "stabbed") and _SOME_DEAD.match(rest)
    return "other" if unclear or _FATALLY.search(tail[: end + 60].split(".")[0]) else kind


@functools.cache
def _numbers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(table('quantities')['ones'])})\b", re.IGNORECASE)


def _is_tied(tail: str, match: re.Match[str], use: str) -> bool:
    """Tell whether the verb belongs to the counted: only links, or a modifier without a verb of its own, between."""
    gap, verb = tail[: match.start()], match[0].lower()
    if verb.startswith("with "):  # "two were found on the road with gunshot wounds"
        gap = re.sub(r"\b(?:was|were)\s+(?:found|discovered|located)\b", "", gap, flags=re.IGNORECASE)
    gap = _TOLD_OF_HIMSELF.sub(" ", gap)
    if _UNREAL.search(gap) and verb.split()[0] in _HARM:
        return False
    if not gap.strip() and use == "passive" and "dead" not in verb and _OBJECT.match(tail[match.end() :]):
        return False
    if _LINK.match(gap):
        return True
    if use == "passive":
        link = re.search(rf"{_BE}\s+(?:{_ADVERB}\s+)*$", gap, re.IGNORECASE)
        if not link:
            return False
        gap = re.sub(r"(?:has|have|had|may)\s+(?:also\s+)?$", "", gap[: link.start()], flags=re.IGNORECASE)
    if re.search(r"\band\s+\S+\s*$|\d", gap) and "," not in gap:
        return False
    gap = re.sub(r"^\s*,[^,]*,", "", gap)
    gap = re.sub(r"^([^,]*),\s*$", r"\1", gap)
    if _numbers().search(gap):
        return False
    return not _FINITE.search(gap) and not _ANOTHER_DEED.search(gap)


def _is_listed(words: str, start: int | None, tail: str, match: re.Match[str]) -> bool:
    """Tell whether the counted is the first of a list that the predicate is about."""
    if start is None:
        return False
    gap = tail[: match.start()]
    link = re.search(
        r"(?:was|were|have\s+been|had\s+been|are|has\s+been)\s+(?:also\s+|reportedly\s+)?$", gap, re.IGNORECASE
    )
    if not link or not re.search(r"(?:^|\s)and\s", gap, re.IGNORECASE):
        return False
    gap = gap[: link.start()]
    opens = re.search(
        r"(?:^|[,:;]|\b(?:that|which|where|when|after|said|reported|and|least))\s*$", words[:start], re.IGNORECASE
    )
    others = re.search(r"\b(?:who|that|which|by|police|when|as)\b", gap, re.IGNORECASE)
    return bool(opens) and not others and not _FINITE.search(gap)


# ---------------------------------------------------------------------------------- the verb in front


def kind_before(words: str, place: int, may: May = _any_verb) -> Counted | None:
    """Return what the verb or noun in front of the counted says: "killed ...", "the death of ..."."""
    head = _in_front(words, place)
    both = r"(?:killed|killing|killings?)\s+(?:and|or)\s+(?:wounded|wounding|injured|injuring)" + _FILL
    if re.search(both, head, re.IGNORECASE):
        return "other"
    tail = words[place : place + VERB_WINDOW]
    made = _forced(head, tail) or _sent(head, tail) or _tallied(head)
    if made or not _tells_of_any(words):
        return made
    begin = place - len(head)
    return _verb_before(head, lambda at: may(begin + at))


def _in_front(words: str, place: int) -> str:
    return re.split(r"[;!?]|\.\s", words[max(0, place - VERB_WINDOW) : place])[-1]


def _verb_before(head: str, may: May) -> Counted | None:
    """Take the longest form that stands right in front, unless it is a passive of others or did not happen."""
    best: tuple[int, Counted] | None = None
    for kind, pattern in _compiled("active"):
        for match in pattern.finditer(head):
            if not re.fullmatch(_FILL, head[match.end() :], re.IGNORECASE):
                continue
            before = head[: match.start()]
            passive = re.search(rf"\b(?:was|were|been|being|are|is)\s+(?:{_ADVERB}\s+)*$", before, re.IGNORECASE)
            unreal = _BASE_FORM.fullmatch(match[0]) and _BEFORE_BASE.search(before)
            if not passive and not unreal and may(match.start()) and (best is None or len(match[0]) > best[0]):
                best = (len(match[0]), kind)
    return best[1] if best else None


_FORCED = re.compile(
    r"\b(?:forc(?:ed|es|ing)|order(?:ed|ing)|urg(?:ed|ing)|ask(?:ed|ing)|prompt(?:ed|ing)|caus(?:ed|ing)|told)" + _FILL,
    re.IGNORECASE,
)
_FORCED_TO = re.compile(
    r"[^;.]{0,70}?\b(?:to\s+(?:be\s+)?(evacuate|leave|flee|abandon|move|relocate)|(?:from|out\s+of)\s+their\s+homes)",
    re.IGNORECASE,
)


def _forced(head: str, tail: str) -> Counted | None:
    """ "Forced 300 people to evacuate": what they were made to do."""
    found = _FORCED_TO.match(tail) if _FORCED.search(head) else None
    if not found:
        return None
    return "evacuated" if (found[1] or "").lower() == "evacuate" else "displaced"


def driven_to(words: str, place: int) -> Counted | None:
    """Return what the verb or label in front makes of its object: "forced 300 to leave", "sent four to hospital"."""
    head, tail = _in_front(words, place), words[place : place + VERB_WINDOW]
    return _forced(head, tail) or _sent(head, tail) or _labelled(head)


_SENT = re.compile(r"\b(?:sent|sends|sending|put|puts|putting|landed|landing)" + _FILL, re.IGNORECASE)
_TO_HOSPITAL = re.compile(
    r"[^;.]{0,50}?\b(?:to|in)\s+(?:[\w'’-]+\s+){0,3}?(?:hospitals?|medical\s+cent(?:er|re))\b", re.IGNORECASE
)


def _sent(head: str, tail: str) -> Counted | None:
    """ "Sent four people to the hospital"."""
    return "injured" if _SENT.search(head) and _TO_HOSPITAL.match(tail) else None


_TALLIES: dict[str, Counted] = {
    "evacuat": "evacuated",
    "homeless": "displaced",
    "killed": "killed",
    "victims": "killed",
}
_TALLY = (
    r"(evacuat|displaced|killed|dead\b|deaths|injured|wounded|missing|homeless|refugees|evacuees|casualties|victims)"
)
_LABEL = re.compile(_TALLY + r"[^.:;]{0,30}:\s*$", re.IGNORECASE)
_NUMBER_OF = re.compile(
    rf"number\s+of\s+(?:people\s+)?{_TALLY}(?:\s+(?:people|persons|families))?(?:\s+[\w'’-]+){{0,6}}\s+(?:to|at|is|was|be)\s*$",
    re.IGNORECASE,
)
# The number may be the second of two: "the toll rose to 20 from 12".
_BY = r"(?:to|at|of|is|was|(?:to|at|is|was)\s+[\d,]+,?\s+(?:up\s+|down\s+)?from)"
_TOLL = re.compile(rf"(?:death\s+toll|toll)(?:\s+[\w'’-]+){{0,6}}\s+{_BY}\s*$", re.IGNORECASE)
# "Raised its count to 38": of what, the count before says.
_COUNT = re.compile(
    r"\b(?:its|their|the|that|his|her|official)\s+(?:count|tally|figure|estimate|number)\s+(?:\w+\s+){0,2}?(?:to|at|is|was)\s*$",
    re.IGNORECASE,
)


def tally_before(words: str, place: int) -> bool:
    """Tell a number behind "the toll rose to", "put the number of dead at" or "raised its count to"."""
    head = words[max(0, place - VERB_WINDOW) : place]
    return bool(_TOLL.search(head) or _NUMBER_OF.search(head) or _COUNT.search(head))


def _tallied(head: str) -> Counted | None:
    """ "The death toll rose to", "the number of wounded is", "Evacuated persons:"."""
    if _TOLL.search(head):
        return "killed"
    found = _NUMBER_OF.search(head)
    return _kind_told(found[1]) if found else _labelled(head)


def _labelled(head: str) -> Counted | None:
    found = _LABEL.search(head)
    return _kind_told(found[1]) if found else None


def _kind_told(word: str) -> Counted | None:
    return _TALLIES.get(word.lower()) or kind_of_noun(word.lower())


_TO_DEATH = re.compile(r"\s+(?:to\s+death|dead)\b", re.IGNORECASE)


def to_death(words: str, place: int) -> bool:
    """Tell whether the verb in front went on to the end: "shot the driver to death"."""
    return bool(_TO_DEATH.match(words, place))


@functools.cache
def _owned() -> tuple[tuple[Counted, re.Pattern[str]], ...]:
    lists = table("quantities")
    # Up to two adjectives may stand between ("the judge's brutal murder").
    return tuple(
        (
            kind,
            re.compile(
                rf"['’]s?\s+(?:[a-z-]+\s+){{0,2}}?(?:{any_of(nouns)})(?![\w-])(?!\s+(?:{any_of(lists['not_deeds'])})\b)",
                re.IGNORECASE,
            ),
        )
        for kind, nouns in lists["own_deeds"].items()
    )


def kind_owned(words: str, place: int) -> Counted | None:
    """Return what was done to the owner of the noun behind: "the judge's murder"."""
    return next((kind for kind, pattern in _owned() if pattern.match(words, place)), None)


@functools.cache
def _states() -> re.Pattern[str]:
    states = any_of(table("quantities")["states"])
    return re.compile(rf"[\s,]*(?:\w+\s+){{0,3}}?({states})\b", re.IGNORECASE)


def state_after(words: str, place: int) -> Counted | None:
    """Return the state behind the object of "left": "left twenty people dead", "... wounded"."""
    states: dict[str, Counted] = table("quantities")["states"]
    tail = _states().match(words[place : place + 60])
    return states[tail[1].lower()] if tail else None
