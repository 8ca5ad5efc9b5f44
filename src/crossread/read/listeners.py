"""Whom words are said to: ``addressee_of(reading, index, attribution)``."""

from __future__ import annotations

from crossread.model import Attribution, Reading
from crossread.read.mention_index import MentionIndex
from crossread.read.people import is_office

__all__ = ["addressee_of"]

# Cues that are followed by whom the words are for, alone or with a particle: "reminded Ruiz", "appealed to Ruiz".
_TOLD = frozenset(
    (
        "told", "tell", "tells", "telling", "informed", "informs", "informing", "assured", "assures", "assuring",
        "reminded", "reminds", "reminding", "asked", "asks", "asking", "urged", "urges", "urging",
        "warned", "warns", "warning", "addressed", "addresses", "addressing",
    )
)  # fmt: skip
_WITH_PARTICLE = {
    "to": frozenset(
        (
            "said", "says", "say", "saying", "spoke", "speaks", "speak", "speaking", "talked", "talks", "talking",
            "wrote", "writes", "write", "writing", "appealed", "appeals", "appeal", "appealing", "explained",
            "explains", "complained", "complains", "complaining", "confirmed", "announced",
        )
    ),
    **dict.fromkeys(("on", "upon"), frozenset(("called", "calls", "call", "calling"))),
}  # fmt: skip
# "Norlander President Ana Ruiz": so many characters of an office may stand between a home and a name.
LONGEST_OFFICE = 40


def addressee_of(reading: Reading, index: MentionIndex, attribution: Attribution) -> str | None:
    """Return the entity that a cue which takes a listener is followed by ("told reporters")."""
    cue, text = attribution.cue, reading.report.text
    if cue is None or not _takes_listener((cue.text or "").lower().split()):
        return None
    reach = 1 + len("the ") if text[cue.end : cue.end + 5].lower().startswith(" the ") else 1
    near = index.starting(cue.end + 1, cue.end + reach + 1)
    wide = max(near, key=lambda mention: mention.span.end - mention.span.start, default=None)
    if wide is None or wide.kind != "nationality":
        return wide.entity if wide else None
    behind = index.starting(wide.span.end + 1, wide.span.end + LONGEST_OFFICE)
    people = [mention for mention in behind if mention.kind == "person"]
    held = [person for person in people if is_office(text[wide.span.end : person.span.start].strip())]
    return held[0].entity if held else wide.entity


def _takes_listener(cue: list[str]) -> bool:
    *before, last = cue or [""]
    return last in _TOLD or bool(_WITH_PARTICLE.get(last, frozenset()) & set(before))
