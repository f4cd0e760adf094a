"""What every test shares: the cast, servers that are started once, and English to begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

# How long a draw takes says how busy a machine is, and nothing of what is tried.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

pytest_plugins = ["tests.cast", "tests.postbox", "tests.postgres", "tests.ready_database"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that was read in French leaves its language to whatever runs next in the thread."""
    yield
    translation.deactivate()
