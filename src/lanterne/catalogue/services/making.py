"""Where a title was made, and which companies made and sell it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family
from lanterne.catalogue.models import Company, CompanyCredit, ProductionCountry
from lanterne.catalogue.rules import WHOLE, CompanyRole, Production, fold, shared, with_country
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import check_territory, checked_name
from lanterne.catalogue.services.refusals import RoleUnknown, WrongShares
from lanterne.catalogue.services.titles import hold_title, write_production


@transaction.atomic
def credit_company(*, title_id: int, company: str, role: str, actor: str) -> None:
    """Name a company after those already named; saying it twice changes nothing."""
    hold_title(title_id=title_id)
    check_role(role)
    name = checked_name(company)
    was = before(title_id, Family.COMPANY)
    row, _made = Company.objects.get_or_create(name=name, defaults={"folded_name": fold(name)})
    named = CompanyCredit.objects.filter(title_id=title_id)
    last = named.aggregate(last=Max("billing"))["last"] or 0
    _credit, is_new = CompanyCredit.objects.get_or_create(
        title_id=title_id, company=row, role=role, defaults={"billing": last + 1}
    )
    if is_new:
        note(was, actor, "credit_company", company=name, role=role)


@transaction.atomic
def set_production(*, title_id: int, countries: Sequence[Production], actor: str) -> None:
    """Say in which countries a title was made, in their order, in place of what was said before."""
    hold_title(title_id=title_id)
    check_production(countries)
    was = before(title_id, Family.COUNTRIES)
    write_production(title_id, countries)
    said = [_said(one) for one in countries]
    note(was, actor, "set_production", countries=said)


@transaction.atomic
def make_in(*, title_id: int, country: Production, actor: str) -> None:
    """Add a country of production, or change one that is named; a new lead takes the lead over."""
    hold_title(title_id=title_id)
    rows = ProductionCountry.objects.filter(title_id=title_id).order_by("id")
    held = [Production(*row) for row in rows.values_list("territory", "share", "is_lead")]
    set_production(title_id=title_id, countries=with_country(held, country), actor=actor)


def check_role(role: str) -> None:
    if role not in set(CompanyRole):
        raise RoleUnknown(_("“%(role)s” is nothing that a company does.") % {"role": role})


def check_production(countries: Sequence[Production]) -> None:
    for one in countries:
        check_territory(one.territory)
        if one.share is not None and not 0 < one.share <= WHOLE:
            raise WrongShares(_("A share is more than 0 and at most 100 per cent."))
    if len({one.territory for one in countries}) < len(countries):
        raise WrongShares(_("A country is named once, with its whole share."))
    if sum(one.is_lead for one in countries) > 1:
        raise WrongShares(_("Only one country leads."))
    if (whole := shared(countries)) > WHOLE:
        raise WrongShares(
            _("These shares add up to %(whole)s per cent, more than the whole.")
            % {"whole": f"{whole.normalize():f}"}
        )


def _said(one: Production) -> str:
    share = f" {Decimal(one.share).normalize():f} %" if one.share is not None else ""
    return f"{one.territory}{share}{' lead' if one.is_lead else ''}"
