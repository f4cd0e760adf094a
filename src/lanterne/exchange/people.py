"""What a file says of people beside what is on record."""

from __future__ import annotations

from django.db import transaction

from lanterne.catalogue import services
from lanterne.catalogue.queries.biographies import held_biographies
from lanterne.catalogue.records import PersonRecord, Verdict
from lanterne.core.errors import Refused
from lanterne.core.texts import one_line
from lanterne.exchange.values import Finding


def finding(place: str, person: PersonRecord, actor: str | None) -> Finding:
    """Judged by the service itself, which is undone where nobody acts."""
    # As the service keeps it.
    name = one_line(person.name)
    subject, was = f"person: {name}", held_biographies(name=name)
    try:
        with transaction.atomic():
            services.take_in_person(person=person, actor=actor or "system:exchange")
            now = held_biographies(name=name)
            if actor is None:
                transaction.set_rollback(True)
    except Refused as refusal:
        return Finding(place, subject, Verdict.REFUSED, sentence=str(refusal))
    told = tuple(
        f"biography:{language}"
        for language in {**was, **now}
        if was.get(language) != now.get(language)
    )
    verdict = Verdict.CHANGED if was else Verdict.CREATED
    return Finding(place, subject, verdict, told) if told else Finding(place, subject, Verdict.SAME)
