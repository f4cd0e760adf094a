"""What happens to articles; told by their tables, since Wagtail publishes from several places, and heard by services."""

from __future__ import annotations

from collections.abc import Callable


class Event:
    """Each hearer is told once, in the order in which they came, within the transaction of whoever tells."""

    def __init__(self) -> None:
        self._hearers: list[Callable[[int, str], None]] = []

    def hear(self, hearer: Callable[[int, str], None]) -> None:
        if hearer not in self._hearers:
            self._hearers.append(hearer)

    def tell(self, article_id: int, actor: str) -> None:
        for hearer in self._hearers:
            hearer(article_id, actor)


went_out = Event()
taken_down = Event()
