"""What the encoder marks, put together; the marks are made by hand here, so no model is needed."""

import re
from dataclasses import replace

import numpy as np
import pytest

from crossread.encoder import Encoded, Grouped, Tagged
from crossread.model import Reading
from crossread.pieces import cut_words
from crossread.read.attributions import find_attributions
from crossread.read.claims import find_claims
from crossread.read.mentions import find_mentions
from crossread.read.sentences import find_sentences
from crossread.read.syntax import Syntax
from factories import report


def encoded(text, groups=(), names=(), loose=(), parse=()):
    """Make what the encoder would say: groups of (cue, sources, contents), names and loose spans as (kind, words)."""
    words = tuple(cut_words(text))
    sentences = find_sentences(report(text))
    number = tuple(next(n for n, s in enumerate(sentences) if a < s.span.end) for a, _ in words)

    def tag(kind, part):
        start = text.index(part)
        end = start + len(part)
        inside = [n for n, (a, _) in enumerate(words) if start <= a < end]
        return Tagged(kind, start, end, inside[0], inside[-1])

    made = tuple(
        Grouped(tag("cue", cue), tuple(tag("source", s) for s in sources), tuple(tag("content", c) for c in contents))
        for cue, sources, contents in groups
    )
    syntax = [(part, head, label) for part, head, label in parse] or [("X", n, "root") for n in range(len(words))]
    parts, heads, labels = zip(*syntax, strict=True)
    return Encoded(
        words=words, sentence=number, parts_of_speech=parts, heads=heads, labels=labels,
        names=tuple(tag(*name) for name in names), attributions=made, loose=tuple(tag(*one) for one in loose),
        begins=np.zeros(len(words), np.float32), vectors=np.zeros((len(sentences), 4), np.float32),
    )  # fmt: skip


def read(text, **marks):
    made = report(text)
    reading = Reading(report=made, sentences=find_sentences(made), encoded=encoded(text, **marks))
    reading = replace(reading, mentions=find_mentions(reading))
    return replace(reading, attributions=find_attributions(reading))


def shown(attribution):
    source, cue = attribution.source, attribution.cue
    return (source.text if source else None, cue.text if cue else None, [piece.text for piece in attribution.content])


@pytest.mark.parametrize(
    ("text", "groups", "expected"),
    [
        # what the encoder says, with the quotation marks around a content
        (
            "“The road is open.” Ana Ruiz said.",
            [("said", ["Ana Ruiz"], ["The road is open"])],
            [("Ana Ruiz", "said", ["“The road is open.”"])],
        ),
        # a content goes to the cue beside it, though the encoder chose one far away
        (
            "The mayor said that the town fell. Some left. The army noted that the bridge held.",
            [("said", ["The mayor"], ["that the town fell", "that the bridge held"]), ("noted", ["The army"], [])],
            [("The mayor", "said", ["that the town fell"]), ("The army", "noted", ["that the bridge held"])],
        ),
        # a cue without source or content takes what the rules find
        (
            "The mayor said that the town fell.",
            [("said", [], [])],
            [("The mayor", "said", ["that the town fell"])],
        ),
        # a later sentence that names its own speaker is that speaker's
        (
            "They fired, Ana Ruiz said. The army denied the charge.",
            [("said", ["Ana Ruiz"], ["They fired", "The army denied the charge"])],
            [("Ana Ruiz", "said", ["They fired"]), ("The army", "denied", ["the charge"])],
        ),
        # that a number could not be verified is nobody's statement
        (
            "Ten died, Ana Ruiz said. The toll could not be independently verified.",
            [("said", ["Ana Ruiz"], ["Ten died", "The toll could not be independently verified"])],
            [("Ana Ruiz", "said", ["Ten died"])],
        ),
        # a cue without anything is no attribution
        ("The mayor smiled.", [("smiled", [], [])], []),
    ],
)
def test_grouping(text, groups, expected):
    assert [shown(one) for one in read(text, groups=groups).attributions] == expected


def test_the_reported_report():
    text = "A diplomat said that the mayor had rejected the offer."
    outer, inner = read(text, groups=[("said", ["A diplomat"], ["that the mayor had rejected the offer"])]).attributions
    assert shown(inner)[:2] == ("the mayor", "had rejected")
    assert inner.inside == outer.id


@pytest.mark.parametrize(
    ("text", "cue", "content", "act", "denies", "kind"),
    [
        ("The army denied that it fired.", "denied", "that it fired", "deny", True, "indirect"),
        ("The army did not say that it fired.", "did not say", "that it fired", "say", True, "indirect"),
        ("The army did not mention the dam.", "did not mention", "the dam", "say", False, "indirect"),
        ("The army called for a truce.", "called for", "a truce", "demand", False, "indirect"),
        ("The army said the bridge was “quite safe now and then”.", "said",
         "the bridge was “quite safe now and then", "say", False, "mixed"),
    ],
)  # fmt: skip
def test_act_and_kind(text, cue, content, act, denies, kind):
    (found,) = read(text, groups=[(cue, ["The army"], [content])]).attributions
    assert (found.act, found.denies, found.kind) == (act, denies, kind)


def test_names_are_the_encoders_and_the_lists():
    text = "THE MAYOR OF VARO, ANA RUIZ, MET FRENCH ENVOYS AT NOON."
    found = read(text, names=[("place", "VARO"), ("person", "ANA RUIZ")]).mentions
    named = {(mention.span.text, mention.kind) for mention in found}
    assert {("VARO", "place"), ("ANA RUIZ", "person"), ("FRENCH", "nationality")} <= named


# The town fell , and the army , which had left , came back .
PARSE = [
    ("DET", 1, "det"), ("NOUN", 2, "nsubj"), ("VERB", 2, "root"), ("PUNCT", 12, "punct"), ("CCONJ", 12, "cc"),
    ("DET", 6, "det"), ("NOUN", 12, "nsubj"), ("PUNCT", 10, "punct"), ("PRON", 10, "nsubj"), ("AUX", 10, "aux"),
    ("VERB", 6, "acl:relcl"), ("PUNCT", 10, "punct"), ("VERB", 2, "conj"), ("ADV", 12, "advmod"),
    ("PUNCT", 2, "punct"),
]  # fmt: skip


def test_clauses_are_cut_where_both_halves_stand():
    text = "The town fell, and the army, which had left, came back."
    syntax = Syntax(text, encoded(text, parse=PARSE))
    cut = [text[start:end] for start, end in syntax.clauses(0, len(text))]
    assert [re.sub(r"^[, ]+|[, ]+$", "", piece) for piece in cut] == [
        "The town fell",
        "and the army, which had left, came back.",
    ]
    assert syntax.stands(0, 13)
    assert not syntax.stands(29, 43)


def test_claims_cover_or_skip_every_sentence():
    text = "The town fell. Too late. Who knew?"
    reading = find_claims(read(text))
    covered = [claim.span for claim in reading.claims] + [item.span for item in reading.skipped]
    assert all(any(sentence.span.overlaps(span) for span in covered) for sentence in reading.sentences)
