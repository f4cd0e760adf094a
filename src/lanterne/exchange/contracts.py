"""Licences of a file beside those on record."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue.records import Verdict
from lanterne.core.errors import Refused
from lanterne.exchange.values import Finding
from lanterne.rights import queries, services
from lanterne.rights.records import Contract
from lanterne.rights.services import LicenceFacts

ALL = 1_000_000


def on_record() -> dict[Contract, tuple[int, LicenceFacts]]:
    """Every licence by its key, by licensor and reference."""
    found = {}
    for one in queries.licences(limit=ALL):
        facts = LicenceFacts(
            licensor=one.licensor,
            reference=one.reference,
            offers=one.offers,
            is_exclusive=one.is_exclusive,
            fee=one.fee,
            share_hundredths=one.share_hundredths,
            begins_on=one.begins_on,
            ends_on=one.ends_on,
            note=one.note,
        )
        found[Contract(one.licensor, one.reference)] = (one.id, facts)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].licensor, pair[0].reference)))


class Contracts:
    """The licences of one run; without an actor they are judged and not written."""

    def __init__(self, actor: str | None) -> None:
        self.actor = actor
        self.held = on_record()
        self.known = set(self.held)
        self.told: dict[Contract, str] = {}

    def finding(self, place: str, facts: LicenceFacts) -> Finding:
        key = _key(facts)
        facts = replace(
            facts,
            licensor=key.licensor,
            reference=key.reference,
            offers=tuple(dict.fromkeys(facts.offers)),
        )
        licence_id, was = self.held.get(key, (None, None))
        subject = f"{key.licensor}: {key.reference}"
        if key in self.told:
            sentence = _("This licence is told at %(place)s already.") % {"place": self.told[key]}
            return Finding(place, subject, Verdict.REFUSED, sentence=sentence)
        self.told[key] = place
        if facts == was:
            return Finding(place, subject, Verdict.SAME)
        try:
            # Judged by the service itself, which is undone where only a report is asked for.
            with transaction.atomic():
                self._put(licence_id, facts)
                if self.actor is None:
                    transaction.set_rollback(True)
        except Refused as refusal:
            return Finding(place, subject, Verdict.REFUSED, sentence=str(refusal))
        self.known.add(key)
        verdict = Verdict.CREATED if was is None else Verdict.CHANGED
        return Finding(place, subject, verdict)

    def _put(self, licence_id: int | None, facts: LicenceFacts) -> None:
        actor = self.actor or "system:exchange"
        if licence_id is None:
            services.register_licence(facts=facts, actor=actor)
        else:
            services.change_licence(licence_id=licence_id, facts=facts, actor=actor)


def _key(facts: LicenceFacts) -> Contract:
    return Contract(" ".join(facts.licensor.split()), " ".join(facts.reference.split()))
