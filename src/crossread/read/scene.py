"""What a report has named, and who spoke, up to a pronoun: ``Scene``, and what it tells of a pronoun's candidates.

Features are those of mention-ranking resolvers (Denis and Baldridge 2008), with the speakers of a report added.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple

from crossread.model import Attribution, Entity, Mention, MentionKind, Reading, Sentence, Span
from crossread.read.parse import parse_of
from crossread.read.people import Gender, bare_name, gender_of, is_human, is_plural, words_before
from crossread.read.syntax import Syntax

__all__ = ["NOBODY", "PAIR", "Pronoun", "Scene", "Seen", "is_pronoun", "pronouns_of"]

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
# Told of one of two between whom nothing chooses ("Ruiz and Reve left. She said"): then neither is taken.
PAIR = "one of a pair"
_PARTS_OF_NAMES = frozenset(("flat", "appos"))
# Cues by which somebody goes on who has just spoken.
_GOING_ON = frozenset(("add", "adds", "added", "adding", "continue", "continues", "continued", "went", "concluded"))
_place = attrgetter("start")
_OWNS = frozenset(("'s", "’s"))


class Pronoun(NamedTuple):
    """A pronoun: its word in the parse, its characters, and what it is ("person", "it", "they")."""

    word: int
    start: int
    end: int
    form: str
    sort: str


class Seen(NamedTuple):
    """A place where an entity stands: sentence, paragraph, grammar, and the verb it hangs on."""

    entity: str
    start: int
    sentence: int
    how: str  # subject, object, owner, other
    verb: int
    quoted: bool
    form: str  # name, description, pronoun
    word: int = -1
    main: bool = False  # hangs on the main verb of its sentence
    joined: bool = False  # one of several ("Ruiz and Reve left")


class _Asked(NamedTuple):
    """A pronoun as it is asked about: where it stands, in whose words, and what it is in its clause."""

    pronoun: Pronoun
    sentence: int
    quoted: bool
    speaks: bool
    label: str
    verb: int
    host: str | None
    own: tuple[tuple[int, int], ...]
    most: int  # how often the entity named most is named
    adds: bool  # goes on speaking ("she added")


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
    seen: list[Seen]
    starts: Sequence[int]
    marks: Sequence[int]
    texts: Mapping[str, Mention]
    own: Mapping[int, tuple[tuple[int, int], ...]]
    told: Sequence[int]
    speaking: frozenset[int]
    adding: frozenset[int]
    names: Sequence[Seen] = ()
    said: list[_Said] = field(default_factory=list)
    spoke: list[str] = field(default_factory=list)  # who speaks in their own name, the last first
    genders: dict[str, Gender | None] = field(default_factory=dict)
    shown: dict[str, Counter[Gender]] = field(default_factory=dict)
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
        adding = frozenset(a.source.start for a in reading.attributions if a.source and a.cue and _goes_on(a.cue))
        marks = _quotation_marks(reading)
        scene = cls(reading, syntax, kinds, [], starts, marks, texts, own, (), frozenset(own), adding)
        told = list(itertools.accumulate(map(scene._is_told, reading.sentences)))
        return replace(scene, told=told, names=list(scene._named()))

    def _is_told(self, sentence: Sentence) -> int:
        """Return one for a sentence in the report's own voice, nought for one that is quoted whole."""
        return int(not (self.in_quote(sentence.span.start) and self.in_quote(sentence.span.end - 2)))

    def away(self, seen: int, here: int, *, quoted: bool) -> int:
        """Return how many sentences lie between; what is quoted whole does not count for a pronoun outside."""
        return here - seen if quoted else max(0, self.told[here] - self.told[seen])

    def _named(self) -> Iterator[Seen]:
        """Return the places of all entities in order."""
        for mention in sorted(self.reading.mentions, key=lambda m: (m.span.start, -m.span.end)):
            if mention.entity is None:
                continue
            head = self.syntax.top(self.syntax.inside(mention.span.start, mention.span.end))
            form = "description" if mention.kind == "description" else "name"
            yield self.place(mention.entity, head, mention.span.start, form)

    def place(self, entity: str, head: int | None, start: int, form: str) -> Seen:
        """Return the place of an entity whose head word stands at ``head``."""
        quoted = self.in_quote(start)
        while head is not None and self.syntax.labels[head].split(":")[0] in _PARTS_OF_NAMES:
            head = self.syntax.heads[head]  # of "Mayor Ana Ruiz" the parse makes the office the head
        label = self.syntax.labels[head].split(":")[0] if head is not None else ""
        how = {"nsubj": "subject", "obj": "object", "iobj": "object"}.get(label, "other")
        if start in self.speaking:  # "according to Ruiz" is as good as "Ruiz said"
            how = "subject"
        if head is not None and any(self.syntax.lower[child] in _OWNS for child in self.syntax.children[head]):
            how = "owner"
        verb = self.syntax.heads[head] if head is not None else -1
        main = verb >= 0 and self.syntax.labels[verb] == "root"
        several = head is not None and (label == "conj" or self._joins(head))
        word = -1 if head is None else head
        return Seen(entity, start, self.sentence(start), how, verb, quoted, form, word, main, several)

    def _joins(self, head: int) -> bool:
        return any(self.syntax.labels[child] == "conj" for child in self.syntax.children[head])

    def in_quote(self, at: int) -> bool:
        """Tell whether a character stands in words quoted."""
        return bisect_right(self.marks, at) % 2 == 1

    def sentence(self, at: int) -> int:
        """Return the number of the sentence a character stands in."""
        return max(0, bisect_right(self.starts, at) - 1)

    def gender(self, entity: Entity) -> Gender | None:
        """Tell the gender of an entity by its names, roles and the pronouns taken for it so far."""
        if entity.id not in self.genders:
            best = self._showings(entity).most_common(2)
            sure = best and (len(best) == 1 or best[0][1] > best[1][1])
            self.genders[entity.id] = best[0][0] if sure else None
        return self.genders[entity.id]

    def _showings(self, entity: Entity) -> Counter[Gender]:
        if entity.id not in self.shown:
            self.shown[entity.id] = Counter(_shown(self.reading, self.texts, entity))
        return self.shown[entity.id]

    # -------------------------------------------------------------------------------------- candidates

    def candidates(self, pronoun: Pronoun) -> list[tuple[str, list[str]]]:
        """Return the entities that a pronoun may mean, each with its features; ``NOBODY`` first."""
        asked, ruled_out = self._asked(pronoun), self._acted_on(pronoun)
        last: dict[str, Seen] = {}
        fits: dict[str, bool] = {}
        sentence, away = -1, 0  # what was seen stands in order, a sentence after the other
        for seen in reversed(self.seen):
            if seen.sentence != sentence:
                sentence = seen.sentence
                away = self.away(sentence, asked.sentence, quoted=asked.quoted)
                if away > REACH or not self._same_section(sentence, asked.sentence):
                    break
            if len(last) >= MOST:
                break
            if seen.entity not in fits:
                possible = seen.entity not in ruled_out
                fits[seen.entity] = possible and self._fits(self.kinds[seen.entity], pronoun)
            if fits[seen.entity] and seen.entity not in last and not self._cannot_be(seen, asked):
                last[seen.entity] = seen
        far = [self.away(seen.sentence, asked.sentence, quoted=asked.quoted) for seen in last.values()]
        known = pronoun.sort == "person" and any(self.gender(self.kinds[one]) for one in last)
        found = [(NOBODY, self._of_nobody(asked, min(far, default=REACH + 1), len(last)))]
        found[0][1].append("nobody, one of this gender" if known else "nobody, none of this gender")
        for rank, (seen, away) in enumerate(zip(last.values(), far, strict=True)):
            features = self._features(asked, seen, rank, min(away, 4))
            if known and not self.gender(self.kinds[seen.entity]):
                features.append("gender unknown, another's known")
            if seen.joined and any(self._are_pair(seen, other) for other in last.values()):
                features.append(PAIR)
            found.append((seen.entity, features))
        return found

    def _are_pair(self, left: Seen, right: Seen) -> bool:
        """Tell whether two who may be meant are joined by "and", and neither has spoken before."""
        joined = right.verb == left.word or left.verb == right.word or left.verb == right.verb
        told = left.entity in self.spoke or right.entity in self.spoke
        return left is not right and right.joined and joined and not told

    def _acted_on(self, pronoun: Pronoun) -> frozenset[str]:
        """Return who is named in what a pronoun does or says: it is none of them ("he accused Ruiz")."""
        if not self.syntax.labels[pronoun.word].startswith("nsubj"):
            return frozenset()
        verb, here, found = self.syntax.heads[pronoun.word], self.sentence(pronoun.start), set()
        for seen in self.names[bisect_right(self.names, pronoun.start, key=_place) :]:
            if seen.sentence != here:
                break
            if seen.form == "name" and self._hangs_on(seen.word, verb):
                found.add(seen.entity)
        return frozenset(found)

    def _hangs_on(self, word: int, verb: int) -> bool:
        heads = self.syntax.heads
        while 0 <= word != verb and heads[word] != word:
            word = heads[word]
        return word == verb

    def _asked(self, pronoun: Pronoun) -> _Asked:
        at, label = pronoun.start, self.syntax.labels[pronoun.word]
        verb = self.syntax.heads[pronoun.word] if label not in {"nmod:poss", "root"} else -1
        return _Asked(pronoun, self.sentence(at), self.in_quote(at), at in self.own, label.split(":")[0], verb,
                      self.host(at), self.own.get(at, ()), max(self.counts.values(), default=0),
                      at in self.adding)  # fmt: skip

    @staticmethod
    def _cannot_be(seen: Seen, asked: _Asked) -> bool:
        """Tell whether a place rules itself out: inside the words that the pronoun speaks, or beside it on one verb.

        Speakers do not name themselves; and who is said to do something "of Ruiz" is not Ruiz.
        """
        if asked.own and any(start <= seen.start < end for start, end in asked.own):
            return True
        return asked.label == "nsubj" and seen.how != "owner" and 0 <= seen.verb == asked.verb

    def _same_section(self, left: int, right: int) -> bool:
        sentences = self.reading.sentences
        return sentences[left].section == sentences[right].section

    def _fits(self, entity: Entity, pronoun: Pronoun) -> bool:
        if entity.kind not in _KINDS[pronoun.sort]:
            return False
        if entity.kind == "description":
            human, plural = is_human(entity.name), is_plural(entity.name)
            if plural != (pronoun.sort == "they") or (pronoun.sort == "it") == human:
                return False
        if pronoun.sort == "person":
            return self.gender(entity) in {None, _GENDERS[pronoun.form]}
        return True

    @staticmethod
    def _of_nobody(asked: _Asked, nearest: int, many: int) -> list[str]:
        found = ["nobody", f"nobody nearest {min(nearest, 3)}", f"nobody of {min(many, 3)}", f"nobody {asked.label}"]
        found += ["nobody quoted"] * asked.quoted + ["nobody speaks"] * asked.speaks
        return found + ["nobody adds"] * asked.adds

    def _features(self, asked: _Asked, seen: Seen, rank: int, away: int) -> list[str]:
        entity, start = self.kinds[seen.entity], asked.pronoun.start
        place = {"nsubj": "subject", "obj": "object", "iobj": "object"}.get(asked.label, "other")
        spoke = min(self.spoke.index(seen.entity), 3) if seen.entity in self.spoke else 3
        rank, voice = min(rank, 3), "quoted" if seen.quoted else "told"
        found = [f"away {away}", f"rank {rank}", f"how {seen.how} for {place}", f"form {seen.form}",
                 f"kind {entity.kind}", f"away {min(away, 2)} {seen.how}", f"spoke {spoke}",
                 f"named {min(self.counts[seen.entity].bit_length(), 5)}",
                 f"{voice} for {'quoted' if asked.quoted else 'told'}"]  # fmt: skip
        found.append(f"{'main' if seen.main else 'lower'} {seen.how} {min(away, 2)}")
        found += ["joined"] * seen.joined + [f"adds: spoke {spoke}"] * asked.adds
        if asked.speaks:
            found.append(f"speaks: {'main' if seen.main else 'lower'} {seen.how} {min(away, 2)}")
            found += [f"speaks: away {away}", f"speaks: how {seen.how}", f"speaks: spoke {spoke}",
                      f"speaks: rank {rank}", f"speaks: {voice}"]  # fmt: skip
        if asked.pronoun.sort == "person":
            found.append("gender same" if self.gender(entity) else "gender unknown")
        if self.reading.report.text.find("\n", seen.start, start) >= 0:
            found.append("other paragraph")
        if 0 <= seen.verb == asked.verb:  # then they are two ("Ruiz met him")
            found.append("same verb")
        if asked.host:
            mine = "its" if asked.host == seen.entity else "not its"
            found.append(f"{mine} words, {'quoted' if asked.quoted else 'told'}")
        if self.counts[seen.entity] == asked.most:
            found.append("most named")
        return found

    def last_speaker(self, pronoun: Pronoun) -> str | None:
        """Return the body that spoke last, for "it said" and "they said": near, and no other has acted since."""
        said = next((one for one in reversed(self.said) if not one.nested), None)
        if said is None:
            return None
        here, quoted = self.sentence(pronoun.start), self.in_quote(pronoun.start)
        if self.away(self.sentence(said.start), here, quoted=quoted) > NEAR_SPEAKER:
            return None
        inside = any(start <= pronoun.start < end for start, end in said.contents)
        if inside or not self._fits(self.kinds[said.entity], pronoun):
            return None
        since = [seen for seen in reversed(self.seen) if seen.start > said.start and seen.how == "subject"]
        rivals = {seen.entity for seen in since if self._fits(self.kinds[seen.entity], pronoun)}
        return said.entity if not rivals - {said.entity} else None

    def host(self, at: int) -> str | None:
        """Return whose reported words a character stands in, if that is known: the innermost."""
        around = [(b - a, said.entity) for said in self.said for a, b in said.contents if a <= at < b]
        return min(around)[1] if around else None

    # ------------------------------------------------------------------------------------------ walking

    def see(self, seen: Seen) -> None:
        """Go past a place where an entity stands."""
        self.seen.append(seen)
        self.counts[seen.entity] += 1

    def hear(self, attribution: Attribution, entity: str) -> None:
        """Go past a speaker."""
        place = attribution.cue or attribution.source or attribution.content[0]
        pieces = tuple((piece.start, piece.end) for piece in attribution.content)
        self.said.append(_Said(place.start, entity, pieces, attribution.inside is not None))
        if attribution.inside is None:
            self.spoke = [entity, *(one for one in self.spoke if one != entity)]

    def take(self, pronoun: Pronoun, entity: str) -> None:
        """Go past a pronoun whose entity is known."""
        if pronoun.form in _GENDERS and entity in self.kinds:
            self._showings(self.kinds[entity])[_GENDERS[pronoun.form]] += 1
            self.genders.pop(entity, None)
        self.see(self.place(entity, pronoun.word, pronoun.start, "pronoun"))


def _goes_on(cue: Span) -> bool:
    return not _GOING_ON.isdisjoint((cue.text or "").lower().split())


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


def pronouns_of(syntax: Syntax) -> Iterator[Pronoun]:
    """Return the pronouns that can be resolved, in order; "it" that stands for nothing is left out."""
    for word, sort in enumerate(map(_CLASSES.get, syntax.lower)):
        if sort is not None and syntax.parts[word] == "PRON" and not syntax.labels[word].startswith("expl"):
            yield Pronoun(word, *syntax.spans[word], syntax.lower[word], sort)
