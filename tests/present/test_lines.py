from dataclasses import replace

from crossread import report_from_text
from crossread.model import Alias, Entity
from crossread.pipeline import Steps, build_brief, read_report
from crossread.present.index import index_of
from crossread.present.inert import one_line
from crossread.present.line import SECTIONS, Line
from crossread.present.lines import led, lines
from crossread.present.ranking import LEADING
from crossread.verify import verify
from factories import report


def of_section(brief, section):
    return [line for line in lines(brief) if line.section == section]


def test_every_section_has_lines(brief):
    folded = {"also"}  # made by formats that cannot fold
    assert [name for name in SECTIONS if of_section(brief, name)] == [name for name in SECTIONS if name not in folded]


def test_words_of_a_line_stand_in_a_citation(brief):
    texts = {reading.report.id: reading.report.text for reading in brief.reports}
    for line in lines(brief):
        cited = [one_line(texts[span.report][span.start : span.end]) for span in line.citations]
        assert not line.text or any(line.text in words for words in cited), line


def test_every_point_is_shown_once(brief):
    shown = [line.id for line in of_section(brief, "established")]
    assert sorted(shown) == sorted(point.id for point in brief.points if point.standing != "contested")


def test_a_contested_point_without_a_dispute_is_still_shown(brief):
    alone = replace(brief, disputes=())
    assert [line.id for line in of_section(alone, "contested")] == ["p3"]


def test_denied_words_are_never_shown_without_saying_so(brief):
    denied = {claim.id for claim in brief.claims if claim.polarity == "denied"}
    for line in lines(brief):
        if denied & set(line.claims):
            assert "denied" in line.labels or line.side.startswith("denies")


def test_the_best_supported_points_come_first(brief):
    assert of_section(brief, "established")[0].group == "Corroborated"


def test_sides_of_a_dispute_face_each_other(brief):
    sides = {line.side for line in of_section(brief, "contested") if line.id == "d1" and line.side}
    assert sides == {"Side 1: river commission", "Side 2: defence ministry; Teo Brask"}


def test_copies_of_the_same_words_are_read_once(brief):
    shown = [line for line in of_section(brief, "contested") if line.text.startswith("Shells hit the market")]
    assert [len(line.citations) for line in shown] == [2]


def test_a_contested_place_has_all_its_names(brief):
    assert index_of(brief).label("e4") == "Ulvenstad / Harrowmere"
    assert index_of(brief).label("Ulvenstad") == "Ulvenstad / Harrowmere"


def test_a_place_with_spellings_but_no_sides_has_one_label(brief):
    place = Entity(id="e9", name="Orvel", kind="place", aliases=(Alias(name="Orvell"),))
    assert index_of(replace(brief, entities=(place,))).label("e9") == "Orvel"


def test_background_comes_last_and_apart(brief):
    assert [line.group for line in of_section(brief, "timeline")] == [
        "Happened, as reported",
        "Planned",
        "Background, before these events",
    ]


def test_what_is_meant_stands_in_brackets_inside_the_marks():
    line = Line(id="p", section="established", text="he left Varo", meant=((2, "Theo Malen"),))
    assert line.told == "“he [Theo Malen] left Varo”"
    assert replace(line, text="left Varo", meant=((0, "Theo Malen"),)).told == "“[Theo Malen] left Varo”"
    assert [words for words, ours in line.pieces if not ours] == ["he", " left Varo"]
    assert replace(line, meant=()).told == "“he left Varo”"


def test_points_beyond_the_first_few_of_a_standing_are_read_near_the_end(brief):
    alone = [point for point in brief.points if point.standing == "single_origin"]
    many = tuple(replace(alone[0], id=f"p9{n}") for n in range(LEADING + 3))
    made = led(index_of(replace(brief, points=many)))
    places = {line.id: number for number, line in enumerate(made)}
    assert [line.section for line in made if line.id.startswith("p9")] == ["established"] * LEADING + ["also"] * 3
    assert max(places[point.id] for point in many) > max(
        places[entity.id] for entity in brief.entities if entity.id in places
    )


def test_a_title_from_the_metadata_alone_is_no_invention():
    text = "The dam at Orvel broke on Monday. Ten people died."
    made = build_brief([read_report(report(text, title="Federal Dam Fails"), steps=Steps(encode=None))])
    assert lines(made)[0].text == "Federal Dam Fails"
    assert verify(made) == ()


def test_a_credit_that_stands_twice_is_said_once_with_both_places():
    text = "Ana Ruiz told Radio Varo that the bridge fell.\n\nLater the mayor told Radio Varo that nobody was hurt."
    brief = build_brief([read_report(report_from_text(text))])
    credited = [line for line in of_section(brief, "signals") if line.note == "media source Radio Varo"]
    assert [len(line.citations) for line in credited] == [2]
