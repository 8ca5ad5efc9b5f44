"""Which language a text is in, or ``None`` where that cannot be told."""

from __future__ import annotations

import functools
import re
from typing import Any

__all__ = ["detect"]

# Languages that news is published in every day. The model knows 140, among them dialects and pidgins that
# draw short English texts full of foreign names away from English.
_LANGUAGES = (
    "af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id ig is it "
    "ja ka kk km kn ko ku ky lo lt lv mg mk ml mn mr ms mt my ne nl no om or pa pl ps pt ro ru rw si sk sl sn "
    "so sq sr sv sw ta te tg th tk tl tr tt ug uk ur uz vi xh yo zh zu"
)
# Fewer letters than this say too little ("VORENKO (Reuters)"); in Chinese and its like a sign is a word.
_FEWEST_LETTERS = 24
_FEWEST_SIGNS = 6
# Least probability. English sentences of ten words with three foreign names reach .9; lists of names .4.
_LEAST = 0.6
# A language that is far ahead of every other may have less, as in short sentences with many foreign names.
_LEAST_AHEAD = 0.45
_AHEAD = 3.0
# The model's own advice is a few hundred words; more only costs time.
_MOST_CHARACTERS = 6000
# Lines shorter than this are furniture more often than prose, and often in the language of the site.
_PROSE_LINE = 60
# Words every English text is full of and hardly another language has. Where they are many, and "the" among them,
# the model has nothing to add, and loading it takes most of a second.
_COMMON = (
    "the and of that with which were been their from this they who would said has have by in to at for on a was is it "
    "as not his her had but about after when"
)
_ENGLISH = frozenset(_COMMON.split())
_ENGLISH_SHARE = 0.25
_ENGLISH_WORDS = 3
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def detect(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``; ``None`` if it is too short or unclear."""
    prose = _prose(text)
    signs = len(_SIGNS.findall(prose))
    if signs < _FEWEST_SIGNS and sum(map(str.isalpha, prose)) < _FEWEST_LETTERS:
        return None
    if _plainly_english(prose):
        return "en"
    (language, probability), (_, second) = _identifier().rank(prose)[:2]
    sure = probability >= _LEAST or (probability >= _LEAST_AHEAD and probability >= _AHEAD * second)
    return str(language) if sure else None


def _prose(text: str) -> str:
    """Return the long lines of the text, or all of it where no line is long."""
    lines = [line for line in text.splitlines() if len(line.strip()) >= _PROSE_LINE]
    return ("\n".join(lines) or text)[:_MOST_CHARACTERS]


def _plainly_english(prose: str) -> bool:
    """Say whether a quarter of the words are English ones of several kinds; false wherever that is not so plain."""
    words = prose.lower().split()
    hits = [word for word in words if word in _ENGLISH]
    return "the" in hits and len(set(hits)) >= _ENGLISH_WORDS and len(hits) >= _ENGLISH_SHARE * len(words)


@functools.cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
