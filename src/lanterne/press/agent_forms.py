"""What agents of the press fill in."""

from __future__ import annotations

import zoneinfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lanterne.accreditation.rules import LONGEST_NAME, Draft
from lanterne.press.letter_forms import Choices, languages
from lanterne.territories import queries as territories


def countries() -> Choices:
    named = territories.countries(get_language() or "en")
    return [("", "–"), *((one.code, one.name) for one in named)]


def zones() -> Choices:
    """Those of places; whole hours from Greenwich are nobody's clock."""
    named = sorted(one for one in zoneinfo.available_timezones() if "/" in one)
    return [
        ("UTC", "UTC"),
        *((one, one.replace("_", " ")) for one in named if not one.startswith("Etc/")),
    ]


class LinkForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AskForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one of your outlet: your way in is mailed there."),
    )
    outlet = forms.CharField(
        label=_("Outlet"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(label=_("Its country"), choices=countries)
    website = forms.CharField(
        label=_("Its website"),
        max_length=300,
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    language = forms.ChoiceField(label=_("Language of our messages"), choices=languages)
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("Your days end by these clocks.")
    )

    @staticmethod
    def first(here: str | None) -> dict[str, str]:
        """What is likely to be theirs: where they are, else the market of their language, with its clocks."""
        language = get_language() or "en"
        spoken = (one for one in territories.markets() if one.default_language == language)
        place = here or next((one.territory for one in spoken), "")
        zone = str(territories.clock(territory=place)) if place else "UTC"
        return {"language": language, "country": place, "zone": zone}

    def draft(self) -> Draft:
        return Draft(**self.cleaned_data)
