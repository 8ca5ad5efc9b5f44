"""A module imports only from its left; the five stages never import each other.

The order is the architecture (docs/decisions/001-layout.md). Imports inside functions count too.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "crossread"

# Left to right; the parts of one row never import each other, but a folder's own modules may.
ORDER = (
    ("errors", "version"),
    ("codec",),
    ("model",),
    ("tables",),  # word lists: text and amounts read theirs
    ("scan", "number_words"),
    ("text", "calendar", "amounts", "names"),
    ("pieces", "decoding", "groups", "scopes", "spelling", "when", "boundaries", "frames"),
    ("splitting", "places", "encoder"),
    ("ingest", "read", "align", "account", "present"),
    ("seal",),
    ("verify", "explain", "store"),
    ("pipeline",),
    ("web",),
    ("cli",),
)
RANK = {part: rank for rank, row in enumerate(ORDER) for part in row}


def wrong_imports(package=PACKAGE):
    """Return 'file:line: why' for every import from the right or from a neighbour."""
    found = []
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if name == "__init__.py":
            continue  # the public names come from everywhere
        part = name.split("/")[0].removesuffix(".py")
        for line, target in imported(path, package):
            where = f"{name}:{line}"
            if part not in RANK or target not in RANK:
                found.append(f"{where}: {part if part not in RANK else target} has no place in ORDER; give it one")
            elif target != part and RANK[target] >= RANK[part]:
                found.append(f"{where}: {part} imports {target}, which is not on its left")
    return found


def imported(path, package):
    """Give (line, part of crossread) for every import of our own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            stem = node.module or ""
            if node.level:
                folder = path.relative_to(package.parent).parent.parts
                stem = ".".join([*folder[: len(folder) - node.level + 1], *filter(None, [stem])])
            names = [stem] if "." in stem else [f"{stem}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == package.name and len(parts) > 1:
                yield node.lineno, parts[1]


def test_imports_point_left():
    assert not wrong_imports(), "\n" + "\n".join(wrong_imports())


@pytest.mark.parametrize(
    ("file", "source", "said"),
    [
        ("model.py", "from crossread.text import x\n", "model.py:1: model imports text"),
        ("read/times.py", "import os\nfrom crossread.align.anchors import x\n", "read/times.py:2: read imports align"),
        ("read/times.py", "from ..present import x\n", "read/times.py:1: read imports present"),
        ("text.py", "def f():\n    from crossread import amounts\n", "text.py:2: text imports amounts"),
        ("attic.py", "from crossread.model import x\n", "attic.py:1: attic has no place in ORDER"),
        # allowed: leftwards, and within one stage
        ("read/times.py", "from crossread.calendar import x\nfrom crossread.read.phrases import y\n", None),
        ("cli.py", "from crossread.pipeline import x\n", None),
    ],
)
def test_the_walk_sees_it(tmp_path, file, source, said):
    package = tmp_path / "crossread"
    (package / file).parent.mkdir(parents=True)
    (package / file).write_text(source)
    found = wrong_imports(package)
    assert [line.split(",")[0].split(";")[0] for line in found] == ([said] if said else [])
