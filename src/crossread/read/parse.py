"""The parse of a report: the encoder's, or a rough one where rules alone read: ``parse_of(reading)``."""

from __future__ import annotations

from typing import Any

from crossread.encoder import Encoded
from crossread.model import Reading
from crossread.read.syntax import Syntax, syntax_of
from crossread.read.tagging import tagged

__all__ = ["parse_of"]


def parse_of(reading: Reading) -> Syntax:
    """Return the parse; where rules alone read, subjects by the word that follows and nothing more."""
    text = reading.report.text
    if reading.encoded is not None:
        return syntax_of(text, reading.encoded)
    words = [word for s in reading.sentences for word in tagged(text, s.span.start, s.span.end)]
    following = [words[at].tag in {"verb", "aux", "modal"} for at in range(1, len(words))] + [False]
    nothing: Any = None
    rough = Encoded(
        words=tuple((word.start, word.end) for word in words), sentence=(), names=(), attributions=(), loose=(),
        parts_of_speech=tuple("PRON" if word.tag in {"pron", "poss", "det"} else "X" for word in words),
        heads=tuple(at + 1 if verb else at for at, verb in enumerate(following)),
        labels=tuple("nsubj" if verb else "dep" for verb in following), begins=nothing, vectors=nothing,
    )  # fmt: skip
    return Syntax(text, rough)
