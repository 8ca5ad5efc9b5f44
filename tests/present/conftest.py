"""The made brief, once for all tests of what people see."""

import pytest

from present.made_brief import made_brief


@pytest.fixture(scope="session")
def brief():
    return made_brief()
