"""The nouns of crossread: what stands in a report, what we read in it, and what reports add up to.

All are frozen, slotted, keyword-only dataclasses. Evidence is never edited: a step that knows more
returns a new noun (``dataclasses.replace``). Everything that others refer to has an ``id``, a short hash
of its content, so the same input gives the same ids in any order; every reference is an id.

The words are those of the field (TimeML, PARC3 and PolNeAR, PLOVER); ``docs/formats/`` describes the JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from crossread.codec import Noun, inline, named, unwritten

# --------------------------------------------------------------------------------------------- words

Grain = Literal["minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "decade", "era"]
Basis = Literal["stated", "metadata", "given", "entry", "published", "context"]
ReportKind = Literal["article", "live_blog", "digest", "republication", "transcript"]
CreditRelation = Literal["republished_from", "reports_from", "agency", "eyewitness", "media_source"]
MentionKind = Literal[
    "person", "organisation", "group", "place", "nationality", "facility", "work", "event", "description"
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Counted = Literal[
    "killed", "injured", "missing", "displaced", "evacuated", "sheltering", "detained", "returned", "troops",
    "population", "weapons", "buildings", "households", "money", "distance", "duration", "percent", "other",
]  # fmt: skip
AttributionKind = Literal["direct", "indirect", "mixed", "belief"]
Act = Literal[
    "say", "deny", "accuse", "demand", "promise", "refuse", "welcome", "regret", "believe", "perceive", "agree"
]
EdgeAct = Literal["met", "called", "accused", "supported", "denied"]
Certainty = Literal["stated", "hedged", "unverified", "alleged"]
Polarity = Literal["affirmed", "denied"]
Modality = Literal["happened", "planned", "demanded", "promised", "possible"]
Relation = Literal[
    "same", "refines", "contradicts", "denies", "unrelated", "unsure", "copy", "partial_copy", "quotes", "independent"
]
PlaceKind = Literal["country", "region", "district", "town"]
Standing = Literal["corroborated", "widely_stated", "single_origin", "unattributed", "contested"]
CountingRule = Literal["as-reported", "acled", "ucdp"]
DisputeKind = Literal["denial", "contradiction", "figures", "participants", "naming"]
Cause = Literal["conflict", "later_update", "other_scope", "other_place", "other_time", "cannot_tell"]


def short_hash(prefix: str, *parts: object) -> str:
    """Return an id: ``prefix`` and twelve hex digits of the SHA-256 of ``parts``.

    Twelve digits keep two of a million ids apart with a chance of 0.998; ids live inside one brief.
    """
    return prefix + hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


# -------------------------------------------------------------------------------------------- values


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Noun):
    """A half-open range of characters of ``Report.text``; ``text``, where given, is exactly those characters."""

    report: str
    start: int
    end: int
    text: str | None = None

    def to_dict(self, *, within: str | None = None) -> dict[str, Any]:
        """Leave out the report where it is implied, and the words where they are not kept."""
        written: dict[str, Any] = {} if self.report == within else {"report": self.report}
        written |= {"start": self.start, "end": self.end}
        return written if self.text is None else {**written, "text": self.text}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, within: str | None = None, at: str = "") -> Self:
        """Fill in the implied report."""
        if isinstance(data, Mapping) and "report" not in data and within is not None:
            data = {**data, "report": within}
        return super(Span, cls).from_dict(data, within=within, at=at)

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.report == other.report and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.report == other.report and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval(Noun):
    """A vague or exact time: half-open ISO 8601 local times as the report means them, never converted.

    ``start`` and ``end`` are ``YYYY-MM-DD`` for a grain of a day or more, else ``YYYY-MM-DDTHH:MM``, with
    ``+HH:MM`` or ``Z`` behind only where the text or metadata gives a zone.
    """

    start: str
    end: str
    grain: Grain
    basis: Basis
    evidence: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Noun):
    """A vague or exact number: ``low..high``, both ends included, ``None`` = open."""

    low: float | int | None
    high: float | int | None
    hedge: str | None = None
    unit: str | None = None


# -------------------------------------------------------------------------------- what we were given


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet(Noun):
    """Who published a report, and the words that say so (``None``: metadata or the user said so)."""

    name: str
    evidence: Span | None = None
    basis: Basis = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Noun):
    """One dated post of a live blog."""

    id: str
    span: Span = inline()
    heading: Span | None = None
    time: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture(Noun):
    """Text in a report that is not reporting, and why we think so. It is marked, never deleted."""

    span: Span = inline()
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(Noun):
    """A report says where it, or part of it, comes from."""

    to: str
    relation: CreditRelation
    evidence: Span = inline()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Noun):
    """One document we were given. Never changed after it is made.

    ``id`` is made from text, outlet and address. ``sha256`` is of the bytes received. For HTML and the like
    ``text`` is what ``extractor`` gave, and ``left_out`` counts the visible characters it left out.
    """

    id: str
    given_id: str | None = None
    text: str
    sha256: str
    title: str | None = None
    outlet: Outlet | None = None
    url: str | None = None
    path: str | None = None
    published: Interval | None = None
    updated: Interval | None = None
    language: str | None = None
    kind: ReportKind = "article"
    entries: tuple[Entry, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    credits: tuple[Credit, ...] = ()
    terms_of_use: Span | None = None
    extractor: str | None = None
    left_out: int = 0

    def to_dict(self, *, within: str | None = None) -> dict[str, Any]:  # noqa: ARG002 - a report is its own context
        """Spans of a report need not repeat its id."""
        return super(Report, self).to_dict(within=self.id)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, within: str | None = None, at: str = "") -> Self:
        """Read back with the report's own id as the context."""
        own = data.get("id") if isinstance(data, Mapping) else within
        return super(Report, cls).from_dict(data, within=own, at=at)

    def span(self, start: int, end: int, *, words: bool = False) -> Span:
        """Make a span of this report, with its words where ``words`` is true."""
        return Span(report=self.id, start=start, end=end, text=self.text[start:end] if words else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Noun):
    """Something given that could not be read, and why."""

    path: str | None
    line: int | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Noun):
    """What came out of the files: reports in order of id, and what was skipped."""

    reports: tuple[Report, ...]
    skipped: tuple[Skipped, ...] = ()


# ----------------------------------------------------------------------------- what we read in a report


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Noun):
    """One sentence; ``section`` is the id of the live-blog entry it stands in."""

    span: Span = inline()
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Noun):
    """One word with its syntax: universal part of speech, head (index into ``Reading.tokens``), label."""

    span: Span = inline()
    part_of_speech: str | None = None
    head: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Noun):
    """A name or description in the text, and the entity it stands for (``None``: we refuse to say)."""

    id: str
    span: Span = inline()
    kind: MentionKind
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Noun):
    """One name of an entity, who uses it (entity names; empty = everyone), and where it stands."""

    name: str
    used_by: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Noun):
    """A title or office as the report words it."""

    span: Span = inline()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Noun):
    """Two mentions in different places taken for one entity's, on what ground, and how sure that is (0 to 1)."""

    rule: str
    left: Span
    right: Span
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Noun):
    """A place of the gazetteer. ``id`` is GeoNames' or ISO 3166's; what it lies in is given by name.

    Coordinates are degrees (WGS 84); those of a country or region are its largest town's.
    """

    id: str
    name: str
    kind: PlaceKind
    district: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Noun):
    """The person, organisation, group or place that mentions stand for. ``name`` is the form most used.

    ``joined`` says, in a brief, why mentions of several reports were taken for this one.
    ``place`` is where in the world a place is, or the place that a body is named after; ``None``: refused.
    """

    id: str
    name: str
    kind: MentionKind
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    part_of: str | None = None
    part_of_evidence: Span | None = None
    mentions: tuple[str, ...] = ()
    joined: tuple[Joined, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Noun):
    """A time expression as in TimeML: ``value`` is TIMEX3; points in time have an interval."""

    id: str
    span: Span = inline()
    timex_type: TimexType
    value: str | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Noun):
    """A number with its hedge and what it counts: ``what`` the kind, ``of`` the words for the counted."""

    id: str
    span: Span = inline()
    amount: Amount = inline()
    what: Counted
    of: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Noun):
    """Source, cue, content, as in PARC3 and PolNeAR. ``speaker`` and ``addressee`` are entity ids."""

    id: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind = "indirect"
    act: Act = "say"
    speaker: str | None = None
    addressee: str | None = None
    hedges: tuple[Span, ...] = ()
    denies: bool = False
    said: Interval | None = None
    inside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant(Noun):
    """What words of a claim stand for: a pronoun, or the subject that they leave out (then the span is empty).

    ``entity`` is who or what is meant, where that is known; ``words`` are the report's own elsewhere.
    """

    span: Span = inline()
    entity: str | None = None
    words: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Noun):
    """One thing that one report says, in its own words.

    ``attribution`` is an attribution id or ``None`` (the report's own voice). ``source`` and ``cue`` repeat
    its spans. ``chain`` names the holders, outlet first, the original speaker last; ``origin`` is the named
    holder at its far end, if there is one. ``who``, ``whom`` and ``where`` are entity ids. ``meant`` is what its
    words stand for; ``lacks`` says why it cannot stand alone, and so is no point, or is ``None``.
    """

    id: str
    span: Span = inline()
    attribution: str | None = None
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    chain: tuple[str, ...] = ()
    origin: str | None = None
    certainty: Certainty = "stated"
    polarity: Polarity = "affirmed"
    modality: Modality = "happened"
    event: str | None = None
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    when: Interval | None = None
    quantities: tuple[str, ...] = ()
    meant: tuple[Meant, ...] = ()
    lacks: str | None = None

    @property
    def text(self) -> str:
        """The claim's own words."""
        return self.span.text or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedSpan(Noun):
    """A stretch of a report that was not read into claims, and why."""

    span: Span = inline()
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Noun):
    """What we found in one report. ``place`` is where most of it is, as far as that can be told.

    ``encoded`` is what the encoder said (``encoder.Encoded``), ``vectors`` its row for each sentence; both are
    made again when absent. ``pronouns`` is the entity of each pronoun that is sure, by where it starts.
    """

    report: Report
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    skipped: tuple[SkippedSpan, ...] = ()
    place: Place | None = None
    vectors: Any = unwritten(default=None)
    encoded: Any = unwritten(default=None)
    pronouns: Mapping[int, str] = unwritten(default_factory=dict)

    def to_dict(self, *, within: str | None = None) -> dict[str, Any]:  # noqa: ARG002 - the report is the context
        """The object of one line of ``crossread read --json``."""
        return {"format": "crossread.reading/1", **super(Reading, self).to_dict(within=self.report.id)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, within: str | None = None, at: str = "") -> Self:
        """Read back with the report's id as the context."""
        report = data.get("report") if isinstance(data, Mapping) else None
        own = report.get("id") if isinstance(report, Mapping) else within
        return super(Reading, cls).from_dict(data, within=own, at=at)


# ------------------------------------------------------------------------------ what reports add up to


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Noun):
    """How two claims, or two reports, stand to each other, with score (0 to 1) and reasons."""

    left: str
    right: str
    relation: Relation
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Noun):
    """Words that two reports share."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy(Noun):
    """Two reports that share text, or a report that says whom it reprints.

    ``right`` is ``None`` where the original is not among the reports; ``source`` (written ``from``) is the
    report or the name it was taken from, if that can be told. ``coverage`` is the share of ``left``'s words.
    """

    left: str
    right: str | None
    relation: Literal["copy", "partial_copy", "quotes"]
    coverage: float | None
    source: str | None = named("from", default=None)
    passages: tuple[Passage, ...] = ()
    evidence: Span | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Noun):
    """Reports about the same events."""

    id: str
    title: str | None
    reports: tuple[str, ...]
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Noun):
    """Claims that say the same thing; ``text`` is the words of one of them, ``why`` says how it stands."""

    id: str
    text: str
    claims: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    standing: Standing
    when: Interval | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry(Noun):
    """One happening, dated; ``background`` is before the story's own days.

    ``planned`` are claims that spoke of it when it was still to come (or that still do).
    """

    id: str
    when: Interval
    status: Modality
    background: bool
    text: str
    claims: tuple[str, ...]
    points: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Noun):
    """A part of a total ("including ten civilians")."""

    of: str | None
    amount: Amount = inline()
    span: Span = inline()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReading(Noun):
    """One statement of a figure: where, by whom, as of when, and whether it could be verified."""

    span: Span = inline()
    claim: str | None
    quantity: str
    amount: Amount = inline()
    speaker: str | None = None
    origin: str | None = None
    as_of: Interval | None = None
    unverified: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Noun):
    """One thing that is counted, with every reading of it; its range follows the counting rule."""

    id: str
    what: Counted
    of: str | None
    where: str | None = None
    when: Interval | None = None
    rule: CountingRule = "as-reported"
    low: float | int | None = None
    high: float | int | None = None
    readings: tuple[FigureReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Noun):
    """What a speaker asserts, denies, demands ..., towards whom, in which reports; ``party`` is whom it speaks for."""

    id: str
    speaker: str
    act: Act
    to: str | None = None
    text: str
    claims: tuple[str, ...]
    party: str | None = None
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Noun):
    """Who met, called, accused, supported or denied whom, and the claims that say so; ``met`` has no direction."""

    id: str
    who: str
    act: EdgeAct
    whom: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Noun):
    """What was agreed, by whom, through whom, and its terms (claim ids)."""

    id: str
    name: str
    when: Interval | None = None
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Noun):
    """One side of a dispute: holders (entity ids), claims, origins (names)."""

    holders: tuple[str, ...]
    claims: tuple[str, ...]
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(Noun):
    """Two or more sides of one question. There is no winner; ``cause`` says what kind of disagreement it is."""

    id: str
    about: str
    kind: DisputeKind
    cause: Cause
    compared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver(Noun):
    """Something that could not be placed, and why; ``claim`` where it is a claim."""

    span: Span = inline()
    reason: str
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn(Noun):
    """What a brief rests on."""

    reports: int
    outlets: tuple[str, ...] = ()
    outlets_unknown: int = 0
    origins: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWith(Noun):
    """How a brief was made; ``digest`` is the SHA-256 of all else in it, so that no change goes unseen."""

    version: str
    models: dict[str, str] = field(default_factory=dict)
    rule: CountingRule = "as-reported"
    today: str | None = None
    until: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Noun):
    """What we make of a story.

    Its readings hold no claims and entities of their own: those stand in the brief, with the brief's ids.
    """

    story: Story
    rests_on: RestsOn
    reports: tuple[Reading, ...]
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    points: tuple[Point, ...] = ()
    links: tuple[Link, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    figures: tuple[Figure, ...] = ()
    positions: tuple[Position, ...] = ()
    edges: tuple[Edge, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    copies: tuple[Copy, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    made_with: MadeWith

    def to_dict(self, *, within: str | None = None) -> dict[str, Any]:  # noqa: ARG002 - a brief has no outer context
        """The object of ``crossread brief --format json``: a report and its reading are one object there."""
        written = {"format": "crossread.brief/1", **super(Brief, self).to_dict()}
        written["reports"] = [_flat_reading(reading) for reading in self.reports]
        return written

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, within: str | None = None, at: str = "") -> Self:  # noqa: ARG003
        """Read back ``crossread.brief/1``."""
        if isinstance(data, Mapping) and isinstance(data.get("reports"), list):
            data = {**data, "reports": [_deep_reading(report) for report in data["reports"]]}
        return super(Brief, cls).from_dict(data, at=at)


_OF_READING = ("sentences", "tokens", "mentions", "times", "quantities", "attributions", "skipped", "place")


def _flat_reading(reading: Reading) -> dict[str, Any]:
    written = reading.to_dict()
    return {**written["report"], **{key: written[key] for key in _OF_READING}}


def _deep_reading(report: Any) -> Any:  # noqa: ANN401 - what stands in the file; from_dict checks it
    if not isinstance(report, Mapping):
        return report
    return {"report": report, **{key: report[key] for key in _OF_READING if key in report}}


# ------------------------------------------------------------------------------ what we say of a brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Noun):
    """One step behind a line of a brief: words with their place, a rule, a score, or another id to look at."""

    kind: Literal["line", "words", "chain", "rule", "score", "see"]
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Noun):
    """One thing that is not sound in a brief: where (the id of the line), what was found, what was expected."""

    id: str
    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.id}: {self.where}: found {self.found}, expected {self.expected}"
