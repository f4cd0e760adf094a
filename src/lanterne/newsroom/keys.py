"""How other rooms call an article: those that keep its comments, its letters, its readings, and what it cites."""

from __future__ import annotations

_PREFIX = "article:"


def key(article_id: int) -> str:
    return f"{_PREFIX}{article_id}"


def article_of(key: str) -> int | None:
    """The number of the article that a key is of; None where it is of something else."""
    number = key.removeprefix(_PREFIX)
    is_ours = key.startswith(_PREFIX) and number.isascii() and number.isdecimal()
    return int(number) if is_ours else None
