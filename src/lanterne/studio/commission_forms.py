"""What staff fill in about competitors and what they commission."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lanterne.growth import words
from lanterne.growth.drafts import CommissionDraft, PresenceDraft, ServiceDraft
from lanterne.growth.queries import CommissionCard
from lanterne.growth.rules.commissions import Status
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.studio.delivery_forms import Day
from lanterne.studio.forms import ChosenFirst
from lanterne.studio.office_forms import services
from lanterne.studio.slate_forms import named


def _several(text: str) -> list[str]:
    """With semicolons between."""
    return [one.strip() for one in text.split(";") if one.strip()]


class CommissionForm(forms.Form):
    service = forms.ChoiceField(label=_("Service"), choices=services)
    title = forms.CharField(label=_("Title"), max_length=200)
    other_titles = forms.CharField(
        label=_("Other names"),
        max_length=1000,
        required=False,
        help_text=_("Also in other languages, with semicolons between."),
    )
    order = forms.ChoiceField(label=_("What was ordered"), choices=lambda: named(words.ORDERS))
    season = forms.IntegerField(
        label=_("Season"), min_value=1, max_value=999, required=False, help_text=_("Of a series.")
    )
    origin = forms.ChoiceField(
        label=_("Why it counts as an original"), choices=lambda: named(words.ORIGINS)
    )
    is_scripted = forms.BooleanField(label=_("Scripted"), required=False, initial=True)
    language = forms.ChoiceField(
        label=_("Original language"),
        choices=lambda: choices.either(gettext("Not known"), choices.languages()),
        required=False,
    )
    country = forms.ChoiceField(
        label=_("Country that leads the production"),
        choices=lambda: choices.either(gettext("Not known"), choices.countries()),
        required=False,
    )
    others = forms.MultipleChoiceField(
        label=_("Also made in"), choices=choices.countries, required=False, widget=ChosenFirst
    )
    genres = forms.MultipleChoiceField(
        label=_("Genres"),
        choices=choices.genre_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    identifiers = forms.CharField(
        label=_("In registers"),
        max_length=400,
        required=False,
        help_text=_("Such as wikidata:Q51893872; with semicolons between several."),
    )
    announced = forms.DateField(label=_("Announced"), widget=Day)
    in_production = forms.DateField(label=_("In production since"), widget=Day, required=False)
    delivered = forms.DateField(label=_("Delivered"), widget=Day, required=False)
    released = forms.DateField(label=_("Released"), widget=Day, required=False)
    cancelled = forms.DateField(label=_("Cancelled"), widget=Day, required=False)
    removed = forms.DateField(label=_("Removed"), widget=Day, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who says so, such as a press release.")
    )
    address = forms.CharField(
        label=_("Address of the source"),
        max_length=500,
        required=False,
        widget=forms.URLInput,
    )

    def clean_identifiers(self) -> dict[str, str]:
        found = [mark.partition(":") for mark in _several(self.cleaned_data["identifiers"])]
        if any(not (scheme and value) for scheme, _colon, value in found):
            raise ValidationError(gettext("A register, a colon, and its number there."))
        return {scheme.strip(): value.strip() for scheme, _colon, value in found}

    def draft(self) -> CommissionDraft:
        said: dict[str, Any] = self.cleaned_data
        countries = dict.fromkeys(code for code in (said["country"], *said["others"]) if code)
        return CommissionDraft(
            service=said["service"],
            title=said["title"],
            order=said["order"],
            steps={one.value: said[one.value] for one in Status if said[one.value]},
            source=said["source"],
            season=said["season"],
            origin=said["origin"],
            is_scripted=said["is_scripted"],
            language=said["language"],
            countries=tuple(countries),
            genres=tuple(said["genres"]),
            other_titles=tuple(_several(said["other_titles"])),
            identifiers=said["identifiers"],
            address=said["address"],
        )


class CorrectionForm(CommissionForm):
    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ["reason"]


class CancelForm(forms.Form):
    on = forms.DateField(label=_("Cancelled on"), widget=Day)
    reason = forms.CharField(
        label=_("Who says so"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class MergeForm(forms.Form):
    other = forms.TypedChoiceField(
        label=_("The other one"),
        coerce=int,
        help_text=_("What only it says comes here; then it is gone. This cannot be undone."),
    )

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.choices = others


class ServiceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    owner = forms.CharField(label=_("Owner"), max_length=200, required=False)
    key = forms.CharField(
        label=_("Key"),
        max_length=80,
        required=False,
        help_text=_(
            "Figures about it are kept under it, such as netflix. Made of the name if empty."
        ),
    )
    is_ours = forms.BooleanField(label=_("This is our own service"), required=False)

    def draft(self) -> ServiceDraft:
        return ServiceDraft(**self.cleaned_data)


class PresenceForm(forms.Form):
    service = forms.ChoiceField(label=_("Service"), choices=services)
    territory = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    announced_on = forms.CharField(
        label=_("Announced"),
        max_length=10,
        required=False,
        help_text=_("As precisely as it is known: 2015, 2015-09 or 2015-09-28."),
    )
    entered_on = forms.CharField(label=_("Came"), max_length=10, required=False)
    left_on = forms.CharField(
        label=pgettext_lazy("a service in a country", "Left"), max_length=10, required=False
    )
    claim = forms.CharField(label=_("Key of a figure that says so"), max_length=80, required=False)

    def draft(self) -> PresenceDraft:
        return PresenceDraft(**self.cleaned_data)


def as_it_is(card: CommissionCard) -> dict[str, object]:
    """What a correction begins with: all that is on record of the order."""
    event = card.event
    days: dict[str, date] = {status.value: on for status, on in event.steps.items()}
    return {
        "service": event.service,
        "title": card.title,
        "other_titles": "; ".join(card.titles[1:]),
        "order": event.order.value,
        "season": event.season,
        "origin": card.origin.value,
        "is_scripted": card.is_scripted,
        "language": card.language,
        "country": event.countries[0] if event.countries else "",
        "others": event.countries[1:],
        "genres": event.genres,
        "identifiers": "; ".join(f"{name}:{value}" for name, value in card.identifiers.items()),
        "source": card.source,
        "address": card.address,
        **days,
    }
