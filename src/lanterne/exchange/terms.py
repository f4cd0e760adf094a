"""The words of a file for moods and keywords beside those on record."""

from __future__ import annotations

from django.db import transaction

from lanterne.catalogue import services
from lanterne.catalogue.queries.records import term_records
from lanterne.catalogue.records import TermRecord, Verdict
from lanterne.core.errors import Refused
from lanterne.exchange.values import Finding


class Terms:
    """The vocabulary of one run; without an actor it is judged and not written."""

    def __init__(self, actor: str | None) -> None:
        self.actor = actor
        self.held = {key: dict(one.names) for key, one in term_records().items()}

    def finding(self, place: str, term: TermRecord) -> Finding:
        subject = f"{term.vocabulary}: {term.code}"
        was = self.held.get((term.vocabulary, term.code))
        if was is not None and was.items() >= term.names.items():
            return Finding(place, subject, Verdict.SAME)
        try:
            # Judged by the service itself, which is undone where only a report is asked for.
            with transaction.atomic():
                services.take_in_term(term=term, actor=self.actor or "system:exchange")
                if self.actor is None:
                    transaction.set_rollback(True)
        except Refused as refusal:
            return Finding(place, subject, Verdict.REFUSED, sentence=str(refusal))
        return Finding(place, subject, Verdict.CREATED if was is None else Verdict.CHANGED)
