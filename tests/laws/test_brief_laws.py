"""The laws of a whole brief, on the bundled example."""

import ast
import copy
import json
import random
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

import crossread
from crossread.errors import FormatError
from crossread.model import Brief

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def readings(example_reports):
    return crossread.read_reports(example_reports)


@pytest.fixture(scope="module")
def brief(readings):
    return crossread.build_brief(readings)


@pytest.fixture(scope="module")
def written(brief):
    return json.loads(crossread.render(brief, "json"))


def test_the_example_is_sound(brief):
    assert [str(problem) for problem in crossread.verify(brief)] == []


def test_the_json_reads_back(brief, written):
    assert Brief.from_dict(written) == brief


def test_conservation(brief):
    """Each claim is in exactly one point, or is left over."""
    places = [id for point in brief.points for id in point.claims] + [
        item.claim for item in brief.left_over if item.claim
    ]
    assert sorted(places) == sorted(claim.id for claim in brief.claims)


def test_the_order_of_input_changes_nothing(readings, brief):
    expected = crossread.render(brief, "json")
    for seed in range(3):
        shuffled = random.Random(seed).sample(readings, len(readings))
        assert crossread.render(crossread.build_brief(shuffled), "json") == expected


def test_a_report_given_twice_counts_once(readings, brief):
    assert crossread.build_brief((*readings, readings[0])) == brief


def test_the_clock_changes_nothing(example_reports, brief, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert crossread.build_brief(crossread.read_reports(example_reports)) == brief


def test_no_step_reads_the_clock():
    """``date.today()``, ``datetime.now()`` and ``time.time()`` stand nowhere: time comes in as an argument."""
    asking = {"today", "now", "utcnow", "time", "localtime", "gmtime"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in asking
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and getattr(node.func.value, "id", getattr(node.func.value, "attr", "")) in {"date", "datetime", "time"}
    ]
    assert found == []


def test_everything_works_with_sockets_forbidden(example_paths, brief, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    loaded = crossread.load_reports(example_paths)
    made = crossread.build_brief(crossread.read_reports(loaded.reports), skipped=loaded.skipped)
    for format in ("html", "markdown", "json", "csv", "text"):
        assert crossread.render(made, format)


def leaves(value, path=()):
    """Every place in a JSON value that holds a digit."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))
    elif not isinstance(value, bool) and any(sign.isdigit() for sign in str(value)):
        yield path


def with_one_digit_changed(data, path):
    data = copy.deepcopy(data)
    owner = data
    for key in path[:-1]:
        owner = owner[key]
    old = str(owner[path[-1]])
    at = next(number for number, sign in enumerate(old) if sign.isdigit())
    new = old[:at] + str((int(old[at]) + 1) % 10) + old[at + 1 :]
    owner[path[-1]] = type(owner[path[-1]])(new)
    return data


def test_one_changed_digit_anywhere_is_found(written):
    places = [path for path in leaves(written) if path != ("format",)]
    for path in random.Random(7).sample(places, 25):
        try:
            problems = crossread.verify(Brief.from_dict(with_one_digit_changed(written, path)))
        except FormatError:
            continue
        assert problems, path


CITED = [
    # (where the number stands, what the problem must speak of)
    (
        "figures",
        lambda brief: replace(brief, figures=(replace(brief.figures[0], low=999), *brief.figures[1:])),
        "range",
    ),
    (
        "points",
        lambda brief: replace(brief, points=(replace(brief.points[0], text="99 dead"), *brief.points[1:])),
        "text",
    ),
]


@pytest.mark.parametrize(("what", "change", "where"), CITED, ids=[case[0] for case in CITED])
def test_a_wrong_line_is_named_even_under_a_new_seal(brief, what, change, where):
    from crossread.seal import sealed

    problems = crossread.verify(sealed(change(brief)))
    assert any(where in problem.where for problem in problems), problems
    assert all(problem.found and problem.expected for problem in problems)
