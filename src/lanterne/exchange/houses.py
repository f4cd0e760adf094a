"""Post houses of a file beside those on record."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue.records import Verdict
from lanterne.core.errors import Refused
from lanterne.deliveries import queries, services
from lanterne.deliveries.records import HouseRecord
from lanterne.exchange.values import Finding


class Houses:
    """The post houses of one run; without an actor they are judged and not written."""

    def __init__(self, actor: str | None) -> None:
        self.actor = actor
        self.held = {one.name: one for one in queries.post_houses()}
        self.known = set(self.held)
        self.told: dict[str, str] = {}

    def finding(self, place: str, record: HouseRecord) -> Finding:
        subject = f"post house: {record.name}"
        if record.name in self.told:
            sentence = _("This post house is told at %(place)s already.")
            sentence %= {"place": self.told[record.name]}
            return Finding(place, subject, Verdict.REFUSED, sentence=sentence)
        self.told[record.name] = place
        was = self.held.get(record.name)
        if was and (was.email, was.language) == (record.email, record.language):
            return Finding(place, subject, Verdict.SAME)
        try:
            # Judged by the service itself, which is undone where only a report is asked for.
            with transaction.atomic():
                self._put(was.id if was else None, record)
                if self.actor is None:
                    transaction.set_rollback(True)
        except Refused as refusal:
            return Finding(place, subject, Verdict.REFUSED, sentence=str(refusal))
        self.known.add(record.name)
        return Finding(place, subject, Verdict.CHANGED if was else Verdict.CREATED)

    def _put(self, house_id: int | None, record: HouseRecord) -> None:
        actor = self.actor or "system:exchange"
        facts = {"name": record.name, "email": record.email, "language": record.language}
        if house_id is None:
            services.add_post_house(**facts, actor=actor)
        else:
            services.change_post_house(post_house_id=house_id, **facts, actor=actor)
