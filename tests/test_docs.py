"""The documentation is true: its Python runs, its commands exist, its files are there."""

import re
import shlex
from pathlib import Path

import pytest

from crossread.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def blocks(page, language):
    return [body for kind, body in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def test_the_python_of_the_tour_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    for body in blocks(ROOT / "docs" / "tour.md", "python"):
        exec(compile(body, "docs/tour.md", "exec"), {})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page):
    missing = [
        target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_shown_exists(page):
    lines = [line for body in blocks(page, "") for line in body.splitlines()]
    for line in lines:
        for command in re.findall(r"crossread ([^|#]*)", line.split("  #")[0]):
            verb, *args = shlex.split(command) or [""]
            if verb not in main.commands:
                continue
            known = {name for param in main.commands[verb].params for name in param.opts}
            assert {arg for arg in args if arg.startswith("-") and arg != "-"} <= known, line


def test_every_verb_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in main.commands if f"crossread {verb}" not in text] == []
