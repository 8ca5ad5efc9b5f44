"""The tree in the README lists real files."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


PATH = re.compile(r"[\w.\-/]+/|[\w\-]+(?:\.[\w\-]+)+")


def tree_paths(markdown):
    """Read the fenced block that holds "src/crossread/" at a line's start; None where there is none.

    A line holds one or two columns of a path and its caption, two or more spaces between columns; deeper indented
    lines stand in the folder above them.
    """
    blocks = re.findall(r"^```\w*\n(.*?)^```", markdown, re.S | re.M)
    block = next((block for block in blocks if re.search(r"^\W*src/crossread/", block, re.M)), None)
    if block is None:
        return None
    paths, folders = [], []
    for line in filter(str.strip, block.splitlines()):
        bare = re.sub(r"[│├└─]", " ", line)
        indent = len(bare) - len(bare.lstrip())
        folders = [(depth, path) for depth, path in folders if depth < indent]
        stem = folders[-1][1] if folders else Path()
        names = [column.split()[0] for column in re.split(r"\s{2,}", bare.strip()) if PATH.fullmatch(column.split()[0])]
        paths += [stem / name for name in names]
        if names and names[0].endswith("/"):
            folders.append((indent, stem / names[0]))
    return paths


def test_readme_tree_is_real():
    paths = tree_paths((ROOT / "README.md").read_text(encoding="utf-8"))
    if paths is None:
        pytest.skip("the README has no tree")
    missing = [path.as_posix() for path in paths if not (ROOT / path).exists()]
    assert not missing, f"in the README's tree, not on disk: {missing}"


def test_the_tree_is_read():
    lines = ["src/crossread/", "  model.py    the nouns     codec.py nouns to JSON", "  read/       finds", "docs/"]
    assert [path.as_posix() for path in tree_paths("\n".join(["```", *lines, "```", ""]))] == [
        "src/crossread",
        "src/crossread/model.py",
        "src/crossread/codec.py",
        "src/crossread/read",
        "docs",
    ]
