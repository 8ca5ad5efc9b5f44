"""The budgets see what they say they see."""

import pytest

import budgets

LONG = "def long():\n" + "    x = 1\n" * 50
REASONED = "def long():\n    # one row a case: cutting it would hide the table\n" + "    x = 1\n" * 48


@pytest.mark.parametrize(
    ("source", "broken"),
    [
        ("def fine(a, b):\n    return a\n", None),
        (LONG, "function lines"),
        (REASONED, None),
        ("x = 1\n" * 401, "module lines"),
        ("def many(a, b, c, d, e, f, g): ...\n", "arguments"),
        # self is not an argument that anybody writes
        ("class K:\n    def many(self, a, b, c, d, e, f): ...\n", None),
        ("try:\n    x = 1\nexcept Exception:\n    pass\n", "broad excepts"),
        ("try:\n    x = 1\nexcept (ValueError, BaseException):\n    pass\n", "broad excepts"),
        ("try:\n    x = 1\nexcept ValueError:\n    pass\n", None),
        ("assert True\n", "asserts"),
        ("print('hello')\n", "prints outside cli"),
        ("__all__ = [" + "'a', " * 15 + "]\n", "public names"),
    ],
)
def test_budget(tmp_path, source, broken):
    package = tmp_path / "crossread"
    package.mkdir()
    (package / "module.py").write_text(source)
    found = [budget.name for budget in budgets.check_tree(package) if budget.broken]
    assert found == ([broken] if broken else [])


def test_import_cycle(tmp_path):
    package = tmp_path / "crossread"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "left.py").write_text("from crossread.right import x\n")
    (package / "right.py").write_text("from .left import y\n")
    assert budgets.cycles(budgets.imports_of(package)) == [["crossread.left", "crossread.right", "crossread.left"]]
