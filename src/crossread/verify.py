"""Re-checking a brief: is every line borne out by words that stand in the reports it holds?

The laws, each checked by one function below:

* *slice*: every span lies in its report and its words are exactly the characters there;
* *identity*: ids are made of content, and every reference leads somewhere;
* *numbers*: an amount is what its cited words say; a figure's range is what its readings give under its rule;
* *repetition*: what a line repeats (a speaker, an origin, a time) is what its claim says;
* *conservation*: each claim is in exactly one point, or is left over;
* *no invention*: every number, name and quotation printed stands in a cited span;
* *seal*: nothing at all was changed since the brief was made.

The seal alone would find any change; the other laws say where it is, what was found and what was expected,
and hold against a brief that was wrong when it was sealed.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from crossread import amounts
from crossread.codec import Noun
from crossread.model import (
    Attribution,
    Brief,
    Claim,
    Edge,
    Point,
    Position,
    Problem,
    Quantity,
    Report,
    Span,
    TimeExpression,
    TimelineEntry,
    short_hash,
)  # fmt: skip
from crossread.present.inert import one_line
from crossread.present.lines import lines
from crossread.seal import digest
from crossread.tables import table

__all__ = ["verify"]


class _Index(NamedTuple):
    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    quantities: Mapping[str, Quantity]
    attributions: Mapping[str, Attribution]
    times: Mapping[tuple[str, int, int], TimeExpression]
    entities: frozenset[str]
    points: frozenset[str]


def verify(brief: Brief) -> tuple[Problem, ...]:
    """Return every problem of ``brief``; empty means sound."""
    index = _index(brief)
    slices = tuple(_slices(brief, index))
    found = [*slices, *_identities(brief), *_references(brief, index)]
    if not any(problem.expected == "an id of this brief" for problem in found):
        # Past this point every reference is known to lead somewhere.
        found += [*_numbers(brief, index), *_repetitions(brief, index), *_conservation(brief)]
        if not slices:
            found += _inventions(brief, index)
    found += _seal(brief)
    return tuple(dict.fromkeys(found))


def _index(brief: Brief) -> _Index:
    return _Index(
        reports={reading.report.id: reading.report for reading in brief.reports},
        claims={claim.id: claim for claim in brief.claims},
        quantities={item.id: item for reading in brief.reports for item in reading.quantities},
        attributions={item.id: item for reading in brief.reports for item in reading.attributions},
        times={
            (item.span.report, item.span.start, item.span.end): item
            for reading in brief.reports
            for item in reading.times
        },
        entities=frozenset(entity.id for entity in brief.entities),
        points=frozenset(point.id for point in brief.points),
    )


# ------------------------------------------------------------------------------------------- slice


def _slices(brief: Brief, index: _Index) -> Iterator[Problem]:
    for owner, where, span in _spans(brief, "brief", ""):
        report = index.reports.get(span.report)
        if report is None:
            yield Problem(id=owner, where=f"{where}.report", found=repr(span.report), expected="a report of this brief")
        elif not 0 <= span.start <= span.end <= len(report.text):
            yield Problem(
                id=owner,
                where=where,
                found=f"{span.start}..{span.end}",
                expected=f"a range inside the {len(report.text)} characters of {_name(report)}",
            )
        elif span.text is not None and span.text != report.text[span.start : span.end]:
            yield Problem(
                id=owner,
                where=f"{where} ({_name(report)} {span.start}..{span.end})",
                found=repr(span.text),
                expected=repr(report.text[span.start : span.end]),
            )


def _spans(noun: Noun, owner: str, where: str) -> Iterator[tuple[str, str, Span]]:
    """Walk everything in ``noun`` and yield each span with the id of the line it belongs to."""
    owner = getattr(noun, "id", None) or owner
    for field in dataclasses.fields(noun):  # type: ignore[arg-type]  # every Noun is a dataclass
        if not field.metadata.get("unwritten"):
            yield from _spans_of(getattr(noun, field.name), owner, f"{where}.{field.name}".lstrip("."))


def _spans_of(value: Any, owner: str, where: str) -> Iterator[tuple[str, str, Span]]:  # noqa: ANN401
    if isinstance(value, Span):
        yield owner, where, value
    elif isinstance(value, Noun):
        yield from _spans(value, owner, where)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _spans_of(item, owner, f"{where}[{number}]")


def _name(report: Report) -> str:
    return report.path or report.title or report.id


# ---------------------------------------------------------------------------------------- identity


def _identities(brief: Brief) -> Iterator[Problem]:
    """A report's id is made of its text, outlet and address, so a text changed by one letter is found."""
    for reading in brief.reports:
        report = reading.report
        made = short_hash("r", report.text, report.outlet.name if report.outlet else "", report.url or "")
        if made != report.id:
            yield Problem(
                id=report.id,
                where=f"report {_name(report)}: text, outlet or url",
                found=f"content with the id {made}",
                expected=f"the content this brief was made of ({report.id})",
            )


def _references(brief: Brief, index: _Index) -> Iterator[Problem]:
    known: Mapping[str, Iterable[str]] = {
        "claim": index.claims,
        "quantity": index.quantities,
        "attribution": index.attributions,
        "entity": index.entities,
        "point": index.points,
        "report": index.reports,
    }
    for owner, where, kind, id in _referred(brief):
        if id not in known[kind]:
            yield Problem(id=owner, where=where, found=f"{kind} {id!r}", expected="an id of this brief")


def _referred(brief: Brief) -> Iterator[tuple[str, str, str, str]]:
    for claim in brief.claims:
        yield from ((claim.id, "quantities", "quantity", id) for id in claim.quantities)
        yield from ((claim.id, "who, whom, where", "entity", id) for id in (*claim.who, *claim.whom, *claim.where))
        yield from ((claim.id, "meant", "entity", one.entity) for one in claim.meant if one.entity)
        if claim.attribution is not None:
            yield claim.id, "attribution", "attribution", claim.attribution
        if claim.speaker is not None:
            yield claim.id, "speaker", "entity", claim.speaker
    with_claims: tuple[Point | TimelineEntry | Position | Edge, ...] = (
        *brief.points, *brief.timeline, *brief.positions, *brief.edges,
    )  # fmt: skip
    for line in with_claims:
        yield from ((line.id, "claims", "claim", id) for id in line.claims)
    yield from ((entry.id, "planned", "claim", id) for entry in brief.timeline for id in entry.planned)
    for agreement in brief.agreements:
        yield from ((agreement.id, "terms", "claim", id) for id in agreement.terms)
        yield from ((agreement.id, "parties", "entity", id) for id in (*agreement.parties, *agreement.mediators))
    for position in brief.positions:
        named = (position.speaker, position.to, position.party)
        yield from ((position.id, "speaker, to, party", "entity", id) for id in named if id)
    for edge in brief.edges:
        yield from ((edge.id, "who, whom", "entity", id) for id in (edge.who, edge.whom))
    for dispute in brief.disputes:
        yield from ((dispute.id, "sides", "claim", id) for side in dispute.sides for id in side.claims)
        yield from ((dispute.id, "sides", "entity", id) for side in dispute.sides for id in side.holders)
    for figure in brief.figures:
        yield from ((figure.id, "readings", "quantity", reading.quantity) for reading in figure.readings)
        yield from ((figure.id, "readings", "claim", item.claim) for item in figure.readings if item.claim)
    yield from (("left_over", item.reason, "claim", item.claim) for item in brief.left_over if item.claim)
    yield from (("copies", copy.relation, "report", copy.left) for copy in brief.copies)


# ----------------------------------------------------------------------------------------- numbers


def _numbers(brief: Brief, index: _Index) -> Iterator[Problem]:
    for quantity in index.quantities.values():
        yield from _amount_stands(quantity.id, quantity.span.text or "", quantity.amount)
    for figure in brief.figures:
        for reading in figure.readings:
            quantity = index.quantities[reading.quantity]
            yield from _same(figure.id, "reading: amount", reading.amount, quantity.amount)
            yield from _same(figure.id, "reading: place in the report", reading.span, quantity.span)
            for part in reading.parts:
                yield from _amount_stands(figure.id, part.span.text or "", part.amount)
        expected = amounts.range_of([reading.amount for reading in figure.readings], figure.rule)
        yield from _same(figure.id, f"range by the rule {figure.rule}", (figure.low, figure.high), expected)


def _amount_stands(owner: str, words: str, amount: Any) -> Iterator[Problem]:  # noqa: ANN401
    read = amounts.read_amount(words)
    if read is None:
        # "killed Ana Ruiz": one victim without a number word; anything else needs words that say it.
        if (amount.low, amount.high) not in ((1, 1), (None, None), (0, 0)):
            yield Problem(id=owner, where=f"amount of {words!r}", found=_range(amount), expected="no number but one")
    elif (read.low, read.high) != (amount.low, amount.high):
        yield Problem(id=owner, where=f"amount of {words!r}", found=_range(amount), expected=_range(read))


def _range(amount: Any) -> str:  # noqa: ANN401
    return f"{amount.low}..{amount.high}"


def _same(owner: str, where: str, found: object, expected: object) -> Iterator[Problem]:
    if found != expected:
        yield Problem(id=owner, where=where, found=str(found), expected=str(expected))


# -------------------------------------------------------------------------------------- repetition


def _repetitions(brief: Brief, index: _Index) -> Iterator[Problem]:
    for claim in brief.claims:
        if claim.attribution is not None:
            attribution = index.attributions[claim.attribution]
            yield from _same(claim.id, "source", claim.source, attribution.source)
            yield from _same(claim.id, "cue", claim.cue, attribution.cue)
            yield from _same(claim.id, "speaker", claim.speaker, attribution.speaker)
        yield from _time_stands(claim, index)
        if claim.origin is not None and not claim.chain:
            yield Problem(id=claim.id, where="origin", found=claim.origin, expected="an origin at the end of a chain")
    for point in brief.points:
        members = [index.claims[id] for id in point.claims]
        yield from _one_of(point.id, "text", point.text, [claim.text for claim in members])
        yield from _same(point.id, "outlets", set(point.outlets), {claim.chain[0] for claim in members if claim.chain})
        yield from (
            problem
            for origin in point.origins
            for problem in _one_of(point.id, "origins", origin, [claim.origin for claim in members])
        )
        if point.when is not None:
            yield from _one_of(point.id, "when", point.when, [claim.when for claim in members])
    for entry in brief.timeline:
        members = [index.claims[id] for id in entry.claims]
        yield from _one_of(entry.id, "when", entry.when, [claim.when for claim in members])
    for figure in brief.figures:
        for reading in figure.readings:
            claim = index.claims[reading.claim or ""]
            yield from _same(figure.id, "reading: speaker", reading.speaker, claim.speaker)
            yield from _same(figure.id, "reading: origin", reading.origin, claim.origin)


def _time_stands(claim: Claim, index: _Index) -> Iterator[Problem]:
    """A claim's time is that of a time expression of its report."""
    if claim.when is None or claim.when.evidence is None:
        return
    evidence = claim.when.evidence
    time = index.times.get((evidence.report, evidence.start, evidence.end))
    if time is None:
        yield Problem(id=claim.id, where="when", found=claim.when.start, expected="a time expression at its evidence")
    elif time.interval is not None:
        expected = (time.interval.start, time.interval.end)
        yield from _same(claim.id, "when", (claim.when.start, claim.when.end), expected)


def _one_of(owner: str, where: str, found: object, options: Iterable[object]) -> Iterator[Problem]:
    options = list(options)
    if found not in options:
        yield Problem(id=owner, where=where, found=str(found), expected=" or ".join(map(str, options)))


# ------------------------------------------------------------------------------------ conservation


def _conservation(brief: Brief) -> Iterator[Problem]:
    places = Counter(id for point in brief.points for id in point.claims)
    places.update(item.claim for item in brief.left_over if item.claim is not None)
    for claim in brief.claims:
        if places[claim.id] != 1:
            yield Problem(
                id=claim.id,
                where="its place in the brief",
                found=f"{places[claim.id]} places",
                expected="exactly one point, or the left-over",
            )


# ------------------------------------------------------------------------------------ no invention

# What must stand in evidence: numbers, names, quotations.
_TELLING = re.compile(r"\d[\d.,:]*\d|\d|[“\"«][^”\"»]{2,}[”\"»]|\b[^\W\d_a-z][\w’'-]*\w")


def _inventions(brief: Brief, index: _Index) -> Iterator[Problem]:
    for claim in brief.claims:
        for name in claim.chain:
            yield from _name_stands(claim.id, "chain", name, index)
    for line in lines(brief):
        for name in line.names:
            yield from _name_stands(line.id, line.section, name, index)
        words = (index.reports[span.report].text[span.start : span.end] for span in line.citations)
        # A title may come from a report's metadata alone.
        titles = (report.title or "" for report in index.reports.values()) if line.section == "title" else ()
        evidence = one_line(" ".join((*words, *titles)))
        for found in _TELLING.findall(line.text):
            if found not in evidence:
                yield Problem(id=line.id, where=line.section, found=repr(found), expected="it in the words it cites")


def _name_stands(owner: str, where: str, name: str, index: _Index) -> Iterator[Problem]:
    """A name printed is that of an outlet, of somebody credited, or words of a report ("A / B": both are)."""
    reports = index.reports.values()
    known = {credit.to for report in reports for credit in report.credits} | {"unknown outlet"}
    known |= {report.outlet.name for report in reports if report.outlet}
    texts = [one_line(report.text) for report in reports]
    if name in map(one_line, known):
        return
    countries: Mapping[str, list[str]] = table("names")["countries"]
    for part in one_line(name).split(" / "):
        # A country may be there by its adjective or capital alone ("Norwegian ministry"), as the table has them.
        if not any(form in text for form in (part, *countries.get(part, ())) for text in texts):
            yield Problem(
                id=owner, where=where, found=repr(part), expected="a name that stands in a report of this brief"
            )


# -------------------------------------------------------------------------------------------- seal


def _seal(brief: Brief) -> Iterator[Problem]:
    made = digest(brief)
    if brief.made_with.digest != made:
        yield Problem(
            id="brief",
            where="made_with.digest",
            found=str(brief.made_with.digest),
            expected=f"{made}: the brief was changed after it was made",
        )
