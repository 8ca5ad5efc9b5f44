"""What a stretch of words says was done, by a parse written out by hand."""

import pytest

from crossread.frames import Parse
from crossread.model import Span, Token

# word, part of speech, head, label
BRIDGE = [
    ("Troops", "NOUN", 1, "nsubj"), ("closed", "VERB", 1, "root"), ("the", "DET", 3, "det"),
    ("bridge", "NOUN", 1, "obj"), ("on", "ADP", 5, "case"), ("Monday", "PROPN", 1, "obl"),
]  # fmt: skip
THREAT = [
    ("There", "PRON", 1, "expl"), ("is", "VERB", 1, "root"), ("no", "DET", 3, "det"), ("threat", "NOUN", 1, "nsubj"),
]  # fmt: skip
TALKS = [("Envoys", "NOUN", 1, "nsubj"), ("held", "VERB", 1, "root"), ("talks", "NOUN", 1, "obj")]
CUT_OFF = [
    ("Envoys", "NOUN", 1, "nsubj"), ("met", "VERB", 1, "root"), ("for", "ADP", 3, "case"), ("talks", "NOUN", 1, "obl"),
    ("envisaged", "VERB", 3, "acl"), ("by", "ADP", 4, "obl"),
]  # fmt: skip
BECAUSE = [
    ("Envoys", "NOUN", 1, "nsubj"), ("left", "VERB", 1, "root"), ("early", "ADV", 1, "advmod"),
    ("because", "SCONJ", 1, "mark"),
]  # fmt: skip
NOUN = [("A", "DET", 1, "det"), ("truce", "NOUN", 1, "root"), ("signed", "VERB", 1, "acl")]
ASIDE = [
    ("Envoys", "NOUN", 4, "nsubj"), ("who", "PRON", 2, "nsubj"), ("came", "VERB", 0, "acl:relcl"),
    ("Monday", "PROPN", 2, "obl"), ("left", "VERB", 4, "root"),
]  # fmt: skip


def parsed(words):
    text = " ".join(word for word, *_ in words)
    tokens, at = [], 0
    for word, part, head, label in words:
        span = Span(report="r", start=at, end=at + len(word))
        tokens.append(Token(span=span, part_of_speech=part, head=head, label=label))
        at += len(word) + 1
    return Parse(text, tokens), tokens, Span(report="r", start=0, end=len(text), text=text)


def frame(words):
    parse, _, whole = parsed(words)
    return parse.frame(whole)


def test_predicate_subject_and_object():
    found = frame(BRIDGE)
    assert (found.predicates, found.subjects, found.objects) == ({"clos"}, {"troop"}, {"bridg"})
    assert found.stands
    assert not found.state


def test_a_light_verb_says_it_by_its_object():
    assert "talk" in frame(TALKS).predicates


@pytest.mark.parametrize(("words", "state", "stands"), [(THREAT, True, True), (CUT_OFF, False, False)])
def test_states_and_what_breaks_off(words, state, stands):
    found = frame(words)
    assert (found.state, found.stands) == (state, stands)


def test_a_noun_with_a_participle_is_no_statement():
    assert frame(NOUN) is None


def test_nothing_is_known_without_a_parse():
    assert Parse("Envoys met.", ()).frame(Span(report="r", start=0, end=11)) is None


def test_the_conjunction_to_the_next_clause_is_left_out():
    parse, _, whole = parsed(BECAUSE)
    assert frame(BECAUSE).stands
    assert parse.whole_words(whole) == "Envoys left early"
    assert parsed(BRIDGE)[0].whole_words(parsed(BRIDGE)[2]) == "Troops closed the bridge on Monday"


@pytest.mark.parametrize(("words", "at", "aside"), [(ASIDE, 3, True), (BRIDGE, 5, False)])
def test_a_time_in_a_relative_clause_is_not_that_of_the_predicate(words, at, aside):
    parse, tokens, whole = parsed(words)
    assert parse.is_aside(tokens[at].span, whole) is aside
