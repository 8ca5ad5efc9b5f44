"""Which reports share text, and which say whom they reprint.

Two reports are compared by the runs of five words that both have (``shared_text``). What they share inside
quotations never makes a copy: it is a ``quotes`` link. Runs that stand in several reports which otherwise
have nothing in common ("anyone with information is asked to call") are a formula, and do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from crossread.align.shared_text import RUN, Page, common_runs, longest_quoted, page_of, passages_of
from crossread.groups import Groups
from crossread.model import Copy, Credit, Reading
from crossread.names import fold

__all__ = ["find_copies"]

# Shares of the shorter report's runs, found by reading the pairs of ``gva/copies_train`` between .05 and .8
# (benchmarks/copies.py re-runs them): from a half on all were copies; below a fifth they shared police
# formulas and one quotation; between, those with a whole clause in common were partial copies.
COPY_SHARE = 0.5
PARTIAL_SHARE = 0.2
PARTIAL_WORDS = 12
# Fewer shared runs than this are chance, however short the reports.
FEWEST_RUNS = 5
# Reports that share this much are counted as one when formulas are looked for.
RELATED_SHARE = 0.3
FORMULA_GROUPS = 4
# A quotation of fewer words may be anybody's ("the deadliest attack in years").
QUOTE_WORDS = 8
PASSAGE_WORDS = 8
# A run with more bearers than this pairs each with the first alone: one text in a thousand reports would
# make half a million pairs.
MOST_BEARERS = 60
# Pages whose sets of runs are kept at hand (some 40 kB each).
CACHED_PAGES = 2048


def find_copies(readings: Sequence[Reading]) -> tuple[Copy, ...]:
    """Return who copied whom, in whole or in part, which reports share quotations, and what credits say."""
    pages = [page_of(reading) for reading in sorted(readings, key=lambda reading: reading.report.id)]
    found = _shared(pages)
    credited = {
        (copy.left, copy.right or fold(copy.source or "")): copy
        for page in pages
        for copy in _credited(page, pages, found)
    }
    both = [*found.values(), *credited.values()]
    return tuple(sorted(both, key=lambda copy: (copy.left, copy.right or "", copy.source or "", copy.relation)))


# ------------------------------------------------------------------------------------- shared text


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Page
    right: Page
    shared: frozenset[int]
    plain: int  # how many of the shared runs stand outside quotations
    share: float  # what part of the shorter report's own runs that is
    quotes: bool  # whether both quote the same words, enough of them to matter

    @property
    def may_be_copy(self) -> bool:
        return self.plain >= FEWEST_RUNS and self.share >= PARTIAL_SHARE


def _shared(pages: Sequence[Page]) -> dict[tuple[str, str], Copy]:
    runs = lru_cache(CACHED_PAGES)(lambda at: frozenset(pages[at].runs))
    index = _index(pages)
    raw = {
        pair: len(runs(pair[0]) & runs(pair[1])) / max(1, min(len(runs(pair[0])), len(runs(pair[1]))))
        for pair in sorted(_candidates(index))
    }
    formulas = _formulas(index, raw, len(pages))
    plain = lru_cache(CACHED_PAGES)(lambda at: pages[at].plain_runs() - formulas)
    quoted = lru_cache(CACHED_PAGES)(lambda at: pages[at].quoted_runs() - formulas)
    found = {}
    for one, other in raw:
        ours, theirs = plain(one), plain(other)
        pair = _Pair(
            left=pages[one],
            right=pages[other],
            shared=(runs(one) & runs(other)) - formulas,
            plain=len(ours & theirs),
            share=len(ours & theirs) / max(min(len(ours), len(theirs)), 2 * FEWEST_RUNS),
            quotes=len(quoted(one) & quoted(other)) > QUOTE_WORDS - RUN,
        )
        copy = _judge(pair) if pair.may_be_copy or pair.quotes else None
        if copy is not None:
            found[_key(pages[one].report.id, pages[other].report.id)] = copy
    return found


def _key(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _index(pages: Sequence[Page]) -> dict[int, list[int]]:
    """Return, for each run that stands in two pages or more, the pages it stands in."""
    first: dict[int, int] = {}
    index: dict[int, list[int]] = {}
    for number, page in enumerate(pages):
        for run in set(page.runs):
            if run in index:
                index[run].append(number)
            elif run in first:
                index[run] = [first.pop(run), number]
            else:
                first[run] = number
    return index


def _candidates(index: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    counts: Counter[tuple[int, int]] = Counter()
    for bearers in index.values():
        if len(bearers) <= MOST_BEARERS:
            counts.update(combinations(bearers, 2))
        else:
            counts.update((bearers[0], other) for other in bearers[1:])
    return (pair for pair, count in counts.items() if count >= 2)


def _formulas(index: dict[int, list[int]], raw: dict[tuple[int, int], float], pages: int) -> frozenset[int]:
    groups = Groups(range(pages))
    for (one, other), share in raw.items():
        if share >= RELATED_SHARE:
            groups.join(one, other)
    of = {number: min(groups.of(number)) for number in range(pages)}
    return frozenset(
        run
        for run, bearers in index.items()
        if len(bearers) >= FORMULA_GROUPS and len({of[number] for number in bearers}) >= FORMULA_GROUPS
    )


def _judge(pair: _Pair) -> Copy | None:
    left, right = pair.left, pair.right
    runs = common_runs(left, right, pair.shared)
    longest = max((length for _, _, length in runs), default=0)
    if pair.may_be_copy and pair.share >= COPY_SHARE:
        return _directed(pair, runs, partial=False)
    if pair.may_be_copy and longest >= PARTIAL_WORDS:
        return _directed(pair, runs, partial=True)
    quoted = longest_quoted(left, right, runs)
    if quoted < QUOTE_WORDS:
        return None
    return Copy(
        left=left.report.id,
        right=right.report.id,
        relation="quotes",
        coverage=_coverage(left, runs),
        passages=passages_of(left, right, runs, fewest=QUOTE_WORDS),
        reasons=(
            f"both quote the same {quoted} words",
            f"{pair.share:.0%} of the shorter shared outside quotations",
        ),
    )


def _coverage(page: Page, runs: Iterable[tuple[int, int, int]]) -> float:
    return round(min(1.0, sum(length for _, _, length in runs) / max(1, len(page.starts))), 4)


def _directed(pair: _Pair, runs: Sequence[tuple[int, int, int]], *, partial: bool) -> Copy:
    """Make the copy; ``left`` is the one that took the text, or else the one that has more of it."""
    source, credit, reason = _source(pair.left, pair.right)
    left, right = pair.left, pair.right
    turned = source == left.report.id or (
        source != right.report.id and (len(right.starts), right.report.id) < (len(left.starts), left.report.id)
    )
    if turned:
        left, right = right, left
        runs = common_runs(left, right, pair.shared)
    return Copy(
        left=left.report.id,
        right=right.report.id,
        relation="partial_copy" if partial else "copy",
        coverage=_coverage(left, runs),
        source=source,
        passages=passages_of(left, right, runs, fewest=PASSAGE_WORDS) or passages_of(left, right, runs, fewest=RUN),
        evidence=None if credit is None else credit.evidence,
        reasons=(
            f"{pair.share:.0%} of the shorter report's runs of {RUN} words, quotations left out, stand in the other",
            reason,
        ),
    )


# -------------------------------------------------------------------------------------- who took it


def _source(left: Page, right: Page) -> tuple[str | None, Credit | None, str]:
    """Tell where the shared text comes from: a report that the other credits, an agency's own, or one both credit.

    That one was published earlier is no proof: both may have it from a third, so it is only mentioned.
    """
    forth, back = _credits_to(left, right), _credits_to(right, left)
    if forth is not None and back is None and not _earlier(left, right):
        return right.report.id, forth, f"credits {forth.to}"
    if back is not None and forth is None and not _earlier(right, left):
        return left.report.id, back, f"credits {back.to}"
    for agency, other in ((left, right), (right, left)):
        signed = _credits_to(agency, agency)
        if signed is not None and _credits_to(other, other) is None and not _earlier(other, agency):
            return agency.report.id, signed, f"signed by the agency {signed.to}"
    theirs = {fold(credit.to) for credit in right.report.credits if credit.relation == "agency"}
    for credit in left.report.credits:
        if credit.relation == "agency" and fold(credit.to) in theirs:
            return credit.to, credit, f"both credit {credit.to}"
    for earlier, later in ((left, right), (right, left)):
        if _earlier(earlier, later):
            return None, None, f"no credit; {_outlet(earlier) or earlier.report.id} published it first"
    return None, None, "no credit; which came first is not known"


def _credits_to(page: Page, other: Page) -> Credit | None:
    outlet = _outlet(other)
    named = (
        credit for credit in page.report.credits if credit.relation in ("republished_from", "reports_from", "agency")
    )
    return next((credit for credit in named if outlet and _same_outlet(credit.to, outlet)), None)


def _outlet(page: Page) -> str | None:
    return page.report.outlet.name if page.report.outlet else None


def _earlier(one: Page, other: Page) -> bool:
    """Tell whether ``one`` was certainly published before ``other``, in local times as written."""
    mine, theirs = one.report.published, other.report.published
    return mine is not None and theirs is not None and mine.end[:16] <= theirs.start[:16]


def _same_outlet(one: str, other: str) -> bool:
    """Compare outlet names: "The Vale Post", "Vale Post" and "valepost.com" are one."""
    return bool({_bare(one), _bare(one, site=True)} & {_bare(other), _bare(other, site=True)} - {""})


def _bare(name: str, *, site: bool = False) -> str:
    name = name.casefold().removeprefix("www.")
    if site and "." in name and " " not in name:
        name = name.split(".")[0]
    return fold(name).replace(" ", "")


def _credited(page: Page, pages: Sequence[Page], found: dict[tuple[str, str], Copy]) -> Iterator[Copy]:
    """Make a copy of each credit that no shared text explains yet."""
    for credit in page.report.credits:
        if credit.relation not in ("republished_from", "reports_from") or _same_outlet(credit.to, _outlet(page) or ""):
            continue
        meant = [other for other in pages if other is not page and _same_outlet(credit.to, _outlet(other) or "")]
        links = [found.get(_key(page.report.id, other.report.id)) for other in meant]
        if any(link is not None and link.relation != "quotes" for link in links):
            continue
        right = meant[0].report.id if len(meant) == 1 else None
        yield Copy(
            left=page.report.id,
            right=right,
            relation="copy" if credit.relation == "republished_from" else "partial_copy",
            coverage=None,
            source=right or credit.to,
            evidence=credit.evidence,
            reasons=(f"credits {credit.to}", _why_no_text(len(meant))),
        )


def _why_no_text(meant: int) -> str:
    if meant == 0:
        return "the original is not among the reports"
    if meant == 1:
        return "retold in other words"
    return f"which of {meant} reports is meant cannot be told"
