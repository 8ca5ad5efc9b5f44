"""Whom "he", "she", "it" and "they" mean: ``resolve_pronouns(reading, speakers)``.

A small log-linear scorer over the entities named before a pronoun, one set of weights for each kind of pronoun
(``resources/coreference.yaml``, readable, made by ``training/coreference.py``). It looks at distance, at who was
subject and who spoke last, at gender and number by word lists, at quotation marks and at the clause (one who acts on
"him" is somebody else). "Nobody of these" is among what it scores, and below ``SURE`` it refuses.

Features are those of mention-ranking resolvers (Denis and Baldridge 2008), with the speakers of a report added.
"""

from __future__ import annotations

import functools
import itertools
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from crossread.model import Attribution, Entity, Mention, MentionKind, Reading, Sentence
from crossread.read.parse import parse_of
from crossread.read.people import Gender, bare_name, gender_of, is_human, is_plural, words_before
from crossread.read.syntax import Syntax
from crossread.tables import table

__all__ = ["NOBODY", "Pronoun", "Scene", "is_pronoun", "likeliest", "resolve_pronouns", "walk"]

# The likeliest entity is taken from this probability on. Of the "he" and "she" that speak in GUM and BASIL nine in ten
# are right above it.
SURE: Mapping[str, float] = {"person": 0.5, "it": 0.6, "they": 0.6}
# Sentences back, and entities of them, that are looked at.
REACH, MOST = 6, 10
# Sentences back that the body may have spoken for which "it said" stands.
NEAR_SPEAKER = 1
_CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "person"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
}
_GENDERS: Mapping[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"
}  # fmt: skip
_KINDS: Mapping[str, frozenset[MentionKind]] = {
    "person": frozenset(("person", "description")),
    "it": frozenset(("organisation", "place", "group", "facility", "work", "description")),
    "they": frozenset(("group", "organisation", "description", "nationality", "place")),
}
NOBODY = ""
_PARTS_OF_NAMES = frozenset(("flat", "appos"))


class Pronoun(NamedTuple):
    """A pronoun: its word in the parse, its characters, and what it is ("person", "it", "they")."""

    word: int
    start: int
    end: int
    form: str
    sort: str


class _Seen(NamedTuple):
    """A place where an entity stands: sentence, paragraph, grammar, and the verb it hangs on."""

    entity: str
    start: int
    sentence: int
    how: str  # subject, object, owner, other
    verb: int
    quoted: bool
    form: str  # name, description, pronoun


class _Said(NamedTuple):
    """A speaker with the place of the cue and the stretch of the content."""

    start: int
    entity: str
    contents: tuple[tuple[int, int], ...]
    nested: bool


def is_pronoun(words: str) -> bool:
    """Tell whether the words are one pronoun of those that are resolved."""
    return words.lower() in _CLASSES


@dataclass(slots=True)
class Scene:
    """What was named and who spoke up to here; it grows as the text is walked through."""

    reading: Reading
    syntax: Syntax
    kinds: Mapping[str, Entity]
    seen: list[_Seen]
    starts: Sequence[int]
    marks: Sequence[int]
    texts: Mapping[str, Mention]
    own: Mapping[int, tuple[tuple[int, int], ...]]
    told: Sequence[int]
    speaking: frozenset[int]
    said: list[_Said] = field(default_factory=list)
    genders: dict[str, Counter[Gender]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, reading: Reading) -> Scene:
        """Set the scene with the mentions of a reading, none of them seen yet."""
        syntax = parse_of(reading)
        starts = [sentence.span.start for sentence in reading.sentences]
        kinds = {entity.id: entity for entity in reading.entities}
        texts = {mention.id: mention for mention in reading.mentions}
        own = {a.source.start: tuple((p.start, p.end) for p in a.content if a.kind == "direct")
               for a in reading.attributions if a.source}  # fmt: skip
        scene = cls(reading, syntax, kinds, [], starts, _quotation_marks(reading), texts, own, (), frozenset(own))
        return replace(scene, told=list(itertools.accumulate(map(scene._is_told, reading.sentences))))

    def _is_told(self, sentence: Sentence) -> int:
        """Return one for a sentence in the report's own voice, nought for one that is quoted whole."""
        return int(not (self.in_quote(sentence.span.start) and self.in_quote(sentence.span.end - 2)))

    def away(self, seen: int, pronoun: Pronoun) -> int:
        """Return how many sentences lie between; what is quoted whole does not count for a pronoun outside."""
        here = self.sentence(pronoun.start)
        return here - seen if self.in_quote(pronoun.start) else max(0, self.told[here] - self.told[seen])

    def mentions(self) -> Iterator[_Seen]:
        """Return the places of all entities in order."""
        for mention in sorted(self.reading.mentions, key=lambda m: (m.span.start, -m.span.end)):
            if mention.entity is None:
                continue
            words = self.syntax.inside(mention.span.start, mention.span.end)
            head = self.syntax.top(words)
            form = "description" if mention.kind == "description" else "name"
            yield self.place(mention.entity, head, mention.span.start, form)

    def place(self, entity: str, head: int | None, start: int, form: str) -> _Seen:
        """Return the place of an entity whose head word stands at ``head``."""
        quoted = self.in_quote(start)
        while head is not None and self.syntax.labels[head].split(":")[0] in _PARTS_OF_NAMES:
            head = self.syntax.heads[head]  # of "Mayor Ana Ruiz" the parse makes the office the head
        label = self.syntax.labels[head].split(":")[0] if head is not None else ""
        how = {"nsubj": "subject", "obj": "object", "iobj": "object"}.get(label, "other")
        if start in self.speaking:  # "according to Ruiz" is as good as "Ruiz said"
            how = "subject"
        if head is not None and any(self.syntax.lower[child] in {"'s", "’s"} for child in self.syntax.children[head]):
            how = "owner"
        verb = self.syntax.heads[head] if head is not None else -1
        return _Seen(entity, start, self.sentence(start), how, verb, quoted, form)

    def in_quote(self, at: int) -> bool:
        """Tell whether a character stands in words quoted."""
        return bisect_right(self.marks, at) % 2 == 1

    def sentence(self, at: int) -> int:
        """Return the number of the sentence a character stands in."""
        return max(0, bisect_right(self.starts, at) - 1)

    def paragraph_break(self, left: int, right: int) -> bool:
        """Tell whether a line ends between two characters."""
        return "\n" in self.reading.report.text[left:right]

    def gender(self, entity: Entity) -> Gender | None:
        """Tell the gender of an entity by its names, roles and the pronouns taken for it so far."""
        counts = self.genders.get(entity.id)
        if counts is None:
            counts = self.genders[entity.id] = Counter(_shown(self.reading, self.texts, entity))
        if not counts:
            return None
        best = counts.most_common(2)
        return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else None

    # -------------------------------------------------------------------------------------- candidates

    def candidates(self, pronoun: Pronoun) -> list[tuple[str, list[str]]]:
        """Return the entities that a pronoun may mean, each with its features; ``NOBODY`` first."""
        here = self.sentence(pronoun.start)
        last: dict[str, _Seen] = {}
        rows: dict[int, bool] = {}  # sentence -> whether it is within reach
        for seen in reversed(self.seen):
            if seen.sentence not in rows:
                near = self.away(seen.sentence, pronoun) <= REACH
                rows[seen.sentence] = near and self._same_section(seen.sentence, here)
            if not rows[seen.sentence] or len(last) >= MOST:
                break
            if seen.entity in last or self._cannot_be(seen, pronoun):
                continue
            if self._fits(self.kinds[seen.entity], pronoun):
                last[seen.entity] = seen
        speakers = list(dict.fromkeys(said.entity for said in reversed(self.said) if not said.nested))
        ordered = list(last.values())
        nearest = min((self.away(seen.sentence, pronoun) for seen in ordered), default=REACH + 1)
        found = [(NOBODY, self._of_nobody(pronoun, nearest, len(ordered)))]
        for rank, seen in enumerate(ordered):
            found.append((seen.entity, self._features(pronoun, seen, rank, speakers)))
        return found

    def _cannot_be(self, seen: _Seen, pronoun: Pronoun) -> bool:
        """Tell whether a place rules itself out: inside the words that the pronoun speaks, or beside it on one verb.

        Speakers do not name themselves; and who is said to do something "of Ruiz" is not Ruiz.
        """
        if any(start <= seen.start < end for start, end in self.own.get(pronoun.start, ())):
            return True
        subject = self.syntax.labels[pronoun.word].startswith("nsubj")
        return subject and seen.how != "owner" and self._binds(pronoun, seen)

    def _same_section(self, left: int, right: int) -> bool:
        sentences = self.reading.sentences
        return sentences[left].section == sentences[right].section

    def _fits(self, entity: Entity, pronoun: Pronoun) -> bool:
        if entity.kind not in _KINDS[pronoun.sort]:
            return False
        if entity.kind == "description":
            human, plural = is_human(entity.name), is_plural(entity.name)
            return plural == (pronoun.sort == "they") and (pronoun.sort == "it") != human
        if pronoun.sort == "person":
            return self.gender(entity) in {None, _GENDERS[pronoun.form]}
        return True

    def _of_nobody(self, pronoun: Pronoun, nearest: int, many: int) -> list[str]:
        label = self.syntax.labels[pronoun.word].split(":")[0]
        found = ["nobody", f"nobody nearest {min(nearest, 3)}", f"nobody of {min(many, 3)}", f"nobody {label}"]
        found += ["nobody quoted"] * self.in_quote(pronoun.start) + ["nobody speaks"] * (pronoun.start in self.own)
        return found

    def _features(self, pronoun: Pronoun, seen: _Seen, rank: int, speakers: Sequence[str]) -> list[str]:
        entity, away = self.kinds[seen.entity], min(self.away(seen.sentence, pronoun), 4)
        label = self.syntax.labels[pronoun.word].split(":")[0]
        place = {"nsubj": "subject", "obj": "object", "iobj": "object"}.get(label, "other")
        spoke = speakers.index(seen.entity) if seen.entity in speakers else 3
        inside, quoted = self.in_quote(pronoun.start), seen.quoted
        found = [f"away {away}", f"rank {min(rank, 3)}", f"how {seen.how} for {place}", f"form {seen.form}",
                 f"kind {entity.kind}", f"away {min(away, 2)} {seen.how}", f"spoke {min(spoke, 3)}",
                 f"named {min(self.counts[seen.entity].bit_length(), 5)}",
                 f"{'quoted' if quoted else 'told'} for {'quoted' if inside else 'told'}"]  # fmt: skip
        if pronoun.start in self.own:
            found += [f"speaks: away {away}", f"speaks: how {seen.how}", f"speaks: spoke {min(spoke, 3)}",
                      f"speaks: rank {min(rank, 3)}", f"speaks: {'quoted' if quoted else 'told'}"]  # fmt: skip
        if pronoun.sort == "person":
            found.append("gender same" if self.gender(entity) else "gender unknown")
        if self.paragraph_break(seen.start, pronoun.start):
            found.append("other paragraph")
        if self._binds(pronoun, seen):
            found.append("same verb")
        host = self._host(pronoun.start)
        if host:
            found.append(f"{'its' if host == seen.entity else 'not its'} words, {'quoted' if inside else 'told'}")
        if self.counts[seen.entity] == max(self.counts.values(), default=0):
            found.append("most named")
        return found

    def _binds(self, pronoun: Pronoun, seen: _Seen) -> bool:
        """Tell whether both hang on one verb: then they are two ("Ruiz met him")."""
        label = self.syntax.labels[pronoun.word]
        return seen.verb == self.syntax.heads[pronoun.word] and seen.verb >= 0 and label not in {"nmod:poss", "root"}

    def last_speaker(self, pronoun: Pronoun) -> str | None:
        """Return the body that spoke last, for "it said" and "they said": near, and no other has acted since."""
        said = next((one for one in reversed(self.said) if not one.nested), None)
        if said is None or self.away(self.sentence(said.start), pronoun) > NEAR_SPEAKER:
            return None
        inside = any(start <= pronoun.start < end for start, end in said.contents)
        if inside or not self._fits(self.kinds[said.entity], pronoun):
            return None
        since = [seen for seen in reversed(self.seen) if seen.start > said.start and seen.how == "subject"]
        rivals = {seen.entity for seen in since if self._fits(self.kinds[seen.entity], pronoun)}
        return said.entity if not rivals - {said.entity} else None

    def _host(self, at: int) -> str | None:
        """Return whose reported words a character stands in, if that is known: the innermost."""
        around = [(b - a, said.entity) for said in self.said for a, b in said.contents if a <= at < b]
        return min(around)[1] if around else None

    # ------------------------------------------------------------------------------------------ walking

    def see(self, seen: _Seen) -> None:
        """Go past a place where an entity stands."""
        self.seen.append(seen)
        self.counts[seen.entity] += 1

    def hear(self, attribution: Attribution, entity: str) -> None:
        """Go past a speaker."""
        place = attribution.cue or attribution.source or attribution.content[0]
        pieces = tuple((piece.start, piece.end) for piece in attribution.content)
        self.said.append(_Said(place.start, entity, pieces, attribution.inside is not None))

    def take(self, pronoun: Pronoun, entity: str) -> None:
        """Go past a pronoun whose entity is known."""
        if pronoun.form in _GENDERS and entity in self.kinds:
            self.gender(self.kinds[entity])
            self.genders[entity][_GENDERS[pronoun.form]] += 1
        self.see(self.place(entity, pronoun.word, pronoun.start, "pronoun"))


def _quotation_marks(reading: Reading) -> list[int]:
    """Return where words quoted begin and end, in turn."""
    done: list[int] = []
    for start, end in sorted((p.start, p.end) for a in reading.attributions if a.kind == "direct" for p in a.content):
        if not done or start >= done[-1]:
            done += [start, end]
    return done


def _shown(reading: Reading, texts: Mapping[str, Mention], entity: Entity) -> list[Gender]:
    """Return the genders that names, the words before them, and roles show."""
    text = reading.report.text
    shown: list[Gender] = []
    for mention in (texts[one] for one in entity.mentions):
        described = entity.kind == "description"
        words = (mention.span.text or "").lower().split() if described else words_before(text, mention)
        gender = gender_of(bare_name(mention) if entity.kind == "person" else "", words)
        shown += [gender] if gender else []
    roles = (gender_of("", (role.span.text or "").lower().split()) for role in entity.roles)
    return shown + [gender for gender in roles if gender]


# ----------------------------------------------------------------------------------------------- scoring


def likeliest(scored: Sequence[tuple[str, Sequence[str]]], sort: str) -> tuple[str, float]:
    """Return the likeliest candidate and how likely it is; all add up to one."""
    weights = _weights(sort)
    sums = [sum(weights.get(feature, 0.0) for feature in features) for _, features in scored]
    best = max(range(len(sums)), key=sums.__getitem__)
    return scored[best][0], 1 / sum(math.exp(value - sums[best]) for value in sums)


@functools.cache
def _weights(sort: str) -> Mapping[str, float]:
    return dict(table("coreference")[sort])


def resolve_pronouns(reading: Reading, speakers: Mapping[str, str]) -> dict[int, str]:
    """Return the entity of each pronoun that is sure, by the place where it starts.

    ``speakers`` maps attributions to speakers that are known without pronouns.
    """

    def decide(scene: Scene, pronoun: Pronoun) -> str | None:
        if pronoun.sort != "person" and pronoun.start not in scene.own:
            return None  # only who speaks is asked for; "he" is resolved everywhere, as it leads on to the next
        if pronoun.sort != "person" and (speaker := scene.last_speaker(pronoun)) is not None:
            return speaker
        entity, share = likeliest(scene.candidates(pronoun), pronoun.sort)
        return entity if entity != NOBODY and share >= SURE[pronoun.sort] else None

    return walk(reading, speakers, decide)


def walk(
    reading: Reading, speakers: Mapping[str, str], decide: Callable[[Scene, Pronoun], str | None]
) -> dict[int, str]:
    """Go through a report from its start, past names, speakers and pronouns; return what was decided, by place."""
    scene = Scene.of(reading)
    places: list[tuple[int, int, _Seen | Pronoun | Attribution]] = [(seen.start, 0, seen) for seen in scene.mentions()]
    places += [(pronoun.start, 1, pronoun) for pronoun in _pronouns(scene.syntax)]
    places += [((a.source or a.cue or a.content[0]).start, 2, a) for a in reading.attributions]
    found: dict[int, str] = {}
    for start, _, what in sorted(places, key=lambda place: place[:2]):
        if isinstance(what, _Seen):
            scene.see(what)
        elif isinstance(what, Pronoun):
            entity = decide(scene, what)
            if entity is not None:
                found[start] = entity
                scene.take(what, entity)
        else:
            speaker = speakers.get(what.id) or (
                found.get(start) if is_pronoun((what.source or what.content[0]).text or "") else None
            )
            if speaker is not None:
                scene.hear(what, speaker)
    return found


def _pronouns(syntax: Syntax) -> Iterator[Pronoun]:
    """Return the pronouns that can be resolved, in order; "it" that stands for nothing is left out."""
    for word, lower in enumerate(syntax.lower):
        sort = _CLASSES.get(lower)
        if sort is not None and syntax.parts[word] == "PRON" and not syntax.labels[word].startswith("expl"):
            yield Pronoun(word, *syntax.spans[word], lower, sort)
