"""A brief as lines to print: one list, made once, that the page, Markdown, the terminal and ``verify`` share.

A line keeps apart what is quoted and what is ours; see ``Line``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from crossread.model import (
    Agreement,
    Brief,
    Claim,
    Counted,
    Entity,
    Figure,
    FigureReading,
    Interval,
    LeftOver,
    Point,
    Span,
)
from crossread.present import labels, wording
from crossread.present.cited import by_words, claim_labels, spans_of, with_meant
from crossread.present.disputes import dispute_lines
from crossread.present.facts import copy_line, report_facts, rests_on_lines
from crossread.present.index import Index, index_of
from crossread.present.inert import one_line
from crossread.present.line import SECTIONS, Line
from crossread.present.positions import edge_lines, position_lines, told_by
from crossread.present.ranking import LEADING, ranked

__all__ = ["SECTIONS", "Line", "in_order", "led", "lines", "lines_of", "say_bounds", "say_figure", "say_figures"]


def lines(brief: Brief) -> tuple[Line, ...]:
    """Return every line of ``brief`` in the order it is read."""
    return lines_of(index_of(brief))


def lines_of(index: Index) -> tuple[Line, ...]:
    """Return every line of a brief whose look-ups are made."""
    brief = index.brief
    made: list[Line] = [_title(index), *rests_on_lines(index)]
    made += [_point(index, point) for point in ranked(index, brief.points) if point.standing != "contested"]
    made += [line for dispute in brief.disputes for line in dispute_lines(index, dispute)]
    made += [_point(index, point) for point in _without_sides(brief)]
    made += [line for figure in in_order(brief.figures) for line in _figure(index, figure)]
    made += _timeline(index)
    made += position_lines(index)
    made += edge_lines(index)
    made += [line for agreement in brief.agreements for line in _agreement(index, agreement)]
    made += [line for entity in _named_entities(brief) for line in _entity(index, entity)]
    made += [copy_line(index, copy) for copy in brief.copies]
    made += [line for reading in brief.reports for line in report_facts(index, reading)]
    made += [_left_over(index, item) for item in brief.left_over]
    return tuple(with_meant(index, line) for line in made)


def led(index: Index) -> tuple[Line, ...]:
    """Return every line, for formats that cannot fold: of the points of one standing those that follow the first
    few are read near the end, under a heading of their own.
    """
    seen: dict[str, int] = {}
    lead: list[Line] = []
    rest: list[Line] = []
    for line in lines_of(index):
        place = seen[line.group] = seen.get(line.group, 0) + 1
        late = line.section == "established" and place > LEADING
        (rest if late else lead).append(replace(line, section="also") if late else line)
    at = next((n for n, line in enumerate(lead) if line.section in ("copies", "signals", "left_over")), len(lead))
    return (*lead[:at], *rest, *lead[at:])


# ------------------------------------------------------------------------------- title and points


def _title(index: Index) -> Line:
    story = index.brief.story
    title = story.title or ""
    for report_id in story.reports:
        report = index.report(report_id)
        at = report.text.find(title) if report is not None and title else -1
        if at >= 0:
            span = Span(report=report_id, start=at, end=at + len(title))
            return Line(id=story.id, section="title", text=one_line(title), citations=(span,))
        if report is not None and title and report.title == title:
            return Line(
                id=story.id,
                section="title",
                text=one_line(title),
                note=f"title of {index.tag(report_id)}, from its metadata",
            )
    return Line(id=story.id, section="title", note=one_line(title) or "An untitled story")


def _without_sides(brief: Brief) -> list[Point]:
    """Contested points that no dispute shows; the others are read with their sides."""
    shown = {claim for dispute in brief.disputes for side in dispute.sides for claim in side.claims}
    return [point for point in brief.points if point.standing == "contested" and not shown & set(point.claims)]


def _point(index: Index, point: Point) -> Line:
    claims = index.known_claims(point.claims)
    origins = tuple(_through(index, origin, claims) for origin in point.origins)
    speakers = (index.label(claim.speaker) for claim in claims if claim.speaker and claim.origin)
    names = (*map(one_line, point.origins), *map(one_line, point.outlets), *dict.fromkeys(speakers))
    return Line(
        id=point.id,
        section="contested" if point.standing == "contested" else "established",
        group=labels.STANDING[point.standing],
        text=one_line(point.text),
        citations=spans_of(claims),
        labels=claim_labels(index, claims),
        note=say_support(point, origins),
        names=names,
        claims=tuple(claim.id for claim in claims),
    )


def _through(index: Index, origin: str, claims: Iterable[Claim]) -> str:
    """Name an origin, and who spoke for it ("Norwick (Dora Pelk)")."""
    speakers = {index.label(claim.speaker) for claim in claims if claim.origin == origin and claim.speaker}
    others = sorted(speakers - {one_line(origin)})
    return f"{one_line(origin)} ({', '.join(others)})" if others else one_line(origin)


def say_support(point: Point, origins: Sequence[str]) -> str:
    """Say how many independent origins and outlets stand behind a point, and which origins."""
    count = wording.say_count(len(origins), "origin") if origins else "no named origin"
    if len(origins) > 1:
        count = f"{len(origins)} independent origins"
    named = f": {wording.say_list(origins)}" if origins else ""
    return f"{wording.say_count(len(point.outlets), 'outlet')}, {count}{named}"


# -------------------------------------------------------------------------------------- figures


def say_figure(index: Index, figure: Figure) -> str:
    """Name what is counted: "killed: people, Orvel"."""
    of = one_line(figure.of or "")
    where = index.label(figure.where) if figure.where else ""
    return ": ".join(filter(None, (figure.what.replace("other", "counted"), ", ".join(filter(None, (of, where))))))


def in_order(figures: Iterable[Figure]) -> list[Figure]:
    """Put what people ask for first: the dead, the injured, the missing ...; numbers before vague words."""
    kinds = get_args(Counted)
    return sorted(
        figures,
        key=lambda figure: (figure.low is figure.high is None, kinds.index(figure.what), -len(figure.readings)),
    )


def say_bounds(figure: Figure) -> str:
    """Say the range of a figure; where its readings are all vague, the words they use."""
    vague = dict.fromkeys(one_line(reading.amount.hedge or reading.span.text or "") for reading in figure.readings)
    return wording.say_range(figure.low, figure.high) or " / ".join(f"“{words}”" for words in vague if words)


def say_figures(index: Index, figure_id: str) -> str:
    """Say the range of a figure and the rule it follows."""
    figure = next(item for item in index.brief.figures if item.id == figure_id)
    when = f", of {wording.say_interval(figure.when)}" if figure.when else ""
    return f"{say_bounds(figure)}, by the rule “{figure.rule}”{when}"


def _figure(index: Index, figure: Figure) -> Iterator[Line]:
    for reading in figure.readings:
        holder = index.label(reading.speaker) or one_line(reading.origin or "")
        yield Line(
            id=figure.id,
            section="figures",
            group=say_figure(index, figure),
            text=index.words(reading.span),
            citations=(reading.span,),
            note=say_reading(index, reading),
            names=tuple(filter(None, (holder, index.outlet(reading.span.report)))),
            claims=(reading.claim,) if reading.claim else (),
        )
        for part in reading.parts:
            yield Line(
                id=figure.id,
                section="figures",
                group=say_figure(index, figure),
                text=index.words(part.span),
                citations=(part.span, reading.span),
                note="part of the line before",
                claims=(reading.claim,) if reading.claim else (),
            )


def say_reading(index: Index, reading: FigureReading) -> str:
    """Say by whom, as of when, and what is uncertain about one reading of a figure."""
    holder = index.label(reading.speaker) or one_line(reading.origin or "")
    facts = [
        holder or "no named holder",
        f"as of {wording.say_interval(reading.as_of)}" if reading.as_of else "no date",
    ]
    if reading.unverified:
        facts.append("not independently verified")
    return wording.say_list(facts)


# ------------------------------------------------------------------ timeline, agreements, names


def say_dated(index: Index, when: Interval) -> str:
    """Say how a date was come by."""
    words = f": “{index.words(when.evidence)}”" if when.evidence else ""
    return f"{labels.BASIS[when.basis]}{words}"


def _timeline(index: Index) -> list[Line]:
    """What happened first, then what was planned, promised, demanded; background last."""
    made = []
    order = list(labels.MODALITY)
    entries = sorted(index.brief.timeline, key=lambda entry: (entry.background, order.index(entry.status)))
    for entry in entries:
        claims = index.known_claims(entry.claims)
        made.append(
            Line(
                id=entry.id,
                section="timeline",
                group="Background, before these events" if entry.background else labels.MODALITY[entry.status],
                side=wording.say_interval(entry.when),
                text=one_line(entry.text),
                citations=spans_of(claims, entry.when.evidence),
                labels=claim_labels(index, claims) if entry.status == "happened" else (),
                note=say_dated(index, entry.when),
                claims=tuple(claim.id for claim in claims),
            )
        )
        made += [_announced(index, made[-1], text, those) for text, those in
                 by_words(index, index.known_claims(entry.planned))]  # fmt: skip
    return made


def _announced(index: Index, line: Line, text: str, claims: Sequence[Claim]) -> Line:
    """Return the line that says how a happening was announced."""
    return replace(
        line, text=text, citations=spans_of(claims), labels=claim_labels(index, claims),
        note="the same, spoken of as still to come", claims=tuple(claim.id for claim in claims),
    )  # fmt: skip


def _agreement(index: Index, agreement: Agreement) -> Iterator[Line]:
    parties, mediators = index.labels(agreement.parties), index.labels(agreement.mediators)
    facts = [wording.say_interval(agreement.when)]
    facts += [f"between {wording.say_list(parties)}"] if parties else []
    facts += [f"brokered by {wording.say_list(mediators)}"] if mediators else []
    group, terms = one_line(agreement.name), index.known_claims(agreement.terms)
    if not terms:
        facts.append("no terms were reported")
    yield Line(
        id=agreement.id,
        section="agreements",
        group=group,
        note=wording.say_list(facts),
        names=(*parties, *mediators),
    )
    for text, claims in by_words(index, terms):
        yield Line(
            id=agreement.id,
            section="agreements",
            group=group,
            text=text,
            citations=spans_of(claims),
            labels=claim_labels(index, claims),
            note=wording.say_list(dict.fromkeys(told_by(index, claim) for claim in claims)),
            names=tuple(name for claim in claims for name in claim.chain),
            claims=tuple(claim.id for claim in claims),
        )


def _named_entities(brief: Brief) -> list[Entity]:
    """What has two names for two sides first, then people, bodies and places, the much-named before the others."""
    kinds = ("person", "organisation", "group", "place", "facility")
    shown = [entity for entity in brief.entities if entity.kind in kinds]
    return sorted(
        shown,
        key=lambda entity: (
            not any(alias.used_by for alias in entity.aliases),
            kinds.index(entity.kind),
            -len(entity.aliases) - len(entity.roles),
            entity.name,
        ),
    )


def _entity(index: Index, entity: Entity) -> Iterator[Line]:
    label, kind = index.label(entity.id), f"{entity.kind}: {index.label(entity.id)}"
    for alias in entity.aliases:
        used_by = tuple(map(one_line, alias.used_by))
        yield Line(
            id=entity.id, section="names", group=kind, text=one_line(alias.name),
            citations=tuple(sorted(alias.evidence, key=index.place)),
            note=f"used by {wording.say_list(used_by)}" if used_by else "", names=(label, *used_by),
        )  # fmt: skip
    roles: dict[str, list[Span]] = {}
    for role in entity.roles:
        roles.setdefault(index.words(role.span), []).append(role.span)
    for words, spans in roles.items():
        yield Line(
            id=entity.id, section="names", group=kind, text=words, citations=tuple(spans), note="role", names=(label,)
        )
    if entity.part_of:
        evidence = (entity.part_of_evidence,) if entity.part_of_evidence else ()
        party = index.label(entity.part_of)
        yield Line(
            id=entity.id, section="names", group=kind, text=index.words(evidence[0]) if evidence else "",
            citations=evidence, note=f"counted as one party with {party}", names=(label, party),
        )  # fmt: skip


def _left_over(index: Index, item: LeftOver) -> Line:
    return Line(
        id=item.claim or item.span.report,
        section="left_over",
        text=index.words(item.span),
        citations=(item.span,),
        note=one_line(item.reason),
        group=f"{index.tag(item.span.report)} {index.outlet(item.span.report)}",
        names=(index.outlet(item.span.report),),
        claims=(item.claim,) if item.claim in index.claims else (),
    )
