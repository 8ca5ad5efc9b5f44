"""How likely each word opens a sentence: a small convolutional network over words, run by numpy.

Text without full stops is cut by what its words are, as a reader would: a new subject and verb, a greeting, the lines
of a signature. So every word, number, address and run of signs is looked up by its lower-cased form, its ending, its
shape, the white space before it, whether quotation marks and brackets are open and how far the last full stop is, and
four layers look at up to sixteen tokens on either side. ``training/sentences.py`` makes the weights.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from crossread.errors import ResourceError

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

__all__ = [
    "CAPITALS", "PAD", "ROWS", "SHAPES", "WRITTEN_OUT", "Cut", "Looks", "Network", "cut_tokens", "ending_of",
    "forms_of", "shipped_network",
]  # fmt: skip

SHAPES = (
    "none", "aa", "Aa", "AA", "A", "a", "mixed", "digits", "digit", "year", "number", "letters+digits", "abbreviation",
    "address", ".", "..", "?!", ",", ";", ":", "dash", "open", "close", '"', "'", "rule", "bullet", "other",
)  # fmt: skip
PAD = 8
"""Empty rows between two texts: as many as the widest layer looks away, so that no text sees its neighbour."""
ROWS = ("word", "ending", "shape", "place", "since", "block")
"""What is looked up for a token, in order. ``place`` is white space before it, quotation marks and brackets open;
``since`` how far the last full stop is; ``block`` how much of the text is capitals, and how long it is."""
ROWS_AT_ONCE, STACK = 384, 16
"""So many rows go through the layers at a time: more fall out of the processor's cache. They are multiplied in stacks
of so few that numpy's library does each on one core: waking the others costs fifty times the work itself; and what a
row comes to never depends on how many there are."""

_TOKEN = re.compile(
    r"""(?P<address>(?:https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]}'] | [\w.+-]++@[\w-]+(?:\.[\w-]+)+)
    | (?P<abbreviation>(?:[^\W\d_]\.){2,})
    | (?P<number>\d+(?:[.,:/]\d+)+)
    | (?P<word>[^\W_]++(?:['’][^\W_]+)*)
    | (?P<sign>([^\w\s]|_)\6*)""",
    re.VERBOSE,
)
_SIGNS = {
    sign: shape
    for shape, signs in {
        ".": ".。", "..": "…", "?!": "?!！？", ",": ",", ";": ";", ":": ":", "dash": "-–—", '"': '"', "'": "'`",
        "open": "“‘«„([{<", "close": "”’»)]}>", "rule": "=_|~", "bullet": "*•·#",
    }.items()
    for sign in signs
}  # fmt: skip
_TYPED = frozenset(("''", "``"))
_SHAPE = {shape: number for number, shape in enumerate(SHAPES)}
_STOPS = range(_SHAPE["."], _SHAPE["?!"] + 1)
_SMALL, _CAPITAL = {_SHAPE["aa"], _SHAPE["a"]}, {_SHAPE["Aa"], _SHAPE["AA"], _SHAPE["A"]}
_SINCE = (0, 1, 2, 3, 4, 6, 9, 13, 18, 25, 35, 50)
_CAPITALS = (0.0001, 0.02, 0.4, 0.8)
_CAPITAL_KINDS = len(_CAPITALS) + 1
CAPITALS = frozenset(1 + len(_CAPITALS) + _CAPITAL_KINDS * size for size in range(4))
"""The values of ``block`` of a text whose words nearly all begin with a capital."""
WRITTEN_OUT = frozenset(1 + kind + _CAPITAL_KINDS * size for kind in (1, 2) for size in range(4))
"""The values of ``block`` of a text written as print is, some words with a capital and most without."""
QUOTED, BRACKETED = 4, 8
"""What open quotation marks and brackets add to ``place``."""
REMEMBERED = 65_536
"""Tokens whose look-up is kept."""
_SIGN_OF = {
    sign: does
    for does, signs in {
        "open quote": "“«„", "close quote": "”»", "typed": '"', "open bracket": "([{", "close bracket": ")]}",
    }.items()
    for sign in signs
}  # fmt: skip


class _Token(NamedTuple):
    """What a word, number, address or run of one sign is looked up as, whatever stands around it.

    ``sign`` says what it does to what follows: opens or closes quotation marks or brackets, or is a stop.
    """

    word: int
    ending: int
    shape: int
    sign: str


class Cut(NamedTuple):
    """The tokens of one stretch of text and what is looked up for each, one row a feature (``ROWS``)."""

    starts: list[int]
    ends: list[int]
    rows: list[list[int]]


def forms_of(text: str) -> Iterable[str]:
    """Return the forms by which the tokens of ``text`` are looked up, for counting them."""
    return (_form_of(match.group(), match.lastgroup or "") for match in _TOKEN.finditer(text))


def _form_of(token: str, kind: str) -> str:
    """Lower-case, with straight apostrophes; digits are alike, and so are addresses and long runs of a sign."""
    if kind == "address":
        return "www"
    if kind == "sign":
        return '"' if token in _TYPED else token[:4]
    return token.lower() if token.isalpha() else re.sub(r"\d", "0", token.lower().replace("’", "'"))[:12]


def ending_of(form: str) -> str:
    """Return the last letters of a form."""
    return form[-3:]


def _shape_of(token: str, kind: str) -> str:
    if kind == "word":
        return _word_shape(token)
    if kind != "sign":
        return kind
    if token in _TYPED:
        return '"'
    if len(token) > 1 and token[0] == ".":
        return ".."
    return "rule" if len(token) > 3 and token[0] in "-–—*" else _SIGNS.get(token[0], "other")


def _word_shape(word: str) -> str:
    if word.isdigit():
        return "year" if len(word) == 4 and word[0] in "12" else "digit" if len(word) < 3 else "digits"
    if any(map(str.isdigit, word)):
        return "letters+digits"
    if len(word) == 1:
        return "A" if word.isupper() else "a"
    if word.islower():
        return "aa"
    return "AA" if word.isupper() else "Aa" if word[0].isupper() and word[1:].islower() else "mixed"


class Looks:
    """The words and endings that the network knows by number; 0 is any other."""

    def __init__(self, words: Sequence[str], endings: Sequence[str]) -> None:
        self._words = {word: number for number, word in enumerate(words, 1)}
        self._endings = {ending: number for number, ending in enumerate(endings, 1)}
        self._known: dict[str, _Token] = {}

    def token(self, match: re.Match[str]) -> _Token:
        """Look up one match of ``_TOKEN``; what was looked up is remembered, within bounds."""
        token = match.group()
        known = self._known.get(token)
        if known is None:
            kind = match.lastgroup or ""
            form, shape = _form_of(token, kind), _SHAPE[_shape_of(token, kind)]
            sign = "stop" if shape in _STOPS else _SIGN_OF.get(token[0], "") if kind == "sign" else ""
            sign = "typed" if token in _TYPED else sign
            known = _Token(self._words.get(form, 0), self._endings.get(ending_of(form), 0), shape, sign)
            if len(self._known) < REMEMBERED:
                self._known[token] = known
        return known


def cut_tokens(text: str, start: int, end: int, looks: Looks) -> Cut:
    """Cut ``text[start:end]`` into tokens and look up the features of each."""
    starts, ends, tokens, places, since = [], [], [], [], []
    last, quotes, brackets, far = start, 0, 0, 0
    for match in _TOKEN.finditer(text, start, end):
        token = looks.token(match)
        at, after = match.span()
        sign = token.sign
        if sign == "close quote":
            quotes = 0
        elif sign == "close bracket":
            brackets = 0
        starts.append(at)
        ends.append(after)
        tokens.append(token)
        places.append(quotes + brackets if at == last else quotes + brackets + _gap(text[last:at]))
        since.append(far)
        last, far = after, far + 1
        if sign == "stop":
            far = 0
        elif sign == "open quote":
            quotes = QUOTED
        elif sign == "typed":
            quotes = QUOTED - quotes
        elif sign == "open bracket":
            brackets = BRACKETED
    if not tokens:
        return Cut([], [], [[] for _ in ROWS])
    words, endings, shapes, _ = zip(*tokens, strict=True)
    near = [_NEAR[min(distance, len(_NEAR) - 1)] for distance in since]
    return Cut(starts, ends, [[*words], [*endings], [*shapes], places, near, [_block(shapes)] * len(words)])


def _gap(between: str) -> int:
    return 3 if "\n" in between or "\r" in between else 1


def _block(shapes: Sequence[int]) -> int:
    small, capital = (sum(shapes.count(shape) for shape in kind) for kind in (_SMALL, _CAPITAL))
    capitals = _bucket(capital / max(small + capital, 1), _CAPITALS)
    return 1 + capitals + _CAPITAL_KINDS * min(len(shapes) // 8, 3)


def _bucket(value: float, limits: tuple[float, ...]) -> int:
    return sum(value >= limit for limit in limits)


_NEAR = tuple(_bucket(distance, _SINCE) for distance in range(_SINCE[-1] + 1))


class Network:
    """The weights: a table for each of ``ROWS``, summed; then layers, each but the first added to its input."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        names = (bytes(arrays[name]).decode("utf-8").split("\n") for name in ("words", "endings"))
        self._looks = Looks(*names)
        self._tables = [_scaled(arrays, name) for name in ROWS]
        self._layers = [
            (_scaled(arrays, f"layer{at}"), arrays[f"bias{at}"], int(width), int(step))
            for at, (width, step) in enumerate(arrays["layers"])
        ]
        self._out, self._offset = _scaled(arrays, "out")[:, 0], float(arrays["offset"])
        self._reach = -(-sum(step * (width // 2) for _, _, width, step in self._layers) // STACK) * STACK

    def cut(self, text: str, start: int, end: int) -> Cut:
        """Return the tokens of ``text[start:end]`` with their features."""
        return cut_tokens(text, start, end, self._looks)

    def scores(self, cuts: Sequence[Cut]) -> list[list[float]]:
        """Return for each text the log-odds that each of its tokens opens a sentence."""
        import numpy as np

        size = PAD + sum(len(cut.starts) + PAD for cut in cuts)
        numbers = np.zeros((len(ROWS), -(-size // STACK) * STACK), dtype=np.intp)
        here = PAD
        for cut in cuts:
            numbers[:, here : here + len(cut.starts)] = cut.rows
            here += len(cut.starts) + PAD
        found: list[float] = []
        for start in range(0, numbers.shape[1], ROWS_AT_ONCE):
            first = max(0, start - self._reach)
            part = self._run(numbers[:, first : start + ROWS_AT_ONCE + self._reach])
            found += part[start - first : start - first + ROWS_AT_ONCE].tolist()
        made, here = [], PAD
        for cut in cuts:
            made.append(found[here : here + len(cut.starts)])
            here += len(cut.starts) + PAD
        return made

    def _run(self, numbers: Array) -> Array:
        import numpy as np

        real = (numbers[-1] > 0).astype(np.float32)[:, None]
        value = functools.reduce(np.add, (table[row] for table, row in zip(self._tables, numbers, strict=True))) * real
        for at, (weights, bias, width, step) in enumerate(self._layers):
            reach, size, depth = step * (width // 2), len(value), value.shape[1]
            wide = np.zeros((size + 2 * reach, depth), np.float32)
            wide[reach : reach + size] = value
            made = np.zeros((size // STACK, STACK, len(bias)), np.float32)
            for place in range(width):
                seen = wide[place * step : place * step + size].reshape(-1, STACK, depth)
                made += seen @ weights[place * depth : (place + 1) * depth]
            made = np.maximum(made.reshape(size, -1) + bias, 0)
            value = (value + made if at else made) * real
        return np.asarray((value * self._out).sum(1) + self._offset)


def _scaled(arrays: dict[str, Array], name: str) -> Array:
    """Undo the rounding to 8 bits, one scale a column."""
    return arrays[name].astype("float32", order="C") * arrays[f"{name}_scale"]


@functools.cache
def shipped_network() -> Network:
    """Return the network that ships, loaded once; raises ``ResourceError`` where it is missing or damaged."""
    import numpy as np

    place = files("crossread") / "data" / "models" / "sentences.npz"
    try:
        with place.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return Network({name: arrays[name] for name in arrays.files})
    except (OSError, ValueError, KeyError) as error:
        raise ResourceError(
            f"sentence model ({place}): {error}; it ships with crossread, so reinstall it "
            f"(in a checkout: python -m training.sentences --data FOLDER)"
        ) from error
