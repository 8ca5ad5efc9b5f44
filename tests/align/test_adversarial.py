"""Ten stories made to mislead: names that look alike and are two, or look different and are one.

Invented reports go the whole way, through reading and ``build_brief``; what is asserted holds for entities,
speakers and origins, however the reports were cut into claims.
"""

from itertools import permutations

import pytest

import crossread


def brief_of(*texts):
    """Make a brief of reports given as (outlet, text) or (outlet, published, text)."""
    reports = [
        crossread.report_from_text(text, outlet=outlet, published=published[0] if published else "2031-05-06")
        for outlet, *published, text in texts
    ]
    return crossread.build_brief(crossread.read_reports(reports))


def entities(brief, *, kind=None):
    """Return, for each entity, all its names."""
    return [
        frozenset({entity.name, *(alias.name for alias in entity.aliases)})
        for entity in brief.entities
        if kind is None or entity.kind == kind
    ]


def known_as(brief, name):
    """Return the entities that have this name."""
    found = [entity for entity in brief.entities if name in {entity.name, *(alias.name for alias in entity.aliases)}]
    assert found, f"nobody is called {name!r} in {entities(brief)}"
    return found


def one(brief, *names):
    """Return the one entity that all these names are of."""
    found = {id(entity): entity for name in names for entity in known_as(brief, name)}
    assert len(found) == 1, f"{names} are {[sorted((e.name, *(a.name for a in e.aliases))) for e in found.values()]}"
    return next(iter(found.values()))


def speakers(brief, words):
    """Return the names of those who are said to have said these words."""
    names = {entity.id: entity.name for entity in brief.entities}
    return {names.get(claim.speaker) for claim in brief.claims if words in claim.text}


def origins(brief, words):
    return {claim.origin for claim in brief.claims if words in claim.text}


# ------------------------------------------------------------------------- 1 two people with one surname

TWO_SURNAMES = (
    ("Marn Times", "Mayor Dora Pelk said the bridge would stay shut. Pelk said repairs would take a month."),
    ("Velin Post", "Union leader Anton Pelk said the bridge was safe. Pelk said drivers had not been asked."),
    ("Hill Radio", "Pelk said on Monday that the tolls were too high."),
)


def test_two_people_with_one_surname():
    brief = brief_of(*TWO_SURNAMES)
    dora, anton = one(brief, "Dora Pelk"), one(brief, "Anton Pelk")
    assert dora.id != anton.id
    assert speakers(brief, "a month") == {"Dora Pelk"}
    assert speakers(brief, "had not been asked") == {"Anton Pelk"}
    # Which Pelk spoke of tolls nobody says.
    assert not speakers(brief, "tolls were too high") & {"Dora Pelk", "Anton Pelk"}


# -------------------------------------------------------------------------------------- 2 father and son

FATHER_AND_SON = (
    ("Marn Times", "Yosef Tarn Sr. said the mill would close. He founded it forty years ago."),
    ("Velin Post", "Yosef Tarn Jr. said the mill would not close. The younger Tarn runs the mill today."),
    ("Hill Radio", "Yosef Tarn Jr. told workers on Monday that wages would be paid."),
)


def test_father_and_son():
    brief = brief_of(*FATHER_AND_SON)
    assert speakers(brief, "would not close") == speakers(brief, "wages would be paid")
    assert len({entity.id for entity in brief.entities if "Tarn" in entity.name and "Yosef" in entity.name}) == 2
    assert not speakers(brief, "would not close") & speakers(brief, "the mill would close")


# ----------------------------------------------------------------- 3 a city and a province of one name

CITY_AND_PROVINCE = (
    ("Marn Times", "The governor of Ostrel province, Lena Marsh, said roads in Ostrel province were open on Monday."),
    ("Velin Post", "The mayor of the city of Ostrel, Anton Brill, said schools in Ostrel would open on Tuesday."),
)


def test_a_city_and_a_province_of_one_name():
    brief = brief_of(*CITY_AND_PROVINCE)
    places = [names for names in entities(brief) if any("Ostrel" in name for name in names)]
    assert any("Ostrel" in names and "Ostrel province" not in names for names in places), places
    assert not any({"Ostrel", "Ostrel province"} <= names for names in places), places
    assert one(brief, "Lena Marsh").id != one(brief, "Anton Brill").id


# ----------------------------------------------------------- 4 an organisation named after a person

NAMED_AFTER = (
    ("Marn Times", "The Dora Pelk Foundation said it would pay for the school. Dora Pelk died in 1990."),
    ("Velin Post", "Dora Pelk taught in Velin for thirty years. The Dora Pelk Foundation was set up in 1995."),
)


def test_an_organisation_named_after_a_person():
    brief = brief_of(*NAMED_AFTER)
    person, body = one(brief, "Dora Pelk"), one(brief, "Dora Pelk Foundation")
    assert person.id != body.id
    assert (person.kind, body.kind) == ("person", "organisation")
    assert not set(person.mentions) & set(body.mentions)


# --------------------------------------------------------------------------- 5 a country and a river

COUNTRY_AND_RIVER = (
    ("Marn Times", "Soldiers from Niger crossed the Niger River on Monday. The Niger River had flooded two villages."),
    ("Velin Post", "Niger said its soldiers had helped villagers near the Niger River."),
)


def test_a_country_and_a_river():
    brief = brief_of(*COUNTRY_AND_RIVER)
    assert not any({"Niger", "Niger River"} <= names for names in entities(brief)), entities(brief)
    assert speakers(brief, "had helped villagers") == {"Niger"}


# ---------------------------------------------------------------- 6 a name first given by surname only

SURNAME_FIRST = (
    ("Marn Times", "2031-05-05", "Orsuan said on Monday that the gates had been opened at night."),
    (
        "Velin Post",
        "2031-05-06",
        "Bekka Orsuan, who leads the valley council, said the gates were opened. Orsuan asked for an inquiry.",
    ),
    ("Hill Radio", "2031-05-07", "Bekka Orswan said an inquiry was needed."),
)


def test_a_name_first_given_by_surname_only():
    brief = brief_of(*SURNAME_FIRST)
    person = one(brief, "Orsuan", "Bekka Orsuan", "Bekka Orswan")
    assert person.name == "Bekka Orsuan"
    assert speakers(brief, "opened at night") == {"Bekka Orsuan"}


# ------------------------------------------------------------------------- 7 a changed office holder

CHANGED_HOLDER = (
    ("Marn Times", "2031-05-01", "Norway's Foreign Minister Dora Pelk said the talks would begin in June."),
    (
        "Velin Post",
        "2031-06-20",
        "Norway's Foreign Minister Anton Brill said the talks had failed. He replaced Dora Pelk in May.",
    ),
    ("Hill Radio", "2031-06-21", "The foreign minister of Norway said the talks could resume."),
)


def test_a_changed_office_holder():
    brief = brief_of(*CHANGED_HOLDER)
    assert one(brief, "Dora Pelk").id != one(brief, "Anton Brill").id
    assert speakers(brief, "would begin in June") == {"Dora Pelk"}
    # Two people held the office in this story: the report that names none is not given one of them.
    assert not speakers(brief, "could resume") & {"Dora Pelk", "Anton Brill"}


def test_an_office_with_one_holder_is_that_person():
    brief = brief_of(CHANGED_HOLDER[0], CHANGED_HOLDER[2])
    assert speakers(brief, "could resume") == {"Dora Pelk"}


# ----------------------------------------------------------------- 8 a place named by one side only

ONE_SIDED = (
    ("Marn Times", 'Dorvans call the town "Velin", while Marnians call it "Marnograd". Shells fell on Velin town.'),
    ("Hill Radio", "Three people were hurt in the town of Marnograd on Monday, the hill council said."),
    ("Velin Post", "Three people were hurt in the town of Velin on Monday, the mayor said."),
)  # fmt: skip


def test_a_place_named_by_one_side_only():
    brief = brief_of(*ONE_SIDED)
    place = one(brief, "Velin", "Marnograd")
    names = {place.name: (), **{alias.name: alias.used_by for alias in place.aliases}}
    assert set(names) == {"Velin", "Marnograd"}
    assert any("Marn" in user for user in names["Marnograd"])


# -------------------------------------------------------- 9 a spokesperson who speaks for two bodies

TWO_BODIES = (
    ("Marn Times", "Harbour Authority spokeswoman Lena Marsh said the port was open."),
    ("Velin Post", "Lena Marsh, a spokeswoman for the Coast Rescue Service, said two boats were missing."),
)


def test_a_spokesperson_who_speaks_for_two_bodies():
    brief = brief_of(*TWO_BODIES)
    person = one(brief, "Lena Marsh")
    assert len(person.roles) == 2
    both = [
        names for names in entities(brief) if {"Harbour", "Coast"} <= {word for name in names for word in name.split()}
    ]
    assert not both, "the two bodies are not one because one person speaks for both"
    assert speakers(brief, "port was open") == speakers(brief, "boats were missing") == {"Lena Marsh"}


# --------------------------------------------------- 10 a claim made by one ministry of each of two countries

TWO_MINISTRIES = (
    ("Marn Times", "Norway's Defence Ministry said the ship was in its waters."),
    ("Velin Post", "The Swedish Defence Ministry said the ship was in its waters."),
    ("Hill Radio", "The Defence Ministry of Norway said the crew was safe. The Defence Ministry of Sweden denied it."),
)


def test_a_ministry_of_each_of_two_countries():
    brief = brief_of(*TWO_MINISTRIES)
    by_id = {entity.id: entity for entity in brief.entities}
    ministries = [entity for entity in brief.entities if "Defence Ministry" in entity.name]
    whose = sorted(by_id[entity.part_of].name for entity in ministries if entity.part_of)
    assert whose == ["Norway", "Sweden"], [(entity.name, entity.part_of) for entity in ministries]
    assert len(origins(brief, "in its waters")) == 2


# ------------------------------------------------------------------------------------ all of them

STORIES = {
    "two surnames": TWO_SURNAMES,
    "father and son": FATHER_AND_SON,
    "surname first": SURNAME_FIRST,
    "changed holder": CHANGED_HOLDER,
    "two ministries": TWO_MINISTRIES,
}


@pytest.mark.parametrize("texts", STORIES.values(), ids=STORIES)
def test_any_order_gives_the_same(texts):
    briefs = {brief_of(*order).to_dict()["made_with"]["digest"] for order in permutations(texts)}
    assert len(briefs) == 1


@pytest.mark.parametrize("texts", STORIES.values(), ids=STORIES)
def test_every_merge_is_explained(texts):
    brief = brief_of(*texts)
    for entity in brief.entities:
        reports = {
            mention.span.report
            for reading in brief.reports
            for mention in reading.mentions
            if mention.entity == entity.id
        }
        assert len(entity.joined) >= len(reports) - 1, (entity.name, entity.joined)
        reasons = [reason.text for reason in crossread.explain(brief, entity.id)]
        assert all(any(ground.rule in reason for reason in reasons) for ground in entity.joined)
    assert crossread.verify(brief) == ()
