"""Law: ``from_dict(to_dict(x)) == x`` for every noun, through real JSON."""

import dataclasses
import inspect
import json
import typing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossread import model
from crossread.codec import Noun
from crossread.errors import FormatError

NOUNS = sorted(
    (cls for _, cls in inspect.getmembers(model, inspect.isclass) if issubclass(cls, Noun) and cls is not Noun),
    key=lambda cls: cls.__name__,
)
WORDS = st.text(max_size=8)


def values(hint, name=""):
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(WORDS, values(args[1]), max_size=2)
    if origin is not None:  # a union
        return st.one_of([st.none() if arg is type(None) else values(arg) for arg in args])
    if inspect.isclass(hint) and issubclass(hint, Noun):
        return nouns(hint)
    plain = {
        str: WORDS,
        int: st.integers(0, 99),
        bool: st.booleans(),
        float: st.floats(0, 1).map(lambda x: round(x, 3)),
    }
    return plain[hint]


def nouns(cls):
    hints = typing.get_type_hints(cls)
    fields = [field for field in dataclasses.fields(cls) if not field.metadata.get("unwritten")]
    return st.builds(cls, **{field.name: values(hints[field.name], field.name) for field in fields})


@pytest.mark.parametrize("cls", NOUNS, ids=lambda cls: cls.__name__)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_round_trip(cls, data):
    noun = data.draw(nouns(cls))
    if isinstance(noun, model.Brief):  # a brief's readings hold neither claims nor entities: those are the brief's
        bare = (dataclasses.replace(reading, claims=(), entities=()) for reading in noun.reports)
        noun = dataclasses.replace(noun, reports=tuple(bare))
    written = json.loads(json.dumps(noun.to_dict()))
    assert cls.from_dict(written) == noun


def test_every_noun_is_frozen_and_slotted():
    for cls in NOUNS:
        assert cls.__dataclass_params__.frozen, cls
        assert "__slots__" in vars(cls), cls


CASES = [
    # (what is wrong with it, the place named, the words of the message)
    ({"report": "r1", "start": "3", "end": 5}, "start", "expected int"),
    ({"report": "r1", "start": 3}, "end", "missing"),
    ({"report": "r1", "start": True, "end": 5}, "start", "expected int"),
]


@pytest.mark.parametrize(("data", "place", "words"), CASES)
def test_errors_say_where_and_what(data, place, words):
    with pytest.raises(FormatError, match=rf"{place}.*{words}"):
        model.Span.from_dict(data)


def test_error_names_the_place_deep_inside():
    brief = {"story": {"id": "s", "title": None, "reports": [], "first": 3}}
    with pytest.raises(FormatError, match=r"story\.first: expected str, found 3"):
        model.Brief.from_dict(brief)
