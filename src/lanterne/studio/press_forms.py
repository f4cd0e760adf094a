"""What staff fill in about outlets and their agents."""

from __future__ import annotations

import zoneinfo
from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lanterne.accreditation.rules import LONGEST_NAME, LONGEST_REASON, Draft
from lanterne.core import clock
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.studio.delivery_forms import Day


def zones() -> Choices:
    return [(one, one.replace("_", " ")) for one in sorted(zoneinfo.available_timezones())]


def in_a_year() -> date:
    return clock.now().date() + timedelta(days=365)


class OfAnAgent(forms.Form):
    agent = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class AccreditForm(OfAnAgent):
    until = forms.DateField(label=_("Until"), widget=Day, initial=in_a_year)


class DeclineForm(OfAnAgent):
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)


class EndForm(OfAnAgent):
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, required=False)


class AddForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    email = forms.CharField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput)
    outlet = forms.CharField(label=_("Outlet"), max_length=LONGEST_NAME)
    country = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    website = forms.CharField(label=_("Website"), max_length=300, required=False)
    language = forms.ChoiceField(
        label=_("Language of its messages"), choices=lambda: list(settings.LANGUAGES)
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial="Europe/Paris")
    until = forms.DateField(label=_("Accredited until"), widget=Day, initial=in_a_year)

    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(**{name: said[name] for name in said if name != "until"})
