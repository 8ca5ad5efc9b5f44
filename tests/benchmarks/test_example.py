"""The scorer of the example gives a perfect brief full marks, and takes them off where something is wrong."""

from dataclasses import replace

import pytest

import example
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
    MadeWith,
    Outlet,
    Part,
    Point,
    Position,
    Reading,
    Report,
    RestsOn,
    Side,
    Story,
    TimelineEntry,
)
from crossread.model import short_hash as key
from example_gold import COUNTRY, EXAMPLES, Book, f1, load_gold, named, trim

GOLD = load_gold()
START = {len("2024"): "-01-01", len("2024-05"): "-01"}


def first(name):
    return name if isinstance(name, str) or name is None else name[0]


def interval(start):
    return Interval(start=start, end=start, grain="day", basis="stated") if start else None


class Perfect:
    """Makes the nouns that the gold describes."""

    def __init__(self):
        self.reports = {file: self.report(file, gold) for file, gold in GOLD["reports"].items()}
        self.claims, self.entities = {}, {}
        for gold in GOLD["names"]:
            self.entity(gold["name"], kind=gold["kind"], gold=gold)

    def report(self, file, gold):
        path = EXAMPLES / COUNTRY / file
        text = path.read_text(encoding="utf-8").replace("\\n", "\n").replace('\\"', '"')
        bare = Report(id=key("r", file), text=text, sha256="", path=str(path), kind=gold["kind"], title=gold["title"])

        def span(words):
            return bare.span(text.index(words), text.index(words) + len(words))

        return replace(
            bare,
            outlet=Outlet(name=gold["outlet"]),
            published=interval(gold["published"]),
            updated=interval(gold["updated"]),
            credits=tuple(Credit(**credit, evidence=bare.span(0, 1)) for credit in gold["credits"]),
            furniture=tuple(
                Furniture(span=span(words), reason="-") for words in GOLD["furniture"].get(file, {}).get("marked", ())
            ),
            entries=tuple(
                Entry(id=key("n", e["time"]), span=heading, heading=heading, time=interval(e["time"]))
                for e in GOLD["entries"].get(file, ())
                for heading in [span(e["heading"])]
            ),
        )

    def span(self, words):
        report = self.reports[words["file"]]
        start = report.text.index(words["words"])
        return report.span(start, start + len(words["words"]), words=True)

    def entity(self, name, *, kind="person", gold=None):
        name = first(name)
        if name not in self.entities:
            aliases = tuple(
                Alias(name=alias, used_by=tuple((gold["used_by"].get(alias) or ())[:1]))
                for alias in ([*gold["aliases"], gold["name"]] if gold else ())
            )
            party = self.entity(gold["part_of"], kind="organisation") if gold and gold["part_of"] else None
            self.entities.setdefault(
                name, Entity(id=key("e", name), name=name, kind=kind, aliases=aliases, part_of=party)
            )
        return self.entities[name].id

    def claim(self, words):
        span = self.span(words)
        return self.claims.setdefault(span, Claim(id=key("c", span), span=span)).id

    def all(self, items):
        return tuple(self.claim(words) for words in items)

    def attributions(self, book, file):
        for number, (_, parts, gold) in enumerate(example._located(book, file, GOLD["attributions"][file])):
            spans = {
                part: [self.reports[file].span(start, end, words=True) for _, start, end in places]
                for part, places in parts.items()
            }
            yield Attribution(
                id=key("a", file, number),
                source=spans["source"][0] if spans["source"] else None,
                cue=spans["cue"][0],
                content=tuple(spans["content"]),
                speaker=self.entity(gold["speaker"]) if gold["speaker"] else None,
            )

    def figures(self):
        for number, gold in enumerate(GOLD["figures"]):
            readings = tuple(
                FigureReading(
                    span=self.span(r),
                    claim=None,
                    quantity="q",
                    amount=Amount(low=r["low"], high=r["high"]),
                    origin=first(r["origin"]),
                    unverified=r["unverified"],
                    parts=tuple(
                        Part(of=p["of"], amount=Amount(low=p["low"], high=p["high"]), span=self.span(r))
                        for p in r["parts"]
                    ),
                )
                for r in gold["readings"]
            )
            yield Figure(id=key("f", number), what=gold["what"], of=gold["of"], readings=readings)

    def disputes(self):
        for number, gold in enumerate(GOLD["disputes"]):
            sides = tuple(Side(holders=(), claims=self.all(side["claims"])) for side in gold["sides"])
            compared = {"name": ("Karsova", "Dal Emrin")} if gold["kind"] == ["naming"] else {}
            kind, cause = gold["kind"][0], gold["cause"][0]
            yield Dispute(id=key("d", number), about="-", kind=kind, cause=cause, compared=compared, sides=sides)

    def brief(self):
        empty = Brief(
            story=Story(id="s", title=None, reports=()),
            rests_on=RestsOn(reports=7),
            reports=tuple(Reading(report=report) for report in self.reports.values()),
            made_with=MadeWith(version="-"),
        )
        book = Book(empty, GOLD)
        readings = tuple(
            Reading(report=report, attributions=tuple(self.attributions(book, file)))
            for file, report in self.reports.items()
        )
        made = replace(
            empty,
            reports=readings,
            figures=tuple(self.figures()),
            disputes=tuple(self.disputes()),
            timeline=tuple(
                TimelineEntry(
                    id=key("y", number),
                    when=interval(gold["date"] + START.get(len(gold["date"]), "")),
                    status=gold["status"],
                    background=False,
                    text=" ".join(gold["words"]),
                    claims=(),
                )
                for number, gold in enumerate(GOLD["timeline"])
            ),
            points=tuple(
                Point(
                    id=key("p", number),
                    text="-",
                    claims=self.all(gold["claims"]),
                    origins=tuple(map(first, gold["origins"])),
                    standing=gold["standing"],
                )
                for number, gold in enumerate(GOLD["points"])
            ),
            positions=tuple(
                Position(
                    id=key("o", number),
                    speaker=self.entity(gold["speaker"]),
                    act=gold["act"],
                    text="-",
                    claims=self.all(gold["claims"]),
                )
                for number, gold in enumerate(GOLD["positions"])
            ),
            agreements=tuple(
                Agreement(
                    id="g",
                    name=gold["name"],
                    when=interval(gold["when"]),
                    parties=tuple(self.entity(name) for name in gold["parties"]),
                    mediators=tuple(self.entity(name) for name in gold["mediators"]),
                    terms=tuple(self.claim(term[0]) for term in gold["terms"]),
                )
                for gold in GOLD["agreements"]
            ),
            copies=tuple(
                Copy(
                    left=self.reports[gold["left"]].id,
                    right=self.reports[gold["right"]].id if gold["right"] else None,
                    relation=gold["relation"][0],
                    coverage=0.9,
                    source=gold["from"][0],
                )
                for gold in GOLD["copies"]
            ),
        )
        return replace(made, entities=tuple(self.entities.values()), claims=tuple(self.claims.values()))


@pytest.fixture(scope="module")
def perfect():
    return Perfect().brief()


def scores(brief):
    return {name: found.value for name, found in example.compare(brief, GOLD).items()}


def test_a_perfect_brief_gets_full_marks(perfect):
    found = example.compare(perfect, GOLD)
    assert {name: (item.value, item.missed, item.extra) for name, item in found.items() if item.value < 1} == {}


def test_an_empty_brief_gets_next_to_none(perfect):
    empty = Brief(story=perfect.story, rests_on=perfect.rests_on, reports=(), made_with=perfect.made_with)
    assert scores(empty)["example.score"] < 0.05


@pytest.mark.parametrize(
    ("spoiled", "changes"),
    [
        # one point too big: two different things are said to be the same
        (
            "points",
            lambda b: {"points": (replace(b.points[0], claims=b.points[0].claims + b.points[6].claims), *b.points[7:])},
        ),
        ("points", lambda b: {"points": tuple(replace(p, origins=()) for p in b.points)}),
        ("figures", lambda b: {"figures": b.figures[1:]}),
        ("timeline", lambda b: {"timeline": b.timeline[1:]}),
        ("disputes", lambda b: {"disputes": tuple(replace(d, cause="other_place") for d in b.disputes)}),
        # one too many
        ("disputes", lambda b: {"disputes": (*b.disputes, replace(b.disputes[0], id="d", sides=()))}),
        ("copies", lambda b: {"copies": (*b.copies, replace(b.copies[0], right=b.copies[1].right))}),
        ("names", lambda b: {"entities": b.entities[1:]}),
        ("positions", lambda b: {"positions": tuple(replace(p, act="say") for p in b.positions)}),
        ("agreements", lambda b: {"agreements": (replace(b.agreements[0], mediators=()),)}),
    ],
)
def test_each_mistake_costs(perfect, spoiled, changes):
    assert scores(replace(perfect, **changes(perfect)))[f"example.{spoiled}"] < 1


def test_names_are_met_by_longer_forms_only():
    assert named("the Sorvanian Defence Ministry", ["Defence Ministry"])
    assert not named("Ministry", ["Defence Ministry"])
    assert not named(None, ["Corda"])
    assert named(None, None)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“Nobody warned us,”", "Nobody warned us"),
        ("that the gates opened.", "the gates opened"),
        ("that", "that"),
        ("“”", ""),
    ],
)
def test_trim(text, kept):
    start, end = trim(text, 0, len(text))
    assert text[start:end] == kept


def test_f1_of_nothing_wanted_and_nothing_found():
    assert f1(0, 0, 0) == 1.0
    assert f1(0, 3, 0) == 0.0
