"""What a file says is asked of post houses, beside what is on record."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from lanterne.catalogue.records import Verdict
from lanterne.deliveries import services
from lanterne.deliveries.records import JudgedRequest, RequestRecord
from lanterne.deliveries.rules import State
from lanterne.exchange.values import Finding, Item


class Requests:
    """The requests of one run, each of which is told once."""

    def __init__(self) -> None:
        self.told: dict[object, str] = {}

    def judged(
        self, items: Sequence[Item], *, titles: Collection[str], post_houses: Collection[str]
    ) -> list[tuple[Finding, JudgedRequest]]:
        """``titles`` and ``post_houses`` are those of the file or on record."""
        told = [(item.place, item.request) for item in items if item.request]
        judged = services.judge_requests(
            [record for _place, record in told], titles=titles, post_houses=post_houses
        )
        return [
            (self._finding(place, one), one)
            for (place, _record), one in zip(told, judged, strict=True)
        ]

    def _finding(self, place: str, one: JudgedRequest) -> Finding:
        wanted = one.record.wanted
        told = (wanted.asset, wanted.role, wanted.language, wanted.territory)
        subject = f"{one.record.title}: {' '.join(filter(None, told))}"
        first = self.told.setdefault(_key(one.record), place)
        if first != place:
            sentence = _("This request is told at %(place)s already.") % {"place": first}
            return Finding(place, subject, Verdict.REFUSED, sentence=sentence)
        return Finding(place, subject, one.verdict, one.differences, one.sentence)


def _key(record: RequestRecord) -> object:
    """One thing is asked for once at a time; what was cancelled is known by when it was asked for."""
    began = record.moves[0].at if record.moves else None
    is_over = record.state is State.CANCELLED
    return record.title, record.wanted, is_over, began if is_over else None
