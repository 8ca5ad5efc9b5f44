"""A brief made by hand, with every kind of line in it: an invented shelling in an invented country."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crossread.model import (
    Agreement,
    Alias,
    Amount,
    Attribution,
    Brief,
    Claim,
    Copy,
    Credit,
    Dispute,
    Entity,
    Entry,
    Figure,
    FigureReading,
    Furniture,
    Interval,
    LeftOver,
    MadeWith,
    Mention,
    Outlet,
    Part,
    Passage,
    Point,
    Position,
    Quantity,
    Reading,
    Report,
    RestsOn,
    Role,
    Sentence,
    Side,
    Skipped,
    Span,
    Story,
    TimeExpression,
    TimelineEntry,
    short_hash,
)

HARROW = """Shells hit market in Ulvenstad

The Harrow Post
4 May 2031

Shells hit the fish market in Ulvenstad at noon on Sunday. At least 14 people were killed, the ombudsman, \
Ilse Varn, said. "We counted the bodies ourselves," she added.

The defence ministry in Merrow denied that its guns had fired on the town. "No shell of ours fell there," \
Colonel Teo Brask said.

The town, which the Uldish call Ulvenstad and Merrow calls Harrowmere, was last shelled in 2019.

Follow us for more news"""

NORTHLINE = """MERROW, 4 May (Northline) - Shells hit the market of Harrowmere on Sunday, killing dozens, an \
official of the river commission said on Sunday evening.

The ombudsman put the toll at 14 or more. The figure could not be independently verified.

Both sides agreed to a truce brokered by the river commission. Guns are to be withdrawn from the ridge by Friday."""

LEDGER = """Truce after market shelling

Daily Ledger | Northline

Shells hit the market of Harrowmere on Sunday, killing dozens, an official of the river commission said on \
Sunday evening.

The ombudsman put the toll at 14 or more. The figure could not be independently verified.

Both sides agreed to a truce brokered by the river commission. Guns are to be withdrawn from the ridge by Friday.

Terms: you may reprint this text with a link in the first passage."""

LIVE = """Live: the Ulvenstad shelling

1,204 次觀看

5 May

14:20 - The toll has risen to 21, including three children, Ilse Varn told us.

09:05 - Residents queued for water. Varn demanded that Merrow pull back its guns."""


def _report(outlet: str | None, text: str, published: str | None, **more: Any) -> Report:
    id = short_hash("r", text, outlet)
    made = Report(id=id, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), language="en", **more)
    evidence = at(made, outlet) if outlet and outlet in text else None
    return replace(made, outlet=Outlet(name=outlet, evidence=evidence) if outlet else None, published=_day(published))


def _day(day: str | None, evidence: Span | None = None, basis: Any = "stated") -> Interval | None:
    if day is None:
        return None
    return Interval(start=day, end=f"{day[:8]}{int(day[8:]) + 1:02d}", grain="day", basis=basis, evidence=evidence)


def at(report: Report, words: str, *, keep: bool = False) -> Span:
    """Return the span of the first place where ``words`` stand."""
    start = report.text.index(words)
    return report.span(start, start + len(words), words=keep)


def _sentences(report: Report) -> tuple[Sentence, ...]:
    made, start = [], 0
    for piece in report.text.replace(". ", ".\x00").replace("\n", "\x00").split("\x00"):
        if piece.strip():
            made.append(Sentence(span=report.span(start, start + len(piece))))
        start += len(piece) + 1
    return tuple(made)


def _reports() -> tuple[Report, Report, Report, Report]:
    harrow = _report(
        "The Harrow Post", HARROW, None, title="Shells hit market in Ulvenstad", url="https://harrow.example/1"
    )
    harrow = replace(
        harrow,
        published=_day("2031-05-04", at(harrow, "4 May 2031")),
        furniture=(Furniture(span=at(harrow, "Follow us for more news"), reason="follow_us"),),
    )
    northline = _report("Northline", NORTHLINE, None, credits=())
    northline = replace(
        northline,
        published=_day("2031-05-04", at(northline, "4 May"), "context"),
        credits=(Credit(to="Northline", relation="agency", evidence=at(northline, "(Northline)")),),
    )
    ledger = _report("Daily Ledger", LEDGER, "2031-05-05", kind="republication")
    ledger = replace(
        ledger,
        credits=(Credit(to="Northline", relation="republished_from", evidence=at(ledger, "Northline")),),
        terms_of_use=at(ledger, "you may reprint this text with a link in the first passage"),
    )
    live = _report(None, LIVE, None, kind="live_blog")
    live = replace(
        live,
        published=_day("2031-05-05", at(live, "5 May"), "context"),
        furniture=(Furniture(span=at(live, "1,204 次觀看"), reason="view_count"),),
        entries=(_entry(live, "14:20"), _entry(live, "09:05")),
    )
    return harrow, northline, ledger, live


def _entry(report: Report, clock: str) -> Entry:
    start = report.text.index(clock)
    end = report.text.find("\n\n", start)
    span = report.span(start, end if end > 0 else len(report.text))
    time = Interval(
        start=f"2031-05-05T{clock}", end=f"2031-05-05T{clock[:3]}{int(clock[3:]) + 1:02d}", grain="minute",
        basis="stated", evidence=at(report, clock),
    )  # fmt: skip
    return Entry(id=short_hash("n", report.id, start), span=span, heading=at(report, clock), time=time)


class Maker:
    """Collects the claims of each report while the brief is put together."""

    def __init__(self) -> None:
        self.reports = _reports()
        self.found: dict[str, dict[str, list[Any]]] = {
            report.id: {"times": [], "quantities": [], "attributions": [], "mentions": []} for report in self.reports
        }
        self.claims: list[Claim] = []

    def claim(self, number: int, words: str, chain: Sequence[str] = (), **more: Any) -> Claim:
        report = self.reports[number]
        source, cue = (at(report, more.pop(key), keep=True) if key in more else None for key in ("source", "cue"))
        span = at(report, words, keep=True)
        attribution, name = None, report.outlet.name if report.outlet else "unknown outlet"
        if source is not None or cue is not None:
            attribution = Attribution(
                id=short_hash("a", report.id, span.start), source=source, cue=cue, content=(span,),
                speaker=more.get("speaker"), act=more.pop("act", "say"), denies=more.get("polarity") == "denied",
            )  # fmt: skip
            self.found[report.id]["attributions"].append(attribution)
        made = Claim(
            id=short_hash("c", report.id, span.start, span.end), span=span, source=source, cue=cue,
            attribution=attribution.id if attribution else None,
            chain=(name, *(holder for holder in chain if holder != name)),
            origin=chain[-1] if chain else None, **more,
        )  # fmt: skip
        self.claims.append(made)
        return made

    def time(self, number: int, words: str, day: str, basis: str = "published") -> Interval:
        report = self.reports[number]
        interval = _day(day, at(report, words), basis)
        assert interval is not None
        span = at(report, words, keep=True)
        found = TimeExpression(
            id=short_hash("t", report.id, span.start), span=span, timex_type="DATE", value=day, interval=interval
        )
        self.found[report.id]["times"].append(found)
        return interval

    def quantity(self, number: int, words: str, amount: Amount, of: str, **more: Any) -> Quantity:
        report = self.reports[number]
        span = at(report, words, keep=True)
        made = Quantity(
            id=short_hash("q", report.id, span.start), span=span, amount=amount, what="killed", of=of, **more
        )
        self.found[report.id]["quantities"].append(made)
        return made

    def mention(self, number: int, words: str, kind: Any, entity: str) -> Mention:
        span = at(self.reports[number], words, keep=True)
        made = Mention(id=short_hash("m", span.report, span.start), span=span, kind=kind, entity=entity)
        self.found[span.report]["mentions"].append(made)
        return made

    def readings(self) -> tuple[Reading, ...]:
        return tuple(
            Reading(
                report=report,
                sentences=_sentences(report),
                **{key: tuple(found) for key, found in self.found[report.id].items()},
            )
            for report in self.reports
        )


def _entities(make: Maker) -> tuple[Entity, ...]:
    harrow, northline, _, live = make.reports
    names = {
        "e1": make.mention(0, "Ilse Varn", "person", "e1"),
        "e2": make.mention(0, "defence ministry in Merrow", "organisation", "e2"),
        "e3": make.mention(0, "Teo Brask", "person", "e3"),
        "e4": make.mention(0, "Ulvenstad", "place", "e4"),
        "e5": make.mention(1, "river commission", "organisation", "e5"),
    }
    town = (
        Alias(name="Harrowmere", used_by=("Merrow",), evidence=(at(harrow, "Harrowmere"), at(northline, "Harrowmere"))),
        Alias(name="Ulvenstad", used_by=("the Uldish",), evidence=(at(harrow, "Ulvenstad"), at(live, "Ulvenstad"))),
    )
    return (
        Entity(
            id="e1", name="Ilse Varn", kind="person", roles=(Role(span=at(harrow, "ombudsman", keep=True)),),
            aliases=(
                Alias(name="Ilse Varn", evidence=(names["e1"].span,)),
                Alias(name="Varn", evidence=(at(live, "Varn"),)),
            ),
            mentions=(names["e1"].id,),
        ),
        Entity(id="e2", name="defence ministry", kind="organisation", mentions=(names["e2"].id,)),
        Entity(
            id="e3", name="Teo Brask", kind="person", part_of="e2", part_of_evidence=at(harrow, "Colonel Teo Brask"),
            aliases=(Alias(name="Teo Brask", evidence=(names["e3"].span,)),), mentions=(names["e3"].id,),
        ),
        Entity(id="e4", name="Ulvenstad", kind="place", aliases=town, mentions=(names["e4"].id,)),
        Entity(id="e5", name="river commission", kind="organisation", mentions=(names["e5"].id,)),
    )  # fmt: skip


def _figure(make: Maker, toll: Sequence[Claim]) -> Figure:
    first, agency, rise, dozens = toll
    amounts = (
        (
            first,
            make.quantity(0, "At least 14 people", Amount(low=14, high=None, hedge="at least"), "people"),
            "e1",
            False,
        ),
        (agency, make.quantity(1, "14 or more", Amount(low=14, high=None, hedge="or more"), "people"), "e1", True),
        (dozens, make.quantity(1, "dozens", Amount(low=None, high=None, hedge="dozens"), "people"), "e5", False),
        (rise, make.quantity(3, "21", Amount(low=21, high=21), "people"), "e1", False),
    )
    part = make.quantity(3, "three children", Amount(low=3, high=3), "children", part_of=amounts[-1][1].id)
    readings = [
        FigureReading(
            span=quantity.span, claim=claim.id, quantity=quantity.id, amount=quantity.amount, speaker=speaker,
            origin=claim.origin, unverified=unverified,
            as_of=next(report for report in make.reports if report.id == claim.span.report).published,
        )
        for claim, quantity, speaker, unverified in amounts
    ]  # fmt: skip
    readings[-1] = replace(readings[-1], parts=(Part(of="children", amount=part.amount, span=part.span),))
    readings[-1] = replace(readings[-1], as_of=make.reports[3].entries[0].time)
    return Figure(id="f1", what="killed", of="people", where="Ulvenstad", low=14, high=21, readings=tuple(readings))


def made_brief() -> Brief:
    """Return the brief."""
    make = Maker()
    _, northline, ledger, _ = make.reports
    entities = _entities(make)
    sunday = make.time(0, "on Sunday", "2031-05-04")
    friday = make.time(1, "Friday", "2031-05-09")
    old = replace(make.time(0, "2019", "2019-01-01", "stated"), end="2020-01-01", grain="year")
    hit = (
        make.claim(0, "Shells hit the fish market in Ulvenstad at noon on Sunday", ("The Harrow Post",), when=sunday),
        make.claim(
            1, "Shells hit the market of Harrowmere on Sunday", ("Northline", "river commission"), speaker="e5",
            source="an official of the river commission", cue="said", where=("e4",),
        ),
        make.claim(
            2, "Shells hit the market of Harrowmere on Sunday", ("Northline", "river commission"), speaker="e5",
            source="an official of the river commission", cue="said",
        ),
    )  # fmt: skip
    toll = (
        make.claim(
            0, "At least 14 people were killed", ("Ilse Varn",), speaker="e1",
            source="the ombudsman, Ilse Varn", cue="said",
        ),
        make.claim(
            1, "The ombudsman put the toll at 14 or more", ("Northline", "Ilse Varn"), speaker="e1",
            source="The ombudsman", cue="put", certainty="unverified",
        ),
        make.claim(
            3, "The toll has risen to 21, including three children", ("Ilse Varn",), speaker="e1",
            source="Ilse Varn", cue="told",
        ),
        make.claim(1, "killing dozens", ("Northline", "river commission"), speaker="e5"),
    )  # fmt: skip
    denial = make.claim(
        0, "its guns had fired on the town", ("defence ministry",), speaker="e2", polarity="denied",
        source="The defence ministry in Merrow", cue="denied", act="deny",
    )  # fmt: skip
    quote = make.claim(
        0, '"No shell of ours fell there,"', ("defence ministry",), speaker="e3", source="Colonel Teo Brask", cue="said"
    )
    demand = make.claim(
        3, "Merrow pull back its guns", ("Ilse Varn",), speaker="e1", source="Varn", cue="demanded", act="demand",
        modality="demanded",
    )  # fmt: skip
    truce = tuple(make.claim(n, "Both sides agreed to a truce brokered by the river commission") for n in (1, 2))
    guns = tuple(
        make.claim(n, "Guns are to be withdrawn from the ridge by Friday", modality="planned", when=friday)
        for n in (1, 2)
    )
    water = make.claim(3, "Residents queued for water")
    shelled = make.claim(0, "was last shelled in 2019", when=old)
    figure = _figure(make, toll)
    vague = make.claim(0, '"We counted the bodies ourselves,"', ("Ilse Varn",), speaker="e1", source="she", cue="added")

    def point(id: str, claims: Sequence[Claim], standing: Any, **more: Any) -> Point:
        return Point(
            id=id, text=claims[0].text, claims=tuple(claim.id for claim in claims), standing=standing,
            outlets=tuple(sorted({claim.chain[0] for claim in claims})), **more,
        )  # fmt: skip

    points = (
        point("p1", hit, "corroborated", origins=("The Harrow Post", "river commission"), when=sunday),
        point("p2", toll[:2], "single_origin", origins=("Ilse Varn",)),
        point("p3", (denial, quote), "contested", origins=("defence ministry",)),
        point("p4", truce, "widely_stated"),
        point("p5", guns, "widely_stated", when=friday),
        point("p6", (water,), "unattributed"),
        point("p7", (demand,), "single_origin", origins=("Ilse Varn",)),
        point("p8", (shelled,), "unattributed", when=old),
        point("p9", (toll[2],), "single_origin", origins=("Ilse Varn",)),
        point("p10", (toll[3],), "single_origin", origins=("river commission",)),
    )
    return Brief(
        story=Story(
            id="s1", title="Shells hit market in Ulvenstad", reports=tuple(report.id for report in make.reports),
            first="2031-05-04", last="2031-05-05",
        ),
        rests_on=RestsOn(
            reports=4, outlets=("Daily Ledger", "Northline", "The Harrow Post"), outlets_unknown=1,
            origins=("Ilse Varn", "The Harrow Post", "defence ministry", "river commission"), languages=("en",),
            first="2031-05-04", last="2031-05-05",
            skipped=(Skipped(path="photo.txt", reason="not text: PNG image"),),
        ),
        reports=make.readings(),
        entities=entities,
        claims=tuple(make.claims),
        points=points,
        timeline=(
            TimelineEntry(
                id="y0", when=old, status="happened", background=True, text=shelled.text,
                claims=(shelled.id,), points=("p8",),
            ),
            TimelineEntry(
                id="y1", when=sunday, status="happened", background=False, text=hit[0].text,
                claims=points[0].claims, points=("p1",),
            ),
            TimelineEntry(
                id="y2", when=friday, status="planned", background=False, text=guns[0].text,
                claims=points[4].claims, points=("p5",),
            ),
        ),
        figures=(figure,),
        positions=(
            Position(id="o1", speaker="e1", act="demand", to="e2", text=demand.text, claims=(demand.id,)),
            Position(id="o2", speaker="e2", act="deny", text=denial.text, claims=(denial.id,)),
            Position(id="o3", speaker="e1", act="say", text=toll[0].text, claims=points[1].claims),
        ),
        agreements=(
            Agreement(
                id="g1", name="truce", parties=("e2",), mediators=("e5",), terms=tuple(claim.id for claim in guns)
            ),
        ),
        disputes=(
            Dispute(
                id="d1", about="Shells hit the fish market in Ulvenstad", kind="denial", cause="conflict",
                compared={"polarity": ("affirmed", "denied")},
                sides=(
                    Side(holders=("e5",), claims=points[0].claims, origins=("The Harrow Post", "river commission")),
                    Side(holders=("e2", "e3"), claims=points[2].claims, origins=("defence ministry",)),
                ),
            ),
            Dispute(
                id="d2", about="At least 14 people", kind="figures", cause="later_update",
                compared={"amount": ("At least 14 people", "21"), "as_of": ("2031-05-04", "2031-05-05T14:20")},
                sides=(
                    Side(holders=("e1",), claims=points[1].claims, origins=("Ilse Varn",)),
                    Side(holders=("e1",), claims=points[8].claims, origins=("Ilse Varn",)),
                ),
            ),
            Dispute(
                id="d3", about="Harrowmere / Ulvenstad", kind="naming", cause="conflict",
                compared={"name": ("Harrowmere", "Ulvenstad")},
                sides=(Side(holders=(), claims=()), Side(holders=(), claims=())),
            ),
        ),
        copies=(
            Copy(
                left=ledger.id, right=northline.id, relation="copy", coverage=0.86, source=northline.id,
                passages=(
                    Passage(
                        left=at(ledger, "Both sides agreed to a truce brokered by the river commission"),
                        right=at(northline, "Both sides agreed to a truce brokered by the river commission"),
                    ),
                ),
                evidence=at(ledger, "Daily Ledger | Northline"),
            ),
        ),
        left_over=(LeftOver(span=vague.span, reason="too few words to compare", claim=vague.id),),
        made_with=MadeWith(version="0.1.0", digest="0" * 64),
    )  # fmt: skip
