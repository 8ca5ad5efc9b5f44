"""The scores of what reports add up to: figures, timeline, points, disputes, names, positions, terms, copies."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from crossread.model import Agreement, Attribution, Copy, Dispute, Entity, FigureReading, Point, Position
from example_gold import SHARED, Book, Place, Score, f1, mean, named, overlap, place_of

__all__ = [
    "agreements", "closest_attribution", "copies", "disputes", "figures", "names", "points", "positions", "timeline",
]  # fmt: skip

# The kinds of counts that gold lists completely; a reading of another kind is never called too much.
COMPLETE = ("killed", "injured", "missing", "evacuated", "sheltering", "displaced")
# The acts that make a position; saying and believing are reported as claims.
STANCES = ("accuse", "deny", "demand", "promise", "refuse", "welcome", "regret")


def closest_attribution(book: Book, content: list[Place], cue: list[Place]) -> Attribution | None:
    """Return the attribution that shares the gold content, and if possible its cue."""
    best: tuple[float, Attribution] | None = None
    for _, found in book.attributions():
        shared = max((overlap(place_of(mine), gold) for mine in found.content for gold in content), default=0.0)
        shared += bool(found.cue and any(overlap(place_of(found.cue), gold) for gold in cue))
        if shared >= SHARED and (best is None or shared > best[0]):
            best = (shared, found)
    return best[1] if best else None


def _set_f1(found: Sequence[str], wanted: Sequence[Any]) -> float:
    met = sum(any(named(name, options) for name in found) for options in wanted)
    right = sum(any(named(name, options) for options in wanted) for name in found)
    return 1.0 if not found and not wanted else f1((met + right) / 2, len(found), len(wanted))


def _pairs(groups: dict[Any, Any]) -> set[tuple[Any, Any]]:
    """Return the pairs of keys that stand in one group (``None``: in none)."""
    both = itertools.combinations(sorted(groups), 2)
    return {pair for pair in both if groups[pair[0]] is not None and groups[pair[0]] == groups[pair[1]]}


def figures(book: Book) -> Score:
    """Mean of: F1 of readings found, pair F1 of how they group, range, origin, unverified-and-parts right."""
    system = {place_of(r.span): (figure, r) for figure in book.brief.figures for r in figure.readings}
    result, hits, marks = Score(0.0), 0, []
    right: dict[tuple[str, str], int] = {}
    mine: dict[tuple[str, str], str | None] = {}
    used: set[Place] = set()
    for number, gold in enumerate(book.gold["figures"]):
        for reading in gold["readings"]:
            place, key = book.place(reading), (reading["file"], reading["words"])
            near = max(system, key=lambda other: overlap(other, place) if place else 0.0, default=None)
            if reading.get("optional"):
                used |= {other for other in system if place and overlap(other, place) >= SHARED}
                continue
            right[key], mine[key] = number, None
            if not place or not near or overlap(near, place) < SHARED or system[near][0].what != gold["what"]:
                result.missed.append(f"{reading['file']}: {reading['words']!r} ({gold['what']})")
                continue
            used.add(near)
            hits, mine[key] = hits + 1, system[near][0].id
            marks.append(_reading_marks(system[near][1], reading))
            if not all(marks[-1]):
                result.missed.append(f"{reading['file']}: {reading['words']!r} range, origin, detail = {marks[-1]}")
    known = {report.id for report in book.reports.values()}
    extra = [p for p, (figure, _) in system.items() if figure.what in COMPLETE and p not in used and p[0] in known]
    result.extra = [f"{book.file(p[0])}: {system[p][1].span.text!r} ({system[p][0].what})" for p in extra]
    same, found = _pairs(right), _pairs(mine)
    columns = list(zip(*marks, strict=True)) if marks else [(0,), (0,), (0,)]
    grouped = f1(len(same & found), len(found), len(same))
    result.value = mean([f1(hits, hits + len(extra), len(right)), grouped, *map(mean, columns)])
    return result


def _reading_marks(found: FigureReading, gold: dict[str, Any]) -> tuple[bool, bool, bool]:
    amount = (found.amount.low, found.amount.high)
    parts = sorted((part.amount.low, part.amount.high) for part in found.parts)
    wanted = sorted((part["low"], part["high"]) for part in gold["parts"])
    origin = named(found.origin, gold["origin"])
    return amount == (gold["low"], gold["high"]), origin, parts == wanted and found.unverified == gold["unverified"]


def timeline(book: Book) -> Score:
    """Share of gold happenings found with their date and words; half where the status differs."""
    result, marks = Score(0.0), []
    for gold in book.gold["timeline"]:
        near = [
            entry
            for entry in book.brief.timeline
            if entry.when.start.startswith(gold["date"]) and all(w.lower() in entry.text.lower() for w in gold["words"])
        ]
        right = any(entry.status == gold["status"] for entry in near)
        marks.append(1.0 if right else 0.5 if near else 0.0)
        if marks[-1] < 1:
            result.missed.append(f"{gold['date']} {gold['status']}: {' … '.join(gold['words'])} ({marks[-1]})")
    result.value = mean(marks)
    return result


def points(book: Book) -> Score:
    """Mean of: pair F1 of claims that say the same, F1 of origins, share of standings right."""
    right: dict[tuple[str, str], int] = {}
    mine: dict[tuple[str, str], str | None] = {}
    holder = {claim: point for point in book.brief.points for claim in point.claims}
    result, origins, standings = Score(0.0), [], []
    for number, gold in enumerate(book.gold["points"]):
        homes = []
        for words in gold["claims"]:
            claim, key = book.claim(words), (words["file"], words["words"])
            home = holder.get(claim.id) if claim else None
            right[key], mine[key] = number, home.id if home else None
            if home:
                homes.append(home)
        point = max(homes, key=lambda home: (homes.count(home), home.id), default=None)
        origins.append(_set_f1(point.origins, gold["origins"]) if point else 0.0)
        standings.append(float(point is not None and point.standing == gold["standing"]))
        result.missed += _point_notes(gold, point, len({home.id for home in homes}), len(homes))
    same, found = _pairs(right), _pairs(mine)
    result.extra = [f"one point: {a[0]} {a[1][:50]!r} = {b[0]} {b[1][:50]!r}" for a, b in sorted(found - same)]
    result.value = mean([f1(len(same & found), len(found), len(same)), mean(origins), mean(standings)])
    return result


def _point_notes(gold: dict[str, Any], point: Point | None, split: int, found: int) -> list[str]:
    if point is None:
        return [f"{gold['about']}: no claim found"]
    notes = [f"{gold['about']}: {found} of {len(gold['claims'])} claims in {split} points"]
    if found == len(gold["claims"]) and split == 1:
        notes = []
    if _set_f1(point.origins, gold["origins"]) < 1:
        notes.append(f"{gold['about']}: origins {list(point.origins)}, wanted {[o[0] for o in gold['origins']]}")
    if point.standing != gold["standing"]:
        notes.append(f"{gold['about']}: {point.standing}, wanted {gold['standing']}")
    return notes


def disputes(book: Book) -> Score:
    """F1 over disputes met by kind and by words on two sides; half a hit where the cause differs."""
    result, marks, used = Score(0.0), [], set()
    for gold in book.gold["disputes"]:
        near = [dispute for dispute in book.brief.disputes if _same_dispute(book, dispute, gold)]
        used |= {dispute.id for dispute in near}
        mark = max((1.0 if dispute.cause in gold["cause"] else 0.5 for dispute in near), default=0.0)
        marks.append(mark)
        if mark < 1:
            result.missed.append(f"{gold['about']} ({'/'.join(gold['kind'])}, {'/'.join(gold['cause'])}): {mark}")
    extra = [dispute for dispute in book.brief.disputes if dispute.id not in used]
    result.extra = [f"{dispute.kind} {dispute.cause}: {dispute.about}" for dispute in extra]
    result.value = f1(sum(marks), sum(mark > 0 for mark in marks) + len(extra), len(marks))
    return result


def _same_dispute(book: Book, dispute: Dispute, gold: dict[str, Any]) -> bool:
    if dispute.kind not in gold["kind"]:
        return False
    if dispute.kind == "naming":
        values = [dispute.about, *itertools.chain(*dispute.compared.values())]
        shown = " ".join(values)
        return all(name in shown for entity in book.gold["names"] for name in entity["used_by"])
    met = [{n for n, g in enumerate(gold["sides"]) if book.touches(s.claims, g["claims"])} for s in dispute.sides]
    return any(a != b for left, right in itertools.combinations(met, 2) for a in left for b in right)


def names(book: Book) -> Score:
    """Mean over entities of: F1 of their names (best entity), who uses which name, which party they belong to."""
    result, values = Score(0.0), []
    for gold in book.gold["names"]:
        wanted = [gold["name"], *gold["aliases"]]
        best = max(book.brief.entities, key=lambda entity: (_names_f1(entity, wanted), entity.id), default=None)
        marks = [_names_f1(best, wanted) if best else 0.0]
        if gold["part_of"]:
            parties = book.names_of(best.part_of if best else None)
            marks.append(float(any(named(name, gold["part_of"]) for name in parties)))
        if gold["used_by"]:
            marks.append(mean(float(_used(best, name, users)) for name, users in gold["used_by"].items()))
        values.append(mean(marks) if marks[0] else 0.0)
        if values[-1] < 1:
            found = book.names_of(best.id) if best and marks[0] else None
            result.missed.append(f"{gold['name']}: {[round(m, 2) for m in marks]}, found {found}")
    result.value = mean(values)
    return result


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").removesuffix("'s").removesuffix("’s")


def _names_f1(entity: Entity, wanted: Sequence[str]) -> float:
    mine = {_plain(entity.name), *(_plain(alias.name) for alias in entity.aliases)}
    gold = {_plain(name) for name in wanted}
    return f1(len(mine & gold), len(mine), len(gold))


def _used(entity: Entity | None, name: str, users: Sequence[str]) -> bool:
    aliases = entity.aliases if entity else ()
    return any(alias.name == name and any(named(user, users) for user in alias.used_by) for alias in aliases)


def positions(book: Book) -> Score:
    """F1 over positions with the right act, speaker and words (accusing, denying, demanding, promising ...)."""
    mine = [position for position in book.brief.positions if position.act in STANCES]
    used: set[str] = set()
    result, hits = Score(0.0), 0
    for gold in book.gold["positions"]:
        near = [position for position in mine if _same_position(book, position, gold)]
        used |= {position.id for position in near}
        hits += bool(near)
        if not near:
            result.missed.append(f"{gold['speaker'][-1]} {gold['act']}: {gold['claims'][0]['words'][:60]!r}")
    extra = [position for position in mine if position.id not in used]
    result.extra = [f"{book.entity_name(p.speaker)} {p.act}: {p.text[:60]!r}" for p in extra]
    result.value = f1(hits, hits + len(extra), len(book.gold["positions"]))
    return result


def _same_position(book: Book, position: Position, gold: dict[str, Any]) -> bool:
    speaker = any(named(name, gold["speaker"]) for name in book.names_of(position.speaker))
    return position.act == gold["act"] and speaker and book.touches(position.claims, gold["claims"])


def agreements(book: Book) -> Score:
    """Best match of each: mean of F1 of parties, of mediators, of terms, and the date; shared among too many."""
    result, values = Score(0.0), []
    for gold in book.gold["agreements"]:
        found = [_agreement_marks(book, agreement, gold) for agreement in book.brief.agreements]
        marks = max(found, key=sum, default=(0.0,) * 4)
        values.append(mean(marks))
        if values[-1] < 1:
            result.missed.append(f"{gold['name']}: parties, mediators, terms, date = {[round(m, 2) for m in marks]}")
    surplus = max(0, len(book.brief.agreements) - len(values))
    result.extra = [f"{agreement.name}" for agreement in book.brief.agreements] if surplus else []
    result.value = sum(values) / (len(values) + surplus)
    return result


def _agreement_marks(book: Book, found: Agreement, gold: dict[str, Any]) -> tuple[float, ...]:
    terms = gold["terms"]
    met = sum(book.touches(found.terms, term) for term in terms)
    right = sum(any(book.touches([claim], term) for term in terms) for claim in found.terms)
    parties = [book.entity_name(party) or party for party in found.parties]
    mediators = [book.entity_name(mediator) or mediator for mediator in found.mediators]
    date = float(found.when is not None and found.when.start.startswith(gold["when"]))
    recall, precision = met / len(terms), right / len(found.terms) if found.terms else 0.0
    both = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return _set_f1(parties, gold["parties"]), _set_f1(mediators, gold["mediators"]), both, date


def copies(book: Book) -> Score:
    """F1 over pairs with the right relation; half where it is not said, or wrongly said, who is the source."""
    result, marks, used = Score(0.0), [], set()
    for gold in book.gold["copies"]:
        near = [n for n, copy in enumerate(book.brief.copies) if _same_copy(book, copy, gold)]
        used |= set(near)
        mark = max((1.0 if _from(book, book.brief.copies[n], gold) else 0.5 for n in near), default=0.0)
        marks.append(mark)
        if mark < 1:
            result.missed.append(f"{gold['left']} <- {gold['right'] or gold['from'][0]}: {mark}")
    extra = [copy for n, copy in enumerate(book.brief.copies) if n not in used]
    result.extra = [f"{book.file(c.left)} ~ {book.file(c.right or '-')}: {c.relation} {c.coverage}" for c in extra]
    result.value = f1(sum(marks), sum(mark > 0 for mark in marks) + len(extra), len(marks))
    return result


def _same_copy(book: Book, copy: Copy, gold: dict[str, Any]) -> bool:
    files = {book.file(copy.left), book.file(copy.right) if copy.right else None}
    return copy.relation in gold["relation"] and files == {gold["left"], gold["right"]}


def _from(book: Book, copy: Copy, gold: dict[str, Any]) -> bool:
    report = book.reports.get(book.file(copy.source or ""))
    name = report.outlet.name if report and report.outlet else copy.source
    return named(name, gold["from"])
