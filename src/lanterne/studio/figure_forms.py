"""What a claim about the world is filled in by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lanterne.facts import sentences
from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.measures import DATE, WORDS
from lanterne.facts.queries import Card
from lanterne.facts.queries.measures import every, find
from lanterne.facts.rules import Confidence, Day, Moment, Qualifier, Quantity, Value, Words
from lanterne.studio.choices import Choices

LARGEST_FILE = 20_000_000


def _measures() -> Choices:
    return [(one.slug, str(one.name)) for one in every()]


def _confidences() -> Choices:
    return [(one.value, sentences.confidence(one)) for one in Confidence]


def _qualifiers() -> Choices:
    return [(one.value, sentences.qualifier(one)) for one in Qualifier]


def _day(label: Any, **said: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **said)


class ClaimForm(forms.Form):
    """One page for every kind of measure: what does not belong to the chosen one is refused by the services."""

    subject = forms.CharField(
        label=_("About"), max_length=80, help_text=_("A path, such as netflix/paris or market/FR.")
    )
    subject_name = forms.CharField(label=_("Its name"), max_length=200, required=False)
    measure = forms.ChoiceField(label=_("What is said"), choices=_measures)
    amount = forms.DecimalField(label=_("Figure"), required=False, max_digits=24, decimal_places=6)
    unit = forms.CharField(
        label=_("Currency"),
        max_length=3,
        required=False,
        help_text=_("Of an amount of money, such as EUR."),
    )
    qualifier = forms.ChoiceField(
        label=_("How exactly"), choices=_qualifiers, initial=Qualifier.EXACTLY.value
    )
    said = forms.CharField(
        label=_("Date or words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where nothing is counted: 2015, 2015-09, 2015-09-28, or a sentence."),
    )
    scope = forms.CharField(
        label=_("Of what part of the world"),
        max_length=200,
        required=False,
        help_text=_("Such as territory=FR;region=metropolitan. Left empty, the world."),
    )
    as_of = _day(_("As of"))
    since = _day(_("From"))
    until = _day(_("Until"), help_text=_("The first day that is not counted."))
    source = forms.CharField(
        label=_("Key of the source"),
        max_length=80,
        help_text=_("Small letters, digits and hyphens; a known key needs nothing more."),
    )
    source_name = forms.CharField(label=_("Name of the source"), max_length=300, required=False)
    publisher = forms.CharField(label=_("Published by"), max_length=200, required=False)
    address = forms.URLField(
        label=_("Address"), max_length=500, required=False, assume_scheme="https"
    )
    published_on = _day(_("Published on"))
    place = forms.CharField(label=_("Where in the source"), max_length=120, required=False)
    quotation = forms.CharField(
        label=_("In its own words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    confidence = forms.ChoiceField(label=_("How sure"), choices=_confidences)

    def clean(self) -> dict[str, Any]:
        """Refused at its field, so that the eye falls where something is missing."""
        said: dict[str, Any] = self.cleaned_data
        measure = find(said.get("measure", ""))
        if measure and measure.is_counted and said.get("amount") is None:
            self.add_error("amount", _("Say the figure."))
        if measure and not measure.is_counted and not said.get("said", "").strip():
            self.add_error("said", _("Say the date, or the words."))
        return said

    def draft(self) -> Draft:
        said: dict[str, Any] = self.cleaned_data
        return Draft(
            subject=said["subject"],
            measure=said["measure"],
            value=_value(said),
            source=SourceCard(
                said["source"],
                said["source_name"] or said["source"],
                said["publisher"],
                said["address"],
                said["published_on"],
            ),
            confidence=Confidence(said["confidence"]),
            subject_name=said["subject_name"],
            scope=said["scope"],
            moment=Moment(said["as_of"], said["since"], said["until"]),
            place=said["place"],
            quotation=said["quotation"],
        )


class CorrectionForm(ClaimForm):
    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ["reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "measure"):
            self.fields[name].widget = forms.HiddenInput()


class TableForm(forms.Form):
    table = forms.FileField(
        label=_("Table"),
        help_text=_("CSV in UTF-8, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


def first(card: Card) -> dict[str, object]:
    """What a correction begins with: all that the claim says."""
    claim, source = card.claim, card.source
    told: dict[str, object] = {
        "subject": claim.subject,
        "measure": claim.measure,
        "scope": claim.scope,
        "as_of": claim.moment.as_of,
        "since": claim.moment.since,
        "until": claim.moment.until,
        "source": source.key,
        "source_name": source.name,
        "publisher": source.publisher,
        "address": source.address,
        "published_on": source.published_on,
        "place": card.place,
        "quotation": card.quotation,
        "confidence": claim.confidence.value,
    }
    return told | _first_value(claim.value)


def _first_value(value: Value) -> dict[str, object]:
    if not isinstance(value, Quantity):
        return {"said": value.text}
    unit = value.unit if value.unit.isupper() else ""
    return {"amount": value.amount, "unit": unit, "qualifier": value.qualifier.value}


def _value(said: dict[str, Any]) -> Value:
    measure = find(said["measure"])
    unit = measure.unit if measure else ""
    if unit == DATE:
        return Day(said["said"].strip())
    if unit == WORDS:
        return Words(said["said"].strip())
    return Quantity(said["amount"], said["unit"].upper() or unit, Qualifier(said["qualifier"]))
