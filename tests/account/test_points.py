import pytest

from crossread.account.points import contested, gather_points, independent_holders, too_thin
from crossread.model import Copy, Passage
from factories import claim, link

A = claim("The dam at Orvel held overnight.", in_report="r1", chain=("Daily Post", "Water Board"), origin="Water Board")
B = claim(
    "Engineers say the Orvel dam has held.", in_report="r2", chain=("Radio Nine", "Lena Marsh"), origin="Lena Marsh"
)
SAME_ORIGIN = claim("The Orvel dam held.", in_report="r3", chain=("Evening Star", "Water Board"), origin="Water Board")
OWN_VOICE = claim("The dam held through the night.", in_report="r4", chain=("Coast Times",))
OTHER_VOICE = claim("The dam held through the night, again.", in_report="r5", chain=("Hill Courier",), attribution=None)


def only(points):
    assert len(points) == 1
    return points[0]


def test_two_origins_corroborate():
    point = only(gather_points([A, B], [link(A, B)], []))
    assert point.standing == "corroborated"
    assert point.origins == ("Lena Marsh", "Water Board")


def test_two_outlets_with_one_ombudsman_are_one_origin():
    point = only(gather_points([A, SAME_ORIGIN], [link(A, SAME_ORIGIN)], []))
    assert (point.standing, point.origins, len(point.outlets)) == ("single_origin", ("Water Board",), 2)


def test_an_origin_that_only_passed_the_other_on_adds_nothing():
    passed_on = claim("The dam held.", in_report="r6", chain=("Post", "Water Board", "Ministry"), origin="Ministry")
    assert independent_holders([A, passed_on], []) == ("Ministry",)


def test_own_voices_are_widely_stated_but_no_origin():
    point = only(gather_points([OWN_VOICE, OTHER_VOICE], [link(OWN_VOICE, OTHER_VOICE)], []))
    assert (point.standing, point.origins) == ("widely_stated", ())


def test_a_copy_is_not_a_second_voice():
    shared = Passage(left=OWN_VOICE.span, right=OTHER_VOICE.span)
    copy = Copy(left="r4", right="r5", relation="copy", coverage=0.9, passages=(shared,))
    point = only(gather_points([OWN_VOICE, OTHER_VOICE], [link(OWN_VOICE, OTHER_VOICE)], [copy]))
    assert point.standing == "unattributed"


def test_one_report_twice_is_one_voice():
    again = claim("The dam held.", in_report="r4", start=50, chain=("Coast Times",))
    point = only(gather_points([OWN_VOICE, again], [link(OWN_VOICE, again)], []))
    assert point.standing == "unattributed"


def test_a_chain_of_likeness_never_joins_a_claim_with_its_denial():
    denial = claim("The Orvel dam did not hold.", in_report="r6", polarity="denied")
    points = gather_points([A, B, denial], [link(A, B), link(B, denial, score=0.5), link(A, denial, "denies")], [])
    assert sorted(len(point.claims) for point in points) == [1, 2]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
def test_order_of_claims_changes_no_point(order):
    claims = [A, B, SAME_ORIGIN, OWN_VOICE, OTHER_VOICE]
    links = [link(A, B), link(B, SAME_ORIGIN, score=0.8), link(OWN_VOICE, OTHER_VOICE, score=0.7)]
    expected = set(gather_points(claims, links, []))
    assert set(gather_points([claims[i] for i in order], links[::-1], [])) == expected


def test_contested_overrides_and_keeps_the_counts():
    point = only(gather_points([A, B], [link(A, B)], []))
    marked = only(contested([point], [A.id]))
    assert (marked.standing, marked.origins) == ("contested", point.origins)


def test_too_thin_claims_are_left_over():
    assert [item.claim for item in too_thin([claim("Not so."), A])] == [claim("Not so.").id]
