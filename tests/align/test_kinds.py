import pytest

from crossread.align.kinds import settle_kinds
from crossread.model import Mention, Reading
from factories import report


def reading(id, **kinds):
    """A report in which each name (underscores for spaces) was read as the kind given."""
    made = report(" ".join(kinds), id=id)
    mentions = []
    for number, (name, kind) in enumerate(kinds.items()):
        at = made.text.index(name)
        words = name.replace("_", " ")
        span = made.span(at, at + len(name))
        mentions.append(
            Mention(
                id=f"m{id}{number}", span=type(span)(report=id, start=at, end=at + len(name), text=words), kind=kind
            )
        )
    return Reading(report=made, mentions=tuple(mentions))


@pytest.mark.parametrize(
    ("one", "other", "name", "kind"),
    [
        # the end of somebody's full name is that person
        ({"Pelk": "place"}, {"Dora_Pelk": "person"}, "Pelk", "person"),
        # nobody bears it: a town in one report is a town in the other
        ({"Tessin": "person"}, {"Tessin": "place"}, "Tessin", "place"),
        # no other report knows better
        ({"Tessin": "person"}, {"Velin": "place"}, "Tessin", "person"),
        # word lists are not overruled
        ({"Dorvan": "nationality"}, {"Dorvan": "place"}, "Dorvan", "nationality"),
    ],
)
def test_one_kind_for_one_name(one, other, name, kind):
    readings = settle_kinds([reading("r1", **one), reading("r2", **other)])
    assert next(mention.kind for mention in readings[0].mentions if mention.span.text == name) == kind
