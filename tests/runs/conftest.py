"""The store that the tests of runs write."""

import pytest


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.sqlite"
