"""Reports of one event come together, in whatever order they arrive."""

import random

import pytest

from crossread.align.stories import find_stories
from crossread.model import Furniture, Interval, Reading, Report

FLOOD = [
    "The Osma flooded Velin on Monday. Two bridges went down and forty families were taken to a school on the hill.",
    "Families in Velin wait in a school after the river Osma broke its banks and took two bridges with it.",
    "Velin's mayor Dora Pelk promised a new wall after the Osma flood that swept away the bridges.",
]
STRIKE = [
    "Tram drivers in Ostrel struck for a third day over shifts. The union called the company's offer a joke.",
    "Ostrel's trams stood still again; the drivers' union turned down two more days of leave offered over shifts.",
]
THEFT = ["A bronze bell was stolen from the abbey of Marn. Police found the cart that carried it in a ditch."]


def reading(id, text, published=None, title=None):
    when = Interval(start=published, end=published, grain="day", basis="given") if published else None
    return Reading(report=Report(id=id, text=text, sha256="", published=when, title=title))


def mixed():
    return [
        reading(f"r{name}{n}", text, f"2031-05-{day:02d}")
        for name, texts, day in (("f", FLOOD, 3), ("s", STRIKE, 4), ("t", THEFT, 4))
        for n, text in enumerate(texts)
    ]


def test_stories_are_told_apart():
    found = {story.reports for story in find_stories(mixed())}
    assert found == {("rf0", "rf1", "rf2"), ("rs0", "rs1"), ("rt0",)}


@pytest.mark.parametrize("seed", range(5))
def test_order_of_arrival_changes_nothing(seed):
    shuffled = mixed()
    random.Random(seed).shuffle(shuffled)
    assert find_stories(shuffled) == find_stories(mixed())


def test_every_report_is_in_exactly_one_story():
    stories = find_stories(mixed())
    assert sorted(id for story in stories for id in story.reports) == sorted(item.report.id for item in mixed())


def test_a_report_given_twice_is_one():
    assert find_stories([*mixed(), *mixed()]) == find_stories(mixed())


def test_time_keeps_apart_what_words_alone_would_join():
    texts = [
        "A man was shot near the bridge in Velin, police said. The gunman fled on a stolen bicycle to the hills.",
        "Two sisters were shot at a market in Velin, police said. A neighbour was arrested and his rifle found.",
    ]
    near = [reading(f"r{n}", text, "2031-05-03") for n, text in enumerate(texts)]
    far = [near[0], reading("r1", texts[1], "2033-01-20")]
    assert (len(find_stories(near)), len(find_stories(far))) == (1, 2)


def test_title_and_times_are_of_the_earliest():
    readings = [
        reading("rb", FLOOD[0], "2031-05-04", "Later title"),
        reading("ra", FLOOD[0], "2031-05-03", "First title"),
        reading("rc", FLOOD[0], None, "No date"),
    ]
    (story,) = find_stories(readings)
    assert (story.title, story.first, story.last) == ("First title", "2031-05-03", "2031-05-04")


def test_furniture_joins_nothing():
    bar = "Subscribe to the Courier of Ostrel for the best of the valley and win a bronze bell. " * 6
    readings = []
    for id, text in (("ra", FLOOD[0]), ("rb", THEFT[0])):
        report = Report(id=id, text=bar + text, sha256="")
        mark = Furniture(span=report.span(0, len(bar)), reason="subscribe")
        readings.append(Reading(report=Report(id=id, text=bar + text, sha256="", furniture=(mark,))))
    assert len(find_stories(readings)) == 2


@pytest.mark.parametrize("text", ["", " \n", "!!!", "… — “”", "a", "1 2 3"])
def test_odd_texts_stand_alone(text):
    found = find_stories([reading("ra", text), reading("rb", text), reading("rc", FLOOD[0])])
    assert sorted(id for story in found for id in story.reports) == ["ra", "rb", "rc"]
    assert ("rc",) in {story.reports for story in found}


def test_nothing_gives_nothing():
    assert find_stories([]) == ()
