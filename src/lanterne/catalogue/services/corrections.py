"""Taking back what was said about a title, and naming it anew."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family
from lanterne.catalogue.models import (
    AgeRating,
    Artwork,
    CompanyCredit,
    Credit,
    Identifier,
    Localisation,
    Title,
)
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import check_language, checked_name, learn
from lanterne.catalogue.services.titles import hold_title
from lanterne.core.errors import Refused


class AlreadyRemoved(Refused):
    pass


@transaction.atomic
def rename(*, title_id: int, original_name: str, original_language: str, actor: str) -> None:
    """Correct the original name; the address stays, since links to it are out in the world."""
    hold_title(title_id=title_id)
    was = before(title_id, Family.FACT)
    check_language(original_language)
    name = checked_name(original_name)
    Title.objects.filter(pk=title_id).update(
        original_name=name, folded_name=learn(name), original_language=original_language
    )
    note(was, actor, "rename", name=name, language=original_language)


@transaction.atomic
def remove_words(*, title_id: int, language: str, actor: str) -> None:
    """Forget a language; readers of it are shown the next best one."""
    hold_title(title_id=title_id)
    was = before(title_id, Family.WORDS)
    _remove(Localisation.objects.filter(title_id=title_id, language=language))
    note(was, actor, "remove_words", language=language)


@transaction.atomic
def remove_rating(*, title_id: int, territory: str, actor: str) -> None:
    hold_title(title_id=title_id)
    was = before(title_id, Family.RATING)
    _remove(AgeRating.objects.filter(title_id=title_id, territory=territory))
    note(was, actor, "remove_rating", territory=territory)


@transaction.atomic
def remove_credit(*, title_id: int, credit_id: int, actor: str) -> None:
    hold_title(title_id=title_id)
    was = before(title_id, Family.CREDIT)
    row = Credit.objects.filter(pk=credit_id, title_id=title_id)
    said = row.values_list("person__name", "role").first() or ("", "")
    _remove(row)
    note(was, actor, "remove_credit", person=said[0], role=said[1])


@transaction.atomic
def remove_company_credit(*, title_id: int, credit_id: int, actor: str) -> None:
    hold_title(title_id=title_id)
    was = before(title_id, Family.COMPANY)
    row = CompanyCredit.objects.filter(pk=credit_id, title_id=title_id)
    said = row.values_list("company__name", "role").first() or ("", "")
    _remove(row)
    note(was, actor, "remove_company_credit", company=said[0], role=said[1])


@transaction.atomic
def remove_identifier(*, title_id: int, scheme: str, value: str, actor: str) -> None:
    hold_title(title_id=title_id)
    was = before(title_id, Family.IDENTIFIER)
    _remove(Identifier.objects.filter(title_id=title_id, scheme=scheme, value=value))
    note(was, actor, "remove_identifier", scheme=scheme, value=value)


@transaction.atomic
def remove_artwork(*, title_id: int, picture_id: int, actor: str) -> None:
    """Take a picture off; its files stay, because another title may show the same ones."""
    hold_title(title_id=title_id)
    was = before(title_id, Family.PICTURE, Family.CAPTION)
    row = Artwork.objects.filter(pk=picture_id, title_id=title_id)
    said = row.values_list("kind", "path").first() or ("", "")
    _remove(row)
    note(was, actor, "remove_artwork", kind=said[0], path=said[1])


def _remove(rows: QuerySet[Any]) -> None:
    if not rows.delete()[0]:
        raise AlreadyRemoved(_("Somebody has removed this already."))
