"""The words of a report with their syntax, as the encoder reads them: ``tokens_of(report, encoded)``."""

from __future__ import annotations

from crossread.encoder import Encoded
from crossread.model import Report, Span, Token

__all__ = ["tokens_of"]


def tokens_of(report: Report, encoded: Encoded) -> tuple[Token, ...]:
    """Return the words as tokens; the head of a sentence's root is the root itself."""
    rows = zip(encoded.words, encoded.parts_of_speech, encoded.heads, encoded.labels, strict=True)
    return tuple(
        Token(span=Span(report=report.id, start=start, end=end), part_of_speech=part, head=head, label=label)
        for (start, end), part, head, label in rows
    )
