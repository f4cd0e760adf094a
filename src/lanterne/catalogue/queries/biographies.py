"""Who the people of the catalogue are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lanterne.catalogue.languages import choose
from lanterne.catalogue.models import Biography, Credit
from lanterne.catalogue.records import PersonRecord
from lanterne.catalogue.rules import Life


def biographies(*, person_id: int) -> dict[str, str]:
    """By language, as they were written."""
    rows = Biography.objects.filter(person_id=person_id).order_by("language")
    return dict(rows.values_list("language", "text"))


def credited_name(*, title_id: int, person_id: int) -> str | None:
    """The name of somebody whom the title credits."""
    rows = Credit.objects.filter(title_id=title_id, person_id=person_id)
    return rows.values_list("person__name", flat=True).first()


def lives(*, title_id: int, language: str) -> tuple[Life, ...]:
    """Those credited of whom something is said, in their order, each in the nearest language that there is."""
    credited = Credit.objects.filter(title_id=title_id).order_by("billing")
    people = dict(credited.values_list("person_id", "person__name"))
    original = credited.values_list("title__original_language", flat=True).first() or ""
    said: dict[int, dict[str, str]] = {}
    rows = Biography.objects.filter(person_id__in=people)
    for person_id, tag, text in rows.values_list("person_id", "language", "text"):
        said.setdefault(person_id, {})[tag] = text
    return tuple(
        Life(name, shown, said[person_id][shown])
        for person_id, name in people.items()
        if (shown := choose(said.get(person_id, ()), wanted=language, original=original))
    )


def person_records() -> Iterator[PersonRecord]:
    """Everybody of whom something is said, by name."""
    rows = Biography.objects.order_by("person__name", "language")
    told = rows.values_list("person__name", "language", "text")
    for name, texts in groupby(told.iterator(), key=lambda row: row[0]):
        yield PersonRecord(name, {language: text for _name, language, text in texts})


def held_biographies(*, name: str) -> dict[str, str]:
    """What is said of somebody of that name, by language."""
    rows = Biography.objects.filter(person__name=name)
    return dict(rows.values_list("language", "text"))
