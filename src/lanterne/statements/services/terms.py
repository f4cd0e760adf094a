"""Agreeing on what a licence's fee is."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.rights import queries as rights
from lanterne.rights import services as granting
from lanterne.statements.models import Terms
from lanterne.statements.queries import HeldTerms
from lanterne.statements.services.binding import check_settled
from lanterne.statements.services.refusals import TermsWrong


@transaction.atomic
def agree(*, licence_id: int, terms: HeldTerms, actor: str) -> None:
    """Say what a licence's fee is and what a play costs; statements that were issued stay as they are."""
    if rights.licence(licence_id=licence_id) is None:
        raise TermsWrong(_("There is no such licence."))
    granting.hold_licence(licence_id=licence_id)
    licence = rights.licence(licence_id=licence_id)
    assert licence is not None
    if terms.price and terms.price.minor < 0:
        raise TermsWrong(_("A price is not negative."))
    if terms.price and licence.fee and terms.price.currency != licence.fee.currency:
        raise TermsWrong(
            _("This licence is in %(currency)s: its price for a play is too.")
            % {"currency": licence.fee.currency}
        )
    money = licence.fee or terms.price
    check_settled(licence, licensor=licence.licensor, currency=money.currency if money else "")
    said = {
        "fee_kind": terms.fee_kind,
        "paid_on": terms.paid_on,
        "price_minor": terms.price.minor if terms.price else 0,
        "currency": terms.price.currency if terms.price else "",
    }
    Terms.objects.update_or_create(licence_id=licence_id, defaults=said)
    audit.record(
        actor=actor,
        action="statements.agree",
        subject=f"licence:{licence_id}",
        detail={**said, "paid_on": terms.paid_on.isoformat() if terms.paid_on else None},
    )
