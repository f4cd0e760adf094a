"""The newsroom of the tests, for its readers' face."""

from tests.newsroom.conftest import newsroom

__all__ = ["newsroom"]
