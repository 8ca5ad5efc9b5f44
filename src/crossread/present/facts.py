"""Lines of facts about the reports themselves: what a brief rests on, who took from whom, each report's signals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crossread.model import Copy, Interval, Reading, Report, Span
from crossread.present import labels, wording
from crossread.present.index import UNKNOWN_OUTLET, Index
from crossread.present.inert import one_line
from crossread.present.line import Line

# A copy may share hundreds of passages; the longest few show it, and the JSON has them all.
PASSAGES_SHOWN = 3
# A longer shared passage is left to its citation: as a line it would drown the others.
LONGEST_SHOWN = 160

__all__ = ["copy_line", "report_facts", "rests_on_lines", "share_copied"]


def rests_on_lines(index: Index) -> Iterator[Line]:
    """Say how many reports, outlets, origins, languages and hours, and what was skipped and why."""
    rests, story = index.brief.rests_on, index.brief.story

    def fact(note: str, *names: str) -> Line:
        return Line(id=story.id, section="rests_on", note=note, names=names)

    languages = wording.say_list(map(_language, rests.languages)) or "no known language"
    yield fact(f"{wording.say_count(rests.reports, 'report')} in {languages}")
    outlets = tuple(map(one_line, rests.outlets))
    unknown = [wording.say_count(rests.outlets_unknown, UNKNOWN_OUTLET)] if rests.outlets_unknown else []
    yield fact(f"outlets: {wording.say_list([*outlets, *unknown]) or 'none known'}", *outlets)
    origins = tuple(map(one_line, rests.origins))
    yield fact(f"{wording.say_count(len(origins), 'named origin')}: {wording.say_list(origins) or 'none'}", *origins)
    updated = any(reading.report.updated and not reading.report.published for reading in index.brief.reports)
    dated = "published or updated" if updated else "published"
    yield fact(f"{dated}: {wording.say_moment(rests.first)} to {wording.say_moment(rests.last)}")
    for skipped in rests.skipped:
        place = one_line(skipped.path or "input") + (f", line {skipped.line}" if skipped.line else "")
        yield fact(f"skipped {place}: {one_line(skipped.reason)}")


def _language(code: str) -> str:
    return {"en": "English"}.get(code, code)


def share_copied(index: Index, report_id: str) -> float | None:
    """Return the largest share of a report's words that another report of the brief also has."""
    shares = [copy.coverage for copy in index.brief.copies if copy.left == report_id and copy.coverage is not None]
    return max(shares, default=None)


def copy_line(index: Index, copy: Copy) -> Line:
    """Say that two reports share words, or that one says whom it reprints."""
    left, right = _name(index, copy.left), _name(index, copy.right)
    shared = f"{copy.coverage:.0%} of its words" if copy.coverage is not None else ""
    if right:
        note = f"{left} shares {shared or 'words'} with {right}"
    else:
        note = f"{left} says that it takes from {_name(index, copy.source) or 'another'}" + (
            f" ({shared})" if shared else ""
        )
    if right and copy.source:
        note += f"; taken from {_name(index, copy.source)}"
    citations = [copy.evidence] if copy.evidence else []
    longest = sorted(copy.passages, key=lambda passage: passage.left.start - passage.left.end)[:PASSAGES_SHOWN]
    citations += [span for passage in longest for span in (passage.left, passage.right)]
    words = index.words(citations[0]) if citations else ""
    return Line(
        id=copy.left,
        section="copies",
        text=words if len(words) <= LONGEST_SHOWN else "",
        citations=tuple(citations),
        note=note,
        names=tuple(filter(None, (index.outlet(copy.left), index.outlet(copy.right) if copy.right else ""))),
    )


def _name(index: Index, report_or_name: str | None) -> str:
    if report_or_name is None:
        return ""
    if report_or_name in index.numbers:
        return f"{index.tag(report_or_name)} {index.outlet(report_or_name)}"
    return one_line(report_or_name)


def report_facts(index: Index, reading: Reading) -> Iterator[Line]:
    """Give what can be said of a report's reliability as facts, without a score."""
    report = reading.report
    group = f"{index.tag(report.id)} {index.outlet(report.id)}"

    def fact(note: str, evidence: Span | None = None, *names: str) -> Line:
        return Line(
            id=report.id, section="signals", group=group, note=note, names=(index.outlet(report.id), *names),
            text=index.words(evidence) if evidence else "", citations=(evidence,) if evidence else (),
        )  # fmt: skip

    yield fact(_say_kind(reading), report.outlet.evidence if report.outlet else None)
    if report.published or not report.updated:
        yield fact(f"published {_dated(report.published)}", report.published.evidence if report.published else None)
    if report.updated:
        first = "" if report.published else "; when it was first published is not said"
        yield fact(f"updated {_dated(report.updated)}{first}", report.updated.evidence)
    credited: dict[tuple[str, str], list[Span]] = {}  # said once, shown wherever it stands
    for credit in report.credits:
        credited.setdefault((labels.CREDIT[credit.relation], one_line(credit.to)), []).append(credit.evidence)
    for (relation, to), spans in credited.items():
        yield replace(fact(f"{relation} {to}", spans[0], to), citations=tuple(spans))
    share = share_copied(index, report.id)
    if share is not None:
        yield fact(f"{share:.0%} of its words also stand in another report")
    if report.furniture:
        yield fact(f"{wording.say_count(len(report.furniture), 'passage')} set aside as furniture")
    if report.terms_of_use:
        yield fact("terms of use", report.terms_of_use)
    if report.language not in (None, "en"):
        yield fact(f"in another language ({report.language}): kept, not read")
    if report.left_out:
        yield fact(
            f"{report.left_out:,} visible characters of the page were left out by {report.extractor or 'the extractor'}"
        )


def _say_kind(reading: Reading) -> str:
    report: Report = reading.report
    entries = f", {wording.say_count(len(report.entries), 'entry', 'entries')}" if report.entries else ""
    return f"{labels.KIND[report.kind]}{entries}"


def _dated(interval: Interval | None) -> str:
    if interval is None:
        return "on no known date"
    return f"{wording.say_interval(interval)}, {labels.BASIS[interval.basis]}"
