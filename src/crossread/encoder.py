"""The small trained reader: what it says about the words and sentences of a report, in one pass.

Windows are read one by one, unpadded, on as many threads as the machine has, and 8-bit activations are scaled
inside a window: so what is said about a report cannot depend on what is read beside it.

Another model with the same heads is put in by ``CROSSREAD_MODEL=FOLDER`` (``encoder.onnx``, ``encoder.json``,
``tokenizer.json``, as ``training/export.py`` writes them).
"""

from __future__ import annotations

import functools
import json
import os
import re
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crossread.decoding import best_paths, spans_of, to_tree
from crossread.errors import ResourceError
from crossread.pieces import Pieces, cut_all, cut_pieces, plan_windows

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

__all__ = ["Encoded", "Encoder", "Grouped", "Tagged", "Text", "encode", "shipped_encoder"]

FORMAT = "crossread.encoder/1"
CLS, SEP = 101, 102
TOGETHER = 64
"""So many texts are decoded in step; more only costs memory."""
REACH = 12
"""A cue further than so many sentences away has nothing to do with a source or content."""
UNLIKELY = 0.03
"""A source less likely than this is left to others (PolNeAR dev: relations .644; .641 at .01 and at .1)."""
_HALVES = re.compile("[\ud800-\udfff]")
_INPUTS = ("ids", "shapes", "marks", "sentence", "first")
_BY_WORD = ("attribution", "names", "begins", "upos", "heads", "root", "labels", "opening", "closing", "cue")


class Text(NamedTuple):
    """What is read: a text, the spans of its sentences in order, and those of its words where they are known."""

    text: str
    sentences: Sequence[tuple[int, int]]
    words: Sequence[tuple[int, int]] | None = None


class Tagged(NamedTuple):
    """A span the encoder marked: characters ``start:end``, words ``first`` to ``last`` (included)."""

    kind: str
    start: int
    end: int
    first: int
    last: int


class Grouped(NamedTuple):
    """A cue with the sources and contents that belong to it."""

    cue: Tagged
    sources: tuple[Tagged, ...]
    contents: tuple[Tagged, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder says about one text. Words are numbered through the text; rows are in their order.

    ``heads`` holds the number of each word's head (its own number: the root of the sentence). ``names`` are of
    kind person, organisation or place. ``begins`` is how likely each word starts a sentence (a log-odds).
    ``loose`` are sources and contents that no cue took. ``vectors`` has a row a sentence.
    """

    words: tuple[tuple[int, int], ...]
    sentence: tuple[int, ...]
    parts_of_speech: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    names: tuple[Tagged, ...]
    attributions: tuple[Grouped, ...]
    loose: tuple[Tagged, ...]
    begins: Array = field(repr=False)
    vectors: Array = field(repr=False)


class _Unit(NamedTuple):
    """A sentence, or a part of a very long one: pieces ``start:end``."""

    sentence: int
    start: int
    end: int


class _Job(NamedTuple):
    """One window to read: of which text (and in which order), what is fed, which words stand in it.

    ``core`` are the words that are kept; ``sentences`` are the numbers of its sentences, from ``at`` on kept.
    """

    text: int
    order: int
    feed: dict[str, Array]
    numbers: Array
    core: tuple[int, int]
    sentences: tuple[int, ...]
    at: int


def encode(texts: Sequence[Text]) -> list[Encoded]:
    """Read the texts with the shipped encoder."""
    return shipped_encoder().encode(texts)


_LOCK = threading.Lock()


def shipped_encoder() -> Encoder:
    """Return the encoder that ships with crossread (or lies in ``CROSSREAD_MODEL``), loaded once."""
    with _LOCK:
        return _loaded(os.environ.get("CROSSREAD_MODEL"))


@functools.cache
def _loaded(folder: str | None) -> Encoder:
    return Encoder(Path(folder) if folder else Path(str(files("crossread") / "data" / "models")))


class Encoder:
    """A loaded model. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about = _description(folder)
        self.threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(folder / "encoder.onnx")
        self._tables = _tables(self.about)

    def encode(self, texts: Sequence[Text]) -> list[Encoded]:
        """Read the texts; the answers come in their order."""
        done: list[Encoded] = []
        with ThreadPoolExecutor(self.threads) as pool:
            for at in range(0, len(texts), TOGETHER):
                done += self._read(texts[at : at + TOGETHER], pool)
        return done

    def vectors(self, text: Text) -> Array:
        """Return the vectors of a text's sentences, as ``encode`` gives them, and nothing else: a third faster."""
        import numpy as np

        found = np.zeros((len(text.sentences), self.about["width"]), np.float32)
        cut = cut_pieces(_readable(text.text), self._tokenizer, text.words)
        jobs = list(self._jobs(0, cut, text.sentences))
        with ThreadPoolExecutor(self.threads) as pool:
            said = pool.map(lambda job: self._session.run(["vectors"], job.feed)[0], jobs)
            for job, rows in zip(jobs, said, strict=True):
                _place_vectors(found, job, rows)
        return found

    def _read(self, texts: Sequence[Text], pool: ThreadPoolExecutor) -> list[Encoded]:
        cuts = cut_all([_readable(one.text) for one in texts], self._tokenizer, [one.words for one in texts])
        jobs = [job for number, (cut, one) in enumerate(zip(cuts, texts, strict=True))
                for job in self._jobs(number, cut, one.sentences)]  # fmt: skip
        longest_first = sorted(jobs, key=lambda job: -len(job.feed["ids"]))
        said = pool.map(lambda job: self._session.run(None, job.feed), longest_first)
        names = [output.name for output in self._session.get_outputs()]
        parts: list[list[tuple[_Job, dict[str, Array]]]] = [[] for _ in texts]
        for job, values in zip(longest_first, said, strict=True):
            parts[job.text].append((job, dict(zip(names, values, strict=True))))
        raw = [_joined(sorted(those, key=lambda part: part[0].order), len(one.sentences), self.about)
               for those, one in zip(parts, texts, strict=True)]  # fmt: skip
        taggers = ("attribution", "names")
        paths = best_paths([one[tagger] for one in raw for tagger in taggers],
                           [self._tables[tagger] for _ in raw for tagger in taggers])  # fmt: skip
        return [
            self._encoded(cut, one, tags, names)
            for cut, one, tags, names in zip(cuts, raw, paths[::2], paths[1::2], strict=True)
        ]

    def _jobs(self, text: int, cut: Pieces, spans: Sequence[tuple[int, int]]) -> Iterator[_Job]:
        import numpy as np

        limit = self.about["limit"]
        units = [
            _Unit(number, at, min(at + limit, until))
            for number, (start, end) in enumerate(spans)
            for begin, until in [(bisect_left(cut.starts, start), bisect_left(cut.starts, end))]
            for at in range(begin, until, limit)
        ]
        columns = {"ids": cut.ids, "shapes": cut.shapes, "marks": cut.marks}
        whole = {key: np.asarray(column, np.int64) for key, column in columns.items()}
        first = np.asarray(cut.first, np.int64)
        plans = plan_windows([unit.end - unit.start for unit in units], limit, self.about["context"])
        for order, plan in enumerate(plans):
            window = units[plan.start : plan.end]
            pieces = np.concatenate([np.arange(unit.start, unit.end) for unit in window])
            owner = np.concatenate([np.full(unit.end - unit.start, n) for n, unit in enumerate(window)])
            ranges = [(bisect_left(cut.first, unit.start), bisect_left(cut.first, unit.end)) for unit in window]
            numbers = np.concatenate([np.arange(a, b) for a, b in ranges])
            if not len(numbers):
                continue
            before, core = (sum(b - a for a, b in ranges[: n - plan.start]) for n in (plan.core_start, plan.core_end))
            feed = {key: np.pad(column[pieces], 1) for key, column in whole.items()}
            feed["ids"][0], feed["ids"][-1] = CLS, SEP
            feed["sentence"] = np.pad(owner, 1, constant_values=-1)
            feed["first"] = np.searchsorted(pieces, first[numbers]) + 1
            sentences = tuple(unit.sentence for unit in window)
            yield _Job(text, order, feed, numbers, (before, core), sentences, plan.core_start - plan.start)

    def _encoded(self, cut: Pieces, raw: dict[str, Any], tags: list[int], names: list[int]) -> Encoded:
        words = [cut.words[number] for number in raw["numbers"].tolist()]
        tagged = [_tagged(self.about["roles"], words, span) for span in spans_of(tags)]
        grouped, loose = self._grouped(tagged, raw)
        upos, labels = self.about["upos"], self.about["labels"]
        return Encoded(
            words=tuple(words), sentence=tuple(raw["sentence"].tolist()),
            parts_of_speech=tuple(map(upos.__getitem__, raw["upos"].tolist())), heads=tuple(raw["heads"]),
            labels=tuple("root" if head == word else labels[n]
                         for word, (head, n) in enumerate(zip(raw["heads"], raw["labels"].tolist(), strict=True))),
            names=tuple(_tagged(self.about["kinds"], words, span) for span in spans_of(names)),
            attributions=grouped, loose=loose, begins=raw["begins"], vectors=raw["vectors"],
        )  # fmt: skip

    def _grouped(self, tagged: Sequence[Tagged], raw: dict[str, Any]) -> tuple[tuple[Grouped, ...], tuple[Tagged, ...]]:
        """Give each content to its likeliest cue, and each cue its likeliest source (which others may share)."""
        sources, cues, contents = ([span for span in tagged if span.kind == kind] for kind in self.about["roles"])
        theirs: list[list[Tagged]] = [[] for _ in cues]
        own: list[tuple[Tagged, ...]] = [() for _ in cues]
        taken: set[Tagged] = set()
        if cues and contents:
            likely = self._likely(1, contents, cues, raw)
            for span, row in zip(contents, likely, strict=True):
                if row.max() > 0:
                    theirs[int(row.argmax())].append(span)
                    taken.add(span)
        if cues and sources:
            likely = self._likely(0, sources, cues, raw)
            for number, column in enumerate(likely.T):
                if column.max() > UNLIKELY:
                    own[number] = (sources[int(column.argmax())],)
                    taken.add(own[number][0])
        loose = tuple(span for span in (*sources, *contents) if span not in taken)
        return tuple(Grouped(cue, own[n], tuple(theirs[n])) for n, cue in enumerate(cues)), loose

    def _likely(self, role: int, members: Sequence[Tagged], cues: Sequence[Tagged], raw: dict[str, Any]) -> Array:
        """Return how likely each member belongs to each cue, [members, cues]; a row adds up to one, or nought."""
        import numpy as np

        cue = np.asarray([span.first for span in cues])
        first, last = np.asarray([(span.first, span.last) for span in members]).T
        distance = self._tables["distance"][role]
        most = len(distance) // 2
        away = raw["sentence"][cue][None] - raw["sentence"][first][:, None]
        member = raw["opening"][first] + raw["closing"][last] + self._tables["role"][role]
        scores = member @ raw["cue"][cue].T.astype(np.float64) * member.shape[1] ** -0.5
        scores += distance[np.clip(away, -most, most) + most]
        shares: Array = np.exp(scores - scores.max(1, keepdims=True)) * (np.abs(away) <= REACH)
        shares /= np.maximum(shares.sum(1, keepdims=True), 1e-9)
        return shares


def _tagged(kinds: Sequence[str], words: Sequence[tuple[int, int]], span: tuple[int, int, int]) -> Tagged:
    kind, first, last = span
    return Tagged(kinds[kind], words[first][0], words[last][1], first, last)


def _joined(parts: Iterable[tuple[_Job, dict[str, Array]]], sentences: int, about: dict[str, Any]) -> dict[str, Any]:
    """Put the cores of a text's windows together; numbers of words become those among all words read."""
    import numpy as np

    rows: dict[str, list[Array]] = {name: [] for name in (*_BY_WORD, "numbers", "sentence")}
    vectors = np.zeros((sentences, about["width"]), np.float32)
    done = 0
    for job, said in parts:
        a, b = job.core
        for name in _BY_WORD:
            rows[name].append(said[name][a:b])
        rows["heads"][-1] = rows["heads"][-1] - a + done
        rows["numbers"].append(job.numbers[a:b])
        rows["sentence"].append(_owners(job))
        _place_vectors(vectors, job, said["vectors"])
        done += b - a
    empty = {"attribution": (0, 7), "names": (0, 7), **dict.fromkeys(("opening", "closing", "cue"), (0, 1))}
    joined: dict[str, Any] = {
        name: np.concatenate(those) if those else np.zeros(empty.get(name, (0,)), np.int64 if name in (
            "upos", "labels", "heads", "numbers", "sentence") else np.float32)
        for name, those in rows.items()
    }  # fmt: skip
    joined["heads"] = _trees(joined)
    joined["vectors"] = vectors
    return joined


def _owners(job: _Job) -> Array:
    """Return the sentence of each word of a window that is kept."""
    import numpy as np

    a, b = job.core
    owners: Array = np.asarray(job.sentences)[job.feed["sentence"][job.feed["first"][a:b]]]
    return owners


def _place_vectors(found: Array, job: _Job, rows: Array) -> None:
    """Put the vectors of a window's sentences into ``found`` (changed), where none is yet."""
    owners = _owners(job)
    for unit in range(job.at, len(job.sentences)):
        if job.sentences[unit] in owners and not found[job.sentences[unit]].any():
            found[job.sentences[unit]] = rows[unit]


def _trees(joined: dict[str, Any]) -> list[int]:
    heads: list[int] = []
    owner, told, root = joined["sentence"].tolist(), joined["heads"].tolist(), joined["root"].tolist()
    start = 0
    for end in range(1, len(owner) + 1):
        if end == len(owner) or owner[end] != owner[start]:
            own = [head - start if start <= head < end else word for word, head in enumerate(told[start:end])]
            heads += [head + start for head in to_tree(own, root[start:end])]
            start = end
    return heads


def _readable(text: str) -> str:
    """Put a sign of the same length where the tokenizer would stop: half of a surrogate pair."""
    return _HALVES.sub("?", text)


# ------------------------------------------------------------------------------------------------- loading


def _description(folder: Path) -> dict[str, Any]:
    place = folder / "encoder.json"
    try:
        about = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(_missing(place, str(error))) from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        found = about.get("format") if isinstance(about, dict) else type(about).__name__
        raise ResourceError(_missing(place, f"expected format {FORMAT!r}, found {found!r}"))
    return about


def _tokenizer(place: Path) -> Any:  # noqa: ANN401 - the tokenizers package has no types
    from tokenizers import Tokenizer

    try:
        content = place.read_text(encoding="utf-8")
        json.loads(content)
    except (OSError, ValueError) as error:
        raise ResourceError(_missing(place, str(error))) from error
    tokenizer = Tokenizer.from_str(content)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _session(place: Path) -> Any:  # noqa: ANN401 - nor has onnxruntime
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    if not place.exists():
        raise ResourceError(_missing(place, "no such file"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # windows run beside each other; inside one, threads only wait
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(place), options, providers=["CPUExecutionProvider"])
    except (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf) as error:
        raise ResourceError(_missing(place, f"onnxruntime cannot load it ({error})")) from error
    given = {value.name for value in session.get_inputs()}
    if given != set(_INPUTS):
        raise ResourceError(_missing(place, f"expected the inputs {sorted(_INPUTS)}, found {sorted(given)}"))
    return session


def _tables(about: dict[str, Any]) -> dict[str, Array]:
    import numpy as np

    tables = about["tables"]
    return {name: np.asarray(tables[name], np.float64) for name in ("attribution", "names", "role", "distance")}


def _missing(place: Path, found: str) -> str:
    return f"the encoder ({place}): {found}; it ships with crossread, so reinstall it (in a checkout: make train)"
