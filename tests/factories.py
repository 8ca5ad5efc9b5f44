"""Short makers of nouns for tests: say only what the test is about."""

from __future__ import annotations

from dataclasses import replace

from crossread.model import Amount, Attribution, Claim, Interval, Link, Quantity, Report, Span, short_hash


def report(text: str, *, id: str | None = None, **fields: object) -> Report:
    made = Report(id=id or short_hash("r", text, "", ""), text=text, sha256="0" * 64)
    return replace(made, **fields)


def span(report_id: str = "r1", start: int = 0, end: int = 5, text: str | None = None) -> Span:
    return Span(report=report_id, start=start, end=end, text=text)


def claim(text: str = "The dam held overnight.", *, in_report: str = "r1", start: int = 0, **fields: object) -> Claim:
    made = Claim(
        id=short_hash("c", in_report, start, text),
        span=Span(report=in_report, start=start, end=start + len(text), text=text),
        chain=("unknown outlet",),
    )
    return replace(made, **fields)


def day(iso: str, **fields: object) -> Interval:
    from datetime import date, timedelta

    end = (date.fromisoformat(iso) + timedelta(days=1)).isoformat()
    return replace(Interval(start=iso, end=end, grain="day", basis="stated"), **fields)


def link(left: Claim, right: Claim, relation: str = "same", score: float = 0.9) -> Link:
    first, second = sorted((left.id, right.id))
    return Link(left=first, right=second, relation=relation, score=score, reasons=("test",))


def quantity(
    words: str, low: int | None, high: int | None, *, what: str = "killed", of: str | None = None, **fields: object
) -> Quantity:
    made = Quantity(
        id=short_hash("q", words, low, high),
        span=Span(report="r1", start=0, end=len(words), text=words),
        amount=Amount(low=low, high=high),
        what=what,
        of=of,
    )
    return replace(made, **fields)


def attribution(source: Span | None, content: Span, **fields: object) -> Attribution:
    made = Attribution(
        id=short_hash("a", content.report, content.start, content.end), source=source, cue=None, content=(content,)
    )
    return replace(made, **fields)
