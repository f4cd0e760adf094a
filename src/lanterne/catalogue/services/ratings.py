"""What a territory's board says of a title: by its own labels, or freely where the table does not know them."""

from __future__ import annotations

from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import boards
from lanterne.catalogue.boards import AgeKind, Label
from lanterne.catalogue.fields import Family
from lanterne.catalogue.models import AgeRating
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import check_age, check_territory, checked_line
from lanterne.catalogue.services.refusals import LabelUnknown, SystemUnknown, WrongFacts
from lanterne.catalogue.services.titles import hold_title

LONGEST_LABEL = 40


class Stated(TypedDict, total=False):
    """A label used in the territory, with its ``system``; without one the label is free and needs its age.

    With a system the age follows from the label, and is wanted only where the board states none, as with "PG".
    """

    label: Required[str]
    system: str
    minimum_age: int | None


class Rating(TypedDict):
    """A rating as it is kept."""

    system: str
    label: str
    minimum_age: int


@transaction.atomic
def rate(*, title_id: int, territory: str, actor: str, **stated: Unpack[Stated]) -> None:
    """State what the territory's board says; it replaces an earlier rating there."""
    hold_title(title_id=title_id)
    said = checked_rating(territory, **stated)
    was = before(title_id, Family.RATING)
    AgeRating.objects.update_or_create(title_id=title_id, territory=territory, defaults=said)
    note(was, actor, "rate", territory=territory, **said)


def checked_rating(territory: str, **stated: Unpack[Stated]) -> Rating:
    """The rating as it is kept; refuses what no board of the territory says."""
    check_territory(territory)
    system, age = stated.get("system", ""), stated.get("minimum_age")
    if not system:
        return _free(stated["label"], age)
    chosen = _chosen(territory, system, stated["label"])
    return {"system": system, "label": chosen.label, "minimum_age": _age(chosen, age)}


def _free(label: str, minimum_age: int | None) -> Rating:
    label = checked_line(label, most=LONGEST_LABEL)
    if not label:
        raise LabelUnknown(_("A rating needs its label, as the board writes it."))
    if minimum_age is None:
        raise WrongFacts(_("A label of your own needs its age."))
    check_age(minimum_age)
    return {"system": "", "label": label, "minimum_age": minimum_age}


def _chosen(territory: str, system: str, label: str) -> Label:
    if system not in boards.systems(territory=territory):
        raise SystemUnknown(
            _("No rating system “%(system)s” is known in %(code)s.")
            % {"system": system, "code": territory}
        )
    chosen = boards.find(territory=territory, system=system, label=label)
    if chosen is None:
        raise LabelUnknown(
            _("%(system)s has no label “%(label)s”.") % {"system": system, "label": label}
        )
    return chosen


def _age(chosen: Label, stated: int | None) -> int:
    said = {"system": chosen.system, "label": chosen.label, "age": chosen.minimum_age}
    if chosen.kind is AgeKind.REFUSED:
        raise LabelUnknown(
            _("“%(label)s” of %(system)s forbids that the title be shown at all.") % said
        )
    if chosen.minimum_age is None:
        if stated is None:
            raise WrongFacts(
                _("“%(label)s” of %(system)s states no age: say from which age it is shown.") % said
            )
        check_age(stated)
        return stated
    if stated not in {None, chosen.minimum_age}:
        raise WrongFacts(_("“%(label)s” of %(system)s means from age %(age)d.") % said)
    return chosen.minimum_age
