"""Shelves to look at: what is published and open in France, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lanterne.catalogue import services as catalogue
from tests.titles import a_film, a_window, published

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def shown(db):
    """Make a film that can be watched in France: ``shown("Name", minimum_age=6, genres=["drama"])``."""

    def make(name: str = "Le Voyage", *, genres=(), closes_at=None, **facts) -> int:
        title_id = a_film(name, **facts)
        a_window(title_id, "FR", closes_at=closes_at)
        published(title_id)
        if genres:
            catalogue.set_genres(title_id=title_id, codes=genres, actor="system:cast")
        return title_id

    return make
