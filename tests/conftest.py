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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is long is begun first; the rest stays in the order of chance."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that was read in French leaves its language to whatever runs next in the thread."""
    yield
    translation.deactivate()
