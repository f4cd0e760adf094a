"""What staff fill in at the slate."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.numbers import get_currency_precision, list_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lanterne.commissioning import charts, queries, words
from lanterne.commissioning.drafts import (
    BillDraft,
    ComplexDraft,
    EstimateDraft,
    LinkDraft,
    OptionDraft,
    PartnerDraft,
    ProjectDraft,
    SourceDraft,
)
from lanterne.commissioning.rules.stages import WAY, Kind
from lanterne.core.money import Money
from lanterne.studio import choices
from lanterne.studio import words as ours
from lanterne.studio.choices import Choices
from lanterne.studio.delivery_forms import Day, markets


def named(found: dict[Any, Any]) -> Choices:
    return [(str(code), str(name)) for code, name in found.items()]


def accounts() -> Choices:
    reader = choices.reader()
    return [(code, f"{code} {one.label(reader)}") for code, one in charts.accounts().items()]


def series() -> Choices:
    found = queries.projects(queries.Wanted(kind=Kind.SERIES))
    return choices.either(gettext("None"), [(one.key, one.name) for one in found])


def works() -> Choices:
    found = [(one.key, one.name) for one in queries.works()]
    return choices.either(gettext("Not said yet"), found)


def complexes() -> Choices:
    return [(str(number), name) for number, name in queries.named_complexes()]


def minor(amount: Any, code: str) -> Money:
    """Refuses a currency that is none, and more decimals than it has."""
    if code not in list_currencies():
        raise ValidationError(gettext("A currency is a code such as EUR."))
    found = amount.scaleb(get_currency_precision(code))
    if found != found.to_integral_value():
        raise ValidationError(gettext("This amount is finer than its currency’s smallest coin."))
    return Money(int(found), code)


class ProjectForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: named(words.KINDS))
    original_language = forms.ChoiceField(label=_("Original language"), choices=choices.languages)
    territory = forms.ChoiceField(label=_("Commissioned in"), choices=choices.countries)
    logline = forms.CharField(
        label=_("Logline"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it is about, in one or two sentences."),
    )
    genre = forms.ChoiceField(
        label=_("Genre"),
        choices=lambda: choices.either(gettext("None"), choices.genre_choices()),
        required=False,
    )
    work = forms.ChoiceField(label=_("Made from"), choices=works, required=False)
    parent = forms.ChoiceField(label=_("Season of"), choices=series, required=False)
    number = forms.IntegerField(label=_("Number of the season"), min_value=1, required=False)
    episodes = forms.IntegerField(label=_("Episodes"), min_value=1, required=False)
    minutes = forms.IntegerField(label=_("Minutes each"), min_value=1, required=False)

    def draft(self, key: str = "") -> ProjectDraft:
        return ProjectDraft(key=key, **self.cleaned_data)


class MoveForm(forms.Form):
    """A button; the reason is asked for where something is stopped."""

    stage = forms.ChoiceField(choices=lambda: named(words.STAGES))
    turn = forms.IntegerField(min_value=0)
    reason = forms.CharField(max_length=500, required=False)


class ApprovalForm(forms.Form):
    stage = forms.ChoiceField(choices=lambda: named(words.STAGES))
    role = forms.CharField(max_length=12)
    turn = forms.IntegerField(min_value=0)


class PaperForm(forms.Form):
    code = forms.CharField(
        label=_("Which paper"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "papers"}),
        help_text=_("As the gates name it, such as script or budget."),
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    place = forms.CharField(
        label=_("Where it lies"), max_length=500, required=False, help_text=_("A link or a shelf.")
    )


class PlanForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("Stage"), choices=lambda: [(one.value, str(words.STAGES[one])) for one in WAY]
    )
    on = forms.DateField(
        label=_("Day"), widget=Day, required=False, help_text=_("Left empty, no day is planned.")
    )


class WorkForm(forms.Form):
    work = forms.ChoiceField(label=_("Made from"), choices=works, required=False)


class NewWorkForm(forms.Form):
    name = forms.CharField(label=_("Name of the work"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: named(words.WORKS))
    authors = forms.CharField(
        label=_("Authors"), max_length=400, required=False, help_text=_("With semicolons between.")
    )
    free_from = forms.DateField(label=_("Free from"), widget=Day, required=False)


class OptionForm(forms.Form):
    grantor = forms.CharField(label=_("Granted by"), max_length=200)
    begins_on = forms.DateField(label=_("First day"), widget=Day)
    ends_on = forms.DateField(
        label=_("Until"), widget=Day, help_text=_("The first day on which it holds no more.")
    )
    fee = forms.DecimalField(label=_("Fee"), required=False, min_value=0, max_digits=15)
    price = forms.DecimalField(
        label=_("Purchase price"), required=False, min_value=0, max_digits=15
    )
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        code = said.get("currency", "").upper()
        for name in ("fee", "price"):
            told = said.get(name)
            said[name] = None if told is None else minor(told, code).minor
        return said | {"currency": code}

    def draft(self) -> OptionDraft:
        said = self.cleaned_data
        return OptionDraft(
            said["grantor"],
            said["begins_on"],
            said["ends_on"],
            said["fee"] or 0,
            said["price"],
            said["currency"],
        )


class ExtensionForm(forms.Form):
    option_id = forms.IntegerField(min_value=1)
    until = forms.DateField(label=_("Until"), widget=Day)


class ExerciseForm(forms.Form):
    option_id = forms.IntegerField(min_value=1)


class ReceiptForm(forms.Form):
    link_id = forms.IntegerField(min_value=1)


class LinkForm(forms.Form):
    paper = forms.ChoiceField(label=_("Paper"), choices=lambda: named(words.PAPERS))
    standing = forms.ChoiceField(label=_("State"), choices=lambda: named(words.STANDINGS))
    giver = forms.CharField(label=_("From"), max_length=200, required=False)
    taker = forms.CharField(label=_("To"), max_length=200, required=False)
    signed_on = forms.DateField(label=_("Signed on"), widget=Day, required=False)

    def draft(self) -> LinkDraft:
        return LinkDraft(**self.cleaned_data)


class PersonForm(forms.Form):
    person = forms.CharField(label=_("Name"), max_length=200)
    role = forms.CharField(
        label=_("Role"), max_length=60, widget=forms.TextInput(attrs={"list": "roles"})
    )


class PartnerForm(forms.Form):
    company = forms.CharField(label=_("Company"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=lambda: named(ours.COMPANY_ROLES))
    share = forms.DecimalField(
        label=_("Share in per cent"), required=False, max_digits=5, decimal_places=2
    )

    def draft(self) -> PartnerDraft:
        return PartnerDraft(**self.cleaned_data)


class BudgetForm(forms.Form):
    currency = forms.CharField(label=_("Currency"), max_length=3)
    on = forms.DateField(label=_("As of"), widget=Day)
    table = forms.FileField(
        label=_("A CSV table"), help_text=_("With the columns account, amount, currency and note.")
    )
    chart = forms.ChoiceField(
        label=_("Chart of accounts"),
        choices=lambda: choices.either(
            gettext("The house’s"), [(one, one) for one in queries.mapped_charts()]
        ),
        required=False,
    )


class LockForm(forms.Form):
    number = forms.IntegerField(min_value=1)


class MoneyForm(forms.Form):
    """An amount with its currency."""

    amount = forms.DecimalField(label=_("Amount"), max_digits=15)
    currency = forms.CharField(label=_("Currency"), max_length=3)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("amount") is None or "currency" not in said:
            return said
        return {**said, "money": minor(said["amount"], said["currency"].upper())}


class SourceForm(MoneyForm):
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a source of money", "Kind"), choices=lambda: named(words.FINANCING)
    )
    name = forms.CharField(label=_("From whom"), max_length=200)
    is_signed = forms.BooleanField(label=_("Signed"), required=False)
    field_order = ["kind", "name", "amount", "currency", "is_signed"]

    def draft(self) -> SourceDraft:
        said = self.cleaned_data
        return SourceDraft(said["kind"], said["name"], said["money"], said["is_signed"])


class BillForm(MoneyForm):
    account = forms.ChoiceField(label=_("Account"), choices=accounts)
    reference = forms.CharField(label=_("Its number"), max_length=120)
    on = forms.DateField(label=_("Day"), widget=Day)
    field_order = ["account", "reference", "on", "amount", "currency"]

    def draft(self) -> BillDraft:
        said = self.cleaned_data
        return BillDraft(
            said["account"],
            said["money"].minor,
            said["money"].currency,
            said["reference"],
            said["on"],
            said.get("order", ""),
        )


class InvoiceForm(BillForm):
    order = forms.CharField(label=_("Of the order"), max_length=120, required=False)
    field_order = ["account", "reference", "order", "on", "amount", "currency"]


class EstimateForm(forms.Form):
    account = forms.ChoiceField(label=_("Account"), choices=accounts)
    amount = forms.DecimalField(
        label=_("Still to come"),
        min_value=0,
        max_digits=15,
        help_text=_("In the budget’s currency."),
    )
    on = forms.DateField(label=_("As of"), widget=Day)

    def draft(self, currency: str) -> EstimateDraft:
        said = self.cleaned_data
        return EstimateDraft(said["account"], minor(said["amount"], currency).minor, said["on"])


class DecisionForm(forms.Form):
    turn = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    markets = forms.MultipleChoiceField(
        label=_("Deliveries for these markets"),
        choices=markets,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DayForm(forms.Form):
    """A day of the address, or today."""

    on = forms.DateField(label=_("As of"), widget=Day, required=False)

    def day(self, today: date) -> date:
        return (self.cleaned_data.get("on") if self.is_valid() else None) or today


class ComplexForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    territory = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    owned_since = forms.DateField(
        label=_("Ours since"),
        widget=Day,
        required=False,
        help_text=_("Left empty, it belongs to others."),
    )
    owned_until = forms.DateField(
        label=_("Ours until"),
        widget=Day,
        required=False,
        help_text=_("The first day on which it is ours no more."),
    )

    def draft(self) -> ComplexDraft:
        return ComplexDraft(key="", **self.cleaned_data)


class RoomForm(forms.Form):
    complex_id = forms.TypedChoiceField(label=_("Complex"), coerce=int, choices=complexes)
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        help_text=_("Left empty, its number in the complex."),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a room", "Kind"), choices=lambda: named(words.ROOMS)
    )
    square_metres = forms.IntegerField(
        label=_("Square metres"), min_value=1, max_value=10**6 - 1, required=False
    )


class BookingForm(forms.Form):
    project = forms.TypedChoiceField(label=_("Project"), coerce=int)
    room = forms.TypedChoiceField(label=_("Room"), coerce=int)
    begins_on = forms.DateField(label=_("First day"), widget=Day)
    ends_on = forms.DateField(
        label=_("Until"), widget=Day, help_text=_("The first day on which it is free again.")
    )
    kind = forms.ChoiceField(
        label=_("How"),
        choices=[("hold", _("Hold it")), ("book", _("Book it"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, projects: Choices, rooms: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("project", projects), ("room", rooms)):
            field: Any = self.fields[name]
            field.choices = offered
