from dataclasses import replace

from crossread.account.agreements import find_agreements
from crossread.model import Entity, Reading, Story
from factories import claim, day, report

STORY = Story(id="s", title=None, reports=(), first="2021-03-04", last="2021-03-06")
DORVA = Entity(id="e1", name="Dorva", kind="place")
UPLAND = Entity(id="e2", name="Upland", kind="place")
NORWICK = Entity(id="e3", name="Norwick", kind="place")

REACHED = claim("Dorva and Upland agreed a truce brokered by Norwick.", start=1, who=("e1", "e2"), whom=("e3",))
TERM = claim("The truce requires the withdrawal of guns from Tessin.", start=2)
LOOSE_TERM = claim("Under the agreement both sides must free prisoners.", start=3, modality="demanded")


def agreements(*claims, text=""):
    reading = Reading(report=report(text, id="r1"))
    return find_agreements(claims, [DORVA, UPLAND, NORWICK], [reading], STORY)


def test_parties_mediators_and_terms():
    (agreement,) = agreements(REACHED, TERM, LOOSE_TERM)
    assert agreement.name == "truce"
    assert agreement.parties == ("e1", "e2")
    assert agreement.mediators == ("e3",)
    assert agreement.terms == (TERM.id, LOOSE_TERM.id)


def test_who_agrees_promises_and_what_it_commits_to_is_a_term():
    made = replace(REACHED, modality="promised")
    term = claim("The truce commits Upland to disbanding its guard.", start=2, modality="promised")
    (agreement,) = agreements(made, term)
    assert (agreement.parties, agreement.terms) == (("e1", "e2"), (term.id,))


def test_a_wish_is_no_agreement():
    assert agreements(claim("Norwick called for a truce.", modality="demanded")) == ()


def test_an_old_treaty_is_background():
    assert agreements(replace(REACHED, when=day("1994-05-12"))) == ()


def test_its_date_is_that_of_its_making():
    (agreement,) = agreements(replace(REACHED, when=day("2021-03-03")), replace(TERM, when=day("2021-03-09")))
    assert agreement.when.start == "2021-03-03"


def test_what_goes_on_in_the_same_paragraph_is_a_term_too():
    text = "The truce requires the withdrawal of guns from Tessin. The bridge will open on Friday.\n\nIt will rain."
    first, second, third = (
        "The truce requires the withdrawal of guns from Tessin.",
        "The bridge will open on Friday.",
        "It will rain.",
    )
    claims = [
        claim(words, start=text.index(words), modality=how)
        for words, how in ((first, "happened"), (second, "planned"), (third, "planned"))
    ]
    (agreement,) = agreements(REACHED, *claims, text=text)
    assert agreement.terms == (claims[0].id, claims[1].id)


def test_who_mediated_between_the_sides():
    told = claim("Norwick's envoy mediated between the sides for nine hours.", start=300, who=("e3",))
    without = replace(REACHED, span=claim("Dorva and Upland agreed a truce.", start=1).span, whom=())
    (agreement,) = agreements(without, told)
    assert agreement.mediators == ("e3",)
