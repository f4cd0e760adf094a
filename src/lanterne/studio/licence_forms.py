"""What a contract with a licensor is filled in by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision, list_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from lanterne.core.money import Money
from lanterne.rights.queries import HeldLicence
from lanterne.rights.rules import Offer
from lanterne.rights.services import LicenceFacts
from lanterne.studio import words


class LicenceForm(forms.Form):
    licensor = forms.CharField(
        label=_("Licensor"), max_length=200, widget=forms.TextInput(attrs={"list": "licensors"})
    )
    reference = forms.CharField(
        label=_("Contract"), max_length=80, help_text=_("The reference that the contract has.")
    )
    offers = forms.MultipleChoiceField(
        label=_("Offers"),
        choices=lambda: list(words.OFFERS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_exclusive = forms.BooleanField(
        label=_("Exclusive"),
        required=False,
        help_text=_("While its windows last, nobody else’s licence counts for those titles there."),
    )
    begins_on = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("The first day on which it holds no more."),
    )
    fee = forms.DecimalField(label=_("Fee"), required=False, min_value=0, max_digits=15)
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, help_text=_("A code such as EUR.")
    )
    share = forms.DecimalField(
        label=_("Licensor’s share of revenue, in per cent"),
        required=False,
        max_digits=5,
        decimal_places=2,
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        fee, code = said.get("fee"), said.get("currency", "").upper()
        if fee is None and not code:
            return said
        if fee is None or code not in list_currencies():
            raise ValidationError(say("A fee needs an amount and a currency such as EUR."))
        minor = fee.scaleb(get_currency_precision(code))
        if minor != minor.to_integral_value():
            raise ValidationError(say("This fee is finer than its currency’s smallest coin."))
        return {**said, "money": Money(int(minor), code)}

    def facts(self) -> LicenceFacts:
        said = self.cleaned_data
        return LicenceFacts(
            licensor=said["licensor"],
            reference=said["reference"],
            offers=tuple(Offer(one) for one in said["offers"]),
            is_exclusive=said["is_exclusive"],
            fee=said.get("money"),
            share_hundredths=int((said["share"] or Decimal(0)) * 100),
            begins_on=said["begins_on"],
            ends_on=said["ends_on"],
            note=said["note"],
        )


def first(held: HeldLicence) -> dict[str, object]:
    """What the form of a licence on record begins with."""
    return {
        "licensor": held.licensor,
        "reference": held.reference,
        "offers": [one.value for one in held.offers],
        "is_exclusive": held.is_exclusive,
        "fee": held.fee.amount if held.fee else None,
        "currency": held.fee.currency if held.fee else "",
        "share": Decimal(held.share_hundredths) / 100,
        "begins_on": held.begins_on,
        "ends_on": held.ends_on,
        "note": held.note,
    }
