"""The forms of English time expressions, each with the rule that gives its meaning and the words it begins with.

Names in angle brackets stand for the pieces of ``time_grammar``; a blank is any white space. At one place the
longest match wins, and of equal ones the first here. A form is only tried where one of its first words stands
(capitals: a list of ``time_grammar.openers``; "the_X": only where X follows).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

from crossread.read.time_dates import (
    calendar_day,
    century,
    decade,
    holiday,
    iso_day,
    month,
    month_and_year,
    month_of_relative_year,
    slashed,
    week_around,
    year,
    year_in_words,
)  # fmt: skip
from crossread.read.time_deixis import (
    ago,
    hours_of,
    near_day,
    near_or_bare,
    reference,
    that_part,
    that_unit,
    this_part,
    vague_ago,
    weekday,
    year_before,
    year_end,
)  # fmt: skip
from crossread.read.time_grammar import fill, openers
from crossread.read.time_quarters import fiscal, half_of_year, quarter, quarter_of_year, season, this_quarter
from crossread.read.time_spans import (
    bare_duration,
    bare_long,
    clock,
    duration,
    hour_of_part,
    past_span,
    rate_or_one,
    set_,
)
from crossread.read.time_values import Match, Rule

__all__ = ["PAIRED", "Tried", "forms_from"]

_WEEKDAY = r"(?:<WEEKDAY>\.?,? (?:the )?)?"
_SHIFTED = r"(?:<SHIFT>[\s-]+)?"
_HEDGE = (
    r"(?:(?:at least|more than|less than|nearly|almost|about|around|over|up to|no more than|some|roughly|"
    r"approximately|only|just) )?"
)

_FORMS: tuple[tuple[str, Rule, str], ...] = (
    (
        _WEEKDAY + r"(?P<month><MONTH>) (?:the )?(?P<day><D>|<ORDINAL>)(?:st|nd|rd|th)"
        r"?(?:\s*,?\s*(?P<year><Y>(?!\s?(?:hours|hrs|GMT|local))))?",
        calendar_day,
        "WEEKDAY MONTH",
    ),
    (
        _WEEKDAY + r"(?P<day><D>(?:st|nd|rd|th)?|<ORDINAL>)(?:[\s-]+| of )(?P<month><MONTH>)"
        r"(?:,?[\s-]+(?P<year><Y>|(?-i:\d\d(?=[\s,)]|$))))?",
        calendar_day,
        "WEEKDAY ORDINAL DIGITS",
    ),
    (
        r"(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d)",
        iso_day,
        "DIGITS",
    ),
    (
        r"(?P<a>\d{1,2})(?P<dot>[/.-])(?P<b>\d{1,2})(?P=dot)(?P<year><Y>)",
        slashed,
        "DIGITS",
    ),
    (
        _SHIFTED + r"(?P<month><MONTH>),?(?: of)? (?P<year><Y>)",
        month_and_year,
        "SHIFT MONTH",
    ),
    (
        _SHIFTED + r"(?P<month><MONTH>),?(?: of)? (?P<which>last|this|next) year",
        month_of_relative_year,
        "SHIFT MONTH",
    ),
    (
        _SHIFTED + r"(?:(?P<which>last|this|next|past|this past|this coming|coming|previous) )"
        r"?(?P<month><MONTH_ALONE>)",
        month,
        "SHIFT MONTH last this next past coming previous",
    ),
    (
        r"(?:the year )?(?P<words><YEAR_WORDS>)",
        year_in_words,
        "the_year eighteen nineteen twenty",
    ),
    (
        r"(?P<named>the year )(?P<words>two thousand(?: and)?(?: <NUMBER>)?)",
        year_in_words,
        "the_year",
    ),
    (
        r"(?:(?:early|late) )?(?P<month><MONTH>) (?P<words><YEAR_WORDS>)",
        year_in_words,
        "early late MONTH",
    ),
    (
        _SHIFTED + r"(?P<year><Y>)",
        year,
        "SHIFT DIGITS",
    ),
    (
        r"the (?P<year><Y>) (?:(?P<number>first|second|third|fourth) )?(?:quarter|period)",
        quarter_of_year,
        "the_DIGITS",
    ),
    (
        r"(?:the )?(?P<number>first|second|last|latter) half of (?P<year><Y>)",
        half_of_year,
        "the_first the_second the_last the_latter first second last latter",
    ),
    (
        r"(?:the )?week of (?P<month><MONTH>) (?P<day><D>)(?:st|nd|rd|th)?(?!\w)",
        week_around,
        "the_week week",
    ),
    (
        r"(?:the )?fiscal(?: year)? (?P<year><Y>)",
        fiscal,
        "the_fiscal fiscal",
    ),
    (
        r"(?:the )?(?:early |late |mid-?\s?)?(?:(?P<full><Y>)['’]?s|['’](?P<short>\d0)s|"
        r"(?P<word><DECADE_WORD>))",
        decade,
        "the_early the_late the_mid the_DECADE_WORD the_DIGITS the_' the_’ early late mid "
        "DECADE_WORD DIGITS '_DIGITS ’_DIGITS",
    ),
    (
        r"(?:the )?(?:early |late |mid-?\s?)?(?P<number><ORDINAL>)[\s-]+century",
        century,
        "the_early the_late the_mid the_ORDINAL the_DIGITS early late mid ORDINAL DIGITS",
    ),
    (
        r"(?:the |its )?(?:fiscal[\s-]+)?(?:(?P<which>(?:last|this|next|previous) year)['’]s )"
        r"?(?P<number>first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]+(?P<part>quarter|half)"
        r"(?:,? (?:of )?(?:fiscal )?(?P<year><Y>))?",
        quarter,
        "the_fiscal the_last the_this the_next the_previous the_first the_second the_third the_fourth the_DIGITS "
        "its fiscal last this next previous first second third fourth DIGITS",
    ),
    (
        r"(?:(?:the|its) )?(?P<which>the|latest|current|next|coming|year-ago|year-earlier|"
        r"previous-year|last year['’]s|this) quarter",
        this_quarter,
        "the_quarter the_latest the_current the_next the_coming the_year the_previous the_last the_this "
        "its latest current next coming year previous last this",
    ),
    (
        r"(?:(?P<which>last|this|next|past|this past|previous|the|in the) )?(?P<season><SEASON>)"
        r"(?:(?: of)? (?P<year><Y>))",
        season,
        "the_SEASON in_the last this next past previous SEASON",
    ),
    (
        r"(?:early |late |mid-?\s?)?(?P<which>last|this|next|past|this past|previous) "
        r"(?P<season><SEASON>)",
        season,
        "early late mid last this next past previous",
    ),
    (
        r"(?:(?<=\bin\x20)|(?<=\bby\x20)|(?<=\bsince\x20)|(?<=\buntil\x20)|(?<=\bduring\x20)|(?<=\bover\x20))"
        r"the (?:early |late )?(?P<season>summer|winter|spring|autumn)(?! of )",
        season,
        "the_early the_late the_SEASON",
    ),
    (
        r"(?P<holiday><HOLIDAY>)(?:,? (?P<year><Y>))?",
        holiday,
        "HOLIDAY",
    ),
    (
        r"(?:(?:early|late|earlier|later) )?(?:(?P<which>last|this|next|past|this past|this "
        r"coming|coming|previous|following) )?(?P<weekday><WEEKDAY>)(?:,? (?:early |late |mid-?)"
        r"?(?P<part><PART>))?",
        weekday,
        "early late earlier later last this next past coming previous following WEEKDAY",
    ),
    (
        r"(?:(?:early|late|earlier|later|mid-(?:afternoon|morning)) )?(?P<day>today|yesterday|"
        r"tomorrow|tonight|overnight|last night|the day before yesterday|the day after tomorrow)"
        r"(?:['’]s(?!\w))?(?: (?P<part><PART>))?",
        near_day,
        "early late earlier later mid the_day DAY_WORD",
    ),
    (
        r"(?:(?:early|earlier|late|later) )?(?P<which>this|(?:in|during) the|at|by|before|until) "
        r"(?:early |late |mid-?)?(?P<part><PART>)",
        this_part,
        "early late earlier later this in_the during at by before until",
    ),
    (
        r"(?:in )?the (?P<hours>early|small|late) hours(?= of (?:<WEEKDAY>|<MONTH>|<D>)(?! <PART>))",
        hours_of,
        "in_the the_early the_small the_late",
    ),
    (
        r"(?:(?:early|earlier|late|later) )?(?P<which>that(?: same)?|the same|the next|the following|the previous) "
        r"(?P<part>morning|afternoon|evening|night|midnight)",
        that_part,
        "early late earlier later that the_same the_next the_following the_previous",
    ),
    (
        r"(?:the )?past (?P<unit>decade|century)",
        past_span,
        "the_past past",
    ),
    (
        _SHIFTED + r"(?P<which>last|this|next|past|this past|the past|coming|the coming|previous|this coming|"
        r"the current|current|the) (?:calendar |fiscal )?(?P<unit>day|week|month|quarter|year|"
        r"decade|century|weekend)(?:['’]s end)?",
        near_or_bare,
        "SHIFT the_UNIT the_past the_coming the_current the_calendar the_fiscal "
        "last this next past coming previous current",
    ),
    (
        r"(?P<which>that|that same|the same|the next|the following|the previous|the day before) "
        r"(?P<unit>day|week|month|quarter|year|decade|century|weekend)",
        that_unit,
        "that the_same the_next the_following the_previous the_day",
    ),
    (
        _HEDGE + r"(?P<count><NUMBER>|<VAGUE>|an?)[\s-]+(?:or so )?(?P<unit><UNIT>)s?(?: or so| or two)"
        r"?[\s-]+(?P<way>ago|earlier|later|before(?= (?:that|it)\b)|after(?= (?:that|it)\b)|from "
        r"now|hence|previously|back)",
        ago,
        "HEDGE NUMBER VAGUE DIGITS",
    ),
    (
        r"(?:the )?year-(?:ago|earlier)(?: (?:period|quarter))?",
        year_before,
        "the_year year",
    ),
    (
        r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries) ago",
        vague_ago,
        "UNITS",
    ),
    (
        r"year[\s-]end|year['’]s[\s-]end|the end of the year(?=[\s,.])",
        year_end,
        "the_end year",
    ),
    (
        r"(?:at )?(?:about |around |shortly (?:after|before) |just (?:after|before) )"
        r"?(?:(?P<clock><CLOCK>|(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:hours|hrs|GMT|UTC|local)))|"
        r"(?P<word><CLOCK_WORD>))(?:,?\s?(?P<open>\()?(?P<zone><ZONE>)(?(open)\))(?!\w))?",
        clock,
        "at about around shortly just CLOCK_WORD DIGITS",
    ),
    (
        r"(?<=[a-z%\d]\x20)(?:a|per) (?P<unit>day|week|month|year|hour|minute|second)(?! (?:ago|"
        r"earlier|later|before|after|old|of|from|in|and a half|or))",
        rate_or_one,
        "a per",
    ),
    (
        _HEDGE + r"(?P<count><NUMBER>|<VAGUE>|an|a)(?:[\s-]+)(?:(?:more|full|consecutive|straight|"
        r"additional|long|whole|further|trading|working|business|successive) )?(?P<unit><UNIT>)s?"
        r"(?P<half> and a half)?(?:['’](?!\w))?(?:[\s-]long)?",
        duration,
        "HEDGE NUMBER VAGUE DIGITS",
    ),
    (
        r"(?P<hour><NUMBER>)(?: o['’]clock)? in the (?P<part>morning|afternoon|evening)",
        hour_of_part,
        "NUMBER DIGITS",
    ),
    (
        r"(?:the )?(?:past|last|next|first|coming|previous|preceding|following|final) "
        r"(?P<count><NUMBER>|<VAGUE>)[\s-]+(?P<unit><UNIT>)s?",
        duration,
        "the_past the_last the_next the_first the_coming the_previous the_preceding the_following the_final "
        "past last next first coming previous preceding following final",
    ),
    (
        r"the (?P<count><NUMBER>)[\s-]+(?P<unit><UNIT>)s?",
        duration,
        "the_NUMBER the_DIGITS",
    ),
    (
        r"(?:recent |the past |past )?(?P<unit>seconds|minutes|hours|days|nights|weeks|months|"
        r"years|decades|centuries)(?:[\s-]long)?(?! (?:ago|earlier|later|old))",
        bare_duration,
        "the_past past recent UNITS",
    ),
    (
        r"(?P<unit>hour|day|week|month|year|decade|century)s?-long",
        bare_long,
        "UNIT UNITS",
    ),
    (
        r"(?P<word><SET>)",
        set_,
        "SET",
    ),
    (
        r"(?:every|each) (?:(?P<count>other|<NUMBER>) )?(?:(?P<unit><UNIT>)s?|"
        r"(?P<weekday><WEEKDAY>)(?: (?P<part><PART>))?|(?P<month><MONTH>))",
        set_,
        "every each",
    ),
    (
        r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)(?: (?P<part><PART>s?))?",
        set_,
        "WEEKDAYS",
    ),
    (
        r"(?P<reference><REFERENCE>)",
        reference,
        "REFERENCE",
    ),
)


PAIRED = frozenset(("the", "in", "'", "’"))
"""Words so common that they are taken with the word behind them ("the year", "in the")."""

Tried = tuple[int, Callable[[str, int], Match | None], Rule]
"""A form that can begin at a word: its number, what matches it there, its rule."""


@functools.cache
def _by_opener() -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for number, (_, _, opens) in enumerate(_FORMS):
        for word in sorted({word for name in opens.split() for word in openers(name)}):
            found.setdefault(word, []).append(number)
    return found


@functools.lru_cache(maxsize=65536)
def forms_from(word: str) -> Sequence[Tried]:
    """Return the forms that can begin with a word (in lower case, as ``scan.word_starts`` has them)."""
    numbers = _by_opener().get(word, ())
    return tuple((number, fill(_FORMS[number][0]).match, _FORMS[number][1]) for number in numbers)
