"""Merging across reports: B-cubed over gold mentions, beside two plain ways of merging.

    python benchmarks/merging.py [--data ../shared/data] [--json] [--verbose]

Two sets are read, each event's reports as one story:

* **newswcl50**: ten events, five outlets each. Its chains are loose ("the C.I.A. director", "Larry Kudlow" and
  "American officials" all stand in the chain of the United States). The *strict* chains are those of one actor
  (type ``ACTOR``), and of them the mentions that are a name or a title with a name: what stands before the first
  preposition or comma ends in a word with a capital that is no title, and that word is borne by two mentions of
  the chain or more. ``newswcl50_loose`` has every mention of the ``ACTOR`` chains, descriptions and all.
* **ecb**: ECB+'s dev topics, people, bodies and places that take part in events, in the checked sentences only;
  the mentions with a capital that is no pronoun's. ``ecb_all`` has pronouns and "the man" too.

Every way of merging gets the same gold mentions. Ours takes the entity of the mention that shares most with the
gold one (of those that end where its head does, where there is one); a gold mention that we did not find stands
alone. ``plain_same_string`` joins mentions with the same letters, case aside; ``plain_alone`` joins none.
Reference: Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model", 1998.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import crossread
from crossread.align.entities import merge_entities
from crossread.align.kinds import settle_kinds
from crossread.model import Reading

__all__ = ["Gold", "Story", "b_cubed", "ecb", "main", "newswcl50", "ours", "same_string", "scores"]

# Words that end a title rather than a name, where a report writes titles with capitals.
TITLES = frozenset(
    ("president", "minister", "director", "secretary", "leader", "chancellor", "senator", "representative", "counsel",
     "chairman", "chief", "spokesman", "spokeswoman", "counterpart", "general", "attorney", "ambassador", "mr", "mrs",
     "ms", "dr", "sir", "state", "house")
)  # fmt: skip
PRONOUNS = frozenset(
    ("i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "it", "its", "they", "them",
     "their", "who", "which", "that")
)  # fmt: skip
_TAIL = re.compile(r"\s+(?:of|in|for|at|from|on|to|with|near|and|who)\s|\s*,")


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold mention: its report's number in the story, offsets, words and chain (its own where it has none)."""

    report: int
    start: int
    end: int
    text: str
    chain: Hashable

    @property
    def head_end(self) -> int:
        """Return where the words before the first preposition or comma end."""
        tail = _TAIL.search(self.text)
        return self.start + (tail.start() if tail and tail.start() else len(self.text))


@dataclass(frozen=True, slots=True)
class Story:
    """The readings of one event, merged by none yet, and its gold mentions."""

    readings: tuple[Reading, ...]
    gold: tuple[Gold, ...]


# ------------------------------------------------------------------------------------------ gold


def rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_all(texts: Sequence[tuple[str, str]]) -> tuple[Reading, ...]:
    """Read (id, text) as reports in English, in this order."""
    reports = (crossread.report_from_text(text, outlet=id) for id, text in texts)
    return crossread.read_reports(replace(report, language="en") for report in reports)


def newswcl50(found: Sequence[tuple[dict, Reading]], *, strict: bool = True) -> list[Story]:
    """Return a story for each event, with the mentions of its actors."""
    events: dict[int, list[tuple[dict, Reading]]] = defaultdict(list)
    for row, reading in found:
        events[row["event"]].append((row, reading))
    stories = []
    for event, texts in sorted(events.items()):
        gold = [
            Gold(number, m["start"], m["end"], m["text"], (event, m["chain"]))
            for number, (row, _) in enumerate(texts) for m in row["mentions"] if m["type"] == "ACTOR"
        ]  # fmt: skip
        stories.append(Story(tuple(reading for _, reading in texts), tuple(_strict(gold) if strict else gold)))
    return stories


def _strict(gold: Sequence[Gold]) -> list[Gold]:
    bearers = Counter((mention.chain, name) for mention in gold if (name := _last_name(mention)))
    return [mention for mention in gold if bearers[mention.chain, _last_name(mention)] > 1]


def _last_name(mention: Gold) -> str | None:
    words = re.findall(r"\w[\w.]*", mention.text[: mention.head_end - mention.start])
    last = words[-1] if words else ""
    return last.lower() if last[:1].isupper() and last.lower().strip(".") not in TITLES else None


def ecb(found: Sequence[tuple[dict, Reading]], *, names: bool = True) -> list[Story]:
    """Return a story for each subtopic, with its people, bodies and places in checked sentences."""
    topics: dict[tuple[int, str], list[tuple[dict, Reading]]] = defaultdict(list)
    for row, reading in found:
        topics[row["topic"], row["subtopic"].lstrip("0123456789_")].append((row, reading))
    stories = []
    for topic, texts in sorted(topics.items()):
        gold = []
        for number, (row, _) in enumerate(texts):
            checked = [row["sentences"][at] for at in row["checked"]]
            for mention in row["mentions"]:
                start, end = mention["spans"][0][0], mention["spans"][-1][1]
                if mention["kind"] in ("human", "place") and any(a <= start < b for a, b in checked):
                    chain = mention["chain"] or (row["id"], mention["id"])
                    gold.append(Gold(number, start, end, row["text"][start:end], (topic, chain)))
        kept = [mention for mention in gold if not names or _has_name(mention.text)]
        stories.append(Story(tuple(reading for _, reading in texts), tuple(kept)))
    return stories


def _has_name(text: str) -> bool:
    return any(word[0].isupper() and word.lower() not in PRONOUNS for word in re.findall(r"\w+", text))


# --------------------------------------------------------------------------------------- merging


def ours(story: Story) -> tuple[list[Hashable], int]:
    """Return the story's entity of each gold mention (its own where we have none), and how many were mapped."""
    merged, _ = merge_entities(settle_kinds(story.readings))
    by_report = {reading.report.id: reading for reading in merged}
    keys: list[Hashable] = []
    mapped = 0
    for number, gold in enumerate(story.gold):
        entity = _entity(by_report[story.readings[gold.report].report.id], gold)
        mapped += entity is not None
        keys.append(entity or ("alone", number))
    return keys, mapped


def _entity(reading: Reading, gold: Gold) -> str | None:
    best: tuple[bool, float, str] | None = None
    for mention in reading.mentions:
        shared = min(mention.span.end, gold.end) - max(mention.span.start, gold.start)
        if shared <= 0 or mention.entity is None:
            continue
        ends = abs(mention.span.end - gold.head_end) <= 2
        wide = max(mention.span.end, gold.end) - min(mention.span.start, gold.start)
        best = max(best or (False, 0.0, ""), (ends, shared / wide, mention.entity))
    return best[2] if best else None


def same_string(story: Story) -> tuple[list[Hashable], int]:
    """Join mentions with the same letters, case aside."""
    return [" ".join(gold.text.lower().split()) for gold in story.gold], len(story.gold)


def alone(story: Story) -> tuple[list[Hashable], int]:
    """Join nothing."""
    return list(range(len(story.gold))), len(story.gold)


def b_cubed(found: Sequence[Hashable], chains: Sequence[Hashable]) -> tuple[float, float, float]:
    """Return precision, recall and F1, averaged over mentions."""
    if not chains:
        return 0.0, 0.0, 0.0
    ours_, theirs, both = Counter(found), Counter(chains), Counter(zip(found, chains, strict=True))
    pairs = list(zip(found, chains, strict=True))
    precision = sum(both[pair] / ours_[pair[0]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / theirs[pair[1]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


WAYS: Mapping[str, Callable[[Story], tuple[list[Hashable], int]]] = {
    "": ours, "plain_same_string_": same_string, "plain_alone_": alone,
}  # fmt: skip


def scores(name: str, stories: Sequence[Story], *, quiet: bool = True) -> dict[str, float]:
    """Score every way of merging on one set."""
    result = {}
    for way, merge in WAYS.items():
        found, chains, mapped = [], [], 0
        for number, story in enumerate(stories):
            keys, count = merge(story)
            found += [(number, key) for key in keys]
            chains += [gold.chain for gold in story.gold]
            mapped += count
        precision, recall, f1 = b_cubed(found, chains)
        result[f"merging.{way}{name}_b3"] = round(f1, 4)
        if not quiet:
            shown = way.strip("_") or "ours"
            print(f"{name:16}{shown:20} B-cubed precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"
                  f"   {mapped} of {len(chains)} mentions mapped")  # fmt: skip
    return result


def mistakes(story: Story) -> Iterator[str]:
    """Describe what of one story was mixed and what was split."""
    keys, _ = ours(story)
    _, entities = merge_entities(settle_kinds(story.readings))
    names = {entity.id: entity.name for entity in entities}
    homes: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    words: dict[tuple[Hashable, Hashable], Counter[str]] = defaultdict(Counter)
    for key, gold in zip(keys, story.gold, strict=True):
        homes[gold.chain][key] += 1
        words[gold.chain, key][gold.text] += 1
    for chain, found in homes.items():
        for key, _ in found.most_common()[1:]:
            shown = dict(words[chain, key].most_common(3))
            yield f"split {chain}: {shown} is {names.get(str(key), 'not found')}"
    by_key: dict[Hashable, set[Hashable]] = defaultdict(set)
    for chain, found in homes.items():
        for key in found:
            by_key[key].add(chain)
    for key, chains in by_key.items():
        if len(chains) > 1:
            yield f"mixed {names.get(str(key))}: " + " | ".join(str(dict(words[c, key].most_common(2))) for c in chains)


def load(data: Path) -> dict[str, list[Story]]:
    """Read the texts of both sets and return their stories by name."""
    sets = {}
    for name, path in (("newswcl50", data / "stories" / "newswcl50.jsonl.gz"), ("ecb", data / "ecb" / "dev.jsonl.gz")):
        found = list(rows(path))
        sets[name] = list(zip(found, read_all([(row["id"], row["text"]) for row in found]), strict=True))
    return stories_of(sets["newswcl50"], sets["ecb"])


def stories_of(wcl: Sequence[tuple[dict, Reading]], plus: Sequence[tuple[dict, Reading]]) -> dict[str, list[Story]]:
    """Return the four sets of stories that are scored."""
    return {
        "newswcl50": newswcl50(wcl),
        "newswcl50_loose": newswcl50(wcl, strict=False),
        "ecb": ecb(plus),
        "ecb_all": ecb(plus, names=False),
    }


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object")
    parser.add_argument("--verbose", action="store_true", help="list what was mixed and what was split")
    options = parser.parse_args(None if arguments is None else list(arguments))
    result: dict[str, float] = {}
    for name, stories in load(options.data).items():
        result |= scores(name, stories, quiet=options.json)
        if options.verbose:
            for line in (line for story in stories for line in mistakes(story)):
                print(f"    {line}")
    if options.json:
        print(json.dumps(result))


if __name__ == "__main__":
    main()
