"""What rules, facts about us, expenses and releases in cinemas are filled in by; and a slate, a line a title."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lanterne.core.errors import Refused
from lanterne.regulation import labels
from lanterne.regulation import queries as regulation
from lanterne.regulation.rules import (
    Binds,
    Confidence,
    Exempts,
    Expense,
    Kind,
    Made,
    Matter,
    Planned,
    Rule,
    Stated,
    Status,
)
from lanterne.regulation.rules.table import YEARS, conditions
from lanterne.regulation.services import checked_slate
from lanterne.studio import choices
from lanterne.studio.choices import Choices

PARTS = 5
LARGEST = 15
DECIMALS = 4


def _day(label: Any, **said: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **said)


def _offered(held: dict[Any, Any]) -> Choices:
    return [(key.value, str(name)) for key, name in held.items()]


class SupersedeForm(forms.Form):
    """What may be otherwise in a row that takes the place of another: the rest stays as it was."""

    value = forms.DecimalField(label=_("Figure"), required=False, max_digits=18, decimal_places=4)
    valid_from = _day(_("Counts from"), help_text=_("Before that day, what stood before counts."))
    valid_to = _day(_("To"), required=False, help_text=_("The last day on which it holds."))
    status = forms.ChoiceField(label=_("Status"), choices=lambda: _offered(labels.STATUSES))
    text = forms.CharField(
        label=_("What it says"), required=False, widget=forms.Textarea({"rows": 3})
    )
    source = forms.CharField(
        label=_("Source"), max_length=500, help_text=_("A law, a decree, a text that can be read.")
    )
    confidence = forms.ChoiceField(
        label=_("How sure"), choices=lambda: _offered(labels.CONFIDENCES)
    )
    reason = forms.CharField(label=_("Why it is written so"), max_length=500)

    def rule(self, held: Rule) -> Rule:
        said = self.cleaned_data
        return replace(
            held,
            value=said["value"],
            # Brackets would win over the figure that was just written.
            brackets=() if said["value"] != held.value else held.brackets,
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
            status=Status(said["status"]),
            text=said["text"],
            source=said["source"],
            confidence=Confidence(said["confidence"]),
        )


class RuleForm(SupersedeForm):
    """A rule that nobody has written yet."""

    rule_id = forms.CharField(label=_("Name"), max_length=60, help_text=_("Such as FR-OWN-1."))
    country = forms.CharField(
        label=_("Country"), max_length=6, help_text=_("FR, a region as BE-VLG, or EU.")
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a rule", "Kind"), choices=lambda: _offered(labels.KINDS)
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=24, required=False, help_text=_("percent, months, or EUR.")
    )
    of = forms.CharField(
        label=_("Of what"),
        max_length=24,
        required=False,
        help_text=_("titles, revenue, obligation."),
    )
    works = forms.CharField(
        label=_("Which works"),
        max_length=120,
        required=False,
        help_text=_("european, language:fr, country:IT, cinema, independent; joined by +."),
    )
    applies_to = forms.ChoiceField(
        label=_("Whom it binds"),
        choices=[
            (Binds.TARGETING.value, _("Those who target the country")),
            (Binds.ESTABLISHED.value, _("Those who are established there")),
        ],
    )
    agreement = forms.CharField(label=_("Under which agreement"), max_length=60, required=False)
    year = forms.ChoiceField(
        label=_("Year of the base"),
        choices=[("", "–"), *((one, one) for one in YEARS)],
        required=False,
    )
    service = forms.ChoiceField(
        label=_("Which kind of service waits"),
        required=False,
        choices=lambda: [("", "–"), *((one, one) for one in regulation.services())],
    )
    group = forms.CharField(
        label=_("Group"),
        max_length=60,
        required=False,
        help_text=_("Joins a duty, its parts and the thresholds that let off from it."),
    )
    exempts = forms.ChoiceField(
        label=_("Whom a threshold lets off"),
        required=False,
        choices=lambda: _offered(labels.EXEMPTIONS),
    )
    unless = forms.DecimalField(
        label=_("Falls away from, in per cent of the base"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=4,
    )
    field_order = ("rule_id", "country", "kind", "value", "unit", "of", "works", "applies_to")

    def new(self) -> Rule:
        said = self.cleaned_data
        return self.rule(
            Rule(
                said["rule_id"],
                said["country"],
                Kind(said["kind"]),
                unit=said["unit"],
                of=said["of"],
                works=conditions(said["works"]),
                binds=Binds(said["applies_to"]),
                agreement=said["agreement"],
                years_back=YEARS.get(said["year"]),
                service=said["service"],
                group=said["group"],
                exempts=Exempts(said["exempts"]),
                unless=said["unless"],
            )
        )


def first(rule: Rule) -> dict[str, object]:
    """What the form of a row that takes a rule's place begins with."""
    return {
        "value": None if rule.value is None else f"{rule.value.normalize():f}",
        "status": rule.status.value,
        "text": rule.text,
        "source": rule.source,
        "confidence": rule.confidence.value,
    }


class FactForm(forms.Form):
    """One form for everything that is stated of us: what does not belong to a matter is refused by the services."""

    matter = forms.ChoiceField(label=_("What is stated"), choices=lambda: _offered(labels.MATTERS))
    territory = forms.ChoiceField(
        label=_("Country"), required=False, choices=lambda: [("", "–"), *choices.countries()]
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    amount = forms.DecimalField(
        label=_("Figure"), required=False, min_value=0, max_digits=18, decimal_places=4
    )
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, help_text=_("Of money, such as EUR.")
    )
    words = forms.ChoiceField(
        label=_("Agreement or practice"),
        required=False,
        choices=lambda: [("", "–"), *((one, one) for one in regulation.agreements())],
    )
    since = _day(_("From"), required=False)
    until = _day(_("Until"), required=False, help_text=_("The first day that is not counted."))
    source = forms.CharField(label=_("Source"), required=False, max_length=300)

    def stated(self) -> Stated:
        said = self.cleaned_data
        return Stated(
            matter=Matter(said["matter"]),
            territory=said["territory"],
            year=said["year"],
            amount=said["amount"],
            currency=said["currency"].upper(),
            words=said["words"],
            since=said["since"],
            until=said["until"],
        )


class ExpenseForm(forms.Form):
    name = forms.CharField(label=_("Work"), max_length=200)
    spent_on = _day(_("Spent on"))
    amount = forms.DecimalField(label=_("Amount"), max_digits=18, decimal_places=2)
    currency = forms.CharField(label=_("Currency"), max_length=3, initial="EUR")
    territories = forms.CharField(
        label=_("Counts in"), max_length=120, help_text=_("One or more countries: FR BE.")
    )
    buckets = forms.CharField(
        label=_("Counts as"),
        max_length=300,
        help_text=_("Words between spaces: european cinema independent language:fr country:FR."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def expense(self) -> Expense:
        said = self.cleaned_data
        return Expense(
            on=said["spent_on"],
            amount=said["amount"],
            currency=said["currency"].upper(),
            territories=frozenset(said["territories"].upper().split()),
            buckets=frozenset(said["buckets"].split()),
            name=said["name"],
        )


class ReleaseForm(forms.Form):
    territory = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    released_on = _day(_("Released in cinemas on"))
    source = forms.CharField(label=_("Source"), required=False, max_length=300)


class SlateForm(forms.Form):
    """A draft slate, a line a title; it is asked in an address and kept nowhere."""

    slate = forms.CharField(
        label=_("Planned titles"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "One line each: name; countries; original language; spend; what it counts as. “Vampires; FR; fr; 12000000; european cinema language:fr”."
        ),
    )

    def clean_slate(self) -> tuple[Planned, ...]:
        lines = [line for line in self.cleaned_data["slate"].splitlines() if line.strip()]
        planned = tuple(_planned(line) for line in lines)
        try:
            return checked_slate(planned)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None


def _planned(line: str) -> Planned:
    cells = [cell.strip() for cell in line.split(";")]
    cells += [""] * (PARTS - len(cells))
    name, countries, language, spend, buckets = cells[:PARTS]
    made = tuple(Made(code) for code in countries.upper().split())
    return Planned(name, made, language, _spend(spend), buckets=frozenset(buckets.split()))


def _spend(text: str) -> Decimal:
    try:
        amount = Decimal(text or "0")
    except InvalidOperation:
        amount = Decimal("NaN")
    # Beyond these it is nobody's money, and cannot be reckoned with to the cent.
    is_money = amount.is_finite() and amount >= 0 and amount.adjusted() <= LARGEST
    if not is_money or round(amount, DECIMALS) != amount:
        raise ValidationError(say("“%(text)s” is not a number.") % {"text": text[:40]})
    return amount
