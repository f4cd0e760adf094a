"""What of a licence stays as it is once a statement rests on it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lanterne.rights import queries as rights
from lanterne.rights.queries import HeldLicence
from lanterne.statements import queries
from lanterne.statements.services.refusals import LicenceSettled, TermsWrong


def check_change(*, licence_id: int, licensor: str, currency: str) -> None:
    """What rights ask before a licence is changed. Refuses TermsWrong and LicenceSettled."""
    held = rights.licence(licence_id=licence_id)
    said = queries.terms(licence_id=licence_id)
    if held is None:
        return
    price = said.price.currency if said and said.price else ""
    if currency and price and currency != price:
        raise TermsWrong(
            _("Its price for a play is in %(currency)s: take that away first, under Statements.")
            % {"currency": price}
        )
    check_settled(held, licensor=licensor, currency=currency or price)


def check_settled(held: HeldLicence, *, licensor: str, currency: str) -> None:
    """Refuse another licensor or currency for a licence by which somebody was told money.

    Recoupment is counted from the first statement on, in one currency and with one licensor. ``currency`` is that of the fee
    or the price; a licence that has neither was told in those of its pools, and may be given theirs if they were one.
    """
    stated = queries.stated(held)
    if not stated:
        return
    now = queries.currency_of(held)
    told = {currency for _number, currency in stated}
    if licensor == held.licensor and (currency == now or told == {currency}):
        return
    raise LicenceSettled(
        _(
            "Statement %(number)s rests on this licence, so its licensor and its currency stay:"
            " let it end, and put a new licence on record."
        )
        % {"number": stated[0][0]}
    )
