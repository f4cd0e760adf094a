"""Where readers find an article; every surface that tells of one says the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from django.urls import reverse

from lanterne.newsroom.rules import place_of


class Placed(Protocol):
    """A release, or what was told of one."""

    @property
    def territory(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def slug(self) -> str: ...


def path(one: Placed) -> str:
    """From the root of the service, written as addresses are: an Arabic one by its bytes."""
    return path_of(territory=one.territory, language=one.language, slug=one.slug)


# A feed of a thousand says each twice; some three hundred bytes each.
@lru_cache(maxsize=8192)
def path_of(*, territory: str, language: str, slug: str) -> str:
    return reverse("press:article", args=[place_of(territory), language, slug])
