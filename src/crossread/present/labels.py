"""Our own words for the values of the nouns. All formats take them from here."""

from __future__ import annotations

from crossread.model import Basis

__all__ = ["ACT", "BASIS", "CAUSE", "CERTAINTY", "CREDIT", "DISPUTE", "GRADE", "KIND", "MODALITY", "STANDING"]

STANDING = {
    "corroborated": "Corroborated",
    "widely_stated": "Widely stated",
    "contested": "Contested",
    "single_origin": "From a single origin",
    "unattributed": "Without a named source",
}
GRADE = {
    "corroborated": "Two or more independent origins say so.",
    "widely_stated": "Two or more outlets say so in their own voice, and do not copy each other; no origin is named.",
    "contested": "Someone says otherwise; see the two sides.",
    "single_origin": "However many outlets repeat it, it comes from one named holder.",
    "unattributed": "One outlet says so in its own voice; others that say it have it from there.",
}
CAUSE = {
    "conflict": "In conflict with each other",
    "later_update": "A later update of the same count",
    "other_scope": "They count different things",
    "other_place": "They speak of different places",
    "other_time": "They speak of different times",
    "cannot_tell": "Cannot tell whether they conflict",
}
DISPUTE = {
    "denial": "A charge and its denial",
    "contradiction": "Statements that contradict each other",
    "figures": "Figures that differ",
    "participants": "Who took part",
    "naming": "What it is called",
}
BASIS: dict[Basis, str] = {
    "stated": "stated in the report",
    "metadata": "from the page's metadata",
    "given": "given by the user",
    "entry": "from the time of the live-blog entry",
    "published": "counted from the report's own date",
    "context": "inferred from the other reports",
}
MODALITY = {
    "happened": "Happened, as reported",
    "planned": "Planned",
    "promised": "Promised",
    "demanded": "Demanded",
    "possible": "Said to be possible",
}
ACT = {
    "say": "says", "deny": "denies", "accuse": "accuses", "demand": "demands", "promise": "promises",
    "refuse": "refuses", "welcome": "welcomes", "regret": "regrets", "believe": "believes",
    "perceive": "saw or heard", "agree": "agrees",
}  # fmt: skip
KIND = {
    "article": "article",
    "live_blog": "live blog",
    "digest": "digest of another outlet",
    "republication": "republication",
    "transcript": "video script or transcript",
}
CREDIT = {
    "republished_from": "republished from",
    "reports_from": "reports from",
    "agency": "agency credit",
    "eyewitness": "eyewitness",
    "media_source": "media source",
}
CERTAINTY = {
    "stated": "",
    "hedged": "hedged",
    "unverified": "not independently verified",
    "alleged": "alleged",
}
