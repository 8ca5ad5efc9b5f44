from dataclasses import replace

import pytest

from crossread.model import Mention, Reading, short_hash
from crossread.read.entities import cluster
from crossread.read.mentions import find_mentions
from crossread.read.places import with_places
from crossread.read.sentences import find_sentences
from crossread.read.speakers import resolve_entities
from factories import report


def read(text, **fields):
    made = report(text, **fields)
    reading = Reading(report=made, sentences=find_sentences(made))
    return with_places(resolve_entities(replace(reading, mentions=find_mentions(reading))))


def marked(text, **kinds):
    """Read with these names marked as given, so that only the choice of place is asked."""
    made = report(text.replace("[", "").replace("]", ""))
    mentions, plain = [], ""
    for at, piece in enumerate(text.replace("]", "[").split("[")):
        if at % 2:
            span = made.span(len(plain), len(plain) + len(piece), words=True)
            kind = kinds.get(piece.replace(" ", "_"), "place")
            identity = short_hash("m", made.id, span.start, span.end, kind)
            mentions.append(Mention(id=identity, span=span, kind=kind))
        plain += piece
    reading = Reading(report=made, sentences=find_sentences(made), mentions=tuple(mentions))
    return with_places(cluster(reading))


def place(reading, name):
    return next(entity for entity in reading.entities if entity.name == name).place


def where(reading, name):
    found = place(reading, name)
    return found and (found.kind, found.region, found.country)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # what the words beside the name say it lies in
        ("He came from [Paris], [Texas], by car.", "Paris", ("town", "Texas", "United States")),
        ("He came from [Paris] by car.", "Paris", ("town", "Île-de-France", "France")),
        ("It rained in [Springfield], Ill., on Friday.", "Springfield", ("town", "Illinois", "United States")),
        ("It rained in [Columbus], Ga., on Friday.", "Columbus", ("town", "Georgia", "United States")),
        ("It rained in [Portland] (Maine) on Friday.", "Portland", ("town", "Maine", "United States")),
        ("It rained in [London], Ont., on Friday.", "London", ("town", "Ontario", "Canada")),
        ("Fighting in [Tripoli], [Lebanon], went on.", "Tripoli", ("town", "Liban-Nord", "Lebanon")),
        ("Fighting in [Tripoli] in northern [Lebanon] went on.", "Tripoli", ("town", "Liban-Nord", "Lebanon")),
        ("The town of [Florida] in [Uruguay]'s [Florida] department was calm.", "Uruguay", ("country", None, None)),
        ("They fled to [Cuenca] in [Ecuador]'s [Azuay] province.", "Cuenca", ("town", "Azuay", "Ecuador")),
        ("They fled to [Ecuador]'s city of [Cuenca] by night.", "Cuenca", ("town", "Azuay", "Ecuador")),
        # a town and a region of one name: the word beside it decides, a bare name is the town
        ("Shelling hit [Oaxaca] state.", "Oaxaca", ("region", None, "Mexico")),
        ("Shelling hit the province of [Mendoza].", "Mendoza", ("region", None, "Argentina")),
        ("Shelling hit the city of [Mendoza].", "Mendoza", ("town", "Mendoza", "Argentina")),
        ("Shelling hit [Mendoza] in [Argentina].", "Mendoza", ("town", "Mendoza", "Argentina")),
        # a country and a river, a country and a lake
        ("They crossed the [Niger] River in [Mali].", "Niger", None),
        ("They crossed the [Niger River] in [Mali].", "Niger River", None),
        ("They swam in Lake [Malawi]. It was calm.", "Malawi", None),
        ("They swam in the Gulf of [Oman]. It was calm.", "Oman", None),
        ("Troops left [Niger] for [Mali].", "Niger", ("country", None, None)),
        # many towns of one name, and nothing said
        ("It rained in [Springfield] on Friday.", "Springfield", None),
        # a village far away bears the name, and nothing else speaks for it or its country
        ("The dam above [Maretz] broke on Friday.", "Maretz", None),
        ("The dam above [Maretz] broke, [France] said.", "Maretz", ("town", "Hauts-de-France", "France")),
        ("The dam above [Maretz] broke, police in [Rouen] and [Lyon] said.", "Maretz",
         ("town", "Hauts-de-France", "France")),
        # a city is meant by its name alone
        ("It rained in [Rouen] on Friday.", "Rouen", ("town", "Normandie", "France")),
        # other places of the report speak for the region
        ("It rained in [Springfield], and in [Peoria] and [Decatur] in [Illinois].", "Springfield",
         ("town", "Illinois", "United States")),
        ("It rained in [Springfield], and in [Eugene] and [Portland] in [Oregon].", "Springfield",
         ("town", "Oregon", "United States")),
        # the county speaks for the town
        ("Police of [Franklin] and [Johnson County] came from [Indianapolis].", "Franklin",
         ("town", "Indiana", "United States")),
        # a place that cannot be in what holds it is not taken for another
        ("It rained in [Lima], Wyo., on Friday.", "Lima", None),
        # two countries of one name, and only a neighbour to tell them
        ("He flew to [Georgia] from [Tbilisi] and [Batumi].", "Georgia", ("country", None, None)),
        ("He drove through [Georgia] from [Atlanta] to [Savannah].", "Georgia", ("region", None, "United States")),
        # an old name of one place, today's of another
        ("It rained in [Salisbury] in [England].", "Salisbury", ("town", "England", "United Kingdom")),
        ("It rained in [Salisbury], the capital of [Rhodesia].", "Rhodesia", ("country", None, None)),
        # initials are no town
        ("At 9 a.m. [EDT] it rained.", "EDT", None),
        # in no list
        ("It rained in [Varotalen] on Friday.", "Varotalen", None),
    ],
)  # fmt: skip
def test_which_place(text, name, expected):
    assert where(marked(text), name) == expected


def test_a_body_is_at_the_place_it_is_named_after():
    text = "The [Topeka Police Department] came. [Topeka Holdings] left."
    reading = marked(text, Topeka_Police_Department="organisation", Topeka_Holdings="organisation")
    assert where(reading, "Topeka Police Department") == ("town", "Kansas", "United States")
    assert place(reading, "Topeka Holdings") is None


def test_a_person_is_no_place_and_a_people_is_its_countrys():
    reading = marked("[Jordan] met [Peruvian] troops in [Amman].", Jordan="person", Peruvian="nationality")
    assert place(reading, "Jordan") is None
    assert place(reading, "Peruvian").id == "iso:PE"
    assert where(reading, "Amman") == ("town", "Amman", "Jordan")


def test_the_old_name_leads_to_the_place():
    assert place(marked("It rained in [Saigon] on Friday."), "Saigon").name == "Ho Chi Minh City"
    assert (
        place(marked("It rained in [Kiev] on Friday."), "Kiev").id == place(marked("In [Kyiv] it rained."), "Kyiv").id
    )


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        # the dateline before what is named oftener
        ("TOPEKA, Kan. — Three men were shot here, police said. They had come from Denver. Denver is far.",
         "Topeka", "Kansas"),
        # a town before the state around it
        ("Police in Topeka, Kansas, said so. In Kansas it rained, and Kansas was calm.", "Topeka", "Kansas"),
        # a body of the place names it
        ("The Topeka Police Department said a man was shot. It happened on Friday.", "Topeka", "Kansas"),
    ],
)  # fmt: skip
def test_where_most_of_a_report_is(text, name, region):
    found = read(text).place
    assert (found.name, found.region) == (name, region)


def test_a_name_of_many_places_stays_open_and_keeps_the_name():
    found = read("Police in Springfield said so. In Springfield it rained.").place
    assert (found.id, found.name, found.region) == ("open:springfield", "Springfield", None)


def test_a_report_without_a_place_has_none():
    assert read("Somebody said so. Nobody came.").place is None


def test_the_outlet_says_nothing():
    text = "It rained in [Springfield] on Friday."
    reading = marked(text)
    assert place(reading, "Springfield") is None
    elsewhere = replace(reading, report=replace(reading.report, url="https://news.springfieldmo.example/1"))
    assert with_places(elsewhere).entities == reading.entities
