"""The budgets of the code, printed with the worst offender; exit 1 when one is broken.

    python benchmarks/budgets.py

Small functions and modules are easier to read than clever ones, and a number is easier to keep than a
wish. A function longer than the first limit, up to the second, needs a comment in it that says why.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Budget", "check_tree", "cycles", "imports_of", "main"]

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "crossread"

FUNCTION_LINES, FUNCTION_LINES_WITH_REASON = 40, 60
MODULE_LINES = 400
ARGUMENTS = 6
PUBLIC_NAMES = 14
# model.py is the list of nouns, read as reference; __init__.py is the contract, held by tests/test_public_names.py.
PUBLIC_NAMES_EXEMPT = ("model.py", "__init__.py")
MODULE_LINES_EXEMPT = ("model.py",)
IMPORT_SECONDS = 0.3
IMPORT_TRIES = 5
# A timing fails the check only this far above its limit: what one machine measures varies by a third from minute to
# minute, and a check that fails by chance is soon ignored.
IMPORT_NOISE = 1.5
# What these take on the machine that the limit was set for: 0.105 s, when ``import crossread.cli`` took 0.257 s.
STANDARD = "asyncio, http.server, xml.dom.minidom, unittest.mock, sqlite3, logging.config, concurrent.futures.process"
STANDARD_SECONDS = 0.105

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Budget:
    """One limit, the worst value met and where, and every place that breaks it."""

    name: str
    limit: float
    worst: float = 0
    where: str = "-"
    broken: list[str] = field(default_factory=list)

    def add(self, value: float, where: str, *, limit: float | None = None) -> None:
        """Count one value; ``limit`` where another one holds for it."""
        if value > self.worst:
            self.worst, self.where = value, where
        if value > (self.limit if limit is None else limit):
            self.broken.append(f"{self.name}: {value:g} at {where}, limit {self.limit if limit is None else limit:g}")


def check_tree(package: Path = PACKAGE) -> list[Budget]:
    """Measure every module of the package by its syntax tree."""
    budgets = {
        name: Budget(name, limit)
        for name, limit in {
            "function lines": FUNCTION_LINES,
            "module lines": MODULE_LINES,
            "arguments": ARGUMENTS,
            "public names": PUBLIC_NAMES,
            "broad excepts": 0,
            "asserts": 0,
            "prints outside cli": 0,
            "import cycles": 0,
        }.items()
    }
    for path in sorted(package.rglob("*.py")):
        _check_module(path, path.relative_to(package).as_posix(), budgets)
    for cycle in cycles(imports_of(package)):
        budgets["import cycles"].add(1, " -> ".join(cycle))
    return list(budgets.values())


def _check_module(path: Path, name: str, budgets: dict[str, Budget]) -> None:
    source = path.read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    if name not in MODULE_LINES_EXEMPT:
        budgets["module lines"].add(len(lines), name)
    if name not in PUBLIC_NAMES_EXEMPT:
        budgets["public names"].add(len(_public_names(tree)), name)
    for node in ast.walk(tree):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            _check_function(node, f"{where} {node.name}", lines, budgets)
        elif isinstance(node, ast.ExceptHandler) and _is_broad(node):
            budgets["broad excepts"].add(1, where)
        elif isinstance(node, ast.Assert):
            budgets["asserts"].add(1, where)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print" and not name.startswith("cli"):
            budgets["prints outside cli"].add(1, where)


def _check_function(node: Function, where: str, lines: list[str], budgets: dict[str, Budget]) -> None:
    start, end = node.lineno, node.end_lineno or node.lineno
    reasoned = any(line.strip().startswith("#") for line in lines[start - 1 : end])
    limit = FUNCTION_LINES_WITH_REASON if reasoned else FUNCTION_LINES
    budgets["function lines"].add(end - start + 1, where, limit=limit)
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    budgets["arguments"].add(sum(argument.arg not in ("self", "cls") for argument in given), where)


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") in ("Exception", "BaseException") for kind in caught)


def _public_names(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [str(item.value) for item in getattr(node.value, "elts", []) if isinstance(item, ast.Constant)]
    defined = (getattr(node, "name", "_") for node in tree.body)
    return [name for name in defined if not name.startswith("_")]


def imports_of(package: Path = PACKAGE) -> dict[str, dict[str, int]]:
    """Return module -> our own modules it imports -> line."""
    files = {_module(path, package): path for path in sorted(package.rglob("*.py"))}
    found: dict[str, dict[str, int]] = {}
    for module, path in files.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found[module] = {}
        for line, name in _imported(tree, module, is_package=path.name == "__init__.py"):
            target = name if name in files else name.rpartition(".")[0]
            if target in files and target != module:
                found[module].setdefault(target, line)
    return found


def _module(path: Path, package: Path) -> str:
    parts = [package.name, *path.relative_to(package).with_suffix("").parts]
    return ".".join(part for part in parts if part != "__init__")


def _imported(tree: ast.Module, module: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            keep = len(module.split(".")) - node.level + is_package
            base = module.split(".")[:keep] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{stem}.{alias.name}") for alias in node.names)


def cycles(graph: dict[str, dict[str, int]]) -> list[list[str]]:
    """Return one way round for each group of modules that import each other."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for start in sorted(graph):
        way = _way_back(graph, start) if start not in seen else None
        if way:
            found.append(way)
            seen.update(way)
    return found


def _way_back(graph: dict[str, dict[str, int]], start: str) -> list[str] | None:
    ways, visited = [[start]], {start}
    for way in ways:  # grows while we walk it: a breadth-first search
        for target in sorted(graph.get(way[-1], {})):
            if target == start:
                return [*way, start]
            if target not in visited:
                visited.add(target)
                ways.append([*way, target])
    return None


def import_time() -> Budget:
    """Time ``import crossread.cli`` in fresh processes; the best of a few tries, at the speed of one known machine.

    Processor time, since the clock on the wall also counts what else the machine is doing; and scaled by what a
    fixed set of standard modules takes in the same minute, since a shared processor may run at two thirds of its speed.
    """
    budget = Budget("import crossread.cli (s)", IMPORT_SECONDS)
    tries = [(_seconds(f"import {STANDARD}"), _seconds("import crossread.cli")) for _ in range(IMPORT_TRIES)]
    failed = next((said for pair in tries for said in pair if isinstance(said, str)), None)
    if failed:
        budget.broken.append(f"import crossread.cli: {failed}")
        return budget
    standard, ours = (
        min(seconds for seconds in column if isinstance(seconds, float)) for column in zip(*tries, strict=True)
    )
    scaled = round(ours * STANDARD_SECONDS / standard, 3)
    budget.worst, budget.where = scaled, f"fresh process ({ours:.3f} s here)"
    if scaled > IMPORT_SECONDS * IMPORT_NOISE:
        budget.broken.append(f"{budget.name}: {scaled} at a fresh process, limit {IMPORT_SECONDS}")
    return budget


def _seconds(statement: str) -> float | str:
    """Return the processor time of a statement in a fresh process, or what it died of."""
    code = f"import time; start = time.process_time(); {statement}; print(time.process_time() - start)"
    # As users have it: with the byte code that the first import leaves behind, whatever this shell forbids.
    shell = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, env=shell)
    return done.stderr.strip().splitlines()[-1] if done.returncode else float(done.stdout)


def main() -> int:
    """Print every budget; return 1 if one is broken."""
    budgets = [*check_tree(), import_time()]
    for budget in budgets:
        limit = f"{budget.limit:g}"
        if budget.name == "function lines":
            limit += f" ({FUNCTION_LINES_WITH_REASON} with a reason)"
        print(f"{budget.name:26}{budget.worst:>8g}  of {limit:22} {budget.where}")
    broken = [line for budget in budgets for line in budget.broken]
    print("\n".join(["", *broken]) if broken else "budgets: all kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
