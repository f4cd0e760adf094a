"""Who the people of the catalogue are, language by language."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue.models import Biography, Person
from lanterne.catalogue.records import PersonRecord
from lanterne.catalogue.services.checks import check_language, checked_text
from lanterne.catalogue.services.naming import name_person
from lanterne.catalogue.services.refusals import NameMissing, NoSuchPerson
from lanterne.core import audit

LONGEST_BIOGRAPHY = 1500


@transaction.atomic
def write_biography(*, person_id: int, language: str, text: str, actor: str) -> None:
    """Say who somebody is in a language, for the first time or again; an empty text takes it away."""
    if not Person.objects.select_for_update().filter(pk=person_id).exists():
        raise NoSuchPerson(_("There is nobody of that number."))
    check_language(language)
    text = checked_text(text, most=LONGEST_BIOGRAPHY)
    rows = Biography.objects.filter(person_id=person_id, language=language)
    if text == (rows.values_list("text", flat=True).first() or ""):
        return
    if text:
        rows.update_or_create(person_id=person_id, language=language, defaults={"text": text})
    else:
        rows.delete()
    audit.record(
        actor=actor,
        action="catalogue.write_biography",
        subject=f"person:{person_id}",
        detail={"language": language, "characters": len(text)},
    )


@transaction.atomic
def take_in_person(*, person: PersonRecord, actor: str) -> None:
    """Keep what a file says of somebody, who need not be credited yet."""
    if not person.name.strip():
        raise NameMissing(_("Somebody needs a name."))
    person_id = name_person(name=person.name)
    for language, text in person.biographies.items():
        write_biography(person_id=person_id, language=language, text=text, actor=actor)
