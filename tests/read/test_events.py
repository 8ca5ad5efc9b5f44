"""Who did what to whom, as the shipped encoder parses it; and the table the types come from."""

import importlib.util
from pathlib import Path

import pytest
import yaml

import crossread

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def told(text):
    """Return the first claim as type, who, whom (names), modality, polarity."""
    reading = crossread.read_report(crossread.report_from_text(text))
    names = {entity.id: entity.name for entity in reading.entities}
    claim = reading.claims[0]
    who, whom = ({names[id] for id in ids} for ids in (claim.who, claim.whom))
    return claim.event, who, whom, claim.modality, claim.polarity


@pytest.mark.parametrize(
    ("text", "event", "who", "whom"),
    [
        # active, passive, passive without an agent
        ("Norland shelled Velia on Monday.", "ASSAULT", {"Norland"}, {"Velia"}),
        ("Velia was shelled by Norland on Monday.", "ASSAULT", {"Norland"}, {"Velia"}),
        ("Ana Ruiz was arrested in Port Varo on Monday.", "COERCE", set(), {"Ana Ruiz"}),
        # the noun tells, with its owner, with "by", with a light verb
        ("Norland's invasion of Velia began on Monday.", "ASSAULT", {"Norland"}, {"Velia"}),
        ("The invasion of Velia by Norland began on Monday.", "ASSAULT", {"Norland"}, {"Velia"}),
        ("Norland launched an attack on Velia.", "ASSAULT", {"Norland"}, {"Velia"}),
        # the owner of an arrest is the one arrested
        ("Ana Ruiz's arrest caused anger.", "COERCE", set(), {"Ana Ruiz"}),
        # all who meet or agree do it
        ("Ana Ruiz met with Omar Dahan on Monday.", "CONSULT", {"Ana Ruiz", "Omar Dahan"}, set()),
        ("Norland and Velia signed a peace treaty.", "SUPPORT", {"Norland", "Velia"}, set()),
        # a relative clause goes back to its noun, a second verb shares the subject
        ("Norland, which borders Velia, invaded the island.", "ASSAULT", {"Norland"}, set()),
        # the one given to, not what is given
        ("Norland sent tents and doctors to Velia.", "AID", {"Norland"}, {"Velia"}),
    ],
)
def test_who_and_whom(text, event, who, whom):
    assert told(text)[:3] == (event, who, whom)


@pytest.mark.parametrize(
    ("text", "event", "modality", "polarity"),
    [
        ("Norland will attack Velia in spring.", "ASSAULT", "planned", "affirmed"),
        ("Norland plans to attack Velia in spring.", "ASSAULT", "planned", "affirmed"),
        ("Norland tried to invade Velia.", "ASSAULT", "possible", "affirmed"),
        ("Norland may send weapons to Velia.", "AID", "possible", "affirmed"),
        ("If Velia attacks the port, Norland will send troops.", "MOBILIZE", "possible", "affirmed"),
        ("Norland promised to rebuild the bridges.", "AGREE", "promised", "affirmed"),
        ("Norland called for new elections.", "REQUEST", "demanded", "affirmed"),
        ("Norland threatened to bomb Velia.", "THREATEN", "possible", "affirmed"),
        # to promise what is hostile is to threaten it
        ("Norland vowed to attack Velia.", "THREATEN", "promised", "affirmed"),
        ("Norland did not attack Velia.", "ASSAULT", "happened", "denied"),
        ("Norland failed to reach an agreement with Velia.", "AGREE", "happened", "denied"),
        ("Norland stopped shelling Velia.", "ASSAULT", "happened", "denied"),
        ("No talks were held in Port Varo.", "CONSULT", "happened", "denied"),
    ],
)
def test_how_it_stands(text, event, modality, polarity):
    found = told(text)
    assert (found[0], *found[3:]) == (event, modality, polarity)


@pytest.mark.parametrize(
    "text",
    [
        "The senator attacked the proposal on Monday.",
        "The committee killed the bill on Monday.",
        "Omar Dahan was fired from his job in May.",
        "Ana Ruiz shot the film in two weeks.",
        "Oil prices hit a record on Monday.",
        "The earthquake killed 40 people.",
        "The old mill burned down in 1996.",
        "Norland Telecom released figures on Monday.",
        "The treaty is recognised as part of the law.",
    ],
)
def test_what_only_looks_like_an_event(text):
    assert told(text)[0] is None


def build():
    spec = importlib.util.spec_from_file_location("resources_build", RESOURCES / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_large_and_sound():
    words = yaml.safe_load((RESOURCES / "events.yaml").read_text(encoding="utf-8"))
    groups = [
        group for name, groups in words.items() if name.isupper() for key, group in groups.items() if key != "whom"
    ]
    assert sum(map(len, groups)) >= 500
    assert build().problems_of_events(words) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"CHAT": {"verbs": ["chat"]}}, "CHAT: no type of PLOVER"),
        ({"PROTEST": {"whom": [], "verbs": ["riot", "riot"]}}, "verb riot: stands 2 times"),
        ({"AID": {"whom": [], "verbs": ["send $nonsense"]}}, "AID: send $nonsense: no class $nonsense"),
        ({"AID": {"whom": [], "verb": ["send"]}}, "AID: verb: unknown group"),
    ],
)
def test_what_the_build_refuses(change, problem):
    words = yaml.safe_load((RESOURCES / "events.yaml").read_text(encoding="utf-8"))
    assert problem in build().problems_of_events({**words, **change})
