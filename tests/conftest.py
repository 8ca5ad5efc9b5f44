"""Shared by all tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # so that tests say ``from factories import claim``
sys.path.insert(0, str(Path(__file__).parent.parent))  # so that tests of ``benchmarks`` can import it


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="write the golden files anew; read the diff before committing"
    )


@pytest.fixture(scope="session")
def example_paths():
    return [str(path) for path in sorted((Path(__file__).parents[1] / "examples").iterdir()) if path.is_dir()]


@pytest.fixture(scope="session")
def example_reports(example_paths):
    import crossread

    loaded = crossread.load_reports(example_paths)
    assert not loaded.skipped
    return loaded.reports
