import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread import read_report, report_from_text
from crossread.model import Entry, Interval, Reading, TimeExpression
from crossread.read.attributions import find_attributions
from crossread.read.claims import find_claims
from crossread.read.mentions import find_mentions
from crossread.read.sentences import find_sentences
from crossread.read.speakers import resolve_entities
from factories import report


def read(text, times=(), **fields):
    made = report(text, **fields)
    reading = Reading(report=made, sentences=find_sentences(made))
    reading = replace(reading, mentions=find_mentions(reading), times=tuple(time(made, words) for words in times))
    return find_claims(resolve_entities(replace(reading, attributions=find_attributions(reading))))


def time(made, words):
    start = made.text.index(words)
    span = made.span(start, start + len(words), words=True)
    interval = Interval(start="2031-05-06", end="2031-05-07", grain="day", basis="published")
    return TimeExpression(id=f"t{start}", span=span, timex_type="DATE", value="2031-05-06", interval=interval)


def texts(text):
    return [claim.text for claim in read(text).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The town fell.", ["The town fell."]),
        # the content of an attribution, without "that"
        ("The army said that the town fell.", ["the town fell"]),
        # what is no clause takes source and cue along
        ("The army denied the claim.", ["The army denied the claim"]),
        ("The mayor urged Varo to stop.", ["The mayor urged Varo to stop"]),
        # each sentence of a quotation
        ("“We left. It was late,” Ana Ruiz said.", ["We left.", "It was late"]),
        # two clauses that stand alone
        ("The town fell, and the army left the region.", ["The town fell", "the army left the region."]),
        ("The town fell; the army left the region.", ["The town fell", "the army left the region."]),
        # no cut where one half has no verb
        ("The town, the river and the bridge were lost.", ["The town, the river and the bridge were lost."]),
        # the report's own voice beside an attribution
        (
            "The town fell on Monday, while the army said that all was quiet.",
            ["The town fell on Monday", "all was quiet"],
        ),
        # an inner speaker takes over what is said
        ("A diplomat said that Ana Ruiz had rejected the plan.", ["Ana Ruiz had rejected the plan"]),
    ],
)
def test_cut(text, expected):
    assert texts(text) == expected


def test_the_inner_speaker_holds_the_claim():
    reading = read("A diplomat said that Ana Ruiz had rejected the plan.")
    (claim,) = reading.claims
    name = {entity.id: entity.name for entity in reading.entities}
    assert name[claim.speaker] == "Ana Ruiz"
    inner = next(a for a in reading.attributions if a.id == claim.attribution)
    outer = next(a for a in reading.attributions if a.id == inner.inside)
    assert name[outer.speaker] == "diplomat"


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("The town fell.", "certainty", "stated"),
        ("The town apparently fell.", "certainty", "hedged"),
        ("The mayor allegedly fled.", "certainty", "alleged"),
        ("The mayor accused the army of looting.", "certainty", "alleged"),
        ("Two men are also said to have died.", "certainty", "hedged"),
        ("The town did not fall.", "polarity", "denied"),
        ("The army denied that it had left.", "polarity", "denied"),
        ("The town fell.", "polarity", "affirmed"),
        ("Talks will begin soon.", "modality", "planned"),
        ("Talks are set to begin soon.", "modality", "planned"),
        ("The rebels must leave.", "modality", "demanded"),
        ("The mayor called for a truce.", "modality", "demanded"),
        ("The rebels vowed to return.", "modality", "promised"),
        ("The dam may break.", "modality", "possible"),
        ("The two sides met in the town.", "event", "CONSULT"),
        ("The army bombed the town.", "event", "ASSAULT"),
        ("Talks began in the town.", "event", "CONSULT"),
        ("It rained all day.", "event", None),
    ],
)
def test_fields(text, field, expected):
    (claim,) = read(text).claims
    assert getattr(claim, field) == expected


def named(reading, ids):
    names = {entity.id: entity.name for entity in reading.entities}
    return [names[one] for one in ids]


def test_who_whom_where():
    reading = read("Then Ana Ruiz met Theo Malen in Varo.")
    (claim,) = reading.claims
    found = [named(reading, ids) for ids in (claim.who, claim.whom, claim.where)]
    assert found == [["Ana Ruiz"], ["Theo Malen"], ["Varo"]]


def test_the_passive_turns_them_round():
    reading = read("Then Theo Malen was arrested by the Varo Police.")
    (claim,) = reading.claims
    assert (named(reading, claim.who), named(reading, claim.whom)) == (["Varo Police"], ["Theo Malen"])


def test_when_and_said():
    reading = read("On Tuesday the army said that the town fell on Monday.", times=("On Tuesday", "on Monday"))
    (claim,) = reading.claims
    text = reading.report.text
    assert text[claim.when.evidence.start : claim.when.evidence.end] == "on Monday"
    (attribution,) = reading.attributions
    assert text[attribution.said.evidence.start : attribution.said.evidence.end] == "On Tuesday"


def test_a_note_on_verification_marks_the_claims_before_it():
    reading = read("It rained. The mayor reported ten deaths. This toll could not be independently verified.")
    assert [claim.certainty for claim in reading.claims] == ["stated", "unverified"]
    assert ["verified" in skipped.reason for skipped in reading.skipped] == [True]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Town falls\n\nIt rained.", "heading or fragment"),
        ("Who was it? It rained.", "question"),
        ("It rained. A dark day.", "no verb found"),
    ],
)
def test_skipped(text, reason):
    reading = read(text)
    assert [skipped.reason for skipped in reading.skipped] == [reason]
    assert [claim.text for claim in reading.claims] == ["It rained."]


def test_titles_and_entry_headings_are_no_claims():
    text = "The town fell.\nThe bridge is closed.\nIt rained."
    made = report(text)
    entry = Entry(id="n1", span=made.span(37, 47), heading=made.span(15, 36))
    reading = read(text, title="The town fell.", entries=(entry,))
    assert [skipped.reason for skipped in reading.skipped] == ["title", "heading of an entry"]
    assert [claim.text for claim in reading.claims] == ["It rained."]


PLAIN = (
    "Ana",
    "Ruiz",
    "said",
    "that",
    "the",
    "army",
    "left",
    "denied",
    "Varo",
    "it",
    "was",
    "not",
    "while",
    "according",
)
WORDS = (*PLAIN, "to", ",", "“", "”", ".", "?", ";", "\n\n")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_claims_are_sound_and_apart(words):
    reading = read(" ".join(words))
    text = reading.report.text
    spans = sorted((claim.span.start, claim.span.end) for claim in reading.claims)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert all(claim.text == text[claim.span.start : claim.span.end] != "" for claim in reading.claims)
    placed = spans + [(skipped.span.start, skipped.span.end) for skipped in reading.skipped]
    for sentence in reading.sentences:
        assert any(start < sentence.span.end and sentence.span.start < end for start, end in placed)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The mayor did not mention the dam in her speech.", True),
        ("The mayor made no reference to the dam.", True),
        ("The mayor mentioned the dam in her speech.", False),
        ("The mayor said that the dam was not safe.", False),
    ],
)
def test_what_somebody_does_not_say_is_the_reports_statement(text, own):
    claims = read_report(report_from_text(text)).claims
    assert claims
    assert all((claim.attribution is None) == own for claim in claims)
