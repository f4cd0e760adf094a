"""What staff fill in about the mailing list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class StopForm(forms.Form):
    letter = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class EraseForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Everything that is held of this person on the list is deleted for good."),
    )
