"""What is filled in about statements: whose and of when, what is added, rates, reasons, and what a fee is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision, list_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from lanterne.core.money import Money
from lanterne.rights.queries import grants
from lanterne.statements.queries import HeldTerms
from lanterne.statements.rules import FeeKind
from lanterne.statements.services import Told
from lanterne.studio import words


class DraftForm(forms.Form):
    licensor = forms.TypedChoiceField(
        label=_("Licensor"),
        choices=lambda: [(str(pk), name) for pk, name in grants.licensors()],
        coerce=int,
    )
    period = forms.CharField(
        label=_("Period"),
        max_length=20,
        help_text=_("A quarter as 2026-Q4, or a month as 2026-11."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, help_text=_("The licensor reads it."))


class AdjustForm(ReasonForm):
    amount = forms.DecimalField(
        label=_("Amount"), max_digits=15, help_text=_("With a minus for what is taken off.")
    )
    currency = forms.CharField(label=_("Currency"), max_length=3)
    field_order = ["amount", "currency", "reason"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        return {**said, "money": _money(said.get("amount"), said.get("currency", ""))}


class RateForm(forms.Form):
    currency = forms.CharField(label=_("One"), max_length=3, help_text=_("A code such as CHF."))
    rate = forms.DecimalField(label=_("Is worth"), max_digits=18, decimal_places=8, min_value=0)
    into = forms.CharField(label=_("In"), max_length=3, help_text=_("A code such as EUR."))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Whose rate it is, and of which day.")
    )

    def told(self) -> Told:
        said = self.cleaned_data
        return Told(said["currency"].upper(), said["into"].upper(), said["rate"], said["source"])


class TermsForm(forms.Form):
    fee_kind = forms.ChoiceField(
        label=_("The fee is"),
        choices=lambda: list(words.FEE_KINDS.items()),
        widget=forms.RadioSelect,
    )
    paid_on = forms.DateField(
        label=_("Paid on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Only where it was paid outside statements: then none asks for it."),
    )
    price = forms.DecimalField(
        label=_("Price for each play"), required=False, min_value=0, max_digits=12
    )
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        price = said.get("price")
        return {**said, "money": _money(price, said.get("currency", "")) if price else None}

    def terms(self) -> HeldTerms:
        said = self.cleaned_data
        return HeldTerms(FeeKind(said["fee_kind"]), said["paid_on"], said["money"])


def first(held: HeldTerms | None, currency: str) -> dict[str, object]:
    """What the form of a licence's money begins with."""
    if held is None:
        return {"currency": currency}
    return {
        "fee_kind": held.fee_kind.value,
        "paid_on": held.paid_on,
        "price": held.price.amount if held.price else None,
        "currency": held.price.currency if held.price else currency,
    }


def _money(amount: Decimal | None, code: str) -> Money | None:
    """The amount in whole coins; None where the field itself was wrong."""
    if amount is None:
        return None
    if code.upper() not in list_currencies():
        raise ValidationError(say("An amount needs a currency such as EUR."))
    minor = amount.scaleb(get_currency_precision(code.upper()))
    if minor != minor.to_integral_value():
        raise ValidationError(say("This amount is finer than its currency’s smallest coin."))
    return Money(int(minor), code.upper())
