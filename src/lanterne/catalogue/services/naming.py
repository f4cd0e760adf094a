"""People and companies that are known before there is a title to credit them on."""

from __future__ import annotations

from django.db import transaction

from lanterne.catalogue.models import Company, Person
from lanterne.catalogue.rules import fold
from lanterne.catalogue.services.checks import checked_name, learn


@transaction.atomic
def name_person(*, name: str) -> int:
    """The id of somebody of that name, known already or from now on."""
    name = checked_name(name)
    row, _made = Person.objects.get_or_create(name=name, defaults={"folded_name": learn(name)})
    return row.pk


@transaction.atomic
def name_company(*, name: str) -> int:
    name = checked_name(name)
    row, _made = Company.objects.get_or_create(name=name, defaults={"folded_name": fold(name)})
    return row.pk
