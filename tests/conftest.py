"""What every test shares: the cast, servers that are started once, and English to begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

pytest_plugins = ["tests.cast", "tests.postgres", "tests.ready_database"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that was read in French leaves its language to whatever runs next in the thread."""
    yield
    translation.deactivate()
