"""Coreference within a report: CoNLL's F1 on GUM's dev part, and how often a pronoun is right.

    python benchmarks/coreference.py [--data ../shared/data] [--json]

Read on GUM's own sentences. Gold are its chains of persons, organisations and places; ours are entities of these kinds,
of groups and of descriptions. A mention is known by its head word: of ours by our parse, of GUM's by its own. Chains of
one mention count. What is scored:

* ``named``: mentions whose head is a proper noun, in the gold by GUM's tags, in ours by our own.
* ``shared``: mentions that both have, pronouns that we resolve among them: the linking, apart from the finding.
* ``all``: everything. We mark who acts and speaks, not each noun phrase, nor "I" and "you": recall is low.
* ``pronouns``: of the "he" and "she" that GUM links to a name or description we found, the share we link to it
  (recall), and of those we link the share that is right (precision). "It" and "they" are resolved only where they
  speak.

The two news texts (and all) are shown apart; they are few.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from chains import Chain, conll, mean_f1
from crossread.encoder import Encoded, Text, encode
from crossread.model import Reading, Report, Sentence
from crossread.read.attributions import find_attributions
from crossread.read.coreference import resolve_pronouns
from crossread.read.mentions import find_mentions
from crossread.read.parse import parse_of
from crossread.read.speakers import named_speakers, resolve_entities
from encoder import Document, documents

KINDS = frozenset(("person", "organization", "place"))
OURS = frozenset(("person", "organisation", "place", "facility", "group", "description"))
PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers"))
Span = tuple[int, int]


class Gold(NamedTuple):
    """A chain of GUM: its kind, the characters of its mentions and of their heads, and whether each is a name."""

    kind: str
    spans: list[Span]
    heads: list[int]
    named: list[bool]


class Article(NamedTuple):
    """A text of GUM with its chains."""

    genre: str
    document: Document
    chains: list[Gold]


def gum(path: Path) -> list[Article]:
    """Return the texts of a part of GUM; a mention in pieces is left out."""
    columns, genres = _columns(path)
    found = []
    for document in documents(path):
        chains: dict[str, Gold] = {}
        for name, words in zip(document.ids, document.words, strict=True):
            for key, kind, first, last in _mentions(columns[name]):
                left, right = words[first].span, words[last].span
                inside = range(first, last + 1)
                head = next((n for n in inside if words[n].head - 1 not in inside), first)
                place = words[head].span
                if left and right and place:
                    chain = chains.setdefault(key, Gold(kind, [], [], []))
                    chain.spans.append((left[0], right[1]))
                    chain.heads.append(place[0])
                    chain.named.append(words[head].upos == "PROPN")
        found.append(Article(genres[document.ids[0]], document, list(chains.values())))
    return found


def _mentions(marks: Sequence[str]) -> Iterable[tuple[str, str, int, int]]:
    """Return chain, kind, first and last word of the mentions of a sentence (brackets in the ``Entity`` column)."""
    opened: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, mark in enumerate(marks):
        for begins, key, piece, rest, ends in re.findall(r"(\()?(\d+)(\[\d+/\d+\])?((?:-[^()]*)?)(\))?", mark):
            if begins:
                opened[key].append((rest[1:].split("-")[0], word))
            if ends and opened[key] and not piece:
                kind, first = opened[key].pop()
                yield key, kind, first, word


def _columns(path: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    marks: dict[str, list[str]] = {}
    genres: dict[str, str] = {}
    genre = ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# meta::genre"):
                genre = line.split("=", 1)[1].strip()
            elif line.startswith("# sent_id"):
                name = line.split("=", 1)[1].strip()
                genres[name], here = genre, marks.setdefault(name, [])
            elif line.split("\t", 1)[0].isdigit():
                mark = re.search(r"Entity=([^|\s]*)", line.rsplit("\t", 1)[1])
                here.append(mark[1] if mark else "")
    return marks, genres


def read(text: str, sentences: Sequence[Span], encoded: Encoded, name: str) -> Reading:
    """Return the reading that entities are taken from."""
    report = Report(id=name, text=text, sha256="")
    split = tuple(Sentence(span=report.span(*one)) for one in sentences)
    reading = replace(Reading(report=report, sentences=split), encoded=encoded)
    reading = replace(reading, mentions=find_mentions(reading))
    return resolve_entities(replace(reading, attributions=find_attributions(reading)))


class Found(NamedTuple):
    """What we found: entity -> the heads of its mentions, those of names among them, and the pronouns' entities."""

    heads: dict[str, set[int]]
    named: set[int]
    pronouns: dict[int, str]


def found_in(reading: Reading) -> Found:
    """Return our chains by the places of their heads."""
    syntax = parse_of(reading)
    kinds = {entity.id: entity.kind for entity in reading.entities}
    heads: dict[str, set[int]] = defaultdict(set)
    named = set()
    for mention in reading.mentions:
        if mention.entity and kinds[mention.entity] in OURS:
            head = syntax.top(syntax.inside(mention.span.start, mention.span.end))
            if head is not None:
                heads[mention.entity].add(syntax.spans[head][0])
                if syntax.parts[head] == "PROPN":
                    named.add(syntax.spans[head][0])
    pronouns = resolve_pronouns(reading, named_speakers(reading))
    return Found(heads, named, pronouns)


def three_ways(gold: Sequence[Gold], found: Found) -> dict[str, tuple[list[Chain], list[Chain]]]:
    """Return key and response for each of the three ways to score."""
    ours = [
        (heads | {at for at, one in found.pronouns.items() if one == entity}) for entity, heads in found.heads.items()
    ]
    theirs = [set(chain.heads) for chain in gold if chain.kind in KINDS]
    names = {at for chain in gold for at, is_name in zip(chain.heads, chain.named, strict=True) if is_name}
    both = set().union(*ours) & set().union(*theirs)
    everything = (_chains(theirs), _chains(ours))
    return {
        "named": (_chains(theirs, names), _chains(ours, found.named)),
        "shared": (_chains(theirs, both), _chains(ours, both)),
        "all": everything,
    }


def _chains(sets: Iterable[set[int]], allowed: set[int] | None = None) -> list[Chain]:
    """Return the chains cut to some places, each place in the first chain that has it."""
    taken: set[int] = set()
    done: list[Chain] = []
    for one in sets:
        rest = {at for at in one if at not in taken and (allowed is None or at in allowed)}
        taken |= rest
        if rest:
            done.append(frozenset(rest))
    return done


def pronouns(article: Article, found: Found) -> tuple[int, int, int]:
    """Return how many "he" and "she" are right, resolved, and could have been (somebody found is in their chain)."""
    right = resolved = could = 0
    for chain in article.chains:
        mine = {entity for entity, heads in found.heads.items() if heads & set(chain.heads)}
        for start, end in chain.spans:
            if article.document.text[start:end].lower() in PERSONAL:
                could += bool(mine)
                resolved += start in found.pronouns
                right += found.pronouns.get(start, "") in mine
    return right, resolved, could


def score(articles: Sequence[Article], found: Sequence[Found], name: str) -> dict[str, float]:
    """Return the scores over some texts."""
    ways = [three_ways(article.chains, one) for article, one in zip(articles, found, strict=True)]
    scores = {
        f"coreference.{name}_{way}_f1": mean_f1(conll(one[way] for one in ways)) for way in ("named", "shared", "all")
    }
    right, resolved, could = map(
        sum, zip(*(pronouns(*pair) for pair in zip(articles, found, strict=True)), strict=True)
    )
    scores[f"coreference.{name}_pronouns_precision"] = right / max(resolved, 1)
    scores[f"coreference.{name}_pronouns"] = 2 * right / max(resolved + could, 1)
    return {key: round(value, 4) for key, value in scores.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    articles = gum(options.data / "gum" / "dev.conllu.gz")
    said = encode([Text(one.document.text, one.document.sentences) for one in articles])
    found = [
        found_in(read(one.document.text, one.document.sentences, words, one.document.ids[0]))
        for one, words in zip(articles, said, strict=True)
    ]
    news = [number for number, one in enumerate(articles) if one.genre == "news"]
    scores = score(articles, found, "gum")
    scores |= score([articles[n] for n in news], [found[n] for n in news], "gum_news")
    if options.json:
        print(json.dumps(scores))
        return
    for key, value in scores.items():
        print(f"{key:40} {value:.4f}")


if __name__ == "__main__":
    main()
