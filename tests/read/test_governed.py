"""What is counted, by the parse: whole sentences through the encoder, with invented people and places."""

import pytest

from crossread.model import Report
from crossread.pipeline import Steps, read_report

# (sentence, the counts of it in order: words, kind, of which words it is a part); "other" and "troops" are left out.
CASES = (
    # the predicate that governs the counted, near or far
    ("Shells killed 12 villagers near Varo.", [("12 villagers", "killed", None)]),
    ("Twelve villagers were killed near Varo.", [("Twelve villagers", "killed", None)]),
    ("Twelve villagers from the hills around Varo, most of them farmers, were killed.",
     [("Twelve villagers", "killed", None)]),
    ("At least 25 fishermen are believed to have drowned.", [("At least 25 fishermen", "killed", None)]),
    ("Three judges who were in charge of land cases have been killed.", [("Three judges", "killed", None)]),
    ("Two national police officers assigned to the harbour directorate were shot to death.",
     [("Two national police officers", "killed", None)]),
    ("Four members of the Tarn militia were detained on Monday.", [("Four members", "detained", None)]),
    ("Some 3,000 residents were forced to leave their homes.", [("Some 3,000 residents", "displaced", None)]),
    ("The storm forced 900 families to evacuate.", [("900 families", "evacuated", None)]),
    ("A crash sent four pupils to the hospital in Tarn.", [("four pupils", "injured", None)]),
    ("Fourteen sailors are still missing.", [("Fourteen sailors", "missing", None)]),
    ("Soldiers rescued 89 people from the flooded mill.", [("89 people", "evacuated", None)]),
    ("In the old barracks, where eight nurses were killed, nothing grew.", [("eight nurses", "killed", None)]),
    # joined verbs share their subject, and have objects of their own
    ("The blast killed 12 and wounded 30.", [("12", "killed", None), ("30", "injured", None)]),
    ("Raiders killed two guards and wounded three others.",
     [("two guards", "killed", None), ("three others", "injured", None)]),
    ("One shepherd was killed and another wounded.", [("One shepherd", "killed", None)]),
    ("Two monks were killed and five injured.", [("Two monks", "killed", None), ("five injured", "injured", None)]),
    ("Ten clerks were shot and killed.", [("Ten clerks", "killed", None)]),
    ("The ambush killed and wounded 40 drivers.", []),
    ("Ten clerks were killed or wounded.", []),
    # a list, an apposition, another name
    ("The mine killed two soldiers and three farmers.",
     [("two soldiers", "killed", None), ("three farmers", "killed", None)]),
    ("They mourn the deaths of six priests and two women.",
     [("six priests", "killed", None), ("two women", "killed", None)]),
    # what is left behind, and clauses that hang on another verb
    ("A gunman opened fire, killing at least five and leaving six others injured.",
     [("at least five", "killed", None), ("six others", "injured", None)]),
    ("The raid left two men dead and two others wounded.",
     [("two men", "killed", None), ("two others wounded", "injured", None)]),
    ("The attack resulted in nine peasants killed and 3 wounded.",
     [("nine peasants", "killed", None), ("3 wounded", "injured", None)]),
    ("The general is accused of killing six clergymen and two cooks.",
     [("six clergymen", "killed", None), ("two cooks", "killed", None)]),
    # tolls
    ("The number of dead rose to 12 on Monday.", [("12", "killed", None)]),
    ("The number of miners killed has risen to 26.", [("26", "killed", None)]),
    ("The death toll in the valley reached 217.", [("217", "killed", None)]),
    ("The number of displaced families is estimated to be 349.", [("349", "displaced", None)]),
    # a part of a total
    ("Twelve people, including ten children, were killed.",
     [("Twelve people", "killed", None), ("ten children", "killed", "Twelve people")]),
    ("The blast killed 30 people, among them three nurses.",
     [("30 people", "killed", None), ("three nurses", "killed", "30 people")]),
    ("Seven of the nine soldiers were wounded.", [("Seven", "injured", None)]),
    ("Of the 16 members of the board, three were murdered.", [("three", "killed", None)]),
    ("The guard was among five people shot near the quay.",
     [("The guard", "injured", "five people"), ("five people", "injured", None)]),
    # those who did it, said it, stood by, or were counted before
    ("Twenty soldiers killed a shepherd.", [("a shepherd", "killed", None)]),
    ("Six ministers condemned the killing of a judge.", [("a judge", "killed", None)]),
    ("He stood with his two sisters on the night he was killed.", []),
    # what was not, could be, or was meant
    ("Ten farmers were not hurt.", []),
    ("They threatened to kill ten judges.", []),
    ("Ten more people could be killed.", []),
    ("The band went on to kill ten judges.", [("ten judges", "killed", None)]),
    # the noun behind an abbreviation or several names
    ("Nine U.S. soldiers were wounded in Varo.", [("Nine U.S. soldiers", "injured", None)]),
    # capitals
    ("THE REBELS MURDERED FIVE PEASANTS AND KIDNAPPED THREE OTHERS.",
     [("FIVE PEASANTS", "killed", None), ("THREE OTHERS", "detained", None)]),
    ("TWO OF HER BODYGUARDS, WHO WERE IN THE CAR, WERE KILLED.", [("TWO", "killed", None)]),
    # of those who were shot some died
    ("Four people were shot in Tarn on Sunday. One of them died at the scene.", [("One", "killed", "Four people")]),
)  # fmt: skip

STEPS = Steps(
    find_attributions=lambda _reading: (),
    resolve_entities=lambda reading: reading,
    find_places=lambda reading: reading,
    find_claims=lambda reading: reading,
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_counted_by_the_parse(text, expected):
    reading = read_report(Report(id="r1", text=text, sha256="0" * 64), steps=STEPS)
    words = {quantity.id: quantity.span.text for quantity in reading.quantities}
    counts = [
        (q.span.text, q.what, words.get(q.part_of)) for q in reading.quantities if q.what not in ("other", "troops")
    ]
    assert counts == expected


def test_a_telephone_number_counts_nothing():
    text = "Anyone who saw it may call (800) 773-2587."
    assert read_report(Report(id="r1", text=text, sha256="0" * 64), steps=STEPS).quantities == ()
